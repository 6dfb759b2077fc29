"""What is said to a press officer who goes through a brief in the terminal."""

from typing import Final

SOURCE: Final = "Title: {title}\nPublisher: {publisher}\nDate: {date}"
NOT_KNOWN: Final = "not known"
UNKNOWN: Final = "The {key} is not known. {Key} (Enter: leave): "
HELP: Final = (
    "a accept · p accept with the proposed words · v TEXT value · l TEXT label · ? TEXT question\n"
    "+ TEXT another way to ask · d drop · s skip · q quit\n"
    "subject, actor, place or period TEXT (- for none)"
)
HEAD: Final = "\n{left} to look at · {fact} ({kind})"
DOUBTED: Final = (
    "\nNot unsure, but a question may find another fact, or none. Facts: {count}. Look at them "
    "(Enter) or go on (n): "
)
DOUBT: Final = "doubt"
NOT_TAKEN: Final = "Not taken: {reason}"
TAKEN: Final = "Taken."
OPEN: Final = "Still: {doubt}"
PROPOSALS: Final = (
    "\nFacts with proposed words, as {fact} has: {words}\n"
    "People may ask with them; until you decide they are used. Facts: {count}.\n"
    "Keep all (a), drop all (d), decide later (Enter): "
)
LEFT: Final = "Left{at}; go on with: briefing-bot review {brief}"
GONE: Final = "This fact is no longer in the file: it was changed elsewhere meanwhile."
STILL: Final = "Facts still unsure: {count}. The brief stays a draft."
SUMMARY: Final = "\nThe summary:"
ALL: Final = "All that the brief says: briefing-bot show {brief}"
NAME: Final = "Reviewed by (your name; Enter: not yet; title: TEXT, publisher: or date: corrects): "
NO_NAME: Final = "A single letter is no name."
REVIEWED: Final = "Reviewed by {by} on {on}: the running bot serves it now."
NOTHING_LEFT: Final = (
    "Reviewed by {by} on {on}; nothing is left to look at. Every fact: briefing-bot review {brief} "
    "--all"
)
