"""Slack's side of the wire on loopback: Web API, Socket Mode and response addresses.

Everything that arrives is recorded and checked; faults are put in a queue per method. Nothing
waits by the clock: `wait` returns as soon as something recorded makes its condition true.
"""

import asyncio
import itertools
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Self

from aiohttp import WSMsgType, web

from bot.adapters.slack.incoming import Workspace
from tests.wire.slack_checks import message_faults, post_faults, view_faults
from tests.wire.slack_events import BOT, BOT_USER, TEAM

LIMIT = 10.0  # seconds after which a test has failed
BOT_TOKEN, APP_TOKEN = "xoxb-canary-bot", "xapp-canary-app"
Check = Callable[[Mapping[str, Any]], list[str]]
_CHECKS: dict[str, Check] = {
    "chat.postMessage": post_faults,
    "chat.postEphemeral": message_faults,
    "response_url": post_faults,
}
_KINDS = {
    "event_callback": "events_api",
    "block_actions": "interactive",
    "message_action": "interactive",
    "view_submission": "interactive",
}


@dataclass(frozen=True, slots=True)
class Call:
    """One request to the Web API or to a response address."""

    method: str
    arguments: dict[str, Any]
    token: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is done instead of answering; `recorded` says whether the request took effect.

    One that is `held` takes effect when it is let go, unless the asker has gone by then.
    """

    status: int = 200
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    recorded: bool = False
    closed: bool = False
    held: asyncio.Event | None = None


def too_many(retry_after: int) -> Fault:
    """Refuse for a while."""
    body = {"ok": False, "error": "ratelimited"}
    return Fault(429, body, {"Retry-After": str(retry_after)})


def refused(error: str) -> Fault:
    """Refuse for good."""
    return Fault(200, {"ok": False, "error": error})


def failing(status: int = 500, *, recorded: bool = True) -> Fault:
    """Fail on Slack's side, with or without effect."""
    return Fault(status, {"ok": False, "error": "internal_error"}, recorded=recorded)


def closing(*, recorded: bool) -> Fault:
    """Close the connection instead of answering."""
    return Fault(recorded=recorded, closed=True)


