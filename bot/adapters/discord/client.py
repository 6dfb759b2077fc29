"""The connection to Discord: every event that asks something gets one answer."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, Protocol

import discord
import structlog
from discord import app_commands

from bot.adapters.discord import commands, incoming, sending
from bot.adapters.discord.incoming import Interaction
from bot.adapters.discord.invitation import invite_link
from bot.adapters.discord.quiet import Quiet
from bot.core.card import Card
from bot.core.request import Request
from bot.core.wording import trouble_card
from bot.core.wording_discord import not_allowed, outdated
from bot.core.wording_signs import outcome_unknown
from bot.errors import PostFailed, PostRefused, PostUncertain
from bot.ports import Clock
from bot.telemetry import READY, TROUBLE, UNCERTAIN

# A message may be answered late, an interaction only within three seconds.
MESSAGE_PATIENCE: Final = 60.0
INTERACTION_PATIENCE: Final = 1.5
LONGEST_LIMIT: Final = 30.0  # seconds the library may wait by itself; its smallest choice
DRAIN: Final = 2.0  # seconds for answers in hand when the link is closed
CLOSE: Final = 1.5  # seconds for each of the two closings
# Without these the link is of no use, so that their failure must end it.
_VITAL: Final = frozenset({"READY", "RESUMED"})
# The library warns at every start that it cannot speak, which nobody asks of it.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

_NO_ENTRY: Final = (discord.Forbidden, discord.NotFound)
_STALE: Final = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)

log = structlog.get_logger()


class Answers(Protocol):
    """What the inside does with a request: None is for a copy, which gets no answer."""

    async def respond(self, request: Request) -> Card | None:
        """Answer a request; never raises."""


class CommandTree(app_commands.CommandTree["BriefingClient"]):
    """The commands, with one answer for whatever the library makes of a stale one."""

    async def on_error(self, interaction: Any, error: app_commands.AppCommandError, /) -> None:
        """Answer a command that could not be run."""
        await interaction.client.fail(interaction, error)


class BriefingClient(discord.Client):
    """One connection, from log-in to its end; it is not used again."""

    def __init__(self, service: Answers, *, clock: Clock) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=sending.NO_PING,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=LONGEST_LIMIT,
            guild_ready_timeout=0,  # nothing here waits until all servers are known
        )
        self.linked = asyncio.Event()
        self.broken = asyncio.Event()
        self._service = service
        self._clock = clock
        self._quiet = Quiet(clock)
        self._in_hand: set[asyncio.Task[Any]] = set()
        self._synchronising: asyncio.Task[None] | None = None
        self._tree = CommandTree(self, allowed_contexts=commands.EVERYWHERE,
                                 allowed_installs=commands.ANY_INSTALL)  # fmt: skip
        commands.register(self._tree, self._on_command)
        _guard(self._connection.parsers)

    async def setup_hook(self) -> None:
        """Say how to invite the bot; compare the commands beside connecting, so that none waits."""
        log.info("invite_link", platform="discord", url=invite_link(self.application_id or 0))
        self._synchronising = asyncio.create_task(commands.synchronise(self._tree))

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
        """Reply to a mention or a direct message."""
        request = incoming.from_message(message, self.user.id if self.user else 0)
        if request and not self._quiet.covers(message.channel.id):
            with self._held():
                reply = partial(sending.reply, message)
                aside = partial(self._tell_aside, message)
                await self._answer(request, reply, MESSAGE_PATIENCE, aside)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer a pressed button; commands come by the tree."""
        if interaction.type is discord.InteractionType.component:
            with self._held():
                await self._on_press(interaction)

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        """Log what a handler let through."""
        log.error("event_failed", platform="discord", event_name=event_method, exc_info=True)  # noqa: LOG014 - called where the error is handled

    async def fail(self, interaction: Interaction, error: Exception) -> None:
        """Say why a command could not be run, unless it was answered."""
        stale = isinstance(error, _STALE)
        card = outdated() if stale else _excuse(error.__cause__ or error)
        if not interaction.response.is_done():
            respond = partial(sending.respond, interaction, card, private=True)
            await self._deliver(respond, INTERACTION_PATIENCE, str(interaction.id))

    async def leave(self) -> None:
        """Receive nothing more, end the answers in hand and close the link."""
        if self.ws and self.ws.open:
            await _in_time(self.ws.close(code=1000))
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=DRAIN)
        if self._synchronising:
            self._synchronising.cancel()
        await _in_time(self.close())
        await self.http.close()

    async def _on_command(
        self,
        interaction: Interaction,
        command: str,
        text: str,
        private: bool,  # noqa: FBT001 - always last, as the command gives it
    ) -> None:
        with self._held():
            request = incoming.from_command(interaction, command, text, private=private)
            respond = partial(sending.respond, interaction, private=private)
            await self._answer(request, respond, INTERACTION_PATIENCE)

    async def _on_press(self, interaction: Interaction) -> None:
        request = incoming.from_press(interaction)
        private = incoming.is_private(interaction) or request is None
        respond = partial(sending.respond, interaction, private=private)
        if request is None:
            told = partial(respond, outdated())
            await self._deliver(told, INTERACTION_PATIENCE, str(interaction.id))
        else:
            await self._answer(request, respond, INTERACTION_PATIENCE)

    async def _answer(
        self,
        request: Request,
        send: Callable[[Card], Awaitable[None]],
        patience: float,
        aside: Callable[[PostFailed], Awaitable[None]] | None = None,
    ) -> None:
        card = await self._card_for(request)
        if card is None:
            return
        about = request.keys[0]
        failure = await self._deliver(partial(send, card), patience, about)
        if isinstance(failure, PostRefused) and not isinstance(failure.__cause__, _NO_ENTRY):
            # Discord takes no such message
            await self._deliver(partial(send, _excuse(failure)), patience, about)
        elif aside and isinstance(failure, PostRefused | PostUncertain):
            await aside(failure)

    async def _card_for(self, request: Request) -> Card | None:
        """Return what the service answers; the edge where nothing unexpected goes further."""
        try:
            return await self._service.respond(request)
        except Exception as error:  # noqa: BLE001 - logged with its trace
            return _excuse(error)

    async def _deliver(
        self, send: Callable[[], Awaitable[None]], patience: float, about: str
    ) -> PostFailed | None:
        """Send and return what went wrong; where the outcome is unknown, nothing more is sent."""
        try:
            await sending.once(send, clock=self._clock, patience=patience)
        except PostUncertain as failure:
            UNCERTAIN.labels("discord").inc()
            log.warning("answer_uncertain", platform="discord", to=about, reason=str(failure))
            return failure
        except PostFailed as failure:
            log.warning("answer_not_sent", platform="discord", to=about, reason=str(failure))
            return failure
        return None

    async def _tell_aside(self, message: discord.Message, failure: PostFailed) -> None:
        """Tell the asker directly; a channel that refuses us is left alone."""
        refused = isinstance(failure, PostRefused)
        if refused:
            self._quiet.add(message.channel.id)
        if message.guild:
            card = not_allowed() if refused else outcome_unknown()
            tell = partial(sending.tell, message.author, card, about=message.id)
            await self._deliver(tell, MESSAGE_PATIENCE, f"discord:message:{message.id}")

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Keep the link open for the answer that is being made."""
        task = asyncio.current_task()
        assert task  # noqa: S101 - a handler always runs in a task
        self._in_hand.add(task)
        try:
            yield
        finally:
            self._in_hand.discard(task)

    def _note_link(self, *, up: bool) -> None:
        now, before = (self.linked, self.broken) if up else (self.broken, self.linked)
        before.clear()
        if not now.is_set():
            now.set()
            log.info("link_up" if up else "link_down", platform="discord")
        READY.labels("discord").set(up)


def _excuse(error: BaseException) -> Card:
    """Return an apology by which the operator finds what went wrong."""
    error_id = secrets.token_hex(4)
    TROUBLE.labels("discord").inc()
    log.error("request_failed", platform="discord", error=error_id, exc_info=error)
    return trouble_card(error_id)


async def _in_time(closing: Awaitable[Any]) -> None:
    try:
        await asyncio.wait_for(closing, CLOSE)
    except TimeoutError:
        log.warning("link_not_closed_in_time", platform="discord")


def _guard(parsers: dict[str, Callable[[Any], None]]) -> None:
    """Let one event that the library cannot read be lost alone; it would end the connection."""
    for name, parse in parsers.items():
        if name not in _VITAL:
            parsers[name] = partial(_parse, name, parse)


def _parse(name: str, parse: Callable[[Any], None], data: Any) -> None:
    try:
        parse(data)
    except Exception:
        log.exception("event_unreadable", platform="discord", event_name=name)
