"""Where one clause of a sentence ends and the next begins."""

from collections.abc import Callable, Sequence
from typing import Final

from bot.core.quantities.vocabulary import word_set
from bot.drafting.grammar import Tag, Token

_HARD: Final = frozenset(";:()\u2013\u2014\u2015|\u2022")

_DASH: Final = frozenset("-\u2010\u2011")

VERBAL: Final = frozenset({Tag.VERB, Tag.AUXILIARY, Tag.PARTICIPLE})

_STARTS: Final = VERBAL | {Tag.GERUND, Tag.TO}

_OPENERS: Final = frozenset({Tag.RELATIVE, Tag.SUBORDINATOR, Tag.GERUND, Tag.PARTICIPLE})

LOOSE: Final = word_set("including excluding with despite following plus")

_CAUSES: Final = tuple(
    tuple(cause.split())
    for cause in (
        "as a result of", "due to", "because", "thanks to", "owing to", "in order to", "so that",
        "so as to",
    )
)  # fmt: skip

_REPORTING: Final = word_set(
    "means said says announced confirmed stated reported noted added believes expects"
)

_BEFORE_PURPOSE: Final = frozenset({Tag.NOUN, Tag.TIME, Tag.FIGURE, Tag.MARK})
_OPENS_CLAUSE: Final = frozenset({Tag.NOUN, Tag.DETERMINER, Tag.PRONOUN, Tag.FIGURE})


def cuts(tokens: Sequence[Token], start: int, index: int) -> bool:
    """Say whether a clause that began at `start` ends before a token; the first rule decides."""
    return next(
        (rule(tokens, start, index) for fits, rule in _RULES if fits(tokens, start, index)), False
    )


def _at_blank(tokens: Sequence[Token], start: int, index: int) -> bool:
    """Say whether commas hold nothing: "The Home Secretary, , met", a name left blank."""
    del start
    before = [one.text for one in tokens[max(index - 2, 0) : index]]
    return before == [",", ","] or (before[-1] == "," == tokens[index].text)


def _at_mark(tokens: Sequence[Token], start: int, index: int) -> bool:
    del start
    if tokens[index - 1].text == ")" and _plain_bracket(tokens, index - 1):
        return False  # the clause goes on, unless another rule ends it here
    return tokens[index - 1].text in _HARD or _spaced_dash(tokens, index - 1)


def _after_mark(tokens: Sequence[Token], start: int, index: int) -> bool:
    del start
    before = tokens[index - 1]
    dated = before.text == ":" and index > 1 and tokens[index - 2].tag is Tag.TIME
    if dated and tokens[index].tag is Tag.FIGURE:
        return False  # "Q1 2024: 47.5%"
    return before.text != "("


def _at_cause(tokens: Sequence[Token], start: int, index: int) -> bool:
    del start
    caused = any(_phrase(tokens, index, cause) for cause in _CAUSES)
    return caused and not _due_to_do(tokens, index)


def _at_means(tokens: Sequence[Token], start: int, index: int) -> bool:
    del start
    means = tokens[index].low in {"by", "through"}
    return means and _after_adverbs(tokens, index + 1).tag is Tag.GERUND


def _after_report(tokens: Sequence[Token], start: int, index: int) -> bool:
    del start
    return tokens[index - 1].low in _REPORTING and tokens[index - 1].tag in VERBAL


def _reported(tokens: Sequence[Token], start: int, index: int) -> bool:
    del start
    return tokens[index].tag in _OPENS_CLAUSE and _own_verb(tokens, index)


def _verb_so_far(tokens: Sequence[Token], start: int, index: int) -> bool:
    return _has_verb(tokens[start:index])


def _at_time_word(tokens: Sequence[Token], start: int, index: int) -> bool:
    loose = tokens[index].low in {"after", "before", "since"}
    return loose and not _has_verb(tokens[start:index])


def _at_purpose(tokens: Sequence[Token], start: int, index: int) -> bool:
    del start
    return tokens[index].tag is Tag.TO and tokens[index - 1].tag in _BEFORE_PURPOSE


def _due_to_do(tokens: Sequence[Token], index: int) -> bool:
    doing = peek(tokens, index + 2).tag in {Tag.VERB, Tag.AUXILIARY}
    return tokens[index].low == "due" and doing


def _spaced_dash(tokens: Sequence[Token], index: int) -> bool:
    one, after = tokens[index], peek(tokens, index + 1)
    return one.text in _DASH and after.start > one.end


def _plain_bracket(tokens: Sequence[Token], close: int) -> bool:
    opened = next((at for at in range(close, -1, -1) if tokens[at].text == "("), close)
    return _plain_bracket_from(tokens, opened)


def _plain_bracket_from(tokens: Sequence[Token], opened: int) -> bool:
    """Say whether a bracket holds a name or abbreviation only."""
    for one in tokens[opened:]:
        if one.text == ")":
            return True
        if one.tag in {Tag.FIGURE, Tag.AUXILIARY, Tag.VERB}:
            return False
    return True


def _phrase(tokens: Sequence[Token], index: int, phrase: tuple[str, ...]) -> bool:
    return tuple(one.low for one in tokens[index : index + len(phrase)]) == phrase


