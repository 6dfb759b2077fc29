"""The use cases: answer a message once, sum a statement up. Knows no platform."""

import uuid
from dataclasses import dataclass

import structlog

from bot import telemetry
from bot.core import wording
from bot.core.answering import answer
from bot.core.card import Card
from bot.core.library import Library
from bot.core.request import COMMANDS, Request
from bot.ports import BriefSource, Claims, Memory

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Service:
    """Answers messages from the briefs that a person has reviewed."""

    source: BriefSource
    claims: Claims
    memory: Memory

    async def respond(self, request: Request) -> Card | None:
        """Return the reply to a message, None for a copy of one that was answered.

        Never raises: what goes wrong inside becomes an apology with an error id.
        """
        try:
            card = await self._once(request)
        except Exception:  # the edge: whatever fails in here, the asker is told
            error_id = uuid.uuid4().hex[:8]
            log.exception("answer_failed", error_id=error_id, **_facts(request))
            telemetry.TROUBLE.labels(request.platform).inc()
            card = wording.trouble_card(error_id)
        if card:
            telemetry.ANSWERS.labels(request.platform, card.tone.value).inc()
        return card

    def summary_card(self, brief_id: str) -> Card:
        """Return the summary of a brief, for a scheduled post; raises KeyError for none."""
        brief = self._library().get(brief_id)
        if brief is None:
            raise KeyError(brief_id)
        return wording.summary_card(brief)

    async def _once(self, request: Request) -> Card | None:
        where = {"platform": request.platform, "tenant": request.tenant}
        if await self.claims.claim(request.keys, **where):
            return await self._reply(request)
        telemetry.COPIES.labels(request.platform).inc()
        return None

    async def _reply(self, request: Request) -> Card:
        if request.command in COMMANDS:
            return wording.command_card(
                request.command, self._library(), request.brief or request.text
            )
        if not request.text.strip():
            return wording.help_card(self._library())
        where = {"platform": request.platform, "tenant": request.tenant}
        recall = None
        if request.conversation:
            recall = await self.memory.recall(request.conversation, **where)
        found = answer(request.text, self._library(), brief_id=request.brief, recall=recall)
        if request.conversation and found.recall:
            await self.memory.remember(request.conversation, found.recall, **where)
        return wording.answer_card(found, show_question=request.echo)

    def _library(self) -> Library:
        return self.source.library().reviewed()


def _facts(request: Request) -> dict[str, str | int]:
    """Return what may be logged of a request: nothing of its text but the length."""
    return {
        "platform": request.platform,
        "command": request.command,
        "length": len(request.text),
    }
