"""The commands that Discord shows, and telling Discord only when they changed."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import structlog
from discord import app_commands

from bot.adapters.discord.incoming import Interaction
from bot.core.wording_discord import ASK, ASK_PRIVATE, ASK_QUESTION, BRIEF, BRIEF_COMMANDS

QUESTION_LIMIT: Final = 500
EVERYWHERE: Final = app_commands.AppCommandContext(
    guild=True, dm_channel=True, private_channel=True
)
ANY_INSTALL: Final = app_commands.AppInstallationType(guild=True, user=True)
_FOR_THE_ASKER: Final = frozenset({"help"})

Answer = Callable[[Interaction, str, str, bool], Awaitable[None]]
Tree = app_commands.CommandTree[Any]

log = structlog.get_logger()


def register(tree: Tree, answer: Answer) -> None:
    """Add every command to the tree; `answer` takes the command, its text and if in private."""

    @tree.command(name="ask", description=ASK)
    @app_commands.describe(question=ASK_QUESTION, private=ASK_PRIVATE)
    async def ask(
        interaction: Interaction,
        question: app_commands.Range[str, 1, QUESTION_LIMIT],
        private: bool = False,  # noqa: FBT001, FBT002 - Discord's option, given by name
    ) -> None:
        await answer(interaction, "ask", question, private)

    group = app_commands.Group(name="brief", description=BRIEF)
    for name, description in BRIEF_COMMANDS.items():
        callback = _told(answer, name)
        group.add_command(
            app_commands.Command(name=name, description=description, callback=callback)
        )
    tree.add_command(group)


async def synchronise(tree: Tree) -> None:
    """Tell Discord the commands where they differ from what it has; a failure is only logged."""
    try:
        known = await tree.client.http.get_global_commands(tree.client.application_id or 0)
        changed = _as_compared(known) != _as_compared(declared(tree))
        if changed:
            await tree.sync()
    except Exception as error:  # noqa: BLE001 - the bot serves those that Discord has
        log.warning("commands_not_synchronised", platform="discord", error=type(error).__name__)
    else:
        log.info("commands_synchronised", platform="discord", changed=changed)


def declared(tree: Tree) -> list[dict[str, Any]]:
    """Return the commands as Discord gets them."""
    return [command.to_dict(tree) for command in tree.get_commands()]


def _told(answer: Answer, name: str) -> Callable[[Interaction], Any]:
    async def callback(interaction: Interaction) -> None:
        await answer(interaction, name, "", name in _FOR_THE_ASKER)

    return callback


def _as_compared(commands: Any) -> list[dict[str, Any]]:
    compared = [_command(command) for command in commands]
    return sorted(compared, key=lambda command: str(command["name"]))


def _command(command: Mapping[str, Any]) -> dict[str, Any]:
    """Return what matters of a command or option; absent and empty are the same."""
    parts = ("options", "choices")
    plain = ("name", "description", "required", "min_length", "max_length", "nsfw")
    found = {key: command.get(key) or None for key in plain}
    found["type"] = command.get("type", 1)
    found |= {key: [_command(part) for part in command.get(key) or ()] for key in parts}
    places = ("contexts", "integration_types")
    return found | {key: sorted(command.get(key) or ()) for key in places}
