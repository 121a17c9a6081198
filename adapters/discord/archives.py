"""Threads that Discord has put away: one is opened again before anything in it is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from discord.http import Route

from adapters.discord.calls import Calls
from adapters.discord.errors import Archived
from adapters.discord.files import File
from bot.errors import PermissionMissing, SurfaceGone


async def called(
    calls: Calls,
    channel: str,
    route: Route,
    body: Mapping[str, object] | None = None,
    *,
    files: Sequence[File] = (),
) -> Any:
    """A call about a thread, which is opened again where it was archived. Raises PlatformError,
    SurfaceGone where a moderator has locked it."""
    try:
        return await calls.call(route, body, files=files)
    except Archived:
        await _open(calls, channel)
        return await calls.call(route, body, files=files)


async def _open(calls: Calls, channel: str) -> None:
    route = Route("PATCH", "/channels/{channel_id}", channel_id=channel)
    try:
        await calls.call(route, {"archived": False})
    except (PermissionMissing, Archived) as error:
        raise SurfaceGone(f"The thread is archived and locked. {error}") from error
