"""How good answers are, by the definitions of the evaluation files.

A question is a mapping with `question`, `answerable`, `expect_any`, `expect_all`, `forbid` and
`verdict`; a prediction one with `status`, `value_text` and `answer`. Values are compared as
quantities where they are quantities, else as words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from bot.core.evidence import stands_in
from bot.core.quantities import Quantity, find
from bot.core.text import normalise, words

Question = Mapping[str, Any]
Prediction = Mapping[str, str]
SHORT: Final = 120
_JOINED: Final = re.compile(r"[-/]")


def judge(question: Question, prediction: Prediction) -> str:
    """Return what became of one question: "right", or the name of the fault."""
    status = prediction["status"]
    if question.get("verdict"):
        return "right" if status == question["verdict"] else "claim_wrong"
    if not question["answerable"]:
        return {"not_stated": "right", "ambiguous": "hedge"}.get(status, "false_answer")
    if status == "not_stated":
        return "false_abstention"
    fault = _value_fault(question, prediction)
    if status == "ambiguous":
        return "hedge"
    return fault or "right"


def _value_fault(question: Question, prediction: Prediction) -> str:
    short = prediction.get("value_text", "")
    whole = f"{short}\n{prediction.get('answer', '')}"
    if not holds_any(short or whole, question["expect_any"]):
        return "wrong_value"
    for entry in question.get("expect_all") or ():
        if not holds_any(whole, [entry] if isinstance(entry, str) else entry):
            return "qualifier_missing"
    forbidden = question.get("forbid") or ()
    return "forbidden_value" if short and holds_any(short, forbidden) else ""


def holds_any(text: str, wanted: Iterable[str]) -> bool:
    """Say whether a text holds one of these values.

    >>> holds_any("up to €72.2 million", ["72.2m euros"]), holds_any("150", ["50"])
    (True, False)
    """
    return any(_holds(text, one) for one in wanted)


def _holds(text: str, wanted: str) -> bool:
    asked = find(wanted)
    if asked and len(words(wanted)) <= len(words(" ".join(one.text for one in asked))) + 1:
        stated = [_number(one) for one in find(text)]
        if all(_number(one) in stated for one in asked):
            return True
    return f" {_flat(wanted)} " in f" {_flat(text)} "


def _number(quantity: Quantity) -> tuple[object, ...]:
    """Return what makes two figures the same value, their qualifiers aside."""
    when = quantity.when
    dated = (when.day, when.month, when.year, when.year_end, when.relative) if when else ()
    return (quantity.measure, quantity.value, quantity.high, quantity.unit, dated)


def _flat(text: str) -> str:
    return " ".join(word.text for word in words(_JOINED.sub(" ", normalise(text))))


def altered(prediction: Prediction, statement: str) -> bool:
    """Say whether an answer's short text holds a figure that the statement does not."""
    stated = {_number(one) for one in find(statement)}
    short = prediction.get("value_text", "")
    if not short or stands_in(short, (statement,)):
        return False
    return any(_number(one) not in stated for one in find(short))


def metrics(
    judged: Sequence[tuple[Question, Prediction, str]], *, altered_figures: int
) -> dict[str, float | int | None]:
    """Return the shares of the evaluation files' README, and the count of altered figures."""
    claims = [one for one in judged if one[0].get("verdict")]
    plain = [one for one in judged if not one[0].get("verdict")]
    stated = [one for one in plain if one[0]["answerable"]]
    unstated = [one for one in plain if not one[0]["answerable"]]
    right = {"right"}
    return {
        "questions": len(judged),
        "overall_accuracy": _share(judged, right),
        "answerable_accuracy": _share(stated, right),
        "short_answer_accuracy": _share(stated, right, short=True),
        "abstention_recall": _share(unstated, right),
        "false_answer_rate": _share(unstated, {"false_answer"}),
        "false_abstention_rate": _share(stated, {"false_abstention"}),
        "hedge_rate": _share(plain, {"hedge"}),
        "claims_accuracy": _share(claims, right),
        "follow_up_accuracy": _share([one for one in judged if one[0].get("previous")], right),
        "altered_figures": altered_figures,
    }


_COLUMNS: Final = {
    "questions": "questions",
    "overall_accuracy": "overall",
    "short_answer_accuracy": "short answers",
    "false_answer_rate": "false answers",
    "claims_accuracy": "claims",
    "altered_figures": "altered",
}
_UNKNOWN: Final = "-"


def table(
    name: str, found: Mapping[str, float | int | None], *, header: bool = False
) -> tuple[str, ...]:
    """Return metrics as one row of a Markdown table, under its header where that is wanted.

    >>> table("seed", {"questions": 40, "overall_accuracy": 0.975})
    ('| seed | 40 | 97.5 % | - | - | - | - |',)
    """
    row = (name.replace("|", "\\|"), *(_cell(found.get(metric)) for metric in _COLUMNS))
    heads = [("", *_COLUMNS.values()), ("---", *("---:" for _ in _COLUMNS))] if header else []
    return tuple(f"| {' | '.join(cells)} |".replace("|  |", "| |") for cells in (*heads, row))


def _cell(value: float | None) -> str:
    """Return a count as it is and a share in percent."""
    if value is None:
        return _UNKNOWN
    return str(value) if isinstance(value, int) else f"{value:.1%}".replace("%", " %")


def _share(
    judged: Sequence[tuple[Question, Prediction, str]], verdicts: set[str], *, short: bool = False
) -> float | None:
    if not judged:
        return None
    counted = sum(
        verdict in verdicts and (not short or 0 < len(one.get("value_text", "")) <= SHORT)
        for _, one, verdict in judged
    )
    return round(counted / len(judged), 4)
