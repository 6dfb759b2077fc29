"""What is kept of an answer for the follow-up: ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recall:
    """The brief and the facts that a conversation's last answer showed."""

    brief: str
    facts: tuple[str, ...]
