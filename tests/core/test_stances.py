"""What a reader makes of claims, and what it may not make of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest

from bot.core.answering import Answer, answer
from bot.core.brief import Brief, BriefFile, Fact, Kind, Reviewed, Source
from bot.core.library import Library
from bot.core.passages import Passage
from bot.core.reader import Stance
from bot.core.recall import Recall
from tests.readers import GivenReader
from tests.sample_briefs import with_dredging

YES, NO, NEITHER, HARDLY = Stance(0.9, 0.05), Stance(0.05, 0.9), Stance(0.1, 0.1), Stance(0.25, 0.3)
DREDGING = "dredge the outer basin"


def claimed(
    claim: str, standing: Mapping[str, Stance], claiming: float = 0.0, *,
    recall: Recall | None = None,
) -> Answer:  # fmt: skip
    """Return what becomes of a claim where passages stand so, by their values."""
    reader = GivenReader(dict.fromkeys(standing, 1.5), standing=standing, claiming=claiming)
    return answer(claim, Library((with_dredging(),)), reader=reader, recall=recall)


@pytest.mark.parametrize(
    ("stance", "outcome"),
    [(YES, "supported"), (NO, "contradicted"), (NEITHER, "not_stated"), (HARDLY, "not_stated")],
)
def test_a_claim_in_other_words_is_what_its_sentence_makes_of_it(
    stance: Stance, outcome: str
) -> None:
    """A reader that is sure decides; one that is not leaves the claim open."""
    found = claimed("will they deepen the far harbour part?", {DREDGING: stance})

    assert found.outcome.value == outcome
    if outcome != "not_stated":
        assert [one.fact.id for one in found.shown] == ["dredging"]
        assert found.rule.endswith("as its sentence reads")


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("will they deepen 3 basins?", DREDGING),  # no figure is stated
        ("did they deepen the far basin in 2027?", DREDGING),  # no year is
        ("will they deepen the far basin in norway?", DREDGING),  # no country is
        ("will they only deepen the far basin?", DREDGING),  # no "only" is
        ("are young plants put in by May 2031?", "1,200 trees"),  # in March
        ("do they place 1,200 benches?", "1,200 trees"),  # trees
        ("do they place more than 2?", "1,200 trees"),  # a bare figure, and another
        ("do they pay from 2031 to 2040 for barriers?", "up to £3.4 million"),  # to 2033
    ],
)
def test_what_is_exact_in_a_claim_is_never_supported_by_a_reader_alone(
    claim: str, value: str
) -> None:
    """However sure it is, a question's own figure, time, country or "only" is no fact."""
    assert claimed(claim, {value: YES}).outcome.value != "supported"


def test_a_claim_keeps_the_qualifier_of_what_supports_it() -> None:
    """A claim without the "up to" of the sentence is supported with it."""
    found = claimed("they have £3.4 million for barriers, right?", {"up to £3.4 million": YES})

    assert (found.outcome.value, found.loosely) == ("supported", True)


def test_a_figure_that_contradicts_stays() -> None:
    """No reader turns a wrong figure into a right one."""
    found = claimed("so 1,500 trees were planted, right?", {"1,200 trees": YES})

    assert found.outcome.value == "contradicted"
    assert found.stances == ()


@pytest.mark.parametrize(
    ("stances", "outcome"),
    [
        ({"1,200 trees": NEITHER}, "supported"),
        ({"1,200 trees": NO}, "contradicted"),
        ({"1,200 trees": YES, "300 seals": NO}, "supported"),
    ],
)
def test_a_figure_that_agrees_gives_way_to_its_own_sentence(
    stances: dict[str, Stance], outcome: str
) -> None:
    """Where its sentence reads the other way, up for down, so it is; another's changes nothing."""
    found = claimed("so 1,200 trees were planted, right?", stances)

    assert found.outcome.value == outcome


def test_of_two_sentences_the_surer_one_decides() -> None:
    """A claim that one passage supports and a likelier one contradicts is contradicted."""
    found = claimed("they clear the sea bed", {DREDGING: Stance(0.7, 0.1), "Nearly 60%": NO}, 0.9)

    assert [one.fact.id for one in found.shown] == ["agreed"]
    assert found.outcome.value == "contradicted"


def test_a_follow_up_is_held_against_what_it_is_about() -> None:
    """A claim about what was just shown is read with that alone."""
    recall = Recall("harbour-2031", ("dredging",))

    found = claimed("is it true?", {"1,200 trees": YES, DREDGING: NO}, recall=recall)

    assert [one.fact.id for one in found.stances] == ["dredging"]


def test_the_year_of_a_title_is_no_part_of_the_claim() -> None:
    """A claim that names a statement by its title is read without the title's year."""
    only = BriefFile(
        source=Source(title="Rail plan 2030", publisher="Seaton", date="4 May 2030", url=""),
        reviewed=Reviewed(by="editors", on=date(2030, 5, 5)), summary=("trains",),
        facts=(
            Fact(
                id="trains", kind=Kind.COUNT, value="20 trains", label="trains", ask=("trains?",),
                evidence=("20 trains run",),
            ),
        ),
    )  # fmt: skip
    library = Library((with_dredging(), Brief("rail", "Rail plan 2030. 20 trains run.", only)))
    reader = GivenReader({DREDGING: 4.0}, standing={DREDGING: YES}, claiming=0.95)

    found = answer("the harbour plan 2031 deepens the far basin", library, reader=reader)

    assert found.outcome.value == "supported"


