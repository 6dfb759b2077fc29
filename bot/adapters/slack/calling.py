"""Calls methods of Slack: none before Slack wants one, and its errors become ours."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.adapters.slack.errors import posting_error
from bot.adapters.slack.pacing import Pacing
from bot.errors import PostDelayed


async def call(
    method: Callable[..., Awaitable[Any]], pacing: Pacing, tenant: str, **arguments: Any
) -> Any:
    """Call a client's method for a workspace, once; raises PostFailed."""
    name = method.__name__
    left = pacing.left(tenant, name)
    if left:
        raise PostDelayed("ratelimited", retry_after=left)
    try:
        return await method(**arguments)
    except Exception as error:
        failed = posting_error(error)
        if isinstance(failed, PostDelayed) and isinstance(error, SlackApiError):
            await pacing.close(tenant, name, failed.retry_after)
        raise failed from error
