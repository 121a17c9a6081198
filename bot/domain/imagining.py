"""What the sample team did in twelve weeks: assignments, sessions, scorecards. Pure.

Nothing differs from run to run: what looks like chance is a hash of who, what and when.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain import scorecard as cards
from bot.domain.assignment import Assignee, Assignment, AssignmentId
from bot.domain.rubric import Criterion
from bot.domain.sample import MANAGER, PEOPLE, SAMPLE
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Evidence, Score, Scorecard
from bot.domain.session import Session, begin
from bot.domain.surface import MemberId, SessionId, Surface
from bot.domain.transcript import HOUR, MINUTE, Micros, Turn

WEEKS = 12
DAY = 24 * HOUR
WEEK = 7 * DAY
MOST_SCENARIOS = 6
MOST_TRIES = 4
NamedAt = Callable[[Micros], str]
"""Gives a new id for something that happened at a moment."""


@dataclass(frozen=True, slots=True)
class Practice:
    """A session as it began and as it ended, with its scorecard where it has one."""

    begun: Session
    ended: Session
    card: Scorecard | None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Imagined:
    """All that the sample team did."""

    assignments: tuple[Assignment, ...]
    practised: tuple[Practice, ...]
    assignees: tuple[Assignee, ...]


def imagine(scenarios: Sequence[Scenario], now: Micros, new_id: NamedAt, platform: str) -> Imagined:
    """The team's last weeks on a platform, with up to six of the scenarios."""
    chosen = sorted(scenarios, key=lambda one: (one.language != "en", one.difficulty.level, one.id))
    team = _Team(tuple(chosen[:MOST_SCENARIOS]), now, new_id, platform)
    asked = tuple(team.assignments())
    practised = tuple(one for member in PEOPLE for one in team.practised(member, asked))
    assignees = tuple(_assignee(one, who, practised) for one in asked for who in one.people)
    return Imagined(asked, practised, assignees)


def _chance(*about: object) -> float:
    """A number from 0 to 1, the same for the same."""
    seed = "/".join(map(str, about)).encode()
    return int.from_bytes(hashlib.sha256(seed).digest()[:6]) / (1 << 48)


