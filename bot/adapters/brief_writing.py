"""Briefs are put on disk whole or not at all: who reads meanwhile sees the old or the new."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bot.adapters.brief_files import BRIEF, CUT_OFF, STATEMENT
from bot.errors import BriefNotWritten


def write_new(folder: Path, *, brief: str, statement: str) -> None:
    """Make a brief's folder with its two files; raises BriefNotWritten where it exists already."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent))
    except OSError as error:
        raise _not_written(folder, error) from error
    try:
        made.chmod(0o755)  # as mkdir would make it; the files are for all to read
        _fill(made, {BRIEF: brief, STATEMENT: statement})
        made.rename(folder)  # refuses a folder that holds something
    except OSError as error:
        shutil.rmtree(made, ignore_errors=True)
        raise _not_written(folder, error) from error


def write_over(folder: Path, texts: Mapping[str, str]) -> None:
    """Replace files of a brief, all or none, whenever this is killed or the machine stops.

    The new versions count from the moment when their folder has its name: what is cut off after
    that is read there (`held_in`) and put in its place with the next change.
    """
    try:
        _put_in_place(folder)
        made = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder))
    except OSError as error:
        raise _not_written(folder, error) from error
    try:
        _fill(made, texts)
        for name in texts:
            shutil.copymode(folder / name, made / name)
        made.rename(folder / CUT_OFF)
        _put_in_place(folder)
    except OSError as error:
        raise _not_written(folder, error) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _put_in_place(folder: Path) -> None:
    """Let the new versions of files take the place of the old ones, as far as there are any."""
    made = folder / CUT_OFF
    for name in (BRIEF, STATEMENT):
        if (made / name).exists():
            (made / name).replace(os.path.realpath(folder / name))
    if made.exists():
        made.rmdir()


def _fill(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())


def _not_written(folder: Path, error: OSError) -> BriefNotWritten:
    return BriefNotWritten(f"{folder}: cannot be written: {error.strerror or error}")
