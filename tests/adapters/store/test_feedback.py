"""Preferences, votes, open questions, and how they are forgotten."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.adapters.store import Store
from bot.adapters.store.address import engine_at
from bot.adapters.store.tables import metadata
from bot.core.feedback import Tally, Unanswered, Vote
from bot.core.preference import Preference, Scope
from bot.core.recall import Recall
from bot.core.schedule import Due, Schedule, ScheduleState
from bot.errors import StoreUnavailable
from tests.clocks import FakeClock

HERE = {"platform": "slack", "tenant": "T1"}
ELSEWHERE = {"platform": "slack", "tenant": "T2"}
PLACE = {"channel": "C1", "person": "U1"}
VOTE = Vote("C1:1.0", "U1", False, "plan", ("wall",), "answered", "how high?")  # noqa: FBT003


@pytest.fixture
async def store(url: str, clock: FakeClock):  # noqa: ANN201 - a fixture
    """Give an open store."""
    store = await Store.open(url, clock=clock)
    yield store
    await store.close()


async def rows(url: str, query: str) -> list[tuple[object, ...]]:
    """Return what the database holds."""
    engine = engine_at(url)
    async with engine.connect() as connection:
        found = [tuple(row) for row in await connection.execute(text(query))]
    await engine.dispose()
    return found


async def test_a_choice_is_kept_until_it_is_changed(store: Store) -> None:
    """The last choice for a place counts, an empty one takes it back."""
    seen = []
    for brief in ("plan", "other", ""):
        await store.choose(Preference(Scope.CHANNEL, "C1", brief), **HERE)
        seen.append(await store.chosen(**HERE, **PLACE))

    assert seen == [
        (Preference(Scope.CHANNEL, "C1", "plan"),),
        (Preference(Scope.CHANNEL, "C1", "other"),),
        (),
    ]


async def test_a_choice_is_of_its_place_alone(store: Store) -> None:
    """Another channel, person, tenant or platform has none of it; a tenant's is everywhere in it."""
    await store.choose(Preference(Scope.CHANNEL, "C1", "a"), **HERE)
    await store.choose(Preference(Scope.PERSON, "U1", "b"), **HERE)
    await store.choose(Preference(Scope.TENANT, "", "c"), **HERE)

    found = [
        {one.brief for one in await store.chosen(**where, channel=channel, person=person)}
        for where, channel, person in [
            (HERE, "C1", "U1"),
            (HERE, "C2", "U2"),
            (HERE, "U1", "C1"),
            (HERE, "", ""),
            (ELSEWHERE, "C1", "U1"),
            ({**HERE, "platform": "discord"}, "C1", "U1"),
        ]
    ]
    assert found == [{"a", "b", "c"}, {"c"}, {"c"}, {"c"}, set(), set()]


async def test_replicas_see_each_others_choices(url: str, clock: FakeClock) -> None:
    """With PostgreSQL at once; a SQLite file has one process, and is read again within a minute."""
    one, other = await Store.open(url, clock=clock), await Store.open(url, clock=clock)
    await other.chosen(**HERE, **PLACE)
    await one.choose(Preference(Scope.PERSON, "U1", "plan"), **HERE)

    at_once = await other.chosen(**HERE, **PLACE)
    clock.advance(timedelta(minutes=1).total_seconds())
    later = await other.chosen(**HERE, **PLACE)
    await one.close()
    await other.close()

    plan = (Preference(Scope.PERSON, "U1", "plan"),)
    assert (at_once, later) == (plan if url.startswith("postgresql") else (), plan)


async def test_a_vote_is_one_per_person_and_answer(store: Store) -> None:
    """A changed vote replaces, another person's or answer's is counted beside."""
    for vote in (
        VOTE,
        Vote("C1:1.0", "U1", True, "plan", ("wall",), "answered"),  # noqa: FBT003
        Vote("C1:1.0", "U2", False, "plan", ("wall",), "answered", "how high?"),  # noqa: FBT003
        Vote("C1:2.0", "U1", False, "plan", (), "not_stated", "how wide?"),  # noqa: FBT003
    ):
        await store.vote(vote, **HERE)
    await store.vote(VOTE, **ELSEWHERE)

    assert await store.feedback.tallies() == (
        Tally("plan", "wall", "answered", 1, 2),
        Tally("plan", "", "not_stated", 0, 1),
    )


async def test_a_voter_is_not_named(store: Store, url: str) -> None:
    """What is kept of a voter is not the person's id, and another on each answer."""
    await store.vote(VOTE, **HERE)
    await store.vote(Vote("C1:2.0", "U1", False, "plan"), **HERE)  # noqa: FBT003

    voters = {str(voter) for (voter,) in await rows(url, "SELECT voter FROM vote")}
    assert (len(voters), [one for one in voters if "U1" in one]) == (2, [])


async def test_open_questions_are_counted_by_tenant(store: Store, clock: FakeClock) -> None:
    """The same question counts up, the most frequent comes first, another tenant's is not seen."""
    now = clock.now()
    for question in ("how high?", "how wide?", "how wide?"):
        await store.note(question, "plan", **HERE)
    await store.note("how deep?", "plan", **ELSEWHERE)
    await store.note("", "plan", **HERE)

    mine = (Unanswered("how wide?", "plan", 2, now), Unanswered("how high?", "plan", 1, now))
    assert await store.unanswered(**HERE, most=5) == mine
    assert await store.unanswered(**HERE, most=1) == mine[:1]
    assert len(await store.feedback.all_unanswered()) == 3


