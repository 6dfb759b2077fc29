"""Questions that a clause answers, without figures."""

from collections.abc import Sequence
from typing import Final

from bot.core.quantities.vocabulary import word_set
from bot.core.text import squash
from bot.drafting.clauses import Clause
from bot.drafting.function_words import BEING, MODALS
from bot.drafting.grammar import Tag, Token
from bot.drafting.naming import clean, is_pronoun, label_tokens, lowered
from bot.drafting.phrases import plain
from bot.drafting.verbs import VERBS, Form

_PAST: Final = frozenset({Form.PAST, Form.PARTICIPLE})
_WHOSE: Final = word_set("was were had did been")
_UNFINISHED: Final = frozenset({"be", "been", "being"})
_LINKS: Final = word_set("to with on for from of into against through at about after")
_GROUPED: Final = frozenset({Tag.VERB, Tag.AUXILIARY, Tag.PARTICIPLE, Tag.ADVERB, Tag.TO})
_OBJECTS: Final = frozenset(
    {Tag.NOUN, Tag.DETERMINER, Tag.FIGURE, Tag.PRONOUN, Tag.RELATIVE, Tag.TO}
)


def name_of(clause: Clause) -> str:
    """Return a clause's subject as it stands inside a question; empty for none or a pronoun."""
    subject = plain(clause.subject)
    name = label_tokens(subject)
    if not name or is_pronoun(subject):
        return ""
    article = subject[0].low if subject[0].tag is Tag.DETERMINER else ""
    return f"{article} {name}".strip()


def what(clause: Clause) -> str:
    """Return what somebody does as a question: "What did the Council adopt?"."""
    name, verb = name_of(clause), clause.tokens[clause.verb] if clause.verb >= 0 else None
    known = verb is not None and (verb.low in VERBS or verb.low in BEING or clause.passive)
    if not name or verb is None or not known:
        return ""
    if clause.passive and verb.low not in BEING:
        past = any(one.low in _WHOSE for one in clause.tokens[: clause.verb])
        return f"What {'happened' if past else 'happens'} to {name}?"
    if verb.low not in BEING and not _has_object(clause):
        return ""
    told = inverted(clause, name)
    return f"What {told}{_link(clause)}?" if told else ""


def when(clause: Clause, asking: str = "When") -> str:
    """Return when (or why) something happens as a question: "When was the vaccine licensed?"."""
    name, verb = name_of(clause), clause.tokens[clause.verb] if clause.verb >= 0 else None
    if not name or verb is None or verb.tag is Tag.GERUND:
        return ""
    told = inverted(clause, name) if verb.low in VERBS or verb.low in BEING else ""
    return f"{asking} {told}?" if told else ""


def inverted(clause: Clause, name: str) -> str:
    """Return subject and verbs as they stand after a question word: "did the Council adopt".

    Empty where the verb is unfinished: "being", "to be".
    """
    group = _group(clause)
    if group[0].low in _UNFINISHED:
        return ""
    name = f"{name}," if "," in name and _set_off(clause) else name
    first, rest = group[0], " ".join(one.low for one in group[1:])
    if first.tag is Tag.AUXILIARY and (rest or first.low in BEING):
        return squash(f"{first.low} {name} {rest}").removesuffix(",")
    form = VERBS.get(first.low)
    if form is None:
        return squash(f"does {name} {first.low} {rest}")
    helper = "did" if form.form in _PAST else "do" if form.form is Form.BASE else "does"
    return squash(f"{helper} {name} {form.base} {rest}")


def _set_off(clause: Clause) -> bool:
    """Say whether a comma closes the subject: "The minister, Ann Field, said"."""
    last = plain(clause.subject)[-1]
    after = clause.tokens.index(last) + 1 if last in clause.tokens else len(clause.tokens)
    return after < len(clause.tokens) and clause.tokens[after].text == ","


def modal(clause: Clause) -> str:
    """Return the word that makes a deed one to come, due or allowed; empty where it is done."""
    group = _group(clause) if clause.verb >= 0 else ()
    return next((one.low for one in group if one.low in MODALS), "")


def _group(clause: Clause) -> tuple[Token, ...]:
    """Return the verbs of a clause from the finite to the telling one."""
    start = clause.verb
    while start > 0 and clause.tokens[start - 1].tag in _GROUPED:
        start -= 1
    group = tuple(
        one for one in clause.tokens[start : clause.verb + 1] if one.tag is not Tag.ADVERB
    )
    return group if group[0].tag is not Tag.TO else group[1:]


def _has_object(clause: Clause) -> bool:
    """Say whether something is done to a thing, so that "what" can ask for it."""
    rest = [one for one in clause.tokens[clause.verb + 1 :] if one.tag is not Tag.ADVERB]
    return bool(rest) and (rest[0].tag in _OBJECTS or bool(_link(clause)))


def _link(clause: Clause) -> str:
    """Return the preposition that a verb goes with: "agree to"."""
    after = clause.tokens[clause.verb + 1 : clause.verb + 2]
    timed = clause.tokens[clause.verb + 2 : clause.verb + 3]
    if timed and timed[0].tag in {Tag.TIME, Tag.FIGURE}:
        return ""
    fits = after and after[0].tag is Tag.PREPOSITION and after[0].low in _LINKS
    return f" {after[0].low}" if fits else ""


def aim(clause: Clause) -> str:
    """Return what a clause is for as a question."""
    name = name_of(clause)
    return f"What is the aim of {name}?" if name else ""


def about(tokens: Sequence[Token]) -> str:
    """Return a question for what a phrase tells."""
    topic = clean(" ".join(label_tokens(tokens).split()[:6]))
    return f"What does the statement say about {lowered(topic) or 'this'}?"
