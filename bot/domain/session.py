"""One trainee's run of one scenario: its state, and the policy of everything that can happen to it.

`step` is pure and total: the same session, event and moment always give the same session and
effects, and every event has an answer in every phase. It must know no clock, store or platform.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, assert_never

from bot.domain import play as playing
from bot.domain import wording
from bot.domain.content import Button, Card, Notice, Opening
from bot.domain.effects import (
    Announce,
    Effect,
    Grade,
    Interrupt,
    OpenThread,
    Record,
    Speak,
    Wait,
    Work,
)
from bot.domain.events import (
    Commanded,
    Deleted,
    Delivered,
    Edited,
    Event,
    Failed,
    Graded,
    Halted,
    Lost,
    Opened,
    Pressed,
    Said,
    TimerFired,
    Waited,
    Written,
)
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Scorecard
from bot.domain.seeing import holds, latest
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import (
    HOUR,
    MINUTE,
    SECOND,
    Micros,
    Play,
    Transcript,
    Turn,
    TurnNumber,
)
from bot.domain.utterance import WORDS, clean, word

BURST = 2 * SECOND
"""How long messages that belong together are waited for (contract, "Flows")."""
SILENCE_REMINDED = 24 * HOUR
SILENCE_CLOSED = 72 * HOUR
ATTEMPTS = 2
"""How often a reply is begun before the trainee is told that it failed."""
RECAP = 4
"""How many earlier lines a retry from a turn shows."""

Phase = Literal["briefing", "roleplay", "grading", "closed"]
Ending = Literal[
    "finished", "turn_limit", "time_limit", "satisfied", "left", "stopped", "expired", "lost"
]
Stepped = tuple["Session", tuple[Effect, ...]]


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

    @property
    def is_open(self) -> bool:
        """Whether the trainee can still say something that counts."""
        return self.phase in ("briefing", "roleplay")

    @property
    def said(self) -> int:
        """The trainee's messages so far."""
        return len(self.transcript.by("trainee"))

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
            if turn.speaker != "coach":
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
        tuple(replace(t, state="delivered") for t in parent.transcript.before(turn))
    )
    return replace(
        fresh,
        parent_turn=turn,
        inherited=len(copied),
        transcript=copied,
        play=replace(copied.turns[-1].play, ending=None),
        phase="roleplay",
        began_at=now,
    )


def resume(session: Session) -> tuple[Work, ...]:
    """The work a session still has to do, told from its state alone: after a crash, all of it."""
    reply = session.reply
    if session.surface is None:
        return (OpenThread(opening=opening(session)),) if session.phase != "closed" else ()
    if reply is not None:
        stopped = session.phase == "closed" and reply.state == "streaming"
        return (Interrupt(turn=reply.number),) if stopped else (Speak(turn=reply.number),)
    if session.phase == "grading":
        return (Grade(),)
    if session.waits_until is not None:
        return (Wait(until=session.waits_until),)
    return ()


def step(session: Session, event: Event, now: Micros) -> Stepped:
    """What an event makes of a session, and what is to be done about it."""
    match event:
        case Said() | Edited() | Deleted() | Pressed() | Commanded():
            return _from_member(session, event, now)
        case TimerFired():
            return _timer(session, event, now)
        case Opened():
            return _opened(session, event, now)
        case Written():
            return _written(session, event)
        case Delivered() | Halted() | Failed():
            return _reply_ended(session, event, now)
        case Waited():
            if session.waits_until is None:
                return session, ()
            return _after_reply(replace(session, waits_until=None), now)
        case Graded():
            return _graded(session, event, now)
        case Lost():
            return _close(session, "lost", now)
        case _:
            assert_never(event)


def _from_member(
    session: Session, event: Said | Edited | Deleted | Pressed | Commanded, now: Micros
) -> Stepped:
    if event.member != session.member:
        return session, (_answer(session, event, wording.NOT_YOURS),)
    match event:
        case Said():
            return _said(session, event, now)
        case Edited() | Deleted():
            return _changed(session, event)
        case Pressed():
            return _pressed(session, event, now)
        case Commanded():
            if event.command == "stop" and session.is_open:
                return session, (_answer(session, event, wording.ASK_CLOSE, *_CLOSE_BUTTONS),)
            return session, (_answer(session, event, wording.HELP),)
        case _:
            assert_never(event)


