"""The link to the gateway: noticed when it is dead, mended within seconds, split where asked."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import discord
import structlog
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket, KeepAliveHandler

# Discord asks for a heartbeat every 41 s, so that a link that died without a word would be noticed
# after a minute. It may be sent earlier; then silence tells sooner.
BEAT = 9.0  # seconds; the library warns of answers that take it ten
SILENCE = 25.0  # seconds without anything received, after which a link is dead
LONGEST_WAIT: Final = 4.0  # seconds between two tries to connect; the library would wait minutes
SHARDING_REQUIRED: Final = 4011  # the gateway's close code

# Without these the link is of no use, so that their failure must end it.
_VITAL: Final = frozenset({"READY", "RESUMED"})

log = structlog.get_logger()


class SteadyBackoff(ExponentialBackoff[Any]):
    """The library's waiting between tries, but never long."""

    def delay(self) -> Any:
        """Return the next seconds to wait."""
        return min(super().delay(), LONGEST_WAIT)


# The library has no setting for it; a session is resumed and loses nothing, if that is soon.
discord.client.ExponentialBackoff = SteadyBackoff  # type: ignore[attr-defined]
discord.shard.ExponentialBackoff = SteadyBackoff  # type: ignore[attr-defined]
# The library warns at every start that it cannot speak, which nobody asks of it.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


def _without_trace(record: logging.LogRecord) -> bool:
    """Leave out the trace of each try to connect, which all say the same."""
    if str(record.msg).startswith("Attempting a reconnect"):
        record.exc_info = None
    return True


for _name in ("discord.client", "discord.shard"):
    logging.getLogger(_name).addFilter(_without_trace)


def quicken(socket: DiscordWebSocket | None) -> None:
    """Let heartbeats come often enough to notice a dead link in time; a closed one has none."""
    keeper = socket and socket.open and socket._keep_alive  # noqa: SLF001 - there is no setting
    if not socket or not keeper:
        return
    keeper.stop()
    quicker = KeepAliveHandler(ws=socket, shard_id=socket.shard_id, interval=BEAT)
    socket._keep_alive = quicker  # noqa: SLF001
    quicker.start()


def guard(parsers: dict[str, Callable[[Any], None]]) -> None:
    """Let one event that the library cannot read be lost alone; it would end the connection."""
    for name, parse in parsers.items():
        if name not in _VITAL:
            parsers[name] = partial(_parse, name, parse)


def _parse(name: str, parse: Callable[[Any], None], data: Any) -> None:
    try:
        parse(data)
    except Exception:
        log.exception("event_unreadable", platform="discord", event_name=name)
