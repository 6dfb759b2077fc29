import re
from pathlib import Path

import pytest

from bot.drafting.layout import Block, BlockKind, blocks

STATEMENTS = sorted((Path(__file__).parent / "statements").glob("*.txt"))
TITLE, HEADING, BYLINE = BlockKind.TITLE, BlockKind.HEADING, BlockKind.BYLINE
PARAGRAPH, BULLET, QUOTATION = BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.QUOTATION
ROW, NOTE, FURNITURE = BlockKind.TABLE_ROW, BlockKind.NOTE, BlockKind.FURNITURE


def _read(name: str) -> tuple[Block, ...]:
    path = next(path for path in STATEMENTS if path.stem == name)
    return blocks(path.read_text(encoding="utf-8"))


def _outline(read: tuple[Block, ...]) -> list[tuple[BlockKind, str, str]]:
    """Return of each block its kind, its speaker and its first words."""
    return [(block.kind, block.speaker, " ".join(block.text.split()[:4])) for block in read]


def _kinds(text: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in blocks(text)]


OUTLINES = {
    "uk-flood-defences": [
        (BYLINE, "", "News story"),
        (TITLE, "", "Flood defences: £48 million"),
        (PARAGRAPH, "", "Up to 35,000 homes"),
        (BYLINE, "", "From: Department for Rivers"),
        (BYLINE, "", "Published 4 March 2024"),
        (PARAGRAPH, "", "More than 120 towns"),
        (PARAGRAPH, "", "The money will pay"),
        (BULLET, "", "new pumps at 14"),
        (BULLET, "", "the repair of over"),
        (BULLET, "", "a flood warning service"),
        (PARAGRAPH, "", "Rivers Secretary Helen Marsh"),
        (QUOTATION, "Helen Marsh", "Nobody should go to"),
        (QUOTATION, "Helen Marsh", "This funding is the"),
        (PARAGRAPH, "", "Chief Executive of the"),
        (QUOTATION, "Dr Omar Haddad", "For the first time"),
        (PARAGRAPH, "", "The first works begin"),
        (HEADING, "", "Notes to editors"),
        (NOTE, "", "The £48 million is"),
        (NOTE, "", "Homes are counted as"),
        (NOTE, "", "Media enquiries: 020 7946"),
    ],
    "eu-battery-rules": [
        (TITLE, "", "Batteries: Council adopts rules"),
        (BYLINE, "", "Council of the Union"),
        (BYLINE, "", "Press release 12 July"),
        (PARAGRAPH, "", "The Council today adopted"),
        (QUOTATION, "Inês Duarte", "We are closing the"),
        (BYLINE, "", "Inês Duarte, Minister for"),
        (HEADING, "", "Main elements"),
        (PARAGRAPH, "", "The regulation applies to"),
        (HEADING, "", "Recycled content"),
        (PARAGRAPH, "", "Industrial batteries will have"),
        (HEADING, "", "Next steps"),
        (PARAGRAPH, "", "The regulation will be"),
        (HEADING, "", "Background"),
        (PARAGRAPH, "", "The Commission presented its"),
    ],
    "us-bridge-grants": [
        (BYLINE, "", "FOR IMMEDIATE RELEASE"),
        (BYLINE, "", "Tuesday, August 6, 2024"),
        (TITLE, "", "Transportation Agency Awards $310.5"),
        (PARAGRAPH, "", "WASHINGTON - The U.S."),
        (PARAGRAPH, "", '"These grants reach places'),
        (QUOTATION, "Tom Alder", '"In our county the'),
        (ROW, "", "State Grants Amount"),
        (ROW, "", "Ohio 6 $45.0 million"),
        (ROW, "", "Iowa 11 $88.2 million"),
        (ROW, "", "Kansas 4 $19.9 million"),
        (PARAGRAPH, "", "Applications were rated by"),
        (FURNITURE, "", "###"),
        (BYLINE, "", "Contact: press@bridges.example"),
    ],
    "who-measles-campaign": [
        (TITLE, "", "Measles campaign reaches 7.2"),
        (BYLINE, "", "18 November 2022 |"),
        (PARAGRAPH, "", "A vaccination campaign against"),
        (QUOTATION, "Dr Awa Sène", "“Every child counted here"),
        (QUOTATION, "Marc Petit", "“Without the 42 000"),
        (PARAGRAPH, "", "The campaign, which began"),
        (BULLET, "", "the Vaccine Fund, which"),
        (BULLET, "", "the Children\u2019s Fund; and"),
        (BULLET, "", "the four governments."),
        (PARAGRAPH, "", "Cases fell by a"),
        (NOTE, "", "Note to editors: Figures"),
        (HEADING, "", "About the Regional Office"),
        (NOTE, "", "The Regional Office serves"),
        (HEADING, "", "Media contacts"),
        (NOTE, "", "Fatou Ba"),
        (NOTE, "", "Telephone: +221 33 555"),
        (NOTE, "", "Email: media@health.example"),
    ],
    "central-bank-rate": [
        (BYLINE, "", "CENTRAL BANK OF NORDLAND"),
        (BYLINE, "", "Media release"),
        (TITLE, "", "Monetary policy decision: policy"),
        (BYLINE, "", "16 June 2023"),
        (PARAGRAPH, "", "The Board of the"),
        (HEADING, "", "Inflation"),
        (PARAGRAPH, "", "Consumer prices rose by"),
        (HEADING, "", "Outlook and risks"),
        (PARAGRAPH, "", "Growth is projected at"),
        (FURNITURE, "", "Page 1 of 2"),
        (FURNITURE, "", "CENTRAL BANK OF NORDLAND"),
        (PARAGRAPH, "", "Governor Karin Holm will"),
    ],
    "company-results": [
        (TITLE, "", "Halden Foods Q3 2024"),
        (BYLINE, "", "OSLO--(Business Wire)--Regulatory News:"),
        (BYLINE, "", "Halden Foods (Oslo:HALD):"),
        (HEADING, "", "HIGHLIGHTS"),
        (BULLET, "", "Revenue of €412 million,"),
        (BULLET, "", "Adjusted EBIT of €38"),
        (BULLET, "", "Net debt down to"),
        (BULLET, "", "Full-year adjusted EBIT now"),
        (QUOTATION, "Signe Lund", "Signe Lund, Chief Executive"),
        (HEADING, "", "SEGMENTS"),
        (PARAGRAPH, "", "In Biscuits, volumes grew"),
        (ROW, "", "Q3 2024 Q3 2023"),
        (ROW, "", "Biscuits €251m €238m"),
        (ROW, "", "Frozen €161m €162m"),
        (HEADING, "", "About Halden Foods"),
        (NOTE, "", "Halden Foods makes biscuits"),
        (HEADING, "", "Forward-looking statements"),
        (NOTE, "", "This release holds statements"),
    ],
    "pib-solar-pumps": [
        (BYLINE, "", "Ministry of Farming and"),
        (TITLE, "", "Cabinet approves Rs. 12,600"),
        (HEADING, "", "15 lakh farmers to"),
        (BYLINE, "", "Posted On: 21 FEB"),
        (PARAGRAPH, "", "The Union Cabinet chaired"),
        (PARAGRAPH, "", "The scheme has two"),
        (BULLET, "", "support of 60% of"),
        (BULLET, "", "loans at an interest"),
        (PARAGRAPH, "", "Shri Mohan Verma, Hon\u2019ble"),
        (QUOTATION, "Smt. Leela Nair", "Briefing the media, Smt."),
        (FURNITURE, "", "*****"),
        (FURNITURE, "", "AB/CD/EF"),
        (BYLINE, "", "(Release ID: 1999999)"),
    ],
    "australia-reef": [
        (TITLE, "", "Reef on the Mend"),
        (PARAGRAPH, "", "The area of coral"),
        (QUOTATION, "Grace Nolan", '"When we came to'),
        (QUOTATION, "Grace Nolan", "\"We're now putting in"),
        (QUOTATION, "Ms Nolan", '"But no one should'),
        (PARAGRAPH, "", "Run-off from farms has"),
        (PARAGRAPH, "", "A spokesperson for the"),
        (BYLINE, "", "Media Contact: Sam Reid"),
        (BYLINE, "", "9 August 2024"),
    ],
    "joint-declaration": [
        (TITLE, "", "Joint declaration of Norland"),
        (PARAGRAPH, "", "The governments of Norland"),
        (PARAGRAPH, "", "Suria will receive at"),
        (PARAGRAPH, "", "The Foreign Minister, ,"),
        (PARAGRAPH, "", "Foreign Minister said:"),
        (QUOTATION, "Foreign Minister", "This is a good"),
        (QUOTATION, "Foreign Minister", "I thank the engineers"),
        (PARAGRAPH, "", "A joint commission of"),
        (PARAGRAPH, "", "Both countries will invite"),
    ],
}


