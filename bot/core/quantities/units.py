"""Units as they are written, and what they are called here."""

from typing import Final, NamedTuple

from bot.core.quantities.model import Measure
from bot.core.quantities.vocabulary import word_set


class Unit(NamedTuple):
    """What is measured and in what, under one name for all spellings."""

    measure: Measure
    name: str


COUNT: Final = Unit(Measure.COUNT, "")
ANY_DOLLAR: Final = "$"

SYMBOLS: Final = {
    "€": "EUR",
    "£": "GBP",
    "$": ANY_DOLLAR,
    "₹": "INR",
    "¥": "¥",
    "₩": "KRW",
    "₽": "RUB",
    "₺": "TRY",
    "₴": "UAH",
    "₦": "NGN",
    "₱": "PHP",
    "₫": "VND",
    "₪": "ILS",
    "฿": "THB",
}
# Letters before a dollar sign: "A$", "US$".
DOLLARS: Final = {
    "us": "USD",
    "a": "AUD",
    "au": "AUD",
    "aus": "AUD",
    "aud": "AUD",
    "nz": "NZD",
    "c": "CAD",
    "ca": "CAD",
    "cad": "CAD",
    "can": "CAD",
    "cdn": "CAD",
    "hk": "HKD",
    "s": "SGD",
    "sg": "SGD",
    "nt": "TWD",
    "r": "BRL",
    "usd": "USD",
    "z": "ZWL",
    "tt": "TTD",
    "j": "JMD",
    "fj": "FJD",
}
CODES: Final = word_set(
    "EUR USD GBP AUD NZD CAD CHF JPY CNY RMB INR HKD SGD SEK NOK DKK PLN CZK HUF RON "
    "BGN TRY RUB UAH BRL MXN ZAR KRW TWD THB MYR IDR PHP VND AED SAR QAR KWD ILS EGP "
    "NGN KES GHS PKR BDT LKR ARS CLP COP PEN ISK"
)
RUPEES: Final = word_set("rs inr")

