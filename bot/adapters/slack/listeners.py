"""Three listeners, as few as can be since bolt tries them in order: event, command, button.

Each claims and answers before it acknowledges, which the service does in memory and within about
a second; posting is a task of its own, so that Slack's three seconds are never in danger.
"""

import re
from typing import Any, Final, Protocol

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.delivery import Delivery
from bot.adapters.slack.incoming import Incoming, from_action, from_command, from_event
from bot.adapters.slack.payload import payload_of
from bot.adapters.slack.surface import COMMAND
from bot.adapters.slack.work import Work
from bot.core.card import Card
from bot.core.request import Request

ANY: Final = re.compile("")  # whatever is not for us is acknowledged, or Slack sends it again

log = structlog.get_logger()


class Answering(Protocol):
    """What answers: `bot.service.Service`."""

    async def respond(self, request: Request) -> Card | None:
        """Return the answer, None for a copy of a message that has one; never raises."""


class Listeners:
    """Translates in, asks the service once, translates out."""

    def __init__(self, service: Answering, delivery: Delivery, work: Work) -> None:
        self._service = service
        self._delivery = delivery
        self._work = work

    def app(self, web: AsyncWebClient, identity: AuthorizeResult) -> AsyncApp:
        """Return a bolt app that hands everything to these listeners."""

        async def authorize() -> AuthorizeResult:
            return identity

        app = AsyncApp(
            name="slack_bolt.app",  # its logger is under the one that `quieten` holds
            client=web,
            authorize=authorize,
            raise_error_for_unhandled_request=True,  # bolt would log it and leave it to come again
            process_before_response=True,  # otherwise an acknowledgement costs 10 ms
            attaching_conversation_kwargs_enabled=False,
            attaching_function_token_enabled=False,
        )
        app.event(ANY)(self.event)
        app.command(COMMAND)(self.command)
        app.action(ANY)(self.action)
        app.error(failed)
        return app

    async def event(self, body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        """Answer a mention or a direct message where it stands."""
        await self._answer(from_event(body, context))
        await ack()

    async def action(self, body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        """Answer a pressed next question where its button stands."""
        await self._answer(from_action(body, context))
        await ack()

    async def command(self, body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        """Answer a slash command in the acknowledgement itself, for the asker alone."""
        card = await self._service.respond(from_command(body, context).request)
        await ack({"response_type": "ephemeral", **payload_of(card)} if card else "")

    async def _answer(self, incoming: Incoming | None) -> None:
        if not incoming:
            return
        card = await self._service.respond(incoming.request)
        if card:
            self._work.start(self._delivery.reply(card, incoming.place))


async def failed(error: Exception, body: dict[str, Any]) -> BoltResponse:
    """Log what a listener did not expect, and acknowledge: sent again it would fail again."""
    log.error("slack_listener_failed", kind=body.get("type"), exc_info=error)
    return BoltResponse(status=200, body="")
