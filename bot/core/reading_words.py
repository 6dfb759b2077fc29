"""The tables by which questions are read: general English, nothing of any statement."""

import re
from enum import StrEnum
from typing import Final

from bot.core.text import words


class Wanted(StrEnum):
    """What sort of answer a question asks for."""

    MONEY = "money"
    AMOUNT = "amount"  # "how much", of whatever
    COUNT = "count"
    PERCENT = "percent"
    DURATION = "duration"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    SPEAKER = "speaker"
    TEXT = "text"
    ANY = "any"  # "funding?"


COUNTED: Final = re.compile(r"\bhow (?:many|much)\b")  # that a figure is asked for is plain

# The first that is found decides, so the more telling stand first.
WANTED: Final = tuple(
    (wanted, re.compile(pattern))
    for wanted, pattern in (
        (
            Wanted.TEXT,
            r"\b(?<!that is )why\b|\bhow come\b|\bwhat(?:'s| is| was)? (?:causing|caused|behind|driving)\b"
            r"|\bwhat (?:made|makes|caused|causes|drove|drives|led|explains|explained)\b"
            r"|\bwhat(?:'s| is| was| are)? (?:the |their |its )?(?:purpose|goal|aim|reason|point|idea)\b",
        ),
        (
            Wanted.PERCENT,
            r"\bhow (?:many|much) (?:basis|percentage|pct) (?:points?|pts)\b|\bhow many bps?\b|^share\b(?! (?:price|capital|sale|offer|issue|buyback|placing))|\bper ?cent(?:age)?s?\b|%|\bpct\b"
            r"|\b(?:what|which|how (?:big|large|great)(?: an?| is the| was the)?) "
            r"(?:share|proportion|slice|fraction|portion|rate)\b|\bby what (?:share|rate)\b"
            r"|\bwhat(?:'s| is| was|s)? (?:the |their |its )(?:share|proportion|percentage|fraction)\b",
        ),
        (
            Wanted.SPEAKER,
            r"\bwho (?:says?|said|claims?|claimed|is quoted|wants?|wanted|call(?:s|ed) for|warned|warns|thinks?|"
            r"promised|stressed|insisted|reckons)\b|\baccording to whom\b",
        ),
        (
            Wanted.DURATION,
            r"\bhow (?:long|old)\b|\bhow much(?: \w+){0,2} time\b|\b(?:for|over|in) what (?:period|span)\b|\bhow (?:many|much) (?:\w+ )?(?:years?|months?|weeks?|days?|hours?|minutes?|decades?)\b"
            r"|\b(?:time ?frame|time ?span|time ?scale|duration|length of time)\b|\bover what period\b",
        ),
        (
            Wanted.DATE,
            r"\bwhen(?:'?s)?\b|\b(?:what|which|on what|in what|in which|in what) "
            r"(?:\w+ )?(?:dates?|days?|years?|months?|week|quarter|time|point in time)\b"
            r"|\bhow (?:early|soon|recently|late)\b|\bsince what\b|\bby what (?:date|time)\b"
            r"|\bwhat time\b|\b(?:from|at|since) what point\b|\bdate of\b|\bdeadline\b"
            r"|\b(?:year|date|day|month) (?:of|in|for|that|when|it)\b|\bstart(?:ing)? date\b"
            r"|\b(?:start|starting|founding|launch|birth|end|closing|opening|due|first|inception) "
            r"(?:year|date|day|month)\b",
        ),
        (Wanted.MONEY, r"\bhow many (?:millions?|billions?|euros?|pounds?|dollars?|rupees|quid)\b"),
        (Wanted.AMOUNT, r"\bhow much (?:bigger|more|higher|lower|longer|less|larger|smaller|faster|better)\b"),
        (Wanted.AMOUNT, r"\bhow (?:big|large|high|great|steep|low|deep)\b"),
        (Wanted.COUNT, r"\bhow many\b|\bnumbers? of\b|\bcounts? of\b|\bwhat number\b"),
        (Wanted.TEXT, r"\bhow (?:often|frequently|regularly)\b"),
        (
            Wanted.AMOUNT,
            r"\b(?:money|price|prices|cost|costs|spending|funding|budget) "
            r"(?:growth|rise|rises|increase|inflation|hike|change|growing|rising|falling)\b",
        ),
        (Wanted.AMOUNT, r"\bhow much of (?:the|a|its|their|this|that|it|them)\b"),
        (
            Wanted.AMOUNT,
            r"\bhow much (?!money|cash|fund|spend|invest|budget|aid|dough|more|less|extra|else|in|of|on|for)"
            r"[a-z]{3,} (?:do|does|did|can|could|will|would|has|have|had)\b",
        ),
        (
            Wanted.MONEY,
            r"\bhow much(?: \w+){0,2} (?:money|cash|funding|funds|spending|investment|budget|aid|dough)\b"
            r"|\bhow much\b.*\b(?:cost|costs|worth|pay|pays|paid|paying|spend|spends|spent|fund|funds|"
            r"funded|invest|invested|give|gives|gave|given|get|gets|got|receive|receives|received|"
            r"raise|raised|earn|earned|euros?|pounds?|dollars?|sterling|rupees?|price|cough)\b"
            r"|\b(?:cost|costing|price|budget|price tag|sum|funding|money)\b(?! (?:for|go|goes|going|on|spent))"
            r"|\bwhat\b.*\bworth\b|\bworth (?:what|how much)\b|\bin (?:pounds|euros|dollars|sterling)\b"
            r"|\bhow (?:expensive|costly)\b",
        ),
        (Wanted.AMOUNT, r"\bhow much\b|\bhow (?:far|fast|quickly|old|heavy|tall|wide|deep)\b|\bwhat(?:'s| is| was)? the (?:amount|figure|total|value|size)\b"),
        (
            Wanted.AMOUNT,
            r"\bhow (?!many|much|long|do|does|did|is|are|was|were|will|would|can|could|should|has|have|had|"
            r"come|about|to|the|they|it|he|she|you|we|often|exactly|else|so|this|that|these|those|"
            r"people|and|or|in|on|at|by|for|from|with|well|closely|badly|exactly)\w+",
        ),
        (
            Wanted.PERSON,
            r"\b(?:what|which) (?:\w+ ){0,2}(?:minister|politician|official|person|leader|secretary|president|spokes\w+|director)\b"
            r"|\bwhat(?:'s| is|s)\b.*(?:\bnames?|\bcalled|\bnamed)\b",
        ),
        (
            Wanted.PLACE,
            r"\b(?:what|which) (?:bit|part|corner|side|end) of\b|\b(?:what|which) (?:sort|kind|type)s? of (?:places?|sites?|locations?)\b"
            r"|\bwhere(?:'?s)?\b|\b(?:what|which) (?!the\b)(?:\w+ )?(?:country|city|town|place|region|area|port|state|location|destination)\b",
        ),
        (Wanted.TEXT, r"^(?:list|explain|describe)\b|\bwhy\b|\bwhat for\b|\bhow come\b"),
        (Wanted.PERSON, r"(?<!people )(?<!those )(?<!persons )\bwho(?:'?s|m|se)?\b|\bnames? of\b|\bwhat is the name\b"),
        (Wanted.TEXT, r"\b(?:what|which|how)\b|\banything\b|\bsomething\b"),
    )
)  # fmt: skip

