"""What a person's name looks like in a sentence, and what only looks like one."""

import re
from dataclasses import dataclass
from typing import Final

from bot.core.text import squash
from bot.drafting.gazetteer import PLACES
from bot.drafting.sentences import Sentence

ROLE_WORD: Final = (
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
NAME: Final = (
    rf"{_TITLE}*{_PART}(?:\s+(?:(?:de|da|del|van|von|bin|al|der|la|le|dos)\s+)?{_PART}){{1,3}}"
)
_NO_NAMES: Final = re.compile(
    rf"\b(?:{ROLE_WORD}|Bank|Council|Ministry|Union|Commission|Committee|Department|Agency|Fund"
    r"|Group|Office|Board|Republic|States|Kingdom|Party|University|Institute|Foundation|Affairs"
    r"|Policy|Act|Report|Court|Parliament|Alliance|Organi[sz]ation|Association|Services?|Security"
    r"|Data|Protection|Regulation|Directive|Code|Law|Plan|Programme|Program|System|Project|Scheme"
    r"|Defen[cs]e|Finance|Health|Interior|Foreign|International|National|Today|Day|War|The|This"
    r"|Departments|Division|Section|Advocate|School|Corporation|Company|Corp|Ltd|Inc|Deal|Agreement"
    r"|Trade|House|Force|Cell|New|Media|Press|Statement|Lawyers|Bar|Society|Club|League|Operations"
    r"|Squad|Unit|Center|Centre|College|Hospital|Street|Avenue|Road|County|City|Police|Bureau)\b"
    r"|\b(?:January|February|March|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    r"|^(?:Near|Around|About|Over|Under|Nearly|Some|Most|Many|All|Both|On|In|At|By|As|From|Between|Since|An|Until|After|Before|When|While|But|And|If|For|To"
    r"|April|May)\b"
)
_OWNER: Final = re.compile(r"['\u2019]s\b")
_POSTNOMINAL: Final = 3  # letters at most: "MP", "MLA", "QC"
_ACRONYM: Final = 3  # letters at least: fewer are initials


@dataclass(frozen=True, slots=True)
class Person:
    """A name with its role, if any, as a sentence gives them."""

    name: str
    role: str
    start: int
    sentence: Sentence
    told: str = ""  # of somebody without a role


def is_name(name: str) -> bool:
    """Say whether words with capitals are a person's first and last name."""
    parts = without_title(name).split()
    plain = [one for one in parts if not (one.isupper() and 1 < len(one) <= _POSTNOMINAL)]
    known = name.casefold() in PLACES or any(
        one.isupper() and len(one) >= _ACRONYM for one in parts
    )
    return len(plain) > 1 and not known and not _NO_NAMES.search(" ".join(parts))


def without_title(name: str) -> str:
    """Return a name without "Dr", "Senator" and the like before it."""
    return re.sub(rf"^{_TITLE}+", "", name)


def without_owning(name: str) -> str:
    """Return a name up to where it owns something: "Ann Lee's"."""
    return _OWNER.split(squash(name), maxsplit=1)[0]


def last_name(name: str) -> str:
    """Return by what a person is called later on, "II" and "MP" left out."""
    parts = [one for one in name.split() if not (one.isupper() and 1 < len(one) <= _POSTNOMINAL)]
    return (parts or name.split())[-1]
