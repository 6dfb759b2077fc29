"""The Home tab: shown when it is opened, and again after each change that is made in it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Protocol

import structlog

from bot.adapters.slack import home_view
from bot.adapters.slack.buttons import Wish, wish_of
from bot.adapters.slack.calling import call
from bot.adapters.slack.incoming import Place, Workspace, keys, request_for
from bot.adapters.slack.pacing import Pacing
from bot.adapters.slack.people import manages
from bot.adapters.slack.surface import AGENT_SCOPES, HISTORY, PEOPLE
from bot.adapters.slack.work import Work
from bot.adapters.slack.workspaces import Workspaces
from bot.core.card import Card, Tone, words
from bot.core.library import Library
from bot.core.preference import Preference, Scope
from bot.core.request import Request
from bot.core.request import Wish as PostWish
from bot.core.wording import help_card
from bot.core.wording_place import managers_only_card
from bot.core.wording_scheduling import LABELS
from bot.core.wording_scheduling import Kept as KeptSchedule
from bot.core.wording_slack import NEEDS_HISTORY, SUGGESTIONS
from bot.errors import PostFailed
from bot.ports import Followed
from bot.telemetry import TROUBLE

PROMPTS: Final = 4
_DIALOGUES: Final = {home_view.SET_UP: home_view.dialogue, home_view.NEW: home_view.new_schedule}

log = structlog.get_logger()


class Serving(Protocol):
    """What the tab is made of: `bot.service.Service`."""

    async def respond(self, request: Request) -> Card | None:
        """Return the answer, None for a copy of a message that has one; never raises."""

    def library(self) -> Library:
        """Return the briefs that are served in chats."""

    def may_manage(self, request: Request) -> bool:
        """Say whether a person may choose, see and change things for others."""

    async def chosen(self, request: Request) -> Sequence[Preference]:
        """Return what was chosen for the place and the person of a request."""

    async def schedules(self, request: Request) -> Sequence[KeptSchedule]:
        """Return a place's scheduled posts with their next runs, for who may manage it."""


class Kept(Protocol):
    """What else is kept of a workspace."""

    async def choices(self, *, platform: str, tenant: str) -> Sequence[Preference]:
        """Return every choice of a tenant."""


