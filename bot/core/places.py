"""Countries and regions, by the names and adjectives that people use for them."""

import re
from typing import Final

# Each line is one place: its names, then what is made or lives there.
_PLACES: Final = """
america|united states|usa|u.s.|u.s|american|americans
britain|united kingdom|uk|great britain|british|briton|britons
england|english
scotland|scottish
wales|welsh
northern ireland|northern irish
ireland|irish
france|french
germany|german|germans
italy|italian|italians
spain|spanish
portugal|portuguese
greece|greek|greeks
netherlands|dutch|holland
belgium|belgian
luxembourg
austria|austrian
switzerland|swiss
sweden|swedish
norway|norwegian
denmark|danish
finland|finnish
iceland|icelandic
poland|polish
czechia|czech republic|czech
slovakia|slovak
slovenia|slovenian
hungary|hungarian
romania|romanian
bulgaria|bulgarian
croatia|croatian
serbia|serbian
albania|albanian|albanians
kosovo
bosnia|bosnian
estonia|estonian
latvia|latvian
lithuania|lithuanian
ukraine|ukrainian|ukrainians
russia|russian|russians
belarus|belarusian
moldova|moldovan
georgia|georgian
armenia|armenian
azerbaijan|azerbaijani
turkey|turkish|turkiye
cyprus|cypriot
malta|maltese
europe|european union|eu|european|europeans
canada|canadian|canadians
mexico|mexican|mexicans
brazil|brazilian
argentina|argentine
chile|chilean
colombia|colombian
peru|peruvian
venezuela|venezuelan
cuba|cuban
haiti|haitian
latin america|latin american
australia|australian|australians|aussie
new zealand|nz|kiwi
papua new guinea|png
fiji|fijian
nauru|nauruan
samoa|samoan
tonga|tongan
china|chinese
japan|japanese
india|indian|indians
pakistan|pakistani
bangladesh|bangladeshi
sri lanka|sri lankan
nepal|nepali
afghanistan|afghan|afghans
iran|iranian
iraq|iraqi|iraqis
syria|syrian|syrians
israel|israeli
palestine|palestinian|palestinians
gaza
lebanon|lebanese
jordan|jordanian
egypt|egyptian
saudi arabia|saudi
united arab emirates|uae|emirati
qatar|qatari
kuwait|kuwaiti
yemen|yemeni
north korea|north korean
south korea|south korean|korea|korean
taiwan|taiwanese
vietnam|vietnamese
thailand|thai
malaysia|malaysian
singapore|singaporean
indonesia|indonesian
philippines|filipino
myanmar|burma|burmese
cambodia|cambodian
hong kong
mongolia|mongolian
kazakhstan|kazakh
nigeria|nigerian|nigerians
ghana|ghanaian
kenya|kenyan
uganda|ugandan
tanzania|tanzanian
rwanda|rwandan
ethiopia|ethiopian
somalia|somali
south sudan|south sudanese
sudan|sudanese
congo|congolese|drc
guinea|guinean
sierra leone|sierra leonean
liberia|liberian
senegal|senegalese
mali|malian
niger
cameroon|cameroonian
angola|angolan
mozambique|mozambican
zambia|zambian
zimbabwe|zimbabwean
malawi|malawian
botswana|botswanan
south africa|south african
morocco|moroccan
algeria|algerian
tunisia|tunisian
libya|libyan
africa|african
asia|asian
middle east|mideast
caribbean
"""
_NAMED: Final = {
    name: line.split("|")[0] for line in _PLACES.strip().splitlines() for name in line.split("|")
}
# "US" and "the us" are the country, "us" is not.
_STATES: Final = re.compile(r"\bUSA?\b|\bU\.S\.(?:A\.)?|\b(?:the|in) us\b(?! all)")
_PLACE: Final = re.compile(
    r"(?<!\w)(?:"
    + "|".join(re.escape(name) for name in sorted(_NAMED, key=len, reverse=True))
    + r")(?!\w)"
)


# A question may say "which African country": that is no other country than the one stated.
REGIONS: Final = frozenset(
    {"africa", "asia", "europe", "latin america", "middle east", "caribbean"}
)


def places(text: str) -> frozenset[str]:
    """Return the countries and regions that a text names, each by one name.

    >>> sorted(places("How many Greek ships did the US list?"))
    ['america', 'greece']
    """
    plain = _STATES.sub(" america ", text).casefold()
    return frozenset(_NAMED[found[0]] for found in _PLACE.finditer(plain))
