"""What the documentation shows of Slack is what Slack gets."""

from tests.adapters.slack.documentation import PAGE, document


async def test_surfaces() -> None:
    """docs/slack-surfaces.md holds what is drawn now: the module's command writes it anew."""
    drawn = await document()

    assert PAGE.read_text(encoding="utf-8") == drawn
