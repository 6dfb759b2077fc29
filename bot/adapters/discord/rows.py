"""What can be pressed below a card: next questions, statements to choose, what to do with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import discord
from discord import ui

from bot.adapters.discord.buttons import (
    LIST,
    MORE,
    about_id,
    choice_id,
    deed_id,
    delete_id,
    prompt_id,
    share_id,
    vote_id,
)
from bot.core.card import Card, Deed, Tone
from bot.core.text import squash, visible
from bot.core.wording_discord import (
    ABOUT_BUTTON,
    CHOICE_LISTS,
    CITE_BUTTON,
    DELETE_BUTTON,
    DOWN_BUTTON,
    MORE_BUTTON,
    NEXT_LIST,
    NOT_ASKED_BUTTON,
    SHARE_BUTTON,
    UP_BUTTON,
)
from bot.core.wording_scheduling import LABELS

LABEL_LIMIT: Final = 80
ENTRY_LIMIT: Final = 100
ROW: Final = 5  # buttons
ENTRIES: Final = 25
PROMPT_BUTTONS: Final = 4  # with "Ask more" they fill a row; more of them are a list
HANDLE_OF_BRIEF: Final = 9  # its letter and name, with which any handle of a fact begins

View = ui.LayoutView
_Button = ui.Button[View]
_Row = ui.ActionRow[View]


@dataclass(frozen=True, slots=True)
class Use:
    """What a message is for, beyond its card.

    `marker` is a post's; `asker` the id of the person who may delete it, 0 for none; `share` the
    command that made a private answer, empty where it is not to be shared.
    """

    marker: str = ""
    asker: int = 0
    share: str = ""


def rows(card: Card, use: Use) -> Iterator[_Row]:
    """Yield the rows below a card."""
    questions = dict(_questions(card))
    more = list(_more(card))
    if len(questions) > PROMPT_BUTTONS:
        yield _list("next", NEXT_LIST, questions)
        questions = {}
    yield from _chunks([*_buttons(questions), *more])
    for deed, placeholder in CHOICE_LISTS.items():
        chosen = [one for one in card.choices if one.deed is deed]
        labels = {choice_id(one): _shown(one.label.text) for one in chosen}
        labels = {value: label for value, label in labels.items() if 0 < len(label) <= ENTRY_LIMIT}
        if labels:
            yield _list(deed.value, placeholder, labels)
    yield from _chunks([*_deeds(card), *_for(card, use)])


def _questions(card: Card) -> Iterator[tuple[str, str]]:
    """Yield id and label of each next question that fits, one asked twice by its first label."""
    seen: set[str] = set()
    for prompt in card.prompts:
        custom_id, label = prompt_id(prompt), _shown(prompt.label)
        if custom_id and custom_id not in seen and 0 < len(label) <= LABEL_LIMIT:
            seen.add(custom_id)
            yield custom_id, label


def _more(card: Card) -> Iterator[_Button]:
    if card.handle and Deed.VOTE in card.deeds:
        yield _button(MORE_BUTTON, deed_id(MORE, card.handle), discord.ButtonStyle.primary)


def _deeds(card: Card) -> Iterator[_Button]:
    """Yield what may be done with an answer, as its card allows."""
    if not card.handle:
        return
    if Deed.CITE in card.deeds:
        yield _button(CITE_BUTTON, deed_id(Deed.CITE, card.handle))
    if Deed.NOT_ASKED in card.deeds:
        yield _button(NOT_ASKED_BUTTON, deed_id(Deed.NOT_ASKED, card.handle))
    yield from (
        _button(LABELS[one], deed_id(one, card.handle)) for one in card.deeds if one in LABELS
    )
    if Deed.VOTE in card.deeds:
        yield _button(UP_BUTTON, vote_id(card.handle, up=True))
        yield _button(DOWN_BUTTON, vote_id(card.handle, up=False))


def _for(card: Card, use: Use) -> Iterator[_Button]:
    """Yield what depends on where the message stands."""
    if use.marker:
        yield _button(ABOUT_BUTTON, about_id(use.marker, _brief_of(card)))
    if use.share and card.handle and card.asked and Deed.VOTE in card.deeds:
        yield _button(SHARE_BUTTON, share_id(use.share, card.handle), discord.ButtonStyle.primary)
    if use.asker and card.tone is not Tone.TROUBLE:
        yield _button(DELETE_BUTTON, delete_id(use.asker), discord.ButtonStyle.danger)


def _brief_of(card: Card) -> str:
    """Return the handle of the statement that a post is of, empty where it does not say."""
    handle = card.handle or next((one.handle for one in card.prompts), "")
    return f"_{handle[1:HANDLE_OF_BRIEF]}" if len(handle) >= HANDLE_OF_BRIEF else ""


def _shown(label: str) -> str:
    """Return a label as it is shown: no mark-up works there, but signs that are not seen would."""
    return squash(visible(label))


def _buttons(labels: dict[str, str]) -> Iterator[_Button]:
    for custom_id, label in labels.items():
        yield _button(label, custom_id)


def _button(
    label: str, custom_id: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary
) -> _Button:
    return ui.Button(label=label, custom_id=custom_id, style=style)


def _list(name: str, placeholder: str, labels: dict[str, str]) -> _Row:
    """Return a list to choose one entry from."""
    options = [
        discord.SelectOption(label=label, value=value)
        for value, label in islice(labels.items(), ENTRIES)
    ]
    chooser: ui.Select[View] = ui.Select(
        custom_id=LIST + name, placeholder=placeholder, options=options
    )
    return ui.ActionRow(chooser)


def _chunks(buttons: Iterable[_Button]) -> Iterator[_Row]:
    whole = list(buttons)
    for start in range(0, len(whole), ROW):
        yield ui.ActionRow(*whole[start : start + ROW])
