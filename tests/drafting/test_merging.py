"""A corrected statement merged into a reviewed brief: what stays, changes, comes and goes."""

import difflib
from pathlib import Path

import pytest

from bot.adapters.brief_files import BriefOnDisk, open_brief, parsed
from bot.adapters.brief_updating import updated
from bot.core.brief import Brief, BriefFile, Fact, Kind, Source
from bot.drafting.drafting import draft
from bot.drafting.merging import NEW, Merge, merge
from bot.drafting.passages import Passages
from bot.errors import OtherStatement
from tests.adapters.malformed import BRIEF, STATEMENT, good
from tests.conftest import ROOT, SEED


@pytest.fixture
def found(tmp_path: Path) -> BriefOnDisk:
    """Return the reviewed brief that is corrected."""
    good(tmp_path / "harbour")
    return open_brief(tmp_path / "harbour")


def corrected(found: BriefOnDisk, *changes: tuple[str, str], new: tuple[Fact, ...] = ()) -> Merge:
    """Return what a statement does that differs in these texts."""
    return merge(found.brief, statement(*changes), drafted(found.brief, new))


def statement(*changes: tuple[str, str]) -> str:
    """Return the statement with texts changed."""
    text = STATEMENT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def drafted(brief: Brief, facts: tuple[Fact, ...]) -> BriefFile:
    """Return a draft of these facts."""
    return BriefFile.model_construct(source=brief.source, summary=(), facts=facts)


def keys(merged: Merge) -> dict[str, dict[str, object]]:
    """Return what is written anew, by fact."""
    return {one.fact.id: dict(one.keys) for one in merged.changed}


def test_the_same_statement_changes_nothing(found: BriefOnDisk) -> None:
    """White space and further line breaks are no change either."""
    wrapped = statement((" that over", "\n  that over"), ("\n\nThe", "\n\n\nThe"))

    assert merge(found.brief, wrapped, drafted(found.brief, ())) == Merge()
    assert corrected(found) == Merge()


def test_a_changed_figure_changes_its_fact_alone(found: BriefOnDisk) -> None:
    """The value and its evidence follow the statement, with what it was for the reviewer."""
    merged = corrected(found, ("over 40 boats", "nearly 50 boats"))

    assert keys(merged) == {
        "boats": {
            "evidence": ("nearly 50 boats were moved to Pier Nine",),
            "value": "nearly 50 boats",
            "unsure": "changed: was 'over 40 boats'",
        }
    }
    assert merged.lines == ("boats: value: was 'over 40 boats', now 'nearly 50 boats'",)


def test_a_value_in_the_reviewers_own_words_takes_the_statements(found: BriefOnDisk) -> None:
    """Where "5 million euros" was written "€5 million", the new words of the statement come in."""
    merged = corrected(found, ("5 million euros", "6.5 million euros"))

    assert keys(merged)["money"]["value"] == "up to 6.5 million euros"


def test_a_qualifier_that_comes_or_goes_is_a_changed_value(found: BriefOnDisk) -> None:
    """The figure without "up to" is another value, and so is one that gets "about"."""
    less = corrected(found, ("up to 5 million", "5 million"))
    more = corrected(found, ("over 40", "about 40"))

    assert keys(less)["money"]["value"] == "5 million euros"
    assert keys(more)["boats"]["value"] == "about 40 boats"


def test_other_words_in_the_sentence_are_changed_wording(found: BriefOnDisk) -> None:
    """Where the value stays, so does the reviewer's way of writing it; the sentence is looked at."""
    merged = corrected(found, ("It will spend", "It plans to spend"))

    assert keys(merged) == {
        "money": {
            "evidence": ("It plans to spend up to 5 million euros on the pier in 2025.",),
            "unsure": "changed: the sentence reads otherwise than before",
        }
    }
    assert merged.lines[0].startswith("money: wording: was 'It will spend up to")


