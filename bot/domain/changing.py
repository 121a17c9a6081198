"""What becomes of a message that the trainee changes or takes back. Pure.

A change counts until the answer to the message begins to show. While an answer is on its way of
which perhaps nothing has been seen, the change waits, and the answer is recalled:
only where the answer is shown is it known which of the two came first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain import play as playing
from bot.domain.effects import Announce, Effect, Recall
from bot.domain.events import Deleted, Edited
from bot.domain.session import Session
from bot.domain.showing import answer, talk, tell
from bot.domain.transcript import Transcript, Turn, TurnNumber
from bot.domain.utterance import clean


def changed(session: Session, event: Edited | Deleted) -> tuple[Session, tuple[Effect, ...]]:
    turn = next((t for t in session.transcript if t.message == event.message), None)
    text = clean(event.text) if isinstance(event, Edited) else ""
    if turn is None or text == session.changes.get(turn.number, turn.text):
        return session, ()
    if not session.is_open or _is_answered(session, turn):
        return session, (answer(session, event, talk(session).too_late),)
    if len(text) > (limit := session.scenario.limits.characters):
        return session, (answer(session, event, talk(session).too_many(len(text), limit)),)
    reply = session.reply
    if reply is not None and reply.number > turn.number:
        session = replace(session, changes={**session.changes, turn.number: text})
        return session, (Recall(turn=reply.number),)
    return _with(session, {turn.number: text}), ()


def unseen(session: Session) -> Session:
    """With all changes that were waiting: nothing was seen of the answer."""
    return _with(dropped(session), session.changes)


def seen(session: Session, reply: Turn) -> tuple[Session, tuple[Announce, ...]]:
    """Without them: `reply` was seen, and the trainee is told."""
    if not session.changes:
        return session, ()
    late = tell(session, f"late:{reply.number}", talk(session).too_late)
    return dropped(session), (late,)


def dropped(session: Session) -> Session:
    """Without what was to be changed."""
    return replace(session, changes={}) if session.changes else session


def to_answer(session: Session, reply: Turn) -> bool:
    """Whether anything was said before `reply` that the persona has not answered."""
    for turn in reversed(session.transcript.before(reply.number).turns[session.inherited :]):
        if turn.text and turn.speaker != "coach":
            return turn.speaker == "trainee"
    return False


def _is_answered(session: Session, turn: Turn) -> bool:
    """Whether anything was seen in answer to a turn: words of the persona's, or a note on it, which
    comes with the end of a reply even where that was stopped before its first word."""
    reply = session.reply
    notes = session.scenario.feedback != "end" and not session.assessment
    return any(
        later.speaker == "persona" and later is not reply and (later.text or notes)
        for later in session.transcript.turns[turn.number :]
    )


def _with(session: Session, texts: Mapping[TurnNumber, str]) -> Session:
    """With these turns changed, and mood and ledger from the first of them on as if they had
    always been so."""
    if not texts:
        return session
    transcript = session.transcript
    for number, text in texts.items():
        transcript = transcript.replacing(replace(transcript[number], text=text))
    first = min(texts)
    before = transcript.before(first)
    play = before.turns[-1].play if before.turns else playing.beginning(session.scenario)
    for later in transcript.turns[first - 1 :]:
        if later.speaker == "trainee" and later.text:
            so_far = Transcript(transcript.turns[: later.number])
            play = playing.heard(session.scenario, play, so_far)
        transcript = transcript.replacing(replace(transcript[later.number], play=play))
    return _begun(replace(session, transcript=transcript, play=play))


def _begun(session: Session) -> Session:
    """Begun with the first message that was not taken back; a retry has begun by itself."""
    if session.inherited or session.phase != "roleplay":
        return session
    first = next((t.at for t in session.transcript.by("trainee") if t.text), None)
    return replace(session, phase="briefing" if first is None else "roleplay", began_at=first)
