import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.errors import SettingsInvalid
from bot.settings import Settings

EXAMPLE = Path(__file__).parents[1] / ".env.example"
BOT, APP, DISCORD = "xoxb-canary-bot", "xapp-canary-app", "canary.discord.token"
BOT_PLACE = "the Bot User OAuth Token, under OAuth & Permissions of the Slack app"
SECRET_PLACE = "the Signing Secret, under Basic Information of the Slack app"
CLIENT_PLACE = "the Client ID, under Basic Information of the Slack app"
APP_PLACE = "the app-level token with connections:write, under Basic Information of the Slack app"


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.names():
        monkeypatch.delenv(name, raising=False)


def refusal(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    """Return why an environment is refused."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsInvalid) as caught:
        Settings.load(env_file=None)
    return str(caught.value)


def refusal_of_file(path: Path, text: str) -> str:
    """Return why a file of settings is refused."""
    path.write_text(text)
    with pytest.raises(SettingsInvalid) as caught:
        Settings.load(env_file=path)
    return str(caught.value).replace(str(path), ".env")


def test_nothing_set() -> None:
    """Nothing has to be set, and then no platform is configured."""
    settings = Settings.load(env_file=None)

    assert settings == Settings.model_construct()
    assert not settings.connects


def test_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A real variable wins over the file, and an empty one counts as absent."""
    file = tmp_path / ".env"
    file.write_text("HTTP_PORT=1\nHTTP_HOST=0.0.0.0\nDISCORD_TOKEN=\n")
    monkeypatch.setenv("HTTP_PORT", "2")
    monkeypatch.setenv("HTTP_HOST", "")

    settings = Settings.load(env_file=file)

    assert (settings.http_port, settings.http_host) == (2, "0.0.0.0")  # noqa: S104 - never bound
    assert settings.discord_token is None


def test_managers_are_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids stand with commas or spaces between, in several workspaces with theirs in front."""
    monkeypatch.setenv("MANAGERS", " U1, U2  T1:U3,")

    assert Settings.load(env_file=None).managers == ("U1", "U2", "T1:U3")


@pytest.mark.parametrize(
    ("held", "value", "missing", "advice"),
    [
        (
            "SLACK_BOT_TOKEN",
            BOT,
            "SLACK_APP_TOKEN",
            f"{APP_PLACE} (xapp-...); or SLACK_SIGNING_SECRET, {SECRET_PLACE}",
        ),
        (
            "SLACK_APP_TOKEN",
            APP,
            "SLACK_BOT_TOKEN",
            f"{BOT_PLACE} (xoxb-...); or SLACK_CLIENT_ID, {CLIENT_PLACE}",
        ),
        (
            "SLACK_SIGNING_SECRET",
            "canary",
            "SLACK_BOT_TOKEN",
            f"{BOT_PLACE} (xoxb-...); or SLACK_CLIENT_ID, {CLIENT_PLACE}",
        ),
        (
            "SLACK_CLIENT_SECRET",
            "canary",
            "SLACK_CLIENT_ID",
            CLIENT_PLACE,
        ),
    ],
)
def test_half_a_pair(
    monkeypatch: pytest.MonkeyPatch, held: str, value: str, missing: str, advice: str
) -> None:
    """A token of Slack's alone is refused, and the line names what belongs beside it."""
    line = refusal(monkeypatch, **{held: value})

    assert line == f"{missing} is missing beside {held}: set it to {advice}"


SLACK = {
    "one workspace over Socket Mode": {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP},
    "one workspace over HTTP": {"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": "canary"},
    "many workspaces over HTTP": {
        "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "canary", "SLACK_SIGNING_SECRET": "canary",
    },
    "many workspaces over Socket Mode": {
        "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "canary", "SLACK_APP_TOKEN": APP,
    },
}  # fmt: skip


@pytest.mark.parametrize("environment", SLACK.values(), ids=SLACK.keys())
def test_ways_to_serve_slack(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> None:
    """One workspace or many, over Socket Mode or HTTP."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert Settings.load(env_file=None).serves_slack


def test_many_workspaces_need_a_way_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Client id and secret alone are refused: nothing would reach the bot."""
    line = refusal(monkeypatch, SLACK_CLIENT_ID="1.2", SLACK_CLIENT_SECRET="canary")

    assert line.startswith("SLACK_SIGNING_SECRET is missing beside SLACK_CLIENT_ID: ")


@pytest.mark.parametrize(
    ("token", "fault"),
    [
        ("xoxb-can ary", "holds white space or a line break"),
        ("xoxb-canary\n", "holds white space or a line break"),
        ('"xoxb-canary"', "holds a quotation mark"),
        ("xapp-canary", "does not begin with xoxb-"),
        ("xoxb-", "holds a character that no token has, or ends too early"),
        ("xoxb-canary…", "holds a character that no token has, or ends too early"),
    ],
)
def test_wrong_token(monkeypatch: pytest.MonkeyPatch, token: str, fault: str) -> None:
    """A token that cannot be one is refused in one line that does not hold it."""
    line = refusal(monkeypatch, SLACK_BOT_TOKEN=token, SLACK_APP_TOKEN=APP)

    assert line == f"SLACK_BOT_TOKEN {fault}: copy {BOT_PLACE}"


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("HTTP_PORT", "eighty", "must be a number from 0 to 65535 (0 picks a free port)"),
        ("HTTP_PORT", "65536", "must be a number from 0 to 65535 (0 picks a free port)"),
        ("LOG_LEVEL", "loud", "must be DEBUG, INFO, WARNING or ERROR"),
        ("LOG_FORMAT", "xml", "must be json or console"),
        ("KEEP_QUESTIONS", "-1", "must be a number of days from 0 to 90 (0 keeps none)"),
        ("KEEP_QUESTIONS", "91", "must be a number of days from 0 to 90 (0 keeps none)"),
        (
            "MANAGERS",
            "U1,<@U2>",
            "must be ids of people, with commas between: U0123ABC, T0123:U0456",
        ),
    ],
)
def test_wrong_value(monkeypatch: pytest.MonkeyPatch, name: str, value: str, line: str) -> None:
    """A value of the wrong form is refused in one line that says what it must be."""
    assert refusal(monkeypatch, **{name: value}) == f"{name} {line}"


