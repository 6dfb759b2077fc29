"""Who may manage: an admin of the workspace, as Slack itself says at that moment."""

import asyncio
from typing import Final

import structlog
from slack_sdk.errors import SlackApiError

from bot.adapters.slack.errors import code_of
from bot.adapters.slack.incoming import Workspace
from bot.adapters.slack.surface import PEOPLE
from bot.adapters.slack.workspaces import Workspaces
from bot.core.wording_scheduling import LABELS
from bot.errors import PostFailed

PATIENCE: Final = 1.5  # seconds: whoever asks must be answered within three
# What only those may do who manage, and so is worth the look.
ASKED_FOR: Final = frozenset({"use", "open_questions", "schedule", *LABELS})

log = structlog.get_logger()


async def manages(workspaces: Workspaces, workspace: Workspace, user: str) -> bool:
    """Say whether a person is an admin; not, where Slack does not say so in time."""
    if not await workspaces.may(workspace, PEOPLE):
        return False
    try:
        async with asyncio.timeout(PATIENCE):
            client = await workspaces.client(workspace)
            answer = await client.users_info(user=user)
    except (SlackApiError, PostFailed, OSError, TimeoutError) as error:
        reason = code_of(error) if isinstance(error, SlackApiError) else type(error).__name__
        log.warning("slack_admin_unknown", reason=reason)
        return False
    person = answer.get("user") or {}
    return bool(person.get("is_admin") or person.get("is_owner"))
