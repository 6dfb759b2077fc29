"""What people do beyond asking, through the service, with fakes for all that is outside."""

from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.core.card import Card, Deed, Tone, plain, text_of
from bot.core.feedback import Vote
from bot.core.handles import handle_of
from bot.core.library import Library
from bot.core.preference import Preference, Scope
from bot.core.recall import Recall
from bot.core.request import Request
from bot.core.wording import NOT_STATED, UNKNOWN_BRIEF
from bot.core.wording_check import NOTHING_TO_CHECK
from bot.core.wording_misread import QUESTION_LOST, UNDERSTOOD
from bot.core.wording_place import (
    CLEARED,
    GONE,
    MANAGERS_ONLY,
    MANAGERS_READ,
    NONE_IN_USE,
    OPEN_QUESTIONS,
    THANKS,
    THANKS_BAD,
    USED,
)
from bot.service import Service
from tests.conftest import SEED
from tests.fakes import (
    BrokenFeedback,
    FakeBriefs,
    FakeClaims,
    FakeFeedback,
    FakeForgetting,
    FakeMemory,
    FakePreferences,
)
from tests.sample_briefs import harbour

OTHER = "harbour-2031"


@pytest.fixture
def both(library: Library) -> Library:
    """Return two statements."""
    return Library((*library.briefs, harbour()))


@pytest.fixture
def service(both: Library) -> Service:
    """Return a service of two statements, with one manager."""
    return Service(
        FakeBriefs(both),
        claims=FakeClaims(),
        memory=FakeMemory(),
        preferences=FakePreferences(),
        feedback=FakeFeedback(),
        forgetting=FakeForgetting(),
        managers=frozenset({"U1", "T2:U2"}),
    )


class Person:
    """Somebody who writes to the bot, each message with a key of its own."""

    def __init__(
        self, service: Service, *, tenant: str = "T1", person: str = "U9", channel: str = "C1"
    ) -> None:
        self.service = service
        self.count = 0
        self.base = Request(
            "slack", tenant, "", (), "", channel=channel, person=person, message="m1"
        )

    async def __call__(self, command: str, text: str = "", **more: object) -> Card:
        """Return the reply to a command."""
        self.count += 1
        keys = (f"{self.base.tenant}:{self.base.person}:{self.count}",)
        request = replace(self.base, keys=keys, command=command, text=text, **more)  # type: ignore[arg-type] # fields by name
        card = await self.service.respond(request)
        assert card is not None
        return card


async def test_a_next_question_is_answered_by_its_handle(service: Service) -> None:
    """The button of a next question shows its fact, and a follow-up refers to it."""
    ask = Person(service)
    card = await ask("ask", "how many arrests?")
    handle = card.prompts[0].handle

    shown = await ask("show", handle=handle, conversation="C1:1")

    assert text_of(shown.asked) == f"You asked: “{card.prompts[0].question}”"
    assert (shown.tone, shown.handle[1:]) == (Tone.ANSWER, handle[1:])
    assert service.memory == FakeMemory({("slack", "T1", "C1:1"): Recall(SEED, ("crime-groups",))})


@pytest.mark.parametrize(("option", "count"), [("", 4), ("ap", 1), ("markdown", 1), ("haiku", 4)])
async def test_an_answer_is_cited(service: Service, option: str, count: int) -> None:
    """The style that is asked for comes alone, without one all of them."""
    ask = Person(service)
    card = await ask("ask", "how many arrests?")

    cited = await ask("cite", handle=card.handle, option=option)

    assert [("over 500 arrests" in text_of(one.short)) for one in cited.passages] == [True] * count


async def test_a_message_is_checked_with_the_brief_of_the_place(service: Service) -> None:
    """The statement a channel uses is what a message is checked with; one named goes before."""
    ask = Person(service, person="U1")
    await ask("use", "harbour plan here")

    cards = [
        await ask("check", "over 500 arrests"),
        await ask("check", "over 500 arrests", brief=SEED),
        await ask("check", "hello"),
    ]

    assert [card.tone for card in cards] == [Tone.NO, Tone.ANSWER, Tone.PLAIN]
    assert text_of(cards[2].headline) == NOTHING_TO_CHECK


async def test_not_what_was_asked(service: Service) -> None:
    """With the question it is explained, without it what is near is offered."""
    ask = Person(service)
    card = await ask("ask", "how many arrests?")

    told = await ask("not_asked", "how many arrests?", handle=card.handle)
    lost = await ask("not_asked", handle=card.handle)

    assert [text_of(one.headline) for one in (told, lost)] == [UNDERSTOOD, QUESTION_LOST]
    assert all(prompt.handle != card.handle for one in (told, lost) for prompt in one.prompts)


