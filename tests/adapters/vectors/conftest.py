"""The weights, for the tests that need them, and a cache folder of a test's own."""

import os
from pathlib import Path

# Numpy reads this when it is imported: on two busy processors two threads took nine times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest

from bot.adapters.vectors import Similarity
from bot.adapters.vectors.judge import Judge
from bot.adapters.vectors.model import Model
from bot.adapters.vectors.reader import Reader
from bot.adapters.vectors.weights import Weights, WeightsUnusable, installed, verified


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Weights:
    """Return the installed weights; skip the test without them."""
    try:
        return verified(installed(), notes=tmp_path_factory.mktemp("notes"))
    except WeightsUnusable as unusable:
        pytest.skip(f"no sentence vectors here: {unusable}")


@pytest.fixture(scope="session")
def model(weights: Weights) -> Model:
    """Return the model as it came, before it was taught anything."""
    return Model.load(weights, {})


@pytest.fixture(scope="session")
def reader(weights: Weights) -> Reader:
    """Return the reader, loaded once."""
    return Reader.load(weights)


@pytest.fixture(scope="session")
def judge(weights: Weights) -> Judge:
    """Return the judge of claims, loaded once."""
    return Judge.load(weights)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Return a cache folder that does not exist yet."""
    return tmp_path / "cache"


@pytest.fixture
def similarity(weights: Weights, cache: Path) -> Similarity:
    """Return a similarity with nothing prepared."""
    return Similarity(weights, cache=cache)
