"""The manifests that install the app, made of the code's own lists.

`python -m bot.adapters.slack.manifest` writes them anew; with an address it prints one for HTTP.
"""

import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from bot.adapters.slack.surface import (
    AGENT_SCOPES,
    COMMAND,
    EVENTS,
    OPTIONAL_SCOPES,
    SCOPES,
    SHORTCUT,
)
from bot.core.wording_slack import (
    AGENT_ABOUT,
    AGENT_PROMPTS,
    APP_ABOUT,
    APP_NAME,
    CHECK_ABOUT,
    CHECK_NAME,
    COMMAND_ABOUT,
    COMMAND_HINT,
)

FILES: Final = {"slack-manifest.yaml": False, "slack-manifest-agent.yaml": True}

_HEAD: Final = """\
# Installs the app in one paste: https://api.slack.com/apps, "Create New App", "From a manifest".
# Then: "Install to Workspace" gives SLACK_BOT_TOKEN (xoxb-...); "Basic Information", "App-Level
# Tokens" with the scope connections:write gives SLACK_APP_TOKEN (xapp-...).
"""
_AGENT_HEAD: Final = (
    _HEAD
    + """\
# This one also asks for the agent view, which not every plan of Slack has; without it take
# slack-manifest.yaml.
"""
)


def manifest(*, agent: bool = False, url: str = "") -> dict[str, Any]:
    """Return a manifest; with `url`, the bot's address, for HTTP instead of Socket Mode."""
    address = url.rstrip("/")
    events = {"request_url": f"{address}/slack/events"} if url else {}
    scopes = [*SCOPES, *OPTIONAL_SCOPES, *(AGENT_SCOPES if agent else ())]
    oauth = {"redirect_urls": [f"{address}/slack/oauth_redirect"]} if url else {}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": APP_NAME,
            "description": APP_ABOUT,
            "background_color": "#1d3557",
        },
        "features": _features(events, agent=agent),
        # What is optional stands in both lists, as in Slack's own examples.
        "oauth_config": {**oauth, "scopes": {"bot": scopes, "bot_optional": [*OPTIONAL_SCOPES]}},
        "settings": {
            "event_subscriptions": {**events, "bot_events": [*EVENTS]},
            "interactivity": {"is_enabled": True, **events},
            "org_deploy_enabled": bool(url),
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def _features(events: Mapping[str, str], *, agent: bool) -> dict[str, Any]:
    command = {
        "command": COMMAND,
        **({"url": events["request_url"]} if events else {}),
        "description": COMMAND_ABOUT,
        "usage_hint": COMMAND_HINT,
        "should_escape": False,
    }
    shortcut = {
        "name": CHECK_NAME,
        "type": "message",
        "callback_id": SHORTCUT,
        "description": CHECK_ABOUT,
    }
    prompts = [{"title": asked, "message": asked} for asked in AGENT_PROMPTS]
    view = {"agent_view": {"agent_description": AGENT_ABOUT, "suggested_prompts": prompts}}
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        **(view if agent else {}),
        "bot_user": {"display_name": APP_NAME, "always_online": True},
        "shortcuts": [shortcut],
        "slash_commands": [command],
    }


def as_yaml(told: Mapping[str, Any], *, agent: bool = False) -> str:
    """Return a manifest as it is pasted, with what each scope is for."""
    kept = CommentedMap(told)
    kept["oauth_config"] = CommentedMap(told["oauth_config"])
    kept["oauth_config"]["scopes"] = _explained(told["oauth_config"]["scopes"])
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 200
    out = io.StringIO()
    yaml.dump(kept, out)
    return (_AGENT_HEAD if agent else _HEAD) + out.getvalue()


def _explained(scopes: Mapping[str, list[str]]) -> CommentedMap:
    told = {**SCOPES, **OPTIONAL_SCOPES, **AGENT_SCOPES}
    lists = {}
    for name, held in scopes.items():
        lists[name] = CommentedSeq(held)
        for at, scope in enumerate(held if name == "bot" else ()):
            lists[name].yaml_add_eol_comment(told[scope], at, column=0)
    explained = CommentedMap(lists)
    explained.yaml_set_comment_before_after_key(
        "bot_optional", before="who installs the app may leave these out", indent=4
    )
    return explained


def main() -> None:
    """Write the files, or print one for an address."""
    if len(sys.argv) > 1:
        sys.stdout.write(as_yaml(manifest(url=sys.argv[1])))
        return
    for name, agent in FILES.items():
        Path(name).write_text(as_yaml(manifest(agent=agent), agent=agent), encoding="utf-8")


if __name__ == "__main__":
    main()
