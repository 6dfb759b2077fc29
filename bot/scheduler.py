"""Posts what is due, once: every replica runs this, none leads.

A run is taken under a lease, recorded as `sending` before the request and as `sent` after it. A
run found in `sending` may have been posted, so the channel is looked at before it is posted again;
where it cannot be looked at, nothing more is posted and the operator is told.
"""

import asyncio
import itertools
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

import structlog

from bot.core.card import Card, Tone
from bot.core.editions import Edition
from bot.core.schedule import Due, Plan, Reason, Receipt, Run, RunState, marker, plan
from bot.core.schedule_times import ScheduleInvalid
from bot.core.wording_schedule import as_posted
from bot.errors import LookUpImpossible, PostDelayed, PostRefused, StoreUnavailable
from bot.ports import Clock, Outbox, Poster, Schedules
from bot.telemetry import POSTS, READY, UNCERTAIN

TICK: Final = 1.0
IN_HAND: Final = 40  # deliveries at once: a turn starts no more, so about as many a second
LIMIT: Final = 10.0  # seconds for one request
SETTLE: Final = timedelta(seconds=25)  # nothing of a request is in flight any more
LOOK_BACK: Final = timedelta(minutes=5)  # before the slot, for a platform's clock behind ours
LOOK_LIMIT: Final = timedelta(days=1)  # after this an outcome stays unknown
LONGEST_WAIT: Final = 30  # seconds that a platform is left alone, unless it asks for more
RECONNECT: Final = timedelta(seconds=5)
NO_SUMMARY: Final = timedelta(minutes=5)  # a brief may be repaired within the grace
DRAIN: Final = 3.0  # seconds for what is in hand when the bot stops

_WELL: Final = (RunState.SENT, RunState.SILENT, RunState.CANCELLED)
_NOT_FOR_A_CHANNEL: Final = (Tone.TROUBLE, Tone.NO)

T = TypeVar("T")

log = structlog.get_logger()


async def _nobody(_: Receipt) -> None:
    """Tell nobody."""


