"""From a statement to a draft of its brief."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pydantic import ValidationError

from bot.core import checking
from bot.core.brief import CIRCUMSTANCES, FIGURES, BriefFile, Fact, Gap, Kind, Source
from bot.core.evidence import stands_in
from bot.core.quantities import find, same
from bot.core.text import STOP_WORDS, visible, words
from bot.core.vocabulary import terms_of
from bot.drafting.actions import actions
from bot.drafting.aliases import proposals
from bot.drafting.block import BlockKind
from bot.drafting.clauses import clauses
from bot.drafting.found import Found
from bot.drafting.grammar import analyse
from bot.drafting.introducing import aged_facts
from bot.drafting.naming import clean, slug
from bot.drafting.people import Blank, blanks, people, person_facts, speaker_fact
from bot.drafting.person_names import Person
from bot.drafting.pieces import LONGEST
from bot.drafting.publishing import published
from bot.drafting.quantifying import figures
from bot.drafting.rows import row_figures
from bot.drafting.sentences import Sentence, sentences
from bot.drafting.summing_up import summary
from bot.drafting.thinning import least_dropped
from bot.errors import BriefingError

_UNTOLD: Final = frozenset({BlockKind.BYLINE, BlockKind.HEADING, BlockKind.TITLE})
_LONGEST: Final = 1_900
_ID_WORDS: Final = 4
_ID_LENGTH: Final = 40
_NOWHERE: Final = Source.model_construct(title="", publisher="", date="")


def draft(statement: str, *, source: Source) -> BriefFile:
    """Return a draft of a statement's brief; every fact of it holds in the statement.

    Raises BriefingError for a text without a word.
    """
    told = tuple(one for one in sentences(statement) if _holds(one.text))
    persons = people(told)
    found = [*_found(told, persons), *published(told)]
    pairs = tuple(_facts(found, statement)) or tuple(_facts(tuple(_first(told)), statement))
    if not pairs:
        raise BriefingError("the statement says nothing that a brief could hold")
    gaps = tuple(_gap(number, blank) for number, blank in enumerate(blanks(told)))
    return BriefFile(
        source=source,
        summary=summary(pairs, _title(told, source)),
        facts=tuple(fact for fact, _ in pairs),
        gaps=gaps,
    )


def _holds(text: str) -> bool:
    """Say whether a file can hold a sentence: not too long, and without control signs."""
    return len(text) <= _LONGEST and visible(text) == text


def _first(told: Sequence[Sentence]) -> Iterator[Found]:
    """Yield the beginning of a text that holds nothing else, so that its draft has a fact."""
    for sentence in told:
        run = sentence.text[: LONGEST + 1]
        value = run if len(sentence.text) <= LONGEST else run.rpartition(" ")[0]
        yield Found(
            kind=Kind.ACTION, value=value, label=clean(value), sentence=sentence,
            asks=("What does the statement say?",), unsure="nothing else was found",
        )  # fmt: skip


def _title(told: Sequence[Sentence], source: Source) -> str:
    return next((one.text for one in told if one.block.kind is BlockKind.TITLE), source.title)


def _found(told: Sequence[Sentence], persons: Sequence[Person]) -> Iterator[Found]:
    body = [one for sentence in told for one in _of_sentence(sentence)]
    kept = least_dropped(body, sum(len(sentence.text.split()) for sentence in told))
    for one in _merged(kept):
        yield _checked_with_title(one)
    for person in persons:
        yield from person_facts(person)
    yield from _speakers(told, persons)


def _speakers(told: Sequence[Sentence], persons: Sequence[Person]) -> Iterator[Found]:
    """Yield who is quoted and introduced nowhere, each once."""
    known = [one.name for one in persons]
    for sentence in told:
        if sentence.speaker and not any(_is(sentence.speaker, name) for name in known):
            spoken = speaker_fact(sentence, sentence.speaker)
            known += [sentence.speaker] if spoken else []
            yield from (spoken,) if spoken else ()


def _of_sentence(sentence: Sentence) -> Iterator[Found]:
    if sentence.block.kind is BlockKind.TABLE_ROW:
        yield from row_figures(sentence)
        return
    parts = clauses(analyse(sentence.text))
    counted = figures(sentence, parts) if sentence.block.kind is not BlockKind.BYLINE else ()
    said = actions(sentence, parts, counted) if sentence.block.kind not in _UNTOLD else ()
    for one in (*counted, *aged_facts(sentence), *said):
        yield replace(one, spoken_by=sentence.speaker)


def _merged(body: Sequence[Found]) -> tuple[Found, ...]:
    """Return facts, each figure that a title, heading or later sentence repeats once.

    The sentences that repeat it become further evidence of the fact that tells most of it.
    """
    kept: list[Found] = []
    for one in body:
        twin = next((at for at, other in enumerate(kept) if _repeats(one, other)), -1)
        if twin < 0:
            kept.append(one)
        else:
            first, again = (one, kept[twin]) if _bare(kept[twin]) else (kept[twin], one)
            also = tuple(dict.fromkeys((*first.also, again.sentence.text, *again.also)))
            kept[twin] = replace(
                first,
                also=tuple(text for text in also if text != first.sentence.text),
                actor=first.actor or again.actor,
                place=first.place or again.place,
                period=first.period or again.period,
            )
    return tuple(kept)


def _repeats(one: Found, other: Found) -> bool:
    """Say whether a figure tells again what another told, in the same words or a heading's."""
    if one.quantity is None or other.quantity is None or one.kind is not other.kind:
        return False
    if one.kind is Kind.DATE or not same(one.quantity, other.quantity):
        return one.kind is Kind.DATE and (one.value, one.label) == (other.value, other.label)
    heads = _bare(one) or _bare(other)
    mine, theirs = terms_of(one.subject), terms_of(other.subject)
    alike = mine == theirs and (one.period == other.period or not (one.period and other.period))
    return one.sentence is not other.sentence and (heads or alike)


