"""What is said of a draft that was made, or brought up to date."""

from typing import Final

DRAFTED: Final = "{facts} facts, {unsure} unsure"
UNKNOWN: Final = "not known: {keys}"
NEXT: Final = "Next: briefing-bot review {brief}"
UNCHANGED: Final = "nothing that a fact says has changed"
AGAIN: Final = "needs review again: briefing-bot review {brief}"
WITHDRAWN: Final = "withdrawn: the statement as corrected no longer says this"
