"""The home tab: what a member can start, what runs, and what they have reached. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from adapters.slack import buttons, limits
from adapters.slack.blocks import DIVIDER, Block, aside, fit, heading, sections
from adapters.slack.mrkdwn import bold, link, literal, mrkdwn
from bot.domain import wording
from bot.domain.content import Button, Offered
from bot.domain.lobby import Result
from bot.domain.transcript import SECOND, Micros
from bot.domain.wording import managing, outside
from bot.domain.wording.outside import Outside

DUE = "{date_short_pretty} {time}"
SHOWN = 10
"""Of results, skills and assignments the first."""
FEWER = 3
"""Where so many do not fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The open session, and the address of its conversation where that is known."""

    title: str
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """How a member does in one skill, of 100; `before` is what it was."""

    title: str
    points: int
    before: int | None = None
    sessions: int = 0
    """How many it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What somebody was asked to practise, and how that stands; `start` is its id while there is
    something left to begin."""

    title: str
    state: str
    due: Micros | None = None
    start: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What a member finds there; `results` are the latest first."""

    language: str = "en"
    """The member's."""
    running: Running | None = None
    scenarios: Sequence[Offered] = ()
    results: Sequence[Result] = ()
    skills: Sequence[Skill] = ()
    assignments: Sequence[Assignment] = ()


def view(home: Home) -> dict[str, object]:
    """The home tab as `views.publish` takes it."""
    found = tuple(_blocks(home, SHOWN))
    if not fit(found, limits.HOME_BLOCKS):
        found = tuple(_blocks(home, FEWER))
    return {"type": "home", "blocks": list(found)}


def date(at: Micros, form: str = "{date_short_pretty}") -> str:
    """A day, as Slack tells it in the reader's own zone."""
    seconds = at // SECOND
    day = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return f"<!date^{seconds}^{form}|{day:%Y-%m-%d}>"


def _blocks(home: Home, most: int) -> Iterator[Block]:
    words, inside = outside.of(home.language), wording.of(home.language)
    yield from _now(home.running, words, inside.labels.go_there)
    yield from _start(home.scenarios, words)
    if home.assignments:
        yield DIVIDER
        yield from heading(words.assignments)
        for place, assignment in enumerate(home.assignments[:most]):
            yield from _assigned(assignment, place, words)
    results = [_result(one, words) for one in home.results[:most]]
    yield from _part(words.results, results or [mrkdwn(words.no_results)])
    if home.skills:
        skills = (_skill(one, home.language) for one in home.skills[:most])
        yield from _part(words.progress, skills)
    yield DIVIDER
    yield from aside(mrkdwn(inside.talk.privacy))


def _now(running: Running | None, words: Outside, go_there: str) -> Iterator[Block]:
    if running is None:
        return
    yield from heading(words.running)
    there = link(running.address, go_there) if running.address else ""
    yield from sections(bold(_title(running.title)), there)
    yield DIVIDER


def _start(scenarios: Sequence[Offered], words: Outside) -> Iterator[Block]:
    yield from heading(words.start_one)
    if scenarios:
        yield from buttons.picker(scenarios, words)
    else:
        yield from buttons.blocks((Button(words.start_one, "start", emphasis="primary"),), None)


def _part(title: str, lines: Iterable[str]) -> Iterator[Block]:
    yield DIVIDER
    yield from heading(title)
    yield from sections(*lines)


def _result(result: Result, words: Outside) -> str:
    scored = words.scored(result.total, passed=result.passed)
    return f"• {bold(_title(result.title))}: {literal(scored)} · {date(result.at)}"


def _assigned(assignment: Assignment, place: int, words: Outside) -> Iterator[Block]:
    """Beside it a button, while there is something to begin."""
    due = "" if assignment.due is None else f" · {date(assignment.due, DUE)}"
    line = f"{bold(_title(assignment.title))}: {literal(_title(assignment.state))}{due}"
    for row in sections(line):
        pressed = buttons.assigned(assignment.start, _title(assignment.title), place, words)
        yield {**row, "accessory": pressed} if assignment.start else row


def _skill(skill: Skill, language: str) -> str:
    words, numbers = wording.of(language).judgement, managing.of(language).numbers
    shown = words.points.format(points=skill.points)
    if skill.before is not None:
        shown = f"{shown}, {words.was.format(before=skill.before, now=skill.points)}"
    rests_on = f" ({numbers.sessions(skill.sessions)})" if skill.sessions else ""
    return f"• {bold(_title(skill.title))}: {literal(shown + rests_on)}"


def _title(text: str) -> str:
    return limits.cut(text, limits.HEADER)
