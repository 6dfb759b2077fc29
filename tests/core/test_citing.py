"""Citations: figure with qualifier, sentence, speaker, title, date and address, in four styles."""

import pytest

from bot.core.answering import answer
from bot.core.brief import Brief
from bot.core.card import Card, Role, plain, text_of
from bot.core.citing import Style, opened_at
from bot.core.handles import Subject
from bot.core.library import Library
from bot.core.lock import faults
from bot.core.wording import answer_card
from bot.core.wording_citation import NOTHING_TO_CITE, citation_card
from tests.sample_briefs import harbour

URL = "https://seaton.example/harbour"


def cited(style: Style, fact: str) -> str:
    """Return the citation of a fact of the second statement."""
    card = citation_card(Subject(harbour(), (fact,)), [style])
    return text_of(card.passages[0].short)


@pytest.mark.parametrize(
    ("style", "citation"),
    [
        (
            Style.PLAIN,
            "Cost of the harbour wall: up to £3.4 million between 2031 and 2033. “spend up to £3.4 million on the harbour wall between 2031 and 2033” - Seaton Council, Harbour plan 2031, 4 May 2030, https://seaton.example/harbour.",
        ),
        (
            Style.AP,
            "Cost of the harbour wall: up to £3.4 million between 2031 and 2033. “spend up to £3.4 million on the harbour wall between 2031 and 2033,” Seaton Council said in a statement, “Harbour plan 2031,” 4 May 2030, https://seaton.example/harbour.",
        ),
        (
            Style.FOOTNOTE,
            "Seaton Council, “Harbour plan 2031,” 4 May 2030, https://seaton.example/harbour: “spend up to £3.4 million on the harbour wall between 2031 and 2033” (Cost of the harbour wall: up to £3.4 million between 2031 and 2033).",
        ),
        (
            Style.MARKDOWN,
            "**Cost of the harbour wall: up to £3.4 million between 2031 and 2033** “spend up to £3.4 million on the harbour wall between 2031 and 2033” - Seaton Council, *Harbour plan 2031*, 4 May 2030 <https://seaton.example/harbour>",
        ),
    ],
)
def test_each_style(style: Style, citation: str) -> None:
    """Every style is one line with all that makes a citation, and no masked link."""
    assert cited(style, "wall") == citation


def test_a_quoted_person_is_named() -> None:
    """Who is quoted stands in the citation, with who published it."""
    assert cited(Style.AP, "trees").startswith(
        "Trees to be planted: 1,200 trees by 1 March 2031. “We will plant 1,200 trees by 1 March "
        "2031,” the mayor said in a statement by Seaton Council, “Harbour plan 2031,”"
    )


def test_a_comma_takes_the_place_of_a_full_stop(seed: Brief) -> None:
    """AP style closes a quoted sentence with its comma; the others leave the stop."""
    ap, footnote = (
        text_of(citation_card(Subject(seed, ("worth",)), [style]).passages[0].short)
        for style in (Style.AP, Style.FOOTNOTE)
    )

    assert "72.2 million euros in 2022 to 2023,” UK government (Home Office) said" in ap
    assert "72.2 million euros in 2022 to 2023.” (Worth" in footnote


@pytest.mark.parametrize("style", Style)
def test_every_citation_keeps_the_lock(library: Library, style: Style) -> None:
    """Whatever fact is cited in whatever style, each figure in it is the statement's own."""
    cards = [
        citation_card(Subject(brief, (fact.id,)), [style])
        for brief in (*library, harbour())
        for fact in brief.facts
    ]

    assert [broken for card in cards if (broken := faults(card, [plain(card)]))] == []


def test_without_an_address_none_is_made_up(seed: Brief) -> None:
    """A statement whose address is not known is cited without one."""
    card = citation_card(Subject(seed, ("arrests",)), Style)

    assert [text_of(one.short) for one in card.passages if "http" in text_of(one.short)] == []
    assert card.source is not None
    assert (card.source.url, card.source.opens) == ("", "")


def test_an_answer_without_a_fact_cannot_be_cited(seed: Brief) -> None:
    """Where nothing of the statement was shown, that is said."""
    assert text_of(citation_card(Subject(seed), Style).headline) == NOTHING_TO_CITE


@pytest.mark.parametrize(
    ("url", "sentence", "opened"),
    [
        (URL, "up to 5 %", f"{URL}#:~:text=up%20to%205%20%25"),
        (URL, "a, b & c-d", f"{URL}#:~:text=a%2C%20b%20%26%20c%2Dd"),
        (URL, "“the 1st”\n of  it", f"{URL}#:~:text=%E2%80%9Cthe%201st%E2%80%9D%20of%20it"),
        (f"{URL}#part", "up", f"{URL}#part:~:text=up"),
        (f"{URL}#:~:text=already", "up", f"{URL}#:~:text=already"),
        (URL, "one two three four five six seven eight nine", f"{URL}#:~:text=one%20two%20three%20four%20five,six%20seven%20eight%20nine"),
        (URL, "", URL),
        ("", "up to", ""),
    ],
)  # fmt: skip
def test_the_page_opens_at_the_sentence(url: str, sentence: str, opened: str) -> None:
    """The address holds the sentence, escaped, after whatever fragment it has."""
    assert opened_at(url, sentence) == opened


def test_an_answer_links_to_its_sentence() -> None:
    """The source of an answer opens at the sentence that it quotes, and the figures in the address are no loose ones."""
    card: Card = answer_card(answer("how much will the wall cost?", Library((harbour(),))))

    assert card.source is not None
    assert (
        card.source.opens
        == f"{URL}#:~:text=spend%20up%20to%20%C2%A33.4%20million,between%202031%20and%202033"
    )
    assert faults(card, [plain(card), card.source.opens]) == ()
    assert [span.role for span in card.source.line] == [Role.WORDS, Role.SOURCE]
