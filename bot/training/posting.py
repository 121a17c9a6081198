"""Makes a platform show what is to stand there: posted once under its key, edited afterwards.

Owns retries and the priority of everything that is not a persona's reply.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.domain.content import Content, Opening
from bot.domain.surface import MessageRef, Surface
from bot.errors import MessageGone, PlatformError, PlatformRateLimited, PlatformUnavailable
from bot.ports.clock import Clock
from bot.ports.platform import Platform, Verb
from bot.ports.store import Post
from bot.replies.pacing import Budgets, Priority

TRIES = 6
"""How often a platform that does not answer is asked, over about half a minute."""
WORTH_SAYING = 3.0
"""Seconds until a session can be opened from which on that is said to whoever waits for it."""
UNREACHABLE_PAUSE = 15.0
"""Seconds until a platform that could not be reached is tried again with what is decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """Posts and edits messages on every platform, within their budgets."""

    platforms: Mapping[str, Platform]
    budgets: Budgets
    clock: Clock

    async def show(
        self, post: Post, *, priority: Priority = Priority.NOTICE, unsure: bool = False
    ) -> Post:
        """Makes the platform show `post`; gives it back with its reference, shown.

        `unsure` says that an earlier process may have posted it already: then it is looked for
        first, where the platform can find it. Raises PlatformError where it cannot be shown.
        """
        ref = post.ref
        if ref is None and unsure:
            ref = await self.find(post.surface, post.key)
        content = post.content
        assert content is not None, post.key  # noqa: S101  # pages of replies are shown by replies
        if getattr(content, "unasked", False):
            priority = Priority.UNASKED
        if ref is not None:
            try:
                await self._edit(ref, content, priority)
                return replace(post, ref=ref, shown=True)
            except MessageGone:
                pass
        ref = await self._post(post.surface, content, post.key, priority)
        return replace(post, ref=ref, shown=True)

    async def open_thread(self, home: Surface, opening: Opening, key: str) -> MessageRef:
        """Opens a session's thread. A platform that is away is asked until it answers; raises
        SurfaceGone and PermissionMissing."""
        platform = self.platforms[home.platform]
        verb = _verb(platform, "open")
        wait = self.budgets.wait(platform, verb, home, Priority.OPENING)
        if WORTH_SAYING < wait < math.inf:
            with suppress(PlatformError):
                await platform.delayed(home, opening, wait)
        for tried in itertools.count():
            try:
                async with self.budgets.call(platform, verb, home, Priority.OPENING):
                    first = await platform.open_thread(home, opening, key)
                    self.budgets.made_beside(platform, "post", first.surface, home)
                    return first
            except PlatformRateLimited:
                pass
            except PlatformUnavailable as away:
                await self.clock.sleep(max(away.retry_after, 2.0 ** min(tried, TRIES) / 2))
                if (ref := await self.find(home, key)) is not None:
                    return ref
        raise AssertionError

    async def find(self, surface: Surface, key: str) -> MessageRef | None:
        """The message posted under `key`, where the platform can tell."""
        platform = self.platforms[surface.platform]
        if not platform.capabilities.finds:
            return None
        for tried in range(TRIES):
            try:
                return await platform.lookup(surface, key)
            except PlatformRateLimited as limited:
                await self.clock.sleep(limited.retry_after)
            except PlatformUnavailable:
                await self.clock.sleep(2.0**tried / 2)
        raise PlatformUnavailable

    async def _edit(self, ref: MessageRef, content: Content, priority: Priority) -> None:
        platform = self.platforms[ref.surface.platform]
        for tried in range(TRIES):
            try:
                async with self.budgets.call(platform, "edit", ref.surface, priority):
                    return await platform.edit(ref, content)
            except PlatformRateLimited:
                pass  # the budget has learned when to ask again
            except PlatformUnavailable:
                await self.clock.sleep(2.0**tried / 2)
        raise PlatformUnavailable

    async def _post(
        self, surface: Surface, content: Content, key: str, priority: Priority
    ) -> MessageRef:
        platform = self.platforms[surface.platform]
        aside = getattr(content, "only_for", None) is not None and surface.thread is None
        verb = _verb(platform, "answer") if aside else "post"
        for tried in range(TRIES):
            try:
                async with self.budgets.call(platform, verb, surface, priority):
                    return await platform.post(surface, content, key)
            except PlatformRateLimited:
                pass
            except PlatformUnavailable:
                await self.clock.sleep(2.0**tried / 2)
                if (ref := await self.find(surface, key)) is not None:
                    return ref
        raise PlatformUnavailable


def _verb(platform: Platform, verb: Verb) -> Verb:
    """What a call is counted as: a post, where the platform has no limits of its own for it."""
    return verb if verb in platform.capabilities.limits else "post"
