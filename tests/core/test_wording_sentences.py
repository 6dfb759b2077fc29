"""All sentences of ours, in whatever wording module."""

import importlib
import pkgutil

import pytest

import bot.core
from bot.core.quantities import find

MODULES = [
    one.name for one in pkgutil.iter_modules(bot.core.__path__) if one.name.startswith("wording_")
]

# Times of schedules are ours: they stand in spans of our own, or in a platform's forms.
OF_TIMES = frozenset(
    {
        "CONTENTS",
        "EXAMPLES",
        "UNCLEAR",
        "TOO_MANY",
        "NO_CHANGE",
        "SCHEDULE_OPTIONS",
        "_DAYS",
        "_DATES",
        "_HOLIDAYS",
    }
)


def _sentences(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _sentences(one)]
    return [text for one in value for text in _sentences(one)] if isinstance(value, tuple) else []


@pytest.mark.parametrize("module", MODULES)
def test_no_sentence_of_ours_holds_a_figure(module: str) -> None:
    """Wording that would break the number lock is found here first."""
    names = vars(importlib.import_module(f"bot.core.{module}"))
    sentences = [
        text
        for name, value in names.items()
        if name.isupper() and name not in OF_TIMES
        for text in _sentences(value)
    ]

    assert [(text, find(text)) for text in sentences if find(text)] == []
