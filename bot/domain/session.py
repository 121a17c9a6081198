"""One trainee's run of one scenario: its state, and how it begins.

What can happen to it is `stepping`. It must know no clock, store or platform.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.domain import play as playing
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Scorecard
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import (
    HOUR,
    MINUTE,
    Micros,
    Play,
    StandIn,
    Transcript,
    Turn,
    TurnNumber,
)

SILENCE_REMINDED = 24 * HOUR
SILENCE_CLOSED = 72 * HOUR

Phase = Literal["briefing", "roleplay", "grading", "closed"]
Rating = Literal["up", "down"]
"""What a trainee thinks of a scorecard."""
Ending = Literal[
    "finished", "turn_limit", "time_limit", "satisfied", "left", "stopped", "expired", "lost"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session as it stands. `surface` is None until its thread is open.

    `parent` and `parent_turn` name the session and the trainee's turn a retry starts from;
    `parent_turn` is None where the whole is tried again. `inherited` counts the turns copied from
    there. `waits_until` is set while a burst of messages is collected.
    """

    id: SessionId
    tenant: TenantId
    member: MemberId
    home: Surface
    surface: Surface | None
    scenario: Scenario
    phase: Phase = "briefing"
    ending: Ending | None = None
    attempt: int = 1
    parent: SessionId | None = None
    parent_turn: TurnNumber | None = None
    inherited: int = 0
    opened_at: Micros
    began_at: Micros | None = None
    heard_at: Micros
    closed_at: Micros | None = None
    transcript: Transcript = field(default_factory=Transcript)
    play: Play
    hints: int = 0
    reminded: bool = False
    timer: int = 0
    waits_until: Micros | None = None
    scorecard: Scorecard | None = None
    unwanted: bool = False
    """Whether scoring is to be stopped, and has not ended yet."""
    assignment: str | None = None
    """The assignment that it counts for; then managers see its score."""
    assessment: bool = False
    """Whether all feedback waits for the end, whatever the scenario says."""
    quoted: bool = False
    """Whether digests may quote single lines of it, which its briefing has said."""
    shared: bool = False
    """Whether the trainee lets managers see its score, though nobody assigned it."""
    rating: Rating | None = None
    stood_in: frozenset[StandIn] = frozenset()
    """Why the script has spoken in a model's place; each is said once."""
    changes: Mapping[TurnNumber, str] = field(default_factory=dict)
    """What the trainee has made of messages since, nothing of those taken back, for as long as it is
    not known whether the answer had begun to show."""

    @property
    def is_open(self) -> bool:
        """Whether the trainee can still say something that counts."""
        return self.phase in ("briefing", "roleplay")

    @property
    def seen_by_managers(self) -> bool:
        """Whether managers may see its score (contract, "Privacy")."""
        return self.assignment is not None or self.shared

    @property
    def can_be_scored(self) -> bool:
        """Whether it was closed without a scorecard, and there is something to score."""
        unscored = self.phase == "closed" and self.scorecard is None
        return unscored and self.surface is not None and self.said > 0

    @property
    def said(self) -> int:
        """The trainee's messages so far; those of one burst are one, those taken back none."""
        spoken = [turn for turn in self.transcript if turn.speaker != "coach"]
        together = self.scenario.interruption == "burst"
        return sum(
            turn.speaker == "trainee"
            and bool(turn.text)
            and not (together and before is not None and before.speaker == "trainee")
            for before, turn in zip([None, *spoken], spoken, strict=False)
        )

    @property
    def reply(self) -> Turn | None:
        """The persona's turn that is not yet delivered."""
        for turn in reversed(self.transcript.turns):
            if turn.speaker == "persona":
                return turn if turn.state in ("streaming", "complete") else None
        return None

    @property
    def unanswered(self) -> bool:
        """Whether the trainee said something after the persona last began to speak."""
        for turn in reversed(self.transcript.turns[self.inherited :]):
            if turn.speaker == "persona" or (turn.speaker == "trainee" and turn.text):
                return turn.speaker == "trainee"
        return False

    @property
    def due_at(self) -> Micros | None:
        """When the next timer is due; None where none is."""
        if not self.is_open:
            return None
        silence = SILENCE_CLOSED if self.reminded else SILENCE_REMINDED
        return min(m for m in (Micros(self.heard_at + silence), self.time_up) if m is not None)

    @property
    def time_up(self) -> Micros | None:
        minutes = self.scenario.limits.minutes
        if minutes is None or self.began_at is None:
            return None
        return Micros(self.began_at + minutes * MINUTE)


def begin(
    scenario: Scenario,
    *,
    id: SessionId,
    member: MemberId,
    home: Surface,
    now: Micros,
) -> Session:
    """A new session of a scenario. Its opening line is turn 1."""
    play = playing.spoke(scenario, playing.beginning(scenario), scenario.persona.opening)
    opening = Turn(
        number=TurnNumber(1),
        speaker="persona",
        text=scenario.persona.opening,
        state="complete",
        at=now,
        play=play,
    )
    return Session(
        id=id,
        tenant=home.tenant,
        member=member,
        home=home,
        surface=None,
        scenario=scenario,
        opened_at=now,
        heard_at=now,
        transcript=Transcript((opening,)),
        play=play,
    )


def begin_again(
    parent: Session, *, id: SessionId, home: Surface, turn: TurnNumber | None, now: Micros
) -> Session:
    """A retry of the whole, or from the trainee's turn `turn`: what was said before it is copied,
    and mood and ledger are as they stood there."""
    fresh = begin(parent.scenario, id=id, member=parent.member, home=home, now=now)
    fresh = replace(fresh, attempt=parent.attempt + 1, parent=parent.id)
    if turn is None or turn <= 2:
        return fresh
    copied = Transcript(
        tuple(
            replace(t, state="delivered", message=None, play=replace(t.play, ending=None))
            for t in parent.transcript.before(turn)
        )
    )
    return replace(
        fresh,
        parent_turn=turn,
        inherited=len(copied),
        transcript=copied,
        play=copied.turns[-1].play,
        phase="roleplay",
        began_at=now,
    )
