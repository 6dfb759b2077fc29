"""What a reader of passages may decide, and what it may not."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from bot.core.answering import Outcome, answer
from bot.core.brief import Brief, Kind
from bot.core.library import Library
from bot.core.matching import match
from bot.core.passages import Passage
from bot.core.reader import PassageReader
from bot.core.reading import read
from tests.readers import GivenReader
from tests.sample_briefs import with_dredging

SURE, AGAINST = 6.0, -6.0


def reads(value: str, *, how: float = SURE) -> GivenReader:
    """Return a reader that finds one value to answer, and all others not to."""
    return GivenReader({value: how}, otherwise=AGAINST)


def asked(question: str, reader: PassageReader | None) -> tuple[Outcome, list[str]]:
    """Return what became of a question, and the facts shown as its answer."""
    found = answer(question, Library((with_dredging(),)), reader=reader)
    return found.outcome, [] if found.near else [one.fact.id for one in found.shown]


def test_a_reader_answers_what_words_leave_open() -> None:
    """A question that shares no word with a fact is answered where the reader is sure of it."""
    question = "how many saplings go into the ground"

    assert asked(question, None)[0] is Outcome.NOT_STATED
    assert asked(question, reads("1,200 trees")) == (Outcome.ANSWERED, ["trees"])


def test_a_reader_may_find_that_words_were_meant() -> None:
    """Where the sort of a question was misread, words of the statement may answer after all."""
    question = "when the tide is out what gets cleared"

    assert asked(question, reads("dredge the outer basin")) == (Outcome.ANSWERED, ["dredging"])
    assert asked(question, reads("dredge the outer basin", how=0.5))[0] is Outcome.NOT_STATED


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("when are the saplings due", "1,200 trees"),  # a figure of another sort
        ("who rescues them", "450 seals"),
        ("how many saplings in 2017", "1,200 trees"),  # another year
        ("how much in dollars for the wall", "up to £3.4 million"),  # another currency
        ("how many saplings in Norway", "1,200 trees"),  # another country
        ("how many things are cleared", "dredge the outer basin"),  # words where a figure is asked
    ],
)
def test_a_reader_never_decides_what_is_hard(question: str, value: str) -> None:
    """However sure it is, a figure of another sort, year, place or unit is no answer."""
    outcome, shown = asked(question, reads(value))

    assert shown == []
    assert outcome is Outcome.NOT_STATED


def test_a_claim_is_about_what_a_reader_finds() -> None:
    """A figure claimed in other words is held against the fact that the reader finds."""
    question = "so they put 1,500 saplings into the ground, right?"

    assert asked(question, None)[0] is Outcome.NOT_STATED
    assert asked(question, reads("1,200 trees")) == (Outcome.CONTRADICTED, ["trees"])


def test_a_reader_alone_supports_no_claim_of_words() -> None:
    """A claim with a word that its sentence has not is never supported by nearness alone."""
    outcome, _ = asked("did they close the outer basin?", reads("dredge the outer basin"))

    assert outcome is not Outcome.SUPPORTED


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ({"1,200 trees": -5.0, "450 seals": 5.0}, ["seals"]),
        ({"1,200 trees": 5.0, "450 seals": -5.0}, ["trees"]),
        ({"1,200 trees": -6.0, "450 seals": -6.0}, []),
    ],
)
def test_a_second_look_decides_a_close_call(again: dict[str, float], expected: list[str]) -> None:
    """Where two facts come near, or one comes near to nothing, what is read again tells."""
    reader = GivenReader({"1,200 trees": 1.0, "450 seals": 1.0}, again=again)

    assert asked("how many were there altogether", reader)[1] == expected


@dataclass(frozen=True)
class Watched(GivenReader):
    """Notes the value of each passage that it is shown a second time."""

    shown_again: list[str] = field(default_factory=list)

    def answers(self, _question: str, passages: Sequence[Passage]) -> Sequence[float]:
        """Find each to answer, and note it."""
        self.shown_again.extend(one.value for one in passages)
        return [SURE] * len(passages)


ALIKE = {"1,200 trees": 1.0, "450 seals": 1.0, "300 seals": 1.0}
CLOSE = "how many were there altogether"


def test_a_close_call_is_read_again() -> None:
    """What comes near is shown once more, and nothing else."""
    reader = Watched(ALIKE)
    asked(CLOSE, reader)

    assert sorted(reader.shown_again) == sorted(ALIKE)


@pytest.mark.parametrize("how", [SURE, 3 * AGAINST])
def test_what_is_clear_is_not_read_again(how: float) -> None:
    """A second look is dear: where the first leaves no doubt there is none."""
    reader = Watched({"1,200 trees": how}, otherwise=3 * AGAINST)
    asked("how many saplings go in", reader)

    assert reader.shown_again == []


def test_what_is_ruled_out_is_not_read_again() -> None:
    """However alike two facts read, neither is of the country that is asked for."""
    reader = Watched(ALIKE)

    assert asked("how many animals in Norway", reader) == (Outcome.NOT_STATED, [])
    assert reader.shown_again == []


@pytest.mark.parametrize(("claiming", "looks"), [(0.1, True), (0.95, False)])
def test_a_claim_is_not_read_again_as_a_question(claiming: float, *, looks: bool) -> None:
    """What is heard as a claim is judged, which is a look of its own."""
    reader = Watched(ALIKE, claiming=claiming)
    asked("the seals outnumber the trees", reader)

    assert bool(reader.shown_again) is looks


def test_several_statements_are_not_read_again() -> None:
    """A second look at each of them would be too dear."""
    reader = Watched(ALIKE)
    first = with_dredging()
    answer(CLOSE, Library((first, replace(first, id="harbour-2032"))), reader=reader)

    assert reader.shown_again == []


def test_a_follow_up_is_not_read_again() -> None:
    """A question that makes no sense alone is not read as if it did."""
    reader = Watched(ALIKE)
    match(read(CLOSE), with_dredging(), among=frozenset({"trees", "seals"}), reader=reader)

    assert reader.shown_again == []


def _changed(**facts: dict[str, str | tuple[str, ...]]) -> Library:
    """Return the harbour's brief with other words in some of its facts."""
    brief = with_dredging()
    changed = tuple(
        fact.model_copy(update=facts.get(fact.id.replace("-", "_"), {})) for fact in brief.facts
    )
    file = brief.file.model_copy(update={"facts": changed})
    return Library((Brief(brief.id, brief.statement, file),))


