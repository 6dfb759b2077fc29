import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.vectors.wordpiece import LONGEST, PIECES, WordPiece, words

PARTS = (
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "un",
    "##able",
    "##a",
    "able",
    "£",
    "72",
    ".",
    "'",
    "s",
    "[",
    "]",
    "sep",
    "日",
)
ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=300)

CASES: tuple[tuple[str, list[str]], ...] = (
    ("", []),
    (" \t\r\n\u3000", []),
    ("UNABLE", ["un", "##able"]),
    ("Unàble", ["un", "##able"]),
    ("un\u200bable un\x00able", ["un", "##able", "un", "##able"]),
    ("unxable", ["[UNK]"]),
    ("£72.72", ["[UNK]", ".", "72"]),
    ("able's", ["able", "'", "s"]),
    ("[SEP]", ["[", "sep", "]"]),
    ("日日", ["日", "日"]),
    ("un" + "a" * 98, ["un", *["##a"] * 98]),
    ("un" + "a" * 99, ["[UNK]"]),
)


@pytest.fixture(scope="module")
def wordpiece() -> WordPiece:
    """Return a vocabulary small enough to see."""
    return WordPiece({part: number for number, part in enumerate(PARTS)}, max(map(len, PARTS)))


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_text_is_cut_as_the_model_learned(
    wordpiece: WordPiece, text: str, expected: list[str]
) -> None:
    """Case, accents and what cannot be seen go; marks stand alone; what is not known is said to be."""
    pieces = [PARTS[number] for number in wordpiece.pieces(text)]

    assert pieces == expected
    assert (PARTS[wordpiece.start], PARTS[wordpiece.end]) == ("[CLS]", "[SEP]")


@given(ANY_TEXT)
def test_any_text_becomes_pieces(text: str) -> None:
    """No text raises, none grows beyond what the model takes, and none reaches the model's own marks."""
    ids = WordPiece({part: number for number, part in enumerate(PARTS)}, 6).pieces(text)

    assert len(ids) <= PIECES
    assert not {0, 2, 3} & set(ids)


@given(ANY_TEXT)
def test_no_word_has_a_blank(text: str) -> None:
    """Words are never empty and hold no blank and no capital."""
    found = list(words(text))

    assert [word for word in found if not word or word.split() != [word]] == []
    assert [word for word in found if word.isascii() and word != word.lower()] == []


@pytest.mark.parametrize("sign", ["a", "a ", "é", "\x00", "\u202e", "日", "[", "ﷺ", "\U0001f600"])
def test_a_megabyte_costs_what_its_beginning_costs(sign: str) -> None:
    """Only the beginning of a text is looked at, so that its length costs nothing."""
    beginning = (sign * LONGEST)[: LONGEST - 1]

    assert list(words(f"{beginning}." + sign * 1_000_000)) == list(words(f"{beginning}."))
    assert list(words(f"{beginning}.")) != list(words(beginning))


def test_a_long_word_is_not_searched(wordpiece: WordPiece) -> None:
    """A run of letters without an end is one unknown word."""
    assert wordpiece.pieces("unable" * 200_000) == [1]
