"""The manifest installs what the code uses, and requests know whom they are from."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.adapters.slack.incoming import from_command, from_event
from bot.adapters.slack.manifest import FILES, as_yaml, manifest
from bot.adapters.slack.pressing import from_action
from bot.adapters.slack.surface import AGENT_SCOPES, COMMAND, EVENTS, OPTIONAL_SCOPES, SCOPES
from bot.core.request import Request
from tests.wire import slack_events as events
from tests.wire.slack_checks import CONTRACTS, manifest_faults

CONTEXT = {"team_id": "T1", "bot_user_id": events.BOT_USER, "envelope_id": "e1"}


ROOT = Path(__file__).parents[3]
# What Slack's documentation says an event needs; no schema knows it.
NEEDS = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "app_uninstalled": None,
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "tokens_revoked": None,
}


def pasted(name: str) -> dict[str, Any]:
    """Return a manifest as it is pasted."""
    return dict(YAML(typ="safe").load((ROOT / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize(("name", "agent"), FILES.items())
def test_manifest_is_made_of_the_code(name: str, agent: bool) -> None:  # noqa: FBT001 - a case
    """The files are what the code makes: `python -m bot.adapters.slack.manifest` writes them."""
    assert (ROOT / name).read_text(encoding="utf-8") == as_yaml(manifest(agent=agent), agent=agent)


@pytest.mark.skipif(not CONTRACTS.exists(), reason="Slack's schemas are not beside this checkout")
@pytest.mark.parametrize(
    "made", [manifest(), manifest(agent=True), manifest(url="https://bot.example")]
)
def test_manifest_schema(made: dict[str, Any]) -> None:
    """Slack's own schema takes each manifest."""
    assert manifest_faults(made) == []


def test_manifest_holds_what_the_code_uses() -> None:
    """The manifest holds the code's command, events and scopes, and nothing more."""
    told = pasted("slack-manifest.yaml")
    scopes = told["oauth_config"]["scopes"]
    installed = (
        [command["command"] for command in told["features"]["slash_commands"]],
        tuple(told["settings"]["event_subscriptions"]["bot_events"]),
        scopes["bot"],
        scopes["bot_optional"],
    )

    assert installed == (
        [COMMAND], EVENTS, [*SCOPES, *OPTIONAL_SCOPES], [*OPTIONAL_SCOPES],
    )  # fmt: skip
    assert {NEEDS[event] for event in EVENTS} <= {None, *SCOPES, *OPTIONAL_SCOPES}


def test_manifest_asks_for_the_least() -> None:
    """What is not needed to answer is optional, and whoever installs may leave it out."""
    needed = {NEEDS[event] for event in EVENTS if NEEDS[event] not in OPTIONAL_SCOPES} - {None}

    assert set(SCOPES) == needed | {"chat:write", "commands"}


def test_manifest_of_the_agent_view() -> None:
    """The agent view stands in the second manifest alone; nothing is built on the retired view."""
    plain, agent = (pasted(name) for name in FILES)
    added = set(agent["oauth_config"]["scopes"]["bot"]) - set(
        plain["oauth_config"]["scopes"]["bot"]
    )

    assert set(agent["features"]) - set(plain["features"]) == {"agent_view"}
    assert "assistant_view" not in agent["features"]
    assert added == set(AGENT_SCOPES)


def test_manifest_for_http() -> None:
    """With the bot's address everything is sent there, and Socket Mode is off."""
    made = manifest(url="https://bot.example/")
    address = "https://bot.example/slack/events"

    assert not made["settings"]["socket_mode_enabled"]
    assert made["settings"]["event_subscriptions"]["request_url"] == address
    assert made["settings"]["interactivity"]["request_url"] == address
    assert made["features"]["slash_commands"][0]["url"] == address
    assert made["oauth_config"]["redirect_urls"] == ["https://bot.example/slack/oauth_redirect"]


def test_identities_of_a_mention() -> None:
    """A mention is known by its event, its message and its envelope."""
    incoming = from_event(events.mention(), CONTEXT)

    assert incoming
    assert incoming.request == Request(
        platform="slack",
        tenant="T1",
        conversation=f"C1:{events.TS}",
        keys=("event:Ev1", f"message:C1:{events.TS}", "envelope:e1"),
        text="how much funding?",
        echo=False,
        channel="C1",
        person="U1",
    )


def test_identities_of_a_button() -> None:
    """A pressed button is known by its trigger and by message, person and moment."""
    incoming = from_action(events.press(), CONTEXT)

    assert incoming
    assert incoming.request.keys == (
        "trigger:1.2.4",
        "action:C1:1700000001.000200:U1:1700000002.000300",
        "envelope:e1",
    )


def test_tenant_of_an_organisation() -> None:
    """The same workspace id in two organisations is two tenants."""
    command = events.slash()

    tenants = {
        from_command(command, {**CONTEXT, "enterprise_id": organisation}).request.tenant
        for organisation in ("E1", "E2", None)
    }

    assert tenants == {"E1-T1", "E2-T1", "T1"}


def test_response_address_is_never_shown() -> None:
    """A place does not show its response address, which is a secret."""
    incoming = from_action(events.press(ephemeral=True), CONTEXT)

    assert incoming
    assert "canary" not in repr(incoming)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("help", ("help", "")),
        ("Summary", ("summary", "")),
        ("list the sites", ("ask", "list the sites")),
        ("about how many?", ("ask", "about how many?")),
    ],
)
def test_commands_in_running_talk(text: str, expected: tuple[str, str]) -> None:
    """In a message a command stands alone; with more words it is a question."""
    incoming = from_event(events.direct(text), CONTEXT)

    assert incoming
    assert (incoming.request.command, incoming.request.text) == expected
