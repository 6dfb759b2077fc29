"""The styles of a citation, and an address that opens a page at a sentence."""

from enum import StrEnum
from typing import Final
from urllib.parse import quote

_WHOLE: Final = 8  # words of a sentence that go into an address as they are
_START: Final = 5  # of a longer one so many from its beginning
_END: Final = 4  # and so many from its end


class Style(StrEnum):
    """How a fact may be cited."""

    PLAIN = "plain"
    AP = "ap"
    FOOTNOTE = "footnote"
    MARKDOWN = "markdown"


def opened_at(url: str, sentence: str) -> str:
    """Return an address that opens a page at a sentence, empty where there is no address.

    Browsers that do not know text fragments open the page at its top.

    >>> opened_at("https://gov.example/a", "In ports, up to 5% - and more.")
    'https://gov.example/a#:~:text=In%20ports%2C%20up%20to%205%25%20%2D%20and%20more.'
    >>> opened_at("https://gov.example/a#top", "one two three four five six seven eight nine ten")
    'https://gov.example/a#top:~:text=one%20two%20three%20four%20five,seven%20eight%20nine%20ten'
    """
    words = sentence.split()
    if not url or not words or ":~:" in url:
        return url
    parts = [words] if len(words) <= _WHOLE else [words[:_START], words[-_END:]]
    fragment = ",".join(_escaped(" ".join(part)) for part in parts)
    return f"{url}{'' if '#' in url else '#'}:~:text={fragment}"


def _escaped(text: str) -> str:
    """Escape a text for a fragment, where a comma and a dash are signs of its grammar."""
    return quote(text, safe="").replace("-", "%2D")
