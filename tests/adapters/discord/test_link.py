"""The link: mended within seconds whatever breaks it, in parts where Discord asks for that."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Any

import discord as library
import pytest
from structlog.testing import capture_logs

from bot.adapters.discord import DiscordPlatform, link
from bot.adapters.discord.client import FORGET_AGAIN, ShardedClient
from bot.adapters.discord.link import LONGEST_WAIT, SHARDING_REQUIRED, SteadyBackoff
from bot.adapters.discord.platform import LinkLostError, ShardingAskedError
from bot.core.request import Request
from tests.adapters.discord.conftest import FakeService, up
from tests.clocks import FakeClock
from tests.wire import discord_events as events
from tests.wire.fake_discord import LIMIT, TOKEN, FakeDiscord

Start = Callable[..., Awaitable[DiscordPlatform]]
CONTENT = 1 << 15


@pytest.fixture
async def start(service: FakeService, clock: FakeClock) -> AsyncIterator[Start]:
    """Return what starts a platform and waits for its link; it is stopped in the end."""
    running: list[asyncio.Task[None]] = []

    async def start(platform: DiscordPlatform | None = None, **options: Any) -> DiscordPlatform:
        platform = platform or DiscordPlatform(service, token=TOKEN, clock=clock, **options)
        running.append(asyncio.create_task(platform.run()))
        await up(platform)
        return platform

    yield start
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


async def settled(discord: FakeDiscord) -> None:
    """Return when all that was delivered before has been worked on."""
    last = events.direct("the last")
    await discord.deliver(last)
    await discord.answer_to(last)


async def test_first_connection_fails(
    discord: FakeDiscord, service: FakeService, clock: FakeClock, start: Start
) -> None:
    """A gateway that is away at the start ends the run for a new start, which then serves."""
    platform = DiscordPlatform(service, token=TOKEN, clock=clock)
    discord.gateway.away = True

    with pytest.raises(LinkLostError):
        await asyncio.wait_for(platform.run(), LIMIT)
    discord.gateway.away = False
    await start(platform)
    await settled(discord)

    assert platform.ready
    assert len(discord.sent) == 1


async def test_zombie_link(
    discord: FakeDiscord, service: FakeService, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link that is silent is given up and resumed, and what was missed is answered, once."""
    monkeypatch.setattr(link, "BEAT", 0.05)
    monkeypatch.setattr(link, "SILENCE", 0.3)
    before, meanwhile = events.mention("before"), events.mention("meanwhile")
    await start()
    await discord.deliver(before)
    await discord.answer_to(before)
    discord.gateway.replay_all = True

    discord.gateway.deaden()
    await discord.deliver(meanwhile)
    await discord.linked(2)
    await discord.answer_to(meanwhile)
    await settled(discord)

    assert len(discord.gateway.resumed) == 1
    assert [one.text for one in service.requests] == ["before", "meanwhile", "the last"]
    assert [one.text for one in service.copies] == ["before"]


