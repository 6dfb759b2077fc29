"""A draft as a whole: actions, people, quotations, gaps, the summary, and that it always holds."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.brief_files import parsed
from bot.core.brief import BriefFile, Kind, Source
from bot.core.checking import faults
from bot.core.quantities import find
from bot.drafting.drafting import draft
from bot.drafting.writing import as_yaml
from bot.errors import BriefingError

SOURCE = Source(title="A title", publisher="The publisher", date="2 May 2024")
STATEMENTS = sorted((Path(__file__).parent / "statements").glob("*.txt"))
LONGEST = 120

PIECES = st.sampled_from(
    [
        "The agency awarded more than $2 billion", "to members of the Vell Tribe", "up 3.1% on Q3 2023",
        "(4.0% at constant currencies)", "“We won,” said Dr Ada Bell, Chief Scientist.", "The Home Secretary, , said:",
        "12.15 crore equity shares", "in the third quarter", "which has so far dismantled 55 gangs", ", and",
        "since its inception in 2020", "\n\n", "\n", "- ", "because costs for steel had risen by 31%", "½", "€(13) million",
        "as a result of", "it", "of which", "one", "to", "The Lind Council, Brück\n\n5 May 2024\n\n", "Ohio\t6\t$45.0 million\n",
    ]
)  # fmt: skip


NAMES = (
    "Arden", "Beck", "Calder", "Dorn", "Esk", "Fenn", "Garth", "Holm", "Irwell", "Kell", "Lind", "Moss", "Nith", "Ouse",
    "Penn", "Quern", "Rye", "Swale", "Tarn", "Ure",
)  # fmt: skip


def drafted(text: str) -> BriefFile:
    """Return the draft of a text."""
    return draft(text, source=SOURCE)


def said(text: str, kind: Kind) -> list[tuple[str, str]]:
    """Return the values and first questions of a kind."""
    return [(fact.value, fact.ask[0]) for fact in drafted(text).facts if fact.kind is kind]


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=14).map(" ".join)))
def test_the_draft_of_any_text_loads_and_holds(text: str) -> None:
    """A draft is written, read again as it was, and passes every check; only no word has none."""
    try:
        file = drafted(text)
    except BriefingError:
        return

    again = parsed(Path("brief.yaml"), as_yaml(file, text), text).brief.file
    assert (again.facts, again.gaps, again.summary, faults(file, text)) == (
        file.facts, file.gaps, file.summary, (),
    )  # fmt: skip


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_a_draft_is_short_and_its_labels_hold_no_figure(path: Path) -> None:
    """Values are no longer than an answer; labels and questions hold no figure."""
    file = drafted(path.read_text(encoding="utf-8"))

    too_long = [fact.value for fact in file.facts if len(fact.value) > LONGEST]
    figured = [
        text
        for fact in file.facts
        for text in (fact.label, fact.ask[0])
        if re.search(r"\d", text) or find(fact.label)
    ]
    assert (too_long, figured) == ([], [])


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_no_fact_is_drafted_twice(path: Path) -> None:
    """No two facts are of one kind, value, label and period."""
    facts = drafted(path.read_text(encoding="utf-8")).facts

    keys = [(fact.kind, fact.value, fact.label, fact.period) for fact in facts]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The Council adopted restrictive measures on the tanker fleet, curbing the revenues of its owners.",
            [("The Council adopted restrictive measures on the tanker fleet, curbing the revenues of its owners", "What did the Council adopt?")],
        ),
        (
            "The stockpile is stored in Norland and ready to be shipped to countries for emergency response.",
            [("The stockpile is stored in Norland and ready to be shipped to countries for emergency response", "What happens to the stockpile?")],
        ),
        (
            "The quick work of many local crews on both sides of the river Lind kept the old town dry through the winter, as a result of new walls of stone and clay.",
            [
                ("The quick work of many local crews on both sides of the river Lind kept the old town dry through the winter", "What did the quick work of many local crews on both sides of the river Lind keep?"),
                ("as a result of new walls of stone and clay", "Why did the quick work of many local crews on both sides of the river Lind keep?"),
            ],
        ),
    ],
)  # fmt: skip
def test_an_action_is_a_clause_that_reads_by_itself(
    text: str, found: list[tuple[str, str]]
) -> None:
    """Actions are verbatim clauses with a natural question, long sentences in pieces."""
    assert said(text, Kind.ACTION) == found


def test_an_action_has_who_does_it() -> None:
    """An active clause's subject, or whom "by" names, is the actor."""
    text = "UNEX manages the stockpile of vaccines. The vaccine is made by Marel, Sharp & Dome (MSD) Corp."

    actors = [fact.actor for fact in drafted(text).facts if fact.kind is Kind.ACTION]

    assert actors == ["UNEX", "Marel, Sharp & Dome (MSD) Corp"]


def test_what_figures_say_is_not_said_again() -> None:
    """A clause whose words its figure has already is no action."""
    assert said("The targeted delivery time to countries is seven days.", Kind.ACTION) == []


def test_a_clause_of_two_figures_is_left_to_their_facts() -> None:
    """What holds two figures is no action, whose value would answer for either."""
    text = "The Board reduced its target for the rate to 3%, with the deposit rate at 4% for the banks of the whole union."

    assert said(text, Kind.ACTION) == []


def test_reported_speech_is_told_without_its_speaker() -> None:
    """Words around "said" are left out; without quotation marks it is no quotation."""
    text = (
        "Costs of the repairs to the old sea wall will fall soon, the Minister for Rivers, Ann Field, said today.\n\n"
        "“We have listened to the people of the valley,” Ms Field said."
    )

    facts = [
        (fact.kind.value, fact.value, fact.said_by) for fact in drafted(text).facts if fact.said_by
    ]

    assert facts == [
        ("action", "Costs of the repairs to the old sea wall will fall soon", "minister-rivers"),
        ("quotation", "We have listened to the people of the valley", "minister-rivers"),
    ]


