"""Just enough of Slack and Discord on loopback to count scheduled posts, and to spoil some.

Everything posted is kept with its time on a clock that runs faster than the world's.
"""

import asyncio
import itertools
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Self

from aiohttp import web

BOT: Final = "1001"
APPLICATION: Final = "1002"
TEAM: Final = "T1"
TOKENS: Final = {"slack": "xoxb-bench", "discord": "bench-token"}
RETRY_AFTER: Final = 20  # seconds of the fast clock
IN_FLIGHT: Final = 1.0  # seconds of the fast clock: requests that had left before
_DISCORD_EPOCH: Final = 1_420_070_400_000
_MARKER: Final = re.compile(r"[0-9a-f]{24}")

# What happens to a post: (is it kept?, how is it answered?)
SPOILS: Final = {
    "closed before": (False, "close"),
    "closed after": (True, "close"),
    "reset after": (True, "reset"),
    "500": (True, "500"),
    "502": (False, "502"),
    "429": (False, "429"),
    "time-out": (True, "hang"),
    "half an answer": (True, "half"),
    "invalid JSON": (True, "garbage"),
}
LOSSES: Final = ("closed before", "closed after")


@dataclass
class ChatServer:
    """Both chats; `async with` serves them.

    `now` is the fast clock, in seconds since 1970. Each post is spoilt with the chance `each` in
    every one of the ways `spoils`. While `away` nothing is answered, the link is cut.
    """

    now: Callable[[], float]
    spoils: tuple[str, ...] = ()
    each: float = 0.01
    chance: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311
    away: bool = False
    latency: float = 0.0
    posts: list[tuple[float, str, str]] = field(default_factory=list)  # when, channel, marker
    asked: int = 0
    spoilt: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    too_early: int = 0
    url: str = ""

    def __post_init__(self) -> None:
        self._slack: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._discord: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._numbers = itertools.count(1)
        self._closed_at: dict[str, float] = defaultdict(float)
        self._closed_until: dict[str, float] = defaultdict(float)
        self._ended = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application()
        base = "/api/v10"
        app.add_routes(
            [
                web.route("*", "/api/{method:[a-z]+\\.[A-Za-z]+}", self._slack_method),
                web.get(base + "/users/@me", self._me),
                web.get(base + "/oauth2/applications/@me", self._application),
                web.post(base + "/channels/{channel}/messages", self._discord_post),
                web.get(base + "/channels/{channel}/messages", self._discord_history),
            ]
        )
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._ended.set()
        await self._runner.cleanup()

    # Slack

    async def _slack_method(self, request: web.Request) -> web.StreamResponse:
        self._cut_while_away(request)
        method = request.match_info["method"]
        arguments = await _arguments(request)
        if method == "auth.test":
            who = {"team_id": TEAM, "team": "x", "user_id": BOT, "user": "b", "bot_id": BOT}
            return web.json_response({"ok": True, "url": "https://x.slack.com/", **who})
        if method == "conversations.history":
            return web.json_response({"ok": True, "messages": self._slack_since(arguments)})
        return await self._take(request, lambda: self._slack_keep(arguments), route="slack")

    def _slack_keep(self, arguments: dict[str, Any]) -> dict[str, Any]:
        ts = f"{self.now():.6f}"
        message = {**arguments, "ts": ts, "type": "message", "bot_id": BOT}
        if isinstance(message.get("metadata"), str):
            message["metadata"] = json.loads(message["metadata"])
        self._slack[arguments["channel"]].append(message)
        self._keep(arguments["channel"], json.dumps(message["metadata"]))
        return {"ok": True, "channel": arguments["channel"], "ts": ts, "message": message}

    def _slack_since(self, arguments: dict[str, Any]) -> list[dict[str, Any]]:
        oldest = float(arguments.get("oldest") or 0)
        kept = self._slack[arguments["channel"]]
        return [message for message in reversed(kept) if float(message["ts"]) > oldest][:100]

    # Discord

    async def _me(self, request: web.Request) -> web.StreamResponse:
        self._cut_while_away(request)
        return _json(_user())

    async def _application(self, request: web.Request) -> web.StreamResponse:
        self._cut_while_away(request)
        about = {"id": APPLICATION, "name": "x", "description": "", "icon": None, "flags": 0}
        switches = {"bot_public": True, "bot_require_code_grant": False, "verify_key": ""}
        return _json({**about, **switches, "owner": _user()})

    async def _discord_post(self, request: web.Request) -> web.StreamResponse:
        self._cut_while_away(request)
        channel, body = request.match_info["channel"], await request.json()
        keep = partial(self._discord_keep, channel, body)
        return await self._take(request, keep, route=channel)

    def _discord_keep(self, channel: str, body: dict[str, Any]) -> dict[str, Any]:
        recent = self.now() - 120  # nonces are known for some minutes
        for known in self._discord[channel]:
            if known["nonce"] == body["nonce"] and known["at"] > recent:
                return known
        message = _message(channel, body, self._snowflake()) | {"at": self.now()}
        self._discord[channel].append(message)
        self._keep(channel, str(body["nonce"]))
        return message

    async def _discord_history(self, request: web.Request) -> web.StreamResponse:
        self._cut_while_away(request)
        channel, query = request.match_info["channel"], request.query
        after, before = int(query.get("after", 0)), int(query.get("before", 1 << 63))
        seed = _message(channel, {"nonce": "", "components": []}, 1) | {"content": "hello"}
        kept = [seed, *self._discord[channel]]
        found = [one for one in kept if after < int(one["id"]) < before]
        limit = int(query.get("limit", 50))
        return _json((found[:limit] if "after" in query else found[-limit:])[::-1])

    def _snowflake(self) -> int:
        return ((int(self.now() * 1000) - _DISCORD_EPOCH) << 22) + next(self._numbers) % 4096

    # Both

    def _keep(self, channel: str, text: str) -> None:
        marker = _MARKER.search(text)
        assert marker, text
        self.posts.append((self.now(), channel, marker[0]))

    def _cut_while_away(self, request: web.Request) -> None:
        if self.away:
            _abort(request)
            raise web.HTTPServiceUnavailable

    async def _take(
        self, request: web.Request, keep: Callable[[], dict[str, Any]], *, route: str
    ) -> web.StreamResponse:
        self.asked += 1
        self.too_early += (
            self._closed_at[route] + IN_FLIGHT < self.now() < self._closed_until[route]
        )
        if self.latency:
            await asyncio.sleep(self.latency * self.chance.random())
        spoil = next((one for one in self.spoils if self.chance.random() < self.each), "")
        if not spoil:
            return _json(keep())
        self.spoilt[spoil] += 1
        kept, how = SPOILS[spoil]
        if how in ("500", "502"):
            kept = self.chance.random() < 0.5
        answer = keep() if kept else {}
        if how == "429":  # of the workspace's method in Slack, of the channel in Discord
            self._closed_at[route] = self.now()
            self._closed_until[route] = self.now() + RETRY_AFTER
        return await self._answer(request, how, answer)

    async def _answer(self, request: web.Request, how: str, answer: Any) -> web.StreamResponse:
        if how in ("close", "reset"):
            _abort(request)
        if how == "hang":
            await self._ended.wait()
        if how == "429":
            headers = {"Retry-After": str(RETRY_AFTER), "Via": "1.1 google"}
            body = {
                "ok": False,
                "error": "ratelimited",
                "retry_after": RETRY_AFTER,
                "global": False,
            }
            return _json({**body, "message": "", "code": 0}, status=429, headers=headers)
        if how == "garbage":
            return web.Response(text="<html>{", content_type="application/json")
        if how == "half":
            response = web.StreamResponse(headers={"Content-Type": "application/json"})
            response.content_length = len(json.dumps(answer))
            await response.prepare(request)
            await response.write(json.dumps(answer)[:20].encode())
            _abort(request)
            return response
        return _json(
            {"ok": False, "error": "internal_error"}, status=int(how) if how.isdigit() else 200
        )