# "Lending growth august" is about that month.
BARE_MONTH: Final = re.compile(
    r"(?:\b(?P<before>\w+) )?(?<![-\d])\b(?P<month>january|february|april|june|july|august|september|"
    r"october|november|december)\b(?! ?\d)"
)
EACH: Final = re.compile(r"\b(?:each|every|apiece|per (?!cent)\w+|a head|averag\w+|individually)\b")
TIMES: Final = frozenset({"year", "month", "week", "day", "hour", "night"})
ASKED_EACH: Final = re.compile(r"\b(?:each|every|per) (?P<unit>[a-z]+)\b")
TOLD_EACH: Final = re.compile(
    r"\b(?:each|every|per|an?) (?P<unit>[a-z]+)\b(?! (?:ago|earlier|before|later))"
)
# What makes a figure a rate, in it or right after it: "1.37 a share", "5,000 nurses a year".
RATE: Final = re.compile(
    r"(?:\W*\w+){0,3}?\W+an? (?:year|quarter|month|week|day|night|hour|minute|share|head|person|family"
    r"|household|pupil|student|patient|worker|employee|tonne|ton|kilo\w*|litre|liter|barrel|unit|piece)\b"
)
ALONE: Final = re.compile(r"\b(?:alone|only|by (?:itself|themselves))\b")
ONE_DAY: Final = re.compile(
    r"\b(?:what|which|exact|precise|on what)(?: \w+)? (?:date|day)\b|\bexactly when\b|\bexact date\b"
)
ONE_YEAR: Final = re.compile(
    r"\b(?:what|which) (?:\w+ )?years?\b|\b(?:start|starting|founding|launch|inception) year\b|^year\b"
)
ANAPHOR: Final = re.compile(
    r"^(?:and|but|so|also|ok)\b|\b(?:that|this|those|these|it|they|them|he|she|him|her|there|its|their)\b"
)
POLITE: Final = re.compile(
    r"<[!@#:][^<>]{0,80}>|@\w+|\b(?:please|pls|plz|thanks|thank you|cheers|hey|hi|hello|bot|just|actually|roughly speaking|"
    r"do you know|can you tell me|could you tell me|tell me|i(?:'d| would) like to know|wondering|remind me|"
    r"on the table|at the end of the day|to (?:its|their|his|her) name|got any idea|any idea|do we know)\b"
)

