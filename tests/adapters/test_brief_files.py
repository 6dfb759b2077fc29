"""Briefs on disk: what is read, and the one line each fault gets."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.adapters.brief_files import LARGEST, BriefFolder, check_paths, schema
from tests.conftest import ROOT, SEED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of briefs that holds the seed brief and a copy to break."""
    for name in (SEED, "broken"):
        shutil.copytree(ROOT / "briefs" / SEED, tmp_path / name)
    return tmp_path


def edited(folder: Path, old: str, new: str) -> Path:
    """Change one place of the copy and return its file."""
    path = folder / "broken" / "brief.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def line_of(path: Path, text: str) -> int:
    """Return the line that holds a text."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize(
    ("old", "new", "at", "reason"),
    [
        ("worth up to 72.2 million euros in", "worth up to 73 million euros in", "      - This latest multi", ""),
        ("    value: up to €72.2 million", "    value: €72.2 million", "value: €72.2", "'€72.2 million' is not what the evidence says, which has 'up to 72.2 million euros'"),
        ("    value: up to €72.2 million", "    value: up to £72.2 million", "value: up to £", "'up to £72.2 million' is not what the evidence says, which has 'up to 72.2 million euros'"),
        ("    value: over 500 arrests", "    value: over 500 people", "value: over 500 people", "not in this fact's evidence: 'people'"),
        ("    value: Gérald Darmanin", "    value: Gerald Darmanin", "value: Gerald", "not in this fact's evidence: 'Gerald Darmanin'"),
        ("    kind: money", "    kind: cash", "kind: cash", "one of 'money', 'count', 'percent', 'duration', 'date', 'person', 'place', 'action' or 'quotation' is expected here"),
        ("    subject: arrests", "    subjct: arrests", "subjct", "unknown key"),
        ("  publisher: UK government (Home Office)", "", "", "this key is missing: publisher"),
        ("    label: arrests secured by", "    label: 500 arrests secured by", "label: 500", "a label holds no figure or date: '500 arrests secured by the Joint Intelligence Cell'"),
        ("  - id: arrests", "  - id: worth", "", "the id 'worth' is used twice"),
        ("    said_by: home-secretary", "    said_by: nobody", "said_by: nobody", "no person has the id 'nobody'"),
        ("summary:\n  - worth", "summary:\n  - wroth", "- wroth", "no fact has the id 'wroth'"),
        ("  date: Monday 14 November", "  date: 2022-11-14", "date: 2022-11-14", "text is expected here (put it in quotation marks)"),
        ("    kind: money", "\tkind: money", "\tkind", "not valid YAML: "),
        ("source:", "source: &a\n  x: *b", "", "not valid YAML: "),
    ],
)  # fmt: skip
def test_a_fault_is_one_line_with_its_place(
    old: str, new: str, at: str, reason: str, folder: Path
) -> None:
    """Whatever is wrong is said as path:line:col: reason, and the good brief stays served."""
    path = edited(folder, old, new)

    read = BriefFolder.read(folder)

    assert [brief.id for brief in read.library()] == [SEED]
    assert all(fault.startswith(f"{path}:") and "\n" not in fault for fault in read.faults)
    if reason:
        line = line_of(path, at) if at else 0
        told = [fault for fault in read.faults if reason in fault]
        assert told, read.faults
        assert not line or any(fault.startswith(f"{path}:{line}:") for fault in read.faults)


def test_evidence_that_is_not_in_the_statement_is_refused(folder: Path) -> None:
    """A quotation changed by one letter is found, at its own line."""
    path = edited(folder, "we can significantly increase the number of French gendarmes patrolling the beaches in northern France and", "we can significantly raise the number of French gendarmes patrolling the beaches in northern France and")  # fmt: skip

    faults = BriefFolder.read(folder).faults
    line = line_of(path, "significantly raise")
    assert f"{path}:{line}:" in faults[0]
    assert "not in the statement" in faults[0]


def _binary(path: Path) -> None:
    path.write_bytes(b"source:\n  title: \xff\xfe\n")


def _huge(path: Path) -> None:
    path.write_bytes(b"a" * (LARGEST["brief.yaml"] + 1))


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _missing(path: Path) -> None:
    path.unlink()


def _directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _deep(path: Path) -> None:
    path.write_text("[" * 50_000)


def _tagged(path: Path) -> None:
    path.write_text(
        "source: !!python/object/apply:os.system ['touch pwned']\nsummary: []\nfacts: []\n"
    )


@pytest.mark.parametrize(
    "broken",
    [_binary, _huge, _empty, _missing, _directory, _deep, _tagged],
    ids=lambda one: one.__name__,
)
def test_a_hostile_file_is_refused_in_its_own_lines(
    broken: Callable[[Path], None], folder: Path
) -> None:
    """Bytes, size, depth and tags end in a line each; nothing runs and the rest is served."""
    path = folder / "broken" / "brief.yaml"
    broken(path)

    read = BriefFolder.read(folder)

    assert [brief.id for brief in read.library()] == [SEED]
    assert read.faults
    assert all(fault.startswith(f"{path}:") and "\n" not in fault for fault in read.faults)
    assert not Path("pwned").exists()


def test_a_folder_a_brief_or_a_file_can_be_checked(folder: Path) -> None:
    """Paths of every sort name briefs; anything else is a fault of its own."""
    paths = [folder, folder / SEED, folder / SEED / "brief.yaml", folder / "nothing"]

    checked = check_paths(paths)
    assert ([found.brief.id for found in checked.whole], checked.count, checked.faults) == (
        ["broken", SEED, SEED, SEED],
        4,
        (f"{folder / 'nothing'}:1:1: neither a brief nor a folder of briefs",),
    )


def test_the_schema_on_disk_is_the_models() -> None:
    """Editors complete what the code reads: the committed schema is made from the models."""
    assert (ROOT / "briefs" / "brief.schema.json").read_text(encoding="utf-8") == schema()
    assert json.loads(schema())["title"] == "BriefFile"


def test_the_seed_brief_names_its_schema_first() -> None:
    """The first line tells an editor where the schema is."""
    with (ROOT / "briefs" / SEED / "brief.yaml").open(encoding="utf-8") as file:
        first = file.readline()

    assert first == "# yaml-language-server: $schema=../brief.schema.json\n"
