# ruff: noqa: INP001, T201 - a script; what it prints is its output
"""Fits the weights of `bot.core.weighing` on question files and prints them as a table.

    python bench/weights.py FOLDER_OF_BRIEFS QUESTIONS.jsonl ...

Every fact that may answer is one choice, "the statement does not say" another; the weights make
the right choices likely. Questions that are claims or follow-ups are left out. Each statement is
also once left out of the fitting and only measured, which is the figure to believe.
"""

import json
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.adapters.brief_files import read_brief
from bot.adapters.vectors import Similarity
from bot.core import matching, scoring, wording
from bot.core.answering import Answer, Outcome, Shown
from bot.core.matching import Candidate, match
from bot.core.reading import read
from bot.core.weighing import AGAIN, NOTHING, READ, WEIGHTS

_STEPS: Final = 500
_RATE: Final = 0.05
_PULL: Final = 0.005  # towards 0, so that a sign seen twice decides nothing
_FOLDS: Final = 6
# What each table of weights knows: words alone, what was read, and what was read again.
_TABLES: Final = (frozenset({READ, AGAIN}), frozenset({AGAIN}), frozenset[str]())

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Posed:
    """A question with its candidates' signs, and which of them are right."""

    text: str
    statement: str
    stated: bool
    rows: Array
    right: NDArray[np.bool_]
    named: tuple[str, ...]

    @property
    def teaches(self) -> bool:
        """Say whether it has a right choice at all: one fact, or none for what is not stated."""
        return bool(self.right.any()) or not self.stated


def main(arguments: Sequence[str]) -> None:
    """Print the weights of each table, and how good they are."""
    folder, *files = map(Path, arguments)
    names: list[str] = []
    posed = list(_posed(folder, files, names))
    for unknown in _TABLES:
        used = np.array([name not in unknown for name in names])
        weights, nothing = _fitted(posed, used)
        print("without", *sorted(unknown), _measured(posed, weights, nothing))
        print("  left out:", _left_out(posed, used))
        for name, size in [*zip(names, weights, strict=True), (NOTHING, nothing)]:
            print(f"  {name:16} {size:6.2f}")


def _posed(folder: Path, files: Sequence[Path], names: list[str]) -> Iterator[Posed]:
    matching._SURE = math.inf  # noqa: SLF001 (here every question is read, and read again)
    matching._close = bool  # noqa: SLF001
    vectors = Similarity.open(Path("data/vectors"), on_demand=True)
    if vectors is None:
        raise SystemExit("the sentence vectors' weights are missing: see `make test`")
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            question = {"previous": None, "expect_any": [], **json.loads(line)}
            if question.get("verdict") or question["previous"]:
                continue
            brief = read_brief(folder / question["statement"])
            reading = read(question["question"])
            matched = match(reading, brief, reader=vectors)
            usable = [
                one for one in matched.candidates if "speaks" in one.ruled_out or not one.ruled_out
            ]
            if not usable:
                continue
            if not names:
                names += [name for name in WEIGHTS if name != NOTHING]
            right = [question["answerable"] and _right(question, brief, one) for one in usable]
            rows = np.array([[one.signs.get(name, 0.0) for name in names] for one in usable])
            named = tuple(f"{one.fact.label} = {one.fact.value}"[:70] for one in usable)
            yield Posed(
                question["question"], question["statement"], question["answerable"], rows,
                np.array(right), named,
            )  # fmt: skip


def _right(question: dict[str, Any], brief: Any, one: Candidate) -> bool:
    shown = (Shown(one.fact, one.aspect),)
    value = wording.value_text(Answer(Outcome.ANSWERED, read(""), brief, shown))
    told = f"{value}\n{' '.join(one.fact.evidence)}"
    prediction = {"status": "answered", "value_text": value, "answer": told}
    return scoring.judge(question, prediction) == "right"


def _fitted(posed: Sequence[Posed], used: NDArray[np.bool_]) -> tuple[Array, float]:
    weights = np.zeros(len(used) + 1)  # the last is for "nothing"
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    taught = [one for one in posed if one.teaches]
    for step in range(1, _STEPS + 1):
        slope = sum((_slope(one, weights) for one in taught), np.zeros_like(weights)) / len(taught)
        slope[:-1] = (slope[:-1] - _PULL * weights[:-1]) * used
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights += _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights[:-1], float(weights[-1])


def _slope(one: Posed, weights: Array) -> Array:
    scores = np.append(one.rows @ weights[:-1], weights[-1])
    likely = np.exp(scores - scores.max())
    likely /= likely.sum()
    wanted = np.append(np.where(one.right, likely[:-1], 0.0), 0.0 if one.right.any() else 1.0)
    wanted /= wanted.sum()
    away = wanted - likely
    return np.append(away[:-1] @ one.rows, away[-1])


def _measured(posed: Sequence[Posed], weights: Array, nothing: float) -> dict[str, float]:
    good = ranked = stated = false = 0
    for one in posed:
        scores = one.rows @ weights
        best = int(scores.argmax())
        answered = scores[best] > nothing
        stated += one.stated
        ranked += bool(one.right[best])
        good += bool(one.right[best]) if answered else not one.stated
        false += bool(answered and not one.stated)
    total = len(posed)
    return {
        "questions": total, "right": round(good / total, 3), "ranked": round(ranked / stated, 3),
        "false": round(false / max(1, total - stated), 3),
    }  # fmt: skip


def _left_out(posed: Sequence[Posed], used: NDArray[np.bool_]) -> dict[str, float]:
    statements = sorted({one.statement for one in posed})
    found: list[dict[str, float]] = []
    for fold in range(_FOLDS):
        out = {name for number, name in enumerate(statements) if number % _FOLDS == fold}
        weights, nothing = _fitted([one for one in posed if one.statement not in out], used)
        found.append(_measured([one for one in posed if one.statement in out], weights, nothing))
    total = sum(one["questions"] for one in found)
    return {
        key: round(sum(one[key] * one["questions"] for one in found) / total, 3)
        for key in ("right", "ranked", "false")
    }


if __name__ == "__main__":
    main(sys.argv[1:])
