"""Where Slack's installations are kept: slack_sdk's own store, and states that are used once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, Final

from slack_sdk.oauth.installation_store.models.bot import Bot
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database
from bot.adapters.store.tables import metadata, oauth_state
from bot.errors import StoreUnavailable

STATE_LASTS: Final = timedelta(minutes=10)
PATIENCE: Final = 1.5  # seconds, of the three in which a delivery must be acknowledged


class OAuthStates(AsyncOAuthStateStore):
    """Issues states and takes each back once: slack_sdk's own may give one to two at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def async_issue(self, *_args: Any, **_options: Any) -> str:
        """Return a new state."""
        state = token_urlsafe(32)
        until = self._database.clock.now() + STATE_LASTS
        row = insert(oauth_state).values(state=_hash(state), expires_at=until)

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(row)

        await self._database.transact(work)
        return state

    async def async_consume(self, state: str) -> bool:
        """Say whether a state was issued by us, is fresh, and is used for the first time."""
        fresh = oauth_state.c.expires_at > self._database.clock.now()
        used = delete(oauth_state).where(oauth_state.c.state == _hash(state), fresh)

        async def work(connection: AsyncConnection) -> bool:
            return (await connection.execute(used)).rowcount == 1

        return await self._database.transact(work)


class SlackInstallations:
    """The installations of one app: `kept` and `states` are what bolt's own flow works with."""

    def __init__(self, database: Database, *, client_id: str) -> None:
        self._database = database
        self.kept = AsyncSQLAlchemyInstallationStore(client_id, database.engine)
        self.states = OAuthStates(database)

    async def find(self, enterprise_id: str | None, team_id: str | None) -> Bot | None:
        """Return the bot of a workspace: its own, else its organisation's.

        Raises StoreUnavailable.
        """
        own = await self._find(enterprise_id, team_id) if team_id else None
        if own or not enterprise_id:
            return own
        return await self._find(enterprise_id, None)

    async def forget(self, enterprise_id: str | None, team_id: str | None) -> None:
        """Delete an installation with its tokens; raises StoreUnavailable."""
        whose = {"enterprise_id": enterprise_id, "team_id": team_id}
        async with _patience():
            await self.kept.async_delete_installation(**whose)
            await self.kept.async_delete_bot(**whose)

    async def tenants(self, enterprise_id: str) -> tuple[str, ...]:
        """Return every workspace of an organisation that anything is kept of."""
        tables = [
            table for table in metadata.sorted_tables if {"platform", "tenant"} <= {*table.c.keys()}
        ]

        async def work(connection: AsyncConnection) -> tuple[str, ...]:
            found: set[str] = set()
            for table in tables:
                of = (
                    table.c.platform == "slack",
                    table.c.tenant.startswith(f"{enterprise_id}-", autoescape=True),
                )
                found |= set(
                    (
                        await connection.execute(select(table.c.tenant).where(*of).distinct())
                    ).scalars()
                )
            return tuple(sorted(found))

        return await self._database.transact(work)

    async def _find(self, enterprise_id: str | None, team_id: str | None) -> Bot | None:
        async with _patience():
            return await self.kept.async_find_bot(enterprise_id=enterprise_id, team_id=team_id)


@asynccontextmanager
async def _patience() -> AsyncIterator[None]:
    """Let slack_sdk's own store fail as ours does, and in time."""
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except (SQLAlchemyError, OSError) as error:  # TimeoutError is one of the latter
        raise StoreUnavailable(f"installations: {type(error).__name__}") from error


def _hash(state: str) -> str:
    return sha256(state.encode("utf-8", "surrogatepass")).hexdigest()
