"""The use cases, with fakes for all that is outside."""

from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.core.card import Tone, plain, text_of
from bot.core.library import Library
from bot.core.recall import Recall
from bot.core.request import Request
from bot.core.wording import NO_BRIEF, UNKNOWN_BRIEF
from bot.core.wording_place import GONE
from bot.ports import Claims
from bot.service import Service
from tests.fakes import (
    BrokenClaims,
    FakeBriefs,
    FakeClaims,
    FakeFeedback,
    FakeForgetting,
    FakeMemory,
    FakePreferences,
)


@pytest.fixture
def service(library: Library) -> Service:
    """Return a service of the seed brief."""
    return service_of(library)


def service_of(library: Library, *, claims: Claims | None = None) -> Service:
    """Return a service of these briefs, with nothing kept yet."""
    return Service(
        FakeBriefs(library),
        claims=claims or FakeClaims(),
        memory=FakeMemory(),
        preferences=FakePreferences(),
        feedback=FakeFeedback(),
        forgetting=FakeForgetting(),
    )


def request(text: str, *keys: str, command: str = "ask", conversation: str = "") -> Request:
    """Return a message of one tenant."""
    return Request("slack", "T1", conversation, keys or (text,), text, command)


async def test_a_message_is_answered_once(service: Service) -> None:
    """A copy under any known key stays without an answer."""
    first = await service.respond(request("how many arrests?", "Ev1", "C1:1.0"))
    copies = [
        await service.respond(request("how many arrests?", *keys))
        for keys in (("Ev1", "C1:1.0"), ("Ev2", "C1:1.0"), ("Ev1", "C9:9.9"))
    ]

    assert first is not None
    assert text_of(first.headline) == "over 500 arrests since its inception in 2020"
    assert copies == [None, None, None]


async def test_a_conversation_remembers_what_it_was_about(service: Service) -> None:
    """A follow-up in a thread is read with the thread's last answer, and only ids are kept."""
    await service.respond(request("how many arrests?", conversation="C1:1.0"))
    card = await service.respond(request("since when?", conversation="C1:1.0"))

    assert card is not None
    assert text_of(card.headline) == "since its inception in 2020"
    assert service.memory == FakeMemory(
        {("slack", "T1", "C1:1.0"): Recall("uk-france-2022-11-14", ("arrests",))}
    )


@pytest.mark.parametrize(
    ("command", "opening"),
    [
        ("summary", "Summary: UK-France joint statement"),
        ("about", "UK-France joint statement"),
        ("list", "Statements I can answer from"),
        ("help", "Ask what an official statement says"),
    ],
)
async def test_a_command_has_its_card(service: Service, command: str, opening: str) -> None:
    """Every command is answered."""
    card = await service.respond(request("", command, command=command))

    assert card is not None
    assert text_of(card.headline).startswith(opening)


async def test_an_empty_question_gets_help(service: Service) -> None:
    """A mention without a question is told what can be asked."""
    card = await service.respond(request("  "))

    assert card is not None
    assert card.tone is Tone.PLAIN


async def test_a_bot_without_briefs_says_so() -> None:
    """With no statement to answer from, nobody is left without a reply."""
    empty = service_of(Library())

    cards = [await empty.respond(request(text, text)) for text in ("how many?", "list")]
    assert [card and text_of(card.headline) for card in cards] == [NO_BRIEF, NO_BRIEF]


@pytest.mark.parametrize(
    ("brief", "said"),
    [("_ABCDEFGH", GONE), ("aABCDEFGH12345678", GONE), ("harbour plan", UNKNOWN_BRIEF)],
)
@pytest.mark.parametrize("command", ["ask", "check", "summary", "about"])
async def test_a_statement_that_is_served_no_more(
    service: Service, command: str, brief: str, said: str
) -> None:
    """What was asked of one statement is never answered from another."""
    asked = replace(request("how many arrests?", command=command), brief=brief)

    card = await service.respond(asked)

    assert card is not None
    assert (text_of(card.headline), card.passages) == (said, ())


async def test_drafts_are_not_served_in_chat(library: Library) -> None:
    """A brief that nobody reviewed answers nothing in a chat."""
    (brief,) = library
    unreviewed = brief.file.model_copy(
        update={"reviewed": brief.file.reviewed.model_copy(update={"by": ""})}
    )
    drafts = Library((type(brief)(brief.id, brief.statement, unreviewed),))

    card = await service_of(drafts).respond(request("how many arrests?"))

    assert card is not None
    assert (card.tone, card.passages) == (Tone.NO, ())


async def test_what_breaks_inside_ends_in_an_apology(library: Library) -> None:
    """An error nobody planned for becomes an error id: no text of it is shown, nor the question logged."""
    service = service_of(library, claims=BrokenClaims())

    with capture_logs() as logs:
        card = await service.respond(request("how many arrests, my secret?"))

    assert card is not None
    assert (card.tone, "hunter2" in plain(card)) == (Tone.TROUBLE, False)
    (entry,) = logs
    assert entry["event"] == "answer_failed"
    assert entry["error_id"] in plain(card)
    assert "secret" not in str({key: value for key, value in entry.items() if key != "exc_info"})
