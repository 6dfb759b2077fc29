"""The Home tab: what it shows to whom, what can be changed in it, and the agent view's questions."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.adapters.slack import home_view
from bot.adapters.slack.buttons import Wish
from bot.adapters.slack.home_view import Shown
from bot.adapters.slack.marks import local_time
from bot.adapters.slack.platform import SlackPlatform
from bot.adapters.slack.render import readable_blocks
from bot.core import wording_slack as wording
from bot.core.card import Card, Deed, Passage, Role, Span, Tone, words
from bot.core.handles import handle_of
from bot.core.library import Library
from bot.core.preference import Preference, Scope
from bot.core.request import Wish as PostWish
from bot.core.schedule import Due, Schedule
from bot.core.wording_place import MANAGERS_ONLY
from bot.core.wording_scheduling import Kept
from bot.errors import StoreUnavailable
from tests.adapters.slack.fakes import FakeFollowed, FakeKept, FakeService
from tests.adapters.slack.test_slack_receiving import started
from tests.clocks import FakeClock
from tests.conftest import SEED
from tests.sample_briefs import harbour
from tests.wire import slack_events as events
from tests.wire.fake_slack import FakeSlack, refused
from tests.wire.slack_checks import view_faults

NINE = datetime(2026, 11, 26, 9, tzinfo=UTC)
MORNING = Schedule("morning", "slack", "C1", SEED, "0 9 * * 1-5", "Europe/London", tenant="T1")
DAILY = Kept(Due(MORNING, NINE, 1), "UK-France joint statement", (NINE,))
ASKED = Card(
    Tone.PLAIN, (words("Open"),), passages=(Passage((Span(Role.ASKED, "“how many boats?”"),)),)
)


@pytest.fixture
def both(library: Library) -> Library:
    """Give two statements."""
    return Library((*library.briefs, harbour()))


@pytest.fixture
def full(both: Library) -> Shown:
    """Give all that a manager sees."""
    return Shown(
        library=both,
        chosen=(Preference(Scope.PERSON, "U1", "harbour-2031"),),
        channels=(Preference(Scope.CHANNEL, "C1", SEED), Preference(Scope.CHANNEL, "C2", "gone")),
        followed=("C1", "C3"),
        schedules=(DAILY,),
        manages=True,
        open_questions=ASKED,
        notices=(Card(Tone.PLAIN, (words("Done."),)),),
    )


def shown(view: dict[str, Any]) -> str:
    """Return all that is read in a view."""
    return "\n".join(readable_blocks(view["blocks"]))


def chosen(view: dict[str, Any]) -> dict[str, str]:
    """Return what each list of a view shows as chosen."""
    rows = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    lists = [row for row in rows if "initial_option" in row]
    return {row["action_id"]: row["initial_option"]["text"]["text"] for row in lists}


def test_home_of_a_manager(full: Shown) -> None:
    """A manager sees statements, choices, channels, schedules with the next run, open questions."""
    view = home_view.home(full)

    read = shown(view)
    assert view_faults(view) == []
    assert all(brief.title in read for brief in full.library)
    assert "how many boats?" in read
    assert chosen(view) == {
        "use_person": "Harbour plan 2031 · 4 May 2030",
        "use_tenant": wording.HOME_BY_QUESTION,
    }
    texts = [str(block.get("text", {}).get("text")) for block in view["blocks"]]
    assert any(text.startswith("<#C1>: UK-France") for text in texts)
    assert any(text.endswith("<#C1>, <#C3>") for text in texts)
    assert any("<!date^" in text and "every weekday at 09:00" in text for text in texts)
    assert home_view.SET_UP in str(view)


def test_home_of_a_reader(full: Shown) -> None:
    """Who does not manage chooses for themselves, and sees nothing of what others asked."""
    view = home_view.home(
        replace(full, manages=False, channels=(), followed=(), open_questions=None, notices=())
    )

    assert view_faults(view) == []
    assert list(chosen(view)) == ["use_person"]
    assert "how many boats?" not in shown(view)
    assert home_view.SET_UP not in str(view)


def test_home_without_anything() -> None:
    """With no statement and nothing kept the tab still says so."""
    view = home_view.home(Shown(Library(), knows_admins=False))

    assert view_faults(view) == []
    assert wording.HOME_NO_SCHEDULES in shown(view)
    assert "users:read" in shown(view)


def test_home_of_many(full: Shown) -> None:
    """Hundreds of statements, schedules and channels still make a view that Slack takes."""
    many = [replace(harbour(), id=f"b{at}") for at in range(300)]
    view = home_view.home(
        replace(
            full,
            library=Library(tuple(many)),
            schedules=(DAILY,) * 300,
            channels=tuple(Preference(Scope.CHANNEL, f"C{at}", "b1") for at in range(300)),
            followed=tuple(f"C{at}" for at in range(300)),
        )
    )

    assert view_faults(view) == []


def test_dialogue(both: Library) -> None:
    """The dialogues are such as Slack takes."""
    for library in (both, Library()):
        assert view_faults(home_view.dialogue(library)) == []
        assert view_faults(home_view.new_schedule(library)) == []


def test_hostile_ids_make_no_link(full: Shown) -> None:
    """A channel's name that is no id is shown as text, and pings nobody."""
    schedule = replace(MORNING, channel="!channel> <@U1")
    hostile = replace(DAILY, due=replace(DAILY.due, schedule=schedule), title="<!here>")

    view = home_view.home(replace(full, schedules=(hostile,)))

    assert view_faults(view) == []
    assert "<!here>" in shown(view)


