"""Slack over HTTP: the signature is checked first, then the same listeners take what came."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import parse_qs

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.listeners import dispatched
from bot.adapters.slack.signature import SIGNATURE, TIME, is_slacks
from bot.adapters.slack.work import Work
from bot.ports import Clock

PATH: Final = "/slack/events"
LARGEST: Final = 1_000_000  # bytes; Slack's own are a tenth of that
PATIENCE: Final = 5.0  # seconds for a body to arrive

log = structlog.get_logger()


class Entrance:
    """Answers `POST /slack/events`; `app` gives the listeners, None while they are not there."""

    def __init__(
        self, secret: str, *, app: Callable[[], AsyncApp | None], work: Work, clock: Clock
    ) -> None:
        self._secret = secret
        self._app = app
        self._work = work
        self._clock = clock

    async def take(self, request: web.Request) -> web.Response:
        """Return 401 for what Slack did not sign, 400 for what makes no sense, else the answer."""
        if "Content-Encoding" in request.headers:  # Slack packs nothing: not even unpacked
            return _refused(400, "packed")
        body = await _body(request)
        if body is None:
            return _refused(413, "too large or too slow")
        if not self._signed(request, body):
            return _refused(401, "not signed by Slack")
        payload = _payload(request.content_type, body)
        if payload is None:
            return _refused(400, "cannot be read")
        if payload.get("type") == "url_verification":
            return web.Response(text=str(payload.get("challenge") or ""))
        return await self._dispatch(payload, request.headers)

    def _signed(self, request: web.Request, body: bytes) -> bool:
        """Say whether a body carries Slack's signature, and no second one beside it."""
        sent, given = (request.headers.getall(name, ()) for name in (TIME, SIGNATURE))
        if len(sent) != 1 or len(given) != 1:
            return False
        now = self._clock.now()
        return is_slacks(given[0], body, sent=sent[0], secrets=(self._secret,), now=now)

    async def _dispatch(self, payload: dict[str, Any], headers: Mapping[str, str]) -> web.Response:
        app = self._app()
        if app is None:
            return _refused(503, "not ready")  # Slack sends it again
        task = asyncio.current_task()
        if task:
            self._work.hold(task)
        told: dict[str, Any] = {name.lower(): value for name, value in headers.items()}
        return await to_aiohttp_response(await dispatched(app, payload, headers=told))


async def _body(request: web.Request) -> bytes | None:
    """Return the body, None for one that is too large or does not come."""
    read = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for chunk in request.content.iter_any():
                read += chunk
                if len(read) > LARGEST:
                    return None
    except (TimeoutError, web.HTTPException, web.RequestPayloadError, OSError):
        return None
    return bytes(read)


def _payload(kind: str, body: bytes) -> dict[str, Any] | None:
    """Return what a signed body holds, None where it holds nothing that Slack would send."""
    try:
        return _PARSERS.get(kind, _form)(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return None


def _form(body: str) -> dict[str, Any] | None:
    fields = {name: values[0] for name, values in parse_qs(body, keep_blank_values=True).items()}
    return _json(fields["payload"]) if "payload" in fields else fields or None


def _json(body: str) -> dict[str, Any] | None:
    found = json.loads(body)
    return found if isinstance(found, dict) else None


_PARSERS: Final[dict[str, Callable[[str], dict[str, Any] | None]]] = {"application/json": _json}


def _refused(status: int, reason: str) -> web.Response:
    log.warning("slack_request_refused", status=status, reason=reason)
    return web.Response(status=status, text=f"{reason}\n")
