"""What every worker on a mailbox shares: the ports, the budgets, and the name of this process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.domain.allowance import Allowances
from bot.domain.scenario import Scenario
from bot.domain.transcript import SECOND, Micros
from bot.ports.clock import Clock
from bot.ports.platform import Platform
from bot.ports.provider import Judge, Provider
from bot.ports.runner import Runner
from bot.ports.store import Store
from bot.replies.pacing import Budgets
from bot.training.posting import Posting

LEASE = 30
"""Seconds a claim holds unless it is renewed; a third of it is how often it is."""


class Scenarios(Protocol):
    """The scenarios on offer, as they are on disk now."""

    def refresh(self) -> object: ...

    @property
    def scenarios(self) -> Mapping[str, Scenario]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """One process's working parts. `owner` is its name on the mailboxes it claims."""

    store: Store
    runner: Runner
    platforms: Mapping[str, Platform]
    persona: Provider
    catalogue: Scenarios
    budgets: Budgets
    posting: Posting
    clock: Clock
    owner: str
    judge: Judge | None = None
    """Who judges what rules cannot; None for rules alone."""
    second: Judge | None = None
    """Who is asked for a second opinion, where that is somebody else."""

    retention_days: int | None = None
    """After so many days closed sessions are deleted, where their tenant does not say."""
    allowed: Allowances = field(default_factory=Allowances)
    """What the operator lets be spent on models a day."""

    def lease_end(self) -> Micros:
        return Micros(self.clock.now() + LEASE * SECOND)
