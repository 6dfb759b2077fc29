"""Someone's message beside a statement: what matches, what differs, what it does not say."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.discord import render as discord
from bot.adapters.slack import render as slack
from bot.core.brief import Brief
from bot.core.card import Role, Tone, plain, text_of
from bot.core.comparing import LONGEST, Mark, compare_message
from bot.core.library import Library
from bot.core.lock import faults
from bot.core.quantities import find
from bot.core.wording_check import CUT, NO_BRIEF_TO_CHECK, NOTHING_TO_CHECK, check_card
from tests.sample_briefs import harbour

M, Q, D, N = Mark.MATCHES, Mark.QUALIFIER, Mark.DIFFERS, Mark.NOT_STATED

FIGURES = [
    ("Officers in northern France will increase by 40%.", [("Officers in northern France will increase by 40%", M, "officers-increase")]),
    ("The deal is worth up to €72.2m", [("The deal is worth up to €72.2m", M, "worth")]),
    ("The deal is worth €72.2m", [("The deal is worth €72.2m", Q, "worth")]),
    ("The deal is worth exactly €72.2m", [("The deal is worth exactly €72.2m", D, "worth")]),
    ("The deal is worth €80m", [("The deal is worth €80m", D, "worth")]),
    ("The deal is worth £72.2m", [("The deal is worth £72.2m", D, "worth")]),
    ("over 500 arrests", [("over 500 arrests", M, "arrests")]),
    ("more than 400 arrests", [("more than 400 arrests", M, "arrests")]),
    ("500 arrests", [("500 arrests", Q, "arrests")]),
    ("600 arrests", [("600 arrests", D, "arrests")]),
    ("fewer than 500 arrests", [("fewer than 500 arrests", D, "arrests")]),
    ("500 drones", [("500 drones", N, "")]),
    ("Officers will fall by 40%", [("Officers will fall by 40%", D, "officers-increase")]),
    ("140 criminals", [("140 criminals", N, "crime-groups")]),
    ("30,000 crossings this year", [("30,000 crossings this year", D, "crossings-headline"), ("crossings this year", M, "crossings-headline")]),
    ("They dismantled 55 organised crime groups and made 500 arrests", [("They dismantled 55 organised crime groups", M, "crime-groups"), ("made 500 arrests", Q, "arrests")]),
]  # fmt: skip
DATES = [
    ("over 500 arrests since 2020", [("over 500 arrests since 2020", M, "arrests"), ("since 2020", M, "arrests")]),
    ("over 500 arrests since 2019", [("over 500 arrests since 2019", M, "arrests"), ("since 2019", D, "arrests")]),
    ("up to €72.2m in 2022", [("up to €72.2m in 2022", M, "worth"), ("in 2022", Q, "worth")]),
    ("up to €72.2m in 2023 to 2024", [("up to €72.2m in 2023 to 2024", M, "worth"), ("in 2023 to 2024", D, "worth")]),
    ("The agreement was signed on 14 November.", [("on 14 November", M, "visit-date")]),
    ("The agreement was signed on 15 November.", [("on 15 November", D, "visit-date")]),
    ("The agreement was signed on 14 November 2022.", [("on 14 November 2022", Q, "visit-date")]),
    ("The treaty of Rome dates from 1957.", [("from 1957", N, "")]),
    ("We met today.", []),
]  # fmt: skip


@pytest.mark.parametrize(("message", "checked"), FIGURES + DATES)
def test_what_becomes_of_figures_and_dates(
    library: Library, message: str, checked: list[tuple[str, Mark, str]]
) -> None:
    """Each figure and date is marked, with the fact that decides or comes nearest."""
    found = compare_message(message, library).checked

    assert [
        (one.part, one.mark, one.shown.fact.id if one.shown else "") for one in found
    ] == checked


@pytest.mark.parametrize(
    ("message", "mark", "fact"),
    [
        ("300 seals rescued in 2029", M, "seals-before"),
        ("450 seals rescued in 2030", M, "seals"),
        ("300 seals rescued in 2030", D, "seals"),
        ("500 seals rescued", D, "seals-before"),
        ("450 seals rescued", M, "seals"),
        ("60% of residents agreed", Q, "agreed"),
    ],
)
def test_the_time_of_a_figure_chooses_its_fact(message: str, mark: Mark, fact: str) -> None:
    """Of two figures for two years, a message is held to the one of its own year."""
    first = compare_message(message, Library((harbour(),))).checked[0]

    assert (first.mark, first.shown and first.shown.fact.id) == (mark, fact)


@pytest.mark.parametrize(
    ("message", "mark", "passage"),
    [
        ("“There are no quick fixes”, he said", M, "There are no quick fixes"),
        ("> There are no quick fixes,\nindeed", M, "There are no quick fixes"),
        ('she said "there are no quick fixes"', M, "There are no quick fixes"),
        ("“the UK\u2019s ongoing co-operation”", M, "the UK\u2019s ongoing co-operation"),
        ("“the UK's ongoing co\u2010operation”", M, "the UK\u2019s ongoing co-operation"),
        ("“There are no quick fixes … patrolling the beaches”", M, "There are no quick fixes, but this new arrangement will mean we can significantly increase the number of French gendarmes patrolling the beaches"),
        ("“patrolling the beaches … There are no quick fixes”", D, ""),
        ("“There are some quick fixes, but this new arrangement will help”", D, ""),
        ("“This is a global challenge requiring local solutions”", D, "This is a global challenge requiring global solutions"),
        ("“We will fight them on the landing grounds”", N, ""),
    ],
)  # fmt: skip
def test_what_becomes_of_quotations(
    library: Library, seed: Brief, message: str, mark: Mark, passage: str
) -> None:
    """A quotation matches to the letter, or is shown beside the statement's own words."""
    (found,) = compare_message(message, library).checked

    assert found.mark is mark
    assert found.passage == passage or (mark is D and not passage)
    assert found.passage in " ".join(seed.statement.split())


