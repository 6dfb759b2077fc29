"""How well drafts carry what a reader marked, and that the measure sees what is wrong."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import main
from bot.core.brief import Brief, BriefFile, Fact, Kind, Source
from bot.drafting.drafting import draft
from bot.drafting.likening import Likeness, compared
from bot.drafting.measuring import Mention, Quality, mention, quality
from bot.extraction import measure
from tests.conftest import ROOT, SEED

HERE = Path(__file__).parent
STATEMENTS = HERE / "statements"
MARKS = sorted((HERE / "mentions").glob("[a-z]*.jsonl"))
TEXT = "Officers made over 500 arrests in 2021. The work cost £3 million."
MARKED = (
    Mention(14, 22, "count", value=500, qualifier="more than", subject=("arrests",)),
    Mention(34, 38, "date"),
    Mention(54, 64, "money", value=3_000_000, unit="GBP", subject=("work", "police")),
)  # fmt: skip


def fact(kind: Kind, value: str, *, subject: str = "", period: str = "", sentence: int = 0) -> Fact:
    """Return a fact of one of the text's sentences."""
    evidence = TEXT.split(". ")[sentence]
    return Fact(
        id=f"fact-{value.rsplit(maxsplit=1)[-1].lower()}", kind=kind, value=value, label=kind.value,
        subject=subject, period=period, evidence=(evidence,), ask=("What?",),
    )  # fmt: skip


ARRESTS = fact(Kind.COUNT, "over 500 arrests", subject="arrests", period="in 2021")
COST = fact(Kind.MONEY, "£3 million", subject="The work", sentence=1)


