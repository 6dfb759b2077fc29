"""The manifest installs what the code uses, and requests know whom they are from."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.adapters.slack.incoming import from_action, from_command, from_event
from bot.adapters.slack.surface import COMMAND, EVENTS, OPTIONAL_SCOPES, SCOPES
from bot.core.request import Request
from tests.wire import slack_events as events
from tests.wire.slack_checks import CONTRACTS, manifest_faults

CONTEXT = {"team_id": "T1", "bot_user_id": events.BOT_USER, "envelope_id": "e1"}


@pytest.fixture
def manifest() -> dict[str, Any]:
    """Give the manifest as it is pasted."""
    path = Path(__file__).parents[3] / "slack-manifest.yaml"
    return dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")))


@pytest.mark.skipif(not CONTRACTS.exists(), reason="Slack's schemas are not beside this checkout")
def test_manifest_schema(manifest: dict[str, Any]) -> None:
    """Slack's own schema takes the manifest."""
    assert manifest_faults(manifest) == []


def test_manifest_matches_the_code(manifest: dict[str, Any]) -> None:
    """The manifest holds the code's command, events and scopes, and nothing more."""
    scopes = manifest["oauth_config"]["scopes"]
    installed = (
        [command["command"] for command in manifest["features"]["slash_commands"]],
        tuple(manifest["settings"]["event_subscriptions"]["bot_events"]),
        tuple(scopes["bot"]),
        tuple(scopes["bot_optional"]),
    )

    assert installed == ([COMMAND], EVENTS, SCOPES, OPTIONAL_SCOPES)


def test_manifest_switches(manifest: dict[str, Any]) -> None:
    """Socket Mode and buttons are on, and people can write to the bot."""
    assert manifest["settings"]["socket_mode_enabled"]
    assert manifest["settings"]["interactivity"]["is_enabled"]
    assert manifest["features"]["app_home"] == {
        "home_tab_enabled": False,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


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
