"""An answer laid open: as data for programs, and how it came about for people."""

from typing import Any, Final

from bot.core import wording
from bot.core.answering import Answer
from bot.core.card import Card, plain
from bot.core.matching import Candidate

_CONSIDERED: Final = 5


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
        "rule": answer.rule,
    }


def why(answer: Answer) -> str:
    """Return how an answer came about, for people who may correct the brief."""
    reading = _reading(answer)
    lines = [
        "How this came about",
        f"  asked for: {reading['wanted']}" + (" (a claim)" if reading["claim"] else ""),
        f"  telling words: {', '.join(reading['words']) or 'none'}",
        f"  decided by: {answer.rule}",
    ]
    for one in _candidates(answer):
        verdict = one.ruled_out or "fits"
        part = f"{one.fact.id} ({one.aspect.value})"
        lines.append(f"  {part}: {one.support:.0%} of the words; {verdict}")
    lines.append("  To correct it: add the words people use under `ask:` of the fact they mean.")
    return "\n".join(lines)


def _candidates(answer: Answer) -> tuple[Candidate, ...]:
    return answer.matched.candidates[:_CONSIDERED] if answer.matched else ()


def _reading(answer: Answer) -> dict[str, Any]:
    reading = answer.reading
    return {
        "wanted": reading.wanted.value,
        "claim": reading.claim,
        "words": [word.text for word in reading.terms],
        "figures": [one.text for one in reading.figures],
        "dates": [one.text for one in reading.dates],
        "currency": reading.currency,
        "each": reading.each,
    }


def _considered(one: Candidate) -> dict[str, Any]:
    return {
        "fact": one.fact.id,
        "part": one.aspect.value,
        "support": round(one.support, 3),
        "score": round(one.score, 3),
        "ruled_out": one.ruled_out,
    }


def _source(card: Card) -> dict[str, str]:
    if card.source is None:
        return {}
    return {"text": card.source.line[-1].text, "url": card.source.url}
