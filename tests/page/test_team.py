"""The managers' side on the page, as somebody new finds it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.page.conftest import Opened
from tests.page.serving import served
from tests.requirements import claims

pytestmark = pytest.mark.asyncio(loop_scope="session")

WIDER = "document.documentElement.scrollWidth > innerWidth"


@claims("playground.team", "playground.sample")
async def test_somebody_new_sees_what_managers_see_of_a_team_that_is_made_up(
    visit: Opened, tmp_path: Path
) -> None:
    async with served(tmp_path) as server:
        here = await visit(server, color_scheme="dark")
        page = here.page
        await page.get_by_role("link", name="what managers see").click()
        await expect(page.get_by_text("Nobody has practised here yet.")).to_be_visible()
        await page.get_by_role("button", name="Fill with sample data").click()
        await expect(page.get_by_role("heading", name="The sample team")).to_be_visible()
        await expect(page.get_by_text("kept apart from yours")).to_be_visible()
        await expect(page.get_by_role("img", name="Sample data")).to_be_visible()
        await expect(page.locator(".chart.there")).to_be_visible()

        tabs = page.get_by_role("navigation", name="Results")
        await tabs.get_by_role("link", name="People").click()
        await page.get_by_role("link", name="Amira Haddad").click()
        await expect(page.get_by_role("heading", name="Amira Haddad")).to_be_visible()
        await tabs.get_by_role("link", name="Assignments").click()
        await expect(page.locator(".report .rows").first).to_contain_text("of 12")
        await expect(page.get_by_role("button", name="Withdraw")).to_have_count(0)

        await page.set_viewport_size({"width": 360, "height": 700})
        await tabs.get_by_role("link", name="Digest").click()
        await expect(page.locator("#digest-title")).to_contain_text("Practice")
        assert not await page.evaluate(WIDER)
        await page.reload()
        await expect(page.locator("#digest-title")).to_be_visible()

        await page.get_by_role("button", name="Remove sample data").click()
        await expect(page.get_by_role("heading", name="Your team")).to_be_visible()
        await expect(page.get_by_text("Nobody has practised here yet.")).to_be_visible()


@claims("playground.team")
async def test_what_is_assigned_on_the_page_is_understood_told_and_begun_there(
    visit: Opened,
) -> None:
    here = await visit(timezone_id="America/New_York")
    page = here.page
    await here.open("/#/team/local/assignments")
    assign, answer = page.get_by_label("Assign a scenario"), page.locator("#answer")
    await assign.fill("me late-delivry friday")
    await assign.press("Enter")
    await expect(answer).to_contain_text("Did you mean late-delivery")
    await expect(answer).to_contain_text("(America/New_York)")  # the browser's own
    await expect(answer).to_contain_text("assign @Trainee")  # a name, and not an id
    await page.get_by_text("What can be written").click()
    await assign.fill("me")
    await page.get_by_role("button", name="late-delivery").click()
    await expect(assign).to_be_focused()
    await expect(assign).to_have_value("me late-delivery ")
    for _ in range(2):  # the second one is the same, and gives nothing
        await assign.press("Enter")
    await expect(page.locator("#answer-title")).to_have_text("Assigned")
    listed = page.locator("#assignments")
    await expect(listed.get_by_role("button", name="Withdraw")).to_have_count(1)
    await listed.get_by_role("button", name="Start").click()
    await expect(page.locator(".briefing h1")).to_contain_text("A parcel that never came")


@claims("playground.team")
async def test_a_score_is_disputed_and_decided_on_the_page(visit: Opened) -> None:
    here = await visit()
    page = here.page
    await here.open("/#/team/local/assignments")
    assign = page.get_by_label("Assign a scenario")
    await assign.fill("me late-delivery in 3 days")
    await assign.press("Enter")
    await expect(page.locator("#assignments")).to_contain_text("Not started")

    await here.open("/#")
    await page.get_by_role("button", name="Start: A parcel that never came").click()
    await expect(page.locator(".theirs").first).to_be_visible()
    await here.say("That is annoying. There is nothing I can do about it.")
    await here.answered(2)
    await page.get_by_role("button", name="Finish and score").click()
    criterion = page.locator(".criterion", has_text="Says what the delay means for her")
    await expect(criterion).to_contain_text("0/100")
    await criterion.get_by_role("button", name="Dispute").click()
    await criterion.get_by_role("textbox").fill("I called it annoying.")
    await criterion.get_by_role("button", name="Send").click()
    await expect(criterion.get_by_role("status")).to_have_text("Sent.")
    session = page.url

    notice = page.locator(".notice", has_text="Your dispute of")
    await notice.get_by_role("link", name="/chattrain assignments").click()
    listed = page.locator("#assignments")
    await expect(listed).to_contain_text("I called it annoying.")
    await listed.get_by_role("button", name="Named (80)").click()
    await listed.get_by_role("textbox").fill("It names her trouble.")
    await listed.get_by_role("button", name="Send").click()
    await expect(page.get_by_role("status").filter(has_text="is now “Named”")).to_be_visible()
    await expect(listed).not_to_contain_text("I called it annoying.")

    await here.open(session.removeprefix(here.server.address))
    await expect(criterion).to_contain_text("80/100, given as 0")
    await expect(page.locator(".notes")).to_contain_text("It names her trouble.")
    await expect(page.locator(".notice", has_text="It names her trouble.")).to_be_visible()
