"""Which addresses may be reached: public ones only, checked where names are resolved."""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

Address = IPv4Address | IPv6Address
Allowed = Callable[[Address], bool]

_NAT64: Final = 0x0064FF9B << 64  # the upper 96 bits of addresses that hold one of IPv4, RFC 6052


class AddressRefused(OSError):
    """A name leads, or an address belongs, to a network that is not public."""


def public(address: Address) -> bool:
    """Say whether an address is of the public internet, whatever form it is wrapped in.

    >>> public(ip_address("::ffff:10.0.0.1")), public(ip_address("93.184.215.14"))
    (False, True)
    """
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or _translated(address)
        if inner:
            return public(inner)
        if address.teredo:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _translated(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address inside an address of IPv6, where there is one."""
    held = int(address) >> 32 == _NAT64
    return IPv4Address(int(address) & 0xFFFFFFFF) if held else None


class CheckedResolver(AbstractResolver):
    """Resolves names to the addresses that were checked, so that these very ones are reached.

    A name of which one address is refused is refused as a whole.
    """

    def __init__(self, *, allowed: Allowed, inner: AbstractResolver | None = None) -> None:
        self._allowed = allowed
        self._inner = inner or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a name; raises AddressRefused unless all may be reached."""
        found = await self._inner.resolve(host, port, family)
        for result in found:
            check(result["host"], allowed=self._allowed)
        return found

    async def close(self) -> None:
        """Release what the resolver holds."""
        await self._inner.close()


def check(host: str, *, allowed: Allowed) -> None:
    """Raise AddressRefused if a host is written as an address that may not be reached."""
    try:
        address = ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return
    if not allowed(address):
        raise AddressRefused("not a public address")
