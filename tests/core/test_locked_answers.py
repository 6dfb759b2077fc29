"""The number lock on whole answers: whatever a statement says and whatever is asked of it."""

import re
from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.core.answering import answer
from bot.core.brief import Brief, BriefFile, Fact, Kind, Reviewed, Source
from bot.core.card import Card, Passage, Role, Span, plain
from bot.core.evidence import disagreement
from bot.core.library import Library
from bot.core.lock import faults
from bot.core.quantities import find
from bot.core.wording import answer_card, value_text

SAME = settings(derandomize=True, deadline=None)  # the same cases on every machine
_QUALIFIERS = st.sampled_from(
    ["", "over ", "more than ", "at least ", "up to ", "nearly ", "about ", "fewer than ", "an estimated ", "almost "]
)  # fmt: skip
_NUMBERS = st.one_of(
    st.integers(min_value=2, max_value=10**7).map("{:,}".format),
    st.decimals(min_value=1, max_value=999, places=1).map(str),
)
_MONEY = st.tuples(
    _QUALIFIERS,
    st.sampled_from("€£$"),
    _NUMBERS,
    st.sampled_from(["", " million", "m", " billion"]),
)
_COUNTS = st.tuples(
    _QUALIFIERS, st.integers(min_value=2, max_value=10**7).map("{:,}".format), st.sampled_from([" seals", " arrests", " homes"])
)  # fmt: skip
_SHARES = st.tuples(_QUALIFIERS, _NUMBERS, st.sampled_from(["%", " per cent"]))
_PERIODS = st.sampled_from(
    ["in 2031", "since 2029", "between 2031 and 2033", "over the coming months", ""]
)


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    """Draw a statement with a sum, a count and a share, and its brief."""
    money, count, share = ("".join(draw(one)) for one in (_MONEY, _COUNTS, _SHARES))
    period = draw(_PERIODS)
    sentences = (
        f"The plan is worth {money} {period}".rstrip() + ".",
        f"The wardens counted {count}, and {share} of them were young.",
    )
    facts = (
        Fact(id="worth", kind=Kind.MONEY, value=money, label="worth of the plan", period=period,
             evidence=sentences[:1], ask=("How much is the plan worth?", "money, funding")),
        Fact(id="counted", kind=Kind.COUNT, value=count, label="what was counted", actor="The wardens",
             evidence=sentences[1:], ask=("How many were counted?",)),
        Fact(id="young", kind=Kind.PERCENT, value=share, label="share of the young",
             evidence=sentences[1:], ask=("What share were young?",)),
    )  # fmt: skip
    for fact in facts:
        assume(not disagreement(fact.value, fact.evidence))
    source = Source(title="Plan", publisher="Wardens", date="4 May 2030")
    file = BriefFile(source=source, reviewed=Reviewed(by="e", on=date(2030, 5, 5)), summary=(), facts=facts)  # fmt: skip
    return Brief("plan", "\n".join(sentences), file)


_ASKED = st.one_of(
    st.sampled_from(
        ["how much money?", "how many were counted", "what share?", "since when?", "how many in 2029?", "funding in dollars?",
         "what's new", "is it worth 5 million?", "over 500 counted, right?", "who counted them", "was half of them young?"]
    ), st.text(max_size=60),
)  # fmt: skip


@SAME
@given(briefs(), _ASKED)
def test_every_figure_of_an_answer_is_the_statements(brief: Brief, asked: str) -> None:
    """The whole card holds the lock, and its short answer has no figure that is not stated."""
    found = answer(asked, Library((brief,)))
    card = answer_card(found, show_question=True)

    stated = {(one.measure, one.value, one.unit, one.qualifier) for one in find(brief.statement)}
    short = {(one.measure, one.value, one.unit, one.qualifier) for one in find(value_text(found))}
    assert (faults(card, [plain(card)]), short - stated) == ((), set())


@SAME
@given(
    briefs(),
    st.sampled_from(["how much money?", "how many were counted", "what share?"]),
    st.data(),
)
def test_a_changed_digit_is_stopped_wherever_it_stands(
    brief: Brief, asked: str, data: st.DataObject
) -> None:
    """Of all digits that a payload shows, none can be another without breaking the lock."""
    card = answer_card(answer(asked, Library((brief,))))
    shown = plain(card)
    at = data.draw(st.sampled_from([one.start() for one in re.finditer(r"\d", shown)]))
    other = str((int(shown[at]) + data.draw(st.integers(min_value=1, max_value=9))) % 10)
    changed = shown[:at] + other + shown[at + 1 :]
    assume(not _same_numbers(changed, shown))

    assert (faults(card, [shown]), bool(faults(card, [changed]))) == ((), True)


def _same_numbers(one: str, other: str) -> bool:
    """Say whether the changed figure is one that the payload shows elsewhere as well."""
    return set(re.findall(r"[\d.,]*\d", one)) <= set(re.findall(r"[\d.,]*\d", other))


@SAME
@given(briefs(), st.sampled_from(["over ", "up to ", "fewer than ", "about ", "at least ", ""]))
def test_a_value_with_another_qualifier_is_stopped(brief: Brief, qualifier: str) -> None:
    """A card whose value says more or less than its evidence breaks the lock."""
    card = answer_card(answer("how many were counted", Library((brief,))))
    (value,) = [span for span in card.headline if span.role is Role.VALUE]
    figure = find(value.text)[0]
    bare = re.sub(r"^[^\d]*", "", value.text)
    changed = Span(Role.VALUE, f"{qualifier}{bare}", value.fact, value.evidence)
    assume(find(changed.text)[0].qualifier != figure.qualifier)

    assert faults(_with_headline(card, changed), [])


@SAME
@given(
    briefs(), st.integers(min_value=0, max_value=10**6), st.sampled_from(["one", "before", "after"])
)
def test_a_quotation_with_another_number_is_stopped(brief: Brief, number: int, where: str) -> None:
    """A quotation is its evidence to the letter: nothing put in, before or after it passes."""
    quote = answer_card(answer("how much money?", Library((brief,)))).passages[0].quote
    assert quote
    put = {
        "one": re.sub(r"\d+", str(number), quote.text, count=1),
        "before": f"{number} {quote.text}",
        "after": f"{quote.text} {number}",
    }[where]
    assume(put not in quote.evidence)
    card = answer_card(answer("how much money?", Library((brief,))))
    altered = Passage((), Span(Role.QUOTE, put, quote.fact, quote.evidence))

    assert faults(Card(card.tone, card.headline, passages=(altered,)), [])


def _with_headline(card: Card, span: Span) -> Card:
    return Card(card.tone, (span,), passages=card.passages, source=card.source)
