"""What a pressed button, a chosen entry or a filled form does."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

import structlog
from discord import ui

from bot.adapters.discord import sending
from bot.adapters.discord.answering import INTERACTION_PATIENCE, Desk
from bot.adapters.discord.buttons import DELETE, LIST, MORE, SHARE, Press, deed_id, meaning
from bot.adapters.discord.commands import QUESTION_LIMIT
from bot.adapters.discord.errors import is_done, posting_error
from bot.adapters.discord.incoming import (
    Interaction,
    Said,
    from_interaction,
    is_private,
    may_moderate,
)
from bot.adapters.discord.shown import question_of
from bot.core.card import Card, Deed
from bot.core.wording_discord import (
    MORE_LABEL,
    MORE_TITLE,
    as_asked,
    not_deleted,
    not_shared,
    not_yours,
    outdated,
    question_lost,
    shared_before,
)
from bot.errors import PostDelayed, PostFailed, PostRefused

# What is for the presser alone, wherever the button stands.
_ALONE: Final = frozenset(Deed) - {Deed.ASK_IN}
# What needs the words of the question.
_WORDED: Final = frozenset({Deed.NOT_ASKED, Deed.VOTE, Deed.ASK_IN})

log = structlog.get_logger()


async def press(desk: Desk, interaction: Interaction) -> None:
    """Answer a press on a button or the choice of an entry."""
    pressed = meaning(_pressed_id(interaction))
    if pressed is None:
        await desk.tell(interaction, outdated())
    else:
        await _SPECIAL.get(pressed.deed, _ask)(desk, interaction, pressed)


async def submit(desk: Desk, interaction: Interaction) -> None:
    """Answer a question that was typed into a form."""
    data: Any = interaction.data or {}
    form = meaning(data.get("custom_id", ""))
    if form is None or form.deed != MORE:
        await desk.tell(interaction, outdated())
        return
    private = is_private(interaction)
    said = Said("ask", text=_typed(data.get("components", ())), brief=form.handle, private=private)
    await desk.take(interaction, said, private=private)


def form(handle: str) -> ui.Modal:
    """Return the form that takes a further question about a statement."""
    question: ui.TextInput[ui.Modal] = ui.TextInput(max_length=QUESTION_LIMIT, custom_id="question")
    modal = ui.Modal(title=MORE_TITLE, custom_id=deed_id(MORE, handle), timeout=None)
    modal.add_item(ui.Label(text=MORE_LABEL, component=question))
    modal.stop()  # or the library would keep it; it is recognised by its id
    return modal


async def _ask(desk: Desk, interaction: Interaction, pressed: Press) -> None:
    """Answer what a button asks of the inside."""
    private = is_private(interaction)
    question = pressed.text
    if pressed.deed in _WORDED:
        question = await question_of(interaction)
    if pressed.deed == Deed.ASK_IN and not question:
        await desk.tell(interaction, question_lost())
        return
    said = replace(_said(pressed), text=question or _said(pressed).text, private=private)
    alone = private or pressed.deed in _ALONE
    if pressed.deed == Deed.VOTE:
        await _vote(desk, interaction, said)
    else:
        await desk.take(interaction, said, private=alone)


def _said(pressed: Press) -> Said:
    """Return what a button asks, apart from the question it belongs to."""
    if pressed.deed == Deed.ASK_IN:
        return Said("ask", brief=pressed.handle)
    if pressed.deed == Deed.USE:
        return Said("use", text=pressed.handle)
    if pressed.deed == "about":
        return Said("about", brief=pressed.handle)
    return Said(pressed.deed, handle=pressed.handle, option=pressed.option)


async def _vote(desk: Desk, interaction: Interaction, said: Said) -> None:
    """Thank for a vote; the question goes along, for whoever then says it was not meant so."""
    card = await desk.card_for(from_interaction(interaction, said))
    if card:
        shown = as_asked(card, said.text) if said.text and card.deeds else card
        await desk.tell(interaction, shown)


async def _more(desk: Desk, interaction: Interaction, pressed: Press) -> None:
    """Open the form for a further question."""

    async def show() -> None:
        await interaction.response.send_modal(form(pressed.handle))

    await desk.deliver(show, INTERACTION_PATIENCE, str(interaction.id))


async def _share(desk: Desk, interaction: Interaction, pressed: Press) -> None:
    """Show a private answer to all, made anew: what has changed since is not shown to all."""
    question = await question_of(interaction)
    if not question:
        await desk.tell(interaction, question_lost())
        return
    said = Said("ask", text=question, brief=pressed.handle, private=True)
    if pressed.option == "show":
        said = Said("show", handle=pressed.handle, private=True)
    card = await desk.card_for(from_interaction(interaction, said))
    if card and card.handle == pressed.handle:
        await _show_to_all(desk, interaction, card)
    elif card:
        await desk.tell(interaction, not_shared(card))


async def _show_to_all(desk: Desk, interaction: Interaction, card: Card) -> None:
    """Show an answer to all once, however often or fast it is pressed."""
    answer = interaction.message.id if interaction.message else 0
    if not desk.shares.begin(answer):
        await desk.tell(interaction, shared_before())
        return
    send = partial(sending.respond, interaction, card, private=False)
    failure = await desk.deliver(send, INTERACTION_PATIENCE, str(interaction.id))
    if isinstance(failure, PostRefused | PostDelayed):
        desk.shares.take_back(answer)


async def _delete(desk: Desk, interaction: Interaction, pressed: Press) -> None:
    """Delete an answer, for who asked it and for moderators."""
    theirs = pressed.option == str(interaction.user.id) or may_moderate(interaction.permissions)
    if not theirs:
        await desk.tell(interaction, not_yours())
        return
    about = str(interaction.id)

    async def defer() -> None:
        await interaction.response.defer()

    if await desk.deliver(defer, INTERACTION_PATIENCE, about) is None:
        failed = await _deleted(interaction)
        if failed:
            log.warning("answer_not_deleted", platform="discord", reason=str(failed))
            told: Callable[[], Awaitable[None]] = partial(sending.add, interaction, not_deleted())
            await desk.deliver(told, INTERACTION_PATIENCE, about)


async def _deleted(interaction: Interaction) -> PostFailed | None:
    """Delete the message that a button stands on; one that is gone is deleted."""
    try:
        await interaction.delete_original_response()
    except Exception as error:  # noqa: BLE001 - becomes ours, and is told
        return None if is_done(error) else posting_error(error)
    return None


_SPECIAL: Final[Mapping[str, Callable[[Desk, Interaction, Press], Awaitable[None]]]] = {
    MORE: _more,
    SHARE: _share,
    DELETE: _delete,
}


def _pressed_id(interaction: Interaction) -> str:
    """Return the id of a button, or of the entry that was chosen from a list."""
    data: Any = interaction.data or {}
    custom_id = str(data.get("custom_id", ""))
    if custom_id.startswith(LIST):
        return str(next(iter(data.get("values", ())), ""))
    return custom_id


def _typed(components: Any) -> str:
    """Return what was typed into a form, however deep its field stands."""
    for component in components:
        inner = component.get("component")
        typed = component.get("value") or _typed(component.get("components", ()))
        typed = typed or (_typed((inner,)) if inner else "")
        if typed:
            return str(typed)
    return ""
