from io import BytesIO
from pathlib import Path

import pytest

from bot.adapters.sources import Statement, read_source, sources_in, web_page
from bot.errors import SourceUnreadable

PAGE = Path(__file__).parent / "pages" / "flood.html"
SAID = (
    "The council will spend £40 million on the roads of the county this year, it was said today. "
    "The work begins in June and ends before the winter, and 300 people will be hired for it."
)
READ = Statement(SAID + "\n")


def _input(data: bytes) -> Statement:
    return read_source("-", stdin=BytesIO(data))


def _refused(data: bytes) -> str:
    with pytest.raises(SourceUnreadable) as refused:
        _input(data)
    return str(refused.value)


def test_text_file(tmp_path: Path) -> None:
    """A text file is its text; title and date are those that stand at its start."""
    path = tmp_path / "roads.TXT"
    path.write_text(f"\n\nRoads to be mended\n\n3 May 2024\n\n{SAID}\n\n\n", encoding="utf-8")

    assert read_source(str(path)) == Statement(
        f"Roads to be mended\n\n3 May 2024\n\n{SAID}\n",
        title="Roads to be mended",
        date="3 May 2024",
    )


@pytest.mark.parametrize(
    "data",
    [
        SAID.encode(),
        b"\xef\xbb\xbf" + SAID.encode(),
        ("\ufeff" + SAID).encode("utf-16-le"),
        ("\ufeff" + SAID).encode("utf-16-be"),
        SAID.encode("cp1252"),
        SAID.replace(". ", ".\r\n").encode(),
    ],
    ids=["utf-8", "mark", "little", "big", "windows", "ends"],
)
def test_encodings(data: bytes) -> None:
    """A text is read in whichever encoding it is sure to be in, with plain line ends."""
    assert _input(data).text.replace("\n", " ") == SAID + " "


def test_markdown(tmp_path: Path) -> None:
    """Markdown loses its marks and keeps its words; its front matter is what is known of it."""
    path = tmp_path / "roads.md"
    path.write_text(
        "---\ntitle: 'Roads to be mended'\ndate: 2024-05-03\npublisher: The County\nmood: glad\n---\n"
        f"# Roads to be *mended*\n\n{SAID.replace('£40 million', '**[£40 million](https://x.example)**')}\n\n"
        "- 3 <b>bridges</b>\n- `10` m_of_road[^1]\n\n> We act.\n\n| Town | Jobs |\n|---|--:|\n| Ald | 30 |\n\n"
        "[^1]: A note.\n[link]: https://x.example 'X'\n[Note]: all of it is new\n<!-- not\nshown -->\n",
        encoding="utf-8",
    )

    assert read_source(str(path)) == Statement(
        f"Roads to be mended\n\n{SAID}\n\n- 3 bridges\n- 10 m_of_road\n\n    We act.\n\n"
        "| Town | Jobs |\n| Ald | 30 |\n\nA note.\n\n[Note]: all of it is new\n",
        title="Roads to be mended",
        date="2024-05-03",
        publisher="The County",
    )


PAGE_TEXT = """\
Flood defences: £48 million for 120 towns

Up to 35,000 homes to be better protected by 2027 under the largest round of funding so far.

More than 120 towns in England will share £48 million to repair and raise their flood defences, \
the Rivers Secretary announced today. Each town has 300 km2 of river basin to look after, and most \
have waited for years.

What it pays for

The money will pay for:

- new pumps at 14 stations
- the repair of over 60 kilometres of embankment, where the winter storms did most damage
- a flood warning service in 3 counties, at a cost of £2.5 million a year

Rivers Secretary Helen Marsh said:

    Nobody should go to bed afraid of the river. We have listened to the people of Aldermere.

    This funding is the first part of a ten-year plan.

The first works begin in June. Councils can apply until 30 April 2024, and the panel will decide \
by the end of the summer.

Money by region

Region    Towns    Amount
North    70    £30m
South    50    £18m
"""


@pytest.mark.parametrize("way", ["file", "input"])
def test_page(way: str) -> None:
    """Of a page the statement is read: no navigation, cookies, notes' marks or related links."""
    read = read_source(str(PAGE)) if way == "file" else _input(PAGE.read_bytes())

    assert read == Statement(
        PAGE_TEXT,
        title="Flood defences: £48 million for 120 towns",
        date="2024-03-04",
        publisher="Rivers Department",
        url="https://rivers.example/news/flood-money",
    )


