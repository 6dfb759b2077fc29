"""Time zones as people name them: by a city, a country with one zone, or the IANA name."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Final
from zoneinfo import available_timezones

# An offset or an abbreviation, not a place.
_NO_PLACE: Final = re.compile(r"Etc/(?!UTC).*|[^/]*(?<!UTC)|SystemV/.*")
_REGIONS: Final = frozenset(
    {
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
        "Indian", "Pacific",
    }
)  # fmt: skip
_ALIKE: Final = 0.82  # less, and "nine" is taken for Niue, "Atlantis" for Atlanta
_NO_CITY: Final = frozenset({"north", "south", "west", "center"})
_PLACES: Final[Mapping[str, str]] = {
    place: zone
    for zone, places in {
        "Africa/Cairo": "egypt",
        "Africa/Johannesburg": "south africa|cape town|pretoria",
        "Africa/Lagos": "nigeria|abuja",
        "Africa/Nairobi": "kenya",
        "America/Argentina/Buenos_Aires": "argentina",
        "America/Bogota": "colombia",
        "America/Chicago": "houston|dallas|austin|minneapolis",
        "America/Los_Angeles": "san francisco|seattle|san diego|silicon valley",
        "America/New_York": "washington|washington dc|washington d c|boston|nyc|miami|atlanta|"
        "philadelphia",
        "America/Sao_Paulo": "brasilia|rio|rio de janeiro|são paulo",
        "America/Toronto": "ottawa",
        "Asia/Dubai": "abu dhabi",
        "Asia/Ho_Chi_Minh": "hanoi|vietnam",
        "Asia/Karachi": "pakistan|islamabad",
        "Asia/Kolkata": "india|delhi|new delhi|mumbai|bangalore|bengaluru|chennai|calcutta",
        "Asia/Riyadh": "saudi arabia",
        "Asia/Seoul": "korea|south korea",
        "Asia/Shanghai": "china|beijing",
        "Asia/Tokyo": "japan|osaka",
        "Australia/Sydney": "canberra",
        "Etc/UTC": "utc",
        "Europe/Amsterdam": "netherlands|the hague|rotterdam",
        "Europe/Athens": "greece",
        "Europe/Berlin": "germany|frankfurt|frankfurt am main|munich|hamburg|cologne|bonn",
        "Europe/Brussels": "belgium",
        "Europe/Bucharest": "romania",
        "Europe/Budapest": "hungary",
        "Europe/Copenhagen": "denmark",
        "Europe/Dublin": "ireland",
        "Europe/Helsinki": "finland",
        "Europe/Kyiv": "ukraine|kiev|kiew",
        "Europe/London": "uk|britain|england|scotland|wales|edinburgh|manchester|cardiff",
        "Europe/Madrid": "barcelona",
        "Europe/Oslo": "norway",
        "Europe/Paris": "france|strasbourg|lyon|marseille",
        "Europe/Prague": "czechia",
        "Europe/Rome": "italy|milan",
        "Europe/Sofia": "bulgaria",
        "Europe/Stockholm": "sweden",
        "Europe/Vienna": "austria",
        "Europe/Warsaw": "poland",
        "Europe/Zurich": "switzerland|geneva|bern|zürich",
        "Pacific/Auckland": "wellington",
    }.items()
    for place in places.split("|")
}


def is_zone(name: str) -> bool:
    """Say whether a name is that of a zone that knows its own clock changes."""
    return name in _zones()


def find_zone(place: str) -> str:
    """Return the zone of a city, a country with one zone or an IANA name; empty for none.

    >>> find_zone("New York"), find_zone("europe/london"), find_zone("UTC+1")
    ('America/New_York', 'Europe/London', '')
    """
    return _named().get(_folded(place), "")


def near(place: str) -> str:
    """Return the zone or place that is spelt most like it, empty where none is."""
    exact = get_close_matches(place, _zones(), n=1, cutoff=_ALIKE)
    if exact:
        return exact[0]
    folded = get_close_matches(_folded(place), _named(), n=1, cutoff=_ALIKE)
    return _named()[folded[0]] if folded else ""


def city_of(zone: str) -> str:
    """Return how people call a zone.

    >>> city_of("America/New_York")
    'New York'
    """
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def _folded(place: str) -> str:
    return " ".join(re.sub(r"[_,.]", " ", place.casefold()).split())


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(zone for zone in available_timezones() if not _NO_PLACE.fullmatch(zone))


@lru_cache(maxsize=1)
def _named() -> Mapping[str, str]:
    """Return the zone of every name; where two share a city, the shorter one has it."""
    named: dict[str, str] = {}
    for zone in sorted(_zones(), key=lambda one: (-one.count("/"), one), reverse=False):
        named[_folded(zone)] = zone
        city = _folded(city_of(zone))
        if zone.split("/")[0] in _REGIONS and city not in _NO_CITY:
            named[city] = zone
    return {**named, **_PLACES}
