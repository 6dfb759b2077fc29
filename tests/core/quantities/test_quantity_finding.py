from decimal import Decimal

import pytest

from bot.core.quantities import Measure, Qualifier, find, parse

MONEY = [
    ("worth up to 72.2 million euros", "up to 72.2 million euros", "72200000", "EUR"),
    ("a €72.2m deal", "€72.2m", "72200000", "EUR"),
    ("paid £10m", "£10m", "10000000", "GBP"),
    ("paid £10 m", "£10 m", "10000000", "GBP"),
    ("a US$1.5bn loan", "US$1.5bn", "1500000000", "USD"),
    ("A$5m in grants", "A$5m", "5000000", "AUD"),
    ("NZ$20 a day", "NZ$20", "20", "NZD"),
    ("costs $250 million", "$250 million", "250000000", "$"),
    ("EUR 5 million was paid", "EUR 5 million", "5000000", "EUR"),
    ("5 million EUR was paid", "5 million EUR", "5000000", "EUR"),
    ("Rs 500 was paid", "Rs 500", "500", "INR"),
    ("₹1,23,456 was paid", "₹1,23,456", "123456", "INR"),
    ("72 million pounds sterling", "72 million pounds sterling", "72000000", "GBP"),
    ("fifty quid", "fifty quid", "50", "GBP"),
    ("5 bucks", "5 bucks", "5", "$"),
    ("10 million Australian dollars", "10 million Australian dollars", "10000000", "AUD"),
    ("half a million euros", "half a million euros", "500000", "EUR"),
    ("a loss of €(13) million", "€(13) million", "-13000000", "EUR"),
    ("a $72-million plan", "$72-million", "72000000", "$"),
    ("a 5-million-euro plan", "5-million-euro", "5000000", "EUR"),
    ("1.000.000 euros", "1.000.000 euros", "1000000", "EUR"),
    ("72,2 million euros", "72,2 million euros", "72200000", "EUR"),
    ("10 000 euros", "10 000 euros", "10000", "EUR"),
]


@pytest.mark.parametrize(("text", "written", "value", "unit"), MONEY)
def test_money(text: str, written: str, value: str, unit: str) -> None:
    """An amount of money is read with its currency, its scale and the words it is written in."""
    [found] = find(text)

    assert (found.measure, found.text, found.value, found.unit) == (
        Measure.MONEY,
        written,
        Decimal(value),
        unit,
    )


def test_dollars_of_a_country_that_is_told() -> None:
    """A plain dollar is the dollar the caller names, and another country's stays what it is."""
    found = find("$5 and US$6 and 7 dollars", dollar="AUD")

    assert [quantity.unit for quantity in found] == ["AUD", "USD", "AUD"]


COUNTS = [
    ("dismantled 55 organised crime groups and more", "55", "organised crime groups"),
    ("between the 2 countries which met", "2", "countries"),
    ("43,000 claims filed by veterans", "43000", "claims"),
    ("30 people smugglers were held", "30", "people smugglers"),
    ("two hundred and fifty new homes", "250", "new homes"),
    ("one hundred thousand doses", "100000", "doses"),
    ("twenty-five ships", "25", "ships"),
    ("a dozen boats", "12", "boats"),
    ("5k jobs", "5000", "jobs"),
    ("10m people", "10000000", "people"),
    ("half a million homes", "500000", "homes"),
    ("2000 people", "2000", "people"),
    ("a 27-member bloc", "27", "member"),
    ("one country", "1", "country"),
    ("500+ arrests", "500", "arrests"),
    ("12 500 homes", "12500", "homes"),
    ("5 U.S. ships", "5", "u.s. ships"),
    ("3,400 in custody", "3400", ""),
]


@pytest.mark.parametrize(("text", "value", "noun"), COUNTS)
def test_counts(text: str, value: str, noun: str) -> None:
    """A count is read with what it counts, as far as the noun goes."""
    [found] = find(text)

    assert (found.measure, found.value, found.noun) == (Measure.COUNT, Decimal(value), noun)


