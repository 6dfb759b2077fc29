"""Brings a database to today's tables, once however many processes start together."""

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import SettingsInvalid

_STEPS = "bot.adapters.store:migrations"
_LOCK = 2022111401  # any number that no other program locks in this database


async def migrate(engine: AsyncEngine) -> None:
    """Apply the steps that are missing; raises SettingsInvalid where the database is newer."""
    async with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # SQLite has taken its write lock at BEGIN
            await connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", _STEPS)
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise SettingsInvalid(
            "DATABASE_URL names a database of a newer version of the bot: update the bot"
        ) from error
