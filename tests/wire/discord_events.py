"""What Discord sends over its gateway, as plain data."""

import itertools
from datetime import UTC, datetime
from typing import Any

from discord.utils import time_snowflake

Data = dict[str, Any]

START = datetime(2026, 11, 25, 9, tzinfo=UTC)
APPLICATION = "1001"
BOT = "1002"
READER = "1003"
GUILD = "2001"
CHANNEL = "3001"
THREAD = "3002"
DIRECT = "3003"

_ids = itertools.count(time_snowflake(START), 1 << 22)


def new_id() -> str:
    """Return an id that nothing else has; later ones are a millisecond later."""
    return str(next(_ids))


def user(user_id: str = READER, *, bot: bool = False) -> Data:
    """Return a person, or a bot."""
    return {
        "id": user_id, "username": f"user{user_id}", "discriminator": "0", "avatar": None,
        "global_name": None, "bot": bot, "public_flags": 0,
    }  # fmt: skip


def guild(guild_id: str = GUILD, *, permissions: str = "0") -> Data:
    """Return a server with one channel and a thread, where everyone has these permissions."""
    role = {
        "id": guild_id, "name": "@everyone", "permissions": permissions, "position": 0, "color": 0,
        "hoist": False, "managed": False, "mentionable": False, "flags": 0,
    }  # fmt: skip
    return {
        "id": guild_id, "name": "Press office", "owner_id": READER, "unavailable": False,
        "member_count": 2, "roles": [role], "emojis": [], "stickers": [], "features": [],
        "channels": [_channel(CHANNEL, 0)], "threads": [thread()], "members": [member(BOT)],
        "presences": [], "voice_states": [], "verification_level": 0, "premium_tier": 0,
        "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0,
        "nsfw_level": 0, "system_channel_flags": 0, "preferred_locale": "en-US", "large": False,
        "afk_timeout": 300, "stage_instances": [], "guild_scheduled_events": [],
    }  # fmt: skip


def member(user_id: str = READER) -> Data:
    """Return a person as a member of a server."""
    return {
        "user": user(user_id, bot=user_id == BOT), "roles": [], "nick": None, "flags": 0,
        "joined_at": START.isoformat(), "deaf": False, "mute": False, "permissions": "0",
    }  # fmt: skip


def message(content: str, **changes: Any) -> Data:
    """Return a message in a server's channel; `changes` replace any part, None takes it away."""
    known = {
        "id": new_id(), "type": 0, "channel_id": CHANNEL, "guild_id": GUILD, "content": content,
        "author": user(), "timestamp": START.isoformat(), "edited_timestamp": None, "tts": False,
        "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [],
        "embeds": [], "pinned": False, "components": [], "flags": 0,
    }  # fmt: skip
    return {key: part for key, part in {**known, **changes}.items() if part is not None}


def mention(question: str, **changes: Any) -> Data:
    """Return a message that mentions the bot."""
    return message(f"<@{BOT}> {question}", mentions=[user(BOT, bot=True)], **changes)


def direct(question: str, **changes: Any) -> Data:
    """Return a direct message to the bot."""
    return message(question, channel_id=DIRECT, **{"guild_id": None, **changes})


def command(name: str, *options: Data, **changes: Any) -> Data:
    """Return a slash command of the reader in the server's channel."""
    data = {"id": "4001", "name": name, "type": 1, "options": list(options)}
    return _interaction(2, data, **changes)


def ask(question: str, *, private: bool | None = None, **changes: Any) -> Data:
    """Return the command /ask."""
    options = [option("question", 3, question)]
    options += [option("private", 5, private)] if private is not None else []
    return command("ask", *options, **changes)


def brief(subcommand: str, **changes: Any) -> Data:
    """Return the command /brief with a subcommand."""
    return command("brief", {"name": subcommand, "type": 1, "options": []}, **changes)


def check(checked: Data, **changes: Any) -> Data:
    """Return the choice of *Check against the brief* on a message."""
    data = {"id": "4002", "name": "Check against the brief", "type": 3,
            "target_id": checked["id"], "resolved": {"messages": {checked["id"]: checked}}}  # fmt: skip
    return _interaction(2, data, **changes)


def typing(name: str, *options: Data, **changes: Any) -> Data:
    """Return a command that is still being typed; one of its options has the focus."""
    data = {"id": "4001", "name": name, "type": 1, "options": list(options)}
    return _interaction(4, data, **changes)


def choose(shown: Data, custom_id: str, value: str, **changes: Any) -> Data:
    """Return the choice of an entry from a list on a message."""
    data = {"custom_id": custom_id, "component_type": 3, "values": [value]}
    return _interaction(3, data, message=shown, **changes)


def submit(shown: Data, custom_id: str, typed: str, **changes: Any) -> Data:
    """Return a form that was filled in."""
    field = {"type": 4, "custom_id": "question", "value": typed, "id": 2}
    data = {"custom_id": custom_id, "components": [{"type": 18, "id": 1, "component": field}]}
    return _interaction(5, data, message=shown, **changes)


def option(name: str, kind: int, value: Any) -> Data:
    """Return an option of a command, filled in."""
    return {"name": name, "type": kind, "value": value}


def press(shown: Data, custom_id: str, **changes: Any) -> Data:
    """Return a press on a button of a message."""
    data = {"custom_id": custom_id, "component_type": 2}
    return _interaction(3, data, message=shown, **changes)


def _interaction(kind: int, data: Data, **changes: Any) -> Data:
    interaction_id = new_id()
    known = {
        "id": interaction_id, "application_id": APPLICATION, "type": kind, "data": data,
        "token": f"interaction-token-{interaction_id}", "version": 1, "guild_id": GUILD,
        "guild": {"id": GUILD, "locale": "en-US", "features": []}, "channel_id": CHANNEL,
        "channel": _channel(CHANNEL, 0), "member": member(), "app_permissions": "0",
        "locale": "en-US", "guild_locale": "en-US", "entitlements": [], "context": 0,
        "authorizing_integration_owners": {"0": GUILD}, "attachment_size_limit": 10_485_760,
    }  # fmt: skip
    return {key: part for key, part in {**known, **changes}.items() if part is not None}


def in_direct() -> Data:
    """Return the changes that put an interaction into a direct message."""
    channel = {"id": DIRECT, "type": 1, "recipients": [user()]}
    return {
        "guild_id": None, "guild": None, "guild_locale": None, "member": None, "user": user(),
        "channel_id": DIRECT, "channel": channel, "context": 1,
    }  # fmt: skip


def _channel(channel_id: str, kind: int) -> Data:
    return {
        "id": channel_id, "type": kind, "name": "general", "position": 0, "nsfw": False,
        "permission_overwrites": [], "parent_id": None, "guild_id": GUILD,
    }  # fmt: skip


def thread() -> Data:
    """Return a thread of the server's channel."""
    dates = {"archived": False, "auto_archive_duration": 1440, "locked": False,
             "archive_timestamp": START.isoformat()}  # fmt: skip
    return {
        "id": THREAD, "type": 11, "name": "thread", "parent_id": CHANNEL, "guild_id": GUILD,
        "owner_id": READER, "message_count": 1, "member_count": 1, "thread_metadata": dates,
        "rate_limit_per_user": 0, "last_message_id": None, "flags": 0,
    }  # fmt: skip