OTHERS = [
    ("rose 40%", Measure.PERCENT, "40", "%"),
    ("rose forty per cent", Measure.PERCENT, "40", "%"),
    ("a 3¼% rate", Measure.PERCENT, "3.25", "%"),
    ("a 3-1/4% rate", Measure.PERCENT, "3.25", "%"),
    ("down -2.2%", Measure.PERCENT, "-2.2", "%"),
    ("just .5%", Measure.PERCENT, "0.5", "%"),
    ("cut by 25bps", Measure.POINTS, "25", "basis point"),
    ("2 percentage points", Measure.POINTS, "2", "percentage point"),
    ("doubled", Measure.MULTIPLE, "2", ""),
    ("at 2.3x debt", Measure.MULTIPLE, "2.3", ""),
    ("a ten-fold rise", Measure.MULTIPLE, "10", ""),
    ("three times higher", Measure.MULTIPLE, "3", ""),
    ("a combined 400 years", Measure.DURATION, "400", "year"),
    ("an 18-month deal", Measure.DURATION, "18", "month"),
    ("a five-year plan", Measure.DURATION, "5", "year"),
    ("30 working days", Measure.DURATION, "30", "working day"),
    ("a two-and-a-half-year ban", Measure.DURATION, "2.5", "year"),
    ("a 25-basis-point rise", Measure.POINTS, "25", "basis point"),
    ("three consecutive weeks", Measure.DURATION, "3", "week"),
    ("a man aged 48", Measure.AGE, "48", "year"),
    ("a 47-year-old man", Measure.AGE, "47", "year"),
    ("12 years old", Measure.AGE, "12", "year"),
    ("a 5-pound bag", Measure.MASS, "5", "pound"),
    ("20 tonnes", Measure.MASS, "20", "tonne"),
    ("5 m wide", Measure.DISTANCE, "5", "metre"),
    ("10km away", Measure.DISTANCE, "10", "kilometre"),
    ("500 MW", Measure.POWER, "500", "megawatt"),
]


@pytest.mark.parametrize(("text", "measure", "value", "unit"), OTHERS)
def test_measures(text: str, measure: Measure, value: str, unit: str) -> None:
    """A figure that measures is read with its unit under one name for all spellings."""
    [found] = find(text)

    assert (found.measure, found.value, found.unit) == (measure, Decimal(value), unit)


FORMS = [
    ("cut by a third", "1/3"),
    ("two-thirds of them", "2/3"),
    ("a quarter of", "1/4"),
    ("half the fleet", "1/2"),
    ("½ of it", "1/2"),
    ("one in five", "1 in 5"),
    ("nine out of ten voters", "9 in 10"),
    ("two lakh crore", "lakh crore"),
    ("5 crore", "crore"),
    ("tens of thousands of people", "tens of thousands"),
    ("several hundred people", "several hundred"),
    ("two years ago", "ago"),
    ("two dozen", "dozen"),
]


@pytest.mark.parametrize(("text", "form"), FORMS)
def test_forms(text: str, form: str) -> None:
    """A number that must not be rewritten keeps the form it is written in."""
    [found] = find(text)

    assert found.form == form


