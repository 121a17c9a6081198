"""Which assignment a session counts for, and what is said where it counts for none. Pure.

An attempt takes its place when it is begun, and keeps it however late it is scored. One that is
closed without a score gives its place back. Scored after all, it takes one again where one is left;
else it is practice of one's own, so that it never takes the place of an attempt that was begun since.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain.assignment import Assigned, attempts_left, next_scenario
from bot.domain.keeping import TenantSettings
from bot.domain.session import Session
from bot.domain.transcript import Micros
from bot.domain.wording import office

OWN = "own"
"""What is sent with the wish to score a session that no longer counts for its assignment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A session that is to begin, and what its trainee has to know of it before."""

    session: Session
    note: str = ""


def counted(
    session: Session, assigned: Sequence[Assigned], settings: TenantSettings | None, now: Micros
) -> Counted:
    """Lets a session count for what asks for its scenario now; else it is practice of one's own.

    A retry from the middle is practice: it was told what comes.
    """
    if session.inherited:
        return Counted(session=session)
    scenario, language = session.scenario.id, settings.language if settings else "en"
    asking = [one for one in assigned if _asks(one, scenario)]
    for one in asking:
        if _is_reached(one, scenario, now) and attempts_left(one, scenario) != 0:
            asked = one.assignment
            quoted = settings is not None and settings.words
            return Counted(
                session=replace(
                    session, assignment=asked.id, assessment=asked.assessment, quoted=quoted
                )
            )
    return Counted(session=session, note=_why_not(asking, session, language, now))


def keeps_counting(session: Session, assigned: Iterable[Assigned]) -> bool:
    """Whether there is a place for a session that was closed without a score, and is to be scored."""
    asked = None if session.assignment is None else of(session.assignment, assigned)
    return asked is None or attempts_left(asked, session.scenario.id) != 0


def of(id: str, assigned: Iterable[Assigned]) -> Assigned | None:
    """What is assigned under an id."""
    return next((one for one in assigned if one.assignment.id == id), None)


def _asks(one: Assigned, scenario: str) -> bool:
    open = one.assignment.withdrawn is None and one.assignee.done is None
    return open and scenario in one.assignment.scenarios


def _is_reached(one: Assigned, scenario: str, now: Micros) -> bool:
    """Whether a scenario's turn has come: a path is done in order."""
    following, path = next_scenario(one, now), one.assignment.scenarios
    return following is not None and path.index(scenario) <= path.index(following)


def _why_not(asking: Sequence[Assigned], session: Session, language: str, now: Micros) -> str:
    scenario, title = session.scenario.id, session.scenario.title
    for one in asking:
        if attempts_left(one, scenario) == 0:
            return office.say(language, "practice_used_up", title=title)
        if (following := next_scenario(one, now)) is not None:
            titles = dict(zip(one.assignment.scenarios, one.assignment.titles, strict=True))
            return office.say(language, "practice_too_soon", title=title, first=titles[following])
    return ""
