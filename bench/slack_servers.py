# ruff: noqa: INP001, S106 - beside the script that uses it
"""What is measured in Slack: a no-op of bolt, the adapter with a fixed core, and with the real one.

And the Web API on loopback that takes their posts.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final

from aiohttp import ClientSession, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.brief_files import BriefFolder
from bot.adapters.slack.platform import Access, SlackPlatform
from bot.adapters.store import Store
from bot.adapters.system_clock import SystemClock
from bot.core.answering import answer
from bot.core.library import Library
from bot.core.request import Request
from bot.core.wording import answer_card
from bot.service import Service
from tests.wire import slack_events as events

BRIEFS: Final = Path(__file__).resolve().parent.parent / "briefs"
SECRET: Final = "benchsecret"  # noqa: S105 - of this script alone
CASES: Final = ("no-op", "fixed", "core")


async def web_api() -> None:
    """Take posts until the process is ended."""
    numbers = count(1)

    async def call(request: web.Request) -> web.Response:
        await request.read()
        who = {"user_id": events.BOT_USER, "bot_id": events.BOT, "team_id": events.TEAM}
        return web.json_response({"ok": True, "ts": f"1700000001.{next(numbers):06d}", **who})

    app = web.Application()
    app.router.add_route("*", "/api/{method}", call)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)  # noqa: T201 - for whoever started it
    await asyncio.Event().wait()


class Fixed:
    """A core that gives one answer."""

    def __init__(self, library: Library) -> None:
        self._card = answer_card(answer("how many arrests?", library), show_question=True)
        self._library = library

    async def respond(self, _request: Request) -> Any:
        """Return the answer."""
        return self._card

    def library(self) -> Library:
        """Return the briefs."""
        return self._library

    def __getattr__(self, name: str) -> Any:
        """Refuse what no case asks for."""
        raise NotImplementedError(name)


def no_op(store: Store, session: ClientSession) -> Callable[[web.Request], Any]:
    """Return the smallest handlers that bolt can serve."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=events.TEAM, bot_user_id=events.BOT_USER, bot_token="xoxb-1"
        )

    web_client = AsyncWebClient("xoxb-1", session=session, retry_handlers=[])
    app = AsyncApp(
        signing_secret=SECRET,
        client=web_client,
        authorize=authorize,
        process_before_response=True,
    )
    posting: set[asyncio.Task[Any]] = set()

    @app.command("/brief")
    async def command(ack: Any) -> None:
        await ack("ok")

    @app.event("app_mention")
    async def mention(event: dict[str, Any], body: dict[str, Any]) -> None:
        names = (f"event:{body['event_id']}", f"message:{event['channel']}:{event['ts']}")
        await store.inbox.take(names, json.dumps(body), platform="slack", tenant=events.TEAM)
        post = web_client.chat_postMessage(
            channel=event["channel"], thread_ts=event["ts"], text="ok"
        )
        task = asyncio.create_task(post)
        posting.add(task)
        task.add_done_callback(posting.discard)

    async def handle(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    return handle


def real(store: Store, library: Library) -> Service:
    """Return the real core."""

    class Briefs:
        def library(self) -> Library:
            return library

    return Service(
        Briefs(), claims=store, memory=store, preferences=store, feedback=store, forgetting=store
    )


@asynccontextmanager
async def serving(folder: str) -> AsyncIterator[int]:
    """Serve all cases, each on a path and a database of its own."""
    library = BriefFolder.read(BRIEFS).library().reviewed()
    async with contextlib.AsyncExitStack() as stack:
        stores = [await _opened(stack, f"{folder}/{at}.sqlite3") for at in range(len(CASES))]
        session = await stack.enter_async_context(ClientSession())
        handlers = (
            no_op(stores[0], session),
            await _started(stack, Fixed(library), stores[1]),
            await _started(stack, real(stores[2], library), stores[2]),
        )
        app = web.Application()
        for case, handler in zip(CASES, handlers, strict=True):
            app.router.add_post(f"/{case}", handler)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield runner.addresses[0][1]


async def _opened(stack: contextlib.AsyncExitStack, path: str) -> Store:
    store = await Store.open(f"sqlite:///{path}", clock=SystemClock())
    stack.push_async_callback(store.close)
    return store


async def _started(stack: contextlib.AsyncExitStack, service: Any, store: Store) -> Any:
    """Start the adapter and return what takes its requests."""
    platform = SlackPlatform(
        service, Access(bot_token="xoxb-1", signing_secret=SECRET), inbox=store.inbox,
        followed=store.followed, kept=store, clock=SystemClock(), waits=store.waits,
    )  # fmt: skip
    running = asyncio.create_task(platform.run())
    stack.callback(running.cancel)
    while not platform.ready:  # noqa: ASYNC110 - a script
        await asyncio.sleep(0.01)
    return platform.routes[0].handler  # type: ignore[attr-defined]  # of every route with one
