"""Faults over the wire, each with a count that is given: few in the tests, many in the command.

Each returns what was done and what came of it; `holds` says whether that is as it must be. What is
sent is checked by the fake as it arrives: mentions, nonces, limits, the official specification.
"""

import asyncio
import itertools
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlsplit

from bot.adapters.discord import DiscordPlatform, link
from bot.adapters.discord.render import payload, render
from bot.adapters.discord.rows import Use
from bot.adapters.discord.sending import view_of
from bot.adapters.system_clock import SystemClock
from bot.core.card import Card, Choice, Deed, Passage, Prompt, Role, SourceLine, Span, words
from bot.core.library import Library
from bot.core.request import Request
from bot.core.wording_place import MANAGERS_ONLY, MANAGERS_READ
from bot.ports import Clock
from bot.service import Service
from tests.adapters.discord.conftest import FULL, FakeService, up
from tests.clocks import FakeClock
from tests.fakes import (
    FakeBriefs,
    FakeClaims,
    FakeFeedback,
    FakeForgetting,
    FakeMemory,
    FakePreferences,
)
from tests.wire import discord_events as events
from tests.wire import redirect_discord
from tests.wire.discord_checks import callback_faults, text_of, walk
from tests.wire.fake_discord import TOKEN, FakeDiscord, Fault, Wire

SEED: Final = 20261125
BATCH: Final = 50
LINK: Final = 5  # the style of a button that opens an address
LIMITED: Final = 429


@dataclass(frozen=True)
class Found:
    """What came of one run."""

    done: str
    result: str
    holds: bool


@dataclass
class Stage:
    """A bot before Discord on loopback."""

    discord: FakeDiscord
    platform: DiscordPlatform
    service: Any
    running: "asyncio.Task[None] | None" = None

    async def start(self) -> None:
        """Connect."""
        self.running = asyncio.create_task(self.platform.run())
        await up(self.platform)

    async def stop(self) -> None:
        """Close the connection."""
        if self.running:
            self.running.cancel()
            await asyncio.gather(self.running, return_exceptions=True)

    async def restart(self) -> None:
        """Connect anew, as after a failure."""
        await self.stop()
        await self.start()

    async def settle(self) -> None:
        """Return when all that was delivered before has been worked on."""
        last = events.direct("the last")
        await self.discord.deliver(last)
        await self.discord.answer_to(last)

    async def deliver_all(
        self, asked: list[Any], deliver: Callable[[int, Any], Awaitable[None]]
    ) -> None:
        """Deliver in batches, and return when each of them has an answer."""
        for start in range(0, len(asked), BATCH):
            batch = asked[start : start + BATCH]
            for at, one in enumerate(batch, start):
                await deliver(at, one)
            await self.discord.until(lambda: all(self.answers()[one["id"]] for one in batch))  # noqa: B023

    def answers(self) -> Counter[str]:
        """Return how many answers each message or interaction got."""
        replies = [
            (one.body.get("message_reference") or {}).get("message_id") for one in self.discord.sent
        ]
        given = [one.interaction for one in self.discord.answered]
        return Counter([*(str(one) for one in replies if one), *given])


@asynccontextmanager
async def stage(
    service: Any, *, hurry: bool = True, clock: Clock | None = None
) -> AsyncIterator[Stage]:
    """Serve Discord on loopback, with a connected bot."""
    async with FakeDiscord() as discord:
        redirect_discord.install(discord.rest_base, hurry=hurry)
        platform = DiscordPlatform(service, token=TOKEN, clock=clock or FakeClock())
        on = Stage(discord, platform, service)
        try:
            await on.start()
            yield on
        finally:
            await on.stop()
            redirect_discord.remove()


def _questions(count: int) -> Iterator[Any]:
    """Yield mentions, commands, presses and direct messages in turn."""
    shown = events.message("", author=events.user(events.BOT, bot=True))
    makers: list[Callable[[], Any]] = [
        lambda: events.mention("how much?"),
        lambda: events.ask("how much?"),
        lambda: events.press(shown, "show:_a"),
        lambda: events.direct("how much?"),
    ]
    yield from (make() for make, _ in zip(itertools.cycle(makers), range(count), strict=False))