@dataclass(frozen=True)
class Counting(GivenReader):
    """Keeps how often it judged."""

    judged: list[str] = field(default_factory=list)

    def stances(self, claim: str, passages: Sequence[Passage]) -> Sequence[Stance]:
        """Return where each passage stands."""
        self.judged.append(claim)
        return super().stances(claim, passages)


FAR = "dredge the far basin"


def dredging_the(value: str) -> Brief:
    """Return another statement like it, of another basin."""
    first = with_dredging()
    facts = [
        one.model_copy(update={"value": value, "evidence": (value,)})
        if one.id == "dredging" else one
        for one in first.facts
    ]  # fmt: skip
    file = first.file.model_copy(update={"facts": tuple(facts)})
    return Brief("rail", f"{first.statement} {value}", file)


@pytest.mark.parametrize(
    ("near", "standing", "judged", "outcome"),
    [
        (1.0, YES, 1, "supported"),
        (4.0, YES, 2, "ambiguous"),  # both fit alike
        (1.0, NEITHER, 2, "contradicted"),
    ],
)
def test_a_claim_is_judged_where_it_fits_best(
    near: float, standing: Stance, judged: int, outcome: str
) -> None:
    """The statement that fits less is judged only where the other leaves the claim open."""
    library = Library((with_dredging(), dredging_the(FAR)))
    judging = {DREDGING: standing, FAR: YES if standing is YES else NO}
    reader = Counting({DREDGING: 4.0, FAR: near}, standing=judging, claiming=0.95)

    found = answer("the seabed gets deeper", library, reader=reader)

    assert len(reader.judged) == judged
    assert found.outcome.value == outcome


def test_what_words_support_is_judged_wherever_it_stands() -> None:
    """A statement that fits less is no way around the judge."""
    library = Library((with_dredging(), dredging_the(FAR)))
    reader = Counting({DREDGING: 4.0, FAR: 1.0}, standing={DREDGING: NO, FAR: NO})

    found = answer("will the council dredge the outer basin?", library, reader=reader)

    assert found.outcome.value == "contradicted"


@pytest.mark.parametrize(("claiming", "outcome"), [(0.95, "contradicted"), (0.4, "answered")])
def test_a_reader_hears_a_claim_that_no_word_tells(claiming: float, outcome: str) -> None:
    """A plain sentence is a claim only where the reader is sure that it asks for nothing."""
    found = claimed("the far harbour bit stays shallow", {DREDGING: NO}, claiming)

    assert found.outcome.value == outcome


def test_words_decide_where_nothing_was_read_yet() -> None:
    """A reader that has not read the passages changes nothing."""
    claim = "will the council dredge the outer basin?"

    class Unread(GivenReader):
        def closeness(self, _question: object, _passages: object) -> None:  # type: ignore[override]
            return None

    library = Library((with_dredging(),))
    assert answer(claim, library, reader=Unread()).outcome is answer(claim, library).outcome


def _with_toll() -> Library:
    """Return the harbour's brief with something that the council will not do, told in two parts."""
    sentence = "The council will charge no toll at the quay for 3 years"
    toll = Fact(
        id="toll", kind=Kind.ACTION, value="charge no toll at the quay", label="toll",
        evidence=(sentence,), ask=("What of the toll?",),
    )  # fmt: skip
    years = Fact(
        id="years", kind=Kind.DURATION, value="3 years", label="time without a toll at the quay",
        evidence=(sentence,), ask=("How long is there no toll at the quay?",),
    )  # fmt: skip
    brief = with_dredging()
    file = brief.file.model_copy(update={"facts": (*brief.facts, toll, years)})
    return Library((Brief(brief.id, f"{brief.statement}{sentence}.\n", file),))


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [("drivers must pay a toll there", "contradicted"), ("drivers do not pay any toll there", "supported"), ("no driver pays a toll there", "supported")],
)  # fmt: skip
def test_what_a_sentence_denies_it_does_not_support(claim: str, outcome: str) -> None:
    """A reader that passes over a "no" is put right by the word after it."""
    value = "charge no toll at the quay"
    reader = GivenReader({value: 1.5}, standing={value: YES}, claiming=0.9)

    assert answer(claim, _with_toll(), reader=reader).outcome.value == outcome


def test_another_part_of_its_sentence_speaks_for_a_figure_that_was_not_asked() -> None:
    """Where a figure's own passage is not among the nearest, the rest of its sentence is."""
    read = {"charge no toll at the quay": NO, DREDGING: NEITHER, "1,200 trees": NEITHER}
    reader = GivenReader(dict.fromkeys(read, 1.5), otherwise=-9.0, standing=read)

    found = answer("did the quay have no toll for 3 years?", _with_toll(), reader=reader)

    assert found.outcome.value == "contradicted"
