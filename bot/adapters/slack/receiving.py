"""From a delivery to its answer: taken once, kept until it has arrived, and never lost."""

import json
from dataclasses import asdict, replace
from typing import Final, Protocol

import structlog

from bot.adapters.slack.buttons import KEEP, SHARE, Wish
from bot.adapters.slack.controls import Look
from bot.adapters.slack.delivery import Delivery
from bot.adapters.slack.incoming import Incoming, Place, Workspace
from bot.adapters.slack.pacing import Pacing
from bot.adapters.slack.payload import payload_of, private_body
from bot.adapters.slack.people import ASKED_FOR, manages
from bot.adapters.slack.work import Work
from bot.adapters.slack.workspaces import Workspaces
from bot.core.card import Card, Tone
from bot.core.inbox import Held
from bot.core.request import Request
from bot.core.wording_slack import apology, not_shared, overloaded, shared
from bot.errors import PostDelayed, PostUncertain
from bot.ports import Followed, Inbox
from bot.telemetry import COPIES

IN_HAND: Final = 400  # messages at a time; beyond that people are told to ask again
TAKEN_UP: Final = 3  # times that a message is taken up before it is given up

log = structlog.get_logger()


class Answering(Protocol):
    """What answers: `bot.service.Service`."""

    async def respond(self, request: Request) -> Card | None:
        """Return the answer, None for a copy of a message that has one; never raises."""

    async def knows(self, request: Request) -> bool:
        """Say whether a conversation had an answer, so that it may go on without being called."""


