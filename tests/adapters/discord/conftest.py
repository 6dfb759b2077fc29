import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest

from bot.adapters.discord import DiscordPlatform
from bot.core.card import Card, Deed, Passage, Prompt, Role, SourceLine, Span, Tone, words
from bot.core.library import Library
from bot.core.preference import Preference
from bot.core.request import Request
from bot.core.wording_scheduling import Kept
from tests.clocks import FakeClock
from tests.wire import redirect_discord
from tests.wire.fake_discord import LIMIT, TOKEN, FakeDiscord

SENTENCE = "This arrangement is worth up to 72.2 million euros in 2022 to 2023."
VALUE = Span(Role.VALUE, "up to €72.2 million", fact="worth", evidence=SENTENCE)
ANSWER = Card(
    tone=Tone.ANSWER,
    headline=(VALUE,),
    passages=(
        Passage(
            short=(VALUE,),
            quote=Span(Role.QUOTE, SENTENCE, fact="worth", evidence=SENTENCE),
            said_by=(words("says the publisher"),),
        ),
    ),
    source=SourceLine((Span(Role.SOURCE, "Joint statement · Home Office · 14 November"),)),
    prompts=(Prompt("How many arrests?", "how many arrests?"),),
)
HANDLE = "aRJb-G62IuiuhVUYj"
FULL = replace(
    ANSWER,
    asked=(words("You asked: "), Span(Role.ASKED, "“how *much*?”")),
    prompts=(Prompt("How many arrests?", "how many arrests?", "_RJb-G62IZ2vOv9cx"),),
    handle=HANDLE,
    deeds=(Deed.CITE, Deed.NOT_ASKED, Deed.VOTE),
)


@dataclass
class FakeService:
    """Answers every message once with the same card, and keeps the requests."""

    card: Card = ANSWER
    requests: list[Request] = field(default_factory=list)
    copies: list[Request] = field(default_factory=list)
    failing: bool = False
    served: Library = field(default_factory=Library)
    known_conversations: set[str] = field(default_factory=set)
    preferences: tuple[Preference, ...] = ()
    kept: tuple[Kept, ...] = ()
    forgotten: list[str] = field(default_factory=list)
    forgetting_fails: int = 0
    _known: set[str] = field(default_factory=set)

    async def respond(self, request: Request) -> Card | None:
        """Return the card, None for a copy."""
        if self.failing:
            raise RuntimeError
        copy = bool(self._known & set(request.keys))
        (self.copies if copy else self.requests).append(request)
        self._known |= set(request.keys)
        return None if copy else self.card

    async def knows(self, request: Request) -> bool:
        """Say whether a conversation is a known one."""
        return request.conversation in self.known_conversations

    async def chosen(self, request: Request) -> tuple[Preference, ...]:  # noqa: ARG002
        """Return what was chosen."""
        return self.preferences

    async def schedules(self, request: Request) -> tuple[Kept, ...]:
        """Return what is scheduled."""
        return self.kept if request.manages else ()

    async def forget(self, *, platform: str, tenant: str) -> bool:
        """Forget a server, unless the store is away."""
        if self.forgetting_fails:
            self.forgetting_fails -= 1
            return False
        self.forgotten.append(f"{platform}:{tenant}")
        return True

    def library(self) -> Library:
        """Return what is served."""
        return self.served


async def up(platform: DiscordPlatform) -> None:
    """Return when the platform has noticed that its link is up."""
    async with asyncio.timeout(LIMIT):
        while platform._client is None:  # noqa: ASYNC110 - the product tells nobody of it
            await asyncio.sleep(0)
        await platform._client.linked.wait()
        while getattr(platform._clock, "_sleepers", ()):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0)


async def down(platform: DiscordPlatform) -> None:
    """Return when the platform has noticed that its link is broken."""
    assert platform._client
    async with asyncio.timeout(LIMIT):
        await platform._client.broken.wait()


@pytest.fixture
def service() -> FakeService:
    """Return a service that answers with one card."""
    return FakeService()


@pytest.fixture
def clock() -> FakeClock:
    """Return a clock that stands still."""
    return FakeClock()


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    """Serve Discord on loopback; what is sent to it must be right."""
    async with FakeDiscord() as fake:
        redirect_discord.install(fake.rest_base)
        try:
            yield fake
        finally:
            redirect_discord.remove()


@pytest.fixture
async def bot(
    discord: FakeDiscord, service: FakeService, clock: FakeClock
) -> AsyncIterator[DiscordPlatform]:
    """Run the platform, connected."""
    platform = DiscordPlatform(service, token=TOKEN, clock=clock)
    running = asyncio.create_task(platform.run())
    linked = asyncio.create_task(discord.linked())
    await asyncio.wait((running, linked), return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        running.result()
    await discord.until(lambda: discord.commands)
    await up(platform)
    yield platform
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
