"""What the lobby knows when an event comes, and the forms in which it answers. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain import wording
from bot.domain.assignment import Assigned, Assignee
from bot.domain.content import Button, Moved, Notice, Offer, Offered
from bot.domain.effects import Announce, Effect
from bot.domain.events import InboundEvent
from bot.domain.keeping import TenantSettings
from bot.domain.scenario import Scenario
from bot.domain.session import Session
from bot.domain.surface import SessionId, Surface
from bot.domain.transcript import Micros
from bot.domain.wording import Talk, office


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """The member's one open session, as much as the lobby needs of it."""

    id: SessionId
    title: str
    surface: Surface | None
    language: str = "en"
    scoring: bool = False
    """Whether it is being scored: it answers by itself that nothing more can be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One closed session of the member."""

    title: str
    total: int | None
    passed: bool
    at: Micros


@dataclass(frozen=True, slots=True, kw_only=True)
class Lobby:
    """What the lobby knows when an event comes: `about` is the session that the event names, or that
    was where it was said, if the member owns it."""

    open: OpenSession | None
    about: Session | None
    scenarios: Mapping[str, Scenario]
    assigned: tuple[Assigned, ...] = ()
    """What is asked of the member, what is due first."""
    joins: Assignee | None = None
    """The member's place in what is assigned to a group of theirs, where they take it by this."""
    settings: TenantSettings | None = None

    @property
    def language(self) -> str:
        """The tenant's."""
        return "en" if self.settings is None else self.settings.language

    @property
    def talk(self) -> Talk:
        """The sentences in the language of the session it is about, else in the tenant's."""
        about = self.about
        return wording.of(self.language if about is None else about.scenario.language).talk

    def say(self, what: str, /, **values: object) -> str:
        """A sentence in the tenant's language."""
        return office.say(self.language, what, **values)


def offer(lobby: Lobby, event: InboundEvent) -> tuple[Effect, ...]:
    offered = tuple(
        Offered(
            id=scenario.id,
            title=scenario.title,
            category=scenario.category,
            difficulty=scenario.difficulty.level,
            language=scenario.language,
        )
        for scenario in sorted(
            lobby.scenarios.values(), key=lambda s: (s.difficulty.level, s.title)
        )
    )
    effects: list[Effect] = []
    if lobby.open is not None and lobby.open.surface is not None:
        effects.append(moved(event, lobby.open, lobby.open.surface))
    content = Offer(
        text=lobby.say("choose"),
        scenarios=offered,
        only_for=event.member,
        language=lobby.language,
    )
    effects.append(Announce(key=f"{event.key}:offer", content=content, surface=event.surface))
    return tuple(effects)


def moved(event: InboundEvent, open: OpenSession, surface: Surface, text: str = "") -> Announce:
    """Says where the open session goes on."""
    text = text or wording.of(open.language).talk.goes_on.format(title=open.title)
    content = Moved(
        session=open.id, text=text, to=surface, only_for=event.member, language=open.language
    )
    return Announce(key=f"{event.key}:moved", content=content, surface=event.surface)


def answer(event: InboundEvent, text: str, *buttons: Button) -> Announce:
    """A sentence for whoever caused the event, and for nobody else."""
    notice = Notice(text=text, buttons=buttons, only_for=event.member, session=event.session)
    return Announce(key=f"{event.key}:answer", content=notice, surface=event.surface)
