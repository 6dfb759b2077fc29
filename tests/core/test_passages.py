from bot.core.aspects import Aspect, part
from bot.core.brief import Brief, Fact, Kind
from bot.core.passages import passage, passages

FUND = Fact(
    id="fund", kind=Kind.MONEY, value="€72.2 million", label="joint fund", period="in 2022",
    evidence=("Ministers met.", "The fund of €72.2 million was agreed in 2022."),
    ask=("How much is the fund?", "cash, pot"),
)  # fmt: skip


def test_a_value_stands_in_its_sentence() -> None:
    """The sentence that holds the value is cut around it; sort and name go before."""
    found = passage(FUND, Aspect.VALUE)

    assert found == ("money", "joint fund", "The fund of ", "€72.2 million", " was agreed in 2022.")


def test_another_part_is_shown_as_what_it_is() -> None:
    """The same sentence is cut around the time, and called one."""
    found = passage(FUND, Aspect.PERIOD)

    assert (found.sort, found.value, found.after) == ("when", "in 2022", ".")


def test_a_value_that_its_sentence_writes_otherwise_comes_first() -> None:
    """Where no sentence holds the very words, nothing is lost."""
    found = passage(FUND.model_copy(update={"value": "€72.2m"}), Aspect.VALUE)

    assert (found.before, found.value, found.after) == ("", "€72.2m", "Ministers met.")


def test_every_part_of_every_fact_has_a_passage(seed: Brief) -> None:
    """All that may answer can be read, each once."""
    expected = sum(bool(part(fact, aspect)) for fact in seed.facts for aspect in Aspect)

    assert len(list(passages(seed))) == expected
