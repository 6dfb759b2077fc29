"""Five listeners, as few as can be since bolt tries them in order, one for each kind of delivery.

What is answered elsewhere is taken (claimed and kept, in one commit) before it is acknowledged;
answering and posting are a task of their own, so that Slack's three seconds are never in danger.
"""

import json
import re
from typing import Any, Final
from uuid import uuid4

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.adapters.slack.home import Home
from bot.adapters.slack.incoming import Workspace, from_command, from_event
from bot.adapters.slack.leaving import Leaving
from bot.adapters.slack.payload import payload_of
from bot.adapters.slack.pressing import from_action, from_shortcut
from bot.adapters.slack.receiving import Receiving
from bot.adapters.slack.surface import COMMAND, SHORTCUT
from bot.adapters.slack.workspaces import Workspaces
from bot.core.wording_slack import apology, not_installed, overloaded
from bot.errors import StoreUnavailable
from bot.telemetry import TROUBLE

ANY: Final = re.compile("")  # whatever is not for us is acknowledged, or Slack sends it again

_JSON: Final[dict[str, Any]] = {"content-type": "application/json"}

log = structlog.get_logger()


async def dispatched(app: AsyncApp, body: dict[str, Any], **said: Any) -> BoltResponse:
    """Hand a delivery to the listeners; 400 for one that bolt itself stumbles over.

    As from a link, so that bolt has nothing left to parse or to verify.
    """
    try:
        return await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body, **said))
    except Exception:  # the edge: bolt reads a delivery before its own errors are caught
        log.exception("slack_delivery_senseless")
        return BoltResponse(status=400, body="")


class NotInstalled(Exception):
    """A delivery from a workspace that has not installed the app, or not any more."""


class Listeners:
    """Translates in and hands on."""

    def __init__(
        self, receiving: Receiving, home: Home, leaving: Leaving, workspaces: Workspaces
    ) -> None:
        self._receiving = receiving
        self._home = home
        self._leaving = leaving
        self._workspaces = workspaces

    def app(self) -> AsyncApp:
        """Return a bolt app that hands everything to these listeners."""

        async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
            workspace = Workspace(team_id or "", enterprise_id or "")
            identity = await self._workspaces.identity(workspace)
            if identity is None:
                raise NotInstalled(workspace.tenant)
            return identity

        app = AsyncApp(
            name="slack_bolt.app",  # its logger is under the one that `quieten` holds
            client=self._workspaces.with_token(),
            authorize=authorize,
            raise_error_for_unhandled_request=True,  # bolt would log it and leave it to come again
            process_before_response=True,  # otherwise an acknowledgement costs 10 ms
            attaching_conversation_kwargs_enabled=False,
            attaching_function_token_enabled=False,
        )
        app.command(COMMAND)(self.command)
        app.event(ANY)(self.event)
        app.action(ANY)(self.action)
        app.message_shortcut(SHORTCUT)(self.shortcut)
        app.view(ANY)(self.view)
        app.error(failed)
        return app

    async def command(self, body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        """Answer a slash command in the acknowledgement itself, for the asker alone."""
        answer = await self._receiving.at_once(from_command(body, context))
        # As `ack` would, but for what was put together before: that is most of its time.
        ack.response = BoltResponse(status=200, body=answer, headers=_JSON if answer else {})

    async def event(self, body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        """Take what was said; show the Home tab; forget who left."""
        kind = body["event"].get("type")
        if kind == "app_home_opened":
            self._home.opened(body["event"], Workspace.of(context))
        elif kind in ("app_uninstalled", "tokens_revoked"):
            await self._leaving.left(body["event"], Workspace.of(context))
        else:
            await self._receiving.take(from_event(body, context))
        await ack()

    async def action(self, body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        """Take a pressed button, in a message or in the Home tab."""
        if "view" in body:
            self._home.pressed(body, Workspace.of(context))
        else:
            await self._receiving.take(from_action(body, context))
        await ack()

    async def shortcut(
        self, body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck
    ) -> None:
        """Take a message that somebody wants checked."""
        await self._receiving.take(from_shortcut(body, context))
        await ack()

    async def view(self, body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        """Take what was filled in; Slack closes the dialogue."""
        self._home.filled_in(body, Workspace.of(context))
        await ack()


async def failed(error: Exception, body: dict[str, Any]) -> BoltResponse:
    """Log what a listener did not expect, and acknowledge: sent again it would fail again.

    What fails because the store is away is not acknowledged, and so comes again; who waits is told.
    """
    if isinstance(error, NotInstalled):
        log.warning("slack_not_installed")
        told = json.dumps(payload_of(not_installed())) if "command" in body else ""
        return BoltResponse(status=200, body=told, headers=_JSON)
    if isinstance(error, StoreUnavailable):
        log.warning("slack_delivery_put_off", reason=str(error))
        told = json.dumps(payload_of(overloaded())) if "command" in body else ""
        return BoltResponse(status=200 if told else 503, body=told, headers=_JSON)
    if isinstance(error, BoltUnhandledRequestError):
        log.warning("slack_delivery_unknown", kind=str(body.get("type"))[:20])
        return BoltResponse(status=200, body="")
    error_id = uuid4().hex[:8]
    log.error("slack_listener_failed", error_id=error_id, exc_info=error)
    TROUBLE.labels("slack").inc()
    told = json.dumps(payload_of(apology(error_id))) if "command" in body else ""
    return BoltResponse(status=200, body=told, headers=_JSON)
