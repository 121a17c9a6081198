"""A trainee disputes a score, and a manager decides. The lines of the one criterion are all that
is read of the conversation. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.domain.content import Button, Report, Row, Section
from bot.domain.desk import Seen, answer, audited, named
from bot.domain.dispute import Dispute, DisputeId
from bot.domain.effects import Announce, Effect, Forward, Keep
from bot.domain.events import Decided, Pressed
from bot.domain.member import Granted, Role
from bot.domain.roles import manages
from bot.domain.scorecard import Score
from bot.domain.session import Session
from bot.domain.surface import MemberId, SessionId
from bot.domain.transcript import Micros

KEEP = "keep"
"""In place of a level: the score stays."""


def dispute_id(session: SessionId, criterion: str) -> DisputeId:
    """One for each score: it is disputed once."""
    return DisputeId(named("dispute", session, criterion))


def criterion_of(value: str) -> str:
    """Which criterion a Dispute button is about: `en.empathy`."""
    return value.partition(".")[2]


def decision_of(value: str) -> tuple[DisputeId, str]:
    """What a Decide button decides: `en.<dispute>.<level>`."""
    rest = value.partition(".")[2]
    id, _, level = rest.rpartition(".")
    return DisputeId(id), level


def dispute(seen: Seen, event: Pressed, now: Micros) -> tuple[Effect, ...]:
    """Writes a dispute down and asks whoever is to decide; of one's own sessions only."""
    session, reason = seen.session, event.text.strip()
    if session is None or session.member != event.member:
        return (answer(seen, event, "dispute_own"),)
    score = _score(session, criterion_of(event.value))
    if score is None or session.phase != "closed":
        return (answer(seen, event, "no_such_score"),)
    if not session.seen_by_managers:
        return (answer(seen, event, "dispute_unseen"),)
    if seen.dispute is not None:
        return (_already(seen, event, seen.dispute),)
    if not reason:
        return (answer(seen, event, "dispute_why"),)
    made = _made(seen, session, score, reason, now)
    told = "disputed_to" if seen.decider_at is not None else "disputed"
    return (
        Keep(what=made),
        audited(event, now, "dispute", str(session.id), criterion=score.criterion),
        *_asked(seen, made),
        answer(seen, event, told, title=score.title, who=_name(seen, seen.decider)),
    )


def decider(
    event_by: MemberId,
    assigned_by: MemberId | None,
    granted: Iterable[Granted],
    roles: Mapping[MemberId, Role],
) -> MemberId | None:
    """Who is to decide on a dispute: who assigned it, else the manager made last; nobody decides on
    a dispute of their own. `roles` are those that people have now, who has left left out."""
    made = sorted(granted, key=lambda one: one.at, reverse=True)
    wanted = [assigned_by, *(one.member for one in made)]
    for member in wanted:
        if member is not None and member != event_by and manages(roles.get(member, "trainee")):
            return member
    return None


def decide(seen: Seen, event: Pressed, now: Micros) -> tuple[Effect, ...]:
    """A manager's decision goes to the session, whose trainee is told; it stands once made."""
    asked, level = seen.dispute, decision_of(event.value)[1]
    if asked is None or seen.session is None:
        return (answer(seen, event, "no_such_dispute"),)
    if not asked.open:
        return (_already(seen, event, asked),)
    if asked.member == event.member and seen.role != "admin":
        return (answer(seen, event, "not_your_own"),)
    if level != KEEP and not _is_level(asked, level):
        return (answer(seen, event, "no_such_level"),)
    reason = event.text.strip()
    if not reason:
        return (answer(seen, event, "decide_why"),)
    outcome = asked.level if level == KEEP else int(level)
    closed = replace(asked, decided_by=event.member, decided_at=now, outcome=outcome, answer=reason)
    decided = Decided(
        key=f"decided:{asked.id}",
        surface=event.surface,
        member=event.member,
        at=now,
        session=asked.session,
        dispute=asked.id,
        criterion=asked.criterion,
        level=None if outcome == asked.level else outcome,
        reason=reason,
        who=seen.everybody.name(event.member),
    )
    title = _level(seen, asked, outcome)
    said = "upheld" if outcome == asked.level else "overridden"
    who = seen.everybody.name(asked.member)
    return (
        Keep(what=closed),
        Forward(session=asked.session, event=decided, closed=True),
        audited(event, now, "override", asked.member, criterion=asked.criterion),
        _closed(seen, asked, event.member, seen.say(said, title=asked.title, level=title, who=who)),
        answer(seen, event, said, title=asked.title, level=title, who=who),
    )