@pytest.mark.parametrize("name", OUTLINES)
def test_outline(name: str) -> None:
    """A statement of any of nine houses falls into its parts, each with its speaker."""
    assert _outline(_read(name)) == OUTLINES[name]


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_positions(path: Path, ends: str) -> None:
    """Each sign of a block leads back to the same sign of the statement, line ends of any sort."""
    statement = path.read_text(encoding="utf-8").replace("\n", ends)

    read = blocks(statement)

    origins = ["".join(statement[at] for at in block.places) for block in read]
    assert [re.sub(r"\s", " ", text) for text in origins] == [block.text for block in read]
    assert all(block.start == block.places[0] for block in read)
    assert all(block.end == block.places[-1] + 1 for block in read)


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_nothing_is_lost(path: Path) -> None:
    """Every letter and figure of a statement is in one block, marks of lists aside."""
    statement = path.read_text(encoding="utf-8")
    between = list(statement)

    for block in blocks(statement):
        between[block.start : block.end] = " " * (block.end - block.start)

    assert re.sub(r"(?m)^\s*(?:[-•*]|\d\.|\([ab]\))\s", "", "".join(between)).strip() == ""


def test_headings() -> None:
    """A block knows the nearest heading above."""
    read = _read("central-bank-rate")

    assert [block.heading for block in read if block.kind is PARAGRAPH] == [
        "", "Inflation", "Outlook and risks", "Outlook and risks",
    ]  # fmt: skip


