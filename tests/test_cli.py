"""The terminal commands: output, exit codes, and one clear line for what is wrong."""

import asyncio
import io
import json
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest

from bot.adapters.store import Store
from bot.cli import main
from bot.core.feedback import Vote
from bot.core.preference import Preference, Scope
from bot.core.wording_feedback import NO_FEEDBACK, NO_QUESTIONS
from tests.clocks import FakeClock
from tests.conftest import ROOT, SEED

SHARED = ROOT.parent / "shared" / "eval" / "questions" / "00-uk-france.jsonl"


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of an empty database that the commands use."""
    url = f"sqlite:///{tmp_path}/bot.sqlite3"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


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


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "how many arrests?", "--json"],
        ["preview", "how many arrests?", "--json"],
        ["preview", "how many arrests?", "--json", "--platform", "slack"],
        ["evaluate", "{questions}", "--brief", SEED, "--json"],
    ],
)
def test_stdout_is_the_result_alone(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without the weights the warning stands on stderr, and stdout is one JSON object."""
    questions = tmp_path / "q.jsonl"
    questions.write_text('{"id": "1", "question": "how many arrests?", "answerable": true}\n')
    monkeypatch.setattr("bot.adapters.vectors.similarity.installed", lambda: tmp_path / "none")

    main([one.format(questions=questions) for one in arguments])

    told = capsys.readouterr()
    assert isinstance(json.loads(told.out), dict)
    assert [line.split() for line in told.err.splitlines()] == [
        ["[warning", "]", "vectors_missing", "reason=unreadable"]
    ]


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
    """The project's own briefs have no fault, carry every figure, and warnings cost nothing."""
    left = main(["check"])

    told = capsys.readouterr()
    share, count = told.err.splitlines()
    assert (left, share) == (0, f"{SEED}: figures carried: 21 of 21")
    assert count.startswith("briefs checked: 1, faults: 0, warnings: ")
    assert [line for line in told.out.splitlines() if ": warning: " not in line] == []


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


def test_evaluate_prints_a_row_of_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table of the README is made of such rows, the first with its header."""
    questions = [
        {"id": "1", "question": "how many arrests?", "answerable": True, "expect_any": ["500"]},
        {"id": "2", "question": "how many drones?", "answerable": False},
        {"id": "3", "question": "how many arrests?", "answerable": False},
        {"id": "4", "question": "how many arrests?", "answerable": True, "expect_any": ["7"]},
    ]
    path = tmp_path / "q.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in questions))
    arguments = ["evaluate", str(path), "--brief", SEED, "--markdown"]

    codes = [main([*arguments, "the seed", "--header"]), main([*arguments, "a | b"])]

    assert (codes, capsys.readouterr().out.splitlines()) == (
        [0, 0],
        [
            "| | questions | overall | short answers | false answers | claims | altered |",
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
            "| the seed | 4 | 50.0 % | 50.0 % | 50.0 % | - | 0 |",
            "| a \\| b | 4 | 50.0 % | 50.0 % | 50.0 % | - | 0 |",
        ],
    )


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (
            [],
            "Votes, those against first\n"
            "  against  for  statement             shown\n"
            "  1        0    uk-france-2022-11-14  worth\n"
            "\n"
            "Questions that no statement answered\n"
            "  times  last        statement             question\n"
            "  2      2030-05-04  uk-france-2022-11-14  how many drones?\n"
            "\n"
            "Questions whose answer was voted against\n"
            "  times  last        statement             question\n"
            "  1      2030-05-04  uk-france-2022-11-14  how much a year?\n",
        ),
        (
            ["--json"],
            '{"votes": [{"brief": "uk-france-2022-11-14", "facts": ["worth"], '
            '"outcome": "answered", "for": 0, "against": 1}], "unanswered": [{"question": '
            '"how many drones?", "brief": "uk-france-2022-11-14", "times": 2, "last": '
            '"2030-05-04T09:00:00+00:00"}], "voted_against": [{"question": "how much a year?", '
            '"brief": "uk-france-2022-11-14", "times": 1, "last": "2030-05-04T09:00:00+00:00"}]}\n',
        ),
    ],
)
def test_feedback_is_read_by_the_operator(
    arguments: list[str],
    printed: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Votes by fact, open questions and questions voted against, as tables or one object."""
    url = f"sqlite:///{tmp_path}/bot.sqlite3"
    clock = FakeClock(datetime(2030, 5, 4, 9, tzinfo=UTC))

    async def fill() -> None:
        store = await Store.open(url, clock=clock)
        here = {"platform": "slack", "tenant": "T1"}
        vote = Vote("m1", "U1", False, SEED, ("worth",), "answered", "how much a year?")  # noqa: FBT003
        await store.vote(vote, **here)
        await store.note("how many drones?", SEED, **here)
        await store.note("how many drones?", SEED, **here)
        await store.close()

    asyncio.run(fill())
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setattr("bot.app.SystemClock", lambda: clock)

    left = main(["feedback", *arguments])

    assert (left, capsys.readouterr().out) == (0, printed)


def test_feedback_without_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A new database has none, and that is said, with whether questions are kept."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/bot.sqlite3")
    monkeypatch.setenv("KEEP_QUESTIONS", "0")

    main(["feedback"])

    assert capsys.readouterr().out == f"{NO_FEEDBACK}\n\n{NO_QUESTIONS}\n"


async def with_choices(url: str, *, make: bool = False) -> dict[str, set[str]]:
    """Return who chose a statement, by workspace; at first let two people in two choose."""
    store = await Store.open(url, clock=FakeClock())
    tenants, people = ("T1", "T2"), ("U1", "U2")
    for tenant, person in product(tenants, people) if make else ():
        choice = Preference(Scope.PERSON, person, SEED)
        await store.choose(choice, platform="slack", tenant=tenant)
    kept = {one: await store.choices(platform="slack", tenant=one) for one in tenants}
    await store.close()
    return {tenant: {choice.subject for choice in kept[tenant]} for tenant in tenants}


@pytest.mark.parametrize(
    ("whom", "shown", "left"),
    [
        ("", "Nothing is kept of T1 (slack) any more.\n", set()),
        ("U1", "Nothing is kept of U1 in T1 (slack) any more.\n", {"U2"}),
    ],
)
def test_a_tenant_or_a_person_is_forgotten(
    whom: str, shown: str, left: set[str], kept: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is kept of them is gone, and what is of others there and elsewhere is not."""
    asyncio.run(with_choices(kept, make=True))

    code = main(["forget", "--platform", "slack", "--tenant", "T1", "--person", whom])

    assert (code, capsys.readouterr().out) == (0, shown)
    assert asyncio.run(with_choices(kept)) == {"T1": left, "T2": {"U1", "U2"}}


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
