"""Composition: settings in, the running bot out. The only place that names concrete classes."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import structlog

from bot import __version__
from bot.adapters import logs
from bot.adapters.brief_watch import WatchedBriefs
from bot.adapters.http import State, health_server
from bot.adapters.schedule_file import read_schedules
from bot.adapters.store import Store
from bot.adapters.system_clock import SystemClock
from bot.errors import BriefingError, SettingsInvalid, StoreUnavailable
from bot.ports import Clock, Platform, Poster
from bot.scheduler import Scheduler
from bot.service import Service
from bot.settings import Settings
from bot.supervision import Part, Supervisor, run_all, stop_on_signals

SCHEDULES: Final = "schedules.yaml"

Make = Callable[[Settings, Service, Clock], Platform | None]

log = structlog.get_logger()


def _slack(settings: Settings, service: Service, clock: Clock) -> Platform | None:
    bot_token, app_token = settings.slack_bot_token, settings.slack_app_token
    if not bot_token or not app_token:
        return None
    from bot.adapters.slack.platform import SlackPlatform  # noqa: PLC0415 - only with tokens

    return SlackPlatform(
        service,
        bot_token=bot_token.get_secret_value(),
        app_token=app_token.get_secret_value(),
        clock=clock,
    )


def _discord(settings: Settings, service: Service, clock: Clock) -> Platform | None:
    if not settings.discord_token:
        return None
    from bot.adapters.discord import DiscordPlatform  # noqa: PLC0415 - only with a token

    return DiscordPlatform(service, token=settings.discord_token.get_secret_value(), clock=clock)


# A further platform is a package under `adapters`, a function like those above, and its name here.
PLATFORMS: Final[tuple[Make, ...]] = (_slack, _discord)


def main(settings: Settings) -> int:
    """Serve until told to stop and return the exit code.

    Raises BriefingError, a reason in one line, where the bot cannot start or go on.
    """
    logs.set_up(level=settings.log_level, form=settings.log_format, secrets=settings.secrets())
    _tell(settings.misspelt(os.environ))
    try:
        return asyncio.run(serve(settings))
    except BriefingError:
        raise
    except Exception:  # the edge of the process: a bare trace could show a token
        log.exception("bot_crashed")
        return 1


async def serve(
    settings: Settings,
    *,
    stop: asyncio.Event | None = None,
    clock: Clock | None = None,
    makes: Sequence[Make] = PLATFORMS,
) -> int:
    """Run every platform that has a token, the schedules and HTTP until `stop` or a signal."""
    stop = stop or stop_on_signals()
    clock = clock or SystemClock()
    briefs = _briefs(settings.briefs_dir)
    async with AsyncExitStack() as stack:
        store = await Store.open(settings.database_url.get_secret_value(), clock=clock)
        stack.push_async_callback(store.close)
        service = Service(briefs, claims=store, memory=store)
        platforms = _platforms(make(settings, service, clock) for make in makes)
        state = partial(_state, platforms, store, briefs)
        await stack.enter_async_context(
            health_server(settings.http_host, settings.http_port, state)
        )
        await _import_schedules(settings.briefs_dir, store, platforms, briefs)
        log.info("started", version=__version__, platforms=[one.name for one in platforms])
        helpers = (
            Part("scheduler", _scheduler(platforms, store, service, clock).run, lambda: True),
            Part("briefs", partial(briefs.run, clock), lambda: True),
        )
        await _run(platforms, helpers, clock, stop)
    log.info("stopped")
    return 0


def _platforms(made: Iterable[Platform | None]) -> tuple[Platform, ...]:
    platforms = tuple(platform for platform in made if platform)
    if not platforms:
        raise SettingsInvalid(
            "No tokens are set: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DISCORD_TOKEN"
        )
    return platforms


async def _run(
    platforms: Sequence[Platform], helpers: Sequence[Part], clock: Clock, stop: asyncio.Event
) -> None:
    await run_all(
        [Supervisor(_part(platform), clock=clock) for platform in platforms],
        [Supervisor(helper, clock=clock) for helper in helpers],
        stop=stop,
    )


def _part(platform: Platform) -> Part:
    return Part(platform.name, platform.run, lambda: platform.ready)


def _briefs(folder: Path) -> WatchedBriefs:
    """Read the briefs; each fault is a line, and the whole ones are served."""
    if not folder.is_dir():
        raise SettingsInvalid(
            f"BRIEFS_DIR: there is no folder {folder}: set it to the folder that holds the briefs"
        )
    briefs = WatchedBriefs(folder)
    briefs.look(quietly=True)
    _tell(briefs.faults)
    if not len(briefs.library().reviewed()):
        raise SettingsInvalid(
            f"BRIEFS_DIR: no brief can be served: {folder} holds none that is whole and reviewed"
        )
    return briefs


async def _import_schedules(
    folder: Path, store: Store, platforms: Sequence[Platform], briefs: WatchedBriefs
) -> None:
    """Import what is new in the file; faults are lines, and the rest goes on."""
    read = read_schedules(
        folder / SCHEDULES,
        platforms=[platform.name for platform in platforms],
        briefs=[brief.id for brief in briefs.library().reviewed()],
    )
    _tell(read.faults)
    try:
        added = await store.schedules.import_once(read.schedules)
    except StoreUnavailable:
        log.exception("schedules_not_imported")
        return
    if added:
        log.info("schedules_imported", schedules=added)


async def list_schedules(settings: Settings) -> tuple[str, ...]:
    """Return a line for each schedule: what, where to, by which rule, and when next."""
    async with _store(settings) as store:
        due = await store.schedules.all()
    return tuple(
        f"{one.schedule.id}: {one.schedule.brief} to {one.schedule.platform} "
        f"{one.schedule.channel}, {one.schedule.cron} {one.schedule.zone}, "
        f"next {one.slot.astimezone(ZoneInfo(one.schedule.zone)):%Y-%m-%d %H:%M %Z}"
        for one in due
    )


async def remove_schedule(settings: Settings, schedule_id: str) -> bool:
    """Remove a schedule and what it has waiting; False where there is none."""
    async with _store(settings) as store:
        return await store.schedules.remove(schedule_id)


@asynccontextmanager
async def _store(settings: Settings) -> AsyncIterator[Store]:
    store = await Store.open(settings.database_url.get_secret_value(), clock=SystemClock())
    try:
        yield store
    finally:
        await store.close()


def _scheduler(
    platforms: Sequence[Platform], store: Store, service: Service, clock: Clock
) -> Scheduler:
    def poster(name: str) -> Poster | None:
        ready = (one.poster for one in platforms if one.name == name and one.ready)
        return next(ready, None)

    return Scheduler(
        schedules=store.schedules,
        outbox=store.outbox,
        posters=poster,
        summary=service.summary_card,
        clock=clock,
    )


def _state(platforms: Iterable[Platform], store: Store, briefs: WatchedBriefs) -> State:
    return State(
        platforms={platform.name: platform.ready for platform in platforms},
        store=not store.degraded,
        briefs=len(briefs.library().reviewed()),
        faults=len(briefs.faults),
    )


def _tell(lines: Iterable[str]) -> None:
    """Print what the operator must mend, as `briefing-bot check` prints it."""
    for line in lines:
        sys.stderr.write(f"{line}\n")
