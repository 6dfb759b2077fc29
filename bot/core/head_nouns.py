"""What a question counts: the noun right after "how many"."""

import re
from itertools import zip_longest
from typing import Final

from bot.core.claim_words import AUXILIARY
from bot.core.quantities.vocabulary import word_set
from bot.core.text import STOP_WORDS, Word, words

HEAD_END: Final = frozenset(
    ("in", "on", "at", "by", "for", "from", "since", "with", "to", "of", "per", "than")
)
_COUNTED: Final = re.compile(
    r"\b(?:how many|(?P<much>how much)|numbers? of|counts? of|what number of)\s+"
)
# "How much of the appeal", "how much did they buy", "how much longer": no noun is counted; nor is
# one in "how many of those", which leaves it to what was said before.
_NO_NOUN: Final = re.compile(rf"(?:of|{AUXILIARY.pattern}|\w+er)\b")
_UNNAMED: Final = re.compile(r"of (?:them|those|these|it)\b")
_CONTRACTED: Final = re.compile(
    r"(?:it|they|he|she|we|you|i|there|that|who)(?:ll|ve|d|re)|(?:had|has|have|did|do|does|is|are|was|were|wo|ca|could|would)nt"
)
_TIMES: Final = frozenset(("before", "after", "during", "while", "until", "till", "when", "so"))
# These end the noun; where none came before them, nothing is named: "how many get money instead".
_LIGHT_VERBS: Final = word_set(
    "get gets got getting come comes came coming take takes took taken go goes went going give "
    "gives gave make makes made need needs leave leaves left end ends stay stays remain remains"
)
# These end it too; where none came before them, they are what is counted: "how many died before".
_VERBS: Final = word_set(
    "die dies live lives sit sits sat stand stood run runs ran see saw say says want wants ask "
    "asks lose loses lost win wins won pay pays paid buy buys bought sell sells sold send sends "
    "sent fall falls fell rise rises rose join joins vote votes sign signs apply applies begin "
    "began benefit benefits fail fails think thinks thought quit retire agree agrees refuse"
)


def head(text: str) -> tuple[str, ...]:
    """Return the stems of the noun phrase right after "how many"; none where no noun stands there.

    >>> head("how many vaccination squads were sent"), head("how many got money instead")
    (('vaccin', 'squad'), ())
    """
    found = _COUNTED.search(text)
    rest = text[found.end() :] if found else ""
    if not found or _UNNAMED.match(rest) or (found["much"] and _NO_NOUN.match(rest)):
        return ()
    phrase: list[str] = []
    following = words(rest)
    for word, after in zip_longest(following, following[1:]):
        if word.text in STOP_WORDS and not phrase:  # "how many more", "how many of the"
            continue
        if _ends(word) or (phrase and _tells(word, after)):
            break
        phrase.append(word.stem)
        if word.text in _VERBS:
            break
    return tuple(phrase)


def _ends(word: Word) -> bool:
    ending = STOP_WORDS | HEAD_END | _TIMES | _LIGHT_VERBS
    return word.text in ending or any(one.fullmatch(word.text) for one in (AUXILIARY, _CONTRACTED))


def _tells(word: Word, after: Word | None) -> bool:
    """Say whether a word tells what became of the noun before it: "properties raided"."""
    closed = after is None or _ends(after)
    return word.text in _VERBS or (word.text.endswith("ed") and closed)
