"""Quotations that cut a figure, its qualifier or a "not" off."""

import random
from dataclasses import replace

import pytest

from bot.core.brief import Brief
from bot.core.comparing import Mark, compare_message
from bot.core.library import Library
from bot.core.quantities import Quantity, Verdict, compare, find
from bot.core.quoting import Fidelity, compare_quotations
from bot.core.text import squash
from tests.sample_briefs import harbour

CUTS = 600


@pytest.mark.parametrize(
    ("message", "mark", "passage"),
    [
        ("“5 organised crime groups”", Mark.DIFFERS, "55 organised crime groups"),
        ("“2.2 million euros”", Mark.DIFFERS, "up to 72.2 million euros in 2022 to 2023."),
        ("“40 convictions connected”", Mark.DIFFERS, "more than 140 convictions connected"),
        ("“000 illegal crossing attempts”", Mark.DIFFERS, "over 30,000 illegal crossing attempts"),
        ("“72.2 million euros”", Mark.QUALIFIER, "up to 72.2 million euros"),
        ("> 500 arrests since its inception", Mark.QUALIFIER, "over 500 arrests since its inception"),
        ("“worth … 72.2 million euros”", Mark.QUALIFIER, "worth up to 72.2 million euros"),
        ("“72.2 million euros in 2022”", Mark.QUALIFIER, "up to 72.2 million euros in 2022 to 2023"),
        ("“quick fixes, but this”", Mark.DIFFERS, "no quick fixes, but this"),
        ("over “500 arrests” so far", Mark.MATCHES, "over 500 arrests"),
        ("a maximum of “72.2 million euros”", Mark.MATCHES, "up to 72.2 million euros"),
        ("“prevented over” 30,000 crossings", Mark.MATCHES, "prevented over 30,000"),
        ("no “quick fixes, but this”", Mark.MATCHES, "no quick fixes, but this"),
        ("“55 organised crime groups”", Mark.MATCHES, "55 organised crime groups"),
    ],
)  # fmt: skip
def test_what_a_quotation_cuts_off(
    library: Library, message: str, mark: Mark, passage: str
) -> None:
    """A quotation is true only with whole figures and all that qualifies them, or a "not"."""
    first = compare_message(message, library).checked[0]

    assert (first.mark, first.passage) == (mark, passage)


@pytest.mark.parametrize(
    ("message", "echo"),
    [
        ("over “500 arrests” so far", "over “500 arrests”"),
        ("“prevented over” 30,000 crossings", "“prevented over” 30,000"),
        ("he said “over 500 arrests”", "“over 500 arrests”"),
    ],
)
def test_the_echo_keeps_the_qualifier(library: Library, message: str, echo: str) -> None:
    """Words outside the marks that belong to the quoted figure are echoed with it."""
    (only,) = compare_message(message, library).checked

    assert only.part == echo


def test_a_not_that_an_ellipsis_leaves_out() -> None:
    """Words may be left out between pieces, a negation of the same sentence may not."""
    text = "The council will not raise the fee. It will cut the tax. It will pay."
    brief = replace(harbour(), statement=text)

    found = [
        compare_quotations(f"“{quoted}”", brief)[0].fidelity
        for quoted in ("The council will … raise the fee", "It will cut … It will pay")
    ]

    assert found == [Fidelity.OTHER, Fidelity.VERBATIM]


def test_no_cut_makes_another_figure(seed: Brief) -> None:
    """Wherever a statement is cut, what counts as verbatim gives each figure as it is stated."""
    statement, chance = squash(seed.statement), random.Random(1)  # noqa: S311 - no secret
    stated = find(statement)
    wrong = []
    for _ in range(CUTS):
        start = chance.randrange(len(statement) - 80)
        text = statement[start : start + chance.randint(15, 80)].strip(" “”\"'")
        for one in compare_quotations(f"« {text} »", seed):
            told = find(text) if one.fidelity is Fidelity.VERBATIM else []
            wrong += [text for figure in told if not any(_bears(figure, each) for each in stated)]

    assert wrong == []


def _bears(told: Quantity, stated: Quantity) -> bool:
    return compare(told, stated) is Verdict.SUPPORTED
