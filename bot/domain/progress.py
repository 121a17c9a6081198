"""What a trainee is shown of their own progress, and what they might practise next. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain import assignment as assigning
from bot.domain import calendar, charting, strengths, tabulating
from bot.domain.assignment import Assigned
from bot.domain.attempt import Attempt
from bot.domain.content import Button, Report, Row, Section
from bot.domain.cutting import cut
from bot.domain.scenario import Scenario
from bot.domain.strengths import DAY, FEWEST, Level
from bot.domain.surface import MemberId
from bot.domain.transcript import Micros
from bot.domain.wording import managing
from bot.domain.wording.managing_table import Managing

LATELY = 7 * DAY
"""A skill that was practised since then can wait."""
EASY = 2
"""The difficulty that nobody needs to have passed anything for."""
MOST_ASSIGNED = 5
LABEL = 60
"""Characters that a button has room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A scenario to practise next, and the skill it is for; without one it is just new."""

    scenario: Scenario
    skill: Level | None = None
    weakest: bool = False
    """Whether no other skill is weaker."""


def mine(
    attempts: Sequence[Attempt],
    assigned: Sequence[Assigned],
    *,
    scenarios: Mapping[str, Scenario],
    now: Micros,
    language: str = "en",
    zone: str = "UTC",
    quoted: bool = False,
    only_for: MemberId | None = None,
    sample: bool = False,
) -> Report:
    """A trainee's own results, with what is assigned to them (Action "assigned", value: the
    assignment's id), what to practise next (Action "start", value: the scenario's id), and what
    managers see of it. `scenarios` is the catalogue, `attempts` all their sessions; `quoted` says
    whether digests may quote lines of assigned sessions."""
    words = managing.of(language)
    skills = strengths.skills(attempts, now)
    wanted = {assigning.next_scenario(one, now) for one in assigned}
    others = {id: scenario for id, scenario in scenarios.items() if id not in wanted}
    suggestion = suggested(attempts, others, now, language)
    scored = strengths.finished(attempts)
    sections = (
        _assigned(assigned, now, words),
        _next(suggestion, zone, words),
        tabulating.tries_section(strengths.tries(attempts), words, words.mine.results),
        tabulating.skill_section(skills, words, words.mine.skills),
        _seen(attempts, words, quoted=quoted),
    )
    own = words.mine.footer.format(least=FEWEST) if scored else ""
    footer = f"{words.digests.sample} {own}".strip() if sample else own
    return Report(
        title=words.mine.title,
        text=tabulating.summary(attempts, words, words.mine.summary)
        if scored
        else words.mine.nothing,
        sections=tuple(section for section in sections if section.rows or section.text),
        chart=charting.chart(
            words,
            title=words.mine.title,
            trend=charting.by_session(attempts, zone, words),
            trend_title=words.reports.trend_sessions,
            bars=charting.bars(skills, words),
            now=words.reports.now,
            before=words.reports.month_before,
            unit=words.numbers.scores,
            sample=sample,
        ),
        footer=footer,
        only_for=only_for,
        language=words.language,
    )


def suggested(
    attempts: Sequence[Attempt],
    scenarios: Mapping[str, Scenario],
    now: Micros,
    language: str = "en",
) -> Suggestion | None:
    """What to practise next: a scenario that trains the weakest skill that was not practised lately,
    or that is new. None without a scenario in the language, or in one that they practised in."""
    offered = _offered(attempts, scenarios, language)
    rank = _ranking(attempts)
    known = [level for level in strengths.skills(attempts, now) if level.mean is not None]
    waiting = [level for level in known if level.last <= now - LATELY]
    for level in reversed(waiting or known):
        training = [one for one in offered if level.id in trains(one)]
        if training:
            best = min(training, key=rank)
            return Suggestion(scenario=best, skill=level, weakest=level is known[-1])
    new = [scenario for scenario in offered if scenario.id not in {a.scenario for a in attempts}]
    first = min(new, key=rank, default=None)
    return None if first is None else Suggestion(scenario=first)


def trains(scenario: Scenario) -> frozenset[str]:
    """The skills that a scenario practises, by their ids."""
    return frozenset(scenario.skills or (one.skill for one in scenario.rubric.criteria))


def _offered(
    attempts: Sequence[Attempt], scenarios: Mapping[str, Scenario], language: str
) -> list[Scenario]:
    practised = {attempt.scenario for attempt in attempts}
    spoken = {one.language for id, one in scenarios.items() if id in practised} | {language}
    codes = {code.partition("-")[0] for code in spoken}
    return [one for one in scenarios.values() if one.language.partition("-")[0] in codes]


def _ranking(attempts: Sequence[Attempt]) -> Callable[[Scenario], tuple[bool, int, int, str]]:
    """What is not too hard comes first, of that what is new, then what was tried longest ago; of
    equals the easier one. Too hard is more than one level above the hardest that was passed."""
    tried = {attempt.scenario: attempt.opened for attempt in attempts}
    passed = max((attempt.difficulty for attempt in attempts if attempt.passed), default=0)
    reach = max(EASY, passed + 1)

    def rank(one: Scenario) -> tuple[bool, int, int, str]:
        level = one.difficulty.level
        return (level > reach, tried.get(one.id, 0), level, one.id)

    return rank


def _assigned(assigned: Sequence[Assigned], now: Micros, words: Managing) -> Section:
    """What is still to be done of what was assigned, with a button for what comes next."""
    rows: list[Row] = []
    buttons: list[Button] = []
    for one in assigned:
        wanted = assigning.next_scenario(one, now)
        if wanted is None:
            continue
        titles = dict(zip(one.assignment.scenarios, one.assignment.titles, strict=True))
        label = cut(words.mine.start.format(title=titles[wanted]), LABEL)
        about = titles[wanted]
        buttons.append(Button(label, "assigned", one.assignment.id, about=about))
        rows.extend(tabulating.steps(one, now, words))
        if len(buttons) == MOST_ASSIGNED:
            break
    return Section(title=words.mine.assigned, rows=tuple(rows), buttons=tuple(buttons))


def _next(suggestion: Suggestion | None, zone: str, words: Managing) -> Section:
    if suggestion is None:
        return Section()
    title = suggestion.scenario.title
    text = words.mine.next_new.format(title=title)
    if (weakest := suggestion.skill) is not None:
        scores = words.numbers.scores(weakest.sessions)
        form = words.mine.next_weakest if suggestion.weakest else words.mine.next_skill
        text = form.format(
            skill=words.skill(weakest.id).title,
            rests=f"{words.numbers.mark(weakest.mean or 0)}, {scores}",
            day=words.dates.long(calendar.day(weakest.last, zone)),
            title=title,
        )
    label = cut(words.mine.start.format(title=title), LABEL)
    button = Button(label, "start", suggestion.scenario.id, about=title)
    return Section(title=words.mine.next, text=text, buttons=(button,))


def _seen(attempts: Sequence[Attempt], words: Managing, *, quoted: bool) -> Section:
    return Section(title=words.mine.seen, text=" ".join(_sentences(attempts, words, quoted=quoted)))


def _sentences(attempts: Sequence[Attempt], words: Managing, *, quoted: bool) -> Iterator[str]:
    seen = len(strengths.visible(attempts))
    yield words.mine.seen_some(seen) if seen else words.mine.seen_none
    if unseen := len(attempts) - seen:
        yield words.mine.unseen(unseen)
    if quoted:
        yield words.mine.quoted
    yield words.mine.never
