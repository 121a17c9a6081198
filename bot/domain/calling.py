"""Tells people in private what is assigned to them, reminds them, and notes when it is done. Pure.

When that may be is `reminding`'s; a `Scheduled` event comes at such an hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain import calendar, reminding
from bot.domain.assigning import task
from bot.domain.assignment import Assigned, Assignee, Assignment, next_scenario, status
from bot.domain.content import Button, Notice, Report
from bot.domain.desk import Seen
from bot.domain.effects import Announce, Effect, Keep
from bot.domain.events import Scheduled
from bot.domain.surface import Surface
from bot.domain.tabulating import beginning
from bot.domain.transcript import Micros

CHANNEL = "channel"
"""How the period of an announcement to a whole channel begins."""
FIRST = f"{CHANNEL}:first"
"""That of the first one, where not all who are meant are known."""


def announce(seen: Seen, event: Scheduled, now: Micros) -> tuple[Effect, ...]:
    """Tells somebody of an assignment, and of whatever else they were not told of yet."""
    assignment = seen.assignment
    if assignment is None or assignment.withdrawn is not None:
        return ()
    if event.period.startswith(CHANNEL):
        return _in_channel(seen, event, now)
    if not seen.everybody.is_here(event.member):
        return ()
    known = any(one.assignment.id == assignment.id for one in seen.mine)
    joined = Assignee(
        assignment=assignment.id, tenant=assignment.tenant, member=event.member, since=now
    )
    mine = seen.mine if known else (*seen.mine, Assigned(assignment=assignment, assignee=joined))
    new = reminding.waiting(mine)
    if not any(one.assignment.id == assignment.id for one in new):
        return ()
    if seen.private is None:  # the channel's announcement is for them
        return () if known else (Keep(what=joined),)
    told = (Keep(what=replace(one.assignee, announced=now)) for one in new)
    return (*told, _told(seen, event, "assigned_to_you", new, seen.private))


def remind(seen: Seen, event: Scheduled, now: Micros) -> tuple[Effect, ...]:
    """Reminds somebody of what is still to do, once a day whatever is due."""
    open = [one for one in seen.mine if one.assignee.done is None]
    due = next((one for one in open if one.assignment.id == event.about), None)
    if due is None or seen.private is None or not seen.everybody.is_here(event.member):
        return ()
    if next_scenario(due, now) is None:
        return (Keep(what=replace(due.assignee, done=now)),)
    if not reminding.is_open(now, seen.zone):  # it waited for too long
        return ()
    if reminding.told_today([one.assignee for one in seen.mine], now, seen.zone):
        return ()
    again = replace(due.assignee, reminded=now, reminders=due.assignee.reminders + 1)
    others = [one for one in open if one is not due and next_scenario(one, now) is not None]
    return (
        Keep(what=again),
        _told(seen, event, "reminder", [due, *others], seen.private),
    )


def done(seen: Seen, event: Scheduled, now: Micros) -> tuple[Effect, ...]:
    """Notes that all of an assignment is done, or says what comes next in it."""
    mine = next((one for one in seen.mine if one.assignment.id == event.about), None)
    if mine is None:
        return ()
    following, known = next_scenario(mine, now), mine.assignee.done is not None
    titles = dict(zip(mine.assignment.scenarios, mine.assignment.titles, strict=True))
    if following is None:
        passed = status(mine, now) == "passed"
        if known and not passed:
            return ()
        said = seen.say(
            "all_passed" if passed else "all_used_up", title=" → ".join(mine.assignment.titles)
        )
        kept = () if known else (Keep(what=replace(mine.assignee, done=now)),)
        return (*kept, _notice(event, said))
    # A manager's decision may have opened again what was done.
    opened = (Keep(what=replace(mine.assignee, done=None)),) if known else ()
    start = Button(seen.say("start"), "assigned", value=mine.assignment.id, emphasis="primary")
    return (*opened, _notice(event, seen.say("next_up", title=titles[following]), start))


def _notice(event: Scheduled, text: str, *buttons: Button) -> Announce:
    notice = Notice(text=text, buttons=buttons, only_for=event.member, aside=True)
    return Announce(key=event.key, content=notice, surface=event.surface)


def _told(
    seen: Seen, event: Scheduled, title: str, open: Sequence[Assigned], where: Surface
) -> Announce:
    content = Report(
        title=seen.say(title),
        text=_by(seen, open[0].assignment) if title == "assigned_to_you" else "",
        sections=tuple(task(seen, one, event.at) for one in open),
        footer=seen.say("managers_see"),
        only_for=event.member,
        language=seen.language,
        unasked=True,
    )
    return Announce(key=event.key, content=content, surface=where)


def _by(seen: Seen, assignment: Assignment) -> str:
    """Who assigned it; a name that was forgotten is none."""
    if assignment.by:
        return seen.say("assigned_by", who=seen.everybody.name(assignment.by))
    return beginning(seen.say("assigned_by", who=seen.say("a_manager")))


def _in_channel(seen: Seen, event: Scheduled, now: Micros) -> tuple[Effect, ...]:
    """Tells those of an assignment who may not be written to one by one, all at once."""
    assignment = seen.assignment
    assert assignment is not None  # noqa: S101  # asked before
    waiting = [
        one
        for _, standings in seen.standings
        for one in reminding.waiting(standings)
        if one.assignee.member in seen.unreachable
    ]
    if not waiting and event.period != FIRST:
        return ()
    anybody = Assignee(
        assignment=assignment.id, tenant=assignment.tenant, member=event.member, since=now
    )
    section = task(seen, Assigned(assignment=assignment, assignee=anybody), now)
    start = Button(seen.say("start"), "assigned", value=assignment.id, emphasis="primary")
    content = Report(
        title=seen.say("assigned_here"),
        text=_by(seen, assignment),
        sections=(replace(section, buttons=(start,)),),
        footer=seen.say("managers_see"),
        language=seen.language,
        unasked=True,
    )
    told = (Keep(what=replace(one.assignee, announced=now)) for one in waiting)
    return (*told, Announce(key=event.key, content=content, surface=assignment.home))


def day_key(now: Micros, zone: str) -> str:
    """The name of a day in a zone, for keys."""
    return calendar.day(now, zone).isoformat()
