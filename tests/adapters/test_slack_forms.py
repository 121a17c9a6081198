"""Forms that buttons open in Slack: in time, kept before they close, and taken once."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.domain.content import Button, Notice
from bot.domain.events import Pressed
from bot.domain.surface import MemberId, SessionId, Surface
from bot.errors import StoreError
from tests.adapters.slack_app import SESSION, TEAM, Practice, listening, made
from tests.fakes.slack import Message, MovableClock, Person, Slack, error
from tests.requirements import claims

ABOUT = (("Empathy", "empathy"), ("Questions", "questions"))


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    async with Slack(clock=MovableClock()) as slack, made(slack) as practice, listening(practice):
        practice.space.user("U1")
        yield practice


def ann(practice: Practice) -> Person:
    return practice.space.user("U1")


async def scored(practice: Practice, language: str = "en") -> Message:
    """A message with buttons to dispute two criteria."""
    surface = await practice.thread()
    menu = (
        Button("Dispute", "dispute", value=f"{language}.{id}", about=about) for about, id in ABOUT
    )
    content = Notice(text="Scorecard", session=SESSION, buttons=tuple(menu))
    ref = await practice.adapter.post(surface, content, "k")
    return practice.space.message(surface.channel, ref.id)


async def asked(practice: Practice, language: str = "en") -> Message:
    """The message, with the form before Ann."""
    message = await scored(practice, language)
    await ann(practice).presses(message, "dispute:0", choice="Questions").acked()
    await practice.slack.until(lambda: ann(practice).modal)
    return message


def sees(practice: Practice, message: Message) -> list[str]:
    """What Ann sees in the thread, behind the message."""
    below = ann(practice).sees(thread=message.thread_ts)
    return [one.shown for one in below if one.ts > message.ts]


@claims("slack.form")
async def test_a_press_opens_a_form_and_nothing_has_happened_yet(practice: Practice) -> None:
    await asked(practice)
    modal = ann(practice).modal
    assert modal is not None
    assert modal.shown.startswith("Dispute a score\nWhat did the score miss?")
    assert practice.intake.events == []


@claims("slack.form")
async def test_what_is_written_is_the_press_with_its_words(practice: Practice) -> None:
    message = await asked(practice)
    await ann(practice).submits({"answer": "  I asked twice. "}).acked()
    assert ann(practice).modal is None
    pressed = await practice.intake.first(Pressed)
    assert (pressed.action, pressed.value) == ("dispute", "en.questions")
    assert (pressed.text, pressed.session) == ("I asked twice.", SessionId(SESSION))
    assert pressed.surface == Surface("slack", TEAM, message.channel, message.thread_ts)
    assert pressed.member == MemberId("U1")


@claims("slack.form")
async def test_a_form_that_is_sent_twice_is_one_event(practice: Practice) -> None:
    await asked(practice)
    practice.intake.gate.clear()
    first, second = (ann(practice).submits({"answer": "I asked."}) for _ in range(2))
    await practice.intake.until(lambda: len(practice.intake.offered) == 2)
    practice.intake.gate.set()
    await first.acked()
    await second.acked()
    assert len(practice.intake.events) == 1


@claims("slack.form", "slack.durable-first")
async def test_words_that_cannot_be_kept_now_stay_in_the_form(practice: Practice) -> None:
    await asked(practice)
    practice.intake.broken = StoreError("the disk is full")
    await ann(practice).submits({"answer": "I asked."}).acked()
    modal = ann(practice).modal
    assert modal is not None
    assert "could not be stored" in modal.errors["answer"]
    practice.intake.broken = None
    await ann(practice).submits({"answer": "I asked."}).acked()
    assert ann(practice).modal is None
    assert len(practice.intake.events) == 1


@claims("slack.form")
async def test_an_empty_answer_keeps_the_form_open_and_says_so(practice: Practice) -> None:
    await asked(practice, "de")
    await ann(practice).submits({"answer": "   "}).acked()
    modal = ann(practice).modal
    assert modal is not None
    assert "ein paar Worte" in modal.errors["answer"]
    assert practice.intake.offered == []


@claims("slack.form")
@pytest.mark.parametrize("code", ["expired_trigger_id", "internal_error", "trigger_exchanged"])
async def test_a_form_that_comes_too_late_is_told(practice: Practice, code: str) -> None:
    message = await scored(practice)
    practice.slack.faults.play("views.open", error(code))
    await ann(practice).presses(message, "dispute:0", choice="Empathy").acked()
    await practice.slack.until(lambda: sees(practice, message) or practice.space.ephemeral("U1"))
    told = [*sees(practice, message), *(m.shown for m in practice.space.ephemeral("U1"))]
    assert any("Press the button once more" in text for text in told)
    assert practice.intake.events == []
    await ann(practice).presses(message, "dispute:0", choice="Empathy").acked()
    await practice.slack.until(lambda: ann(practice).modal)


@claims("slack.form")
async def test_a_trigger_is_used_while_it_holds(practice: Practice) -> None:
    """Whatever else is to be done, a form does not wait for it."""
    message = await scored(practice)
    for _ in range(20):
        practice.adapter._errands.add(lambda: practice.slack.until(lambda: False))
    await ann(practice).presses(message, "dispute:0", choice="Empathy").acked()
    await practice.slack.until(lambda: ann(practice).modal)


@claims("slack.form")
async def test_what_is_answered_to_a_form_is_seen_where_the_button_was(practice: Practice) -> None:
    """In a channel that the bot is not in it goes by the address that came with the press."""
    space, who = practice.space, ann(practice)
    space.channel("C1", bot=False)
    who.joins("C1")
    await who.runs("/chattrain", "report", channel="C1").acked()
    button = Button("Dispute", "dispute", value="en.empathy")
    channel = Surface("slack", TEAM, "C1")
    shown = Notice(text="Report", buttons=(button,), only_for=MemberId("U1"))
    key = practice.intake.events[0].key
    await practice.adapter.post(channel, shown, f"{key}:answer")
    (report,) = space.ephemeral("U1")
    await who.presses(report, "Dispute").acked()
    await practice.slack.until(lambda: who.modal)
    await practice.slack.acked()
    await who.submits({"answer": "I asked."}).acked()
    pressed = await practice.intake.first(Pressed)
    told = Notice(text="It is on its way.", only_for=MemberId("U1"))
    await practice.adapter.post(pressed.surface, told, f"{pressed.key}:answer")
    assert [m.shown for m in space.ephemeral("U1")][1:] == ["It is on its way."]
