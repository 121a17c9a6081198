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
async def test_a_scenario_is_assigned_and_its_score_disputed_on_the_page(visit: Opened) -> None:
    here = await visit()
    page = here.page
    await here.open("/#/team/local/assignments")
    assign = page.get_by_label("Assign a scenario")
    await assign.fill("me late-delivry friday")
    await assign.press("Enter")
    answer = page.locator("#answer")
    await expect(answer).to_contain_text("late-delivery")  # the nearest one
    await assign.fill("me late-delivery in 3 days")
    await assign.press("Enter")
    await expect(answer).to_contain_text("A parcel that never came")
    await expect(page.locator("#assignments")).to_contain_text("Not started")

    await here.open("/#")
    await page.get_by_role("button", name="Start: A parcel that never came").click()
    await expect(page.locator(".theirs").first).to_be_visible()
    await here.say("I am sorry you had to wait. What was the parcel for?")
    await here.answered(2)
    await page.get_by_role("button", name="Finish and score").click()
    criterion = page.locator(".criterion", has_text="Asks before solving")
    await criterion.get_by_role("button", name="Dispute").click()
    await criterion.get_by_role("textbox").fill("I asked twice.")
    await criterion.get_by_role("button", name="Send").click()
    await expect(criterion.get_by_role("status")).to_have_text("Sent.")
    await expect(page.locator(".notice").last).to_be_visible()
