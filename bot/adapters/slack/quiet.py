"""Keeps bolt's and slack_sdk's own log lines out: they hold messages, addresses and tickets."""

import logging
from typing import Final

import structlog

LIBRARIES: Final = ("slack_bolt", "slack_sdk")

log = structlog.get_logger()


class Terse(logging.Handler):
    """Tells that a library logged an error and where, never what."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log the place and the kind of error."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        log.error("slack_library_error", logger=record.name, where=record.funcName, error=kind)


def quieten() -> None:
    """Let only errors of the libraries through, without their text; may be called again."""
    for name in LIBRARIES:
        logger = logging.getLogger(name)
        logger.handlers = [Terse(logging.ERROR)]
        logger.propagate = False