async def test_a_vote_is_kept_by_fact(service: Service) -> None:
    """A vote takes the place of the last, and the question stays only with one against."""
    ask = Person(service)
    card = await ask("ask", "how many arrests?")
    question = "how many arrests, @jo?"

    thanks = [
        await ask("vote", question, handle=card.handle, option=option) for option in ("down", "up")
    ]
    other = await ask("vote", question, handle=card.handle, option="down", message="m2")

    assert [text_of(one.headline) for one in (*thanks, other)] == [THANKS_BAD, THANKS, THANKS_BAD]
    assert other.deeds == (Deed.NOT_ASKED,)
    up = Vote("m1", "U9", True, SEED, ("arrests",), "answered")  # noqa: FBT003 - a plain value
    down = replace(up, answer="m2", good=False, question="how many arrests, ?")
    assert service.feedback == FakeFeedback(
        {("slack", "T1", "m1", "U9"): up, ("slack", "T1", "m2", "U9"): down}
    )


async def test_a_vote_that_cannot_be_kept_ends_in_an_apology(service: Service) -> None:
    """Nobody is thanked for a vote that was lost."""
    ask = Person(replace(service, feedback=BrokenFeedback()))
    card = await ask("ask", "how many arrests?")

    with capture_logs():
        told = await ask("vote", handle=card.handle, option="up")

    assert told.tone is Tone.TROUBLE


@pytest.mark.parametrize("command", ["show", "cite", "not_asked", "vote"])
async def test_a_button_of_something_gone_says_so(service: Service, command: str) -> None:
    """What is served no more, or a handle that somebody made up, is a no in words."""
    card = await Person(service)(command, handle="aAAAAAAAAAAAAAAAA")

    assert (card.tone, text_of(card.headline)) == (Tone.NO, GONE)


async def test_anyone_chooses_for_themselves(service: Service) -> None:
    """A person's choice answers their questions, and nobody else's."""
    one, other = Person(service), Person(service, person="U8")

    told = await one("use", "harbour plan")
    answers = [text_of((await who("ask", "how many trees?")).headline) for who in (one, other)]
    refused = await one("ask", "how many arrests?")
    free = await other("ask", "how many arrests?")

    assert text_of(told.headline) == USED[Scope.PERSON]
    assert answers == ["1,200 trees by 1 March 2031"] * 2
    assert (text_of(refused.headline), free.tone) == (NOT_STATED, Tone.ANSWER)


@pytest.mark.parametrize(
    ("tenant", "person", "manages", "headline"),
    [
        ("T1", "U9", False, MANAGERS_ONLY),
        ("T1", "U9", True, USED[Scope.CHANNEL]),
        ("T1", "U1", False, USED[Scope.CHANNEL]),
        ("T2", "U2", False, USED[Scope.CHANNEL]),
        ("T1", "U2", False, MANAGERS_ONLY),
        ("T1", "", False, MANAGERS_ONLY),
    ],
)
async def test_managers_choose_for_others(
    service: Service, tenant: str, person: str, *, manages: bool, headline: str
) -> None:
    """For a channel choose those whom the platform or the operator lets manage, each in their tenant."""
    ask = Person(service, tenant=tenant, person=person)

    card = await ask("use", "harbour plan here", manages=manages)

    assert text_of(card.headline) == headline
    kept = {("slack", tenant, Scope.CHANNEL, "C1"): OTHER} if card.passages else {}
    assert service.preferences == FakePreferences(kept)


async def test_a_choice_by_button(service: Service, both: Library) -> None:
    """A button names the statement by its handle and for whom by its option."""
    ask = Person(service, person="U1")
    handle = handle_of(both.briefs[1])

    cards = [await ask("use", handle, option=option) for option in ("tenant", "channel", "")]

    assert [text_of(card.headline) for card in cards] == [
        USED[scope] for scope in (Scope.TENANT, Scope.CHANNEL, Scope.PERSON)
    ]


async def test_a_choice_is_taken_back(service: Service) -> None:
    """With "any" the question chooses again."""
    ask = Person(service)
    await ask("use", "harbour plan")

    cleared = await ask("use", "any")
    card = await ask("ask", "how many arrests?")
    unknown = await ask("use", "airport")
    shown = await ask("use")

    assert text_of(cleared.headline) == CLEARED[Scope.PERSON]
    assert card.tone is Tone.ANSWER
    assert text_of(unknown.headline) == UNKNOWN_BRIEF
    assert (text_of(shown.headline), len(shown.choices)) == (NONE_IN_USE, 2)


async def test_tenants_stay_apart(service: Service) -> None:
    """What one tenant chooses, asks and votes reaches no other, though ids are the same."""
    one, other = Person(service, person="U1"), Person(service, tenant="T9", person="U1")
    await one("use", "harbour plan everywhere")
    await one("ask", "how many submarines?")

    mine = [await one("use"), await one("open_questions")]
    theirs = [await other("use"), await other("open_questions")]

    assert [len(card.passages) for card in mine] == [1, 1]
    assert [len(card.passages) for card in theirs] == [0, 0]


