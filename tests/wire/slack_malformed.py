"""A hundred HTTP requests that are not as Slack sends them, each as the bytes on the wire."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from tests.wire import slack_events as events
from tests.wire.slack_http import body_of, signature

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
MENTION: Final = body_of(events.mention())[1]
COMMAND: Final = body_of(events.slash())[1]
HUGE: Final = 1_000_001
REFUSED, SENSELESS, TOO_LARGE = 401, 400, 413


@dataclass(frozen=True, slots=True)
class Malformed:
    """One request and the status that it ends in; `heads` stand in place of the right ones.

    What is `signed` carries the signature of its body, at `age` seconds before now.
    """

    name: str
    status: int
    body: bytes = MENTION
    kind: str = JSON
    heads: tuple[tuple[str, str], ...] = ()
    sent: bytes | None = None  # on the wire, where that is not the body itself
    signed: bool = True
    age: int = 0
    left_out: frozenset[str] = field(default=frozenset())

    def wire(self, now: int) -> bytes:
        """Return the request."""
        at = str(now - self.age)
        right = {
            "Host": "bot.example",
            "Content-Type": self.kind,
            "X-Slack-Request-Timestamp": at,
            "X-Slack-Signature": signature(self.body, at),
            "Content-Length": str(len(self.body if self.sent is None else self.sent)),
        }
        given = {name for name, _ in self.heads} | self.left_out
        heads = [pair for pair in right.items() if pair[0] not in given] + [*self.heads]
        lines = ["POST /slack/events HTTP/1.1", *(f"{name}: {value}" for name, value in heads)]
        head = "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape")
        return head + (self.body if self.sent is None else self.sent)


def malformed(now: int) -> list[Malformed]:
    """Return them all."""
    return [
        *_signatures(now), *_times(now), *_bodies(), *_kinds(), *_lengths(), *_chunks(),
        *_encodings(), *_doubles(now), *_huge(), *_replays(now),
    ]  # fmt: skip


def _head(name: str, value: str, *, of: str, status: int = REFUSED) -> Malformed:
    return Malformed(name, status, heads=((of, value),))


def _signatures(now: int) -> Iterator[Malformed]:
    of, right = "X-Slack-Signature", signature(MENTION, str(now))
    wrong = {
        "empty": "", "of nothing": "v0=", "not ASCII": "v0=ü" + right[4:], "upper": right.upper(),
        "another version": right.replace("v0", "v1"), "no version": right[3:], "cut": right[:-1],
        "with more": right + "0", "twice": f"{right},{right}", "quoted": f'"{right}"',
        "full width": "v0=" + "\uff10" * 64, "another secret": signature(MENTION, str(now), "other"),
        "another body": signature(b"x", str(now)), "another time": signature(MENTION, str(now - 1)),
        "all zero": "v0=" + "0" * 64, "very long": "v0=" + "a" * 4_000, "a list": "[]",
        "last byte changed": right[:-1] + ("0" if right[-1] != "0" else "1"),
    }  # fmt: skip
    yield from (_head(f"signature {name}", value, of=of) for name, value in wrong.items())
    yield Malformed("signature missing", REFUSED, left_out=frozenset({of}))


def _times(now: int) -> Iterator[Malformed]:
    of = "X-Slack-Request-Timestamp"
    wrong = {
        "empty": "", "in words": "noon", "negative": f"-{now}", "with a point": f"{now}.0",
        "with a plus": f"+{now}", "hexadecimal": hex(now), "of another script": "١٧٦٣",
        "without end": "9" * 5_000, "no number": "nan", "infinite": "inf", "with an underscore": "1_7",
        "zero": "0", "in milliseconds": f"{now}000", "exponential": "1e9", "null": "null",
    }  # fmt: skip
    yield from (_head(f"time {name}", value, of=of) for name, value in wrong.items())
    yield Malformed("time missing", REFUSED, left_out=frozenset({of}))
    yield Malformed("time too old", REFUSED, age=301)
    yield Malformed("time too early", REFUSED, age=-301)


def _bodies() -> Iterator[Malformed]:
    broken = {
        "empty": b"", "cut": MENTION[:-1], "with more": MENTION + b"}", "array": b"[1, 2]",
        "number": b"1", "text": b'"x"', "null": b"null", "not UTF-8": b'{"a": "\xff"}',
        "UTF-16": json.dumps({"a": 1}).encode("utf-16"), "byte order mark": b"\xef\xbb\xbf{}",
        "NUL": b"\0" * 10, "nested": b"[" * 20_000, "nested objects": b'{"a":' * 20_000,
        "huge number": b'{"a": ' + b"9" * 10_000 + b"}", "no quotes": b"{a: 1}",
    }  # fmt: skip
    for name, body in broken.items():
        yield Malformed(f"body {name}, signed", SENSELESS, body=body)
        unsigned = (("X-Slack-Signature", "v0=" + "0" * 64),)
        yield Malformed(f"body {name}, not signed", REFUSED, body=body, heads=unsigned)


def _kinds() -> Iterator[Malformed]:
    yield Malformed("a form said to be JSON", SENSELESS, body=COMMAND)
    yield Malformed("a form of nothing", SENSELESS, body=b"&&&", kind=FORM)
    yield Malformed("a form with a broken payload", SENSELESS, body=b"payload=%7B", kind=FORM)
    yield Malformed("a form with a list", SENSELESS, body=b"payload=[]", kind=FORM)
    yield Malformed("a form not in UTF-8", SENSELESS, body=b"payload=\xff", kind=FORM)
    yield Malformed("JSON in another character set", SENSELESS, MENTION.decode().encode("utf-16"),
                    kind="application/json; charset=utf-16")  # fmt: skip


def _lengths() -> Iterator[Malformed]:
    for value in ("-1", "x", "1.0", "0x10", "1_0", "9" * 30 + "x"):
        yield _head(f"length {value[:6]}", value, of="Content-Length", status=SENSELESS)
    yield _head("length too small", "1", of="Content-Length", status=SENSELESS)


def _chunked(name: str, sent: bytes, status: int = SENSELESS) -> Malformed:
    heads = (("Transfer-Encoding", "chunked"),)
    return Malformed(name, status, heads=heads, sent=sent, left_out=frozenset({"Content-Length"}))


def _chunks() -> Iterator[Malformed]:
    yield _chunked("chunks without a size", b"xyz\r\n")
    yield _chunked("chunks of a negative size", b"-1\r\nx\r\n0\r\n\r\n")
    yield _chunked("chunks longer than they say", b"1\r\nxyz\r\n0\r\n\r\n")
    both = (("Transfer-Encoding", "chunked"), ("Content-Length", "5"))
    yield Malformed("chunks with a length", SENSELESS, heads=both, sent=b"0\r\n\r\n")
    yield Malformed("chunks of an unknown kind", SENSELESS, heads=(("Transfer-Encoding", "x"),))


def _encodings() -> Iterator[Malformed]:
    for kind in ("gzip", "deflate"):
        heads = (("Content-Encoding", kind),)
        yield Malformed(f"said to be {kind}", SENSELESS, heads=heads)
    bomb = gzip.compress(b"x" * 20_000_000)
    heads = (("Content-Encoding", "gzip"),)
    yield Malformed("a gzip bomb", SENSELESS, sent=bomb, heads=heads)
    deflated = (("Content-Encoding", "deflate"),)
    yield Malformed(
        "a deflate bomb", SENSELESS, sent=zlib.compress(b"x" * 20_000_000), heads=deflated
    )
    cut = gzip.compress(MENTION)[:-12]
    yield Malformed("a cut gzip", SENSELESS, sent=cut, heads=heads)


def _doubles(now: int) -> Iterator[Malformed]:
    right = signature(MENTION, str(now))
    for of, pair, status in (
        ("X-Slack-Signature", (right, "v0=" + "0" * 64), REFUSED),
        ("X-Slack-Signature", ("v0=" + "0" * 64, right), REFUSED),
        ("X-Slack-Request-Timestamp", (str(now), str(now - 400)), REFUSED),
        ("X-Slack-Request-Timestamp", (str(now - 400), str(now)), REFUSED),
        ("Content-Length", (str(len(MENTION)), "1"), SENSELESS),
    ):
        heads = tuple((of, value) for value in pair)
        yield Malformed(f"{of} twice, {pair[0][:8]} first", status, heads=heads)


def _huge() -> Iterator[Malformed]:
    yield Malformed("a huge body, signed", TOO_LARGE, body=b"x" * HUGE)
    unsigned = (("X-Slack-Signature", ""),)
    yield Malformed("a huge body, not signed", TOO_LARGE, body=b"x" * HUGE, heads=unsigned)
    yield _head("a huge header", "x" * 70_000, of="X-Slack-Retry-Reason", status=SENSELESS)


def _replays(now: int) -> Iterator[Malformed]:
    """Yield captured requests whose time, body or kind was changed to make them new."""
    then = str(now - 600)
    old = (("X-Slack-Signature", signature(MENTION, then)),)
    yield Malformed("captured, with a new time", REFUSED, heads=old)
    yield Malformed("captured, with its old time", REFUSED, age=600)
    signed = (("X-Slack-Signature", signature(MENTION, str(now))),)
    yield Malformed("captured, with another body", REFUSED, body=COMMAND, kind=FORM, heads=signed)
    yield Malformed("captured, with more behind", REFUSED, body=MENTION + b" ", heads=signed)
