"""What is asked of ChatTrain in mid-conversation, on the page: words, commands and hints."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.page.conftest import Opened

pytestmark = pytest.mark.asyncio(loop_scope="session")

SORRY = "I am sorry you had to wait. What was the parcel for?"
STEP = "I will order the courier now and call you back today at six."


async def test_what_is_typed_to_chattrain_alone_uses_up_no_message(visit: Opened) -> None:
    here = await visit()
    page = here.page
    about = page.locator("#about")
    await here.start()
    await here.say(SORRY)
    await here.answered(2)
    await expect(about).to_contain_text("1 of 12")
    await page.evaluate(
        """() => {
          const about = document.getElementById("about");
          window.seen = [];
          new MutationObserver(() => window.seen.push(about.textContent))
            .observe(about, { childList: true, characterData: true, subtree: true });
        }"""
    )
    answers = page.locator(".notice")
    for count, typed in enumerate(["!hint", "!help", "!nonsense", "/chattrain help"], start=1):
        await here.say(typed)
        await expect(answers).to_have_count(count)
        await expect(page.locator(".sending")).to_have_count(0)
    await here.say("/chattrain list")
    await expect(page.locator(".offer")).to_be_in_viewport()
    await expect(page.get_by_role("link", name="Go there")).to_have_count(0)
    await here.say("/chattrain halp")
    await expect(page.locator(".mine .bad")).to_contain_text("Did you mean help?")
    await here.say("/chattrain stop")
    await expect(answers.last.get_by_role("button")).not_to_have_count(0)
    assert [text for text in await page.evaluate("seen") if "1 of 12" not in text] == []
    await expect(page.locator(".theirs")).to_have_count(2)
    await here.say(STEP)
    await here.answered(3)
    await expect(about).to_contain_text("2 of 12")


async def test_that_there_is_no_hint_now_is_said_once_and_last(visit: Opened) -> None:
    here = await visit()
    page = here.page
    await here.start()
    hint = page.get_by_role("button", name="Hint")
    none = page.locator(".notice:not(.hint)")
    for _ in range(8):
        asked = page.locator(".notice").last
        before = await asked.get_attribute("id") if await asked.count() else ""
        await hint.click()
        await expect(asked).not_to_have_id(before or "")
        if await none.count():
            break
    await expect(none).to_contain_text("There is no further hint for this moment.")
    for _ in range(2):
        await expect(hint).to_be_enabled()
        before = await none.get_attribute("id")
        await hint.click()
        await expect(none).not_to_have_id(before or "")
    await expect(none).to_have_count(1)
    await here.say(SORRY)
    await here.answered(2)
    await expect(none).to_have_count(1)
