from itertools import pairwise
from pathlib import Path

import pytest

from bot.core.text import locate, squash
from bot.drafting.layout import BlockKind
from bot.drafting.sentences import sentences, spans

STATEMENTS = sorted((Path(__file__).parent / "statements").glob("*.txt"))


def _split(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_found_again(path: Path) -> None:
    """Every sentence stands in the statement, and its place is where it stands."""
    statement = path.read_text(encoding="utf-8")

    read = sentences(statement)

    assert [one.text for one in read if locate(one.text, statement) is None] == []
    assert [squash(statement[one.start : one.end]) for one in read] == [
        squash(one.text) for one in read
    ]


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_in_order(path: Path) -> None:
    """Sentences come in the statement's order, none over another, none of them furniture."""
    read = sentences(path.read_text(encoding="utf-8"))

    assert [one.start for one in read] == sorted(one.start for one in read)
    assert all(a.end <= b.start for a, b in pairwise(read))
    assert not any(one.block.kind is BlockKind.FURNITURE for one in read)


@pytest.mark.parametrize(
    "parts",
    [
        ["Mr. Lee met Dr. J. R. Okoye at St. Mary Hill.", "He left."],
        ["The U.S. Treasury agreed.", "It works in the U.S.", "The plant stays."],
        ["See p. 4, para. 12 and fig. 3 of No. 5.", "It is under Sec. 4 of the Act."],
        ["No. 10 said so.", "In 2020 we were No. 3.", "The rest follows."],
        ["It costs approx. £40 million, i.e. more than Rs. 3 crore.", "It rose by 4.5 per cent."],
        ["It begins on Jan. 5.", "It ended in Dec. 2024.", "The answer is no.", "We go on."],
        ["Sales rose by $30 m.", "See the table."],
        ["At 5 p.m. on Monday the vote ended.", "It was 3.5%."],
        ["It was agreed in 2020.", "Since then nothing was done."],
        ["“It works,” said Ms. Lang.", "“It took years.”"],
        ["“It is a great fit!” Ann Lang said.", "It is."],
        ["He told us that “growth is safe.”", "Analysts at Bank X said the price is high."],
    ],
    ids=lambda parts: parts[0][:20],
)
def test_ends(parts: list[str]) -> None:
    """A sentence ends at its end: not in a name, a figure, an abbreviation or an attribution."""
    assert _split(" ".join(parts)) == parts


def test_no_space_between() -> None:
    """Sentences without a space between them are two."""
    assert _split("It was agreed on 10 May 2020.Since then nothing was done.") == [
        "It was agreed on 10 May 2020.", "Since then nothing was done.",
    ]  # fmt: skip


def _voices(text: str) -> list[tuple[str, str]]:
    return [(one.speaker, one.text) for one in sentences(text)]


def test_speakers_in_a_paragraph() -> None:
    """Whose words a sentence is follows from "said" beside it; "she" is the last who was named."""
    text = (
        "The agency opens 14 stations today.\n\n"
        "“These grants reach far,” said Administrator Laura J. Quill. “They pay 3,400 people.” "
        "She added that a second round is planned.\n\n"
        "Work begins in June, according to the agency's plan.\n"
    )

    assert _voices(text) == [
        ("", "The agency opens 14 stations today."),
        ("Laura J. Quill", "“These grants reach far,” said Administrator Laura J. Quill."),
        ("Laura J. Quill", "“They pay 3,400 people.”"),
        ("Laura J. Quill", "She added that a second round is planned."),
        ("", "Work begins in June, according to the agency's plan."),
    ]


def test_speaker_of_a_block() -> None:
    """Words set after "X said:" are hers, what follows them is the publisher's."""
    text = (
        "Home Secretary Ann Field said:\n\n    We act now. We spend £3 million.\n\n"
        "The first works begin in June and end in May.\n"
    )

    assert _voices(text) == [
        ("Ann Field", "Home Secretary Ann Field said:"),
        ("Ann Field", "We act now."),
        ("Ann Field", "We spend £3 million."),
        ("", "The first works begin in June and end in May."),
    ]


def test_short_words_announced() -> None:
    """Even three words are a quotation where somebody was said to speak."""
    text = 'The plan is here.\n\nMinister Tom Bright said:\n\n"Homes are health."\n'

    assert _voices(text)[-1] == ("Tom Bright", '"Homes are health."')


def test_beside_the_quotation_marks() -> None:
    """A sentence beside somebody's words in quotation marks is the publisher's."""
    text = (
        "“We are pleased with the price and the people,” said Ms Lang. (The price was set in May.)"
    )

    assert _voices(text)[-1] == ("", "(The price was set in May.)")


def test_unnamed_speaker() -> None:
    """Where a name was blanked, the office speaks; nobody's name is put in its place."""
    text = "Foreign Minister  said:\n\nThis is a good day for all of us.\n"

    assert _voices(text)[-1] == ("Foreign Minister", "This is a good day for all of us.")


def test_number_ten_is_nobody() -> None:
    """The start of "No. 10 said" is not taken for a name."""
    assert _voices("No. 10 said so on the same day as before.") == [
        ("", "No. 10 said so on the same day as before."),
    ]


def test_nothing() -> None:
    """An empty statement has no sentences."""
    assert sentences(" \n\n ") == ()


@pytest.mark.parametrize(
    "text",
    ["It fell for the third year in a row.", "The toll is 9 euros an hour.", "They left by the ferry."],
)  # fmt: skip
def test_a_word_that_looks_like_an_abbreviation_ends_a_sentence(text: str) -> None:
    """What follows a whole word and a stop with a capital letter is another sentence."""
    told = sentences(f"A title\n\n{text} Barges are rarer, and so are tugs of approx. Nine tonnes.")

    assert [one.text for one in told][1] == text
    assert len(told) == 3
