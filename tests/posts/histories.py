"""Random histories of what people and crashes do to schedules; after each step all must hold."""

import asyncio
import contextlib
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.core.schedule import OPEN, RunState, Schedule, ScheduleState
from bot.core.schedule_times import next_slot
from bot.errors import LookUpImpossible, PostDelayed, PostRefused, PostUncertain
from tests.clocks import FakeClock
from tests.posters import FakePoster
from tests.posting import FIRST_SLOT, Bot, KilledError, start

SETTLED = 300  # turns, two seconds apart
NAMES = ("a", "b", "c")
CRONS = ("0 * * * *", "*/15 * * * *", "30 9 * * *")
CRASHES = (
    ("schedules", "advance"), ("outbox", "take"), ("outbox", "begin"), ("poster", "post"),
    ("outbox", "end"), ("poster", "find"),
)  # fmt: skip
FAULTS = (
    ("before", PostUncertain("reset")), ("after", PostUncertain("reset")),
    ("before", PostDelayed("wait", retry_after=90)), ("before", PostRefused("not_in_channel")),
    ("after", TimeoutError()),
)  # fmt: skip


class Histories(RuleBasedStateMachine):
    """People, time, crashes and a chat that lies, on one database and one channel each."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.url = f"sqlite:///{Path(self.folder.name)}/bot.sqlite"
        self.clock = FakeClock(FIRST_SLOT)
        self.poster = FakePoster()
        self.removed: dict[str, int] = {}
        self.bot: Bot = self.run(start(self.url, self.clock, self.poster))

    def run(self, work: Any) -> Any:
        """Do something asynchronous to its end."""
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        """After everything else has settled, no post is open and none was lost."""
        self.poster.faults.clear()
        self.poster.look_faults.clear()
        for _ in range(SETTLED):
            self.clock.set(self.clock.now() + timedelta(seconds=2))
            self.run(self.bot.scheduler.tick())
            runs = self.runs()
            if not any(run.state in OPEN for run in runs):
                break
        stuck = [
            run for run in runs
            if run.state in OPEN and run.slot < self.clock.now() - timedelta(minutes=10)
        ]  # fmt: skip
        assert not stuck, stuck
        self.check(runs)
        self.run(self.bot.close())
        self.loop.close()
        self.folder.cleanup()

    async def _die(self) -> None:
        """End what a killed process had in hand, without another word."""
        busy = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in busy:
            task.cancel()
        await asyncio.gather(*busy, return_exceptions=True)

    def runs(self) -> list[Any]:
        """Return what the database knows of every run."""
        from sqlalchemy import select  # noqa: PLC0415

        from bot.adapters.store.tables import run  # noqa: PLC0415

        database = self.bot.store.outbox._database

        async def work(connection: Any) -> list[Any]:
            return list(await connection.execute(select(run)))

        return self.run(database.transact(work))

    @rule(name=st.sampled_from(NAMES), cron=st.sampled_from(CRONS), number=st.integers(0, 9))
    def add(self, name: str, cron: str, number: int) -> None:
        """Make a schedule under a name never used before, or confirm one there is."""
        one = Schedule(f"{name}{number}", "slack", f"C{name}", "uk", cron, "Europe/London")
        if one.id in self.removed:
            return  # names are made of chance and never come again
        due = next_slot(cron, one.zone, self.clock.now())
        self.run(self.bot.store.schedules.add(one, ScheduleState.ACTIVE, next_due=due))

    @rule(
        name=st.sampled_from(NAMES),
        number=st.integers(0, 9),
        deed=st.sampled_from(("edit", "pause", "resume", "remove", "run")),
    )
    def manage(self, name: str, number: int, deed: str) -> None:
        """Edit, pause, resume, remove or run a schedule, if it is there."""
        book = self.bot.store.schedules
        due = self.run(book.get(f"{name}{number}"))
        if due is None:
            return
        if deed == "remove":
            self.removed[due.schedule.id] = 1
            self.run(book.remove(due.schedule.id))
        elif deed == "run":
            self.run(book.run_now(due, self.clock.now().replace(microsecond=0)))
        else:
            cron = CRONS[number % 3] if deed == "edit" else due.schedule.cron
            state = {"pause": ScheduleState.PAUSED, "resume": ScheduleState.ACTIVE}.get(
                deed, due.state
            )
            next_due = next_slot(cron, due.schedule.zone, self.clock.now())
            self.run(book.change(due, replace(due.schedule, cron=cron), state, next_due=next_due))

    @rule(seconds=st.sampled_from((1, 10, 26, 60, 900, 3600, 90_000)))
    def tick(self, seconds: int) -> None:
        """Let time pass and the bot do a few turns."""
        for wait in (seconds, 1, 1):
            self.clock.set(self.clock.now() + timedelta(seconds=wait))
            self.run(self.bot.scheduler.tick())

    @rule(
        crash=st.sampled_from(CRASHES),
        when=st.sampled_from(("before", "after")),
        seconds=st.sampled_from((1, 26, 900)),
    )
    def crash(self, crash: tuple[str, str], when: str, seconds: int) -> None:
        """Let the bot be killed in a step, and start it again."""
        self.clock.set(self.clock.now() + timedelta(seconds=seconds))
        self.run(self.bot.close())
        self.bot = self.run(start(self.url, self.clock, self.poster, failing=(*crash, when)))
        with contextlib.suppress(KilledError):
            self.run(self.bot.scheduler.tick())
        self.run(self._die())
        self.run(self.bot.close())
        self.bot = self.run(start(self.url, self.clock, self.poster))

    @rule(fault=st.sampled_from(FAULTS))
    def lose_answer(self, fault: tuple[str, BaseException]) -> None:
        """Let the next post go wrong in some way."""
        self.poster.faults.append(fault)

    @rule(
        fault=st.sampled_from((LookUpImpossible("no right"), PostDelayed("wait", retry_after=60)))
    )
    def hide(self, fault: Exception) -> None:
        """Let the next look go wrong."""
        self.poster.look_faults.append(fault)

    @invariant()
    def once(self) -> None:
        """No post was made twice."""
        counts = Counter(mark for _channel, mark, _text in self.poster.posts)
        assert all(count == 1 for count in counts.values())

    def check(self, runs: list[Any]) -> None:
        """Compare what is recorded as sent, and as not posted, with what is there."""
        from bot.core.schedule import marker  # noqa: PLC0415

        there = {mark for _channel, mark, _text in self.poster.posts}
        for run in runs:
            if run.state == RunState.SENT:
                assert marker(run.id) in there
            elif run.state != RunState.UNKNOWN:
                assert marker(run.id) not in there, run


def live(count: int, *, steps: int = 50) -> None:
    """Live through so many histories; raises AssertionError with the shortest that breaks."""
    quiet = settings(
        max_examples=count, stateful_step_count=steps, deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck), database=None,
    )  # fmt: skip
    run_state_machine_as_test(Histories, settings=quiet)
