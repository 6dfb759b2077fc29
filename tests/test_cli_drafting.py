"""The terminal commands that make a brief, from the source to the answer."""

import io
import shutil
import sys
from pathlib import Path

import pytest

from bot.adapters.brief_files import open_brief, read_brief
from bot.adapters.brief_yaml import load
from bot.adapters.sources import read_source
from bot.cli import main
from bot.core.brief import Source
from bot.core.wording_drafting import AGAIN
from bot.drafting.drafting import draft
from bot.drafts import id_of, is_id, looked_up
from bot.errors import BriefingError
from tests.adapters.malformed import BRIEF, STATEMENT, good
from tests.conftest import ROOT
from tests.core.test_any_question import calls

STATEMENTS = ROOT / "tests" / "drafting" / "statements"
FLOOD = STATEMENTS / "uk-flood-defences.txt"
_SHORT = "Nothing to see.\n"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def briefs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder of briefs that the commands work in."""
    folder = tmp_path / "briefs"
    folder.mkdir()
    monkeypatch.setenv("BRIEFS_DIR", str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


def told(capsys: Captured, *arguments: str | Path) -> tuple[int, str, str]:
    """Run a command and return its code and what it printed."""
    code = main([str(one) for one in arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_a_statement_becomes_a_draft(briefs: Path, capsys: Captured) -> None:
    """The folder holds the two files of a brief that loads, not reviewed, with its statement."""
    code, out, err = told(capsys, "draft", FLOOD)

    found = open_brief(briefs / "uk-flood-defences")
    assert (code, err) == (0, "Next: briefing-bot review uk-flood-defences\n")
    assert out.startswith(f"{briefs}/uk-flood-defences: {len(found.brief.facts)} facts, ")
    assert (found.brief.reviewed, found.brief.title) == (
        False,
        "Flood defences: £48 million for 120 towns",
    )
    assert found.brief.statement == FLOOD.read_text(encoding="utf-8").strip("\n") + "\n"
    assert sorted(one.name for one in briefs.rglob("*")) == [
        "brief.yaml",
        "statement.txt",
        "uk-flood-defences",
    ]


def test_what_is_not_known_is_left_empty_and_said(briefs: Path, capsys: Captured) -> None:
    """No publisher is made up: its key is there, empty, and the line names it."""
    _, out, _ = told(capsys, "draft", FLOOD)

    text = (briefs / "uk-flood-defences" / "brief.yaml").read_text(encoding="utf-8")
    assert load(text)["source"]["publisher"] == ""
    assert out.endswith("; not known: publisher\n")


def test_what_the_caller_says_of_the_source_is_taken(briefs: Path, capsys: Captured) -> None:
    """Id, title, date, publisher and address go before what the file says of itself."""
    given = {"title": "T", "date": "D", "publisher": "P", "url": "https://a.example/b"}
    options = [part for key, value in given.items() for part in (f"--{key}", value)]
    code, *_ = told(capsys, "draft", FLOOD, "--id", "flood", *options)

    source = read_brief(briefs / "flood").source
    assert (code, {key: getattr(source, key) for key in given}) == (0, given)


def test_standard_input_and_another_folder(
    briefs: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A piped statement is named after its title where no id is given; --out makes its folder."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FLOOD.read_bytes())))
    code, *_ = told(capsys, "draft", "-", "--out", tmp_path / "new" / "place")

    made = [one.name for one in (tmp_path / "new" / "place").iterdir()]
    assert (code, made, list(briefs.iterdir())) == (
        0,
        ["flood-defences-48-million-for-120-towns"],
        [],
    )


def test_a_folder_is_drafted_whole(briefs: Path, tmp_path: Path, capsys: Captured) -> None:
    """Every statement gets its brief in order; one that is none is a line and costs nothing else."""
    folder = tmp_path / "in"
    shutil.copytree(STATEMENTS, folder)
    (folder / "aaa.txt").write_text(_SHORT, encoding="utf-8")
    code, out, err = told(capsys, "draft", folder)

    names = sorted(one.stem for one in STATEMENTS.glob("*.txt"))
    assert [line.split(":")[0].rpartition("/")[2] for line in out.splitlines()] == names
    assert (code, err) == (2, f"{folder}/aaa.txt: it is too short for a statement: 3 words\n")
    assert sorted(one.name for one in briefs.iterdir()) == names


def test_an_odd_file_costs_no_other(
    briefs: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of our own in one statement is a line that says where, and the next is drafted."""

    def fail(source: str) -> None:
        raise ZeroDivisionError(source)

    monkeypatch.setattr(
        "bot.drafts.read_source", lambda one: fail(one) if "odd" in one else read_source(one)
    )
    code, out, err = told(capsys, "draft", "odd.txt", FLOOD)

    assert (code, out.count("\n"), len(list(briefs.iterdir()))) == (2, 1, 1)
    assert err.startswith("odd.txt: our fault: ZeroDivisionError in test_cli_drafting.py:")


