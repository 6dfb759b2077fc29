"""Messages that are made and checked once, and are each asker's own all the same."""

from dataclasses import replace

from structlog.testing import capture_logs

from bot.adapters.discord.answering import SHARES_KEPT, Shares
from bot.adapters.discord.rows import Use
from bot.adapters.discord.sending import _sound, view_of
from bot.core.card import Card, Role, Span, Tone, words
from bot.core.card import text_of as text_of_line
from bot.core.wording_signs import shortened, too_long
from tests.adapters.discord.conftest import FULL
from tests.wire.discord_checks import text_of, walk


def ids(card: Card, use: Use) -> list[str]:
    """Return the ids of a message's buttons."""
    made = walk(view_of(card, use).to_components())
    return [one["custom_id"] for one in made if "custom_id" in one]


async def test_made_once_for_all_askers() -> None:
    """An equal answer is made and checked once; only the button to delete it differs."""
    card = replace(FULL, notes=((words("made once"),),))
    before = _sound.cache_info().misses

    one, two, one_again = (ids(card, Use(asker=asker)) for asker in (7, 8, 7))

    assert _sound.cache_info().misses == before + 1
    assert (one[-1], two[-1]) == ("delete:7", "delete:8")
    assert one[:-1] == two[:-1]
    assert one_again == one


async def test_what_the_lock_stops_is_told_each_time() -> None:
    """A payload that the lock stops goes out as its quotation alone, and each one is logged."""
    wrong = replace(FULL, headline=(Span(Role.VALUE, "over 900", "worth", "up to 72.2 million"),))

    with capture_logs() as logs:
        shown = [text_of({"components": view_of(wrong).to_components()}) for _ in range(2)]

    assert [one["event"] for one in logs] == ["payload_locked"] * 2
    assert all("900" not in text and "72.2 million" in text for text in shown)


async def test_a_shortened_message_keeps_the_lock() -> None:
    """What is said of passages or lines that did not fit holds no figure that would stop it."""
    long = replace(FULL, passages=FULL.passages * 200)
    longest = replace(FULL, notes=((words("so " * 1400),),))

    with capture_logs() as logs:
        shown = [text_of({"components": view_of(one).to_components()}) for one in (long, longest)]

    assert logs == []
    assert [text_of_line(shortened()) in shown[0], text_of_line(too_long()) in shown[1]] == [
        True
    ] * 2


async def test_what_cannot_be_made() -> None:
    """A card that cannot be put into a message becomes an apology with an error id."""
    broken = Card(Tone.ANSWER, headline=None)  # type: ignore[arg-type]

    with capture_logs() as logs:
        shown = text_of({"components": view_of(broken).to_components()})

    assert logs[0]["event"] == "card_unshowable"
    assert logs[0]["error"] in shown


def test_the_oldest_share_is_forgotten() -> None:
    """What was shown to all is known for so many answers, and can be taken back."""
    shares = Shares()
    for answer in range(SHARES_KEPT + 1):
        shares.begin(answer)
    shares.take_back(7)

    assert [shares.begin(one) for one in (0, 7, SHARES_KEPT)] == [True, True, False]
