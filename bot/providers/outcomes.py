"""What became of a call of a model, and whether another model is asked then: the one table.

    outcome        what happened                                  ask another  counts against it
    rate_limited   its server asked to wait                       yes          no, but it has a rest
    stalled        nothing came for too long                      yes          yes
    broke_off      the stream ended before the reply did          yes          yes
    unreadable     events that are none                           yes          yes
    empty          an end without a word                          yes          yes
    unusable       key, model or account is refused               yes          yes
    unavailable    no connection, a fault of its server           yes          yes
    bad_verdict    a judgement not in its form, twice             yes          no
    refused        the model declined                             once         no
    filtered       its server's filter did                        once         no
    budget_spent   a limit of this installation is reached        no           no
    error          anything else: a mistake of ours               yes          yes

A refusal is passed on once: a second model may find nothing wrong, a third one is not begged. What
happens before the first words is not seen by anybody; after them the reply is begun again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.errors import (
    BadVerdict,
    BrokeOff,
    BudgetSpent,
    Empty,
    Filtered,
    RateLimited,
    Refused,
    Stalled,
    Unavailable,
    Unreadable,
    Unusable,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a failed call is called in the log, and what follows from it."""

    name: str
    next: Literal["always", "once", "never"] = "always"
    counts: bool = True


ERROR = Outcome(name="error")
_BY_KIND: dict[type[Exception], Outcome] = {
    RateLimited: Outcome(name="rate_limited", counts=False),
    Stalled: Outcome(name="stalled"),
    BrokeOff: Outcome(name="broke_off"),
    Unreadable: Outcome(name="unreadable"),
    Empty: Outcome(name="empty"),
    Unusable: Outcome(name="unusable"),
    Unavailable: Outcome(name="unavailable"),
    BadVerdict: Outcome(name="bad_verdict", counts=False),
    Filtered: Outcome(name="filtered", next="once", counts=False),
    Refused: Outcome(name="refused", next="once", counts=False),
    BudgetSpent: Outcome(name="budget_spent", next="never", counts=False),
}


def of(error: Exception) -> Outcome:
    """The outcome of a call that raised `error`: by its own kind, else by its kind's kind."""
    return next((_BY_KIND[kind] for kind in type(error).__mro__ if kind in _BY_KIND), ERROR)
