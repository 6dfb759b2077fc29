"""Verbs of official English and their forms."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.core.quantities.vocabulary import word_set


class Form(StrEnum):
    """How a verb stands: invest, invests, invested, investing."""

    BASE = "base"
    PRESENT = "present"
    PAST = "past"  # also the past participle where the two are one
    PARTICIPLE = "participle"
    ING = "ing"


@dataclass(frozen=True, slots=True)
class Inflected:
    """A verb form: its base, which form it is, and its past participle."""

    base: str
    form: Form
    participle: str


_REGULAR: Final = (
    "abolish absorb accelerate accept access accompany accomplish account accuse achieve "
    "acknowledge acquire act adapt add address adhere adjust administer admit adopt advance "
    "advise affect affirm agree aim align allege allocate allow alter amend amount analyse "
    "analyze announce anticipate apologise apologize appeal appear apply appoint appreciate "
    "approach approve argue arrange arrest arrive ask assemble assert assess assign assist "
    "assume assure attach attack attend attract authorise authorize average avert avoid award "
    "back balance ban base benefit block bolster boost borrow brief broaden call cancel care "
    "carry cause cease celebrate challenge change charge check cite claim clarify clear close "
    "coincide collaborate collapse collect combat combine commemorate comment commission commit "
    "compare compensate compete complement complete comply comprise concentrate concern conclude "
    "condemn conduct confirm confiscate connect conserve consider consist consolidate constitute "
    "consult consume contact contain continue contract contribute control convene convert "
    "convict cooperate coordinate co-operate co-ordinate correct cost counter cover crack create "
    "credit criticise criticize cross curb cut damage date deal decide declare decline decrease "
    "dedicate deepen defend define delay delegate deliver demand demolish demonstrate deny "
    "depart depend deploy deport deposit depreciate describe deserve design designate destroy "
    "detain detect deter determine devastate develop devote die diminish direct disagree "
    "disburse discharge disclose discover discriminate discuss dismantle dismiss dispatch "
    "display disrupt distribute diversify divide donate double draft drop earn ease edit educate "
    "elect eliminate embark embed emerge emphasise emphasize employ empower enable enact "
    "encourage end endorse enforce engage enhance enjoy enlarge enrol ensure enter equal equip "
    "escape establish estimate evacuate evaluate evolve examine exceed exchange exclude execute "
    "exempt exercise exhibit exist expand expect expire explain exploit explore export expose "
    "express extend face facilitate fail favour feature file fill finalise finalize finance "
    "finish flee focus follow forecast form formalise found freeze fuel fulfil fulfill fund gain "
    "gather generate govern graduate grant guarantee guide halt halve handle happen harm harvest "
    "help highlight hire honour host house identify ignore illustrate immunise immunize impact "
    "implement import impose improve include incorporate increase incur indicate industrialise "
    "inform infringe inject injure innovate inspect inspire install instruct insure integrate "
    "intend intensify intercept interest intervene introduce invade invest investigate invite "
    "involve isolate issue join jump justify kill lack land last launch lease lessen level "
    "license license licence lift limit link liquidate list live loan locate look lower maintain "
    "manage mandate manufacture mark match mature maximise maximize measure mention merge "
    "migrate minimise minimize mitigate mobilise mobilize moderate modernise modernize modify "
    "monitor mount move name negotiate normalise note notify number object oblige observe obtain "
    "occur offer open operate oppose order organise organize originate outline oversubscribe own "
    "participate pass patrol pave penalise perform permit persist phase place plan plant pledge "
    "plunge point pose possess postpone power praise predict prepare present preserve press "
    "prevail prevent proceed process procure produce profit prohibit project prolong promise "
    "promote prompt propose prosecute protect provide publish pull purchase pursue push qualify "
    "quantify question quote raise range rank rate ratify reach react reaffirm realise realize "
    "reassure rebound recall receive recognise recognize recommend record recover recruit "
    "recycle redeem reduce refer reflect refund refurbish refuse register regret regulate "
    "reimburse reinforce reiterate reject relate release relieve relocate rely remain remember "
    "remind remove renew renovate rent repair repay repeal replace report represent request "
    "require rescue reserve reshape reside resign resolve respond restore restrict result resume "
    "retain retire return reveal reverse review revise reward risk round sanction satisfy save "
    "scale schedule screen seal search secure seize select sentence separate serve settle share "
    "shift ship shorten sign signal simplify slash slow solve sponsor stabilise stabilize start "
    "state stem step stockpile stop store streamline strengthen stress structure study submit "
    "subscribe subsidise substitute succeed suffer suggest supplement supply support surge "
    "surpass surround survey survive suspect suspend sustain tackle target tax tend terminate "
    "test thank threaten threat thwart tighten total trace track trade train transfer transform "
    "transit transport travel treat trial triple try turn undermine underline unveil update "
    "upgrade urge use usher vaccinate value vary verify view visit vote vow wait waive want warn "
    "warrant waste weaken welcome widen work worsen yield reside dwell foil rehabilitate "
    "inaugurate commence reopen relaunch outperform outpace exceed lodge accrue amass total "
    "overhaul raid smuggle traffic plead arraign indict detonate evict inhabit vacate benchmark "
    "allot oversee tilt cloud persist dampen soften harden feign target loosen"
)
_IRREGULAR: Final = (
    "be was been; become became become; begin began begun; bind bound bound; break broke broken; "
    "bring brought brought; broadcast broadcast broadcast; build built built; buy bought bought; "
    "catch caught caught; choose chose chosen; come came come; cut cut cut; deal dealt dealt; do "
    "did done; draw drew drawn; drive drove driven; fall fell fallen; feel felt felt; fight "
    "fought fought; find found found; flee fled fled; forbid forbade forbidden; forecast "
    "forecast forecast; foresee foresaw foreseen; freeze froze frozen; get got got; give gave "
    "given; go went gone; grow grew grown; have had had; hear heard heard; hit hit hit; hold "
    "held held; keep kept kept; know knew known; lay laid laid; lead led led; leave left left; "
    "lend lent lent; let let let; lie lay lain; lose lost lost; make made made; mean meant "
    "meant; meet met met; outgrow outgrew outgrown; overcome overcame overcome; oversee oversaw "
    "overseen; pay paid paid; put put put; quit quit quit; read read read; rebuild rebuilt "
    "rebuilt; ride rode ridden; ring rang rung; rise rose risen; run ran run; say said said; see "
    "saw seen; seek sought sought; sell sold sold; send sent sent; set set set; shake shook "
    "shaken; show showed shown; shrink shrank shrunk; shut shut shut; speak spoke spoken; spend "
    "spent spent; spread spread spread; stand stood stood; steal stole stolen; strike struck "
    "struck; sweep swept swept; swear swore sworn; take took taken; teach taught taught; tell "
    "told told; think thought thought; throw threw thrown; undergo underwent undergone; "
    "understand understood understood; undertake undertook undertaken; uphold upheld upheld; win "
    "won won; withdraw withdrew withdrawn; write wrote written; cost cost cost; beat beat "
    "beaten; breed bred bred; grind ground ground"
)
_DOUBLING: Final = word_set(
    "admit ban commit compel control cut deter drop embed enrol equip forbid get hit incur let "
    "occur patrol permit plan put quit rebut refer regret run set shut ship step stem stop "
    "submit tag tap transfer transit trap travel unveil win begin slim up allot label fulfil "
    "signal total level curb"
) - {"unveil", "transit", "curb"}
# These are nouns at least as often, so a bare form is a verb only after a verb's company.
NOUNISH: Final = word_set(
    "access account act address aid aim amount approach appeal arrest attack average award "
    "balance ban base benefit block boost brief call care cause challenge change charge check "
    "claim comment commission concern conduct contact contract control cost counter cover crack "
    "credit cut damage date deal decline decrease delay delegate demand deposit design display "
    "draft drop ease end estimate exchange exercise exhibit export face favour feature file "
    "finance focus forecast form fuel function fund gain grant guarantee guide halt harm harvest "
    "help highlight honour host house impact import increase interest issue jump lack land "
    "launch lead lease level licence license lift limit link list live loan look mandate mark "
    "match measure mention move name note number object offer order patrol phase place plan "
    "plant pledge point power present press process produce profit project promise purchase push "
    "question quote range rank rate record refund release rent repair report request rescue "
    "reserve result return review reward rise risk round run sanction scale schedule screen "
    "search sentence set shift ship show sign signal spread stand start state step stem stock "
    "stockpile stop store stress structure study supplement supply support surge survey target "
    "tax test thank threat time total trace track trade train transfer transit transport travel "
    "trial turn update upgrade use value view visit vote vow waste welcome work yield open close "
    "separate complete secure clear last lower slow subject found cross share claim capital "
    "sound double triple level like own correct direct present traffic raid"
)
# An "-ing" that is a thing unless a verb stands before it.
NOUN_ING: Final = word_set(
    "funding spending building meeting training financing housing smuggling trafficking shipping "
    "banking manufacturing opening hearing filing briefing listing offering beginning planning "
    "engineering understanding marketing processing programming warning rating ruling sitting "
    "recycling lending saving earning finding holding closing monitoring setting sharing "
    "procurement mining farming fishing broadcasting gathering standing well-being policing"
)


def _regular_past(base: str) -> str:
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2] not in "aeou":
        return f"{base[:-1]}ied"
    return f"{_doubled(base)}ed"


def _doubled(base: str) -> str:
    return base + base[-1] if base in _DOUBLING else base


def _present(base: str) -> str:
    special = {"have": "has", "do": "does", "go": "goes", "be": "is"}
    if base in special:
        return special[base]
    if base.endswith("y") and base[-2] not in "aeou":
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "sh", "ch", "x", "z")) else f"{base}s"


def _ing(base: str) -> str:
    special = {
        "lie": "lying",
        "die": "dying",
        "be": "being",
        "flee": "fleeing",
        "oversee": "overseeing",
        "see": "seeing",
        "foresee": "foreseeing",
        "agree": "agreeing",
    }
    if base in special:
        return special[base]
    return f"{base[:-1]}ing" if base.endswith("e") else f"{_doubled(base)}ing"


def _forms() -> dict[str, Inflected]:
    found: dict[str, Inflected] = {}
    irregular = {one.split()[0]: one.split()[1:] for one in _IRREGULAR.split("; ")}
    for base in (*_REGULAR.split(), *irregular):
        past, participle = irregular.get(base) or (_regular_past(base),) * 2
        for form, word in (
            (Form.ING, _ing(base)),
            (Form.PRESENT, _present(base)),
            (Form.PARTICIPLE, participle),
            (Form.PAST, past),
            (Form.BASE, base),
        ):
            if form is Form.BASE and word == past:  # cut, put, set: past where it matters more
                continue
            found[word] = Inflected(base, form, participle)
    return found


VERBS: Final = _forms()
