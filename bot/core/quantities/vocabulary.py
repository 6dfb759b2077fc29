"""The words of the grammar: numbers, scales, qualifiers, months."""

from typing import Final

from bot.core.quantities.model import Qualifier


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def _numbered(text: str, *, first: int = 0) -> dict[str, int]:
    """Return a number for each word; the words of one group, which commas part, share theirs."""
    groups = text.split(",") if "," in text else text.split()
    return {word: number for number, group in enumerate(groups, first) for word in group.split()}


ONES: Final = _numbered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
TENS: Final = {
    word: number * 10
    for word, number in _numbered(
        "twenty thirty forty fifty sixty seventy eighty ninety", first=2
    ).items()
}
SMALL: Final = ONES | TENS
# The power of ten of a scale word.
POWERS: Final = {
    "hundred": 2,
    "thousand": 3,
    "lakh": 5,
    "lakhs": 5,
    "million": 6,
    "millions": 6,
    "mln": 6,
    "mn": 6,
    "mio": 6,
    "mil": 6,
    "crore": 7,
    "crores": 7,
    "billion": 9,
    "billions": 9,
    "bn": 9,
    "bln": 9,
    "trillion": 12,
    "trn": 12,
    "tn": 12,
}
# Written onto the number only: "72.2m", "5k"; "5 m" is metres unless it is money.
GLUED_POWERS: Final = {"k": 3, "m": 6, "b": 9, "t": 12}
# Nothing is converted: these are the same only where they are written the same.
OWN_SCALES: Final = {"lakh": "lakh", "lakhs": "lakh", "crore": "crore", "crores": "crore"}

DENOMINATORS: Final = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "seventh": 7,
    "sevenths": 7,
    "eighth": 8,
    "eighths": 8,
    "ninth": 9,
    "ninths": 9,
    "tenth": 10,
    "tenths": 10,
}
VULGARS: Final = {
    "¼": (1, 4),
    "½": (1, 2),
    "¾": (3, 4),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "⅕": (1, 5),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
    "⅙": (1, 6),
    "⅚": (5, 6),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
}
# What a multiple multiplies by; "halved" stays as it is written.
MULTIPLES: Final = {
    "twice": "2",
    "double": "2",
    "doubled": "2",
    "doubles": "2",
    "doubling": "2",
    "thrice": "3",
    "triple": "3",
    "tripled": "3",
    "triples": "3",
    "tripling": "3",
    "treble": "3",
    "trebled": "3",
    "trebling": "3",
    "quadruple": "4",
    "quadrupled": "4",
    "quadrupling": "4",
    "quintupled": "5",
    "halved": "0.5",
    "halve": "0.5",
    "halving": "0.5",
    "twofold": "2",
    "threefold": "3",
    "fourfold": "4",
    "fivefold": "5",
    "sixfold": "6",
    "sevenfold": "7",
    "eightfold": "8",
    "ninefold": "9",
    "tenfold": "10",
    "hundredfold": "100",
}
# "double standards", "double-digit" and the like multiply nothing.
NOT_MULTIPLIED: Final = word_set(
    "agent agents bed beds check checks click digit digits down edged glazing "
    "jeopardy negative room rooms sided standard standards tap tax taxation whammy "
    "aspect bond"
)
PLURAL_SCALES: Final = word_set("hundreds thousands millions billions trillions")
# Each is a number by itself, and may stand before a scale: "several hundred".
VAGUE: Final = (
    ("tens", "of", "thousands"),
    ("hundreds", "of", "thousands"),
    ("tens", "of", "millions"),
    ("hundreds", "of", "millions"),
    ("thousands", "of", "millions"),
    ("tens", "of", "billions"),
    ("hundreds", "of", "billions"),
    ("a", "handful"),
    ("a", "couple"),
    ("a", "few"),
    ("tens", "of"),
    ("scores", "of"),
    ("several",),
    ("dozens",),
    ("hundreds",),
    ("thousands",),
    ("millions",),
    ("billions",),
    ("trillions",),
)

MONTHS: Final = _numbered(
    "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, "
    "september sept sep, october oct, november nov, december dec",
    first=1,
)
WEEKDAYS: Final = {
    name: day
    for day, names in {
        "monday": "monday mon",
        "tuesday": "tuesday tues tue",
        "wednesday": "wednesday wed",
        "thursday": "thursday thurs thur thu",
        "friday": "friday fri",
        "saturday": "saturday sat",
        "sunday": "sunday sun",
    }.items()
    for name in names.split()
}


