"""The policy of replies: who speaks next, what an end of a reply means, and how the talk ends."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, assert_never

from bot.domain import changing, coaching
from bot.domain import play as playing
from bot.domain.content import Notice
from bot.domain.effects import Announce, Effect, Grade, Interrupt, Recall, Speak
from bot.domain.events import Delivered, Failed, Halted, Recalled, StoodIn, Written
from bot.domain.session import Ending, Session
from bot.domain.showing import again_button, closed_buttons, stopped, talk, tell
from bot.domain.transcript import Micros, Play, Turn

ATTEMPTS = 2
"""How often a reply is begun before the trainee is told that it failed."""

Stepped = tuple[Session, tuple[Effect, ...]]


def written(session: Session, event: Written) -> Stepped:
    turn = session.transcript[event.turn]
    if turn.state != "streaming":
        return session, ()
    return _settled(session, turn, event.text, "complete"), ()


def reply_ended(session: Session, event: Delivered | Halted | Failed, now: Micros) -> Stepped:
    turn = session.transcript[event.turn]
    if turn.state != ("complete" if isinstance(event, Delivered) else "streaming"):
        return session, ()
    if isinstance(event, Failed) and turn.attempt + 1 < ATTEMPTS and session.is_open:
        return _begun_again(session, replace(turn, attempt=turn.attempt + 1))
    late: tuple[Effect, ...] = ()
    if isinstance(event, Delivered) or event.shown:
        session, late = changing.seen(session, turn)
    else:
        session = changing.unseen(session)
    session, effects = _ended(session, event, now)
    return _noted(turn, (session, (*late, *effects)))


def _ended(session: Session, event: Delivered | Halted | Failed, now: Micros) -> Stepped:
    """What comes after the end of a reply that may end now."""
    turn = session.transcript[event.turn]
    match event:
        case Delivered():
            delivered = session.transcript.replacing(replace(turn, state="delivered"))
            return after_reply(replace(session, transcript=delivered), now)
        case Halted():
            session = _settled(session, turn, event.shown, "interrupted")
            if session.is_open and not event.shown and _stopped_for_nothing(session, turn):
                return let_speak(session, now)
            return after_reply(session, now)
        case Failed():
            session = _settled(session, turn, event.shown, "interrupted")
            session, effects = after_reply(session, now)
            if effects or not session.is_open or _was_taken_back(session, turn):
                return session, effects
            key, words = f"failed:{turn.number}", talk(session)
            said = words.failed if event.why == "silent" else words.failed_spent
            return session, (tell(session, key, said, again_button(session)),)
        case _:
            assert_never(event)


def recalled(session: Session, event: Recalled, now: Micros) -> Stepped:
    """Nothing was seen of a reply: what was changed counts, and the answer is asked for anew."""
    turn = session.transcript[event.turn]
    if turn is not session.reply or session.surface is None:
        return session, ()
    blank = replace(turn, text="", state="streaming", at=now, attempt=0)
    session = replace(session, transcript=session.transcript.replacing(blank))
    session = changing.unseen(session)
    blank = session.transcript[turn.number]
    if session.is_open and changing.to_answer(session, blank) and not _barged_in(session, blank):
        return _begun_again(session, blank)
    settled = _settled(session, blank, "", "interrupted")
    return _noted(blank, after_reply(settled, now))


def _begun_again(session: Session, turn: Turn) -> Stepped:
    session = replace(session, transcript=session.transcript.replacing(turn))
    waits = (Recall(turn=turn.number),) if session.changes else ()
    return session, (Speak(turn=turn.number), *waits)


def _barged_in(session: Session, reply: Turn) -> bool:
    """Whether something was said meanwhile that is answered together with what was said before."""
    later = session.transcript.turns[reply.number :]
    spoken = any(turn.speaker == "trainee" and turn.text for turn in later)
    return spoken and session.scenario.interruption == "barge_in"


def _was_taken_back(session: Session, reply: Turn) -> bool:
    """Whether there is nothing any more that a reply would have answered."""
    before = [t for t in session.transcript.before(reply.number) if t.speaker != "coach"]
    emptied = before[-1].speaker == "trainee" and not before[-1].text
    return emptied and not changing.to_answer(session, reply)


def _stopped_for_nothing(session: Session, reply: Turn) -> bool:
    """Whether a reply was stopped for a message that was then taken back."""
    later = [t for t in session.transcript.turns[reply.number :] if t.speaker == "trainee"]
    barged_in = bool(later) and session.scenario.interruption == "barge_in"
    taken_back = barged_in and not any(turn.text for turn in later)
    return taken_back and changing.to_answer(session, reply)


def stood_in(session: Session, event: StoodIn) -> Stepped:
    """The script spoke in a model's place: that is said once in a session."""
    if event.why in session.stood_in or session.phase == "closed":
        return session, ()
    session = replace(session, stood_in=session.stood_in | {event.why})
    said = Notice(
        text=talk(session).stood_in[event.why],
        session=session.id,
        only_for=session.member,
        aside=True,
    )
    return session, (Announce(key=f"{session.id}:stood-in:{event.why}", content=said),)


