"""Sends the real discord.py to a server on loopback; the product itself knows no such switch."""

import asyncio
from types import ModuleType
from typing import Any

import discord.client
import discord.gateway
import discord.http
import discord.shard
import discord.webhook.async_
import yarl

# Modules in which the library itself waits between its tries.
WAITING = (discord.client, discord.http, discord.shard, discord.webhook.async_)


def install(rest_base: str, gateway_url: str = "", *, hurry: bool = True) -> None:
    """Redirect REST and gateway; with `hurry` the library's own waits between tries end at once.

    `rest_base` is the address up to the version ("http://127.0.0.1:1/api/v10"); without a
    `gateway_url` the gateway is "/gateway" on the same server.
    """
    base = yarl.URL(rest_base)
    gateway = yarl.URL(gateway_url) if gateway_url else base.with_scheme("ws").with_path("/gateway")
    _set(discord.http.Route, "BASE", rest_base)
    _set(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
    for module in WAITING if hurry else ():
        _set(module, "asyncio", Hurried(asyncio.__name__))


def remove() -> None:
    """Undo `install`."""
    while _CHANGED:
        owner, name, value = _CHANGED.pop()
        setattr(owner, name, value)


class Hurried(ModuleType):
    """The module asyncio, but nobody sleeps."""

    def __getattr__(self, name: str) -> Any:
        """Return what asyncio has."""
        return getattr(asyncio, name)

    async def sleep(self, _: float) -> None:
        """Let the others go first, once."""
        await asyncio.sleep(0)


_CHANGED: list[tuple[Any, str, Any]] = []


def _set(owner: Any, name: str, value: Any) -> None:
    _CHANGED.append((owner, name, getattr(owner, name)))
    setattr(owner, name, value)
