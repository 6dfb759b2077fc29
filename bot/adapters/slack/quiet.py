"""Keeps bolt's and slack_sdk's own log lines out: they hold messages, addresses and tickets."""

import logging
from typing import Final

import structlog
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

# The last is aiohttp's server, to which strangers may send what is no HTTP at all.
LIBRARIES: Final = ("slack_bolt", "slack_sdk", "aiohttp.server")

log = structlog.get_logger()


class Terse(logging.Handler):
    """Tells that a library logged an error and where, never what."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log the place and the kind of error."""
        error = record.exc_info[0] if record.exc_info else None
        kind = error.__name__ if error else ""
        if error and issubclass(error, web.RequestPayloadError):
            return  # a body that cannot be unpacked: whoever answered the request told of it
        if error and issubclass(error, HttpProcessingError):
            log.warning("slack_request_refused", status=error.code, reason=kind)
        else:
            log.error("slack_library_error", logger=record.name, where=record.funcName, error=kind)


def quieten() -> None:
    """Let only errors of the libraries through, without their text; may be called again."""
    for name in LIBRARIES:
        logger = logging.getLogger(name)
        logger.handlers = [Terse(logging.ERROR)]
        logger.propagate = False
