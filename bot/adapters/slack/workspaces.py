"""Whose token serves which workspace: the one of the settings, or those that were installed."""

from datetime import datetime, timedelta
from typing import Final, Protocol

import structlog
from aiohttp import ClientSession
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.models.bot import Bot
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.errors import RECONNECT, start_error
from bot.adapters.slack.incoming import Workspace
from bot.errors import PostDelayed, PostRefused, StoreUnavailable
from bot.ports import Clock

REQUEST_LIMIT: Final = 10.0  # seconds: below the scheduler's own limit
KNOWN: Final = timedelta(minutes=1)  # until another replica's change of an installation is seen
_MOST: Final = 1_000

_REMEDY: Final = (
    "copy the Bot User OAuth Token (xoxb-...) from OAuth & Permissions of the app and start again"
)

log = structlog.get_logger()


class Installations(Protocol):
    """Keeps who installed the app, with the tokens."""

    @property
    def kept(self) -> AsyncInstallationStore:
        """Return the store that an installation is written to."""

    @property
    def states(self) -> AsyncOAuthStateStore:
        """Return the states of installations that were begun."""

    async def find(self, enterprise_id: str | None, team_id: str | None) -> Bot | None:
        """Return the bot of a workspace: its own, else its organisation's.

        Raises StoreUnavailable.
        """

    async def forget(self, enterprise_id: str | None, team_id: str | None) -> None:
        """Delete an installation with its tokens; raises StoreUnavailable."""

    async def tenants(self, enterprise_id: str) -> tuple[str, ...]:
        """Return every workspace of an organisation that anything is kept of."""


class Workspaces:
    """Knows the identity of the bot in each workspace; a workspace never gets another's token."""

    def __init__(
        self, *, clock: Clock, bot_token: str = "", installations: Installations | None = None
    ) -> None:
        self._clock = clock
        self._token = bot_token
        self.installations = installations
        self._session: ClientSession | None = None
        self._own: AuthorizeResult | None = None
        self._known: dict[Workspace, tuple[datetime, AuthorizeResult | None]] = {}

    @property
    def session(self) -> ClientSession | None:
        """Return the one session of all clients."""
        return self._session

    async def open(self, session: ClientSession) -> None:
        """Use this session from now on, and find out who we are; raises TokenRefused."""
        self._session = session
        if not self._token:
            return
        try:
            answer = await self.with_token(self._token).auth_test()
        except Exception as error:
            raise start_error(error, setting="SLACK_BOT_TOKEN", remedy=_REMEDY) from error
        headers = {name.lower(): value for name, value in dict(answer.headers).items()}
        self._own = AuthorizeResult.from_auth_test_response(
            bot_token=self._token,
            bot_scopes=headers.get("x-oauth-scopes", ""),
            auth_test_response=answer,
        )

    def close(self) -> None:
        """Use no session any more."""
        self._session = None

    def with_token(self, token: str | None = None) -> AsyncWebClient:
        """Return a client. No retries: the library's own would post twice."""
        return AsyncWebClient(
            token, session=self._session, timeout=int(REQUEST_LIMIT), retry_handlers=[]
        )

    async def identity(self, workspace: Workspace) -> AuthorizeResult | None:
        """Return the bot's identity in a workspace, None where it is not installed.

        While the store is away a known one serves on; raises StoreUnavailable where none is known.
        """
        if self.installations is None:
            return self._own
        if self._own and self._is_own(workspace):
            return self._own
        until, found = self._known.get(workspace, (self._clock.now(), None))
        if self._clock.now() < until:
            return found
        try:
            bot = await self.installations.find(
                workspace.enterprise or None, workspace.team or None
            )
        except StoreUnavailable:
            if found is None:
                raise
            log.warning("slack_installation_not_looked_up")
        else:
            found = _identity(bot, workspace) if bot else None
        self._keep(workspace, found)
        return found

    async def client(self, workspace: Workspace) -> AsyncWebClient:
        """Return a client with the workspace's own token; raises PostFailed where it has none."""
        if self._session is None:
            raise PostDelayed("not_connected", retry_after=RECONNECT)
        try:
            identity = await self.identity(workspace)
        except StoreUnavailable as error:
            raise PostDelayed("store_away", retry_after=RECONNECT) from error
        if identity is None or not identity.bot_token:
            raise PostRefused("not_installed")
        return self.with_token(identity.bot_token)

    def of(self, tenant: str) -> Workspace:
        """Return the workspace of a tenant; of none the only one that is served."""
        if not tenant and self._own:
            return Workspace(self._own.team_id or "", self._own.enterprise_id or "")
        enterprise, _, team = tenant.rpartition("-")
        return Workspace(team, enterprise)

    def address(self, tenant: str) -> str:
        """Return the address of a tenant's workspace, empty where it is not known."""
        known = self._own is not None and self._is_own(self.of(tenant))
        return str(self._own.url or "") if known and self._own else ""

    async def may(self, workspace: Workspace, scope: str) -> bool:
        """Say whether a workspace gave a permission."""
        identity = await self.identity(workspace)
        return identity is not None and scope in (identity.bot_scopes or ())

    async def tenants(self, workspace: Workspace) -> tuple[str, ...]:
        """Return the tenants that an installation serves; raises StoreUnavailable."""
        if workspace.team or self.installations is None:
            return (workspace.tenant,)
        return await self.installations.tenants(workspace.enterprise)

    async def uninstall(self, workspace: Workspace) -> None:
        """Delete an installation; raises StoreUnavailable."""
        self._known.clear()
        if self.installations:
            await self.installations.forget(workspace.enterprise or None, workspace.team or None)

    def forget_known(self) -> None:
        """Look installations up anew from now on."""
        self._known.clear()

    def _is_own(self, workspace: Workspace) -> bool:
        own = self._own
        return own is not None and (own.team_id, own.enterprise_id or "") == (
            workspace.team,
            workspace.enterprise,
        )

    def _keep(self, workspace: Workspace, found: AuthorizeResult | None) -> None:
        self._known.pop(workspace, None)
        if found:  # one that was not installed may be in a moment
            self._known[workspace] = (self._clock.now() + KNOWN, found)
        while len(self._known) > _MOST:
            del self._known[next(iter(self._known))]


def _identity(bot: Bot, workspace: Workspace) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=workspace.enterprise or None,
        team_id=workspace.team or None,
        bot_id=bot.bot_id,
        bot_user_id=bot.bot_user_id,
        bot_token=bot.bot_token,
        bot_scopes=list(bot.bot_scopes or ()),
    )
