"""What Slack delivers, as a request and the place where its answer goes; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.adapters.slack.marks import heard
from bot.adapters.slack.surface import ACTION_PREFIX
from bot.core.request import Request, split_command

# A message as a person wrote it; every other subtype is an edit, a deletion or a notice.
SUBTYPES: Final = (None, "file_share", "thread_broadcast")

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes.

    `thread` is empty for the channel itself; `private` is for the asker's eyes alone, and may then
    come with a `response_url`, which reaches them where the bot is no member. It is a secret.
    """

    channel: str
    user: str
    thread: str = ""
    private: bool = False
    response_url: str = field(default="", repr=False)

    @property
    def direct(self) -> bool:
        """Say whether it is a direct message with the bot."""
        return self.channel.startswith("D")

    @property
    def conversation(self) -> str:
        """Name what follow-ups belong to; nothing where only the asker sees the answer."""
        return "" if self.private else ":".join(filter(None, (self.channel, self.thread)))


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request and the place of its answer."""

    request: Request
    place: Place


def from_event(body: Body, context: Body) -> Incoming | None:
    """Return a mention or a direct message; None for all that a person did not just write to us."""
    event = body["event"]
    if not _is_for_us(event, context):
        return None
    channel, ts = event["channel"], event["ts"]
    direct = channel.startswith("D")
    place = Place(channel, event["user"], thread=event.get("thread_ts") or ("" if direct else ts))
    keys = _keys(context, event=body.get("event_id"), message=f"{channel}:{ts}")
    text = heard(event.get("text") or "", bot=context.get("bot_user_id") or "")
    return Incoming(_request(context, place, keys, text, echo=False), place)


def from_command(body: Body, context: Body) -> Incoming:
    """Return a slash command; its answer is for the asker alone."""
    place = Place(body["channel_id"], body["user_id"], private=True)
    command, text = split_command(heard(body.get("text") or ""))
    keys = _keys(context, trigger=body.get("trigger_id"))
    request = Request(
        platform="slack",
        tenant=_tenant(context),
        conversation="",
        keys=keys,
        text=text,
        command=command,
    )
    return Incoming(request, place)


def from_action(body: Body, context: Body) -> Incoming | None:
    """Return a pressed next question, answered where its button stands; None for other buttons."""
    action, box = body["actions"][0], body["container"]
    if not action["action_id"].startswith(ACTION_PREFIX):
        return None
    channel, user = box.get("channel_id") or body["channel"]["id"], body["user"]["id"]
    private = bool(box.get("is_ephemeral"))
    place = Place(
        channel,
        user,
        thread="" if private else _thread_of_button(body, direct=channel.startswith("D")),
        private=private,
        response_url=body.get("response_url") or "",
    )
    pressed = f"{channel}:{box['message_ts']}:{user}:{action['action_ts']}"
    keys = _keys(context, trigger=body.get("trigger_id"), action=pressed)
    return Incoming(_request(context, place, keys, action["value"], echo=True), place)


def _is_for_us(event: Body, context: Body) -> bool:
    kind = event.get("type")
    written = event.get("subtype") in SUBTYPES and not event.get("edited")
    by_a_person = event.get("user") and not event.get("bot_id") and not event.get("bot_profile")
    own = event.get("user") == context.get("bot_user_id")
    asked = kind == "app_mention" or (kind == "message" and event.get("channel_type") == "im")
    return bool(asked and written and by_a_person and not own)


def _thread_of_button(body: Body, *, direct: bool) -> str:
    box = body["container"]
    thread = box.get("thread_ts") or body.get("message", {}).get("thread_ts")
    return str(thread or ("" if direct else box["message_ts"]))


def _request(
    context: Body, place: Place, keys: tuple[str, ...], text: str, *, echo: bool
) -> Request:
    """Return a request in running conversation, where a command stands alone or is a question."""
    command, rest = split_command(text)
    if rest:
        command, rest = "ask", text
    return Request(
        platform="slack",
        tenant=_tenant(context),
        conversation=place.conversation,
        keys=keys,
        text=rest,
        command=command,
        echo=echo,
    )


def _tenant(context: Body) -> str:
    """Name the workspace, with its organisation: an id is unique only within."""
    return "-".join(filter(None, (context.get("enterprise_id"), context.get("team_id"))))


def _keys(context: Body, **identities: str | None) -> tuple[str, ...]:
    known = {**identities, "envelope": context.get("envelope_id")}
    return tuple(f"{kind}:{value}" for kind, value in known.items() if value)
