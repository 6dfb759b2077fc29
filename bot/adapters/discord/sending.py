"""A card on its way out: sealed by the number lock, sent once, and what became of it said."""

import hashlib
import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

import discord
import structlog

from bot.adapters.discord.errors import is_done, posting_error
from bot.adapters.discord.incoming import Interaction
from bot.adapters.discord.render import View, readable, render
from bot.core.card import Card
from bot.core.lock import sealed
from bot.core.wording import trouble_card
from bot.errors import PostDelayed
from bot.ports import Clock
from bot.telemetry import LOCKED

NO_PING: Final = discord.AllowedMentions.none()

log = structlog.get_logger()


def view_of(card: Card, *, marker: str = "") -> View:
    """Return the message of a card, checked; an apology where it could not be made."""
    try:
        return sealed(card, partial(render, marker=marker), readable, stopped=_stopped)
    except Exception:
        error_id = secrets.token_hex(4)
        log.exception("card_unshowable", platform="discord", tone=card.tone.value, error=error_id)
        return render(trouble_card(error_id))


async def reply(message: discord.Message, card: Card) -> None:
    """Reply to a message where it stands; pings nobody, also not its author."""
    await message.channel.send(
        view=view_of(card),
        reference=message.to_reference(fail_if_not_exists=False),
        nonce=nonce_of(message.id),
        allowed_mentions=NO_PING,
        suppress_embeds=True,
    )


async def tell(user: discord.User | discord.Member, card: Card, *, about: int) -> None:
    """Write to a person directly about one of their messages."""
    await user.send(
        view=view_of(card),
        nonce=nonce_of(about, "told"),
        allowed_mentions=NO_PING,
        suppress_embeds=True,
    )


async def respond(interaction: Interaction, card: Card, *, private: bool) -> None:
    """Answer an interaction by a new message; a private one is seen by the asker alone."""
    await interaction.response.send_message(
        view=view_of(card), ephemeral=private, allowed_mentions=NO_PING, suppress_embeds=True
    )


async def once(send: Callable[[], Awaitable[None]], *, clock: Clock, patience: float) -> None:
    """Send, and again only where it was certainly not sent, for at most `patience` seconds.

    Raises PostRefused, PostDelayed or PostUncertain.
    """
    while True:
        try:
            await send()
        except Exception as error:
            if is_done(error):
                return
            meaning = posting_error(error)
            if not isinstance(meaning, PostDelayed) or meaning.retry_after > patience:
                raise meaning from error
        else:
            return
        patience -= meaning.retry_after
        await clock.sleep(meaning.retry_after)


def nonce_of(message: int, purpose: str = "reply") -> str:
    """Return the same at most 25 letters for the same message, so that Discord knows a copy.

    >>> len(nonce_of(7)), nonce_of(7) == nonce_of(7), nonce_of(7) == nonce_of(8)
    (24, True, False)
    """
    return hashlib.blake2s(f"{purpose}:{message}".encode(), digest_size=12).hexdigest()


def _stopped(faults: tuple[str, ...]) -> None:
    LOCKED.labels("discord").inc()
    log.error("payload_locked", platform="discord", faults=len(faults))
