"""The clauses of a sentence: where each begins, its subject and its verb."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.drafting.cutting import LOOSE, VERBAL, cuts, peek
from bot.drafting.function_words import BEING, PLURALS
from bot.drafting.grammar import Tag, Token
from bot.drafting.verbs import VERBS, Form

_AFTER_PAST: Final = frozenset({Tag.PREPOSITION, Tag.TIME, Tag.ADVERB, Tag.MARK})
_LEADS_IN: Final = frozenset({Tag.PREPOSITION, Tag.TIME, Tag.TO})
_LEAD: Final = frozenset({Tag.CONJUNCTION, Tag.MARK, Tag.ADVERB, Tag.RELATIVE, Tag.SUBORDINATOR})


@dataclass(frozen=True, slots=True)
class Clause:
    """A run of tokens with its subject (its own, or that of the clause it hangs on) and verb.

    `verb` is the place of the telling verb among `tokens`, -1 for none; `passive` says that the
    subject suffers it; `inherited` that the subject stands in another clause.
    """

    tokens: tuple[Token, ...]
    subject: tuple[Token, ...] = ()
    verb: int = -1
    passive: bool = False
    inherited: bool = False

    @property
    def start(self) -> int:
        """Return where the clause begins in its sentence."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Return where the clause ends in its sentence."""
        return self.tokens[-1].end

    @property
    def opener(self) -> str:
        """Return the first word that is no mark."""
        return next((one.low for one in self.tokens if one.tag is not Tag.MARK), "")


def clauses(tokens: Sequence[Token]) -> tuple[Clause, ...]:
    """Return the clauses of a sentence in order; together they hold all its tokens."""
    if not tokens:
        return ()
    begun = [0]
    for index in range(1, len(tokens)):
        if cuts(tokens, begun[-1], index):
            begun.append(index)
    found: list[Clause] = []
    for start, end in zip(begun, [*begun[1:], len(tokens)], strict=True):
        found.append(_clause(tuple(tokens[start:end]), found))
    return tuple(found)


def _clause(tokens: tuple[Token, ...], before: Sequence[Clause]) -> Clause:
    finite, verb = _verb(tokens)
    passive = _is_passive(tokens, finite, verb)
    subject = _subject(tokens, finite)
    if subject:
        return Clause(tokens, subject, verb, passive)
    return Clause(tokens, _inherited(tokens, before), verb, passive, inherited=True)


def _verb(tokens: Sequence[Token]) -> tuple[int, int]:
    """Return the places of the finite verb and of the telling one, -1 for none."""
    lead = next((at for at, one in enumerate(tokens) if one.tag not in _LEAD), -1)
    if lead >= 0 and tokens[lead].tag is Tag.GERUND:
        return lead, lead
    first = next((at for at, one in enumerate(tokens) if one.tag in {Tag.AUXILIARY, Tag.VERB}), -1)
    loose = next((at for at, one in enumerate(tokens) if one.tag is Tag.PARTICIPLE), -1)
    if first < 0:
        first = loose
    if first < 0:
        gerund = next((at for at, one in enumerate(tokens[:4]) if one.tag is Tag.GERUND), -1)
        return gerund, gerund
    if first > 0 and tokens[first - 1].tag is Tag.TO and 0 <= loose < first:
        first = loose
    if first > 1 and tokens[first - 1].tag is Tag.TO:
        first = _finite_after(tokens, first)
    return first, _telling(tokens, first)


def _finite_after(tokens: Sequence[Token], infinitive: int) -> int:
    """Return the finite verb after an infinitive: "The decision to allocate it will be made"."""
    for at in range(infinitive + 1, len(tokens)):
        after_to = tokens[at - 1].tag is Tag.TO
        past = tokens[at].tag is Tag.PARTICIPLE and peek(tokens, at + 1).tag in _AFTER_PAST
        finite = past and peek(tokens, at + 1).low != "by"
        if (tokens[at].tag in {Tag.AUXILIARY, Tag.VERB} or finite) and not after_to:
            return at
        if tokens[at].tag in {Tag.RELATIVE, Tag.SUBORDINATOR}:
            break
    return infinitive


def _telling(tokens: Sequence[Token], first: int) -> int:
    """Return the last verb of a group: "will also be embedded", "decided to reduce"."""
    place = first
    for at in range(first + 1, len(tokens)):
        tag = tokens[at].tag
        if tag in {Tag.VERB, Tag.PARTICIPLE, Tag.AUXILIARY}:
            place = at
        elif tag not in {Tag.ADVERB, Tag.TO}:
            break
    return place


