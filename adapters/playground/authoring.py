"""What the page tells a scenario's author: the catalogue, its mistakes, and the play and the acts
behind a session. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import attrgetter

from adapters.playground.rendering import moment
from bot.domain import acts
from bot.domain.play import HIGHEST
from bot.domain.replying import is_last
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Evidence
from bot.domain.seeing import sightings
from bot.domain.session import Session
from bot.errors import ScenarioError
from bot.ports.store import ModelCall

Json = dict[str, object]


def scenario(scenario: Scenario) -> Json:
    """A scenario as it is offered: nothing that the persona holds back."""
    return {
        "id": scenario.id,
        "title": scenario.title,
        "category": scenario.category,
        "difficulty": scenario.difficulty.level,
        "language": scenario.language,
        "version": scenario.version,
        "persona": scenario.persona.name,
        "persona_role": scenario.persona.role,
        "goal": scenario.briefing.goal,
        "limits": scenario.limits.model_dump(),
        "trainees": [trainee.id for trainee in scenario.trainees],
    }


def problem(problem: ScenarioError) -> Json:
    """A mistake in a scenario file, with the line it is on."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "path": problem.path,
        "message": problem.problem,
        "source": problem.source[:400],
    }


def view(session: Session, calls: Sequence[ModelCall]) -> Json:
    """The ledger of facts, the mood, the acts seen and the calls of models of one session."""
    play, scenario = session.play, session.scenario
    return {
        "session_id": session.id,
        "scenario": scenario.id,
        "version": scenario.version,
        "phase": session.phase,
        "ending": session.ending,
        "attempt": session.attempt,
        "said": session.said,
        "turns": scenario.limits.turns,
        "over": not session.is_open or play.ending is not None or is_last(session),
        "trainees": [{"id": one.id, "says": one.says} for one in scenario.trainees],
        "acts_known": acts.knows(scenario.language),
        "seen": _seen(session),
        "facts": [
            {
                "id": fact.id,
                "text": fact.text,
                "earned": fact.id in play.earned,
                "revealed": fact.id in play.revealed,
            }
            for fact in scenario.facts
        ],
        "mood": [
            {
                "name": name,
                "start": gauge.start,
                "now": play.mood.get(name, gauge.start),
                "of": HIGHEST,
            }
            for name, gauge in scenario.persona.mood.items()
        ],
        "calls": [_call(call) for call in calls],
    }


def _seen(session: Session) -> list[Json]:
    """Each message of the trainee, with the acts and required points that code sees in it."""
    scenario, transcript = session.scenario, session.transcript
    by_turn = {
        number: tuple(found)
        for number, found in groupby(sightings(scenario, transcript), attrgetter("turn"))
    }
    points = {point.id: point.title for point in scenario.points()}
    return [
        {
            "turn": turn.number,
            "number": transcript.messages[turn.number],
            "pieces": list(_pieces(turn.text, by_turn.get(turn.number, ()))),
            "found": [
                _sighting(one, points, scenario.language) for one in by_turn.get(turn.number, ())
            ],
        }
        for turn in transcript.by("trainee")
        if turn.text
    ]


def _sighting(found: Evidence, points: Mapping[str, str], language: str) -> Json:
    act = next((act for act in acts.TITLES if act == found.shows), None)
    kind = "point" if act is None else "harsh" if act in acts.HARSH else "act"
    title = points.get(found.shows, found.shows) if act is None else acts.title(act, language)
    return {"shows": found.shows, "title": title, "kind": kind, "quote": found.quote}


def _pieces(text: str, found: Sequence[Evidence]) -> Iterator[Json]:
    """The text cut where a quote begins or ends; `of` has the places in `found` of the quotes that
    a piece belongs to. Cut here, as a browser counts characters in another way."""
    cuts = {0, len(text)}.union(*((one.start, one.end) for one in found))
    for start, end in pairwise(sorted(cuts)):
        of = [n for n, one in enumerate(found) if one.start <= start and end <= one.end]
        yield {"text": text[start:end], "of": of}


def _call(call: ModelCall) -> Json:
    first = call.first_token
    return {
        "purpose": call.purpose,
        "provider": call.provider,
        "model": call.model,
        "tokens_in": call.usage.tokens_in,
        "tokens_out": call.usage.tokens_out,
        "tokens_cached": call.usage.tokens_cached,
        "estimated": call.usage.estimated,
        "first_token_ms": None if first is None else round(first / 1000),
        "duration_ms": round(call.duration / 1000),
        "outcome": call.outcome,
        "cost": call.cost,
        "at": moment(call.at),
    }