def test_local_time() -> None:
    """A time is shown in the reader's own zone, with words for where that is not known."""
    assert local_time(NINE, "Europe/Paris") == (
        "<!date^1795683600^{date_short_pretty} {time}|26 November 2026 10:00 (Europe/Paris)>"
    )


@pytest.fixture
def home(service: FakeService, both: Library) -> FakeService:
    """Give a service with two statements that answers with a note."""
    service.briefs = both
    service.card = Card(Tone.PLAIN, (words("Noted."),))
    return service


@pytest.fixture
def view(slack: FakeSlack) -> Callable[[], Awaitable[dict[str, Any]]]:
    """Give a way to wait for the next version of the tab."""
    count = 0

    async def following() -> dict[str, Any]:
        nonlocal count
        count += 1
        return dict((await slack.posted(count, "views.publish"))[-1]["view"])

    return following


@pytest.mark.usefixtures("bot", "home")
async def test_opened(slack: FakeSlack, view: Any) -> None:
    """When the tab is opened it is shown to that person."""
    await slack.send(events.home_opened())

    published = await view()
    assert "Harbour plan 2031" in shown(published)
    assert slack.called("views.publish")[0]["user_id"] == "U1"


@pytest.mark.usefixtures("bot")
async def test_choose_for_oneself(slack: FakeSlack, home: FakeService, view: Any) -> None:
    """What is chosen in the tab is chosen for that person, and the tab shows it."""
    wish = Wish("use", text=handle_of(harbour()), option="person")

    await slack.send(events.press_home(wish.value))

    assert "Noted." in shown(await view())
    assert [
        (one.command, one.text, one.option, one.person, one.channel) for one in home.requests
    ] == [("use", handle_of(harbour()), "person", "U1", "")]


@pytest.mark.usefixtures("bot")
async def test_open_the_dialogue(slack: FakeSlack, home: FakeService) -> None:
    """A manager opens the dialogue that sets a channel up."""
    home.managers = {"U1"}

    await slack.send(events.press_home(Wish(home_view.SET_UP).value, chosen=False))

    (opened,) = await slack.posted(1, "views.open")
    assert (opened["trigger_id"], opened["view"]["type"]) == ("1.2.6", "modal")


