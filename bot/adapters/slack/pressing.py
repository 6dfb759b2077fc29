"""What was pressed, chosen or picked from a message's menu, as a request and its place; pure."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.adapters.slack.buttons import KEEP, SHARE, Wish, wish_of
from bot.adapters.slack.incoming import Body, Incoming, Place, Workspace, keys, request_for
from bot.adapters.slack.marks import heard
from bot.core.wording_scheduling import LABELS

# What these answer is for whoever pressed, even where the button stands in front of all.
FOR_ONE: Final = frozenset({"cite", "not_asked", "vote", "use", *LABELS})
_LONGEST: Final = 12_000  # characters of a message to be checked


def from_action(body: Body, context: Body) -> Incoming | None:
    """Return a pressed button or a chosen entry; None for what is not ours."""
    action = body["actions"][0]
    wish = wish_of(action)
    if wish is None:
        return None
    box = body["container"]
    shared = wish.then == SHARE
    place = Place(
        box.get("channel_id") or body["channel"]["id"],
        body["user"]["id"],
        thread=_thread(body, wish),
        private=not shared and _for_one(body, wish),
        response_url=body.get("response_url") or "",
        workspace=Workspace.of(context),
        since=box["message_ts"],
    )
    request = request_for(
        place,
        _names(body, context, wish),
        command=wish.command,
        text=wish.text,
        handle=wish.handle,
        brief=wish.brief,
        option=wish.option,
        message=f"{place.channel}:{box['message_ts']}",
    )
    return Incoming(request, place, then=wish.then)


def from_shortcut(body: Body, context: Body) -> Incoming:
    """Return a message that somebody wants checked; they alone see the marks."""
    message, channel = body["message"], body["channel"]["id"]
    place = Place(
        channel,
        body["user"]["id"],
        thread=message.get("thread_ts") or "",
        private=True,
        response_url=body.get("response_url") or "",
        workspace=Workspace.of(context),
    )
    pressed = f"{channel}:{body.get('message_ts')}:{place.user}:{body.get('action_ts')}"
    names = keys(context, trigger=body.get("trigger_id"), action=pressed)
    return Incoming(request_for(place, names, command="check", text=_said(message)), place)


def _names(body: Body, context: Body, wish: Wish) -> tuple[str, ...]:
    """Return the names of a press; an answer is shared or kept once, however often it is asked."""
    box, action, user = body["container"], body["actions"][0], body["user"]["id"]
    channel = box.get("channel_id") or body["channel"]["id"]
    pressed = f"{channel}:{box['message_ts']}:{user}:{action['action_ts']}"
    if wish.then in (SHARE, KEEP):
        shown = f"{channel}:{box['message_ts']}:{user}"
        return keys(context, trigger=body.get("trigger_id"), shared=shown)
    return keys(context, trigger=body.get("trigger_id"), action=pressed)


def _for_one(body: Body, wish: Wish) -> bool:
    """Say whether only who pressed should see what comes: in a direct message all is for them."""
    box = body["container"]
    channel = str(box.get("channel_id") or body["channel"]["id"])
    kept = wish.command == "vote" or not channel.startswith("D")
    return bool(box.get("is_ephemeral") or (wish.command in FOR_ONE and kept))


def _thread(body: Body, wish: Wish) -> str:
    """Return the thread of the answer: its message's own, or the one that begins there."""
    box = body["container"]
    thread = box.get("thread_ts") or body.get("message", {}).get("thread_ts") or ""
    channel = box.get("channel_id") or body["channel"]["id"]
    alone = box.get("is_ephemeral") or wish.command in FOR_ONE or channel.startswith("D")
    return str(thread or ("" if alone else box["message_ts"]))


def _said(message: Mapping[str, Any]) -> str:
    """Return all that a message shows: its text, and what it has attached."""
    parts = [_shown(one) for one in (message, *(message.get("attachments") or ()))]
    return heard("\n".join(part for part in parts if part))[:_LONGEST]


def _shown(part: Mapping[str, Any]) -> str:
    """Return the text of a message or an attachment; many apps write into blocks alone."""
    blocks = "\n".join(_texts(part.get("blocks") or ()))
    return str(part.get("text") or blocks or part.get("fallback") or "")


def _texts(found: Any) -> Iterator[str]:
    """Yield what stands in blocks, wherever in them it stands."""
    if isinstance(found, Mapping):
        if isinstance(found.get("text"), str):
            yield found["text"]
        found = found.values()
    for inner in found:
        if isinstance(inner, Mapping | list):
            yield from _texts(inner)
