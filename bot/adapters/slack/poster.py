"""Posts a card to a channel by itself, and looks whether it is there."""

from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.calling import call
from bot.adapters.slack.looking import found
from bot.adapters.slack.pacing import Pacing
from bot.adapters.slack.payload import marked, payload_of
from bot.adapters.slack.workspaces import Workspaces
from bot.core.card import Card
from bot.errors import LookUpImpossible, PostRefused, PostUncertain


class SlackPoster:
    """Fulfils `bot.ports.Poster` through the Web API; needs the bot in the channel.

    `tenant` is the channel's workspace; none means the only one that is served.
    """

    def __init__(self, workspaces: Workspaces, *, pacing: Pacing, tenant: str = "") -> None:
        self._workspaces = workspaces
        self._pacing = pacing
        self._tenant = tenant

    def of(self, tenant: str) -> "SlackPoster":
        """Return a poster for one workspace."""
        return SlackPoster(self._workspaces, pacing=self._pacing, tenant=tenant)

    async def post(self, channel: str, card: Card, *, marker: str, tenant: str = "") -> str:
        """Post once and return the message's time stamp, which is its id."""
        client, workspace = await self._client(tenant)
        message = {"channel": channel, **marked(payload_of(card), marker)}
        answer = await call(client.chat_postMessage, self._pacing, workspace, **message)
        if not answer.get("ts"):
            raise PostUncertain("no_ts")
        return str(answer["ts"])

    async def find(
        self, channel: str, *, marker: str, since: datetime, tenant: str = ""
    ) -> str | None:
        """Return the time stamp of the message with this marker, None where there is none."""
        try:
            client, _ = await self._client(tenant)
        except PostRefused as refused:
            raise LookUpImpossible(str(refused)) from refused
        return await found(client, marker, channel=channel, oldest=f"{since.timestamp():.6f}")

    async def _client(self, tenant: str) -> tuple[AsyncWebClient, str]:
        workspace = self._workspaces.of(tenant or self._tenant)
        return await self._workspaces.client(workspace), workspace.tenant
