"""The number lock: what it lets pass and what it stops."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answering import answer
from bot.core.card import Card, Passage, Role, Span, Tone, plain, words
from bot.core.library import Library
from bot.core.lock import faults, quotations_alone, sealed
from bot.core.wording import about_card, answer_card, help_card, list_card, summary_card

EVIDENCE = "It is worth up to 72.2 million euros, and secured over 500 arrests since 2020."


def value(text: str) -> Span:
    """Return a span that states a fact of the evidence."""
    return Span(Role.VALUE, text, "worth", EVIDENCE)


def card(*headline: Span) -> Card:
    """Return a card with this headline and the evidence quoted."""
    quote = Span(Role.QUOTE, EVIDENCE, "worth", EVIDENCE)
    return Card(Tone.ANSWER, headline, passages=(Passage(short=(), quote=quote),))


def held(one: Card) -> bool:
    """Say whether the lock holds on a card shown as it is."""
    return not faults(one, [plain(one)])


@pytest.mark.parametrize(
    "text",
    ["up to €72.2 million", "up to 72.2 million euros", "up to €72.2m", "over 500 arrests", "2020"],
)
def test_a_figure_equal_to_its_evidence_passes(text: str) -> None:
    """The same value, unit, currency and qualifier may be written another way."""
    assert held(card(value(text)))


@pytest.mark.parametrize(
    "text",
    [
        "€72.2 million",  # the qualifier is gone
        "up to €72.3 million",
        "up to £72.2 million",
        "up to €72 million",  # rounded
        "at least 500 arrests",
        "500 arrests",
        "over 500 convictions",
        "over 500 people",
        "2021",
        "Frankfurt",
    ],
)
def test_a_figure_unlike_its_evidence_is_stopped(text: str) -> None:
    """Another value, unit, currency, qualifier or noun breaks the lock."""
    assert not held(card(value(text)))


@pytest.mark.parametrize("text", ["500", "five hundred", "a third", "in 2020", "on 3 May", "€1"])
def test_our_own_wording_holds_no_figure(text: str) -> None:
    """A figure in wording is stopped, whatever it is and however it is written."""
    assert not held(card(words(f"They made {text} of it.")))


@pytest.mark.parametrize("role", [Role.OWN, Role.ASKED, Role.SOURCE])
def test_figures_that_state_no_fact_are_exempt_by_their_role(role: Role) -> None:
    """Times and counts of ours, the asker's words and the source line may hold figures."""
    assert held(card(words("See "), Span(role, "3 briefs of 9 May 2031")))


def test_a_payload_that_cuts_a_figure_is_stopped() -> None:
    """A payload that shows a figure without its qualifier, or half of it, breaks the lock."""
    sound = card(value("over 500 arrests"))

    cut = [plain(sound).replace("over 500 arrests", one, 1) for one in ("500 arrests", "over 50")]
    assert [bool(faults(sound, [text])) for text in cut] == [True, True]


def test_words_beside_a_figure_cannot_change_it() -> None:
    """A qualifier or a scale put beside a checked figure breaks the lock."""
    changed = [
        card(words("nearly "), value("2020")),
        card(value("over 500 arrests"), words(" per month since 2021")),
        card(words("less than "), value("over 500 arrests")),
    ]

    assert [held(one) for one in changed[1:]] == [False, False]


def test_a_quotation_equals_its_evidence() -> None:
    """A quotation that differs by one letter is stopped; white space may differ."""
    spaced = Span(Role.QUOTE, EVIDENCE.replace(", ", ",\n  "), "worth", EVIDENCE)
    altered = Span(Role.QUOTE, EVIDENCE.replace("500", "501"), "worth", EVIDENCE)
    shown = [Card(Tone.ANSWER, (), passages=(Passage((), quote),)) for quote in (spaced, altered)]

    assert [held(one) for one in shown] == [True, False]


def test_a_stopped_payload_leaves_the_quotation_alone() -> None:
    """Where the lock is broken, only the quotation goes out, and somebody is told why."""
    told: list[tuple[str, ...]] = []
    broken = card(value("over 900 arrests"))

    payload = sealed(broken, plain, lambda text: [text], stopped=told.append)

    assert (payload, len(told)) == (plain(quotations_alone(broken)), 1)
    assert EVIDENCE in payload
    assert "900" not in payload


def test_a_stopped_payload_without_a_quotation_apologises() -> None:
    """Where nothing sound is left, a short apology without figures goes out."""
    broken = replace(card(value("over 900 arrests")), passages=())

    payload = sealed(broken, plain, lambda text: [text])

    assert payload.startswith("Sorry, this answer could not be shown safely.")


def test_every_card_of_the_seed_brief_passes(library: Library) -> None:
    """Summary, list, about, help and the answer to every fact's own question hold the lock."""
    (brief,) = library
    cards = [summary_card(brief), about_card(brief), list_card(library), help_card(library)]
    cards += [answer_card(answer(fact.ask[0], library), show_question=True) for fact in brief.facts]

    assert [faults(one, [plain(one), *(two.label for two in one.prompts)]) for one in cards] == [
        ()
    ] * len(cards)


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["", "over ", "up to ", "€"]))
def test_no_other_figure_ever_passes(number: int, before: str) -> None:
    """A figure passes only if the evidence has it, with the same qualifier and unit."""
    text = f"{before}{number}"
    stated = {"over 500", "2020"}

    assert held(card(value(text))) == (text in stated)


@given(st.text(max_size=200))
def test_the_lock_never_raises(text: str) -> None:
    """Any text at all can be looked at."""
    faults(card(words(text), Span(Role.ASKED, text)), [text])


@pytest.mark.parametrize("asked", ["70465120938461", "704651209384617 or 70465120938461?"])
def test_no_question_can_stop_an_answer(asked: str) -> None:
    """The figure that the lock itself calculates with may be asked about, and passes for nothing."""
    echo = replace(card(value("up to €72.2 million")), asked=(Span(Role.ASKED, f"“{asked}”"),))

    assert held(echo)
    assert faults(echo, [plain(echo), asked])


def test_signs_that_are_not_seen_stop_nothing() -> None:
    """An adapter leaves out direction marks and the like, which a title may hold."""
    title = Span(Role.SOURCE, "Plan \u202e2031\u200b of\u00ad 4 May")
    shown = replace(card(value("2020")), notes=((title,),))

    assert not faults(shown, [plain(shown), "Plan 2031 of 4 May"])
