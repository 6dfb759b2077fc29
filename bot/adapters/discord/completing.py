"""What is offered while a command is typed: questions that have an answer, and statements."""

from discord import app_commands

from bot.adapters.discord.answering import Answers
from bot.adapters.discord.buttons import deed_id
from bot.adapters.discord.handling import Choices
from bot.adapters.discord.incoming import Interaction, Said, from_interaction
from bot.core.brief import Brief
from bot.core.handles import handle_of
from bot.core.library import Library
from bot.core.preference import preferred
from bot.core.suggesting import suggest, suggest_briefs
from bot.core.using import briefs_named
from bot.core.wording_discord import ANY_BRIEF, CHOICE_LIMIT, brief_choice, suggestion
from bot.core.wording_scheduling import choice_label

_MOST = 25


async def questions(answers: Answers, interaction: Interaction, typed: str) -> Choices:
    """Return the questions that what was typed may become; each stands for its fact."""
    library = answers.library()
    briefs = await _meant(answers, interaction, library)
    several = len(briefs) > 1
    return [
        app_commands.Choice(
            name=suggestion(one, with_title=several), value=deed_id("show", one.handle)
        )
        for one in suggest(typed, briefs, most=_MOST)
    ]


def briefs(answers: Answers, typed: str, *, clearing: bool) -> Choices:
    """Return the statements that what was typed may name; `clearing` offers none in particular."""
    found = suggest_briefs(typed, answers.library().briefs, most=_MOST - clearing)
    listed = [app_commands.Choice(name=brief_choice(one), value=_name(one)) for one in found]
    cleared = [app_commands.Choice(name=ANY_BRIEF, value="any")] if clearing else []
    return [*listed, *cleared]


def _name(brief: Brief) -> str:
    """Return an id, or a handle where the id is longer than Discord takes."""
    return brief.id if len(brief.id) <= CHOICE_LIMIT else handle_of(brief)


async def schedules(answers: Answers, interaction: Interaction, typed: str) -> Choices:
    """Return the scheduled posts that what was typed may name, to those who may see them."""
    kept = await answers.schedules(from_interaction(interaction, Said("schedule_list")))
    labels = {one.due.schedule.id: choice_label(one) for one in kept}
    wanted = typed.casefold()
    fitting = [one for one in labels.items() if wanted in f"{one[0]} {one[1]}".casefold()]
    return [app_commands.Choice(name=label, value=name) for name, label in fitting[:_MOST]]


async def _meant(answers: Answers, interaction: Interaction, library: Library) -> tuple[Brief, ...]:
    """Return the briefs that the command names, or the one that the place uses, else all."""
    named = getattr(interaction.namespace, "brief", "") or ""
    found = briefs_named(named, library) if named else ()
    if found:
        return found
    used = library.get(preferred(await answers.chosen(from_interaction(interaction, Said("ask")))))
    return (used,) if used else library.briefs
