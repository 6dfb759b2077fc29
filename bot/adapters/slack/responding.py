"""Answers through the address that came with a payload: Slack's own, or none."""

import re
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import ClientSession
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.adapters.slack.errors import posting_error, private_posting_error
from bot.adapters.slack.render import Payload
from bot.errors import PostRefused

_SLACKS: Final = re.compile(r"(?:[a-z0-9-]+\.)+slack(?:-gov)?\.com", re.ASCII)


async def respond(
    url: str, payload: Payload, *, session: ClientSession | None, **more: Any
) -> None:
    """Send a message, for the asker alone unless `more` says otherwise; raises PostFailed."""
    if not is_slack(url):
        raise PostRefused("no_address")
    webhook = AsyncWebhookClient(url, session=session, retry_handlers=[])
    body = {**payload, "response_type": "ephemeral", "replace_original": False, **more}
    try:
        answer = await webhook.send_dict(body)
    except Exception as error:
        raise posting_error(error) from error
    failed = private_posting_error(answer.status_code, answer.headers, answer.body)
    if failed:
        raise failed


def is_slack(url: str) -> bool:
    """Say whether an address that came with a payload is Slack's own."""
    parts = urlsplit(url)
    return parts.scheme == "https" and bool(_SLACKS.fullmatch(parts.netloc))