async def copies(count: int) -> Found:
    """D5: half of all deliveries come a second time, a tenth of them by a RESUME that replays."""
    async with stage(FakeService()) as on:
        asked = list(_questions(count))
        await on.deliver_all(asked, lambda at, one: on.discord.deliver(one, times=1 + at % 2))
        on.discord.gateway.replay_all = True
        for turn in range(2):
            on.discord.gateway.cut()
            await on.discord.linked(2 + turn)
            await on.settle()
        answers = on.answers()
        once = sum(answers[one["id"]] == 1 for one in asked)
        deliveries = sum(len(one.log) for one in on.discord.gateway._sessions.values())
        done = f"{count} questions, {count // 2} delivered twice, then all replayed by 2 RESUMEs"
        return Found(f"{done} ({deliveries} events)", f"{once} answered once", once == count)


async def bots(count: int) -> Found:
    """D6: one answer for a message and its later edit; none for any bot, webhook or itself."""
    async with stage(FakeService()) as on:
        asked = [events.mention("how much?") for _ in range(count * 2)]
        others = [events.user(events.BOT, bot=True), events.user("5", bot=True)]
        loops = [events.mention("how much?", author=others[at % 2]) for at in range(count * 5)]

        async def deliver(_: int, one: Any) -> None:
            await on.discord.deliver(one)
            await on.discord.gateway.dispatch("MESSAGE_UPDATE", one)

        for one in loops:
            await deliver(0, one)
        await on.deliver_all(asked, deliver)
        await on.settle()
        answers = on.answers()
        once = sum(answers[one["id"]] == 1 for one in asked)
        echoed = sum(answers[one["id"]] for one in loops)
        done = f"{len(asked)} mentions, each edited once; {len(loops)} messages of bots and itself"
        holds = once == len(asked) and not echoed
        return Found(done, f"{once} answered once, {echoed} answers to bots", holds)


_PINGS: Final = (
    "@everyone", "@here", "<@1>", "<@!1>", "<@&2>", "<#3>", "</ask:4>", "<t:5:R>", "<:x:6>",
    "<a:x:6>", "<id:browse>", "\uff20everyone", "@\u200beveryone", "<@\u200b1>", "\\@everyone",
    "\\\\@everyone", "`@everyone`", "``@here``", "> @everyone", "# @here", "<<@1>>", "@every\u00adone",
    "<@1", "1>", "||@everyone||",
)  # fmt: skip
_LINKS: Final = (
    "[x](http://evil.example)", "[gov.uk](https://evil.example/gov.uk)", "[x]( http://evil.example)",
    "<http://evil.example>", "http://evil.example", "[a](<http://evil.example>)", "](http://evil.example)",
    "\\[x](http://evil.example)", "[[x]](http://evil.example)", "https://evil.example/@everyone",
)  # fmt: skip


