"""From a wish for a scheduled post to its rule, its zone and what it posts."""

from dataclasses import dataclass, replace
from typing import Final

from bot.core import wording_scheduling as wording
from bot.core.card import Card
from bot.core.editions import Wanted
from bot.core.handles import subject_of
from bot.core.library import Library
from bot.core.request import Wish
from bot.core.schedule import GRACES, Content, Missed, Schedule, Unchanged
from bot.core.schedule_words import (
    Trouble,
    Unclear,
    When,
    near_place,
    read_when,
    read_zone,
)
from bot.core.using import briefs_named

_ALL: Final = frozenset({"", "all", "any", "new", "everything", "all statements", "all briefs"})


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a wish is made: the brief that is used there, the usual zone, what is edited."""

    library: Library
    used: str = ""
    zone: str = "Etc/UTC"
    of: Schedule | None = None


def scheduled(wish: Wish, setting: Setting, base: Schedule) -> Schedule | Card:
    """Return `base` with what a wish says, or the card that says why it cannot be kept.

    What a wish does not say stays as it was where a schedule is edited, else it is the usual.
    """
    when = _when(wish, setting)
    if isinstance(when, Unclear):
        return wording.unclear_card(when)
    if when.rest and not _names(when.rest, wish, setting):
        return wording.unclear_card(Unclear(Trouble.LEFT, when.rest, near_place(when.rest)))
    wanted = _wanted(wish, when.rest, setting)
    if isinstance(wanted, Card):
        return wanted
    missed = Missed(wish.missed or (setting.of.missed if setting.of else Missed.LATEST))
    return replace(
        base, cron=when.cron, zone=when.zone, missed=missed, grace=GRACES[missed],
        brief=wanted.brief, content=wanted.content, fact=wanted.fact, unchanged=wanted.unchanged,
    )  # fmt: skip


def _when(wish: Wish, setting: Setting) -> When | Unclear:
    of = setting.of
    named = read_zone(wish.zone)
    if isinstance(named, Unclear):
        return named
    if not wish.when.strip() and of:
        return When(of.cron, named or of.zone)
    read = read_when(wish.when, kept=of.cron if of else "")
    if isinstance(read, Unclear):
        return read
    return replace(read, zone=named or read.zone or (of.zone if of else setting.zone))


def _names(rest: str, wish: Wish, setting: Setting) -> bool:
    """Say whether what is left over of a time names a statement, and no other than is chosen."""
    named = _brief(rest, setting)
    chosen = _brief(wish.brief.strip(), setting) if wish.brief.strip() else named
    return not (wish.figure or isinstance(named, Card)) and named == chosen


def _wanted(wish: Wish, rest: str, setting: Setting) -> Wanted | Card:
    of, subject = setting.of, subject_of(wish.figure, setting.library)
    if subject and subject.facts:
        figure = Wanted(subject.brief.id, Content.FIGURE, subject.facts[0])
        return replace(figure, unchanged=_unchanged(wish, setting, figure.brief))
    brief_id = _brief((wish.brief or rest).strip(), setting)
    if isinstance(brief_id, Card):
        return brief_id
    content = Content(wish.content or (of.content if of else Content.WHOLE))
    stays = of is not None and of.brief == brief_id and content is Content.FIGURE
    fact = of.fact if of and stays else ""
    return Wanted(brief_id, content, fact, _unchanged(wish, setting, brief_id))


def _unchanged(wish: Wish, setting: Setting, brief_id: str) -> Unchanged:
    """Return what is done where nothing is new: a post of all that is new has none to repeat."""
    usual = Unchanged.REPEAT if brief_id else Unchanged.SAY
    chosen = Unchanged(wish.unchanged or (setting.of.unchanged if setting.of else usual))
    return Unchanged.SAY if chosen is Unchanged.REPEAT and not brief_id else chosen


def _brief(said: str, setting: Setting) -> str | Card:
    """Return the id of the brief that is named or used or the only one; empty for all."""
    library = setting.library
    if not said and setting.of:
        return setting.of.brief
    if not said and library.get(setting.used):
        return setting.used
    if said.casefold() in _ALL:
        alone = not said and len(library) == 1
        return library.briefs[0].id if alone else ""
    found = briefs_named(said, library)
    return found[0].id if len(found) == 1 else wording.unknown_brief_card(said, near_place(said))
