"""A brief laid beside its statement, in the terminal and as a page."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.adapters.brief_files import open_brief
from bot.core.brief import Brief, Reviewed
from bot.core.wording import DRAFT
from bot.drafting.coverage import coverage
from bot.drafting.marking import Mark, bracketed, marks, pieces
from bot.drafting.showing import as_text
from bot.drafting.showing_page import as_page
from tests.adapters.malformed import STATEMENT, good

STATEMENTS = Path(__file__).parent / "statements"
_MARK = re.compile(r"\]\{[^}]*\}|\[")
_LATER = "A further 12 boats left in <b>June</b>.\n"


@pytest.fixture
def brief(tmp_path: Path) -> Brief:
    """Return a brief whose statement has figures that no fact carries, and marks of a page."""
    good(tmp_path / "harbour")
    (tmp_path / "harbour" / "statement.txt").write_text(STATEMENT + _LATER, encoding="utf-8")
    return open_brief(tmp_path / "harbour").brief


class Page(HTMLParser):
    """Reads a page: its text, its addresses, its targets, its elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.outside: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element points to and is called."""
        held = dict(attrs)
        self.tags.add(tag)
        self.links += [held["href"] or ""] if tag == "a" else []
        self.ids += [held["id"] or ""] if "id" in held else []
        self.outside += [name for name in ("src", "onclick", "onload") if name in held]

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.text += data


def test_the_statement_stands_whole_with_its_facts_marked(brief: Brief) -> None:
    """Each value is in brackets with its fact's id, and nothing else was added or left out."""
    shown = bracketed(brief.statement, marks(brief, coverage(brief)))

    assert "said today that [over 40 boats]{boats} were moved" in shown
    assert "will spend [up to 5 million euros]{money} on the pier in 2025" in shown
    assert "A further [12]{no fact} boats left in <b>[June]{no fact}</b>." in shown
    assert _MARK.sub("", shown) == brief.statement


def test_marks_inside_marks_close_in_their_order() -> None:
    """A value within another's is told apart by its own bracket and name."""
    marked = (Mark(0, 9, ("a",)), Mark(0, 3, ("b", "c")), Mark(4, 9, ()))

    assert bracketed("one two x!", marked) == "[[one]{b, c} [two x]{no fact}]{a}!"


def test_marks_that_cross_are_cut() -> None:
    """Of two values that overlap the later is in two parts, so that each bracket has its own."""
    marked = (Mark(0, 7, ("a",)), Mark(4, 13, ("b",)), Mark(8, 11, ("c",)))

    assert bracketed("one two six x!", marked) == "[one [two]{b…}]{a}[ [six]{c} x]{…b}!"


def test_pieces_are_the_statement(seed: Brief) -> None:
    """Cut at every edge, the pieces together are what was cut."""
    marked = marks(seed, coverage(seed))

    assert "".join(piece.text for piece in pieces(seed.statement, marked)) == seed.statement


def test_every_fact_of_the_seed_has_its_mark(seed: Brief) -> None:
    """No fact is left without a place, whether its value is written as in the statement or not."""
    marked = marks(seed, coverage(seed))

    named = {fact for mark in marked for fact in mark.facts}
    assert named == set(seed.by_id)


def test_what_no_fact_carries_is_listed_in_plain(brief: Brief) -> None:
    """Below the facts stand the figures left over, with their places, and the share."""
    assert as_text(brief).splitlines()[-3:] == [
        "statement.txt:6:11: no fact carries '12'",
        "statement.txt:6:31: no fact carries 'June'",
        "figures carried: 4 of 6",
    ]


def test_colour_adds_nothing_but_colour(seed: Brief) -> None:
    """Without its colours the coloured text is the plain one."""
    coloured = as_text(seed, colour=True)

    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == as_text(seed)


def test_a_draft_is_called_one(brief: Brief) -> None:
    """What nobody reviewed says so in both forms."""
    draft = replace(brief, file=brief.file.model_copy(update={"reviewed": Reviewed()}))

    assert (DRAFT in as_text(draft), DRAFT in as_page(draft)) == (True, True)
    assert (DRAFT in as_text(brief), DRAFT in as_page(brief)) == (False, False)


def test_control_signs_of_a_statement_move_no_terminal(brief: Brief) -> None:
    """Escape sequences of a statement are left out."""
    odd = replace(brief, statement=brief.statement + "\x1b[31m\u202e")

    assert ("\x1b" in as_text(odd), "\u202e" in as_page(odd)) == (False, False)


def test_the_page_needs_nothing_else(seed: Brief) -> None:
    """No script, no image, no address but those inside the page."""
    page = Page(as_page(seed))

    assert page.tags.isdisjoint({"script", "img", "link", "iframe", "object", "form"})
    assert (page.outside, [one for one in page.links if not one.startswith("#")]) == ([], [])
    assert "url(" not in as_page(seed)


@pytest.mark.parametrize("name", sorted(one.name for one in STATEMENTS.glob("*.txt")))
def test_the_page_has_every_word_of_the_statement(name: str, brief: Brief) -> None:
    """Laid out anew, with numbers at its facts, the statement is word for word as it was."""
    statement = (STATEMENTS / name).read_text(encoding="utf-8")
    shown = as_page(replace(brief, statement=statement))

    body = shown.partition('aria-label="Statement">')[2].partition("</section>")[0]
    body = re.sub(r"<(sup|small)\b.*?</\1>", "", body)
    assert Page(body).text.split() == statement.split()


def test_every_fact_and_its_place_lead_to_each_other(seed: Brief) -> None:
    """All links of the page arrive, each fact has one, and no target is there twice."""
    page = Page(as_page(seed))

    assert {one[1:] for one in page.links} <= set(page.ids)
    assert {f"#at-{one}" for one in seed.by_id} <= set(page.links)
    assert len(page.ids) == len(set(page.ids))


def test_the_page_shows_marks_of_a_page_as_text(brief: Brief) -> None:
    """What looks like an element in a statement, a title or a fact is shown, not built."""
    hostile = brief.file.model_copy(
        update={"source": brief.file.source.model_copy(update={"title": '<img src=x onerror="a">'})}
    )
    page = Page(as_page(replace(brief, file=hostile)))

    assert (page.tags & {"b", "img"}, page.outside) == (set(), [])
    assert "<b>" in page.text
    assert '<img src=x onerror="a">' in page.text
