"""The number lock: the last look at a finished payload before it leaves.

Every figure a payload shows must belong to a span of its card that may hold one, and every span
that states a fact must equal its evidence. Exemptions go by the span's role, never by pattern.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final, TypeVar

from bot.core.card import Card, Passage, Role, Span, Tone, words
from bot.core.evidence import disagreement, stands_in
from bot.core.quantities import find
from bot.core.text import squash, visible
from bot.core.wording_signs import IN_ITS_OWN_WORDS, NOT_SHOWN

Payload = TypeVar("Payload")

# Stand in for a checked span: a figure, so that words around it cannot qualify or scale it, and
# anything else. Where a text holds the figure itself, a longer one is taken.
_FIGURE: Final = "70465120938461"
_OTHER: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
_DIGIT: Final = re.compile(r"\d")


def faults(card: Card, shown: Iterable[str]) -> tuple[str, ...]:
    """Return what breaks the lock in a payload made of a card; `shown` is all that people read."""
    spans = list(card.spans())
    broken = [reason for span in spans for reason in _span_faults(span)]
    slots = sorted({_read(span.text) for span in spans if _holds(span)}, key=len, reverse=True)
    if card.source:
        slots[:0] = (_read(card.source.opens), _read(card.source.url))  # the longer first
    for text in shown:
        broken += _loose(_read(text), [slot for slot in slots if slot])
    return tuple(broken)


def sealed(
    card: Card,
    render: Callable[[Card], Payload],
    readable: Callable[[Payload], Iterable[str]],
    *,
    stopped: Callable[[tuple[str, ...]], None] | None = None,
) -> Payload:
    """Return the payload of a card, or of its quotations alone where the lock is broken.

    `readable` gives back all text a person would read of a payload, the platform's escaping
    undone. `stopped` is told what broke the lock.
    """
    payload = render(card)
    broken = faults(card, readable(payload))
    if not broken:
        return payload
    if stopped:
        stopped(broken)
    bare = quotations_alone(card)
    payload = render(bare)
    return payload if not faults(bare, readable(payload)) else render(_NOTHING)


_NOTHING: Final = Card(
    tone=Tone.TROUBLE,
    headline=(words(NOT_SHOWN),),
)


def quotations_alone(card: Card) -> Card:
    """Return a card of its sound quotations and its source, without any wording of figures."""
    sound = [
        Passage(short=(), quote=passage.quote)
        for passage in card.passages
        if passage.quote and not list(_span_faults(passage.quote))
    ]
    if not sound:
        return _NOTHING
    headline = (words(IN_ITS_OWN_WORDS),)
    return replace(
        card, tone=Tone.PLAIN, headline=headline, asked=(), lead_in=(), passages=tuple(sound),
        notes=(), prompts=(), deeds=(), choices=(),
    )  # fmt: skip


def _read(text: str) -> str:
    """Return a text as a person reads it; adapters leave out what is never seen."""
    return squash(visible(text))


def _holds(span: Span) -> bool:
    return span.role is not Role.WORDS


def _span_faults(span: Span) -> Iterable[str]:
    if span.role is Role.QUOTE and not stands_in(span.text, (span.evidence,)):
        yield f"quotation of {span.fact!r} is not in its evidence"
    if span.role is Role.VALUE:
        reason = disagreement(span.text, (span.evidence,))
        if reason:
            yield f"value of {span.fact!r}: {reason}"
    if span.role is Role.WORDS and (_DIGIT.search(span.text) or find(span.text)):
        yield f"wording holds a figure: {span.text!r}"


def _loose(text: str, slots: list[str]) -> Iterable[str]:
    """Yield the figures of a text that no slot accounts for."""
    own = _FIGURE
    while own in text:
        own += "7"
    for slot in slots:
        stand_in = own if _opens_with_figure(slot) else _OTHER
        text = re.sub(rf"(?<!\w){re.escape(slot)}(?!\w)", stand_in, text)
    for figure in find(text):
        if figure.text != own:
            yield f"a figure that no fact carries: {figure.text!r}"
    if _DIGIT.search(text.replace(own, "")):
        yield f"a number that no fact carries: {text!r}"


@lru_cache(maxsize=4096)
def _opens_with_figure(slot: str) -> bool:
    figures = find(slot)
    return bool(figures) and figures[0].start == 0 and figures[0].value is not None