@dataclass(frozen=True, slots=True)
class _Team:
    scenarios: tuple[Scenario, ...]
    now: Micros
    new_id: NamedAt
    platform: str

    @property
    def since(self) -> Micros:
        """A midnight, so that everybody practises by day."""
        return Micros((self.now // DAY) * DAY - WEEKS * WEEK)

    def assignments(self) -> Iterator[Assignment]:
        """One that is long over, a path that was due some days ago, and one that is not yet due."""
        first, *others = self.scenarios
        over = WEEKS * WEEK - 4 * DAY + 17 * HOUR
        yield self._asked([first], begins=0, due=5 * WEEK + 17 * HOUR)
        yield self._asked(others[:2] or [first], begins=3 * WEEK, due=over, most=MOST_TRIES)
        if len(others) > 2:
            soon = WEEKS * WEEK + 18 * DAY + 17 * HOUR
            yield self._asked(others[2:4], begins=8 * WEEK, due=soon)

    def _asked(
        self, chosen: Sequence[Scenario], *, begins: int, due: int, most: int | None = None
    ) -> Assignment:
        at = Micros(self.since + begins + 9 * HOUR)
        return Assignment(
            id=AssignmentId(f"sample-{self.new_id(at)}"),
            tenant=SAMPLE,
            by=MANAGER,
            at=at,
            home=self._home(MANAGER),
            people=tuple(PEOPLE),
            scenarios=tuple(one.id for one in chosen),
            titles=tuple(one.title for one in chosen),
            due=Micros(self.since + due),
            most=most,
        )

    def practised(self, member: MemberId, asked: Sequence[Assignment]) -> Iterator[Practice]:
        place = list(PEOPLE).index(member)
        if place == len(PEOPLE) - 1:
            return  # there is always somebody who has not started
        passed: dict[str, int] = {}
        tried: dict[str, int] = {}
        for at in self._moments(member, place):
            assignment, scenario = self._chosen(member, at, asked, passed, tried)
            tried[scenario.id] = tried.get(scenario.id, 0) + 1
            one = self._session(member, scenario, assignment, at, tried[scenario.id])
            if one.card is not None and one.card.passed:
                passed.setdefault(scenario.id, at)
            yield one

    def _moments(self, member: MemberId, place: int) -> Iterator[Micros]:
        """When somebody practised: some often, some seldom, some not any more."""
        eager = 0.6 + 0.4 * _chance(member, "eager")
        for week in range(WEEKS):
            if place == 8 and week > 4:
                return
            for turn in range(3):
                often = eager * (1, 0.55, 0.25)[turn]
                if week >= WEEKS - 2 and turn == 0:
                    often = 0.95  # what is new is practised
                if _chance(member, week, turn) < often:
                    day = min(turn * 2 + int(2 * _chance(member, week, turn, "day")), 6)
                    hour = 8 + 9 * _chance(member, week, turn, "hour")
                    at = Micros(int(self.since + week * WEEK + day * DAY + hour * HOUR))
                    if at < self.now - HOUR:
                        yield at

    def _chosen(
        self,
        member: MemberId,
        at: Micros,
        asked: Sequence[Assignment],
        passed: dict[str, int],
        tried: dict[str, int],
    ) -> tuple[Assignment | None, Scenario]:
        """What is asked and not passed yet, in most cases; else what somebody likes."""
        by_id = {one.id: one for one in self.scenarios}
        for assignment in asked:
            if not assignment.at <= at <= (assignment.due or at):
                continue
            left = [one for one in assignment.scenarios if one not in passed]
            wanted = left[0] if left else assignment.scenarios[-1]  # passed once, better now
            if (
                tried.get(wanted, 0) < (assignment.most or 2 * MOST_TRIES)
                and _chance(member, at, "asked") < 0.85
            ):
                return assignment, by_id[wanted]
        return None, self.scenarios[int(_chance(member, at, "likes") * len(self.scenarios))]

    def _session(
        self,
        member: MemberId,
        scenario: Scenario,
        assignment: Assignment | None,
        at: Micros,
        attempt: int,
    ) -> Practice:
        begun = replace(
            begin(
                scenario,
                id=SessionId(self.new_id(at)),
                member=member,
                home=self._home(member),
                now=at,
            ),
            attempt=attempt,
            assignment=None if assignment is None else str(assignment.id),
        )
        skill = self._skill(member, scenario, at, attempt)
        if _chance(member, at, "ends") < 0.06:
            return Practice(begun, _ended(begun, skill, scored=False), None)
        ended = _ended(begun, skill, scored=True)
        shares = assignment is None and _chance(member, at, "shares") < 0.85
        return Practice(begun, ended, _card(ended, skill), shares)

    def _home(self, member: MemberId) -> Surface:
        return Surface(self.platform, SAMPLE, member)

    def _skill(self, member: MemberId, scenario: Scenario, at: Micros, attempt: int) -> float:
        """How well somebody does by then: who practises gets better, and what is hard is hard."""
        grown = (at - self.since) / (WEEKS * WEEK)
        talent = 0.42 + 0.22 * _chance(member, "talent")
        learns = 0.06 + 0.26 * _chance(member, "learns")
        hard = 0.05 * (scenario.difficulty.level - 2)
        return talent + learns * grown + 0.04 * (attempt - 1) - hard


def _ended(begun: Session, skill: float, *, scored: bool) -> Session:
    """The session once it is over: somebody said what a scripted trainee of that quality says."""
    at = begun.opened_at
    took = int((4 + 9 * _chance(begun.id, "took")) * MINUTE)
    said = _says(begun.scenario, skill)[:4]
    transcript = begun.transcript
    for number, text in enumerate(said, start=1):
        turn = Turn(
            number=transcript.next_number,
            speaker="trainee",
            text=text,
            state="delivered",
            at=Micros(at + number * MINUTE),
            play=begun.play,
        )
        transcript = transcript.adding(turn)
    liked = _chance(begun.id, "liked")
    return replace(
        begun,
        surface=replace(begun.home, thread=begun.id),
        phase="closed",
        ending="finished" if scored else "expired",
        began_at=at,
        heard_at=Micros(at + took),
        closed_at=Micros(at + took),
        transcript=transcript,
        rating=None if not scored or liked > 0.5 else "up" if liked < 0.42 else "down",
    )


def _says(scenario: Scenario, skill: float) -> tuple[str, ...]:
    good = skill > 0.6
    known = sorted(scenario.trainees, key=lambda one: (bool(one.passes) is not good, one.id))
    return known[0].says if known else (scenario.briefing.goal,)


def _card(session: Session, skill: float) -> Scorecard:
    rubric, at = session.scenario.rubric, session.closed_at
    said = next(turn for turn in session.transcript if turn.speaker == "trainee")
    scores = tuple(_score(one, session, skill, said) for one in rubric.criteria)
    total, judged = cards.total(scores)
    return Scorecard(
        session=session.id,
        title=session.scenario.title,
        scores=scores,
        of_criteria=len(scores),
        pass_mark=rubric.pass_mark,
        total=total,
        judged=judged,
        band=cards.band(total),
        passed=total is not None and total >= rubric.pass_mark,
        attempt=session.attempt,
        scenario=session.scenario.id,
        version=session.scenario.version,
        language=session.scenario.language,
        fingerprint=session.scenario.fingerprint,
        at=at if at is not None else session.heard_at,
    )


def _score(criterion: Criterion, session: Session, skill: float, said: Turn) -> Score:
    leaning = 0.3 * (_chance("leaning", criterion.skill) - 0.5)
    luck = 0.45 * (_chance(session.id, criterion.id) - 0.5)
    highest = len(criterion.levels) - 1
    level = round(min(max(skill + leaning + luck, 0), 1) * highest)
    given = criterion.levels[level]
    quote = said.text[:120]
    cited = Evidence(turn=said.number, quote=quote, start=0, end=len(quote), shows=criterion.id)
    return Score(
        criterion=criterion.id,
        title=criterion.title,
        weight=criterion.weight,
        skill=criterion.skill,
        level=level,
        level_title=given.title,
        points=given.score,
        reason=given.text,
        evidence=(cited,) if level else (),
        of_levels=len(criterion.levels),
    )


def _assignee(asked: Assignment, member: MemberId, practised: Sequence[Practice]) -> Assignee:
    passing = [
        one.card
        for one in practised
        if one.card is not None
        and one.card.passed
        and one.ended.assignment == asked.id
        and one.ended.member == member
    ]
    done = {card.scenario for card in passing} >= set(asked.scenarios)
    return Assignee(
        assignment=asked.id,
        tenant=SAMPLE,
        member=member,
        since=asked.at,
        announced=asked.at,
        done=max(card.at for card in passing) if done else None,
    )