def test_long_texts_are_told_from_where_they_differ() -> None:
    """Both of two long values that begin alike are shown from just before the change."""
    opening = "Under the agreement signed in Lowton on a cold day in May the Board will pay up to"
    before = f"{opening} 5 million euros for the pier."
    fact = Fact(
        id="pay", kind=Kind.MONEY, value=before[:-1], label="pay", evidence=(before,), ask=("pay",)
    )
    file = BriefFile(source=Source(), summary=(), facts=(fact,))
    brief = Brief("harbour", before, file)

    after = before.replace("5 million", "7 million")
    assert merge(brief, after, file).lines == (
        "pay: value: was '… pay up to 5 million euros for the pier', "
        "now '… pay up to 7 million euros for the pier'",
    )


def test_a_word_beside_short_evidence_is_noticed(found: BriefOnDisk) -> None:
    """Evidence that still stands to the letter is looked at where its sentence changed."""
    merged = corrected(found, ("said today that over", "denied today that over"))

    assert keys(merged) == {
        "boats": {
            "evidence": ("over 40 boats were moved to Pier Nine",),
            "unsure": "changed: the sentence reads otherwise than before",
        }
    }


def test_parts_of_a_fact_follow_as_well(found: BriefOnDisk) -> None:
    """Where and when move with their sentence; what is no longer said is emptied."""
    merged = corrected(found, ("to Pier Nine", "to Dock Nine"), (" in 2025", ""))

    assert keys(merged)["boats"]["place"] == "Dock Nine"
    assert keys(merged)["money"]["period"] == ""


def test_a_sentence_that_moved_is_no_change(found: BriefOnDisk) -> None:
    """The order of the sentences is not what a fact says."""
    spent = "It will spend up to 5 million euros on the pier in 2025.\n"
    merged = corrected(found, (spent, ""), ('winter."\n', f'winter."\n\n{spent}'))

    assert merged == Merge()


def test_a_sentence_that_is_gone_withdraws_its_facts(found: BriefOnDisk) -> None:
    """A withdrawn speaker is no longer named as one; the rest stays."""
    merged = corrected(found, ("Chair Ada Quill said: ", "The board said: "))

    assert [fact.id for fact in merged.withdrawn] == ["quill"]
    assert keys(merged)["ready"]["said_by"] == ""
    assert "quill: withdrawn: 'Ada Quill'" in merged.lines


def test_what_is_new_is_added_where_it_stands(found: BriefOnDisk) -> None:
    """A drafted fact of a new sentence comes in below the fact before it, under an id of its own."""
    sentence = "A further 12 boats left."
    fresh = Fact(
        id="money",
        kind=Kind.COUNT,
        value="12 boats",
        label="boats left",
        evidence=sentence,
        ask="left?",
    )
    merged = corrected(found, ("It will spend", f"{sentence} It will spend"), new=(fresh,))

    assert [(above, fact.id, fact.unsure) for above, fact in merged.added] == [
        ("boats", "money-2", NEW)
    ]


def test_a_new_figure_in_a_known_sentence_is_added(found: BriefOnDisk) -> None:
    """What the reviewer left out of a sentence stays out; a figure that came into it is new."""
    changed = "were moved to Pier Nine by 8 tugs"
    line = f"The Harbour Board said today that over 40 boats {changed}."
    tugs = Fact(
        id="tugs", kind=Kind.COUNT, value="8 tugs", label="tugs", evidence=line, ask="tugs?"
    )
    boats = Fact(id="x", kind=Kind.COUNT, value="over 40", label="boats", evidence=line, ask="b?")
    board = Fact(
        id="y", kind=Kind.ACTION, value="The Harbour Board said", label="s", evidence=line, ask="s?"
    )
    merged = corrected(found, ("were moved to Pier Nine", changed), new=(boats, board, tugs))

    assert [fact.id for _, fact in merged.added] == ["tugs"]


