"""Which statement a place answers from, where nobody names one."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """For whom a statement was chosen; the first that has a choice decides."""

    CHANNEL = "channel"
    PERSON = "person"
    TENANT = "tenant"  # the workspace or server


@dataclass(frozen=True, slots=True)
class Preference:
    """The id of a brief, chosen for a channel, a person or (with an empty `subject`) a tenant."""

    scope: Scope
    subject: str
    brief: str


def preferred(preferences: Sequence[Preference]) -> str:
    """Return the id of the brief that a place uses, empty where none was chosen.

    A channel's goes before a person's, so that all who read a channel see one statement's answers.

    >>> preferred([Preference(Scope.TENANT, "", "a"), Preference(Scope.CHANNEL, "C1", "b")])
    'b'
    """
    chosen = {one.scope: one.brief for one in preferences}
    return next((chosen[scope] for scope in Scope if scope in chosen), "")
