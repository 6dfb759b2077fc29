import asyncio
import gzip
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.adapters.sources import Statement, read_source
from bot.adapters.sources.addresses import AddressRefused, CheckedResolver, public
from bot.adapters.sources.fetching import USUAL, Limits, fetch, fetched
from bot.adapters.sources.material import Form, Material
from bot.errors import SourceUnreadable

HOST = "127.0.0.1"
PAGE = (Path(__file__).parent / "pages" / "flood.html").read_bytes()
# The loopback server stands for a public one.
HERE = replace(USUAL, schemes=frozenset({"http"}), allowed=lambda address: str(address) == HOST)


_OVER: Final = web.AppKey("over", asyncio.Event)  # set when the test is


class Site:
    """A web site on loopback that notes who asked for what."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []
        self.port = 0
        self.app = web.Application()
        self.app[_OVER] = asyncio.Event()
        self.app.router.add_get("/{name:.*}", self._answer)

    def address(self, path: str) -> str:
        """Return the address of a page."""
        return f"http://{HOST}:{self.port}{path}"

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((request.path, request.headers.get("Cookie")))
        name, _, rest = request.match_info["name"].partition("/")
        return await _ANSWERS[name](request, rest)


async def _page(_: web.Request, rest: str) -> web.Response:
    kind = rest.replace("-", "/", 1) or "text/html"
    return web.Response(body=PAGE, headers={"Content-Type": kind})


async def _hops(_: web.Request, rest: str) -> web.Response:
    left = int(rest)
    response = web.Response(
        status=302, headers={"Location": f"/hops/{left - 1}" if left else "/page"}
    )
    response.set_cookie("canary", "1")
    return response


async def _to(request: web.Request, _: str) -> web.Response:
    return web.Response(status=307, headers={"Location": request.query["to"]})


async def _status(_: web.Request, rest: str) -> web.Response:
    return web.Response(status=int(rest), text="no")


async def _endless(request: web.Request, _: str) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/plain"})
    await response.prepare(request)
    while True:
        await response.write(b"word " * 10_000)


async def _slow(request: web.Request, _: str) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/plain"})
    await response.prepare(request)
    await response.write(b"word ")
    await request.app[_OVER].wait()
    return response


async def _packed(_: web.Request, rest: str) -> web.Response:
    data = gzip.compress(PAGE if rest == "small" else b" " * 50_000_000)
    return web.Response(
        body=data, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}
    )


async def _cut(request: web.Request, _: str) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/plain", "Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b"word ")
    assert request.transport is not None
    request.transport.abort()
    return response


_ANSWERS = {
    "page": _page, "hops": _hops, "to": _to, "status": _status, "endless": _endless, "slow": _slow,
    "packed": _packed, "cut": _cut,
}  # fmt: skip


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """Give a site on a free port."""
    site = Site()
    runner = web.AppRunner(site.app)
    await runner.setup()
    listener = web.TCPSite(runner, HOST, 0)
    await listener.start()
    site.port = runner.addresses[0][1]
    yield site
    site.app[_OVER].set()
    await runner.cleanup()


async def _refused(address: str, limits: Limits = HERE) -> str:
    with pytest.raises(SourceUnreadable) as refused:
        await fetch(address, limits=limits)
    return str(refused.value).removeprefix(f"{address}: ")


async def test_page(site: Site) -> None:
    """A page comes with its bytes, its form and where it is in the end."""
    address = site.address("/page")

    assert await fetch(address, limits=HERE) == Material(address, PAGE, Form.HTML, "", address)


async def test_read_source(site: Site) -> None:
    """A page is read as a file is; an address it gives itself on another host is not believed."""
    address = site.address("/hops/1")
    getting = partial(fetched, limits=HERE)

    read = await asyncio.to_thread(read_source, address, fetch=getting)

    assert replace(read, text="") == Statement(
        "", "Flood defences: £48 million for 120 towns", "2024-03-04", "Rivers Department", ""
    )
    assert read.text.startswith("Flood defences: £48 million for 120 towns\n\nUp to 35,000 homes")


async def test_cookies(site: Site) -> None:
    """A cookie that a redirect sets is not sent back."""
    limits = replace(HERE, allowed=lambda address: address.is_loopback)

    await fetch(f"http://localhost:{site.port}/hops/0", limits=limits)

    assert site.asked == [("/hops/0", None), ("/page", None)]


async def test_redirects(site: Site) -> None:
    """Five redirects are followed; a sixth is not."""
    material = await fetch(site.address("/hops/4"), limits=HERE)
    followed = list(site.asked)

    assert material.url == site.address("/page")
    assert followed == [(f"/hops/{left}", None) for left in (4, 3, 2, 1, 0)] + [("/page", None)]
    assert await _refused(site.address("/hops/5")) == "more than 5 redirects"


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("http://127.0.0.2/", "leads to an address that is not public"),
        ("http://[::1]/", "leads to an address that is not public"),
        ("http://[::ffff:10.0.0.1]/", "leads to an address that is not public"),
        ("http://169.254.169.254/latest/meta-data/", "leads to an address that is not public"),
        ("http://2130706434/", "not a well-formed address"),
        ("file:///etc/passwd", "leads to an address that is not https"),
        ("ftp://files.example/", "leads to an address that is not https"),
    ],
)
async def test_redirect_inwards(site: Site, to: str, reason: str) -> None:
    """A redirect is checked as the first address is, and nothing is sent where it leads."""
    assert await _refused(site.address(f"/to?to={to}")) == reason


async def test_loopback_is_not_public(site: Site) -> None:
    """Without leave of the test, the site on loopback is not asked at all."""
    said = await _refused(site.address("/page"), replace(HERE, allowed=public))
    named = await _refused(f"http://localhost:{site.port}/page", replace(HERE, allowed=public))

    assert (said, named, site.asked) == (
        "leads to an address that is not public", "leads to an address that is not public", [],
    )  # fmt: skip


class _Names(AbstractResolver):
    """Knows one name, which leads to several addresses."""

    def __init__(self, *addresses: str) -> None:
        self._addresses = addresses
        self.closed = False

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses."""
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
            for address in self._addresses
        ]

    async def close(self) -> None:
        """Note that it was closed."""
        self.closed = True


