import socket
from collections.abc import AsyncIterator, Callable, Mapping

import aiohttp
import pytest
from prometheus_client.metrics import MetricWrapperBase
from structlog.testing import capture_logs

from bot import __version__, telemetry
from bot.adapters.http import State, health_server
from bot.errors import SettingsInvalid
from bot.telemetry import COPIES

HOST = "127.0.0.1"
WELL = State(platforms={"slack": True, "discord": True}, store=True, briefs=1, faults=1)


class Client:
    """Asks one server."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session = session
        self._address = f"http://{HOST}:{port}"

    async def get(self, path: str) -> tuple[int, str]:
        """Return status and text of a page."""
        async with self._session.get(self._address + path) as answer:
            return answer.status, await answer.text()

    async def head(self, path: str, **headers: str) -> Mapping[str, str]:
        """Return the headers of a page."""
        async with self._session.head(self._address + path, headers=headers) as answer:
            return answer.headers

    async def post(self, path: str, data: bytes) -> int:
        """Return the status of an answer to a body."""
        async with self._session.post(self._address + path, data=data) as answer:
            return answer.status


class Parts:
    """The state that the server shows; tests change it."""

    def __init__(self) -> None:
        self.state: State | Exception = WELL

    def __call__(self) -> State:
        """Return the state now."""
        if isinstance(self.state, Exception):
            raise self.state
        return self.state


@pytest.fixture
def parts() -> Parts:
    """Give parts that are all well."""
    return Parts()


@pytest.fixture
async def client(parts: Callable[[], State]) -> AsyncIterator[Client]:
    """Give a client of a server on a free port."""
    async with health_server(HOST, 0, parts) as port, aiohttp.ClientSession() as session:
        yield Client(session, port)


async def test_health(client: Client) -> None:
    """The process is alive as long as it answers."""
    assert await client.get("/healthz") == (200, "ok\n")


async def test_ready(client: Client) -> None:
    """All parts well is 200, and broken briefs beside whole ones are shown only."""
    text = '"platforms": {"slack": true, "discord": true}, "store": "ok", "briefs": 1, "faults": 1, "schedules": "ok"'

    assert await client.get("/readyz") == (200, f'{{"ready": true, {text}}}')


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (
            State(platforms={"slack": True, "discord": False}, store=True, briefs=1, faults=0),
            '"platforms": {"slack": true, "discord": false}, "store": "ok", "briefs": 1',
        ),
        (
            State(platforms={"slack": True}, store=False, briefs=1, faults=0),
            '"platforms": {"slack": true}, "store": "degraded", "briefs": 1',
        ),
        (
            State(platforms={"slack": True}, store=True, briefs=0, faults=0),
            '"platforms": {"slack": true}, "store": "ok", "briefs": 0',
        ),
    ],
)
async def test_not_ready(client: Client, parts: Parts, state: State, text: str) -> None:
    """One part that is not well is 503, and the page says which."""
    parts.state = state

    assert await client.get("/readyz") == (
        503,
        f'{{"ready": false, {text}, "faults": 0, "schedules": "ok"}}',
    )


async def test_metrics(client: Client) -> None:
    """The counters are there for Prometheus."""
    COPIES.labels("canary").inc()

    status, text = await client.get("/metrics")

    assert status == 200
    assert 'briefing_copies_total{platform="canary"} 1.0' in text


async def test_metrics_of_either_form(client: Client) -> None:
    """Who asks for OpenMetrics gets it, everybody else the text form; the version is told."""
    forms = [
        await client.head("/metrics", Accept=accept)
        for accept in ("application/openmetrics-text; version=1.0.0", "*/*")
    ]

    assert [one["Content-Type"].split(";")[0] for one in forms] == [
        "application/openmetrics-text",
        "text/plain",
    ]
    assert (
        f'briefing_build_info{{version="{__version__}"}} 1.0' in (await client.get("/metrics"))[1]
    )


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/unknown"])
async def test_no_page_tells_what_serves_it(client: Client, path: str) -> None:
    """No page names software, and none is kept on the way: it is true for now only."""
    headers = await client.head(path)

    assert "Server" not in headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


async def test_no_metric_tells_of_a_tenant_or_person() -> None:
    """What is counted is counted by platform, part and outcome, for anybody may read it."""
    labels = {
        name
        for metric in vars(telemetry).values()
        if isinstance(metric, MetricWrapperBase)
        for name in metric._labelnames
    }

    assert labels == {"platform", "tone", "part", "end", "vote"}


async def test_nothing_else(client: Client) -> None:
    """Other paths and methods are refused."""
    assert (await client.get("/"))[0] == 404
    assert await client.post("/healthz", b"") == 405


async def test_failure_shows_nothing(client: Client, parts: Parts) -> None:
    """A page that fails is 500 without a word of why."""
    parts.state = RuntimeError("canary")

    status, text = await client.get("/readyz")

    assert status == 500
    assert "canary" not in text


async def test_port_is_logged() -> None:
    """A free port is picked for 0 and logged."""
    with capture_logs() as logs:
        async with health_server(HOST, 0, lambda: WELL) as port:
            pass

    assert port > 0
    assert logs == [{"event": "http_started", "host": HOST, "port": port, "log_level": "info"}]


async def test_port_in_use() -> None:
    """A port in use is one line that names the setting and the port."""
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SettingsInvalid) as caught:
            async with health_server(HOST, port, lambda: WELL):
                pass

    assert str(caught.value) == (
        f"HTTP_PORT: {port} is in use on {HOST}: stop what uses it, or set another (0 picks one)"
    )


@pytest.mark.parametrize("host", ["192.0.2.1", "no host"])
async def test_host_of_another(host: str) -> None:
    """A host that is not this machine is one line that names the setting."""
    with pytest.raises(SettingsInvalid) as caught:
        async with health_server(host, 0, lambda: WELL):
            pass

    assert str(caught.value) == f"HTTP_HOST: {host} is not an address of this machine: set another"
