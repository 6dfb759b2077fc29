"""Logs on stderr: one line an event, nobody's secrets, nobody's words.

The libraries' own debug lines hold tokens and people's messages whole, so LOG_LEVEL is about the
bot's events only; of a library at most warnings are shown.
"""

import logging
import re
import sys
import traceback
import urllib.parse
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, Final, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN: Final = "[hidden]"

_OWN: Final = "bot"
_QUIET: Final = {
    "slack_bolt": logging.ERROR,  # a warning holds the body of a request that nobody handles
    "slack_sdk": logging.ERROR,
    "discord.client": logging.ERROR,  # warns of missing voice packages at every start
    "discord.ui": logging.ERROR,  # a warning shows a button, and a button holds a question
    "aiohttp.access": logging.CRITICAL,
}
_SHORTEST: Final = 8  # a shorter "secret" would hide common words and tell itself by that
_LONGEST: Final = 10_000  # characters of one value

_SECRETS: Final = tuple(
    (re.compile(form), shown)
    for form, shown in (
        (r"(?:xox[a-z]\.)?xox[a-z]-[\w-]+", HIDDEN),
        (r"xapp-[\w-]+", HIDDEN),
        (r"(?<![\w-])[\w-]{18,}\.[\w-]{6}\.[\w-]{27,}", HIDDEN),  # a Discord token
        (r"(hooks\.slack(?:-gov)?\.com/)[^\s\"'<>\\)]+", rf"\1{HIDDEN}"),
        (r"((?:commands|actions|services|workflows)/[TE]\w+/)[^\s\"'<>\\)]+", rf"\1{HIDDEN}"),
        (r"((?:webhooks|interactions)/\d+/)[^\s\"'<>\\)/?]+", rf"\1{HIDDEN}"),
        (r"([?&](?:ticket|token|code|secret)=)[^\s\"'<>\\)&]+", rf"\1{HIDDEN}"),
        (r"(://[^\s\"'/:@]*:)[^\s\"'/]+@", rf"\1{HIDDEN}@"),  # a password in an address
        (r"(?i)(\b(?:bearer|bot) )[\w.~+/=-]{20,}", rf"\1{HIDDEN}"),
        (
            r"(?i)((?:token|secret|password|ticket|trigger_id)\\*[\"']\s*:\s*\\*[\"'])[^\"'\\]+",
            rf"\1{HIDDEN}",
        ),
    )
)
_PASSWORD: Final = re.compile("://[^:@]*:(.+)@")
_CONTROLS: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_QUOTES_INPUT: Final = (ValueError, LookupError)  # what was asked may stand in their message

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class Redaction:
    """Hides what is secret by its form, and the values that are configured."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms = {form for secret in secrets for form in _forms(secret) if len(form) >= _SHORTEST}
        self._values = sorted(forms, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """Return the text without secrets."""
        for value in self._values:
            text = text.replace(value, HIDDEN)
        for form, shown in _SECRETS:
            text = form.sub(shown, text)
        return text


def set_up(
    *, level: str, form: str | None, secrets: Iterable[str] = (), stream: TextIO | None = None
) -> None:
    """Send every event and the libraries' warnings to stderr; may be called again.

    `form` is "json" or "console"; None chooses console on a terminal and json elsewhere.
    """
    stream = stream or sys.stderr
    on_terminal = stream.isatty()
    handler = _Handler(stream)
    handler.addFilter(_loud_enough)
    handler.setFormatter(_formatter(form or _FORM[on_terminal], on_terminal, Redaction(secrets)))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)  # bolt copies this to all its loggers
    logging.getLogger(_OWN).setLevel(level)
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def for_commands() -> None:
    """Send warnings to what is stderr when they come: a command's stdout is its result alone.

    What is less than a warning is dropped by a processor, so that tests can still look at it.
    """
    structlog.configure(
        processors=[*_OF_COMMANDS, *_console(colors=False), _without_secrets],
        logger_factory=lambda *_names: structlog.PrintLogger(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.NOTSET),
    )


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Hides secrets in the finished line, whatever way they came into it."""

    def __init__(self, redaction: Redaction, processors: list[Processor]) -> None:
        super().__init__(processors=processors, foreign_pre_chain=_SHARED)
        self._redaction = redaction

    def format(self, record: logging.LogRecord) -> str:
        return self._redaction(super().format(record))


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        """Say that a line is missing; the default would print it with its secrets."""
        self.stream.write(f"log line lost in {record.pathname}:{record.lineno}\n")


