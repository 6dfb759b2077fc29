"""Health and metrics over HTTP: `/healthz`, `/readyz`, `/metrics`, and pages of platforms."""

import errno
import socket
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import structlog
from aiohttp import web
from prometheus_client import REGISTRY
from prometheus_client.exposition import choose_encoder

from bot.errors import SettingsInvalid

LARGEST: Final = 1024  # bytes of a body: nobody has anything to send
CLOSE: Final = 0.5  # seconds for requests under way when the server stops

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class State:
    """How the parts are; platforms by name, `store` false while it does not answer.

    Faults of briefs are shown and do not count: those without fault are served.
    """

    platforms: Mapping[str, bool]
    store: bool
    briefs: int
    faults: int
    schedules: bool = True

    @property
    def ready(self) -> bool:
        """Say whether everything that was set up works."""
        return all(self.platforms.values()) and self.store and self.schedules and self.briefs > 0


@asynccontextmanager
async def health_server(
    host: str, port: int, state: Callable[[], State], routes: Iterable[web.RouteDef] = ()
) -> AsyncIterator[int]:
    """Serve until the block ends, and give the port; raises SettingsInvalid where that fails.

    `routes` are further pages, which see to the size of their bodies themselves.
    """
    app = _application(state)
    app.add_routes(routes)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSE)
    await runner.setup()
    try:
        bound = await _bind(runner, host, port)
        log.info("http_started", host=host, port=bound)
        yield bound
    finally:
        await runner.cleanup()


async def _bind(runner: web.AppRunner, host: str, port: int) -> int:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise SettingsInvalid(_reason(error, host, port)) from error
    return int(runner.addresses[0][1])


def _reason(error: OSError, host: str, port: int) -> str:
    if isinstance(error, socket.gaierror):
        return f"HTTP_HOST: {host} is not an address of this machine: set another"
    reason = _REASONS.get(error.errno or 0)
    return reason.format(host=host, port=port) if reason else f"HTTP_PORT {port}: {error.strerror}"


def _application(state: Callable[[], State]) -> web.Application:
    async def readyz(_request: web.Request) -> web.Response:
        now = state()
        return web.json_response(_data(now), status=200 if now.ready else 503)

    app = web.Application(client_max_size=LARGEST)
    app.on_response_prepare.append(_without_traces)
    app.router.add_get("/healthz", _healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", _metrics)
    return app


async def _healthz(_request: web.Request) -> web.Response:
    return web.Response(text="ok\n")


async def _metrics(request: web.Request) -> web.Response:
    encode, content_type = choose_encoder(request.headers.get("Accept", ""))
    return web.Response(body=encode(REGISTRY), headers={"Content-Type": content_type})


async def _without_traces(_request: web.Request, response: web.StreamResponse) -> None:
    """Say nothing of what serves, and let nothing on the way keep a page that is true for now."""
    response.headers.popall("Server", None)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")


def _data(state: State) -> dict[str, object]:
    return {
        "ready": state.ready,
        "platforms": dict(state.platforms),
        "store": "ok" if state.store else "degraded",
        "briefs": state.briefs,
        "faults": state.faults,
        "schedules": "ok" if state.schedules else "degraded",
    }


_REASONS: Final = {
    errno.EADDRINUSE: (
        "HTTP_PORT: {port} is in use on {host}: stop what uses it, or set another (0 picks one)"
    ),
    errno.EACCES: "HTTP_PORT: {port} needs rights that the bot does not have: set one above 1023",
    errno.EADDRNOTAVAIL: "HTTP_HOST: {host} is not an address of this machine: set another",
}
