"""Assigns, lists and withdraws: who is to practise what by when. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain import ordering, reminding, results, roles
from bot.domain.assignment import (
    Assigned,
    Assignee,
    Assignment,
    AssignmentId,
    next_scenario,
    status,
)
from bot.domain.content import Button, Report, Row, Section
from bot.domain.dating import Trouble
from bot.domain.desk import Seen, answer, audited, line, listed, named, report, shown
from bot.domain.disputing import open_disputes
from bot.domain.effects import Effect, Keep
from bot.domain.events import Commanded, Pressed
from bot.domain.ordering import Order
from bot.domain.surface import MemberId
from bot.domain.transcript import Micros


def order(seen: Seen, event: Commanded, now: Micros) -> Order:
    """What a command orders."""
    return ordering.read(
        event.arguments,
        everybody=seen.everybody,
        scenarios=seen.scenarios,
        now=now,
        zone=seen.zone,
    )


def assign(seen: Seen, event: Commanded, now: Micros) -> tuple[Effect, ...]:
    """Writes down what was ordered, or says what is wrong with it and what was understood."""
    if not any(event.arguments.values()):
        return (report(seen, event, seen.say("assign_how"), text=seen.say("assign_usage")),)
    ordered = order(seen, event, now)
    reached = reaches(seen, ordered, event.member)
    troubles = ordered.troubles or tuple(_cannot_be_told(seen, ordered, reached))
    if troubles:
        return (_not_assigned(seen, event, ordered, troubles),)
    assignment = _assignment(seen, event, ordered, now)
    kept = (Keep(what=_assignee(assignment, member, now)) for member in reached)
    details = {"scenarios": ",".join(assignment.scenarios), "people": str(len(reached))}
    return (
        Keep(what=assignment),
        *kept,
        audited(event, now, "assign", assignment.id, **details),
        _assigned(seen, event, ordered, reached, now),
    )


def assignments(seen: Seen, event: Commanded, now: Micros) -> tuple[Effect, ...]:
    """What is asked for and how it stands: of all for managers, of oneself for trainees."""
    if not roles.manages(seen.role):
        return (shown(event, own(seen, event.member, now)),)
    made = results.assignments_report(
        seen.standings,
        names={m: seen.everybody.name(m) for m in _people(seen)},
        now=now,
        language=seen.language,
        only_for=event.member,
    )
    mine = own(seen, event.member, now).sections if seen.mine else ()
    sections = (*made.sections, *open_disputes(seen, event.member), *mine)
    text = made.text or ("" if sections else seen.say("no_assignments"))
    return (
        shown(event, replace(made, sections=sections, text=text)),
        audited(event, now, "assignments"),
    )


def _people(seen: Seen) -> Iterator[MemberId]:
    for _, standings in seen.standings:
        yield from (one.assignee.member for one in standings)


def own(seen: Seen, member: MemberId, now: Micros) -> Report:
    """What is asked of somebody, with what can be begun of it."""
    return Report(
        title=seen.say("my_assignments"),
        text="" if seen.mine else seen.say("nothing_assigned"),
        sections=tuple(_mine(seen, one, now) for one in seen.mine),
        only_for=member,
        language=seen.language,
    )


def _mine(seen: Seen, one: Assigned, now: Micros) -> Section:
    section = task(seen, one, now)
    row = Row(label=seen.say("status"), value=seen.say(status(one, now)))
    return replace(section, rows=(row, *section.rows))


def task(seen: Seen, one: Assigned, now: Micros) -> Section:
    """One assignment as whoever is to do it sees it, with a button that begins what comes next."""
    assignment = one.assignment
    next = next_scenario(one, now)
    start = Button(seen.say("start"), "assigned", value=assignment.id, emphasis="primary")
    return Section(
        title=" → ".join(assignment.titles),
        rows=tuple(terms(seen, assignment)),
        buttons=() if next is None else (start,),
    )


def terms(seen: Seen, asked: Assignment | Order) -> Iterator[Row]:
    """What is asked for besides the scenarios, in lines."""
    if asked.due is not None:
        yield Row(label=seen.say("due"), value=seen.when(asked.due, asked.zone))
    if asked.pass_mark is not None:
        yield Row(label=seen.say("pass_mark"), value=f"{asked.pass_mark}/100")
    if asked.most is not None and asked.most != asked.least:
        yield Row(label=seen.say("attempts"), value=f"{asked.least} - {asked.most}")
    elif asked.most is not None or asked.least > 1:
        least = seen.say("at_least", count=asked.least)
        yield Row(
            label=seen.say("attempts"), value=least if asked.most is None else str(asked.most)
        )
    if asked.assessment:
        yield Row(label=seen.say("assessment"))


def withdraw(seen: Seen, event: Pressed, now: Micros) -> tuple[Effect, ...]:
    """No longer asks for something; what was practised for it stays."""
    assignment = seen.assignment
    if assignment is None:
        return (answer(seen, event, "no_such_assignment"),)
    title = " → ".join(assignment.titles)
    if assignment.withdrawn is not None:
        return (answer(seen, event, "withdrawn_already", title=title),)
    return (
        Keep(what=replace(assignment, withdrawn=now)),
        audited(event, now, "withdraw", assignment.id),
        answer(seen, event, "withdrawn", title=title),
    )


def _cannot_be_told(seen: Seen, ordered: Order, reached: Sequence[MemberId]) -> Iterator[Trouble]:
    """Why an order would come to nobody's ears."""
    if not reached and not is_partly_known(seen, ordered):
        yield Trouble("nobody_there", {"who": _who(seen, ordered)})
    elif not _is_announced(seen, ordered):
        return
    elif not seen.shared:
        yield Trouble("assign_in_channel", {})
    elif seen.refusal is not None:
        yield Trouble("cannot_announce", {"why": seen.refusal})


