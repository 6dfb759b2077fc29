"""A corrected statement merged into a brief: what stays, what changes, what is new, what is gone.

A fact whose sentence is the same keeps every word the reviewer gave it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

from bot.core import checking
from bot.core.brief import CIRCUMSTANCES, Brief, BriefFile, Fact, Kind
from bot.core.evidence import among, disagreement, shortly, stands_in
from bot.core.quantities import find, same
from bot.core.text import locate, squash
from bot.drafting.coverage import value_spans
from bot.drafting.passages import Passages, Place

NEW: Final = "new: the statement as corrected says this"
REWORDED: Final = "changed: the sentence reads otherwise than before"
GONE: Final = "changed: who says it is not in the statement any more"
# Of these a value says what it is of: the same value is the same thing. "10%" may be of another.
_NAMING: Final = frozenset({Kind.COUNT, Kind.PERSON, Kind.PLACE, Kind.QUOTATION, Kind.ACTION})

_ROOM: Final = 60  # signs: longer texts are shown from where they differ
_BESIDE: Final = 3  # words before the first that differs, shown with it

Keys = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Changed:
    """A fact that stays, with the keys to be written anew and what there was before."""

    fact: Fact
    keys: Keys
    told: str


@dataclass(frozen=True, slots=True)
class Merge:
    """What a corrected statement does to a brief; `added` go below the fact that is named first."""

    changed: tuple[Changed, ...] = ()
    added: tuple[tuple[str, Fact], ...] = ()
    withdrawn: tuple[Fact, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Return what changed, a line each."""
        return (
            *(f"{one.fact.id}: {one.told}" for one in self.changed),
            *(f"{fact.id}: added: {shortly(fact.value)}" for _, fact in self.added),
            *(f"{fact.id}: withdrawn: {shortly(fact.value)}" for fact in self.withdrawn),
        )


def merge(brief: Brief, statement: str, drafted: BriefFile) -> Merge:
    """Compare a brief with a corrected statement and with what was drafted from that."""
    passages = Passages(brief.statement, statement)
    followed = [(fact, _followed(fact, brief, passages)) for fact in brief.facts]
    gone = tuple(fact for fact, keys in followed if keys is None)
    lost = {fact.id for fact in gone}
    stays = [(fact, _unattributed(fact, keys, lost)) for fact, keys in followed if keys is not None]
    kept = [fact.model_copy(update=dict(keys)) for fact, keys in stays]
    changed = tuple(_changed(fact, keys) for fact, keys in stays if keys)
    return Merge(changed, tuple(_added(kept, passages, drafted, lost)), gone)


def _unattributed(fact: Fact, keys: Keys, lost: set[str]) -> Keys:
    """Return the keys with nobody as the speaker where the person is gone."""
    return {**keys, "said_by": ""} if fact.said_by in lost else keys


def _changed(fact: Fact, keys: Keys) -> Changed:
    if "evidence" not in keys:  # only who says it is gone
        told, why = f"said_by: was {fact.said_by!r}, now nobody", GONE
    elif value := keys.get("value"):
        was, now = _difference(fact.value, str(value))
        told, why = f"value: was {was}, now {now}", f"changed: was {was}"
    else:
        was, now = _difference(" ".join(fact.evidence), " ".join(keys["evidence"]))
        told, why = f"wording: was {was}, now {now}", REWORDED
    return Changed(fact, {**keys, "unsure": why}, told)


def _difference(before: str, after: str) -> tuple[str, str]:
    """Return two texts in quotation marks, long ones from just before the words that differ."""
    was, now = before.split(), after.split()
    pairs = zip(was, now, strict=False)
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    start = max(alike - _BESIDE, 0) if max(len(before), len(after)) > _ROOM else 0
    shown = ("… " * bool(start) + " ".join(words[start:]) for words in (was, now))
    first, second = map(shortly, shown)
    return first, second


def _followed(fact: Fact, brief: Brief, passages: Passages) -> Keys | None:
    """Return what is to be written anew of a fact, nothing where it stays; None for a gone one."""
    old = [locate(one, brief.statement) for one in fact.evidence]
    if all(place and passages.same(*place) for place in old):
        return {}
    evidence = tuple(filter(None, (_passage(place, passages) for place in old if place)))
    if not evidence:
        return None
    value = _value(fact, brief, passages)
    if value and disagreement(value, evidence):
        evidence = _with_sentence(value, evidence, passages)
    keys: dict[str, str | tuple[str, ...]] = {"evidence": evidence}
    if value and (not _says(value, fact.value) or disagreement(fact.value, evidence)):
        keys["value"] = value
    keys |= dict(_circumstances(fact, evidence, brief, passages))
    return keys if _holds(fact.model_copy(update=keys), brief, passages.new) else None


def _holds(fact: Fact, brief: Brief, statement: str) -> bool:
    """Say whether a fact by itself would pass the check against the corrected statement."""
    alone = fact.model_copy(update={"said_by": ""})
    file = BriefFile.model_construct(source=brief.source, facts=(alone,), summary=(), gaps=())
    return not checking.faults(file, statement)


