"""Words of a text, made comparable; and where a quotation stands in a statement."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import Stemmer  # type: ignore[import-not-found]  # a C module without types

# Curly, low and angle quotation marks, primes and accents used as such; all hyphens and dashes.
_APOSTROPHES: Final = "\u2018\u2019\u201a\u201b\u02bc\u2032\u0060\u00b4"
_QUOTES: Final = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_SIGNS: Final = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_QUOTES, '"') | dict.fromkeys(_DASHES, "-")
)
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs"})
_JOINERS: Final = "\u200c\u200d"
_SPACE: Final = re.compile(r"\s+")
# The stemmer is slow on words no language has; longer ones stay as they are.
_LONGEST: Final = 64

_IRREGULAR: Final = {
    form: base
    for base, forms in {
        "be": "am are been being is was were",
        "become": "became",
        "begin": "began begun",
        "break": "broke broken",
        "bring": "brought",
        "build": "built",
        "buy": "bought",
        "catch": "caught",
        "child": "children kid kids",
        "choose": "chose chosen choice choices",
        "come": "came",
        "cost": "costs costing",
        "criminal": "crime crimes",
        "crisis": "crises",
        "deal": "dealt",
        "do": "did does doing done",
        "drive": "drove driven",
        "fall": "fell fallen",
        "feel": "felt",
        "fight": "fought",
        "find": "found",
        "foot": "feet",
        "forbid": "forbade forbidden",
        "get": "got gotten",
        "give": "gave given",
        "go": "went gone goes",
        "grow": "grew grown growth",
        "have": "had has having",
        "hear": "heard",
        "hold": "held",
        "keep": "kept",
        "know": "knew known",
        "lead": "led",
        "leave": "left",
        "life": "lives",
        "lose": "lost loss losses",
        "make": "made making",
        "man": "men",
        "mean": "meant",
        "meet": "met",
        "pay": "paid",
        "person": "people ppl persons peoples",
        "pound": "quid",
        "put": "putting",
        "rise": "rose risen",
        "run": "ran running",
        "say": "said says",
        "see": "saw seen",
        "seek": "sought",
        "sell": "sold sale sales",
        "send": "sent",
        "shrink": "shrank shrunk",
        "speak": "spoke spoken",
        "spend": "spent",
        "stand": "stood",
        "take": "took taken",
        "teach": "taught",
        "tell": "told",
        "thief": "thieves",
        "think": "thought",
        "understand": "understood",
        "subscribe": "subscription subscriptions subscriber subscribers",
        "decide": "decision decisions",
        "produce": "production",
        "describe": "description",
        "arrive": "arrival arrivals",
        "approve": "approval approvals",
        "refuse": "refusal refusals",
        "propose": "proposal proposals",
        "renew": "renewal renewals",
        "remove": "removal removals",
        "expand": "expansion",
        "extend": "extension extensions",
        "permit": "permission permissions",
        "admit": "admission admissions",
        "reduce": "reduction reductions",
        "introduce": "introduction",
        "succeed": "success",
        "fail": "failure failures",
        "close": "closure closures",
        "die": "death deaths dead",
        "prove": "proof",
        "weigh": "weight weights",
        "high": "height",
        "long": "length",
        "wide": "width",
        "deep": "depth",
        "strong": "strength",
        "safe": "safety",
        "able": "ability",
        "acquire": "acquisition acquisitions",
        "invade": "invasion",
        "conclude": "conclusion conclusions",
        "provide": "provision",
        "submit": "submission submissions",
        "apply": "application applications applicant applicants applied",
        "vary": "variation",
        "analyse": "analysis analyses",
        "citizenship": "nationality nationalities",
        "wife": "wives",
        "win": "won",
        "woman": "women",
        "write": "wrote written",
    }.items()
    for form in forms.split()
}

# Words that tell nothing about what is asked.
_STOP_WORDS = (
    "a about all also am an and any are as at be because been being but by can could did do "
    "does doing for from further had has have having he her here hers him his how i if in "
    "into is it its itself just know let like me more most much many my no nor not now of on "
    "or our ours out over own please pls plz s said say says she should so some such t tell "
    "than thanks that the their theirs them then there these they this those through to too "
    "under until up us very via was we were what when where whether which while who whom "
    "whose why will with would you your yours hey hi hello"
)
STOP_WORDS: Final = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word in comparable form, its stem, and its place in the text it was read from."""

    text: str
    stem: str
    start: int
    end: int

    @property
    def stops(self) -> bool:
        """Say whether the word tells nothing about what is asked."""
        return self.text in STOP_WORDS


def normalise(text: str) -> str:
    r"""Return a text in one form of letters, case, quotation marks and dashes.

    Invisible signs (zero width, direction marks, soft hyphens) are left out.

    >>> normalise("The\u200b \u201cUK\u201d \ufb01nance")
    'the "uk" finance'
    """
    if text.isascii():  # no invisible sign, no second form
        return text.replace("`", "'").lower()
    shown = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFKC", shown).translate(_SIGNS).casefold()


def visible(text: str) -> str:
    """Return a text without control and direction signs, which could make it read otherwise.

    Joiners stay: words of some scripts and emoji need them.
    """
    if text.isprintable():  # no sign of these kinds is
        return text
    return "".join(
        char
        for char in text
        if char in _JOINERS or char.isspace() or unicodedata.category(char) not in _UNSEEN
    )


def squash(text: str) -> str:
    """Return a text with every run of white space as one space, none at its ends."""
    return _SPACE.sub(" ", text).strip()


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text with their places in it; a possessive ending is left out."""
    if text.isascii():
        return tuple(
            Word(plain, stem(plain), found.start(), found.end())
            for found in _WORD.finditer(normalise(text))
            if (plain := _plain(found[0]))
        )
    shown, places = _shown(text)
    found = []
    for match in _WORD.finditer(shown):
        plain = _plain(normalise(match.group()))
        if plain:
            end = places[match.end() - 1] + 1
            found.append(Word(plain, stem(plain), places[match.start()], end))
    return tuple(found)


def _shown(text: str) -> tuple[str, list[int]]:
    """Return the visible signs of a text, each with its place; curly apostrophes as straight."""
    places = [at for at, char in enumerate(text) if unicodedata.category(char) != "Cf"]
    return "".join(text[at] for at in places).translate(_SIGNS), places


def _plain(word: str) -> str:
    return word.removesuffix("'s").replace("'", "")


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a word in comparable form; irregular forms share their base's stem.

    >>> stem("fell") == stem("falling"), stem("ppl") == stem("person")
    (True, True)
    """
    if len(word) > _LONGEST:
        return word
    return str(_stemmer().stemWord(_IRREGULAR.get(word, word)))


def locate(needle: str, haystack: str) -> tuple[int, int] | None:
    r"""Return where a text first stands in another, white space aside, None where it does not.

    Everything else must be equal to the letter; the places are the haystack's own.

    >>> locate("over 30,000", "prevented over\n  30,000 crossings")
    (10, 23)
    """
    wanted = squash(needle)
    if not wanted:
        return None
    squashed, places = _squashed(haystack)
    at = squashed.find(wanted)
    return None if at < 0 else (places[at], places[at + len(wanted) - 1] + 1)


@lru_cache(maxsize=16)
def _squashed(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a text with single spaces, and each sign's place in the original."""
    places = [
        at
        for at, char in enumerate(text)
        if not char.isspace() or (at and not text[at - 1].isspace())
    ]
    return "".join(" " if text[at].isspace() else text[at] for at in places), tuple(places)
