"""A channel that keeps plain lists, and faults that it can be told."""

from datetime import datetime

from bot.core.card import Card, plain


class FakePoster:
    """Posts into `posts`; each of `faults` is met once, `before` or `after` the post is there."""

    def __init__(self) -> None:
        self.posts: list[tuple[str, str, str]] = []  # channel, marker, text
        self.faults: list[tuple[str, BaseException]] = []
        self.look_faults: list[BaseException] = []
        self.looks: list[tuple[str, str, datetime]] = []

    async def post(self, channel: str, card: Card, *, marker: str) -> str:
        """Post once and return the message's id."""
        when, fault = self.faults.pop(0) if self.faults else ("", None)
        if fault and when == "before":
            raise fault
        self.posts.append((channel, marker, plain(card)))
        if fault:
            raise fault
        return f"m{len(self.posts)}"

    async def find(self, channel: str, *, marker: str, since: datetime) -> str | None:
        """Return the id of the message with this marker."""
        self.looks.append((channel, marker, since))
        if self.look_faults:
            raise self.look_faults.pop(0)
        found = [n for n, post in enumerate(self.posts, 1) if post[:2] == (channel, marker)]
        return f"m{found[0]}" if found else None
