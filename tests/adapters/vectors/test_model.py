import numpy as np
import pytest

from bot.adapters.vectors.model import Model
from bot.adapters.vectors.wordpiece import PIECES

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

# a question, what means the same, what shares more of its words and means something else
PARAPHRASES = (
    ("how many folks got nicked", "number of people arrested", "how many folks got married"),
    (
        "how much cash is going in",
        "the fund is worth 72 million pounds",
        "how much rain is going to fall",
    ),
    (
        "when do the new rules kick in",
        "date the regulations come into force",
        "when do the new players kick off",
    ),
)


@pytest.mark.parametrize(("text", "first"), REFERENCE)
def test_vectors_are_those_of_the_original(
    model: Model, text: str, first: tuple[float, ...]
) -> None:
    """The plain runtime gives the reference runtime's numbers."""
    vector = model.encode([text])[0]

    assert vector[:4].tolist() == pytest.approx(first, abs=1e-6)


def test_a_vector_does_not_depend_on_its_neighbours(model: Model) -> None:
    """A text's vector in a batch of other lengths is the one that it has alone, but for rounding."""
    texts = [text * times for text, _ in REFERENCE for times in (1, 3)]

    alone = np.concatenate([model.encode([text]) for text in texts])

    assert np.abs(model.encode(texts) - alone).max() < 1e-6


def test_vectors_have_length_one(model: Model) -> None:
    """A product of two vectors is their cosine, whatever the texts; also of nothing."""
    vectors = model.encode(["", "a", "\x00\ud800", "word " * PIECES])

    assert np.linalg.norm(vectors, axis=1).tolist() == pytest.approx([1, 1, 1, 1], abs=1e-6)


@pytest.mark.parametrize(("question", "same", "other"), PARAPHRASES)
def test_meaning_beats_words(model: Model, question: str, same: str, other: str) -> None:
    """Another wording of the question is nearer to it than another question in its words."""
    asked, near, far = model.encode([question, same, other])

    assert float(asked @ near) > 0.25
    assert float(model.encode([f"{question}?"])[0] @ asked) > 0.9
    assert float(near @ asked) > float(near @ far)
