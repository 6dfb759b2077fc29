"""The page about Discord says what the bot really registers, asks for and shows."""

from tests.adapters.discord.documentation import PAGE, parts, read, registered
from tests.wire.discord_checks import command_faults


async def test_page_is_up_to_date() -> None:
    """Commands, permissions and pictures in docs/discord.md are what would be made now."""
    assert read(PAGE.read_text()) == await parts()


async def test_commands_are_valid() -> None:
    """Discord takes every command, by its own specification and the rules beside it."""
    assert command_faults(await registered()) == []
