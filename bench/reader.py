# ruff: noqa: INP001, T201 - a script; what it prints is its output
"""Teaches the tables of `bot/adapters/vectors/reader.npz`.

    python bench/reader.py FOLDER_OF_BRIEFS QUESTIONS.tsv ... [--epochs 3] [--start reader.npz]

Needs torch and transformers beside the project's own packages; an epoch over 550 statements takes
five minutes on two cores with bfloat16. Each file is named after its brief and holds a question a
line: what answers, a tab, the question. What answers is `-` for nothing, or numbers of facts as
they stand in the brief (`4,7.period`); `T4`, `F4` and `U4` are claims that a fact supports, denies
or only comes near; `!words` is an answer that no fact holds, which teaches nothing. Every tenth
file is only measured.

All questions of a statement are set against all passages of it at once: one of those that answer,
or none, shall be the likeliest. The sentence model itself stays as it is; learned are narrow
tables beside each of its products, the mark of a value, and the tables that make rows comparable.
"""

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from teaching import ROWS, Changeable, mean, number, questions_of, teach
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, linear, normalize, softplus

from bot.adapters.brief_files import read_brief
from bot.adapters.vectors.model import Pieces
from bot.adapters.vectors.reader import TAUGHT, WIDTH, Reader
from bot.adapters.vectors.showing import asked, shown
from bot.adapters.vectors.weights import installed, verified
from bot.core.passages import passages

_TOGETHER: Final = 28  # questions of a statement that one step sees
_CLAIM: Final = 0.5  # what a claim counts against a question
_SIGNS: Final = (8.0, 6.0, 4.0, 2.0)  # to start from
_NOTHING: Final = 8.0
_SHARP: Final = 8.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """A statement's passages, and its questions with the passages that answer."""

    passages: list[Pieces]
    questions: list[tuple[Pieces, list[int], bool]]  # with those that answer, and if it claims


class Taught(Changeable):
    """What `bot.adapters.vectors.reader` does, in a form that can be taught."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        start, _ = torch.linalg.qr(torch.randn(ROWS, ROWS))
        for name in ("word", "asked", "value", "question", "whole"):
            setattr(self, name, nn.Parameter(start[:WIDTH].clone()))
        self.mark = nn.Parameter(torch.zeros(ROWS))
        self.telling, self.telling_from = nn.Parameter(torch.zeros(ROWS)), number(0.0)
        self.nothing, self.nothing_from = nn.Parameter(torch.zeros(ROWS)), number(_NOTHING)
        self.claims, self.claims_from = nn.Parameter(torch.zeros(ROWS)), number(0.0)
        self.signs = nn.Parameter(torch.tensor(_SIGNS))

    def forward(
        self, passages: Sequence[Pieces], questions: Sequence[Pieces]
    ) -> tuple[Tensor, Tensor]:
        """Return each question's scores for all passages, last for none, and if it claims."""
        rows, real, (marked,) = self.rows(passages, self.mark)
        words = normalize(linear(rows, self.word), dim=-1)
        value = normalize(linear(mean(rows, marked), self.value), dim=-1)
        whole = normalize(linear(mean(rows, real), self.whole), dim=-1)
        asked, there, _ = self.rows(questions)
        inner = there.clone()
        inner[:, 0] = 0
        inner[torch.arange(len(inner)), there.sum(1).long() - 1] = 0
        middle = mean(asked, there)
        pairs = torch.einsum("qiw,pjw->qpij", normalize(linear(asked, self.word), dim=-1), words)
        nearest = pairs.masked_fill(real[None, :, None] == 0, -1).amax(-1)
        telling = softplus(asked @ self.telling + self.telling_from) * inner
        best = (nearest * (telling / telling.sum(1, keepdim=True))[:, None]).sum(-1)
        far = (-_SHARP * nearest).masked_fill(inner[:, None] == 0, -1e4)
        worst = -torch.logsumexp(far + telling.clamp(min=1e-6).log()[:, None], -1) / _SHARP
        fits = normalize(linear(middle, self.asked), dim=-1) @ value.T
        near = normalize(linear(middle, self.question), dim=-1) @ whole.T
        scores = torch.stack([best, fits, near, worst], -1) @ self.signs
        nothing = middle @ self.nothing + self.nothing_from
        claims = middle.detach() @ self.claims + self.claims_from  # teaches nothing else
        return torch.cat([scores, nothing[:, None]], 1), claims


def main() -> None:
    """Teach, measure after each epoch, and write the tables."""
    options = _options()
    torch.manual_seed(7)
    chance = random.Random(7)  # noqa: S311 - the order of lessons is no secret
    folder = installed()
    reader = Reader.load(verified(folder, notes=Path("data/vectors")))
    lessons = [_lesson(path, options.briefs, reader) for path in options.questions]
    net, left = Taught(folder), lessons[::10]
    if options.start:
        net.start_from(options.start)
    taught = [one for at, one in enumerate(lessons) if at % 10]
    for minutes in teach(net, taught, partial(_loss, net, chance), epochs=options.epochs):
        print(json.dumps({"minutes": minutes} | _measured(net, left)))
    np.savez_compressed(options.out, **net.tables())


def _loss(net: Taught, chance: random.Random, lesson: Lesson) -> Tensor:
    asked = chance.sample(lesson.questions, min(_TOGETHER, len(lesson.questions)))
    scores, claims = net(lesson.passages, [text for text, *_ in asked])
    likely = torch.log_softmax(scores, 1)
    losses = [
        -(_CLAIM if claim else 1.0) * torch.logsumexp(row[right or [-1]], 0)
        for row, (_, right, claim) in zip(likely, asked, strict=True)
    ]
    claimed = torch.tensor([float(claim) for *_, claim in asked])
    shares = sum(_CLAIM if claim else 1.0 for *_, claim in asked)
    return torch.stack(losses).sum() / shares + binary_cross_entropy_with_logits(claims, claimed)


@torch.no_grad()
def _measured(net: Taught, lessons: Sequence[Lesson]) -> dict[str, float]:
    right = false = heard = stated = total = 0
    for one in lessons:
        scores, claims = net(one.passages, [text for text, *_ in one.questions])
        told = zip(scores.argmax(1).tolist(), (claims > 0).tolist(), one.questions, strict=True)
        for found, claimed, (_, answers, claim) in told:
            heard += claimed == claim
            said = found < len(one.passages)
            stated += bool(answers)
            right += found in answers if answers else not said
            false += said and not answers
            total += 1
    return {
        "right": round(right / total, 3),
        "false": round(false / max(1, total - stated), 3),
        "heard": round(heard / total, 3),
    }


def _lesson(path: Path, briefs: Path, reader: Reader) -> Lesson:
    brief = read_brief(briefs / path.stem)
    questions = [
        (asked(reader.wordpiece, text), right if mark != "U" else [], mark in "TFU")
        for mark, text, right in questions_of(path, brief)
    ]
    return Lesson([shown(reader.wordpiece, one) for one in passages(brief)], questions)


def _options() -> Any:
    parser = argparse.ArgumentParser(description="Teach the reader.")
    parser.add_argument("briefs", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--start", type=Path, help="tables to go on from")
    parser.add_argument("--out", type=Path, default=TAUGHT)
    return parser.parse_args()


if __name__ == "__main__":
    main()
