"""People with their roles, and names that the statement leaves blank."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.brief import Kind
from bot.core.text import squash
from bot.drafting.found import Found
from bot.drafting.gazetteer import PLACES
from bot.drafting.naming import clean, without_article
from bot.drafting.sentences import Sentence

_ROLE_WORD: Final = (
    r"(?:Minister|Secretary|President|Chair(?:man|woman|person)?|Director|Commissioner|Governor"
    r"|Chief|Officer|Head|Representative|Ambassador|General|Senator|Spokes(?:person|man|woman)"
    r"|CEO|CFO|COO|CTO|Manager|Premier|Chancellor|Mayor|Founder|Leader|Administrator|Executive"
    r"|Inspector|Attorney|Treasurer|Principal|Dean|Professor|Envoy|Coordinator|Superintendent"
    r"|Commander|Prosecutor|Economist|Scientist|Adviser|Advisor|Partner|Deputy|Speaker|King|Queen"
    r"|Judge|Justice|Magistrate|Counsel|Sheriff|Marshal|Detective|Sergeant|Captain|Councillor"
    r"|Congressman|Congresswoman|Analyst|Researcher|Engineer|Lecturer|Trustee|Organi[sz]er)"
)
_TITLE: Final = (
    r"(?:(?:Dr|Mr|Mrs|Ms|Prof|Sir|Dame|Lord|Lady|Baroness|Shri|Smt|Hon|Rt Hon|H\.E|Senator|Sen"
    r"|Rep|Gov|Gen|Col|Judge|Justice)\.?\s+)"
)
_PART: Final = r"(?:[A-Z]\.|[^\W\d_a-z][^\W\d_]*(?:[-'\u2019][^\W\d_]+)*)"
_NAME: Final = (
    rf"{_TITLE}*{_PART}(?:\s+(?:(?:de|da|del|van|von|bin|al|der|la|le|dos)\s+)?{_PART}){{1,3}}"
)
_SMALL: Final = r"(?:of|for|and|the|to|in|on|&|at)"
_ROLE_TAIL: Final = rf"(?:[ ,]+(?:{_SMALL}\s+)*[A-Z&][\w\u2019'&-]*|\s+{_SMALL}(?=\s+[A-Z]))*"
_CAP: Final = r"(?:[A-Z][\w\u2019'&.-]*)"
_ROLE_AFTER: Final = re.compile(
    rf"(?P<name>{_NAME}),\s+(?P<role>(?:(?:the|a|an|its|our)\s+)?(?:[\w\u2019'&-]+\s+){{0,5}}?"
    rf"(?:{_ROLE_WORD}|chair|chief executive|director|head|president|leader|spokesperson)\b"
    rf"(?:[-\s]{_ROLE_WORD})*"
    rf"(?:\s*&\s*{_CAP}(?:\s+{_CAP})*)?(?:,?\s+(?:{_SMALL}\s+)*{_CAP}(?:\s+{_CAP})*)*)"
)
_ROLE_BEFORE: Final = re.compile(
    rf"(?P<role>(?:{_CAP}\s+(?:{_SMALL}\s+)?){{0,4}}{_ROLE_WORD}"
    rf"(?:[-\s](?:of|for)\s+{_CAP}(?:\s+(?:and\s+)?{_CAP})*?)?),?\s+(?P<name>{_NAME})"
)
_BLANK: Final = re.compile(
    rf"(?P<role>(?:{_CAP}\s+)*{_ROLE_WORD}(?:\s+of\s+{_CAP}(?:\s+{_CAP})*)?)"
    r"(?:\s*,\s*,|\s*,?\s*(?:\[[^\]]{0,40}\]|\(name[^)]*\)|[█■]+|_{3,}|X{3,})|\s{2,}(?=said|says))"
)
_NO_NAMES: Final = re.compile(
    rf"\b(?:{_ROLE_WORD}|Bank|Council|Ministry|Union|Commission|Committee|Department|Agency|Fund"
    r"|Group|Office|Board|Republic|States|Kingdom|Party|University|Institute|Foundation|Affairs"
    r"|Policy|Act|Report|Court|Parliament|Alliance|Organi[sz]ation|Association|Services?|Security"
    r"|Data|Protection|Regulation|Directive|Code|Law|Plan|Programme|Program|System|Project|Scheme"
    r"|Defen[cs]e|Finance|Health|Interior|Foreign|International|National|Today|Day|War|The|This"
    r"|Departments|Division|Section|Advocate|School|Corporation|Company|Corp|Ltd|Inc|Deal|Agreement|Trade|House|Force|Cell|New|Media|Press|Statement)\b"
)
_ROLE_ONLY: Final = re.compile(rf"^(?:The\s+)?(?P<role>.*\b{_ROLE_WORD})$")
_OWNER: Final = re.compile(r"['\u2019]s\b")
_LONGEST: Final = 120
_ACRONYM: Final = 3  # letters: fewer are initials


@dataclass(frozen=True, slots=True)
class Person:
    """A name with its role, as a sentence gives them."""

    name: str
    role: str
    start: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Blank:
    """A role whose name the statement leaves blank."""

    role: str
    sentence: Sentence


def people(sentences: Sequence[Sentence]) -> tuple[Person, ...]:
    """Return the people that sentences name with a role, each once, in order."""
    found: dict[str, Person] = {}
    for sentence in sentences:
        for one in sorted(_in(sentence), key=lambda one: one.start):
            known = next((name for name in found if _same(name, one.name)), None)
            if known is None:
                found[one.name] = one
            elif len(one.role) > len(found[known].role) and not found[known].role:
                found[known] = one
    return tuple(found.values())


def _same(one: str, other: str) -> bool:
    """Say whether two names are one person's: the last names are equal."""
    return one.rsplit(maxsplit=1)[-1] == other.rsplit(maxsplit=1)[-1]