class Scheduler:
    """Turns slots into runs and runs into posts; knows no platform and no database.

    `posters` gives the poster of a connected platform for a tenant, `editions` what a run posts
    (None where nothing can be), `tell` tells the maker of a run what went amiss.
    """

    def __init__(
        self,
        *,
        schedules: Schedules,
        outbox: Outbox,
        posters: Callable[[str, str], Poster | None],
        editions: Callable[[Run], Edition | None],
        clock: Clock,
        tell: Callable[[Receipt], Coroutine[None, None, None]] = _nobody,
    ) -> None:
        self._schedules = schedules
        self._outbox = outbox
        self._posters = posters
        self._editions = editions
        self._clock = clock
        self._tell = tell
        self._busy: set[asyncio.Task[None]] = set()
        self._sent: dict[str, str] = {}  # sent, and not yet recorded as such
        self._invalid: set[str] = set()  # complained about already
        self._failing = False

    @property
    def works(self) -> bool:
        """Say whether the last turn went well."""
        return not self._failing

    async def run(self) -> None:
        """Post what is due until cancelled; what is in hand then gets a moment to end."""
        try:
            while True:
                await self._watched_turn()
                await self._clock.sleep(TICK)
        finally:
            await self._drain()

    async def tick(self) -> None:
        """Do one turn and return when its posts have ended."""
        await asyncio.gather(*await self._turn())

    async def _watched_turn(self) -> None:
        try:
            await self._turn()
        except Exception as error:  # noqa: BLE001 - the loop outlives whatever a turn meets
            self._note_health(error)
        else:
            self._note_health(None)

    def _note_health(self, error: Exception | None) -> None:
        READY.labels("scheduler").set(error is None)
        if bool(error) == self._failing:
            return
        self._failing = bool(error)
        if error:
            # Of a database that is away a trace tells nothing.
            trace = None if isinstance(error, StoreUnavailable) else error
            log.error("scheduler_failing", error=type(error).__name__, exc_info=trace)
        else:
            log.info("scheduler_working")

    async def _turn(self) -> list[asyncio.Task[None]]:
        """Turn slots that have come into runs and start delivering what is free."""
        while await self._plan(await self._schedules.due(self._clock.now())):
            pass  # more may have come than are looked at once
        started = await self._take(IN_HAND - len(self._busy))
        if receipt := await self._outbox.notice():
            started.append(self._start(self._notify(receipt)))
        return started

    async def _take(self, room: int) -> list[asyncio.Task[None]]:
        """Start delivering so many of what is free, at the most."""
        now = self._clock.now()
        taken = await self._outbox.take(now, free_at=now + SETTLE, most=room) if room else ()
        started: list[asyncio.Task[None]] = []
        for run in taken:
            started.append(self._start(self._deliver(run)))
            await asyncio.sleep(0)  # begun all in one go, they would hold up answers for long
        return started

    async def _plan(self, due: Sequence[Due]) -> bool:
        """Create the runs of slots that have come; say whether to look for more."""
        plans = list(itertools.chain.from_iterable(map(self._planned, due)))
        moved = await self._schedules.advance(plans) if plans else ()
        for one, planned in itertools.compress(plans, moved):
            if planned.missed:
                _report(one.schedule.id, one.schedule.platform, planned.slot, RunState.MISSED)
        return any(moved)

    def _planned(self, due: Due) -> Sequence[tuple[Due, Plan]]:
        try:
            return [(due, plan(due.schedule, due.slot, self._clock.now()))]
        except ScheduleInvalid as error:
            self._complain(due.schedule.id, error)
            return ()

    def _complain(self, schedule: str, error: ScheduleInvalid) -> None:
        if schedule not in self._invalid:
            self._invalid.add(schedule)
            log.error("schedule_invalid", schedule=schedule, reason=str(error))

    def _start(self, delivery: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(delivery)
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)
        return task

    async def _drain(self) -> None:
        busy = set(self._busy)
        if busy:
            await asyncio.wait(busy, timeout=DRAIN)
        for task in busy:
            task.cancel()
        await asyncio.gather(*busy, return_exceptions=True)

    async def _notify(self, receipt: Receipt) -> None:
        """Tell the maker once; what fails stays in the list of receipts."""
        try:
            await self._in_time(self._tell(receipt))
        except Exception as error:  # noqa: BLE001 - the edge: nothing hangs on it
            log.warning("maker_not_told", run=receipt.run, error=type(error).__name__)

    async def _deliver(self, run: Run) -> None:
        """Bring a run as far as it goes; after an error it is free when its lease ends."""
        try:
            await (self._look if run.state is RunState.SENDING else self._send)(run)
        except StoreUnavailable:
            log.warning("delivery_interrupted", run=run.id)
        except Exception:
            log.exception("delivery_failed", run=run.id, platform=run.platform)

    async def _look(self, run: Run) -> None:
        """Find out what became of an earlier attempt; post again only if it is not there."""
        if run.id in self._sent:
            await self._end(run, RunState.SENT, self._sent[run.id])
        elif self._clock.now() > (run.tried_at or run.slot) + LOOK_LIMIT:
            await self._end(run, RunState.UNKNOWN)
        elif poster := self._posters(run.platform, run.tenant):
            await self._look_with(poster, run)
        else:
            await self._put_off(run, RunState.SENDING, RECONNECT, Reason.NOT_CONNECTED)

    async def _look_with(self, poster: Poster, run: Run) -> None:
        since = run.slot - LOOK_BACK
        try:
            message = await self._in_time(
                poster.find(run.channel, marker=marker(run.id), since=since)
            )
        except LookUpImpossible:
            await self._end(run, RunState.UNKNOWN)
        except PostDelayed as delay:
            await self._put_off(run, RunState.SENDING, _wait(delay, run), Reason.ASKED_TO_WAIT)
        else:
            found = replace(run, reason=run.reason or Reason.UNCERTAIN)
            await (self._end(found, RunState.SENT, message) if message else self._send(found))

    async def _send(self, run: Run) -> None:
        """Post a run that is certainly not posted, unless it is too late or of no use."""
        poster = self._posters(run.platform, run.tenant)
        if self._clock.now() > run.post_by:
            await self._end(run, RunState.MISSED, reason=run.reason or Reason.DOWN)
        elif poster is None:
            await self._put_off(run, run.state, RECONNECT, Reason.NOT_CONNECTED)
        else:
            await self._post(poster, run)

    async def _post(self, poster: Poster, run: Run) -> None:
        now = self._clock.now()
        made = self._edition(run)
        if made is None:
            await self._put_off(run, run.state, NO_SUMMARY, Reason.NO_SUMMARY)
        elif made.card is None:
            await self._end(run, RunState.SILENT)
        elif not await self._outbox.begin(run, made.card, made.known, now, free_at=now + SETTLE):
            await self._end(run, RunState.CANCELLED)
        elif self._clock.now() - now < SETTLE / 4:  # else held up: the lease may end meanwhile
            await self._request(poster, run, as_posted(made.card, run, now))

    def _edition(self, run: Run) -> Edition | None:
        """Return what is to be posted, None where there is nothing fit for a channel."""
        if run.card:  # a second attempt posts what the first would have
            return Edition(run.card, run.known)
        try:
            made = self._editions(run)
        except Exception:
            log.exception("edition_failed", run=run.id, brief=run.brief)
            return None
        if made and not (made.card and made.card.tone in _NOT_FOR_A_CHANNEL):
            return made
        log.error("summary_missing", run=run.id, brief=run.brief)
        return None

    async def _request(self, poster: Poster, run: Run, card: Card) -> None:
        post = poster.post(run.channel, card, marker=marker(run.id))
        try:
            message = await self._in_time(post)
        except PostRefused as refused:
            await self._end(run, RunState.FAILED, reason=str(refused))
        except PostDelayed as delay:
            await self._put_off(run, RunState.QUEUED, _wait(delay, run), Reason.ASKED_TO_WAIT)
        except Exception as error:  # noqa: BLE001 - no answer is not a no: look after SETTLE
            log.warning("post_uncertain", run=run.id, error=type(error).__name__)
        else:
            self._sent[run.id] = message
            await self._end(run, RunState.SENT, message)

    async def _in_time(self, asked: Coroutine[None, None, T]) -> T:
        """Return what the platform answers; raises TimeoutError after LIMIT by the clock given."""
        request = asyncio.create_task(asked)
        limit = asyncio.create_task(self._clock.sleep(LIMIT))
        try:
            await asyncio.wait((request, limit), return_when=asyncio.FIRST_COMPLETED)
            if request.done():
                return request.result()
            raise TimeoutError
        finally:
            request.cancel()
            limit.cancel()

    async def _put_off(self, run: Run, state: RunState, wait: timedelta, reason: str) -> None:
        free_at = self._clock.now() + wait
        await self._outbox.put_off(run, state, free_at=free_at, reason=reason)

    async def _end(self, run: Run, state: RunState, message: str = "", *, reason: str = "") -> None:
        now = self._clock.now()
        why = reason or run.reason
        ended = await self._outbox.end(run, state, now, message=message, reason=why)
        self._sent.pop(run.id, None)
        if ended:
            _report(run.schedule, run.platform, run.slot, state)


def _wait(delay: PostDelayed, run: Run) -> timedelta:
    """Wait as long as the platform asks, and longer with each attempt."""
    longer = min(2.0 ** min(run.attempts, 10), LONGEST_WAIT)
    return timedelta(seconds=max(delay.retry_after, longer))


def _report(schedule: str, platform: str, slot: datetime, end: RunState) -> None:
    """Tell the operator how a post ended."""
    POSTS.labels(platform, end.value).inc()
    if end is RunState.UNKNOWN:
        UNCERTAIN.labels(platform).inc()
    level = log.info if end in _WELL else log.error
    level("post_ended", schedule=schedule, platform=platform, slot=slot.isoformat(), end=end.value)
