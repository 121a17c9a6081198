"""The stored form of the domain's values, both ways. Knows no SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, cast

from pydantic import TypeAdapter
from sqlalchemy import Row

from bot.domain import content as contents
from bot.domain import scorecard as scorecards
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Scorecard
from bot.domain.session import Ending, Phase, Rating, Session
from bot.domain.surface import MemberId, MessageRef, SessionId, Surface, TenantId
from bot.domain.transcript import (
    Micros,
    Play,
    Speaker,
    StandIn,
    Transcript,
    Turn,
    TurnNumber,
    TurnState,
)
from bot.ports.provider import Purpose, Usage
from bot.ports.store import MailboxId, ModelCall, Post

Columns = dict[str, Any]
"""A row on its way in: values by column."""

OPEN_PHASES: tuple[Phase, ...] = ("briefing", "roleplay", "grading")
"""Every phase but closed. Named one by one, because an index finds what is, not what is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What of a session no query asks for."""

    inherited: int
    began_at: Micros | None
    heard_at: Micros
    hints: int
    reminded: bool
    waits_until: Micros | None
    play: Play
    assessment: bool = False
    quoted: bool = False
    unwanted: bool = False
    stood_in: frozenset[StandIn] = frozenset()
    changes: Mapping[TurnNumber, str] = field(default_factory=dict)


_STATE = TypeAdapter(_State)
_PLAY = TypeAdapter(Play)


def session_mailbox(session: SessionId) -> MailboxId:
    return MailboxId(f"session:{session}")


def member_mailbox(tenant: TenantId, member: MemberId) -> MailboxId:
    return MailboxId(f"member:{tenant}:{member}")


def tenant_mailbox(tenant: TenantId) -> MailboxId:
    return MailboxId(f"tenant:{tenant}")


def scenario_columns(scenario: Scenario) -> Columns:
    """A scenario in its canonical form, the one its fingerprint is of."""
    return {
        "fingerprint": scenario.fingerprint,
        "id": scenario.id,
        "version": scenario.version,
        "title": scenario.title,
        "body": scenario.model_dump_json(by_alias=True, exclude_defaults=True),
        "difficulty": scenario.difficulty.level,
    }


def begun_columns(session: Session) -> Columns:
    """A new session, with what never changes of it."""
    return {
        "id": session.id,
        "tenant": session.tenant,
        "member": session.member,
        "scenario": session.scenario.id,
        "fingerprint": session.scenario.fingerprint,
        "attempt": session.attempt,
        "parent": session.parent,
        "parent_turn": session.parent_turn,
        "home": str(session.home),
        "opened_at": session.opened_at,
        "assignment": session.assignment,
        **session_columns(session),
    }


def session_columns(session: Session) -> Columns:
    """What may change of a session."""
    state = _State(
        inherited=session.inherited,
        began_at=session.began_at,
        heard_at=session.heard_at,
        hints=session.hints,
        reminded=session.reminded,
        waits_until=session.waits_until,
        play=session.play,
        assessment=session.assessment,
        quoted=session.quoted,
        unwanted=session.unwanted,
        stood_in=session.stood_in,
        changes=session.changes,
    )
    return {
        "phase": session.phase,
        "ending": session.ending,
        "surface": None if session.surface is None else str(session.surface),
        "closed_at": session.closed_at,
        "due_at": session.due_at,
        "timer": session.timer,
        "rating": session.rating,
        "state": _STATE.dump_json(state).decode(),
    }


def session(
    row: Row[Any], turns: Iterable[Turn], scenario: Scenario, scorecard: str | None
) -> Session:
    state = _STATE.validate_json(row.state)
    return Session(
        id=SessionId(row.id),
        tenant=TenantId(row.tenant),
        member=MemberId(row.member),
        home=Surface.parse(row.home),
        surface=surface(row.surface),
        scenario=scenario,
        phase=cast("Phase", row.phase),
        ending=cast("Ending | None", row.ending),
        attempt=row.attempt,
        parent=row.parent,
        parent_turn=row.parent_turn,
        inherited=state.inherited,
        opened_at=row.opened_at,
        began_at=state.began_at,
        heard_at=state.heard_at,
        closed_at=row.closed_at,
        transcript=Transcript(tuple(turns)),
        play=state.play,
        hints=state.hints,
        reminded=state.reminded,
        timer=row.timer,
        waits_until=state.waits_until,
        scorecard=None if scorecard is None else scorecards.from_json(scorecard),
        assignment=row.assignment,
        assessment=state.assessment,
        quoted=state.quoted,
        shared=row.shared,
        unwanted=state.unwanted,
        rating=cast("Rating | None", row.rating),
        stood_in=state.stood_in,
        changes=state.changes,
    )


def surface(text: str | None) -> Surface | None:
    return None if text is None else Surface.parse(text)


def whole(text: str) -> str:
    """The text without what no database keeps: NUL, and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def turn_columns(session: SessionId, turn: Turn) -> Columns:
    return {
        "session": session,
        "number": turn.number,
        "speaker": turn.speaker,
        "text": whole(turn.text),
        "state": turn.state,
        "at": turn.at,
        "message": turn.message,
        "attempt": turn.attempt,
        "play": _PLAY.dump_json(turn.play).decode(),
    }


