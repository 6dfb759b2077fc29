"""Files that are read whole, and only where they belong: no pipe, no device, no way out."""

import os
import stat
from pathlib import Path
from typing import Final

_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe that nobody writes to would wait for ever
    | getattr(os, "O_NOFOLLOW", 0)  # the links were followed before: see below
    | getattr(os, "O_CLOEXEC", 0)
)
_SHOWN: Final = 300  # signs of a reason; a key of a hostile file can be as long as the file


class Unreadable(Exception):
    """A file that is not read; the message says why in a few words, `line` where."""

    def __init__(self, reason: str, *, line: int = 1) -> None:
        self.line = line
        super().__init__(reason)


def read_text(path: Path, *, within: Path, largest: int) -> str:
    """Return the UTF-8 text of a plain file below a folder; raises Unreadable."""
    data = _bytes(path, within, largest)
    if len(data) > largest:
        raise Unreadable(f"is larger than {largest:,} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable("is not UTF-8 text; save it as UTF-8", line=line) from error


def one_line(text: str) -> str:
    """Return a text as one line of a report: no sign that would move or colour a terminal."""
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 3]}..."


def _bytes(path: Path, within: Path, largest: int) -> bytes:
    real, root = os.path.realpath(path), os.path.realpath(within)
    if os.path.commonpath((real, root)) != root:
        raise Unreadable("leads out of the folder of briefs; put the file itself here")
    try:
        handle = os.open(real, _FLAGS)
        try:
            return _read(handle, largest + 1)
        finally:
            os.close(handle)
    except FileNotFoundError as error:
        raise Unreadable("this file is missing") from error
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}") from error


def _read(handle: int, most: int) -> bytes:
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        raise Unreadable("is not a plain file")
    with os.fdopen(handle, "rb", closefd=False) as file:
        return file.read(most)
