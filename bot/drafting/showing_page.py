"""A brief laid beside its statement, as one page for a browser that needs nothing else."""

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from typing import Final

from bot.core.brief import CIRCUMSTANCES, FIGURES, Brief, Fact
from bot.core.text import squash, visible
from bot.core.wording import DRAFT
from bot.core.wording_showing import FACTS, NO_FACT, PAGE_LEGEND, STATEMENT, UNREAD, UNSURE
from bot.drafting.block import BlockKind
from bot.drafting.coverage import coverage
from bot.drafting.layout import blocks
from bot.drafting.marking import Mark, Piece, marks, pieces

_ELEMENTS: Final = {BlockKind.TITLE: "h2", BlockKind.HEADING: "h3"}  # the others are paragraphs
_STYLE: Final = """
:root{color-scheme:light dark}
body{font:1rem/1.55 system-ui,sans-serif;margin:0 auto;max-width:78rem;padding:1rem 1.25rem 3rem}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0}
h2{font-size:1.15rem;line-height:1.3;margin:1.2rem 0 .6rem}
h3{font-size:1rem;margin:1.2rem 0 .4rem}
p{margin:.5rem 0}
.about{font-size:.9rem;max-width:60rem}
.unsure,.draft{font-weight:bold;border-left:4px solid;padding-left:.6rem}
main{display:grid;gap:1rem 2.5rem;grid-template-columns:minmax(0,1fr);margin-top:1.2rem}
@media(min-width:60rem){main{grid-template-columns:minmax(0,3fr) minmax(0,2fr)}
.facts{max-height:96vh;overflow:auto;position:sticky;top:1rem;align-self:start}}
.statement{overflow-wrap:anywhere;max-width:44rem}
.statement p{margin:0 0 .8rem}
.statement .quotation{border-left:3px solid #8888;padding-left:.8rem}
.statement .bullet{padding-left:1.2rem;text-indent:-.8rem}
.statement .note,.statement .byline,.statement .furniture{font-size:.9rem}
.statement .table_row{white-space:pre-wrap;font-family:ui-monospace,monospace;font-size:.85rem}
.statement a{color:inherit;text-decoration:underline 1px #888;text-underline-offset:.2em}
.statement a.figure{font-weight:600;text-decoration:underline 2px}
.statement .loose{border:1px dashed;padding:0 .15em}
sup{font-size:.7em;line-height:0;margin-right:.1em}
ol{padding-left:2.2rem;margin:0}
li{padding:.55rem 0;border-top:1px solid #8885;overflow-wrap:anywhere}
dl{margin:.3rem 0 0;display:grid;grid-template-columns:max-content 1fr;gap:0 .7rem}
dl,.loose small{font-size:.875rem}
dt{font-style:italic}
dd{margin:0}
:target{outline:2px solid;outline-offset:2px}
@media print{body{max-width:none;font-size:10.5pt;padding:0}main{display:block}
.facts{max-height:none;position:static;overflow:visible}li{break-inside:avoid}}
"""


def as_page(brief: Brief) -> str:
    """Return one page: the statement as it is laid out, its facts beside it, linked."""
    covered = coverage(brief)
    body = "".join(_statement(brief, marks(brief, covered)))
    facts = "".join(_item(fact, brief) for fact in brief.facts)
    draft = "" if brief.reviewed else f'<p class="draft">{escape(DRAFT)}</p>'
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>{_shown(brief.title)}</title><style>{_STYLE}{_hovers(brief)}</style></head><body>"
        f"<h1>{_shown(brief.title)}</h1>{_origin(brief)}{draft}"
        f'<p class="about">{PAGE_LEGEND} {escape(str(covered).capitalize())}.</p>'
        f'<main><section class="statement" aria-label="{STATEMENT}">{body}</section>'
        f'<section class="facts" aria-label="{FACTS}"><ol>{facts}</ol></section></main>'
        "</body></html>\n"
    )


def _shown(text: str) -> str:
    return escape(visible(text))


def _origin(brief: Brief) -> str:
    source = brief.source
    told = [part for part in (source.publisher, source.date, source.url) if part]
    return f"<p>{_shown(' · '.join(told))}</p>" if told else ""


def _statement(brief: Brief, marked: tuple[Mark, ...]) -> Iterator[str]:
    """Yield each part of the statement as an element, its pieces linked to their facts."""
    parts = blocks(brief.statement)
    edges = (0, *(one.end for one in parts[:-1]), len(brief.statement))
    numbers = {fact.id: number for number, fact in enumerate(brief.facts, 1)}
    placed: set[str] = set()
    for block, (start, end) in zip(parts, pairwise(edges), strict=True):
        cut = pieces(brief.statement, marked, start=start, end=end)
        text = "".join(_piece(one, brief, numbers, placed) for one in cut)
        name = _ELEMENTS.get(block.kind, "p")
        yield f'<{name} class="{block.kind.value}">{text.strip()}</{name}>\n'


def _piece(piece: Piece, brief: Brief, numbers: dict[str, int], placed: set[str]) -> str:
    """Return a piece, linked to the narrowest mark's fact; a fact's first piece is its target."""
    text = _shown(piece.text)
    if any(not mark.facts for mark in piece.under):
        text = f'<span class="loose" title="{UNREAD}">{text}<small> [{NO_FACT}]</small></span>'
    facts = [one for mark in piece.under for one in mark.facts]
    if not facts:
        return text
    new = [one for one in facts if one not in placed]
    placed.update(new)
    goals = "".join(f'<sup id="at-{one}">{numbers[one]}</sup>' for one in new)
    figure = " figure" if brief.by_id[facts[-1]].kind in FIGURES else ""
    named = " ".join(f"f-{one}" for one in facts)
    return f'{goals}<a class="{named}{figure}" href="#fact-{facts[-1]}">{text}</a>'


def _item(fact: Fact, brief: Brief) -> str:
    rows = "".join(f"<dt>{name}</dt><dd>{_shown(text)}</dd>" for name, text in _rows(fact, brief))
    why = UNSURE.format(why=fact.unsure).capitalize()
    unsure = f'<p class="unsure">{_shown(why)}</p>' if fact.unsure else ""
    return (
        f'<li id="fact-{fact.id}"><a href="#at-{fact.id}">{_shown(fact.label)}</a>: '
        f"<strong>{_shown(fact.value)}</strong>{unsure}<dl>{rows}</dl></li>\n"
    )


def _rows(fact: Fact, brief: Brief) -> Iterator[tuple[str, str]]:
    told = {
        "kind": fact.kind.value,
        **{name: getattr(fact, name) for name in CIRCUMSTANCES},
        "said by": brief.speaker(fact),
        "evidence": " … ".join(squash(one) for one in fact.evidence),
        "asked as": "; ".join(fact.ask),
        "proposed": "; ".join(fact.proposed),
    }
    yield from ((name, text) for name, text in told.items() if text)


def _hovers(brief: Brief) -> str:
    """Return rules that light a fact and its place up together; ids hold no sign to escape."""
    return "".join(
        f"body:has(#fact-{one.id}:hover) .f-{one.id},body:has(#at-{one.id}:target) .f-{one.id},"
        f"body:has(.f-{one.id}:hover) #fact-{one.id}{{background:#fd06}}\n"
        for one in brief.facts
    )
