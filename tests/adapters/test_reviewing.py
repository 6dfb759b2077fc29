"""The review in the terminal: what is typed, what is asked, what is on disk after each answer."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.adapters.brief_files import read_brief
from bot.adapters.reviewing import Review
from bot.core import wording_reviewing as wording
from bot.core.brief import Fact, Reviewed
from bot.errors import BriefInvalid
from tests.adapters.malformed import BRIEF, good
from tests.clocks import FakeClock

_DRAFT = (
    BRIEF.replace("  by: Ann Bee\n  on: 2024-05-04\n", '  by: ""\n  on:\n')
    .replace("    place: Pier Nine\n", "    place: Pier Nine\n    unsure: two of them\n", 1)
    .replace("    period: in 2025\n", "    period: in 2025\n    unsure: its subject was not found\n", 1)
    .replace("      - ships\n", "      - ships\n    proposed: vessels, craft\n", 1)
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a draft with two uncertain facts."""
    good(tmp_path / "harbour")
    (tmp_path / "harbour" / "brief.yaml").write_text(_DRAFT, encoding="utf-8")
    return tmp_path / "harbour"


def typed(folder: Path, *lines: str) -> str:
    """Walk through a review, typing these lines, and return what was shown."""
    out = io.StringIO()
    Review(folder, FakeClock(), iter(f"{line}\n" for line in lines), out).walk()
    return out.getvalue()


def fact(folder: Path, fact_id: str) -> Fact:
    """Return a fact as it is on disk."""
    return read_brief(folder).by_id[fact_id]


def test_a_review_from_end_to_end(folder: Path) -> None:
    """Uncertain facts are settled one by one, and the brief is signed with today's date."""
    shown = typed(folder, "a", "a", "a", "Ann Bee")

    brief = read_brief(folder)
    assert brief.file.reviewed == Reviewed(by="Ann Bee", on=FakeClock().now().date())
    assert [one.unsure for one in brief.facts] == ["", "", "", ""]
    assert (brief.by_id["boats"].ask[2:], brief.by_id["boats"].proposed) == (
        ("vessels, craft",),
        (),
    )
    assert shown.index("boats (count)") < shown.index("money (money)")
    assert shown.endswith("Reviewed by Ann Bee on 2026-11-25: the running bot serves it now.\n")


def test_the_evidence_is_shown_with_the_value_marked(folder: Path) -> None:
    """What the fact says stands in brackets in its sentence, with why it is uncertain."""
    shown = typed(folder, "q").splitlines()

    assert "  “[over 40 boats] were moved to Pier Nine”" in shown
    assert "  unsure: two of them" in shown


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("v over 40", "value", "over 40"),
        ("value: over 40", "value", "over 40"),
        ("l craft moved", "label", "craft moved"),
        ("? What was moved?", "ask", ("What was moved?", "ships")),
        ("?What was moved?", "ask", ("What was moved?", "ships")),
        ("+ vessels", "ask", ("How many boats were moved?", "ships", "vessels")),
        ("subject -", "subject", ""),
        ("place to Pier Nine", "place", "to Pier Nine"),
        ("p", "proposed", ()),
        ("p", "ask", ("How many boats were moved?", "ships", "vessels, craft")),
        ("P", "unsure", ""),
    ],
)
def test_an_answer_is_on_disk_at_once(folder: Path, line: str, key: str, value: object) -> None:
    """Each command changes its own key, and leaving right after it loses nothing."""
    typed(folder, line)

    assert getattr(fact(folder, "boats"), key) == value


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("v 40 boats", "facts.0.value: '40' is not what the evidence says, which has 'over 40'"),
        ("l 40 boats", "facts.0.label: a label holds no figure or date: '40 boats'"),
        ("place Pier Ten", "facts.0.place: not in this fact's evidence: 'Pier Ten'"),
    ],
)
def test_what_would_break_the_brief_is_refused_and_asked_again(
    folder: Path, line: str, reason: str
) -> None:
    """The reason is shown, the file stays as it was, and the same fact is still open."""
    before = (folder / "brief.yaml").read_text(encoding="utf-8")
    shown = typed(folder, line, "q")

    assert reason in shown
    assert wording.TAKEN not in shown
    assert shown.endswith("Left at boats; go on with: briefing-bot review harbour\n")
    assert (folder / "brief.yaml").read_text(encoding="utf-8") == before