async def test_a_chosen_statement_that_is_served_no_more(service: Service) -> None:
    """Where the statement that a place uses is gone, it is as if none had been chosen."""
    third = replace(harbour(), id="third")
    three = replace(service, source=FakeBriefs(Library((*service.library(), third))))
    await Person(three, person="U1")("use", f"{OTHER} here")
    left = tuple(one for one in three.library() if one.id != OTHER)
    fewer = replace(three, source=FakeBriefs(Library(left)))
    never_chosen = replace(fewer, preferences=FakePreferences(), claims=FakeClaims())
    people = [Person(one, person="U2") for one in (fewer, never_chosen)]

    told = [
        [await ask(command, text) for ask in people]
        for command, text in (
            ("summary", ""),
            ("ask", "how many arrests?"),
            ("check", "500 arrests"),
        )
    ]

    assert [gone == never for gone, never in told] == [True] * 3


async def test_open_questions_are_for_managers(service: Service) -> None:
    """What stayed open is read by those who manage, in words and without names."""
    ask = Person(service)
    await ask("ask", "how many submarines, @jo?")
    await ask("ask", "how many arrests?")

    told = [await ask("open_questions"), await ask("open_questions", manages=True)]

    assert [text_of(card.headline) for card in told] == [MANAGERS_READ, OPEN_QUESTIONS]
    assert plain(told[1]).splitlines()[1:] == ["“how many submarines, ?” · once · 04 May 2030"]


async def test_nothing_kept_of_a_direct_message_names_the_person(service: Service) -> None:
    """Where the tenant is a person, votes and questions are kept without that name."""
    ask = Person(service, tenant="dm:U9", channel="")
    card = await ask("ask", "how many submarines?")
    await ask("vote", handle=card.handle, option="up")

    feedback = service.feedback
    assert isinstance(feedback, FakeFeedback)
    assert [tenant for _, tenant, _, _ in feedback.questions] == ["dm"]
    assert [tenant for _, tenant, _, _ in feedback.votes] == ["dm"]


@pytest.mark.parametrize(("named", "headline"), [((), MANAGERS_READ), (("U9",), OPEN_QUESTIONS)])
async def test_a_direct_message_shows_nothing_of_others(
    service: Service, named: tuple[str, ...], headline: str
) -> None:
    """What was asked in direct messages is read by those alone whom the operator named."""
    await Person(service, tenant="dm:U1", person="U1", channel="")("ask", "how many submarines?")
    other = Person(
        replace(service, managers=frozenset(named)), tenant="dm:U9", person="U9", channel=""
    )

    told = [await other("open_questions"), await other("open_questions", manages=True)]

    assert [text_of(card.headline) for card in told] == [headline] * 2


async def test_a_thread_stays_with_its_statement(service: Service) -> None:
    """A follow-up refers to what the thread was about, though the channel uses another statement."""
    ask = Person(service, person="U1")
    await ask("use", "harbour plan here")
    await ask("ask", "how many arrests?", brief=SEED, conversation="C1:1")

    card = await ask("ask", "since when?", conversation="C1:1")

    assert text_of(card.headline) == "since its inception in 2020"


async def test_the_same_question_of_a_chosen_statement(service: Service, both: Library) -> None:
    """A choice between statements asks again in the one that is pressed."""
    ask = Person(service)
    handles = [handle_of(brief) for brief in both]

    cards = [await ask("ask", "who is quoted?", brief=handle) for handle in handles]

    assert [text_of(card.headline) for card in cards] == ["Home Secretary", "the mayor"]


async def test_a_place_that_uses_a_statement_sums_it_up(service: Service) -> None:
    """Without a name "summary" and "about" are of the statement in use; words of a title name one."""
    ask = Person(service)
    await ask("use", "harbour plan")

    headlines = [
        text_of((await ask(*said)).headline)
        for said in (
            ("summary",),
            ("about",),
            ("summary", "joint statement"),
            ("summary", "nothing"),
        )
    ]

    assert headlines == [
        "Summary: Harbour plan 2031",
        "Harbour plan 2031",
        "Summary: UK-France joint statement: enhancing co-operation against illegal migration",
        UNKNOWN_BRIEF,
    ]


async def test_a_button_pressed_twice_is_done_once(service: Service) -> None:
    """A copy of a press gets no second reply."""
    request = Request("slack", "T1", "", ("k1",), "hello", command="check")

    cards = [await service.respond(request) for _ in range(2)]

    assert [card is None for card in cards] == [False, True]


async def test_a_tenant_that_leaves_is_forgotten(service: Service) -> None:
    """Leaving deletes all of a tenant; where the store is away the operator is told."""
    away = replace(service, forgetting=FakeForgetting(away=True))

    with capture_logs() as logs:
        done = [await one.forget(platform="slack", tenant="T1") for one in (service, away)]

    assert done == [True, False]
    assert service.forgetting == FakeForgetting([("slack", "T1")])
    assert [entry["event"] for entry in logs] == ["tenant_forgotten", "tenant_not_forgotten"]


async def test_what_is_chosen_can_be_read(service: Service) -> None:
    """A home page reads the choices of its place, and whether they may be changed."""
    ask = Person(service, person="U1")
    await ask("use", "harbour plan here")

    assert await service.chosen(ask.base) == (Preference(Scope.CHANNEL, "C1", OTHER),)
    assert (service.may_manage(ask.base), service.may_manage(Person(service).base)) == (True, False)
