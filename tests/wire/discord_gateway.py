"""Discord's gateway on loopback: one web socket at a time, sessions that can be resumed."""

import asyncio
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.wire import discord_events as events

DISPATCH, HEARTBEAT, IDENTIFY, RESUME = 0, 1, 2, 6
RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 9, 10, 11
HEARTBEAT_INTERVAL = 41_250
WRONG_TOKEN, WRONG_PAYLOAD = 4004, 4002


@dataclass
class Session:
    """What a client can resume: every event it was sent, by number."""

    id: str
    log: list[tuple[int, str, Any]] = field(default_factory=list)


class Link:
    """One web socket, compressed as its client asked."""

    def __init__(self, socket: web.WebSocketResponse, compress: str) -> None:
        self.socket = socket
        self.dead = False
        self._deflate = zlib.compressobj() if compress == "zlib-stream" else None

    async def send(self, op: int, data: Any = None, **more: Any) -> None:
        """Send one gateway payload; a link that is closed loses it."""
        text = json.dumps({"op": op, "d": data, "s": None, "t": None, **more})
        if self.socket.closed or self.dead:
            return
        if self._deflate is None:
            await self.socket.send_str(text)
        else:
            packed = self._deflate.compress(text.encode())
            await self.socket.send_bytes(packed + self._deflate.flush(zlib.Z_SYNC_FLUSH))


class Gateway:
    """Serves web sockets; keeps what clients said in `identified` and `resumed`."""

    def __init__(self, token: str, changed: asyncio.Condition) -> None:
        self.url = ""
        self.guild = events.guild()
        self.identified: list[Any] = []
        self.resumed: list[Any] = []
        self.closed: list[int | None] = []
        self.replay_all = False
        self.away = False
        self.beats = 0
        self._token = token
        self._changed = changed
        self._sessions: dict[str, Session] = {}
        self._session: Session | None = None
        self._link: Link | None = None

    @property
    def links(self) -> int:
        """Return how many times a client was let in."""
        return len(self.identified) + len(self.resumed)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until its end, or none while the gateway is away."""
        if self.away:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        link = Link(socket, request.query.get("compress", ""))
        await link.send(HELLO, {"heartbeat_interval": HEARTBEAT_INTERVAL})
        async for received in socket:
            if received.type is WSMsgType.TEXT:
                await self._receive(link, json.loads(received.data))
        self.closed.append(socket.close_code)
        self._link = None if self._link is link else self._link
        await self._tell()
        return socket

    async def dispatch(self, event: str, data: Any, *, times: int = 1) -> None:
        """Send an event, or keep it for when the session is resumed."""
        session = self._session
        assert session, "no client has identified"
        for _ in range(times):
            entry = (len(session.log) + 1, event, data)
            session.log.append(entry)
            if self._link:
                await self._link.send(DISPATCH, data, s=entry[0], t=event)

    async def ask_to_reconnect(self) -> None:
        """Send op 7, which a client follows by resuming."""
        assert self._link
        await self._link.send(RECONNECT)

    async def invalidate(self) -> None:
        """Send op 9: the session is over, the client must identify again."""
        assert self._link
        await self._link.send(INVALID_SESSION, data=False)

    def cut(self) -> None:
        """Break the link without a word."""
        link, self._link = self._link, None
        assert link
        transport = link.socket._req.transport  # the only way to be rude
        assert transport
        transport.abort()

    def forget_sessions(self) -> None:
        """Let no session be resumed any more."""
        self._sessions.clear()

    def deaden(self) -> None:
        """Let the link die without a word: nothing goes through it any more."""
        link, self._link = self._link, None
        assert link
        link.dead = True

    async def close(self, code: int) -> None:
        """Close the link with a code of Discord's."""
        assert self._link
        await self._link.socket.close(code=code)

    async def _receive(self, link: Link, payload: Any) -> None:
        if link.dead:
            return
        answer = {HEARTBEAT: self._beat, IDENTIFY: self._identify, RESUME: self._resume}
        await answer[payload["op"]](link, payload["d"])

    async def _beat(self, link: Link, _: Any) -> None:
        self.beats += 1
        await self._tell()
        await link.send(HEARTBEAT_ACK)

    async def _identify(self, link: Link, data: Any) -> None:
        if data["token"] != self._token:
            await link.socket.close(code=WRONG_TOKEN)
            return
        session = Session(f"session{len(self._sessions)}")
        self._sessions[session.id] = session
        self._session, self._link = session, link
        await self.dispatch("READY", self._ready(session, data.get("shard")))
        await self.dispatch("GUILD_CREATE", self.guild)
        self.identified.append(data)
        await self._tell()

    async def _resume(self, link: Link, data: Any) -> None:
        session = self._sessions.get(data["session_id"])
        if session is None or data["token"] != self._token:
            await link.send(INVALID_SESSION, data=False)
            return
        self._session, self._link = session, link
        seen = 2 if self.replay_all else data["seq"]
        for number, event, missed in [entry for entry in session.log if entry[0] > seen]:
            await link.send(DISPATCH, missed, s=number, t=event)
        await self.dispatch("RESUMED", {})
        self.resumed.append(data)
        await self._tell()

    def _ready(self, session: Session, shard: Any) -> Any:
        part = {"shard": shard} if shard else {}
        return {
            **part, "v": 10, "user": events.user(events.BOT, bot=True), "session_id": session.id,
            "guilds": [{"id": events.GUILD, "unavailable": True}], "resume_gateway_url": self.url,
            "application": {"id": events.APPLICATION, "flags": 0},
        }  # fmt: skip

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()
