"""Slack: what it delivers becomes a request, a card becomes a message."""
