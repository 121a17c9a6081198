"""What is found to be wrong with a scenario, and where."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.scenario_schema import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, at a place such as `("facts", 0, "tells", 2)`."""

    place: Path
    problem: str
