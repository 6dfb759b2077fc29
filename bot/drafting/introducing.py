"""People whom a sentence introduces without an office: by their age, their home, what they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.core.brief import Kind
from bot.core.text import squash
from bot.drafting.found import Found
from bot.drafting.naming import clean
from bot.drafting.person_names import NAME, Person, is_name, last_name, without_owning
from bot.drafting.sentences import Sentence
from bot.drafting.verbs import VERBS, Form

_PLACE: Final = r"[A-Z][\w.\u2019'-]*(?:\s+(?:of\s+)?[A-Z][\w.\u2019'-]*)*"
_HOME: Final = rf"(?>{_PLACE}(?:,\s+{_PLACE}(?!\w|,?\s+\(?\d|\s+[a-z]+s?\b(?<!and)))?)"
_AGED: Final = re.compile(
    rf"(?P<name>{NAME}),?\s+\(?(?:aged?\s+)?(?P<age>\d{{1,3}})"
    r"(?=[,);.]|\s+and\b|\s+(?:of|from)\s+[A-Z])\)?"
    rf"(?:,?\s+(?:both\s+|all\s+)?(?:of|from)\s+(?P<home>{_HOME}))?"
)
_PAST: Final = frozenset({Form.PAST, Form.PARTICIPLE})
_OLDEST: Final = 115
_NOT_BEFORE: Final = re.compile(r"\b(?:in|at|near|across|from|of|on|by|to|since|until)\s+$")
_BOTH: Final = re.compile(r"\b(?:both|all)\s+(?:of|from)\s+$")
_TOLD: Final = 8  # words that tell of somebody
_WHAT: Final = (
    r"(?:defendants?|victims?|suspects?|accused|shooter|gunman|killer|driver|passenger|pedestrian"
    r"|player|athlete|coach|singer|actor|actress|artist|author|writer|journalist|reporter|editor"
    r"|activist|campaigner|advocate|lawyer|barrister|solicitor|teacher|student|nurse|doctor"
    r"|surgeon|scientist|researcher|engineer|economist|analyst|farmer|fisherman|soldier|veteran"
    r"|policeman|policewoman|constable|detective|officer|agent|firefighter|paramedic|pilot"
    r"|entrepreneur|businessman|businesswoman|owner|founder|chef|musician|director|producer"
    r"|resident|refugee|migrant|survivor|widow|father|mother|son|daughter|brother|sister|husband"
    r"|wife|citizen|national|hacker|trafficker|dealer|smuggler|co-conspirator|accomplice"
    r"|spokesman|spokeswoman|spokesperson|candidate|winner|champion|president|chairman|chairwoman"
    r"|manager|employee|worker|pastor|priest|bishop|historian|professor|blogger|contractor)"
)
_OFFICE: Final = (
    r"(?:[Cc]hief executive|[Dd]irector-general|[Ss]ecretary-general|director|governor|minister"
    r"|secretary|commissioner|chair|chairperson|head|leader|mayor|alderman|alderwoman|councillor"
    r"|ombudsman|ombudswoman|prosecutor|judge|inspector|superintendent|commander|ambassador|dean"
    r"|coordinator|treasurer|curator|captain|rector|provost|adviser|advisor|senator|deputy)"
)
_OF: Final = rf"(?:\s+(?:of|for|at)\s+(?:the\s+)?{_PLACE},\s+)"
_SAID_TO_BE: Final = re.compile(
    rf"(?<![\w\u2019'-])(?P<what>(?:[a-z][\w-]*\s+){{0,3}}(?:{_WHAT}|{_OFFICE})(?={_OF}|,?\s))"
    rf"(?P<of>{_OF})?(?:,\s+|\s+(?:as\s+)?)?(?P<name>{NAME})(?=\W|$)"
)
_OPENS: Final = re.compile(
    r"^.*\b(?:the|an?|its|his|her|their|our|of|by|and|that|with|for|to|as|from|whose|when|who|in"
    r"|identified|named|said|says|including|charged|told|old)\s+"
)


@dataclass(frozen=True, slots=True)
class Aged:
    """Somebody whose age a sentence gives beside the name, and where it says they are from."""

    name: str
    told: str  # the name with the age, as the sentence has them
    home: str
    start: int
    figure: int  # where the age stands in the sentence
    end: int


def aged(sentence: Sentence) -> tuple[Aged, ...]:
    """Return those whose ages a sentence gives: "Ann Lee, 43, of Dallas"; "(both of Dallas)"."""
    found: list[Aged] = []
    shared: list[int] = []
    for match in _AGED.finditer(sentence.text):
        before = sentence.text[: match.start()]
        if not is_name(match["name"]) or int(match["age"]) > _OLDEST or _NOT_BEFORE.search(before):
            continue
        home = squash(match["home"] or "").rstrip(".")
        told = squash(sentence.text[match.start() : match.end("age")])
        found.append(
            Aged(match["name"], told, home, match.start(), match.start("age"), match.end())
        )
        if home and _BOTH.search(sentence.text[: match.start("home")]):
            shared += [at for at, one in enumerate(found) if not one.home]
            found = [_at_home(one, home) for one in found]
    return tuple(found)


def _at_home(one: Aged, home: str) -> Aged:
    return one if one.home else Aged(one.name, one.told, home, one.start, one.figure, one.end)


def aged_people(sentence: Sentence) -> Iterator[Person]:
    """Yield whom a sentence names with an age, with what it tells of them."""
    named = aged(sentence)
    for one in named:
        yield Person(one.name, "", one.start, sentence, _told_of(sentence, named))


def introduced_people(sentence: Sentence) -> Iterator[Person]:
    """Yield whom a sentence introduces by what they are: "the defendant as James Sanders"."""
    for match in _SAID_TO_BE.finditer(sentence.text):
        of = squash(match["of"] or "").rstrip(", ")
        what = squash(f"{_noun(_OPENS.sub('', squash(match['what'])))} {of}")
        name = without_owning(match["name"])
        if what and is_name(name):
            yield Person(name, what, match.start("name"), sentence)


def _noun(what: str) -> str:
    """Return what somebody is without the verb before it: "met climate activist"."""
    words = what.split()
    past = [at for at, word in enumerate(words) if word in VERBS and VERBS[word].form in _PAST]
    return " ".join(words[past[-1] + 1 :] if past else words)


def aged_facts(sentence: Sentence) -> Iterator[Found]:
    """Yield how old those named with an age are, and where they are from."""
    for one in aged(sentence):
        short = last_name(one.name)
        yield Found(
            kind=Kind.DURATION, value=one.told, label=f"age of {clean(one.name)}",
            sentence=sentence, asks=(f"How old is {short}?",), at=one.figure, subject=one.name,
        )  # fmt: skip
        if one.home:
            yield Found(
                kind=Kind.ACTION, value=one.home, label=f"home of {clean(one.name)}",
                sentence=sentence, at=one.figure, subject=one.name, place=one.home,
                asks=(f"Where is {short} from?", f"Where does {short} live? home, town, city"),
            )  # fmt: skip


def _told_of(sentence: Sentence, all_told: tuple[Aged, ...]) -> str:
    """Return what is told of those named with their ages, else what leads to them."""
    after = sentence.text[all_told[-1].end :].split()
    before = sentence.text[: all_told[0].start].split()
    return clean(" ".join(after[:_TOLD])) or clean(" ".join(before[-_TOLD:]))
