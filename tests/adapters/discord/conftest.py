import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.adapters.discord import DiscordPlatform
from bot.core.card import Card, Passage, Prompt, Role, SourceLine, Span, Tone, words
from bot.core.request import Request
from tests.clocks import FakeClock
from tests.wire import redirect_discord
from tests.wire.fake_discord import TOKEN, FakeDiscord

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


@dataclass
class FakeService:
    """Answers every message once with the same card, and keeps the requests."""

    card: Card = ANSWER
    requests: list[Request] = field(default_factory=list)
    copies: list[Request] = field(default_factory=list)
    failing: bool = False
    _known: set[str] = field(default_factory=set)

    async def respond(self, request: Request) -> Card | None:
        """Return the card, None for a copy."""
        if self.failing:
            raise RuntimeError
        copy = bool(self._known & set(request.keys))
        (self.copies if copy else self.requests).append(request)
        self._known |= set(request.keys)
        return None if copy else self.card


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
    yield platform
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