async def test_resolver() -> None:
    """The very addresses that were checked are reached; one that may not be refuses the name."""
    good = CheckedResolver(allowed=public, inner=_Names("8.8.8.8"))
    mixed = CheckedResolver(allowed=public, inner=_Names("8.8.8.8", "10.0.0.1"))

    found = await good.resolve("news.example", 443)
    with pytest.raises(AddressRefused):
        await mixed.resolve("news.example", 443)

    assert [one["host"] for one in found] == ["8.8.8.8"]


@pytest.mark.parametrize(
    "address", ["http://news.example/", "ftp://news.example/", "file:///etc/passwd"]
)
async def test_only_https(address: str) -> None:
    """Only https is fetched."""
    assert await _refused(address, USUAL) == "leads to an address that is not https"


@pytest.mark.parametrize(
    "address", ["https://", "https://[", "https://a:b/", "https://news.example:99999/"]
)
async def test_no_address(address: str) -> None:
    """What is no address is refused in one line as well."""
    assert "\n" not in await _refused(address, USUAL)


async def test_password_in_address() -> None:
    """A password in an address is refused and not shown."""
    assert await _refused("https://ann:canary@news.example/", USUAL) == (
        "an address with a name or a password in it: give it without"
    )


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/status/404", "the server answers 404"),
        ("/status/500", "the server answers 500"),
        ("/status/204", "the server answers 204"),
        ("/page/image-png", "is image/png, not a page, text or PDF"),
        ("/page/application-octet-stream", "is application/octet-stream, not a page, text or PDF"),
        ("/endless", "larger than 5 MB"),
        ("/packed/large", "larger than 5 MB"),
        ("/cut", "the page broke off"),
    ],
)
async def test_no_page(site: Site, path: str, reason: str) -> None:
    """What is no page, or too much of one, is refused in one line."""
    assert await _refused(site.address(path)) == reason


async def test_packed(site: Site) -> None:
    """A compressed page is unpacked."""
    assert (await fetch(site.address("/packed/small"), limits=HERE)).data == PAGE


async def test_too_slow(site: Site) -> None:
    """A page that does not end in time is given up."""
    assert await _refused(site.address("/slow"), replace(HERE, seconds=0.05)) == (
        "no page within 0.05 seconds"
    )


async def test_nobody_there(unused_tcp_port: int) -> None:
    """A port on which nobody listens is told as such."""
    assert await _refused(f"http://{HOST}:{unused_tcp_port}/") == "the server cannot be reached"


async def test_no_secure_connection(site: Site) -> None:
    """A server that cannot speak securely is told as such."""
    limits = replace(HERE, schemes=frozenset({"https"}))

    assert await _refused(f"https://{HOST}:{site.port}/page", limits) == "no secure connection"


def test_usual_limits() -> None:
    """What a page may cost, and where it may come from, is fixed."""
    assert Limits(5_000_000, 20.0, 5, frozenset({"https"}), public) == USUAL
