"""A merge written into the text of a reviewed brief, the reviewer's own lines left alone."""

from collections.abc import Mapping, Sequence

from bot.adapters.brief_editing import Change, Edited, commented
from bot.adapters.brief_files import BriefOnDisk, parsed
from bot.core.brief import Brief, BriefFile, Fact
from bot.core.wording_drafting import WITHDRAWN
from bot.drafting.merging import Changed, Keys, Merge
from bot.drafting.writing import as_yaml
from bot.errors import OtherStatement

SourceKeys = Mapping[str, str]


def updated(found: BriefOnDisk, merged: Merge, statement: str, known: SourceKeys) -> str:
    """Return the brief's text with a merge in it; `known` are source keys to be written anew.

    Raises OtherStatement where no fact is left, BriefInvalid where the result could not be served.
    """
    brief = found.brief
    if len(merged.withdrawn) == len(brief.facts):
        raise OtherStatement(f"{brief.id}: no fact of it is in this statement; draft it with --id")
    text = _with_source(Edited(found.text), known)
    text = _without_references(text, brief, {fact.id for fact in merged.withdrawn})
    text = text.each_entry(("facts",), _entries(brief, merged))
    text = _with_added(text, brief, merged, statement)
    if merged.lines:
        text = text.with_review("", None)
    return parsed(found.path, text.text, statement).text


def _entries(brief: Brief, merged: Merge) -> dict[int, Change]:
    at = {fact.id: index for index, fact in enumerate(brief.facts)}
    changes = {at[one.fact.id]: _rewriting(one) for one in merged.changed}
    return changes | {at[fact.id]: _withdrawing for fact in merged.withdrawn}


def _rewriting(changed: Changed) -> Change:
    return lambda entry: _rewritten(entry, changed.keys)


def _rewritten(entry: Edited, keys: Keys) -> Edited:
    for key, value in keys.items():
        alone = value[0] if isinstance(value, tuple) and len(value) == 1 else value
        entry = entry.replaced((key,), alone) if value else entry.without((key,))
    return entry


def _withdrawing(entry: Edited) -> Edited:
    return commented(entry, WITHDRAWN)


def _with_source(text: Edited, known: SourceKeys) -> Edited:
    for key, value in known.items():
        text = text.replaced(("source", key), value)
    return text


def _without_references(text: Edited, brief: Brief, gone: set[str]) -> Edited:
    """Return the text without the places that name a fact which is gone."""
    summary = brief.file.summary
    left = [one for one in summary if one not in gone]
    if summary and not left:
        kept = next(fact.id for fact in brief.facts if fact.id not in gone)
        text = text.replaced(("summary", 0), kept)
        summary = summary[1:]
        return _without_lines(text, [index + 1 for index in range(len(summary))], brief, gone)
    return _without_lines(text, [n for n, one in enumerate(summary) if one in gone], brief, gone)


def _without_lines(text: Edited, lines: Sequence[int], brief: Brief, gone: set[str]) -> Edited:
    for index in reversed(lines):
        text = text.without(("summary", index))
    for index, gap in enumerate(brief.file.gaps):
        if gap.nearest in gone:
            text = text.without(("gaps", index, "nearest"))
    return text


def _with_added(text: Edited, brief: Brief, merged: Merge, statement: str) -> Edited:
    """Return the text with the new facts, each below the one it follows in the statement."""
    if not merged.added:
        return text
    gone = {fact.id for fact in merged.withdrawn}
    order = [fact.id for fact in brief.facts if fact.id not in gone]
    entries: dict[int, list[Edited]] = {}
    for (above, _), entry in zip(merged.added, _written(brief, merged, statement), strict=True):
        entries.setdefault(order.index(above) + 1 if above else 0, []).append(entry)
    return text.with_entries(("facts",), entries)


def _written(brief: Brief, merged: Merge, statement: str) -> list[Edited]:
    facts: tuple[Fact, ...] = tuple(fact for _, fact in merged.added)
    alone = Edited(as_yaml(BriefFile(source=brief.source, summary=(), facts=facts), statement))
    return [alone.entry(("facts", index)) for index in range(len(facts))]