def _already(seen: Seen, event: Pressed, one: Dispute) -> Announce:
    """What stands, and who decided it, or who is to."""
    said, level = "disputed_already", ""
    if not one.open:
        said, level = "decided_already", _level(seen, one, one.outcome)
    return answer(seen, event, said, title=one.title, who=_who(seen, one), level=level)


def _level(seen: Seen, one: Dispute, level: int | None) -> str:
    return seen.say("not_judged") if level is None else one.levels[level]


def open_disputes(seen: Seen, reader: MemberId) -> Iterator[Section]:
    """What waits for a decision, the reader's own first to be asked for."""
    for one in sorted(seen.disputes, key=lambda d: (d.decider != reader, d.at)):
        yield _section(seen, one)


def _section(seen: Seen, one: Dispute) -> Section:
    """One dispute as its manager reads it."""
    lines = [f"> {evidence.quote}" for evidence in one.evidence]
    given = _level(seen, one, one.level)
    text = "\n".join(
        (
            seen.say("dispute_about", who=seen.everybody.name(one.member), scenario=one.scenario),
            *(lines or [seen.say("no_lines")]),
        )
    )
    rows = (
        Row(label=seen.say("given"), value=given, detail=one.why),
        Row(label=seen.say("says"), value=one.reason),
    )
    return Section(
        title=seen.say("dispute_title", title=one.title),
        text=text,
        rows=rows,
        buttons=tuple(_choices(seen, one)),
    )


def _choices(seen: Seen, one: Dispute) -> Iterator[Button]:
    """That the score stays, or any other level."""
    value = f"{seen.language}.{one.id}"
    yield Button(seen.say("leave_it"), "decide", value=f"{value}.{KEEP}")
    for level, title in enumerate(one.levels):
        if level != one.level:
            label = seen.say("give", level=title, points=one.points[level])
            yield Button(label, "decide", value=f"{value}.{level}")


def _asked(seen: Seen, made: Dispute) -> Iterator[Announce]:
    """The question to whoever is to decide, where they can be written to."""
    if seen.decider is None or seen.decider_at is None:
        return
    content = Report(
        title=seen.say("please_decide"),
        sections=(_section(seen, made),),
        footer=seen.say("only_these_lines"),
        only_for=seen.decider,
        language=seen.language,
        unasked=True,
    )
    yield Announce(key=f"dispute:{made.id}", content=content, surface=seen.decider_at)


def _closed(seen: Seen, asked: Dispute, by: MemberId, text: str) -> Announce:
    """In the place of the question, where one was asked: what was decided, and by whom."""
    content = Report(
        title=seen.say("dispute_title", title=asked.title),
        text=f"{seen.everybody.name(by)}: {text}",
        only_for=asked.decider,
        language=seen.language,
    )
    return Announce(key=f"dispute:{asked.id}", content=content)


def _made(seen: Seen, session: Session, score: Score, reason: str, now: Micros) -> Dispute:
    criterion = next((c for c in session.scenario.rubric.criteria if c.id == score.criterion), None)
    levels = () if criterion is None else criterion.levels
    return Dispute(
        id=dispute_id(session.id, score.criterion),
        tenant=session.tenant,
        session=session.id,
        member=session.member,
        criterion=score.criterion,
        title=score.title,
        scenario=session.scenario.title,
        level=score.level_now,
        levels=tuple(level.title for level in levels),
        points=tuple(level.score for level in levels),
        why=score.reason,
        reason=reason,
        evidence=score.evidence,
        language=seen.language,
        at=now,
        decider=seen.decider,
    )


def _score(session: Session, criterion: str) -> Score | None:
    scores = () if session.scorecard is None else session.scorecard.scores
    return next((score for score in scores if score.criterion == criterion), None)


def _is_level(asked: Dispute, level: str) -> bool:
    return level.isascii() and level.isdigit() and int(level) < len(asked.levels)


def _who(seen: Seen, one: Dispute) -> str:
    return _name(seen, one.decided_by or one.decider)


def _name(seen: Seen, member: MemberId | None) -> str:
    return seen.say("a_manager") if member is None else seen.everybody.name(member)
