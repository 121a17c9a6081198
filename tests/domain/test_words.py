"""`!hint` and its like do what the buttons do, in every phase of a session."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.effects import Grade, Speak
from bot.domain.events import Halted, Lost, Opened, Pressed, Said
from bot.domain.session import Phase, Session, begin
from bot.domain.stepping import step
from bot.domain.surface import MemberId, MessageRef, SessionId, Surface, TenantId
from bot.domain.transcript import Micros, TurnNumber
from bot.domain.utterance import WORDS, clean, word
from tests.fakes.scenarios import scenario
from tests.requirements import claims

HOME = Surface("somewhere", TenantId("local"), "m1")
ME = MemberId("m1")
NOW = Micros(1_000_000)


def said(text: str) -> Said:
    return Said(key="k", surface=HOME, member=ME, at=NOW, text=text, message="k")


def in_phase(phase: Phase, *, speaking: bool) -> Session:
    session = begin(scenario(), id=SessionId("s1"), member=ME, home=HOME, now=NOW)
    session, _ = step(session, Opened(surface=HOME, ref=MessageRef(HOME, "1")), NOW)
    if phase == "briefing":
        return session
    session, effects = step(session, said("Hello."), NOW)
    assert effects == (Speak(turn=TurnNumber(3)),)
    if not speaking:
        session, _ = step(session, Halted(turn=TurnNumber(3), shown="Well"), NOW)
    return replace(session, phase=phase)


@claims("engine.words")
@pytest.mark.parametrize("typed", WORDS)
@pytest.mark.parametrize("phase", ["briefing", "roleplay", "grading", "closed"])
@pytest.mark.parametrize("speaking", [True, False])
def test_a_word_does_what_its_button_does(typed: str, phase: Phase, *, speaking: bool) -> None:
    session = in_phase(phase, speaking=speaking)
    pressed = Pressed(
        key="k", surface=HOME, member=ME, at=NOW, action=WORDS[typed], session=session.id
    )
    assert step(session, said(f"!{typed}"), NOW) == step(session, pressed, NOW)


@pytest.mark.parametrize("text", ["!!! really?", "!", "! stop", "stop", "!stop it", "!1"])
def test_what_is_not_one_word_behind_the_mark_is_said(text: str) -> None:
    assert word(text) is None


@claims("bad.characters")
@given(st.text(st.characters()))
def test_cleaned_text_is_text_that_can_be_kept_and_is_not_changed_again(text: str) -> None:
    kept = clean(text)
    kept.encode()
    assert clean(kept) == kept
    assert not any(ord(c) < 32 and c not in "\t\n" for c in kept)


@claims("engine.lost")
@pytest.mark.parametrize("phase", ["briefing", "roleplay"])
def test_a_session_whose_place_is_gone_is_closed_and_asks_for_nothing_more(phase: Phase) -> None:
    session, effects = step(in_phase(phase, speaking=False), Lost(reason="deleted"), NOW)
    assert (session.phase, session.ending) == ("closed", "lost")
    assert effects == ()
    assert session.due_at is None


def test_finishing_scores_whatever_was_said_first() -> None:
    session = in_phase("roleplay", speaking=False)
    assert step(session, said("!finish"), NOW)[1] == (Grade(),)