class FakeSlack:
    """A workspace with one bot; `async with` serves it, `faults` must be empty at the end."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.acks: list[dict[str, Any]] = []
        self.messages: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._faults: list[str] = []
        self._unchecked: list[tuple[str, Check, dict[str, Any]]] = []
        self.links = 0
        self.url = ""
        self.tokens = {"bot": BOT_TOKEN, "app": APP_TOKEN}
        self.installed: dict[str, Workspace] = {}  # further workspaces, by their tokens
        self.codes: dict[str, dict[str, Any]] = {}  # of installations, and what each gives
        self.scopes = "app_mentions:read,chat:write,commands,im:history"
        self.admins: set[str] = set()
        self._queued: dict[str, list[Fault]] = defaultdict(list)
        self._changed = asyncio.Condition()
        self._link: web.WebSocketResponse | None = None
        self._request: web.BaseRequest | None = None
        self._numbers = itertools.count(1)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/hooks/{path:.*}", self._hook)
        app.router.add_get("/link", self._socket)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    @property
    def faults(self) -> list[str]:
        """Return what was wrong with all that was sent; looked at only now, since it takes long."""
        for where, check, sent in self._unchecked:
            self._faults += [f"{where}: {fault}" for fault in check(sent)]
        self._unchecked.clear()
        return self._faults

    # What a test does

    def fault(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method meet these, one each."""
        self._queued[method] += faults

    async def send(self, payload: dict[str, Any], *, envelope_id: str = "") -> dict[str, Any]:
        """Deliver a payload over the link and return its acknowledgement."""
        envelope_id = envelope_id or f"envelope-{next(self._numbers)}"
        before = len(self.acks)
        await self._deliver(payload, envelope_id)
        await self.wait(lambda: any(a["envelope_id"] == envelope_id for a in self.acks[before:]))
        return next(a for a in self.acks[before:] if a["envelope_id"] == envelope_id)

    async def posted(
        self, count: int = 1, method: str = "chat.postMessage"
    ) -> list[dict[str, Any]]:
        """Return the arguments of the calls of a method, as soon as there are this many."""
        await self.wait(lambda: len(self.called(method)) >= count)
        return self.called(method)

    def called(self, method: str) -> list[dict[str, Any]]:
        """Return the arguments of all calls of a method."""
        return [call.arguments for call in self.calls if call.method == method]

    async def linked(self, links: int = 1) -> None:
        """Return as soon as the bot has opened this many links."""
        await self.wait(lambda: self.links >= links)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the bot to open another link, as Slack does every few hours."""
        await self._sent(self._link).send_json({"type": "disconnect", "reason": reason})

    def drop(self) -> None:
        """Cut the link without a word."""
        if self._request and self._request.transport:
            self._request.transport.abort()

    async def hang_up(self) -> None:
        """Close the link in order."""
        await self._sent(self._link).close()

    async def wait(self, condition: Callable[[], bool]) -> None:
        """Return as soon as a condition holds; it is looked at after everything recorded."""
        async with asyncio.timeout(LIMIT), self._changed:
            await self._changed.wait_for(condition)

    # What Slack does

    async def _deliver(self, payload: dict[str, Any], envelope_id: str) -> None:
        kind = _KINDS.get(payload.get("type", ""), "slash_commands")
        envelope = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        await self._sent(self._link).send_str(json.dumps(envelope))

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        wanted = self.tokens["app" if method == "apps.connections.open" else "bot"]
        known = token == wanted or token in self.installed or method == "oauth.v2.access"
        if not known:
            return web.json_response({"ok": False, "error": "invalid_auth"})
        return await self._take(method, arguments, request, token=token)

    async def _hook(self, request: web.Request) -> web.Response:
        answer = await self._take("response_url", await request.json(), request)
        failed = answer.status != HTTPStatus.OK or '"error"' in (answer.text or "")
        return answer if failed else web.Response(text="ok")

    async def _take(
        self,
        method: str,
        arguments: dict[str, Any],
        request: web.Request,
        *,
        token: str = "",
    ) -> web.Response:
        self._check(method, arguments)
        fault = self._queued[method].pop(0) if self._queued[method] else None
        await self._record(Call(method, arguments, token))
        if fault and fault.held:
            await fault.held.wait()
        gone = request.transport is None or request.transport.is_closing()
        effective = (fault is None or fault.recorded or fault.held) and not gone
        asked = {**arguments, "token": token}
        answer = _ANSWERS.get(method, _plain)(self, asked) if effective else {}
        if fault and fault.closed and request.transport:
            request.transport.close()
        if fault and not fault.held:
            return web.json_response(fault.body, status=fault.status, headers=fault.headers)
        return web.json_response(answer, headers={"X-OAuth-Scopes": self.scopes})

    def _check(self, method: str, arguments: dict[str, Any]) -> None:
        if method == "response_url" and arguments.get("delete_original"):
            return
        if method in _CHECKS:
            self._unchecked.append((method, _CHECKS[method], arguments))
        if "view" in arguments:
            self._unchecked.append((method, view_faults, arguments["view"]))

    async def _record(self, call: Call | None = None, ack: dict[str, Any] | None = None) -> None:
        async with self._changed:
            self.calls += [call] if call else []
            self.acks += [ack] if ack else []
            self._changed.notify_all()

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        link = web.WebSocketResponse()
        await link.prepare(request)
        await link.send_json({"type": "hello", "num_connections": 1})
        self._link, self._request, self.links = link, request, self.links + 1
        await self._record()
        async for message in link:
            if message.type is WSMsgType.TEXT:
                ack = json.loads(message.data)
                if ack.get("payload"):
                    self._unchecked.append(("ack", message_faults, ack["payload"]))
                await self._record(ack=ack)
        return link

    @staticmethod
    def _sent(link: web.WebSocketResponse | None) -> web.WebSocketResponse:
        assert link is not None, "the bot has no link"
        return link

    def _new_ts(self) -> str:
        return f"1700001000.{next(self._numbers):06d}"


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **await request.post()}


def _identity(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    where = slack.installed.get(arguments["token"], Workspace(TEAM, ""))
    who = {"team_id": where.team, "user_id": BOT_USER, "user": "bot", "bot_id": BOT}
    return {"ok": True, "url": "https://example.slack.com/", **who, "is_enterprise_install": False}


def _installation(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    found = slack.codes.pop(arguments.get("code", ""), None)
    return found or {"ok": False, "error": "invalid_code"}


def _person(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    user = arguments["user"]
    return {"ok": True, "user": {"id": user, "is_admin": user in slack.admins}}


def _connection(slack: FakeSlack, _arguments: dict[str, Any]) -> dict[str, Any]:
    return {"ok": True, "url": slack.url.replace("http", "ws") + "/link?ticket=canary-ticket"}


def _post(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    ts = slack._new_ts()
    said = {name: value for name, value in arguments.items() if name != "token"}
    message = {**said, "type": "message", "ts": ts, "bot_id": BOT}
    slack.messages[arguments["channel"]].append(message)
    return {"ok": True, "channel": arguments["channel"], "ts": ts, "message": message}


def _whisper(slack: FakeSlack, _arguments: dict[str, Any]) -> dict[str, Any]:
    return {"ok": True, "message_ts": slack._new_ts()}


def _history(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    """Answer newest first, in pages; metadata only where it is asked for."""
    said = reversed(slack.messages[arguments["channel"]])
    return _paged(arguments, [one for one in said if not one.get("thread_ts")])


def _replies(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    """Answer oldest first; the replies of a thread stand nowhere else."""
    scope = "im:history" if arguments["channel"].startswith("D") else "channels:history"
    if scope not in slack.scopes.split(","):
        return {"ok": False, "error": "missing_scope", "needed": scope}
    said = slack.messages[arguments["channel"]]
    return _paged(arguments, [one for one in said if one.get("thread_ts") == arguments["ts"]])


def _paged(arguments: dict[str, Any], said: list[dict[str, Any]]) -> dict[str, Any]:
    found = [
        message if arguments.get("include_all_metadata") in ("1", True) else _bare(message)
        for message in said
        if float(message["ts"]) > float(arguments.get("oldest") or 0)
    ]
    start, size = int(arguments.get("cursor") or 0), int(arguments.get("limit") or 100)
    more = len(found) > start + size
    cursor = {"next_cursor": str(start + size) if more else ""}
    page = found[start : start + size]
    return {"ok": True, "messages": page, "has_more": more, "response_metadata": cursor}


def _bare(message: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in message.items() if key != "metadata"}


def _plain(_slack: FakeSlack, _arguments: dict[str, Any]) -> dict[str, Any]:
    return {"ok": True}


_ANSWERS: dict[str, Callable[[FakeSlack, dict[str, Any]], dict[str, Any]]] = {
    "auth.test": _identity,
    "apps.connections.open": _connection,
    "chat.postMessage": _post,
    "chat.postEphemeral": _whisper,
    "conversations.history": _history,
    "conversations.replies": _replies,
    "oauth.v2.access": _installation,
    "users.info": _person,
}