_MONEY = {
    "EUR": "euro, euros, eur",
    "USD": "us dollar, us dollars, american dollars, united states dollars, usd, u . s . dollars",
    "AUD": "australian dollar, australian dollars, aud, aussie dollars",
    "NZD": "new zealand dollar, new zealand dollars, nzd, nz dollars, kiwi dollars",
    "CAD": "canadian dollar, canadian dollars, cad",
    "HKD": "hong kong dollars, hkd",
    "SGD": "singapore dollar, singapore dollars, sgd",
    "GBP": "pounds sterling, pound sterling, sterling, gbp, pound, pounds, quid, british pounds",
    "CHF": "swiss franc, swiss francs, chf",
    "JPY": "yen, jpy, japanese yen",
    "CNY": "yuan, cny, rmb, renminbi",
    "INR": "rupee, rupees, inr, indian rupees, rs",
    "SEK": "swedish kronor, swedish krona, sek",
    "NOK": "norwegian kroner, nok",
    "DKK": "danish kroner, dkk",
    "PLN": "zloty, zlotys, pln",
    "ZAR": "rand, zar",
    "BRL": "reais, brl",
    "KRW": "won, krw",
    "UAH": "hryvnia, uah",
    ANY_DOLLAR: "dollar, dollars, bucks",
    "cent": "cent, cents",
    "penny": "pence, p, penny",
    "euro cent": "euro cents, eurocents",
}
_OTHER = {
    Measure.PERCENT: {"%": "%, per cent, percent, pct, pc, per cents, percents"},
    Measure.POINTS: {
        "percentage point": "percentage point, percentage points, percent points, per cent points, "
        "% points, pp, ppt, ppts, p . p ., pps",
        "basis point": "basis point, basis points, bps, bp",
    },
    Measure.MULTIPLE: {"": "x, \N{MULTIPLICATION SIGN}, times, fold"},
    Measure.DURATION: {
        "century": "century, centuries",
        "decade": "decade, decades",
        "year": "year, years, yr, yrs, y",
        "quarter": "quarters",
        "month": "month, months, mth, mths, mo, mos",
        "fortnight": "fortnight, fortnights",
        "week": "week, weeks, wk, wks",
        "weekend": "weekend, weekends",
        "day": "day, days",
        "night": "night, nights",
        "hour": "hour, hours, hr, hrs, h",
        "minute": "minute, minutes, min, mins",
        "second": "second, seconds, sec, secs",
    },
    Measure.MASS: {
        "tonne": "tonne, tonnes, metric ton, metric tons, metric tonne, metric tonnes",
        "ton": "ton, tons",
        "kilogram": "kg, kgs, kilo, kilos, kilogram, kilograms, kilogramme, kilogrammes",
        "gram": "g, gram, grams, gramme, grammes",
        "milligram": "mg, milligram, milligrams",
        "pound": "lb, lbs",
        "ounce": "oz, ounce, ounces",
    },
    Measure.DISTANCE: {
        "nautical mile": "nautical mile, nautical miles, nm, nmi",
        "mile": "mile, miles",
        "kilometre": "km, kms, kilometre, kilometres, kilometer, kilometers",
        "metre": "m, metre, metres, meter, meters",
        "centimetre": "cm, centimetre, centimetres, centimeter, centimeters",
        "millimetre": "mm, millimetre, millimetres, millimeter, millimeters",
        "foot": "ft, foot, feet",
        "inch": "inch, inches",
        "yard": "yard, yards",
    },
    Measure.AREA: {
        "hectare": "ha, hectare, hectares",
        "acre": "acre, acres",
        "square kilometre": "km², sq km, square kilometre, square kilometres, square kilometer, "
        "square kilometers",
        "square metre": "m², sq m, sqm, square metre, square metres, square meter, square meters",
        "square mile": "sq mi, square mile, square miles",
        "square foot": "sq ft, square foot, square feet",
    },
    Measure.VOLUME: {
        "litre": "litre, litres, liter, liters",
        "cubic metre": "m³, cubic metre, cubic metres, cubic meter, cubic meters",
        "gallon": "gallon, gallons",
        "barrel": "barrel, barrels, bbl",
    },
    Measure.POWER: {
        "kilowatt": "kw, kilowatt, kilowatts",
        "megawatt": "mw, megawatt, megawatts",
        "gigawatt": "gw, gigawatt, gigawatts",
        "terawatt": "tw, terawatt, terawatts",
    },
    Measure.ENERGY: {
        "kilowatt hour": "kwh, kilowatt hours, kilowatt hour",
        "megawatt hour": "mwh, megawatt hours, megawatt hour",
        "gigawatt hour": "gwh, gigawatt hours, gigawatt hour",
        "terawatt hour": "twh, terawatt hours, terawatt hour",
    },
    Measure.SPEED: {
        "mile per hour": "mph, miles per hour, miles an hour",
        "kilometre per hour": "km / h, kmh, kph, kilometres per hour, kilometers per hour",
        "knot": "knot, knots",
    },
    Measure.TEMPERATURE: {
        "degree Celsius": "° c, °c, degrees celsius, degree celsius, degrees centigrade, degrees c",
        "degree Fahrenheit": "° f, °f, degrees fahrenheit, degree fahrenheit, degrees f",
        "degree": "°, degree, degrees",
    },
    Measure.DATA: {
        "kilobyte": "kb, kilobytes",
        "megabyte": "mb, megabyte, megabytes",
        "gigabyte": "gb, gigabyte, gigabytes",
        "terabyte": "tb, terabyte, terabytes",
    },
}


def _spellings() -> dict[str, tuple[tuple[tuple[str, ...], Unit], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Unit]]] = {}
    for measure, names in {Measure.MONEY: _MONEY, **_OTHER}.items():
        for name, spellings in names.items():
            for spelling in spellings.split(", "):
                words = tuple(spelling.split())
                found.setdefault(words[0], []).append((words, Unit(measure, name)))
    return {
        first: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for first, entries in found.items()
    }


# By their first word, the longest spelling first.
SPELLINGS: Final = _spellings()
# So short that they are units only when written onto the number: "48h", "50p", "5g".
ONLY_GLUED: Final = word_set("x h g p y t c")
# Short words of other meaning that are units only right after digits: "5 m", "30 min".
ONLY_DIGITS: Final = word_set(
    "m min mins mo mos ha mw tw gw kw mb kb gb tb sec second pc pp bp won rand nm rs p"
)
# "30 working days" are not 30 days, "3 full years" are three years.
UNIT_ADJECTIVES: Final = word_set("working business trading calendar school financial fiscal")
SKIPPED_ADJECTIVES: Final = word_set(
    "full whole consecutive successive straight long more further additional extra "
    "short solid entire"
)
# After "pounds of": what is paid, not weighed.
PAID_FOR: Final = word_set(
    "funding investment investments aid support money taxpayer taxpayers public new "
    "extra savings damage debt spending finance funds grants cash additional "
    "government private"
)
