# ruff: noqa: INP001, T201 - a script; what it prints is its output
"""Time and memory of an answer from a library of 100 briefs: python bench/answering.py.

Every time is set against another one of the same run, question by question and in turn, so that
runs on other and busier machines can be compared:

- an answer to a question in the words of an alias, and to one that rules decide whose words are
  others, against a tantivy query over the same facts, which gives back the best five: as plain
  words, and with one slip a word forgiven, as the bot forgives it;
- an answer that sentence vectors help to decide, against the encoding of that question alone;
- the verdict on what is heard as a claim, likewise: what it costs to read it with its passages.

The facts are known before and the questions are not: each is new to the bot. The best of three
rounds counts for each side, medians for the table; the ratio is the median of the ratios.
"""

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import tantivy
from library import library

from bot.adapters.vectors import Similarity
from bot.core.answering import answer
from bot.core.as_written import as_written
from bot.core.brief import Brief, Fact
from bot.core.library import Library
from bot.core.passages import Passage, passages
from bot.core.reading import read
from bot.core.text import words

_SIZE: Final = 100
_QUESTIONS: Final = 400
_ROUNDS: Final = 3
_ENCODED: Final = 60  # so many questions are encoded
_BEST: Final = 5
_MEGABYTE: Final = 1024  # of the kilobytes that Linux counts
_HEAP: Final = 50_000_000
_BY_VECTORS: Final = {
    False: "vectors needed : encoding the question",
    True: "a claim, read with its sentences : encoding it",
}
# How people change a question that a brief already knows, which makes its words others.
_OPENINGS: Final = ("so ", "then ", "and now ", "again: ", "well ")


@dataclass(frozen=True, slots=True)
class Taken:
    """What one question cost, in microseconds."""

    answer: float
    reading: float
    plain: float
    forgiving: float


class Rival:
    """A tantivy index of the same facts, with English stems."""

    def __init__(self, facts: Sequence[tuple[Brief, Fact]]) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_integer_field("number", stored=True)
        schema.add_text_field("text", tokenizer_name="en_stem")
        self._schema = schema.build()
        self._index = tantivy.Index(self._schema)
        writer = self._index.writer(_HEAP, 1)
        for number, (brief, fact) in enumerate(facts):
            writer.add_document(tantivy.Document(number=number, text=_text(brief, fact)))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def plain(self, question: str) -> list[int]:
        """Return the facts that share the rarest words."""
        query, _ = self._index.parse_query_lenient(question, ["text"])
        return self._found(query)

    def forgiving(self, question: str) -> list[int]:
        """Return the same with one slip a word forgiven."""
        each = [
            (tantivy.Occur.Should, tantivy.Query.fuzzy_term_query(self._schema, "text", word.stem))
            for word in words(question)
            if not word.stops
        ]
        return self._found(tantivy.Query.boolean_query(each))

    def _found(self, query: tantivy.Query) -> list[int]:
        hits = self._searcher.search(query, _BEST).hits
        return [self._searcher.doc(address)["number"][0] for _, address in hits]


def _text(brief: Brief, fact: Fact) -> str:
    told = (fact.label, fact.value, fact.subject, fact.actor, fact.place, fact.period)
    return " ".join((brief.title, *told, *fact.ask, *fact.proposed, *fact.evidence))


