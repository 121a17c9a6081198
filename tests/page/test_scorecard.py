"""Feedback on the page: the scorecard, the coach's notes, and scoring that was stopped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from bot.domain import judging
from bot.domain.content import Button, Card
from bot.domain.showing import scorecard_key
from bot.domain.transcript import Micros
from tests.fakes.site import site
from tests.page.conftest import Opened, Visit
from tests.page.letters import TITLE, letter, offer
from tests.page.serving import served
from tests.page.test_reach import FAINT
from tests.requirements import claims

pytestmark = pytest.mark.asyncio(loop_scope="session")

SORRY = "I am sorry you had to wait. What was the parcel for?"
LATER = "I will order the courier now and call you back today at six."
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "is_mobile": True}
QUOTED = """() => [...(CSS.highlights.get("quote") ?? [])].map((range) => range.toString())"""


async def scored(here: Visit, *lines: str) -> None:
    """Says the lines and has them scored."""
    before = await here.page.locator(".theirs").count()
    for number, line in enumerate(lines, start=before + 1):
        await here.say(line)
        await here.answered(number)
    await here.page.get_by_role("button", name="Finish and score").click()
    await expect(here.page.locator(".headline")).to_be_visible()


@claims("playground.feedback")
async def test_a_quote_leads_to_its_message_and_there_is_a_way_back(visit: Opened) -> None:
    here = await visit()
    page = here.page
    await here.start()
    await scored(here, SORRY, LATER)
    evidence = page.locator(".evidence").first
    quote = await evidence.locator("q").inner_text()
    link = evidence.get_by_role("link")
    await expect(link).to_contain_text("your message")
    await link.focus()
    await page.keyboard.press("Enter")
    found = page.locator(".mine.found")
    await expect(found).to_have_count(1)
    await expect(found).to_be_focused()
    await expect(found).to_be_in_viewport()
    await expect(found).to_have_attribute("aria-label", (await link.inner_text()).capitalize())
    await expect(found).to_contain_text(quote)
    assert await page.evaluate(QUOTED) == [quote]

    back = page.get_by_role("button", name="Scorecard ↓")
    await back.click()
    await expect(page.get_by_role("heading", name="Scorecard")).to_be_focused()
    await expect(back).to_have_count(0)

    await here.open("/" + str(await link.get_attribute("href")))
    await page.reload()
    await expect(found).to_be_in_viewport()


@claims("playground.feedback")
@pytest.mark.parametrize("options", [{}, PHONE])
async def test_what_went_well_comes_first_and_what_to_try_next_is_in_view(
    visit: Opened, options: dict[str, Any]
) -> None:
    here = await visit(**options)
    page = here.page
    await here.start()
    await scored(here, SORRY)
    parts = page.locator(".card > :is(.verdict, .strengths, .next, .criterion)")
    classes = await parts.evaluate_all("(all) => all.map((e) => e.classList[0])")
    assert classes[:4] == ["verdict", "strengths", "next", "criterion"]
    await expect(page.locator(".next h3")).to_be_in_viewport()
    await expect(page.locator(".headline")).to_contain_text("pass mark 70")
    await expect(page.locator(".criterion .level").first).to_contain_text(" of 4: ")


@claims("playground.feedback")
async def test_another_attempt_is_compared_with_the_one_before(visit: Opened) -> None:
    here = await visit()
    page = here.page
    await here.start()
    await scored(here, "Hm, well.", "Let me see about that.")
    await page.get_by_role("button", name="Try again from here: your message 2").click()
    await expect(page.locator(".briefing .chip")).to_have_text("Attempt 2")
    await scored(here, SORRY)
    await expect(page.locator(".card .chip")).to_have_text("Attempt 2")
    await expect(page.locator(".points").first).to_contain_text("was")
    await expect(page.locator(".notes")).to_contain_text("over the criteria judged both times")


@claims("playground.feedback")
async def test_a_german_session_is_german_around_its_texts_too(visit: Opened) -> None:
    here = await visit(**PHONE)
    page = here.page
    await here.start("Zwischen acht und zwölf")
    await expect(page.locator(".briefing dt").first).to_have_text("Dein Ziel")
    await expect(page.get_by_role("log")).to_have_attribute("lang", "de")
    field = page.get_by_label("Deine Nachricht an Hilde Brennecke")
    await field.fill("Das tut mir leid. Wie lange warten Sie schon?")
    await page.get_by_role("button", name="Senden").click()
    await here.answered(2)
    await expect(page.locator(".note")).to_contain_text("Coach")
    await page.get_by_role("button", name="Beenden und bewerten").click()
    await expect(page.locator(".headline")).to_contain_text("bestanden ab")
    await expect(page.get_by_role("heading", name="Ergebnis")).to_be_visible()
    await expect(page.locator(".mine")).to_have_attribute("aria-label", "Deine Nachricht 1")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@claims("playground.feedback", "playground.reach")
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_blocker_is_said_with_the_words_that_met_it(visit: Opened, scheme: str) -> None:
    here = await visit(**PHONE, color_scheme=scheme)
    page = here.page
    await here.start("A password for somebody else")
    await scored(here, "Sure.", "I've reset it, the new password is Summer2026.")
    blocked = page.locator(".notes .blocked")
    await expect(blocked).to_contain_text("Not passed because of")
    await expect(blocked.get_by_role("link").first).to_have_text("your message 2")
    assert await page.evaluate(FAINT) == []
    await blocked.get_by_role("link").first.click()
    await expect(page.locator(".mine.found")).to_contain_text("Summer2026")


async def test_every_language_of_the_page_has_every_sentence(visit: Opened) -> None:
    here = await visit()
    load = "import('/static/wording.js').then(({ WORDS }) => Object.values(WORDS).map(Object.keys))"
    english, *others = await here.page.evaluate(load)
    assert all(other == english for other in others)


@claims("playground.feedback")
async def test_notes_are_the_coachs_and_the_card_after_them_is_short(
    visit: Opened, tmp_path: Path
) -> None:
    async with served(tmp_path) as server:
        offer(server, letter(feedback="each_turn"))
        here = await visit(server)
        page = here.page
        await here.start(TITLE)
        await here.say(SORRY)
        await here.answered(2)
        note = page.get_by_role("complementary", name="Coach")
        await expect(note).to_contain_text("your message 1")
        await expect(page.locator(".announcer")).to_contain_text("Coach:")
        order = "[...document.querySelectorAll('.column > *')].map((e) => e.classList[0])"
        shown = ["briefing", "theirs", "mine", "theirs", "note"]
        assert await page.evaluate(order) == shown
        await note.get_by_role("link").click()
        await expect(page.locator(".mine.found")).to_have_count(1)
        await page.reload()
        await expect(note).to_contain_text("your message 1")
        assert await page.evaluate(order) == shown

        assert await page.evaluate(FAINT) == []
        await scored(here)
        await expect(page.locator(".criterion .level")).not_to_have_count(0)
        await expect(page.locator(".next")).to_be_visible()
        await expect(page.locator(".evidence, .rewording, .strengths")).to_have_count(0)


@claims("playground.feedback")
async def test_what_was_left_without_a_score_can_be_scored_after_all(visit: Opened) -> None:
    here = await visit()
    page = here.page
    await here.start()
    left = page.url
    await here.say(SORRY)
    await here.answered(2)
    await page.locator(".scenario", has_text="Late for the handover").click()
    await page.get_by_role("button", name="Leave it and start").click()
    await expect(page.locator(".briefing h1")).to_contain_text("Late for the handover")
    await page.goto(left)
    after_all = page.get_by_role("button", name="Score it after all")
    await expect(page.locator(".notice").filter(has=after_all)).to_have_count(1)
    await after_all.click()
    await expect(page.locator(".headline")).to_contain_text("Score:")
    await expect(after_all).to_have_count(0)


@claims("playground.feedback")
async def test_scoring_can_be_stopped_and_had_after_all(visit: Opened) -> None:
    async with site() as at:
        here = await visit(at)
        page = here.page
        pressed: list[str] = []
        page.on(
            "websocket", lambda socket: socket.on("framesent", lambda f: pressed.append(str(f)))
        )
        await here.start("The late lamp")
        await here.say("I am sorry")
        await here.answered(2)
        (session,) = at.engine.memory.sessions.values()
        assert session.surface is not None
        empty = judging.card(
            session.scenario, session.transcript, session.play, (), session=session.id, at=Micros(0)
        )

        async def show(**card: Any) -> None:
            content = Card(session=session.id, **card)
            await at.playground.post(
                session.surface or session.home, content, scorecard_key(session.id)
            )

        stop = Button("Stop", "stop")
        await show(scorecard=empty, stage="Analysing criterion 1 of 2", buttons=(stop,))
        card = page.locator(".card")
        await expect(card).to_contain_text("Analysing criterion 1 of 2")
        await card.get_by_role("button", name="Stop").click()
        again = Button("Score it after all", "score", emphasis="primary")
        retry = Button("Try again", "retry")
        await show(
            scorecard=empty, stage="Stopped. It is kept.", stopped=True, buttons=(again, retry)
        )
        await expect(card).to_contain_text("Stopped. It is kept.")
        await expect(page.locator(".headline, .card .dots")).to_have_count(0)
        await expect(page.get_by_text("This session is closed.")).to_be_visible()
        await card.get_by_role("button", name="Score it after all").click()
        await expect(page.locator(".headline")).to_contain_text("Score:")
        await expect(page.get_by_role("button", name="Score it after all")).to_have_count(0)
        actions = [json.loads(frame).get("action") for frame in pressed]
        assert [action for action in actions if action] == ["stop", "score"]
