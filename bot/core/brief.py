"""A brief: the structured reading of one statement, as it stands in `brief.yaml`.

The models below are the file's format; `briefs/brief.schema.json` is made from them. Everything
is text a press officer can read: a value is written as it should be said ("up to €72.2 million"),
and `bot.core.checking` compares it with the evidence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Named = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list)]


class Kind(StrEnum):
    """What sort of answer a fact gives."""

    MONEY = "money"
    COUNT = "count"
    PERCENT = "percent"
    DURATION = "duration"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    ACTION = "action"
    QUOTATION = "quotation"


FIGURES = frozenset({Kind.MONEY, Kind.COUNT, Kind.PERCENT, Kind.DURATION})
NEEDED = ("title", "publisher", "date")  # of the source, before a brief is served
CIRCUMSTANCES = ("subject", "actor", "place", "period")  # of a fact, in the evidence's words


class Entry(BaseModel):
    """The habits every part of the file shares: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Entry):
    """Where the statement is from; what is not known stays empty and is never invented."""

    title: Named = Field(default="", description="Empty only in a draft.")
    publisher: Named = Field(default="", description="Empty only in a draft.")
    date: Named = Field(
        default="", description="The date as the statement gives it; empty only in a draft."
    )
    date_note: str = Field(
        default="",
        max_length=200,
        description="The reviewer's own note on the date, shown as such.",
    )
    url: str = Field(
        default="",
        pattern=r"^(https://[^\s<>|\"\\]+)?$",
        description="Address of the statement; empty where none is known.",
    )


class Reviewed(Entry):
    """Who checked the brief against the statement, and when; empty in a draft."""

    by: Named = ""
    on: date | None = None


class Fact(Entry):
    """One typed thing the statement says."""

    id: Id
    kind: Kind
    value: Text = Field(description="The short answer with its qualifier: up to €72.2 million.")
    label: Text = Field(description="What the value is, in a few words without figures.")
    subject: str = Field(default="", description="What is counted or meant: arrests.")
    actor: str = Field(default="", description="Who does it, in the statement's words.")
    place: str = Field(default="", description="Where, in the statement's words.")
    period: str = Field(default="", description="When or since when, in the statement's words.")
    said_by: str = Field(default="", description="Id of the person quoted; empty: the publisher.")
    evidence: Texts = Field(min_length=1, description="Verbatim parts of the statement.")
    ask: Texts = Field(
        min_length=1,
        description="First the question as a button shows it, then words people use for it.",
    )
    proposed: Texts = Field(
        default=(), description="Words the draft proposes, used until a reviewer decides."
    )
    unsure: str = Field(default="", description="Why a reviewer should look at this fact.")


class Gap(Entry):
    """Something readers look for that the statement leaves open."""

    id: Id
    kind: Kind = Field(description="What sort of answer is missing.")
    note: Text = Field(description="What is left open, in a sentence without figures.")
    ask: Texts = Field(min_length=1, description="Words people use for it.")
    nearest: str = Field(default="", description="Id of the fact that comes nearest, if any.")


class BriefFile(Entry):
    """The whole of a `brief.yaml`."""

    source: Source
    reviewed: Reviewed = Reviewed()
    summary: tuple[Id, ...] = Field(description="Ids of the facts a reader must know, in order.")
    facts: tuple[Fact, ...] = Field(min_length=1)
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, eq=False)
class Brief:
    """One loaded version of a brief: its id (the folder's name), the statement and the file.

    Two versions are never equal, so that what is kept of one is found by identity, at no cost.
    """

    id: str
    statement: str
    file: BriefFile

    @property
    def source(self) -> Source:
        """Return where the statement is from."""
        return self.file.source

    @property
    def title(self) -> str:
        """Return the statement's title, its id where a draft knows none."""
        return self.source.title or self.id

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Return the facts in the statement's order."""
        return self.file.facts

    @property
    def reviewed(self) -> bool:
        """Say whether a person has reviewed the brief."""
        return bool(self.file.reviewed.by and self.file.reviewed.on)

    @cached_property
    def by_id(self) -> Mapping[str, Fact]:
        """Return the facts by their ids."""
        return {fact.id: fact for fact in self.facts}

    def speaker(self, fact: Fact) -> str:
        """Return who says a fact: the person quoted, else the publisher."""
        quoted = self.by_id.get(fact.said_by)
        return quoted.value if quoted else self.source.publisher
