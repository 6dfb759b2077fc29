"""What is known of channels and people before and after a scheduled post."""

import asyncio

import pytest

from bot.adapters.slack.platform import SlackPlatform
from bot.core.schedule import Access
from bot.errors import PostRefused
from bot.ports import Places
from tests.adapters.slack.conftest import ANSWER, VALUE
from tests.wire.fake_slack import FakeSlack, Fault, refused

pytestmark = pytest.mark.usefixtures("bot")


@pytest.mark.parametrize(
    ("fault", "access"),
    [
        (Fault(body={"ok": True, "messages": []}), Access(post=True, read=True)),
        (refused("not_in_channel"), Access(post=False, read=False, reason="not_in_channel")),
        (refused("channel_not_found"), Access(post=False, read=False, reason="channel_not_found")),
        (refused("missing_scope"), Access(read=False)),
    ],
    ids=["a member", "no member", "no such channel", "not permitted to look"],
)
async def test_access(
    slack: FakeSlack, platform: SlackPlatform, fault: Fault, access: Access
) -> None:
    """Whether a post could be made is said as far as Slack says it."""
    slack.fault("conversations.history", fault)

    assert await platform.access("T1", "C1") == access


async def test_tell(slack: FakeSlack, platform: SlackPlatform) -> None:
    """A person is told in their direct messages."""
    await platform.tell("T1", "U7", ANSWER)

    (post,) = slack.called("chat.postMessage")
    assert post["channel"] == "U7"
    assert VALUE in post["text"]


async def test_tell_is_refused(slack: FakeSlack, platform: SlackPlatform) -> None:
    """Where a person cannot be told that is an error of ours."""
    slack.fault("chat.postMessage", refused("user_not_found"))

    with pytest.raises(PostRefused):
        await platform.tell("T1", "U7", ANSWER)


async def test_address(platform: SlackPlatform) -> None:
    """A message of the workspace has an address, one of another workspace has none."""
    assert isinstance(platform, Places)
    assert platform.address("T1", "C1", "1700000001.000200") == (
        "https://example.slack.com/archives/C1/p1700000001000200"
    )
    assert platform.address("T2", "C1", "1700000001.000200") == ""


async def test_posts_in_their_workspace(slack: FakeSlack, platform: SlackPlatform) -> None:
    """A post is made with the token of its workspace."""
    await asyncio.gather(
        platform.poster.post("C1", ANSWER, marker="m1"),
        platform.poster.post("C1", ANSWER, marker="m2", tenant="T1"),  # type: ignore[call-arg]
    )

    assert len(slack.messages["C1"]) == 2
