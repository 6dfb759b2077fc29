"""What stands around a statement whose facts are marked, in the terminal and on a page."""

from typing import Final

LEGEND: Final = (
    "[value]{id}: what the fact of this id says; [figure]{no fact}: a figure that no fact carries."
)
CUT_LEGEND: Final = "Where values overlap, the later one is cut; its parts are {id…} and {…id}."
PAGE_LEGEND: Final = (
    "Underlined, with a number: what the fact of that number says; bold, if it is a figure. "
    "In a dashed box: a figure that no fact carries."
)
UNREAD: Final = "figure that no fact carries"
NO_FACT: Final = "no fact"
UNSURE: Final = "unsure: {why}"
STATEMENT: Final = "Statement"
FACTS: Final = "Facts"
