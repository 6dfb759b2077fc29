"""What people do with scheduled posts: propose, confirm, list, pause, resume, edit, remove, run.

Rights are checked here, when a deed is carried out. Each ends in a card; what goes wrong is raised
and becomes an apology in `bot.service`.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from secrets import choice
from typing import Final

import structlog

from bot.core import wording_scheduling as wording
from bot.core.card import Card, Deed, Tone
from bot.core.editions import Edition, Wanted, edition
from bot.core.library import Library
from bot.core.request import Request, Wish
from bot.core.schedule import Access, Due, Receipt, RunState, Schedule, ScheduleState
from bot.core.schedule_times import clock_change, next_slot, slots
from bot.core.scheduling_words import spoken
from bot.core.wishes import Setting, scheduled
from bot.core.wording_scheduling import CHANGED, Kept, schedule_card
from bot.ports import Clock, Places, ScheduleBook

RUNS_SHOWN: Final = 5
RECEIPTS_SHOWN: Final = 5
MOST: Final = 100  # schedules of a tenant
LISTED: Final = 25  # what a list of either platform holds at the most
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Scheduling:
    """Makes and manages scheduled posts.

    `may_manage` says who may; `places` gives what a connected platform knows of its channels;
    `zone` is used where a wish names none. With `everywhere` the asker is the operator, who sees
    and changes those of every tenant.
    """

    book: ScheduleBook
    clock: Clock
    may_manage: Callable[[Request], bool]
    places: Callable[[str], Places | None] = lambda _platform: None
    zone: str = "Etc/UTC"
    everywhere: bool = False

    async def do(self, request: Request, library: Library, *, used: str = "") -> Card:
        """Return the reply to a request whose command is "schedule" or one of `DEEDS`.

        `used` is the id of the brief that the place uses, where a wish names none.
        """
        asked = spoken(request) if request.command == "schedule" else request
        if not (self.everywhere or self.may_manage(asked)):
            return wording.told_card(wording.MANAGERS_ONLY, tone=Tone.NO)
        return await DEEDS[asked.command](self, asked, library, used)

    async def listed(self, request: Request, library: Library) -> tuple[Kept, ...]:
        """Return the schedules of a place with next runs and last receipts, for a home page.

        Nothing where the asker may not manage the place.
        """
        if not (self.everywhere or self.may_manage(request)):
            return ()
        found = await self._found(request)
        shown = found if self.everywhere else found[:LISTED]
        return tuple([await self._kept(due, library, most=1) for due in shown])

    async def _found(self, request: Request) -> Sequence[Due]:
        here = ("", "") if self.everywhere else (request.platform, request.tenant)
        return await self.book.of(*here)

    async def kept(self, request: Request, library: Library) -> Kept | None:
        """Return one schedule, by `request.handle`, for a form to edit it; None for none."""
        due = await self._due(request) if self.everywhere or self.may_manage(request) else None
        return await self._kept(due, library) if due else None

    async def propose(self, request: Request, library: Library, used: str) -> Card:
        """Keep a draft and show it as it would be, the post included."""
        made = await self._made(request, Setting(library, used, self.zone))
        if isinstance(made, Card):
            return made
        schedule, access = made
        if len(await self.book.of(schedule.platform, schedule.tenant)) >= MOST:
            return wording.told_card(wording.TOO_MANY, tone=Tone.NO)
        next_due = next_slot(schedule.cron, schedule.zone, self.clock.now())
        await self.book.add(schedule, ScheduleState.DRAFT, next_due=next_due)
        due = Due(schedule, next_due, 1, ScheduleState.DRAFT)
        shown = edition(library, _wanted(schedule), {})
        return wording.proposal_card(
            await self._kept(due, library), shown.card if shown else None, access
        )

    async def confirm(self, request: Request, library: Library, _: str) -> Card:
        """Let a draft post from now on."""
        return await self._changed(
            request, library, ScheduleState.ACTIVE, wording.CONFIRMED, only=ScheduleState.DRAFT
        )

    async def pause(self, request: Request, library: Library, _: str) -> Card:
        """Stop posting, what waits included."""
        return await self._changed(
            request, library, ScheduleState.PAUSED, f"{wording.PAUSED} ", only=ScheduleState.ACTIVE
        )

    async def resume(self, request: Request, library: Library, _: str) -> Card:
        """Post again from now on, never what fell into the pause."""
        return await self._changed(
            request, library, ScheduleState.ACTIVE, wording.RESUMED, only=ScheduleState.PAUSED
        )

    async def edit(self, request: Request, library: Library, used: str) -> Card:
        """Change what a wish says of a schedule, from now on."""
        due = await self._due(request)
        if due is None:
            return self._gone()
        made = await self._made(request, Setting(library, used, self.zone, due.schedule))
        if isinstance(made, Card):
            return made
        wanted = replace(due, schedule=made[0])
        if replace(wanted.schedule, maker=due.schedule.maker) == due.schedule:
            return schedule_card(await self._kept(due, library), wording.UNCHANGED_NOW)
        return await self._change(request, library, due, wanted, CHANGED)

    async def remove(self, request: Request, _library: Library, _: str) -> Card:
        """Remove a schedule and what waits."""
        due = await self._due(request)
        if due is None or not await self.book.remove(due.schedule.id):
            return self._gone()
        self._audit("removed", due.schedule, request)
        return wording.told_card(wording.REMOVED)

    async def run_now(self, request: Request, library: Library, _: str) -> Card:
        """Post now, beside the plan; a paused schedule as well."""
        due = await self._due(request)
        if due is None or due.state is ScheduleState.DRAFT:
            return self._gone()
        await self.book.run_now(due, self.clock.now().replace(microsecond=0))
        self._audit("run", due.schedule, request)
        done = wording.RUNNING_ELSEWHERE if self.everywhere else wording.RUNNING
        return schedule_card(await self._kept(due, library), done)

    async def test(self, request: Request, library: Library, _: str) -> Card:
        """Show the asker alone what would be posted now."""
        due = await self._due(request)
        if due is None:
            return self._gone()
        shown = await self._edition(due.schedule, library)
        return wording.test_card(shown.card if shown else None, served=shown is not None)

    async def show(self, request: Request, library: Library, _: str) -> Card:
        """Show one schedule with its receipts."""
        due = await self._due(request)
        if due is None:
            return self._gone()
        return schedule_card(await self._kept(due, library, most=RECEIPTS_SHOWN))

    async def list_all(self, request: Request, library: Library, _: str) -> Card:
        """List the schedules of the place."""
        kept, found = await self.listed(request, library), await self._found(request)
        return wording.schedules_card(kept, self._how_to, more=len(found) - len(kept))

    async def _changed(
        self, request: Request, library: Library, state: ScheduleState, done: str, *,
        only: ScheduleState,
    ) -> Card:  # fmt: skip
        """Bring a schedule from one state to another; one that is there already stays so."""
        due = await self._due(request)
        if due is None:
            return self._gone()
        if due.state is not only:
            return schedule_card(await self._kept(due, library, most=RECEIPTS_SHOWN))
        return await self._change(request, library, due, replace(due, state=state), done)

    async def _change(
        self, request: Request, library: Library, due: Due, wanted: Due, done: str
    ) -> Card:
        """Put a schedule in its own place, to be due from now on."""
        schedule = wanted.schedule
        next_due = next_slot(schedule.cron, schedule.zone, self.clock.now())
        if not await self.book.change(due, schedule, wanted.state, next_due=next_due):
            return await self._overtaken(schedule.id, library)
        self._audit(wanted.state.value, schedule, request)
        now = replace(wanted, slot=next_due, revision=due.revision + 1)
        return schedule_card(await self._kept(now, library), done)

    async def _overtaken(self, schedule_id: str, library: Library) -> Card:
        """Show what somebody else, who was quicker, has made of a schedule."""
        now = await self.book.get(schedule_id)
        if now is None:
            return self._gone()
        return replace(
            schedule_card(await self._kept(now, library), wording.OVERTAKEN), tone=Tone.NO
        )

    async def _due(self, request: Request) -> Due | None:
        """Return the schedule of a handle, if it is the asker's to see."""
        due = await self.book.get(request.handle) if request.handle else None
        if due is None or self.everywhere:
            return due
        here = (due.schedule.platform, due.schedule.tenant)
        return due if here == (request.platform, request.tenant) else None

    async def _kept(self, due: Due, library: Library, *, most: int = 0) -> Kept:
        schedule, now = due.schedule, self.clock.now()
        brief = library.get(schedule.brief)
        receipts = await self.book.receipts(schedule.id, most=most) if most else ()
        return Kept(
            due,
            (brief.title if brief else schedule.brief) or wording.ALL_BRIEFS,
            tuple(islice(slots(schedule.cron, schedule.zone, now), RUNS_SHOWN)),
            clock_change(schedule.zone, now),
            tuple(receipts),
            tuple(self._address(one) for one in receipts),
            f"{schedule.platform} {schedule.channel}" if self.everywhere else "",
        )

    def _address(self, of: Receipt) -> str:
        places = self.places(of.platform)
        if places is None or not of.message or of.state is not RunState.SENT:
            return ""
        return places.address(of.tenant, of.channel, of.message)

    async def _edition(self, schedule: Schedule, library: Library) -> Edition | None:
        return edition(library, _wanted(schedule), await self.book.known(schedule.id))

    async def _made(self, request: Request, setting: Setting) -> tuple[Schedule, Access] | Card:
        """Return the schedule that a wish describes, and whether the bot can post there."""
        wish, of = request.wish or Wish(), setting.of
        channel = wish.channel or (of.channel if of else request.channel)
        base = of or Schedule(
            id=_new_id(), platform=request.platform, channel=channel, brief="", cron="", zone="",
            tenant=request.tenant,
        )  # fmt: skip
        maker = request.person or base.maker  # the operator is nobody in the chat
        made = scheduled(wish, setting, replace(base, channel=channel, maker=maker))
        if isinstance(made, Card):
            return made
        access = await self._access(request, channel)
        return access if isinstance(access, Card) else (made, access)

    async def _access(self, request: Request, channel: str) -> Access | Card:
        """Return what the bot can do in a channel; only a request's own need not be checked."""
        if not channel or (request.alone and not self.everywhere):
            return wording.told_card(wording.NO_CHANNEL, tone=Tone.NO)
        places = self.places(request.platform)
        access = await places.access(request.tenant, channel) if places else Access()
        if access.post is False:
            return wording.refused_channel_card(access)
        if access.post is None and channel != request.channel and not self.everywhere:
            return wording.told_card(wording.OTHER_CHANNEL, tone=Tone.NO)
        return access

    def _gone(self) -> Card:
        return wording.told_card(wording.WHICH, tone=Tone.NO, hint=self._how_to)

    @property
    def _how_to(self) -> str:
        return wording.HOW_TO_IN_TERMINAL if self.everywhere else wording.HOW_TO

    def _audit(self, action: str, schedule: Schedule, request: Request) -> None:
        if self.everywhere:
            return  # the operator sees what it did
        log.info(
            "schedule_changed", action=action, schedule=schedule.id, platform=schedule.platform,
            tenant=schedule.tenant, person=request.person,
        )  # fmt: skip


def _wanted(schedule: Schedule) -> Wanted:
    return Wanted(schedule.brief, schedule.content, schedule.fact, schedule.unchanged)


def _new_id() -> str:
    return "".join(choice(_LETTERS) for _ in range(6))


Do = Callable[[Scheduling, Request, Library, str], Awaitable[Card]]
DEEDS: Final[Mapping[str, Do]] = {
    "schedule_preview": Scheduling.propose,
    "schedule_list": Scheduling.list_all,
    "schedule_edit": Scheduling.edit,
    Deed.SCHEDULE_ADD: Scheduling.confirm,
    Deed.SCHEDULE_TEST: Scheduling.test,
    Deed.SCHEDULE_SHOW: Scheduling.show,
    Deed.SCHEDULE_PAUSE: Scheduling.pause,
    Deed.SCHEDULE_RESUME: Scheduling.resume,
    Deed.SCHEDULE_RUN: Scheduling.run_now,
    Deed.SCHEDULE_REMOVE: Scheduling.remove,
}
SCHEDULING: Final = frozenset({"schedule", *DEEDS})  # commands of `bot.core.request`
