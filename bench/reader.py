# ruff: noqa: INP001, T201 - a script; what it prints is its output
"""Teaches the tables of `bot/adapters/vectors/reader.npz`.

    python bench/reader.py FOLDER_OF_BRIEFS QUESTIONS.tsv ... [--epochs 3] [--out reader.npz]

Needs torch and transformers beside the project's own packages; an epoch over 550 statements takes
five minutes on two cores with bfloat16. Each file is named after its brief and holds a question a
line: what answers, a tab, the question. What answers is `-` for nothing, or numbers of facts as
they stand in the brief (`4,7.period`); `T4` and `F4` are claims about a fact, `U` one about none,
`!words` an answer that no fact holds, which teaches nothing. Every tenth file is only measured.

All questions of a statement are set against all passages of it at once: one of those that answer,
or none, shall be the likeliest. The sentence model itself stays as it is; learned are narrow
tables beside each of its products, the mark of a value, and the tables that make rows comparable.
"""

import argparse
import json
import math
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import linear, normalize, pad, softplus
from transformers import BertModel

from bot.adapters.brief_files import read_brief
from bot.adapters.vectors.model import Pieces
from bot.adapters.vectors.reader import TAUGHT, WIDTH, Reader
from bot.adapters.vectors.weights import installed, verified
from bot.core.aspects import Aspect, parts
from bot.core.passages import passages

_ROWS: Final = 384
_RANK: Final = 16
_RATE: Final = 1e-3
_TOGETHER: Final = 28  # questions of a statement that one step sees
_CLAIM: Final = 0.5  # what a claim counts against a question
_SIGNS: Final = (8.0, 6.0, 4.0, 2.0)  # to start from
_NOTHING: Final = 8.0
_SHARP: Final = 8.0
_FACT: Final = re.compile(r"(\d+)(?:\.(\w+))?")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A statement's passages, and its questions with the passages that answer."""

    passages: list[Pieces]
    questions: list[tuple[Pieces, list[int], float]]


class Changed(nn.Module):
    """A product of the sentence model and the narrow one beside it."""

    def __init__(self, base: nn.Linear) -> None:
        super().__init__()
        self.base = base
        self.a = nn.Parameter(torch.randn(_RANK, base.in_features) / math.sqrt(base.in_features))
        self.b = nn.Parameter(torch.zeros(base.out_features, _RANK))

    def forward(self, rows: Tensor) -> Tensor:
        """Return the sum of both."""
        kind = rows.dtype
        return self.base(rows) + linear(linear(rows, self.a.to(kind)), self.b.to(kind))


class Taught(nn.Module):
    """What `bot.adapters.vectors.reader` does, in a form that can be taught."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.model = BertModel.from_pretrained(
            folder, attn_implementation="eager",
            hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
        ).bfloat16()  # fmt: skip
        self.model.requires_grad_(requires_grad=False)
        self.changed: dict[str, Changed] = {}
        for name, product in list(self.model.named_modules()):
            if name.startswith("encoder.") and isinstance(product, nn.Linear):
                over, last = name.rsplit(".", 1)
                self.changed[name] = Changed(product)
                setattr(self.model.get_submodule(over), last, self.changed[name])
        start, _ = torch.linalg.qr(torch.randn(_ROWS, _ROWS))
        for name in ("word", "asked", "value", "question", "whole"):
            setattr(self, name, nn.Parameter(start[:WIDTH].clone()))
        self.mark = nn.Parameter(torch.zeros(_ROWS))
        self.telling, self.telling_from = nn.Parameter(torch.zeros(_ROWS)), _number(0.0)
        self.nothing, self.nothing_from = nn.Parameter(torch.zeros(_ROWS)), _number(_NOTHING)
        self.signs = nn.Parameter(torch.tensor(_SIGNS))

    def rows(self, texts: Sequence[Pieces]) -> tuple[Tensor, Tensor, Tensor]:
        """Return the rows of texts of any length, which of them are real, and which are marked."""
        ids = _table([torch.tensor(one.ids) for one in texts])
        real = _table([torch.ones(len(one.ids)) for one in texts])
        marked = torch.zeros_like(real)
        for row, one in zip(marked, texts, strict=True):
            row[one.marked] = 1
        words = self.model.embeddings.word_embeddings(ids)
        words = words + (marked[..., None] * self.mark).to(words.dtype)
        found = self.model(inputs_embeds=words, attention_mask=real.long())
        return found.last_hidden_state.float(), real, marked

    def forward(self, passages: Sequence[Pieces], questions: Sequence[Pieces]) -> Tensor:
        """Return each question's scores for all passages, and last for none of them."""
        rows, real, marked = self.rows(passages)
        words = normalize(linear(rows, self.word), dim=-1)
        value = normalize(linear(_mean(rows, marked), self.value), dim=-1)
        whole = normalize(linear(_mean(rows, real), self.whole), dim=-1)
        asked, there, _ = self.rows(questions)
        inner = there.clone()
        inner[:, 0] = 0
        inner[torch.arange(len(inner)), there.sum(1).long() - 1] = 0
        mean = _mean(asked, there)
        pairs = torch.einsum("qiw,pjw->qpij", normalize(linear(asked, self.word), dim=-1), words)
        nearest = pairs.masked_fill(real[None, :, None] == 0, -1).amax(-1)
        telling = softplus(asked @ self.telling + self.telling_from) * inner
        best = (nearest * (telling / telling.sum(1, keepdim=True))[:, None]).sum(-1)
        far = (-_SHARP * nearest).masked_fill(inner[:, None] == 0, -1e4)
        worst = -torch.logsumexp(far + telling.clamp(min=1e-6).log()[:, None], -1) / _SHARP
        fits = normalize(linear(mean, self.asked), dim=-1) @ value.T
        near = normalize(linear(mean, self.question), dim=-1) @ whole.T
        scores = torch.stack([best, fits, near, worst], -1) @ self.signs
        nothing = mean @ self.nothing + self.nothing_from
        return torch.cat([scores, nothing[:, None]], 1)

    def tables(self) -> dict[str, np.ndarray]:
        """Return what was learned, as the reader loads it."""
        own = {
            name: tensor.detach().numpy()
            for name, tensor in self.named_parameters()
            if not name.startswith("model.")
        }
        narrow = {
            f"{name}.{table}": getattr(one, table).detach().numpy().astype("<f2")
            for name, one in self.changed.items()
            for table in ("a", "b")
        }
        return own | narrow