@pytest.mark.usefixtures("bot")
async def test_dialogue_is_for_managers(slack: FakeSlack, home: FakeService, view: Any) -> None:
    """Whoever does not manage is told so, and gets no dialogue."""
    await slack.send(events.press_home(Wish(home_view.SET_UP).value, chosen=False))

    assert MANAGERS_ONLY in shown(await view())
    assert slack.called("views.open") == []
    assert home.requests == []


def filled(statement: str, follow: str) -> dict[str, Any]:
    """Return the dialogue as it was filled in."""
    return events.submit(
        home_view.SET_UP,
        {
            home_view.CHANNEL: {"selected_conversation": "C9"},
            home_view.STATEMENT: {"selected_option": {"value": statement}},
            home_view.FOLLOW: {"selected_option": {"value": follow}},
        },
    )


@pytest.mark.usefixtures("bot")
async def test_set_up_a_channel(
    slack: FakeSlack, home: FakeService, followed: FakeFollowed, view: Any
) -> None:
    """A manager sets a channel's statement and its follow-ups, and what is lacking is said."""
    home.managers = {"U1"}

    await slack.send(filled("_AAAAAAAA", home_view.ON))

    read = shown(await view())
    assert "Noted." in read
    assert "channels:history" in read
    asked = home.requests[0]
    assert (asked.command, asked.text, asked.option, asked.channel) == (
        "use", "_AAAAAAAA", "channel", "C9",
    )  # fmt: skip
    assert followed.channels == {"T1": {"C9"}}


async def test_set_up_where_history_is_permitted(
    slack: FakeSlack, home: FakeService, platform: SlackPlatform, clock: FakeClock, view: Any
) -> None:
    """Where the permission was given nothing more is said."""
    home.managers = {"U1"}
    slack.scopes = "chat:write,channels:history"

    async with started(platform, clock, sleepers=2):
        await slack.send(filled(home_view.AS_IS, home_view.ON))
        read = shown(await view())

    assert "channels:history" not in read
    assert [one.command for one in home.requests] == ["open_questions"]


@pytest.mark.usefixtures("bot")
async def test_leave_as_it_is(
    slack: FakeSlack, home: FakeService, followed: FakeFollowed, view: Any
) -> None:
    """What is left as it is stays so."""
    home.managers = {"U1"}
    followed.channels = {"T1": {"C9"}}

    await slack.send(filled(home_view.AS_IS, home_view.AS_IS))
    await view()

    assert [one.command for one in home.requests] == ["open_questions"]
    assert followed.channels == {"T1": {"C9"}}


@pytest.mark.usefixtures("bot")
async def test_rights_are_looked_at_when_it_is_saved(
    slack: FakeSlack, home: FakeService, followed: FakeFollowed, view: Any
) -> None:
    """Whoever lost the right while the dialogue was open changes nothing."""
    await slack.send(filled("_AAAAAAAA", home_view.ON))

    assert MANAGERS_ONLY in shown(await view())
    assert home.requests == []
    assert followed.channels == {}


@pytest.mark.usefixtures("bot")
async def test_propose_a_schedule(slack: FakeSlack, home: FakeService, view: Any) -> None:
    """What is filled in is proposed, and the tab shows the proposal with its buttons."""
    home.managers = {"U1"}
    home.card = Card(
        Tone.PLAIN, (words("As it would be."),), handle="abc", deeds=(Deed.SCHEDULE_ADD,)
    )
    await slack.send(events.press_home(Wish(home_view.NEW).value, chosen=False))
    (opened,) = await slack.posted(1, "views.open")
    parts = {
        home_view.CHANNEL: {"selected_conversation": "C9"},
        home_view.WHEN: {"value": "weekdays 09:00 London"},
        home_view.STATEMENT: {"selected_option": {"value": "_AAAAAAAA"}},
    }

    await slack.send(events.submit(opened["view"]["callback_id"], parts))

    published = await view()
    assert "As it would be." in shown(published)
    values = [
        element["value"] for block in published["blocks"] for element in block.get("elements", ())
        if element.get("value")
    ]  # fmt: skip
    assert Wish("schedule_add", handle="abc").value in values
    asked = home.requests[0]
    assert (asked.command, asked.wish) == (
        "schedule_preview",
        PostWish(when="weekdays 09:00 London", brief="_AAAAAAAA", channel="C9"),
    )


