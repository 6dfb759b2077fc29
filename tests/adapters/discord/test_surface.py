"""What Discord is told of the bot: commands, rights, and the meaning of every error."""

from urllib.parse import parse_qs, urlsplit

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.adapters.discord import invite_link
from bot.adapters.discord.answering import Desk
from bot.adapters.discord.client import BriefingClient
from bot.adapters.discord.commands import declared
from bot.adapters.discord.errors import _MEANINGS, look_up_error, posting_error
from bot.errors import LookUpImpossible, PostDelayed, PostRefused, PostUncertain
from tests.adapters.discord.conftest import FakeService
from tests.clocks import FakeClock
from tests.wire.discord_checks import command_faults

# Not raised by anything that the bot does: voice, checks it does not use, own transformers.
UNUSED = {
    "FFmpegProcessError", "OggError", "OpusError", "OpusNotLoaded", "BotMissingPermissions", "CheckFailure",
    "CommandAlreadyRegistered", "CommandInvokeError", "CommandLimitReached", "CommandNotFound",
    "CommandOnCooldown", "CommandSignatureMismatch", "MissingAnyRole", "MissingPermissions",
    "MissingRole", "NoPrivateMessage", "TransformerError", "TranslationError",
}  # fmt: skip


def subclasses(kind: type) -> set[type]:
    """Return a class and all below it."""
    return {kind}.union(*(subclasses(one) for one in kind.__subclasses__()))


def test_every_error_of_the_library_is_decided() -> None:
    """The library has no exception that has neither a meaning here nor a reason to have none."""
    found = {kind.__name__ for kind in subclasses(discord.DiscordException)
             if kind.__module__.startswith("discord")}  # fmt: skip
    decided = {kind.__name__ for kind in _MEANINGS if kind.__module__.startswith("discord")}

    assert found == decided | UNUSED
    assert not decided & UNUSED


class Response:
    """As much of an HTTP response as an exception reads."""

    def __init__(self, status: int, headers: dict[str, str] | None = None) -> None:
        self.status = status
        self.reason = ""
        self.headers = headers or {}


def http(status: int, kind: type[discord.HTTPException] = discord.HTTPException) -> Exception:
    """Return the library's exception for a status."""
    return kind(Response(status), {"code": 0, "message": "x"})  # type: ignore[arg-type]


POSTING = [
    (http(400), PostRefused),
    (http(401), PostRefused),
    (http(403, discord.Forbidden), PostRefused),
    (http(404, discord.NotFound), PostRefused),
    (http(429), PostDelayed),
    (http(500, discord.DiscordServerError), PostUncertain),
    (http(503, discord.DiscordServerError), PostUncertain),
    (discord.RateLimited(40), PostDelayed),
    (discord.GatewayNotFound(), PostUncertain),
    (discord.InvalidData(), PostUncertain),
    (discord.ClientException(), PostRefused),
    (aiohttp.ServerDisconnectedError(), PostUncertain),
    (aiohttp.ConnectionTimeoutError(), PostDelayed),
    (aiohttp.ClientOSError(), PostUncertain),
    (TimeoutError(), PostUncertain),
    (RuntimeError(), PostUncertain),
    (ValueError(), PostUncertain),
]


@pytest.mark.parametrize(("error", "kind"), POSTING)
def test_meaning_for_a_post(error: Exception, kind: type[Exception]) -> None:
    """An exception is a no only where Discord said no, or nothing was sent."""
    assert type(posting_error(error)) is kind


@pytest.mark.parametrize(
    ("error", "kind"),
    [(http(403, discord.Forbidden), LookUpImpossible), (http(503), PostDelayed),
     (discord.RateLimited(40), PostDelayed), (aiohttp.ClientOSError(), PostDelayed)],
)  # fmt: skip
def test_meaning_for_a_look(error: Exception, kind: type[Exception]) -> None:
    """A look is impossible only where Discord refuses it."""
    assert type(look_up_error(error)) is kind


async def test_commands() -> None:
    """Discord takes the commands: /ask with its options, the group /brief, and the menu."""
    client = BriefingClient(Desk(FakeService(), FakeClock()), clock=FakeClock())
    commands = declared(client._tree)

    assert command_faults(commands) == []
    assert [(command["name"], command["type"]) for command in commands] == [
        ("ask", 1), ("brief", 1), ("schedule", 1), ("Check against the brief", 3),
    ]  # fmt: skip
    ask, brief, schedule, check = commands
    assert [(o["name"], o["required"], bool(o.get("autocomplete")), o.get("max_length"))
            for o in ask["options"]] == [
        ("question", True, True, 500), ("brief", False, True, 100), ("private", False, False, None),
    ]  # fmt: skip
    assert [option["name"] for option in brief["options"]] == [
        "list", "summary", "use", "about", "help", "questions",
    ]  # fmt: skip
    everywhere = ([0, 1, 2], [0, 1])
    assert [(one["contexts"], one["integration_types"]) for one in (ask, brief, check)] == [
        everywhere
    ] * 3
    assert (schedule["contexts"], schedule["integration_types"]) == ([0], [0])
    assert schedule["default_member_permissions"] == 1 << 5
    assert "options" not in check


async def test_intents() -> None:
    """No privileged intent is asked for, and no more than the surfaces need."""
    client = BriefingClient(Desk(FakeService(), FakeClock()), clock=FakeClock())

    asked = {name for name, wanted in client.intents if wanted}

    assert asked == {"guilds", "guild_messages", "dm_messages"}
    assert not {"members", "presences", "message_content"} & asked
    assert client.allowed_mentions is not None
    assert client.allowed_mentions.to_dict() == {"parse": []}


def test_invitation() -> None:
    """The invitation asks for four rights: see, write, write in threads, read the history."""
    query = parse_qs(urlsplit(invite_link(1001)).query)

    assert query["client_id"] == ["1001"]
    assert query["scope"] == ["bot applications.commands"]
    assert {name for name, given in discord.Permissions(int(query["permissions"][0])) if given} == {
        "read_messages",
        "send_messages",
        "send_messages_in_threads",
        "read_message_history",
    }


def test_stale_commands_are_known() -> None:
    """The library says by these two that Discord shows a command of an older version."""
    assert issubclass(app_commands.CommandNotFound, app_commands.AppCommandError)
    assert issubclass(app_commands.CommandSignatureMismatch, app_commands.AppCommandError)
