"""Sentence vectors: how well a passage answers a question, worked out here and without torch."""

from bot.adapters.vectors.similarity import Similarity

__all__ = ["Similarity"]
