"""Slack's side of HTTP: deliveries as it sends and signs them."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from aiohttp import ClientSession

from tests.clocks import FakeClock

SECRET = "canarysecret"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def payload(self) -> dict[str, Any]:
        """Return the message that a slash command was answered with."""
        return dict(json.loads(self.text))


def signature(body: bytes, sent: str, secret: str = SECRET) -> str:
    """Return Slack's signature."""
    said = b"v0:" + sent.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()


def body_of(payload: dict[str, Any]) -> tuple[str, bytes]:
    """Return the type and the body of a delivery: JSON, a form, or JSON in a form."""
    if payload.get("type") in ("event_callback", "url_verification"):
        return "application/json", json.dumps(payload).encode()
    fields = payload if "command" in payload else {"payload": json.dumps(payload)}
    return "application/x-www-form-urlencoded", urlencode(fields).encode()


class Sender:
    """Sends deliveries to the bot; whatever is `said` instead of the right headers replaces them."""

    def __init__(self, session: ClientSession, url: str, clock: FakeClock) -> None:
        self._session = session
        self._url = url
        self._clock = clock

    async def send(self, payload: dict[str, Any], **said: str | None) -> Answer:
        """Send a payload in its own form."""
        kind, body = body_of(payload)
        return await self.raw(body, kind=kind, **said)

    async def raw(
        self, body: bytes, *, kind: str = "application/json", **said: str | None
    ) -> Answer:
        """Send a body as it is."""
        sent = str(int(self._clock.now().timestamp()))
        right: dict[str, str | None] = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": sent,
            "X-Slack-Signature": signature(body, said.get("X-Slack-Request-Timestamp") or sent),
        }
        headers = {name: value for name, value in (right | said).items() if value is not None}
        async with self._session.post(self._url, data=body, headers=headers) as answer:
            return Answer(answer.status, await answer.text(), dict(answer.headers))

    async def wire(self, request: bytes) -> int:
        """Send a request as the bytes it is and return the status that it ends in."""
        address = urlsplit(self._url)
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        writer.write(request)
        line = await reader.readline()
        writer.transport.abort()
        return int(line.split()[1])
