"""Answers question files and tells how good the answers were."""

import json
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from bot.core import explaining, scoring, wording
from bot.core.answering import answer
from bot.core.brief import Brief
from bot.core.library import Library
from bot.core.reader import PassageReader
from bot.errors import BriefingError


def evaluate(
    files: Iterable[Path], library: Library, *, brief_id: str = "",
    predictions: Path | None = None, as_json: bool = False, row: str = "", header: bool = False,
    reader: PassageReader | None = None, out: TextIO,
) -> int:  # fmt: skip
    """Answer every question, write the predictions, print the metrics; return the exit code.

    With a `row` the metrics are one row of a Markdown table under that name.
    """
    judged, altered = [], 0
    lines = []
    for question in _questions(files):
        brief = _brief(question, library, brief_id)
        prediction = _predict(question, brief, reader)
        altered += scoring.altered(prediction, brief.statement)
        judged.append((question, prediction, scoring.judge(question, prediction)))
        lines.append(json.dumps(prediction, ensure_ascii=False))
    if predictions:
        predictions.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    metrics = scoring.metrics(judged, altered_figures=altered)
    if as_json:
        out.write(json.dumps(metrics) + "\n")
        return 0
    if row:
        out.writelines(f"{line}\n" for line in scoring.table(row, metrics, header=header))
        return 0
    for name, value in metrics.items():
        print(f"{name:24} {'-' if value is None else value}", file=out)
    for question, prediction, verdict in judged:
        if verdict != "right":
            asked, said = question["question"], prediction["value_text"]
            print(f"{verdict:18} {asked!r} -> {said!r}", file=out)
    return 0


def _questions(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for path in files:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise BriefingError(f"{path}:1:1: cannot be read as UTF-8 text") from error
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _question(path, number, line)


def _question(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        question = json.loads(line)
    except ValueError as error:
        raise BriefingError(f"{path}:{number}:1: not a JSON object") from error
    missing = [key for key in ("id", "question", "answerable") if key not in dict(question)]
    if missing:
        raise BriefingError(f"{path}:{number}:1: the key {missing[0]!r} is missing")
    return {"statement": "", "previous": None, "expect_any": [], **question}


def _brief(question: dict[str, Any], library: Library, brief_id: str) -> Brief:
    named = brief_id or question["statement"]
    brief = library.get(named)
    if brief is None:
        raise BriefingError(f"question {question['id']}: there is no brief {named!r}; see --brief")
    return brief


def _predict(
    question: dict[str, Any], brief: Brief, reader: PassageReader | None
) -> dict[str, Any]:
    only = Library((brief,))
    asked = partial(answer, library=only, reader=reader)
    before = asked(question["previous"]) if question["previous"] else None
    found = asked(question["question"], recall=before.recall if before else None)
    return explaining.as_data(found, wording.answer_card(found), question_id=question["id"])