def test_page_that_says_nothing_of_itself() -> None:
    """What a page does not say of itself stays empty; nothing is guessed."""
    paragraphs = "".join(f"<p>{part}</p>" for part in (SAID, SAID.replace("40", "50")))
    page = f"<html><body><div>{paragraphs}</div></body></html>"

    assert _input(page.encode()) == Statement(f"{SAID}\n\n{SAID.replace('40', '50')}\n")


def test_page_the_library_finds_nothing_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library finds nothing on a page, its paragraphs and items are read all the same."""
    monkeypatch.setattr(web_page, "_extracted", lambda _tree: "")

    text = read_source(str(PAGE)).text

    assert "More than 120 towns in England will share £48 million" in text
    assert "- new pumps at 14 stations" in text
    assert not any(
        word in text for word in ("cookies", "Drought", "Facebook", "Licence", "services")
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"<!doctype html>", "it is empty"),
        (b"<!doctype html><!-- x -->", "it is empty"),
        (b"\xef\xbb\xbf<!doctype html><p>Hello</p>", "it is too short for a statement: 1 words"),
        (b"<html><body>" + b"<div>" * 100_000, "it is empty"),
        (b"PK\x03\x04", "a Word, Excel or ZIP file: save it as PDF or text"),
        (b"\x89PNG\r\n", "a picture: run text recognition (OCR) on it first"),
        (bytes(range(128, 256)), "its encoding is not known; save it as UTF-8"),
        (b"%PDF-1.4 and no more", "the PDF is damaged"),
        (b"a" * 5_000_001, "larger than 5 MB"),
    ],
    ids=["empty", "bare", "comment", "short", "deep", "zip", "picture", "encoding", "pdf", "large"],
)
def test_no_statement(data: bytes, reason: str) -> None:
    """What is no statement is refused in one line."""
    assert _refused(data) == f"standard input: {reason}"


def test_library_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a library stumbles over, the user learns one thing, with a word for a report."""

    def failing(_tree: object) -> str:
        raise RuntimeError("inside")

    monkeypatch.setattr(web_page, "statement", failing)

    assert (
        _refused(PAGE.read_bytes())
        == "standard input: cannot be read, it is damaged (RuntimeError)"
    )


def test_entities_are_not_fetched() -> None:
    """A page cannot have a file of this machine put into its text."""
    start = b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><p>&a;</p><p>'

    assert "root:" not in _input(start + SAID.encode() + b"</p></body></html>").text


def test_no_such_file(tmp_path: Path) -> None:
    """A file that is not there, a folder and a file of another sort are told apart."""
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "b.rst").write_text(SAID, encoding="utf-8")
    said = []

    for name in ("none.txt", "a.txt", "b.rst"):
        with pytest.raises(SourceUnreadable) as refused:
            read_source(str(tmp_path / name))
        said.append(str(refused.value).removeprefix(f"{tmp_path}/"))

    assert said == [
        "none.txt: No such file or directory",
        "a.txt: Is a directory",
        "b.rst: not one of .htm, .html, .markdown, .md, .pdf, .text, .txt, .xhtml",
    ]


def test_folder(tmp_path: Path) -> None:
    """The sources of a folder are its files of known forms in order, hidden ones left out."""
    for name in ("b.txt", "a.PDF", ".c.txt", "d.json", "e.md"):
        (tmp_path / name).touch()
    (tmp_path / "f.html").mkdir()

    assert [path.name for path in sources_in(tmp_path)] == ["a.PDF", "b.txt", "e.md"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "<!--" * 50_000,
        "<b " * 50_000,
        " _a" * 5_000,
        "#" + " " * 50_000 + "x",
        "\\" * 50_000,
    ],
    ids=["brackets", "comments", "tags", "emphasis", "heading", "strokes"],
)
def test_marks_without_end(text: str, tmp_path: Path) -> None:
    """Marks that are opened and never closed take no time to speak of."""
    path = tmp_path / "marks.md"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SourceUnreadable):
        read_source(str(path))