def questions(facts: Sequence[tuple[Brief, Fact]]) -> list[str]:
    """Return aliases as people would type them, spread over all facts, each once."""
    asked = dict.fromkeys(
        fact.ask[at % len(fact.ask)].lower() for at, (_, fact) in enumerate(facts)
    )
    return list(asked)[:: max(1, len(asked) // _QUESTIONS)]


def reworded(asked: Sequence[str]) -> list[str]:
    """Return the same questions in words that are no alias."""
    return [f"{_OPENINGS[at % len(_OPENINGS)]}{text}" for at, text in enumerate(asked)]


class Noting:
    """Stands for a reader that has read nothing yet, and keeps whether it was asked."""

    asked = False

    def closeness(self, _question: str, _passages: Sequence[Passage]) -> None:
        """Note it."""
        self.asked = True

    def stances(self, _claim: str, _passages: Sequence[Passage]) -> None:
        """Say nothing."""

    def claims(self, _question: str) -> None:
        """Say nothing."""


def best(action: Callable[[], object]) -> float:
    """Return the fastest of a few rounds, in microseconds."""
    taken = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return min(taken) * 1e6


def open_to(asked: Sequence[str], briefs: Library) -> Iterator[bool]:
    """Yield for each question whether words leave it open, so that vectors would be asked."""
    for question in asked:
        noting = Noting()
        answer(question, briefs, reader=noting)
        yield noting.asked


def by_words(asked: Sequence[str], briefs: Library, rival: Rival) -> Iterator[Taken]:
    """Yield what each question costs, with the rival's turn right after ours."""
    for question in asked:
        yield Taken(
            best(lambda text=question: answer(text, briefs)),
            best(lambda text=question: read(text)),
            best(lambda text=question: rival.plain(text)),
            best(lambda text=question: rival.forgiving(text)),
        )


def by_vectors(
    asked: Sequence[str], briefs: Library, similarity: Similarity
) -> Iterator[tuple[float, float, bool]]:
    """Yield what an answer costs, the encoding of its question alone, and if it is a claim's.

    Each text is new to the bot.
    """
    some = next(passages(briefs.briefs[0]))
    for question in asked:
        taken, alone = [], []
        for number in range(_ROUNDS):
            start = time.perf_counter()
            found = answer(f"{question} {'?' * number}", briefs, reader=similarity)
            middle = time.perf_counter()
            similarity.closeness(f"{question} {'!' * (number + 1)}", [some])
            taken.append(middle - start)
            alone.append(time.perf_counter() - middle)
        yield min(taken) * 1e6, min(alone) * 1e6, found.reading.claim


def memory() -> float:
    """Return the memory held now, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / _MEGABYTE**2


def line(name: str, one: Sequence[float], other: Sequence[float]) -> str:
    """Return one row: both medians, and the median of the ratios question by question."""
    ratio = statistics.median(mine / theirs for mine, theirs in zip(one, other, strict=True))
    mine, theirs = statistics.median(one), statistics.median(other)
    return f"{name:56} {mine:9.0f} us {theirs:9.0f} us {ratio:8.2f} x"


def main() -> None:
    """Print the table."""
    started = memory()
    briefs = library(_SIZE)
    facts = [(brief, fact) for brief in briefs for fact in brief.facts]
    loaded = memory()
    asked = questions(facts)
    written = [text for text in asked if as_written(text, briefs.briefs)]
    others = reworded(asked)
    is_open = list(open_to(others, briefs))  # all words of the facts are known from here on
    known = memory()
    sure = [text for text, opened in zip(others, is_open, strict=True) if not opened]
    unsure = [text for text, opened in zip(others, is_open, strict=True) if opened]
    counts = f"{len(written)} in an alias's words, {len(sure)} that rules decide"
    print(f"{len(briefs)} briefs, {len(facts)} facts; asked: {counts}, {len(unsure)} by vectors\n")
    rival = Rival(facts)
    _print_words("in the words of an alias", list(by_words(written, briefs, rival)))
    _print_words("rules decide", list(by_words(sure, briefs, rival)))
    claims = [f"so {fact.label} went wrong, right?" for _, fact in facts]
    _print_vectors(_some(unsure), _some(claims), briefs)
    print(f"\nmemory: {loaded - started:.0f} MB for the briefs, {known - loaded:.0f} MB more for "
          "their words once all were asked")  # fmt: skip


def _print_words(name: str, taken: Sequence[Taken]) -> None:
    ours = [one.answer for one in taken]
    print(line(f"{name} : tantivy", ours, [one.plain for one in taken]))
    print(line(f"{name} : tantivy, slips forgiven", ours, [one.forgiving for one in taken]))
    reading = [one.reading for one in taken]
    print(line(f"{name}, its reading : tantivy", reading, [one.plain for one in taken]))


def _some(asked: Sequence[str]) -> Sequence[str]:
    return asked[:: max(1, len(asked) // _ENCODED)]


def _print_vectors(asked: Sequence[str], claims: Sequence[str], briefs: Library) -> None:
    with tempfile.TemporaryDirectory() as folder:
        similarity = Similarity.open(Path(folder))
        if similarity is None:
            print("no sentence vectors: their weights are not installed")
            return
        similarity.prepare_now(one for brief in briefs for one in passages(brief))
        taken = list(by_vectors([*asked, *claims], briefs, similarity))
    for claim, name in _BY_VECTORS.items():
        costs = [(mine, alone) for mine, alone, is_claim in taken if is_claim is claim]
        print(line(name, *zip(*costs, strict=True)))


if __name__ == "__main__":
    main()
