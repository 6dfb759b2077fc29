"""What a draft makes of the figures and dates of a sentence."""

import pytest

from bot.core.brief import BriefFile, Fact, Kind, Source
from bot.drafting.drafting import draft

SOURCE = Source(title="A title", publisher="The publisher", date="2 May 2024")


def drafted(text: str) -> BriefFile:
    """Return the draft of a text."""
    return draft(text, source=SOURCE)


def figures(text: str) -> list[tuple[str, str, str, str]]:
    """Return the figures of a text: kind, value, label and subject."""
    return [
        (fact.kind.value, fact.value, fact.label, fact.subject)
        for fact in drafted(text).facts
        if fact.kind in {Kind.MONEY, Kind.COUNT, Kind.PERCENT, Kind.DURATION}
    ]


def one(text: str) -> Fact:
    """Return the first figure of a text."""
    return next(fact for fact in drafted(text).facts if fact.kind is not Kind.ACTION)


@pytest.mark.parametrize(
    "text",
    ["Nearly half of the anglers said they had seen eels.", "Farmers paid will be told soon."],
)
def test_a_capital_that_only_begins_a_sentence_names_nobody(text: str) -> None:
    """A word that is no name, and one to whom something is told, do not speak."""
    assert [fact for fact in drafted(text).facts if fact.kind is Kind.PERSON] == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "In March the bank sold a C$9 million (US$4 million) canal bond.",
            ["canal bond", "canal bond"],
        ),
        (
            "The duke gave £6 million to choirs, £2 million to bands and £7,000 to buskers.",
            ["given to choirs", "given to bands", "given to buskers"],
        ),
        (
            "More than 80 per cent agreed that a toll would thin the traffic.",
            ["agreed that a toll would thin the traffic"],
        ),
        ("About one in six farms has no barn.", ["farms with no barn"]),
        (
            "Half of the anglers said they had seen fewer eels.",
            ["share of anglers they had seen fewer eels"],
        ),
        (
            "The smelter was fined €7,000 and given nine months to comply.",
            ["smelter fined", "time for smelter to comply"],
        ),
        (
            "The rest will be met by towns, which have committed £3 million.",
            ["towns committed"],
        ),
        (
            "Output grew at an annual rate of 4.4 percent, up from 3.8 percent in spring.",
            ["growth in Output", "Output up from in spring"],
        ),
        (
            "Trade between the two ports stood at €16 billion.",
            ["ports", "Trade ports stood"],
        ),
    ],
)
def test_a_label_says_what_the_figure_is_of(text: str, labels: list[str]) -> None:
    """A bracket, a shared verb, a belief or a pace does not part a figure from what it is of."""
    assert [label for _, _, label, _ in figures(text)] == labels


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The agency secured more than 140 convictions in Norland in 2021.",
            [("count", "more than 140 convictions", "secured convictions in Norland", "convictions")],
        ),
        (
            "Revenue of €412 million, up 3.1% on Q3 2023 (4.0% at constant currencies).",
            [
                ("money", "€412 million", "Revenue", "Revenue"),
                ("percent", "3.1%", "Revenue up", "Revenue"),
                ("percent", "4.0%", "Revenue at constant currencies", "Revenue"),
            ],
        ),
        (
            "Prices rose by 5.9% in the year to May, down from 6.4% in April.",
            [
                ("percent", "5.9%", "increase in Prices in year", "Prices"),
                ("percent", "6.4%", "Prices down", "Prices"),
            ],
        ),
        (
            "The Board cut the policy rate by 0.25 percentage points to 4¾%.",
            [
                ("percent", "0.25 percentage points", "reduction in policy rate", "the policy rate"),
                ("percent", "4¾%", "policy rate", "the policy rate"),
            ],
        ),
        (
            "Officials awarded more than 3,200 claims filed by residents of Ada, valued at nearly $213 million.",
            [
                ("count", "more than 3,200 claims", "awarded claims filed by residents of Ada", "claims"),
                ("money", "nearly $213 million", "claims", "claims"),
            ],
        ),
        (
            "At least 63% of waste batteries must be collected by the end of 2027.",
            [("percent", "At least 63%", "share of waste batteries to be collected", "waste batteries")],
        ),
        (
            "Adjusted costs (OPEX), excluding one-time items, increased by 7.1%.",
            [("percent", "7.1%", "increase in Adjusted costs (OPEX)", "Adjusted costs (OPEX)")],
        ),
        (
            "Officers searched 14 boats, bringing the total of searched boats to 342.",
            [
                ("count", "14 boats", "searched boats", "boats"),
                ("count", "342", "total of searched boats", "the total of searched boats"),
            ],
        ),
        (
            "The fund will pay £1,200 a year to each farmer.",
            [("money", "£1,200 a year", "to be paid to farmer", "each farmer")],
        ),
        (
            "There were 139 children under the age of 18 in the camp.",
            [
                ("count", "139 children under the age of 18", "children", "children"),
                ("duration", "under the age of 18", "age of children", "children"),
            ],
        ),
        (
            "Sales were 13.7% lower than those in March 2023 and 20.3% lower than those of March 2022.",
            [
                ("percent", "13.7% lower than those in March 2023", "Sales lower", "Sales"),
                ("percent", "20.3% lower than those of March 2022", "Sales lower than those", "Sales"),
            ],
        ),
        (
            "Prices were read in 1114 markets and 1181 villages.",
            [
                ("count", "1114 markets", "markets", "markets"),
                ("count", "1181 villages", "villages", "villages"),
            ],
        ),
        (
            "A sum of 900 000 € was paid.",
            [("money", "900 000 €", "sum paid", "sum")],
        ),
    ],
)  # fmt: skip
def test_a_figure_has_its_own_words(text: str, found: list[tuple[str, str, str, str]]) -> None:
    """Value with qualifier, label and subject of each figure are of its own clause."""
    assert figures(text) == found


