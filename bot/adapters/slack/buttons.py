"""What a button means, in its own value: so that it works after any restart."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from bot.adapters.slack.surface import ACTION_PREFIX

VALUE_LIMIT: Final = 2000
OPTION_LIMIT: Final = 150  # of an entry of a list
QUESTION_LIMIT: Final = 900  # characters of a question that a button carries along

# "share" shows the answer to the channel, "keep" keeps it for the asker.
SHARE, KEEP = "share", "keep"


@dataclass(frozen=True, slots=True)
class Wish:
    """What pressing a button asks for: the fields of a request, and what becomes of its answer."""

    command: str
    text: str = ""
    handle: str = ""
    brief: str = ""
    option: str = ""
    then: str = ""

    @property
    def value(self) -> str:
        """Return what stands in the button; "" where it does not fit."""
        said = {name: value for name, value in asdict(self).items() if value}
        value = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        return value if len(value) <= VALUE_LIMIT else ""


def wish_of(action: Mapping[str, Any]) -> Wish | None:
    """Return what a pressed button or a chosen entry asks for, None where it is not ours."""
    chosen = action.get("selected_option") or {}
    value = str(chosen.get("value") or action.get("value") or "")
    if str(action.get("action_id")).startswith(ACTION_PREFIX):
        return Wish("ask", text=value)
    try:
        said = json.loads(value)
        return Wish(**said) if all(isinstance(one, str) for one in said.values()) else None
    except (ValueError, TypeError, AttributeError):
        return None
