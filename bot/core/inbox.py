"""A message in hand: what is kept of it until its answer has arrived."""

from dataclasses import dataclass


class TakenOver(Exception):
    """A message that this process had in hand is another's by now: it must not be answered here."""


@dataclass(frozen=True, slots=True)
class Held:
    """A message that a process left unanswered when it ended.

    `content` is what the adapter needs to go on, `sending` says that the answer may have been
    posted already, `attempts` how often it was taken up before.
    """

    id: str
    tenant: str
    content: str
    sending: bool
    attempts: int