def test_rows() -> None:
    """A table's row knows its cells and the cells of the first row."""
    rows = [block for block in _read("us-bridge-grants") if block.kind is ROW]

    assert rows[2].cells == ("Iowa", "11", "$88.2 million")
    assert {row.columns for row in rows} == {("State", "Grants", "Amount")}


def test_dash_at_the_start_of_a_line() -> None:
    """A dash that was wrapped to a line's start is no bullet."""
    texts = [block.text for block in _read("joint-declaration")]

    assert "watch the flow of the Lind \u2013 and publish it every month." in texts[7]


def test_double_spacing() -> None:
    """A sentence set with a blank line after every line stays one."""
    lines = (
        "The bridge over the Tarn was opened today after four years of work and",
        "at a cost of nearly £92 million, the Minister for Roads said in a speech",
        "to more than 400 guests.",
    )

    assert _kinds("A new bridge\n\n" + "\n\n".join(lines)) == [
        (TITLE, "A new bridge"),
        (PARAGRAPH, " ".join(lines)),
    ]


def test_first_lines_set_in() -> None:
    """Paragraphs without blank lines are told apart by the indent of their first lines."""
    text = (
        "   Activity has kept growing at a modest pace and unemployment has stayed\n"
        "at 3.7 per cent, which is low.\n"
        "   The Committee seeks inflation of 2 per cent over the longer run; it\n"
        "decided to keep the range.\n"
    )

    assert [kind for kind, _ in _kinds(text)] == [PARAGRAPH, PARAGRAPH]


