"""One public https page, within limits of size, time and redirects."""

import asyncio
from dataclasses import dataclass
from typing import Final

import aiohttp
from yarl import URL

from bot.adapters.sources.addresses import AddressRefused, Allowed, CheckedResolver, check, public
from bot.adapters.sources.material import LARGEST, Form, Material, sniffed
from bot.errors import SourceUnreadable

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_FORMS: Final = {
    "text/html": Form.HTML,
    "application/xhtml+xml": Form.HTML,
    "text/plain": Form.TEXT,
    "text/markdown": Form.MARKDOWN,
    "application/pdf": Form.PDF,
}
_HEADERS: Final = {
    "User-Agent": "briefing-bot",
    "Accept": ", ".join(_FORMS),
    "Accept-Language": "en",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page may cost, and where it may come from."""

    bytes: int = LARGEST
    seconds: float = 20.0
    redirects: int = 5
    schemes: frozenset[str] = frozenset({"https"})
    allowed: Allowed = public


USUAL: Final = Limits()


def fetched(address: str, *, limits: Limits = USUAL) -> Material:
    """Return the page at an address; raises SourceUnreadable where it cannot or may not be had."""
    return asyncio.run(fetch(address, limits=limits))


async def fetch(address: str, *, limits: Limits = USUAL) -> Material:
    """Return the page at an address; raises SourceUnreadable where it cannot or may not be had."""
    try:
        async with asyncio.timeout(limits.seconds):
            return await _fetch(address, limits)
    except TimeoutError as error:
        raise SourceUnreadable(f"{address}: no page within {limits.seconds:g} seconds") from error
    except (AddressRefused, aiohttp.ClientError, OSError, ValueError) as error:
        raise SourceUnreadable(f"{address}: {_reason(error)}") from error


def _reason(error: BaseException) -> str:
    """Return in plain words what went wrong on the way to a page."""
    if _refused(error):
        return "leads to an address that is not public"
    reasons = (
        (aiohttp.ClientConnectorDNSError, "no such host"),
        (aiohttp.ClientConnectorCertificateError, "its certificate is not valid"),
        (aiohttp.ClientSSLError, "no secure connection"),
        (aiohttp.ClientConnectorError, "the server cannot be reached"),
        (aiohttp.ServerDisconnectedError, "the server broke off"),
        (ValueError, "not a well-formed address"),
    )
    return next((said for kind, said in reasons if isinstance(error, kind)), "the page broke off")


def _refused(error: BaseException | None) -> bool:
    while error:
        if isinstance(error, AddressRefused):
            return True
        error = getattr(error, "os_error", None) or error.__cause__
    return False


async def _fetch(address: str, limits: Limits) -> Material:
    connector = aiohttp.TCPConnector(
        resolver=CheckedResolver(allowed=limits.allowed), use_dns_cache=False, force_close=True
    )
    async with aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar(), headers=_HEADERS, trust_env=False
    ) as session:
        url = URL(address)
        for _ in range(limits.redirects + 1):
            _check(address, url, limits)
            async with session.get(url, allow_redirects=False) as response:
                if response.status not in _REDIRECTS:
                    return await _material(address, response, limits)
                url = url.join(URL(response.headers.get("Location", "")))
    raise SourceUnreadable(f"{address}: more than {limits.redirects} redirects")


def _check(address: str, url: URL, limits: Limits) -> None:
    """Refuse an address before anything is sent to it; names are checked when resolved."""
    if url.user or url.password:
        raise SourceUnreadable("an address with a name or a password in it: give it without")
    if url.scheme not in limits.schemes or not url.host:
        raise SourceUnreadable(f"{address}: leads to an address that is not https")
    check(url.host, allowed=limits.allowed)


async def _material(address: str, response: aiohttp.ClientResponse, limits: Limits) -> Material:
    if response.status != 200:  # noqa: PLR2004  # anything else is no page
        raise SourceUnreadable(f"{address}: the server answers {response.status}")
    if response.content_type not in _FORMS:
        raise SourceUnreadable(f"{address}: is {response.content_type}, not a page, text or PDF")
    data = bytearray()
    async for chunk in response.content.iter_chunked(65_536):
        data += chunk
        if len(data) > limits.bytes:
            raise SourceUnreadable(f"{address}: larger than {limits.bytes / 1_000_000:g} MB")
    form = sniffed(bytes(data), _FORMS[response.content_type])
    return Material(address, bytes(data), form, response.charset or "", str(response.url))
