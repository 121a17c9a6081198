"""What the page tells a scenario's author: the catalogue, its mistakes, and the play behind a
session. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.playground.rendering import moment
from bot.domain.play import HIGHEST
from bot.domain.scenario import Scenario
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
        "difficulty": scenario.difficulty,
        "language": scenario.language,
        "version": scenario.version,
        "persona": scenario.persona.name,
        "persona_role": scenario.persona.role,
        "goal": scenario.briefing.goal,
        "limits": scenario.limits.model_dump(),
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
    """The ledger of facts, the mood and the calls of models of one session."""
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
