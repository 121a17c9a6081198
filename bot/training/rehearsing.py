"""Holds a conversation outside any thread: a trainee and a persona, each played by a script or by a
model, to see how the persona is played.

Owns who speaks when, and what a judge is asked about the persona's lines. There is no platform and no
session to keep: how the play goes on is `domain.play`, what is found `domain.measuring`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from bot.domain import guarding, rehearsal, simulating
from bot.domain import play as playing
from bot.domain.overhearing import Overheard, Overhearing
from bot.domain.rehearsal import Rehearsal, Reply
from bot.domain.replying import ATTEMPTS
from bot.domain.session import Session
from bot.domain.simulating import NEVER, spoken
from bot.domain.transcript import Transcript
from bot.errors import Empty, ProviderError
from bot.ports.provider import Call, Judge, Message, Prompt, Provider, Question, Stream
from bot.training.prompting import persona_prompt

LIMIT = 600
"""Tokens of what a judge says about one line."""
SCRIPT = "scripted"
"""Who speaks where no model does."""


class Trainee(Protocol):
    """Whoever plays the trainee."""

    async def says(self, transcript: Transcript) -> str | None:
        """The next message; None where all is said. Raises ProviderError."""


@dataclass(slots=True)
class Reciting:
    """A scripted trainee, who says the messages an author wrote, whatever is answered."""

    lines: Iterator[str]

    @classmethod
    def of(cls, says: Iterable[str]) -> Reciting:
        return cls(iter(says))

    async def says(self, transcript: Transcript) -> str | None:  # noqa: ARG002  # it does not listen
        return next(self.lines, None)


class Taped:
    """A provider whose words are kept as it writes them, before anybody minds them: those of one reply,
    as far as they were listened to."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self.text = ""
        self.call = Call(provider="", model="")

    @property
    def name(self) -> str:
        return self.provider.name

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Stream]:
        self.text = ""
        async with self.provider.stream(prompt) as stream:
            self.call = stream.call
            yield _Heard(stream, self)


class _Heard:
    """A reply on its way past the tape."""

    def __init__(self, stream: Stream, tape: Taped) -> None:
        self.call = stream.call
        self._stream = stream
        self._tape = tape

    async def __aiter__(self) -> AsyncIterator[str]:
        async for piece in self._stream:
            self._tape.text += piece
            yield piece


@dataclass(slots=True, kw_only=True)
class Rehearsing:
    """One conversation. `session` is as it begins. Where there is a `tape` of what the persona's model
    wrote, its replies are looked at, and `judge` is asked about them."""

    session: Session
    trainee: Trainee
    persona: Provider
    tape: Taped | None = None
    judge: Judge | None = None
    replies: list[Reply] = field(default_factory=list)
    broken: str = ""

    async def run(self) -> None:
        """Speaks until one of the two has said all, the turns are used up, or a model fails."""
        self._begin()
        try:
            for _ in range(self.session.scenario.limits.turns):
                text = await self.trainee.says(self.session.transcript)
                if text is None:
                    break
                self._hear(text)
                await self._answer()
                if self.session.play.ending is not None:
                    break
        except ProviderError as error:
            self.broken = str(error)
        self.replies = [await self._overheard(reply) for reply in self.replies]

    def told(self, trainee: str, *, script: int | None, passes: bool | None, run: int) -> Rehearsal:
        """What came of it, scored by rules."""
        session = self.session
        return Rehearsal(
            trainee=trainee,
            script=script,
            passes=passes,
            run=run,
            transcript=session.transcript,
            play=session.play,
            scorecard=simulating.scored(session.scenario, session.transcript, session.play),
            replies=tuple(self.replies),
            broken=self.broken,
        )

    def _begin(self) -> None:
        session = self.session
        opening = session.transcript.turns[0]
        shown = replace(opening, state="delivered", at=NEVER)
        self.session = replace(session, phase="roleplay", transcript=Transcript((shown,)))

    def _hear(self, text: str) -> None:
        """What `domain.stepping` makes of a message."""
        session = self.session
        transcript = spoken(session.transcript, "trainee", text, session.play)
        play = playing.heard(session.scenario, session.play, transcript)
        heard = replace(transcript.turns[-1], play=play)
        self.session = replace(session, transcript=transcript.replacing(heard), play=play)

    async def _answer(self) -> None:
        session = self.session
        text, call = await self._reply()
        play = playing.spoke(session.scenario, session.play, text)
        transcript = spoken(session.transcript, "persona", text, play)
        self.session = replace(session, transcript=transcript, play=play)
        if self.tape is not None:
            self.replies.append(_reply(session, self.session, call, self.tape))

    async def _reply(self) -> tuple[str, Call]:
        """The persona's next words; begun once more where a model breaks off, as in a session."""
        prompt, broke_off = persona_prompt(self.session), frozenset[str]()
        for again in range(1, ATTEMPTS + 1):
            call: Call | None = None
            try:
                async with self.persona.stream(replace(prompt, broke_off=broke_off)) as stream:
                    call = stream.call
                    text = "".join([piece async for piece in stream]).strip()
                if text:
                    return text, call
                raise Empty
            except ProviderError:
                if again == ATTEMPTS:
                    raise
                broke_off |= {call.provider} if call is not None else set()
        raise Empty

    async def _overheard(self, reply: Reply) -> Reply:
        """A reply with what a judge says of it, where one is asked and answers."""
        if self.judge is None or not reply.asks_judge:
            return reply
        session = self.session
        asked = Overhearing(
            scenario=session.scenario,
            transcript=Transcript(session.transcript.turns[: reply.turn]),
            held=reply.held,
            early=reply.early,
            session=session.id,
        )
        try:
            return replace(reply, overheard=await self._judged(self.judge, asked))
        except ProviderError:
            return reply

    async def _judged(self, judge: Judge, asked: Overhearing) -> Overheard:
        judging = judge.judge(self._question(asked), asked.form)
        answer = await judging
        return asked.read(answer, f"{judging.call.provider}/{judging.call.model}")

    def _question(self, asked: Overhearing) -> Question:
        return Question(
            purpose="extraction",
            system=asked.system,
            messages=(Message("user", asked.question),),
            limit=LIMIT,
            session=self.session.id,
            tenant=self.session.tenant,
            member=self.session.member,
        )


def _reply(before: Session, after: Session, call: Call, tape: Taped) -> Reply:
    """A reply with what code finds in it."""
    scenario, play, turn = before.scenario, before.play, after.transcript.turns[-1]
    heard = [said.text for said in before.transcript.by("trainee")]
    find = partial(guarding.faults, scenario, play, whole=True, heard=heard)
    return Reply(
        turn=turn.number,
        by=f"{tape.call.provider}/{tape.call.model}",
        stand_in=call.stand_in,
        replaced=call.provider == SCRIPT and call.stand_in is None,
        held=rehearsal.held(scenario, play),
        early=rehearsal.early(scenario, play),
        first=tape.text.strip(),
        first_faults=tuple(find(tape.text)),
        faults=tuple(find(turn.text)),
    )
