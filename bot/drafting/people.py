"""People with their roles, and names that the statement leaves blank."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.brief import Kind
from bot.core.text import squash
from bot.drafting.found import Found
from bot.drafting.introducing import aged_people, introduced_people
from bot.drafting.naming import clean, without_article
from bot.drafting.person_names import NAME, ROLE_WORD, Person, is_name, last_name, without_owning
from bot.drafting.sentences import Sentence

_SMALL: Final = r"(?:of|for|and|the|to|in|on|&|at)"
_CAP: Final = r"(?:[A-Z][\w\u2019'&.-]*)"
# What a role is for, where no name tells it: "head of tunnels", "director for the referees".
_FOR: Final = (
    r"(?:\s+(?:of|for|in|at)\s+(?:the\s+)?(?=[a-z])(?:(?!\b(?:said|says|told|has|have|had|is|was|will|were|are|who|and)\b)"
    r"[^,;:.()\u201c\u201d\"]){2,60}(?=[,;.:\u201d\"]|$))"
)
_ROLE_AFTER: Final = re.compile(
    rf"(?P<name>{NAME}),\s+(?P<role>(?:(?:the|a|an|its|our)\s+)?(?:[\w\u2019'&-]+\s+){{0,5}}?"
    rf"(?:{ROLE_WORD}|chair|chief executive|director|head|president|leader"
    r"|spokes(?:person|woman|man))\b"
    rf"(?:[-\s]{ROLE_WORD})*"
    rf"(?:\s*&\s*{_CAP}(?:\s+{_CAP})*)?(?:{_FOR}|(?:,?\s+(?:{_SMALL}\s+)*{_CAP}(?:\s+{_CAP})*)*))"
)
_ROLE_BEFORE: Final = re.compile(
    rf"(?<![\w-])(?P<role>(?:{_CAP}\s+(?:{_SMALL}\s+)?){{0,4}}{ROLE_WORD}(?:-{ROLE_WORD})?"
    rf"(?:\s+in\s+C(?:harge|hief))?(?:[-\s](?:of|for)\s+{_CAP}(?:\s+(?:and\s+)?{_CAP})*?)?),?\s+(?P<name>{NAME})"
)
_BLANK: Final = re.compile(
    rf"(?P<role>(?:{_CAP}\s+)*{ROLE_WORD}(?:\s+of\s+{_CAP}(?:\s+{_CAP})*)?)"
    r"(?:\s*,\s*,|\s*,?\s*(?:\[[^\]]{0,40}\]|\(name[^)]*\)|[█■]+|_{3,}|X{3,})|\s{2,}(?=said|says))"
)
# What belongs to the person before: "the Fraud Section and Trial Attorney Ann Lee".
_HOUSE: Final = re.compile(
    r"\b(?:Division|Section|Unit|Squad|Bureau|Branch|District|Department|Service|Agency|Court)\b"
)
_HELD: Final = re.compile(rf"\b{ROLE_WORD}\b")
_LEADS_IN: Final = re.compile(r"^(?:[^\w]|and\s|the\s(?=.*\bthe\s)|past\s)+")
_LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Blank:
    """A role whose name the statement leaves blank."""

    role: str
    sentence: Sentence


def people(sentences: Sequence[Sentence]) -> tuple[Person, ...]:
    """Return the people that sentences name with a role, each once, in order."""
    found: dict[str, Person] = {}
    for sentence in sentences:
        named = (*_in(sentence), *introduced_people(sentence), *aged_people(sentence))
        for one in sorted(named, key=lambda one: (not one.role, one.start)):
            known = next((name for name in found if _same(name, one.name)), None)
            if known is None:
                found[one.name] = one
            elif len(one.role) > len(found[known].role) and not found[known].role:
                found[known] = one
    return tuple(found.values())


def _same(one: str, other: str) -> bool:
    """Say whether two names are one person's: the last names are equal."""
    return last_name(one) == last_name(other)


def _in(sentence: Sentence) -> Iterator[Person]:
    for pattern in (_ROLE_AFTER, _ROLE_BEFORE):
        for match in pattern.finditer(sentence.text):
            name, told = without_owning(match["name"]), squash(match["role"]).strip(" ,.")
            role = "" if told.startswith("and ") else _own_role(told)
            if role and is_name(name) and len(role) <= _LONGEST:
                yield Person(name, role, match.start(), sentence)


def _own_role(role: str) -> str:
    """Return a role without the end of the one before: "Gang Section and Assistant Attorney"."""
    before, joined, after = role.rpartition(" and ")
    another = joined and _HOUSE.search(before) and _HELD.search(after) and not _HELD.search(before)
    return _LEADS_IN.sub("", after if another else role)


def blanks(sentences: Sequence[Sentence]) -> tuple[Blank, ...]:
    """Return the roles whose names are blank or redacted, each once."""
    found: dict[str, Blank] = {}
    for sentence in sentences:
        for match in _BLANK.finditer(sentence.text):
            role = squash(match["role"]).removeprefix("The ")
            found.setdefault(role, Blank(role, sentence))
    return tuple(found.values())


def _who(person: Person, role: str) -> tuple[str, ...]:
    return (f"Who is the {role}?",) if person.role else ()


def person_facts(person: Person) -> tuple[Found, ...]:
    """Return who holds a role, and which role a person holds."""
    role = clean(without_article(person.role)) or person.told or "person named"
    short = last_name(person.name)
    holder = Found(
        kind=Kind.PERSON, value=person.name, label=role, sentence=person.sentence,
        asks=(*_who(person, role), f"{short}, name"), at=person.start, subject=person.role,
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