def _hostile(count: int, parts: tuple[str, ...]) -> Iterator[str]:
    """Yield texts made of such parts, alone and joined in every way."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    yield from parts[:count]
    for _ in range(count - len(parts)):
        chosen = chance.sample(parts, chance.randint(2, 4))
        yield chance.choice(["", " ", "\n", "*", "_", "“"]).join(chosen)


def everywhere(text: str) -> Card:
    """Return a card with a text in every place that data comes to."""
    source = Span(Role.SOURCE, text)
    quote = Span(Role.QUOTE, text, "f", text)
    return replace(
        FULL,
        headline=(words("a"), Span(Role.ASKED, text)),
        asked=(words("You asked: "), Span(Role.ASKED, f"“{text}”")),
        lead_in=(source,),
        passages=(Passage((source,), quote, (source,)),),
        notes=((source,),),
        source=SourceLine((source,), text, text),
        prompts=(Prompt(text, text), *FULL.prompts),
        choices=tuple(Choice(Span(Role.SOURCE, text), f"_{n}", Deed.USE) for n in "ab"),
    )


def _sent(card: Card, use: Use) -> Any:
    data = {"components": view_of(card, use).to_components(), "flags": 1 << 15 | 1 << 2,
            "allowed_mentions": {"parse": []}}  # fmt: skip
    return {"type": 4, "data": data}


async def injection(count: int) -> Found:
    """O1: whatever a question, a title, a quotation or a label holds, nothing of it is alive."""
    texts = list(_hostile(count, _PINGS + _LINKS))
    paths, broken = 0, []
    for text in texts:
        for use in (Use(), Use(asker=7), Use(share="ask"), Use(marker="7f")):
            broken += callback_faults(_sent(everywhere(text), use))
            paths += 10
    service = FakeService()
    async with stage(service) as on:
        for text in texts:
            service.card = replace(FULL, asked=(words("You asked: "), Span(Role.ASKED, text)))
            for asked in (
                events.ask(text[:500] or "x"),
                events.mention(text),
                events.check(events.message(text)),
            ):
                await on.discord.deliver(asked)
                await on.discord.answer_to(asked)
                paths += 1
        broken += on.discord.faults_seen
    done = f"{len(texts)} texts with mentions, emoji, time stamps and links; {paths} echoes"
    return Found(done, f"{len(broken)} alive", not broken)


_URLS: Final = (
    "https://gov.uk@evil.example/", "https://evil.example/gov.uk", "javascript:alert(1)", "data:text/html,x",
    "https://xn--gv-fka.uk/", "https://g\u043ev.uk/", "https://gov.uk.", "https://gov.uk\u202e/", "//gov.uk/",
    "https://[::1]/", "http://2130706433/", "https://gov.uk:443@evil.example", "ftp://gov.uk/", "https://",
    "https://gov.uk/](http://evil.example)", "https://gov.uk/|x", "https://gov.uk/ x", "HTTPS://GOV.UK/",
    "https://gov.uk/#:~:text=a", "https://user:pass@gov.uk/", "https://gov.uk\\@evil.example",
)  # fmt: skip


async def spoofing(count: int) -> Found:
    """O2: a link's label is the host that it opens, and it opens nothing but a page of the web."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    tails = ("", "a", "a(b)", "%2e%2e/", "@x", "?q=@evil.example", "#" + "y" * 600)
    wrong, linked = [], 0
    for at in range(count):
        url = _URLS[at % len(_URLS)] + (chance.choice(tails) if at >= len(_URLS) else "")
        title = Span(Role.SOURCE, chance.choice(_LINKS))
        card = replace(FULL, source=SourceLine((title,), url, url))
        wrong += callback_faults(_sent(card, Use()))
        for button in walk(payload(render(card))):
            if button.get("style") == LINK:
                linked += 1
                parts = urlsplit(button["url"])
                host = (parts.hostname or "").encode("idna").decode()
                fine = parts.scheme in ("http", "https") and button["label"] == host
                wrong += [] if fine and "@" not in parts.netloc else [url]
    return Found(
        f"{count} addresses and titles ({linked} linked)", f"{len(wrong)} misleading", not wrong
    )


_TRICKS: Final = tuple(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
) + tuple(chr(0xE0000 + at) for at in (1, 0x20, 0x41, 0x7F))


