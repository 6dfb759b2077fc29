"""What a noun is measured in, and where the noun that is asked for begins and ends."""

import re
from typing import Final

# Nouns that are measured in percent or in money: "what duty do they pay", "revenue?".
PERCENT_NOUNS: Final = frozenset(
    [
        "rate",
        "tariff",
        "duty",
        "inflation",
        "unemployment",
        "jobless",
        "margin",
        "growth",
        "yield",
        "discount",
        "stake",
        "share",
        "proportion",
        "interest",
        "turnout",
        "vat",
    ]
)
MONEY_NOUNS: Final = frozenset(
    [
        "revenue",
        "revenues",
        "sales",
        "turnover",
        "ebitda",
        "ebit",
        "profit",
        "profits",
        "earnings",
        "income",
        "debt",
        "cost",
        "costs",
        "price",
        "budget",
        "spending",
        "spend",
        "payout",
        "compensation",
        "fine",
        "penalty",
        "salary",
        "savings",
        "saving",
        "loan",
        "grant",
        "investment",
        "funding",
        "fund",
        "cash",
        "dividend",
        "capital",
        "fee",
        "bill",
        "deficit",
        "surplus",
        "value",
        "bonus",
        "assets",
        "gdp",
        "money",
        "pot",
        "damages",
    ]
)
# "What do miners get per claim?" asks for money as a rule.
PAYING: Final = re.compile(
    r"\b(?:what|which)\b.*\b(?:do|does|did|will|would)\b.*"
    r"\b(?:get|gets|pay|receive|cost|earn|owe|charge|spend|fetch)\b"
    r"|\bwhat\b.*\b(?:budgeted|paid|paying|pays|spent|spending|(?:put|set) aside|chipp?(?:ing)? in|"
    r"contributing|contributed|allocated|earmarked|charged|owed|awarded|pledged|handed out)\b"
)
# Nouns that any figure may answer: "what was the drop?", "what's the limit?".
FIGURE_NOUNS: Final = frozenset(
    "drop rise fall increase decrease cut change jump level record high low peak goal target limit "
    "cap size length height width amount maximum minimum ceiling threshold figure total".split()
)
LEAD_IN: Final = re.compile(
    r"^(?:.*,)? ?(?:(?:and|so|but|ok|then|also) )*"
    r"(?:(?:what|which|how (?:big|large|high|low|great|steep|deep))(?:'s| is| was| were| are|'re)? )?"
    r"(?:the |their |its |his |her |a |an |this |that )*"
)
PHRASE_END: Final = re.compile(
    r"\b(?:in|on|at|of|for|from|to|by|with|under|since|is|are|was|were|did|do|does|will|would|has|"
    r"have|had|per|as|after|before|during|now)\b|[,?;.]"
)
NO_MEASURE: Final = re.compile(
    r"^(?:and |so |but )*(?:why|who|where|when|whose|whom|how (?!big|large|high|low|great|steep|deep)|"
    r"what (?:explain|cause|drove|drive|made|make|led))"
)
CURRENCIES: Final = tuple(
    (re.compile(pattern), unit)
    for pattern, unit in (
        (r"\b(?:sterling|gbp|quid)\b|£|\bpounds?\b(?! of)", "GBP"),
        (r"\b(?:euros?|eur)\b|€", "EUR"),
        (r"\b(?:us dollars?|usd|american dollars?)\b|us\$", "USD"),
        (r"\b(?:australian dollars?|aud)\b|a\$", "AUD"),
        (r"\b(?:canadian dollars?|cad)\b|c\$", "CAD"),
        (r"\b(?:new zealand dollars?|nzd)\b|nz\$", "NZD"),
        (r"\b(?:dollars?|bucks)\b|\$", "$"),
        (r"\b(?:rupees?|inr)\b|₹", "INR"),
        (r"\b(?:yen|jpy)\b|¥", "JPY"),
    )
)
