"""Brings an answer to its place, once: what may have arrived is never sent again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final, Protocol

import structlog
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.calling import call
from bot.adapters.slack.incoming import Place, Workspace
from bot.adapters.slack.looking import Looking
from bot.adapters.slack.pacing import Pacing
from bot.adapters.slack.payload import marked, payload_of
from bot.adapters.slack.render import Payload
from bot.adapters.slack.responding import is_slack, respond
from bot.core.card import Card
from bot.core.inbox import TakenOver
from bot.core.wording_signs import outcome_unknown
from bot.core.wording_slack import busy, not_allowed
from bot.errors import (
    LookUpImpossible,
    PostDelayed,
    PostFailed,
    PostRefused,
    PostUncertain,
    StoreUnavailable,
)
from bot.ports import Clock, Inbox
from bot.telemetry import UNCERTAIN

ATTEMPTS: Final = 5  # only after an answer that says "certainly not posted"
LONGEST_WAIT: Final = 60.0
STORE_AGAIN: Final = 1.0  # seconds until a database that was away is asked again
STORE_TIMES: Final = 20
# From the start of recording that it is sent. A process that was held up for longer makes sure that
# no other has taken over meanwhile.
PROMPT: Final = timedelta(minutes=1)
NO_ANSWER: Final = "slack_outcome_unknown"

# How a failed answer ends: the event for the operator, and what the asker alone is told.
_ENDS: Final[dict[type[PostFailed], tuple[str, Callable[[], Card]]]] = {
    PostUncertain: (NO_ANSWER, outcome_unknown),
    PostRefused: ("slack_post_refused", not_allowed),
    PostDelayed: ("slack_post_given_up", busy),
}

log = structlog.get_logger()


class Clients(Protocol):
    """Gives the client of a workspace, and of no other; all share one session."""

    @property
    def session(self) -> ClientSession | None:
        """Return the session, None while the bot is not connected."""

    async def client(self, workspace: Workspace) -> AsyncWebClient:
        """Return a client with the workspace's own token; raises PostFailed where it has none."""