@pytest.mark.parametrize(
    ("text", "period", "place", "actor"),
    [
        ("In 2021, the agency spent £5 million on boats.", "In 2021", "", "the agency"),
        ("In Canada, the economy grew by 1%.", "", "Canada", ""),
        ("The town spent £5 million on lights over the next two years.", "over the next two years", "", "The town"),
        ("Some 500 arrests were made by the Vell Police since 2020.", "since 2020", "", "the Vell Police"),
        ("The share rose to 26.3%, up from 23.5% in Q1 2024.", "", "", ""),
        ("Profit reached €7 million compared to €6 million in 2023.", "", "", ""),
        ("It cost £5 million.", "", "", ""),
    ],
)  # fmt: skip
def test_a_figure_has_its_own_circumstances(text: str, period: str, place: str, actor: str) -> None:
    """Period, place and actor are the figure's own; a time compared with is none of them."""
    fact = one(text)

    assert (fact.period, fact.place, fact.actor) == (period, place, actor)


def test_a_row_of_a_table_is_named_by_its_cells() -> None:
    """A row's figure is of the row's name; a dated column is its period."""
    text = "Halls\n\nThe halls sold more.\n\n\tQ3 2024\tQ3 2023\nTea\t€251m\t€238m\nCake\t€161m\t€162m\n"

    rows = [
        (fact.value, fact.subject, fact.period)
        for fact in drafted(text).facts
        if fact.kind is Kind.MONEY
    ]

    assert rows == [
        ("€251m", "Tea", "Q3 2024"), ("€238m", "Tea", "Q3 2023"),
        ("€161m", "Cake", "Q3 2024"), ("€162m", "Cake", "Q3 2023"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "The panel will look at one case at a time.",
        "Revenue at constant rates 1) was stable.",
        "The rule follows Article L.34-5 of the code.",
        "Residents of the Four Corners Region gave evidence.",
        "1.Aldermere Doubling is the longer of the works.",
    ],
)
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    """Footnotes, references, names and "one at a time" make no fact."""
    assert figures(text) == []


