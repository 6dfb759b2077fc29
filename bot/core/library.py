"""All briefs being served, as one whole version."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.brief import Brief


@dataclass(frozen=True)
class Library:
    """The briefs of one version, in the order of their ids."""

    briefs: tuple[Brief, ...] = ()

    def __iter__(self) -> Iterator[Brief]:
        return iter(self.briefs)

    def __len__(self) -> int:
        return len(self.briefs)

    def get(self, brief_id: str) -> Brief | None:
        """Return the brief of this id; the id is looked up, never made a path."""
        return next((brief for brief in self.briefs if brief.id == brief_id), None)

    def reviewed(self) -> "Library":
        """Return only what may be served in chats and schedules."""
        return Library(tuple(brief for brief in self.briefs if brief.reviewed))