def _loud_enough(record: logging.LogRecord) -> bool:
    """Judge by name at the end: bolt sets the levels of its loggers itself."""
    for name, least in _QUIET.items():
        if record.name == name or record.name.startswith(f"{name}."):
            return record.levelno >= least
    return True


def _formatter(form: str, on_terminal: bool, redaction: Redaction) -> _Formatter:  # noqa: FBT001 - passed on
    last = _console(colors=on_terminal) if form == "console" else [_JSON]
    leave_out = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return _Formatter(redaction, [leave_out, _EXCEPTIONS, _shortened, *last])


def _console(*, colors: bool) -> list[Processor]:
    plain = structlog.dev.plain_traceback
    return [_one_line, structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=plain)]


def _shortened(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Make every value a number, a text of bearable length or a list of them."""
    trace = event.get("exception", "")[-_LONGEST:]  # its end tells most
    told = {key: _bearable(value) for key, value in event.items() if key != "exception"}
    return told | ({"exception": trace} if trace else {})


def _bearable(value: Any) -> Any:
    if isinstance(value, (bool, int, float)) or value is None:
        return value
    if isinstance(value, (list, tuple)):
        return [_bearable(one) for one in value]
    return (value if isinstance(value, str) else repr(value))[:_LONGEST]


def _worth_telling(_logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    if method in {"debug", "info"}:
        raise structlog.DropEvent
    return event


def _without_secrets(_logger: WrappedLogger, _method: str, line: Any) -> str:
    return Redaction()(str(line))


def _named(logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Say which logger it is, unless the event speaks for another one."""
    record = event.get("_record")
    event.setdefault("logger", record.name if record else logger.name)
    return event


def _one_line(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Escape what would begin a new line or steer a terminal; a trace is set in instead."""
    told = {key: _escaped(value) for key, value in event.items() if key != "exception"}
    if "exception" in event:
        lines = str(event["exception"]).splitlines()
        told["exception"] = "\n".join(f"    {_escaped(line)}" for line in lines)
    return told


def _escaped(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), value)


def _trace(exc_info: ExcInfo) -> str:
    """Return where an exception and its causes come from, without what they may quote."""
    return "\n".join(_told(exc_info[1])).rstrip()


def _told(error: BaseException) -> Iterator[str]:
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier and earlier is not error:
        yield from _told(earlier)
        yield "which led to:"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
    yield f"{type(error).__module__}.{type(error).__qualname__}: {_message(error)}"
    for one in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from _told(one)


def _message(error: BaseException) -> str:
    return "(not shown)" if isinstance(error, _QUOTES_INPUT) else str(error)


def _forms(secret: str) -> Iterator[str]:
    """Yield a secret as it may come out: as it is, escaped, and the password of an address."""
    yield secret
    yield repr(secret)[1:-1]
    password = _PASSWORD.search(secret)
    if password:
        yield password[1]
        yield urllib.parse.unquote(password[1])


_FORM: Final = {True: "console", False: "json"}
_JSON: Final = structlog.processors.JSONRenderer()
_EXCEPTIONS: Final = structlog.processors.ExceptionRenderer(_trace)
_SHARED: Final[list[Processor]] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    _named,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
_OF_COMMANDS: Final[list[Processor]] = [
    _worth_telling,
    structlog.stdlib.add_log_level,
    structlog.processors.ExceptionRenderer(_trace),
    _shortened,
]