def test_a_figure_of_the_title_is_one_fact_with_the_text() -> None:
    """A figure that the title and the text tell is one fact with both as evidence."""
    text = "£48 million for flood defences\n\nThe money will help.\n\nTowns will share £48 million to raise their walls."

    facts = [fact for fact in drafted(text).facts if fact.kind is Kind.MONEY]

    assert [(fact.value, fact.evidence) for fact in facts] == [
        (
            "£48 million",
            (
                "Towns will share £48 million to raise their walls.",
                "£48 million for flood defences",
            ),
        )
    ]


def test_a_headline_that_the_text_does_not_repeat_is_marked() -> None:
    """A figure of the title alone is for a reviewer to look at."""
    text = "£48 million for flood defences\n\nThe money will help towns to raise their walls this year."

    marks = {fact.value: fact.unsure for fact in drafted(text).facts if fact.kind is Kind.MONEY}

    assert marks == {"£48 million": "in the headline only: the text does not repeat it"}


def test_two_values_for_one_subject_are_marked() -> None:
    """The second of two values for one subject is for a reviewer to look at."""
    text = "The levy is 5%. The ministers met in the town hall on Monday. The levy is 6%."

    marks = [(fact.value, fact.unsure) for fact in drafted(text).facts if fact.kind is Kind.PERCENT]

    assert marks == [("5%", ""), ("6%", "another value for the same subject stands above")]


@pytest.mark.parametrize(
    ("text", "label", "question"),
    [
        ("The programme will protect more than 9,200 homes.", "homes to be protected", "How many homes will be protected?"),
        ("The programme protected more than 9,200 homes.", "protected homes", "How many homes were protected?"),
        ("More than 500 boats may be moved.", "boats to be moved", "How many boats may be moved?"),
        ("The town will spend £5 million on lights.", "to be spent on lights", "How much will be spent on lights?"),
        ("In 2023 floods cost the region about £73 million.", "floods cost the region", "How much did floods cost?"),
    ],
)  # fmt: skip
def test_what_is_to_come_is_not_told_as_done(text: str, label: str, question: str) -> None:
    """A promise is asked for as a promise, what happened as what happened."""
    fact = one(text)

    assert (fact.label, fact.ask[0]) == (label, question)


def test_what_each_gets_is_told_of_each() -> None:
    """The word "each" belongs to the figure: without it the sum would seem to be shared."""
    told = figures("The two towns receive £2 million each.")

    assert [value for kind, value, *_ in told if kind == "money"] == ["£2 million each"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The mill was built between May 2021 and June 2022.", "between May 2021 and June 2022"),
        ("The weir is closed from 3 July to 9 August.", "from 3 July to 9 August"),
        ("The lease ran from April 2019 until March 2023.", "from April 2019 until March 2023"),
    ],
)
def test_a_time_with_two_ends_is_one_date(text: str, value: str) -> None:
    """Neither end alone is when it was."""
    dates = [fact.value for fact in drafted(text).facts if fact.kind is Kind.DATE]

    assert dates == [value]


def test_two_days_are_two_dates() -> None:
    """Days joined by "and" are no time with two ends."""
    facts = drafted("The hearings on 4 May and 5 June were held in Arden.").facts

    assert [fact.value for fact in facts if fact.kind is Kind.DATE] == ["4 May", "5 June"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Up to 900 choristers, organists and ringers may apply.", "Up to 900 choristers, organists and ringers"),
        ("It sold 70 barges, tugs and ferries in May.", "70 barges, tugs and ferries"),
        ("The raid found 70 eels, officials said.", "70 eels"),
        ("The raid found 70 eels, 3 nets and a boat.", "70 eels"),
    ],
)  # fmt: skip
def test_a_figure_of_several_things_names_them_all(text: str, value: str) -> None:
    """What counts choristers and ringers together is no number of choristers."""
    assert one(text).value == value
