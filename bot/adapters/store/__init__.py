"""What the bot keeps, in SQLite or PostgreSQL: claims, memory, schedules, outbox."""

from bot.adapters.store.agreed_clock import AgreedClock
from bot.adapters.store.store import Store

__all__ = ["AgreedClock", "Store"]
