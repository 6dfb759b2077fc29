import math
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from structlog.testing import capture_logs

from bot.adapters.vectors import Similarity
from bot.adapters.vectors.encoded import Encoded
from bot.adapters.vectors.judge import TAUGHT, Judge
from bot.adapters.vectors.reader import Reader
from bot.adapters.vectors.shelf import Shelf
from bot.adapters.vectors.weights import Weights, WeightsUnusable
from bot.core.passages import Passage

PRICES = Passage("action", "fares", "The council ", "raised all ferry fares", " by a tenth in May.")
PIER = Passage("action", "pier", "The harbour ", "opened the new pier", " to visitors on Monday.")

# As torch 2.13.0 works them out from the same tables, in 32 bits.
REFERENCE = (
    ("ferry tickets got dearer", ((0.780, 0.040), (0.005, 0.004))),
    ("the new pier was closed on monday, right?", ((0.004, 0.471), (0.293, 0.523))),
)
ANSWERS = (
    ("what happened to ferry fares", (3.78, -1.91)),
    ("who chairs the council", (-4.01, -5.02)),
)


@pytest.mark.parametrize(("claim", "expected"), REFERENCE)
def test_stances_are_those_of_the_lesson(
    judge: Judge, claim: str, expected: tuple[tuple[float, float], ...]
) -> None:
    """The plain runtime gives the numbers of the one that was taught."""
    for stance, (supports, contradicts) in zip(
        judge.stances(claim, [PRICES, PIER]), expected, strict=True
    ):
        assert stance == pytest.approx((supports, contradicts), abs=0.005)


@pytest.mark.parametrize(("question", "expected"), ANSWERS)
def test_second_looks_are_those_of_the_lesson(
    judge: Judge, question: str, expected: tuple[float, float]
) -> None:
    """The plain runtime gives the numbers of the one that was taught."""
    assert judge.answers(question, [PRICES, PIER]) == pytest.approx(expected, abs=0.02)
    assert judge.answers(question, []) == []


@pytest.mark.parametrize(
    ("claim", "passage", "stands"),
    [
        ("ferry tickets got dearer", PRICES, "supports"),
        ("did they cut the ferry fares?", PRICES, "contradicts"),
        ("visitors can now go onto the pier", PIER, "supports"),
        ("the new pier was closed on monday, right?", PIER, "contradicts"),
    ],
)
def test_a_sentence_stands_on_a_claim_in_other_words(
    judge: Judge, claim: str, passage: Passage, stands: str
) -> None:
    """The same thing in other words is supported; the opposite in nearly the same is not."""
    (stance,) = judge.stances(claim, [passage])

    assert max(stance._fields, key=lambda name: getattr(stance, name)) == stands
    assert getattr(stance, stands) > 0.5


def test_a_sentence_says_nothing_of_another_thing(judge: Judge) -> None:
    """Neither is likely where a passage does not speak of what is claimed."""
    (stance,) = judge.stances("the airport gets a second runway", [PIER])

    assert sum(stance) < 0.5


def test_a_stance_does_not_depend_on_the_neighbours(judge: Judge) -> None:
    """A passage alone stands as it does among others, but for rounding."""
    claim = "ferry tickets got dearer"

    together = judge.stances(claim, [PRICES, PIER])
    alone = [*judge.stances(claim, [PRICES]), *judge.stances(claim, [PIER])]

    assert [one for two in together for one in two] == pytest.approx(
        [one for two in alone for one in two], abs=1e-4
    )
    assert judge.stances(claim, []) == []


@pytest.mark.parametrize("claim", ["", " ", "\x00", "\ud800", "?" * 5_000, "日本" * 50])
def test_any_claim_has_a_stance(judge: Judge, claim: str) -> None:
    """Nothing that can be typed raises; what is likely lies between 0 and 1, odds are finite."""
    for passage in (
        PRICES,
        Passage("", "", "", "", ""),
        Passage("a", "b " * 90, "c", "d " * 90, ""),
    ):
        (stance,) = judge.stances(claim, [passage])
        (odds,) = judge.answers(claim, [passage])

        assert math.isfinite(odds)
        assert all(0 <= one <= 1 for one in stance)
        assert sum(stance) <= 1 + 1e-5


@pytest.mark.parametrize("damage", [None, b"", b"no archive"])
def test_damaged_tables_are_unusable(
    weights: Weights, tmp_path: Path, damage: bytes | None
) -> None:
    """Tables that are missing or broken are said to be, so that the bot goes on by words."""
    taught = tmp_path / "judge.npz"
    if damage is not None:
        taught.write_bytes(damage)

    with pytest.raises(WeightsUnusable, match="judge_damaged"):
        Judge.load(weights, taught)


def test_tables_with_flipped_bytes_are_unusable(weights: Weights, tmp_path: Path) -> None:
    """Whatever of a table is damaged, it is said, and nothing else is raised."""
    whole, taught = TAUGHT.read_bytes(), tmp_path / "judge.npz"
    with ZipFile(TAUGHT) as archive:
        tables = [one for one in archive.infolist() if one.compress_size > 4_000][::12]
    for table in tables:
        start = table.header_offset + 1_000
        damaged = bytearray(whole)
        damaged[start : start + 64] = bytes(255 - one for one in damaged[start : start + 64])
        taught.write_bytes(damaged)

        with pytest.raises(WeightsUnusable, match="judge_damaged"):
            Judge.load(weights, taught)


def test_tables_of_an_older_version_are_unusable(weights: Weights, tmp_path: Path) -> None:
    """A file that lacks a table is found when it is loaded, not when somebody asks."""
    taught = tmp_path / "judge.npz"
    with np.load(TAUGHT) as tables:
        np.savez(taught, **{name: tables[name] for name in tables.files if name != "second"})

    with pytest.raises(WeightsUnusable, match="judge_damaged"):
        Judge.load(weights, taught)


def test_a_reader_goes_on_without_a_judge(
    similarity: Similarity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the judge's tables questions are still read; a warning says what is missing."""

    def damaged(*_: object) -> Judge:
        raise WeightsUnusable("judge_damaged")

    monkeypatch.setattr(Judge, "load", damaged)
    with capture_logs() as logs:
        similarity.prepare_now([PRICES])

    assert similarity.closeness("what did the council do", [PRICES]) is not None
    assert similarity.stances("fares fell", [PRICES]) is None
    assert similarity.answers("what of fares", [PRICES]) is None
    assert [(one["event"], one["reason"]) for one in logs] == [("judge_missing", "judge_damaged")]


def test_a_claim_is_judged_once(reader: Reader, judge: Judge, cache: Path) -> None:
    """What was judged is kept, so that an answer asked for twice costs once."""
    encoded = Encoded(reader, judge, Shelf(cache))

    first, second = (encoded.stances("ferry tickets got dearer", [PRICES]) for _ in range(2))

    assert first is second


def test_a_second_look_is_kept_with_what_it_looked_at(
    reader: Reader, judge: Judge, cache: Path
) -> None:
    """The same question of other passages is worked out anew, to two decimals."""
    encoded = Encoded(reader, judge, Shelf(cache))
    encoded.answers("what of fares", [PIER])

    found = encoded.answers("what of fares", [PRICES, PIER])

    assert found == [round(one, 2) for one in judge.answers("what of fares", [PRICES, PIER])]
