"""Deletes all that is kept of a tenant or a person."""

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database
from bot.adapters.store.feedback import forget_votes
from bot.adapters.store.tables import claim, memory, metadata, preference, run, schedule
from bot.core.preference import Scope


async def forget_tenant(database: Database, *, platform: str, tenant: str) -> None:
    """Delete every row of a tenant, in whatever table."""
    tables = [
        table for table in metadata.sorted_tables if {"platform", "tenant"} <= {*table.c.keys()}
    ]

    async def work(connection: AsyncConnection) -> None:
        for table in tables:
            here = (table.c.platform == platform, table.c.tenant == tenant)
            await connection.execute(delete(table).where(*here))

    await database.transact(work)


async def forget_person(database: Database, person: str, *, platform: str, tenant: str) -> None:
    """Delete a person's choices, votes and name on schedules, and where the tenant is they, all."""
    alone = f"dm:{person}"
    chosen = (
        preference.c.platform == platform,
        preference.c.tenant.in_((tenant, alone)),
        preference.c.scope == Scope.PERSON.value,
        preference.c.subject == person,
    )

    async def work(connection: AsyncConnection) -> None:
        await connection.execute(delete(preference).where(*chosen))
        await forget_votes(connection, person, platform=platform, tenant=tenant)
        await forget_votes(connection, person, platform=platform, tenant="dm")
        for table in (schedule, run):
            made = (table.c.platform == platform, table.c.tenant == tenant, table.c.maker == person)
            await connection.execute(update(table).where(*made).values(maker=""))
        for table in (claim, memory, preference):
            own = (table.c.platform == platform, table.c.tenant == alone)
            await connection.execute(delete(table).where(*own))

    await database.transact(work)
