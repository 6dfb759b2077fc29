"""How an answer came about, for people who correct the brief and for programs."""

import json
from dataclasses import replace

import pytest

from bot.core import wording_why
from bot.core.answering import answer
from bot.core.brief import Brief, Gap, Kind
from bot.core.explaining import as_data, why
from bot.core.library import Library
from bot.core.misreading import ANOTHER_KIND
from bot.core.reader import Stance
from bot.core.reading_words import Wanted
from bot.core.weighing import NOTHING, WEIGHTS
from bot.core.wording import answer_card
from bot.core.wording_misread import RULED_OUT
from tests.readers import GivenReader
from tests.sample_briefs import harbour

NEAR_TO_ALL = GivenReader(otherwise=0.5)


def explained(question: str, *, brief: Brief | None = None, vectors: bool = False) -> str:
    """Return how the answer to a question came about."""
    reader = NEAR_TO_ALL if vectors else None
    return why(answer(question, Library((brief or harbour(),)), reader=reader))


def test_every_sign_and_every_reason_has_words() -> None:
    """Nothing that speaks for a fact or rules it out is shown as a bare name."""
    unnamed = WEIGHTS.keys() ^ {NOTHING} ^ wording_why.SIGNS.keys()
    reasons = {
        one for one in RULED_OUT if one != ANOTHER_KIND and not one.startswith("too little of")
    }

    assert (unnamed, reasons - wording_why.CHANGES.keys()) == (set(), set())
    assert wording_why.EXPECTED.keys() == set(Wanted)


def test_what_speaks_for_and_against_is_told_in_words() -> None:
    """The best facts come first, each with its weights, and what it started from."""
    told = explained("number of seals rescued in 2029 please").splitlines()

    assert told[:3] == [
        "How this came about",
        "  asked for: a number of something",
        "  telling words: number, seals, rescued",
    ]
    assert any(line.startswith("  seals-before (value: 300 seals): fits (+") for line in told)
    assert any(
        line.startswith("      for it: ") and "words are its own (+" in line for line in told
    )
    assert "  seals (value: 450 seals): another year is asked for" in "\n".join(told)


@pytest.mark.parametrize(("vectors", "said"), [(True, wording_why.ASKED_VECTORS), (False, wording_why.NO_VECTORS)])  # fmt: skip
def test_whether_vectors_were_asked_is_told(vectors: bool, said: str) -> None:  # noqa: FBT001
    """A question that words leave open says whether the reader was asked."""
    asked = "how many saplings come into the ground"

    assert f"  reader: {said}" in explained(asked, vectors=vectors).splitlines()


@pytest.mark.parametrize(
    ("question", "change"),
    [
        ("how much for the wall in 2040?", "    wall: if the statement gives that time for it, write it in `period:`, with its sentence in `evidence:`"),
        ("how much will the wall cost in dollars?", "    wall: nothing, unless `value:` names a wrong currency"),
        ("how many drones?", "    seals-before: if people call it that, add the word under `ask:`"),
        ("how many drones?", "    if the statement says it, add a fact with its sentence as `evidence:`"),
        ("so what share of residents agreed", "    if another fact is meant, add the question's words under its `ask:`"),
    ],
)  # fmt: skip
def test_what_to_change_is_told(question: str, change: str) -> None:
    """Each reason says which key of the brief would change the answer."""
    assert change in explained(question).splitlines()


def test_a_gap_is_named() -> None:
    """Where a gap decided, the gap is what may be changed."""
    one = harbour()
    gap = Gap(id="boats", kind=Kind.COUNT, note="It counts no boats.", ask=("How many boats?",))
    brief = replace(one, file=one.file.model_copy(update={"gaps": (gap,)}))

    told = explained("how many boats are there?", brief=brief).splitlines()
    assert told[-1] == f"    boats: {wording_why.CHANGE_GAP}"


def test_the_data_carries_reading_facts_and_rule() -> None:
    """The object is JSON, with each fact's signs in log odds and what ruled it out."""
    found = answer("how many seals in 2029 so far?", Library((harbour(),)), reader=NEAR_TO_ALL)
    data = json.loads(json.dumps(as_data(found, answer_card(found), question_id="q")))

    best, *others = data["considered"]
    told = {key: data["reading"][key] for key in ("wanted", "claim", "words", "dates", "places")}
    assert told == {"wanted": "count", "claim": False, "words": ["seals", "far"], "dates": ["2029"], "places": []}  # fmt: skip
    assert (data["id"], data["status"], data["fact"], data["rule"]) == ("q", "answered", "seals-before", found.rule)  # fmt: skip
    assert (best["fact"], best["part"], best["ruled_out"]) == ("seals-before", "value", "")
    assert "another year is asked for" in [one["ruled_out"] for one in others]


@pytest.mark.parametrize("vectors", [False, True])
def test_the_signs_add_up_to_the_score(vectors: bool) -> None:  # noqa: FBT001
    """A fact's score is where all facts start, with all that speaks for and against it."""
    reader = NEAR_TO_ALL if vectors else None
    found = answer("how many saplings come into the ground", Library((harbour(),)), reader=reader)
    data = as_data(found, answer_card(found))

    start = -WEIGHTS[NOTHING][data["vectors"]]
    wrong = [
        one
        for one in data["considered"]
        if abs(start + sum(one["signs"].values()) - one["score"]) > 0.1
    ]
    assert (data["vectors"], wrong) == (vectors, [])


def test_nothing_asked_is_explained_too() -> None:
    """A question without words, and a library without briefs, have their rule and no fact."""
    told = [why(answer("?", library)) for library in (Library((harbour(),)), Library())]

    assert [f"  {wording_why.CHANGE}:" in one.splitlines() for one in told] == [True, True]
    assert "  decided by: no brief is served" in told[1].splitlines()


def test_where_passages_stand_on_a_claim_is_told() -> None:
    """What the reader makes of each passage is shown to people and in the data."""
    reader = GivenReader({"Nearly 60%": 4.0}, standing={"Nearly 60%": Stance(0.1, 0.85)})
    found = answer("did folks there say no, right?", Library((harbour(),)), reader=reader)

    told = as_data(found, answer_card(found))["stances"]

    assert told[0] == {"fact": "agreed", "part": "value", "supports": 0.1, "contradicts": 0.85}
    assert "agreed: support it 0.10, contradict it 0.85" in why(found)
