"""The judgement of a session by rules: what code saw in the transcript, held against the rubric.

Nothing is given for nothing: a level counts when its condition holds, cites the words it rests on,
and what cannot be judged by rules is not judged. What the trainee writes is only ever text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain import acts, conditions, copying, quoting
from bot.domain import scorecard as cards
from bot.domain.condition import ACTS, Condition
from bot.domain.quoting import Seen
from bot.domain.scenario import Criterion, Scenario
from bot.domain.scorecard import Evidence, Rewording, Score, Scorecard
from bot.domain.seeing import Scene, holds, whole
from bot.domain.surface import SessionId
from bot.domain.transcript import Micros, Play, Transcript, Turn, TurnNumber

STRENGTHS = 3
FIRST = TurnNumber(1)
FULL = 100
QUOTED = 240
"""Characters of a message that feedback repeats."""

# Every sentence a trainee reads here, in one place.
NO_MODEL = "Not judged: this takes a language model, and none was asked."
NOT_ENOUGH = "Not enough to judge: too little was said."
NOT_SEEN = "Not seen in {turns}: {what}."
FOR_MORE = "For the next level, not seen in {turns}: {what}."
HAS = 'Turn {turn} has {what}: "{quote}".'
NONE_OF = "No {what} in {turns}."
COPIED_LINES = "Words copied from the scenario do not count ({turns})."
TRY = "{title}: try {what}."
TRY_WITHOUT = "{title}: try it without {what}."
TRY_AGAIN = "{title}: there is more to reach."
FOR_EXAMPLE = ' For example: "{stronger}"'
A_TURN, TURNS = "turn {first}", "turns {first} to {last}"


def judge(
    scenario: Scenario,
    transcript: Transcript,
    play: Play,
    *,
    since: TurnNumber = FIRST,
    before: Scorecard | None = None,
) -> Iterator[Score]:
    """One score for each criterion, in the rubric's order, each made when it is asked for.

    Turns before `since` are not judged. `before` is the scorecard of the attempt before: where the
    same criterion of the same scenario was judged there, the score remembers its points.
    """
    seen = quoting.look(scenario, transcript, play, since)
    for criterion in scenario.rubric.criteria:
        score = _score(criterion, seen)
        yield replace(score, previous=_previous(score, before, scenario))


def card(
    scenario: Scenario,
    transcript: Transcript,
    play: Play,
    scores: Sequence[Score],
    *,
    session: SessionId,
    at: Micros,
    attempt: int = 1,
    since: TurnNumber = FIRST,
) -> Scorecard:
    """The scorecard as far as it is made: total, band and blockers once every criterion is there."""
    made = tuple(scores)
    complete = len(made) == len(scenario.rubric.criteria)
    total, judged = cards.total(made)
    total = total if complete else None
    judgeable = any(score.level is not None for score in made)
    blocked = _blockers(scenario, transcript, play) if complete and judgeable else ()
    return Scorecard(
        session=session,
        title=scenario.title,
        scores=made,
        of_criteria=len(scenario.rubric.criteria),
        pass_mark=scenario.rubric.pass_mark,
        total=total,
        judged=judged,
        band=cards.band(total),
        passed=total is not None and total >= scenario.rubric.pass_mark and not blocked,
        blocked_by=blocked,
        strengths=_strengths(scenario, made),
        next_step=_next_step(quoting.look(scenario, transcript, play, since), made)
        if complete
        else "",
        attempt=attempt,
        fingerprint=scenario.fingerprint,
        at=at,
    )


def _score(criterion: Criterion, seen: Seen) -> Score:
    blank = Score(
        criterion=criterion.id,
        title=criterion.title,
        weight=criterion.weight,
        skill=criterion.skill,
        level=None,
        level_title="",
        points=None,
        reason="",
    )
    if not _by_rules(criterion, seen.scenario.language):
        return replace(blank, reason=NO_MODEL)
    if not seen.enough:
        return replace(blank, reason=_sentences(NOT_ENOUGH, _about_copies(seen)))
    reached = _reached(criterion, seen.scene)
    level = criterion.levels[reached]
    return replace(
        blank,
        level=reached,
        level_title=level.title,
        points=level.score,
        reason=_reason(criterion, reached, seen),
        evidence=quoting.evidence(criterion, reached, seen),
        rewording=_rewording(criterion, reached, seen),
    )


def _by_rules(criterion: Criterion, language: str) -> bool:
    whens = [level.when for level in criterion.levels[1:] if level.when is not None]
    return bool(whens) and (
        acts.knows(language) or not any(conditions.asks_for_acts(when) for when in whens)
    )


def _reached(criterion: Criterion, scene: Scene) -> int:
    """The highest level whose condition holds; the lowest when no other does."""
    for index in range(len(criterion.levels) - 1, 0, -1):
        when = criterion.levels[index].when
        if when is not None and holds(when, scene):
            return index
    return 0


def _reason(criterion: Criterion, reached: int, seen: Seen) -> str:
    level, following = criterion.levels[reached], quoting.following(criterion, reached)
    parts = [level.text] if reached else []
    if reached and level.when is not None:
        parts += _absent(level.when, seen)
    if following is not None:
        missing = conditions.missing(seen.scenario, following, seen.scene)
        what = FOR_MORE if reached else NOT_SEEN
        parts += [what.format(turns=_turns(seen.turns), what="; ".join(missing))] * bool(missing)
        parts += [_has(seen.scenario, e) for e in quoting.harm(following, seen.scene)[:1]]
    return _sentences(*parts, _about_copies(seen)) or level.text


def _absent(when: Condition, seen: Seen) -> Iterator[str]:
    """That a level rests on something not done."""
    absent = [conditions.named(seen.scenario, id) for id in conditions.unwanted(when)]
    if absent and not any(conditions.wanted(when)):
        yield NONE_OF.format(what=conditions.one_of(absent), turns=_turns(seen.turns))


def _has(scenario: Scenario, quote: Evidence) -> str:
    what = conditions.named(scenario, quote.shows)
    return HAS.format(turn=quote.turn, what=what, quote=_cut(quote.quote))


def _rewording(criterion: Criterion, reached: int, seen: Seen) -> Rewording | None:
    if criterion.levels[reached].score == max(level.score for level in criterion.levels):
        return None
    example = criterion.example
    turn = _weakest(criterion, reached, seen)
    return Rewording(
        yours=_cut(turn.text) if turn is not None else example.yours,
        turn=turn.number if turn is not None else None,
        stronger=example.stronger,
        why=example.why,
    )


def _weakest(criterion: Criterion, reached: int, seen: Seen) -> Turn | None:
    """The turn that spoke against the criterion, else the first in which what it asks is missing."""
    following = quoting.following(criterion, reached)
    if following is None:
        return None
    if harm := quoting.harm(following, seen.scene):
        return next((turn for turn in seen.said if turn.number == harm[0].turn), None)
    ids = set(conditions.wanted(following))
    done = {sighting.turn for sighting in seen.scene.sightings if sighting.shows in ids}
    lacking = [turn for turn in seen.said if turn.number not in done]
    telling = [turn for turn in lacking if len(copying.words(turn.text)) >= quoting.FEWEST_WORDS]
    return next(iter(telling or lacking), None)


def _previous(score: Score, before: Scorecard | None, scenario: Scenario) -> int | None:
    if before is None or before.fingerprint != scenario.fingerprint or score.points is None:
        return None
    return next((s.points for s in before.scores if s.criterion == score.criterion), None)


def _blockers(scenario: Scenario, transcript: Transcript, play: Play) -> tuple[str, ...]:
    scene = whole(scenario, transcript, play)
    return tuple(b.title for b in scenario.rubric.blockers if holds(b.when, scene))


def _strengths(scenario: Scenario, scores: Sequence[Score]) -> tuple[str, ...]:
    """What was done, with the words: from the criteria that brought most, each act once."""
    done: dict[str, Evidence] = {}
    for score in sorted(scores, key=lambda score: -(score.points or 0) * score.weight):
        for quote in score.evidence if score.points else ():
            if quote.shows not in acts.HARSH and quote.shows != score.criterion:
                done.setdefault(quote.shows, quote)
    acts_first = sorted(done.values(), key=lambda quote: quote.shows not in ACTS)
    return tuple(_has(scenario, quote) for quote in acts_first[:STRENGTHS])


def _next_step(seen: Seen, scores: Sequence[Score]) -> str:
    """One thing to try: of the criterion that cost most of the total."""
    scenario = seen.scenario
    rubric = zip(scores, scenario.rubric.criteria, strict=True)
    losing = [(s, c) for s, c in rubric if s.points is not None and s.points < FULL]
    if not losing:
        return ""
    score, criterion = max(losing, key=lambda pair: pair[0].weight * (FULL - (pair[0].points or 0)))
    following = quoting.following(criterion, score.level or 0)
    missing = conditions.missing(scenario, following, seen.scene) if following else []
    harm = quoting.harm(following, seen.scene) if following else []
    if missing:
        advice = TRY.format(title=criterion.title, what=missing[0])
    elif harm:
        without = conditions.named(scenario, harm[0].shows)
        advice = TRY_WITHOUT.format(title=criterion.title, what=without)
    else:
        advice = TRY_AGAIN.format(title=criterion.title)
    return advice + FOR_EXAMPLE.format(stronger=criterion.example.stronger)


def _about_copies(seen: Seen) -> str:
    return COPIED_LINES.format(turns=_turns(seen.copied)) if seen.copied else ""


def _turns(turns: Sequence[Turn]) -> str:
    numbers = sorted(turn.number for turn in turns) or [TurnNumber(1)]
    form = A_TURN if len(numbers) == 1 else TURNS
    return form.format(first=numbers[0], last=numbers[-1])


def _sentences(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _cut(text: str) -> str:
    """The text, or its beginning up to a word where it is long."""
    if len(text) <= QUOTED:
        return text
    return text[:QUOTED].rsplit(maxsplit=1)[0] + " \u2026"