def main() -> None:
    """Teach, measure after each epoch, and write the tables."""
    options = _options()
    torch.manual_seed(7)
    chance = random.Random(7)  # noqa: S311 - the order of lessons is no secret
    folder = installed()
    reader = Reader.load(verified(folder, notes=Path("data/vectors")))
    lessons = [_lesson(path, options.briefs, reader) for path in options.questions]
    taught = [one for number, one in enumerate(lessons) if number % 10]
    net, left = Taught(folder), lessons[::10]
    learned = [one for one in net.parameters() if one.requires_grad]
    steps = torch.optim.AdamW(learned, lr=_RATE, weight_decay=0.01)
    total, done, start = options.epochs * len(taught), 0, time.monotonic()
    for _ in range(options.epochs):
        chance.shuffle(taught)
        for one in taught:
            for group in steps.param_groups:
                group["lr"] = _RATE * min(1, (done + 1) / 60) * _slowing(done / total)
            _loss(net, one, chance).backward()
            nn.utils.clip_grad_norm_(learned, 1.0)
            steps.step()
            steps.zero_grad()
            done += 1
        print(
            json.dumps(
                {"minutes": round((time.monotonic() - start) / 60, 1)} | _measured(net, left)
            )
        )
    np.savez_compressed(options.out, **net.tables())


def _loss(net: Taught, lesson: Lesson, chance: random.Random) -> Tensor:
    asked = chance.sample(lesson.questions, min(_TOGETHER, len(lesson.questions)))
    likely = torch.log_softmax(net(lesson.passages, [text for text, _, _ in asked]), 1)
    losses = [
        -share * torch.logsumexp(row[right or [-1]], 0)
        for row, (_, right, share) in zip(likely, asked, strict=True)
    ]
    return torch.stack(losses).sum() / sum(share for _, _, share in asked)


@torch.no_grad()
def _measured(net: Taught, lessons: Sequence[Lesson]) -> dict[str, float]:
    right = false = stated = total = 0
    for one in lessons:
        best = net(one.passages, [text for text, _, _ in one.questions]).argmax(1)
        for found, (_, answers, _) in zip(best.tolist(), one.questions, strict=True):
            said = found < len(one.passages)
            stated += bool(answers)
            right += found in answers if answers else not said
            false += said and not answers
            total += 1
    return {"right": round(right / total, 3), "false": round(false / max(1, total - stated), 3)}


def _lesson(path: Path, briefs: Path, reader: Reader) -> Lesson:
    brief = read_brief(briefs / path.stem)
    numbers = {fact.id: number for number, fact in enumerate(brief.facts)}
    places = {(numbers[fact.id], aspect): at for at, (fact, aspect) in enumerate(parts(brief))}
    asked = []
    for line in path.read_text(encoding="utf-8").splitlines():
        answer, _, question = line.partition("\t")
        if not question or answer.startswith("!"):
            continue
        claim = answer[:1] in {"T", "F", "U"}
        named = () if answer[:1] in {"-", "U"} else _FACT.findall(answer)
        right = [places[int(number), Aspect(aspect or "value")] for number, aspect in named]
        asked.append((reader.asked(question), right, _CLAIM if claim else 1.0))
    return Lesson([reader.shown(one) for one in passages(brief)], asked)


def _mean(rows: Tensor, which: Tensor) -> Tensor:
    return (rows * which[..., None]).sum(1) / which.sum(1, keepdim=True).clamp(min=1)


def _table(rows: Sequence[Tensor]) -> Tensor:
    longest = max(map(len, rows))
    return torch.stack([pad(one, (0, longest - len(one))) for one in rows])


def _number(size: float) -> nn.Parameter:
    return nn.Parameter(torch.tensor(size))


def _slowing(share: float) -> float:
    return 0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * share))


def _options() -> Any:
    parser = argparse.ArgumentParser(description="Teach the reader.")
    parser.add_argument("briefs", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--out", type=Path, default=TAUGHT)
    return parser.parse_args()


if __name__ == "__main__":
    main()
