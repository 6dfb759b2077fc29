"""The sentence model, a BERT of six layers, in plain numpy, with what it was taught since.

What it was taught is a small change of each of its products (low-rank adaptation, Hu et al. 2021):
two narrow tables whose product is added to the large one. The sentences of a batch lie one behind
the other without padding: what is done word by word is one product for all of them, and only the
looking around is done sentence by sentence.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from bot.adapters.vectors.weights import Weights

Array = NDArray[np.float32]
Tensors = dict[str, Array]

WIDTH: Final = 384
LAYERS: Final = 6
HEADS: Final = 12

_HEADER: Final = 8  # bytes that hold the header's length
_SMALL: Final = np.float32(1e-12)
_FEW: Final = 64  # rows; the product of fewer is a third faster the other way round
_ROWS: Final = 32  # of the widest layer, so that they stay in the processor's cache
# Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: erf within 1.5e-7.
_ERF_SLOPE: Final = 0.3275911
_ERF: Final = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)


class Pieces(NamedTuple):
    """What the model is given of a text, and which parts of it are marked, each in its way."""

    ids: list[int]
    marked: tuple[slice, ...] = ()


@dataclass(frozen=True, slots=True)
class Dense:
    """A product and a sum."""

    weight: Array
    bias: Array

    @classmethod
    def of(cls, tensors: Tensors, *names: str) -> Self:
        """Join the named parts side by side, so that they are one product."""
        weights = np.concatenate([tensors[f"{name}.weight"] for name in names])
        biases = np.concatenate([tensors[f"{name}.bias"] for name in names])
        return cls(weights, biases)

    def __call__(self, rows: Array) -> Array:
        """Return the rows' products."""
        few = len(rows) < _FEW
        product: Array = (self.weight @ rows.T).T if few else rows @ self.weight.T
        product += self.bias
        return product


@dataclass(frozen=True, slots=True)
class Norm:
    """Brings each row to mean 0 and variance 1, then scales it."""

    weight: Array
    bias: Array

    @classmethod
    def of(cls, tensors: Tensors, name: str) -> Self:
        """Take the named part."""
        return cls(tensors[f"{name}.weight"], tensors[f"{name}.bias"])

    def __call__(self, rows: Array) -> Array:
        """Return the rows, brought to one scale."""
        centred: Array = rows - rows.mean(axis=1, keepdims=True)
        variance = np.square(centred).mean(axis=1, keepdims=True)
        centred /= np.sqrt(variance + _SMALL)
        centred *= self.weight
        centred += self.bias
        return centred


@dataclass(frozen=True, slots=True)
class Layer:
    """Each word looks at the others of its sentence, then is thought over by itself."""

    asked: Dense
    looked: Dense
    looked_norm: Norm
    wide: Dense
    narrow: Dense
    norm: Norm

    @classmethod
    def of(cls, tensors: Tensors, number: int) -> Self:
        """Take one layer's parts."""
        at = f"encoder.layer.{number}."
        look = f"{at}attention.self."
        return cls(
            Dense.of(tensors, f"{look}query", f"{look}key", f"{look}value"),
            Dense.of(tensors, f"{at}attention.output.dense"),
            Norm.of(tensors, f"{at}attention.output.LayerNorm"),
            Dense.of(tensors, f"{at}intermediate.dense"),
            Dense.of(tensors, f"{at}output.dense"),
            Norm.of(tensors, f"{at}output.LayerNorm"),
        )

    def __call__(self, rows: Array, spans: Sequence[slice]) -> Array:
        """Return the words' rows after this layer; each span is a sentence."""
        asked = self.asked(rows)
        seen = np.concatenate([_attention(asked[span]) for span in spans])
        rows = self.looked_norm(rows + self.looked(seen))
        return self.norm(rows + self.narrow(gelu(self.wide(rows))))


