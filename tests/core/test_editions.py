"""What a scheduled post shows, and when it says that nothing is new."""

from dataclasses import replace

import pytest

from bot.core.brief import Brief
from bot.core.card import Card, Role, plain, text_of
from bot.core.editions import Edition, Wanted, edition
from bot.core.library import Library
from bot.core.lock import faults
from bot.core.schedule import Content, Known, Unchanged
from bot.core.wording_edition import CORRECTED, MORE, NEW, NOTHING_NEW
from tests.sample_briefs import harbour

HARBOUR = Wanted("harbour-2031")
ALL = Wanted("", unchanged=Unchanged.SAY)


def corrected(brief: Brief) -> Brief:
    """Return the brief after its statement was corrected: another figure for the wall."""
    statement = brief.statement.replace("£3.4 million", "£3.6 million")
    wall, *others = brief.facts
    told = wall.model_copy(
        update={
            "value": "up to £3.6 million",
            "evidence": (wall.evidence[0].replace("£3.4 million", "£3.6 million"),),
        }
    )
    return Brief(brief.id, statement, brief.file.model_copy(update={"facts": (told, *others)}))


def posted(library: Library, wanted: Wanted, known: Known | None = None) -> Edition:
    """Return an edition that can be posted and keeps the number lock."""
    made = edition(library, wanted, known or {})
    assert made is not None
    if made.card:
        assert faults(made.card, (plain(made.card),)) == ()
    return made


def shorts(card: Card | None) -> list[str]:
    """Return the first line of each passage."""
    return [text_of(passage.short) for passage in card.passages] if card else []


def test_whole() -> None:
    """A whole post has every fact of the summary, the source and next questions."""
    made = posted(Library((harbour(),)), HARBOUR)

    assert shorts(made.card) == [
        "Cost of the harbour wall: up to £3.4 million between 2031 and 2033",
        "Trees to be planted: 1,200 trees by 1 March 2031",
    ]
    assert made.card
    assert made.card.source
    assert made.card.source.url == "https://seaton.example/harbour"


def test_one_figure() -> None:
    """A post of one figure has it with its qualifier, its sentence and who says so."""
    wanted = replace(HARBOUR, content=Content.FIGURE, fact="trees")

    made = posted(Library((harbour(),)), wanted)

    assert made.card
    (passage,) = made.card.passages
    assert text_of(passage.short) == "Trees to be planted: 1,200 trees by 1 March 2031"
    assert passage.quote
    assert passage.quote.text == "We will plant 1,200 trees by 1 March 2031"
    assert text_of(passage.said_by) == "Said by: the mayor"


@pytest.mark.parametrize(
    ("unchanged", "headline"),
    [
        (Unchanged.REPEAT, "Summary: Harbour plan 2031"),
        (Unchanged.SAY, NOTHING_NEW),
        (Unchanged.SILENT, None),
    ],
)
def test_unchanged(unchanged: Unchanged, headline: str | None) -> None:
    """Where nothing changed a post is repeated, says so or stays silent, as chosen."""
    library = Library((harbour(),))
    wanted = replace(HARBOUR, unchanged=unchanged)
    first = posted(library, wanted)

    second = posted(library, wanted, first.known)

    assert first.card
    assert (text_of(second.card.headline) if second.card else None) == headline
    assert second.known == first.known


def test_corrected_figure() -> None:
    """A figure that reads otherwise than last time is marked as corrected, no other is."""
    before = posted(Library((harbour(),)), HARBOUR)

    made = posted(Library((corrected(harbour()),)), HARBOUR, before.known)

    assert shorts(made.card) == [
        f"{CORRECTED}Cost of the harbour wall: up to £3.6 million between 2031 and 2033",
        "Trees to be planted: 1,200 trees by 1 March 2031",
    ]
    assert "3.4" not in plain(made.card) if made.card else False


def test_other_words_are_no_change() -> None:
    """New words to ask with, or another reviewer, make nothing new."""
    brief = harbour()
    before = posted(Library((brief,)), ALL)
    asked = brief.facts[0].model_copy(update={"ask": ("What does the wall cost?",)})
    other = Brief(
        brief.id, brief.statement,
        brief.file.model_copy(update={"facts": (asked, *brief.facts[1:])}),
    )  # fmt: skip

    made = posted(Library((other,)), ALL, before.known)

    assert made.card
    assert text_of(made.card.headline) == NOTHING_NEW


def test_all_that_is_new(seed: Brief) -> None:
    """A post of all statements has those that are new or changed since the last, and only those."""
    first = posted(Library((seed,)), ALL)
    both = posted(Library((harbour(), seed)), ALL, {})
    added = posted(Library((harbour(), seed)), ALL, first.known)
    changed = posted(Library((corrected(harbour()), seed)), ALL, both.known)

    assert both.card
    assert text_of(both.card.headline) == NEW
    assert sum(text.startswith(("Harbour", "UK-France")) for text in shorts(both.card)) == 2
    assert added.card
    assert text_of(added.card.headline) == "Summary: Harbour plan 2031"
    assert shorts(changed.card)[0].startswith(CORRECTED)
    assert not shorts(changed.card)[1].startswith(CORRECTED)


def test_many_new() -> None:
    """A post of very many statements shows the first and says how many more there are."""
    many = Library(tuple(replace_id(harbour(), f"h{number}") for number in range(8)))

    made = posted(many, ALL)

    assert made.card
    assert [text_of(note) for note in made.card.notes] == [f"3{MORE}"]
    assert any(span.role is Role.OWN for span in made.card.notes[0])


def replace_id(brief: Brief, name: str) -> Brief:
    """Return a brief under another id."""
    return Brief(name, brief.statement, brief.file)


@pytest.mark.parametrize("wanted", [Wanted("gone"), replace(HARBOUR, fact="gone")])
def test_not_served(wanted: Wanted) -> None:
    """A brief or a fact that is not served makes no post."""
    assert edition(Library((harbour(),)), wanted, {}) is None
