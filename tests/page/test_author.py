"""The page for a scenario's author: acts, and scripted trainees that are re-played."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.page.conftest import Opened, Visit
from tests.page.letters import TITLE, letter, offer
from tests.page.serving import AT_ONCE, SLOW, Server, served
from tests.requirements import claims

pytestmark = pytest.mark.asyncio(loop_scope="session")

HARSH = "Your order number? The delay is your own fault. Thanks."
PHONE = {"viewport": {"width": 360, "height": 700}, "has_touch": True, "is_mobile": True}


async def panel(page: Page) -> Locator:
    await page.get_by_role("button", name="Author’s view").click()
    return page.get_by_role("complementary", name="Author’s view")


async def replay(here: Visit, trainee: str) -> None:
    panel = here.page.get_by_role("complementary", name="Author’s view")
    await panel.get_by_role("button", name=trainee).click()


@claims("playground.acts")
async def test_the_words_that_triggered_an_act_are_marked_and_the_act_is_named(
    visit: Opened,
) -> None:
    here = await visit()
    await here.start()
    author = await panel(here.page)
    await expect(author).to_contain_text("The trainee has said nothing yet.")
    await here.say(HARSH)
    await here.answered(2)
    turn = author.get_by_role("article", name="Message 1")
    blame = turn.locator("li.harsh")
    await expect(blame).to_contain_text("blame")
    await expect(blame.locator(".chip")).to_have_text("harsh")
    await expect(turn.locator("mark.harsh")).to_contain_text("your own fault")
    await expect(turn.locator("li", has_text="thanks")).to_be_visible()
    wave = "getComputedStyle(document.querySelector('mark.harsh')).textDecorationStyle"
    assert await here.page.evaluate(wave) == "wavy"

    await here.say("Yes.")
    await here.answered(3)
    await expect(author.get_by_role("article", name="Message 2")).to_contain_text("Nothing found.")
    await expect(turn).not_to_be_visible()
    await author.get_by_text("Earlier messages (1)").click()
    await expect(turn).to_be_visible()


async def test_a_fact_that_is_told_looks_as_the_others_do(visit: Opened) -> None:
    here = await visit()
    await here.start()
    author = await panel(here.page)
    await here.say("I am sorry, that is our fault. What was it for?")
    await expect(author.locator(".facts .told")).to_be_visible()
    displays = "[...document.querySelectorAll('.facts li')].map((e) => getComputedStyle(e).display)"
    assert set(await here.page.evaluate(displays)) == {"list-item"}


@claims("playground.replay")
async def test_a_scripted_trainee_is_re_played_to_its_scorecard(
    visit: Opened, unhurried: Server
) -> None:
    here = await visit(unhurried)
    page = here.page
    await here.start()
    first = page.url
    author = await panel(page)
    await replay(here, "poor")  # nothing was said, so the session is left without asking
    status = page.locator(".replaying [role=status]")
    await expect(status).to_contain_text("Re-playing “poor”")
    await expect(page.locator(".mine .text").first).to_contain_text("Dear valued customer")
    assert page.url != first
    await expect(author.get_by_role("button", name="poor")).to_be_disabled()
    await expect(page.locator(".headline")).to_contain_text("Score:", timeout=30_000)
    await expect(page.locator(".replaying")).to_have_count(0)
    await expect(page.locator(".theirs")).to_have_count(await page.locator(".mine").count() + 1)
    await expect(page.locator(".notice")).to_have_count(0)
    await expect(author.get_by_role("button", name="poor")).to_be_enabled()


@claims("playground.replay")
async def test_a_re_play_can_be_stopped_and_the_author_goes_on_typing(
    visit: Opened, unhurried: Server
) -> None:
    here = await visit(unhurried)
    page = here.page
    await here.start()
    await panel(page)
    await here.say("Hello?")
    await here.answered(2)
    await replay(here, "excellent")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Leave it and start").click()
    await expect(page.locator(".mine .text").first).to_contain_text("Hi Dana")
    await page.get_by_role("button", name="Stop re-play").click()
    await expect(page.locator(".replaying")).to_have_count(0)
    await expect(page.get_by_label("Your message to")).to_be_focused()
    await here.at_rest()
    said = await page.locator(".mine").count()
    await page.keyboard.type("Mine now.")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine")).to_have_count(said + 1)
    await here.at_rest()
    await expect(page.locator(".mine .text").last).to_have_text("Mine now.")
    await expect(page.locator(".headline")).to_have_count(0)


async def test_typing_or_stopping_the_reply_ends_a_re_play(visit: Opened, tmp_path: Path) -> None:
    async with served(tmp_path, pace=SLOW) as server:
        offer(server, letter(endless="out for delivery"))
        here = await visit(server)
        page = here.page
        await here.start(TITLE)
        await panel(page)
        await replay(here, "excellent")
        await expect(page.locator(".bubble.growing .text")).not_to_be_empty()
        await page.keyboard.press("Escape")
        await expect(page.locator(".replaying")).to_have_count(0)
        await expect(page.locator(".stopped")).to_have_text("stopped")
        await replay(here, "excellent")
        await page.get_by_role("button", name="Leave it and start").click()
        await expect(page.locator(".bubble.growing .text")).not_to_be_empty()
        await here.say("Let me.")
        await expect(page.locator(".replaying")).to_have_count(0)
        await expect(page.locator(".mine")).to_have_count(2)
        await expect(page.locator(".mine .text").last).to_have_text("Let me.")


async def test_whoever_goes_elsewhere_leaves_a_re_play(visit: Opened, unhurried: Server) -> None:
    here = await visit(unhurried)
    page = here.page
    await here.start()
    await panel(page)
    await replay(here, "excellent")
    await expect(page.locator(".mine")).not_to_have_count(0)
    await page.locator(".brand").click()
    await expect(page.get_by_role("heading", name="Practise a conversation")).to_be_visible()
    await page.get_by_role("link", name="Go on with").click()
    await here.at_rest()
    await expect(page.locator(".replaying")).to_have_count(0)


async def test_a_re_play_goes_on_after_the_server_was_killed(visit: Opened, tmp_path: Path) -> None:
    async with served(tmp_path, pace=SLOW) as server:
        here = await visit(server)
        page = here.page
        await here.start()
        await panel(page)
        await replay(here, "poor")
        await expect(page.locator(".bubble.growing .text")).not_to_be_empty()
        await server.kill()
        await expect(page.locator("[data-link=reconnecting].link")).to_be_visible()
        server.pace = AT_ONCE
        await server.start()
        await expect(page.locator(".headline")).to_contain_text("Score:", timeout=30_000)
        texts = await page.locator(".mine .text").all_inner_texts()
        assert len(texts) == len(set(texts))


@claims("playground.replay")
async def test_a_re_play_whose_line_is_refused_ends_with_a_sentence(
    visit: Opened, tmp_path: Path
) -> None:
    async with served(tmp_path) as server:
        wordy = {"id": "wordy", "passes": False, "says": ["I am sorry.", "So " * 40]}
        offer(server, letter(trainees=[wordy], limits={"turns": 12, "characters": 100}))
        here = await visit(server)
        page = here.page
        await here.start(TITLE)
        await panel(page)
        await replay(here, "wordy")
        trouble = page.get_by_role("alert")
        await expect(trouble).to_contain_text("The re-play of “wordy” ended: its message 2 was not")
        await expect(trouble).to_contain_text("here a message can have 100")
        await expect(page.locator(".replaying")).to_have_count(0)
        await expect(page.get_by_label("Your message to")).to_be_enabled()


async def test_a_scenario_without_trainees_has_no_button(visit: Opened, tmp_path: Path) -> None:
    async with served(tmp_path) as server:
        offer(server, letter(trainees=None))
        here = await visit(server)
        await here.start(TITLE)
        author = await panel(here.page)
        await expect(author.locator(".facts li").first).to_be_visible()
        await expect(author.locator(".trainees")).to_have_count(0)


@claims("playground.reach")
async def test_on_a_phone_the_authors_view_is_folded_away_until_it_is_asked_for(
    visit: Opened, unhurried: Server
) -> None:
    here = await visit(unhurried, **PHONE)
    page = here.page
    await page.evaluate("localStorage.setItem('author', 'open')")
    await page.reload()
    await here.start()
    author = page.get_by_role("complementary", name="Author’s view")
    await expect(author).to_have_count(0)
    await panel(page)
    wide = """() => [...document.querySelectorAll(".author *")].filter((e) => e.checkVisibility()
      && !e.closest(".hidden, .table") && e.getBoundingClientRect().right > innerWidth + 1)
      .map((e) => e.outerHTML.slice(0, 80))"""
    assert await page.evaluate(wide) == []
    await expect(page.get_by_label("Your message to")).not_to_be_visible()
    await replay(here, "poor")
    await expect(author).to_have_count(0)
    stop = page.get_by_role("button", name="Stop re-play")
    await expect(stop).to_be_in_viewport()
    await expect(page.locator(".mine")).not_to_have_count(0)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@claims("playground.reach")
async def test_a_re_play_by_keyboard(visit: Opened, unhurried: Server) -> None:
    here = await visit(unhurried)
    page = here.page
    await here.start()
    author = await panel(page)
    await author.get_by_role("button", name="excellent").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine")).not_to_have_count(0)
    stop = page.get_by_role("button", name="Stop re-play")
    await stop.focus()
    await page.keyboard.press("Space")
    await expect(page.get_by_label("Your message to")).to_be_focused()
