"""What a button means, said in its id alone, so that it works after any restart."""

from typing import Final

ID_LIMIT: Final = 100
_ASK: Final = "ask:"
_ABOUT: Final = "about:"


def question_id(question: str) -> str:
    """Return the id of a button that asks a question, empty where the question is too long."""
    custom_id = _ASK + question.strip()
    fits = len(custom_id.encode("utf-16-le")) // 2 <= ID_LIMIT
    return custom_id if fits and custom_id != _ASK else ""


def about_id(marker: str) -> str:
    """Return the id of the button that tells about the statement and carries a post's marker."""
    return _ABOUT + marker


def meaning(custom_id: str) -> tuple[str, str] | None:
    """Return the command and the text that a button stands for; None for one we do not know.

    >>> meaning("ask:how much?"), meaning("about:7f"), meaning("vote:1")
    (('ask', 'how much?'), ('about', ''), None)
    """
    if custom_id.startswith(_ASK):
        return "ask", custom_id.removeprefix(_ASK)
    return ("about", "") if custom_id.startswith(_ABOUT) else None
