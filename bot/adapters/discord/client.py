"""The connection to Discord: every event that asks something gets one answer."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from typing import Any, Final

import discord
import structlog
from discord import app_commands

from bot.adapters.discord import commands, completing, incoming, link, pressing, sending
from bot.adapters.discord.answering import Desk, excuse
from bot.adapters.discord.handling import Choices
from bot.adapters.discord.incoming import Interaction, Said
from bot.adapters.discord.invitation import invite_link
from bot.adapters.discord.limits import LONGEST_LIMIT
from bot.core.using import briefs_named
from bot.core.wording import unknown_brief_card
from bot.core.wording_discord import outdated, which_to_ask
from bot.ports import Clock
from bot.telemetry import READY

DRAIN: Final = 2.0  # seconds for answers in hand when the link is closed
CLOSE: Final = 1.5  # seconds for each of the two closings
FORGET_AGAIN: Final = 60.0  # seconds until a server that was left is forgotten, where that failed

_STALE: Final = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)

log = structlog.get_logger()


class CommandTree(app_commands.CommandTree["BriefingClient"]):
    """The commands, with one answer for whatever the library makes of a stale one."""

    async def on_error(self, interaction: Any, error: app_commands.AppCommandError, /) -> None:
        """Answer a command that could not be run."""
        await interaction.client.fail(interaction, error)

    async def _call(self, interaction: Any) -> None:
        """Answer also what the library cannot read of a command; it would stay without answer."""
        try:
            await super()._call(interaction)
        except app_commands.AppCommandError:
            raise
        except Exception as error:  # noqa: BLE001 - told with an error id, logged with its trace
            await interaction.client.fail(interaction, error)


class BriefingClient(discord.Client):
    """One connection, from log-in to its end; it is not used again.

    `hears_all` asks for the content of messages that do not speak to the bot, a privileged intent.
    """

    def __init__(self, desk: Desk, *, clock: Clock, hears_all: bool = False) -> None:
        self.desk = desk
        super().__init__(
            intents=discord.Intents(
                guilds=True, guild_messages=True, dm_messages=True, message_content=hears_all
            ),
            allowed_mentions=sending.NO_PING,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=LONGEST_LIMIT,
            guild_ready_timeout=0,  # nothing here waits until all servers are known
            heartbeat_timeout=link.SILENCE,
            http_trace=desk.trace(),
        )
        self.linked = asyncio.Event()
        self.broken = asyncio.Event()
        self.broken.set()
        self._clock = clock
        self._hears_all = hears_all
        self._helping: set[asyncio.Task[None]] = set()
        self._tree = CommandTree(self, allowed_contexts=commands.EVERYWHERE,
                                 allowed_installs=commands.ANY_INSTALL)  # fmt: skip
        commands.register(self._tree, self)
        link.guard(self._connection.parsers)

    async def setup_hook(self) -> None:
        """Say how to invite the bot; compare the commands beside connecting, so that none waits."""
        log.info("invite_link", platform="discord", url=invite_link(self.application_id or 0))
        self._beside(commands.synchronise(self._tree))

    async def on_connect(self) -> None:
        """Note that events are received."""
        self._note_link(up=True)

    async def on_resumed(self) -> None:
        """Note that events are received again."""
        self._note_link(up=True)

    async def on_disconnect(self) -> None:
        """Note that no events are received."""
        self._note_link(up=False)

    async def on_message(self, message: discord.Message) -> None:
        """Reply to a mention or a direct message, and to a follow-up where that is switched on."""
        me = self.user.id if self.user else 0
        quiet = self.desk.quiet
        if quiet.covers(message.channel.id) or (message.guild and quiet.braked):
            return
        with self.desk.held():
            request = incoming.from_message(message, me)
            if request is None and self._hears_all:
                request = incoming.from_follow_up(message, me)
                if request and not await self.desk.service.knows(request):
                    return
            if request:
                await self.desk.reply(request, message)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer a press or a filled form; commands come by the tree."""
        kinds = {
            discord.InteractionType.component: pressing.press,
            discord.InteractionType.modal_submit: pressing.submit,
        }
        answer = kinds.get(interaction.type)
        if answer:
            with self.desk.held():
                await answer(self.desk, interaction)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Delete all that is kept of a server that was left."""
        self._beside(self._forget(str(guild.id)))

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        """Log what a handler let through."""
        log.error("event_failed", platform="discord", event_name=event_method, exc_info=True)  # noqa: LOG014 - called where the error is handled

    async def on_command(self, interaction: Interaction, said: Said) -> None:
        """Answer a command."""
        with self.desk.held():
            if said.command == "ask" and said.brief:
                await self._ask_of(interaction, said)
            else:
                await self.desk.take(interaction, said, private=said.private)

    async def complete_question(self, interaction: Interaction, typed: str) -> Choices:
        """Return the questions that what was typed may become."""
        return await completing.questions(self.desk.service, interaction, typed)

    async def complete_brief(self, interaction: Interaction, typed: str) -> Choices:
        """Return the statements that what was typed may name."""
        using = bool(interaction.command and interaction.command.name == "use")
        return completing.briefs(self.desk.service, typed, clearing=using)

    async def complete_schedule(self, interaction: Interaction, typed: str) -> Choices:
        """Return the scheduled posts that what was typed may name."""
        return await completing.schedules(self.desk.service, interaction, typed)

    async def fail(self, interaction: Interaction, error: Exception) -> None:
        """Say why a command could not be run, unless it was answered."""
        stale = isinstance(error, _STALE)
        card = outdated() if stale else excuse(error.__cause__ or error)
        if not interaction.response.is_done():
            await self.desk.tell(interaction, card)

    async def leave(self) -> None:
        """Receive nothing more, end the answers in hand and close the link."""
        await _in_time(self._hang_up())
        await self.desk.finish(DRAIN)
        for task in tuple(self._helping):
            task.cancel()
        await _in_time(self.close())
        await self.http.close()

    async def _hang_up(self) -> None:
        if self.ws and self.ws.open:
            await self.ws.close(code=1000)

    async def _ask_of(self, interaction: Interaction, said: Said) -> None:
        """Ask a statement by its name; one that may mean several, or none, is told."""
        found = briefs_named(said.brief, self.desk.service.library())
        if len(found) == 1:
            asked = replace(said, brief=found[0].id)
            await self.desk.take(interaction, asked, private=said.private)
        else:
            card = which_to_ask(said.text, found) if found else unknown_brief_card()
            await self.desk.tell(interaction, card)

    async def _forget(self, tenant: str) -> None:
        while not await self.desk.service.forget(platform="discord", tenant=tenant):
            await self._clock.sleep(FORGET_AGAIN)

    def _beside(self, work: Any) -> None:
        """Do something that nothing waits for, as long as the link lives."""
        task = asyncio.create_task(work)
        self._helping.add(task)
        task.add_done_callback(self._helping.discard)

    def _note_link(self, *, up: bool) -> None:
        if up:
            link.quicken(self.ws)
        now, before = (self.linked, self.broken) if up else (self.broken, self.linked)
        before.clear()
        if not now.is_set():
            now.set()
            log.info("link_up" if up else "link_down", platform="discord")
        READY.labels("discord").set(up)


class ShardedClient(BriefingClient, discord.AutoShardedClient):
    """A connection in several parts, for as many servers as Discord asks that for."""

    async def on_connect(self) -> None:
        """Wait for each part to tell of itself."""

    async def on_resumed(self) -> None:
        """Wait for each part to tell of itself."""

    async def on_shard_connect(self, shard_id: int) -> None:
        """Note that a part receives events."""
        self._note_shard(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Note that a part receives events again."""
        self._note_shard(shard_id)

    def _note_shard(self, shard_id: int) -> None:
        link.quicken(self._get_websocket(shard_id=shard_id))
        whole = len(self.shards) == self.shard_count
        if whole and not any(shard.is_closed() for shard in self.shards.values()):
            self._note_link(up=True)

    async def _hang_up(self) -> None:
        await asyncio.gather(*(shard.disconnect() for shard in self.shards.values()))


async def _in_time(closing: Awaitable[Any]) -> None:
    try:
        await asyncio.wait_for(closing, CLOSE)
    except TimeoutError:
        log.warning("link_not_closed_in_time", platform="discord")