def test_all_faults_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several faults are told together."""
    line = refusal(monkeypatch, HTTP_PORT="x", LOG_FORMAT="xml")

    assert line == (
        "HTTP_PORT must be a number from 0 to 65535 (0 picks a free port); "
        "LOG_FORMAT must be json or console"
    )


def test_case_of_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Levels and formats may be written in any case."""
    monkeypatch.setenv("LOG_LEVEL", "debug")
    monkeypatch.setenv("LOG_FORMAT", "JSON")

    settings = Settings.load(env_file=None)

    assert (settings.log_level, settings.log_format) == ("DEBUG", "json")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "# mine\nSLACK_BOT_TOEKN=xoxb-canary\n",
            ".env:2: SLACK_BOT_TOEKN is not a setting: SLACK_BOT_TOKEN may be meant",
        ),
        (
            "DISCORD_BOT_TOKEN=canary\n",
            ".env:1: DISCORD_BOT_TOKEN is not a setting: DISCORD_TOKEN may be meant",
        ),
        ("HTTP_PORT: 8080\n", ".env:1: cannot be read: write NAME=value"),
    ],
)
def test_file_with_a_slip(tmp_path: Path, text: str, line: str) -> None:
    """A line of the file that would have no effect is refused with its place."""
    assert refusal_of_file(tmp_path / ".env", text) == line


def test_file_for_others_too(tmp_path: Path) -> None:
    """What other programs have in the file is none of our business."""
    file = tmp_path / ".env"
    file.write_text("HTTP_PROXY=http://proxy\nPOSTGRES_USER=me\nexport BRIEFS_DIR='my briefs'\n")

    assert Settings.load(env_file=file).briefs_dir == Path("my briefs")


def test_file_that_is_no_text(tmp_path: Path) -> None:
    """A file that cannot be read as text is refused by name."""
    file = tmp_path / ".env"
    file.write_bytes(b"HTTP_PORT=\xff\n")

    with pytest.raises(SettingsInvalid, match="is not UTF-8 text"):
        Settings.load(env_file=file)


def test_misspelt_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable close to a setting is told of, unless that setting is set."""
    monkeypatch.setenv("DISCORD_TOKEN", DISCORD)
    settings = Settings.load(env_file=None)

    told = settings.misspelt(["SLACK_TOKEN", "DISCORD_BOT_TOKEN", "HTTP_PROXY", "discord_token"])

    assert told == ("SLACK_TOKEN is not a setting and has no effect: SLACK_BOT_TOKEN may be meant",)


def test_nothing_prints_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither settings nor the whole chain of a refusal show a token or a password."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:canary-password@host/name")
    whole = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "DISCORD_TOKEN": DISCORD}
    for name, value in whole.items():
        monkeypatch.setenv(name, value)
    shown = [repr(Settings.load(env_file=None)), str(Settings.load(env_file=None))]
    monkeypatch.setenv("SLACK_APP_TOKEN", "canary wrong")

    with pytest.raises(SettingsInvalid) as caught:
        Settings.load(env_file=None)
    with pytest.raises(ValidationError) as behind:
        Settings(_env_file=None)

    shown += [repr(caught.value), str(caught.value.__cause__), str(behind.value)]
    assert caught.value.__suppress_context__
    assert "canary" not in "".join(shown)


def test_secrets_for_redaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every configured token and the address of the database are handed to the redaction."""
    monkeypatch.setenv("DISCORD_TOKEN", DISCORD)
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:canary@host/name")

    settings = Settings.load(env_file=None)

    assert settings.secrets() == (DISCORD, "postgresql://me:canary@host/name")


def test_frozen() -> None:
    """Settings cannot be changed once they are built."""
    settings = Settings.load(env_file=None)

    with pytest.raises(ValueError, match="frozen"):
        settings.http_port = 1  # type: ignore[misc]  # the point of the test


def test_example_is_complete() -> None:
    """`.env.example` lists every setting once, with its default, and nothing else."""
    listed = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE.read_text(), re.MULTILINE))

    settings = Settings.load(env_file=EXAMPLE)

    assert list(listed) == list(Settings.names())
    assert settings == Settings.model_construct()