def test_a_dropped_fact_leaves_the_summary_as_well(folder: Path) -> None:
    """Dropping takes the fact and its line in the summary; nothing else refers to it."""
    typed(folder, "d")

    brief = read_brief(folder)
    assert ([one.id for one in brief.facts], brief.file.summary) == (
        ["money", "quill", "ready"], ("money",),
    )  # fmt: skip


def test_a_fact_that_others_need_is_not_dropped(folder: Path) -> None:
    """A fact that a gap names as nearest stays, and the reason says so."""
    shown = typed(folder, "s", "d")

    assert "gaps.0.nearest: no fact has the id 'money'" in shown
    assert "money" in read_brief(folder).by_id


def test_a_review_is_resumed_where_it_was_left(folder: Path) -> None:
    """What was settled is not asked again."""
    first = typed(folder, "a", "q")
    second = typed(folder, "q")

    assert ("2 to look at · boats" in first, "1 to look at · money" in second) == (True, True)


_TWIN = """\
  - id: rafts
    kind: count
    value: over 30 boats
    label: rafts moved
    subject: boats
    evidence: over 30 boats were moved to the quay
    ask:
      - How many boats were moved?
"""


def twins(folder: Path) -> None:
    """Give the brief a second value that the same question asks for, and a figure left out."""
    more = "Later over 30 boats were moved to the quay. A further 12 came back.\n"
    with (folder / "statement.txt").open("a", encoding="utf-8") as file:
        file.write(more)
    text = _DRAFT.replace("  - id: money\n", f"{_TWIN}  - id: money\n", 1)
    text = text.replace("    unsure: its subject was not found\n", "")
    (folder / "brief.yaml").write_text(text, encoding="utf-8")


def test_what_check_doubts_is_walked_through_as_well(folder: Path) -> None:
    """Two values for one question are shown with each other until a question tells them apart."""
    twins(folder)
    shown = typed(folder, "a", "", "? How many boats came to the quay?", "a", "d", "Ann Bee")

    told = shown.split("\n")
    assert wording.DOUBTED.format(count=1).strip() in shown
    assert "  doubt: its own question does not tell it from 'boats' ('over 40 boats')" in told
    assert f"> {wording.TAKEN}" in told
    assert fact(folder, "rafts").ask == ("How many boats came to the quay?",)
    assert shown.endswith("Reviewed by Ann Bee on 2026-11-25: the running bot serves it now.\n")


def test_a_doubt_that_a_change_leaves_is_said(folder: Path) -> None:
    """After a correction that does not help, the reviewer sees that it did not."""
    twins(folder)
    shown = typed(folder, "a", "", "l boats moved again", "q")

    still = "its own question does not tell it from 'boats' ('over 40 boats')"
    assert f"> {wording.TAKEN}\n{wording.OPEN.format(doubt=still)}\n> " in shown


def test_doubts_may_be_left(folder: Path) -> None:
    """What is only doubted keeps nobody from signing."""
    twins(folder)
    typed(folder, "a", "n", "d", "Ann Bee")

    assert read_brief(folder).reviewed


def test_what_is_signed_is_shown_before(folder: Path) -> None:
    """Figures that no fact carries and the summary stand above the question for the name."""
    twins(folder)
    shown = typed(folder, "a", "n", "d", "")

    assert shown.split("drop all (d), decide later (Enter): ")[1].splitlines() == [
        "figures carried: 5 of 6",
        "statement.txt:6:55: no fact carries '12'",
        "",
        "The summary:",
        "  boats moved: over 40 boats",
        "  money for the pier: up to €5 million",
        "All that the brief says: briefing-bot show harbour",
        wording.NAME,
    ]


def test_the_source_is_corrected_where_it_is_signed(folder: Path) -> None:
    """A title, publisher or date may be put right instead of giving a name."""
    typed(folder, "a", "a", "d", "title: Boats", "Ann Bee")

    brief = read_brief(folder)
    assert (brief.title, brief.file.reviewed.by) == ("Boats", "Ann Bee")


@pytest.mark.parametrize("line", ["a", "q", "Q", ""])
def test_an_answer_to_another_question_is_no_name(folder: Path, line: str) -> None:
    """A single letter typed once too often signs nothing."""
    typed(folder, "a", "a", "d", line)

    assert not read_brief(folder).reviewed


def test_q_leaves_at_every_question(folder: Path) -> None:
    """It is never taken as a publisher."""
    text = _DRAFT.replace("  publisher: Harbour Board\n", "")
    (folder / "brief.yaml").write_text(text, encoding="utf-8")

    assert typed(folder, "q").endswith("Left; go on with: briefing-bot review harbour\n")
    assert read_brief(folder).source.publisher == ""


