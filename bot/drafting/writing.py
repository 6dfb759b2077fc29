"""A draft as YAML that a press officer reads and corrects."""

import io
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from bot.core.brief import CIRCUMSTANCES, BriefFile, Fact, Gap
from bot.core.text import locate, visible
from bot.drafting.block import BlockKind
from bot.drafting.layout import blocks

_SCHEMA: Final = "# yaml-language-server: $schema=../brief.schema.json\n"
_INTRODUCTION: Final = (
    "#\n# Drafted from the statement; chats serve it once `reviewed` says who checked it. Facts\n"
    "# to look at first say why under `unsure`. Words under `proposed` are suggestions: move\n"
    "# good ones to `ask` and delete the others.\n"
    "# After a change: briefing-bot check\n\n"
)
_RULE: Final = 96
# The order of the keys, by which a key that is added later finds its place as well.
SOURCE_KEYS: Final = ("title", "publisher", "date", "date_note", "url")
FACT_KEYS: Final = (
    *("id", "kind", "value", "label", *CIRCUMSTANCES, "said_by", "unsure"),
    *("evidence", "ask", "proposed"),
)
_HEADED: Final = frozenset({BlockKind.HEADING, BlockKind.TITLE})


def as_yaml(file: BriefFile, statement: str) -> str:
    """Return a brief as the text of its file: facts in the statement's order under its headings."""
    root = CommentedMap()
    root["source"] = _plain(file.source.model_dump(), SOURCE_KEYS)
    root["reviewed"] = CommentedMap({"by": DoubleQuotedScalarString(""), "on": None})
    root["summary"] = CommentedSeq(file.summary)
    root["facts"] = _facts(file, statement)
    if file.gaps:
        root["gaps"] = CommentedSeq([_gap(one) for one in file.gaps])
    for key in list(root)[1:]:
        root.yaml_set_comment_before_after_key(key, before="\n")
    return _SCHEMA + _INTRODUCTION + _dumped(root)


def _dumped(root: CommentedMap) -> str:
    yaml = YAML(typ="rt", pure=True)
    yaml.width = 4_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    yaml.representer.add_representer(type(None), _nothing)
    out = io.StringIO()
    yaml.dump(root, out)
    return out.getvalue()


def _nothing(representer: Any, _: None) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:null", "")


def _facts(file: BriefFile, statement: str) -> CommentedSeq:
    listed = CommentedSeq([_plain(_fact(one), FACT_KEYS) for one in file.facts])
    headings = dict(_headings(file, statement))
    for index, heading in headings.items():
        listed.yaml_set_comment_before_after_key(index, before=heading, indent=2)
    return listed


def _headings(file: BriefFile, statement: str) -> Iterator[tuple[int, str]]:
    """Yield the facts that begin a new heading of the statement, with the heading as a comment."""
    heads = [(one.start, visible(one.text)) for one in blocks(statement) if one.kind in _HEADED]
    current = ""
    for index, fact in enumerate(file.facts):
        place = locate(fact.evidence[0], statement)
        above = [text for start, text in heads if place and start <= place[0]]
        heading = above[-1] if above else ""
        if heading and heading != current:
            current = heading
            title = heading if len(heading) < _RULE - 10 else f"{heading[: _RULE - 13]}..."
            yield index, f"---- {title} ".ljust(_RULE, "-")


def _fact(fact: Fact) -> dict[str, Any]:
    return fact.model_dump(mode="json")


def _gap(gap: Gap) -> CommentedMap:
    return _plain(gap.model_dump(mode="json"), ("id", "kind", "note", "nearest", "ask"))


def _plain(fields: Mapping[str, Any], order: tuple[str, ...]) -> CommentedMap:
    """Return the keys that hold something; a list of one as its only text."""
    kept = CommentedMap()
    for key in order:
        value = fields.get(key)
        if value:
            kept[key] = _scalar(value)
    return kept


def _scalar(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return (
            _scalar(value[0]) if len(value) == 1 else CommentedSeq([_scalar(one) for one in value])
        )
    return DoubleQuotedScalarString(value) if _needs_marks(value) else value


def _needs_marks(text: str) -> bool:
    return any(not (sign.isprintable()) for sign in text)
