"""From a request to its answer in Discord, and what becomes of an answer that does not arrive."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, Protocol

import aiohttp
import discord
import structlog

from bot.adapters.discord import sending
from bot.adapters.discord.incoming import Interaction, Said, from_interaction
from bot.adapters.discord.limits import Limits
from bot.adapters.discord.quiet import Quiet
from bot.core.card import Card
from bot.core.library import Library
from bot.core.preference import Preference
from bot.core.request import Request
from bot.core.wording import trouble_card
from bot.core.wording_discord import not_allowed
from bot.core.wording_scheduling import Kept
from bot.core.wording_signs import outcome_unknown
from bot.errors import PostFailed, PostRefused, PostUncertain
from bot.ports import Clock
from bot.telemetry import TROUBLE, UNCERTAIN

# A message may be answered late, an interaction only within three seconds.
MESSAGE_PATIENCE: Final = 60.0
INTERACTION_PATIENCE: Final = 1.5
SHARES_KEPT: Final = 1000

_SHAREABLE: Final = frozenset({"ask", "show"})
_NO_ENTRY: Final = (discord.Forbidden, discord.NotFound)

Send = Callable[[Card], Awaitable[None]]

log = structlog.get_logger()


class Answers(Protocol):
    """What the inside does with a request: None is for a copy, which gets no answer."""

    async def respond(self, request: Request) -> Card | None:
        """Answer a request; never raises."""

    async def knows(self, request: Request) -> bool:
        """Say whether a request's conversation had an answer before."""

    async def chosen(self, request: Request) -> tuple[Preference, ...]:
        """Return what was chosen for the place and the person of a request."""

    async def schedules(self, request: Request) -> tuple[Kept, ...]:
        """Return the scheduled posts of a place, nothing to those who may not manage it."""

    async def forget(self, *, platform: str, tenant: str) -> bool:
        """Delete all that is kept of a tenant; False where that must wait."""

    def library(self) -> Library:
        """Return the briefs that are served."""


class Shares:
    """Which private answers were shown to all; the oldest is forgotten when there are too many."""

    def __init__(self) -> None:
        self._begun: dict[int, None] = {}

    def begin(self, answer: int) -> bool:
        """Note that an answer is being shown to all; False where it was before."""
        if answer in self._begun:
            return False
        self._begun[answer] = None
        if len(self._begun) > SHARES_KEPT:
            del self._begun[next(iter(self._begun))]
        return True

    def take_back(self, answer: int) -> None:
        """Note that an answer was certainly not shown."""
        self._begun.pop(answer, None)


class Desk:
    """Answers requests, each once, over all connections; what is in hand can be waited for."""

    def __init__(self, service: Answers, clock: Clock, limits: Limits | None = None) -> None:
        self.service = service
        self.quiet = Quiet(clock)
        self.shares = Shares()
        self._clock = clock
        self._limits = limits or Limits(clock)
        self._in_hand: set[asyncio.Task[Any]] = set()

    def trace(self) -> aiohttp.TraceConfig:
        """Return what a new connection must tell of its requests."""
        config = aiohttp.TraceConfig()
        self.quiet.watch(config)
        self._limits.watch(config)
        return config

    async def reply(self, request: Request, message: discord.Message) -> None:
        """Answer a message where it stands."""
        aside = partial(self._tell_aside, message)
        await self._answer(request, partial(sending.reply, message), MESSAGE_PATIENCE, aside)

    async def take(self, interaction: Interaction, said: Said, *, private: bool) -> None:
        """Answer a command or a press by a new message."""
        share = said.command if private and said.command in _SHAREABLE else ""
        send = partial(sending.respond, interaction, private=private, share=share)
        await self._answer(from_interaction(interaction, said), send, INTERACTION_PATIENCE)

    async def tell(self, interaction: Interaction, card: Card, *, private: bool = True) -> None:
        """Answer an interaction with a card that needs no thought."""
        respond = partial(sending.respond, interaction, card, private=private)
        await self.deliver(respond, INTERACTION_PATIENCE, str(interaction.id))

    async def card_for(self, request: Request) -> Card | None:
        """Return what the service answers; the edge where nothing unexpected goes further."""
        try:
            return await self.service.respond(request)
        except Exception as error:  # noqa: BLE001 - logged with its trace
            return excuse(error)

    async def deliver(
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

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the link open for the answer that is being made."""
        task = asyncio.current_task()
        assert task  # noqa: S101 - a handler always runs in a task
        self._in_hand.add(task)
        try:
            yield
        finally:
            self._in_hand.discard(task)

    async def finish(self, limit: float) -> None:
        """Return when the answers in hand are sent, or after `limit` seconds."""
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=limit)

    async def _answer(
        self,
        request: Request,
        send: Send,
        patience: float,
        aside: Callable[[PostFailed], Awaitable[None]] | None = None,
    ) -> None:
        card = await self.card_for(request)
        if card is None:
            return
        about = request.keys[0]
        failure = await self.deliver(partial(send, card), patience, about)
        if isinstance(failure, PostRefused) and not isinstance(failure.__cause__, _NO_ENTRY):
            # Discord takes no such message
            await self.deliver(partial(send, excuse(failure)), patience, about)
        elif aside and isinstance(failure, PostRefused | PostUncertain):
            await aside(failure)

    async def _tell_aside(self, message: discord.Message, failure: PostFailed) -> None:
        """Tell the asker directly; a channel or person that refuses us is left alone."""
        refused = isinstance(failure, PostRefused)
        if refused:
            self.quiet.add(message.channel.id)
        if message.guild and not self.quiet.covers(message.author.id):
            card = not_allowed() if refused else outcome_unknown()
            nonce = sending.nonce_of(message.id, "told")
            tell = partial(sending.tell, message.author, card, nonce=nonce)
            about = f"discord:message:{message.id}"
            if isinstance(await self.deliver(tell, MESSAGE_PATIENCE, about), PostRefused):
                self.quiet.add(message.author.id)


def excuse(error: BaseException) -> Card:
    """Return an apology by which the operator finds what went wrong."""
    error_id = secrets.token_hex(4)
    TROUBLE.labels("discord").inc()
    log.error("request_failed", platform="discord", error=error_id, exc_info=error)
    return trouble_card(error_id)
