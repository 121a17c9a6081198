"""The page in a real Chromium, against a real `chattrain run` in a process of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

from tests.page.serving import UNHURRIED, Server, served

expect.set_options(timeout=15_000)

OFF = (
    # a window's address bar has pages of its own, which take longer to load than the page does
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"),
    # what Playwright switches off, which this list takes the place of
    *("AimEnabled", "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying"),
    *("OptimizationHints", "PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning"),
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--in-process-gpu",
    "--renderer-process-limit=1",  # else each page is begun in one process and goes on in another
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(OFF)}",
)
EXPECTED = (
    *("ERR_CONNECTION_", "ERR_EMPTY_RESPONSE", "ERR_SOCKET_NOT_CONNECTED"),  # a server is killed
    *("WebSocket", "409 (Conflict)"),
)
"""What a page may say in its console."""


class Served(Protocol):
    """Where a page is served."""

    @property
    def address(self) -> str: ...


@dataclass
class Visit:
    """A page, and what went wrong in it."""

    page: Page
    server: Served
    troubles: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("request", lambda request: self._asked(request.url))

    def _said(self, message: ConsoleMessage) -> None:
        known = any(part in message.text for part in EXPECTED)
        if message.type in ("error", "warning") and not known:
            self.troubles.append(message.text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.server.address, "blob:")):
            self.troubles.append(f"asked for {url}")

    async def open(self, path: str = "/") -> None:
        await self.page.goto(self.server.address + path)

    async def start(self, title: str = "A parcel that never came") -> None:
        await self.page.locator(".scenario", has_text=title).click()
        await expect(self.page.locator(".briefing h1")).to_contain_text(title)
        await expect(self.page.locator(".theirs").first).to_be_visible()

    async def say(self, text: str) -> None:
        field = self.page.get_by_label("Your message to")
        await field.fill(text)
        await field.press("Enter")

    async def answered(self, count: int) -> None:
        """Waits until the persona has spoken `count` times, its opening included."""
        await expect(self.page.locator(".theirs .bubble:not(.growing)")).to_have_count(count)
        await expect(self.page.locator(".growing")).to_have_count(0)

    async def at_rest(self) -> None:
        """Waits until the persona has answered what was said last."""
        await expect(self.page.locator(".column article").last).to_have_class("theirs")
        await expect(self.page.locator(".growing, .typing, .sending")).to_have_count(0)


Opened = Callable[..., Awaitable[Visit]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def common_server(
    chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Server]:
    """One server for all tests that neither stop it nor change its scenarios."""
    async with served(tmp_path_factory.mktemp("common")) as server:
        yield server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def unhurried(
    chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Server]:
    """One server for all tests that look at what lasts only as long as a reply does."""
    async with served(tmp_path_factory.mktemp("unhurried"), pace=UNHURRIED) as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser, common_server: Server, tmp_path: Path) -> AsyncIterator[Opened]:
    """Opens the page in a browser of its own; fails the test if anything goes wrong in it."""
    visits: list[Visit] = []
    async with AsyncExitStack() as stack:

        async def opened(server: Served | None = None, **options: Any) -> Visit:
            context = await stack.enter_async_context(
                await browser.new_context(**{"viewport": {"width": 1280, "height": 860}, **options})
            )
            context.set_default_timeout(15_000)
            visit = Visit(await context.new_page(), server or common_server)
            visit.watch()
            visits.append(visit)
            await visit.open()
            return visit

        yield opened
    assert [trouble for visit in visits for trouble in visit.troubles] == []
