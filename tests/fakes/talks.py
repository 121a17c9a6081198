"""Sessions in mid-conversation, for tests that need one and not how it came about."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import play as playing
from bot.domain.scenario import Scenario
from bot.domain.session import Session, begin
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import Micros, Speaker, Turn, TurnState
from tests.fakes.scenarios import scenario

HOME = Surface("test", TenantId("local"), "home")


def talk(*lines: str, of: Scenario | None = None) -> Session:
    """A session in which trainee and persona spoke in turn after the opening, the trainee first."""
    session = begin(
        of or scenario(),
        id=SessionId("talk"),
        member=MemberId("ada"),
        home=HOME,
        now=Micros(0),
    )
    for number, line in enumerate(lines):
        session = said(session, "persona" if number % 2 else "trainee", line)
    return session


def said(session: Session, speaker: Speaker, text: str, state: TurnState = "delivered") -> Session:
    """The session with one more turn, and the play as it then stands."""
    turn = Turn(
        number=session.transcript.next_number,
        speaker=speaker,
        text=text,
        state=state,
        at=Micros(0),
        play=session.play,
    )
    transcript, play = session.transcript.adding(turn), session.play
    if speaker == "trainee":
        play = playing.heard(session.scenario, play, transcript)
    elif speaker == "persona" and text:
        play = playing.spoke(session.scenario, play, text)
    transcript = transcript.replacing(replace(turn, play=play))
    return replace(session, phase="roleplay", transcript=transcript, play=play)
