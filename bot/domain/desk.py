"""What the office knows when an event comes, and the forms in which it answers. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain import calendar
from bot.domain.allowance import Allowances, Taken
from bot.domain.assignment import Assigned, Assignment
from bot.domain.attempt import Attempt
from bot.domain.content import Button, Content, Notice, Report, Section
from bot.domain.dating import Trouble
from bot.domain.digest import Digest, Figures, Period
from bot.domain.dispute import Dispute
from bot.domain.effects import Announce, Keep
from bot.domain.events import InboundEvent
from bot.domain.everybody import Everybody
from bot.domain.keeping import Audited, TenantSettings
from bot.domain.member import Granted, Role
from bot.domain.scenario import Scenario
from bot.domain.session import Session
from bot.domain.surface import MemberId, Surface
from bot.domain.team import NOBODY, Team
from bot.domain.transcript import Micros
from bot.domain.wording import office


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of a tenant, as far as an event needs it."""

    role: Role = "trainee"
    """What whoever caused the event is."""
    settings: TenantSettings
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    everybody: Everybody = field(default_factory=Everybody)
    granted: tuple[Granted, ...] = ()
    roles: Mapping[MemberId, Role] = field(default_factory=dict)
    """What the platform makes of the people that the event is about."""
    zone: str = "UTC"
    """Whose event it is, their own."""
    mine: tuple[Assigned, ...] = ()
    """What is asked of whoever the event concerns."""
    attempts: tuple[Attempt, ...] = ()
    """Of whoever is looked at: oneself or a person."""
    team: Team = NOBODY
    """What the sessions of a group or of all come to, where one is looked at."""
    assignment: Assignment | None = None
    """The one that the event is about."""
    standings: tuple[tuple[Assignment, tuple[Assigned, ...]], ...] = ()
    private: Surface | None = None
    """Where whoever the event concerns is written to unasked."""
    unreachable: frozenset[MemberId] = frozenset()
    """Whom nobody may write to unasked."""
    session: Session | None = None
    """The one that the event names."""
    dispute: Dispute | None = None
    disputes: tuple[Dispute, ...] = ()
    """Those that are open."""
    decider: MemberId | None = None
    """Who is to decide on what is disputed now, and where they are written to."""
    decider_at: Surface | None = None
    digest: Digest | None = None
    period: Period | None = None
    figures: Figures | None = None
    refusal: str | None = None
    """Why nothing can be posted where the event came from."""
    shared: bool = True
    """Whether several people read what is posted there."""
    operator_days: int | None = None
    """The retention that the operator set."""
    operator_budget: Allowances = field(default_factory=Allowances)
    """What the operator lets be spent on models a day."""
    taken: Taken = field(default_factory=Taken)
    """What this day has taken of it."""

    @property
    def language(self) -> str:
        return self.settings.language

    def say(self, what: str, /, **values: object) -> str:
        """A sentence in the tenant's language."""
        return office.say(self.language, what, **values)

    def told(self, trouble: Trouble) -> str:
        """Why something typed cannot be taken, with what is nearest to it."""
        sentence = self.say(trouble.says, **trouble.values)
        near = trouble.values.get("near", "")
        return f"{sentence} {self.say('did_you_mean', near=near)}" if near else sentence

    def when(self, moment: Micros, zone: str) -> str:
        """A moment with its zone, so that nobody can take it for another."""
        return f"{calendar.local(moment, zone):%Y-%m-%d %H:%M} ({zone})"


def answer(
    seen: Seen, event: InboundEvent, what: str, /, *buttons: Button, **values: object
) -> Announce:
    """A sentence for whoever caused the event, and for nobody else."""
    return tell(event, seen.say(what, **values), *buttons)


def tell(event: InboundEvent, text: str, *buttons: Button) -> Announce:
    return shown(event, Notice(text=text, buttons=buttons, only_for=event.member))


def shown(event: InboundEvent, content: Content) -> Announce:
    return Announce(key=f"{event.key}:answer", content=content, surface=event.surface)


def report(
    seen: Seen, event: InboundEvent, title: str, *sections: Section, text: str = ""
) -> Announce:
    """Some lines for whoever caused the event alone."""
    content = Report(
        title=title,
        text=text,
        sections=sections,
        only_for=event.member,
        language=seen.language,
    )
    return shown(event, content)


def audited(event: InboundEvent, now: Micros, what: str, about: str = "", **details: str) -> Keep:
    """Who saw or changed what."""
    return Keep(
        what=Audited(
            tenant=event.tenant, by=event.member, at=now, what=what, about=about, details=details
        )
    )


def named(*parts: str) -> str:
    """An id that is the same whenever the same is done again."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:20]


def line(arguments: Mapping[str, str]) -> str:
    """What was typed after a command; a form's fields one after another."""
    return (arguments.get("text") or " ".join(arguments.values())).strip()


def listed(names: Iterable[str], most: int = 12) -> str:
    """Names in a row; where they are many, the first of them and how many more."""
    all = list(names)
    rest = f" (+{len(all) - most})" if len(all) > most else ""
    return ", ".join(all[:most]) + rest