def _said(session: Session, event: Said, now: Micros) -> Stepped:
    text = clean(event.text)
    limit = session.scenario.limits.characters
    if not text:
        return session, (_answer(session, event, wording.EMPTY),)
    if (typed := word(text)) is not None:
        if typed.action is None:
            return session, (_answer(session, event, wording.unknown_word(typed.typed, WORDS)),)
        pressed = Pressed(
            key=event.key,
            surface=event.surface,
            member=event.member,
            at=event.at,
            session=session.id,
            action=typed.action,
        )
        return _pressed(session, pressed, now)
    if not session.is_open:
        return session, (_answer(session, event, _why_not(session), *_closed_buttons(session)),)
    if len(text) > limit:
        return session, (_answer(session, event, wording.too_long(len(text), limit)),)
    return _heard(session, event, text, now)


def _heard(session: Session, event: Said, text: str, now: Micros) -> Stepped:
    turn = Turn(
        number=session.transcript.next_number,
        speaker="trainee",
        text=text,
        state="delivered",
        at=now,
        play=session.play,
        message=event.message,
    )
    reply = session.reply
    transcript = session.transcript.adding(turn)
    play = playing.heard(session.scenario, session.play, transcript)
    session = replace(
        session,
        phase="roleplay",
        transcript=transcript.replacing(replace(turn, play=play)),
        play=play,
        began_at=session.began_at or now,
        heard_at=now,
        reminded=False,
    )
    if reply is not None:
        barges_in = session.scenario.interruption == "barge_in" and reply.state == "streaming"
        return session, (Interrupt(turn=reply.number),) if barges_in else ()
    if session.waits_until is not None:
        return session, ()
    if session.scenario.interruption == "burst" and not _is_last(session):
        session = replace(session, waits_until=Micros(now + BURST))
        return session, (Wait(until=Micros(now + BURST)),)
    return _let_speak(session, now)


def _changed(session: Session, event: Edited | Deleted) -> Stepped:
    """An edit counts until the persona begins to answer; afterwards the original is what counts."""
    turn = next((t for t in session.transcript if t.message == event.message), None)
    begun = turn is None or any(
        t.speaker == "persona" and t.number > turn.number for t in session.transcript
    )
    text = clean(event.text) if isinstance(event, Edited) else ""
    too_long = len(text) > session.scenario.limits.characters
    if turn is None or begun or not session.is_open or too_long:
        return session, ()
    transcript = session.transcript.replacing(replace(turn, text=text))
    before = transcript.before(turn.number)
    play = before.turns[-1].play if before.turns else playing.beginning(session.scenario)
    for later in transcript.turns[turn.number - 1 :]:
        if later.speaker == "trainee" and later.text:
            so_far = Transcript(transcript.turns[: later.number])
            play = playing.heard(session.scenario, play, so_far)
        transcript = transcript.replacing(replace(transcript[later.number], play=play))
    return replace(session, transcript=transcript, play=play), ()


def _pressed(session: Session, event: Pressed, now: Micros) -> Stepped:
    match event.action:
        case "help":
            return session, (_answer(session, event, wording.HELP),)
        case "keep":
            return session, (_answer(session, event, wording.KEPT),)
        case "retry" if session.phase != "closed":
            scoring = wording.SCORING if session.phase == "grading" else wording.NOT_CLOSED
            return session, (_answer(session, event, scoring),)
        case _ if not session.is_open:
            return session, (_answer(session, event, _why_not(session), *_closed_buttons(session)),)
        case "hint":
            return _hint(session, event, now)
        case "stop":
            reply = session.reply
            if reply is not None and reply.state == "streaming":
                return session, (Interrupt(turn=reply.number),)
            return session, (_answer(session, event, wording.NOTHING_WRITTEN, _FINISH),)
        case "finish":
            if not session.said:
                return session, (_answer(session, event, wording.NOTHING_SAID, _CLOSE),)
            return _finish(session, "finished")
        case "again":
            idle = session.reply is None and session.waits_until is None
            return _let_speak(session, now) if idle and session.said else (session, ())
        case "close" | "leave" | "leave_and_start":
            return _close(session, "stopped", now)
        case "start" | "next" | "retry":
            return session, (_answer(session, event, wording.NOT_CLOSED),)
        case _:
            assert_never(event.action)


