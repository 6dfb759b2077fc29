# ruff: noqa: INP001 - used by the scripts beside it
"""What teaching the reader and teaching the judge share: the sentence model with narrow changes."""

import math
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import linear, pad
from transformers import BertModel

from bot.adapters.vectors.model import Pieces
from bot.core.aspects import Aspect, parts
from bot.core.brief import Brief

ROWS: Final = 384
_RANK: Final = 16
_RATE: Final = 1e-3
_WARMING: Final = 60  # steps
Lesson = TypeVar("Lesson")

_FACT: Final = re.compile(r"(\d+)(?:\.(\w+))?")


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


class Changeable(nn.Module):
    """The sentence model, itself fixed, with narrow tables beside its products that learn."""

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

    def rows(self, texts: Sequence[Pieces], *marks: Tensor) -> tuple[Tensor, Tensor, list[Tensor]]:
        """Return the rows of texts of any length, which of them are real, and which are marked."""
        ids = table([torch.tensor(one.ids) for one in texts])
        real = table([torch.ones(len(one.ids)) for one in texts])
        words = self.model.embeddings.word_embeddings(ids)
        marked = [torch.zeros_like(real) for _ in marks]
        for where, (number, mark) in zip(marked, enumerate(marks), strict=True):
            for row, one in zip(where, texts, strict=True):
                for part in one.marked[number : number + 1]:
                    row[part] = 1
            words = words + (where[..., None] * mark).to(words.dtype)
        found = self.model(inputs_embeds=words, attention_mask=real.long())
        return found.last_hidden_state.float(), real, marked

    def start_from(self, path: Path) -> None:
        """Take the tables of an earlier lesson; those of another name or size stay as they are."""
        own = dict(self.named_parameters())
        own |= {f"{at}.{one}": getattr(x, one) for at, x in self.changed.items() for one in "ab"}
        with torch.no_grad(), np.load(path) as kept:
            for name in kept.files:
                if name in own and own[name].shape == kept[name].shape:
                    own[name].copy_(torch.from_numpy(kept[name].astype(np.float32)))

    def tables(self) -> dict[str, np.ndarray]:
        """Return what was learned, as the bot loads it."""
        own = {
            name: tensor.detach().numpy()
            for name, tensor in self.named_parameters()
            if not name.startswith("model.")
        }
        narrow = {
            f"{name}.{side}": getattr(one, side).detach().numpy().astype("<f2")
            for name, one in self.changed.items()
            for side in ("a", "b")
        }
        return own | narrow


def teach(
    net: Changeable, lessons: list[Lesson], loss: Callable[[Lesson], Tensor], *, epochs: int
) -> Iterator[float]:
    """Teach all lessons again and again; yield the minutes that have passed after each time."""
    learned = [one for one in net.parameters() if one.requires_grad]
    steps = torch.optim.AdamW(learned, lr=_RATE, weight_decay=0.01)
    chance = random.Random(7)  # noqa: S311 - the order of lessons is no secret
    total, done, start = epochs * len(lessons), 0, time.monotonic()
    for _ in range(epochs):
        chance.shuffle(lessons)
        for one in lessons:
            for group in steps.param_groups:
                group["lr"] = _RATE * min(1, (done + 1) / _WARMING) * _slowing(done / total)
            loss(one).backward()
            nn.utils.clip_grad_norm_(learned, 1.0)
            steps.step()
            steps.zero_grad()
            done += 1
        yield round((time.monotonic() - start) / 60, 1)


def questions_of(path: Path, brief: Brief) -> Iterator[tuple[str, str, list[int]]]:
    """Yield each line of a file of questions: its mark, the question, the passages that answer."""
    numbers = {fact.id: number for number, fact in enumerate(brief.facts)}
    places = {(numbers[fact.id], aspect): at for at, (fact, aspect) in enumerate(parts(brief))}
    for line in path.read_text(encoding="utf-8").splitlines():
        answer, _, question = line.partition("\t")
        if not question or "!" in answer:
            continue
        named = _FACT.findall(answer)
        right = [places[int(number), Aspect(aspect or "value")] for number, aspect in named]
        yield answer[0], question, right


def mean(rows: Tensor, which: Tensor) -> Tensor:
    """Return the mean of those rows of each text that are asked for."""
    return (rows * which[..., None]).sum(1) / which.sum(1, keepdim=True).clamp(min=1)


def table(rows: Sequence[Tensor]) -> Tensor:
    """Return rows of any length as one table, filled up with nought."""
    longest = max(map(len, rows))
    return torch.stack([pad(one, (0, longest - len(one))) for one in rows])


def number(size: float) -> nn.Parameter:
    """Return a single number that is learned."""
    return nn.Parameter(torch.tensor(size))


def _slowing(share: float) -> float:
    return 0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * share))