def _noted(reply: Turn, stepped: Stepped) -> Stepped:
    """With the coach's note on what the reply answered, before anything else."""
    session, effects = stepped
    return session, (*coaching.notes(session, reply.number), *effects)


def _settled(
    session: Session, turn: Turn, text: str, state: Literal["complete", "interrupted"]
) -> Session:
    """The reply `turn` has its text; the play goes on from what was really said."""

    def after(play: Play) -> Play:
        return playing.spoke(session.scenario, play, text)

    # What was said meanwhile has moved the mood already: each turn keeps its own moment.
    transcript = session.transcript.replacing(
        replace(turn, text=text, state=state, play=after(turn.play))
    )
    for later in transcript.turns[turn.number :]:
        transcript = transcript.replacing(replace(later, play=after(later.play)))
    return replace(session, transcript=transcript, play=after(session.play))


def after_reply(session: Session, now: Micros) -> Stepped:
    """The persona is silent: score, answer what was said meanwhile, or wait for the trainee."""
    if session.phase == "grading":
        return session, (*coaching.last_notes(session), Grade())
    if not session.is_open:
        return session, ()
    last = next((t for t in reversed(session.transcript.turns) if t.speaker != "coach"), None)
    heard_last_words = last is not None and last.speaker == "persona"
    if session.play.ending is not None and heard_last_words:
        return finish(session, session.play.ending)
    if session.unanswered:
        return let_speak(session, now)
    if is_last(session):
        return finish(session, "turn_limit")
    return session, ()


def is_last(session: Session) -> bool:
    return session.said >= session.scenario.limits.turns


def let_speak(session: Session, now: Micros) -> Stepped:
    """The persona answers; before the thread stands what was said waits, and is answered then."""
    session = replace(session, waits_until=None)
    if session.surface is None:
        return session, ()
    turn = Turn(
        number=session.transcript.next_number,
        speaker="persona",
        text="",
        state="streaming",
        at=now,
        play=session.play,
    )
    session = replace(session, transcript=session.transcript.adding(turn))
    return session, (Speak(turn=turn.number),)


def finish(session: Session, ending: Ending) -> Stepped:
    """No more is said; a reply being written is stopped first, then the session is scored."""
    session = replace(session, phase="grading", ending=ending, waits_until=None)
    reply = session.reply
    if session.surface is None:
        return session, ()  # scored once the thread stands
    if reply is None:
        return session, (*coaching.last_notes(session), Grade())
    if reply.state == "streaming":
        return session, (Interrupt(turn=reply.number),)
    return session, ()


def close(session: Session, ending: Ending, now: Micros, say: str | None = None) -> Stepped:
    """Closed without a score."""
    if session.phase == "closed":
        return session, ()
    reply = session.reply
    effects: list[Effect] = []
    if reply is not None and reply.state == "streaming":
        effects.append(Interrupt(turn=reply.number))
    session = replace(session, phase="closed", ending=ending, closed_at=now, waits_until=None)
    if ending != "lost":
        text = say or talk(session).ended_without_score
        effects.append(tell(session, "closed", text, *closed_buttons(session)))
    return session, tuple(effects)


def abandoned(session: Session, now: Micros) -> Stepped:
    """Closed without a scorecard; the same conversation can be scored at any time."""
    if session.phase != "grading":
        return session, ()
    session = replace(session, phase="closed", closed_at=now, unwanted=False)
    return session, (stopped(session, now),)
