"""Briefs on disk, followed: what changes is served within two seconds, what breaks is not."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import structlog

from bot.adapters.brief_files import BRIEF, STATEMENT, brief_folders, held_in, read_brief
from bot.core.brief import Brief
from bot.core.library import Library
from bot.errors import BriefInvalid
from bot.ports import Clock

EVERY: Final = 1.0  # seconds between two looks

Stamp = tuple[tuple[int, int, int], ...]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Kept:
    """A brief as it was last read: its files' stamp, its whole version and its faults."""

    stamp: Stamp
    brief: Brief | None
    faults: tuple[str, ...] = ()


@dataclass
class WatchedBriefs:
    """Serves the briefs of a folder, always as one whole version."""

    folder: Path
    _kept: dict[Path, _Kept] = field(default_factory=dict)
    _served: Library = field(default_factory=Library)

    def library(self) -> Library:
        """Return the current version."""
        return self._served

    @property
    def faults(self) -> tuple[str, ...]:
        """Return what is wrong with the briefs that are not served, or in an older version."""
        return tuple(fault for kept in self._kept.values() for fault in kept.faults)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Return a line for each brief that no chat is served from until a person reviewed it."""
        drafts = (brief.id for brief in self._served if not brief.reviewed)
        return tuple(
            f"{one}: not reviewed, so not served: briefing-bot review {one}" for one in drafts
        )

    async def run(self, clock: Clock) -> None:
        """Follow the folder until cancelled; a folder that is away changes nothing."""
        while True:
            await clock.sleep(EVERY)
            await asyncio.to_thread(self.look)

    def look(self, *, quietly: bool = False) -> None:
        """Read what changed since the last look, and serve the new version as a whole.

        What came of it is logged, but for the first look: there the caller tells.
        """
        try:
            folders = list(brief_folders(self.folder))
        except OSError:
            log.exception("briefs_unreadable")
            return
        changed = [path for path in folders if self._changed(path)]
        gone = self._kept.keys() - set(folders)
        if not changed and not gone:
            return
        kept = {path: one for path, one in self._kept.items() if path not in gone}
        kept |= {path: _read(path, self._kept.get(path)) for path in changed}
        self._kept = dict(sorted(kept.items()))
        self._served = Library(tuple(one.brief for one in self._kept.values() if one.brief))
        if not quietly:
            _tell(self._kept, changed, gone)

    def _changed(self, path: Path) -> bool:
        known = self._kept.get(path)
        return known is None or known.stamp != _stamp(path)


def _stamp(path: Path) -> Stamp:
    """Return what tells a file's versions apart; a file that is not there has a stamp as well."""
    return tuple(_stamp_of(held_in(path, name)) for name in (BRIEF, STATEMENT))


def _stamp_of(file: Path) -> tuple[int, int, int]:
    try:
        told = file.stat()
    except OSError:
        return (0, 0, 0)
    return (told.st_mtime_ns, told.st_size, told.st_ino)


def _read(path: Path, before: _Kept | None) -> _Kept:
    """Return a brief's new version, or the one before where the new one is broken."""
    stamp = _stamp(path)
    try:
        return _Kept(stamp, read_brief(path))
    except BriefInvalid as invalid:
        return _Kept(stamp, before.brief if before else None, invalid.faults)


def _tell(kept: dict[Path, _Kept], changed: Iterable[Path], gone: Iterable[Path]) -> None:
    for path in changed:
        one = kept[path]
        if one.faults:
            log.error("brief_refused", brief=path.name, older=bool(one.brief), faults=one.faults)
        elif one.brief and one.brief.reviewed:
            log.info("brief_served", brief=path.name)
        else:
            log.warning("brief_waits_for_review", brief=path.name)
    for path in gone:
        log.info("brief_removed", brief=path.name)
