from pathlib import Path

import numpy as np
import pytest

from bot.adapters.vectors.reader import WIDTH, Reader
from bot.adapters.vectors.weights import Weights, WeightsUnusable
from bot.core.passages import Passage

ARRESTS = Passage(
    "number", "people arrested", "Officers arrested ", "more than 40", " people in May."
)
FUND = Passage("money", "fund", "The fund is worth ", "up to £72 million", " over three years.")
YEARS = Passage("time", "fund", "The fund is worth up to £72 million ", "over three years", ".")
MINISTER = Passage("person", "minister", "The minister, ", "Ana Lind", ", opened the bridge.")
ALL = (ARRESTS, FUND, YEARS, MINISTER)

# As torch 2.13.0 works them out from the same tables, in 32 bits.
REFERENCE = (
    ("how many folks got nicked", (0.487, -7.072, -9.666, -7.990)),
    ("how long will the money last", (-11.044, -4.201, 1.646, -12.539)),
    ("who cut the ribbon", (-10.018, -7.229, -8.126, -1.931)),
    ("how many trees were planted", (-6.220, -12.126, -13.781, -12.138)),
)


def scores(reader: Reader, question: str, passages: tuple[Passage, ...] = ALL) -> list[float]:
    """Return by how much each passage answers."""
    found: list[float] = reader.scores(reader.ask(question), reader.read(passages)).tolist()
    return found


@pytest.mark.parametrize(("question", "expected"), REFERENCE)
def test_scores_are_those_of_the_lesson(
    reader: Reader, question: str, expected: tuple[float, ...]
) -> None:
    """The plain runtime gives the numbers of the one that was taught."""
    assert scores(reader, question) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("how many folks got nicked", ARRESTS),
        ("how much cash is in the pot", FUND),
        ("how long will the money last", YEARS),
        ("who cut the ribbon", MINISTER),
    ],
)
def test_what_answers_comes_first(reader: Reader, question: str, answers: Passage) -> None:
    """In other words than the statement's, the value that is asked for is the likeliest."""
    found = scores(reader, question)

    assert ALL[int(np.argmax(found))] == answers


def test_scores_do_not_depend_on_the_neighbours(reader: Reader) -> None:
    """A passage alone has the score that it has among others, but for rounding."""
    together = scores(reader, "who cut the ribbon")

    alone = [scores(reader, "who cut the ribbon", (one,))[0] for one in ALL]

    assert alone == pytest.approx(together, abs=1e-3)


@pytest.mark.parametrize("question", ["", " ", "\x00", "\ud800", "?" * 5_000, "日本" * 50])
def test_any_question_has_finite_scores(reader: Reader, question: str) -> None:
    """Nothing that can be typed raises, and no score is without a number."""
    assert np.isfinite(scores(reader, question)).all()


def test_any_passage_has_rows(reader: Reader) -> None:
    """A passage without words, or with more than fits, has rows of length one."""
    empty = Passage("", "", "", "", "")
    long = Passage("action", "word " * 90, "word " * 90, "word " * 90, "word " * 90)

    for rows in reader.read((empty, long)):
        assert rows.shape[1] == WIDTH
        lengths = np.linalg.norm(rows.astype(np.float32), axis=1)
        assert lengths.tolist() == pytest.approx([1] * len(rows), abs=1e-3)


@pytest.mark.parametrize("damage", [None, b"", b"no archive", b"PK\x03\x04 cut off"])
def test_damaged_tables_are_unusable(
    weights: Weights, tmp_path: Path, damage: bytes | None
) -> None:
    """Tables that are missing or broken are said to be, so that the bot goes on by words."""
    taught = tmp_path / "reader.npz"
    if damage is not None:
        taught.write_bytes(damage)

    with pytest.raises(WeightsUnusable, match="reader_damaged"):
        Reader.load(weights, taught)
