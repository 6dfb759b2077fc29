"""Composition: settings in, the running bot out. The only place that names concrete classes."""

import asyncio
import gc
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

import structlog
from aiohttp.web import RouteDef
from pydantic import SecretStr

from bot import __version__
from bot.adapters import logs
from bot.adapters.brief_files import BriefFolder
from bot.adapters.brief_watch import WatchedBriefs
from bot.adapters.http import State, health_server
from bot.adapters.schedule_file import read_schedules
from bot.adapters.store import AgreedClock, Store
from bot.adapters.system_clock import SystemClock
from bot.adapters.vectors import Similarity
from bot.core.card import Card
from bot.core.feedback import Report
from bot.core.request import Request
from bot.deeds import Deeds
from bot.errors import BriefingError, SettingsInvalid, StoreUnavailable
from bot.meaning import keep_prepared
from bot.ports import BriefSource, Clock, Closeness, Places, Platform
from bot.posting import Posting
from bot.scheduler import Scheduler
from bot.scheduling import Scheduling
from bot.service import Service
from bot.settings import Settings
from bot.supervision import Part, Supervisor, run_all, stop_on_signals

SCHEDULES: Final = "schedules.yaml"
_VECTORS: Final = Path("data/vectors")  # may be deleted at any time

Make = Callable[[Settings, Service, Clock], Platform | None]

log = structlog.get_logger()


def _slack(settings: Settings, service: Service, clock: Clock, *, store: Store) -> Platform | None:
    if not settings.serves_slack:
        return None
    from bot.adapters.slack.platform import Access, SlackPlatform  # noqa: PLC0415 - with tokens

    access = Access(
        bot_token=_secret(settings.slack_bot_token),
        app_token=_secret(settings.slack_app_token),
        signing_secret=_secret(settings.slack_signing_secret),
        client_id=_secret(settings.slack_client_id),
        client_secret=_secret(settings.slack_client_secret),
    )
    client_id = access.client_id
    return SlackPlatform(
        service,
        access,
        inbox=store.inbox,
        followed=store.followed,
        kept=store,
        clock=clock,
        installations=store.slack_installations(client_id) if client_id else None,
        waits=store.waits,
    )


def _secret(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


def _discord(
    settings: Settings, service: Service, clock: Clock, *, store: Store
) -> Platform | None:
    if not settings.discord_token:
        return None
    from bot.adapters.discord import DiscordPlatform  # noqa: PLC0415 - only with a token

    return DiscordPlatform(
        service,
        token=settings.discord_token.get_secret_value(),
        clock=clock,
        hears_all=settings.discord_message_content,
        waits=store.waits,
    )


def _makes(store: Store) -> tuple[Make, ...]:
    """Return what makes each platform; a further one is a package, a function and its name."""
    return (partial(_slack, store=store), partial(_discord, store=store))


@runtime_checkable
class _HasPages(Protocol):
    """A platform with pages of its own on the bot's HTTP server."""

    routes: Sequence[RouteDef]


def main(settings: Settings) -> int:
    """Serve until told to stop and return the exit code.

    Raises BriefingError, a reason in one line, where the bot cannot start or go on.
    """
    logs.set_up(level=settings.log_level, form=settings.log_format, secrets=settings.secrets())
    _tell(settings.misspelt(os.environ))
    try:
        # What a started bot holds stays: looking through it again would hold answers up by 40 ms.
        return asyncio.run(serve(settings, settled=gc.freeze))
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
    makes: Sequence[Make] | None = None,
    settled: Callable[[], None] = lambda: None,
) -> int:
    """Run every platform that has a token, the schedules and HTTP until `stop` or a signal."""
    stop = stop or stop_on_signals()
    agreed = AgreedClock(SystemClock())
    clock = clock or agreed
    briefs = _briefs(settings.briefs_dir)
    async with AsyncExitStack() as stack:
        store = await Store.open(
            settings.database_url.get_secret_value(),
            clock=clock,
            keep_questions=settings.keep_questions,
        )
        stack.push_async_callback(store.close)
        await agreed.agree(store.time)
        vectors = Similarity.open(_VECTORS)
        posting = Posting(lambda: platforms, lambda: briefs.library().reviewed())
        scheduling = _scheduling(store, settings, clock, places=posting.places)
        service = _service(briefs, store, settings, vectors, scheduling)
        platforms: tuple[Platform, ...] = ()  # until they are made, none is connected
        makes = _makes(store) if makes is None else makes
        platforms = _platforms(make(settings, service, clock) for make in makes)
        pages = [page for one in platforms if isinstance(one, _HasPages) for page in one.routes]
        scheduler = posting.scheduler(schedules=store.schedules, outbox=store.outbox, clock=clock)
        state = partial(_state, platforms, store, briefs, scheduler)
        await stack.enter_async_context(
            health_server(settings.http_host, settings.http_port, state, pages)
        )
        await _import_schedules(settings.briefs_dir, store, platforms, briefs)
        log.info("started", version=__version__, platforms=[one.name for one in platforms])
        helpers = [
            Part("scheduler", scheduler.run, lambda: scheduler.works),
            Part("clock", partial(agreed.keep, store.time), lambda: True),
            Part("briefs", partial(briefs.run, clock), lambda: True),
        ]
        if vectors:
            keep = partial(keep_prepared, briefs, vectors, clock)
            helpers.append(Part("vectors", keep, lambda: True))
        settled()
        await _run(platforms, helpers, clock, stop)
    log.info("stopped")
    return 0


