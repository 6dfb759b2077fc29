"""What the buttons of a message do: share, keep, cite, vote, choose, say that it was not meant."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.adapters.slack.buttons import VALUE_LIMIT, Wish, wish_of
from bot.adapters.slack.controls import Look, controls
from bot.adapters.slack.render import readable, render
from bot.core.answering import answer
from bot.core.card import Card, Choice, Deed, Prompt, Role, Span, Tone, words
from bot.core.citing import Style
from bot.core.handles import subject_of
from bot.core.library import Library
from bot.core.lock import faults
from bot.core.wording import answer_card
from bot.core.wording_citation import citation_card
from bot.core.wording_slack import KEEP, NOT_ASKED, SHARE
from tests.adapters.slack.conftest import ANSWER, VALUE
from tests.adapters.slack.fakes import FakeService
from tests.wire import slack_events as events
from tests.wire.fake_slack import FakeSlack, refused
from tests.wire.slack_checks import message_faults

Payload = dict[str, Any]

HANDLE = "aAAAAAAAABBBBBBBB"
FULL = replace(
    ANSWER,
    prompts=(Prompt("How many arrests?", "how many arrests?", HANDLE),),
    handle=HANDLE,
    deeds=(Deed.CITE, Deed.NOT_ASKED, Deed.VOTE),
)


def elements(payload: Payload) -> dict[str, Payload]:
    """Return what can be pressed in a message, by its action id."""
    rows = [block for block in payload["blocks"] if "elements" in block]
    return {one["action_id"]: one for row in rows for one in row["elements"] if "action_id" in one}


def pressed(value: str, **more: Any) -> Payload:
    """Return a press of a button with this value."""
    return events.press(value, action_id="x", **more)


@pytest.fixture
def full(service: FakeService) -> FakeService:
    """Give a service whose answer can be cited, voted on and shared."""
    service.card = FULL
    return service


def test_controls_of_an_answer() -> None:
    """An answer has its next questions, its citations, the way to say more, and votes."""
    shown = elements(render(FULL, Look(question="how much?")))

    assert list(shown) == ["next_0", "cite", "not_asked", "vote"]
    assert wish_of(shown["next_0"]) == Wish("show", handle=HANDLE)
    assert wish_of(shown["not_asked"]) == Wish("not_asked", text="how much?", handle=HANDLE)
    assert [wish_of({"selected_option": one}) for one in shown["cite"]["options"]] == [
        Wish("cite", handle=HANDLE, option=style) for style in Style
    ]
    votes = [shown["vote"][f"{kind}_button"] for kind in ("positive", "negative")]
    assert [wish_of(vote) for vote in votes] == [
        Wish("vote", handle=HANDLE, option="up"),
        Wish("vote", text="how much?", handle=HANDLE, option="down"),
    ]


def test_every_control_is_a_message_that_slack_takes() -> None:
    """With every control there is, the message is one of Slack's schema."""
    choices = tuple(
        Choice(Span(Role.SOURCE, f"Statement {at}"), HANDLE, Deed.USE) for at in range(25)
    )
    deeds = tuple(Deed)

    payload = render(
        replace(FULL, choices=choices, deeds=deeds), Look(share=Wish("ask", text="how much?"))
    )

    assert message_faults(payload) == []


def test_a_question_that_is_too_long_goes_along_cut() -> None:
    """However long a question, every button still fits."""
    shown = elements(render(FULL, Look(question="x€" * 5_000, share=Wish("ask", text="x" * 5_000))))

    assert "share" not in shown
    assert all(len(one.get("value", "")) <= VALUE_LIMIT for one in shown.values())
    assert wish_of(shown["not_asked"])


@pytest.mark.parametrize(
    "value",
    ["", "text", "[]", "{}", '{"command": 1}', '{"command": "ask", "odd": "x"}', "null", "1"],
)
def test_a_foreign_value_is_no_wish(value: str) -> None:
    """What is not a value of ours asks for nothing."""
    assert wish_of({"action_id": "x", "value": value}) is None


def test_a_question_of_a_choice_goes_along() -> None:
    """Choosing a statement to ask of takes the question along; using one needs none."""
    label = Span(Role.SOURCE, "Harbour plan")
    card = Card(
        Tone.UNSURE,
        (words("Which?"),),
        choices=(Choice(label, "_AAAAAAAA", Deed.ASK_IN), Choice(label, "_BBBBBBBB", Deed.USE)),
    )

    shown = elements(render(card, Look(question="how high?")))

    assert [wish_of(one) for one in shown.values()] == [
        Wish("ask", text="how high?", brief="_AAAAAAAA"),
        Wish("use", text="_BBBBBBBB"),
    ]