def test_items_joined_by_and() -> None:
    """An item after "; and" is an item of its own, wrapped lines of the one before it aside."""
    text = "We note:\n\na) the rise of food prices;\nb) the fall of gas prices by a\n   third; and\nc) the work of all."

    assert [text for kind, text in _kinds(text) if kind is BULLET] == [
        "the rise of food prices;", "the fall of gas prices by a third; and", "the work of all.",
    ]  # fmt: skip


def test_transcript() -> None:
    """In a transcript each turn is the words of who stands before it in capitals."""
    text = (
        "PRIME MINISTER: We spend $250 million.\n\nIt pays for 1,200 beds.\n\n"
        "JOURNALIST: Is it new money?\n\nPRIME MINISTER: About $90 million of it is new.\n"
    )

    assert [(block.kind, block.speaker) for block in blocks(text)] == [
        (QUOTATION, "PRIME MINISTER"),
        (QUOTATION, "PRIME MINISTER"),
        (QUOTATION, "JOURNALIST"),
        (QUOTATION, "PRIME MINISTER"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Share of homes with fibre: 12%",
        "Share prices fell by 12 per cent",
        "Grants: $4 million",
        "120",
        "Print media earned €5m",
        "12 March 2024 - More than 120 towns get £48m",
    ],
)
def test_figures_are_no_furniture(line: str) -> None:
    """A short line with a figure of the matter is neither left out nor taken for a date line."""
    text = f"A fund for towns\n\nThe fund opens today.\n\n{line}\n\nTowns can apply until May.\n"

    assert [kind for kind, said in _kinds(text) if said == line] not in ([], [FURNITURE], [BYLINE])


def test_bare_figures() -> None:
    """Bare figures that do not count pages are kept, and head nothing."""
    text = "A fund for towns\n\n120\n\nTowns take part.\n\n145\n\nSchools are linked.\n"

    assert [(block.kind, block.text, block.heading) for block in blocks(text)][1:] == [
        (PARAGRAPH, "120", ""),
        (PARAGRAPH, "Towns take part.", ""),
        (PARAGRAPH, "145", ""),
        (PARAGRAPH, "Schools are linked.", ""),
    ]


def test_alike_lines_with_other_figures() -> None:
    """Lines that differ by their figures only are no running header."""
    text = "Grants of the fund\n\nGrants: $4 million\nGrants: $6 million\nGrants: $9 million\n"

    assert _kinds(text)[1:] == [
        (BULLET, "Grants: $4 million"),
        (BULLET, "Grants: $6 million"),
        (BULLET, "Grants: $9 million"),
    ]


def test_page_numbers_and_running_headers() -> None:
    """Bare numbers that count pages and the line repeated beside them are left out."""
    page = "The council met in the town hall and agreed on a plan.\n\nPlan for roads | Page {0}\n\n{0}\n\n"
    text = "Council agrees on roads\n\n" + "".join(page.format(number) for number in (3, 4, 5))

    assert [kind for kind, _ in _kinds(text)] == [TITLE, *[PARAGRAPH, FURNITURE, FURNITURE] * 3]


@pytest.mark.parametrize(
    "text",
    [
        "Ab\n" * 30_000,
        "- x\n" * 30_000,
        "a | b\n" * 30_000,
        '"We said ' * 30_000,
        "aa bb\n" * 30_000,
    ],
    ids=["lines", "bullets", "rows", "quotes", "wrapped"],
)
def test_size(text: str) -> None:
    """A hundred thousand signs of any form are read, each sign at most once."""
    read = blocks(text)

    assert sum(len(block.text) for block in read) <= len(text)


def test_numbers_of_paragraphs_are_marks() -> None:
    """Paragraphs counted without a full stop lose their numbers; a figure of their own stays."""
    counted = "Toll\n\n2 The toll is low.\n\n3 This covers lorries.\n\n4 It ends in May.\n"
    single = "Toll\n\nThe toll is low.\n\n3 Danish lorries paid it.\n"

    told = [text for _, text in _kinds(counted)]

    assert told == ["Toll", "The toll is low.", "This covers lorries.", "It ends in May."]
    assert _kinds(single)[-1][1] == "3 Danish lorries paid it."