@pytest.mark.usefixtures("bot")
async def test_manage_a_schedule(slack: FakeSlack, home: FakeService, view: Any) -> None:
    """A schedule is opened, paused and removed from the tab."""
    await slack.send(
        events.press_home(Wish("schedule_pause", handle="morning").value, chosen=False)
    )

    assert "Noted." in shown(await view())
    assert [(one.command, one.handle) for one in home.requests] == [("schedule_pause", "morning")]


@pytest.mark.usefixtures("bot", "home")
async def test_trouble(slack: FakeSlack, service: FakeService, kept: FakeKept, view: Any) -> None:
    """What cannot be shown is said in the tab and logged with an error id."""
    service.managers = {"U1"}
    kept.away = StoreUnavailable("away")

    with capture_logs() as logs:
        await slack.send(events.home_opened())
        read = shown(await view())

    assert read == wording.HOME_TROUBLE
    assert [bool(log["error_id"]) for log in logs if log["event"] == "slack_home_failed"] == [True]


@pytest.mark.usefixtures("bot")
async def test_foreign_view(slack: FakeSlack, service: FakeService) -> None:
    """What is filled in or pressed elsewhere changes nothing."""
    await slack.send(events.submit("other", {}))
    await slack.send(events.press_home("other"))

    assert service.requests == []
    assert slack.called("views.publish") == []


async def test_agent_view(
    slack: FakeSlack, home: FakeService, platform: SlackPlatform, clock: FakeClock
) -> None:
    """Where the workspace has the agent view it is given questions that have an answer."""
    slack.scopes = "chat:write,assistant:write"

    async with started(platform, clock, sleepers=2):
        await slack.send(events.home_opened(tab="messages"))
        (asked,) = await slack.posted(1, "assistant.threads.setSuggestedPrompts")

    assert asked["channel_id"] == "D1"
    assert "thread_ts" not in asked
    assert 0 < len(asked["prompts"]) <= 4
    assert all(set(prompt) == {"title", "message"} for prompt in asked["prompts"])
    assert home.requests == []


@pytest.mark.usefixtures("bot", "home")
async def test_no_agent_view(slack: FakeSlack) -> None:
    """Elsewhere nothing of the agent view is called."""
    await slack.send(events.home_opened(tab="messages"))
    await slack.send(events.mention())
    await slack.posted()

    assert slack.called("assistant.threads.setSuggestedPrompts") == []


@pytest.mark.usefixtures("bot", "home")
async def test_home_is_switched_off(slack: FakeSlack) -> None:
    """An app without a Home tab goes on without one."""
    slack.fault("views.publish", refused("not_enabled"))

    await slack.send(events.home_opened())
    await slack.posted(1, "views.publish")
    await slack.send(events.mention())

    assert len(await slack.posted()) == 1


@pytest.mark.parametrize("scope", ["", ",channels:history", ",groups:history"])
async def test_what_may_not_be_read(
    slack: FakeSlack, home: FakeService, platform: SlackPlatform, clock: FakeClock, scope: str
) -> None:
    """A manager is told in words what the bot cannot do without the optional permissions."""
    slack.scopes += scope
    home.managers = {"U1"}

    async with started(platform, clock, sleepers=2):
        await slack.send(events.home_opened())
        (published,) = await slack.posted(1, "views.publish")

    assert (wording.HOME_READS_NOTHING in str(published["view"])) is (scope == "")
