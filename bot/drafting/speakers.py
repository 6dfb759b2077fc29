"""Who is speaking: the words around "said", and the names among them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.core.text import STOP_WORDS

_PLAIN: Final = "said|says|told|stated|commented|remarked"
# These tell of other doings too: only beside quotation marks or a colon do they mean speech.
_BESIDE_QUOTES: Final = (
    "added|adds|adding|noted|explained|declared|emphasi[sz]ed|stressed|concluded|continued|warned"
    "|affirmed|observed|reiterated|urged|announced|writes|wrote|responded|replied|commenting"
)
# "Applicants will be told", "it is said to be": nobody speaks.
_ACTIVE: Final = "".join(
    rf"(?<!\b{form} )" for form in ("be", "been", "being", "is", "are", "was", "were")
)
_PLAIN_VERB: Final = re.compile(rf"{_ACTIVE}\b(?:{_PLAIN})\b")
_ANY_VERB: Final = re.compile(rf"{_ACTIVE}\b(?:{_PLAIN}|{_BESIDE_QUOTES})\b")
_ACCORDING: Final = re.compile(r"\b[Aa]ccording to (?=[A-Z]|the )")
# Where what they tell begins: "according to the auditors the project has cost".
_TOLD_BY_THEM: Final = re.compile(
    r",|;|(?<!of)(?<!for)(?<!and)(?<=\w)\s(?=(?:the|an?|its|has|have|had|is|are|was|were|will|would|could)\s)"
)
_SIDE: Final = re.compile(
    r"the (?P<who>[A-Z]\w+ (?:side|government|authorities|police|army|press|embassy|delegation))\b"
)
_GOES_ON: Final = re.compile(r"\s*(?:after|in|on|at|during|following|before|ahead of|to)\s")
_QUOTED: Final = re.compile(r"[“\"«„][^”\"»]*(?:[”\"»]|$)")
_LABEL: Final = re.compile(r"(?P<who>[A-Z][^:“\"]{2,80}):\s*[“\"«„]")
_CLOSED: Final = re.compile(r"[”\"»,]\s*,?\s*$")
_NEAR: Final = 300  # signs around "said" within which the name stands
_MOST_READ: Final = 20_000  # signs of one paragraph: no person writes a longer one
_CLOSE: Final = 60  # signs between "said" and the colon
_LONGEST_SIGNATURE: Final = 30  # words
_FEWEST_SPOKEN: Final = 4  # words: fewer in quotation marks are a name or an irony

_ROLES_WORDS: Final = (
    "minister ministers secretary president premier chancellor chair chairman chairwoman "
    "chairperson director director-general directors governor commissioner officer chief ceo "
    "cfo coo cmd head leader spokesperson spokesman spokeswoman spokespeople representative "
    "ambassador envoy commander inspector superintendent general attorney prosecutor "
    "administrator surgeon manager economist scientist adviser advisor professor senator "
    "congressman congresswoman mayor king queen prince princess pope speaker whip treasurer "
    "coordinator executive founder partner member deputy vice acting prime interim"
)
_ROLES: Final = frozenset(_ROLES_WORDS.split())
_TITLES_WORDS: Final = (
    "mr mrs ms miss mx dr prof sir dame lord lady baroness rt hon hon'ble hon\u2019ble shri smt the"
)
_TITLES: Final = frozenset(_TITLES_WORDS.split())
_BESIDE_A_VERB: Final = frozenset(
    ["also", "has", "have", "had", "then", "later", "again", "today", "further", "itself"]
)
_PERSONAL: Final = frozenset(["he", "she", "they"])
_PRONOUNS: Final = frozenset(["he", "she", "they", "it", "we", "i", "who"])
_JOINING: Final = r"(?:of|for|and|the|de|da|del|der|den|di|du|la|le|van|von|bin|al|el|to|in|on|&)"
_CAPITAL: Final = (
    r"(?:(?:[A-Z]|Dr|Mr|Mrs|Ms|Prof|Hon|Rt|St|Gen|Sir|Smt)\."
    r"|[^\W\d_a-zß-öø-ÿ][\w'\u2019&-]*(?:\.\w[\w'\u2019]*)*)"
)
_RUN: Final = re.compile(rf"{_CAPITAL}(?:\s+(?:{_JOINING}\s+){{0,2}}{_CAPITAL})*")
_SEVERAL: Final = re.compile(
    rf"\s*(?P<who>{_CAPITAL}(?:\s{_CAPITAL})*(?:,\s{_CAPITAL}(?:\s{_CAPITAL})*)+,?\sand\s"
    rf"{_CAPITAL}(?:\s{_CAPITAL})*)\s+(?:(?:have|had|all|also)\s+)*"
)
# Not after an initial or a title: "Laura J. Quill", "Smt. Leela Nair".
_SENTENCE_END: Final = re.compile(
    r"(?<!\b[A-Z])(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bSt)(?<!\bMrs)(?<!\bSmt)(?<!\bRep)(?<!\bSen)"
    r"(?<!\bGov)(?<!\bGen)(?<!\bHon)(?<!\bProf)[.!?]\s+(?=[A-Z“\"])"
)
_HOUSE: Final = re.compile(r" (?:of|from|for) ")
_SPOKESPERSON: Final = re.compile(
    r"\b(?:a|an|the)\s+((?:[\w.\u2019'&-]+\s+){0,6}spokes(?:person|man|woman)(?:\s+for\s+[^,:“\"]+)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Saying:
    """One place where a text tells who speaks."""

    who: str  # in the text's words; a pronoun stays one
    at: int  # where the verb stands


def sayings(text: str) -> tuple[Saying, ...]:
    """Return who is said to speak in a text, in order.

    >>> [s.who for s in sayings('“We won,” said Dr Ada Bell, Chief Scientist. “It took years.”')]
    ['Dr Ada Bell']
    """
    text = text[:_MOST_READ]
    label = _LABEL.match(text)
    if label and not _ANY_VERB.search(label["who"]) and (who := name_in(label["who"])):
        return (Saying(who, label.end("who")),)
    found = [*_with_verbs(text), *_according(text)]
    return tuple(sorted(found, key=lambda saying: saying.at))


def voices(text: str, named: str) -> tuple[Saying, ...]:
    """Return who speaks in a text, "he" and "she" as the last person named before."""
    found = []
    for saying in sayings(text):
        who = resolved(saying.who, named)
        if who:
            found.append(Saying(who, saying.at))
            named = who
    return tuple(found)


def resolved(who: str, named: str) -> str:
    """Return who is meant: for "she" the last person named, for "it" nobody."""
    if who in _PERSONAL:
        return named
    return "" if who in _PRONOUNS else who


def spoken(text: str) -> tuple[tuple[int, int], ...]:
    """Return where words in quotation marks stand that are long enough to be speech."""
    return tuple(
        (start, end)
        for start, end in quoted(text)
        if len(text[start:end].split()) >= _FEWEST_SPOKEN
    )


def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Return where words stand in quotation marks; what is not closed goes on to the end."""
    return tuple(match.span() for match in _QUOTED.finditer(text[:_MOST_READ]))