async def test_questions_are_kept_for_their_time(url: str, clock: FakeClock) -> None:
    """After the days set they are not shown, and with the next work they are deleted; votes stay."""
    store = await Store.open(url, clock=clock, keep_questions=30)
    await store.note("how high?", "plan", **HERE)
    await store.vote(VOTE, **HERE)
    clock.advance(timedelta(days=30, seconds=1).total_seconds())

    shown = (await store.feedback.all_unanswered(), await store.feedback.votes_against())
    await store.claim(["k"], **HERE)
    await store.close()

    assert shown == ((), ())
    assert await rows(url, "SELECT question FROM unanswered") == []
    assert await rows(url, "SELECT question FROM vote") == [("",)]


async def test_votes_are_kept_for_ninety_days(store: Store, url: str, clock: FakeClock) -> None:
    """Then they are deleted whole."""
    await store.vote(VOTE, **HERE)
    clock.advance(timedelta(days=91).total_seconds())

    await store.claim(["k"], **HERE)

    assert await rows(url, "SELECT answer FROM vote") == []


async def test_no_question_is_kept_where_that_is_switched_off(url: str, clock: FakeClock) -> None:
    """With KEEP_QUESTIONS=0 nothing asked is written, and what was there goes; votes are kept."""
    before = await Store.open(url, clock=clock)
    await before.note("how high?", "plan", **HERE)
    await before.vote(VOTE, **HERE)
    await before.close()
    store = await Store.open(url, clock=clock, keep_questions=0)

    await store.note("how wide?", "plan", **HERE)
    await store.vote(replace(VOTE, answer="C1:3.0", question="how deep?"), **HERE)
    shown = (await store.feedback.all_unanswered(), await store.feedback.votes_against())
    written = [
        await rows(url, "SELECT question FROM unanswered"),
        await rows(url, "SELECT question FROM vote ORDER BY answer"),
    ]
    await store.claim(["k"], **HERE)
    await store.close()

    assert shown == ((), ())
    assert written == [[("how high?",)], [("how high?",), ("",)]]
    assert await rows(url, "SELECT question FROM unanswered") == []
    assert await rows(url, "SELECT question FROM vote") == [("",), ("",)]


async def post_daily(store: Store, where: dict[str, str]) -> None:
    """Keep a schedule of a tenant, with a run of it."""
    at = datetime(2030, 5, 4, 9, tzinfo=UTC)
    name = f"daily-{where['tenant'].lower()}"
    rule = {"brief": "plan", "cron": "0 9 * * *", "zone": "UTC"}
    daily = Schedule(id=name, channel="C1", **rule, **where)
    await store.schedules.add(daily, ScheduleState.ACTIVE, next_due=at)
    await store.schedules.run_now(Due(daily, at, 1), at)


async def test_a_tenant_is_forgotten_whole(store: Store, url: str) -> None:
    """Nothing of the tenant is left in any table, and all of another's is."""
    for where in (HERE, ELSEWHERE):
        await store.inbox.take(["k"], "{}", **where)
        await store.remember("C1", Recall("plan", ("wall",)), **where)
        await store.choose(Preference(Scope.PERSON, "U1", "plan"), **where)
        await store.vote(VOTE, **where)
        await store.note("how high?", "plan", **where)
        await store.followed.follow("C1", on=True, **where)
        await store.waits.keep(datetime(2031, 1, 1, tzinfo=UTC), method="post", **where)
        await post_daily(store, where)
    await store.chosen(**HERE, **PLACE)

    await store.forget(**HERE)

    tables = [table.name for table in metadata.sorted_tables if "tenant" in table.c]
    left = {name: await rows(url, f"SELECT tenant FROM {name}") for name in tables}  # noqa: S608
    assert left == {name: [("T2",)] for name in tables}
    assert await store.chosen(**HERE, **PLACE) == ()


async def test_a_person_is_forgotten(store: Store, url: str) -> None:
    """Their choices and votes go, also those in direct messages; others' stay."""
    for person in ("U1", "U2"):
        alone = {"platform": "slack", "tenant": f"dm:{person}"}
        await store.choose(Preference(Scope.PERSON, person, "plan"), **HERE)
        await store.choose(Preference(Scope.PERSON, person, "plan"), **alone)
        await store.remember("D1", Recall("plan", ("wall",)), **alone)
        await store.vote(Vote("C1:1.0", person, True, "plan"), **HERE)  # noqa: FBT003
        await store.vote(Vote("D1:1.0", person, True, "plan"), platform="slack", tenant="dm")  # noqa: FBT003

    await store.forget_person("U1", **HERE)

    subjects = await rows(url, "SELECT tenant, subject FROM preference ORDER BY tenant")
    assert subjects == [("T1", "U2"), ("dm:U2", "U2")]
    assert await rows(url, "SELECT tenant FROM memory") == [("dm:U2",)]
    assert len(await rows(url, "SELECT voter FROM vote")) == 2


async def test_without_the_store_nothing_is_known(store: Store, url: str) -> None:
    """Reading and noting go on without it, what a person asked to be kept fails aloud."""
    engine = engine_at(url)
    async with engine.begin() as connection:
        for name in ("preference", "vote", "unanswered"):
            await connection.execute(text(f"DROP TABLE {name}"))
    await engine.dispose()

    assert await store.chosen(**HERE, **PLACE) == ()
    await store.note("how high?", "plan", **HERE)
    with pytest.raises(StoreUnavailable):
        await store.vote(VOTE, **HERE)
    with pytest.raises(StoreUnavailable):
        await store.choose(Preference(Scope.TENANT, "", "plan"), **HERE)
