"""Corrections of real drafts, made at random and always the same."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.adapters.brief_files import BriefOnDisk, parsed
from bot.adapters.brief_updating import updated
from bot.core.brief import Source
from bot.drafting.drafting import draft
from bot.drafting.merging import merge
from bot.drafting.writing import as_yaml
from tests.conftest import ROOT

STATEMENTS = sorted((ROOT / "tests" / "drafting" / "statements").glob("*.txt"))
SOURCE = Source(title="A title", publisher="A publisher", date="A day")

_FEW = 4  # paragraphs; of fewer none is left out

Correct = Callable[[str, random.Random], str]


def _figure(text: str, chance: random.Random) -> str:
    found = chance.choice(list(re.finditer(r"\d+", text)))
    return text[: found.start()] + str(chance.randint(1, 99)) + text[found.end() :]


def _word(text: str, chance: random.Random) -> str:
    found = chance.choice(list(re.finditer(r"\b\w{4,}\b", text)))
    return text[: found.start()] + chance.choice(("nearly", "other", "")) + text[found.end() :]


def _without(text: str, chance: random.Random) -> str:
    parts = text.split("\n\n")
    at = chance.randrange(len(parts))
    del parts[at : at + (len(parts) > _FEW)]
    return "\n\n".join(parts)


def _shuffled(text: str, chance: random.Random) -> str:
    parts = text.split("\n\n")
    chance.shuffle(parts)
    return "\n\n".join(parts)


def _more(text: str, chance: random.Random) -> str:
    return f"{text}\nA further {chance.randint(3, 999)} ships sailed from Dover on 3 December.\n"


CORRECTIONS: tuple[Correct, ...] = (_figure, _word, _without, _shuffled, _more)


def drafted(path: Path) -> BriefOnDisk:
    """Return a draft of a statement as it would be read from disk."""
    text = path.read_text(encoding="utf-8")
    return parsed(Path("/briefs/x/brief.yaml"), as_yaml(draft(text, source=SOURCE), text), text)


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_any_correction_gives_a_brief_that_loads_and_is_settled(path: Path) -> None:
    """Whatever a correction does, the result passes the check, and a second time changes nothing."""
    chance = random.Random(path.stem)  # noqa: S311 (a seeded mess)
    found = drafted(path)
    text = found.brief.statement
    for correct in chance.sample(CORRECTIONS, 3):
        text = correct(text, chance)

    fresh = draft(text, source=SOURCE)
    once = parsed(found.path, updated(found, merge(found.brief, text, fresh), text, {}), text)

    assert merge(once.brief, text, fresh).lines == ()
    assert not once.brief.reviewed