def is_partly_known(seen: Seen, ordered: Order) -> bool:
    """Whether a group is meant of which not all people are known."""
    known = (seen.everybody.groups.get(group) for group in ordered.who.groups)
    return any(group is not None and not group.complete for group in known)


def _is_announced(seen: Seen, ordered: Order) -> bool:
    """Whether an order is told in the channel too, because not everybody can be written to."""
    return bool(seen.unreachable) or is_partly_known(seen, ordered)


def reaches(seen: Seen, ordered: Order, by: MemberId) -> list[MemberId]:
    """Whom an order reaches, each once: whoever gives it is meant by name alone."""
    found = dict.fromkeys(ordered.who.people)
    for group in ordered.who.groups:
        members = seen.everybody.members(group)
        found |= dict.fromkeys(m for m in members if m != by)
    return list(found)


def _assignment(seen: Seen, event: Commanded, ordered: Order, now: Micros) -> Assignment:
    return Assignment(
        id=AssignmentId(named("assignment", event.key)),
        tenant=event.tenant,
        by=event.member,
        at=now,
        home=replace(event.surface, thread=None),
        people=ordered.who.people,
        groups=ordered.who.groups,
        scenarios=ordered.scenarios,
        titles=_titles(seen, ordered),
        due=ordered.due,
        zone=ordered.zone,
        pass_mark=ordered.pass_mark,
        least=ordered.least,
        most=ordered.most,
        assessment=ordered.assessment,
    )


def _assignee(assignment: Assignment, member: MemberId, now: Micros) -> Assignee:
    return Assignee(assignment=assignment.id, tenant=assignment.tenant, member=member, since=now)


def _titles(seen: Seen, ordered: Order) -> tuple[str, ...]:
    return tuple(seen.scenarios[id].title for id in ordered.scenarios)


def _who(seen: Seen, ordered: Order) -> str:
    people = map(seen.everybody.name, ordered.who.people)
    return listed([*map(seen.everybody.title, ordered.who.groups), *people])


def _understood(seen: Seen, ordered: Order) -> tuple[Row, ...]:
    """What an order came to, as far as it was understood."""
    rows = []
    if who := _who(seen, ordered):
        rows.append(Row(label=seen.say("who"), value=who))
    if ordered.scenarios:
        rows.append(Row(label=seen.say("scenarios"), value=" → ".join(_titles(seen, ordered))))
    return (*rows, *terms(seen, ordered))


def _not_assigned(
    seen: Seen, event: Commanded, ordered: Order, troubles: Sequence[Trouble]
) -> Effect:
    """What is wrong, what was understood, and what was typed: nothing of it is lost."""
    problems = "\n".join(f"* {_told(seen, trouble)}" for trouble in troubles)
    typed = seen.say("typed", line=seen.everybody.spelled(line(event.arguments)))
    sections = [Section(text=problems), Section(text=typed)]
    if rows := _understood(seen, ordered):
        sections.insert(1, Section(title=seen.say("understood"), rows=rows))
    return report(seen, event, seen.say("not_assigned"), *sections)


def _told(seen: Seen, trouble: Trouble) -> str:
    """With the scenarios that are nearest to one that is none."""
    if trouble.says == "unknown_scenario":
        typed = trouble.values["typed"]
        near = difflib.get_close_matches(typed.lower(), seen.scenarios, n=3, cutoff=0.4)
        trouble = Trouble(trouble.says, {"typed": typed, "near": ", ".join(near)})
    return seen.told(trouble)


def _assigned(
    seen: Seen, event: Commanded, ordered: Order, reached: Sequence[MemberId], now: Micros
) -> Effect:
    """Whom it reaches, what is asked of them, and when they are told."""
    names = listed(map(seen.everybody.name, reached))
    notes = [seen.say("reaches", count=len(reached), names=names)] if reached else []
    notes += _about_groups(seen, ordered)
    if not seen.unreachable.issuperset(reached):
        open = reminding.is_open(now, seen.zone)
        notes.append(seen.say("told_now" if open else "told_later", hour=reminding.BEGINS))
    if _is_announced(seen, ordered):
        notes.append(seen.say("told_here"))
    if ordered.due is not None:
        notes.append(seen.say("reminded"))
    first = Section(rows=_understood(seen, ordered))
    return report(seen, event, seen.say("assigned"), first, Section(text="\n".join(notes)))


def _about_groups(seen: Seen, ordered: Order) -> Iterator[str]:
    if ordered.who.groups:
        yield seen.say("later_members")
    for group in ordered.who.groups:
        known = seen.everybody.groups.get(group)
        if known is not None and not known.complete:
            yield seen.say("incomplete", group=known.name, count=len(known.members))
