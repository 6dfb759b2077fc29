"""Whether a request is Slack's: looked at before anything in it is read; pure."""

import hmac
import re
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

TIME: Final = "X-Slack-Request-Timestamp"
SIGNATURE: Final = "X-Slack-Signature"
FRESH: Final = timedelta(minutes=5)
_TIME: Final = re.compile(r"[0-9]{1,12}", re.ASCII)
_SIGNATURE: Final = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)


def is_slacks(
    given: str, body: bytes, *, sent: str, secrets: tuple[str, ...], now: datetime
) -> bool:
    """Say whether a signature is that of body and time, with one of our secrets, just now."""
    if not _TIME.fullmatch(sent) or not _SIGNATURE.fullmatch(given):
        return False
    if abs(now.timestamp() - int(sent)) > FRESH.total_seconds():
        return False
    return any(hmac.compare_digest(signed(secret, sent, body), given) for secret in secrets)


def signed(secret: str, sent: str, body: bytes) -> str:
    """Return the signature that Slack makes."""
    return (
        "v0=" + hmac.new(secret.encode(), b"v0:" + sent.encode() + b":" + body, sha256).hexdigest()
    )
