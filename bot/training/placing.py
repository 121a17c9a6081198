"""Where the messages of a session stand: under which keys, and which of them are known already."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.domain.effects import Announce
from bot.domain.events import Opened, Outcome
from bot.domain.session import Session
from bot.domain.showing import opening, opening_key
from bot.domain.surface import MessageRef, Surface
from bot.domain.transcript import Turn, TurnNumber
from bot.ports.store import Post

Keep = Callable[[Post], Awaitable[None]]
"""Writes a message's place down."""


def announced(effect: Announce, session: Session) -> Post:
    """A message that is to be shown."""
    surface = effect.surface or session.surface or session.home
    return Post(key=effect.key, surface=surface, content=effect.content, called=True)


def first_page(number: TurnNumber, session: Session) -> Post:
    """Written down with the turn, so that the first words need not wait for another commit."""
    assert session.surface is not None  # noqa: S101  # nobody speaks before the thread stands
    key = page_key(session, session.transcript[number], 0)
    return Post(key=key, surface=session.surface, content=None, called=True)


def opened(outcome: Outcome, session: Session) -> tuple[Post, ...]:
    """The opening, once it stands."""
    if not isinstance(outcome, Opened):
        return ()
    return (
        Post(
            key=opening_key(session.id),
            surface=outcome.surface,
            content=opening(session),
            ref=outcome.ref,
            called=True,
            shown=True,
        ),
    )


def page_key(session: Session, turn: Turn, page: int) -> str:
    """The key of one page of a reply."""
    return f"{reply_key(session, turn)}:{page}"


def reply_key(session: Session, turn: Turn) -> str:
    return f"{session.id}:turn:{turn.number}"


@dataclass(slots=True)
class PageBook:
    """Where the pages of a reply stand, written down as they come to stand there."""

    key: str
    surface: Surface
    keep: Keep
    posts: Mapping[str, Post]

    async def called(self, page: int) -> None:
        key = f"{self.key}:{page}"
        if key not in self.posts:
            await self.keep(Post(key=key, surface=self.surface, content=None, called=True))

    async def stands(self, page: int, ref: MessageRef) -> None:
        key = f"{self.key}:{page}"
        place = Post(key=key, surface=self.surface, content=None, ref=ref, called=True, shown=True)
        await self.keep(place)

    def standing(self) -> dict[int, MessageRef]:
        """The pages whose message is known."""
        return {page: post.ref for page, post in self._pages() if post.ref is not None}

    def unsure(self) -> list[int]:
        """Pages that were asked for by an earlier process and may stand there."""
        return [page for page, post in self._pages() if post.ref is None and post.called]

    def _pages(self) -> list[tuple[int, Post]]:
        prefix = f"{self.key}:"
        own = [(k.removeprefix(prefix), p) for k, p in self.posts.items() if k.startswith(prefix)]
        return [(int(page), post) for page, post in own if page.isdecimal()]
