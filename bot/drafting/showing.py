"""A brief laid beside its statement: as text for the terminal, as one page for a browser."""

from collections.abc import Iterator
from html import escape
from typing import Final

from bot.core.brief import CIRCUMSTANCES, Brief, Fact
from bot.core.text import squash, visible
from bot.drafting.coverage import coverage
from bot.drafting.doubts import uncarried
from bot.drafting.marking import Piece, bracketed, marks, pieces

DRAFT: Final = "DRAFT: no person has reviewed this brief yet."
LEGEND: Final = (
    "[value]{id}: what the fact of this id says; [figure]{no fact}: a figure that no fact carries."
)
UNREAD: Final = "figure that no fact carries"
_STYLE: Final = """
:root{color-scheme:light dark}
body{font:16px/1.55 system-ui,sans-serif;margin:0 auto;max-width:76rem;padding:1rem}
main{display:grid;gap:2rem;grid-template-columns:minmax(0,1fr)}
@media(min-width:60rem){main{grid-template-columns:minmax(0,3fr) minmax(0,2fr)}
.facts{max-height:92vh;overflow:auto;position:sticky;top:1rem}}
.statement{overflow-wrap:anywhere;white-space:pre-wrap}
.statement a{color:inherit;text-decoration:underline;text-decoration-thickness:2px}
.statement a.deep{text-decoration-style:double}
.statement .loose{border:1px dashed;padding:0 .15em}
sup{font-size:.7em;line-height:0;text-decoration:none}
li{margin-bottom:.9rem;overflow-wrap:anywhere}
dl{margin:.2rem 0;display:grid;grid-template-columns:max-content 1fr;gap:0 .6rem;font-size:.9em}
dd{margin:0}
.unsure,.draft{font-weight:bold}
:target{outline:3px solid;outline-offset:2px}
@media print{.facts{max-height:none;position:static}body{max-width:none}}
"""


def as_text(brief: Brief, *, colour: bool = False) -> str:
    """Return the statement with its facts marked, then the facts, then what no fact carries."""
    covered = coverage(brief)
    parts = [
        visible(_source(brief)),
        *([] if brief.reviewed else [DRAFT]),
        LEGEND,
        "",
        bracketed(brief.statement, marks(brief, covered), colour=colour).strip("\n"),
        "",
        *(visible(_told(fact)) for fact in brief.facts),
        "",
        *(f"statement.txt:{row}:{column}: {why}" for row, column, why in uncarried(brief, covered)),
        str(covered),
    ]
    return "\n".join(parts)


def _source(brief: Brief) -> str:
    source = brief.source
    parts = (brief.title, source.publisher, source.date, source.url)
    return " · ".join(part for part in parts if part)


def _told(fact: Fact) -> str:
    unsure = f"  (unsure: {fact.unsure})" if fact.unsure else ""
    return f"{fact.id}: {fact.label}: {squash(fact.value)}{unsure}"


def as_page(brief: Brief) -> str:
    """Return one page that needs nothing else: the statement, its facts beside it, linked."""
    covered = coverage(brief)
    numbers = {fact.id: number for number, fact in enumerate(brief.facts, 1)}
    placed: set[str] = set()
    marked = marks(brief, covered)
    body = "".join(_piece(one, numbers, placed) for one in pieces(brief.statement, marked))
    facts = "".join(_item(fact, brief) for fact in brief.facts)
    draft = "" if brief.reviewed else f'<p class="draft">{escape(DRAFT)}</p>'
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>{escape(brief.title)}</title><style>{_STYLE}{_hovers(brief)}</style></head><body>"
        f"<h1>{escape(brief.title)}</h1><p>{escape(_source(brief))}</p>{draft}"
        f"<p>{escape(str(covered))}. Underlined with a number: the value of that fact. "
        f"In a dashed box: a {UNREAD}.</p>"
        f'<main><section class="statement" aria-label="Statement">{body}</section>'
        f'<section class="facts" aria-label="Facts"><ol>{facts}</ol></section></main>'
        "</body></html>\n"
    )


def _piece(piece: Piece, numbers: dict[str, int], placed: set[str]) -> str:
    """Return a piece, linked to the narrowest mark's fact; a fact's first piece is its target."""
    text = escape(visible(piece.text))
    facts = [one for mark in piece.under for one in mark.facts]
    if any(not mark.facts for mark in piece.under):
        text = f'<span class="loose" title="{UNREAD}">{text}<sup> no fact</sup></span>'
    if not facts:
        return text
    new = [one for one in facts if one not in placed]
    placed.update(new)
    goals = "".join(f'<span id="at-{one}"></span><sup>{numbers[one]}</sup>' for one in new)
    named = " ".join(f"f-{one}" for one in facts)
    deep = " deep" if len(facts) > 1 else ""
    return f'{goals}<a class="{named}{deep}" href="#fact-{facts[-1]}">{text}</a>'


def _item(fact: Fact, brief: Brief) -> str:
    rows = "".join(
        f"<dt>{name}</dt><dd>{escape(visible(text))}</dd>" for name, text in _rows(fact, brief)
    )
    unsure = f'<p class="unsure">Unsure: {escape(fact.unsure)}</p>' if fact.unsure else ""
    return (
        f'<li id="fact-{fact.id}"><a href="#at-{fact.id}">{escape(fact.label)}</a>: '
        f"<strong>{escape(visible(fact.value))}</strong>{unsure}<dl>{rows}</dl></li>"
    )


def _rows(fact: Fact, brief: Brief) -> Iterator[tuple[str, str]]:
    yield "kind", fact.kind.value
    for name in CIRCUMSTANCES:
        if text := getattr(fact, name):
            yield name, text
    yield "said by", brief.speaker(fact)
    yield "evidence", " … ".join(squash(one) for one in fact.evidence)
    yield "asked as", "; ".join(fact.ask)
    if fact.proposed:
        yield "proposed", "; ".join(fact.proposed)


def _hovers(brief: Brief) -> str:
    """Return rules that light a fact and its place up together; ids hold no sign to escape."""
    return "".join(
        f"body:has(#fact-{one.id}:hover) .f-{one.id},"
        f"body:has(.f-{one.id}:hover) #fact-{one.id}{{background:#fd06}}\n"
        for one in brief.facts
    )