async def unicode_tricks(count: int) -> Found:
    """O3: no sign that turns a text or is never seen is shown, from a question or from data."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    shown_tricks, service = 0, FakeService()
    async with stage(service) as on:
        for at in range(count):
            trick = _TRICKS[at % len(_TRICKS)] + chance.choice(["", *_TRICKS])
            text = f"how{trick} many gnp{trick}.exe?"
            service.card = everywhere(text)
            asked = events.ask(text)
            await on.discord.deliver(asked)
            body = await on.discord.answer_to(asked)
            shown_tricks += sum(sign in text_of(body) for sign in _TRICKS)
    return Found(
        f"{count} texts in every place of a card", f"{shown_tricks} tricks shown", not shown_tricks
    )


@dataclass
class _Cuts:
    """Ways in which a link breaks, and how long it took until events came again."""

    waits: list[float] = field(default_factory=list)
    links: int = 1

    async def cut(self, on: Stage, way: str) -> None:
        """Break the link in one way and wait for it."""
        gateway = on.discord.gateway
        broken = {"reset": gateway.cut, "silence": gateway.deaden, "resume refused": gateway.cut}
        if way == "resume refused":
            gateway.forget_sessions()
        start = asyncio.get_running_loop().time()
        if way in broken:
            broken[way]()
        else:
            await (gateway.ask_to_reconnect() if way == "reconnect" else gateway.invalidate())
        self.links += 1
        await on.discord.linked(self.links)
        self.waits.append(asyncio.get_running_loop().time() - start)
        await up(on.platform)


async def links(count: int, *, hurry: bool = True) -> Found:
    """R4: a link that is cut, asked to reconnect, refused or dead is up again; nothing is lost."""
    ways = ["reset", "reconnect", "reset", "reconnect", "reset", "reconnect", "reset", "silence",
            "invalid session", "resume refused"]  # fmt: skip
    patience, link.BEAT, link.SILENCE = (link.BEAT, link.SILENCE), 0.1, 0.5
    try:
        async with stage(FakeService(), hurry=hurry) as on:
            cuts, asked = _Cuts(), []
            for way, _ in zip(itertools.cycle(ways), range(count), strict=False):
                await cuts.cut(on, way)
                asked.append(events.mention(way))
                await on.discord.deliver(asked[-1])
                await on.discord.answer_to(asked[-1])
            await on.settle()
            answers = on.answers()
            once = sum(answers[one["id"]] == 1 for one in asked)
            starts = len(on.discord.gateway.identified)
    finally:
        link.BEAT, link.SILENCE = patience
    waits = sorted(cuts.waits)
    told = f"all up again, median {waits[len(waits) // 2] * 1000:.0f} ms, longest {waits[-1]:.1f} s"
    done = f"{count} breaks in {len(set(ways))} ways, a question after each"
    return Found(done, f"{told}; {once} answered once, {starts} new sessions", once == count)


async def limits(count: int) -> Found:
    """R5: under 429 of every scope no request comes before its time, and few are refused at all."""
    async with stage(FakeService(), hurry=False) as on:
        path = f"/channels/{events.CHANNEL}/messages"
        scopes = itertools.cycle(("user", "shared", "global"))
        for at in range(count):
            if at % 20 == 0:
                on.discord.faults.append(
                    Fault("POST", path, 429, retry_after=0.05, scope=next(scopes))
                )
            asked = events.mention("how much?")
            await on.discord.deliver(asked)
            await on.discord.answer_to(asked)
        wire = [one for one in on.discord.wire if path in one.path]
        refused = [one for one in wire if one.refused]
        early = sum(
            later.at < one.at + 0.049 for one, later in itertools.pairwise(wire) if one.refused
        )
        answered = sum(one == 1 for one in on.answers().values())
    done = f"{count} answers under {len(refused)} times 429 (per route, shared, global)"
    holds = not early and answered == count and len(refused) < 100
    return Found(done, f"{answered} answered once, {early} requests too early", holds)


async def restarts(count: int, *, breaks: int, wait: float = 3.0) -> Found:
    """R5: a connection made anew in the middle of a limit keeps it; `wait` is longer than a stop."""
    path, scopes = f"/channels/{events.CHANNEL}/messages", itertools.cycle(("user", "global"))
    async with stage(FakeService(), hurry=False, clock=SystemClock()) as on:
        asked = []
        for at in range(count):
            if at % (count // breaks) == 0:
                fault = Fault("POST", path, 429, retry_after=wait, scope=next(scopes))
                on.discord.faults.append(fault)
                await on.discord.deliver(events.mention("stopped"))
                await on.discord.until(lambda fault=fault: fault not in on.discord.faults)
                await on.restart()
            asked.append(events.mention("how much?"))
            await on.discord.deliver(asked[-1])
            await on.discord.answer_to(asked[-1])
        too_early, refused = early(on.discord.wire, path, wait)
        once = sum(on.answers()[one["id"]] == 1 for one in asked)
    done = f"{count} answers, {breaks} new connections in the middle of a limit of {wait:.0f} s"
    result = f"{once} answered once, {too_early} requests too early, {refused} refused"
    return Found(done, result, once == count and not too_early and refused == breaks)


def early(wire: list[Wire], path: str, wait: float) -> tuple[int, int]:
    """Return how many requests came before a limit on them was over, and how many were refused."""
    refused = [one for one in wire if one.refused and one.refused.how == LIMITED]
    too_early = sum(
        one.at < later.at < one.at + wait - 0.01
        for one in refused
        for later in wire
        if path in later.path or (one.refused and one.refused.scope == "global")
    )
    return too_early, len(refused)


async def forbidden(count: int) -> Found:
    """R5: channels that refuse are tried once, and before the refusals are many none is tried."""
    async with stage(FakeService()) as on:
        channels = [str(5_000_000 + at) for at in range(count)]
        on.discord.forbidden.update(channels)
        for channel, _ in itertools.product(channels, range(3)):
            await on.discord.deliver(events.mention("how much?", channel_id=channel))
            await asyncio.sleep(0)
        await on.settle()
        tried = Counter(
            one.path
            for one in on.discord.wire
            if one.method == "POST" and "/channels/50" in one.path
        )
    total = sum(tried.values())
    done = f"{count} channels without the right to write, 3 mentions in each"
    holds = total < 100
    return Found(done, f"{total} requests refused in ten minutes (a ban comes at 10,000)", holds)


async def storms(count: int) -> Found:
    """S8: READY and RESUMED again and again start nothing a second time."""
    async with stage(FakeService()) as on:
        before = len(asyncio.all_tasks())
        for _ in range(count):
            await on.discord.gateway.dispatch("RESUMED", {})
            await on.discord.gateway.dispatch(
                "READY", on.discord.gateway._ready(on.discord.gateway._session, None)
            )
        await on.settle()
        await asyncio.sleep(0)
        more = len(asyncio.all_tasks()) - before
        told = len(on.discord.requests("GET", "/commands"))
        answers = sum(one.channel == events.DIRECT for one in on.discord.sent)
    holds = told == 1 and answers == 1 and more <= 1
    done = f"{count} times READY and RESUMED"
    return Found(
        done,
        f"{answers} answer to 1 question, commands compared {told} time, {more} tasks more",
        holds,
    )


@dataclass
class Canaries(FakeService):
    """Answers each tenant with a secret of its own."""

    async def respond(self, request: Request) -> Card | None:
        """Return the tenant's secret."""
        card = await super().respond(request)
        return card and replace(card, headline=(words(f"canary{_letters(request.tenant)}"),))


