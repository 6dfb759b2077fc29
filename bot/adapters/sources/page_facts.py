"""What a web page says of itself: title, date, publisher, address; nothing is guessed."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_ADDRESS: Final = re.compile(r"https://[^\s<>|\"\\]+")
_TITLES: Final = ("//article//h1", "//main//h1", "//h1")
_DATE_NAMES: Final = (
    "article:published_time",
    "datePublished",
    "dcterms.issued",
    "dcterms.date",
    "dc.date.issued",
    "dc.date",
    "publication_date",
    "pubdate",
    "date",
    "govuk:first-published-at",
)
_PUBLISHER_NAMES: Final = ("dcterms.publisher", "dc.publisher", "publisher", "og:site_name")


def title(tree: Any) -> str:
    """Return the heading of a page, else the title it gives to those who link to it."""
    for path in _TITLES:
        for heading in tree.xpath(path):
            if text := _squashed(heading.text_content()):
                return text
    return _meta(tree, ("og:title", "dcterms.title")) or _squashed(tree.findtext(".//title") or "")


def published(tree: Any) -> str:
    """Return the day a page was published, as year-month-day, where the page says so."""
    said = (
        _meta(tree, _DATE_NAMES),
        *(str(value) for entry in _linked_data(tree) if (value := entry.get("datePublished"))),
        *tree.xpath("(//article//time|//main//time)[1]/@datetime"),
    )
    return next((found.group() for text in said if (found := _DATE.match(text))), "")


def publisher(tree: Any) -> str:
    """Return who publishes a page, where the page says so."""
    for entry in _linked_data(tree):
        house = entry.get("publisher")
        name = house.get("name") if isinstance(house, dict) else house
        if isinstance(name, str) and name.strip() and not name.startswith("http"):
            return _squashed(name)
    return _meta(tree, _PUBLISHER_NAMES)


def address(tree: Any, fetched: str) -> str:
    """Return the https address a page gives itself, on the host it came from if it was fetched."""
    links = (*tree.xpath("//link[@rel='canonical']/@href"), _meta(tree, ("og:url",)))
    own = next((link.strip() for link in links if _ADDRESS.fullmatch(link.strip())), "")
    if not fetched:
        return own
    here = fetched if _ADDRESS.fullmatch(fetched) else ""
    return own if own and _host(own) == _host(fetched) else here


def _host(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _meta(tree: Any, names: tuple[str, ...]) -> str:
    said: dict[str, str] = {}
    for entry in tree.iter("meta"):
        name = entry.get("property") or entry.get("name") or entry.get("itemprop") or ""
        said.setdefault(name.casefold(), _squashed(entry.get("content") or ""))
    return next((text for name in names if (text := said.get(name.casefold(), ""))), "")


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            held = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        entries = held if isinstance(held, list) else [held]
        for entry in entries:
            if isinstance(entry, dict):
                yield entry
                yield from (x for x in _graph(entry) if isinstance(x, dict))


def _graph(entry: dict[str, Any]) -> list[Any]:
    graph = entry.get("@graph")
    return graph if isinstance(graph, list) else []


def _squashed(text: str) -> str:
    return " ".join(text.split())