def _bare(one: Found) -> bool:
    return one.block.kind in {BlockKind.TITLE, BlockKind.HEADING}


def _checked_with_title(one: Found) -> Found:
    if one.block.kind is not BlockKind.TITLE or one.quantity is None:
        return one
    return replace(one, unsure=one.unsure or "in the headline only: the text does not repeat it")


def _is(speaker: str, name: str) -> bool:
    return speaker.split()[-1:] == name.split()[-1:]


def _facts(found: Sequence[Found], statement: str) -> Iterator[tuple[Fact, Found]]:
    """Yield facts in the statement's order, each with an id, those that do not hold left out."""
    ids: set[str] = set()
    ordered = sorted(
        _distinct(found), key=lambda one: (one.sentence.start, one.at, one.kind not in FIGURES)
    )
    made = []
    for one in _flagged(ordered):
        fact = _fact(one, statement, ids)
        if fact:
            ids.add(fact.id)
            made.append((fact, one))
    speakers = {fact.value: fact.id for fact, _ in made if fact.kind is Kind.PERSON}
    for fact, one in made:
        said_by = _said_by(one.spoken_by, speakers)
        yield (fact.model_copy(update={"said_by": said_by}) if said_by else fact), one


def _said_by(speaker: str, speakers: dict[str, str]) -> str:
    if not speaker:
        return ""
    return next(
        (one for name, one in speakers.items() if name == speaker or _is(speaker, name)), ""
    )


def _distinct(found: Iterable[Found]) -> Iterator[Found]:
    seen: set[tuple[object, ...]] = set()
    for one in found:
        key = (one.kind, one.value, one.period, one.label if one.kind is not Kind.PERSON else "")
        if key not in seen:
            seen.add(key)
            yield one


def _flagged(found: Sequence[Found]) -> Iterator[Found]:
    """Yield facts, those flagged that give another value to the subject of an earlier one."""
    known: dict[tuple[str, ...], Found] = {}
    for one in found:
        key = (one.kind.value, one.label.casefold(), one.period.casefold())
        earlier = known.setdefault(key, one) if one.kind in FIGURES and one.label else one
        differs = (
            earlier is not one
            and one.quantity
            and earlier.quantity
            and not same(one.quantity, earlier.quantity)
        )
        yield (
            replace(one, unsure="another value for the same subject stands above")
            if differs
            else one
        )


def _fact(one: Found, statement: str, ids: set[str]) -> Fact | None:
    """Return a found fact as it stands in the file; None where it cannot be proved."""
    label = one.label or one.kind.value
    said = " ".join(
        (one.label, one.subject, one.words, one.value if one.kind is Kind.ACTION else "")
    )
    evidence = one.evidence
    fields = {
        key: text
        for key in CIRCUMSTANCES
        if (text := getattr(one, key)) and stands_in(text, evidence)
    }
    try:
        fact = Fact(
            id=_id(label, ids), kind=one.kind, value=one.value, label=label, evidence=evidence,
            ask=one.asks or (label,), unsure=one.unsure, proposed=_proposed(said), **fields,
        )  # fmt: skip
    except ValidationError:
        return None
    lone = BriefFile.model_construct(source=_NOWHERE, facts=(fact,), gaps=(), summary=())
    return None if checking.faults(lone, statement) else fact


def _proposed(said: str) -> tuple[str, ...]:
    words_for = proposals(said)
    return (", ".join(words_for),) if words_for else ()


def _id(label: str, ids: set[str]) -> str:
    telling_words = [one.text for one in words(label) if one.text not in STOP_WORDS] or ["fact"]
    base = slug(" ".join(telling_words[:_ID_WORDS]))[:_ID_LENGTH].strip("-") or "fact"
    number = 2
    found = base
    while found in ids:
        found = f"{base}-{number}"
        number += 1
    return found


def _gap(number: int, blank: Blank) -> Gap:
    role = blank.role
    holds = not find(role) and not any(sign.isdigit() for sign in role)
    shown = role if holds else "a person"
    return Gap(
        id=f"name-not-given-{number + 1}",
        kind=Kind.PERSON,
        note=f"The name of the {shown} is blank in the statement.",
        ask=(f"Who is the {shown}?", f"name of the {shown}", f"{shown} called, named, identity"),
    )
