from collections.abc import Callable, Sequence

import numpy as np
import pytest

from bot.adapters.vectors.model import WIDTH, Array, Model, Pieces
from bot.adapters.vectors.weights import Weights
from bot.adapters.vectors.wordpiece import WordPiece

Encode = Callable[[Sequence[str]], list[Array]]
LONGEST = 126  # pieces between the two marks that the reference runtime takes

# The first four numbers as torch 2.13.0 and transformers 5.24.0 work them out from the same weights.
REFERENCE = (
    ("how many ppl got nicked", (-0.0316401, -0.0014190, -0.0099696, -0.0172441)),
    (
        "The fund is worth up to £72 million over three years.",
        (0.0677306, -0.0793431, -0.0915387, 0.0392142),
    ),
    ("Naïve café owners protested in São Paulo!", (0.0657710, 0.0162726, 0.0072756, 0.0246179)),
    ("日本語 and a word", (-0.0166620, 0.0121867, 0.0596662, -0.0575203)),
    ("word " * 300, (0.0129988, -0.0642173, -0.0287093, 0.0157995)),
)


@pytest.fixture
def encode(model: Model, weights: Weights) -> Encode:
    """Return what gives each text the direction of its rows' mean, as the model was published."""
    wordpiece = WordPiece.read(weights.vocabulary)

    def encoded(texts: Sequence[str]) -> list[Array]:
        pieces = [wordpiece.pieces(text)[:LONGEST] for text in texts]
        given = [Pieces([wordpiece.start, *one, wordpiece.end]) for one in pieces]
        means = [rows.mean(axis=0) for rows in model.rows(given, np.zeros(WIDTH, np.float32))]
        return [mean / np.linalg.norm(mean) for mean in means]

    return encoded


@pytest.mark.parametrize(("text", "first"), REFERENCE)
def test_rows_are_those_of_the_original(
    encode: Encode, text: str, first: tuple[float, ...]
) -> None:
    """The plain runtime gives the reference runtime's numbers."""
    assert encode([text])[0][:4].tolist() == pytest.approx(first, abs=1e-6)


def test_rows_do_not_depend_on_the_neighbours(encode: Encode) -> None:
    """A text's rows in a batch of other lengths are those that it has alone, but for rounding."""
    texts = [text * times for text, _ in REFERENCE for times in (1, 3)]

    alone = np.stack([encode([text])[0] for text in texts])

    assert np.abs(np.stack(encode(texts)) - alone).max() < 1e-6


def test_a_mark_changes_what_is_marked(model: Model) -> None:
    """The same pieces with another part marked are other rows; a mark of nothing changes none."""
    ids, mark = [101, 2054, 2003, 2009, 102], np.linspace(-1, 1, WIDTH, dtype=np.float32)
    nothing = np.zeros(WIDTH, np.float32)

    plain, first, second = (
        model.rows([Pieces(ids, (slice(*part),))], mark)[0] for part in ((0, 0), (1, 2), (2, 3))
    )

    assert np.array_equal(plain, model.rows([Pieces(ids, (slice(1, 2),))], nothing)[0])
    assert np.abs(plain - first).max() > 0.01
    assert np.abs(first - second).max() > 0.01
