"""Installation by many workspaces: Slack's own OAuth flow, bound to the browser that began it."""

import re
from html import escape
from typing import Any, Final
from urllib.parse import urlencode

import structlog
from aiohttp import web
from slack_bolt.oauth.async_callback_options import (
    AsyncCallbackOptions,
    AsyncFailureArgs,
    AsyncSuccessArgs,
)
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.adapters.slack.surface import OPTIONAL_SCOPES, SCOPES
from bot.adapters.slack.workspaces import Installations, Workspaces
from bot.core.wording_slack import INSTALLED, NOT_INSTALLED
from bot.errors import StoreUnavailable

INSTALL: Final = "/slack/install"
REDIRECT: Final = "/slack/oauth_redirect"
# The scheme of Slack's cookie; sent back when Slack leads the browser to us, and to no script.
_COOKIE: Final = "slack-app-oauth-state"
_CODES: Final = {"access_denied": 200}
_CODE: Final = re.compile(r"[a-z_]{1,40}", re.ASCII)  # anybody can write what they like there

log = structlog.get_logger()


class Installing:
    """Serves the two pages of an installation."""

    def __init__(
        self,
        *,
        client_id: str,
        client_secret: str,
        installations: Installations,
        workspaces: Workspaces,
    ) -> None:
        self._client_id = client_id
        self._client_secret = client_secret
        self._installations = installations
        self._workspaces = workspaces

    async def begin(self, request: web.Request) -> web.Response:
        """Lead the browser to Slack with a state that only this browser holds."""
        try:
            answer = await self._flow().handle_installation(_bolt(request))
        except StoreUnavailable:
            return _page(503, NOT_INSTALLED)
        return _answer(answer)

    async def finish(self, request: web.Request) -> web.Response:
        """Keep the installation, if this browser began it, just now, and for the first time."""
        try:
            answer = await self._flow().handle_callback(_bolt(request))
        except Exception:  # the edge: the browser gets a page, whatever fails
            log.exception("slack_install_failed")
            return _page(503, NOT_INSTALLED)
        return _answer(answer)

    def _flow(self) -> AsyncOAuthFlow:
        """Return bolt's flow on today's session."""
        settings = AsyncOAuthSettings(
            client_id=self._client_id,
            client_secret=self._client_secret,
            scopes=[*SCOPES, *OPTIONAL_SCOPES],
            install_path=INSTALL,
            redirect_uri_path=REDIRECT,
            install_page_rendering_enabled=False,
            installation_store=self._installations.kept,
            state_store=self._installations.states,
            callback_options=AsyncCallbackOptions(success=self._installed, failure=_failed),
        )
        return AsyncOAuthFlow(client=self._workspaces.with_token(), settings=settings)

    async def _installed(self, args: AsyncSuccessArgs) -> BoltResponse:
        self._workspaces.forget_known()
        log.info("slack_installed", enterprise=bool(args.installation.is_enterprise_install))
        return BoltResponse(status=200, body=_html(INSTALLED), headers=_HTML)


async def _failed(args: AsyncFailureArgs) -> BoltResponse:
    reason = args.reason if _CODE.fullmatch(args.reason) else "none of Slack's"
    log.warning("slack_install_refused", reason=reason)
    status = _CODES.get(args.reason, 400)
    return BoltResponse(status=status, body=_html(NOT_INSTALLED, again=True), headers=_HTML)


_HTML: Final[dict[str, Any]] = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def _bolt(request: web.Request) -> AsyncBoltRequest:
    """Return the query and the cookies of a page; nothing else of it is looked at."""
    cookies: dict[str, Any] = {"cookie": request.headers.get("Cookie", "")}
    query = urlencode([(name, value) for name, value in request.query.items()], errors="replace")
    return AsyncBoltRequest(body="", query=query, headers=cookies)


def _answer(answer: BoltResponse) -> web.Response:
    page = web.Response(status=answer.status, text=answer.body, content_type="text/html")
    for name, value in answer.first_headers_without_set_cookie().items():
        if name.lower() != "content-type":
            page.headers[name] = value
    for cookies in answer.cookies():
        for name, morsel in cookies.items():
            page.set_cookie(
                name, morsel.value, max_age=600, path="/slack", secure=True, httponly=True,
                samesite="Lax",
            )  # fmt: skip
    return page


def _page(status: int, told: str) -> web.Response:
    return web.Response(
        status=status, text=_html(told, again=True), content_type="text/html", headers=_SAFE
    )


_SAFE: Final = {name: value for name, value in _HTML.items() if name != "Content-Type"}


def _html(told: str, *, again: bool = False) -> str:
    link = f'<a href="{INSTALL}">{INSTALL}</a>' if again else ""
    return (
        f"<!doctype html><meta charset=utf-8><title>Briefing Bot</title><p>{escape(told)}{link}\n"
    )