def brief(*facts: Fact) -> BriefFile:
    """Return a brief of these facts."""
    source = Source(title="A title", publisher="The publisher", date="2 May 2024")
    return BriefFile(source=source, summary=(), facts=facts)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ((ARRESTS, COST), Quality(3, 3, 3, 3, 2, 2, 2, 2, 0, 2)),
        ((COST,), Quality(3, 1, 1, 1, 2, 1, 1, 1, 0, 1)),
        (
            (fact(Kind.COUNT, "500 arrests", subject="arrests", period="in 2021"), COST),
            Quality(3, 3, 3, 2, 2, 2, 2, 2, 0, 2),
        ),
        (
            (fact(Kind.PERCENT, "over 500 arrests", subject="arrests", period="in 2021"), COST),
            Quality(3, 3, 2, 3, 2, 2, 2, 2, 0, 2),
        ),
        (
            (fact(Kind.COUNT, "over 500 arrests", subject="Officers", period="in 2021"), COST),
            Quality(3, 3, 3, 3, 2, 1, 1, 2, 0, 2),
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_counts(facts: tuple[Fact, ...], found: Quality) -> None:
    """A figure that is missing or has another qualifier, kind or subject lowers its own count."""
    assert quality(brief(*facts), TEXT, MARKED) == found


def test_what_nobody_marked_is_spurious_unless_it_may_be_left_out() -> None:
    """A figure without a mark is spurious; a mark that is optional counts neither way."""
    bare = quality(brief(ARRESTS, COST), TEXT, MARKED[:2])
    lenient = quality(
        brief(ARRESTS, COST), TEXT, (*MARKED[:2], Mention(54, 64, "money", optional=True))
    )

    assert (bare.spurious, lenient.spurious, lenient.marked) == (1, 0, 2)


@pytest.mark.parametrize(
    "change", [{"unit": "EUR"}, {"value": 4_000_000}, {"high": 4_000_000}, {"kind": "count"}]
)
def test_a_figure_is_right_in_all_that_it_states(change: dict[str, object]) -> None:
    """Another unit, value, upper end or kind than a reader marked is found, but not right."""
    marks = (*MARKED[:2], replace(MARKED[2], **change))

    measured = quality(brief(ARRESTS, COST), TEXT, marks)

    assert (measured.found, measured.right) == (3, 2)


def test_our_own_statements_are_drafted_as_marked() -> None:
    """On ten statements of our own wording extraction is as good as it is meant to be."""
    out = io.StringIO()

    measure(MARKS, STATEMENTS, as_json=True, out=out)

    rates = json.loads(out.getvalue())
    least = {"found": 0.97, "right": 0.93, "qualified": 0.90, "subject": 0.80}
    assert (len(MARKS), {name for name, floor in least.items() if rates[name] < floor}) == (
        10,
        set(),
    )
    assert rates["spurious"] <= 0.02


@pytest.mark.parametrize("path", MARKS, ids=lambda path: path.stem)
def test_marks_hold_no_sentence_and_stand_in_their_statement(path: Path) -> None:
    """A mark is a position, a value and at most a few words; its place holds a figure or a date."""
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        mark = mention(data)
        statement = (STATEMENTS / f"{data['statement']}.txt").read_text(encoding="utf-8")
        assert 0 <= mark.start < mark.end <= len(statement)
        assert len(" ".join(mark.subject).split()) <= 4


def test_the_command_prints_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    """Each statement is a row, then all of them, then what went wrong."""
    left = main(["evaluate", "--mentions", str(MARKS[0]), "--statements", str(STATEMENTS)])

    rows = capsys.readouterr().out.splitlines()
    assert (left, [row.split()[0] for row in rows[:3]]) == (0, ["statement", MARKS[0].stem, "all"])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "not a marked mention"),
        ('{"statement": "x", "start": 1}', "not a marked mention"),
        ('{"statement": "x", "start": 1, "end": 2, "kind": "colour"}', "not a marked mention"),
        ('{"statement": "x", "start": 1, "end": 2, "kind": "money", "value": "much"}', "not a marked mention"),
        ('{"statement": "../x", "start": 1, "end": 2, "kind": "money"}', "cannot be read"),
    ],
)  # fmt: skip
def test_a_wrong_mark_is_told_in_a_line(
    line: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is no mark, or of a statement that is not there, ends with its place and code 2."""
    path = tmp_path / "marks.jsonl"
    path.write_text(f"{line}\n", encoding="utf-8")

    left = main(["evaluate", "--mentions", str(path), "--statements", str(STATEMENTS)])

    shown = capsys.readouterr()
    assert (left, shown.out, shown.err.count("\n"), told in shown.err) == (2, "", 1, True)


@pytest.mark.parametrize(
    "arguments",
    [[], ["--mentions", "marks.jsonl"], ["--draft"]],
    ids=["none", "no folder", "no brief"],
)
def test_an_evaluation_of_nothing_is_wrong_use(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without questions, marks or a brief to draft the command says what it needs."""
    monkeypatch.chdir(ROOT)

    left = main(["evaluate", *arguments])

    assert (left, capsys.readouterr().err.startswith("evaluate: ")) == (2, True)


def test_the_seeds_draft_carries_most_of_its_reviewed_brief(seed: Brief) -> None:
    """Of the reviewed brief's facts at least four in five stand in the draft, all figures among them."""
    both = compared(draft(seed.statement, source=seed.source), seed.file)

    missing = [item.reviewed for item in both.items if item.likeness is Likeness.MISSING]
    assert len(missing) <= len(both.items) // 5
    assert [
        one.id
        for one in missing
        if one.kind in {Kind.MONEY, Kind.COUNT, Kind.PERCENT, Kind.DURATION}
    ] == []


def test_the_documented_comparison_is_the_one_made_now(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comparison in the documentation is what the command prints."""
    monkeypatch.chdir(ROOT)

    main(["evaluate", "--draft", "--brief", SEED])

    assert capsys.readouterr().out.strip() in (ROOT / "docs" / "drafting.md").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("reviewed", "drafted", "likeness"),
    [
        (ARRESTS, ARRESTS, Likeness.SAME),
        (ARRESTS, fact(Kind.COUNT, "500 arrests", subject="arrests"), Likeness.MISSING),
        (ARRESTS, fact(Kind.ACTION, "Officers made over 500 arrests"), Likeness.WITHIN),
        (fact(Kind.ACTION, "made over"), fact(Kind.ACTION, "Officers made over 500"), Likeness.WITHIN),
        (fact(Kind.DATE, "2021"), ARRESTS, Likeness.WITHIN),
        (fact(Kind.ACTION, "The work cost", sentence=1), ARRESTS, Likeness.MISSING),
    ],
)  # fmt: skip
def test_a_reviewed_fact_finds_its_like(reviewed: Fact, drafted: Fact, likeness: Likeness) -> None:
    """A figure is the same by what it states; other values by their words or as a circumstance."""
    assert compared(brief(drafted), brief(reviewed)).items[0].likeness is likeness
