"""The commands that Discord shows, and telling Discord only when they changed."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import discord
import structlog
from discord import app_commands

from bot.adapters.discord.buttons import meaning
from bot.adapters.discord.handling import Brief, Handler
from bot.adapters.discord.incoming import Interaction, Said
from bot.adapters.discord.schedule_commands import schedule_group
from bot.adapters.discord.shown import text_of
from bot.core.preference import Scope
from bot.core.wording_discord import (
    ASK,
    ASK_BRIEF,
    ASK_PRIVATE,
    ASK_QUESTION,
    BRIEF,
    BRIEF_COMMANDS,
    BRIEF_WHICH,
    CHECK_MENU,
    USE_FOR,
    USE_SCOPES,
)

QUESTION_LIMIT: Final = 500
EVERYWHERE: Final = app_commands.AppCommandContext(
    guild=True, dm_channel=True, private_channel=True
)
ANY_INSTALL: Final = app_commands.AppInstallationType(guild=True, user=True)

Tree = app_commands.CommandTree[Any]

log = structlog.get_logger()


def register(tree: Tree, handler: Handler) -> None:
    """Add every command to the tree."""
    tree.add_command(_ask(handler))
    tree.add_command(_brief(handler))
    tree.add_command(_check(handler))
    tree.add_command(schedule_group(handler))


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


def _ask(handler: Handler) -> app_commands.Command[Any, ..., Any]:
    @app_commands.command(name="ask", description=ASK)
    @app_commands.describe(question=ASK_QUESTION, brief=ASK_BRIEF, private=ASK_PRIVATE)
    @app_commands.autocomplete(question=handler.complete_question, brief=handler.complete_brief)
    async def ask(
        interaction: Interaction,
        question: app_commands.Range[str, 1, QUESTION_LIMIT],
        brief: Brief = "",
        private: bool = False,  # noqa: FBT001, FBT002 - Discord's option, given by name
    ) -> None:
        await handler.on_command(interaction, _asked(question, brief, private=private))

    return ask


def _asked(question: str, brief: str, *, private: bool) -> Said:
    """Return a question as typed, or the fact whose question was chosen from the list."""
    chosen = meaning(question)
    if chosen and chosen.deed == "show":
        return Said("show", handle=chosen.handle, private=private)
    return Said("ask", text=question, brief=brief, private=private)


def _brief(handler: Handler) -> app_commands.Group:
    group = app_commands.Group(name="brief", description=BRIEF)
    makers: dict[str, Callable[[Handler, str], Callable[..., Awaitable[None]]]] = {
        "summary": _of_one,
        "about": _of_one,
        "use": _use,
    }
    for name, description in BRIEF_COMMANDS.items():
        callback = makers.get(name, _told)(handler, name)
        group.add_command(
            app_commands.Command(name=name, description=description, callback=callback)  # type: ignore[arg-type]  # the library's type holds no plain function
        )
    return group


def _told(handler: Handler, name: str) -> Callable[..., Awaitable[None]]:
    """Return a command without options; what is for the asker alone is told in private."""
    said = _PRIVATE.get(name, Said(name))

    async def callback(interaction: Interaction) -> None:
        await handler.on_command(interaction, said)

    return callback


_PRIVATE: Final = {
    "help": Said("help", private=True),
    "questions": Said("open_questions", private=True),
}


def _of_one(handler: Handler, name: str) -> Callable[..., Awaitable[None]]:
    @app_commands.describe(brief=BRIEF_WHICH, private=ASK_PRIVATE)
    @app_commands.autocomplete(brief=handler.complete_brief)
    async def callback(
        interaction: Interaction,
        brief: Brief = "",
        private: bool = False,  # noqa: FBT001, FBT002 - Discord's option, given by name
    ) -> None:
        await handler.on_command(interaction, Said(name, brief=brief, private=private))

    return callback


def _use(handler: Handler, name: str) -> Callable[..., Awaitable[None]]:
    scopes = [app_commands.Choice(name=USE_SCOPES[one], value=one.value) for one in USE_SCOPES]

    @app_commands.rename(scope="for")
    @app_commands.describe(brief=BRIEF_WHICH, scope=USE_FOR)
    @app_commands.choices(scope=scopes)
    @app_commands.autocomplete(brief=handler.complete_brief)
    async def callback(
        interaction: Interaction, brief: Brief = "", scope: str = Scope.PERSON.value
    ) -> None:
        await handler.on_command(interaction, Said(name, text=brief, option=scope, private=True))

    return callback


def _check(handler: Handler) -> app_commands.ContextMenu:
    async def check(interaction: Interaction, message: discord.Message) -> None:
        await handler.on_command(interaction, Said("check", text=text_of(message), private=True))

    return app_commands.ContextMenu(name=CHECK_MENU, callback=check)


def _as_compared(commands: Any) -> list[dict[str, Any]]:
    compared = [_command(command) for command in commands]
    return sorted(compared, key=lambda command: (command["type"], str(command["name"])))


def _command(command: Mapping[str, Any]) -> dict[str, Any]:
    """Return what matters of a command or option; absent and empty are the same."""
    parts = ("options", "choices")
    plain = ("name", "description", "required", "min_length", "max_length", "nsfw", "autocomplete",
             "default_member_permissions", "value")  # fmt: skip
    found = {key: command.get(key) or None for key in plain}
    found["default_member_permissions"] = str(found["default_member_permissions"] or "")
    found["type"] = command.get("type", 1)
    found |= {key: [_command(part) for part in command.get(key) or ()] for key in parts}
    places = ("contexts", "integration_types")
    return found | {key: sorted(command.get(key) or ()) for key in places}
