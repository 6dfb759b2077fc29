"""When and where a statement was published, from its byline."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.core.brief import Kind
from bot.core.quantities import find
from bot.drafting.block import BlockKind
from bot.drafting.clauses import clauses
from bot.drafting.found import Found
from bot.drafting.grammar import analyse
from bot.drafting.naming import label_tokens
from bot.drafting.questions import when
from bot.drafting.sentences import Sentence

_DATED: Final = frozenset({BlockKind.BYLINE, BlockKind.TITLE})
_ASKS: Final = (
    "When was the statement published?",
    "date of the statement, issued, released, announced, announcement, press release, decision",
)


def published(sentences: Sequence[Sentence]) -> Iterator[Found]:
    """Yield the date of a byline; it also dates what a sentence says of "today"."""
    for sentence in sorted(sentences, key=lambda one: one.block.kind is not BlockKind.BYLINE):
        if sentence.block.kind not in _DATED:
            continue
        for one in find(sentence.text):
            if one.when and one.when.day:
                today = _today(sentences)
                yield Found(
                    kind=Kind.DATE, value=one.text, label="date of the statement",
                    sentence=sentence, asks=(*_ASKS, *_asked(today)), at=one.start, quantity=one,
                    also=tuple(other.text for other in today),
                )  # fmt: skip
                return


def _asked(today: Sequence[Sentence]) -> Iterator[str]:
    """Yield when what sentences say of "today" happened, as questions."""
    for sentence in today:
        for clause in clauses(analyse(sentence.text)):
            if any(one.low == "today" for one in clause.tokens):
                yield from (one for one in (when(clause), label_tokens(clause.tokens)) if one)


def _today(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    found = [
        sentence
        for sentence in sentences
        if sentence.block.kind is BlockKind.PARAGRAPH
        and any(one.when and one.when.relative == "today" for one in find(sentence.text))
    ]
    return tuple(found[:2])
