"""An answer laid open: as data for programs, and how it came about for people."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from bot.core import wording, wording_why
from bot.core.answering import Answer, Outcome
from bot.core.aspects import part
from bot.core.card import Card, plain
from bot.core.matching import Candidate
from bot.core.stances import Stood
from bot.core.weighing import NOTHING, READ, WEIGHTS, table

_CONSIDERED: Final = 5
_TELLING: Final = 0.2  # log odds below which a sign is not worth a reader's time
_SHORT: Final = 60


def as_data(answer: Answer, card: Card, *, question_id: str = "") -> dict[str, Any]:
    """Return an answer as the JSON object of `ask --json` and of a line of predictions."""
    first = answer.shown[0] if answer.shown and answer.brief else None
    quoted = [passage.quote.text for passage in card.passages if passage.quote]
    return {
        "id": question_id,
        "status": answer.outcome.value,
        "value_text": wording.value_text(answer),
        "answer": plain(card),
        "quote": quoted[0] if quoted else "",
        "brief": answer.brief.id if answer.brief and answer.shown else "",
        "fact": first.fact.id if first else "",
        "source": _source(card),
        "suggestions": [prompt.question for prompt in card.prompts],
        "reading": _reading(answer),
        "considered": [_considered(one) for one in _candidates(answer)],
        "vectors": any(map(_compared, _candidates(answer))),
        "stances": [_stance(one) for one in answer.stances],
        "rule": answer.rule,
    }


def why(answer: Answer) -> str:
    """Return how an answer came about, for people who may correct the brief."""
    return "\n".join((*_head(answer), *_weighed(answer), *_judged(answer), *_change(answer)))


def _head(answer: Answer) -> Iterator[str]:
    reading = answer.reading
    wanted = wording_why.CLAIM if reading.claim else wording_why.EXPECTED[reading.wanted]
    telling = (word.text for word in reading.terms)
    also = [one.text for one in (*reading.figures, *reading.dates)]
    asked = any(map(_compared, _candidates(answer)))
    yield wording_why.HEADING
    yield f"  asked for: {wanted}"
    yield f"  telling words: {', '.join(telling) or 'none'}"
    if also:
        yield f"  figures and dates: {', '.join(also)}"
    if reading.places:
        yield f"  countries: {', '.join(sorted(reading.places))}"
    yield f"  decided by: {answer.rule}"
    yield f"  reader: {wording_why.ASKED_VECTORS if asked else wording_why.NO_VECTORS}"


def _weighed(answer: Answer) -> Iterator[str]:
    """Yield the best facts with what speaks for and against each, then what ruled others out."""
    found = _candidates(answer)
    if not found:
        yield f"  {wording_why.NOT_WEIGHED}"
    for one in found:
        yield f"  {_named(one)}: {one.ruled_out or wording_why.FITS} ({one.score:+.1f})"
        told = [sign for sign in _told(one).items() if abs(sign[1]) >= _TELLING]
        told.sort(key=lambda sign: -abs(sign[1]))
        yield from _side(wording_why.FOR, (sign for sign in told if sign[1] > 0))
        yield from _side(wording_why.AGAINST, (sign for sign in told if sign[1] < 0))
    if found:
        start = -WEIGHTS[NOTHING][table(found[0].signs)]
        yield f"  ({wording_why.START} {start:+.1f}; above +0.0 it may answer)"


def _judged(answer: Answer) -> Iterator[str]:
    """Yield where the passages that were read with a claim stand on it, in shares of a whole."""
    if answer.stances:
        yield f"  {wording_why.STANCES}:"
    for one in answer.stances:
        yield (
            f"    {one.fact.id}: {wording_why.SUPPORTS} {one.stance.supports:.2f}, "
            f"{wording_why.CONTRADICTS} {one.stance.contradicts:.2f}"
        )


def _side(name: str, told: Iterable[tuple[str, float]]) -> Iterator[str]:
    signs = [f"{wording_why.SIGNS[sign]} ({size:+.1f})" for sign, size in told]
    if signs:
        yield f"      {name}: {'; '.join(signs)}"


def _named(one: Candidate) -> str:
    shown = " ".join(part(one.fact, one.aspect).split())
    short = shown if len(shown) <= _SHORT else f"{shown[:_SHORT].rsplit(' ', 1)[0]} …"
    return f"{one.fact.id} ({one.aspect.value}: {short})"


def _change(answer: Answer) -> Iterator[str]:
    """Yield what may be changed in the brief, by what kept the best facts out."""
    yield f"  {wording_why.CHANGE}:"
    for fact, change in dict(_changes(answer)).items():
        yield f"    {fact}: {change}" if fact else f"    {change}"


def _changes(answer: Answer) -> Iterator[tuple[str, str]]:
    found = _candidates(answer)
    if answer.gap:
        yield answer.gap.id, wording_why.CHANGE_GAP
    elif answer.outcome is Outcome.NOT_STATED:
        for one in found[:2]:
            if one.ruled_out in wording_why.CHANGES:
                yield one.fact.id, wording_why.CHANGES[one.ruled_out]
        yield "", wording_why.CHANGE_NONE
    elif not found and answer.shown:
        yield answer.shown[0].fact.id, wording_why.CHANGE_ALIAS
    else:
        yield "", wording_why.CHANGE_ANY


def _candidates(answer: Answer) -> tuple[Candidate, ...]:
    return answer.matched.candidates[:_CONSIDERED] if answer.matched else ()


def _compared(one: Candidate) -> bool:
    """Say whether the question was set against the fact in meaning."""
    return READ in one.signs


def _told(one: Candidate) -> dict[str, float]:
    """Return what each sign adds, in log odds, where it adds anything."""
    counted = table(one.signs)
    added = {sign: WEIGHTS[sign][counted] * size for sign, size in one.signs.items()}
    return {sign: round(size, 2) for sign, size in added.items() if size}


def _reading(answer: Answer) -> dict[str, Any]:
    reading = answer.reading
    return {
        "wanted": reading.wanted.value,
        "claim": reading.claim,
        "words": [word.text for word in reading.terms],
        "head": list(reading.head),
        "figures": [one.text for one in reading.figures],
        "dates": [one.text for one in reading.dates],
        "places": sorted(reading.places),
        "currency": reading.currency,
        "each": reading.each,
    }


def _considered(one: Candidate) -> dict[str, Any]:
    return {
        "fact": one.fact.id,
        "part": one.aspect.value,
        "support": round(one.support, 3),
        "score": round(one.score, 3),
        "signs": _told(one),
        "ruled_out": one.ruled_out,
    }


def _stance(one: Stood) -> dict[str, Any]:
    return {
        "fact": one.fact.id,
        "part": one.aspect.value,
        "supports": round(one.stance.supports, 2),
        "contradicts": round(one.stance.contradicts, 2),
    }


def _source(card: Card) -> dict[str, str]:
    if card.source is None:
        return {}
    return {"text": card.source.line[-1].text, "url": card.source.url}
