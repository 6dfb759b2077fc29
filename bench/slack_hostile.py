# ruff: noqa: INP001, RUF001 - beside the script that uses it; letters that look like others
"""Trials of Slack: texts, addresses and requests made to deceive."""

import time
from collections import Counter
from dataclasses import replace
from typing import Any, Final

import aiohttp
from yarl import URL

from bench.slack_setup import ASKED, CLIENT, LIBRARY, Found, Setup, chance, message
from bot.adapters.slack.marks import link
from bot.adapters.slack.render import readable
from bot.core.card import Card, Role
from bot.core.wording import help_card
from tests.adapters.slack.conftest import ANSWER
from tests.adapters.slack.fakes import FakeService
from tests.adapters.slack.installs import ATTACKS, STOLEN, Browser
from tests.clocks import FakeClock
from tests.wire import slack_events as events
from tests.wire.fake_slack import refused
from tests.wire.slack_http import body_of, signature
from tests.wire.slack_malformed import malformed

TEXTS: Final = (
    "<!channel>", "<!here>", "<!everyone>", "<!subteam^S1>", "<@U1>", "<#C1>", "@everyone",
    "<https://evil.example|gov.uk>", "<mailto:a@b.c|x>", "&lt;!channel&gt;", "&amp;lt;!here&gt;",
    "＜!channel＞", "<\u200b!channel>", "<!date^1^{date}|x>", ">quote", "*bold*", "`code`",
    "```x```", ":boom:", "\u202eslo", "<!channel", "!channel>", "[x](http://evil.example)",
)  # fmt: skip
HOSTS: Final = (
    "gov.uk", "evil.example", "gov.uk.evil.example", "xn--gv-fka.example", "gov\u2024uk", "1.2.3.4",
)  # fmt: skip
FORMS: Final = (
    "https://{0}/", "http://user@{0}/", "https://gov.uk@{0}/", "javascript:alert('{0}')",
    "data:text/html,{0}", "https://{0}/|gov.uk", "https://{0}./", "https://{0}/>x<", "//{0}/",
    "https://\u202e{0}/", "HTTPS://{0}:443/", "https://{0}/a b", "ftp://{0}/", "https://{0}/%0a",
    "https:{0}", "https://[::1]/{0}",
)  # fmt: skip
CONTROLS: Final = tuple(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xAD, 0xFEFF, 0xE0041, 0xE007F))
)
ZERO_WIDTH: Final = "\u200b"  # ours as well, between signs that Slack would make something of
RESPONSES: Final = (
    "169.254.169.254", "[::1]", "2130706433", "hooks.slack.com.evil.example", "localhost",
    "slack.com.", "hooks.slack.com@evil.example", "evil.example#.slack.com",
    "evil.example\\.slack.com", "hooks-slack.com",
)  # fmt: skip


def _hostile() -> str:
    """Return a text full of what Slack could take for more than words."""
    return " ".join(chance.choice(TEXTS) for _ in range(3))


async def injection(setup: Setup) -> Found:
    """Ask and check hostile texts, and let a card hold them."""
    async with setup.bot():
        for number in range(500):
            text = _hostile()
            await setup.slack.send(events.slash(text, trigger_id=f"s{number}"))
            said = {**message(number)["event"], "text": f"{ASKED} {text}"}
            await setup.slack.send(events.callback(said, event_id=f"Ev{number}"))
            await setup.slack.send(events.shortcut(f"500 arrests {text}", trigger_id=f"c{number}"))
        await setup.slack.wait(lambda: len(setup.posts()) >= 500)  # noqa: PLR2004
    service = FakeService(ANSWER)
    async with setup.bot(service=service):
        for number in range(500):
            service.card = _evil()
            await setup.slack.send(events.slash("x", trigger_id=f"b{number}"))
    sent, wrong = len(setup.slack.calls) + len(setup.slack.acks), len(setup.slack.faults)
    return Found(f"{sent} messages, {wrong} with a live mention, link or mark", not wrong)


def _evil() -> Card:
    """Return a card whose own words are hostile."""
    evil = replace(ANSWER.headline[0], text=_hostile(), evidence="")
    card = replace(help_card(LIBRARY), headline=(evil,), source=None)
    return replace(card, notes=((replace(evil, role=Role.ASKED),),))


async def addresses(_setup: Setup) -> Found:
    """Make links of addresses that pretend to be another."""
    shown = [link(chance.choice(FORMS).format(chance.choice(HOSTS))) for _ in range(300)]
    made = [one for one in shown if one]
    wrong = [one for one in made if not _honest(one)]
    return Found(
        f"{len(made)} links, {len(wrong)} whose label is not the host that opens", not wrong
    )


