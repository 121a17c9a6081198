"""A persona whose words are minded on their way: what the trainee must not see is never shown.

What was shown stays. Only the rest is asked for again, once; where that goes wrong as well, the
reply ends with what was shown. What a fault is, and what is held back until it is known, is
`domain.guarding`'s business; the script's own lines are let through as they are.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import structlog

from bot.domain.guarding import Guard, Kind
from bot.domain.guarding.joining import Joint, ending
from bot.ports.provider import Call, Prompt, Provider, Stream, Usage
from bot.providers.scripted import ScriptedProvider

Again = Callable[[Prompt, str, Kind], Prompt]
"""The prompt for the rest of a reply, from what of it was shown and what was wrong with it."""

log = structlog.get_logger(__name__)


class Guarded:
    """`provider` with its words minded. `models` are asked for the rest of a reply, `script`, where
    there is one, for a line where nothing at all could be shown."""

    def __init__(
        self, provider: Provider, *, models: Provider, script: Provider | None, again: Again
    ) -> None:
        self.provider = provider
        self.models = models
        self.script = script
        self.again = again

    @property
    def name(self) -> str:
        return self.provider.name

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Stream]:
        reply = _Reply(self, prompt)
        try:
            yield reply
        finally:
            await reply.close()


class _Reply:
    """One reply, in one attempt or two."""

    def __init__(self, by: Guarded, prompt: Prompt) -> None:
        self.call = Call(provider="", model="")
        self._by = by
        self._prompt = prompt
        self._exits = AsyncExitStack()
        self._stream: Stream | None = None
        self._before = Usage()

    async def __aiter__(self) -> AsyncIterator[str]:
        guard = self._guard()
        async for piece in self._minded(self._by.provider, self._prompt, guard):
            yield piece
        if guard.fault is None:
            return
        if guard.fault.kind != "too_long":
            joint = Joint(guard.shown, within_word=guard.within_word)
            prompt = self._by.again(self._prompt, guard.shown, guard.fault.kind)
            guard = self._guard(guard.shown)
            try:
                async for piece in self._minded(self._by.models, prompt, guard, joint):
                    yield piece
            except Exception as error:  # noqa: BLE001  # whatever it is, what was shown is a reply
                self._note("failed", error=repr(error))
                await self._leave()
            else:
                if guard.fault is None and joint.said:
                    return
        async for piece in self._closed(guard.shown):
            yield piece

    async def close(self) -> None:
        """Ends the request that is under way."""
        await self._exits.aclose()
        self._tell()
        self._stream = None

    def _guard(self, shown: str = "") -> Guard:
        scene = self._prompt.scene
        heard = [turn.text for turn in scene.transcript.by("trainee")]
        return Guard(scene.scenario, scene.play, heard=heard, shown=shown)

    async def _minded(
        self, provider: Provider, prompt: Prompt, guard: Guard, joint: Joint | None = None
    ) -> AsyncIterator[str]:
        """What may be shown of one attempt; its request is over when this is."""
        stream = await self._open(provider, prompt)
        hear = guard.hear if joint is None else lambda piece: guard.hear(joint.hear(piece))
        async for piece in stream:
            if not self.call.provider:
                self._tell()
            if self.call.provider == ScriptedProvider.name:
                yield piece
                continue
            if shown := hear(piece):
                yield shown
            if guard.fault is not None:
                break
        else:
            if joint is not None and (rest := guard.hear(joint.end())):
                yield rest
            if rest := guard.end():
                yield rest
        if guard.fault is not None:
            stream.call.fault = guard.fault.kind
            self._note(guard.fault.kind)
        await self._leave()

    async def _closed(self, shown: str) -> AsyncIterator[str]:
        """An end for a reply that is not asked for any more."""
        if shown or self._by.script is None:
            if end := ending(shown):
                yield end
        else:
            async for piece in await self._open(self._by.script, self._prompt):
                self._tell()
                yield piece
            await self._leave()
        self.call.outcome = "complete"

    async def _open(self, provider: Provider, prompt: Prompt) -> Stream:
        await self._leave()
        self.call.provider = ""
        self._stream = await self._exits.enter_async_context(provider.stream(prompt))
        return self._stream

    async def _leave(self) -> None:
        await self.close()
        self._before = self.call.usage

    def _tell(self) -> None:
        """Says in the reply's own call who speaks, and what it took over all attempts."""
        if self._stream is None:
            return
        inner, call, before = self._stream.call, self.call, self._before
        call.provider, call.model, call.outcome = inner.provider, inner.model, inner.outcome
        call.stand_in = inner.stand_in
        call.usage = Usage(
            tokens_in=before.tokens_in + inner.usage.tokens_in,
            tokens_out=before.tokens_out + inner.usage.tokens_out,
            tokens_cached=before.tokens_cached + inner.usage.tokens_cached,
            estimated=before.estimated or inner.usage.estimated,
        )

    def _note(self, fault: str, **more: str) -> None:
        call = self._stream.call if self._stream is not None else self.call
        log.warning(
            "reply.guarded",
            session=self._prompt.session,
            provider=call.provider,
            model=call.model,
            fault=fault,
            **more,
        )
