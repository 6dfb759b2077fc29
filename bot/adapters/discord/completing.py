"""What is offered while a command is typed: questions that have an answer, and statements."""

from typing import Protocol

from discord import app_commands

from bot.adapters.discord.buttons import deed_id
from bot.adapters.discord.incoming import Interaction, Said, from_interaction
from bot.core.brief import Brief
from bot.core.library import Library
from bot.core.preference import Preference, preferred
from bot.core.request import Request
from bot.core.suggesting import suggest, suggest_briefs
from bot.core.using import briefs_named
from bot.core.wording_discord import ANY_BRIEF, brief_choice, suggestion
from bot.core.wording_scheduling import Kept, choice_label

Choices = list[app_commands.Choice[str]]

_MOST = 25


class Shelf(Protocol):
    """What statements there are, and which of them a place uses."""

    def library(self) -> Library:
        """Return the briefs that are served."""

    async def chosen(self, request: Request) -> tuple[Preference, ...]:
        """Return what was chosen for a place and a person."""


class Book(Protocol):
    """Which posts are scheduled."""

    async def schedules(self, request: Request) -> tuple[Kept, ...]:
        """Return the scheduled posts of a place."""


async def questions(shelf: Shelf, interaction: Interaction, typed: str) -> Choices:
    """Return the questions that what was typed may become; each stands for its fact."""
    library = shelf.library()
    briefs = await _meant(shelf, interaction, library)
    several = len(briefs) > 1
    return [
        app_commands.Choice(
            name=suggestion(one, with_title=several), value=deed_id("show", one.handle)
        )
        for one in suggest(typed, briefs, most=_MOST)
    ]


def briefs(shelf: Shelf, typed: str, *, clearing: bool) -> Choices:
    """Return the statements that what was typed may name; `clearing` offers none in particular."""
    found = suggest_briefs(typed, shelf.library().briefs, most=_MOST - clearing)
    listed = [app_commands.Choice(name=brief_choice(one), value=one.id) for one in found]
    cleared = [app_commands.Choice(name=ANY_BRIEF, value="any")] if clearing else []
    return [*listed, *cleared]


async def schedules(book: Book, interaction: Interaction, typed: str) -> Choices:
    """Return the scheduled posts that what was typed may name, to those who may see them."""
    kept = await book.schedules(from_interaction(interaction, Said("schedule_list")))
    labels = {one.due.schedule.id: choice_label(one) for one in kept}
    wanted = typed.casefold()
    fitting = [one for one in labels.items() if wanted in f"{one[0]} {one[1]}".casefold()]
    return [app_commands.Choice(name=label, value=name) for name, label in fitting[:_MOST]]


async def _meant(shelf: Shelf, interaction: Interaction, library: Library) -> tuple[Brief, ...]:
    """Return the briefs that the command names, or the one that the place uses, else all."""
    named = getattr(interaction.namespace, "brief", "") or ""
    found = briefs_named(named, library) if named else ()
    if found:
        return found
    used = library.get(preferred(await shelf.chosen(from_interaction(interaction, Said("ask")))))
    return (used,) if used else library.briefs
