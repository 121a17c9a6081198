"""Buttons that ask for a few words: the form at once, what was written as one event, durable first."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.chat.moment import Moment
from adapters.discord import addressing, forms, wording
from adapters.discord.inbound import filled
from bot.domain.asking import Question
from bot.domain.content import Button, Notice
from bot.domain.events import Pressed
from bot.domain.offering import Choice
from bot.domain.surface import SessionId
from bot.domain.transcript import Micros
from bot.errors import StoreError
from tests.adapters.discord_app import SESSION, Practice, listening, made, practising
from tests.fakes.discord import Discord, Interaction, Message, dropped, lost, status
from tests.fakes.discord.components import modal_problems
from tests.requirements import claims

ASKS = Button("Question this score", "dispute", value="en.empathy")
CARD = Notice(text="Empathy: 2 of 4", session=SESSION, buttons=(ASKS,))
LONG = "é" * 4_000


async def asked(practice: Practice) -> tuple[Message, Interaction]:
    """The button was pressed, and its form stands there."""
    ref = await practice.adapter.post(await practice.thread(), CARD, "k")
    message = practice.message(ref)
    pressed = practice.person().presses(message, ASKS.label)
    await pressed.acked()
    return message, pressed


def submitted(practice: Practice, text: str = "I said that twice.") -> Interaction:
    """Sends off the form that is open."""
    form = practice.person().modal
    assert form is not None
    field = form["components"][0]["component"]["custom_id"]
    return practice.person().submits({field: text})


@claims("discord.forms")
class TestForms:
    async def test_a_press_that_asks_opens_a_form_and_stores_nothing(self) -> None:
        async with practising() as practice:
            practice.intake.broken = StoreError("no room")
            _, pressed = await asked(practice)
            assert pressed.answered_with == 9
            assert pressed.modal is not None
            (label,) = pressed.modal["components"]
            assert (label["type"], label["component"]["type"]) == (18, 4)
            assert practice.intake.offered == []

    async def test_what_is_sent_off_is_durable_before_it_is_acknowledged(self) -> None:
        async with practising() as practice:
            await asked(practice)
            practice.intake.gate.clear()
            sent = submitted(practice)
            await practice.intake.until(lambda: practice.intake.offered)
            assert sent.state == "waiting"
            practice.intake.gate.set()
            await sent.acked()
            assert sent.answered_with == 6
            event = await practice.intake.first(Pressed)
            told = (event.action, event.value, event.session, event.text)
            assert told == ("dispute", "en.empathy", SESSION, "I said that twice.")

    async def test_sent_off_twice_it_is_one_event_and_both_are_acknowledged(self) -> None:
        async with practising() as practice:
            _, pressed = await asked(practice)
            await submitted(practice).acked()
            practice.person().opened(pressed)  # it stays there where Discord says that it failed
            await submitted(practice).acked()
            assert len({event.key for event in practice.intake.events}) == 1

    async def test_told_twice_by_the_gateway_it_is_taken_once(self) -> None:
        async with practising() as practice:
            await asked(practice)
            await submitted(practice).acked()
            told = [t for t in practice.discord.gateway.told if t.event == "INTERACTION_CREATE"]
            practice.discord.gateway.repeat(told[-1])
            await asked(practice)
            await submitted(practice).acked()
            assert len(practice.intake.events) == 2

    async def test_what_cannot_be_stored_is_said_and_can_be_sent_off_again(self) -> None:
        async with practising() as practice:
            _, pressed = await asked(practice)
            practice.intake.broken = StoreError("no room")
            assert "could not be stored" in (await submitted(practice).answered()).shown
            practice.intake.broken = None
            practice.person().opened(pressed)
            await submitted(practice).acked()
            assert (await practice.intake.first(Pressed)).text == "I said that twice."

    async def test_blanks_are_told_at_once_and_store_nothing(self) -> None:
        async with practising() as practice:
            await asked(practice)
            told = await submitted(practice, "   ").answered()
            assert told.shown == wording.ENGLISH.form_blank
            assert told.for_only == practice.person().id
            assert practice.intake.offered == []

    async def test_the_answer_to_it_is_seen_by_its_writer_alone(self) -> None:
        async with practising() as practice:
            await asked(practice)
            sent = submitted(practice)
            event = await practice.intake.first(Pressed)
            await sent.acked()
            answer = Notice(text="A manager will look.", only_for=event.member)
            await practice.adapter.post(event.surface, answer, f"{event.key}:answer")
            (told,) = sent.follow_ups
            assert (told.shown, told.for_only) == ("A manager will look.", event.member)

    @pytest.mark.parametrize("fault", [dropped(), lost(), status(502)])
    async def test_a_form_whose_opening_fails_on_the_way_is_tried_again(self, fault: Any) -> None:
        async with practising() as practice:
            practice.discord.faults.play("answer interaction", fault)
            _, pressed = await asked(practice)
            assert pressed.modal is not None

    async def test_a_form_that_an_earlier_process_has_opened_is_taken(self) -> None:
        async with Discord() as discord:
            async with made(discord) as before, listening(before):
                await asked(before)
            async with made(discord, before.kept) as practice, listening(practice):
                await submitted(practice).acked()
                assert (await practice.intake.first(Pressed)).text == "I said that twice."


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"title": "T" * 46}, "data/title"),
        ({"title": ""}, "data/title"),
        ({"custom_id": "c" * 101}, "data/custom_id"),
        ({"components": []}, "data/components"),
    ],
)
def test_the_fake_refuses_forms_that_discord_would(wrong: dict[str, Any], where: str) -> None:
    asks = Question(title="Title", label="Why?", send="Send")
    whole = forms.form(asks, Choice(action="dispute", session=SESSION), "150")
    assert [problem.place for problem in modal_problems({**whole, **wrong})] == [where]


@pytest.mark.parametrize(
    "wrong", [{"max_length": 4_001}, {"label": "Why?"}, {"min_length": 501}, {"required": "yes"}]
)
def test_the_fake_refuses_fields_that_discord_would(wrong: dict[str, Any]) -> None:
    asks = Question(title="Title", label="Why?", send="Send")
    whole = forms.form(asks, Choice(action="dispute", session=SESSION), "150")
    whole["components"][0]["component"] |= wrong
    (problem,) = modal_problems(whole)
    assert problem.place == f"data/components/0/component/{next(iter(wrong))}"


@claims("discord.forms")
@pytest.mark.parametrize("most", [1, 500, 9_000])
def test_every_form_is_one_that_discord_takes(most: int) -> None:
    asks = Question(title="T" * 90, label="L" * 90, send="Send", most=most)
    choice = Choice(action="dispute", value="v" * 200, session=SESSION)
    assert list(modal_problems(forms.form(asks, choice, "9" * 20))) == []


def body(**data: Any) -> dict[str, Any]:
    return {"id": "200", "type": 5, "member": {"user": {"id": "7"}}, "data": data}


def label(id: str, value: object) -> dict[str, Any]:
    return {"type": 18, "component": {"type": 4, "custom_id": id, "value": value}}


def test_a_form_is_named_by_the_press_that_opened_it() -> None:
    sent = body(custom_id="ct:dispute:s1:en.x", components=[label("ctt:150", " Why? ")])
    form = forms.filled(sent)
    assert form is not None
    assert form.problem is None
    at = addressing.place("10", "20")
    event = filled(sent, form, at, Moment(at=Micros(5), opens=SessionId("n")))
    assert event is not None
    assert (event.key, event.text) == ("discord:150:form", "Why?")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"custom_id": "ct:dispute:s1:en.x"},
        {"custom_id": "ct:dispute:s1:en.x", "components": [None, 5, {"component": []}]},
        {"custom_id": "ct:dispute:s1:en.x", "components": [label("ctt:x", "Why?")]},
        {"custom_id": "other", "components": [label("ctt:150", "Why?")]},
    ],
)
def test_what_is_no_form_of_ours_is_nothing_sent_off(data: dict[str, Any]) -> None:
    assert forms.filled(body(**data)) is None


def test_more_than_was_asked_for_is_told() -> None:
    sent = body(custom_id="ct:dispute:s1:en.x", components=[label("ctt:150", LONG)])
    form = forms.filled(sent)
    assert form is not None
    assert form.problem is not None
    assert "500 characters" in form.problem


def test_a_german_form_says_in_german_what_is_wrong() -> None:
    for said, told in (("", "paar Worte"), (LONG, "mehr als 500 Zeichen")):
        sent = body(custom_id="ct:dispute:s1:de.x", components=[label("ctt:150", said)])
        form = forms.filled(sent)
        assert form is not None
        assert told in str(form.problem)
