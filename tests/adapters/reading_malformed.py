"""Reads every brief below a folder and prints what came of it; run as a process of its own.

Whatever the process opens, starts or connects to meanwhile is printed as well.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from bot.adapters.brief_files import read_brief
from bot.errors import BriefInvalid

_WATCHED = (
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "subprocess.Popen",
    "socket.",
    "ctypes.",
    "exec",
    "os.remove",
    "os.rename",
    "os.mkdir",
)


def main(root: Path) -> None:
    """Read all briefs twice: once so that everything is imported, once watched."""
    folders = sorted(root.iterdir())
    for folder in folders[::10]:
        _read(folder)
    strayed: list[str] = []
    sys.addaudithook(lambda event, args: _watch(event, args, root, strayed))
    found = {folder.name: _read(folder) for folder in folders}
    strayed_meanwhile = tuple(strayed)
    peak = _peak()
    sys.stdout.write(json.dumps({"found": found, "strayed": strayed_meanwhile, "peak": peak}))


def _peak() -> int:
    """Return the most memory of this process in MiB; `ru_maxrss` counts its parent's as well."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line) // 1024


def _watch(event: str, args: tuple[Any, ...], root: Path, strayed: list[str]) -> None:
    if event.startswith(_WATCHED):
        strayed.append(event)
    if event == "open" and isinstance(args[0], str | bytes):
        path = os.path.realpath(os.fsdecode(args[0]))
        if not path.startswith(f"{root}/"):
            strayed.append(path)


def _read(folder: Path) -> tuple[float, list[str]]:
    began = time.process_time()
    try:
        read_brief(folder)
        lines: list[str] = []
    except BriefInvalid as invalid:
        lines = list(invalid.faults)
    return time.process_time() - began, lines


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