class Home:
    """Publishes the tab; everything is done beside, since a press is to be acknowledged at once."""

    def __init__(
        self,
        service: Serving,
        workspaces: Workspaces,
        *,
        kept: Kept,
        followed: Followed,
        pacing: Pacing,
        work: Work,
    ) -> None:
        self._service = service
        self._workspaces = workspaces
        self._kept = kept
        self._followed = followed
        self._pacing = pacing
        self._work = work

    def opened(self, event: Mapping[str, Any], workspace: Workspace) -> None:
        """Show the tab to whoever opened it, or in the agent view what can be asked."""
        if event.get("tab") == "home":
            self._work.start(self._publish(workspace, str(event["user"])))
        elif event.get("tab") == "messages":
            self._work.start(self._suggest(workspace, str(event["channel"])))

    def pressed(self, body: Mapping[str, Any], workspace: Workspace) -> None:
        """Do what was pressed or chosen in the tab."""
        wish, user = wish_of(body["actions"][0]), str(body["user"]["id"])
        trigger = str(body.get("trigger_id") or "")
        if wish and wish.command in _DIALOGUES:
            self._work.start(self._open_dialogue(workspace, user, wish.command, trigger))
        elif wish and wish.command in ("use", *LABELS):
            self._work.start(self._do(workspace, user, wish, trigger))

    def filled_in(self, body: Mapping[str, Any], workspace: Workspace) -> None:
        """Set a channel up as it was filled in."""
        view = body.get("view") or {}
        user, name = str(body["user"]["id"]), f"{view.get('id')}:{view.get('hash')}"
        if view.get("callback_id") == home_view.SET_UP:
            self._work.start(self._set_up(workspace, user, home_view.answers(view), name))
        elif view.get("callback_id") == home_view.NEW:
            self._work.start(self._propose(workspace, user, home_view.answers(view), name))

    async def _publish(self, workspace: Workspace, user: str, *notices: Card) -> None:
        try:
            view = home_view.home(await self._shown(workspace, user, notices))
        except Exception:  # the edge: the tab says that it cannot be shown
            error_id = uuid.uuid4().hex[:8]
            log.exception("slack_home_failed", error_id=error_id)
            TROUBLE.labels("slack").inc()
            view = home_view.trouble()
        await self._call(workspace, "views_publish", user_id=user, view=view)

    async def _shown(
        self, workspace: Workspace, user: str, notices: Sequence[Card]
    ) -> home_view.Shown:
        request = await self._request(workspace, user)
        where = {"platform": "slack", "tenant": request.tenant}
        manager = self._service.may_manage(request)
        choices = await self._kept.choices(**where) if manager else ()
        return home_view.Shown(
            library=self._service.library(),
            chosen=await self._service.chosen(request),
            channels=[one for one in choices if one.scope is Scope.CHANNEL],
            followed=sorted(await self._followed.followed(**where)) if manager else (),
            schedules=await self._service.schedules(request),
            manages=manager,
            knows_admins=await self._workspaces.may(workspace, PEOPLE),
            reads=await self._reads(workspace),
            open_questions=await self._open_questions(request) if manager else None,
            notices=notices,
        )

    async def _reads(self, workspace: Workspace) -> bool:
        """Say whether the bot may read channels of one kind at least."""
        return any([await self._workspaces.may(workspace, scope) for scope in HISTORY])

    async def _open_questions(self, request: Request) -> Card | None:
        return await self._service.respond(replace(request, command="open_questions"))

    async def _do(self, workspace: Workspace, user: str, wish: Wish, trigger: str) -> None:
        request = await self._request(workspace, user)
        asked = replace(
            request, keys=keys({}, trigger=trigger), command=wish.command, text=wish.text,
            handle=wish.handle, option=wish.option,
        )  # fmt: skip
        card = await self._service.respond(asked)
        if card:
            await self._publish(workspace, user, card)

    async def _propose(
        self, workspace: Workspace, user: str, filled: Mapping[str, str], name: str
    ) -> None:
        """Show a scheduled summary as it would be; whether that is allowed is the core's to say."""
        request = await self._request(workspace, user)
        wish = PostWish(
            when=filled[home_view.WHEN],
            brief=filled[home_view.STATEMENT],
            channel=filled[home_view.CHANNEL],
        )
        asked = replace(request, keys=keys({}, view=name), command="schedule_preview", wish=wish)
        card = await self._service.respond(asked)
        if card:
            await self._publish(workspace, user, card)

    async def _open_dialogue(
        self, workspace: Workspace, user: str, name: str, trigger: str
    ) -> None:
        if not self._service.may_manage(await self._request(workspace, user)):
            await self._publish(workspace, user, managers_only_card())
            return
        view = _DIALOGUES[name](self._service.library())
        await self._call(workspace, "views_open", trigger_id=trigger, view=view)

    async def _set_up(
        self, workspace: Workspace, user: str, filled: Mapping[str, str], name: str
    ) -> None:
        """Change what was filled in; rights are looked at again, since they may have gone."""
        request = await self._request(workspace, user)
        if not self._service.may_manage(request):
            await self._publish(workspace, user, managers_only_card())
            return
        channel, statement = filled[home_view.CHANNEL], filled[home_view.STATEMENT]
        notices = []
        if statement != home_view.AS_IS:
            asked = replace(
                request, keys=keys({}, view=name), command="use", text=statement,
                channel=channel, option=Scope.CHANNEL.value,
            )  # fmt: skip
            notices.append(await self._service.respond(asked))
        if filled[home_view.FOLLOW] != home_view.AS_IS:
            notices.append(await self._follow(workspace, channel, on=filled[home_view.FOLLOW]))
        await self._publish(workspace, user, *(notice for notice in notices if notice))

    async def _follow(self, workspace: Workspace, channel: str, *, on: str) -> Card | None:
        switched = on == home_view.ON
        where = {"platform": "slack", "tenant": workspace.tenant}
        await self._followed.follow(channel, on=switched, **where)
        if switched and not await self._reads(workspace):
            return Card(Tone.UNSURE, (words(NEEDS_HISTORY),))
        return None

    async def _suggest(self, workspace: Workspace, channel: str) -> None:
        """Suggest questions that have an answer, where the workspace has the agent view."""
        if not await self._workspaces.may(workspace, *AGENT_SCOPES):
            return
        prompts = help_card(self._service.library()).prompts[:PROMPTS]
        await self._call(
            workspace,
            "assistant_threads_setSuggestedPrompts",
            channel_id=channel,
            title=SUGGESTIONS,
            prompts=[{"title": one.label, "message": one.question} for one in prompts],
        )

    async def _call(self, workspace: Workspace, method: str, **arguments: Any) -> None:
        """Call a method of Slack; where that fails the operator is told, and nothing is lost."""
        try:
            client = await self._workspaces.client(workspace)
            await call(getattr(client, method), self._pacing, workspace.tenant, **arguments)
        except PostFailed as error:
            log.warning("slack_page_failed", method=method, reason=str(error))

    async def _request(self, workspace: Workspace, user: str) -> Request:
        admin = await manages(self._workspaces, workspace, user)
        place = Place("", user, private=True, workspace=workspace)
        return request_for(place, (), manages=admin)