def _hint(session: Session, event: Pressed, now: Micros) -> Stepped:
    scene = latest(session.scenario, session.transcript, session.play) if session.said else None
    given = {turn.text for turn in session.transcript.by("coach")}
    hint = next(
        (
            hint.text
            for hint in session.scenario.hints
            if hint.text not in given
            and (hint.when is None or (scene is not None and holds(hint.when, scene)))
        ),
        None,
    )
    if hint is None:
        return session, (_answer(session, event, wording.NO_HINT),)
    turn = Turn(
        number=session.transcript.next_number,
        speaker="coach",
        text=hint,
        state="delivered",
        at=now,
        play=session.play,
    )
    session = replace(session, transcript=session.transcript.adding(turn), hints=session.hints + 1)
    content = Notice(text=hint, hint=True, session=session.id, only_for=session.member)
    return session, (Announce(key=f"{session.id}:turn:{turn.number}", content=content),)


def _timer(session: Session, event: TimerFired, now: Micros) -> Stepped:
    due = session.due_at
    if event.number != session.timer or due is None:
        return session, ()
    session = replace(session, timer=session.timer + 1)  # this one's key is used up in any case
    if now < due:
        return session, ()
    if session.time_up is not None and now >= session.time_up:
        session, effects = _finish(session, "time_limit")
        return session, (_tell(session, "time-up", wording.TIME_IS_UP), *effects)
    if now >= session.heard_at + SILENCE_CLOSED:
        session, effects = _close(session, "expired", now, say=wording.EXPIRED)
        return session, effects
    reminder = _tell(session, f"reminder:{session.timer}", wording.REMINDER, _FINISH, _CLOSE)
    return replace(session, reminded=True), (reminder,)


def _opened(session: Session, event: Opened, now: Micros) -> Stepped:
    """The thread stands; what was said before it did is answered now."""
    session = replace(session, surface=event.surface)
    if (line := session.reply) is not None and line.state == "complete":
        shown = replace(line, state="delivered")
        session = replace(session, transcript=session.transcript.replacing(shown))
    return _after_reply(session, now) if session.unanswered else (session, ())


def _written(session: Session, event: Written) -> Stepped:
    turn = session.transcript[event.turn]
    if turn.state != "streaming":
        return session, ()
    return _settled(session, turn, event.text, "complete"), ()


def _reply_ended(session: Session, event: Delivered | Halted | Failed, now: Micros) -> Stepped:
    turn = session.transcript[event.turn]
    match event:
        case Delivered():
            if turn.state != "complete":
                return session, ()
            delivered = session.transcript.replacing(replace(turn, state="delivered"))
            return _after_reply(replace(session, transcript=delivered), now)
        case Halted():
            if turn.state != "streaming":
                return session, ()
            return _after_reply(_settled(session, turn, event.shown, "interrupted"), now)
        case Failed():
            if turn.state != "streaming":
                return session, ()
            if turn.attempt + 1 < ATTEMPTS and session.is_open:
                again = replace(turn, attempt=turn.attempt + 1)
                session = replace(session, transcript=session.transcript.replacing(again))
                return session, (Speak(turn=turn.number),)
            session = _settled(session, turn, event.shown, "interrupted")
            session, effects = _after_reply(session, now)
            if effects or not session.is_open:
                return session, effects
            again_button = Button("Answer again", "again", emphasis="primary")
            key = f"failed:{turn.number}"
            return session, (_tell(session, key, wording.FAILED, again_button),)
        case _:
            assert_never(event)


def _settled(
    session: Session, turn: Turn, text: str, state: Literal["complete", "interrupted"]
) -> Session:
    """The reply `turn` has its text; the play goes on from what was really said."""
    play = playing.spoke(session.scenario, session.play, text)
    done = replace(turn, text=text, state=state, play=play)
    return replace(session, transcript=session.transcript.replacing(done), play=play)


def _after_reply(session: Session, now: Micros) -> Stepped:
    """The persona is silent: score, answer what was said meanwhile, or wait for the trainee."""
    if session.phase == "grading":
        return session, (Grade(),)
    if not session.is_open:
        return session, ()
    last = next((t for t in reversed(session.transcript.turns) if t.speaker != "coach"), None)
    heard_last_words = last is not None and last.speaker == "persona"
    if session.play.ending is not None and heard_last_words:
        return _finish(session, session.play.ending)
    if session.unanswered:
        return _let_speak(session, now)
    if _is_last(session):
        return _finish(session, "turn_limit")
    return session, ()


def _is_last(session: Session) -> bool:
    return session.said >= session.scenario.limits.turns