# Slips in the words a question opens with; other words are mended against the statement's own.
SLIPS: Final = {
    slip: word
    for word, slips in {
        "what": "waht wat wht whta hwat wut", "when": "wen whn wehn", "where": "wher whre hwere",
        "which": "wich whcih whitch", "how": "hw hwo hou", "many": "mny mani mnay", "much": "mch muhc",
        "who": "hwo woh", "the": "teh hte", "what is": "whats", "who is": "whos",
        "where is": "wheres", "when is": "whens", "how is": "hows", "that is": "thats", "there is": "theres", "percentage": "percentge precentage", "number": "numbr nubmer",
        "year": "yr", "years": "yrs", "government": "govt gov", "department": "dept", "hours": "hrs",
        "minutes": "mins", "months": "mths", "with": "w", "and": "n adn nad", "you": "u", "are": "r",
        "before": "b4", "through": "thru", "about": "abt", "million": "mil", "because": "cuz cos",
        "secretary": "sec secy", "president": "pres", "minister": "mins.", "europe": "eur",
        "january": "jan", "february": "feb", "april": "apr", "august": "aug", "september": "sept",
        "october": "oct", "november": "nov", "december": "dec", "information": "info", "though": "tho", "statement": "stmt", "approximately": "approx",
    }.items()
    for slip in slips.split()
}  # fmt: skip

_LIGHT: Final = (
    "get take do go come lead give have put set use need want mention state plan planned accord "
    "exact exactly precise altogether overall total combine together really thing matter "
    "statement document release text brief press report article announcement say tell list name figure "
    "number amount count date day time point moment share percentage percent cent proportion portion "
    "slice fraction part sum happen far run hold show give part kind sort type way stuff "
    "region area whole entire since until currently now already yet still even also ever least most maximum minimum max min stage many much "
    "detail info information news word anything something anyone someone another other else"
)
LIGHT: Final = frozenset(one.stem for one in words(_LIGHT))

RELATIVE_YEARS: Final = {
    "this year": re.compile(r"\b(?:this|the|current) year\b"),
    "last year": re.compile(r"\b(?:last|previous) year\b|\ba? ?year (?:ago|earlier|before)\b"),
    "next year": re.compile(r"\bnext year\b"),
    "today": re.compile(r"\btoday\b"),
    "yesterday": re.compile(r"\byesterday\b"),
    "tomorrow": re.compile(r"\btomorrow\b"),
}
# "What did the minister say?" asks for words that are quoted.
# "The previous deal" is another one; "the previous year" is a time.
EARLIER: Final = re.compile(
    r"\b(?:previous|former|prior|earlier)\s+(?!years?\b|months?\b|quarters?\b|weeks?\b|days?\b|time|period|one\b)[a-z]"
)
EARLIER_TOLD: Final = re.compile(r"\b(?:previous\w*|former\w*|prior|earlier|past|old)\b")
NAMING: Final = re.compile(r"\bnames?\b|\b(?:is|are|was|were)\b.*\b(?:called|named)\b")
SAYING: Final = re.compile(
    r"\bwhat (?:did|does|do|has|have|is|was) (?!it\b|they\b|this\b|that\b|the (?:statement|document|release|text|report|paper|brief)\b).*\b(?:say|said|saying|tell|told|promise|stress|warn|comment)\b"
    r"|\b(?:quote|words) (?:of|from|by)\b|'s (?:quote|words|comment|line)\b"
)
# What a question about reasons and purposes says, and what tells one.
REASON: Final = re.compile(
    r"\bwhy\b|\bwhat for\b|\bhow come\b|\b(?:purpose|goal|aim|reason|point|idea behind)\b"
    r"|\bwhat(?:'s| is| are| was| were)\b.*\b(?:meant|supposed|intended|designed) (?:to|for)\b"
    r"|\bin order to\b|\bwhat will .* (?:do|achieve)\b"
)
REASON_TOLD: Final = re.compile(
    r"^(?:in order )?to \w|^so (?:that|as to)\b|^(?:because|as|since|for|by|given)\b"
    r"|\b(?:because|due to|as a result|in order to|so that|so as to|thanks to|owing to|aimed at|"
    r"aims? to|designed to|intended to|therefore|driven by|caused by)\b"
)
TOTAL: Final = re.compile(
    r"\b(?:total|altogether|overall|in all|combined|all told|together|whole)\b"
)
AVERAGE: Final = re.compile(r"\b(?:averag\w+|avg|mean|typical|typically)\b")
PAST: Final = re.compile(
    r"\b(?:ago|before|earlier|previous|previously|prior|last year'?s?|used to|year on year|compared|"
    r"versus|vs|same (?:period|quarter|month|time))\b"
)
# "By how much", and the like: a change or a distance is asked for, not a level.
CHANGE: Final = re.compile(
    r"\bby (?:how|what)|\b(?:points?|pts|bps?|chang\w*|differ\w*|gap|spread|ris\w+|rose|increas\w+|f[ae]ll\w*|"
    r"drop\w*|declin\w+|decreas\w+|cut\w*|grow|grew|grown|gain\w*|lost|lose|up|down|higher|lower|more|less|"
    r"above|below|contribut\w+|add|added|adds|slow\w*|swing|slump\w*|jump\w*|hike\w*|climb\w*|shift\w*|move\w*)\b"
)
# What stands right before the figure that another is compared with: "down from", "compared with".
COMPARED_WITH: Final = re.compile(
    r"(?:(?:compared|comparison) (?:with|to)|versus|\bvs\.?|against|\bfrom|than|over)\s+"
    r"(?:the |a |an |its |their )?(?:\w+ ){0,3}$"
    r"|\((?:previous year|prior year|py|(?:q[1-4]|h[12]|fy)? ?(?:19|20)\d\d): ?$"
)


