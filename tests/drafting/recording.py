"""Records a run in the terminal, from a statement to an answer, as a page of the documentation.

Run again with: python -m tests.drafting.recording
"""

import contextlib
import io
import os
import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.adapters.reviewing import Review
from bot.cli import main
from bot.core.wording_reviewing import NAME
from tests.clocks import FakeClock

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "drafting-run.md"
STATEMENT: Final = """\
Ferry landings: new grants for 14 islands

Ministry of Coasts and Harbours
12 February 2025

The Ministry will spend up to 6.5 million euros on new ferry landings
this year, the Minister for Coasts, Ines Rowan, announced today.

More than 9,000 people live on the islands. Since 2021 the number of
crossings has risen by 18 per cent.

Minister for Coasts Ines Rowan said:

    A landing is what a road is elsewhere. The first works begin in May.
"""
_HEAD: Final = """\
# From a statement to an answer

What follows was recorded, not written: `python -m tests.drafting.recording` runs it again, and a
test compares. Lines after `$` and after a prompt are typed. The statement is made up:

```text
{statement}```

{steps}"""
_TYPED: Final = {  # by the end of what is asked
    "Publisher (Enter: leave): ": ["Ministry of Coasts and Harbours"],
    "> ": ["v 12 islands", "+ how many isles get a landing", "a"],  # the last again and again
    "(Enter) or go on (n): ": ["n", ""],
    "(Enter): ": ["a"],
    NAME: ["Ann Bee"],
}
_STEPS: Final = (
    ("Draft it.", "draft ferries.txt"),
    ("Look at what was read.", "show ferries"),
    ("Review what is uncertain; a wrong correction is refused.", "review ferries"),
    ("Check it.", "check"),
    ("Ask.", "ask 'how much money is there for the landings?'"),
    ("Ask what it does not say.", "ask 'how many ferries are there?'"),
    ("A correction comes in: 7 million euros, not 6.5.", "draft ferries.txt --update"),
    ("What changed needs a look before the chats are told.", "review ferries"),
)


def recorded() -> str:
    """Return the page: every command with all that it printed."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            steps = "\n".join(_step(number, *step) for number, step in enumerate(_STEPS))
        finally:
            os.chdir(before)
    return _HEAD.format(statement=STATEMENT, steps=steps)


def _step(number: int, why: str, command: str) -> str:
    corrected = number >= len(_STEPS) - 2
    text = STATEMENT.replace("6.5 million", "7 million") if corrected else STATEMENT
    Path("ferries.txt").write_text(text, encoding="utf-8")
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        if command.startswith("review"):
            _review(out, again=corrected)
        else:
            main(shlex.split(command))
    shown = "\n".join(line.rstrip() for line in out.getvalue().splitlines())
    return f"{why}\n\n```text\n$ briefing-bot {command}\n{shown}\n```\n"


def _review(out: io.StringIO, *, again: bool) -> None:
    typed = {prompt: lines[-1:] if again else list(lines) for prompt, lines in _TYPED.items()}
    Review(Path("briefs") / "ferries", FakeClock(), _typed(typed, out), out).walk()


def _typed(left: dict[str, list[str]], out: io.StringIO) -> Iterator[str]:
    """Yield what is typed at each prompt, and show it as a terminal would."""
    while True:
        lines = next(lines for end, lines in left.items() if out.getvalue().endswith(end))
        line = lines.pop(0) if len(lines) > 1 else lines[0]
        out.write(f"{line}\n")
        yield line


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(recorded(), encoding="utf-8")
