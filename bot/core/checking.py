"""Whether a brief says what its statement says: the checks beyond form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.core.brief import FIGURES, BriefFile, Fact, Kind
from bot.core.quantities import Quantity, find, same
from bot.core.text import locate, squash

Path = tuple[str | int, ...]
_WORDY: Final = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place of the file, named by its keys and list positions."""

    path: Path
    reason: str


def faults(file: BriefFile, statement: str) -> tuple[Fault, ...]:
    """Return everything that keeps a well-formed brief from being served."""
    found = [*_identity_faults(file)]
    for index, fact in enumerate(file.facts):
        found += _fact_faults(fact, ("facts", index), statement)
    known = {fact.id: fact for fact in file.facts}
    found += _reference_faults(file, known)
    return tuple(found)


def _identity_faults(file: BriefFile) -> Iterator[Fault]:
    seen: set[str] = set()
    for part, entries in (("facts", file.facts), ("gaps", file.gaps)):
        for index, entry in enumerate(entries):
            if entry.id in seen:
                yield Fault((part, index, "id"), f"the id {entry.id!r} is used twice")
            seen.add(entry.id)


def _reference_faults(file: BriefFile, known: dict[str, Fact]) -> Iterator[Fault]:
    for index, fact_id in enumerate(file.summary):
        if fact_id not in known:
            yield Fault(("summary", index), f"no fact has the id {fact_id!r}")
    for index, fact in enumerate(file.facts):
        if fact.said_by and known.get(fact.said_by, fact).kind != Kind.PERSON:
            yield Fault(("facts", index, "said_by"), f"no person has the id {fact.said_by!r}")
    for index, gap in enumerate(file.gaps):
        if gap.nearest and gap.nearest not in known:
            yield Fault(("gaps", index, "nearest"), f"no fact has the id {gap.nearest!r}")
        if find(gap.note):
            yield Fault(("gaps", index, "note"), "a note holds no figure or date: leave it out")


def _fact_faults(fact: Fact, path: Path, statement: str) -> Iterator[Fault]:
    for index, span in enumerate(fact.evidence):
        if locate(span, statement) is None:
            yield Fault((*path, "evidence", index), f"not in the statement: {_shortly(span)}")
    reason = value_fault(fact)
    if reason:
        yield Fault((*path, "value"), reason)
    for key in ("subject", "actor", "place", "period"):
        text = getattr(fact, key)
        if text and not in_evidence(text, fact):
            yield Fault((*path, key), f"not in this fact's evidence: {_shortly(text)}")
    yield from _wording_faults(fact, path)


def _wording_faults(fact: Fact, path: Path) -> Iterator[Fault]:
    stated = [quantity for span in fact.evidence for quantity in find(span)]
    shown = [(("label",), fact.label), (("ask", 0), fact.ask[0])]
    for key, text in shown:
        if any(not _among(quantity, stated) for quantity in find(text)):
            yield Fault((*path, *key), f"holds a figure its evidence does not: {_shortly(text)}")


def value_fault(fact: Fact) -> str:
    """Return why a value is not what its evidence says, empty where it is.

    A figure parses to the same value, unit and qualifier as one in the evidence, with the same
    word after it; everything else stands in the evidence to the letter, white space aside.
    """
    figures = find(fact.value)
    if not figures and fact.kind in FIGURES:
        return f"holds no figure: {_shortly(fact.value)}"
    if in_evidence(fact.value, fact):
        return _cut_fault(fact, figures)
    if not figures:
        return f"not in this fact's evidence: {_shortly(fact.value)}"
    for figure in figures:
        if not any(_among(figure, find(span)) for span in fact.evidence):
            return f"{figure.text!r} is not what the evidence says{_instead(figure, fact)}"
    rest = [piece for piece in _around(fact.value, figures) if _WORDY.search(piece)]
    missing = [piece for piece in rest if not in_evidence(piece, fact)]
    return f"not in this fact's evidence: {_shortly(missing[0])}" if missing else ""


def _cut_fault(fact: Fact, figures: tuple[Quantity, ...]) -> str:
    """Refuse a verbatim value that leaves out the qualifier standing before it."""
    for figure in figures:
        if not any(_among(figure, find(span)) for span in fact.evidence):
            return f"{figure.text!r} is not what the evidence says{_instead(figure, fact)}"
    return ""


def _instead(figure: Quantity, fact: Fact) -> str:
    stated = [
        one.text
        for span in fact.evidence
        for one in find(span)
        if one.measure == figure.measure and one.value == figure.value
    ]
    return f", which has {stated[0]!r}" if stated else ""


def _among(figure: Quantity, stated: "tuple[Quantity, ...] | list[Quantity]") -> bool:
    return any(same(figure, one) for one in stated)


def in_evidence(text: str, fact: Fact) -> bool:
    """Say whether a text stands in a fact's evidence to the letter, white space aside."""
    return any(locate(text, span) is not None for span in fact.evidence)


def _around(text: str, figures: tuple[Quantity, ...]) -> Iterator[str]:
    at = 0
    for figure in figures:
        yield text[at : figure.start].strip()
        at = figure.end
    yield text[at:].strip()


def _shortly(text: str) -> str:
    flat = squash(text)
    return repr(flat if len(flat) <= 60 else flat[:57] + "...")  # noqa: PLR2004 (a line's room)
