"""What happens when a workspace removes the app: everything of it is deleted."""

from collections.abc import Mapping
from typing import Any, Protocol

import structlog

from bot.adapters.slack.incoming import Workspace
from bot.adapters.slack.workspaces import Workspaces
from bot.errors import StoreUnavailable

log = structlog.get_logger()


class Forgets(Protocol):
    """What forgets a tenant: `bot.service.Service`."""

    async def forget(self, *, platform: str, tenant: str) -> bool:
        """Delete all that is kept of a tenant; False where that must wait."""


class Leaving:
    """Deletes installation and tenant; the event comes again where that fails."""

    def __init__(self, service: Forgets, workspaces: Workspaces) -> None:
        self._service = service
        self._workspaces = workspaces

    async def left(self, event: Mapping[str, Any], workspace: Workspace) -> None:
        """Forget a workspace that removed the app, or took its token back.

        Raises StoreUnavailable: then the event is to come again.
        """
        if event.get("type") == "tokens_revoked" and not (event.get("tokens") or {}).get("bot"):
            return  # a person's token, of which there are none
        tenants = await self._workspaces.tenants(workspace)
        for tenant in tenants:
            if not await self._service.forget(platform="slack", tenant=tenant):
                raise StoreUnavailable("a workspace that left is not forgotten yet")
        # Last: an event of a workspace without an installation is nobody's.
        await self._workspaces.uninstall(workspace)
        log.info("slack_uninstalled", tenants=len(tenants))
