"""Reading schedules.yaml."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.schedule_file import ScheduleFile, read_schedules
from bot.core.schedule import Schedule

GOOD = """\
# posted to the press channel
- id: daily
  platform: slack
  channel: C0123
  brief: uk-france
  cron: 0 9 * * mon-fri
  zone: Europe/London
"""
DAILY = Schedule("daily", "slack", "C0123", "uk-france", "0 9 * * mon-fri", "Europe/London")


def read(path: Path) -> ScheduleFile:
    """Read with two platforms and one brief known."""
    return read_schedules(path, platforms=("slack", "discord"), briefs=("uk-france",))


@pytest.mark.parametrize(
    ("text", "schedules"),
    [
        (GOOD, (DAILY,)),
        ("", ()),
        ("# nothing yet\n", ()),
        ("[]", ()),
        ("\ufeff" + GOOD, (DAILY,)),
        (
            GOOD.replace("daily", "no").replace("C0123", "012345678901234567"),
            (replace(DAILY, id="no", channel="012345678901234567"),),
        ),
    ],
)
def test_good_file(text: str, schedules: tuple[Schedule, ...], tmp_path: Path) -> None:
    """Each entry is a schedule, its values taken as they are written."""
    path = tmp_path / "schedules.yaml"
    path.write_text(text, encoding="utf-8")

    assert read(path) == ScheduleFile(schedules)


def test_no_file(tmp_path: Path) -> None:
    """No file means no schedules."""
    assert read(tmp_path / "schedules.yaml") == ScheduleFile()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("slack", "slak", "3:13: unknown platform 'slak': there is discord, slack"),
        ("uk-france", "uk", "5:10: unknown brief 'uk': there is uk-france"),
        ("Europe/London", "Europe/Lundon", "7:9: zone 'Europe/Lundon' is not an IANA time zone:"),
        ("0 9", "0 0 9", "6:9: cron '0 0 9 * * mon-fri': write five fields"),
        ("0 9", "*/5 9", "6:9: found undefined alias"),
        ("0 9 * * mon-fri", "'*/5 9 * * *'", "6:9: cron '*/5 9 * * *': leave at least 15"),
        ("zone", "timezone", "7:3: unknown key 'timezone': the keys are id, platform,"),
        ("  brief: uk-france\n", "", "2:3: missing brief"),
        ("brief:", "id:", "5:3: key 'id' is there twice"),
        ("C0123", "'#press'", "4:12: channel '#press': write the channel's id, not its name"),
        ("daily", "../daily", "2:7: id '../daily': use at most 40 of a-z, 0-9 and -"),
        ("C0123", "[C1, C2]", "4:12: channel must be one text"),
        ("C0123", "", "4:3: channel has no value"),
        ("- id", "? id", "2:1: write a list: each schedule begins with"),
        ("  platform", "\tplatform", "3:1: found character '\\t' that cannot start any token"),
    ],
)
def test_fault(old: str, new: str, fault: str, tmp_path: Path) -> None:
    """What is wrong is one line with its place, and no schedule is made of it."""
    path = tmp_path / "schedules.yaml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")

    schedules, faults = read(path).schedules, read(path).faults

    assert (schedules, len(faults)) == ((), 1)
    assert faults[0].startswith(f"{path}:{fault}")
    assert "\n" not in faults[0]


def test_one_fault_stops_no_other(tmp_path: Path) -> None:
    """The good entries of a file with faults are kept; the second of equal ids is a fault."""
    path = tmp_path / "schedules.yaml"
    path.write_text(f"- oops\n{GOOD}{GOOD}", encoding="utf-8")

    keys = "id, platform, channel, brief, cron, zone"
    assert read(path) == ScheduleFile(
        (DAILY,), (f"{path}:1:3: write the keys {keys}", f"{path}:10:7: id 'daily' is there twice")
    )


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\xff\xfe", "is not UTF-8"),
        (b"\x00", "unacceptable character"),
        (b"[" * 30_000, "is nested too deeply"),
        (b"- " * 30_000, "is nested too deeply"),
        (b"- a\n" * 20_000, "is larger than 65536 bytes"),
        (b"- !!python/object/apply:os.system [id]", "write the keys"),
        (b"- &a {id: *a}", "missing platform"),
        (b"%YAML 9.9\n---\n- x", "found incompatible YAML document"),
        (b"%YAML 1." + b"9" * 5000 + b"\n---\n- x", "Exceeds the limit"),
    ],
)
def test_hostile_file(content: bytes, fault: str, tmp_path: Path) -> None:
    """Whatever the file holds, it is one line and nothing of it is run."""
    path = tmp_path / "schedules.yaml"
    path.write_bytes(content)

    found = read(path)

    assert (found.schedules, len(found.faults)) == ((), 1)
    assert fault in found.faults[0]
    assert "\n" not in found.faults[0]


def test_a_folder(tmp_path: Path) -> None:
    """A folder or a pipe in the file's place is a fault, and is not waited for."""
    assert read(tmp_path).faults == (f"{tmp_path}:1:1: is not a file",)