class Receiving:
    """Takes what comes in, asks the service once, and sees to it that the answer arrives."""

    def __init__(
        self,
        service: Answering,
        delivery: Delivery,
        *,
        inbox: Inbox,
        followed: Followed,
        workspaces: Workspaces,
        pacing: Pacing,
        work: Work,
    ) -> None:
        self._service = service
        self._delivery = delivery
        self._inbox = inbox
        self._followed = followed
        self._workspaces = workspaces
        self._pacing = pacing
        self._work = work
        self._told: set[tuple[str, str]] = set()
        self._taking = 0

    async def take(self, incoming: Incoming | None) -> None:
        """Take a delivery and return; its answer is on its way then, or it needs none."""
        if incoming is None:
            return
        if self._taking + self._work.in_hand >= IN_HAND:
            self._turn_away(incoming)
            return
        self._told.clear()
        self._taking += 1
        try:
            await self._take(incoming)
        finally:
            self._taking -= 1

    async def _take(self, incoming: Incoming) -> None:
        if incoming.follow_up and not await self._goes_on(incoming):
            return
        if incoming.then or incoming.place.private:
            self._work.start(self._for_one(incoming))
        else:
            await self._hold(incoming)

    async def at_once(self, incoming: Incoming) -> str:
        """Return the answer to a slash command, for the asker alone, empty for a copy."""
        request = await self.known(incoming)
        card = await self._service.respond(request)
        return private_body(card, _look(request, card, share=_again(request))) if card else ""

    async def known(self, incoming: Incoming) -> Request:
        """Return a request that says whether its person manages, where that matters."""
        request, place = incoming.request, incoming.place
        if request.command not in ASKED_FOR:
            return request
        admin = await manages(self._workspaces, place.workspace, place.user)
        return replace(request, manages=admin)

    async def take_up(self) -> None:
        """Go on with what an earlier process has left unanswered."""
        for held in await self._inbox.left(platform="slack"):
            self._work.start(self._go_on(held))

    async def _hold(self, incoming: Incoming) -> None:
        request, content = incoming.request, _content(incoming)
        held = await self._inbox.take(
            request.keys, content, platform="slack", tenant=request.tenant
        )
        if held is None:
            COPIES.labels("slack").inc()
            return
        taken = replace(incoming, request=replace(request, keys=()))
        self._work.start(self._answer(taken, held))

    async def _answer(self, incoming: Incoming, held: str) -> None:
        """Answer a channel's messages in order, so that a follow-up knows what it follows."""
        place = incoming.place
        try:
            async with self._pacing.turn(place.workspace.tenant, place.channel):
                request = await self.known(incoming)
                card = await self._service.respond(request)
                if card:
                    payload = payload_of(card, _look(request, card))
                    await self._delivery.reply(payload, place, held=held)
        except PostDelayed as full:
            await self._inbox.end(held)
            await self._delivery.fail(full, place)
        finally:
            self._inbox.release(held)

    async def _go_on(self, held: Held) -> None:
        """Answer what was left, unless that was done, or every process that tried it ended."""
        incoming = _read(held.content)
        try:
            if held.sending and await self._delivery.arrived(incoming.place, held.id):
                await self._inbox.end(held.id)
                return
        except PostUncertain as error:
            await self._inbox.end(held.id)
            await self._delivery.fail(error, incoming.place)
            return
        if not held.sending and held.attempts >= TAKEN_UP:
            await self._give_up(held, incoming.place)
            return
        log.info("slack_message_taken_up", attempts=held.attempts)
        await self._answer(incoming, held.id)

    async def _give_up(self, held: Held, place: Place) -> None:
        """Leave a message at which one process after the other ended, and say so."""
        await self._inbox.end(held.id)
        error_id = held.id[:8]
        log.error("slack_message_given_up", attempts=held.attempts, error_id=error_id)
        if place.direct:
            await self._delivery.reply(payload_of(apology(error_id)), place)
        else:
            await self._delivery.whisper(apology(error_id), place)

    async def _for_one(self, incoming: Incoming) -> None:
        """Answer what one person alone sees, or what they want the channel to see."""
        request = await self.known(incoming)
        card = await self._service.respond(request)
        if card is None:
            return
        place = incoming.place
        if incoming.then == SHARE:
            await self._share(request, card, place)
        elif incoming.then == KEEP:
            await self._delivery.replace(payload_of(card, _look(request, card)), place)
        else:
            share = _again(request) if place.private else None
            await self._delivery.reply(payload_of(card, _look(request, card, share=share)), place)

    async def _share(self, request: Request, card: Card, place: Place) -> None:
        payload = payload_of(card, _look(request, card))
        if await self._delivery.share(payload, place):
            await self._delivery.replace(payload_of(shared()), place)
            return
        alone = replace(place, private=True)
        await self._delivery.replace(payload, alone)
        await self._delivery.whisper(not_shared(), alone)

    async def _goes_on(self, incoming: Incoming) -> bool:
        """Say whether a message that nobody addressed to us goes on with an answer of ours."""
        request = incoming.request
        where = {"platform": "slack", "tenant": request.tenant}
        if incoming.place.channel not in await self._followed.followed(**where):
            return False
        return await self._service.knows(request)

    def _turn_away(self, incoming: Incoming) -> None:
        """Tell a person once that there is too much to answer."""
        who = (incoming.request.tenant, incoming.place.user)
        if who not in self._told and not incoming.follow_up:
            log.error("slack_overloaded", in_hand=self._work.in_hand)
            self._told.add(who)
            self._work.start(self._delivery.whisper(overloaded(), incoming.place))


def _look(request: Request, card: Card, *, share: Wish | None = None) -> Look:
    """Return how an answer is shown: what cannot be shared has no button for it."""
    sharable = card.tone is not Tone.TROUBLE
    copyable = request.command == "cite" and card.source is not None
    return Look(question=request.text, share=share if sharable else None, copyable=copyable)


def _again(request: Request) -> Wish | None:
    """Return what asks again for all to see; None for what is not meant for a channel."""
    if request.command == "show":
        return Wish("show", handle=request.handle)
    if request.command in ("ask", "summary"):
        return Wish(request.command, text=request.text, brief=request.brief)
    return None


def _content(incoming: Incoming) -> str:
    """Return what is kept of a message; the address of a button is a secret, and left out."""
    place = replace(incoming.place, response_url="")
    return json.dumps({"request": asdict(incoming.request), "place": asdict(place)})


def _read(content: str) -> Incoming:
    kept = json.loads(content)
    place = {**kept["place"], "workspace": Workspace(**kept["place"]["workspace"])}
    return Incoming(Request(**{**kept["request"], "keys": ()}), Place(**place))