def peek(tokens: Sequence[Token], index: int) -> Token:
    """Return a token, a mark beyond the end."""
    return tokens[index] if index < len(tokens) else Token("", "", 1 << 30, 1 << 30, Tag.MARK)


def _after_adverbs(tokens: Sequence[Token], index: int) -> Token:
    while peek(tokens, index).tag is Tag.ADVERB:
        index += 1
    return peek(tokens, index)


def _has_verb(tokens: Sequence[Token]) -> bool:
    return any(one.tag in VERBAL for one in tokens)


def _figures(tokens: Sequence[Token]) -> int:
    return sum(one.tag is Tag.FIGURE for one in tokens)


def _after_comma(tokens: Sequence[Token], start: int, index: int) -> bool:
    here = tokens[index]
    following = _after_adverbs(tokens, index)
    if here.tag in _OPENERS or following.tag in {Tag.GERUND, Tag.PARTICIPLE} or here.low in LOOSE:
        return True
    if here.tag is Tag.CONJUNCTION:
        return _at_conjunction(tokens, start, index)
    run = [one for one in tokens[start:index] if one.tag is not Tag.MARK] or [here]
    first = next((one for one in run if one.tag is not Tag.CONJUNCTION), here)
    joined = run[0].tag is Tag.CONJUNCTION and first.tag in VERBAL
    aside = joined or first.tag in _OPENERS | {Tag.PREPOSITION, Tag.TIME, Tag.TO, Tag.ADVERB}
    if following.tag in {Tag.VERB, Tag.AUXILIARY}:
        return aside
    if first.tag in {Tag.PREPOSITION, Tag.TIME} and not (_has_verb(run) or _figures(run)):
        return False  # "In 2021, the agency spent": what leads in stays with its clause
    if here.tag in _OPENS_CLAUSE and not any(
        one.tag in {Tag.VERB, Tag.AUXILIARY} for one in tokens[start:index]
    ):
        aside = aside or any(one.tag is Tag.PARTICIPLE for one in tokens[start:index])
    return aside and _own_verb(tokens, index, listed=True)


def _at_conjunction(tokens: Sequence[Token], start: int, index: int) -> bool:
    following = _after_adverbs(tokens, index + 1)
    so_far = tokens[start:index]
    if following.tag in _STARTS:
        return _has_verb(so_far) or any(one.tag in {Tag.GERUND, Tag.TO} for one in so_far)
    if _figures(so_far) and _figures(_until_stop(tokens, index + 1)):
        return _has_verb(so_far) or not _own_verb(tokens, index + 1)
    return _has_verb(so_far) and _own_verb(tokens, index + 1)


def _until_stop(tokens: Sequence[Token], index: int, *, listed: bool = False) -> Sequence[Token]:
    end = index
    while end < len(tokens) and not (
        tokens[end].text in _HARD
        or tokens[end].text in {",", "."}
        or (tokens[end].tag is Tag.CONJUNCTION and not listed)
    ):
        end += 1
    return tokens[index:end]


def _own_verb(tokens: Sequence[Token], index: int, *, listed: bool = False) -> bool:
    """Say whether a subject with its own finite verb begins here."""
    rest = _until_stop(tokens, index, listed=listed)
    for at, one in enumerate(rest):
        if one.tag in {Tag.RELATIVE, Tag.TO, Tag.SUBORDINATOR}:
            return False
        if one.tag in {Tag.VERB, Tag.AUXILIARY}:
            return at > 0
        if one.tag is Tag.PARTICIPLE and at > 0:
            return True
    return False


def _relative(tokens: Sequence[Token], index: int) -> bool:
    if tokens[index - 1].tag is Tag.PREPOSITION:
        return False
    following = _after_adverbs(tokens, index + 1)
    return following.tag in VERBAL or _own_verb(tokens, index + 1)


_Rule = Callable[[Sequence[Token], int, int], bool]
_RULES: Final[tuple[tuple[_Rule, _Rule], ...]] = (
    (_at_blank, lambda *_: False),
    (_at_mark, _after_mark),
    (
        lambda tokens, _, at: tokens[at].text == "(",
        lambda tokens, _, at: not _plain_bracket_from(tokens, at),
    ),
    (_at_cause, lambda _, start, at: at - start > 1),
    (_at_means, _verb_so_far),
    (lambda tokens, _, at: tokens[at].low == "including", _verb_so_far),
    (_after_report, _reported),
    (lambda tokens, _, at: tokens[at - 1].text == ",", _after_comma),
    (lambda tokens, _, at: tokens[at].tag is Tag.CONJUNCTION, _at_conjunction),
    (
        lambda tokens, _, at: tokens[at].tag is Tag.RELATIVE,
        lambda tokens, _, at: _relative(tokens, at),
    ),
    (_at_time_word, lambda *_: False),
    (
        lambda tokens, _, at: tokens[at].tag is Tag.SUBORDINATOR,
        lambda tokens, _, at: peek(tokens, at + 1).tag not in {Tag.TIME, Tag.FIGURE},
    ),
    (_at_purpose, _verb_so_far),
)