def _letters(tenant: str) -> str:
    """Return a tenant's name without digits, which the lock would stop."""
    return "".join(chr(ord("a") + int(sign)) if sign.isdigit() else sign for sign in tenant)


async def tenants(count: int, *, guilds: int = 50) -> Found:
    """T1: what is of one server never comes to another, and a server that was left is forgotten."""
    chance, service = random.Random(SEED), Canaries()  # noqa: S311 - no secret
    ids = [str(7_000_000 + at) for at in range(guilds)]
    crossed, left = 0, []
    async with stage(service) as on:
        for one in ids:
            await on.discord.gateway.dispatch(
                "GUILD_CREATE", {**events.guild(one), "channels": [], "threads": []}
            )
        for _ in range(count):
            guild = chance.choice(ids)
            asked = _somehow(chance, guild)
            await on.discord.deliver(asked)
            body = await on.discord.answer_to(asked)
            crossed += f"canary{_letters(guild)}*" not in text_of(body)
            if len(ids) > guilds // 2 and chance.random() < guilds / count / 2:
                await on.discord.gateway.dispatch("GUILD_DELETE", {"id": guild})
                ids.remove(guild)
                left.append(f"discord:{guild}")
        await on.settle()
    holds = not crossed and service.forgotten == left
    done = f"{count} steps in {guilds} servers, {len(left)} times a server was left"
    return Found(
        done, f"{crossed} answers of another server, {len(service.forgotten)} forgotten", holds
    )


