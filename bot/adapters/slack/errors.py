"""Slack's and the connection's errors become ours here and nowhere else."""

import re
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.errors import (
    LookUpImpossible,
    PostDelayed,
    PostFailed,
    PostRefused,
    PostUncertain,
    TokenRefused,
)

FAILED: Final = 400
TOO_MANY: Final = 429
SERVER_FAILED: Final = 500
RECONNECT: Final = 5.0  # seconds until a server that was not reached is tried again

# Answers of a `response_url` are plain words, or JSON with status 200 for a message it cannot take.
_REFUSAL: Final = re.compile(r'"error":\s*"(\w+)"')

# "Some aspect of the operation may have succeeded": docs.slack.dev/reference/methods.
UNCERTAIN_CODES: Final = frozenset({"fatal_error", "internal_error", "service_unavailable"})
DELAYED_CODES: Final = frozenset({"ratelimited", "rate_limited", "team_added_to_org"})
TOKEN_CODES: Final = frozenset(
    {
        "access_denied",
        "account_inactive",
        "ekm_access_denied",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)
# No byte of the request has left: the message is certainly not posted.
NOT_SENT: Final = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    aiohttp.ClientProxyConnectionError,
)


def posting_error(error: Exception) -> PostFailed:
    """Say what an exception means for a message: certainly not posted, or perhaps."""
    if isinstance(error, SlackApiError):
        return _answered(code_of(error), _status(error), _headers(error))
    if isinstance(error, NOT_SENT):
        return PostDelayed(type(error).__name__, retry_after=RECONNECT)
    if isinstance(error, SlackClientError):
        return PostRefused(type(error).__name__)
    return PostUncertain(type(error).__name__)


def private_posting_error(status: int, headers: Any, body: str) -> PostFailed | None:
    """Say what the answer to a `response_url` means; None for a success."""
    refusal = _REFUSAL.search(body)
    if status < FAILED and not refusal:
        return None
    return _answered(refusal[1] if refusal else body[:50] or f"http_{status}", status, headers)


def look_up_error(error: Exception) -> LookUpImpossible | PostDelayed:
    """Say what an exception means for a look into a channel: never, or not now."""
    meaning = posting_error(error)
    if isinstance(meaning, PostDelayed):
        return meaning
    if isinstance(meaning, PostRefused):
        return LookUpImpossible(str(meaning))
    return PostDelayed(str(meaning), retry_after=RECONNECT)


def start_error(error: Exception, *, setting: str, remedy: str) -> Exception:
    """Return TokenRefused where Slack refuses a token for good, else the error itself."""
    if isinstance(error, SlackApiError) and code_of(error) in TOKEN_CODES:
        return TokenRefused(f"{setting} is refused by Slack ({code_of(error)}): {remedy}")
    if isinstance(error, ValueError):  # a line break or a letter that no header may hold
        return TokenRefused(f"{setting} holds a character that no token has: {remedy}")
    return error


def code_of(error: SlackApiError) -> str:
    """Return Slack's short name of an error, empty where the answer was not Slack's."""
    data = getattr(error.response, "data", None)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def _answered(code: str, status: int, headers: Any) -> PostFailed:
    name = code or f"http_{status}"
    if status == TOO_MANY or code in DELAYED_CODES:
        return PostDelayed(name, retry_after=_retry_after(headers))
    if status >= SERVER_FAILED or code in UNCERTAIN_CODES or not code:
        return PostUncertain(name)
    return PostRefused(name)


def _status(error: SlackApiError) -> int:
    response = error.response
    return int(getattr(response, "status_code", 0) or getattr(response, "status", 0))


def _headers(error: SlackApiError) -> Any:
    return getattr(error.response, "headers", None) or {}


def _retry_after(headers: Any) -> float:
    found = [value for name, value in dict(headers).items() if name.lower() == "retry-after"]
    try:
        return max(float(found[0]), 1.0)
    except (IndexError, ValueError):
        return RECONNECT