QUALIFIED = [
    ("up to 5", Qualifier.UP_TO),
    ("as many as 5", Qualifier.UP_TO),
    ("no more than 5", Qualifier.UP_TO),
    ("a maximum of 5", Qualifier.UP_TO),
    ("must not exceed 5", Qualifier.UP_TO),
    ("capped at 5", Qualifier.UP_TO),
    ("more than 5", Qualifier.MORE_THAN),
    ("over 5", Qualifier.MORE_THAN),
    ("in excess of 5", Qualifier.MORE_THAN),
    ("upwards of 5", Qualifier.MORE_THAN),
    ("well over 5", Qualifier.MORE_THAN),
    ("5+", Qualifier.MORE_THAN),
    (">5", Qualifier.MORE_THAN),
    ("at least 5", Qualifier.AT_LEAST),
    ("no fewer than 5", Qualifier.AT_LEAST),
    ("at least another 5", Qualifier.AT_LEAST),
    ("5 or more", Qualifier.AT_LEAST),
    ("5 people or more", Qualifier.AT_LEAST),
    ("≥ 5", Qualifier.AT_LEAST),
    ("less than 5", Qualifier.LESS_THAN),
    ("fewer than 5", Qualifier.LESS_THAN),
    ("under 5", Qualifier.LESS_THAN),
    ("nearly 5", Qualifier.NEARLY),
    ("close to 5", Qualifier.NEARLY),
    ("just under 5", Qualifier.NEARLY),
    ("around 5", Qualifier.ABOUT),
    ("some 50", Qualifier.ABOUT),
    ("an estimated 5", Qualifier.ABOUT),
    ("c. 5", Qualifier.ABOUT),
    ("~5", Qualifier.ABOUT),
    ("5 or so", Qualifier.ABOUT),
    ("exactly 5", Qualifier.EXACTLY),
    ("5", Qualifier.EXACT),
    ("a total of 5", Qualifier.EXACT),
    ("some 2", Qualifier.EXACT),
    ("18 and over", Qualifier.AT_LEAST),
    ("under two agreements", Qualifier.EXACT),
]


@pytest.mark.parametrize(("text", "qualifier"), QUALIFIED)
def test_qualifiers(text: str, qualifier: Qualifier) -> None:
    """The words before or after a figure that say how exact it is are its qualifier."""
    [found] = find(text)

    assert found.qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("jailed for over five years", Qualifier.MORE_THAN),
        ("over five years", Qualifier.MORE_THAN),
        ("£10m over five years", Qualifier.EXACT),
        ("spread over five years", Qualifier.EXACT),
        ("more than a year", Qualifier.MORE_THAN),
    ],
)
def test_over_a_time(text: str, qualifier: Qualifier) -> None:
    """The over of "over five years" is a qualifier unless it means during."""
    assert find(text)[-1].qualifier == qualifier


RANGES = [
    ("between 5 and 10 people", "between 5 and 10", "5", "10"),
    ("5\u201310 million", "5\u201310 million", "5000000", "10000000"),
    ("€5-10m", "€5-10m", "5000000", "10000000"),
    ("from 5 to 10 days", "from 5 to 10 days", "5", "10"),
    ("£40 - £50 million", "£40 - £50 million", "40000000", "50000000"),
    ("8 to 10%", "8 to 10%", "8", "10"),
    ("$5 million to $10 million", "$5 million to $10 million", "5000000", "10000000"),
    ("between 500 and 1 million", "between 500 and 1 million", "500", "1000000"),
]


@pytest.mark.parametrize(("text", "written", "low", "high"), RANGES)
def test_ranges(text: str, written: str, low: str, high: str) -> None:
    """Two ends make one range, with the unit and scale that are written once."""
    [found] = find(text)

    assert (found.text, found.value, found.high) == (written, Decimal(low), Decimal(high))


@pytest.mark.parametrize("text", ["rose from 5% to 10%", "cut tariffs from 27.5% to 10%", "3 to 1"])
def test_changes_are_no_ranges(text: str) -> None:
    """A change from one figure to another is two figures."""
    assert [found.high for found in find(text)] == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "the 17th package",
        "the 17 th package",
        "Section 232(b)(1)",
        "Articles 5, 6 and 7",
        "No. 10",
        "Resolution 2231",
        "G7",
        "COVID-19",
        "F-35s and A400M",
        "CO 2 emissions",
        "5G",
        "at 09:00",
        "by 10pm",
        "at 9.30 a.m.",
        "10 o'clock",
        "call 800-729-7327",
        "call +44 20 7946 0958",
        "Tel: 555-1234",
        "call 0419 278 715",
        "call (202) 514-2007",
        "see https://example.org/5/500",
        "write to 5@example.org",
        "10 Downing Street",
        "London SW1A 2AA",
        "24/7",
        "release 1.2.3",
        "1. First",
        "note [3]",
        "one of the",
        "this one",
        "no one",
        "one-off",
        "a two-way street",
        "a third country",
        "a third-party claim",
        "the first half",
        "double standards",
        "we may march",
        "second to none",
    ],
)
def test_names_are_no_quantities(text: str) -> None:
    """Digits of names, addresses, times and lists are none, nor words that look like numbers."""
    assert [found.text for found in find(text) if found.measure != Measure.DATE] == []


