"""Lines about a statement rather than of it: dates, places, contacts, marks of release."""

import re
from typing import Final

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY: Final = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE: Final = (
    rf"(?:{_WEEKDAY}(?:{_DAY}\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+{_DAY},?\s+\d{{4}}"
    rf"|{_DAY}\s+{_MONTH})|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"
)
_TIME: Final = (
    r"(?:,?\s*(?:at\s+|[-\u2013|]\s*)?\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?)?"
)
_LABEL: Final = (
    r"(?:press release|news release|media release|statement|news|published|posted on|updated"
    r"|last updated|date|issued|released?|first published|date of release|embargoed until)"
)
_PLACE: Final = r"(?:[A-Z][\w.'\u2019 -]{1,30},\s*){0,2}"

_WHOLE: Final = (
    rf"{_LABEL}?\s*[:|\u2013-]?\s*{_PLACE}{_DATE}{_TIME}(?:\s*(?:by|[-\u2013|]|/)\s*[^\s.%$£€₹][^.%$£€₹]{{0,60}})?\.?",
    r"(?:for )?immediate release.{0,60}|for release (?:at|on|by)\b.{0,60}",
    r"(?:press|news|media) (?:release|statement|notice)(?:\s*(?:no\.?|number|[:/]).{0,40})?",
    r"(?:not for release|under embargo|embargoed?)\b.{0,80}",
    r"(?:from|published by|issued by|author|by|organisation|ministry|department)\s*:\s*\S.{0,120}",
    r"by [A-Z][\w.'\u2019-]+(?: [A-Z][\w.'\u2019-]+){1,3}",
    r"(?:ref(?:erence)?|release id|release no|document|case|ip|no)\.?\s*[:/]\s*\S{1,30}",
    r"\(?release id\s*:\s*\d+\)?.{0,40}",
    r".{0,40}\(\s*(?:business wire|globe ?newswire|pr ?newswire|reuters|ap)\s*\).{0,40}",
    r"\w[\w .&-]{1,40}\([A-Za-z ]{2,20}:\s?[A-Z0-9.]{1,10}\)\s*:?",
    r"(?:location|place|delivered on|location and date)\s*:\s*\S.{0,80}",
    r"(?:tags?|topics?|categor(?:y|ies)|sectors?|language|share)\s*:\D{0,160}",
    (
        r"(?:(?:press|media) )?(?:contacts?|enquiries|inquiries|office)\s*:?"
        r"(?:\s.{0,60})?\d[\d ()+-]{6,}.{0,40}"
    ),
    r"(?:(?:press|media) )?(?:contacts?|enquiries)\s*:?\s.{0,60}\S+@\S+\.\S+",
    r"(?:e-?mail|tel(?:ephone)?|phone|mobile|fax|web|website|twitter)\s*[.:]\s*\S.{0,80}",
    r"\S+@\S+\.\S+",
    r"\+?\d[\d ()-]{7,20}",
)
DATE: Final = re.compile(_DATE, re.IGNORECASE)
_BYLINES: Final = tuple(re.compile(rf"(?:{rule})\s*", re.IGNORECASE) for rule in _WHOLE)
LONGEST: Final = 180


def is_byline(text: str) -> bool:
    """Say whether a line tells when, where or by whom a statement was issued, and no more.

    >>> is_byline("Press release 20 May 2025 13:15"), is_byline("On 20 May 2025 they met.")
    (True, False)
    """
    if len(text) > LONGEST:
        return False
    return any(rule.fullmatch(text) for rule in _BYLINES)
