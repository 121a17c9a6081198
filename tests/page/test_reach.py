"""The page by keyboard, for screen readers, on a phone, light and dark."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.async_api import Page, expect

from tests.page.conftest import Opened, Visit
from tests.requirements import claims

pytestmark = [pytest.mark.asyncio(loop_scope="session"), claims("playground.reach")]

FAINT = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const ground = (element) => {
    for (; element; element = element.parentElement) {
      const color = rgba(getComputedStyle(element).backgroundColor);
      if (color[3] === 255) return color;
    }
    return rgba("white");
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => {
      c /= 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const style = getComputedStyle(element);
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    if (element.closest(":disabled, .hidden, noscript, svg") || style.fontSize === "0px") continue;
    const [a, b] = [light(rgba(style.color)), light(ground(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) found.push(`${contrast.toFixed(2)} ${walker.currentNode.data}`);
  }
  return found;
}"""
"""Texts whose contrast is under 4.5:1 (WCAG 2.2, 1.4.3)."""

UNNAMED = """() => [...document.querySelectorAll("button, a, input, textarea, [role=meter], progress")]
  .filter((e) => e.checkVisibility() && !(e.textContent.trim() || e.getAttribute("aria-label")
    || e.labels?.length)).map((e) => e.outerHTML)"""


async def through_a_session(here: Visit) -> None:
    await here.start()
    await here.say("I am sorry you had to wait. What was the parcel for?")
    await here.answered(2)
    await here.page.get_by_role("button", name="Hint").click()
    await expect(here.page.locator(".notice.hint")).to_be_visible()


async def finish(page: Page) -> None:
    await page.get_by_role("button", name="Finish and score").click()
    await expect(page.locator(".headline")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_has_contrast_and_every_control_a_name(
    visit: Opened, scheme: Literal["light", "dark"]
) -> None:
    here = await visit(color_scheme=scheme)
    page = here.page
    await expect(page.locator(".scenario").first).to_be_visible()
    assert await page.evaluate(FAINT) == []
    await through_a_session(here)
    await here.say("The delay is your own fault. Thanks.")
    await here.answered(3)
    await page.get_by_role("button", name="Author’s view").click()
    await expect(page.locator(".facts li").first).to_be_visible()
    await expect(page.locator("mark.harsh")).to_be_visible()
    assert await page.evaluate(FAINT) == []
    assert await page.evaluate(UNNAMED) == []
    await finish(page)
    assert await page.evaluate(FAINT) == []
    assert await page.evaluate(UNNAMED) == []


async def test_a_session_by_keyboard_alone(visit: Opened) -> None:
    here = await visit()
    page = here.page
    await expect(page.locator(".scenario").first).to_be_visible()
    await page.keyboard.press("Tab")  # the brand
    await page.keyboard.press("Tab")  # the team's results
    await page.keyboard.press("Tab")  # the first scenario
    await expect(page.locator(".scenario").first).to_be_focused()
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert await page.evaluate(outline) == "solid"
    await page.keyboard.press("Enter")
    field = page.get_by_label("Your message to")
    await expect(field).to_be_focused()
    await page.keyboard.type("I am sorry.")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("What was it for?")
    await expect(field).to_have_value("I am sorry.\nWhat was it for?")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine .text")).to_have_text("I am sorry.\nWhat was it for?")
    await expect(field).to_be_focused()
    await here.answered(2)
    for name in ("Hint", "Finish and score"):
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("button", name=name)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator(".headline")).to_be_visible()


async def test_what_is_finished_is_announced_and_what_grows_is_not(visit: Opened) -> None:
    here = await visit()
    page = here.page
    await through_a_session(here)
    await expect(page.get_by_role("log", name="Conversation")).to_have_attribute("aria-live", "off")
    announced = page.locator("[aria-live=polite]:not([role=log])")
    await expect(announced).to_contain_text("Hint:")
    await finish(page)
    await expect(announced).to_contain_text("Scorecard. Score:")
    await here.start("Late for the handover")
    await expect(announced).to_contain_text("Jonas Lindqvist:")
    await expect(announced).not_to_contain_text("Scorecard")


async def test_a_phone_shows_everything_in_one_column(visit: Opened) -> None:
    here = await visit(viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    page = here.page
    wide = "document.documentElement.scrollWidth > innerWidth"
    cut = """() => [...document.querySelectorAll("main *, header *, nav *")].filter((e) =>
      e.checkVisibility() && !e.closest("pre, .hidden, .table")
      && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 80))"""
    await expect(page.get_by_role("heading", name="Practise a conversation")).to_be_visible()
    assert not await page.evaluate(wide)
    await through_a_session(here)
    assert await page.evaluate(cut) == []
    await page.get_by_role("button", name="Scenarios").click()
    await expect(page.locator(".scenario").first).to_be_visible()
    await page.get_by_role("button", name="Back").click()
    await finish(page)
    assert not await page.evaluate(wide)
    assert await page.evaluate(cut) == []


async def test_who_wants_no_motion_sees_none(visit: Opened) -> None:
    here = await visit(reduced_motion="reduce")
    await through_a_session(here)
    running = "document.getAnimations().filter((a) => a.playState === 'running').length"
    assert await here.page.evaluate(running) == 0
