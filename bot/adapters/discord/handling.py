"""What the commands hand what was said to."""

from typing import Protocol

from discord import app_commands

from bot.adapters.discord.incoming import Interaction, Said

Choices = list[app_commands.Choice[str]]
Brief = app_commands.Range[str, 1, 100]


class Handler(Protocol):
    """What takes the commands."""

    async def on_command(self, interaction: Interaction, said: Said) -> None:
        """Answer a command."""

    async def complete_question(self, interaction: Interaction, typed: str) -> Choices:
        """Return the questions that what was typed may become."""

    async def complete_brief(self, interaction: Interaction, typed: str) -> Choices:
        """Return the statements that what was typed may name."""

    async def complete_schedule(self, interaction: Interaction, typed: str) -> Choices:
        """Return the scheduled posts that what was typed may name."""