def _in(sentence: Sentence) -> Iterator[Person]:
    for pattern in (_ROLE_AFTER, _ROLE_BEFORE):
        for match in pattern.finditer(sentence.text):
            called = _OWNER.split(squash(match["name"]), maxsplit=1)[0]
            name, role = _without_title(called), squash(match["role"]).strip(" ,.")
            if _is_name(name) and len(role) <= _LONGEST:
                yield Person(called, role, match.start(), sentence)


def _without_title(name: str) -> str:
    return re.sub(rf"^{_TITLE}+", "", name)


def _is_name(name: str) -> bool:
    parts = name.split()
    known = name.casefold() in PLACES or any(
        one.isupper() and len(one) >= _ACRONYM for one in parts
    )
    return len(parts) > 1 and not known and not _NO_NAMES.search(name)


def blanks(sentences: Sequence[Sentence]) -> tuple[Blank, ...]:
    """Return the roles whose names are blank or redacted, each once."""
    found: dict[str, Blank] = {}
    for sentence in sentences:
        for match in _BLANK.finditer(sentence.text):
            role = squash(match["role"]).removeprefix("The ")
            found.setdefault(role, Blank(role, sentence))
    return tuple(found.values())


def person_facts(person: Person) -> tuple[Found, ...]:
    """Return who holds a role, and which role a person holds."""
    role = clean(without_article(person.role)) or "role"
    short = person.name.split()[-1]
    holder = Found(
        kind=Kind.PERSON, value=person.name, label=role, sentence=person.sentence,
        asks=(f"Who is the {role}?", f"{short}, name"), at=person.start, subject=person.role,
        words=person.role,
    )  # fmt: skip
    held = Found(
        kind=Kind.ACTION, value=person.role, label=f"role of {person.name}",
        sentence=person.sentence, at=person.start,
        asks=(f"What is {person.name}'s role?", f"{short}, job, title, position"),
        subject=person.name,
    )  # fmt: skip
    return (holder, held) if person.role else (holder,)


def speaker_fact(sentence: Sentence, speaker: str) -> Found | None:
    """Return a speaker whom no sentence introduces with a name, as the role that speaks."""
    if speaker not in sentence.text and speaker not in sentence.block.text:
        return None
    return Found(
        kind=Kind.PERSON, value=speaker, label=f"speaker: {clean(speaker) or 'not named'}",
        sentence=sentence, asks=("Who is quoted?", "speaker of the quotation"), words=speaker,
    )  # fmt: skip
