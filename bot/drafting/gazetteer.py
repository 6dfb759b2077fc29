"""Names of the world's countries and larger regions, and capitalised words that are no places."""

from typing import Final

from bot.core.quantities.vocabulary import word_set

_COUNTRIES: Final = (
    "Afghanistan, Albania, Algeria, Andorra, Angola, Argentina, Armenia, Australia, Austria, "
    "Azerbaijan, Bahamas, Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, "
    "Bhutan, Bolivia, Bosnia and Herzegovina, Botswana, Brazil, Brunei, Bulgaria, Burkina Faso, "
    "Burundi, Cambodia, Cameroon, Canada, Chad, Chile, China, Colombia, Comoros, Congo, Costa "
    "Rica, Croatia, Cuba, Cyprus, Czechia, Czech Republic, Denmark, Djibouti, Dominica, "
    "Dominican Republic, Ecuador, Egypt, El Salvador, Eritrea, Estonia, Eswatini, Ethiopia, "
    "Fiji, Finland, France, Gabon, Gambia, Georgia, Germany, Ghana, Greece, Grenada, Guatemala, "
    "Guinea, Guinea-Bissau, Guyana, Haiti, Honduras, Hungary, Iceland, India, Indonesia, Iran, "
    "Iraq, Ireland, Israel, Italy, Ivory Coast, Jamaica, Japan, Jordan, Kazakhstan, Kenya, "
    "Kiribati, Kosovo, Kuwait, Kyrgyzstan, Laos, Latvia, Lebanon, Lesotho, Liberia, Libya, "
    "Liechtenstein, Lithuania, Luxembourg, Madagascar, Malawi, Malaysia, Maldives, Mali, Malta, "
    "Mauritania, Mauritius, Mexico, Micronesia, Moldova, Monaco, Mongolia, Montenegro, Morocco, "
    "Mozambique, Myanmar, Namibia, Nauru, Nepal, Netherlands, New Zealand, Nicaragua, Niger, "
    "Nigeria, North Korea, North Macedonia, Norway, Oman, Pakistan, Palau, Palestine, Panama, "
    "Papua New Guinea, Paraguay, Peru, Philippines, Poland, Portugal, Qatar, Romania, Russia, "
    "Rwanda, Samoa, San Marino, Saudi Arabia, Senegal, Serbia, Seychelles, Sierra Leone, "
    "Singapore, Slovakia, Slovenia, Solomon Islands, Somalia, South Africa, South Korea, South "
    "Sudan, Spain, Sri Lanka, Sudan, Suriname, Sweden, Switzerland, Syria, Taiwan, Tajikistan, "
    "Tanzania, Thailand, Timor-Leste, Togo, Tonga, Trinidad and Tobago, Tunisia, Turkey, "
    "Turkmenistan, Tuvalu, Uganda, Ukraine, United Arab Emirates, United Kingdom, United States, "
    "Uruguay, Uzbekistan, Vanuatu, Venezuela, Vietnam, Yemen, Zambia, Zimbabwe, Britain, "
    "England, Scotland, Wales, Northern Ireland, UK, US, USA, UAE, Hong Kong, Crimea, Gaza, West "
    "Bank, Europe, Africa, Asia, America, Latin America, North America, South America, Middle "
    "East, Western Europe, Eastern Europe, Central Africa, West Africa, East Africa, Southeast "
    "Asia, Pacific, Caribbean, Mediterranean, Arctic, Antarctica, London, Paris, Berlin, "
    "Brussels, Washington, New York, Geneva, Vienna, Rome, Madrid, Lisbon, Dublin, Edinburgh, "
    "Cardiff, Belfast, Ottawa, Toronto, Canberra, Sydney, Melbourne, Wellington, Tokyo, Beijing, "
    "Delhi, New Delhi, Mumbai, Kyiv, Moscow, Warsaw, Prague, Budapest, Athens, Stockholm, Oslo, "
    "Copenhagen, Helsinki, Nairobi, Pretoria, Cairo, Lagos, Abuja, Accra, Singapore, Jakarta, "
    "Manila, Bangkok, Seoul, Istanbul, Ankara, Dubai, Riyadh, Doha, Luxembourg, Frankfurt, "
    "Calais, Dover, Kent, Normandy, Queensland, Victoria, Tasmania, Ontario, Quebec, Alberta, "
    "California, Texas, Florida"
)
PLACES: Final = frozenset(one.casefold() for one in _COUNTRIES.split(", "))
NOT_PLACES: Final = word_set(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday act bill law directive regulation "
    "agreement treaty protocol convention charter report review framework programme program "
    "scheme fund plan strategy initiative policy council commission committee ministry minister "
    "secretary president chairman director department agency authority bank group corp inc ltd "
    "plc company association federation organisation organization parliament senate congress "
    "government court forum summit conference union alliance board index ratio rate amendment mr "
    "mrs ms dr sir shri lord journal press statement chief officer general executive day prime "
    "head chair governor ebola covid aids christmas easter q ai phase stage annex article "
    "section chapter version english french german russian chinese indian american british "
    "canadian australian european"
)
