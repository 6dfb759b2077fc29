from collections.abc import Sequence
from io import BytesIO

import pytest

from bot.adapters.sources import Statement, read_source
from bot.errors import SourceUnreadable
from tests.adapters.sources.paper import pdf

TITLE = "Flood defences: £48 million for 120 towns"


def _page(number: int, *lines: str) -> list[str]:
    """Return a page with a running header and its number below."""
    return [
        f"Rivers Department       Annual report  {number}",
        "",
        *lines,
        "",
        f"Page {number} of 3",
    ]


REPORT = (
    _page(
        1,
        TITLE,
        "",
        "4 March 2024",
        "",
        "More than 120 towns in England will share £48 million to repair and",
        "raise their flood defences, the Secretary said. Over 60 kilo-",
        "metres of embankment and 14 sta-",
        "tions, a third of them re-equipped, will be ready in",
    ),
    _page(
        2,
        "the second year. Each kilometre costs about £400,000.",
        "",
        "Region          Towns       Amount",
        "North              70        £30m",
        "South              50        £18m",
    ),
    _page(3, "The first works begin in June and end in May."),
)


def _read(data: bytes) -> Statement:
    return read_source("-", stdin=BytesIO(data))


def _refused(data: bytes) -> str:
    with pytest.raises(SourceUnreadable) as refused:
        _read(data)
    return str(refused.value)


def test_pages() -> None:
    """Pages are one text: no headers and numbers, sentences whole, words as the text spells them."""
    assert _read(pdf(REPORT, title=TITLE)) == Statement(
        f"{TITLE}\n\n4 March 2024\n\n"
        "More than 120 towns in England will share £48 million to repair and\n"
        "raise their flood defences, the Secretary said. Over 60 kilometres of embankment and "
        "14 sta-tions, a third of them re-equipped, will be ready in\n"
        "the second year. Each kilometre costs about £400,000.\n\n"
        "Region          Towns       Amount\n"
        "North              70        £30m\n"
        "South              50        £18m\n\n"
        "The first works begin in June and end in May.\n",
        title=TITLE,
        date="4 March 2024",
    )


def test_title_that_is_none() -> None:
    """The title a PDF gives itself counts only where it stands in the text."""
    assert _read(pdf(REPORT, title="Microsoft Word - final_v3.docx")).title == TITLE


def test_figures_at_the_edges() -> None:
    """Lines that differ by their figures, and bare figures, are kept at a page's edges."""
    body = "The fund of the county opens to {} towns today, as was said in the hall."
    pages = [
        [f"Grants of ${amount} million", "", body.format(amount * 2), "", str(amount)]
        for amount in (40, 60, 90)
    ]

    read = _read(pdf(pages)).text.splitlines()

    assert [line for line in read if line.startswith("Grants")] == [
        "Grants of $40 million", "Grants of $60 million", "Grants of $90 million",
    ]  # fmt: skip
    assert [line for line in read if line.isdecimal()] == ["40", "60", "90"]


def test_bare_page_numbers() -> None:
    """Bare numbers that count the pages, from whichever on, are left out."""
    said = (
        "The fund of the county number opens to all the towns of it today, as was said in the hall."
    )
    pages = [[f"{said}", "", str(number)] for number in (17, 18)]
    pages[1][0] = "Towns can apply until May and will be told by the end of the summer."

    assert _read(pdf(pages)).text == f"{said}\n\n{pages[1][0]}\n"


@pytest.mark.parametrize("pages", [[[]], [[], []], [["Scan 3"]]], ids=["one", "two", "stamp"])
def test_pictures(pages: Sequence[Sequence[str]]) -> None:
    """Pages without text are told to be pictures, and what to do."""
    assert _refused(pdf(pages)) == (
        "standard input: its pages are pictures without text: "
        "run text recognition (OCR) on it first"
    )


def test_password() -> None:
    """A PDF that asks for a password is told to be locked."""
    assert _refused(pdf(REPORT, password="canary")) == (
        "standard input: the PDF is locked with a password"
    )


def test_too_many_pages() -> None:
    """A PDF of more pages than any statement has is refused."""
    assert _refused(pdf([["A page."]] * 201)) == "standard input: the PDF has more than 200 pages"


def test_damaged() -> None:
    """A PDF of which the end is missing is told to be damaged."""
    assert _refused(pdf(REPORT)[:400]) == "standard input: the PDF is damaged"