class Delivery:
    """Posts answers; never raises for what Slack or the connection does."""

    def __init__(self, clients: Clients, inbox: Inbox, *, pacing: Pacing, clock: Clock) -> None:
        self._clients = clients
        self._inbox = inbox
        self._pacing = pacing
        self._clock = clock
        self._looking = Looking(clients, pacing=pacing, clock=clock)

    async def reply(self, payload: Payload, place: Place, *, held: str = "") -> None:
        """Bring a message to a place; where that fails, tell the asker alone and the operator.

        `held` is its name in the inbox, which is told what becomes of it.
        """
        try:
            await self._surely(marked(payload, held) if held else payload, place, held)
        except TakenOver:
            log.warning("slack_message_taken_over", channel=place.channel)
            return
        except PostFailed as error:
            await self.fail(error, place)
        if held:
            await self._inbox.end(held)

    async def arrived(self, place: Place, held: str) -> bool:
        """Say whether an answer that may have been sent is there; raises PostUncertain."""
        try:
            there = await self._looking.arrived(place, held)
        except LookUpImpossible as error:
            raise PostUncertain(f"cannot be looked up: {error}") from error
        log.info("slack_answer_looked_up", channel=place.channel, there=there)
        return there

    async def share(self, payload: Payload, place: Place) -> bool:
        """Show a private answer to its channel; False where Slack does not let us.

        The address that came with the button reaches a channel that the bot is no member of.
        """
        try:
            await self._patiently(payload, place, "")
        except PostRefused:
            return await self._share_by_address(payload, place)
        except PostFailed as error:
            await self.fail(error, place)
        return True

    async def replace(self, payload: Payload, place: Place) -> None:
        """Put another message in the place of a private one whose button was pressed."""
        try:
            await self._respond(payload, place.response_url, replace_original=True)
        except PostFailed as error:
            log.warning("slack_replace_failed", reason=str(error))

    async def whisper(self, card: Card, place: Place) -> None:
        """Tell the asker alone, as far as that is possible."""
        try:
            await self._open(replace(place, private=True))
            await self._whisper(payload_of(card), place)
        except PostFailed as error:
            log.warning("slack_notice_failed", channel=place.channel, reason=str(error))

    async def fail(self, error: PostFailed, place: Place) -> None:
        """Tell how an answer ended that did not arrive, or may not have."""
        event, notice = _ENDS[type(error)]
        log.error(event, channel=place.channel, reason=str(error))
        if isinstance(error, PostUncertain):
            UNCERTAIN.labels("slack").inc()
        if not place.private and not place.direct:  # else there is no more private place
            await self.whisper(notice(), place)

    async def _surely(self, payload: Payload, place: Place, held: str) -> None:
        """Send; where that may have failed, look, and send again what certainly is not there."""
        try:
            await self._patiently(payload, place, held)
        except PostUncertain as error:
            if not held:
                raise
            log.warning("slack_post_uncertain", channel=place.channel, reason=str(error))
            if not await self.arrived(place, held):
                await self._patiently(payload, place, held)

    async def _patiently(self, payload: Payload, place: Place, held: str) -> None:
        """Send, and again after Slack's wait where it was certainly not posted."""
        for left in reversed(range(ATTEMPTS)):
            try:
                await self._open(place)
                await self._send(payload, place, held)
            except PostDelayed as delay:
                if held:
                    await self._inbox.put_back(held)
                if not left or delay.retry_after > LONGEST_WAIT:
                    raise
                log.info("slack_post_delayed", reason=str(delay), seconds=delay.retry_after)
                await self._clock.sleep(delay.retry_after)
            else:
                return

    async def _open(self, place: Place) -> None:
        """Wait until Slack takes messages from us again."""
        left = self._pacing.left(place.workspace.tenant, _method(place).__name__)
        if left > LONGEST_WAIT:
            raise PostDelayed("ratelimited", retry_after=left)
        if left:
            await self._clock.sleep(left)

    async def _send(self, payload: Payload, place: Place, held: str) -> None:
        if place.private:
            await self._whisper(payload, place)
            return
        client = await self._clients.client(place.workspace)
        if held:
            await self._begin(held)
        await self._call(client.chat_postMessage, payload, place)

    async def _begin(self, held: str) -> None:
        """Record that an answer is being sent; without that it could be sent again."""
        for left in reversed(range(STORE_TIMES)):
            began = self._clock.now()
            try:
                await self._inbox.begin(held)
            except StoreUnavailable as error:
                if not left:
                    raise PostDelayed("store_away", retry_after=float("inf")) from error
                await self._clock.sleep(STORE_AGAIN)
            else:
                if self._clock.now() - began < PROMPT:
                    return
        raise PostDelayed("held_up", retry_after=float("inf"))

    async def _whisper(self, payload: Payload, place: Place) -> None:
        # It is never shown in full anywhere else, and has no links that could be previewed.
        quiet = {key: value for key, value in payload.items() if not key.startswith("unfurl_")}
        try:
            client = await self._clients.client(place.workspace)
            await self._call(client.chat_postEphemeral, quiet, place, user=place.user)
        except PostRefused:  # no member of that channel: the answer to a button still gets there
            if not is_slack(place.response_url):
                raise
            await self._respond(payload, place.response_url)

    async def _call(self, method: Any, payload: Payload, place: Place, **more: str) -> None:
        thread = {"thread_ts": place.thread} if place.thread else {}
        where = {"channel": place.channel, **thread, **more}
        await call(method, self._pacing, place.workspace.tenant, **where, **payload)

    async def _share_by_address(self, payload: Payload, place: Place) -> bool:
        try:
            await self._respond(payload, place.response_url, response_type="in_channel")
        except PostUncertain as error:
            await self.fail(error, place)
            return True
        except PostFailed as error:
            log.warning("slack_share_refused", channel=place.channel, reason=str(error))
            return False
        return True

    async def _respond(self, payload: Payload, url: str, **more: Any) -> None:
        await respond(url, payload, session=self._clients.session, **more)


def _method(place: Place) -> Callable[..., Any]:
    private = place.private
    return AsyncWebClient.chat_postEphemeral if private else AsyncWebClient.chat_postMessage
