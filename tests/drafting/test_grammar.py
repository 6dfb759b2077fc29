"""The parts of a sentence that extraction stands on: words, clauses, subjects, questions."""

import pytest

from bot.drafting.attributing import reported
from bot.drafting.clauses import clauses
from bot.drafting.grammar import Tag, analyse
from bot.drafting.naming import clean
from bot.drafting.phrases import text_of
from bot.drafting.questions import what, when


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("The grant covers up to £5,000 for each home.", ["covers"]),
        ("Applications close on 30 June.", ["close"]),
        ("These criminals now face a combined 400 years.", ["face"]),
        ("Costs rose because the rate of costs for steel rose.", ["rose", "rose"]),
        ("Full-year adjusted profit is expected at 5%.", ["is", "expected"]),
        ("Governing Council decided to reduce the rate.", ["decided", "reduce"]),
        ("Homes were unlawfully foreclosed upon.", ["were", "foreclosed"]),
        ("The 2025 profit target", []),
    ],
)
def test_verbs_are_told_from_nouns(text: str, verbs: list[str]) -> None:
    """Words that are nouns as often are verbs only where their neighbours say so."""
    verbal = {Tag.VERB, Tag.AUXILIARY, Tag.PARTICIPLE}

    assert [one.low for one in analyse(text) if one.tag in verbal] == verbs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The Joint Cell, which has broken up 55 gangs and secured over 500 arrests since 2020, will be expanded.",
            [("The Joint Cell,", ""), ("which has broken up 55 gangs", "The Joint Cell"), ("and secured over 500 arrests since 2020,", "The Joint Cell"), ("will be expanded.", "The Joint Cell")],
        ),
        (
            "In 2021, the agency spent more, curbing its debts by selling land.",
            [("In 2021, the agency spent more,", "the agency"), ("curbing its debts by selling land.", "the agency")],
        ),
        (
            "The decision to allocate the vaccine will be made soon.",
            [("The decision to allocate the vaccine will be made soon.", "The decision to allocate the vaccine")],
        ),
        (
            "The Home Secretary, , met him (Monday 14 May) to sign it.",
            [("The Home Secretary,, met him (Monday 14 May)", "The Home Secretary"), ("to sign it.", "The Home Secretary")],
        ),
    ],
)  # fmt: skip
def test_a_sentence_falls_into_clauses_with_subjects(
    text: str, found: list[tuple[str, str]]
) -> None:
    """Each clause has its own subject or that of the clause it hangs on."""
    parts = clauses(analyse(text))

    assert [
        (
            text_of(part.tokens).replace(" ,", ","),
            text_of(part.subject).replace(" ,", ",").strip(", "),
        )
        for part in parts
    ] == found


@pytest.mark.parametrize(
    "text", ["", "x", "( ( (", ", , ,", "to to to", "5 5 5", "which which", "“”"]
)
def test_clauses_hold_all_words_of_any_sentence(text: str) -> None:
    """No word is lost or doubled between clauses."""
    tokens = analyse(text)

    assert tuple(one for part in clauses(tokens) for one in part.tokens) == tokens


@pytest.mark.parametrize(
    ("text", "asked", "dated"),
    [
        ("The Council adopted a plan.", "What did the Council adopt?", "When did the Council adopt?"),
        ("The plan was adopted in May.", "What happened to the plan?", "When was the plan adopted?"),
        ("The plan will be adopted.", "What happens to the plan?", "When will the plan be adopted?"),
        ("Vaccination is a good measure.", "What is Vaccination?", "When is Vaccination?"),
        ("The mayor has agreed to the plan.", "What has the mayor agreed to?", "When has the mayor agreed?"),
        ("The bank continues to show strength.", "What does the bank continue to show?", "When does the bank continue to show?"),
        ("It rained.", "", ""),
    ],
)  # fmt: skip
def test_a_clause_has_natural_questions(text: str, asked: str, dated: str) -> None:
    """A clause can be asked for by what and when, unless its subject only refers back."""
    clause = clauses(analyse(text))[0]

    assert (what(clause), when(clause)) == (asked, dated)


@pytest.mark.parametrize(
    ("text", "speaker", "told"),
    [
        ("Costs fell, the Minister for Rivers, Ann Field, said today.", "Ann Field", "Costs fell"),
        ("Ms Field said that costs fell.", "Ms Field", "costs fell."),
        ("It reached children in Mali, Niger and Chad, health agencies said today.", "health agencies", "It reached children in Mali, Niger and Chad"),
        ("Costs fell.", "Ann Field", ""),
    ],
)  # fmt: skip
def test_what_is_reported_is_told_from_who_reports_it(text: str, speaker: str, told: str) -> None:
    """Only the words for who speaks are left out."""
    parts = reported(text, speaker)

    assert "".join(text[start:end] for start, end in parts) == told


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("the 17 th package of 5 measures in 2024", "the package of measures"),
        ("“exports” of goods (", "exports of goods"),
        ("5%", ""),
        ("an increase to", "an increase"),
    ],
)
def test_a_label_holds_no_figure(text: str, label: str) -> None:
    """Figures, ordinals, loose marks and words that lead nowhere are left out."""
    assert clean(text) == label