def _somehow(chance: random.Random, guild: str) -> Any:
    """Return a question of some kind in a server."""
    here = {"guild_id": guild, "guild": {"id": guild, "locale": "en-US", "features": []},
            "channel_id": f"{guild}1", "authorizing_integration_owners": {"0": guild}}  # fmt: skip
    shown = events.message(
        "", author=events.user(events.BOT, bot=True), guild_id=guild, channel_id=f"{guild}1"
    )
    return chance.choice((
        lambda: events.mention("q", guild_id=guild, channel_id=f"{guild}1"),
        lambda: events.ask("q", **here),
        lambda: events.press(shown, "show:_a", **here),
        lambda: events.check(shown, **here),
    ))()  # fmt: skip


ROLES: Final = {"member": 0, "moderator": 1 << 13, "manager": 1 << 5, "administrator": 1 << 3}
PLACES: Final[dict[str, dict[str, Any]]] = {
    "channel": {},
    "thread": {"channel_id": events.THREAD},
    "direct message": events.in_direct(),
    "forum post": {
        "channel_id": "3010",
        "channel": {**events.thread(), "id": "3010", "parent_id": "3011"},
    },
    "group": {
        **events.in_direct(),
        "context": 2,
        "authorizing_integration_owners": {"1": events.READER},
    },
    "installed by the person alone": {"authorizing_integration_owners": {"1": events.READER}},
}
IN_SERVERS: Final = ("channel", "thread", "forum post")
SCOPES: Final = ("person", "channel", "tenant")


def _use(scope: str, brief: str, **place: Any) -> Any:
    options = [events.option("brief", 3, brief), events.option("for", 3, scope)]
    return events.command("brief", {"name": "use", "type": 1, "options": options}, **place)


async def permissions(library: Library) -> Found:
    """T2: who may do what is decided here, by the rights that Discord sends, for every place."""
    tried, wrong = 0, []
    for (role, bits), (name, place) in itertools.product(ROLES.items(), PLACES.items()):
        preferences = FakePreferences()
        kept = FakeClaims(), FakeMemory(), preferences, FakeFeedback(), FakeForgetting()
        there = {"member": {**events.member(), "permissions": str(bits)}, **place}
        manages = role in ("manager", "administrator") or name not in IN_SERVERS
        async with stage(Service(FakeBriefs(library), *kept)) as on:
            for scope in SCOPES:
                asked = _use(scope, library.briefs[0].id, **there)
                await on.discord.deliver(asked)
                refused = MANAGERS_ONLY in text_of(await on.discord.answer_to(asked))
                changed, may = bool(preferences.kept), manages or scope == "person"
                preferences.kept.clear()
                wrong += [(role, name, scope)] if (refused, changed) != (not may, may) else []
                tried += 1
            reads = manages and name in IN_SERVERS  # alone, nobody reads what others asked alone
            wrong += [(role, name, "questions")] if await _reads(on, there) != reads else []
            for asker in (events.READER, "9"):
                may = asker == events.READER or _moderates(role, name)
                wrong += [(role, name, "delete")] if await _deletes(on, asker, there) != may else []
            tried += 3
    done = f"{tried} tries: {len(ROLES)} roles, {len(PLACES)} places, 6 deeds each"
    return Found(done, f"{len(wrong)} decided wrongly", not wrong)


def _moderates(role: str, place: str) -> bool:
    return role in ("moderator", "administrator") and place not in ("direct message", "group")


async def _reads(on: Stage, there: dict[str, Any]) -> bool:
    asked = events.brief("questions", **there)
    await on.discord.deliver(asked)
    return MANAGERS_READ not in text_of(await on.discord.answer_to(asked))


async def _deletes(on: Stage, asker: str, there: dict[str, Any]) -> bool:
    shown = events.message("", author=events.user(events.BOT, bot=True))
    before = len(on.discord.deleted)
    pressed = events.press(shown, f"delete:{asker}", **there)
    await on.discord.deliver(pressed)
    await on.discord.answer_to(pressed)
    await on.settle()
    return len(on.discord.deleted) > before