def _phrases(**table: str) -> dict[tuple[str, ...], Qualifier]:
    return {
        tuple(phrase.split()): Qualifier[name.upper()]
        for name, phrases in table.items()
        for phrase in phrases.split(", ")
    }


# What may stand before a figure. The longest phrase counts, so "no more than" is not "more than".
BEFORE: Final = _phrases(
    exactly="exactly, precisely",
    up_to=(
        "up to, upto, as much as, as many as, as high as, at most, at the most, at the very most, "
        "no more than, not more than, never more than, no greater than, no higher than, not over, "
        "not above, not exceed, cannot exceed, never exceed, not exceeding, not exceeded, "
        "without exceeding, a maximum of, "
        "maximum of, maximum, max, max ., max of, capped at, a cap of, limited to, ≤, < ="
    ),
    more_than=(
        "more than, over, above, in excess of, exceed, exceeds, exceeded, exceeding, upwards of, "
        "upward of, greater than, higher than, north of, beyond, surpass, surpasses, surpassed, "
        "surpassing, >"
    ),
    at_least=(
        "at least, at the least, at the very least, no fewer than, not fewer than, no less than, "
        "not less than, no lower than, as few as, as little as, as low as, not below, not under, "
        "a minimum of, minimum of, minimum, min, min ., min of, ≥, > ="
    ),
    less_than="less than, fewer than, lower than, smaller than, under, below, short of, <",
    nearly=(
        "nearly, almost, close to, approaching, just under, just below, just short of, "
        "just shy of, shy of, slightly under, slightly below, "
        "slightly less than, slightly fewer than, just less than, just fewer than, "
        "a little under, a little less than, nearing"
    ),
    about=(
        "about, around, approximately, approx, approx ., some, roughly, circa, ca, ca ., c ., "
        "an estimated, estimated, in the region of, in the order of, of the order of, "
        "somewhere around, more or less, ~, ≈, ~ ~"
    ),
)
# What may stand after a figure.
AFTER: Final = _phrases(
    up_to="at most, at the most, at the very most, maximum, max, or fewer, or less, or under, "
    "or below, or lower, or younger, and under, and younger, or up to that",
    more_than="+",
    at_least="or more, or over, or above, or higher, or older, or greater, and over, and above, "
    "and older, and up, and upwards, and more, plus, at least, at the least, at the very least, "
    "minimum",
    about="or so, or thereabouts, odd, - odd, approximately, give or take",
)
# A few words that may stand between a qualifier and its figure.
FILLERS: Final = tuple(
    tuple(phrase.split())
    for phrase in (
        "",
        "a total of",
        "a combined total of",
        "a combined",
        "a further",
        "a total",
        "an additional",
        "an extra",
        "an estimated",
        "an average of",
        "another",
        "additional",
        "further",
        "the sum of",
    )
)
# "just over", "well below": the text of the quantity begins with them.
ADVERBS: Final = word_set("just well slightly far significantly considerably substantially")

# Words that end what a count counts.
CLOSERS: Final = word_set(
    "a about above across after again against ago all along already also although always "
    "am among amongst an and any are around as at be became because become been before "
    "behind being below between both but by came can cannot come could despite did do "
    "does doing done down during each either even ever every except for from get gets "
    "give given goes going got had has have having he her here hers him his how however i "
    "if in inside into is it its itself just last later least less like made make makes "
    "may me might mine much must my near need neither never next no nor not now of off on "
    "once only onto or our ours out outside over own per please put quite rather really "
    "said saw say says see seen shall she should since so some still such take taken "
    "takes than that the their theirs them then there these they this those though "
    "through throughout thus till to today together tomorrow too took toward towards "
    "under until unto up upon us very via want was we well went were what when where "
    "whereas whether which while who whom whose why will with within without would "
    "yesterday yet you your yours respectively compared worth 500 more rose higher fewer "
    "lower"
)
# A plural that does not end in s; only the most usual.
PLURALS: Final = word_set(
    "people children men women police staff persons ppl migrants aircraft feet teeth "
    "personnel troops criteria media data fish sheep cattle crises policemen "
    "policewomen fishermen"
)
