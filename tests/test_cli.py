"""The terminal commands: output, exit codes, and one clear line for what is wrong."""

import asyncio
import io
import json
from pathlib import Path

import pytest

from bot.adapters.store import Store
from bot.adapters.system_clock import SystemClock
from bot.cli import main
from bot.core.schedule import Schedule
from tests.conftest import ROOT, SEED

SHARED = ROOT.parent / "shared" / "eval" / "questions" / "00-uk-france.jsonl"


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize(
    ("question", "code", "shown"),
    [
        ("how much funding?", 0, "up to €72.2 million in 2022 to 2023"),
        ("were at least 500 people arrested?", 0, "Yes, the statement says so: over 500 arrests"),
        ("did officers fall by 40%?", 0, "No, the statement says: 40% over the coming months"),
        ("how many drones?", 1, "The statement does not say."),
    ],
)
def test_ask_answers_and_tells_by_its_code(
    question: str, code: int, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An answer leaves with 0 and a no with 1; both stand on stdout."""
    left = main(["ask", question])

    told = capsys.readouterr()
    assert (left, told.out.startswith(shown), told.err) == (code, True, "")


def test_ask_after_reads_a_follow_up(capsys: pytest.CaptureFixture[str]) -> None:
    """The question before is what a follow-up refers to."""
    main(["ask", "since when?", "--after", "how many arrests?"])

    assert capsys.readouterr().out.splitlines()[0] == "since its inception in 2020"


def test_ask_json_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    """The object carries the contract's keys, the reading and what was considered."""
    main(["ask", "how many arrests?", "--json"])

    told = json.loads(capsys.readouterr().out)
    first = {key: told[key] for key in ("status", "value_text", "brief", "fact", "rule")}
    assert first == {
        "status": "answered",
        "value_text": "over 500 arrests since its inception in 2020",
        "brief": SEED,
        "fact": "arrests",
        "rule": "the fact that fits best",
    }
    assert told["reading"]["wanted"] == "count"
    assert told["considered"][0]["fact"] == "arrests"
    assert told["quote"] in told["answer"]


def test_ask_why_names_the_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """What decided is told in words."""
    main(["ask", "how many arrests in 2019?", "--why"])

    assert "arrests: another year is asked for" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["ask", "x", "--brief", "nope"], f"--brief: briefs holds no brief 'nope'; it holds: {SEED}\n"),
        (["ask", "x", "--briefs", "nowhere"], "nowhere: no such folder; BRIEFS_DIR names the folder of briefs\n"),
        (["ask", "x", "--briefs", "tests"], "tests: no brief can be served; see: briefing-bot check\n"),
        (["evaluate", "nowhere.jsonl"], "nowhere.jsonl:1:1: cannot be read as UTF-8 text\n"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_line(
    arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong is one line on stderr, with code 2 and nothing on stdout."""
    left = main(arguments)

    told = capsys.readouterr()
    assert (left, told.out, told.err) == (2, "", line)


def test_check_passes_the_briefs_that_ship(capsys: pytest.CaptureFixture[str]) -> None:
    """The project's own briefs have no fault."""
    left = main(["check"])

    told = capsys.readouterr()
    assert (left, told.out, told.err) == (0, "", "briefs checked: 1, faults: 0\n")


def test_check_leaves_with_one_for_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault is a line on stdout and code 1."""
    (tmp_path / "statement.txt").write_text("Nothing.")

    left = main(["check", str(tmp_path)])
    assert (left, capsys.readouterr().out) == (
        1,
        f"{tmp_path}/brief.yaml:1:1: this file is missing\n",
    )


def test_check_reads_the_schedules_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A schedule that cannot be kept is a fault with its place."""
    path = tmp_path / "schedules.yaml"
    path.write_text("- {id: a, platform: slack, channel: C1, brief: none, cron: x, zone: UTC}\n")

    left = main(["check", str(tmp_path)])
    assert (left, f"{path}:1:" in capsys.readouterr().out) == (1, True)


def test_a_schedule_is_listed_and_removed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An operator sees what will be posted and can stop it."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/bot.sqlite3")
    kept = Schedule("morning", "slack", "C1", SEED, "0 9 * * *", "Europe/London")

    async def add() -> None:
        store = await Store.open(f"sqlite:///{tmp_path}/bot.sqlite3", clock=SystemClock())
        await store.schedules.import_once([kept])
        await store.close()

    asyncio.run(add())
    codes = [main(["schedules"]), main(["schedules", "remove", "morning"]), main(["schedules"])]

    listed, removed, nothing = capsys.readouterr().out.splitlines()
    assert codes == [0, 0, 0]
    assert listed.startswith(f"morning: {SEED} to slack C1, 0 9 * * * Europe/London, next 20")
    assert (removed, nothing[:12]) == ("Removed morning; it posts no more.", "No schedule.")


def test_run_without_tokens_answers_a_question_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Input from elsewhere is answered line by line, with follow-ups, until its end."""
    monkeypatch.setattr("sys.stdin", io.StringIO("how much funding?\n\nin which year?\nquit\nx\n"))

    left = main(["run"])

    told = [one.splitlines()[0] for one in capsys.readouterr().out.strip().split("\n\n")]
    assert (left, told) == (0, ["up to €72.2 million in 2022 to 2023", "in 2022 to 2023"])


def test_run_with_nothing_to_do_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mis-set service does not end well: no tokens and no input is code 2."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))

    left = main(["run"])

    told = capsys.readouterr()
    assert (left, told.out) == (2, "")
    assert told.err.startswith("No tokens are set and nothing came on standard input.")


def test_evaluate_prints_the_metrics(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A question file is answered, judged and written out."""
    questions = [
        {"id": "1", "question": "how many arrests?", "answerable": True, "expect_any": ["500"],
         "expect_all": [["over", "more than"]], "forbid": ["55"]},
        {"id": "2", "question": "how many drones?", "answerable": False},
        {"id": "3", "question": "was it 40%?", "answerable": True, "verdict": "contradicted"},
        {"id": "4", "question": "how many arrests?", "answerable": False},
    ]  # fmt: skip
    path, out = tmp_path / "q.jsonl", tmp_path / "p.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in questions))

    left = main(["evaluate", str(path), "--brief", SEED, "--json", "--predictions", str(out)])

    told = json.loads(capsys.readouterr().out)
    kept = [json.loads(line)["id"] for line in out.read_text().splitlines()]
    named = ("questions", "answerable_accuracy", "false_answer_rate", "altered_figures")
    assert (left, kept) == (0, ["1", "2", "3", "4"])
    assert [told[name] for name in named] == [4, 1.0, 0.5, 0]


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_the_visible_questions_are_answered(capsys: pytest.CaptureFixture[str]) -> None:
    """On the visible questions nine of ten are right and no figure is altered."""
    main(["evaluate", str(SHARED), "--brief", SEED, "--json"])

    told = json.loads(capsys.readouterr().out)
    assert (told["overall_accuracy"] >= 0.9, told["altered_figures"]) == (True, 0)


@pytest.mark.parametrize("command", ["how much funding?", "summary", "help", "how many drones?"])
def test_preview_shows_both_platforms(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What Slack and Discord would show stands above the JSON they would get."""
    left = main(["preview", command])

    told = capsys.readouterr().out
    headings = [line for line in told.splitlines() if line.startswith("== ")]
    assert (left, headings) == (
        0,
        ["== slack shows", "== slack gets", "== discord shows", "== discord gets"],
    )
