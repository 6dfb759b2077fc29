"""The use cases: answer a message once, sum a statement up. Knows no platform."""

import asyncio
import uuid
from dataclasses import dataclass

import structlog

from bot import telemetry
from bot.core import wording, wording_place
from bot.core.answering import Answer, Outcome, answer
from bot.core.card import Card
from bot.core.feedback import without_people
from bot.core.handles import is_handle, subject_of
from bot.core.library import Library
from bot.core.preference import Preference
from bot.core.recall import Recall
from bot.core.request import COMMANDS, SHOW, Request
from bot.core.using import briefs_named
from bot.core.wording_scheduling import Kept
from bot.deeds import DEEDS, Deeds, kept_tenant, shown_by
from bot.errors import StoreUnavailable
from bot.ports import BriefSource, Claims, Closeness, Feedback, Forgetting, Memory, Preferences
from bot.scheduling import SCHEDULING, Scheduling

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Service:
    """Answers messages from the briefs that a person has reviewed."""

    source: BriefSource
    claims: Claims
    memory: Memory
    preferences: Preferences
    feedback: Feedback
    forgetting: Forgetting
    managers: frozenset[str] = frozenset()
    closeness: Closeness | None = None
    scheduling: Scheduling | None = None

    async def respond(self, request: Request) -> Card | None:
        """Return the reply to a message or a button, None for a copy of one that was answered.

        Never raises: what goes wrong inside becomes an apology with an error id.
        """
        try:
            with telemetry.SECONDS.labels(request.platform).time():
                card = await self._once(request)
        except Exception:  # the edge: whatever fails in here, the asker is told
            error_id = uuid.uuid4().hex[:8]
            log.exception("answer_failed", error_id=error_id, **_facts(request))
            telemetry.TROUBLE.labels(request.platform).inc()
            card = wording.trouble_card(error_id)
        if card:
            telemetry.ANSWERS.labels(request.platform, card.tone.value).inc()
        return card

    def library(self) -> Library:
        """Return the briefs that are served in chats."""
        return self.source.library().reviewed()

    def may_manage(self, request: Request) -> bool:
        """Say whether a person may choose, see and change things for others."""
        return self._deeds.may_manage(request)

    async def chosen(self, request: Request) -> tuple[Preference, ...]:
        """Return what was chosen for the place and the person of a request, for a home page."""
        return await self._deeds.chosen(request)

    async def knows(self, request: Request) -> bool:
        """Say whether a conversation had an answer, so that it may go on without being called."""
        return await self._recall(request) is not None

    async def schedules(self, request: Request) -> tuple[Kept, ...]:
        """Return a place's scheduled posts with next runs and last receipts, for a home page."""
        return await self.scheduling.listed(request, self.library()) if self.scheduling else ()

    async def schedule(self, request: Request) -> Kept | None:
        """Return the scheduled post that a handle names, for a form to edit it; None for none."""
        return await self.scheduling.kept(request, self.library()) if self.scheduling else None

    async def forget(self, *, platform: str, tenant: str) -> bool:
        """Delete all that is kept of a tenant that removed the bot; False where that must wait."""
        try:
            await self.forgetting.forget(platform=platform, tenant=tenant)
        except StoreUnavailable:
            log.exception("tenant_not_forgotten", platform=platform, tenant=tenant)
            return False
        log.info("tenant_forgotten", platform=platform, tenant=tenant)
        return True

    @property
    def _deeds(self) -> Deeds:
        return Deeds(self.preferences, self.feedback, self.managers)

    async def _once(self, request: Request) -> Card | None:
        where = {"platform": request.platform, "tenant": request.tenant}
        if not request.keys or await self.claims.claim(request.keys, **where):
            return await self._reply(request)
        telemetry.COPIES.labels(request.platform).inc()
        return None

    async def _reply(self, request: Request) -> Card:
        library = self.library()
        if request.brief and not briefs_named(request.brief, library):
            return _gone(request.brief)
        return await self._do(request, library)

    async def _do(self, request: Request, library: Library) -> Card:
        if request.command in DEEDS:
            return await self._deeds.do(request, library)
        if request.command == SHOW:
            return await self._show(request, library)
        if self.scheduling and request.command in SCHEDULING:
            used = await self._deeds.preferred(request)
            return await self.scheduling.do(request, library, used=used)
        if request.command in COMMANDS:
            named = await self._named(request, library)
            return wording.command_card(request.command, library, named)
        if not request.text.strip():
            return wording.help_card(library)
        return await self._ask(request, library) if len(library) else wording.no_brief_card()

    async def _named(self, request: Request, library: Library) -> str:
        """Return the id of the brief that a command names or that the place uses, else its text."""
        named = request.brief or request.text.strip()
        briefs = briefs_named(named, library) if named else ()
        if len(briefs) == 1:
            return briefs[0].id
        if named:
            return named
        used = library.get(await self._deeds.preferred(request))  # it may be served no more
        return used.id if used else ""

    async def _ask(self, request: Request, library: Library) -> Card:
        recall, used = await asyncio.gather(self._recall(request), self._deeds.preferred(request))
        subject = subject_of(request.brief, library)
        brief_id = subject.brief.id if subject else request.brief
        among = library if brief_id else _narrowed(library, used, recall)
        found = answer(request.text, among, brief_id=brief_id, recall=recall, reader=self.closeness)
        await asyncio.gather(self._remember(request, found), self._note(request, found))
        return wording.answer_card(found, show_question=request.echo)

    async def _show(self, request: Request, library: Library) -> Card:
        """Show the fact that a next question stands for."""
        found = shown_by(subject_of(request.handle, library))
        if found is None:
            return wording_place.gone_card()
        await self._remember(request, found)
        return wording.answer_card(found, show_question=request.echo)

    async def _recall(self, request: Request) -> Recall | None:
        if not request.conversation:
            return None
        where = {"platform": request.platform, "tenant": request.tenant}
        return await self.memory.recall(request.conversation, **where)

    async def _remember(self, request: Request, found: Answer | None) -> None:
        if request.conversation and found and found.recall:
            where = {"platform": request.platform, "tenant": request.tenant}
            await self.memory.remember(request.conversation, found.recall, **where)

    async def _note(self, request: Request, found: Answer) -> None:
        """Keep a question that stayed open, if it asked for anything."""
        if found.outcome is not Outcome.NOT_STATED or not found.reading.terms:
            return
        await self.feedback.note(
            without_people(found.reading.question),
            found.brief.id if found.brief else "",
            platform=request.platform,
            tenant=kept_tenant(request),
        )


def _gone(brief: str) -> Card:
    """Say that a statement is not served; another's answer would look like this one's."""
    return wording_place.gone_card() if is_handle(brief) else wording.unknown_brief_card()


def _narrowed(library: Library, used: str, recall: Recall | None) -> Library:
    """Return the brief that a place uses, with the one its conversation is about; else all."""
    if library.get(used) is None:
        return library
    wanted = {used, recall.brief if recall else used}
    return Library(tuple(brief for brief in library if brief.id in wanted))


def _facts(request: Request) -> dict[str, str | int]:
    """Return what may be logged of a request: nothing of its text but the length."""
    return {
        "platform": request.platform,
        "command": request.command,
        "length": len(request.text),
    }