def introduced(text: str) -> str:
    """Return who speaks next, where a text ends by saying so: "Home Secretary Ann Field said:"."""
    if not text.endswith((":", ",")):
        return ""
    tail = text[:-1].rstrip()
    verbs = [match for match in _ANY_VERB.finditer(tail) if len(tail) - match.end() <= _CLOSE]
    if not verbs:
        return ""
    return name_before(tail[: verbs[-1].start()]) or name_after(tail[verbs[-1].end() :])


def signed(text: str) -> str:
    """Return who signs, where a text is a signature: "Ann Field, Home Secretary"."""
    name, _, office = text.lstrip("-\u2013— ").partition(",")
    if not office or len(text.split()) > _LONGEST_SIGNATURE or text.endswith((".", ":", "”")):
        return ""
    held = any(_is_role(word) for word in office.split())
    return name.strip() if held and _is_person(name) and name_in(name) == name.strip() else ""


def _with_verbs(text: str) -> Iterator[Saying]:
    quotes = spoken(text)
    verbs = _ANY_VERB if quotes else _PLAIN_VERB
    for verb in verbs.finditer(text):
        if any(start <= verb.start() < end for start, end in quotes):
            continue
        before = text[max(verb.start() - _NEAR, 0) : verb.start()]
        who = _speaker(before, text[verb.end() : verb.end() + _NEAR])
        if who:
            yield Saying(who, verb.start())