def turn(row: Row[Any]) -> Turn:
    return Turn(
        number=TurnNumber(row.number),
        speaker=cast("Speaker", row.speaker),
        text=row.text,
        state=cast("TurnState", row.state),
        at=Micros(row.at),
        message=row.message,
        attempt=row.attempt,
        play=_PLAY.validate_json(row.play),
    )


def scorecard_columns(session: Row[*tuple[Any, ...]], scorecard: Scorecard, at: int) -> Columns:
    return {
        "session": session.id,
        "tenant": session.tenant,
        "member": session.member,
        "title": scorecard.title,
        "total": scorecard.total,
        "passed": scorecard.passed,
        "at": at,
        "body": scorecards.to_json(scorecard),
    }


def outcome_columns(session: Row[*tuple[Any, ...]], scorecard: Scorecard, at: int) -> Columns:
    """What figures need of a scorecard and its session."""
    return {
        "session": session.id,
        "tenant": session.tenant,
        "member": session.member,
        "scenario": session.scenario,
        "title": scorecard.title,
        "difficulty": session.difficulty,
        "total": scorecard.total,
        "passed": scorecard.passed,
        "blocked": bool(scorecard.blocked_by),
        "assignment": session.assignment,
        "safe": scorecard.safe,
        "at": at,
        "visible": session.assignment is not None or session.shared,
    }


def mark_columns(session: Row[*tuple[Any, ...]], scorecard: Scorecard, at: int) -> list[Columns]:
    """What each criterion of a scorecard came to."""
    shared = {
        "session": session.id,
        "tenant": session.tenant,
        "member": session.member,
        "visible": session.assignment is not None or session.shared,
        "at": at,
    }
    skills = _skills(scorecard)
    return [
        shared
        | {
            "criterion": score.criterion,
            "place": place,
            "title": score.title,
            "skill": score.skill,
            "points": score.points_now,
            "weight": score.weight,
            "overridden": score.overridden is not None,
            "skill_points": None if score.points_now is None else skills.pop(score.skill, None),
        }
        for place, score in enumerate(scorecard.scores)
    ]


def _skills(scorecard: Scorecard) -> dict[str, float]:
    """What a session came to in each skill: the mean of its judged criteria, by their weight."""
    judged: dict[str, list[tuple[int, int]]] = {}
    for score in scorecard.scores:
        if score.points_now is not None:
            judged.setdefault(score.skill, []).append((score.weight, score.points_now))
    return {
        skill: sum(weight * points for weight, points in these) / every
        for skill, these in judged.items()
        if (every := sum(weight for weight, _ in these))
    }


def post_columns(mailbox: MailboxId, post: Post) -> Columns:
    """A message. What stands outside a session is of no more use here, and may name anybody."""
    forgotten = post.shown and not mailbox.startswith("session:")
    return {
        "key": post.key,
        "mailbox": mailbox,
        "surface": str(post.surface),
        "content": None if post.content is None or forgotten else contents.to_json(post.content),
        "ref_surface": None if post.ref is None else str(post.ref.surface),
        "ref_id": None if post.ref is None else post.ref.id,
        "called": post.called,
        "shown": post.shown,
    }


def post(row: Row[Any]) -> Post:
    where = surface(row.ref_surface)
    return Post(
        key=row.key,
        surface=Surface.parse(row.surface),
        content=None if row.content is None else contents.from_json(row.content),
        ref=None if where is None else MessageRef(where, row.ref_id),
        called=row.called,
        shown=row.shown,
    )


def call_columns(call: ModelCall) -> Columns:
    columns = {
        name: getattr(call, name) for name in ModelCall.__dataclass_fields__ if name != "usage"
    }
    return columns | asdict(call.usage)


def call(row: Row[Any]) -> ModelCall:
    return ModelCall(
        session=SessionId(row.session),
        tenant=TenantId(row.tenant),
        member=None if row.member is None else MemberId(row.member),
        purpose=cast("Purpose", row.purpose),
        provider=row.provider,
        model=row.model,
        usage=Usage(
            tokens_in=row.tokens_in,
            tokens_out=row.tokens_out,
            tokens_cached=row.tokens_cached,
            estimated=row.estimated,
        ),
        at=Micros(row.at),
        first_token=row.first_token,
        duration=row.duration,
        outcome=row.outcome,
        streamed=row.streamed,
        cost=row.cost,
    )