def test_a_word_in_quotation_marks_is_no_quotation(library: Library) -> None:
    """Irony and names are not checked."""
    assert compare_message("the “deal” they made", library).checked == ()


def test_figures_of_a_true_quotation_are_not_checked_twice(library: Library) -> None:
    """What stands in the statement to the letter is one match, with all its figures."""
    message = "“more than 140 convictions connected to people smuggling since the start of 2020”"

    assert [one.mark for one in compare_message(message, library).checked] == [M]


def test_the_brief_that_fits_is_taken(library: Library) -> None:
    """Among several statements the message finds its own; a named one goes before."""
    both = Library((*library.briefs, harbour()))
    ids = [
        comparison.brief.id if comparison.brief else ""
        for comparison in (
            compare_message("up to £3.4 million for the harbour wall", both),
            compare_message("over 500 arrests", both),
            compare_message("over 500 arrests", both, brief_id="harbour-2031"),
        )
    ]

    assert ids == ["harbour-2031", library.briefs[0].id, "harbour-2031"]


def test_the_card_shows_what_differs_first(library: Library) -> None:
    """Counts come first, then what differs, and a sentence that carries several stands once."""
    card = check_card(
        compare_message("55 organised crime groups, 600 arrests, 500 drones", library)
    )

    assert card.tone is Tone.CONTRADICTED
    assert text_of(card.headline) == (
        "Checked against the statement: 1 differs, 1 is not in the statement, 1 matches."
    )
    assert [text_of(one.short) for one in card.passages] == [
        "Differs: “600 arrests” - the statement says: Arrests secured by the Joint Intelligence "
        "Cell: over 500 arrests since its inception in 2020",
        "Not in the statement: “500 drones”",
        "Matches: “55 organised crime groups” - the statement says: 55 organised crime groups "
        "since its inception in 2020",
    ]
    assert [bool(one.quote) for one in card.passages] == [True, False, False]


def test_a_long_message_is_cut_between_sentences(library: Library) -> None:
    """Where not all of a message is read, no figure is cut in two: that would be another one."""
    end = " Over 500 arrests and up to €72.2 million"

    for filler, over in itertools.product(("x ", "So. "), range(1, len("up to €72.2 million"))):
        start = (filler * LONGEST)[: LONGEST - len(end) + over]
        found = compare_message(start + end, library)
        figures = [figure.text for one in found.checked for figure in find(one.part)]
        assert (found.cut, {*figures} - {"Over 500"}) == (True, set())


def test_the_message_is_echoed_never_stated(library: Library) -> None:
    """A figure of the message stands in the card as the writer's words alone."""
    card = check_card(compare_message("600 arrests", library))

    assert {span.role for span in card.spans() if "600" in span.text} == {Role.ASKED}


@pytest.mark.parametrize(
    ("message", "tone"),
    [
        ("over 500 arrests", Tone.ANSWER),
        ("500 arrests", Tone.CONTRADICTED),
        ("500 drones", Tone.NO),
        ("hello", Tone.PLAIN),
    ],
)
def test_the_worst_mark_sets_the_tone(library: Library, message: str, tone: Tone) -> None:
    """A reader sees at once whether anything is wrong."""
    assert check_card(compare_message(message, library)).tone is tone


def test_a_message_without_figures_says_so(library: Library) -> None:
    """Where there is nothing to check, and where there is no statement, that is said."""
    told = [check_card(compare_message("hello", one)) for one in (library, Library())]

    assert [text_of(card.headline) for card in told] == [NOTHING_TO_CHECK, NO_BRIEF_TO_CHECK]


def test_a_long_message_is_cut_and_says_so(library: Library) -> None:
    """Reading has a bound, and what was left out is said."""
    card = check_card(compare_message("over 500 arrests. " + "x " * LONGEST, library))

    assert [text_of(note) for note in card.notes] == [CUT]


PIECES = st.sampled_from(
    ["500 arrests", "over", "€72.2 million", "“no quick fixes at all", "”", "\n> ", "since 2020", "14 November",
     "40%", "@everyone", "<@U1>", "[x](http://y)", "*", "and", ", ", ". ", "a third", "dozens", "1,5,00", "\u202e"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12))
def test_whatever_is_checked_keeps_the_lock(parts: list[str]) -> None:
    """No message, however it is made, brings a figure of its own into a payload."""
    card = check_card(compare_message(" ".join(parts), Library((harbour(),))))

    shown = [
        [plain(card)],
        slack.readable(slack.render(card)),
        discord.readable(discord.render(card)),
    ]
    assert [faults(card, one) for one in shown] == [(), (), ()]
