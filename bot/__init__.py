"""Answers questions about official statements in Slack, Discord and the terminal."""

__version__ = "0.1.0"
