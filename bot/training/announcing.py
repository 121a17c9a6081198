"""Shows a session's messages besides the replies, one after another in the order in which they
were decided.

Owns what is decided and does not stand yet; the actor writes it down.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field, replace

import structlog

from bot.errors import PermissionMissing, PlatformError, StoreError, SurfaceGone
from bot.ports.clock import Clock
from bot.ports.store import Post
from bot.replies.pacing import Priority
from bot.training.posting import UNREACHABLE_PAUSE, Posting

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Announcing:
    """The messages of one session that are still to be shown."""

    posting: Posting
    clock: Clock
    posts: Mapping[str, Post]
    """The newest of what is known of each message, by its key."""
    card: str
    """The key of the scorecard, which goes before notices."""
    doubtful: set[str]
    """Keys of messages that may stand there, posted by somebody who was not told so."""
    keep: Callable[[Post], Awaitable[None]]
    start: Callable[[Coroutine[None, None, None]], None]
    _waiting: list[Post] = field(default_factory=list)
    _showing: bool = False

    def add(self, posts: Iterable[Post]) -> None:
        """Lets messages be shown after those that wait already."""
        self._waiting += posts
        if self._waiting and not self._showing:
            self._showing = True
            self.start(self._run())

    @property
    def done(self) -> bool:
        """Whether all that was decided stands."""
        return not self._waiting

    async def _run(self) -> None:
        while self._waiting:
            post = self.posts[self._waiting[0].key]
            try:
                shown = await self._show(post)
            except (SurfaceGone, PermissionMissing) as error:
                log.error("post.not_shown", key=post.key, problem=str(error))
                shown = replace(post, shown=True)
            except PlatformError as error:
                log.warning("post.waits", key=post.key, problem=str(error))
                self.doubtful.add(post.key)  # it may stand there, only its answer was lost
                await self.clock.sleep(UNREACHABLE_PAUSE)
                continue
            except StoreError:
                raise
            except Exception:  # a message that cannot be shown must not hold up all others
                log.exception("post.broke", key=post.key)
                shown = replace(post, shown=True)
            del self._waiting[0]
            await self.keep(self._newest(post, shown))
        self._showing = False

    def _newest(self, post: Post, shown: Post) -> Post:
        """What is known of a message now that `post` was shown: where another content was decided
        on meanwhile, that is still to be shown, and only the place is learned."""
        newest = self.posts[post.key]
        return shown if newest.content == post.content else replace(newest, ref=shown.ref)

    async def _show(self, post: Post) -> Post:
        return await self.posting.show(
            post,
            priority=Priority.CARD if post.key == self.card else Priority.NOTICE,
            unsure=post.key in self.doubtful or post.key == self.card,
        )