def test_what_is_said_again_is_not_new(found: BriefOnDisk) -> None:
    """A count that a fact has already is no second fact; a sum may be of something else."""
    line = "Again over 40 boats left for up to €5 million."
    count = Fact(id="x", kind=Kind.COUNT, value="over 40 boats", label="b", evidence=line, ask="b?")
    money = Fact(
        id="y", kind=Kind.MONEY, value="up to €5 million", label="m", evidence=line, ask="m?"
    )
    merged = corrected(found, ("It will spend", f"{line} It will spend"), new=(count, money))

    assert [fact.id for _, fact in merged.added] == ["y"]


def test_words_lead_from_the_old_place_to_the_new() -> None:
    """Replaced words at an edge belong to the passage, added sentences do not."""
    passages = Passages("It cost 5 euros. Done.", "Before all it cost nearly 7 euros. All is done.")

    place = passages.moved(8, 15, least=0)
    assert place is not None
    assert passages.new[slice(*passages.with_figures(place))] == "nearly 7 euros"
    qualified = Passages("It cost 5 euros.", "It cost up to 5 euros.")
    assert qualified.moved(8, 15) == (14, 21)
    assert qualified.with_figures((14, 21)) == (8, 21)
    assert Passages("One. Two three four.", "One. Five.").moved(5, 20) is None


def test_the_reviewers_work_survives_in_the_file(found: BriefOnDisk) -> None:
    """Only the changed fact's lines and the review differ; comments and order stay."""
    changes = (("over 40 boats", "over 50 boats"),)
    text = updated(found, corrected(found, *changes), statement(*changes), {})

    lines = difflib.ndiff(BRIEF.splitlines(), text.splitlines())
    assert [line for line in lines if line[:2] in {"- ", "+ "}] == [
        "-   by: Ann Bee",
        "-   on: 2024-05-04",
        '+   by: ""',
        "+   on:",
        "-     value: over 40 boats",
        "+     value: over 50 boats",
        "+     unsure: \"changed: was 'over 40 boats'\"",
        "-     evidence: over 40 boats were moved to Pier Nine",
        "+     evidence: over 50 boats were moved to Pier Nine",
    ]


def test_a_withdrawn_fact_stays_as_a_comment(found: BriefOnDisk) -> None:
    """It leaves the summary and the gaps, and its lines are there to be read."""
    changes = (("It will spend up to 5 million euros on the pier in 2025.\n", ""),)
    text = updated(found, corrected(found, *changes), statement(*changes), {})

    brief = parsed(found.path, text, statement(*changes)).brief
    assert (brief.file.summary, brief.file.gaps[0].nearest) == (("boats",), "")
    assert "  # withdrawn: the statement as corrected no longer says this\n  # - id: money" in text
    assert not brief.reviewed


def test_another_statement_is_refused(found: BriefOnDisk) -> None:
    """A text that shares nothing with the brief is no correction of it."""
    with pytest.raises(OtherStatement):
        updated(found, merge(found.brief, "Nothing.", drafted(found.brief, ())), "Nothing.", {})


def test_the_seed_survives_a_correction_drafted_for_real() -> None:
    """With the drafter's own facts the result loads, and what was not touched is as it was."""
    seed = open_brief(ROOT / "briefs" / SEED)
    text = seed.brief.statement.replace("up to 72.2 million", "up to 74 million")
    text += "\n  A further 12 boats were seized in Calais on 3 December.\n"

    merged = merge(seed.brief, text, draft(text, source=seed.brief.source))
    brief = parsed(seed.path, updated(seed, merged, text, {}), text).brief

    touched = {one.fact.id for one in merged.changed}
    assert brief.by_id["worth"].value == "up to 74 million euros"
    assert merged.withdrawn == ()
    assert any("12" in fact.value for _, fact in merged.added)
    assert [one for one in seed.brief.facts if one.id not in touched] == [
        one for one in brief.facts if one.id in seed.brief.by_id and one.id not in touched
    ]
