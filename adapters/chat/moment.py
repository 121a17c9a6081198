"""What the intake adds to a payload, and what every event that becomes of one has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from bot.domain.surface import MemberId, SessionId, Surface
from bot.domain.transcript import Micros
from bot.ports.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The time, and an id for a session that may be opened."""

    at: Micros
    opens: SessionId


class Known(TypedDict):
    """What every event has."""

    key: str
    surface: Surface
    member: MemberId
    at: Micros
    opens: SessionId


def now(clock: Clock) -> Moment:
    return Moment(at=clock.now(), opens=SessionId(clock.new_id()))


def known(key: str, surface: Surface, member: str, moment: Moment) -> Known:
    return {
        "key": key,
        "surface": surface,
        "member": MemberId(member),
        "at": moment.at,
        "opens": moment.opens,
    }
