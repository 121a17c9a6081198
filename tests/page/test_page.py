"""The page as a person uses it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from playwright.async_api import WebSocketRoute, expect

from tests.page.conftest import Opened
from tests.page.letters import TITLE, letter, offer
from tests.page.serving import UNHURRIED, served
from tests.requirements import claims

pytestmark = pytest.mark.asyncio(loop_scope="session")

GREW = """() => {
  window.grew = new Set();
  const look = () => {
    const text = document.querySelector(".bubble.growing .text")?.textContent;
    if (text) grew.add(text);
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
"""Keeps what a reply showed on its way."""
SORRY = "I am sorry you had to wait. What was the parcel for?"
LOOKS = 3_000
"""Milliseconds after which the page reads the scenarios again."""
STEP = "I will order the courier now and call you back today at six."


@claims("playground.driven")
async def test_a_session_from_its_start_to_a_retry_from_a_turn(
    visit: Opened, tmp_path: Path
) -> None:
    async with served(tmp_path, pace=UNHURRIED) as server:
        offer(server, letter(endless="courier"))
        here = await visit(server)
        page = here.page
        await here.start(TITLE)
        await page.evaluate(GREW)
        await here.say(SORRY)
        await here.answered(2)
        assert await page.evaluate("grew.size") > 0
        await page.get_by_role("button", name="Hint").click()
        await expect(page.locator(".notice.hint")).to_be_visible()

        await here.say(STEP)
        await expect(page.locator(".bubble.growing .text")).not_to_be_empty()
        await page.keyboard.press("Escape")
        await here.answered(3)
        stopped = await page.locator(".theirs .text").last.inner_text()
        await expect(page.locator(".theirs .stopped")).to_have_text("stopped")
        await expect(page.locator(".mine")).to_have_count(2)

        await page.get_by_role("button", name="Finish and score").click()
        await expect(page.locator(".headline")).to_contain_text("Score:")
        await expect(page.locator(".criterion")).to_have_count(4)
        await expect(page.locator(".criterion .rewording").first).to_contain_text("Stronger")
        await expect(page.get_by_text("This session is closed.")).to_be_visible()
        assert await page.locator(".theirs .text").last.inner_text() == stopped

        await page.locator(".evidence a").first.click()
        await expect(page.locator(".mine.found")).to_be_in_viewport()

        first = page.url
        await page.get_by_role("button", name="Try again from here").click()
        await expect(page.locator(".briefing .chip")).to_have_text("Attempt 2")
        assert page.url != first
        await expect(page.locator(".recap")).to_contain_text(SORRY)
        await expect(page.locator(".mine")).to_have_count(0)
        await here.say("I will call you back at six. Is that a step you can rely on?")
        await here.answered(2)

        await page.reload()
        await expect(page.locator(".mine")).to_have_count(1)
        await here.answered(2)
        await page.go_back()
        await expect(page.locator(".headline")).to_contain_text("Score:")
        await expect(page.locator(".theirs .stopped")).to_have_count(1)


async def test_a_whole_session_can_be_tried_again_and_another_one_chosen(visit: Opened) -> None:
    here = await visit()
    page = here.page
    await here.start()
    await here.say(SORRY)
    await here.answered(2)
    await page.get_by_role("button", name="Finish and score").click()
    await expect(page.locator(".headline")).to_be_visible()
    for _ in range(2):
        await page.get_by_role("button", name="Next scenario").click()
        await expect(page.locator(".offer")).to_be_in_viewport(ratio=0.9)
        await page.locator(".thread").evaluate("thread => (thread.scrollTop = 0)")
    await page.get_by_role("button", name="Next scenario").click()
    await expect(page.locator(".offer")).to_be_in_viewport(ratio=0.9)
    await expect(page.locator(".offer")).to_have_count(1)
    await page.locator(".offer button", has_text="Late for the handover").click()
    await expect(page.locator(".briefing h1")).to_contain_text("Late for the handover")


async def test_a_second_session_asks_what_becomes_of_the_first(visit: Opened) -> None:
    here = await visit()
    page = here.page
    await here.start()
    first = page.url
    await page.locator(".scenario", has_text="Late for the handover").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("You have “A parcel that never came” open.")
    await dialog.get_by_role("button", name="Go on with it").click()
    await expect(dialog).to_have_count(0)
    assert page.url == first
    await page.locator(".scenario", has_text="Late for the handover").click()
    await dialog.get_by_role("button", name="Leave it and start").click()
    await expect(page.locator(".briefing h1")).to_contain_text("Late for the handover")
    await page.go_back()
    closed = page.locator(".notice p").first
    await expect(closed).to_have_text("The session is closed without a score.")
    await expect(page.get_by_role("button", name="Try again", exact=True)).to_have_count(1)
    await page.get_by_role("link", name="Go there").click()
    await expect(page.locator(".briefing h1")).to_contain_text("Late for the handover")


@claims("playground.author")
async def test_the_authors_view_follows_facts_mood_and_calls(visit: Opened) -> None:
    here = await visit()
    page = here.page
    await here.start()
    await page.get_by_role("button", name="Author’s view").click()
    panel = page.get_by_role("complementary", name="Author’s view")
    await expect(panel.locator(".facts li.held")).not_to_have_count(0)
    await here.say(SORRY)
    await here.answered(2)
    await expect(panel.locator(".facts li:not(.held)")).not_to_have_count(0)
    await expect(panel.get_by_role("meter")).not_to_have_count(0)
    await expect(panel.locator("tbody tr")).to_have_count(1)


@claims("playground.broken")
async def test_a_scenario_saved_on_disk_is_offered_and_a_broken_one_shows_its_line(
    visit: Opened, tmp_path: Path
) -> None:
    async with served(tmp_path) as server:
        here = await visit(server)
        page = here.page
        await page.clock.install()
        await page.reload()
        await expect(page.locator(".scenario").first).to_be_visible()
        offer(server, letter().replace("version:", "vers:"))
        await page.clock.run_for(LOOKS)
        problems = page.get_by_role("region", name="in scenario files")
        await expect(problems).to_contain_text("mine.yaml:")
        await expect(problems.locator("pre").first).not_to_be_empty()
        await expect(problems.locator(".place").first).to_be_in_viewport()
        await expect(page.locator(".scenario").first).to_be_in_viewport()
        await expect(page.locator(".problems + .scenarios")).to_have_count(1)
        offer(server, letter())
        await page.clock.run_for(LOOKS)
        await expect(problems).to_have_count(0)
        await here.start(TITLE)


async def test_a_retry_asks_what_becomes_of_another_open_session(visit: Opened) -> None:
    here = await visit()
    page = here.page
    await here.start()
    await here.say(SORRY)
    await here.answered(2)
    await here.say(STEP)
    await here.answered(3)
    await page.get_by_role("button", name="Finish and score").click()
    await expect(page.locator(".headline")).to_be_visible()
    scored = page.url
    await here.start("Late for the handover")
    await page.goto(scored)
    await expect(page.locator(".headline")).to_be_visible()
    await page.get_by_role("button", name="Try again from here").click()
    leaving = page.locator(".notice").get_by_role("button", name="Leave it and start")
    await expect(leaving).to_be_in_viewport()
    footer = page.locator("footer.after")
    await expect(footer).to_contain_text("This session is closed.")
    await expect(footer.get_by_role("button", name="Leave it and start")).to_have_count(0)
    await expect(page.locator(".mine button")).to_have_text("Try again from here")
    await leaving.click()
    await expect(page.locator(".briefing .chip")).to_have_text("Attempt 2")
    # what is kept from the attempt before counts, as it does for the limit
    await expect(page.locator("#about")).to_contain_text("1 of 12")


async def test_a_double_click_acts_once(visit: Opened) -> None:
    here = await visit()
    page = here.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    await page.locator(".scenario", has_text="A parcel that never came").dblclick()
    await expect(page.locator(".briefing h1")).to_contain_text("A parcel that never came")
    await here.say(SORRY)
    await here.answered(2)
    await page.get_by_role("button", name="Hint").dblclick()
    await expect(page.locator(".notice.hint")).to_have_count(1)
    await page.get_by_role("button", name="Finish and score").dblclick()
    await expect(page.locator(".headline")).to_be_visible()
    await expect(page.locator(".notice")).to_have_count(1)
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert asked.count("POST") == 1


async def test_a_session_that_never_begins_is_said_not_to_have_opened(visit: Opened) -> None:
    here = await visit()
    page = here.page
    await page.route_web_socket("**/chat/*", lambda _: None)
    await page.clock.install()
    await here.open("/#/s/00000000-0000-7000-8000-000000000000")
    await expect(page.get_by_text("Opening the session…")).to_be_visible()
    await expect(page.locator("[data-link=open]")).to_have_count(1)
    await page.clock.run_for(6_000)  # with what the page still has to do, unlike fast_forward
    await expect(page.locator(".notice")).to_contain_text("This session has not opened.")
    await page.get_by_role("link", name="Choose a scenario").click()
    await expect(page.get_by_role("heading", name="Practise a conversation")).to_be_visible()


async def test_a_message_that_is_too_long_is_kept_and_said_to_be(visit: Opened) -> None:
    here = await visit()
    page = here.page
    await here.start()
    await here.say("x" * 2001)
    await expect(page.get_by_role("alert")).to_contain_text("2,001 of 2,000 characters")
    await expect(page.locator(".mine")).to_have_count(0)
    await page.reload()
    await expect(page.get_by_label("Your message to")).to_have_value("x" * 2001)


@pytest.mark.parametrize("size", [(1280, 860), (360, 700), (1000, 420)])
async def test_the_personas_first_words_are_in_view_and_the_briefing_is_at_hand(
    visit: Opened, size: tuple[int, int]
) -> None:
    here = await visit(viewport={"width": size[0], "height": size[1]})
    page = here.page
    if size[0] < 832:
        await expect(page.locator(".scenario").first).to_be_visible()
    await here.start()
    words = page.locator(".theirs").first
    await expect(words).to_be_in_viewport(ratio=0.99)
    situation = page.get_by_text("Situation", exact=True)
    if size[1] < 800:
        await expect(situation).to_have_count(0)
        await page.get_by_role("button", name="Read the whole briefing").click()
        await expect(page.locator(".briefing h1")).to_be_in_viewport()
    await expect(situation).to_have_count(1)
    await here.say(SORRY)
    await here.answered(2)
    await expect(page.locator(".theirs").last).to_be_in_viewport()


async def test_what_is_sent_again_by_itself_says_so_and_asks_for_nothing(visit: Opened) -> None:
    here = await visit()
    page = here.page
    refused: list[str] = []

    def between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def from_page(frame: str | bytes) -> None:
            message = json.loads(frame)
            if message["type"] != "user_message" or refused:
                return server.send(frame)
            refused.append(message["metadata"]["client_id"])
            sentence = "That could not be stored: the database is busy; try again."
            error = {"type": "error", "code": "not_stored", "message": sentence}
            return socket.send(json.dumps({**error, "client_id": refused[0]}))

        socket.on_message(from_page)

    await page.clock.install()
    await page.route_web_socket("**/chat/*", between)
    await here.open()
    await here.start()
    await here.say(SORRY)
    under = page.locator(".mine .under")
    await expect(under).to_have_text("It could not be stored yet. Trying again…")
    await page.clock.run_for(2_000)
    await here.answered(2)
    await expect(under.locator("time")).to_be_visible()
    await expect(page.locator(".mine")).to_have_count(1)


async def test_two_tabs_of_a_new_browser_open_one_session(visit: Opened) -> None:
    here = await visit()
    await here.page.clock.install()
    await here.page.reload()
    other = await here.page.context.new_page()
    await other.goto(here.server.address)
    for page in (here.page, other):
        await expect(page.locator(".scenario").first).to_be_visible()
    asked = "fetch('/api/sessions', {method: 'POST', body: '{\"scenario\": \"late-delivery\"}'})"
    answered = f"{asked}.then((answer) => answer.status)"
    statuses = await asyncio.gather(*(page.evaluate(answered) for page in (here.page, other)))
    assert sorted(statuses) == [201, 409]
    async with asyncio.timeout(15):
        while not await other.get_by_role("link", name="Go on with").is_visible():
            await other.clock.run_for(LOOKS)

    await here.page.context.clear_cookies()
    both = [
        page.locator(".scenario").first.click(no_wait_after=True) for page in (here.page, other)
    ]
    await asyncio.gather(*both)
    for page in (here.page, other):
        await expect(page.locator(".briefing h1, dialog")).to_be_visible()
        await page.reload()
        await expect(page.locator(".briefing h1, .welcome h1")).to_be_visible()
        await expect(page.get_by_text("There is no such session")).to_have_count(0)


async def test_an_address_of_no_session_says_so(visit: Opened) -> None:
    here = await visit()
    await here.open("/#/s/00000000-0000-7000-8000-000000000000")
    await expect(here.page.get_by_text("There is no such session in this browser.")).to_be_visible()
