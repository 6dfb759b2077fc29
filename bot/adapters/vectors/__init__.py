"""Sentence vectors: how near two wordings are in meaning, worked out here and without torch."""

from bot.adapters.vectors.similarity import Similarity

__all__ = ["Similarity"]
