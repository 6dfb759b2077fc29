"""What becomes of an answer when the link, Discord or the inside fails."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.adapters.discord import DiscordPlatform
from bot.adapters.discord.platform import GIVE_UP, LinkLostError
from bot.core.wording_discord import not_allowed, outdated
from bot.core.wording_signs import outcome_unknown
from bot.errors import TokenRefused
from bot.telemetry import UNCERTAIN
from tests.adapters.discord.conftest import FakeService, down, up
from tests.clocks import FakeClock
from tests.fakes import FakeWaits
from tests.wire import discord_events as events
from tests.wire.discord_checks import text_of
from tests.wire.fake_discord import LIMIT, TOKEN, FakeDiscord, Fault

POST, CALLBACK = f"/channels/{events.CHANNEL}/messages", "/callback"


def uncertain() -> float:
    """Return how many outcomes were unknown so far."""
    return UNCERTAIN.labels("discord")._value.get()


async def settled(discord: FakeDiscord) -> None:
    """Return when all that was delivered before has been worked on."""
    last = events.direct("the last")
    await discord.deliver(last)
    await discord.answer_to(last)


ONE_MESSAGE = {
    "502 after it was recorded": Fault("POST", POST, 502, before=False),
    "502 before": Fault("POST", POST, 502),
    "500 after it was recorded": Fault("POST", POST, 500, before=False),
    "429": Fault("POST", POST, 429),
}


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("fault", ONE_MESSAGE.values(), ids=ONE_MESSAGE.keys())
async def test_tried_again_without_a_copy(discord: FakeDiscord, fault: Fault) -> None:
    """What Discord failed or put off is sent again and appears once."""
    asked = events.mention("how much?")
    discord.faults.append(fault)

    await discord.deliver(asked)
    await discord.until(lambda: len(discord.requests("POST", POST)) == 2)
    await settled(discord)

    assert len(discord.replies_to(asked)) == 1


@pytest.mark.usefixtures("bot")
async def test_too_many_requests_for_long(discord: FakeDiscord, clock: FakeClock) -> None:
    """A reply that must wait longer than the library would is sent when the time has come."""
    asked = events.mention("how much?")
    discord.faults.append(Fault("POST", POST, 429, retry_after=40))

    await discord.deliver(asked)
    await clock.asleep()
    clock.advance(40)
    await discord.answer_to(asked)

    assert len(discord.requests("POST", POST)) == 2


@pytest.mark.usefixtures("bot")
async def test_a_long_limit_holds_for_all(discord: FakeDiscord, clock: FakeClock) -> None:
    """While a channel is closed for long, further questions there send nothing; then all go out."""
    asked = [events.mention("how much?") for _ in range(3)]
    discord.faults.append(Fault("POST", POST, 429, retry_after=40))

    for count, one in enumerate(asked, 1):
        await discord.deliver(one)
        await clock.asleep(count)
    before = len(discord.requests("POST", POST))
    clock.advance(40)
    for one in asked:
        await discord.answer_to(one)

    assert (before, len(discord.requests("POST", POST))) == (1, 1 + len(asked))


async def test_a_limit_holds_for_a_new_connection(
    discord: FakeDiscord, service: FakeService, clock: FakeClock
) -> None:
    """A connection that is made anew waits for what Discord asked of the one before."""
    platform = DiscordPlatform(service, token=TOKEN, clock=clock)
    closed = Fault("POST", POST, 429, retry_after=90)
    async with serving(platform):
        discord.faults.append(closed)
        await discord.deliver(events.mention("how much?"))
        await discord.until(lambda: closed not in discord.faults)
        await settled(discord)
    clock.set(clock.now() + timedelta(seconds=70))
    async with serving(platform):
        asked = events.mention("how much?")
        await discord.deliver(asked)
        await clock.asleep()
        before = len(discord.requests("POST", POST))
        clock.advance(20)
        await discord.answer_to(asked)

    assert (before, len(discord.requests("POST", POST))) == (1, 2)


async def test_a_limit_holds_for_the_next_process(
    discord: FakeDiscord, service: FakeService, clock: FakeClock
) -> None:
    """What Discord asked for is kept outside the process, and waited for by the next one."""
    waits = FakeWaits()
    one, next_one = (
        DiscordPlatform(service, token=TOKEN, clock=clock, waits=waits) for _ in range(2)
    )
    async with serving(one):
        discord.faults.append(Fault("POST", POST, 429, retry_after=90, scope="global"))
        await discord.deliver(events.mention("how much?"))
        await discord.until(lambda: waits.until)
    clock.set(clock.now() + timedelta(seconds=70))
    connecting = asyncio.create_task(next_one.run())
    await clock.asleep(2)  # the request to log in, and the watch over the link
    before = len(discord.wire)
    clock.advance(20)
    await up(next_one)
    connecting.cancel()
    await asyncio.gather(connecting, return_exceptions=True)

    assert list(waits.until) == [("discord", "", "")]
    assert before == max(at for at, one in enumerate(discord.wire, 1) if one.refused)


@asynccontextmanager
async def serving(platform: DiscordPlatform) -> AsyncIterator[None]:
    """Connect for a while."""
    running = asyncio.create_task(platform.run())
    await up(platform)
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


UNKNOWN = {
    "closed after it was recorded": (Fault("POST", POST, "close", before=False), 1),
    "closed before": (Fault("POST", POST, "close"), 0),
    "503": (Fault("POST", POST, 503, before=False), 1),
}


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(("fault", "shown"), UNKNOWN.values(), ids=UNKNOWN.keys())
async def test_unknown_outcome(discord: FakeDiscord, fault: Fault, shown: int) -> None:
    """A reply whose outcome is unknown is not sent again; the asker is told directly."""
    asked, before = events.mention("how much?"), uncertain()
    discord.faults.append(fault)

    await discord.deliver(asked)
    await discord.until(lambda: not discord.faults)
    await discord.until(lambda: any(one.channel == events.DIRECT for one in discord.sent))
    await settled(discord)

    told = [text_of(one.body) for one in discord.sent if one.channel == events.DIRECT]
    assert len(discord.replies_to(asked)) == shown
    assert len(discord.requests("POST", POST)) == 1
    assert uncertain() == before + 1
    assert any(outcome_unknown().headline[0].text in text for text in told)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("before", [True, False])
async def test_interaction_of_a_failing_server(discord: FakeDiscord, *, before: bool) -> None:
    """An interaction that Discord failed on is answered once, and counted as answered."""
    asked, unknown = events.ask("how much?"), uncertain()
    discord.faults.append(Fault("POST", CALLBACK, 500, before=before))

    await discord.deliver(asked)
    await discord.until(lambda: len(discord.requests("POST", CALLBACK)) == 2)
    await settled(discord)

    assert len(discord.answers_to(asked)) == 1
    assert len(discord.requests("POST", CALLBACK)) == 2
    assert uncertain() == unknown


@pytest.mark.usefixtures("bot")
async def test_interaction_with_unknown_outcome(discord: FakeDiscord) -> None:
    """An interaction whose answer may have arrived is answered no second time."""
    asked, before = events.ask("how much?"), uncertain()
    discord.faults.append(Fault("POST", CALLBACK, "close", before=False))

    await discord.deliver(asked)
    await discord.until(lambda: discord.answers_to(asked))
    await settled(discord)

    assert len(discord.requests("POST", CALLBACK)) == 1
    assert uncertain() == before + 1


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("asked", [events.ask("q"), events.mention("q")], ids=["/ask", "mention"])
async def test_message_that_discord_does_not_take(discord: FakeDiscord, asked: events.Data) -> None:
    """Where Discord finds fault with the answer itself, an apology with an error id is sent."""
    discord.faults.append(Fault("POST", CALLBACK if "token" in asked else POST, 400))

    with capture_logs() as logs:
        await discord.deliver(asked)
        body = await discord.answer_to(asked)

    failed = [entry["error"] for entry in logs if entry["event"] == "request_failed"]
    assert len(failed) == 1
    assert failed[0] in text_of(body)


@pytest.mark.usefixtures("bot")
async def test_too_late(discord: FakeDiscord) -> None:
    """An interaction that is void has no answer, and only the log says so."""
    asked = events.ask("how much?")
    discord.faults.append(Fault("POST", CALLBACK, 404))

    with capture_logs() as logs:
        await discord.deliver(asked)
        await discord.until(lambda: not discord.faults)
        await settled(discord)

    lost = [entry["to"] for entry in logs if entry["event"] == "answer_not_sent"]
    assert lost == [f"discord:interaction:{asked['id']}"]
    assert len(discord.requests("POST", CALLBACK)) == 1


@pytest.mark.usefixtures("bot")
async def test_channel_without_the_right_to_write(discord: FakeDiscord, clock: FakeClock) -> None:
    """The asker is told directly, and the channel is left alone for ten minutes."""
    discord.forbidden.add(events.CHANNEL)
    first, second, later = (events.mention(f"question {n}") for n in "abc")

    await discord.deliver(first)
    await discord.until(lambda: discord.sent)
    await discord.deliver(second)
    await settled(discord)
    tried = len(discord.requests("POST", POST))
    clock.advance(600)
    discord.forbidden.clear()
    await discord.deliver(later)
    await discord.answer_to(later)

    assert tried == 1
    assert discord.sent[0].channel == events.DIRECT
    assert not_allowed().headline[0].text in text_of(discord.sent[0].body)
    assert len(discord.sent) == 3


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "stale",
    [events.command("gone"), events.brief("gone"), events.command("ask")],
    ids=["command", "subcommand", "without its option"],
)
async def test_stale_command(discord: FakeDiscord, stale: events.Data) -> None:
    """A command that Discord still shows from an older version gets a helpful answer."""
    await discord.deliver(stale)
    body = await discord.answer_to(stale)

    assert outdated().headline[0].text in text_of(body)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("asked", [events.ask("q"), events.mention("q")], ids=["/ask", "mention"])
async def test_failing_inside(
    discord: FakeDiscord, service: FakeService, asked: events.Data
) -> None:
    """A failure inside ends in an apology whose error id the operator finds in the log."""
    service.failing = True

    with capture_logs() as logs:
        await discord.deliver(asked)
        body = await discord.answer_to(asked)

    failed = [entry for entry in logs if entry["event"] == "request_failed"]
    assert len(failed) == 1
    assert failed[0]["error"] in text_of(body)


@pytest.mark.usefixtures("bot")
async def test_replay_after_a_lost_link(discord: FakeDiscord, service: FakeService) -> None:
    """After a cut the session is resumed: what was missed is answered, what was not is a copy."""
    before, meanwhile = events.mention("before"), events.mention("meanwhile")
    discord.gateway.replay_all = True
    await discord.deliver(before)
    await discord.answer_to(before)

    discord.gateway.cut()
    await discord.deliver(meanwhile)
    await discord.answer_to(meanwhile)
    await settled(discord)

    assert len(discord.gateway.resumed) == 1
    assert [request.text for request in service.requests] == ["before", "meanwhile", "the last"]
    assert [request.text for request in service.copies] == ["before"]
    assert len(discord.sent) == 3


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("kind", ["reconnect", "invalid session"])
async def test_asked_to_connect_again(discord: FakeDiscord, kind: str) -> None:
    """Told to reconnect or to start anew, the bot does and goes on answering."""
    gateway = discord.gateway
    await (gateway.ask_to_reconnect() if kind == "reconnect" else gateway.invalidate())
    await discord.linked(2)
    await settled(discord)

    assert (len(gateway.identified), len(gateway.resumed)) == (
        (1, 1) if kind == "reconnect" else (2, 0)
    )


@pytest.mark.usefixtures("bot")
async def test_unreadable_events(discord: FakeDiscord) -> None:
    """Events that the library cannot read are lost alone."""
    with capture_logs() as logs:
        await discord.gateway.dispatch("MESSAGE_CREATE", {})
        await discord.gateway.dispatch("INTERACTION_CREATE", {"id": "1"})
        await discord.gateway.dispatch("GUILD_CREATE", {"id": "x"})
        await settled(discord)

    lost = [entry["event_name"] for entry in logs if entry["event"] == "event_unreadable"]
    assert lost == ["MESSAGE_CREATE", "INTERACTION_CREATE", "GUILD_CREATE"]
    assert len(discord.gateway.identified) == 1


async def test_unknown_server(discord: FakeDiscord, bot: DiscordPlatform) -> None:
    """A server that the library does not know is still not taken for a direct message."""
    unasked = events.message("how much?", guild_id="77", channel_id="78")
    asked = events.mention("how much?", guild_id="77", channel_id="78")

    await discord.deliver(unasked)
    await discord.deliver(asked)
    await discord.answer_to(asked)

    assert bot.ready
    assert [one.channel for one in discord.sent] == ["78"]


@pytest.mark.parametrize("token", ["wrong", "", "two\nlines", "ümlaut"])
async def test_wrong_token(discord: FakeDiscord, clock: FakeClock, token: str) -> None:
    """A token that is refused ends the platform with one line that names it and the remedy."""
    platform = DiscordPlatform(FakeService(), token=token, clock=clock)

    with pytest.raises(TokenRefused) as refused:
        await platform.run()

    said = str(refused.value)
    assert said.startswith("DISCORD_TOKEN ")
    assert "Reset Token" in said
    assert "\n" not in said
    assert not token or token not in said
    assert discord.gateway.links == 0


async def test_token_revoked_while_running(discord: FakeDiscord, clock: FakeClock) -> None:
    """A token that the gateway refuses later on is refused, too."""
    platform = DiscordPlatform(FakeService(), token=TOKEN, clock=clock)
    running = asyncio.create_task(platform.run())
    await up(platform)

    await discord.gateway.close(4004)

    with pytest.raises(TokenRefused):
        await asyncio.wait_for(running, LIMIT)


async def test_link_that_cannot_be_mended(discord: FakeDiscord, clock: FakeClock) -> None:
    """A link that stays down for a minute is given up, so that a new one is started."""
    platform = DiscordPlatform(FakeService(), token=TOKEN, clock=clock)
    running = asyncio.create_task(platform.run())
    await up(platform)
    discord.gateway.away = True

    discord.gateway.cut()
    await down(platform)
    await clock.asleep()
    clock.advance(GIVE_UP)

    with pytest.raises(LinkLostError):
        await asyncio.wait_for(running, LIMIT)
    assert not platform.ready


async def test_restart(discord: FakeDiscord, clock: FakeClock, service: FakeService) -> None:
    """A platform that is run again serves again, and tells Discord no command twice."""
    platform = DiscordPlatform(service, token=TOKEN, clock=clock)
    for times in (1, 2):
        running = asyncio.create_task(platform.run())
        await discord.linked(times)
        await discord.until(lambda times=times: len(discord.requests("GET", "commands")) == times)
        await settled(discord)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    assert len(discord.requests("PUT", "commands")) == 1
    assert discord.gateway.closed == [1000, 1000]


async def test_forgetful_restart(discord: FakeDiscord, clock: FakeClock) -> None:
    """A message delivered again to a process that forgot it appears once: Discord knows it."""
    asked = events.mention("how much?")
    for times in (1, 2):
        platform = DiscordPlatform(FakeService(), token=TOKEN, clock=clock)
        running = asyncio.create_task(platform.run())
        await discord.linked(times)
        await discord.deliver(asked)
        await discord.until(lambda times=times: len(discord.requests("POST", POST)) == times)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    assert len(discord.replies_to(asked)) == 1


async def test_commands_that_cannot_be_told(discord: FakeDiscord, clock: FakeClock) -> None:
    """A failing comparison of the commands stops nothing."""
    discord.faults.append(Fault("GET", "commands", 403))
    platform = DiscordPlatform(FakeService(), token=TOKEN, clock=clock)

    with capture_logs() as logs:
        running = asyncio.create_task(platform.run())
        await discord.linked()
        await settled(discord)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    assert "commands_not_synchronised" in [entry["event"] for entry in logs]


async def test_answers_in_hand_when_stopped(discord: FakeDiscord, clock: FakeClock) -> None:
    """An answer that is being made when the bot stops still arrives; nothing is left running."""
    service = SlowService()
    platform = DiscordPlatform(service, token=TOKEN, clock=clock)
    running = asyncio.create_task(platform.run())
    await discord.linked()
    asked = events.mention("how much?")
    await discord.deliver(asked)
    await service.asked.wait()

    running.cancel()
    await discord.until(lambda: discord.gateway.closed)
    service.free.set()
    await asyncio.gather(running, return_exceptions=True)

    assert len(discord.replies_to(asked)) == 1
    assert not platform.ready


class SlowService(FakeService):
    """Answers only when it is set free."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()
        self.free = asyncio.Event()

    async def respond(self, request):  # noqa: ANN001, ANN201 - as in FakeService
        """Wait, then answer."""
        self.asked.set()
        await self.free.wait()
        return await super().respond(request)
