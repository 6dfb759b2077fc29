"""Which figures of a statement its brief carries, and what a reviewer is told to look at."""

from pathlib import Path

import pytest

from bot.adapters.brief_files import BriefOnDisk, open_brief
from bot.core.brief import Brief
from bot.drafting.coverage import coverage
from bot.drafting.doubts import doubts, uncarried
from tests.adapters.malformed import BRIEF, STATEMENT, good

_LATER = "A further 12 boats left in June. Again over 40 boats were moved.\n"


def brief(tmp_path: Path, text: str = BRIEF, statement: str = STATEMENT) -> BriefOnDisk:
    """Return a brief of this text and statement."""
    folder = tmp_path / "harbour"
    good(folder)
    (folder / "brief.yaml").write_text(text, encoding="utf-8")
    (folder / "statement.txt").write_text(statement, encoding="utf-8")
    return open_brief(folder)


def test_the_seed_carries_all_its_figures(seed: Brief) -> None:
    """The brief that ships leaves no figure of its statement out."""
    assert str(coverage(seed)) == "figures carried: 21 of 21"


def test_a_figure_that_no_fact_carries_is_told_with_its_place(tmp_path: Path) -> None:
    """What is said twice is carried once for both; what no fact says is listed."""
    found = brief(tmp_path, statement=STATEMENT + _LATER).brief
    covered = coverage(found)

    assert str(covered) == "figures carried: 5 of 7"
    assert list(uncarried(found, covered)) == [
        (6, 11, "no fact carries '12'"),
        (6, 28, "no fact carries 'June'"),
    ]


def test_evidence_alone_carries_no_figure(tmp_path: Path) -> None:
    """A figure that stands in a fact's sentence but in none of its parts is not carried."""
    text = BRIEF.replace("    period: in 2025\n", "")

    loose = [one.text for one in coverage(brief(tmp_path, text).brief).loose]
    assert loose == ["2025"]


@pytest.mark.parametrize(
    ("old", "new", "path", "reason"),
    [
        ("    period: in 2025\n", "    period: in 2025\n    unsure: two of them\n", "facts.1.unsure", "'money' is unsure: two of them"),
        ("    period: in 2025\n", "    period: in 2025\n    proposed: cost\n", "facts.1.proposed", "words that nobody accepted or dropped; facts that have such: 1"),
        ("    subject: the pier\n", "    subject: 5 million euros on the pier\n", "facts.1.subject", "a qualifier is dropped: the evidence has 'up to 5 million euros'"),
        ("ask: How much will be spent?", "ask: How many boats were moved?", "facts.1.ask", "its own question is answered by 'boats' ('over 40 boats')"),
    ],
)  # fmt: skip
def test_each_doubt_is_told_at_its_place(
    old: str, new: str, path: str, reason: str, tmp_path: Path
) -> None:
    """What loads but may be wrong is said with the key it is about."""
    found = doubts(brief(tmp_path, BRIEF.replace(old, new, 1)).brief)

    assert (path, reason) in [(".".join(map(str, one.path)), one.reason) for one in found]


def test_two_facts_that_no_question_tells_apart_are_told(tmp_path: Path) -> None:
    """A second fact of the same words as the first makes both of them ambiguous."""
    second = (
        "  - id: fewer\n    kind: count\n    value: over 30 boats\n    label: boats moved\n"
        "    subject: boats\n    evidence: over 30 boats were moved\n"
        "    ask: How many boats were moved?\n"
    )
    text = BRIEF.replace("  - id: money\n    kind", f"{second}  - id: money\n    kind", 1)

    statement = STATEMENT + "Before, over 30 boats were moved.\n"
    told = [one.reason for one in doubts(brief(tmp_path, text, statement).brief)]
    assert "its own question does not tell it from 'boats' ('over 40 boats')" in told


def test_what_is_not_known_of_the_source_is_told_of_a_draft(tmp_path: Path) -> None:
    """A draft may leave title, publisher and date empty, and says which."""
    draft = BRIEF.replace("  by: Ann Bee\n  on: 2024-05-04\n", "  by:\n").replace(
        "  publisher: Harbour Board\n", ""
    )

    assert doubts(brief(tmp_path, draft).brief)[0].path == ("source", "publisher")


def test_a_warning_has_its_line(tmp_path: Path) -> None:
    """A doubt is printed as a fault is, with the line of its key."""
    found = brief(tmp_path, BRIEF.replace("    period: in 2025\n", "    unsure: so\n", 1))

    line = found.line(doubts(found.brief)[0])
    assert line == f"{found.path}:32:5: facts.1.unsure: 'money' is unsure: so"
