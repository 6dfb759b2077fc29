"""The finished message: rendered, locked, and with what every post of ours carries."""

import json
from functools import lru_cache, partial
from typing import Any, Final
from uuid import uuid4

import structlog

from bot.adapters.slack.controls import PLAIN_LOOK, Look
from bot.adapters.slack.render import Payload, readable, render
from bot.core.card import Card
from bot.core.lock import sealed
from bot.core.wording_slack import apology
from bot.telemetry import LOCKED, TROUBLE

# No preview of a link, and nothing else that Slack could make of plain words.
QUIET: Final = {"unfurl_links": False, "unfurl_media": False}
EVENT_TYPE: Final = "briefing_post"
KEPT: Final = 256  # finished messages, about 3 MB

log = structlog.get_logger()


def payload_of(card: Card, look: Look = PLAIN_LOOK) -> Payload:
    """Return the message for a card; what cannot be shown becomes an apology with an error id."""
    try:
        return dict(_made(card, look))
    except Exception:
        error_id = uuid4().hex[:8]
        log.exception("slack_render_failed", error_id=error_id, tone=card.tone.value)
        TROUBLE.labels("slack").inc()
        return _quiet(render(apology(error_id)))


# The same card is asked for again and again; it never changes, and nobody changes a message.
@lru_cache(maxsize=KEPT)
def _made(card: Card, look: Look) -> Payload:
    shown = partial(render, look=look)
    return _quiet(sealed(card, shown, readable, stopped=_stopped))


@lru_cache(maxsize=KEPT)
def private_body(card: Card, look: Look) -> str:
    """Return the message for a card as the answer to a slash command, for the asker alone."""
    return json.dumps({"response_type": "ephemeral", **payload_of(card, look)})


def marked(payload: Payload, marker: str) -> Payload:
    """Return the message with a marker that `find` sees, in its metadata and on its last block."""
    *blocks, last = payload["blocks"]
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"marker": marker}}
    return {**payload, "blocks": [*blocks, {**last, "block_id": marker}], "metadata": metadata}


def carries(message: dict[str, Any], marker: str) -> bool:
    """Say whether a message in a channel is the one with this marker."""
    metadata = message.get("metadata") or {}
    noted = (metadata.get("event_payload") or {}).get("marker")
    return noted == marker or any(
        block.get("block_id") == marker for block in message.get("blocks") or ()
    )


def _stopped(faults: tuple[str, ...]) -> None:
    log.error("slack_payload_locked", faults=len(faults))
    LOCKED.labels("slack").inc()


def _quiet(payload: Payload) -> Payload:
    return {**payload, **QUIET}
