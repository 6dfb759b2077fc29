"""Python runs this first in a bot process of the tests: it sends the libraries to the fakes."""

import os

if slack := os.environ.get("FAKE_SLACK_URL"):
    from tests.wire import redirect_slack

    redirect_slack.install(slack)

if discord := os.environ.get("FAKE_DISCORD_URL"):
    from tests.wire import redirect_discord

    redirect_discord.install(discord, hurry=False)
