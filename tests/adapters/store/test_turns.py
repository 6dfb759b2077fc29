"""Who asks the database next."""

import asyncio

from bot.adapters.store.turns import Turns


async def test_the_urgent_first() -> None:
    """Of those who wait, the urgent go first, each kind in its order."""
    turns, order = Turns(1), []
    await turns.take(urgent=False)

    async def wait(name: str, *, urgent: bool) -> None:
        await turns.take(urgent=urgent)
        order.append(name)
        turns.give_back()

    names = [("post 1", False), ("post 2", False), ("answer 1", True), ("answer 2", True)]
    waiting = [asyncio.create_task(wait(name, urgent=urgent)) for name, urgent in names]
    await asyncio.sleep(0)
    turns.give_back()
    await asyncio.gather(*waiting)

    assert order == ["answer 1", "answer 2", "post 1", "post 2"]


async def test_whoever_gives_up_holds_nobody_up() -> None:
    """One that gives up while it waits, or just as its turn comes, lets the next one go."""
    turns = Turns(1)
    await turns.take(urgent=False)
    first, second, third = (asyncio.create_task(turns.take(urgent=True)) for _ in range(3))
    await asyncio.sleep(0)

    first.cancel()
    await asyncio.sleep(0)
    turns.give_back()
    second.cancel()
    await asyncio.wait_for(third, 1)

    assert (first.cancelled(), second.cancelled(), third.done()) == (True, True, True)


async def test_several_places() -> None:
    """As many as there are places go at once."""
    turns = Turns(2)
    await turns.take(urgent=False)
    await turns.take(urgent=False)
    third = asyncio.create_task(turns.take(urgent=False))
    await asyncio.sleep(0)
    waits = not third.done()

    turns.give_back()
    await asyncio.wait_for(third, 1)

    assert waits


async def test_a_kept_place_is_the_urgents_alone() -> None:
    """A post does not get the last place, and an answer gets it while posts wait for theirs."""
    turns = Turns(2, kept=1)
    await turns.take(urgent=False)
    post = asyncio.create_task(turns.take(urgent=False))
    await asyncio.sleep(0)

    await turns.take(urgent=True)
    turns.give_back()
    await asyncio.sleep(0)
    assert not post.done()

    turns.give_back()
    await asyncio.wait_for(post, timeout=1)
