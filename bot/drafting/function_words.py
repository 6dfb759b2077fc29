"""The closed classes of English words, and forms that are not what their endings say."""

from typing import Final

from bot.core.quantities.vocabulary import word_set

DETERMINERS: Final = word_set(
    "the a an this that these those its their our his her my your each every any some all both "
    "no another such either neither several many few most more other certain various numerous"
)

PREPOSITIONS: Final = word_set(
    "of in on at by for from with without into onto over under above below between among against "
    "through throughout during since until till towards toward within across around about near "
    "per via upon beyond behind beside besides including excluding despite following concerning "
    "regarding amid alongside outside inside along off up down out than versus except as worth "
    "plus minus like unlike pursuant according apart"
)

CONJUNCTIONS: Final = word_set("and or but nor yet")

RELATIVES: Final = word_set("which who whom whose that where when what how why whether")

SUBORDINATORS: Final = word_set(
    "while whilst because although though if unless whereas after before once so"
)

AUXILIARIES: Final = word_set(
    "is are was were am be been being has have had having do does did will would shall should "
    "can could may might must cannot isn't aren't wasn't weren't hasn't haven't hadn't doesn't "
    "don't didn't won't wouldn't can't couldn't shouldn't"
)

PRONOUNS: Final = word_set(
    "it he she they we i you them him us me itself themselves himself herself ourselves one "
    "there everyone anyone someone nobody everybody"
)

ADVERBS: Final = word_set(
    "also already now still not never ever so far just only even again due further furthermore "
    "moreover however therefore thus hence often soon too very almost nearly quite rather then "
    "here there once twice together instead otherwise meanwhile today tomorrow yesterday "
    "currently recently later earlier longer well back away aside ahead abroad forward forwards "
    "largely both"
)

NOT_ADVERBS: Final = word_set(
    "family supply reply assembly italy july ally anomaly early only likely friendly daily "
    "weekly monthly quarterly yearly hourly costly timely elderly orderly deadly monopoly bodily "
    "comply rely apply multiply imply butterfly assembly rally"
)

BEING: Final = word_set("is are was were be been being am")

HELPING: Final = (BEING - {"am"}) | {"has", "have", "had"}

MODALS: Final = word_set("will would shall should can could may might must")

# A verb's base form follows these.
BEFORE_BASE: Final = MODALS | word_set("cannot do does did to don't won't can't doesn't didn't")

# Plurals without an "s".
PLURALS: Final = word_set("people men women children police staff")

# Participles that stand before a noun more often than as a verb of their own.
ADJECTIVAL: Final = word_set(
    "adjusted reported combined integrated unauthorised unauthorized advanced related united "
    "fixed proposed renewed limited armed continued increased reduced designated listed skilled "
    "organised organized targeted planned owned operated estimated expected named assisted "
    "applied detailed strengthened frozen coordinated co-ordinated consolidated scheduled "
    "unprecedented recommended required"
)
