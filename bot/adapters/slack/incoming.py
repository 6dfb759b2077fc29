"""What Slack delivers, as a request and the place where its answer goes; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.adapters.slack.marks import heard
from bot.core.request import Request, split_command
from bot.core.using import read_use

# A message as a person wrote it; every other subtype is an edit, a deletion or a notice.
SUBTYPES: Final = (None, "file_share", "thread_broadcast")
DIRECT: Final = "im"
CHANNELS: Final = ("channel", "group", "mpim")

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace with its organisation: an id is unique only within."""

    team: str = ""
    enterprise: str = ""

    @property
    def tenant(self) -> str:
        """Name the workspace wherever something is kept of it."""
        return "-".join(filter(None, (self.enterprise, self.team)))

    @classmethod
    def of(cls, context: Body) -> "Workspace":
        """Return the workspace a delivery is from."""
        return cls(context.get("team_id") or "", context.get("enterprise_id") or "")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes.

    `thread` is empty for the channel itself; `private` is for the asker's eyes alone, and may then
    come with a `response_url`, which reaches them where the bot is no member. It is a secret.
    `since` is the time stamp of a message that the answer comes after.
    """

    channel: str
    user: str
    thread: str = ""
    private: bool = False
    response_url: str = field(default="", repr=False)
    workspace: Workspace = Workspace()
    since: str = ""

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
    """A request and the place of its answer.

    `follow_up` is a message that nobody addressed to the bot: it is answered only in a thread that
    the bot serves, where that is switched on. `then` is what else becomes of the answer.
    """

    request: Request
    place: Place
    follow_up: bool = False
    then: str = ""


def from_event(body: Body, context: Body) -> Incoming | None:
    """Return a mention, a direct message or what may be a follow-up; None for all else."""
    event = body["event"]
    if not _is_for_us(event, context):
        return None
    channel, ts = event["channel"], event["ts"]
    direct = channel.startswith("D")
    place = Place(
        channel,
        event["user"],
        thread=event.get("thread_ts") or ("" if direct else ts),
        workspace=Workspace.of(context),
        since=ts,
    )
    names = keys(context, event=body.get("event_id"), message=f"{channel}:{ts}")
    text = heard(event.get("text") or "", bot=context.get("bot_user_id") or "")
    request = request_for(place, names, text=text, echo=False)
    return Incoming(_spoken(request), place, follow_up=_is_follow_up(event, context))


def from_command(body: Body, context: Body) -> Incoming:
    """Return a slash command; its answer is for the asker alone."""
    place = Place(
        body["channel_id"], body["user_id"], private=True, workspace=Workspace.of(context)
    )
    command, text = split_command(heard(body.get("text") or ""))
    names = keys(context, trigger=body.get("trigger_id"))
    return Incoming(request_for(place, names, text=text, command=command), place)


def request_for(place: Place, names: tuple[str, ...], **said: Any) -> Request:
    """Return a request from a place; `said` are further fields of it."""
    return Request(
        **{
            "platform": "slack",
            "tenant": place.workspace.tenant,
            "conversation": place.conversation,
            "keys": names,
            "text": "",
            "channel": "" if place.direct else place.channel,
            "person": place.user,
            **said,
        }
    )


def keys(context: Body, **identities: str | None) -> tuple[str, ...]:
    """Return every name that a delivery is known by."""
    known = {**identities, "envelope": context.get("envelope_id")}
    return tuple(f"{kind}:{value}" for kind, value in known.items() if value)


def _is_for_us(event: Body, context: Body) -> bool:
    kind = event.get("type")
    written = event.get("subtype") in SUBTYPES and not event.get("edited")
    by_a_person = event.get("user") and not event.get("bot_id") and not event.get("bot_profile")
    own = event.get("user") == context.get("bot_user_id")
    direct = kind == "message" and event.get("channel_type") == DIRECT
    asked = kind == "app_mention" or direct or _is_follow_up(event, context)
    return bool(asked and written and by_a_person and not own)


def _is_follow_up(event: Body, context: Body) -> bool:
    """Say whether a message in a thread of a channel might go on with the bot.

    One that mentions the bot comes as a mention too, and one that begins with somebody else's name
    is theirs.
    """
    text = str(event.get("text") or "").lstrip()
    mentioned = f"<@{context.get('bot_user_id')}>" in text
    in_thread = event.get("type") == "message" and event.get("channel_type") in CHANNELS
    threaded = event.get("thread_ts") not in (None, event.get("ts"))
    return bool(in_thread and threaded and not mentioned and not text.startswith(("<@", "<!")))


def _spoken(request: Request) -> Request:
    """Return a request in running conversation.

    There a command stands alone, but "use" may say what and for whom; all else is a question.
    """
    command, rest = split_command(request.text)
    use = read_use(rest)
    if rest and not (command == "use" and (use.scope or use.clear)):
        return request
    return replace(request, command=command, text=rest)