_RINGS: Final = (
    "money funding fund fund cash dough dosh budget spending spend investment invest pay payment cost price worth value finance financial",
    "increase rise grow growth climb jump surge up more extra additional boost gain hike expand expansion bigger larger enlarge",
    "decrease fall drop decline cut reduce reduction down fewer less shrink lower",
    "prevent stop block foil thwart avert halt intercept avoid",
    "person people human individual folk guy",
    "officer police cop constable policeman gendarme",
    "prison jail bars behind imprisonment incarceration",
    "migrant immigrant refugee",
    "begin start launch found establish create inception set-up commence",
    "trip travel visit journey",
    "agreement deal arrangement pact accord treaty",
    "smuggler smuggling trafficker trafficking",
    "gang group network ring",
    "dismantle bust smash",
    "country nation state",
    "firm company business enterprise",
    "kill die death dead fatality",
    "big large huge",
    "buy purchase acquire",
    "sell sale",
    "help aid assist assistance support",
    "child kid minor",
    "doctor physician medic",
    "home house housing dwelling",
    "school college",
    "worker employee staff job workforce headcount personnel",
    "forecast expect predict projection outlook",
    "law act legislation bill statute",
    "minister secretary",
    "chief head boss leader ceo",
    "north northern",
    "south southern",
    "east eastern",
    "west western",
    "france french",
    "britain british uk united kingdom",
    "germany german",
    "italy italian",
    "spain spanish",
    "europe european eu",
    "america american us usa",
    "canada canadian",
    "india indian",
    "china chinese",
    "russia russian",
    "ukraine ukrainian",
    "albania albanian",
    "australia australian",
    "ireland irish",
    "scotland scottish",
    "wales welsh",
    "japan japanese",
)
RING: Final = {
    one.stem: number for number, ring in enumerate(_RINGS) for one in words(ring.replace("-", ""))
}
# Words a question may use for a kind itself; they support any fact of that kind.
KIND_WORDS: Final = {
    Wanted.MONEY: frozenset(one.stem for one in words("money funding fund cash cost price worth value budget sum pay spend euro pound dollar sterling rupee financial million billion")),
    Wanted.AMOUNT: frozenset(one.stem for one in words("big large high great size amount value worth money")),
    Wanted.DATE: frozenset(one.stem for one in words("date day year month time start since inception period")),
    Wanted.DURATION: frozenset(one.stem for one in words("year month week day hour period time frame timeframe duration long spend serve last take stay")),
    Wanted.PERCENT: frozenset(one.stem for one in words("percent percentage share proportion rate")),
    Wanted.PLACE: frozenset(one.stem for one in words("country city place region location destination town")),
    Wanted.PERSON: frozenset(one.stem for one in words("name person")),
}  # fmt: skip
