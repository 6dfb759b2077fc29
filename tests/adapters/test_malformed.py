"""Briefs that are broken in every way we could think of, read by a process that is watched."""

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.brief_files import BriefFolder, read_brief
from bot.errors import BriefInvalid
from tests.adapters.malformed import BRIEF, EACH, KINDS, all_kinds, good
from tests.conftest import ROOT

LINE = re.compile(r"(?P<path>/[^:\n]+):[1-9]\d*:[1-9]\d*: \S[^\n]*")
SECOND, MEBIBYTES = 1.0, 200
LARGE = (("half", 950), ("whole", 1_900))  # gaps; more than that no brief may have


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what a process of its own says of all malformed briefs."""
    root = tmp_path_factory.mktemp("malformed").resolve()
    made = list(all_kinds(root))
    ran = subprocess.run(  # noqa: S603 (our own module)
        [sys.executable, "-m", "tests.adapters.reading_malformed", str(root)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return {**json.loads(ran.stdout), "made": [folder.name for folder in made], "root": str(root)}


def test_there_are_500_of_50_kinds(outcome: dict[str, Any]) -> None:
    """The set is as large as was promised, and every one of it was read."""
    assert (len(KINDS) >= 50, EACH >= 10) == (True, True)
    assert sorted(outcome["found"]) == sorted(outcome["made"])


def test_each_gives_exactly_one_line(outcome: dict[str, Any]) -> None:
    """A malformed brief costs one `path:line:col: reason` that names its own file."""
    wrong = {}
    for name, (_, lines) in outcome["found"].items():
        told = [LINE.fullmatch(line) for line in lines]
        own = f"{outcome['root']}/{name}/"
        if len(lines) != 1 or not told[0] or not told[0]["path"].startswith(own):
            wrong[name] = lines

    assert wrong == {}


def test_each_is_refused_within_a_second_and_little_memory(outcome: dict[str, Any]) -> None:
    """No brief takes a second of the processor, and none drives the process over 200 MiB."""
    slow = {name: taken for name, (taken, _) in outcome["found"].items() if taken > SECOND}

    assert slow == {}
    assert outcome["peak"] <= MEBIBYTES


def test_none_makes_the_process_do_anything_else(outcome: dict[str, Any]) -> None:
    """Nothing is run, written or connected to, and no file outside the folder is opened."""
    assert outcome["strayed"] == []


def test_time_grows_with_length_only(tmp_path: Path) -> None:
    """A fault at the end of the largest brief takes about twice that of one half as long."""
    half, whole = (_refused(tmp_path / name, gaps=count) for name, count in LARGE)

    assert whole < 3 * half


def _refused(folder: Path, *, gaps: int) -> float:
    """Return the seconds of processor that it takes to find a fault in the last of many lines."""
    good(folder)
    gap = "  - id: gap-{}\n    kind: money\n    note: It is left open what was spent before.\n    ask: spent\n"
    text = BRIEF + "".join(gap.format(number) for number in range(gaps))
    path = folder / "brief.yaml"
    path.write_text(text + gap.format("last").replace("money", "mony"), encoding="utf-8")
    began = time.process_time()
    with pytest.raises(BriefInvalid) as told:
        read_brief(folder)
    taken = time.process_time() - began
    at = text.count("\n") + 2
    assert told.value.faults[0].startswith(f"{path}:{at}:5: gaps.{gaps + 1}.kind: one of")
    return taken


def test_good_briefs_are_served_beside_them(tmp_path: Path) -> None:
    """All malformed briefs of a folder together cost the whole one beside them nothing."""
    for name in ("tab", "alias-bomb", "pipe", "link-loop", "python-tag"):
        good(tmp_path / name)
        KINDS[name](tmp_path / name, 0)
    good(tmp_path / "whole")

    read = BriefFolder.read(tmp_path)

    assert ([brief.id for brief in read.library()], len(read.faults)) == (["whole"], 5)


def test_the_brief_that_is_broken_is_whole_before(tmp_path: Path) -> None:
    """The brief that each kind breaks has no fault of its own."""
    good(tmp_path / "whole")

    assert [fact.id for fact in read_brief(tmp_path / "whole").facts] == [
        "boats", "money", "quill", "ready",
    ]  # fmt: skip


def test_a_reason_moves_no_terminal(tmp_path: Path) -> None:
    """A key or a folder's name with control signs or a line end is one plain line."""
    good(tmp_path / "odd\nname")
    good(tmp_path / "keys")
    text = BRIEF.replace("gaps:", '"\\e[31m\\n": 1\ngaps:')
    (tmp_path / "keys" / "brief.yaml").write_text(text, encoding="utf-8")

    faults = BriefFolder.read(tmp_path).faults

    assert len(faults) == 2
    assert all(fault.isprintable() for fault in faults)
