"""Who asks the database next: an answer that somebody waits for goes before a post."""

import asyncio
from collections import deque


class Turns:
    """So many at a time; of those who wait, the urgent ones first, each kind in its order.

    `kept` places are taken by the urgent alone.
    """

    def __init__(self, places: int, *, kept: int = 0) -> None:
        self._free = places
        self._least = {True: 0, False: kept}
        self._waiting: dict[bool, deque[asyncio.Future[None]]] = {True: deque(), False: deque()}

    async def take(self, *, urgent: bool) -> None:
        """Return when it is one's turn; `give_back` must follow, unless this is cancelled."""
        if self._free > self._least[urgent] and not self._waiting[urgent]:
            self._free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting[urgent].append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give_back()  # it had come just then
            raise

    def give_back(self) -> None:
        """Let the next one go."""
        self._free += 1
        for urgent, waiting in self._waiting.items():
            while waiting and self._free > self._least[urgent]:
                turn = waiting.popleft()
                if not turn.done():
                    self._free -= 1
                    turn.set_result(None)
                    return
