"""A card on its way out: sealed by the number lock, sent once, and what became of it said."""

import hashlib
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, Final

import discord
import structlog

from bot.adapters.discord.buttons import delete_id
from bot.adapters.discord.errors import is_done, posting_error
from bot.adapters.discord.incoming import Interaction
from bot.adapters.discord.render import PLAIN_USE, View, payload, readable, render
from bot.adapters.discord.rows import Use
from bot.core.card import Card
from bot.core.lock import sealed
from bot.core.wording import trouble_card
from bot.errors import PostDelayed
from bot.ports import Clock
from bot.telemetry import LOCKED

NO_PING: Final = discord.AllowedMentions.none()
KEPT: Final = 512  # messages made and checked, for when the same is asked again
_SOMEBODY: Final = 1  # stands for the asker in a message that is kept for all

Components = list[dict[str, Any]]

log = structlog.get_logger()


class Finished(View):
    """A message that is made and checked; nothing of it is kept alive."""

    def __init__(self, components: Components) -> None:
        super().__init__(timeout=None)
        self._made = components
        self.stop()  # or the library would keep it; buttons are recognised by their id

    def has_components_v2(self) -> bool:
        """Say that the message is one of components alone."""
        return True

    def to_components(self) -> Components:
        """Return the components as Discord gets them."""
        return self._made


def view_of(card: Card, use: Use = PLAIN_USE) -> Finished:
    """Return the message of a card, checked; an apology where it could not be made."""
    try:
        return Finished(_signed(_components(card, use), use.asker))
    except Exception:
        error_id = secrets.token_hex(4)
        log.exception("card_unshowable", platform="discord", tone=card.tone.value, error=error_id)
        return Finished(payload(render(trouble_card(error_id))))


async def reply(message: discord.Message, card: Card) -> None:
    """Reply to a message where it stands; pings nobody, also not its author."""
    await message.channel.send(
        view=view_of(card, Use(asker=message.author.id)),
        reference=message.to_reference(fail_if_not_exists=False),
        nonce=nonce_of(message.id),
        allowed_mentions=NO_PING,
        suppress_embeds=True,
    )


async def tell(to: discord.abc.Messageable, card: Card, *, nonce: str) -> None:
    """Write to a person directly; Discord knows a copy by its nonce."""
    await to.send(
        view=view_of(card),
        nonce=nonce,
        allowed_mentions=NO_PING,
        suppress_embeds=True,
    )


async def respond(interaction: Interaction, card: Card, *, private: bool, share: str = "") -> None:
    """Answer an interaction by a new message; a private one is seen by the asker alone.

    `share` is the command that made a private answer, where it may be shown to all.
    """
    use = Use(share=share) if private else Use(asker=interaction.user.id)
    await interaction.response.send_message(
        view=view_of(card, use), ephemeral=private, allowed_mentions=NO_PING, suppress_embeds=True
    )


async def add(interaction: Interaction, card: Card) -> None:
    """Tell the presser alone something after an interaction was answered without words."""
    await interaction.followup.send(
        view=view_of(card), ephemeral=True, allowed_mentions=NO_PING, suppress_embeds=True
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


def nonce_of(message: int | str, purpose: str = "reply") -> str:
    """Return the same at most 25 letters for the same message, so that Discord knows a copy.

    >>> len(nonce_of(7)), nonce_of(7) == nonce_of(7), nonce_of(7) == nonce_of(8)
    (24, True, False)
    """
    return hashlib.blake2s(f"{purpose}:{message}".encode(), digest_size=12).hexdigest()


def _components(card: Card, use: Use) -> Components:
    """Return what was made and checked of an equal card before, or make and check it."""
    kept = replace(use, asker=_SOMEBODY if use.asker else 0)
    try:
        return _sound(card, kept)
    except _LockedError:
        return _sealed(card, kept, _stopped)


class _LockedError(Exception):
    """The lock stopped a payload; what goes out in its place is not kept."""


@lru_cache(maxsize=KEPT)
def _sound(card: Card, use: Use) -> Components:
    return _sealed(card, use, _refuse)


def _sealed(card: Card, use: Use, stopped: Callable[[tuple[str, ...]], None]) -> Components:
    return payload(sealed(card, partial(render, use=use), readable, stopped=stopped))


def _signed(components: Components, asker: int) -> Components:
    """Return a message with the asker's id on its button, which always stands last."""
    if not asker:
        return components
    *others, last = components[0]["components"]
    pressed = last.get("components", [{}])
    if pressed[-1].get("custom_id") != delete_id(_SOMEBODY):
        return components
    signed = {**last, "components": [*pressed[:-1], {**pressed[-1], "custom_id": delete_id(asker)}]}
    return [{**components[0], "components": [*others, signed]}]


def _refuse(_: tuple[str, ...]) -> None:
    raise _LockedError


def _stopped(faults: tuple[str, ...]) -> None:
    LOCKED.labels("discord").inc()
    log.error("payload_locked", platform="discord", faults=len(faults))
