# ruff: noqa: INP001, T201 - a script; what it prints is its output
"""Teaches the tables of `bot/adapters/vectors/judge.npz`.

    python bench/judge.py FOLDER_OF_BRIEFS CLAIMS.tsv ... [--epochs 3] [--start reader.npz]

Needs torch and transformers beside the project's own packages. The files are those of
`bench/reader.py`, of which only the claims are read: `T4` that fact 4 supports, `F4` that it
contradicts, `U4` that it only comes near. A claim is set against its own passage, and against the
one that the reader finds nearest beside it, which says nothing about it. Every tenth file is only
measured: a claim's verdict is the surest of the three that come nearest.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from teaching import ROWS, Changeable, mean, questions_of, teach
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, gelu

from bot.adapters.brief_files import read_brief
from bot.adapters.vectors.judge import TAUGHT
from bot.adapters.vectors.model import Pieces
from bot.adapters.vectors.reader import Reader
from bot.adapters.vectors.showing import both
from bot.adapters.vectors.weights import installed, verified
from bot.core.passages import passages

_WIDTH: Final = 128  # of what is thought before it is said
_VERDICTS: Final = "TFU"
_BESIDE: Final = 0.3  # what a passage beside the right one counts
_NEAREST: Final = 3  # passages that are asked
_SURE: Final = 0.6
_TOGETHER: Final = 16  # claims of a statement that one step sees


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim in front of passages: its own, with what they make of it, and those beside it."""

    verdict: int
    own: list[Pieces]
    beside: list[Pieces]
    nearest: list[Pieces]


class Taught(Changeable):
    """What `bot.adapters.vectors.judge` does, in a form that can be taught."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.mark, self.second = nn.Parameter(torch.zeros(ROWS)), nn.Parameter(torch.zeros(ROWS))
        self.thought, self.said = nn.Linear(ROWS, _WIDTH), nn.Linear(_WIDTH, len(_VERDICTS))

    def forward(self, texts: Sequence[Pieces]) -> Tensor:
        """Return what speaks for each verdict."""
        rows, real, _ = self.rows(texts, self.mark, self.second)
        found: Tensor = self.said(gelu(self.thought(rows[:, 0] + mean(rows, real))))
        return found


def main() -> None:
    """Teach, measure after each epoch, and write the tables."""
    options = _options()
    torch.manual_seed(7)
    chance = random.Random(7)  # noqa: S311 - the order of lessons is no secret
    folder = installed()
    reader = Reader.load(verified(folder, notes=Path("data/vectors")))
    lessons = [list(_claims(path, options.briefs, reader)) for path in options.claims]
    net, left = Taught(folder), [claim for one in lessons[::10] for claim in one]
    if options.start:
        net.start_from(options.start)
    taught = [one for at, one in enumerate(lessons) if at % 10 and one]
    for minutes in teach(net, taught, partial(_loss, net, chance), epochs=options.epochs):
        print(json.dumps({"minutes": minutes} | _measured(net, left)))
    np.savez_compressed(options.out, **net.tables())


def _loss(net: Taught, chance: random.Random, lesson: list[Claim]) -> Tensor:
    claims = chance.sample(lesson, min(_TOGETHER, len(lesson)))
    given = [(text, one.verdict, 1.0) for one in claims for text in one.own]
    given += [(text, len(_VERDICTS) - 1, _BESIDE) for one in claims for text in one.beside]
    texts, verdicts, shares = zip(*given, strict=True)
    losses = cross_entropy(net(texts), torch.tensor(verdicts), reduction="none")
    return (losses * torch.tensor(shares)).sum() / sum(shares)


@torch.no_grad()
def _measured(net: Taught, claims: Sequence[Claim]) -> dict[str, float]:
    right = wrong = 0
    for one in claims:
        yes, no, _ = net(one.nearest).softmax(1).amax(0).tolist()
        found = 2 if max(yes, no) < _SURE else int(no > yes)
        right += found == one.verdict
        wrong += found != one.verdict and found < len(_VERDICTS) - 1
    return {"right": round(right / len(claims), 3), "wrong": round(wrong / len(claims), 3)}


def _claims(path: Path, briefs: Path, reader: Reader) -> Iterator[Claim]:
    brief = read_brief(briefs / path.stem)
    shown = list(passages(brief))
    rows = reader.read(shown)
    for mark, text, right in questions_of(path, brief):
        if mark not in _VERDICTS:
            continue
        near = reader.scores(reader.ask(text), rows).argsort()[::-1].tolist()
        others = [at for at in near if at not in right]
        own = right[:2] or others[:1]
        beside = [at for at in others if at not in own][:1]
        yield Claim(
            _VERDICTS.index(mark),
            *(
                [both(reader.wordpiece, text, shown[at]) for at in some]
                for some in (own, beside, near[:_NEAREST])
            ),
        )


def _options() -> Any:
    parser = argparse.ArgumentParser(description="Teach the judge of claims.")
    parser.add_argument("briefs", type=Path)
    parser.add_argument("claims", type=Path, nargs="+")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--start", type=Path, help="tables to go on from")
    parser.add_argument("--out", type=Path, default=TAUGHT)
    return parser.parse_args()


if __name__ == "__main__":
    main()