def _service(
    briefs: BriefSource,
    store: Store,
    settings: Settings,
    vectors: Closeness | None,
    scheduling: Scheduling,
) -> Service:
    return Service(
        briefs,
        claims=store,
        memory=store,
        preferences=store,
        feedback=store,
        forgetting=store,
        managers=frozenset(settings.managers),
        closeness=vectors,
        scheduling=scheduling,
    )


def _scheduling(
    store: Store,
    settings: Settings,
    clock: Clock,
    *,
    places: Callable[[str], Places | None] = lambda _platform: None,
    everywhere: bool = False,
) -> Scheduling:
    managers = frozenset(settings.managers)
    return Scheduling(
        store.schedules,
        clock,
        may_manage=Deeds(store, store, managers).may_manage,
        places=places,
        zone=settings.default_timezone,
        everywhere=everywhere,
    )


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
    _tell((*briefs.faults, *briefs.waiting))
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


async def manage_schedules(settings: Settings, request: Request, *, keep: bool) -> tuple[Card, ...]:
    """Do what the operator asks for, on all schedules; the running bot follows within a second.

    What is proposed is confirmed at once with `keep`, else forgotten.
    """
    library = BriefFolder.read(settings.briefs_dir).library().reviewed()
    async with _store(settings) as store:
        scheduling = _scheduling(store, settings, SystemClock(), everywhere=True)
        card = await scheduling.do(request, library)
        if request.command != "schedule_preview" or not card.handle:
            return (card,)
        then = "schedule_add" if keep else "schedule_remove"
        done = await scheduling.do(replace(request, command=then, handle=card.handle), library)
        shown = replace(card, notes=card.notes[:-1])  # "nothing is posted until you confirm"
        return (shown, done) if keep else (shown,)


async def read_feedback(settings: Settings) -> Report:
    """Return the votes and the open questions of all tenants, for the operator."""
    async with _store(settings) as store:
        return Report(
            tallies=await store.feedback.tallies(),
            unanswered=await store.feedback.all_unanswered(),
            against=await store.feedback.votes_against(),
        )


async def forget(settings: Settings, *, platform: str, tenant: str, person: str = "") -> None:
    """Delete what is kept of a tenant, or of one person there, for the operator."""
    async with _store(settings) as store:
        if person:
            await store.forget_person(person, platform=platform, tenant=tenant)
        else:
            await store.forget(platform=platform, tenant=tenant)


@asynccontextmanager
async def _store(settings: Settings) -> AsyncIterator[Store]:
    store = await Store.open(
        settings.database_url.get_secret_value(),
        clock=SystemClock(),
        keep_questions=settings.keep_questions,
    )
    try:
        yield store
    finally:
        await store.close()


def _state(
    platforms: Iterable[Platform], store: Store, briefs: WatchedBriefs, scheduler: Scheduler
) -> State:
    return State(
        platforms={platform.name: platform.ready for platform in platforms},
        store=not store.degraded,
        schedules=scheduler.works,
        briefs=len(briefs.library().reviewed()),
        faults=len(briefs.faults),
    )


def _tell(lines: Iterable[str]) -> None:
    """Print what the operator must mend, as `briefing-bot check` prints it."""
    for line in lines:
        sys.stderr.write(f"{line}\n")