def _speaker(before: str, after: str) -> str:
    if _CLOSED.search(before) and not _GOES_ON.match(after):
        return name_after(after) or name_before(before)
    return name_before(before)


def _according(text: str) -> Iterator[Saying]:
    for match in _ACCORDING.finditer(text):
        told = _TOLD_BY_THEM.split(text[match.end() : match.end() + _NEAR], maxsplit=1)[0]
        side = _SIDE.match(told)
        who = side["who"] if side else name_after(told)
        if who:
            yield Saying(who, match.start())


def name_after(text: str) -> str:
    """Return the speaker named right after "said"."""
    end = re.search(r"[;:“\"»]|\.\s*$|\bthat\b", text)
    first, *rest = _SENTENCE_END.split(text[: end.start()] if end else text)[0].split(",")
    who = name_in(first)
    named = name_in(rest[0]) if rest and not _is_person(who) else ""
    return named if named and _is_person(named) and rest[0].strip().startswith(named) else who


def name_before(text: str) -> str:
    """Return the speaker named last before "said"."""
    clause = _SENTENCE_END.split(re.split(r"[“\"”»;:]", text)[-1])[-1]
    several = _SEVERAL.fullmatch(clause)
    if several and not any(_is_role(word) for word in clause.split()):
        return several["who"]
    *parts, last = (part.strip() for part in clause.split(","))
    if last:
        return name_in(last)
    people = [who for part in parts if (who := name_in(part)) and _named_by(part, who)]
    return people[-1] if people else name_in(parts[0]) if parts else ""


def _named_by(part: str, who: str) -> bool:
    """Say whether words between commas are a name, with no more than a rank before it."""
    aside = part.replace(who, "").removeprefix("the ").split()
    return _is_person(who) and not any(word[0].islower() for word in aside)


def name_in(text: str) -> str:
    """Return the name, else the role, that a few words hold, in their own spelling."""
    pronoun = text.strip().casefold()
    if pronoun in _PRONOUNS:
        return pronoun
    spokesperson = _SPOKESPERSON.search(text)
    if spokesperson:
        return spokesperson[1].strip()
    runs = [
        run
        for match in _RUN.finditer(text)
        if len(run := match.group()) > 1
        and run.casefold() not in STOP_WORDS
        and not _only_begins(text, match.start(), run)
    ]
    return _shortened(max(runs, key=len)) if runs else ""


def _only_begins(text: str, start: int, run: str) -> bool:
    """Say whether a word is capital only since a sentence begins: "Nearly half of them said"."""
    if text[:start].strip() or " " in run or run.isupper() or _is_role(run):
        return False
    rest = text[start + len(run) :].split()
    return bool(rest) and rest[0].islower() and rest[0] not in _BESIDE_A_VERB


def _shortened(run: str) -> str:
    """Return a name without the office before it and the house after it, where both are clear."""
    words = run.split()
    last = max((at for at, word in enumerate(words) if _is_role(word)), default=-1)
    for kept in (words[last + 1 :], words):
        name = _HOUSE.split(" ".join(kept), maxsplit=1)[0]
        if _is_person(name):
            return name
    return run.removeprefix("The ")


def _is_role(word: str) -> bool:
    return word.casefold().strip(".,") in _ROLES


def _is_person(name: str) -> bool:
    """Say whether words are a person's name: two capitals or a title, no office, no acronym."""
    words = name.split()
    own = [word for word in words if word.casefold().strip(".") not in _TITLES]
    if any(_is_role(word) or word.casefold() in {"of", "for", "and"} for word in own):
        return False
    wordy = [word for word in own if not (word.isupper() and len(word.strip(".")) > 1)]
    return len(wordy) > 1 or (len(wordy) == 1 and len(words) > 1 and words[0] != "The")