def _honest(shown: str) -> bool:
    """Say whether a link opens what its label says, and holds no second one."""
    target, _, label = shown.removeprefix("<").removesuffix(">").rpartition("|")
    alone = shown.count("<") == shown.count(">") == 1
    web = target.lower().startswith(("https://", "http://"))
    return alone and web and "@" not in target.split("/")[2] and label == URL(target).raw_host


async def other_signs(setup: Setup) -> Found:
    """Ask with control signs, tags and letters of other scripts in between."""
    shown = 0
    async with setup.bot():
        for number in range(400):
            word = "".join(f"{one}{chance.choice((*CONTROLS, ZERO_WIDTH))}" for one in "arrests")
            asked = word.replace("a", chance.choice(("a", "а")))
            ack = await setup.slack.send(
                events.slash(f"how many {asked}?", trigger_id=f"u{number}")
            )
            text = "\n".join(readable(ack["payload"]))
            shown += any(sign in text for sign in CONTROLS)
    return Found(f"{shown} shown with a control sign", not shown)


async def signatures(setup: Setup) -> Found:
    """Send odd signatures, times and bodies."""
    statuses, service = Counter[int](), FakeService(ANSWER)
    async with setup.bot(http=True, service=service) as (bot, _), setup.served(bot) as (sender, _):
        for number in range(2000):
            kind, right = body_of(chance.choice((events.slash, events.mention))())
            noise = bytes(chance.randrange(256) for _ in range(50))
            body = chance.choice((right, right[:-1], b"{" * 5000, b"", noise))
            heads = chance.choice(_odd_heads(body, number))
            statuses[(await sender.raw(body, kind=kind, **heads)).status] += 1
    runs = len(service.requests)
    return Found(f"{dict(statuses)}, {runs} handlers run", set(statuses) == {401} and not runs)


def _odd_heads(body: bytes, number: int) -> tuple[dict[str, str | None], ...]:
    sent = str(int(time.time()))
    odd = "".join(chr(chance.choice((0x21, 0x7E, 0xE9, 0x30, 0x661))) for _ in range(number % 70))
    signed, at = "X-Slack-Signature", "X-Slack-Request-Timestamp"
    return (
        {signed: odd}, {at: odd}, {signed: None}, {at: None}, {signed: f"v0={odd}"},
        {at: str(int(sent) - 400)}, {signed: signature(body + b"x", sent)},
        {signed: signature(body, sent, "another")},
    )  # fmt: skip


async def requests(setup: Setup) -> Found:
    """Send requests that are not as Slack sends them, as the bytes on the wire."""
    statuses, service, wrong = Counter[int](), FakeService(ANSWER), 0
    async with setup.bot(http=True, service=service) as (bot, _), setup.served(bot) as (sender, _):
        for one in malformed(int(time.time())):
            status = await sender.wire(one.wire(int(time.time())))
            statuses[status] += 1
            wrong += status != one.status
    runs = len(service.requests)
    result = f"{dict(sorted(statuses.items()))}, {wrong} otherwise than meant, {runs} handlers run"
    return Found(result, not wrong and not runs)


async def installations(setup: Setup) -> Found:
    """Come back from Slack with what is forged, missing, used, old, foreign or a script."""
    clock = FakeClock()
    setup = replace(setup, clock=clock)  # type: ignore[arg-type]  # it is moved by hand
    statuses, shown = Counter[int](), 0
    async with (
        setup.bot(many=True) as (bot, store),
        setup.served(bot) as (_, base),
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
    ):
        for attack in ATTACKS:
            browsers = Browser(session, base), Browser(session, base)
            query = await attack.prepare(setup.slack, *browsers, clock)
            status, page = await browsers[0].come_back(**query)
            statuses[status] += 1
            shown += any(value and value in page for value in query.values())
        kept = store.slack_installations(CLIENT["client_id"])
        installed = await kept.find(None, STOLEN) is not None
    result = f"{len(ATTACKS)} attacks, {int(installed)} installations, {shown} shown"
    return Found(result, not installed and not shown)


async def responses(setup: Setup) -> Found:
    """Press buttons whose response addresses are not Slack's."""
    service = FakeService(ANSWER)
    async with setup.bot(service=service):
        setup.slack.fault("chat.postEphemeral", *[refused("channel_not_found")] * 100)
        for number in range(100):
            await setup.slack.send(_pressed(number))
        await setup.slack.posted(100, "chat.postEphemeral")
    made = len(setup.slack.called("response_url"))
    result = f"{len(service.requests)} pressed, {made} requests to such an address"
    return Found(result, not made)


def _pressed(number: int) -> dict[str, Any]:
    url = f"{chance.choice(('https', 'http', 'HTTPS', 'file'))}://{chance.choice(RESPONSES)}/x"
    press = events.press(ephemeral=True, trigger_id=f"h{number}", action_ts=f"1.{number}")
    return {**press, "response_url": url}