def _shown(question: str, library: Library) -> list[str]:
    found = answer(question, library)
    return [] if found.near else [one.fact.id for one in found.shown]


@pytest.mark.parametrize(
    ("evidence", "shown"),
    [
        ("We will plant 1,200 trees a year", ["trees"]),
        ("We will plant 1,200 trees every year", ["trees"]),
        ("Each year the council will plant 1,200 trees", ["trees"]),
        ("We will plant 1,200 trees", []),
        ("We will plant 1,200 trees a month", []),
    ],
)
def test_a_rate_may_stand_beside_its_figure(evidence: str, shown: list[str]) -> None:
    """What happens in each year is answered by what the sentence tells of each, never by a total."""
    library = _changed(trees={"evidence": (evidence,)})

    assert _shown("how many trees will be planted each year", library) == shown


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("how many seals were rescued this year", ["seals"]),
        ("how many seals were rescued last year", ["seals-before"]),
        ("how many seals were rescued next year", []),
    ],
)
def test_this_year_is_the_one_of_the_statement(question: str, shown: list[str]) -> None:
    """The harbour's statement is of 2030."""
    assert _shown(question, _changed()) == shown


def test_who_somebody_is_is_not_answered_with_the_name() -> None:
    """A name that the question gives itself tells nothing."""
    library = _changed(mayor={"value": "Ann Holm", "evidence": ("the mayor, Ann Holm, said",)})

    assert _shown("who is holm", library) == []
    assert _shown("who is the mayor", library) == ["mayor"]


def test_what_is_no_name_answers_no_question_for_one() -> None:
    """An office is not what somebody is called."""
    assert _shown("what is the name of the mayor", _changed()) == []


@pytest.mark.parametrize(
    ("evidence", "shown"),
    [
        ("We will plant 1,200 trees in each street", ["trees"]),
        ("We will plant 1,200 trees a street", ["trees"]),
        ("We will plant 1,200 trees in the streets", []),
    ],
)
def test_each_of_any_thing_is_told_by_the_same_thing(evidence: str, shown: list[str]) -> None:
    """A rate may be of a street as of a year."""
    library = _changed(trees={"evidence": (evidence,)})

    assert _shown("how many trees will be planted per street", library) == shown


def test_a_month_is_no_year() -> None:
    """Where the whole of a year is asked for, the figure of a month in it is no answer."""
    seals = {"value": "300 seals", "period": "in March 2029"}
    library = _changed(seals_before=seals | {"evidence": ("in March 2029 it rescued 300 seals",)})

    assert _shown("how many seals were rescued in total in 2029", library) == []
    assert _shown("how many seals were rescued in March 2029", library) == ["seals-before"]


def test_words_that_name_a_sum_are_in_its_currency() -> None:
    """A sentence with a sum in pounds says nothing of euros, whatever sort of fact holds it."""
    value = "spend up to £3.4 million on the harbour wall"
    library = _changed(dredging={"value": value})

    found = answer("what do they do for the wall in euros", library, reader=reads(value))

    assert found.outcome is Outcome.NOT_STATED


@pytest.mark.parametrize(
    ("evidence", "question", "shown"),
    [
        ("it planted 1,200 trees in the first quarter", "how many trees were planted in Q1", True),
        ("it planted 1,200 trees in the first quarter", "how many trees were planted in Q2", False),
        ("it planted 1,200 trees", "how many trees were planted in the second half", False),
        ("women planted 1,200 trees", "how many trees were planted by women", True),
        ("women planted 1,200 trees", "how many trees were planted by men", False),
        ("men and women planted 1,200 trees", "how many trees were planted by men", True),
        ("it planted 1,200 trees", "how many trees were planted by men", True),
        ("it planted 1,200 trees", "which 1,200 trees", False),
    ],
)
def test_a_part_is_not_answered_with_another(evidence: str, question: str, *, shown: bool) -> None:
    """A quarter is no other quarter, women are no men, and a question is no answer to itself."""
    library = _changed(trees={"evidence": (evidence,), "period": ""})

    assert _shown(question, library) == ["trees"] * shown


def test_a_quarter_may_be_that_of_the_title() -> None:
    """What a statement of a quarter tells need not name it again."""
    library = _changed(trees={"evidence": ("it planted 1,200 trees",), "period": ""})
    [brief] = library.briefs
    source = brief.source.model_copy(update={"title": "Results for the second quarter"})
    file = brief.file.model_copy(update={"source": source})
    titled = Library((Brief(brief.id, brief.statement, file),))

    assert _shown("how many trees were planted in Q2", titled) == ["trees"]
    assert _shown("how many trees were planted in Q3", titled) == []


def test_a_length_of_time_is_no_sum() -> None:
    """A noun that is told in money is not answered with months."""
    lease = {"kind": Kind.DURATION, "value": "12 months", "label": "rent holiday"}
    library = _changed(trees={**lease, "evidence": ("a rent holiday of 12 months",)})

    assert _shown("rent holiday", library) == ["trees"]
    assert _shown("turnover in the rent holiday", library) == []
