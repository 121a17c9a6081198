"""The page while the server is killed and comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.page.conftest import Opened
from tests.page.serving import AT_ONCE, SLOW, served
from tests.requirements import claims

pytestmark = pytest.mark.asyncio(loop_scope="session")


TIMELESS = """(column) => {
  const copy = column.cloneNode(true);
  for (const time of copy.querySelectorAll("time")) time.remove();
  return copy.textContent;
}"""
"""What is said: a minute may begin between the sending of a message and its taking in."""


@claims("playground.survives")
async def test_a_reply_goes_on_after_the_server_was_killed_in_mid_reply(
    visit: Opened, tmp_path: Path
) -> None:
    async with served(tmp_path, pace=SLOW) as server:
        here = await visit(server)
        page = here.page
        await here.start()
        await here.say("I am sorry you had to wait. What was the parcel for?")
        await expect(page.locator(".bubble.growing .text")).to_contain_text(" ")
        await server.kill()
        await expect(page.get_by_text("Connection lost. Trying again…")).to_be_visible()
        caret = (
            "getComputedStyle(document.querySelector('.growing .text > :last-child'), '::after')"
        )
        assert await page.evaluate(f"{caret}.animationName") == "none"
        await here.say("And are you there today?")
        await expect(page.locator(".mine.sending")).to_have_count(1)
        await expect(page.locator(".mine.sending")).to_contain_text("Waiting for the connection…")

        server.pace = AT_ONCE
        await server.start()
        await expect(page.locator(".mine.sending")).to_have_count(0)
        await expect(page.locator(".mine")).to_have_count(2)
        await expect(page.get_by_text("Connected")).to_be_visible()
        await here.at_rest()
        shown = await page.locator(".column").evaluate(TIMELESS)
        said = await page.locator(".column article").count()
        await page.reload()
        await expect(page.locator(".column article")).to_have_count(said)
        await here.at_rest()
        again = await page.locator(".column").evaluate(TIMELESS)
        assert again == shown
        assert await page.locator(".mine .text").all_inner_texts() == [
            "I am sorry you had to wait. What was the parcel for?",
            "And are you there today?",
        ]


async def test_a_message_written_while_the_server_is_away_survives_a_reload(
    visit: Opened, tmp_path: Path
) -> None:
    async with served(tmp_path) as server:
        here = await visit(server)
        page = here.page
        await here.start()
        await server.kill()
        await expect(page.locator("[data-link=reconnecting]")).to_be_visible()
        await here.say("Can you still hear me?")
        stored = await page.evaluate("Object.values({...sessionStorage}).join()")
        assert "Can you still hear me?" in stored
        await server.start()
        await page.reload()
        await here.answered(2)
        await expect(page.locator(".mine .text")).to_have_text("Can you still hear me?")
        assert "Can you still hear me?" not in await page.evaluate(
            "Object.values({...sessionStorage}).join()"
        )


async def test_a_scorecard_is_made_although_the_server_was_killed_before_it(
    visit: Opened, tmp_path: Path
) -> None:
    async with served(tmp_path) as server:
        here = await visit(server)
        page = here.page
        await here.start()
        await here.say("I am sorry you had to wait.")
        await here.answered(2)
        await page.get_by_role("button", name="Finish and score").click()
        await expect(page.locator(".card")).to_be_visible()
        await server.kill()
        await server.start()
        await expect(page.locator(".headline")).to_contain_text("Score:")
        await expect(page.locator(".card")).to_have_count(1)
