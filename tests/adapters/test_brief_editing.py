"""Changes to the text of a brief: each as small as it is meant."""

import difflib
from collections.abc import Callable
from datetime import date

import pytest

from bot.adapters.brief_editing import Edited, commented, written
from bot.adapters.brief_yaml import NotYaml, load
from tests.adapters.malformed import BRIEF


def changed(edited: Edited, before: str = BRIEF) -> list[str]:
    """Return the lines that differ, as a diff has them."""
    lines = difflib.ndiff(before.splitlines(), edited.text.splitlines())
    return [line for line in lines if line[:2] in {"- ", "+ "}]


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (lambda e: e.replaced(("facts", 0, "value"), "over 40"), ["-     value: over 40 boats", "+     value: over 40"]),
        (lambda e: e.replaced(("source", "title"), "A: b"), ['-   title: "Harbour Board: boats moved"', '+   title: "A: b"']),
        (lambda e: e.replaced(("facts", 0, "ask", 1), "#1"), ["-       - ships", '+       - "#1"']),
        (lambda e: e.replaced(("facts", 1, "unsure"), "look"), ["+     unsure: look"]),
        (lambda e: e.replaced(("facts", 1, "evidence"), ["a", "b"]), ["-     evidence: It will spend up to 5 million euros on the pier in 2025.", "+     evidence:", "+       - a", "+       - b"]),
        (lambda e: e.without(("facts", 1, "period")), ["-     period: in 2025"]),
        (lambda e: e.without(("summary", 1)), ["-   - money"]),
        (lambda e: e.without(("facts", 1, "unsure")), []),
        (lambda e: e.appended(("facts", 0, "ask"), "vessels"), ["+       - vessels"]),
        (lambda e: e.appended(("facts", 1, "ask"), "cost"), ["-     ask: How much will be spent?", "+     ask:", "+       - How much will be spent?", "+       - cost"]),
        (lambda e: e.appended(("facts", 1, "proposed"), "cost"), ["+     proposed: cost"]),
        (lambda e: e.with_review("", None), ["-   by: Ann Bee", "-   on: 2024-05-04", '+   by: ""', "+   on:"]),
        (lambda e: e.with_review("Bo", date(2024, 6, 1)), ["-   by: Ann Bee", "-   on: 2024-05-04", "+   by: Bo", "+   on: 2024-06-01"]),
    ],
)  # fmt: skip
def test_a_change_is_as_small_in_the_diff_as_in_meaning(
    edit: Callable[[Edited], Edited], lines: list[str]
) -> None:
    """What is not changed stays to the letter, comments and quotation marks as well."""
    assert sorted(changed(edit(Edited(BRIEF)))) == sorted(lines)


def test_an_entry_is_taken_out_with_its_lines_alone() -> None:
    """The comments above and below an entry stay."""
    edited = Edited(BRIEF).each_entry(("facts",), {0: lambda _: None})

    gone = [line[2:] for line in changed(edited)]
    assert (gone[0], gone[-1], len(gone)) == ("  - id: boats", "      - ships", 10)
    assert "# ---- The boats" in edited.text


def test_an_entry_is_kept_as_a_comment() -> None:
    """What is withdrawn stays readable where it stood, and the file stays a list of the rest."""
    edited = Edited(BRIEF).each_entry(("facts",), {1: lambda entry: commented(entry, "gone: why")})

    assert "  # gone: why\n  # - id: money\n  #   kind: money\n" in edited.text
    assert [fact["id"] for fact in load(edited.text)["facts"]] == ["boats", "quill", "ready"]


def test_entries_are_put_where_they_belong() -> None:
    """New entries stand below as many as are said, in their order, at the list's own depth."""
    new = [Edited("id: a\nkind: b\n"), Edited("id: c\n")]
    edited = Edited(BRIEF).with_entries(("facts",), {0: new[:1], 4: new[1:]})

    ids = [fact["id"] for fact in load(edited.text)["facts"]]
    assert ids == ["a", "boats", "money", "quill", "ready", "c"]
    assert all(line.startswith("+ ") for line in changed(edited))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_of_the_file_are_kept_around_a_change(end: str) -> None:
    """A file from Windows differs in the changed line only."""
    text = BRIEF.replace("\n", end)
    edited = Edited(text).replaced(("facts", 0, "value"), "over 40")

    assert edited.text == text.replace("value: over 40 boats", "value: over 40")


def test_a_review_is_written_into_a_file_that_has_no_place_for_one() -> None:
    """Without the key, or with it in one line, the two keys are written out."""
    block = "reviewed:\n  by: Ann Bee\n  on: 2024-05-04\n"
    bare = BRIEF.replace(f"\n{block}", "")
    short = BRIEF.replace(block, "reviewed: {}\n")

    signed = [Edited(text).with_review("Ann Bee", date(2024, 5, 4)).text for text in (bare, short)]
    assert [load(text)["reviewed"] for text in signed] == [load(BRIEF)["reviewed"]] * 2


def test_a_key_without_a_value_is_filled_behind_its_colon() -> None:
    """An empty key gets its value on its own line, whatever stands below it."""
    empty = Edited(BRIEF).with_review("", None)

    assert "  on:\n\nsummary:" in empty.text
    assert empty.with_review("Ann Bee", date(2024, 5, 4)).text == BRIEF


def test_a_layout_that_cannot_be_changed_is_refused_with_its_place() -> None:
    """A brief written like JSON is left as it is."""
    with pytest.raises(NotYaml) as told:
        Edited('{"facts": [{"id": "a"}]}').replaced(("facts", 0, "value"), "b")

    assert (told.value.line, told.value.column) == (1, 12)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "1",
        "a: b",
        "#1",
        " a",
        "- a",
        "40%",
        "“x”",
        '"',
        "a\nb",
        "",
        "~",
        "2024-01-01",
        "@x",
        "it's",
        "*a",
        "!a",
        "[a",
        "a #b",
        "\x1b",
    ],
)
def test_what_is_written_reads_back(text: str) -> None:
    """Any text survives, a line end as a space, and quotation marks come only where needed."""
    assert load(f"- {written(text)}\n") == [text.replace("\n", " ")]
    assert written("over 40 boats") == "over 40 boats"
