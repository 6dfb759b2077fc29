from pathlib import Path

import pytest

from bot.drafting.refusing import LONGEST, refusal

STATEMENTS = sorted((Path(__file__).parent / "statements").glob("*.txt"))
PLAIN = (
    "The council will spend £40 million on the roads of the county this year, it was said today. "
    "The work begins in June and ends before the winter, and 300 people will be hired for it.\n"
)
LINKS = "\n".join(
    f"{word} news and services"
    for word in ["Home", "Budget", "Roads", "Schools", "Health", "Parks", "Taxes", "Jobs"]
)


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_statements(path: Path) -> None:
    """No statement is refused."""
    assert refusal(path.read_text(encoding="utf-8")) == ""


REFUSED = {
    "empty": (" \n\t\n", "it is empty"),
    "scanned": ("\f\n\f", "its pages are pictures without text: run text recognition (OCR) on it first"),
    "binary": (PLAIN + "\x00\x01", "it is not text: control sign U+0000 in line 2"),
    "long": ("word " * (LONGEST // 4), "it is too long for a statement: 750,000 signs, at most 600,000"),
    "pound": (
        PLAIN.replace("£", "Â£"),
        "its encoding is damaged: 'Â£' in line 1; get a clean copy",
    ),
    "quotes": (
        PLAIN + "\nIt is the countyâ€™s plan.",
        "its encoding is damaged: 'â€™' in line 3; get a clean copy",
    ),
    "letters": (PLAIN + "The cafÃ© stays.", "its encoding is damaged: 'Ã©' in line 2; get a clean copy"),
    "replaced": (PLAIN + "The caf\ufffd stays.", "its encoding is damaged: '\ufffd' in line 2; get a clean copy"),
    "question": (
        PLAIN + "It costs ?48 million.",
        "its encoding is damaged: '?48 million' in line 2; get a clean copy",
    ),
    "login": (
        "Members' area\n\nPlease sign in to go on to the page that you have asked for.\n\nEmail address\n\n"
        "Password\n\nForgot your password?\n\nCreate an account",
        "it is a login, cookie or error page, not a statement: 'Forgot your', 'sign in'",
    ),
    "cookies": (
        "We use some essential cookies to make this website work. We would like to set others to "
        "see how you use it.\n\nAccept additional cookies\n\nReject additional cookies\n\nCookie policy",
        "it is a login, cookie or error page, not a statement: 'Accept additional cookies', "
        "'We use some essential cookies'",
    ),
    "missing": (
        "Page not found\n\nError 404\n\nIf you typed the address, check that it is right. If you "
        "pasted it, check that you copied all of it. If you still need to speak to somebody, "
        "write to the office. You can also look for the page from the start page.",
        "it is a login, cookie or error page, not a statement: 'Page not found', 'Error 404'",
    ),
    "short": ("We welcome the agreement.", "it is too short for a statement: 4 words"),
    "data": (
        '{"items": [' + '{"name": "a"; "value": "the one of us"; "next": {"is": "to be"}}, ' * 20 + "]}",
        "it is data, markup or a program, not a statement",
    ),
    "french": (
        "Le conseil a décidé de consacrer quarante millions d'euros aux routes du département. Les "
        "travaux commenceront en juin et seront terminés avant l'hiver. Trois cents personnes seront "
        "embauchées pour ces travaux, qui dureront deux ans et demi selon le ministre des transports.",
        "it is not English: only English statements can be drafted",
    ),
    "greek": (" ".join(f"{chr(0x3B1 + at % 24) * 5}." for at in range(60)),
        "it is not English: only English statements can be drafted",
    ),
    "form": (
        "Name of the person\nDate of the visit\nPlace of the visit\nReason for it\nWho was with you\n"
        "What was the matter of the talk",
        "it holds no whole sentence: a menu, a form or a list of links, not a statement",
    ),
    "links": (
        f"{LINKS}\nWelcome to the pages of the council of the county.\n{LINKS.upper()}",
        "it is a list of links or headlines, not a statement",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), REFUSED.values(), ids=REFUSED)
def test_refused(text: str, reason: str) -> None:
    """What is no statement is refused in one line that says why, and where."""
    assert refusal(text) == reason


def test_about_passwords() -> None:
    """A short statement about signing in is one all the same."""
    text = (
        "Tax office restores its online service\n\n"
        "Taxpayers can log in again from today, the tax office said. It had closed the service on "
        "3 May after an attack on 40,000 accounts. No money was taken. Everybody who had an account "
        "must choose a new password by 30 June. The attack is being looked into by the police. "
        "The office will report to the parliament before the summer.\n"
    )

    assert refusal(text) == ""


def test_with_a_large_table() -> None:
    """A statement that is mostly a table of bars is one all the same."""
    rows = "\n".join(f"| Town {number} | {number * 3} | £{number}m |" for number in range(1, 25))

    assert refusal(f"{PLAIN}\n| Town | Jobs | Money |\n{rows}\n") == ""