def test_a_statement_is_drafted_in_time_with_its_length() -> None:
    """Four times as long a statement takes at the most six times as many calls."""
    text = FLOOD.read_text(encoding="utf-8")
    longer = "\n\n".join(text.replace("1", figure) for figure in "1234")

    once, four = (calls(lambda text=text: draft(text, source=Source())) for text in (text, longer))  # type: ignore[misc]
    assert four < 6 * once


class _Terminal(io.StringIO):
    """A terminal that keeps what it is shown."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


def test_a_bar_grows_on_a_terminal_only(
    briefs: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person sees how far a folder is; a log does not."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    main(["draft", str(FLOOD), str(STATEMENTS / "australia-reef.txt")])

    assert "\r[###############---------------] 1 of 2" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r[##############################] 2 of 2\n")
    assert len(list(briefs.iterdir())) == 2
    assert "\r" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["draft", "nowhere.txt"], "nowhere.txt: No such file or directory"),
        (["draft", "short.txt"], "short.txt: it is too short for a statement: 3 words"),
        (["draft", "broken.pdf"], "broken.pdf: the PDF is damaged"),
        (["draft", "empty"], "empty: this folder holds no statement that can be read"),
        (["draft", "http://a.example/b"], None),
        (["draft", FLOOD, "--id", "../x"], "--id: '../x' cannot be an id: use a-z, 0-9 and -"),
        (["draft", FLOOD, "--id", "/etc/x"], "--id: '/etc/x' cannot be an id: use a-z, 0-9 and -"),
        (["draft", FLOOD, "--id", ".hidden"], "--id: '.hidden' cannot be an id: use a-z, 0-9 and -"),
        (["draft", FLOOD, "--url", "javascript:x"], "--url: an https address is expected, not 'javascript:x'"),
        (["draft", FLOOD, FLOOD, "--id", "x"], "draft: --id, --title and the like belong to one source, not several"),
        (["draft", FLOOD, FLOOD], "draft: several sources would become 'uk-flood-defences'; draft one by one"),
        (["draft", FLOOD, "--update"], "{briefs} holds no brief 'uk-flood-defences'; it holds: harbour"),
        (["draft", FLOOD, "--id", "harbour"], "{briefs}/harbour: exists already; merge a corrected statement into it with --update"),
        (["draft", FLOOD, "--id", "harbour", "--update"], "harbour: no fact of it is in this statement; draft it with --id"),
        (["review", "../x"], "{briefs} holds no brief '../x'; it holds: harbour"),
        (["review", "{briefs}/harbour"], "{briefs} holds no brief '{briefs}/harbour'; it holds: harbour"),
        (["show", "..%2fharbour"], "{briefs} holds no brief '..%2fharbour'; it holds: harbour"),
        (["show", "x" * 5_000], None),
        (["show", "harbour", "--html", "no/such/folder.html"], "--html: no/such/folder.html: No such file or directory"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_line(
    arguments: list[str | Path], line: str | None, briefs: Path, capsys: Captured
) -> None:
    """What cannot be done is one line on stderr with code 2; nothing is made or changed."""
    good(briefs / "harbour")
    Path("short.txt").write_text(_SHORT, encoding="utf-8")
    Path("broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    Path("empty").mkdir()
    code, out, err = told(capsys, *(str(one).format(briefs=briefs) for one in arguments))

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert line is None or err == line.format(briefs=briefs) + "\n"
    assert [one.name for one in briefs.iterdir()] == ["harbour"]
    assert open_brief(briefs / "harbour").text == BRIEF


def test_an_update_tells_what_changed_and_asks_for_a_review(briefs: Path, capsys: Captured) -> None:
    """The corrected statement and the changed facts are on disk, and the chats wait."""
    good(briefs / "harbour")
    Path("harbour.txt").write_text(
        f"{STATEMENT}\nThe board was founded to keep the harbour open for all who sail.\n".replace(
            "over 40", "over 45"
        ),
        encoding="utf-8",
    )
    code, out, err = told(capsys, "draft", "harbour.txt", "--update")

    brief = read_brief(briefs / "harbour")
    assert (code, err, brief.reviewed, brief.by_id["boats"].value) == (
        0,
        "",
        False,
        "over 45 boats",
    )
    assert brief.statement == Path("harbour.txt").read_text(encoding="utf-8")
    assert (
        out.splitlines()[0]
        == f"{briefs}/harbour: boats: value: was 'over 40 boats', now 'over 45 boats'"
    )
    assert out.splitlines()[-1] == f"{briefs}/harbour: {AGAIN.format(brief='harbour')}"


def test_an_update_that_changes_nothing_says_so(briefs: Path, capsys: Captured) -> None:
    """The same statement leaves the review in force and the file as it was."""
    good(briefs / "harbour")
    longer = f"{STATEMENT}The board was founded to keep the harbour open for all who sail.\n"
    for name in (briefs / "harbour" / "statement.txt", Path("harbour.txt")):
        name.write_text(longer, encoding="utf-8")
    code, out, _ = told(capsys, "draft", "harbour.txt", "--update")

    assert (code, out) == (0, f"{briefs}/harbour: nothing that a fact says has changed\n")
    assert open_brief(briefs / "harbour").text == BRIEF


def test_a_page_is_written_or_printed(briefs: Path, capsys: Captured) -> None:
    """`show --html` writes a page to a file, or to standard output for `-`."""
    good(briefs / "harbour")
    code, out, _ = told(capsys, "show", "harbour", "--html", "page.html")
    printed = told(capsys, "show", "harbour", "--html", "-")[1]

    assert (code, out, Path("page.html").read_text(encoding="utf-8")) == (0, "", printed)
    assert "[over 40 boats]{boats}" in told(capsys, "show", "harbour")[1]


def test_a_warning_counts_when_it_is_asked_to(briefs: Path, capsys: Captured) -> None:
    """A warning is printed in any case, and is worth the code of a fault with --strict."""
    good(briefs / "harbour")
    text = BRIEF.replace("    period: in 2025\n", "    unsure: when is it?\n")
    (briefs / "harbour" / "brief.yaml").write_text(text, encoding="utf-8")
    gentle, strict = told(capsys, "check"), told(capsys, "check", "--strict")

    path = briefs / "harbour"
    assert [gentle[0], strict[0], gentle[1] == strict[1]] == [0, 1, True]
    assert (
        f"{path}/brief.yaml:32:5: facts.1.unsure: warning: 'money' is unsure: when is it?\n"
        in gentle[1]
    )
    assert f"{path}/statement.txt:4:52: warning: no fact carries '2025'\n" in gentle[1]
    assert "harbour: figures carried: 3 of 4\n" in gentle[2]


def test_drafts_answer_in_the_terminal_and_say_what_they_are(
    briefs: Path, capsys: Captured
) -> None:
    """`ask` takes a draft and labels its answer."""
    told(capsys, "draft", FLOOD)
    _, out, _ = told(capsys, "ask", "how many towns in England?")

    assert "Draft: no person has reviewed this brief yet." in out
    assert len(list(briefs.iterdir())) == 1


@pytest.mark.parametrize(
    ("source", "brief_id"),
    [
        ("in/UK France (final).v2.txt", "uk-france-final-v2"),
        ("https://a.example/news/Budget%202024/", "budget-2024"),
        ("../../etc/passwd", "passwd"),
        ("Größe.md", "grosse"),
        ("声明.txt", ""),
        ("-", ""),
    ],
)
def test_an_id_is_made_of_a_sources_name(source: str, brief_id: str) -> None:
    """Letters, figures and hyphens are left of any name, and no way to another folder."""
    assert id_of(source) == brief_id


@pytest.mark.parametrize(
    "text", ["", ".", "..", "a/b", "a\\b", "c:x", "-x", "a\nb", "a\0", "x" * 101]
)
def test_no_id_leads_out_of_the_folder(text: str) -> None:
    """What could name another folder, or no folder, is no id."""
    assert not is_id(text)


_WAYS_OUT = (
    "{up}outside", "{up}{up}outside", "{up}briefs/harbour", "./harbour", "harbour/", "harbour/.", "harbour/..",
    "{root}/outside", "{root}/briefs/harbour", "//{root}/outside", "~", "~root", "~/outside", "$HOME", "%2e%2e/outside",
    "..\\outside", "..%5coutside", "C:\\outside", "file://{root}/outside", "harbour\0", "harbour\n", " harbour", "harbour ",
    "HARBOUR", "harbour\u200b", "\uff48arbour", "..", ".", "", "link", "*", "h*", "[h]arbour", "{{}}", "harbour;id", "`id`",
    "$(id)", "harbour#", "harbour?x", "/proc/self/cwd/harbour",
)  # fmt: skip


@pytest.mark.parametrize("repeat", range(5))
def test_no_id_reads_a_brief_of_another_folder(repeat: int, briefs: Path, tmp_path: Path) -> None:
    """An id is compared with the names that are there; 200 ways out of the folder find nothing."""
    good(briefs / "harbour")
    good(tmp_path / "outside")
    (briefs / "link").symlink_to(tmp_path / "outside")
    ways = [one.format(up="../" * (repeat + 1), root=tmp_path) for one in _WAYS_OUT]

    refused = []
    for one in ways:
        with pytest.raises(BriefingError) as told_of:
            looked_up(briefs, one + "/." * repeat if one.startswith(".") else one)
        refused.append(str(told_of.value))

    assert (len(ways), len(refused)) == (40, 40)
    assert [line for line in refused if "Ada Quill" in line or "boats" in line] == []
