"""Malformed briefs of many kinds, made anew each time and always the same.

A kind is a function of a folder with a good brief and a number, which breaks the brief in one way.
"""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

EACH: Final = 10

STATEMENT: Final = """\
Harbour Board: boats moved

The Harbour Board said today that over 40 boats were moved to Pier Nine.
It will spend up to 5 million euros on the pier in 2025.
Chair Ada Quill said: "We are ready for the winter."
"""

BRIEF: Final = """\
# A comment that stays.
source:
  title: "Harbour Board: boats moved"
  publisher: Harbour Board
  date: 3 May 2024

reviewed:
  by: Ann Bee
  on: 2024-05-04

summary:
  - boats
  - money

facts:
  # ---- The boats
  - id: boats
    kind: count
    value: over 40 boats
    label: boats moved
    subject: boats
    place: Pier Nine
    evidence: over 40 boats were moved to Pier Nine
    ask:
      - How many boats were moved?
      - ships
  - id: money
    kind: money
    value: up to €5 million
    label: money for the pier
    subject: the pier
    period: in 2025
    evidence: It will spend up to 5 million euros on the pier in 2025.
    ask: How much will be spent?
  - id: quill
    kind: person
    value: Ada Quill
    label: the chair
    evidence: Chair Ada Quill said
    ask: Who is the chair?
  - id: ready
    kind: quotation
    value: We are ready for the winter.
    label: what the chair says
    said_by: quill
    evidence: We are ready for the winter.
    ask: What does the chair say?

gaps:
  - id: cost-before
    kind: money
    note: The statement does not say what was spent before.
    nearest: money
    ask: spent before
"""

Break = Callable[[Path, int], None]


def good(folder: Path) -> None:
    """Write the brief that each kind breaks."""
    folder.mkdir(parents=True)
    (folder / "brief.yaml").write_text(BRIEF, encoding="utf-8")
    (folder / "statement.txt").write_text(STATEMENT, encoding="utf-8")


def all_kinds(root: Path) -> Iterator[Path]:
    """Make every kind's briefs below a folder and yield their folders."""
    for name, breaks in KINDS.items():
        for number in range(EACH):
            folder = root / f"{name}-{number}"
            good(folder)
            breaks(folder, number)
            yield folder


def _swap(*pairs: tuple[str, str]) -> Break:
    """Return a kind that replaces a text of the brief, by turns one of these."""

    def breaks(folder: Path, number: int) -> None:
        old, new = pairs[number % len(pairs)]
        assert old in BRIEF, old
        text = BRIEF.replace(old, new.replace("#", "x" * (number + 1)), 1)
        (folder / "brief.yaml").write_text(text, encoding="utf-8")

    return breaks


def _whole(make: Callable[[int], str | bytes]) -> Break:
    """Return a kind that puts something else in the brief's place."""

    def breaks(folder: Path, number: int) -> None:
        made = make(number)
        data = made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")
        (folder / "brief.yaml").write_bytes(data)

    return breaks


def _instead(name: str, make: Callable[[Path, int], None]) -> Break:
    """Return a kind that puts something that is no plain file in a file's place."""

    def breaks(folder: Path, number: int) -> None:
        (folder / name).unlink()
        make(folder / name, number)

    return breaks


def _statement(make: Callable[[int], bytes]) -> Break:
    return lambda folder, number: _put(folder / "statement.txt", make(number))


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _with(text: str) -> Callable[[int], str]:
    """Return the brief with a line more in its source, in which # is a number."""
    return lambda number: BRIEF.replace("source:\n", "source:\n" + text.replace("#", str(number)))


def _noise(number: int) -> bytes:
    return random.Random(number).randbytes(500 * (number + 1))  # noqa: S311 (a seeded mess)


def _bomb(number: int) -> str:
    levels = "".join(
        f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, 10 + number)
    )
    return f"l0: &l0 [x, x, x]\n{levels}{BRIEF}"


_VALUE: Final = "value: over 40 boats"
_OTHER: Final = "    evidence: over 40 boats were moved to Pier Nine\n"
_LABEL: Final = "label: boats moved"

