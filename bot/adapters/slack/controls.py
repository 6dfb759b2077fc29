"""What can be done with a card: next questions, statements to choose, citing, votes, sharing; pure.

Nothing here is a sentence of the answer. Whatever a button stands for is in its own value.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.adapters.slack.buttons import KEEP, OPTION_LIMIT, QUESTION_LIMIT, SHARE, Wish
from bot.adapters.slack.marks import escape
from bot.adapters.slack.pieces import pieces
from bot.core import wording_slack as wording
from bot.core.card import Card, Choice, Deed, Prompt, Role
from bot.core.citing import Style
from bot.core.wording_citation import STYLES
from bot.core.wording_scheduling import LABELS

LABEL_LIMIT: Final = 75
BUTTONS_LIMIT: Final = 25
FEW: Final = 4  # statements that are shown as buttons; more are a list

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """How a card is shown beyond itself: to whom it answers what.

    `question` goes along with buttons that need it; `share` is asked again by *Share to channel*.
    `copyable` shows the passages as text to copy.
    """

    question: str = ""
    share: Wish | None = None
    copyable: bool = False


PLAIN_LOOK: Final = Look()


def controls(card: Card, look: Look) -> Iterator[Block]:
    """Yield the rows under a card."""
    question = _question(card, look)
    yield from _row("next", [_next(at, one) for at, one in enumerate(card.prompts)])
    yield from _choices(card.choices, question)
    yield from _row("deeds", list(_deeds(card, question)))
    if Deed.VOTE in card.deeds:
        yield _votes(card, question)
    if look.share:
        yield from _row("sharing", list(_sharing(look.share)))


def _question(card: Card, look: Look) -> str:
    """Return what was asked: it is not always repeated in the card."""
    asked = next((span.text for span in card.asked if span.role is Role.ASKED), "")
    return (look.question or asked.strip("“”"))[:QUESTION_LIMIT]


def _row(kind: str, elements: list[Block | None]) -> Iterator[Block]:
    """Yield a row of what fits, if anything does."""
    fitting = [element for element in elements if element][:BUTTONS_LIMIT]
    if fitting:
        yield {"type": "actions", "block_id": f"row_{kind}", "elements": fitting}


def _next(at: int, prompt: Prompt) -> Block | None:
    if prompt.handle:
        return button(f"next_{at}", prompt.label, Wish("show", handle=prompt.handle))
    return button(f"next_{at}", prompt.label, Wish("ask", text=prompt.question))


def _choices(choices: tuple[Choice, ...], question: str) -> Iterator[Block]:
    wishes = [(one.label.text, _chosen(one, question)) for one in choices]
    if len(wishes) <= FEW:
        yield from _row(
            "choices", [button(f"choice_{at}", *wish) for at, wish in enumerate(wishes)]
        )
        return
    # An entry of a list has no room for the question: it is asked again of the one chosen.
    options = [option(label, wish) for label, wish in wishes]
    fitting = [one for one in options if one]
    if fitting:
        yield from _row("choices", [select("choice", wording.CHOOSE, fitting)])


def _chosen(choice: Choice, question: str) -> Wish:
    if choice.deed is Deed.ASK_IN:
        return Wish("ask", text=question, brief=choice.handle)
    if choice.deed is Deed.USE:
        return Wish("use", text=choice.handle)
    return Wish(choice.deed.value, handle=choice.handle)


def _deeds(card: Card, question: str) -> Iterator[Block | None]:
    if Deed.CITE in card.deeds:
        styles = [
            option(STYLES[style], Wish("cite", handle=card.handle, option=style)) for style in Style
        ]
        yield select("cite", wording.CITE_AS, [style for style in styles if style])
    for deed, label in LABELS.items():
        if deed in card.deeds:
            yield button(deed.value, label, Wish(deed.value, handle=card.handle))
    if Deed.NOT_ASKED in card.deeds:
        wish = Wish("not_asked", text=question, handle=card.handle)
        yield button("not_asked", wording.NOT_ASKED, wish)


def _votes(card: Card, question: str) -> Block:
    def vote(label: str, said: str) -> Block:
        wish = Wish(
            "vote", text=question if said == "down" else "", handle=card.handle, option=said
        )
        return {"text": _plain(label), "value": wish.value, "accessibility_label": label}

    element = {
        "type": "feedback_buttons",
        "action_id": "vote",
        "positive_button": vote(wording.HELPFUL, "up"),
        "negative_button": vote(wording.NOT_HELPFUL, "down"),
    }
    return {"type": "context_actions", "block_id": "row_votes", "elements": [element]}


def _sharing(wish: Wish) -> Iterator[Block | None]:
    share = button("share", wording.SHARE, replace(wish, then=SHARE))
    yield {**share, "style": "primary"} if share else None
    yield button("keep", wording.KEEP, replace(wish, then=KEEP)) if share else None


def button(action_id: str, label: str, wish: Wish) -> Block | None:
    """Return a button, None where what it stands for does not fit."""
    if not label.strip() or not wish.value:
        return None
    shown = next(pieces(label, LABEL_LIMIT, escape), "…")
    return {
        "type": "button",
        "action_id": action_id,
        "text": _plain(shown),
        "value": wish.value,
    }


def option(label: str, wish: Wish) -> Block | None:
    """Return an entry of a list, None where what it stands for does not fit."""
    if not wish.value or len(wish.value) > OPTION_LIMIT:
        return None
    return {"text": _plain(next(pieces(label, LABEL_LIMIT, escape), "…")), "value": wish.value}


def select(action_id: str, placeholder: str, options: list[Block], **more: Any) -> Block:
    """Return a list to choose from."""
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": _plain(placeholder),
        "options": options,
        **more,
    }


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": escape(text), "emoji": False}