def _let_speak(session: Session, now: Micros) -> Stepped:
    turn = Turn(
        number=session.transcript.next_number,
        speaker="persona",
        text="",
        state="streaming",
        at=now,
        play=session.play,
    )
    session = replace(session, transcript=session.transcript.adding(turn), waits_until=None)
    return session, (Speak(turn=turn.number),)


def _finish(session: Session, ending: Ending) -> Stepped:
    """No more is said; a reply being written is stopped first, then the session is scored."""
    session = replace(session, phase="grading", ending=ending, waits_until=None)
    reply = session.reply
    if reply is None:
        return session, (Grade(),)
    if reply.state == "streaming":
        return session, (Interrupt(turn=reply.number),)
    return session, ()


def _close(session: Session, ending: Ending, now: Micros, say: str | None = None) -> Stepped:
    """Closed without a score."""
    if session.phase == "closed":
        return session, ()
    reply = session.reply
    effects: list[Effect] = []
    if reply is not None and reply.state == "streaming":
        effects.append(Interrupt(turn=reply.number))
    session = replace(session, phase="closed", ending=ending, closed_at=now, waits_until=None)
    if ending != "lost":
        text = say or wording.ENDED_WITHOUT_SCORE
        effects.append(_tell(session, "closed", text, *_closed_buttons(session)))
    return session, tuple(effects)


def _graded(session: Session, event: Graded, now: Micros) -> Stepped:
    if session.phase != "grading":
        return session, ()
    session = replace(session, phase="closed", closed_at=now, scorecard=event.scorecard)
    return session, (
        Record(scorecard=event.scorecard),
        Announce(key=scorecard_key(session.id), content=card(session, event.scorecard)),
    )


def scorecard_key(session: SessionId) -> str:
    """The key of a session's one scorecard message."""
    return f"{session}:scorecard"


def opening_key(session: SessionId) -> str:
    """The key of a session's first message."""
    return f"{session}:opening"


def card(session: Session, scorecard: Scorecard, stage: str = "") -> Card:
    """The scorecard as shown; buttons come once it is complete."""
    buttons = () if stage else _closed_buttons(session)
    return Card(session=session.id, scorecard=scorecard, stage=stage, buttons=buttons)


def opening(session: Session) -> Opening:
    """Briefing, recap where it is a retry, and the persona's words to answer."""
    scenario = session.scenario
    persona = scenario.persona
    lines = [
        ("You" if turn.speaker == "trainee" else persona.name, turn.text)
        for turn in session.transcript
        if turn.speaker != "coach" and turn.text
    ]
    return Opening(
        session=session.id,
        scenario=scenario.id,
        title=scenario.title,
        role=scenario.briefing.role,
        situation=scenario.briefing.situation,
        goal=scenario.briefing.goal,
        limits=wording.limits(scenario),
        privacy=wording.PRIVACY,
        persona=persona.name,
        persona_role=persona.role,
        opening=lines[-1][1],
        recap=tuple(lines[-1 - RECAP : -1]),
        attempt=session.attempt,
        buttons=(Button("Hint", "hint"), _FINISH),
    )


def _why_not(session: Session) -> str:
    return wording.SCORING if session.phase == "grading" else wording.CLOSED


def _answer(
    session: Session,
    event: Said | Pressed | Commanded | Edited | Deleted,
    text: str,
    *buttons: Button,
) -> Announce:
    """A sentence for the person who caused the event, and for nobody else."""
    notice = Notice(text=text, session=session.id, buttons=buttons, only_for=event.member)
    return Announce(key=f"{session.id}:re:{event.key}", content=notice, surface=event.surface)


def _tell(session: Session, what: str, text: str, *buttons: Button) -> Announce:
    notice = Notice(text=text, session=session.id, buttons=buttons, only_for=session.member)
    return Announce(key=f"{session.id}:{what}", content=notice)


_FINISH = Button("Finish and score", "finish", emphasis="primary")
_CLOSE = Button("Close without a score", "close", emphasis="danger")
_CLOSE_BUTTONS = (_CLOSE, Button("Go on", "keep"))


def _closed_buttons(session: Session) -> tuple[Button, ...]:
    if session.phase != "closed":
        return ()
    from_turn = tuple(
        Button("Try again from here", "retry", value=str(turn.number))
        for turn in session.transcript.by("trainee")
        if turn.number > session.inherited and turn.number > 2 and turn.text
    )
    return (
        Button("Try again", "retry", emphasis="primary"),
        Button("Next scenario", "next"),
        *from_turn,
    )
