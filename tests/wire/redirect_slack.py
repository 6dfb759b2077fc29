"""Points slack_sdk's own default addresses at a server of the tests, in this process.

The product names no address, so a test changes the library: `install` for a whole process (from a
`sitecustomize`), `redirected` for a part of one.
"""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.web.async_base_client import AsyncBaseClient
from slack_sdk.webhook.async_client import AsyncWebhookClient


def install(base_url: str) -> Callable[[], None]:
    """Send what goes to slack.com to this address instead; returns how to undo it."""
    api, hooks = f"{base_url}/api/", f"{base_url}/hooks"
    web_init, hook_init = AsyncBaseClient.__init__, AsyncWebhookClient.__init__
    defaults = web_init.__defaults__

    def redirected_hook(self: Any, url: str, *args: Any, **options: Any) -> None:
        hook_init(self, hooks + urlsplit(url).path, *args, **options)

    web_init.__defaults__ = _with_default(web_init, base_url=api)
    AsyncWebhookClient.__init__ = redirected_hook  # type: ignore[method-assign]

    def undo() -> None:
        web_init.__defaults__ = defaults
        AsyncWebhookClient.__init__ = hook_init  # type: ignore[method-assign]

    return undo


@contextmanager
def redirected(base_url: str) -> Iterator[None]:
    """Send what goes to slack.com to this address while in the block."""
    undo = install(base_url)
    try:
        yield
    finally:
        undo()


def _with_default(function: Callable[..., Any], **changed: Any) -> tuple[Any, ...]:
    parameters = inspect.signature(function).parameters.values()
    return tuple(
        changed.get(parameter.name, parameter.default)
        for parameter in parameters
        if parameter.default is not inspect.Parameter.empty
    )