def test_every_fact_is_shown_when_asked_for(folder: Path) -> None:
    """With `every` the sure ones are walked through too, of a reviewed brief as well."""
    (folder / "brief.yaml").write_text(BRIEF, encoding="utf-8")
    out = io.StringIO()
    Review(folder, FakeClock(), iter(["s"] * 4), out, every=True).walk()

    assert [line for line in out.getvalue().splitlines() if " to look at · " in line] == [
        "4 to look at · boats (count)",
        "3 to look at · money (money)",
        "2 to look at · quill (person)",
        "1 to look at · ready (quotation)",
    ]
    assert out.getvalue().endswith(
        "Reviewed by Ann Bee on 2024-05-04; nothing is left to look at. Every fact: briefing-bot "
        "review harbour --all\n"
    )


def test_a_fact_that_another_terminal_dropped_is_said_to_be_gone(folder: Path) -> None:
    """The review goes on with the next one."""

    def lines() -> Iterator[str]:
        typed(folder, "d")  # the other terminal
        yield "a"
        yield "q"

    out = io.StringIO()
    Review(folder, FakeClock(), lines(), out).walk()

    assert f"> {wording.GONE}\n\n1 to look at · money" in out.getvalue()


def test_what_is_skipped_keeps_the_brief_a_draft(folder: Path) -> None:
    """A brief with an uncertain fact cannot be signed."""
    shown = typed(folder, "a", "s", "", "Ann Bee")

    assert shown.endswith("Facts still unsure: 1. The brief stays a draft.\n")
    assert not read_brief(folder).reviewed


@pytest.mark.parametrize(("answer", "proposed"), [("a", ()), ("d", ()), ("", ("vessels, craft",))])
def test_proposals_are_decided_on_together(
    folder: Path, answer: str, proposed: tuple[str, ...]
) -> None:
    """All proposed words are accepted, dropped or left with one answer."""
    typed(folder, "a", "a", answer)

    boats = fact(folder, "boats")
    assert (boats.proposed, boats.ask[2:]) == (proposed, ("vessels, craft",) * (answer == "a"))


def test_what_the_draft_does_not_know_is_asked_first(folder: Path) -> None:
    """Title, publisher and date that are empty are asked for, and only those."""
    text = _DRAFT.replace("  publisher: Harbour Board\n", "")
    (folder / "brief.yaml").write_text(text, encoding="utf-8")

    shown = typed(folder, "The Harbour Board", "q")
    assert shown.startswith(
        "Title: Harbour Board: boats moved\nPublisher: not known\nDate: 3 May 2024\n"
        "The publisher is not known. Publisher (Enter: leave): \n2 to look at"
    )
    assert read_brief(folder).source.publisher == "The Harbour Board"


def test_a_brief_without_a_publisher_cannot_be_signed(folder: Path) -> None:
    """A review needs to say where the statement is from."""
    text = _DRAFT.replace("  publisher: Harbour Board\n", "")
    (folder / "brief.yaml").write_text(text, encoding="utf-8")

    shown = typed(folder, "", "a", "a", "d", "Ann Bee")
    assert "this key is missing: publisher; a reviewed brief has it" in shown
    assert not read_brief(folder).reviewed


def test_what_is_not_understood_is_answered_with_what_can_be_typed(folder: Path) -> None:
    """Anything else, and a command without its text, shows the commands and changes nothing."""
    shown = typed(folder, "well", "v", "", "q")

    assert shown.count("a accept · p accept with the proposed words") == 4
    assert (folder / "brief.yaml").read_text(encoding="utf-8") == _DRAFT


def test_a_file_that_breaks_meanwhile_ends_the_review(folder: Path) -> None:
    """A brief that an editor left broken is told with its place, not overwritten."""
    (folder / "brief.yaml").write_text("source: [", encoding="utf-8")

    with pytest.raises(BriefInvalid):
        typed(folder, "a")


def test_a_correction_is_said_to_be_taken(folder: Path) -> None:
    """After a correction the fact stays open, and the reviewer sees that it is on disk."""
    assert f"> {wording.TAKEN}\n> Left at boats" in typed(folder, "v over 40", "q")


def test_only_one_line_differs_after_one_correction(folder: Path) -> None:
    """Comments and layout stay as the author had them."""
    typed(folder, "v over 40")

    after = (folder / "brief.yaml").read_text(encoding="utf-8")
    assert after == _DRAFT.replace("value: over 40 boats", "value: over 40")
    assert [one.name for one in folder.iterdir() if one.name.startswith(".")] == []