def test_citations_are_copied_letter_by_letter(library: Library) -> None:
    """What is to be copied is shown as it is, marks and all, and is locked like any answer."""
    card = answer_card(answer("how many arrests?", library))
    subject = subject_of(card.handle, library)
    assert subject

    cited = citation_card(subject, Style)
    payload = render(cited, Look(copyable=True))

    texts = [
        block["elements"][0]["elements"][0]["text"]
        for block in payload["blocks"]
        if block["type"] == "rich_text"
    ]
    assert texts == ["".join(span.text for span in one.short) for one in cited.passages]
    assert any("**Arrests secured" in text for text in texts)
    assert faults(cited, readable(payload)) == ()
    assert message_faults(payload) == []


def test_nothing_can_be_done_with_a_plain_card() -> None:
    """A card without deeds has no controls."""
    assert list(controls(Card(Tone.PLAIN, (words("Plain."),)), Look())) == []


@pytest.mark.usefixtures("bot")
class TestOverTheWire:
    """Buttons pressed in Slack."""

    async def test_slash_answer_can_be_shared_or_kept(
        self, slack: FakeSlack, full: FakeService
    ) -> None:
        """A private answer shows the question it understood, and may be shared or kept."""
        ack = await slack.send(events.slash())

        shown = elements(ack["payload"])
        assert [shown[name]["text"]["text"] for name in ("share", "keep")] == [SHARE, KEEP]
        assert "how much funding?" in ack["payload"]["text"]
        assert full.requests[0].echo

    async def test_share(self, slack: FakeSlack, full: FakeService) -> None:
        """*Share to channel* posts the answer to the channel and replaces the private one."""
        shown = elements((await slack.send(events.slash()))["payload"])

        await slack.send(pressed(shown["share"]["value"], ephemeral=True))

        (post,) = await slack.posted()
        (replaced,) = await slack.posted(1, "response_url")
        assert (post["channel"], post.get("thread_ts")) == ("C1", None)
        assert VALUE in post["text"]
        assert (replaced["replace_original"], replaced["text"]) == (True, "Shared to the channel.")
        assert full.requests[1].text == "how much funding?"

    async def test_share_twice(self, slack: FakeSlack, full: FakeService) -> None:
        """Pressed again and again, an answer is shared once."""
        shown = elements((await slack.send(events.slash()))["payload"])

        for at in range(3):
            press = pressed(shown["share"]["value"], ephemeral=True, trigger_id=f"9.{at}")
            press["actions"][0]["action_ts"] = f"1700000002.00030{at}"
            await slack.send(press)
        await slack.send(events.mention())

        assert len(await slack.posted(2)) == 2  # the shared one, and the mention's
        assert len(full.requests) == 3

    async def test_share_where_the_bot_is_no_member(
        self, slack: FakeSlack, full: FakeService
    ) -> None:
        """In a channel without the bot the press's own address shows the answer to all."""
        shown = elements((await slack.send(events.slash()))["payload"])
        slack.fault("chat.postMessage", refused("not_in_channel"))

        await slack.send(pressed(shown["share"]["value"], ephemeral=True))

        post, replaced = await slack.posted(2, "response_url")
        assert (post["response_type"], post["replace_original"]) == ("in_channel", False)
        assert VALUE in post["text"]
        assert replaced["replace_original"]
        assert full.card is FULL

    async def test_share_refused(self, slack: FakeSlack, full: FakeService) -> None:
        """Where it cannot be shared the asker keeps the answer and is told why."""
        shown = elements((await slack.send(events.slash()))["payload"])
        slack.fault("chat.postMessage", refused("restricted_action"))
        slack.fault("response_url", refused("restricted_action"))

        await slack.send(pressed(shown["share"]["value"], ephemeral=True))

        (notice,) = await slack.posted(1, "chat.postEphemeral")
        kept = (await slack.posted(2, "response_url"))[1]
        assert "does not let me post in this channel" in notice["text"]
        assert VALUE in kept["text"]
        assert "share" not in elements(kept)
        assert full.card is FULL

    async def test_keep(self, slack: FakeSlack, full: FakeService) -> None:
        """*Keep private* leaves the answer where it is, without the two buttons."""
        shown = elements((await slack.send(events.slash()))["payload"])

        await slack.send(pressed(shown["keep"]["value"], ephemeral=True))

        (kept,) = await slack.posted(1, "response_url")
        assert (kept["response_type"], kept["replace_original"]) == ("ephemeral", True)
        assert VALUE in kept["text"]
        assert not {"share", "keep"} & set(elements(kept))
        assert slack.called("chat.postMessage") == []
        assert full.card is FULL

    @pytest.mark.parametrize("text", ["help", "list", "about x", "use x", ""])
    async def test_what_is_no_answer_is_not_shared(
        self, slack: FakeSlack, full: FakeService, text: str
    ) -> None:
        """Only answers and summaries are offered to be shared."""
        ack = await slack.send(events.slash(text))

        assert "share" not in elements(ack["payload"])
        assert full.card is FULL

    async def test_next_question(self, slack: FakeSlack, full: FakeService) -> None:
        """A next question in front of all is answered for all, in its thread."""
        await slack.send(pressed(Wish("show", handle=HANDLE).value))

        (post,) = await slack.posted()
        assert post["thread_ts"] == "1700000001.000200"
        assert [(one.command, one.handle) for one in full.requests] == [("show", HANDLE)]

    async def test_next_question_of_a_private_answer(
        self, slack: FakeSlack, full: FakeService
    ) -> None:
        """A next question under a private answer is answered privately, and may be shared."""
        await slack.send(pressed(Wish("show", handle=HANDLE).value, ephemeral=True))

        (post,) = await slack.posted(1, "chat.postEphemeral")
        shown = elements({"blocks": json.loads(json.dumps(post["blocks"]))})
        assert wish_of(shown["share"]) == Wish("show", handle=HANDLE, then="share")
        assert full.card is FULL

    @pytest.mark.parametrize(
        "wish",
        [
            Wish("cite", handle=HANDLE, option="ap"),
            Wish("not_asked", text="how much?", handle=HANDLE),
            Wish("vote", handle=HANDLE, option="up"),
            Wish("use", text="_AAAAAAAA"),
        ],
        ids=lambda wish: str(wish.command),
    )
    async def test_for_one(self, slack: FakeSlack, full: FakeService, wish: Wish) -> None:
        """What one person does with an answer is answered for them alone, in its thread."""
        await slack.send(pressed(wish.value, thread_ts=events.TS))

        (post,) = await slack.posted(1, "chat.postEphemeral")
        (asked,) = full.requests
        assert (post["user"], post["thread_ts"]) == ("U1", events.TS)
        assert (asked.command, asked.text, asked.handle, asked.option) == (
            wish.command,
            wish.text,
            wish.handle,
            wish.option,
        )
        assert (asked.person, asked.channel, asked.message) == ("U1", "C1", "C1:1700000001.000200")
        assert slack.called("chat.postMessage") == []

    async def test_citation_in_a_direct_message(self, slack: FakeSlack, full: FakeService) -> None:
        """In a direct message a citation stays, as all else does there."""
        wish = Wish("cite", handle=HANDLE)

        await slack.send(pressed(wish.value, channel="D1"))

        assert len(await slack.posted()) == 1
        assert full.requests[0].channel == ""

    async def test_chosen_from_a_list(self, slack: FakeSlack, full: FakeService) -> None:
        """An entry of a list is read like a button."""
        press = events.press(thread_ts=events.TS)
        wish = Wish("cite", handle=HANDLE, option="plain")
        press["actions"] = [
            {
                "type": "static_select",
                "action_id": "cite",
                "block_id": "b",
                "action_ts": "1.1",
                "selected_option": {"text": {}, "value": wish.value},
            }
        ]

        await slack.send(press)

        await slack.posted(1, "chat.postEphemeral")
        assert [(one.command, one.option) for one in full.requests] == [("cite", "plain")]

    async def test_not_asked_is_offered(self, slack: FakeSlack, full: FakeService) -> None:
        """An answer in a thread takes its question along for whoever asked something else."""
        await slack.send(events.mention())

        (post,) = await slack.posted()
        shown = elements(post)
        assert shown["not_asked"]["text"]["text"] == NOT_ASKED
        assert wish_of(shown["not_asked"]) == Wish(
            "not_asked", text="how much funding?", handle=HANDLE
        )
        assert full.card is FULL