KINDS: Final[dict[str, Break]] = {
    # YAML that is none, or that a brief has no use for
    "tab": _swap((f"    {_VALUE}", f"\t{_VALUE}"), ("  - boats\n", "\t- boats\n"), ("  title:", "\ttitle:")),
    "duplicate-key": _swap((_VALUE, f"{_VALUE}\n    {_VALUE}"), (_LABEL, f"{_LABEL}\n    label: #")),
    "open-quote": _swap((_VALUE, 'value: "over 40 #'), ("by: Ann Bee", "by: 'Ann")),
    "open-bracket": _swap((_VALUE, "value: [over, #"), ("by: Ann Bee", "by: {Ann")),
    "closed-twice": _swap((_VALUE, "value: [over]]"), ("by: Ann Bee", "by: Ann}: }")),
    "colon": _swap((_VALUE, f"{_VALUE}: #: b"), (_LABEL, f"{_LABEL}: #")),
    "at-sign": _swap((_VALUE, "value: @#"), (_LABEL, "label: `#")),
    "bad-escape": _swap((_VALUE, r'value: "\q#"'), (_LABEL, r'label: "\xZZ#"')),
    "indentation": _swap((f"    {_VALUE}", f"   {_VALUE}"), ("  publisher", "   publisher")),
    "alias": _swap((_VALUE, "value: *boats#")),
    "alias-bomb": _whole(_bomb),
    "merge-key": _whole(lambda n: f"base: &base\n  a{n}: 1\n" + BRIEF.replace("source:\n", "source:\n  <<: *base\n")),
    "python-tag": _whole(_with("  x: !!python/object/apply:os.system ['touch pwned#']\n")),
    "name-tag": _whole(_with("  x: !!python/name:os.system#\n")),
    "own-tag": _swap((_VALUE, "value: !figure over 40 boats"), (_LABEL, "label: !# boats")),
    "two-documents": _whole(lambda n: BRIEF + "---\n" * (n + 1) + "a: b\n"),
    "deep-flow": _whole(lambda n: "[{"[n % 2] * 100_000),
    "deep-dashes": _whole(lambda n: "- " * (50_000 + n)),
    "deep-lines": _whole(lambda n: "".join(f"{' ' * k}k:\n" for k in range(400 + n))),
    "deep-questions": _whole(lambda n: "? " * (20_000 + n)),
    "long-line": _whole(lambda n: b"x" * (10_000_000 + n)),
    "long-number": _swap((_VALUE, f"value: {'9' * 100_000}"), (_LABEL, f"label: 0x{'f' * 100_000}")),
    "long-exponent": _swap((_VALUE, "value: 1e999999999"), (_LABEL, "label: -1e-999999999")),
    "many-keys": _whole(lambda n: "".join(f"k{k}: {n}\n" for k in range(30_000))),
    # bytes that are no text
    "latin-1": _whole(lambda n: BRIEF.replace("Bee", "B\xe9" + "e" * n).encode("cp1252")),
    "utf-16": _whole(lambda n: (BRIEF + "#" * n).encode("utf-16-le" if n % 2 else "utf-16")),
    "nul": _swap((_VALUE, f"{_VALUE}\0"), (_LABEL, "label: \0#"), ("# A", "\0# A")),
    "control": _swap((_VALUE, f"{_VALUE}\x1b[31m"), (_LABEL, "label: \x07#"), ("by: Ann", "by: \x7f")),
    "surrogate": _whole(lambda n: BRIEF.replace("Ann", "\ud800" * (n + 1))),
    "noise": _whole(_noise),
    # files that are none
    "pipe": _instead("brief.yaml", lambda path, _: os.mkfifo(path)),
    "pipe-statement": _instead("statement.txt", lambda path, _: os.mkfifo(path)),
    "folder": _instead("brief.yaml", lambda path, _: path.mkdir()),
    "folder-statement": _instead("statement.txt", lambda path, _: path.mkdir()),
    "gone": _instead("brief.yaml", lambda _path, _n: None),
    "gone-statement": _instead("statement.txt", lambda _path, _n: None),
    "link-loop": _instead("brief.yaml", lambda path, _: path.symlink_to(path.name)),
    "link-out": _instead("brief.yaml", lambda path, n: path.symlink_to(("/etc/passwd", "/dev/zero", "../../../../etc/hostname")[n % 3])),
    "link-to-nothing": _instead("statement.txt", lambda path, n: path.symlink_to(f"nothing{n}")),
    "empty": _whole(lambda n: "\n" * n),
    "comments": _whole(lambda n: "# nothing\n" * (n + 1)),
    "empty-statement": _statement(lambda n: b" \n" * n),
    "other-statement": _statement(lambda n: b"Nothing of this was said. " * (n + 1)),
    "binary-statement": _statement(lambda n: b"\xff\xfe" + STATEMENT.encode("utf-16-le") * (n + 1)),
    "huge-statement": _statement(lambda n: b"a " * (600_000 + n)),
    # YAML that is no brief
    "list": _whole(lambda n: "- a\n" * (n + 1)),
    "scalar": _whole(lambda n: ("text", "12", "true", "2024-01-01", "~", "[]", "''", "1.5", ".nan", "no")[n]),
    "foreign": _whole(lambda n: f"version: {n}\nservices:\n  web:\n    image: nginx\n" if n % 2 else f'{{"a": {n}}}'),
    "cut-off": _whole(lambda n: BRIEF[: BRIEF.index("    evidence: We are") - n * 3]),
    "cut-before-facts": _whole(lambda n: BRIEF[: BRIEF.index("facts:")] + "# cut\n" * n),
    # a brief with one thing of the wrong form
    "number": _swap((_VALUE, "value: 40"), (_VALUE, "value: 0o17"), (_VALUE, "value: 1_000"), (_LABEL, "label: 1.5")),
    "nan": _swap((_VALUE, "value: .nan"), (_VALUE, "value: .inf"), (_LABEL, "label: -.inf")),
    "truth": _swap((_VALUE, "value: true"), (_LABEL, "label: false"), ("by: Ann Bee", "by: true")),
    "date-unquoted": _swap(("date: 3 May 2024", "date: 2024-05-03"), (_VALUE, "value: 2024-05-03 10:00:00")),
    "bad-day": _swap(("on: 2024-05-04", "on: 2024-13-45"), ("on: 2024-05-04", "on: 2023-02-29"), ("on: 2024-05-04", "on: soon")),
    "no-day": _swap(("on: 2024-05-04", "on:"), ("by: Ann Bee", "by:"), ("by: Ann Bee", 'by: " "')),
    "null-value": _swap((_VALUE, "value:"), (_LABEL, "label: ~"), ("    kind: count", "    kind: null")),
    "empty-text": _swap((_VALUE, 'value: ""'), (_LABEL, 'label: "  "')),
    "list-for-text": _swap((_VALUE, "value: [over, 40]"), (_LABEL, "label: [a]"), ("subject: boats", "subject: [x]")),
    "keys-for-text": _swap((_VALUE, "value: {a: b}"), (_LABEL, "label: {a: #}")),
    "text-for-keys": _swap(("reviewed:\n  by: Ann Bee\n  on: 2024-05-04\n", "reviewed: yes#\n")),
    "unknown-key": _swap((_LABEL, f"{_LABEL}\n    lable: #"), ("summary:", "sumary#: x\nsummary:"), ("gaps:", "x: 1\ngaps:")),
    "odd-key": _swap((_LABEL, f"{_LABEL}\n    [a, b]: 1"), (_LABEL, f"{_LABEL}\n    12: 1")),
    "missing-key": _swap((_OTHER, ""), ("    kind: count\n", ""), (f"    {_VALUE}\n", ""), (f"    {_LABEL}\n", "")),
    "bad-kind": _swap(("kind: count", "kind: counts#"), ("kind: person", "kind: Person"), ("kind: quotation", "kind: 5")),
    "bad-id": _swap(("- id: boats", "- id: Boats #"), ("- id: boats", "- id: ../boats"), ("- id: money", "- id: -money")),
    "bad-url": _swap(("  date:", "  url: http://a.example/#\n  date:"), ("  date:", "  url: javascript:alert(#)\n  date:"), ("  date:", "  url: https://a b\n  date:")),
    "too-long": _swap((_LABEL, f"label: {'word ' * 600}"), ("by: Ann Bee", f"by: {'Ann ' * 300}")),
    # a brief that says something else than its statement
    "letter": _swap(("over 40 boats were moved to Pier Nine", "over 40 boats were moved to Pier Ten#"), ("evidence: Chair Ada Quill said", "evidence: Chair Ada Quil said")),
    "no-evidence": _swap((_OTHER, "    evidence: []\n"), (_OTHER, '    evidence: ""\n'), (_OTHER, "    evidence:\n")),
    "qualifier": _swap((_VALUE, "value: 40 boats"), (_VALUE, "value: nearly 40 boats"), ("value: up to €5 million", "value: €5 million")),
    "currency": _swap(("€5 million", "£5 million"), ("€5 million", "5 million dollars"), ("€5 million", "₹5 million")),
    "figure": _swap((_VALUE, "value: over 41 boats"), ("€5 million", "€50 million"), (_VALUE, "value: over 40 ships")),
    "name": _swap(("value: Ada Quill", "value: Ada Quil"), ("value: Ada Quill", "value: Adam Quill#")),
    "quotation": _swap(("value: We are ready for the winter.", "value: We are ready for winter."), ("value: We are", "value: We were")),
    "slot": _swap(("subject: boats", "subject: ships#"), ("period: in 2025", "period: in 2026"), ("place: Pier Nine", "place: Pier Ten")),
    "label-figure": _swap((_LABEL, "label: 40 boats moved"), (_LABEL, "label: boats in May 2024"), (_LABEL, "label: forty boats")),
    "twice": _swap(("- id: cost-before", "- id: boats"), ("- id: ready", "- id: quill")),
    "summary": _swap(("  - boats\n", "  - boat#\n"), ("  - money\n", "  - mony#\n")),
    "speaker": _swap(("said_by: quill", "said_by: nobody#"), ("said_by: quill", "said_by: boats")),
    "gap": _swap(("nearest: money", "nearest: mony#"), ("spent before.", "spent in 2023."), ("spent before.", "spent before 5 May.")),
}  # fmt: skip