def _is_passive(tokens: Sequence[Token], finite: int, verb: int) -> bool:
    if verb < 0:
        return False
    form = VERBS.get(tokens[verb].low)
    past = form.form in {Form.PAST, Form.PARTICIPLE} if form else tokens[verb].low.endswith("ed")
    beside = {one.low for one in tokens[finite:verb]}
    being = bool(beside & BEING)
    by = peek(tokens, verb + 1).low == "by" and peek(tokens, verb + 2).tag is not Tag.FIGURE
    bare = tokens[verb].tag is Tag.PARTICIPLE and finite == verb and by
    return past and (being or bare)


def _subject(tokens: Sequence[Token], finite: int) -> tuple[Token, ...]:
    """Return what stands before the verb, without what only leads in."""
    if finite < 0:
        return ()
    start = 0
    while start < finite and tokens[start].tag in _LEAD:
        start += 1
    run = list(tokens[start:finite])
    while run and run[-1].tag in {Tag.ADVERB, Tag.MARK}:
        run.pop()
    if run and run[0].low == "since":
        run = run[1:]
    while run and run[0].tag in _LEADS_IN:
        comma = next((at for at, one in enumerate(run) if one.text == ","), -1)
        run = run[comma + 1 :] if comma >= 0 else _after_time(run)
    return (
        tuple(run)
        if any(one.tag in {Tag.NOUN, Tag.PRONOUN, Tag.FIGURE, Tag.DETERMINER} for one in run)
        else ()
    )


def _after_time(run: list[Token]) -> list[Token]:
    """Return what follows a time that leads in without a comma: "In 2021 the agency spent"."""
    if run[0].tag is Tag.TIME:
        return run[1:]
    dated = run[0].tag is Tag.PREPOSITION and peek(run, 1).tag is Tag.TIME
    return run[2:] if dated else []


def _inherited(tokens: Sequence[Token], before: Sequence[Clause]) -> tuple[Token, ...]:
    if not before:
        return ()
    opener = next((one for one in tokens if one.tag is not Tag.MARK), tokens[0])
    if opener.tag is Tag.RELATIVE:
        return phrase_before(before[-1].tokens, len(before[-1].tokens))
    if len(before) > 1 and tokens[0].tag in VERBAL and (named := _suspended(before)):
        return named
    outer = [one for one in before if one.tokens[0].text != "("] or before
    resumed = [one for one in outer if not (one.inherited or one.opener in LOOSE)]
    aside = outer[-1].inherited and tokens[0].tag in {Tag.AUXILIARY, Tag.VERB}
    return (resumed[-1] if aside and resumed else outer[-1]).subject


def _suspended(before: Sequence[Clause]) -> tuple[Token, ...]:
    """Return the subject whose verb is still to come after an aside: "Costs (OPEX), ..., rose"."""
    for clause in reversed(before):
        named = list(clause.tokens)
        while named and named[0].tag in _LEAD:
            named.pop(0)
        opens = clause.verb < 0 and clause.tokens[0].text != "(" and bool(named)
        if opens and named[0].tag not in _LEADS_IN and any(one.tag is Tag.NOUN for one in named):
            return tuple(named)
    return ()


def phrase_before(tokens: Sequence[Token], index: int) -> tuple[Token, ...]:
    """Return the noun phrase that ends before a token, "of" phrases with it."""
    end = index
    while end > 0 and tokens[end - 1].tag is Tag.MARK:
        end -= 1
    start = end
    while start > 0:
        one = tokens[start - 1]
        joined = one.low == "of" and start < end
        if not (one.tag in {Tag.NOUN, Tag.DETERMINER} or joined):
            break
        start -= 1
        if one.tag is Tag.DETERMINER and not (start > 0 and tokens[start - 1].low == "of"):
            break
    while start < end and tokens[start].low == "of":
        start += 1
    return tuple(tokens[start:end])


def phrase_after(tokens: Sequence[Token], index: int) -> tuple[Token, ...]:
    """Return the noun phrase that begins at a token."""
    end = index
    while end < len(tokens) and (
        tokens[end].tag is Tag.NOUN
        or (end > index and _adjectival(tokens, end))
        or (tokens[end].tag is Tag.DETERMINER and end == index)
        or (
            tokens[end].low in {"and", "&"}
            and end > index
            and peek(tokens, end + 1).tag is Tag.NOUN
        )
    ):
        end += 1
    return tuple(tokens[index:end])


def _adjectival(tokens: Sequence[Token], at: int) -> bool:
    """Say whether an -ing stands inside a noun phrase: "illegal crossing attempts"."""
    before, after = tokens[at - 1].low, peek(tokens, at + 1)
    inside = before not in PLURALS and not before.endswith("s") and before.islower()
    return (
        tokens[at].tag is Tag.GERUND
        and inside
        and after.tag is Tag.NOUN
        and after.low.endswith("s")
    )
