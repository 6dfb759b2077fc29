"""Discord on loopback: REST and gateway, with everything that was sent kept in plain lists.

Every message is checked as it arrives (`faults_seen`), copies with the same nonce are known as
Discord knows them, and any request can be made to fail, before or after it took effect.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, Self

from aiohttp import web

from tests.wire import discord_events as events
from tests.wire.discord_checks import (
    NOTHING_YET,
    SHOW,
    callback_faults,
    command_faults,
    follow_up_faults,
    message_faults,
)
from tests.wire.discord_gateway import Gateway

TOKEN: Final = "canary-discord-token"
LIMIT: Final = 15.0  # seconds that a test may wait for anything
API: Final = "/api/v10"

MISSING_PERMISSIONS, UNKNOWN_MESSAGE, ACKNOWLEDGED = 50013, 10008, 40060

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Fault:
    """What happens to the next request whose path holds `where`, `before` it took effect or not.

    `how` is a status, "close" for a closed connection, or "hang" for no answer at all.
    """

    method: str
    where: str
    how: int | str
    before: bool = True
    retry_after: float = 0.01
    scope: str = "user"  # of a 429: user, shared or global


@dataclass
class Wire:
    """One request as it came."""

    method: str
    path: str
    body: Any = None
    at: float = 0.0  # by the clock of the event loop
    refused: Fault | None = None


@dataclass
class Sent:
    """One message that a channel shows."""

    channel: str
    body: Any
    shown: Any
    deleted: bool = False


@dataclass
class Answered:
    """One answer to an interaction."""

    interaction: str
    token: str
    body: Any
    shown: Any = field(repr=False, default=None)


class FakeDiscord:
    """A server; use it as an asynchronous context."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.wire: list[Wire] = []
        self.sent: list[Sent] = []
        self.answered: list[Answered] = []
        self.commands: list[Any] = []
        self.faults: list[Fault] = []
        self.faults_seen: list[str] = []
        self.forbidden: set[str] = set()
        self.unreadable: set[str] = set()
        self.rest_base = ""
        self.shards = 1
        self.interactions: dict[str, Any] = {}  # by token, as they were delivered
        self.added: list[Answered] = []
        self.asked: list[Any] = []  # messages of people that can be fetched
        self.deleted: list[str] = []
        self._changed = asyncio.Condition()
        self.gateway = Gateway(token, self._changed)
        self._runner: web.AppRunner | None = None
        self._ended = asyncio.Event()

    async def __aenter__(self) -> Self:
        application = web.Application(middlewares=[self._faulty])
        application.add_routes(self._routes())
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.rest_base = f"http://{host}:{port}{API}"
        self.gateway.url = f"ws://{host}:{port}/gateway"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        assert self._runner
        await self._runner.cleanup()
        if kind is None:
            assert not self.faults_seen, self.faults_seen

    async def until(self, true: Callable[[], object]) -> None:
        """Return as soon as it is true; fails after LIMIT."""
        async with asyncio.timeout(LIMIT), self._changed:
            await self._changed.wait_for(lambda: bool(true()))

    async def linked(self, times: int = 1) -> None:
        """Return when clients were let in this many times."""
        await self.until(lambda: self.gateway.links >= times)

    async def deliver(self, message: Any, *, times: int = 1) -> None:
        """Tell the client of a message, or of an interaction where it has a token."""
        event = "INTERACTION_CREATE" if "token" in message else "MESSAGE_CREATE"
        if "token" in message:
            self.interactions[message["token"]] = message
        await self.gateway.dispatch(event, message, times=times)

    async def answer_to(self, asked: Any) -> Any:
        """Return the body of the reply or answer that something asked got, waiting for it."""
        if "token" in asked:
            await self.until(lambda: self.answers_to(asked))
        else:
            await self.until(lambda: self.replies_to(asked))
        return (self.answers_to(asked) or self.replies_to(asked))[0]

    def answers_to(self, interaction: Any) -> list[Any]:
        """Return the bodies of all answers to an interaction."""
        return [one.body for one in self.answered if one.interaction == interaction["id"]]

    def replies_to(self, message: Any) -> list[Any]:
        """Return the bodies of all replies to a message."""
        bodies = [one.body for one in self.sent]
        referred = [(body.get("message_reference") or {}).get("message_id") for body in bodies]
        return [body for body, to in zip(bodies, referred, strict=True) if str(to) == message["id"]]

    def requests(self, method: str, where: str) -> list[Wire]:
        """Return the requests with this method whose path holds a text."""
        return [one for one in self.wire if one.method == method and where in one.path]

    def _routes(self) -> list[web.RouteDef]:
        channel = API + "/channels/{channel}/messages"
        commands = API + "/applications/{application}/commands"
        follow_up = API + "/webhooks/{application}/{token}"
        return [
            web.get("/gateway", self.gateway.serve),
            web.get(API + "/users/@me", self._me),
            web.get(API + "/oauth2/applications/@me", self._application),
            web.get(commands, self._get_commands),
            web.put(commands, self._put_commands),
            web.post(API + "/users/@me/channels", self._open_direct),
            web.post(channel, self._create_message),
            web.get(channel, self._history),
            web.get(channel + "/{message}", self._message),
            web.post(API + "/interactions/{interaction}/{token}/callback", self._callback),
            web.delete(follow_up + "/messages/@original", self._delete_original),
            web.post(follow_up, self._follow_up),
            web.get(API + "/gateway/bot", self._gateway_bot),
        ]

    @web.middleware
    async def _faulty(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Keep the request, let it fail as it should, check the token."""
        if request.path == "/gateway":
            return await handler(request)
        body = await request.json() if request.can_read_body else None
        fault = self._fault_for(request)
        now = asyncio.get_running_loop().time()
        self.wire.append(Wire(request.method, request.path, body, now, fault))
        if fault and fault.before:
            return await self._fail(request, fault)
        open_to_all = "/callback" in request.path or "/webhooks/" in request.path
        if not open_to_all and request.headers.get("Authorization") != f"Bot {self.token}":
            return _error(401, 0, "401: Unauthorized")
        response = await handler(request)
        await self._tell()
        return await self._fail(request, fault) if fault else response

    def _fault_for(self, request: web.Request) -> Fault | None:
        for fault in self.faults:
            if fault.method == request.method and fault.where in request.path:
                self.faults.remove(fault)
                return fault
        return None

    async def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        await self._tell()
        if fault.how == "hang":
            await self._ended.wait()
        if isinstance(fault.how, str):
            assert request.transport
            request.transport.abort()
            return web.Response()
        of_all = fault.scope == "global"
        limits = {"message": "fault", "retry_after": fault.retry_after, "global": of_all}
        headers = {"Via": "1.1 google", "Retry-After": str(fault.retry_after),
                   "X-RateLimit-Scope": fault.scope}  # fmt: skip
        return _json({**limits, "code": 0}, status=fault.how, headers=headers)

    async def _me(self, _: web.Request) -> web.Response:
        return _json(events.user(events.BOT, bot=True))

    async def _application(self, _: web.Request) -> web.Response:
        about = {"id": events.APPLICATION, "name": "briefing-bot", "description": "", "icon": None}
        owner = {"owner": events.user(), "bot_public": True, "bot_require_code_grant": False}
        return _json({**about, **owner, "verify_key": "", "flags": 0})

    async def _get_commands(self, _: web.Request) -> web.Response:
        return _json(self.commands)

    async def _put_commands(self, request: web.Request) -> web.Response:
        given = await request.json()
        self.faults_seen += command_faults(given)
        known = {"application_id": events.APPLICATION, "version": "1"}
        self.commands = [_as_stored({**one, **known, "id": events.new_id()}) for one in given]
        return _json(self.commands)

    async def _open_direct(self, request: web.Request) -> web.Response:
        person = (await request.json())["recipient_id"]
        recipients = [events.user(str(person))]
        return _json({"id": events.DIRECT, "type": 1, "recipients": recipients})

    async def _create_message(self, request: web.Request) -> web.Response:
        channel, body = request.match_info["channel"], await request.json()
        self.faults_seen += message_faults(body)
        if channel in self.forbidden:
            return _error(403, MISSING_PERMISSIONS, "Missing Permissions")
        for one in self.sent:
            if (one.channel, one.body["nonce"]) == (channel, body["nonce"]):
                gone = _error(404, UNKNOWN_MESSAGE, "Unknown Message")
                return gone if one.deleted else _json(one.shown)
        shown = self._show(channel, body)
        self.sent.append(Sent(channel, body, shown))
        await self.gateway.dispatch("MESSAGE_CREATE", shown)
        return _json(shown)

    async def _history(self, request: web.Request) -> web.Response:
        channel, query = request.match_info["channel"], request.query
        after, before = int(query.get("after", 0)), int(query.get("before", 1 << 63))
        if channel in self.forbidden:
            return _error(403, MISSING_PERMISSIONS, "Missing Access")
        found = [one.shown for one in self.sent if one.channel == channel and not one.deleted]
        found = [one for one in found if after < int(one["id"]) < before]
        found.sort(key=lambda one: int(one["id"]))
        limit = int(query.get("limit", 50))
        page = found[:limit] if "after" in query else found[-limit:]
        return _json([] if channel in self.unreadable else page[::-1])

    async def _callback(self, request: web.Request) -> web.Response:
        known, body = request.match_info, await request.json()
        self.faults_seen += callback_faults(body)
        if known["interaction"] in [one.interaction for one in self.answered]:
            return _error(400, ACKNOWLEDGED, "Interaction has already been acknowledged.")
        interaction = self.interactions.get(known["token"], {})
        visible = body["type"] == SHOW
        channel = interaction.get("channel_id", events.CHANNEL)
        shown = self._show(channel, body["data"]) if visible else interaction.get("message")
        self.answered.append(Answered(known["interaction"], known["token"], body, shown))
        about = {"id": known["interaction"], "type": interaction.get("type", 2)}
        if not visible:
            return _json({"interaction": about})
        about["response_message_id"] = shown["id"]
        return _json({"interaction": about, "resource": {"type": SHOW, "message": shown}})

    async def _message(self, request: web.Request) -> web.Response:
        wanted = request.match_info["message"]
        found = [one for one in self.asked if one["id"] == wanted]
        return _json(found[0]) if found else _error(404, UNKNOWN_MESSAGE, "Unknown Message")

    async def _delete_original(self, request: web.Request) -> web.Response:
        """Delete what an interaction was answered with, or the message its button stands on."""
        token = request.match_info["token"]
        answered = [one for one in self.answered if one.token == token]
        if not answered or answered[0].body["type"] not in (SHOW, NOTHING_YET):
            return _error(404, UNKNOWN_MESSAGE, "Unknown Message")
        message = answered[0].shown["id"]
        if message in self.deleted:
            return _error(404, UNKNOWN_MESSAGE, "Unknown Message")
        self.deleted.append(message)
        return web.Response(status=204)

    async def _follow_up(self, request: web.Request) -> web.Response:
        token, body = request.match_info["token"], await request.json()
        self.faults_seen += follow_up_faults(body)
        shown = self._show(events.CHANNEL, body)
        self.added.append(Answered(self.interactions[token]["id"], token, body, shown))
        return _json(shown)

    async def _gateway_bot(self, _: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        about = {"shards": self.shards, "session_start_limit": limit}
        return _json({"url": self.gateway.url, **about})

    def _show(self, channel: str, body: Any) -> Any:
        parts = {"components": body["components"], "flags": body["flags"], "channel_id": channel}
        guild = None if channel == events.DIRECT else events.GUILD
        author = events.user(events.BOT, bot=True)
        return events.message("", **parts, author=author, guild_id=guild)

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()


def _json(data: Any, *, status: int = 200, headers: Any = None) -> web.Response:
    """Return JSON as Discord does: the library reads no other content type than the bare one."""
    head = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(data).encode(), status=status, headers=head)


def _error(status: int, code: int, message: str) -> web.Response:
    return _json({"code": code, "message": message}, status=status)


def _as_stored(command: Any) -> Any:
    """Return a command as Discord gives it back: what is empty or false may be missing."""
    kept = {key: part for key, part in command.items() if part not in (False, [], None)}
    kept = {"description": "", **kept}
    return kept | {"options": [_as_stored(one) for one in command.get("options", [])]}
