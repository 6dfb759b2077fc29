"""What a statement says of itself at its start: its title and its date."""

import re
from typing import Final

from bot.drafting.block import BlockKind
from bot.drafting.bylines import DATE
from bot.drafting.layout import blocks

_NOT_ISSUED: Final = re.compile(r"\b(?:updated|embargo|modified|reviewed)", re.IGNORECASE)


def opening(statement: str) -> tuple[str, str]:
    r"""Return the title and the date a statement gives itself, each as it stands or empty.

    >>> opening("Bus money doubled\n\n3 May 2024\n\nThe city spends twice as much on buses.")
    ('Bus money doubled', '3 May 2024')
    """
    read = blocks(statement)
    title = next((block.text for block in read if block.kind is BlockKind.TITLE), "")
    bylines = [block.text for block in read if block.kind is BlockKind.BYLINE]
    dates = (DATE.search(text) for text in bylines if not _NOT_ISSUED.search(text))
    return title, next((found.group() for found in dates if found), "")
