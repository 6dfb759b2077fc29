"""Questions in the very words of an alias."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.as_written import as_written
from bot.core.brief import Brief, Gap, Kind, Reviewed
from bot.core.matching import match
from bot.core.reading import read
from tests.sample_briefs import harbour

_TIE = 1e-6  # the order of a sum may not decide


def found(question: str, *briefs: Brief) -> tuple[str, str] | None:
    """Return the ids of the brief and the fact that a question is an alias of."""
    one = as_written(question, briefs)
    return (one.brief.id, one.fact.id) if one else None


@pytest.mark.parametrize(
    "question",
    ["How many trees will be planted?", "how many trees will be planted", " HOW MANY  TREES will\nbe planted?! ", "how many\u200b trees will be planted\u202e"],
)  # fmt: skip
def test_case_ends_and_white_space_are_no_part_of_an_alias(question: str) -> None:
    """An alias is found however it is typed, and the question stays as it was typed."""
    one = as_written(question, (harbour(),))

    assert (found(question, harbour()), one and one.reading.question) == (
        ("harbour-2031", "trees"),
        " ".join(question.replace("\u200b", "").replace("\u202e", "").split()),
    )


def test_an_alias_of_several_facts_decides_nothing() -> None:
    """The same words for two facts, of one brief or of two, are left to the weighing."""
    one, other = harbour(), replace(harbour(), id="other")
    facts = [fact.model_copy(update={"ask": (*fact.ask, "seal count")}) for fact in one.facts]
    twice = replace(one, file=one.file.model_copy(update={"facts": tuple(facts)}))

    assert (found("How many trees will be planted?", one, other), found("seal count", twice)) == (None, None)  # fmt: skip


def test_an_alias_of_a_gap_decides_nothing() -> None:
    """Words that a reviewer gave to what is left open are never answered by a fact."""
    one = harbour()
    gap = Gap(id="names", kind=Kind.COUNT, note="It is left open.", ask=("Who is quoted?",))
    open_ = replace(one, file=one.file.model_copy(update={"gaps": (gap,)}))

    assert found("who is quoted", open_) is None


def test_a_draft_has_no_alias_that_decides() -> None:
    """Only words that a person gave decide alone."""
    one = harbour()
    draft = replace(one, file=one.file.model_copy(update={"reviewed": Reviewed()}))

    assert found("Who is quoted?", draft) is None


@pytest.mark.parametrize(
    "asked", ["When will trees be planted?", "is it true that 1,200 trees come?", "trees in euros"]
)
def test_what_asks_for_another_part_is_weighed(asked: str) -> None:
    """An alias that asks for the period, claims something or breaks a constraint is no short cut."""
    one = harbour()
    facts = [
        fact.model_copy(update={"ask": (*fact.ask, asked)}) if fact.id == "wall" else fact for fact in one.facts
    ]  # fmt: skip
    file = one.file.model_copy(update={"facts": tuple(facts), "reviewed": Reviewed(by="a", on=date(2030, 5, 5))})  # fmt: skip

    assert found(asked, replace(one, file=file)) is None


def test_the_short_cut_leads_where_the_long_way_leads(seed: Brief) -> None:
    """Every alias of the seed brief that decides alone is its fact's when all facts are weighed."""
    asked = [text for fact in seed.facts for text in fact.ask]
    short = {text: one for text in asked if (one := as_written(text, (seed,)))}

    weighed = {text: match(read(text), seed).open() for text in short}
    best = {
        text: [one.fact.id for one in found if one.score > found[0].score - _TIE]
        for text, found in weighed.items()
    }
    differ = [
        (text, one.fact.id, best[text])
        for text, one in short.items()
        if best[text] and one.fact.id not in best[text]
    ]
    assert (len(short) > len(asked) // 4, differ) == (True, [])
