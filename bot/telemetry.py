"""Counters and gauges of the running bot, for `/metrics`."""

from prometheus_client import Counter, Gauge

ANSWERS = Counter("briefing_answers", "Replies by platform and tone.", ["platform", "tone"])
COPIES = Counter("briefing_copies", "Deliveries recognised as copies.", ["platform"])
TROUBLE = Counter("briefing_trouble", "Requests that ended in an apology.", ["platform"])
LOCKED = Counter("briefing_locked", "Payloads stopped by the number lock.", ["platform"])
UNCERTAIN = Counter("briefing_uncertain", "Messages whose outcome is unknown.", ["platform"])
RESTARTS = Counter("briefing_restarts", "Platform restarts after a failure.", ["platform"])
READY = Gauge("briefing_ready", "Whether a part is connected (1) or not (0).", ["part"])
POSTS = Counter("briefing_posts", "Scheduled posts by platform and end.", ["platform", "end"])
VOTES = Counter("briefing_votes", "Votes on answers, changed ones again.", ["platform", "vote"])
INVALID = Counter("briefing_invalid", "Requests refused with 401, 403 or 429.", ["platform"])
