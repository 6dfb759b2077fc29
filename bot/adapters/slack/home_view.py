"""The Home tab and its dialogue as Slack wants them; pure.

What states something of a statement is a card, rendered and locked like any other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.adapters.slack.buttons import Wish
from bot.adapters.slack.controls import Block, button, option, select
from bot.adapters.slack.marks import escape, literal, local_time
from bot.adapters.slack.render import blocks_of, readable_blocks
from bot.core import wording_slack as wording
from bot.core.card import Card, Deed, words
from bot.core.library import Library
from bot.core.lock import sealed
from bot.core.preference import Preference, Scope
from bot.core.schedule import ScheduleState
from bot.core.wording import list_card
from bot.core.wording_briefs import choices
from bot.core.wording_scheduling import LABELS, Kept
from bot.core.wording_times import rule

BLOCKS: Final = 100
LISTED: Final = 20  # statements, schedules and channels each
SET_UP: Final = "set_up_channel"
NEW: Final = "new_schedule"
# The parts of the dialogue, by which its answers are found.
CHANNEL, STATEMENT, FOLLOW, WHEN = "channel", "statement", "follow", "when"
AS_IS, ANY, ON, OFF = "as_is", "any", "on", "off"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the Home tab shows to one person; `open_questions` is None for who may not see them."""

    library: Library
    chosen: Sequence[Preference] = ()
    channels: Sequence[Preference] = ()
    followed: Sequence[str] = ()
    schedules: Sequence[Kept] = ()
    manages: bool = False
    knows_admins: bool = True
    reads: bool = True  # channels, in which a post can then be looked up
    open_questions: Card | None = None
    notices: Sequence[Card] = ()


def home(shown: Shown) -> dict[str, Any]:
    """Return the Home tab."""
    blocks = [
        *(block for notice in shown.notices for block in _card(notice, deeds=LABELS)),
        *_statements(shown),
        *_channels(shown),
        *_schedules(shown),
        *_open(shown),
    ]
    return {"type": "home", "blocks": blocks[:BLOCKS]}


def trouble() -> dict[str, Any]:
    """Return a Home tab that says that it cannot be shown."""
    return {"type": "home", "blocks": [_section(wording.HOME_TROUBLE)]}


