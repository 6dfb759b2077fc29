"""What "use" is told, and which choice decides."""

import pytest

from bot.core.card import Deed, Role, plain, text_of
from bot.core.feedback import without_people
from bot.core.handles import handle_of
from bot.core.library import Library
from bot.core.lock import faults
from bot.core.preference import Preference, Scope, preferred
from bot.core.using import Use, briefs_named, read_use
from bot.core.wording import list_card
from bot.core.wording_place import in_use_card, which_card
from tests.sample_briefs import harbour


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("", Use("")),
        ("harbour plan", Use("harbour plan")),
        ("harbour plan here", Use("harbour plan", Scope.CHANNEL)),
        ("harbour plan in this channel.", Use("harbour plan", Scope.CHANNEL)),
        ("harbour plan everywhere", Use("harbour plan", Scope.TENANT)),
        ("harbour plan for the whole server", Use("harbour plan", Scope.TENANT)),
        ("harbour plan for me", Use("harbour plan", Scope.PERSON)),
        ("any here", Use("any", Scope.CHANNEL, clear=True)),
        ("Any", Use("Any", clear=True)),
        ("here", Use("", Scope.CHANNEL)),
        ("how to get there", Use("how to get there")),
    ],
)
def test_a_wish_is_read(text: str, use: Use) -> None:
    """The statement stands first, for whom it is chosen last."""
    assert read_use(text) == use


@pytest.mark.parametrize(
    ("named", "ids"),
    [
        ("harbour-2031", ["harbour-2031"]),
        ("Harbour plan 2031", ["harbour-2031"]),
        ("the harbour", ["harbour-2031"]),
        ("joint statement", ["uk-france-2022-11-14"]),
        ("airport", []),
        ("the", []),
    ],
)
def test_a_brief_is_named_by_id_or_title(library: Library, named: str, ids: list[str]) -> None:
    """An id, a title or words of it name a brief; anything else names none."""
    both = Library((*library.briefs, harbour()))

    assert [brief.id for brief in briefs_named(named, both)] == ids


def test_a_handle_names_its_brief(library: Library) -> None:
    """A button names a brief by its handle."""
    both = Library((*library.briefs, harbour()))

    assert [one.id for one in briefs_named(handle_of(harbour()), both)] == ["harbour-2031"]


@pytest.mark.parametrize(
    ("scopes", "brief"),
    [
        ([], ""),
        ([Scope.TENANT], "tenant"),
        ([Scope.TENANT, Scope.PERSON], "person"),
        ([Scope.PERSON, Scope.CHANNEL, Scope.TENANT], "channel"),
    ],
)
def test_the_narrowest_choice_decides(scopes: list[Scope], brief: str) -> None:
    """A channel's choice goes before a person's, and that before the tenant's."""
    assert preferred([Preference(scope, "x", scope.value) for scope in scopes]) == brief


def test_statements_are_offered_by_title_within_the_lock(library: Library) -> None:
    """A title with a figure may stand on a button, since it is a source's."""
    both = Library((*library.briefs, harbour()))
    cards = [
        list_card(both),
        which_card(both.briefs),
        in_use_card([Preference(Scope.PERSON, "U1", "harbour-2031")], both),
    ]

    for card in cards:
        labels = [choice.label for choice in card.choices]
        assert [(label.role, len(label.text) <= 75) for label in labels] == [
            (Role.SOURCE, True)
        ] * 2
        assert {choice.deed for choice in card.choices} == {Deed.USE}
        assert faults(card, [plain(card), *(label.text for label in labels)]) == ()
    assert text_of(cards[2].passages[0].short) == (
        "For you: Harbour plan 2031 · Seaton Council · 4 May 2030"
    )


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("how much <@U0123> funding?", "how much funding?"),
        ("is jo@gov.example or @jo.smith right?", "is or right?"),
        ("how\u202e much?", "how much?"),
        ("x" * 400, "x" * 300),
    ],
)
def test_a_question_is_kept_without_people(question: str, kept: str) -> None:
    """No mention and no address is kept with a question."""
    assert without_people(question) == kept