@dataclass(frozen=True, slots=True)
class Model:
    """Turns pieces of words into rows, each seen in its sentence."""

    words: Array
    positions: Array
    kind: Array
    norm: Norm
    layers: tuple[Layer, ...]

    @classmethod
    def load(cls, weights: Weights, taught: Tensors) -> Self:
        """Build the model; the table of words stays on disk and is read where it is needed."""
        tensors = _changed(read_tensors(weights.tensors), taught)
        return cls(
            tensors["embeddings.word_embeddings.weight"],
            tensors["embeddings.position_embeddings.weight"],
            tensors["embeddings.token_type_embeddings.weight"][0],
            Norm.of(tensors, "embeddings.LayerNorm"),
            tuple(Layer.of(tensors, number) for number in range(LAYERS)),
        )

    def rows(self, texts: Sequence[Pieces], *marks: Array) -> list[Array]:
        """Return a row for each piece of each text; a mark is added where its part is."""
        ends = np.cumsum([len(one.ids) for one in texts])
        spans = [slice(end - len(one.ids), end) for one, end in zip(texts, ends, strict=True)]
        rows = self._embedded(texts, marks)
        for layer in self.layers:
            rows = layer(rows, spans)
        return [rows[span] for span in spans]

    def _embedded(self, texts: Sequence[Pieces], marks: Sequence[Array]) -> Array:
        rows = self.words[np.concatenate([np.array(one.ids) for one in texts])]
        rows += np.concatenate([self.positions[: len(one.ids)] for one in texts])
        starts = accumulate((len(one.ids) for one in texts), initial=0)
        for start, one in zip(starts, texts, strict=False):
            for part, mark in zip(one.marked, marks, strict=False):
                rows[start + part.start : start + part.stop] += mark
        return self.norm(rows + self.kind)


def _changed(tensors: Tensors, taught: Tensors) -> Tensors:
    """Add to each table the product of the two narrow ones that were taught."""
    names = [name.removesuffix(".a") for name in taught if name.endswith(".a")]
    changes = {f"{name}.weight": taught[f"{name}.b"] @ taught[f"{name}.a"] for name in names}
    return tensors | {name: tensors[name] + change for name, change in changes.items()}


def read_tensors(path: Path) -> Tensors:
    """Map the 32-bit floats of a safetensors file by their names; nothing is read yet."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(_HEADER), "little")
        header: dict[str, Any] = json.loads(file.read(length))
    floats = {name: one for name, one in header.items() if one.get("dtype") == "F32"}
    return {name: _mapped(path, _HEADER + length, one) for name, one in floats.items()}


def _mapped(path: Path, start: int, one: dict[str, Any]) -> Array:
    """Map one table by itself, so that its pages are given back with it."""
    offset, shape = start + one["data_offsets"][0], tuple(one["shape"])
    return np.asarray(np.memmap(path, dtype=np.float32, mode="r", offset=offset, shape=shape))


def _attention(asked: Array) -> Array:
    """Return what each word of one sentence sees in the others, all heads side by side."""
    queries, keys, values = asked.reshape(len(asked), 3, HEADS, -1).transpose(1, 2, 0, 3)
    scores: Array = queries @ keys.transpose(0, 2, 1)
    scores *= np.float32(1 / math.sqrt(WIDTH // HEADS))
    scores -= scores.max(axis=-1, keepdims=True)
    weights: Array = np.exp(scores)
    weights /= weights.sum(axis=-1, keepdims=True)
    seen: Array = weights @ values
    return seen.transpose(1, 0, 2).reshape(len(asked), WIDTH)


def gelu(rows: Array) -> Array:
    """Apply the Gaussian error linear unit in place, a few rows at a time."""
    for start in range(0, len(rows), _ROWS):
        part = rows[start : start + _ROWS]
        part[...] = np.maximum(part, 0) - _tail(np.abs(part))
    return rows


def _tail(size: Array) -> Array:
    """Return x times the normal distribution's upper tail at x, for x of 0 and more."""
    near: Array = np.reciprocal(np.float32(_ERF_SLOPE / math.sqrt(2)) * size + np.float32(1))
    tail = np.full_like(size, _ERF[0])
    for factor in _ERF[1:]:
        tail *= near
        tail += np.float32(factor)
    tail *= near * size
    tail *= np.exp(size * size * np.float32(-0.5))
    tail *= np.float32(0.5)
    return tail
