"""What Slack delivers, as it does: envelopes' payloads with plain values."""

from typing import Any

TEAM, USER, BOT_USER, BOT, CHANNEL, DIRECT = "T1", "U1", "U0BOT", "B0BOT", "C1", "D1"
TS = "1700000000.000100"


def mention(
    text: str = f"<@{BOT_USER}> how much funding?",
    *,
    event_id: str = "Ev1",
    channel: str = CHANNEL,
    ts: str = TS,
    **more: Any,
) -> dict[str, Any]:
    """Return an `app_mention`."""
    event = {"type": "app_mention", "user": USER, "channel": channel, "ts": ts, "text": text}
    return callback({**event, "event_ts": ts, "team": TEAM, **more}, event_id=event_id)


def direct(
    text: str = "how much funding?", *, event_id: str = "Ev1", ts: str = TS, **more: Any
) -> dict[str, Any]:
    """Return a `message` in the direct message with the bot."""
    event = {"type": "message", "user": USER, "channel": DIRECT, "channel_type": "im", "ts": ts}
    return callback({**event, "text": text, "event_ts": ts, **more}, event_id=event_id)


def callback(event: dict[str, Any], *, event_id: str = "Ev1") -> dict[str, Any]:
    """Return an event in its wrapper."""
    installed = {
        "enterprise_id": None,
        "team_id": TEAM,
        "user_id": BOT_USER,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": "verification",
        "team_id": TEAM,
        "api_app_id": "A1",
        "type": "event_callback",
        "event_id": event_id,
        "event_time": 1700000000,
        "authorizations": [installed],
        "is_ext_shared_channel": False,
        "event": event,
    }


def follow_up(
    text: str = "since when?", *, ts: str = "1700000009.000100", **more: Any
) -> dict[str, Any]:
    """Return a message in the thread of a channel that mentions nobody."""
    event = {"type": "message", "user": USER, "channel": CHANNEL, "channel_type": "channel"}
    said = {"ts": ts, "event_ts": ts, "thread_ts": TS, "text": text}
    return callback({**event, **said, **more}, event_id=f"Ev{ts}")


def home_opened(*, tab: str = "home") -> dict[str, Any]:
    """Return that the bot's page was opened."""
    return callback({"type": "app_home_opened", "user": USER, "channel": DIRECT, "tab": tab})


def shortcut(text: str, *, trigger_id: str = "1.2.5", **more: Any) -> dict[str, Any]:
    """Return a message that was picked to be checked."""
    return {
        "type": "message_action",
        "callback_id": "check_message",
        "token": "verification",
        "action_ts": "1700000003.000100",
        "trigger_id": trigger_id,
        "team": {"id": TEAM, "domain": "example"},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": USER, "name": "reader", "team_id": TEAM},
        "channel": {"id": CHANNEL, "name": "press"},
        "message_ts": TS,
        "message": {"type": "message", "user": "U2", "ts": TS, "text": text, **more},
        "response_url": "https://hooks.slack.com/app/T1/1/canary",
    }


def press_home(value: str, *, chosen: bool = True, trigger_id: str = "1.2.6") -> dict[str, Any]:
    """Return a press or a choice in the Home tab."""
    said = {"selected_option": {"value": value}} if chosen else {"value": value}
    return {
        "type": "block_actions",
        "user": {"id": USER, "username": "reader", "team_id": TEAM},
        "api_app_id": "A1",
        "token": "verification",
        "container": {"type": "view", "view_id": "V1"},
        "trigger_id": trigger_id,
        "team": {"id": TEAM, "domain": "example"},
        "enterprise": None,
        "is_enterprise_install": False,
        "view": {"id": "V1", "type": "home", "hash": "1.a"},
        "actions": [{"action_id": "x", "block_id": "b", "action_ts": "1700000002.1", **said}],
    }


def submit(
    callback_id: str, values: dict[str, dict[str, Any]], *, view_id: str = "V2"
) -> dict[str, Any]:
    """Return a dialogue that was filled in; each part has one element of the same name."""
    return {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "example"},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": USER, "username": "reader", "team_id": TEAM},
        "api_app_id": "A1",
        "token": "verification",
        "trigger_id": "1.2.7",
        "view": {
            "id": view_id,
            "type": "modal",
            "hash": "1.a",
            "callback_id": callback_id,
            "state": {"values": {part: {part: value} for part, value in values.items()}},
        },
    }


def slash(text: str = "how much funding?", *, trigger_id: str = "1.2.3") -> dict[str, Any]:
    """Return a `/brief` command."""
    return {
        "token": "verification",
        "team_id": TEAM,
        "team_domain": "example",
        "channel_id": CHANNEL,
        "channel_name": "press",
        "user_id": USER,
        "user_name": "reader",
        "command": "/brief",
        "text": text,
        "api_app_id": "A1",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.com/commands/T1/1/canary",
        "trigger_id": trigger_id,
    }


def press(
    value: str = "how many arrests?",
    *,
    channel: str = CHANNEL,
    message_ts: str = "1700000001.000200",
    thread_ts: str = "",
    ephemeral: bool = False,
    action_id: str = "ask_0",
    trigger_id: str = "1.2.4",
    action_ts: str = "1700000002.000300",
) -> dict[str, Any]:
    """Return a pressed button."""
    thread = {"thread_ts": thread_ts} if thread_ts else {}
    box = {"type": "message", "message_ts": message_ts, "channel_id": channel, **thread}
    action = {"action_id": action_id, "block_id": "b1", "type": "button", "value": value}
    message = {"message": {"type": "message", "ts": message_ts, **thread}} if not ephemeral else {}
    return {
        "type": "block_actions",
        "user": {"id": USER, "username": "reader", "team_id": TEAM},
        "api_app_id": "A1",
        "token": "verification",
        "container": {**box, "is_ephemeral": ephemeral},
        "trigger_id": trigger_id,
        "team": {"id": TEAM, "domain": "example"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": channel, "name": "press"},
        **message,
        "response_url": "https://hooks.slack.com/actions/T1/1/canary",
        "actions": [{**action, "action_ts": action_ts}],
    }
