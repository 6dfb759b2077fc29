"""Questions that are offered while somebody types."""

from bot.core.brief import Brief
from bot.core.handles import subject_of
from bot.core.library import Library
from bot.core.suggesting import MOST, suggest, suggest_briefs
from bot.core.text import words
from bot.core.wording_facts import may_be_offered


def test_two_letters_are_enough(seed: Brief) -> None:
    """Two letters of a question's word find it, those of the question itself first."""
    found = suggest("fu", [seed])

    assert found[0].question == "How much funding is there?"
    assert found[0].kind.value == "money"


def test_every_suggestion_is_answered_by_its_fact(seed: Brief, library: Library) -> None:
    """Each suggestion names a fact of its statement that may be offered, and no question twice."""
    found = suggest("", [seed], most=1000)

    facts = [subject_of(one.handle, library) for one in found]
    offered = [seed.by_id[one.facts[0]] for one in facts if one]
    assert len(offered) == len(found) == len({one.question for one in found})
    assert all(may_be_offered(fact) for fact in offered)
    assert {fact.ask[0] for fact in offered} == {f.ask[0] for f in seed.facts if may_be_offered(f)}


def test_nothing_typed(seed: Brief) -> None:
    """Before anything is typed the questions of the summary come first, 25 at the most."""
    found = suggest("", [seed])

    summary = [seed.by_id[one].ask[0] for one in seed.file.summary]
    offered = [one for one in summary if one in {s.question for s in found}]
    assert [one.question for one in found[: len(offered)]] == offered
    assert len(found) == MOST


def test_every_word_must_fit(seed: Brief) -> None:
    """More words narrow the list down; a word that begins nothing leaves none."""
    one, both = suggest("how many", [seed]), suggest("how many arr", [seed])

    assert {s.handle for s in both} < {s.handle for s in suggest("arr", [seed])} | {
        s.handle for s in one
    }
    assert both[0].question == "How many arrests have there been?"
    assert suggest("how many zzz", [seed]) == ()


def test_hostile_typing(seed: Brief) -> None:
    """Signs without any word offer what nothing typed offers."""
    assert suggest("@everyone*"[9:], [seed]) == suggest("", [seed])
    assert words("@#") == ()


def test_briefs_by_title_and_date(seed: Brief) -> None:
    """A statement is found by words of its title, publisher and date, in any case."""
    assert suggest_briefs("joint STATE", [seed]) == (seed,)
    assert suggest_briefs("14 november", [seed]) == (seed,)
    assert suggest_briefs("harbour", [seed]) == ()
    assert suggest_briefs("", [seed, seed], most=1) == (seed,)