def dialogue(library: Library) -> dict[str, Any]:
    """Return the dialogue that sets a channel up."""
    keep = _plain_option(wording.CHANNEL_AS_IS, AS_IS)
    statements = [keep, _plain_option(wording.HOME_BY_QUESTION, ANY), *_statement_options(library)]
    follow = [
        keep,
        _plain_option(wording.CHANNEL_ON, ON),
        _plain_option(wording.CHANNEL_OFF, OFF),
    ]
    which = {
        "type": "conversations_select",
        "action_id": CHANNEL,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    statement = {
        "type": "static_select", "action_id": STATEMENT, "options": statements,
        "initial_option": keep,
    }  # fmt: skip
    radio = {
        "type": "radio_buttons", "action_id": FOLLOW, "options": follow, "initial_option": keep,
    }  # fmt: skip
    return {
        "type": "modal",
        "callback_id": SET_UP,
        "title": _plain(wording.CHANNEL_TITLE),
        "submit": _plain(wording.SAVE),
        "close": _plain(wording.CANCEL),
        "blocks": [
            _input(CHANNEL, wording.CHANNEL_WHICH, which),
            _input(STATEMENT, wording.CHANNEL_STATEMENT, statement),
            _input(FOLLOW, wording.CHANNEL_FOLLOW, radio),
        ],
    }


def new_schedule(library: Library) -> dict[str, Any]:
    """Return the dialogue that proposes a scheduled summary."""
    none = _plain_option(wording.HOME_BY_QUESTION, ANY)
    statements = [*_statement_options(library)] or [none]
    which = {
        "type": "conversations_select",
        "action_id": CHANNEL,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    when = {
        "type": "plain_text_input", "action_id": WHEN, "max_length": 100,
        "placeholder": _plain(wording.SCHEDULE_HINT),
    }  # fmt: skip
    statement = {"type": "static_select", "action_id": STATEMENT, "options": statements}
    return {
        "type": "modal",
        "callback_id": NEW,
        "title": _plain(wording.SCHEDULE_TITLE),
        "submit": _plain(wording.PREVIEW),
        "close": _plain(wording.CANCEL),
        "blocks": [
            _input(CHANNEL, wording.CHANNEL_WHICH, which),
            _input(WHEN, wording.SCHEDULE_WHEN, when),
            _input(STATEMENT, wording.CHOOSE, statement),
        ],
    }


def answers(view: dict[str, Any]) -> dict[str, str]:
    """Return what was filled in, by part."""
    values = view["state"]["values"]
    filled = {part: value[part] for part, value in values.items()}
    return {
        part: one.get("value")
        or one.get("selected_conversation")
        or (one.get("selected_option") or {}).get("value", "")
        for part, one in filled.items()
    }


def _statements(shown: Shown) -> Iterator[Block]:
    yield _header(wording.HOME_STATEMENTS)
    listed = list_card(Library(shown.library.briefs[:LISTED]))
    yield from _card(replace(listed, headline=(words(wording.HOME_LISTED),), choices=()))
    yield from _use(shown, Scope.PERSON, wording.HOME_FOR_YOU)
    if shown.manages:
        yield from _use(shown, Scope.TENANT, wording.HOME_EVERYWHERE)


def _use(shown: Shown, scope: Scope, told: str) -> Iterator[Block]:
    """Yield a list to choose a statement from, with the one in use."""
    free = option(wording.HOME_BY_QUESTION, Wish("use", text=ANY, option=scope.value))
    found = [
        (one.handle, option(one.label.text, Wish("use", text=one.handle, option=scope.value)))
        for one in choices(shown.library, Deed.USE)
    ]
    used = next((one.brief for one in shown.chosen if one.scope is scope), "")
    brief = shown.library.get(used)
    handles = {one.handle for one in choices([brief] if brief else [], Deed.USE)}
    current = next((shown for handle, shown in found if handle in handles), free)
    options = [one for one in (free, *(shown for _, shown in found)) if one]
    yield {
        **_section(told),
        "block_id": f"use_{scope.value}",
        "accessory": select(f"use_{scope.value}", wording.CHOOSE, options, initial_option=current),
    }


def _channels(shown: Shown) -> Iterator[Block]:
    titles = {brief.id: brief.title for brief in shown.library}
    lines = [
        f"<#{one.subject}>: {literal(titles[one.brief])}"
        for one in shown.channels[:LISTED]
        if one.brief in titles and _is_id(one.subject)
    ]
    followed = ", ".join(f"<#{one}>" for one in shown.followed[:LISTED] if _is_id(one))
    if lines:
        yield _header(wording.HOME_CHANNELS)
        yield _marked("\n".join(lines))
    if followed:
        yield _marked(f"{literal(wording.HOME_FOLLOWED)}{followed}")
    if shown.manages:
        set_up = button(SET_UP, wording.HOME_CHANNEL, Wish(SET_UP))
        yield {"type": "actions", "block_id": SET_UP, "elements": [set_up]}
        if not shown.reads:
            yield {"type": "context", "elements": [_text(wording.HOME_READS_NOTHING)]}
    elif not shown.knows_admins:
        yield {"type": "context", "elements": [_text(wording.HOME_NOT_SET_UP)]}


def _schedules(shown: Shown) -> Iterator[Block]:
    yield _header(wording.HOME_SCHEDULES)
    if not shown.schedules:
        yield _section(wording.HOME_NO_SCHEDULES)
    for at, one in enumerate(shown.schedules[:LISTED]):
        wish = Wish("schedule_show", handle=one.due.schedule.id)
        opened = button(f"schedule_{at}", wording.HOME_OPEN_ONE, wish)
        yield {**_marked(_schedule(one)), **({"accessory": opened} if opened else {})}
    if shown.manages:
        new = button(NEW, wording.HOME_NEW, Wish(NEW))
        yield {"type": "actions", "block_id": NEW, "elements": [new]}


def _schedule(one: Kept) -> str:
    """Return a schedule with its next run, in the reader's own zone."""
    kept, state = one.due.schedule, one.due.state
    where = f"<#{kept.channel}>" if _is_id(kept.channel) else literal(kept.channel)
    told = literal(" · ".join(filter(None, (one.title, rule(kept)))))
    if state is not ScheduleState.ACTIVE:
        return f"{where}: {told} · {state.value}"
    return f"{where}: {told} · {wording.HOME_NEXT} {local_time(one.due.slot, kept.zone)}"


def _open(shown: Shown) -> Iterator[Block]:
    if shown.open_questions:
        yield _header(wording.HOME_OPEN)
        yield from _card(shown.open_questions)


def _card(card: Card, *, deeds: Iterable[Deed] = ()) -> list[Block]:
    """Return a card as blocks of the Home tab, checked like any message."""
    kept = tuple(deed for deed in card.deeds if deed in deeds)
    return sealed(replace(card, prompts=(), deeds=kept, choices=()), blocks_of, readable_blocks)


def _statement_options(library: Library) -> Iterable[Block]:
    return [_plain_option(one.label.text, one.handle) for one in choices(library, Deed.USE)]


def _plain_option(label: str, value: str) -> Block:
    return {"text": _plain(label), "value": value}


def _input(part: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": part, "label": _plain(label), "element": element}


def _header(text: str) -> Block:
    return {"type": "header", "text": _plain(text)}


def _section(text: str) -> Block:
    return {"type": "section", "text": _text(text)}


def _marked(mrkdwn: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn[:3000], "verbatim": True}}


def _text(text: str) -> Block:
    return {"type": "mrkdwn", "text": literal(text), "verbatim": True}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": escape(text), "emoji": False}


def _is_id(text: str) -> bool:
    """Say whether a text is a channel's id, so that it may stand in a link to the channel."""
    return text.isascii() and text.isalnum() and text[:1] in ("C", "G")