def test_all_in_order() -> None:
    """All quantities of a sentence are found in order, each with its place in the text."""
    text = "The cell made over 500 arrests\n  since 2020, at a cost of up to\n  €72.2 million."

    found = find(text)

    assert [quantity.text for quantity in found] == ["over 500", "2020", "up to\n  €72.2 million"]
    assert [text[quantity.start : quantity.end] for quantity in found] == [
        quantity.text for quantity in found
    ]


def test_words_of_the_next_figure() -> None:
    """Words before a figure are its own and not those of the figure before it."""
    found = find("14 firearms and over £1.1 million, 5 ships or more than 20 boats")

    assert [(quantity.text, quantity.qualifier) for quantity in found] == [
        ("14", Qualifier.EXACT),
        ("over £1.1 million", Qualifier.MORE_THAN),
        ("5", Qualifier.EXACT),
        ("more than 20", Qualifier.MORE_THAN),
    ]


def test_blank_line() -> None:
    """No quantity reaches across a blank line."""
    assert [found.text for found in find("up to\n\n5\n\nmillion euros")] == ["5"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("up to €72.2 million in 2022 to 2023", "up to €72.2 million"),
        ("over 500 arrests since 2020", "over 500"),
        ("Monday 14 November", "Monday 14 November"),
        ("5 of 10", None),
        ("nothing", None),
    ],
)
def test_parse(text: str, written: str | None) -> None:
    """A text that holds one figure is that figure, whatever period stands beside it."""
    found = parse(text)

    assert (found.text if found else None) == written


@pytest.mark.parametrize("minus", ["-", "\u2010", "\u2011", "\u2013", "\u2212"])
def test_a_minus_is_kept_however_it_is_printed(minus: str) -> None:
    """A hyphen that may not break and a dash right before a figure are its minus."""
    [found] = find(f"growth of {minus}1.4%")

    assert (found.text, found.value) == (f"{minus}1.4%", Decimal("-1.4"))


@pytest.mark.parametrize(
    "text",
    ["at COP 28, in May", "COP28", "net zero by then", "zero-carbon power", "a zero carbon plan"],
)
def test_a_conference_and_net_zero_count_nothing(text: str) -> None:
    """COP 28 is no sum of pesos, and what is free of carbon is no count."""
    assert find(text.replace(", in May", "")) == ()


def test_pesos_are_still_money() -> None:
    """A sum of pesos is read as one."""
    [found] = find("COP 2,800 million")

    assert (found.unit, found.value) == ("COP", Decimal(2_800_000_000))


@pytest.mark.parametrize(
    ("text", "written", "value", "unit"),
    [
        ("it took 2 hours 35 minutes", "2 hours 35 minutes", "155", "minute"),
        ("jailed for over three years and two months", "over three years and two months", "38", "month"),
        ("after five days and six hours", "five days and six hours", "126", "hour"),
    ],
)  # fmt: skip
def test_a_length_of_time_told_in_two_units_is_one(
    text: str, written: str, value: str, unit: str
) -> None:
    """Half of it would be another length of time."""
    [found] = find(text)

    assert (found.text, found.value, found.unit) == (written, Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    ["between 2 hours and 35 minutes", "a 2-year 6-month term", "2 years and 30 months", "3 days, 5 hours"],
)  # fmt: skip
def test_two_lengths_of_time_stay_two(text: str) -> None:
    """Ends of a range, terms side by side, items of a list and what is more than one unit."""
    assert len(find(text)) == 2
