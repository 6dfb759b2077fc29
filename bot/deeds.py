"""What people do beyond asking: cite, check, say that it was not meant, vote, choose a statement.

Each ends in a card. What goes wrong is raised, and becomes an apology in `bot.service`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot import telemetry
from bot.core import wording_place
from bot.core.answering import Answer, Outcome, Shown
from bot.core.card import Card
from bot.core.citing import Style
from bot.core.comparing import compare_message
from bot.core.feedback import Vote, without_people
from bot.core.handles import Subject, subject_of
from bot.core.library import Library
from bot.core.misreading import understand
from bot.core.preference import Preference, Scope, preferred
from bot.core.reading import read
from bot.core.request import Request
from bot.core.using import Use, briefs_named, read_use
from bot.core.wording import unknown_brief_card
from bot.core.wording_check import check_card
from bot.core.wording_citation import citation_card
from bot.core.wording_misread import lost_question_card, misread_card
from bot.ports import Feedback, Preferences

_OPEN_QUESTIONS: Final = 20
_UP: Final = "up"


@dataclass(frozen=True, slots=True)
class Deeds:
    """Does what a button, a menu entry or "use" asks for."""

    preferences: Preferences
    feedback: Feedback
    managers: frozenset[str] = frozenset()

    async def do(self, request: Request, library: Library) -> Card:
        """Return the reply to a request whose command is one of `DEEDS`."""
        return await DEEDS[request.command](self, request, library)

    def may_manage(self, request: Request) -> bool:
        """Say whether a person may choose for others: by the platform's right, or as a manager."""
        return request.manages or request.alone or self._is_named(request)

    def may_read(self, request: Request) -> bool:
        """Say whether a person may read what others asked; all direct messages are kept as one."""
        return self._is_named(request) or (request.manages and not request.alone)

    def _is_named(self, request: Request) -> bool:
        names = {request.person, f"{request.tenant}:{request.person}"} if request.person else set()
        return bool(names & self.managers)

    async def preferred(self, request: Request) -> str:
        """Return the id of the brief that is used where a request comes from, empty for none."""
        return preferred(await self.chosen(request))

    async def chosen(self, request: Request) -> tuple[Preference, ...]:
        """Return what was chosen for the place and the person of a request."""
        kept = await self.preferences.chosen(
            platform=request.platform,
            tenant=request.tenant,
            channel=request.channel,
            person=request.person,
        )
        return tuple(kept)


def shown_by(subject: Subject | None) -> Answer | None:
    """Return the answer that a button of one fact stands for, None where that is gone."""
    if subject is None or not subject.facts:
        return None
    fact = subject.brief.by_id[subject.facts[0]]
    asked = read(fact.ask[0])
    return Answer(Outcome.ANSWERED, asked, subject.brief, (Shown(fact),), rule="its own button")


async def _cite(_: Deeds, request: Request, library: Library) -> Card:
    subject = subject_of(request.handle, library)
    if subject is None:
        return wording_place.gone_card()
    named = request.option.lower()
    return citation_card(subject, [style for style in Style if style == named] or Style)


async def _check(deeds: Deeds, request: Request, library: Library) -> Card:
    """Check a message with the brief that is named, or that the place uses, or that fits best."""
    named = briefs_named(request.brief, library) if request.brief else ()
    brief_id = named[0].id if named else await deeds.preferred(request)
    # In a thread, since a long message takes longer than others should wait for.
    found = await asyncio.to_thread(compare_message, request.text, library, brief_id=brief_id)
    return check_card(found)


async def _not_asked(_: Deeds, request: Request, library: Library) -> Card:
    subject = subject_of(request.handle, library)
    if subject is None:
        return wording_place.gone_card()
    if not request.text.strip():
        return lost_question_card(subject)
    return misread_card(understand(request.text, subject))


async def _vote(deeds: Deeds, request: Request, library: Library) -> Card:
    subject = subject_of(request.handle, library)
    if subject is None:
        return wording_place.gone_card()
    good = request.option == _UP
    vote = Vote(
        answer=request.message,
        person=request.person,
        good=good,
        brief=subject.brief.id,
        facts=subject.facts,
        outcome=subject.outcome,
        question="" if good else without_people(request.text),
    )
    await deeds.feedback.vote(vote, platform=request.platform, tenant=kept_tenant(request))
    telemetry.VOTES.labels(request.platform, "up" if good else "down").inc()
    return wording_place.thanks_card(good=good, handle=request.handle)


def kept_tenant(request: Request) -> str:
    """Return the tenant that feedback is kept under: never a person's id."""
    return "dm" if request.alone else request.tenant


async def _use(deeds: Deeds, request: Request, library: Library) -> Card:
    wish = read_use(request.text or request.brief)
    if not wish.named:
        return wording_place.in_use_card(await deeds.chosen(request), library)
    scope = _scope(wish, request)
    if scope is not Scope.PERSON and not deeds.may_manage(request):
        return wording_place.managers_only_card()
    briefs = () if wish.clear else briefs_named(wish.named, library)
    if not briefs and not wish.clear:
        return unknown_brief_card()
    if len(briefs) > 1:
        return wording_place.which_card(briefs)
    brief_id = briefs[0].id if briefs else ""
    choice = Preference(scope, _subject(scope, request), brief_id)
    await deeds.preferences.choose(choice, platform=request.platform, tenant=request.tenant)
    return (
        wording_place.used_card(briefs[0], scope) if briefs else wording_place.cleared_card(scope)
    )


def _scope(wish: Use, request: Request) -> Scope:
    """Return for whom a choice is: as said, else as the button says, else the person alone."""
    known = next((scope for scope in Scope if scope == request.option), None)
    scope = wish.scope or known or Scope.PERSON
    return Scope.PERSON if scope is Scope.CHANNEL and not request.channel else scope


def _subject(scope: Scope, request: Request) -> str:
    subjects = {Scope.CHANNEL: request.channel, Scope.PERSON: request.person, Scope.TENANT: ""}
    return subjects[scope]


async def _open_questions(deeds: Deeds, request: Request, _: Library) -> Card:
    if not deeds.may_read(request):
        return wording_place.managers_only_card(reading=True)
    kept = await deeds.feedback.unanswered(
        platform=request.platform, tenant=kept_tenant(request), most=_OPEN_QUESTIONS
    )
    return wording_place.open_questions_card(kept)


DEEDS: Final[Mapping[str, Callable[[Deeds, Request, Library], Awaitable[Card]]]] = {
    "cite": _cite,
    "check": _check,
    "not_asked": _not_asked,
    "vote": _vote,
    "use": _use,
    "open_questions": _open_questions,
}
