"""What the operator sets, in the environment or in `.env`; read once, by the entry point.

A real variable wins over the file, and an empty one counts as absent. No message holds a value:
what stands in the wrong place may be a token.
"""

import difflib
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from dotenv.parser import Binding, parse_stream
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.core.zones import find_zone
from bot.errors import SettingsInvalid

ENV_FILE: Final = Path(".env")

_CLOSE: Final = 0.8  # SLACK_TOKEN and DISCORD_BOT_TOKEN are meant to be ours, HTTP_PROXY is not
_TOKENS: Final = {
    # setting: (its form, how it begins, where to copy it)
    "SLACK_BOT_TOKEN": (
        re.compile(r"xoxb-[A-Za-z0-9-]+"),
        "xoxb-",
        "the Bot User OAuth Token, under OAuth & Permissions of the Slack app",
    ),
    "SLACK_APP_TOKEN": (
        re.compile(r"xapp-[A-Za-z0-9-]+"),
        "xapp-",
        "the app-level token with connections:write, under Basic Information of the Slack app",
    ),
    "SLACK_SIGNING_SECRET": (
        re.compile(r"[A-Za-z0-9_-]+"),
        "",
        "the Signing Secret, under Basic Information of the Slack app",
    ),
    "SLACK_CLIENT_ID": (
        re.compile(r"[A-Za-z0-9_.-]+"),
        "",
        "the Client ID, under Basic Information of the Slack app",
    ),
    "SLACK_CLIENT_SECRET": (
        re.compile(r"[A-Za-z0-9_-]+"),
        "",
        "the Client Secret, under Basic Information of the Slack app",
    ),
    "DISCORD_TOKEN": (
        re.compile(r"[A-Za-z0-9_.-]+"),
        "",
        "the bot's token, under Bot of the application in the Discord Developer Portal",
    ),
}
# setting: what it needs beside it, one of them; the first is named where all are missing.
_HALVES: Final = (
    ("SLACK_BOT_TOKEN", ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")),
    ("SLACK_APP_TOKEN", ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID")),
    ("SLACK_SIGNING_SECRET", ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID")),
    ("SLACK_CLIENT_ID", ("SLACK_CLIENT_SECRET",)),
    ("SLACK_CLIENT_SECRET", ("SLACK_CLIENT_ID",)),
    ("SLACK_CLIENT_ID", ("SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN")),
)
_FORMS: Final = {
    "HTTP_PORT": "must be a number from 0 to 65535 (0 picks a free port)",
    "LOG_LEVEL": "must be DEBUG, INFO, WARNING or ERROR",
    "LOG_FORMAT": "must be json or console",
    "DISCORD_MESSAGE_CONTENT": "must be true or false",
    "DEFAULT_TIMEZONE": "must be a time zone such as Europe/London, never an offset",
    "KEEP_QUESTIONS": "must be a number of days from 0 to 90 (0 keeps none)",
    "MANAGERS": "must be ids of people, with commas between: U0123ABC, T0123:U0456",
}


def _faults_of_token(name: str, token: str) -> Iterator[str]:
    """Yield what is wrong with a token, the most telling first."""
    form, start, _ = _TOKENS[name]
    if re.search(r"\s", token):
        yield "holds white space or a line break"
    if re.search(r"""["'`]""", token):
        yield "holds a quotation mark"
    if not token.startswith(start):
        yield f"does not begin with {start}"
    if not form.fullmatch(token):
        yield "holds a character that no token has, or ends too early"


def _token(name: str) -> AfterValidator:
    def check(token: SecretStr) -> SecretStr:
        fault = next(_faults_of_token(name, token.get_secret_value()), None)
        if fault:
            raise PydanticCustomError("token", f"{fault}: copy {_TOKENS[name][2]}")
        return token

    return AfterValidator(check)


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _ids(value: Any) -> Any:
    return tuple(re.findall(r"[^\s,;]+", value)) if isinstance(value, str) else value


def _zone(name: str) -> str:
    zone = find_zone(name)
    if not zone:
        raise ValueError(name)
    return zone


_Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9:-]{1,100}$")]


class Settings(BaseSettings):
    """All settings, frozen; tokens and addresses with a password do not print."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",  # misspelt names are found by `load`, which knows what is close to ours
        env_ignore_empty=True,
        env_file_encoding="utf-8-sig",
        hide_input_in_errors=True,  # else one wrong token prints the other in clear
    )

    slack_bot_token: Annotated[SecretStr, _token("SLACK_BOT_TOKEN")] | None = None
    slack_app_token: Annotated[SecretStr, _token("SLACK_APP_TOKEN")] | None = None
    slack_signing_secret: Annotated[SecretStr, _token("SLACK_SIGNING_SECRET")] | None = None
    slack_client_id: Annotated[SecretStr, _token("SLACK_CLIENT_ID")] | None = None
    slack_client_secret: Annotated[SecretStr, _token("SLACK_CLIENT_SECRET")] | None = None
    discord_token: Annotated[SecretStr, _token("DISCORD_TOKEN")] | None = None
    discord_message_content: bool = False
    briefs_dir: Path = Path("briefs")
    database_url: SecretStr = SecretStr("sqlite:///data/bot.sqlite3")
    managers: Annotated[tuple[_Id, ...], NoDecode, BeforeValidator(_ids)] = ()
    default_timezone: Annotated[str, AfterValidator(_zone)] = "Etc/UTC"
    keep_questions: int = Field(default=90, ge=0, le=90)  # days
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = (
        "INFO"
    )
    log_format: Annotated[Literal["json", "console"], BeforeValidator(_lower)] | None = None

    @model_validator(mode="after")
    def _whole_pair(self) -> Self:
        for held, others in _HALVES:
            if self._has(held) and not any(self._has(other) for other in others):
                raise PydanticCustomError("half", _missing(held, *others))
        return self

    def _has(self, name: str) -> bool:
        return bool(getattr(self, name.lower()))

    @classmethod
    def load(cls, *, env_file: Path | None = ENV_FILE) -> Self:
        """Read the environment and the file; raises SettingsInvalid in one line without a value."""
        if env_file and env_file.exists():
            _check_file(env_file, cls.names())
        try:
            return cls(_env_file=env_file)
        except ValidationError as error:
            raise SettingsInvalid("; ".join(_lines(error))) from None  # its errors hold values

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of all settings as they are written in the environment."""
        return tuple(name.upper() for name in cls.model_fields)

    def secrets(self) -> tuple[str, ...]:
        """Return every value that must never be shown, for the redaction of logs."""
        held = (
            self.slack_bot_token, self.slack_app_token, self.slack_signing_secret,
            self.slack_client_secret, self.discord_token, self.database_url,
        )  # fmt: skip
        return tuple(secret.get_secret_value() for secret in held if secret)

    @property
    def connects(self) -> bool:
        """Say whether a chat platform is configured."""
        return self.serves_slack or self.discord_token is not None

    @property
    def serves_slack(self) -> bool:
        """Say whether Slack is configured: for one workspace, or to be installed by many."""
        return self.slack_bot_token is not None or self.slack_client_id is not None

    def misspelt(self, environment: Iterable[str]) -> tuple[str, ...]:
        """Return a line for each variable that is close to a setting which is not set.

        The environment is shared with other programs, so that is worth a warning and no more.
        """
        names = self.names()
        unset = [name for name in names if name.lower() not in self.model_fields_set]
        pairs = ((name, _meant(name, unset)) for name in environment if name.upper() not in names)
        return tuple(
            f"{name} is not a setting and has no effect: {meant} may be meant"
            for name, meant in pairs
            if meant
        )


def _missing(held: str, first: str, *others: str) -> str:
    """Return which setting is missing beside another, and what could stand in for it."""
    _, start, where = _TOKENS[first]
    form = f" ({start}...)" if start else ""
    instead = "".join(f"; or {other}, {_TOKENS[other][2]}" for other in others)
    return f"{first} is missing beside {held}: set it to {where}{form}{instead}"


def _check_file(path: Path, names: Iterable[str]) -> None:
    """Refuse a file with a line that would be left out without a word."""
    for binding in _bindings(path):
        line = f"{path}:{binding.original.line}"
        if binding.error:
            raise SettingsInvalid(f"{line}: cannot be read: write NAME=value")
        name = (binding.key or "").upper()
        meant = None if name in names else _meant(name, names)
        if meant:
            raise SettingsInvalid(f"{line}: {name} is not a setting: {meant} may be meant")


def _bindings(path: Path) -> list[Binding]:
    try:
        return list(parse_stream(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except UnicodeDecodeError as error:
        raise SettingsInvalid(f"{path}: is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise SettingsInvalid(f"{path}: cannot be read: {error.strerror}") from error


def _meant(name: str, names: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(name.upper(), names, n=1, cutoff=_CLOSE)), None)


def _lines(error: ValidationError) -> Iterator[str]:
    for one in error.errors(include_input=False, include_url=False, include_context=False):
        name = str(one["loc"][0]).upper() if one["loc"] else ""
        said = one["msg"] if one["type"] in ("token", "half") else _FORMS.get(name, one["msg"])
        yield f"{name} {said}".strip()
