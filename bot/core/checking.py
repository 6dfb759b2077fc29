"""Whether a brief says what its statement says: the checks beyond form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.brief import CIRCUMSTANCES, FIGURES, NEEDED, BriefFile, Fact, Kind
from bot.core.evidence import disagreement, shortly, stands_in
from bot.core.quantities import find
from bot.core.text import locate, squash

Path = tuple[str | int, ...]
_DIGIT: Final = re.compile(r"\d")
_FEW: Final = 2


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place of the file, named by its keys and list positions."""

    path: Path
    reason: str


def faults(file: BriefFile, statement: str) -> tuple[Fault, ...]:
    """Return everything that keeps a well-formed brief from being served."""
    found = [*_review_faults(file), *_identity_faults(file)]
    if _is_of_another(file, statement):
        return (*found, Fault(("facts",), "no evidence of it is in the statement: another's?"))
    for index, fact in enumerate(file.facts):
        found += _fact_faults(fact, ("facts", index), statement)
    known = {fact.id: fact for fact in reversed(file.facts)}  # of two alike the first counts
    found += _reference_faults(file, known)
    return tuple(found)


def _review_faults(file: BriefFile) -> Iterator[Fault]:
    """Yield what a brief that says it was reviewed must say besides."""
    review = file.reviewed
    if bool(review.by) != bool(review.on):
        yield Fault(("reviewed",), "a review has both, by whom and on which day")
    if review.by and review.on:
        for key in NEEDED:
            if not getattr(file.source, key):
                yield Fault(("source", key), f"this key is missing: {key}; a reviewed brief has it")


def _is_of_another(file: BriefFile, statement: str) -> bool:
    """Say whether several facts quote and none of their evidence is found."""
    spans = [span for fact in file.facts for span in fact.evidence]
    return len(spans) > _FEW and not any(locate(span, statement) for span in spans)


def _identity_faults(file: BriefFile) -> Iterator[Fault]:
    seen: set[str] = set()
    ids = [("facts", index, fact.id) for index, fact in enumerate(file.facts)]
    ids += [("gaps", index, gap.id) for index, gap in enumerate(file.gaps)]
    for part, index, one in ids:
        if one in seen:
            yield Fault((part, index, "id"), f"the id {one!r} is used twice")
        seen.add(one)


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
        if find(gap.note) or _DIGIT.search(gap.note):
            yield Fault(("gaps", index, "note"), "a note holds no figure or date: leave it out")


def _fact_faults(fact: Fact, path: Path, statement: str) -> Iterator[Fault]:
    for index, span in enumerate(fact.evidence):
        if locate(span, statement) is None:
            yield Fault((*path, "evidence", index), f"not in the statement: {shortly(span)}")
            return  # the rest is compared with evidence, which there is none of
    reason = _value_fault(fact)
    if reason:
        yield Fault((*path, "value"), reason)
    for key in ("value", *CIRCUMSTANCES):
        text = getattr(fact, key)
        if text and key != "value" and not stands_in(text, fact.evidence):
            yield Fault((*path, key), f"not in this fact's evidence: {shortly(text)}")
        elif text and _is_cut(text, fact.evidence):
            yield Fault((*path, key), f"cut inside a word: {shortly(text)}")
    yield from _wording_faults(fact, path)


def _wording_faults(fact: Fact, path: Path) -> Iterator[Fault]:
    if find(fact.label) or _DIGIT.search(fact.label):
        yield Fault((*path, "label"), f"a label holds no figure or date: {shortly(fact.label)}")


def _is_cut(text: str, evidence: Sequence[str]) -> bool:
    """Say whether a text stands in the evidence only with its first or last word cut."""
    whole = re.compile(rf"(?<!\w){re.escape(squash(text))}(?!\w)")
    return stands_in(text, evidence) and not any(whole.search(squash(one)) for one in evidence)


def _value_fault(fact: Fact) -> str:
    if fact.kind in FIGURES and not find(fact.value):
        return f"holds no figure: {shortly(fact.value)}"
    return disagreement(fact.value, fact.evidence)
