"""A second statement, with an address, so that there is something to choose between."""

from datetime import date

from bot.core.brief import Brief, BriefFile, Fact, Kind, Reviewed, Source

STATEMENT = """Harbour plan 2031
The council will spend up to £3.4 million on the harbour wall between 2031 and 2033.
“We will plant 1,200 trees by 1 March 2031,” the mayor said. Nearly 60% of residents agreed.
In 2029 the council rescued 300 seals; in 2030 it rescued 450 seals.
"""


def harbour() -> Brief:
    """Return a reviewed brief of a council's plan, whose title holds a figure."""
    return Brief(
        "harbour-2031",
        STATEMENT,
        BriefFile(
            source=Source(
                title="Harbour plan 2031",
                publisher="Seaton Council",
                date="4 May 2030",
                url="https://seaton.example/harbour",
            ),
            reviewed=Reviewed(by="editors", on=date(2030, 5, 5)),
            summary=("wall", "trees"),
            facts=(
                Fact(
                    id="wall", kind=Kind.MONEY, value="up to £3.4 million",
                    label="cost of the harbour wall", subject="the harbour wall",
                    period="between 2031 and 2033",
                    evidence=("spend up to £3.4 million on the harbour wall between 2031 and 2033",),
                    ask=("How much will the harbour wall cost?", "spending on the wall, wall money"),
                ),
                Fact(
                    id="mayor", kind=Kind.PERSON, value="the mayor", label="who is quoted",
                    evidence=("the mayor said",), ask=("Who is quoted?",),
                ),
                Fact(
                    id="trees", kind=Kind.COUNT, value="1,200 trees", label="trees to be planted",
                    subject="trees", period="by 1 March 2031", said_by="mayor",
                    evidence=("We will plant 1,200 trees by 1 March 2031",),
                    ask=("How many trees will be planted?",),
                ),
                Fact(
                    id="agreed", kind=Kind.PERCENT, value="Nearly 60%", label="residents who agreed",
                    subject="residents", evidence=("Nearly 60% of residents agreed",),
                    ask=("What share of residents agreed?",),
                ),
                Fact(
                    id="seals-before", kind=Kind.COUNT, value="300 seals", label="seals rescued",
                    subject="seals", period="In 2029",
                    evidence=("In 2029 the council rescued 300 seals",),
                    ask=("How many seals were rescued at first?",),
                ),
                Fact(
                    id="seals", kind=Kind.COUNT, value="450 seals", label="seals rescued",
                    subject="seals", period="in 2030", evidence=("in 2030 it rescued 450 seals",),
                    ask=("How many seals were rescued last?",),
                ),
            ),
        ),
    )  # fmt: skip


def with_dredging() -> Brief:
    """Return the harbour's brief with something the council does."""
    brief = harbour()
    dredging = Fact(
        id="dredging", kind=Kind.ACTION, value="dredge the outer basin", label="dredging",
        evidence=("The council will dredge the outer basin",), ask=("What is dredged?",),
    )  # fmt: skip
    file = brief.file.model_copy(update={"facts": (*brief.facts, dredging)})
    return Brief(brief.id, brief.statement, BriefFile.model_validate(file))