@pytest.mark.parametrize("marks", ['""', "“”"])
def test_who_speaks_is_no_part_of_a_short_quotation(marks: str) -> None:
    """Words around "said" are in no value, also where three words are spoken."""
    opened, closed = marks
    text = f"The old sea wall stays.\n\n{opened}Boats should sleep,{closed} said Cllr Ann Reed."

    assert [fact.value for fact in drafted(text).facts if " said " in fact.value] == []


def test_a_person_has_a_role() -> None:
    """A name with its role is a person and a role, each with its question."""
    facts = drafted("Karin Holm, Governor of the Central Bank, will explain the decision.").facts

    told = [
        (fact.kind.value, fact.value, fact.label, fact.ask[0])
        for fact in facts
        if "Holm's" in str(fact.ask) or fact.kind is Kind.PERSON
    ]
    assert told == [
        ("person", "Karin Holm", "Governor of the Central Bank", "Who is the Governor of the Central Bank?"),
        ("action", "Governor of the Central Bank", "role of Karin Holm", "What is Karin Holm's role?"),
    ]  # fmt: skip


def test_a_court_has_people() -> None:
    """Who judges is a person; a department of justice is none."""
    told = said(
        "District Judge Ada Bell fined the port. The Justice Departments Criminal Division helped.",
        Kind.PERSON,
    )

    assert [name for name, _ in told] == ["Ada Bell"]


def test_a_clock_time_hides_no_date() -> None:
    """The day stands as a date where a time of day stands before it."""
    told = said("The minutes will be published at 09:30 on 1 October 2024.", Kind.DATE)

    assert [day for day, _ in told] == ["1 October 2024"]


def test_a_blank_name_is_a_gap() -> None:
    """A name that the statement leaves blank stays blank and is said to be missing."""
    file = drafted("The Foreign Minister, , met her counterpart Josef Adler before the signing.")

    assert [(gap.kind, gap.note) for gap in file.gaps] == [
        (Kind.PERSON, "The name of the Foreign Minister is blank in the statement.")
    ]


def test_the_byline_dates_what_is_said_of_today() -> None:
    """The date of the statement answers when that happened which the text dates "today"."""
    text = "Bus money doubled\n\n3 May 2024\n\nThe city council adopted today a plan for twice as many buses."

    fact = next(fact for fact in drafted(text).facts if fact.kind is Kind.DATE)

    assert (fact.value, fact.ask[-2], len(fact.evidence)) == (
        "3 May 2024", "When did the city council adopt?", 2,
    )  # fmt: skip


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_a_summary_has_five_to_nine_facts(path: Path) -> None:
    """The summary names five to nine facts, none twice."""
    summary = drafted(path.read_text(encoding="utf-8")).summary

    assert 5 <= len(summary) <= 9
    assert len(set(summary)) == len(summary)


def test_a_long_statement_keeps_what_tells_most() -> None:
    """Of a long statement without figures about a fact for twelve words is kept, notes least."""
    body = "".join(
        f"The {name} municipality authorised reconstruction of neighbourhood thoroughfares, discouraging unnecessary motorised transportation throughout residential districts.\n\n"
        for name in NAMES
    )
    text = f"Roads\n\n{body}Notes to editors\n\nThe council of the valley was set up by an act of parliament.\n"

    facts = drafted(text).facts

    assert len(facts) <= len(text.split()) // 12
    assert not any("set up" in fact.value for fact in facts)


def test_a_text_without_a_word_has_no_draft() -> None:
    """Nothing can be drafted of nothing, which is said in a line."""
    with pytest.raises(BriefingError, match="says nothing"):
        drafted(" \n ")


def test_the_file_stands_in_the_order_of_the_statement() -> None:
    """Facts follow the statement under its headings as comments; unsure ones say why."""
    text = "Bridges\n\nInflow\n\nThe toll is 5 euros.\n\nOutlook\n\nThe toll is 6 euros.\n"

    written = as_yaml(drafted(text), text)

    kept = [
        line.strip(" #-")
        for line in written.splitlines()
        if "----" in line or "value:" in line or "unsure" in line
    ]
    assert written.startswith("# yaml-language-server: $schema=../brief.schema.json\n")
    assert kept[1:] == [
        "Inflow", "value: 5 euros", "Outlook", "value: 6 euros",
        "unsure: another value for the same subject stands above",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("The Minister for Coasts, Helen Marsh, today announced a new programme of works along the coast.", "What did the Minister for Coasts, Helen Marsh, announce?"),
        ("Paul Idris, chair of the Coast Board, said: “We welcome the money for our harbours and towns.”", "What does Paul Idris say about money?"),
        ("It will strengthen security at the ports of the whole northern coast of the country.", "What does the statement say about security?"),
    ],
)  # fmt: skip
def test_a_question_names_what_it_is_about(text: str, question: str) -> None:
    """No question asks for a pronoun: it names the topic, and who speaks of it."""
    assert question in [fact.ask[0] for fact in drafted(text).facts]


def test_a_role_is_asked_for_with_one_article() -> None:
    """A role that begins a sentence with "The" is named without it, an accent with its letter."""
    facts = drafted("The Minister for Coasts, Inés Duarte, met the towns of the coast today.").facts

    told = [(fact.id, fact.ask[0]) for fact in facts if "Duarte" in f"{fact.value} {fact.subject}"]
    assert ("minister-coasts", "Who is the Minister for Coasts?") in told
    assert "role-ines-duarte" in [one for one, _ in told]
