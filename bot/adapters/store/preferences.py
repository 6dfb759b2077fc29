"""Which statement a channel, a person or a tenant uses, until that is changed."""

from collections import OrderedDict
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database, insert
from bot.adapters.store.tables import preference
from bot.core.preference import Preference, Scope
from bot.errors import StoreUnavailable

# A SQLite file has one process that serves, so that what it read stays true; only the terminal
# may change it meanwhile. Replicas share a PostgreSQL database and read it every time.
_LASTS = {"sqlite": timedelta(minutes=1)}
_IN_MEMORY = 10_000
_LISTED = 1_000


class _Place(NamedTuple):
    platform: str
    tenant: str
    channel: str
    person: str


class StoredPreferences:
    """Keeps choices; without the store none is known."""

    def __init__(self, database: Database, *, patience: float) -> None:
        self._database = database
        self._patience = patience
        self._lasts = _LASTS.get(database.engine.dialect.name, timedelta(0))
        self._known: OrderedDict[_Place, tuple[datetime, tuple[Preference, ...]]] = OrderedDict()

    async def chosen(
        self, *, platform: str, tenant: str, channel: str, person: str
    ) -> tuple[Preference, ...]:
        """Return what was chosen for this channel, person and tenant."""
        place = _Place(platform, tenant, channel, person)
        now = self._database.clock.now()
        fresh_until, kept = self._known.get(place, (now, ()))
        if now < fresh_until or self._database.resting:
            return kept
        try:
            work = partial(_read, _of(place))
            kept = await self._database.transact(work, patience=self._patience)
        except StoreUnavailable:  # the operator was told
            return kept
        if self._lasts:
            self._keep(place, now + self._lasts, kept)
        return kept

    async def choose(self, choice: Preference, *, platform: str, tenant: str) -> None:
        """Keep a choice in place of the last; an empty brief takes it back."""
        key = {
            "platform": platform,
            "tenant": tenant,
            "scope": choice.scope.value,
            "subject": choice.subject,
        }
        content = {"brief": choice.brief, "at": self._database.clock.now()}

        async def write(connection: AsyncConnection) -> None:
            if not choice.brief:
                same = (preference.c[name] == value for name, value in key.items())
                await connection.execute(delete(preference).where(*same))
                return
            row = insert(connection, preference).values(**key, **content)
            await connection.execute(row.on_conflict_do_update(index_elements=key, set_=content))

        await self._database.transact(write)
        self.forget_read()

    async def of(self, *, platform: str, tenant: str) -> tuple[Preference, ...]:
        """Return every choice of a tenant, by subject; raises StoreUnavailable."""
        query = _CHOICES.where(
            preference.c.platform == platform, preference.c.tenant == tenant
        ).order_by(preference.c.scope, preference.c.subject)
        return await self._database.transact(partial(_read, query.limit(_LISTED)))

    def forget_read(self) -> None:
        """Read everything anew from now on."""
        self._known.clear()

    def _keep(self, place: _Place, until: datetime, kept: tuple[Preference, ...]) -> None:
        self._known[place] = (until, kept)
        while len(self._known) > _IN_MEMORY:
            self._known.popitem(last=False)


_CHOICES: Final = select(preference.c.scope, preference.c.subject, preference.c.brief)


def _of(place: _Place) -> Select[Any]:
    """Return what asks for the choices of a channel, a person and their tenant."""
    wanted = [(Scope.TENANT, ""), (Scope.CHANNEL, place.channel), (Scope.PERSON, place.person)]
    chosen = (
        and_(preference.c.scope == scope.value, preference.c.subject == subject)
        for scope, subject in wanted
        if subject or scope is Scope.TENANT
    )
    here = (preference.c.platform == place.platform, preference.c.tenant == place.tenant)
    return _CHOICES.where(*here, or_(*chosen))


async def _read(query: Select[Any], connection: AsyncConnection) -> tuple[Preference, ...]:
    rows = await connection.execute(query)
    return tuple(Preference(Scope(row.scope), row.subject, row.brief) for row in rows)
