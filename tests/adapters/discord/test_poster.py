"""Posts to a channel and looks for them, over the wire."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.adapters.discord import DiscordPlatform
from bot.errors import LookUpImpossible, PostDelayed, PostRefused, PostUncertain
from tests.adapters.discord.conftest import ANSWER, FULL, FakeService
from tests.clocks import FakeClock
from tests.wire import discord_events as events
from tests.wire.discord_checks import walk
from tests.wire.fake_discord import FakeDiscord, Fault

MARKER = "0123456789abcdef01234567"
SINCE = events.START - timedelta(minutes=1)
POST = f"/channels/{events.CHANNEL}/messages"


def ids(body: events.Data) -> list[str]:
    """Return the ids of a message's buttons."""
    return [one["custom_id"] for one in walk(body["components"]) if "custom_id" in one]


async def test_post(discord: FakeDiscord, bot: DiscordPlatform) -> None:
    """A post carries its marker as nonce and on a button, is found by it, and answers when asked."""
    message = await bot.poster.post(events.CHANNEL, ANSWER, marker=MARKER)

    body = discord.sent[0].body
    assert (body["nonce"], ids(body)) == (MARKER, ["ask:how many arrests?", f"about:{MARKER}"])
    assert message == discord.sent[0].shown["id"]
    assert await bot.poster.find(events.CHANNEL, marker=MARKER, since=SINCE) == message


async def test_pressing_about(
    discord: FakeDiscord, bot: DiscordPlatform, service: FakeService
) -> None:
    """The button that carries the marker tells about the statement."""
    await bot.poster.post(events.CHANNEL, ANSWER, marker=MARKER)
    pressed = events.press(discord.sent[0].shown, f"about:{MARKER}")

    await discord.deliver(pressed)
    await discord.answer_to(pressed)

    assert [request.command for request in service.requests] == ["about"]


async def test_same_marker_again(discord: FakeDiscord, bot: DiscordPlatform) -> None:
    """A marker that was posted a moment ago is not posted a second time."""
    first = await bot.poster.post(events.CHANNEL, ANSWER, marker=MARKER)
    second = await bot.poster.post(events.CHANNEL, ANSWER, marker=MARKER)

    assert first == second
    assert len(discord.sent) == 1


async def test_marker_of_a_deleted_message(discord: FakeDiscord, bot: DiscordPlatform) -> None:
    """A message that someone deleted was posted, and is not posted again."""
    await bot.poster.post(events.CHANNEL, ANSWER, marker=MARKER)
    discord.sent[0].deleted = True

    assert await bot.poster.post(events.CHANNEL, ANSWER, marker=MARKER) == ""
    assert len(discord.sent) == 1


FAILURES = {
    "503 after it was recorded": (Fault("POST", POST, 503, before=False), PostUncertain),
    "closed": (Fault("POST", POST, "close"), PostUncertain),
    "long 429": (Fault("POST", POST, 429, retry_after=90), PostDelayed),
    "403": (Fault("POST", POST, 403), PostRefused),
    "404": (Fault("POST", POST, 404), PostRefused),
    "400": (Fault("POST", POST, 400), PostRefused),
}


@pytest.mark.parametrize(("fault", "kind"), FAILURES.values(), ids=FAILURES.keys())
async def test_failed_post(
    discord: FakeDiscord, bot: DiscordPlatform, fault: Fault, kind: type[Exception]
) -> None:
    """A post that fails says whether it may be there, and is tried once."""
    discord.faults.append(fault)

    with pytest.raises(kind) as failed:
        await bot.poster.post(events.CHANNEL, ANSWER, marker=MARKER)

    assert failed.type is kind
    assert len(discord.requests("POST", POST)) == 1


async def test_wait_that_is_asked_for(discord: FakeDiscord, bot: DiscordPlatform) -> None:
    """Discord's own waiting time is handed on."""
    discord.faults.append(Fault("POST", POST, 429, retry_after=90))

    with pytest.raises(PostDelayed) as delayed:
        await bot.poster.post(events.CHANNEL, ANSWER, marker=MARKER)

    assert delayed.value.retry_after == 90


