"""An engine in memory, at the ports: the real policy, nothing stored, every event at once.

It plays what `step()` asks for against one platform, with the scenario's own opening and replies
given by the test.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import cast

from bot.domain import lobby, office, scorecard, showing, stepping
from bot.domain.content import Content, Speech
from bot.domain.desk import Seen
from bot.domain.effects import (
    Announce,
    Begin,
    Effect,
    Erase,
    Forward,
    Grade,
    Interrupt,
    Keep,
    OpenThread,
    Record,
    Speak,
    Wait,
)
from bot.domain.events import (
    Delivered,
    Event,
    Graded,
    Halted,
    InboundEvent,
    Opened,
    Written,
)
from bot.domain.everybody import Everybody
from bot.domain.keeping import TenantSettings
from bot.domain.lobby import Lobby, OpenSession
from bot.domain.member import Person
from bot.domain.routing import is_for_office
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Evidence, Rewording, Score, Scorecard
from bot.domain.session import Session
from bot.domain.surface import MemberId, SessionId, TenantId
from bot.domain.transcript import TurnNumber
from bot.errors import ScenarioError, StoreError
from bot.ports.clock import Clock
from bot.ports.office import Office
from bot.ports.platform import Platform
from bot.ports.provider import Usage
from bot.ports.store import ModelCall, Post
from tests.fakes.unasked import Unasked


class Shelf:
    """A catalogue of given scenarios."""

    def __init__(self, *scenarios: Scenario, problems: tuple[ScenarioError, ...] = ()) -> None:
        self.scenarios = {one.id: one for one in scenarios}
        self.problems = problems
        self.refreshed = 0

    def refresh(self) -> None:
        self.refreshed += 1

    def nearest(self, id: str) -> tuple[str, ...]:
        return tuple(known for known in self.scenarios if known[:3] == id[:3])


@dataclass
class Memory:
    """What a store would hold, as the playground reads it."""

    sessions: dict[SessionId, Session] = field(default_factory=dict)
    told: dict[str, Post] = field(default_factory=dict)
    made: list[ModelCall] = field(default_factory=list)
    office: Office = field(default_factory=lambda: cast("Office", Unasked()))

    async def session(self, id: SessionId) -> Session | None:
        return self.sessions.get(id)

    async def posts(self, session: SessionId) -> list[Post]:
        return [post for post in self.told.values() if post.surface.thread == session]

    async def open_session(self, tenant: TenantId, member: MemberId) -> OpenSession | None:
        for one in self.sessions.values():
            if one.is_open and (one.tenant, one.member) == (tenant, member):
                return OpenSession(id=one.id, title=one.scenario.title, surface=one.surface)
        return None

    async def calls(self, session: SessionId) -> list[ModelCall]:
        return [call for call in self.made if call.session == session]


@dataclass
class FakeEngine:
    """Answers each message of the trainee with `reply`, a word at a time; `go_on` lets each word
    out, and is open unless a test closes it."""

    clock: Clock
    shelf: Shelf
    memory: Memory = field(default_factory=Memory)
    reply: Callable[[str], str] = "You said: {}".format
    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    accepted: list[InboundEvent] = field(default_factory=list)
    broken: StoreError | None = None
    pace: float = 0.0
    platform: Platform = field(init=False)
    _tasks: asyncio.TaskGroup = field(init=False)
    _replies: dict[SessionId, asyncio.Task[None]] = field(default_factory=dict)

    @asynccontextmanager
    async def running(self, platform: Platform) -> AsyncIterator[FakeEngine]:
        self.platform = platform
        self.go_on.set()
        async with asyncio.TaskGroup() as self._tasks:
            serving = self._tasks.create_task(platform.run(self.accept))
            await asyncio.sleep(0)
            yield self
            for task in (serving, *self._replies.values()):
                task.cancel()

    async def accept(self, event: InboundEvent) -> bool:
        if self.broken is not None:
            raise self.broken
        if any(known.key == event.key for known in self.accepted):
            return False
        self.accepted.append(event)
        self._tasks.create_task(self._take(event))
        return True

    async def _take(self, event: InboundEvent) -> None:
        about = self.memory.sessions.get(event.session) if event.session else None
        if about is not None and about.is_open:
            await self._step(about.id, event)
            return
        if is_for_office(event):
            await self._do(None, office.step(self._seen(event, about), event, self.clock.now()))
            return
        open = await self.memory.open_session(event.tenant, event.member)
        room = Lobby(open=open, about=about, scenarios=self.shelf.scenarios)
        await self._do(None, lobby.step(room, event, self.clock.now()))

    def _seen(self, event: InboundEvent, about: Session | None) -> Seen:
        """A tenant of one who runs it, with nothing assigned."""
        me = Person(id=event.member, name="You")
        return Seen(
            role="admin",
            settings=TenantSettings(tenant=event.tenant),
            scenarios=self.shelf.scenarios,
            everybody=Everybody(people={me.id: me}),
            session=about,
            zone="UTC",
        )

    async def _step(self, id: SessionId, event: Event) -> None:
        after, effects = stepping.step(self.memory.sessions[id], event, self.clock.now())
        self.memory.sessions[id] = after
        await self._do(id, effects)

    async def _do(self, id: SessionId | None, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            await self._do_one(id, effect)

    async def _do_one(self, id: SessionId | None, effect: Effect) -> None:
        match effect:
            case Announce():
                here = self.memory.sessions[id] if id is not None else None
                surface = effect.surface or (here.surface if here else None)
                assert surface is not None
                self.memory.told[effect.key] = Post(
                    key=effect.key, surface=surface, content=effect.content
                )
                await self.platform.post(surface, effect.content, effect.key)
            case Begin():
                self.memory.sessions[effect.session.id] = effect.session
                await self._do(effect.session.id, stepping.resume(effect.session))
            case Forward():
                await self._step(effect.session, effect.event)
            case OpenThread():
                assert id is not None
                await self._open(id, effect.opening)
            case Speak():
                assert id is not None
                self._replies[id] = self._tasks.create_task(self._speak(id, effect.turn))
            case Interrupt():
                assert id is not None
                self._replies[id].cancel()
            case Grade():
                assert id is not None
                self._tasks.create_task(self._grade(id))
            case Wait() | Record() | Keep() | Erase():
                pass

    async def _open(self, id: SessionId, opening: Content) -> None:
        assert opening.kind == "opening"
        key, here = showing.opening_key(id), self.memory.sessions[id]
        ref = await self.platform.open_thread(here.home, opening, key)
        self.memory.told[key] = Post(key=key, surface=ref.surface, content=opening, ref=ref)
        await self._step(id, Opened(surface=ref.surface, ref=ref))

    async def _speak(self, id: SessionId, number: TurnNumber) -> None:
        here = self.memory.sessions[id]
        assert here.surface is not None
        name, began = here.scenario.persona.name, self.clock.now()
        await self.platform.status(here.surface, "thinking", f"{name} is thinking")
        last = here.transcript.by("trainee")[-1].text
        words, shown = self.reply(last).split(" "), ""
        key = f"{id}:turn:{number}:0"
        try:
            for place in range(1, len(words) + 1):
                await self.go_on.wait()
                await self.clock.sleep(self.pace)
                shown = " ".join(words[:place])
                await self._say(id, number, key, shown, complete=False)
        except asyncio.CancelledError:
            await self._say(id, number, key, shown, complete=True)
            await self._step(id, Halted(turn=number, shown=shown))
            return
        self._log(here, len(words), began)
        await self._step(id, Written(turn=number, text=shown))
        await self._say(id, number, key, shown, complete=True)
        await self._step(id, Delivered(turn=number))

    async def _say(
        self, id: SessionId, turn: TurnNumber, key: str, text: str, *, complete: bool
    ) -> None:
        here = self.memory.sessions[id]
        assert here.surface is not None
        name = here.scenario.persona.name
        content = Speech(session=id, turn=turn, page=0, persona=name, text=text, complete=complete)
        self.memory.told.setdefault(key, Post(key=key, surface=here.surface, content=None))
        await self.platform.post(here.surface, content, key)

    def _log(self, here: Session, tokens: int, began: int) -> None:
        self.memory.made.append(
            ModelCall(
                session=here.id,
                tenant=here.tenant,
                purpose="persona",
                provider="scripted",
                model="script",
                usage=Usage(tokens_in=40, tokens_out=tokens),
                at=here.heard_at,
                first_token=12_000,
                duration=self.clock.now() - began,
                outcome="complete",
            )
        )

    async def _grade(self, id: SessionId) -> None:
        here, key = self.memory.sessions[id], showing.scorecard_key(id)
        assert here.surface is not None
        whole = judged(here, self.clock)
        for count in range(len(whole.scores)):
            await self.go_on.wait()
            await self.clock.sleep(self.pace * 5)
            partly = replace(whole, scores=whole.scores[:count], total=None, judged=0, band=None)
            stage = f"Looking at: {whole.scores[count].title}"
            growing = showing.card(here, partly, stage)
            self.memory.told[key] = Post(key=key, surface=here.surface, content=growing)
            await self.platform.post(here.surface, growing, key)
        await self._step(id, Graded(scorecard=whole))


def judged(here: Session, clock: Clock) -> Scorecard:
    """A scorecard that quotes the trainee's first message for every criterion."""
    said = here.transcript.by("trainee")[-1]
    scores = tuple(
        Score(
            criterion=criterion.id,
            title=criterion.title,
            weight=criterion.weight,
            skill=criterion.skill,
            level=len(criterion.levels) - 1 - place % 2,
            level_title=criterion.levels[-1 - place % 2].title,
            points=criterion.levels[-1 - place % 2].score,
            reason=criterion.levels[-1 - place % 2].text,
            evidence=(
                Evidence(turn=said.number, quote=said.text, start=0, end=len(said.text), shows=""),
            ),
            rewording=Rewording(
                yours=said.text,
                turn=said.number,
                stronger=criterion.example.stronger,
                why=criterion.example.why,
            ),
        )
        for place, criterion in enumerate(here.scenario.rubric.criteria)
    )
    total, share = scorecard.total(scores)
    return Scorecard(
        session=here.id,
        title=here.scenario.title,
        scores=scores,
        of_criteria=len(scores),
        pass_mark=here.scenario.rubric.pass_mark,
        total=total,
        judged=share,
        band=scorecard.band(total),
        passed=total is not None and total >= here.scenario.rubric.pass_mark,
        strengths=("You answered at once.",),
        next_step="Name a date before you are asked for it.",
        attempt=here.attempt,
        at=clock.now(),
    )
