"""Discord's and the connection's errors become ours here and nowhere else."""

from collections.abc import Callable, Mapping
from typing import Final

import aiohttp
import discord
from discord import app_commands

from bot.errors import (
    LookUpImpossible,
    PostDelayed,
    PostFailed,
    PostRefused,
    PostUncertain,
    TokenRefused,
)

RECONNECT: Final = 5.0  # seconds until a server that was not reached is tried again

# Answers that mean: it is done already. An interaction that was acknowledged; a message with the
# nonce of one that was posted and deleted since.
ACKNOWLEDGED: Final = 40060
UNKNOWN_MESSAGE: Final = 10008

_UNAUTHORISED: Final = 401
TOO_MANY: Final = 429
_SERVER_FAILED: Final = 500
_AUTHENTICATION_FAILED: Final = 4004  # the gateway's close code

_REMEDY: Final = (
    "copy the bot's token again (https://discord.com/developers/applications, your application, "
    "Bot, Reset Token)"
)


def posting_error(error: Exception) -> PostFailed:
    """Say what an exception means for a message: certainly not posted, or perhaps."""
    if isinstance(error, PostFailed):
        return error
    for kind in type(error).__mro__:
        if kind in _MEANINGS:
            return _MEANINGS[kind](error)
    return PostUncertain(type(error).__name__)


def is_done(error: Exception) -> bool:
    """Say whether an exception means that the message had been posted before."""
    done = (ACKNOWLEDGED, UNKNOWN_MESSAGE)
    return isinstance(error, discord.HTTPException) and error.code in done


def look_up_error(error: Exception) -> LookUpImpossible | PostDelayed:
    """Say what an exception means for a look into a channel: never, or not now."""
    meaning = posting_error(error)
    if isinstance(meaning, PostDelayed):
        return meaning
    if isinstance(meaning, PostRefused):
        return LookUpImpossible(str(meaning))
    return PostDelayed(str(meaning), retry_after=RECONNECT)


def start_error(error: Exception) -> Exception:
    """Return TokenRefused where Discord refuses the token for good, else the error itself."""
    closed = isinstance(error, discord.ConnectionClosed) and error.code == _AUTHENTICATION_FAILED
    denied = isinstance(error, discord.HTTPException) and error.status == _UNAUTHORISED
    if closed or denied or isinstance(error, discord.LoginFailure):
        return TokenRefused(f"DISCORD_TOKEN is refused by Discord: {_REMEDY}")
    return error


def token_error(token: str) -> TokenRefused | None:
    """Return TokenRefused for what cannot be a token, before it gets into a header or an error."""
    if token.strip() and token.strip().isascii() and token.strip().isprintable():
        return None
    return TokenRefused(f"DISCORD_TOKEN is empty or holds a character no token has: {_REMEDY}")


def retry_after(headers: Mapping[str, str]) -> float:
    """Return how many seconds an answer of 429 asks to wait."""
    try:
        return float(headers["Retry-After"])
    except (KeyError, ValueError):
        return RECONNECT


def _answered(error: discord.HTTPException) -> PostFailed:
    name = f"http_{error.status}_{error.code}"
    if error.status == TOO_MANY:
        return PostDelayed(name, retry_after=max(retry_after(error.response.headers), 1.0))
    return PostUncertain(name) if error.status >= _SERVER_FAILED else PostRefused(name)


def _limited(error: discord.RateLimited) -> PostFailed:
    return PostDelayed("rate_limited", retry_after=max(error.retry_after, 1.0))


def _not_reached(error: Exception) -> PostFailed:
    return PostDelayed(type(error).__name__, retry_after=RECONNECT)


def _not_sent(error: Exception) -> PostFailed:
    """Return the meaning of what the library refuses before it sends anything."""
    return PostRefused(type(error).__name__)


def _unknown(error: Exception) -> PostFailed:
    return PostUncertain(type(error).__name__)


# By the most special class; a test fails when the library has one that is not decided here.
_MEANINGS: Final[dict[type, Callable[..., PostFailed]]] = {
    discord.HTTPException: _answered,
    discord.Forbidden: _answered,
    discord.NotFound: _answered,
    discord.DiscordServerError: _answered,
    app_commands.CommandSyncFailure: _answered,
    discord.RateLimited: _limited,
    discord.GatewayNotFound: _unknown,
    discord.ConnectionClosed: _unknown,
    discord.ClientException: _not_sent,
    discord.InvalidData: _unknown,
    discord.LoginFailure: _not_sent,
    discord.PrivilegedIntentsRequired: _not_sent,
    discord.InteractionResponded: _not_sent,
    discord.MissingApplicationID: _not_sent,
    app_commands.AppCommandError: _unknown,
    discord.DiscordException: _unknown,
    aiohttp.ClientConnectorError: _not_reached,
    aiohttp.ConnectionTimeoutError: _not_reached,
}
