"""Brings an answer to its place, once: what may have arrived is never sent again."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.adapters.slack.errors import posting_error, private_posting_error
from bot.adapters.slack.incoming import Place
from bot.adapters.slack.payload import payload_of
from bot.adapters.slack.render import Payload
from bot.core.card import Card
from bot.core.wording_signs import outcome_unknown
from bot.core.wording_slack import busy, not_allowed
from bot.errors import PostDelayed, PostFailed, PostRefused, PostUncertain
from bot.ports import Clock
from bot.telemetry import UNCERTAIN

ATTEMPTS: Final = 5  # only after an answer that says "certainly not posted"
LONGEST_WAIT: Final = 60.0

# How a failed answer ends: the event for the operator, and what the asker alone is told.
_ENDS: Final[dict[type[PostFailed], tuple[str, Callable[[], Card]]]] = {
    PostUncertain: ("slack_outcome_unknown", outcome_unknown),
    PostRefused: ("slack_post_refused", not_allowed),
    PostDelayed: ("slack_post_given_up", busy),
}

log = structlog.get_logger()


class Delivery:
    """Posts answers; never raises for what Slack or the connection does."""

    def __init__(self, web: AsyncWebClient, *, clock: Clock) -> None:
        self._web = web
        self._clock = clock

    async def reply(self, card: Card, place: Place) -> None:
        """Bring a card to a place; where that fails, tell the asker alone and the operator."""
        try:
            await self._patiently(payload_of(card), place)
        except PostFailed as error:
            await self._end(error, place)

    async def _patiently(self, payload: Payload, place: Place) -> None:
        """Send, and again after Slack's wait where it was certainly not posted."""
        for left in reversed(range(ATTEMPTS)):
            try:
                await self._send(payload, place)
            except PostDelayed as delay:
                if not left or delay.retry_after > LONGEST_WAIT:
                    raise
                log.info("slack_post_delayed", reason=str(delay), seconds=delay.retry_after)
                await self._clock.sleep(delay.retry_after)
            else:
                return

    async def _send(self, payload: Payload, place: Place) -> None:
        if not place.private:
            await self._call(self._web.chat_postMessage, payload, place)
            return
        try:
            await self._whisper(payload, place)
        except PostRefused:  # no member of that channel: the answer to a button still gets there
            if not _is_slack(place.response_url):
                raise
            await self._respond(payload, place.response_url)

    async def _whisper(self, payload: Payload, place: Place) -> None:
        # It is never shown in full anywhere else, and has no links that could be previewed.
        quiet = {key: value for key, value in payload.items() if not key.startswith("unfurl_")}
        await self._call(self._web.chat_postEphemeral, quiet, place, user=place.user)

    async def _call(self, method: Any, payload: Payload, place: Place, **more: str) -> None:
        thread = {"thread_ts": place.thread} if place.thread else {}
        try:
            await method(channel=place.channel, **thread, **more, **payload)
        except Exception as error:
            raise posting_error(error) from error

    async def _respond(self, payload: Payload, url: str) -> None:
        webhook = AsyncWebhookClient(url, session=self._web.session, retry_handlers=[])
        body = {**payload, "response_type": "ephemeral", "replace_original": False}
        try:
            answer = await webhook.send_dict(body)
        except Exception as error:
            raise posting_error(error) from error
        failed = private_posting_error(answer.status_code, answer.headers, answer.body)
        if failed:
            raise failed

    async def _end(self, error: PostFailed, place: Place) -> None:
        event, notice = _ENDS[type(error)]
        log.error(event, channel=place.channel, reason=str(error))
        if isinstance(error, PostUncertain):
            UNCERTAIN.labels("slack").inc()
        if place.private or place.direct:
            return  # there is no more private place to say it in
        try:
            await self._whisper(payload_of(notice()), place)
        except PostFailed as second:
            log.warning("slack_notice_failed", channel=place.channel, reason=str(second))


def _is_slack(url: str) -> bool:
    """Say whether an address that came with a payload is Slack's own."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme == "https" and host.endswith((".slack.com", ".slack-gov.com"))
