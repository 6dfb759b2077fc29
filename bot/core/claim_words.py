"""The words by which a claim is told from a question, and what may turn one around."""

import re
from typing import Final

from bot.core.text import words

TAG: Final = re.compile(
    r"[-,;\s]+(?:is that (?:what (?:they|it) says?|right|so|true)|does that (?:match|fit|hold)|can you confirm)\s*[?!.]*$|"
    r"[,;\s]+(?:right|correct|true|yes|yeah|no|innit|is (?:it|that) (?:so|true|right|correct)|"
    r"(?:is|was|are|were|do|does|did|has|have|will)(?:n'?t)? (?:it|they|he|she|that))\s*[?!.]*$"
)
CLAIM_OPENING: Final = re.compile(
    r"^(?:(?:so|and|but|ok|well|hey|hi|please)[ ,]+)*(?:(?:is|was) it (?:true|right|correct|the case)(?: that)?|"
    r"(?:i|we) (?:heard|hear|read|thought|think)(?: that)?|apparently|the statement (?:says|confirms|claims)(?: that)?|"
    r"(?:can you )?confirm(?: that)?|true or false\W+|did (?:they|it|he|she|the statement|the government) "
    r"(?:say|claim|announce|promise|state|mention|confirm)(?: that)?|"
    r"does (?:it|the statement) (?:say|claim|state|mention|promise)(?: that)?)\b"
)
# "Is there a figure for …" and "is there any news on …" ask, they claim nothing; nor does "is it
# one dose or two?".
NO_CLAIM: Final = re.compile(
    r"^(?:is|are|was|were) there (?:an? |any |the )?(?:figure|number|amount|date|total|news|word|info|information|detail|mention)"
    r"|^(?:do|does|did|can|could|would|will) (?:you|we|i|someone|anyone)\b"
    r"|^(?:is|are|was|were|do|does|did|has|have|will)\b.* or (?!more|less|fewer|so|over|under|above|not\b)"
)
AUXILIARY: Final = re.compile(
    r"\b(?:is|are|was|were|am|do|does|did|has|have|had|will|would|can|could|shall|should|may|might|must|gonna)\b"
)
INVERTED: Final = re.compile(f"^(?:{AUXILIARY.pattern})")
# "In May" is no auxiliary.
MONTH: Final = re.compile(
    r"\b(?:in|for|by|since|until|till|of|from|to|this|last|next|early|late|mid|vs) may\b|^may\b|\bmay$"
)
# What makes a claim of words without a question word: an auxiliary or a verb that tells. A verb
# that may also be a participle ("litres saved", "paid for in May") tells where an object follows.
STATING: Final = re.compile(
    AUXILIARY.pattern
    + r"|^so\b|^(?:it|that|there|he|she)'s\b|^(?:they|we)'(?:re|ve|ll)\b|^(?:it|there|he|she)'ll\b"
    r"|\b(?:shrank|sank|began|chose|froze|broke|wrote|threw|withdrew|flew|drove)\b(?!$)"
    r"|\b(?:accepted|refused|rejected|denied|admitted|welcomed|blamed) (?:everything|nothing|it|them|all)\b"
    r"|^(?:nothing|nobody|no one|everyone|everybody|everything|somebody|someone) \w+(?:ed|t)\b"
    r"|\b(?:went|rose|fell|grew|pays|makes|got|gave|gives|took|takes|came|comes|said|says|"
    r"creates|saves|covers)\b(?!$)"
    r"|\b(?:gets|dropped|paid|made|cut|raised|doubled|halved|increased|decreased|agreed|approved|started|"
    r"ended|created|saved|covered|costs) (?!(?:for|of|in|on|by|from|to|at|after|before|under|through|with|and)\b)"
)
# What begins with what is asked for claims nothing: "share of cargo inspected", "last time food was
# handed out"; but "the date was moved" and "city inflation is higher" do.
SOUGHT: Final = re.compile(
    rf"^(?:(?!the\b)\w+ ){{0,2}}(?:(?:day|date|time|year|month|place|least|most|minimum|maximum)s?\b"
    rf"(?! (?:{AUXILIARY.pattern}))|(?:share|percentage|proportion|portion|length|number|amount|value|"
    rf"size|total|average|name|city|town|country)s?\b(?!.*{AUXILIARY.pattern}))|^%"
)
RELATIVE: Final = re.compile(r"\b(?:that|which|who)\b.*")
# Figures that are known already: "the 870 schemes", "those two firms".
KNOWN_FIGURE: Final = re.compile(r"\b(?:the|those|these|both|all) $")
ASKING: Final = re.compile(
    r"(?<!no matter )\b(?:who|whom|whose|what|whats|when|whens|where|wheres|whereabouts|why|which|how)\b"
    r"|^(?:please )?(?:list|name|tell|show|give)\b"
)
# Words that say more than a sentence without them does.
SWEEPING: Final = re.compile(
    r"\b(?:most|majority|all|every|only|always|never|none|nobody|everyone|everybody|"
    r"(?:more|less|fewer|higher|lower|bigger|smaller|larger|cheaper|faster|better|worse)\b.*\bthan)\b"
)
NEGATION: Final = re.compile(
    r"\b(?:not|never|no longer|no one|nobody|nothing|none|without|\w+n't)\b"
)
# What denies the words right after it, and what may turn a sentence around from anywhere in it.
NOT: Final = re.compile(
    r"\b(?:not|never|no longer|no|nor|\w+n't|fail(?:s|ed)? to|refus\w+ to|declin\w+ to)\b"
)
DENIAL: Final = re.compile(
    rf"{NOT.pattern}|\b(?:nobody|none|without|rather than|instead of|except)\b"
)
PIECES: Final = re.compile(r"[,;:\u2013\u2014]| (?:which|who|while|but|although|though|because) ")
# A claim to the first rank, and a sentence that gives another: "the second-largest".
TOP: Final = re.compile(
    r"\b(?:number one|no 1|biggest|largest|highest|smallest|lowest|first|top|best|worst|most)\b"
)
RANKED: Final = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[- ]\w+est\b"
)
# What turns a count around: crossings prevented are none that were made.
REVERSING: Final = frozenset(
    one.stem
    for one in words(
        "prevent stop block foil thwart avert halt intercept avoid refuse reject deny cancel "
        "withdraw lose save delay suspend abandon return"
    )
)
