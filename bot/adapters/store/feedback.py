"""Votes on answers, and questions that no statement answered."""

from collections.abc import Mapping
from datetime import timedelta
from hashlib import blake2s
from typing import Any

from sqlalchemy import case, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database, insert
from bot.adapters.store.tables import unanswered, vote
from bot.core.feedback import Tally, Unanswered, Vote
from bot.errors import StoreUnavailable

_MOST = 1_000  # of a report


class StoredFeedback:
    """Keeps feedback, and questions for `keep_questions` days, with 0 not at all."""

    def __init__(self, database: Database, *, patience: float, keep_questions: int) -> None:
        self._database = database
        self._patience = patience
        self._kept = timedelta(days=keep_questions)

    async def vote(self, given: Vote, *, platform: str, tenant: str) -> None:
        """Keep a vote in place of the same person's last one on that answer."""
        key = {
            "platform": platform,
            "tenant": tenant,
            "answer": given.answer,
            "voter": voter(given.person, platform, tenant, given.answer),
        }
        content = {
            "good": given.good,
            "brief": given.brief,
            "facts": ", ".join(given.facts),
            "outcome": given.outcome,
            "question": given.question if self._kept else "",
            "at": self._database.clock.now(),
        }

        async def write(connection: AsyncConnection) -> None:
            row = insert(connection, vote).values(**key, **content)
            await connection.execute(row.on_conflict_do_update(index_elements=key, set_=content))

        await self._database.transact(write, patience=self._patience)

    async def note(self, question: str, brief: str, *, platform: str, tenant: str) -> None:
        """Count a question without an answer, if questions are kept at all."""
        if not self._kept or not question or self._database.resting:
            return
        key = {"platform": platform, "tenant": tenant, "brief": brief, "question": question}
        now = self._database.clock.now()
        again = {"times": unanswered.c.times + 1, "at": now}

        async def write(connection: AsyncConnection) -> None:
            row = insert(connection, unanswered).values(**key, times=1, at=now)
            await connection.execute(row.on_conflict_do_update(index_elements=key, set_=again))

        try:
            await self._database.transact(write, patience=self._patience)
        except StoreUnavailable:  # the operator was told
            return

    async def unanswered(self, *, platform: str, tenant: str, most: int) -> tuple[Unanswered, ...]:
        """Return a tenant's questions without an answer, the most frequent first."""
        return await self._unanswered({"platform": platform, "tenant": tenant}, most)

    async def all_unanswered(self) -> tuple[Unanswered, ...]:
        """Return the questions of all tenants, for the operator."""
        return await self._unanswered({}, _MOST)

    async def tallies(self) -> tuple[Tally, ...]:
        """Return the votes of all tenants by what was shown, most votes against first."""
        good = func.sum(case((vote.c.good, 1), else_=0))
        bad = func.sum(case((vote.c.good, 0), else_=1))
        shown = (vote.c.brief, vote.c.facts, vote.c.outcome)
        query = select(*shown, good.label("good"), bad.label("bad")).group_by(*shown)
        query = query.order_by(bad.desc(), good.desc(), *shown).limit(_MOST)

        async def read(connection: AsyncConnection) -> tuple[Tally, ...]:
            rows = await connection.execute(query)
            return tuple(
                Tally(row.brief, row.facts, row.outcome, int(row.good), int(row.bad))
                for row in rows
            )

        return await self._database.transact(read)

    async def votes_against(self) -> tuple[Unanswered, ...]:
        """Return the questions whose answers were voted against, for the operator."""
        kept = (vote.c.question != "", ~vote.c.good, *self._young(vote.c.at))
        times, last = func.count(), func.max(vote.c.at, type_=vote.c.at.type)
        query = select(vote.c.question, vote.c.brief, times.label("times"), last.label("at"))
        query = query.where(*kept).group_by(vote.c.question, vote.c.brief)
        return await self._questions(query.order_by(times.desc(), vote.c.question).limit(_MOST))

    async def _unanswered(self, where: Mapping[str, str], most: int) -> tuple[Unanswered, ...]:
        table = unanswered.c
        query = (
            select(table.question, table.brief, table.times, table.at)
            .where(*(table[name] == value for name, value in where.items()))
            .where(*self._young(table.at))
            .order_by(table.times.desc(), table.at.desc(), table.question)
            .limit(most)
        )
        return await self._questions(query)

    def _young(self, column: Any) -> tuple[Any, ...]:
        return (column >= self._database.clock.now() - self._kept,) if self._kept else (False,)

    async def _questions(self, query: Any) -> tuple[Unanswered, ...]:
        async def read(connection: AsyncConnection) -> tuple[Unanswered, ...]:
            rows = await connection.execute(query)
            return tuple(Unanswered(row.question, row.brief, row.times, row.at) for row in rows)

        return await self._database.transact(read)


def voter(person: str, platform: str, tenant: str, answer: str) -> str:
    """Return the name of a person on one answer: it tells nothing on another."""
    named = f"{platform}\0{tenant}\0{answer}\0{person}"
    return blake2s(named.encode(), digest_size=16).hexdigest()


async def forget_votes(
    connection: AsyncConnection, person: str, *, platform: str, tenant: str
) -> None:
    """Delete the votes of a person, who is known on each answer by another name."""
    here = (vote.c.platform == platform, vote.c.tenant == tenant)
    answers = (await connection.execute(select(vote.c.answer).where(*here).distinct())).scalars()
    names = [voter(person, platform, tenant, answer) for answer in answers]
    for start in range(0, len(names), 500):
        some = names[start : start + 500]
        await connection.execute(delete(vote).where(*here, vote.c.voter.in_(some)))
