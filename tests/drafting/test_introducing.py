"""People whom a sentence introduces by their age, their home or what they are."""

import pytest

from bot.core.brief import Kind, Source
from bot.drafting.drafting import draft
from bot.drafting.introducing import aged
from bot.drafting.sentences import sentences

CHARGED = (
    "Ines Carla Duarte II, 43, and Rasmus Holm, 34, both of Arden; Tove Lind, 28 of Port Esk, Ohio; "
    "and Cato Moss, 70, were charged in a 14-count indictment."
)


def told(text: str) -> list[tuple[str, str, str]]:
    """Return kind, value and label of what is told of people."""
    file = draft(text, source=Source(title="A title", publisher="The house", date="2 May 2024"))
    return [
        (str(fact.kind), fact.value, fact.label)
        for fact in file.facts
        if fact.kind is Kind.PERSON or fact.label.split()[0] in {"age", "home", "role"}
    ]


def test_who_is_named_with_an_age_has_a_name_an_age_and_a_home() -> None:
    """Each of several has their own; "both of" is the home of those before."""
    assert told(CHARGED) == [
        ("person", "Ines Carla Duarte II", "were charged in a count indictment"),
        ("duration", "Ines Carla Duarte II, 43", "age of Ines Carla Duarte II"),
        ("action", "Arden", "home of Ines Carla Duarte II"),
        ("person", "Rasmus Holm", "were charged in a count indictment"),
        ("duration", "Rasmus Holm, 34", "age of Rasmus Holm"),
        ("action", "Arden", "home of Rasmus Holm"),
        ("person", "Tove Lind", "were charged in a count indictment"),
        ("duration", "Tove Lind, 28", "age of Tove Lind"),
        ("action", "Port Esk, Ohio", "home of Tove Lind"),
        ("person", "Cato Moss", "were charged in a count indictment"),
        ("duration", "Cato Moss, 70", "age of Cato Moss"),
    ]


def test_an_age_is_counted_nowhere() -> None:
    """An age beside a name is no number of anything."""
    file = draft(CHARGED, source=Source(title="A title", publisher="The house", date="2 May 2024"))

    assert [one.value for one in file.facts if one.kind is Kind.COUNT] == ["14"]


@pytest.mark.parametrize(
    "text",
    [
        "In Port Esk, 28 of 30 schools closed.",
        "On Monday October, 12, they met.",
        "The Fenn Council, 12, objected.",
        "Since Lake Arden, 300, was drained, nothing grew.",
    ],
)
def test_other_figures_after_names_are_no_ages(text: str) -> None:
    """A place, a day, a house and a number too high are no people with an age."""
    assert [aged(one) for one in sentences(text)] == [()]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The court identified the defendant as Tove Lind of Arden.", "Tove Lind", "defendant"),
        ("He met climate activist Cato Moss in Arden.", "Cato Moss", "climate activist"),
        ("Her brother, Rasmus Holm, was there.", "Rasmus Holm", "brother"),
        ("It was led by the Fraud Section and Trial Attorney Tove Lind.", "Tove Lind", "Trial Attorney"),
        ("Inspector in Charge Tove Lind announced it.", "Tove Lind", "Inspector in Charge"),
        ("Attorney-General Tove Lind MP announced it.", "Tove Lind MP", "Attorney-General"),
        ("She thanked victim Tove Lind's family for it.", "Tove Lind", "victim"),
    ],
)  # fmt: skip
def test_what_somebody_is_stands_before_the_name(text: str, name: str, role: str) -> None:
    """Somebody is introduced by what they are, without the end of what stands before."""
    assert told(text) == [("person", name, role), ("action", role, f"role of {name}")]


@pytest.mark.parametrize(
    "text",
    ["The victims met President of Pan Arden Lawyers yesterday.", "The resident On May came."],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    """A society and a month are nobody's name."""
    assert told(text) == []


def test_a_value_never_ends_inside_a_name() -> None:
    """What is too long for an answer is cut at a phrase, not after an initial."""
    text = (
        "The arrests and the charges of this morning were announced by Acting Attorney General Tove P. "
        "Lind of the Fraud Section of the Department of Rivers, and by the governor of the whole state."
    )
    values = [
        one.value for one in draft(text, source=Source(title="", publisher="", date="")).facts
    ]

    assert not [one for one in values if one.endswith(" P")]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The town's alderman, Tove Lind, announced it.", "Tove Lind", "alderman"),
        ("Chief executive Tove Lind announced it.", "Tove Lind", "Chief executive"),
        ("It was up to the governor of the Esk Fund, Tove Lind, to act.", "Tove Lind", "governor of the Esk Fund"),
        ("It was announced by Tove Lind, director for inland fairs.", "Tove Lind", "director for inland fairs"),
        ("It was announced by Tove Lind, spokeswoman of Esk Rail in Arden.", "Tove Lind", "spokeswoman of Esk Rail in Arden"),
    ],
)  # fmt: skip
def test_an_office_in_small_letters_is_one(text: str, name: str, role: str) -> None:
    """An office is told before the name or after it, with all that it is for."""
    assert told(text) == [("person", name, role), ("action", role, f"role of {name}")]


def test_several_who_speak_together_are_not_parted() -> None:
    """Two of three would be a wrong list."""
    assert told("Arden, Beck and Holm have said that they will join.") == [
        ("person", "Arden, Beck and Holm", "speaker: Arden, Beck and Holm")
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("According to the auditors the weir has cost CHF 3 million more.", []),
        ("More than 900 eels came back, according to the Ardenian side; 40 did not.", ["Ardenian side"]),
        ("It was late, according to the Ministry of the Rivers, to act.", ["Ministry of the Rivers"]),
        ("The ferry is late, Arden and Holm, the owners, said after talks in Beck.", []),
        ("Near Esk Bridge 11 sheds have burnt and a barn was lost, Arden Council said.", ["Arden Council"]),
    ],
)  # fmt: skip
def test_only_who_speaks_is_a_speaker(text: str, speaker: list[str]) -> None:
    """Neither a currency nor the place of the talks said anything."""
    assert [value for kind, value, _ in told(text) if kind == "person"] == speaker