async def test_no_channel_of_discord(bot: DiscordPlatform) -> None:
    """A channel that cannot be one of Discord's is refused without a request."""
    with pytest.raises(PostRefused):
        await bot.poster.post("C123", ANSWER, marker=MARKER)
    with pytest.raises(LookUpImpossible):
        await bot.poster.find("C123", marker=MARKER, since=SINCE)


async def test_not_connected(clock: FakeClock, service: FakeService) -> None:
    """Before the platform runs, a post is put off."""
    platform = DiscordPlatform(service, token="t", clock=clock)

    with pytest.raises(PostDelayed):
        await platform.poster.post(events.CHANNEL, ANSWER, marker=MARKER)
    with pytest.raises(PostDelayed):
        await platform.poster.find(events.CHANNEL, marker=MARKER, since=SINCE)


async def test_not_there(discord: FakeDiscord, bot: DiscordPlatform) -> None:
    """A marker is certainly not there when the channel can be read and does not hold it."""
    await bot.poster.post(events.CHANNEL, ANSWER, marker="other")
    first = discord.sent[0]
    for _ in range(150):  # more than Discord gives at once
        discord.sent.append(replace(first, shown=events.message("a talk")))
    last = await bot.poster.post(events.CHANNEL, ANSWER, marker="last")

    late = events.START + timedelta(days=1)
    assert await bot.poster.find(events.CHANNEL, marker=MARKER, since=SINCE) is None
    assert await bot.poster.find(events.CHANNEL, marker="last", since=SINCE) == last
    assert await bot.poster.find(events.CHANNEL, marker="last", since=late) is None


async def test_history_that_is_not_shown(discord: FakeDiscord, bot: DiscordPlatform) -> None:
    """Without the right to read the history Discord shows it as empty, which proves nothing."""
    await bot.poster.post(events.CHANNEL, ANSWER, marker=MARKER)
    discord.unreadable.add(events.CHANNEL)

    with pytest.raises(LookUpImpossible):
        await bot.poster.find(events.CHANNEL, marker=MARKER, since=SINCE)


async def test_empty_channel_with_the_right(discord: FakeDiscord, bot: DiscordPlatform) -> None:
    """In a channel without any message, the right to read it decides."""
    discord.gateway.guild = events.guild(permissions=str(1 << 16 | 1 << 10))
    with pytest.raises(LookUpImpossible):
        await bot.poster.find(events.CHANNEL, marker=MARKER, since=SINCE)
    await discord.gateway.invalidate()
    await discord.linked(2)

    assert await bot.poster.find(events.CHANNEL, marker=MARKER, since=SINCE) is None


LOOKS = {"403": LookUpImpossible, "404": LookUpImpossible, "503": PostDelayed, "close": PostDelayed}


@pytest.mark.parametrize(("how", "kind"), LOOKS.items())
async def test_failed_look(
    discord: FakeDiscord, bot: DiscordPlatform, how: str, kind: type[Exception]
) -> None:
    """A look that fails is impossible for good, or put off."""
    # A reading request whose connection was closed is repeated by the HTTP library, once.
    discord.faults += [Fault("GET", POST, int(how) if how.isdigit() else how)] * 2

    with pytest.raises(kind):
        await bot.poster.find(events.CHANNEL, marker=MARKER, since=SINCE)


async def test_posts_of_others(discord: FakeDiscord, bot: DiscordPlatform) -> None:
    """A message of someone else with the same button is not ours."""
    await bot.poster.post(events.CHANNEL, ANSWER, marker=MARKER)
    discord.sent[0].shown["author"] = events.user("5", bot=True)

    assert await bot.poster.find(events.CHANNEL, marker=MARKER, since=SINCE) is None


async def test_post_that_names_its_statement(discord: FakeDiscord, bot: DiscordPlatform) -> None:
    """A post whose button names its statement beside the marker is found as well."""
    message = await bot.poster.post(events.CHANNEL, FULL, marker=MARKER)

    assert ids(discord.sent[0].body)[-1] == f"about:{MARKER}:_RJb-G62I"
    assert await bot.poster.find(events.CHANNEL, marker=MARKER, since=SINCE) == message
    assert await bot.poster.find(events.CHANNEL, marker=MARKER[:-1], since=SINCE) is None
