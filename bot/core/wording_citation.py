"""How a fact is cited: one line to copy for each style, with all that makes a citation.

Every style holds the figure with its qualifier, the sentence to the letter, who says so, the title,
the date and the address. What the brief does not know is left out, never invented.
"""

from collections.abc import Callable, Iterable
from typing import Final

from bot.core.answering import Shown
from bot.core.brief import Brief
from bot.core.card import Card, Line, Passage, Role, Span, Tone, words
from bot.core.citing import Style
from bot.core.handles import Subject
from bot.core.wording_facts import label_of, quote, short, source_line, value

CITE: Final = "To copy: "
CITE_AS: Final = "Cite as"
STYLES: Final[dict[Style, str]] = {
    Style.PLAIN: "plain text",
    Style.AP: "AP style",
    Style.FOOTNOTE: "footnote",
    Style.MARKDOWN: "Markdown",
}
NOTHING_TO_CITE: Final = "That answer shows nothing of the statement that could be cited."


def citation_card(subject: Subject, styles: Iterable[Style]) -> Card:
    """Return the citations of all facts that an answer showed, in each of the styles asked for."""
    brief = subject.brief
    shown = [Shown(brief.by_id[fact]) for fact in subject.facts]
    chosen = tuple(styles)
    if not shown:
        return Card(Tone.NO, (words(NOTHING_TO_CITE),))
    named = STYLES[chosen[0]] if len(chosen) == 1 else ", ".join(STYLES[one] for one in chosen)
    return Card(
        Tone.PLAIN,
        (words(f"{CITE}{named}"),),
        passages=tuple(
            Passage(cited(brief, one, style=style)) for style in chosen for one in shown
        ),
        source=source_line(brief, shown[0]),
    )


def cited(brief: Brief, shown: Shown, *, style: Style) -> Line:
    """Return a fact as it is cited, in one line."""
    return _STYLES[style](brief, shown)


def _plain(brief: Brief, shown: Shown) -> Line:
    sentence = (words(". “"), _sentence(brief, shown), words("” - "))
    source = _source(brief, opening=", ", closing=".")
    return (*_figure(shown), *sentence, *_speaker(brief, shown), *source)


def _ap(brief: Brief, shown: Shown) -> Line:
    sentence = (words(". “"), _sentence(brief, shown, stop=False), words(",” "))
    said = _speaker(brief, shown, between=" said in a statement by ")
    if len(said) == 1:
        said = (*said, words(" said in a statement"))
    source = _source(brief, opening=", “", after_title=",”", closing=".")
    return (*_figure(shown), *sentence, *said, *source)


def _footnote(brief: Brief, shown: Shown) -> Line:
    source = _source(brief, opening=", “", after_title=",”", closing=": “")
    figure = (words("” ("), *_figure(shown), words(")."))
    return (*_speaker(brief, shown), *source, _sentence(brief, shown), *figure)


def _markdown(brief: Brief, shown: Shown) -> Line:
    figure = (words("**"), *_figure(shown), words("** “"))
    source = _source(brief, opening=", *", after_title="*", bare_url=False, closing="")
    sentence = (_sentence(brief, shown), words("” - "))
    return (*figure, *sentence, *_speaker(brief, shown), *source)


_STYLES: Final[dict[Style, Callable[[Brief, Shown], Line]]] = {
    Style.PLAIN: _plain,
    Style.AP: _ap,
    Style.FOOTNOTE: _footnote,
    Style.MARKDOWN: _markdown,
}


def _figure(shown: Shown) -> Line:
    return (words(f"{label_of(shown.fact)}: "), *short(shown))


def _sentence(brief: Brief, shown: Shown, *, stop: bool = True) -> Span:
    """Return the sentence; without its full stop where a comma of the style takes its place."""
    whole = quote(brief, shown)
    text = whole.text if stop else whole.text.rstrip(".")
    return Span(Role.QUOTE, text, whole.fact, whole.evidence)


def _speaker(brief: Brief, shown: Shown, *, between: str = ", quoted by ") -> Line:
    """Return who says so: a person with the publisher, else the publisher."""
    publisher = Span(Role.SOURCE, brief.source.publisher or brief.title)
    person = brief.by_id.get(shown.fact.said_by)
    if person is None:
        return (publisher,)
    return (value(person, person.value), words(between), publisher)


def _source(
    brief: Brief, *, opening: str, after_title: str = "", bare_url: bool = True, closing: str
) -> Line:
    """Return title, date and address, with the signs a style puts around them."""
    line = [words(opening), Span(Role.SOURCE, brief.title), words(after_title)]
    if brief.source.date:
        comma = " " if after_title.endswith(",”") else ", "
        line += [words(comma), Span(Role.SOURCE, brief.source.date)]
    if brief.source.date_note:
        line += [words(" ("), Span(Role.SOURCE, brief.source.date_note), words(")")]
    if brief.source.url:
        before, after = (", ", "") if bare_url else (" <", ">")
        line += [words(before), Span(Role.SOURCE, brief.source.url), words(after)]
    return (*line, words(closing))