def _passage(place: Place, passages: Passages) -> str:
    """Return what an old passage became; empty for nothing."""
    was = squash(passages.old[slice(*place)])
    now = passages.moved(*place)
    if now is None:
        return was if locate(was, passages.new) else ""
    return squash(passages.new[slice(*passages.with_figures(now))])


def _value(fact: Fact, brief: Brief, passages: Passages) -> str:
    """Return what became of the words that a fact's value stands for; empty for nothing."""
    spans = value_spans(fact, brief)
    place = passages.moved(spans[0].start, spans[0].end, least=0) if spans else None
    if place is None:
        return ""
    return squash(passages.new[slice(*passages.with_figures(place))]).strip(" ,;:")


def _says(value: str, before: str) -> bool:
    """Say whether a value is as before: to the letter, or the same figures in other words."""
    new, old = find(value), find(before)
    if squash(value) == squash(before):
        return True
    alike = len(new) == len(old) and all(map(same, new, old))
    return bool(new) and alike and not locate(before, value)


def _with_sentence(value: str, evidence: Sequence[str], passages: Passages) -> tuple[str, ...]:
    """Return the evidence with the whole sentence in place of the part that lacks the value."""
    place = locate(evidence[0], passages.new)
    sentence = passages.sentence(place) if place else ""
    holds = bool(sentence) and not disagreement(value, (sentence,))
    return (sentence, *evidence[1:]) if holds else tuple(evidence)


def _circumstances(
    fact: Fact, evidence: Sequence[str], brief: Brief, passages: Passages
) -> Iterator[tuple[str, str]]:
    """Yield the parts that are no longer in the evidence, as they read now; empty for gone."""
    for name in CIRCUMSTANCES:
        text = getattr(fact, name)
        if text and not stands_in(text, evidence):
            places = filter(None, (locate(one, brief.statement) for one in fact.evidence))
            parts = (_part(text, one, evidence, passages) for one in places)
            yield name, next(filter(None, parts), "")


def _part(text: str, within: Place, evidence: Sequence[str], passages: Passages) -> str:
    inner = locate(text, passages.old[slice(*within)])
    if inner is None:
        return ""
    place = passages.moved(within[0] + inner[0], within[0] + inner[1])
    now = squash(passages.new[slice(*place)]) if place else ""
    return now if now and stands_in(now, evidence) else ""


def _added(
    kept: Sequence[Fact], passages: Passages, drafted: BriefFile, gone: set[str]
) -> Iterator[tuple[str, Fact]]:
    """Yield what only the corrected statement says, each below the fact it follows there."""
    at = {fact.id: place for fact in kept if (place := locate(fact.evidence[0], passages.new))}
    names = _Names(kept, gone)
    for fact in drafted.facts:
        place = locate(fact.evidence[0], passages.new)
        if place and _is_new(fact, place, kept, passages):
            above = (one for one in at if at[one][0] <= place[0])
            yield max(above, key=at.__getitem__, default=""), names.given(fact, drafted)


def _is_new(fact: Fact, place: Place, kept: Sequence[Fact], passages: Passages) -> bool:
    """Say whether a drafted fact tells of what the old statement did not say.

    In a sentence the brief has facts of, only a figure that none of them carries is new: what else
    it says the reviewer has decided on.
    """
    sentence = passages.sentence(place)
    told = fact.kind in _NAMING and any(_alike(fact, one) for one in kept)
    if sentence in passages.kept or told:
        return False
    beside = [one for one in kept if any(locate(span, sentence) for span in one.evidence)]
    if not beside:
        return True
    carried = [one for other in beside for one in find(f"{other.value}\n{other.period}")]
    figures = find(fact.value) if fact.kind is not Kind.ACTION else ()
    return any(not among(one, carried) for one in figures)


def _alike(one: Fact, other: Fact) -> bool:
    return one.kind is other.kind and one.value == other.value


@dataclass
class _Names:
    """Gives new facts ids that no other has, and their speakers the ids these have here."""

    kept: Sequence[Fact]
    gone: set[str]
    _taken: set[str] = field(default_factory=set)
    _here: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._taken = {fact.id for fact in self.kept} | self.gone

    def given(self, fact: Fact, drafted: BriefFile) -> Fact:
        """Return a new fact as it stands in this brief."""
        name, number = fact.id, 2
        while name in self._taken:
            name, number = f"{fact.id[:60]}-{number}", number + 1
        self._taken.add(name)
        self._here[fact.id] = name
        speaker = self._speaker(fact.said_by, drafted)
        return fact.model_copy(update={"id": name, "said_by": speaker, "unsure": NEW})

    def _speaker(self, draft_id: str, drafted: BriefFile) -> str:
        person = next((one for one in drafted.facts if one.id == draft_id), None)
        if person is None:
            return ""
        persons = (one for one in self.kept if one.kind is Kind.PERSON)
        known = (one.id for one in persons if one.value == person.value)
        return next(known, self._here.get(draft_id, ""))
