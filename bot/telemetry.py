"""What the running bot counts and measures, for `/metrics`: never by tenant or person."""

from prometheus_client import Counter, Gauge, Histogram, Info

from bot import __version__

BUILD = Info("briefing_build", "The version that runs.")
BUILD.info({"version": __version__})

ANSWERS = Counter("briefing_answers", "Replies by platform and tone.", ["platform", "tone"])
SECONDS = Histogram(
    "briefing_answer_seconds",
    "From a request to its reply, without sending it.",
    ["platform"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)
COPIES = Counter("briefing_copies", "Deliveries recognised as copies.", ["platform"])
TROUBLE = Counter("briefing_trouble", "Requests that ended in an apology.", ["platform"])
LOCKED = Counter("briefing_locked", "Payloads stopped by the number lock.", ["platform"])
UNCERTAIN = Counter("briefing_uncertain", "Messages whose outcome is unknown.", ["platform"])
RESTARTS = Counter("briefing_restarts", "Restarts of a part after a failure.", ["part"])
READY = Gauge("briefing_ready", "Whether a part is connected (1) or not (0).", ["part"])
POSTS = Counter("briefing_posts", "Scheduled posts by platform and end.", ["platform", "end"])
VOTES = Counter("briefing_votes", "Votes on answers, changed ones again.", ["platform", "vote"])
INVALID = Counter("briefing_invalid", "Requests refused with 401, 403 or 429.", ["platform"])
