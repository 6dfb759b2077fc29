"""The figures of a table's rows: what each is of, its row and its column say."""

from collections.abc import Iterator

from bot.core.brief import Kind
from bot.core.quantities import Measure, find
from bot.core.text import squash
from bot.drafting.found import Found
from bot.drafting.naming import clean
from bot.drafting.quantifying import KINDS
from bot.drafting.sentences import Sentence


def row_figures(sentence: Sentence) -> Iterator[Found]:
    """Yield the figures of a row's cells; nothing for the first row and rows without a name."""
    cells, columns = sentence.block.cells, sentence.block.columns
    name = clean(cells[0]) if cells else ""
    if not name or cells == columns:
        return
    for cell, column in zip(cells[1:], _columns(cells, columns)[1:], strict=True):
        found = find(cell)
        if len(found) == 1 and found[0].when is None:
            yield _figure(sentence, name, cell, column)


def _columns(cells: tuple[str, ...], columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return a heading for each cell; a first row without a name has one less."""
    shifted = ("", *columns) if len(columns) == len(cells) - 1 else columns
    return shifted if len(shifted) == len(cells) else ("",) * len(cells)


def _figure(sentence: Sentence, name: str, cell: str, column: str) -> Found:
    quantity = find(cell)[0]
    dated = any(one.when for one in find(column))
    heading = clean(column)
    label = squash(f"{name}: {heading.lower()}" if heading and not dated else name)
    asked = "How many" if quantity.measure is Measure.COUNT else "How much"
    header = squash(" ".join(sentence.block.columns))
    return Found(
        kind=KINDS.get(quantity.measure, Kind.COUNT),
        value=quantity.text,
        label=label,
        sentence=sentence,
        asks=(f"{asked} {heading.lower() or 'is it'}: {name}?", f"{name} {heading}".strip()),
        at=sentence.text.find(cell),
        subject=sentence.block.cells[0],
        period=column if dated else "",
        words=f"{name} {heading}",
        quantity=quantity,
        also=(header,) if column and header else (),
    )
