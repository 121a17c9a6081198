"""The persona without a model: which line it says, and how fast."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reciting import line
from bot.domain.session import Session
from bot.providers.scripted import PACE, THOUGHT, ScriptedProvider
from bot.training.prompting import persona_prompt
from tests.fakes.scenarios import scenario
from tests.fakes.talks import said, talk
from tests.fakes.virtual_time import VirtualClock, in_virtual_time


def says(session: Session) -> str:
    scene = persona_prompt(session).scene
    return line(scene.scenario, scene.transcript, scene.play)


def goes_on(session: Session, *heard: str) -> tuple[Session, list[str]]:
    """The session after the script has answered each of these."""
    answers = []
    for text in heard:
        session = said(session, "trainee", text)
        answers.append(says(session))
        session = said(session, "persona", answers[-1])
    return session, answers


def script(*cues: dict[str, Any], otherwise: tuple[str, ...] = ("Go on.", "And now?")) -> Session:
    return talk(of=scenario(script={"cues": cues, "otherwise": otherwise}))


def test_the_first_cue_that_fits_is_said_and_not_twice() -> None:
    session = script(
        {"when": {"says": ("lamp",)}, "say": ("Which lamp?",)},
        {"say": ("First.", "Second.")},
    )
    _, answers = goes_on(session, "Hello.", "The lamp.", "The lamp.", "Hello.")
    assert answers == ["First.", "Which lamp?", "Second.", "Go on."]


def test_a_cue_that_reveals_waits_until_its_fact_is_earned() -> None:
    _, answers = goes_on(talk(), "Hello.", "Why?", "Why?")
    assert answers == ["Go on.", "It is for my father's birthday.", "And now?"]


def test_a_fact_that_was_told_already_is_not_revealed_again() -> None:
    session = talk("Why?")
    session = replace(session, play=replace(session.play, revealed=frozenset({"birthday"})))
    assert says(session) == "Go on."


def test_when_all_is_said_the_script_goes_round() -> None:
    session = script({"say": ("Cue.",)}, otherwise=("One.", "Two.", "Three."))
    _, answers = goes_on(session, *["Hello."] * 8)
    assert answers[0] == "Cue."
    assert answers[1:] == ["One.", "Two.", "Three.", "One.", "Two.", "Three.", "One."]


def test_a_line_that_was_cut_off_is_not_begun_again_at_once() -> None:
    session = script(
        {"when": {"says": ("lamp",)}, "say": ("Cue.",)}, otherwise=("One two.", "Three.")
    )
    session = said(said(session, "trainee", "Hello."), "persona", "One", "interrupted")
    _, answers = goes_on(session, "Wait.", "Yes?")
    assert answers == ["Three.", "One two."]


def test_a_reveal_that_was_cut_off_is_told_after_all() -> None:
    session = said(talk("Why?"), "persona", "It is for", "interrupted")
    assert goes_on(session, "Yes?")[1] == ["It is for my father's birthday."]


def test_the_last_words_are_the_farewell_or_the_walkout() -> None:
    assert says(talk("It comes tomorrow.")) == "Good, then tomorrow. Bye."
    assert says(talk("It is your fault.")) == "I have had enough."


def test_a_persona_without_last_words_says_an_ordinary_line() -> None:
    persona = {
        **scenario().persona.model_dump(by_alias=True, exclude_defaults=True),
        "farewell": (),
    }
    of = scenario(persona=persona)
    assert says(talk("It comes tomorrow.", of=of)) == "Go on."


def test_a_persona_that_has_heard_nothing_has_something_to_say() -> None:
    assert says(talk()) == "Go on."


@given(st.lists(st.sampled_from(["Hello.", "Sorry.", "Why?", "Lamp."]), max_size=12))
def test_no_line_is_said_twice_in_a_row(heard: list[str]) -> None:
    _, answers = goes_on(talk(), *heard)
    assert all(a != b for a, b in pairwise(answers))
    assert goes_on(talk(), *heard)[1] == answers


@in_virtual_time
async def test_words_come_at_a_readers_pace_after_a_moments_thought() -> None:
    clock = VirtualClock()
    async with ScriptedProvider(clock).stream(persona_prompt(talk("Why?"))) as stream:
        heard = [(word, clock.monotonic()) async for word in stream]
    times = [time for _, time in heard]
    assert [word for word, _ in heard] == ["It ", "is ", "for ", "my ", "father's ", "birthday."]
    assert times[0] == THOUGHT
    assert abs(times[-1] - THOUGHT - (len(times) - 1) / PACE) < 1e-6


@in_virtual_time
async def test_without_a_pace_all_comes_at_once() -> None:
    clock = VirtualClock()
    async with ScriptedProvider(clock, pace=0).stream(persona_prompt(talk("Why?"))) as stream:
        words = [word async for word in stream]
    assert "".join(words) == "It is for my father's birthday."
    assert clock.monotonic() == 0
    assert stream.call.model == "script"
