"""All sentences of ours, in whatever wording module."""

import importlib
import inspect
import pkgutil

import pytest

import bot.core
from bot.core.card import Card, Span
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


@pytest.mark.parametrize("module", MODULES)
def test_no_note_of_ours_holds_a_figure(module: str) -> None:
    """The same holds of what a function says that is told nothing."""
    makers = [
        value
        for name, value in vars(importlib.import_module(f"bot.core.{module}")).items()
        if inspect.isfunction(value) and not inspect.signature(value).parameters
    ]
    spans = [span for make in makers for span in _spans(make())]

    assert [(span.text, find(span.text)) for span in spans if find(span.text)] == []


def _spans(made: object) -> list[Span]:
    if isinstance(made, Card):
        return list(made.spans())
    return [one for one in made if isinstance(one, Span)] if isinstance(made, tuple) else []
