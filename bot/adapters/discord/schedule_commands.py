"""The commands for scheduled posts, shown to those who may manage the server."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import discord
from discord import app_commands

from bot.adapters.discord.buttons import meaning
from bot.adapters.discord.handling import Brief, Handler
from bot.adapters.discord.incoming import Interaction, Said
from bot.core.card import Deed
from bot.core.request import Wish
from bot.core.wording_discord import SCHEDULE, SCHEDULE_COMMANDS, SCHEDULE_OPTIONS
from bot.core.wording_scheduling import CONTENTS, MISSED, UNCHANGED

# Discord hides the commands from others; whether somebody may is decided inside in any case.
MANAGERS: Final = discord.Permissions(manage_guild=True)
IN_SERVERS: Final = app_commands.AppCommandContext(
    guild=True, dm_channel=False, private_channel=False
)
SERVER_INSTALL: Final = app_commands.AppInstallationType(guild=True, user=False)

_OF_ONE: Final[dict[str, str]] = {
    "show": Deed.SCHEDULE_SHOW,
    "test": Deed.SCHEDULE_TEST,
    "run": Deed.SCHEDULE_RUN,
    "pause": Deed.SCHEDULE_PAUSE,
    "resume": Deed.SCHEDULE_RESUME,
    "remove": Deed.SCHEDULE_REMOVE,
}
_NEW: Final = frozenset({"add", "preview"})


class Somewhere(app_commands.Transformer):
    """A channel or thread that messages can be written to; its id is enough."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Return the type of option that Discord shows."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Return the kinds of channel that Discord offers."""
        kinds = discord.ChannelType
        return [kinds.text, kinds.news, kinds.voice, kinds.stage_voice, kinds.public_thread,
                kinds.private_thread, kinds.news_thread]  # fmt: skip

    async def transform(self, _: Interaction, value: Any, /) -> str:
        """Return the channel's id; the channel itself may be one that the library does not know."""
        return str(value.id)


Channel = app_commands.Transform[str, Somewhere]
When = app_commands.Range[str, 1, 200]
Callback = Callable[..., Awaitable[None]]


def schedule_group(handler: Handler) -> app_commands.Group:
    """Return /schedule with its subcommands; each is answered to the asker alone."""
    group = app_commands.Group(
        name="schedule", description=SCHEDULE, default_permissions=MANAGERS,
        allowed_contexts=IN_SERVERS, allowed_installs=SERVER_INSTALL,
    )  # fmt: skip
    for name, description in SCHEDULE_COMMANDS.items():
        callback = _callback(handler, name)
        group.add_command(
            app_commands.Command(name=name, description=description, callback=callback)  # type: ignore[arg-type]  # the library's type holds no plain function
        )
    return group


def _callback(handler: Handler, name: str) -> Callback:
    if name in _NEW:
        return _new(handler)
    return _one(handler, _OF_ONE[name]) if name in _OF_ONE else _list(handler)


def _new(handler: Handler) -> Callback:
    @app_commands.describe(**{key: SCHEDULE_OPTIONS[key] for key in _WISHED})
    @app_commands.choices(
        content=_choices(CONTENTS), unchanged=_choices(UNCHANGED), missed=_choices(MISSED)
    )
    @app_commands.autocomplete(brief=handler.complete_brief, figure=handler.complete_question)
    async def callback(  # noqa: PLR0917 - Discord's options, given by name
        interaction: Interaction,
        when: When,
        brief: Brief = "",
        channel: Channel = "",
        content: str = "",
        unchanged: str = "",
        missed: str = "",
        figure: app_commands.Range[str, 1, 100] = "",
    ) -> None:
        chosen = meaning(figure)
        wish = Wish(when=when, brief=brief, channel=channel, content=content, unchanged=unchanged,
                    missed=missed, figure=chosen.handle if chosen else "")  # fmt: skip
        await handler.on_command(interaction, Said("schedule_preview", wish=wish, private=True))

    return callback


_WISHED: Final = ("when", "brief", "channel", "content", "unchanged", "missed", "figure")


def _one(handler: Handler, deed: str) -> Callback:
    @app_commands.describe(schedule=SCHEDULE_OPTIONS["schedule"])
    @app_commands.autocomplete(schedule=handler.complete_schedule)
    async def callback(interaction: Interaction, schedule: app_commands.Range[str, 1, 100]) -> None:
        await handler.on_command(interaction, Said(deed, handle=schedule, private=True))

    return callback


def _list(handler: Handler) -> Callback:
    async def callback(interaction: Interaction) -> None:
        await handler.on_command(interaction, Said("schedule_list", private=True))

    return callback


def _choices(labels: Mapping[Any, str]) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=label, value=one.value) for one, label in labels.items()]