def _abort(request: web.Request) -> None:
    if request.transport:
        request.transport.abort()


def _json(data: Any, *, status: int = 200, headers: Any = None) -> web.Response:
    head = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(data).encode(), status=status, headers=head)


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **await request.post()}


def _user() -> dict[str, Any]:
    name = {"username": "bot", "discriminator": "0", "global_name": None, "avatar": None}
    return {"id": BOT, **name, "bot": True}


def _message(channel: str, body: dict[str, Any], number: int) -> dict[str, Any]:
    empty = {"mentions": [], "mention_roles": [], "attachments": [], "embeds": []}
    plain = {"tts": False, "mention_everyone": False, "pinned": False, "edited_timestamp": None}
    return {
        "id": str(number), "channel_id": channel, "author": _user(), "content": "",
        "timestamp": "2026-11-25T09:00:00+00:00", "type": 0, "nonce": body["nonce"],
        "components": _numbered(body.get("components", [])), "flags": body.get("flags", 0),
        **empty, **plain,
    }  # fmt: skip


def _numbered(components: Any, numbers: Any = None) -> Any:
    numbers = numbers or itertools.count(1)
    return [
        {**one, "id": next(numbers), "components": _numbered(one["components"], numbers)}
        if "components" in one
        else {**one, "id": next(numbers)}
        for one in components
    ]