async def test_live_link_stays(
    discord: FakeDiscord, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quiet link whose heartbeats are answered is not taken for dead."""
    monkeypatch.setattr(link, "BEAT", 0.05)
    monkeypatch.setattr(link, "SILENCE", 0.3)
    await start()

    await discord.until(lambda: discord.gateway.beats >= 10)
    await settled(discord)

    assert discord.gateway.links == 1


def test_waits_between_tries_stay_short() -> None:
    """However often it fails, the library tries again within seconds."""
    backoff = SteadyBackoff()

    assert max(backoff.delay() for _ in range(50)) <= LONGEST_WAIT
    assert library.client.ExponentialBackoff is SteadyBackoff
    assert library.shard.ExponentialBackoff is SteadyBackoff


async def test_sharding_that_is_advised(
    discord: FakeDiscord, service: FakeService, clock: FakeClock, start: Start
) -> None:
    """Where Discord advises several parts, the next start has as many, and answers."""
    discord.shards = 2
    platform = DiscordPlatform(service, token=TOKEN, clock=clock)

    with pytest.raises(ShardingAskedError):
        await asyncio.wait_for(platform.run(), LIMIT)
    await start(platform)
    await settled(discord)

    assert isinstance(platform._client, ShardedClient)
    assert [one["shard"] for one in discord.gateway.identified] == [[0, 2], [1, 2]]
    assert len(discord.sent) == 1


async def test_sharding_that_is_required(
    discord: FakeDiscord, service: FakeService, clock: FakeClock, start: Start
) -> None:
    """Where the gateway refuses a link because parts are required, the next start has them."""
    platform = DiscordPlatform(service, token=TOKEN, clock=clock)
    running = asyncio.create_task(platform.run())
    await up(platform)

    await discord.gateway.close(SHARDING_REQUIRED)
    with suppress(library.ConnectionClosed):
        await asyncio.wait_for(running, LIMIT)
    discord.shards = 2
    await start(platform)

    assert isinstance(platform._client, ShardedClient)


async def test_part_that_breaks(
    discord: FakeDiscord, service: FakeService, clock: FakeClock, start: Start
) -> None:
    """A part whose link is cut is resumed, and the platform is ready again."""
    discord.shards = 2
    platform = DiscordPlatform(service, token=TOKEN, clock=clock)
    with pytest.raises(ShardingAskedError):
        await asyncio.wait_for(platform.run(), LIMIT)
    await start(platform)

    discord.gateway.cut()
    await discord.linked(3)
    await up(platform)
    await settled(discord)

    assert len(discord.gateway.resumed) == 1
    assert platform.ready


async def test_content_is_not_asked_for(discord: FakeDiscord, start: Start) -> None:
    """Without the switch no privileged intent is asked for."""
    await start()

    assert not discord.gateway.identified[0]["intents"] & CONTENT


async def test_content_that_is_refused(
    discord: FakeDiscord, service: FakeService, clock: FakeClock, start: Start
) -> None:
    """Where the switch is on here but not in the portal, the operator is told and the bot serves."""
    platform = DiscordPlatform(service, token=TOKEN, clock=clock, hears_all=True)
    running = asyncio.create_task(platform.run())
    await up(platform)

    with capture_logs() as logs:
        await discord.gateway.close(4014)
        await asyncio.wait((running,), timeout=LIMIT)
    assert isinstance(running.exception(), library.PrivilegedIntentsRequired)
    await start(platform)

    told = [one["remedy"] for one in logs if one["event"] == "message_content_refused"]
    assert "Message Content Intent" in told[0]
    asked = [bool(one["intents"] & CONTENT) for one in discord.gateway.identified]
    assert asked == [True, False]


def thread(content: str, **changes: Any) -> Any:
    """Return a message in a thread that mentions nobody."""
    return events.message(content, channel_id=events.THREAD, **changes)


FOLLOW_UPS = {
    "in a known thread": (thread("since when?"), 1),
    "to somebody else": (thread("since when?", mentions=[events.user("9")]), 0),
    "in a channel": (events.message("since when?"), 0),
    "of a bot": (thread("since when?", author=events.user("9", bot=True)), 0),
    "without words": (thread(""), 0),
}


@pytest.mark.parametrize(("asked", "answers"), FOLLOW_UPS.values(), ids=FOLLOW_UPS.keys())
async def test_follow_up_without_a_mention(
    discord: FakeDiscord, service: FakeService, start: Start, asked: Any, answers: int
) -> None:
    """With the switch, a thread where the bot has answered goes on without a mention."""
    service.known_conversations = {events.THREAD, events.CHANNEL}
    await start(hears_all=True)

    await discord.deliver(asked)
    await settled(discord)

    assert len(discord.replies_to(asked)) == answers


async def test_thread_without_an_answer(discord: FakeDiscord, start: Start) -> None:
    """With the switch, people talk undisturbed where the bot was never called."""
    asked = thread("since when?")
    await start(hears_all=True)

    await discord.deliver(asked)
    await settled(discord)

    assert discord.replies_to(asked) == []


async def test_without_the_switch(discord: FakeDiscord, service: FakeService, start: Start) -> None:
    """Without the switch nothing is answered that does not call the bot."""
    service.known_conversations = {events.THREAD}
    asked = thread("since when?")
    await start()

    await discord.deliver(asked)
    await settled(discord)

    assert discord.replies_to(asked) == []


async def test_leaving_a_server(
    discord: FakeDiscord, service: FakeService, clock: FakeClock, start: Start
) -> None:
    """What is kept of a server that was left is deleted, again and again until that works."""
    service.forgetting_fails = 1
    await start()

    await discord.gateway.dispatch("GUILD_DELETE", {"id": events.GUILD})
    await clock.asleep()
    clock.advance(FORGET_AGAIN)
    await settled(discord)

    assert service.forgotten == [f"discord:{events.GUILD}"]


async def test_a_server_that_is_down(
    discord: FakeDiscord, service: FakeService, start: Start
) -> None:
    """A server that Discord cannot reach for now is not one that was left."""
    await start()

    await discord.gateway.dispatch("GUILD_DELETE", {"id": events.GUILD, "unavailable": True})
    await settled(discord)

    assert service.forgotten == []


async def test_commands_are_told_once(
    discord: FakeDiscord, service: FakeService, clock: FakeClock
) -> None:
    """Commands that Discord has are not told again at the next start, changed ones are."""
    for changed in (False, False, True):
        if changed:
            discord.commands[0]["description"] = "another"
        with capture_logs() as logs:
            platform = DiscordPlatform(service, token=TOKEN, clock=clock)
            running = asyncio.create_task(platform.run())
            await up(platform)
            await discord.until(
                lambda: any(one["event"] == "commands_synchronised" for one in logs)
            )
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    assert len(discord.requests("PUT", "/commands")) == 2
    assert len(discord.requests("GET", "/commands")) == 3


def where(request: Request) -> tuple[str, str, str, bool]:
    """Return the place and the right of a request."""
    return request.tenant, request.channel, request.conversation, request.manages


MANAGER = {"member": {**events.member(), "permissions": str(1 << 5)}}
ALONE = {"authorizing_integration_owners": {"1": events.READER}}
PLACES = {
    "a member": (events.ask("q"), (events.GUILD, events.CHANNEL, events.CHANNEL, False)),
    "a manager": (events.ask("q", **MANAGER), (events.GUILD, events.CHANNEL, events.CHANNEL, True)),
    "an administrator": (events.ask("q", member={**events.member(), "permissions": "8"}),
                         (events.GUILD, events.CHANNEL, events.CHANNEL, True)),
    "a direct message": (events.ask("q", **events.in_direct()), (f"dm:{events.READER}", "", events.DIRECT, False)),
    "only the person installed it": (events.ask("q", **ALONE, **MANAGER),
                                     (f"dm:{events.READER}", "", events.CHANNEL, False)),
    "the owner, in a thread": (events.mention("q", channel_id=events.THREAD, member=events.member()),
                              (events.GUILD, events.CHANNEL, events.THREAD, True)),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "place"), PLACES.values(), ids=PLACES.keys())
async def test_place_and_right(
    discord: FakeDiscord,
    service: FakeService,
    start: Start,
    asked: Any,
    place: tuple[str, str, str, bool],
) -> None:
    """A thread uses its channel's statement; a server's rights count only where it has the bot."""
    await start()

    await discord.deliver(asked)
    await discord.answer_to(asked)

    assert where(service.requests[0]) == place


async def test_use_in_conversation(
    discord: FakeDiscord, service: FakeService, start: Start
) -> None:
    """The word "use" with a scope is a wish, also in a mention; without one it is a question."""
    await start()

    for text in ("use harbour plan here", "use any", "use of force?"):
        asked = events.mention(text)
        await discord.deliver(asked)
        await discord.answer_to(asked)

    assert [(one.command, one.text) for one in service.requests] == [
        ("use", "harbour plan here"), ("use", "any"), ("ask", "use of force?"),
    ]  # fmt: skip
