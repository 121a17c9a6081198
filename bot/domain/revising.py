"""What changes about a score after its session: who may see it, and what a manager decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.domain import outcome
from bot.domain import scorecard as cards
from bot.domain.effects import Announce, Effect, Forward, Keep, Record
from bot.domain.events import Decided, Pressed, Scheduled
from bot.domain.keeping import Shared
from bot.domain.replying import Stepped
from bot.domain.rubric import Level
from bot.domain.scorecard import Override, Score, Scorecard
from bot.domain.session import Session
from bot.domain.showing import answer, card, scorecard_key, talk, tell
from bot.domain.transcript import Micros
from bot.domain.wording import of


def shared(session: Session, event: Pressed) -> Stepped:
    """Lets managers see the score of a session that nobody assigned, or no longer."""
    scorecard, wanted = session.scorecard, event.value != "no"
    if scorecard is None or session.assignment is not None:
        return session, ()
    session = replace(session, shared=wanted)
    words = talk(session)
    return session, (
        Keep(what=Shared(session=session.id, shared=wanted)),
        Announce(key=scorecard_key(session.id), content=card(session, scorecard)),
        answer(session, event, words.shared if wanted else words.unshared),
    )


def counted(session: Session, now: Micros, cause: str = "") -> Iterator[Effect]:
    """Has it looked at whether the assignment is done, that a session counts for."""
    if session.assignment is None:
        return
    parts = ("done", session.assignment, session.id, cause)
    event = Scheduled(
        key=":".join(part for part in parts if part),
        surface=session.surface or session.home,
        member=session.member,
        at=now,
        what="done",
        about=session.assignment,
    )
    yield Forward(session=session.id, event=event)


def decided(session: Session, event: Decided, now: Micros) -> Stepped:
    """A manager's decision on a score: told in any case, and the card is made anew where it
    changes."""
    scorecard = session.scorecard
    score = _of(scorecard, event.criterion)
    if session.phase != "closed" or scorecard is None or score is None:
        return session, ()
    level = _level(session, event)
    if level is None or event.level == score.level_now:
        text = talk(session).upheld.format(who=event.who, title=score.title, reason=event.reason)
        return session, (tell(session, f"decided:{event.dispute}", text),)
    given = score.level_title or of(scorecard.language).judgement.not_judged
    revised = _revised(session, scorecard, _overridden(score, level, event, now))
    session = replace(session, scorecard=revised)
    text = talk(session).decided.format(
        who=event.who,
        title=score.title,
        level=level.title,
        points=level.score,
        given=given,
        reason=event.reason,
        total="-" if revised.total is None else f"{revised.total}/100",
    )
    return session, (
        Record(scorecard=revised, revised=True),
        Announce(key=scorecard_key(session.id), content=card(session, revised)),
        tell(session, f"decided:{event.dispute}", text),
        *counted(session, now, event.dispute),
    )


def _of(scorecard: Scorecard | None, criterion: str) -> Score | None:
    scores = () if scorecard is None else scorecard.scores
    return next((score for score in scores if score.criterion == criterion), None)


def _level(session: Session, event: Decided) -> Level | None:
    """The level decided on; None where it stays, or there is none such."""
    levels = next(
        (c.levels for c in session.scenario.rubric.criteria if c.id == event.criterion), ()
    )
    if event.level is None or not 0 <= event.level < len(levels):
        return None
    return levels[event.level]


def _overridden(score: Score, level: Level, event: Decided, now: Micros) -> Score:
    assert event.level is not None  # noqa: S101  # the level was found by it
    override = Override(
        criterion=score.criterion,
        level=event.level,
        points=level.score,
        level_title=level.title,
        by=event.member,
        at=now,
        reason=event.reason,
        who=event.who,
    )
    return replace(score, overridden=override)


def _revised(session: Session, scorecard: Scorecard, changed: Score) -> Scorecard:
    """The scorecard with one score changed, and what all come to now."""
    scores = tuple(
        changed if score.criterion == changed.criterion else score for score in scorecard.scores
    )
    came = outcome.of(session.scenario, session.transcript, session.play, scores)
    return replace(
        scorecard,
        scores=scores,
        total=came.total,
        judged=came.judged,
        band=cards.band(came.total),
        passed=came.passed,
        secured=None if came.secured == came.total else came.secured,
        blocked_by=tuple(blocker.title for blocker in came.blocked),
        blockers=came.blocked,
    )
