# ruff: noqa: INP001, T201 - a script; what it prints is its output
"""Teaches the tables of `bot/adapters/vectors/judge.npz`.

    python bench/judge.py FOLDER_OF_BRIEFS QUESTIONS.tsv ... [--epochs 3] [--start reader.npz]

Needs torch and transformers beside the project's own packages. The files are those of
`bench/reader.py`. A claim, `T4` that fact 4 supports, `F4` that it contradicts, `U4` that it only
comes near, is set against its own passage, and against the one that the reader finds nearest beside
it, which says nothing about it; a question against the passage that answers, if one does, and those
that the reader finds nearest beside it. Every tenth file is only measured: a claim's verdict is the
surest of the three that come nearest.
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
from torch.nn.functional import cross_entropy, gelu, pad

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


@dataclass(frozen=True, slots=True)
class Question:
    """A question in front of passages that come near; the first answers if any does."""

    stated: bool
    texts: list[Pieces]


class Taught(Changeable):
    """What `bot.adapters.vectors.judge` does, in a form that can be taught."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.mark, self.second = nn.Parameter(torch.zeros(ROWS)), nn.Parameter(torch.zeros(ROWS))
        self.thought, self.said = nn.Linear(ROWS, _WIDTH), nn.Linear(_WIDTH, len(_VERDICTS))
        self.answers = nn.Linear(_WIDTH, 1)

    def forward(self, texts: Sequence[Pieces]) -> tuple[Tensor, Tensor]:
        """Return what speaks for each verdict on a claim, and for answering a question."""
        rows, real, _ = self.rows(texts, self.mark, self.second)
        thoughts = gelu(self.thought(rows[:, 0] + mean(rows, real)))
        return self.said(thoughts), self.answers(thoughts)[:, 0]


def main() -> None:
    """Teach, measure after each epoch, and write the tables."""
    options = _options()
    torch.manual_seed(7)
    chance = random.Random(7)  # noqa: S311 - the order of lessons is no secret
    folder = installed()
    reader = Reader.load(verified(folder, notes=Path("data/vectors")))
    lessons = [list(_posed(path, options.briefs, reader)) for path in options.questions]
    net, left = Taught(folder), [asked for one in lessons[::10] for asked in one]
    if options.start:
        net.start_from(options.start)
    taught = [one for at, one in enumerate(lessons) if at % 10 and one]
    for minutes in teach(net, taught, partial(_loss, net, chance), epochs=options.epochs):
        print(json.dumps({"minutes": minutes} | _measured(net, left)))
    np.savez_compressed(options.out, **net.tables())


def _loss(net: Taught, chance: random.Random, lesson: list[Claim | Question]) -> Tensor:
    some = chance.sample(lesson, min(_TOGETHER, len(lesson)))
    claims = [one for one in some if isinstance(one, Claim)]
    asked = [one for one in some if isinstance(one, Question)]
    found = [_loss_of_claims(net, claims)] * bool(claims)
    found += [_loss_of_question(net, one) for one in asked]
    return torch.stack(found).mean()


def _loss_of_claims(net: Taught, claims: Sequence[Claim]) -> Tensor:
    given = [(text, one.verdict, 1.0) for one in claims for text in one.own]
    given += [(text, len(_VERDICTS) - 1, _BESIDE) for one in claims for text in one.beside]
    texts, verdicts, shares = zip(*given, strict=True)
    losses = cross_entropy(net(texts)[0], torch.tensor(verdicts), reduction="none")
    return (losses * torch.tensor(shares)).sum() / sum(shares)


def _loss_of_question(net: Taught, one: Question) -> Tensor:
    odds = pad(net(one.texts)[1], (0, 1))  # the last is nought: none of them answers
    return cross_entropy(odds[None], torch.tensor([0 if one.stated else len(one.texts)]))


@torch.no_grad()
def _measured(net: Taught, left: Sequence[Claim | Question]) -> dict[str, float]:
    found = {"claims": [0, 0], "wrong_verdicts": [0, 0], "questions": [0, 0]}
    for one in left:
        if isinstance(one, Claim):
            yes, no, _ = net(one.nearest)[0].softmax(1).amax(0).tolist()
            verdict = 2 if max(yes, no) < _SURE else int(no > yes)
            told = {"claims": verdict == one.verdict}
            told["wrong_verdicts"] = verdict != one.verdict and verdict < len(_VERDICTS) - 1
        else:
            odds = pad(net(one.texts)[1], (0, 1))
            told = {"questions": int(odds.argmax()) == (0 if one.stated else len(one.texts))}
        for name, so in told.items():
            found[name][0] += so
            found[name][1] += 1
    return {name: round(so / of, 3) for name, (so, of) in found.items() if of}


def _posed(path: Path, briefs: Path, reader: Reader) -> Iterator[Claim | Question]:
    brief = read_brief(briefs / path.stem)
    shown = list(passages(brief))
    rows = reader.read(shown)
    for mark, text, right in questions_of(path, brief):
        near = reader.scores(reader.ask(text), rows).argsort()[::-1].tolist()
        others = [at for at in near if at not in right]
        if mark not in _VERDICTS:
            shown_to = [*right[:1], *others[:_NEAREST]]
            texts = [both(reader.wordpiece, text, shown[at]) for at in shown_to]
            yield Question(bool(right), texts)
            continue
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
    parser = argparse.ArgumentParser(description="Teach the judge of claims and close calls.")
    parser.add_argument("briefs", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--start", type=Path, help="tables to go on from")
    parser.add_argument("--out", type=Path, default=TAUGHT)
    return parser.parse_args()


if __name__ == "__main__":
    main()
