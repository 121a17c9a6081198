"""Who is in each workspace and its user groups, as Slack lists them; kept for some minutes."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from adapters.slack.allowance import Allowance
from adapters.slack.calls import Calls, Method
from adapters.slack.lately import Lately
from adapters.slack.payloads import Json, part, parts, text
from bot.domain.surface import MemberId, TenantId
from bot.errors import PlatformRateLimited
from bot.ports.clock import Clock

LISTED = 600.0
"""Seconds that a list is held to be true."""
SEEN = 300.0
"""Seconds that what was said of one person is."""
HOUR = 3600.0
FEW = 30
"""People that are asked for one by one in a minute; beyond that all are."""
PAGE = 500
MOST = 20_000
"""Members of a workspace that are read at most."""
TEAMS = 100
"""Workspaces of an organisation."""
SLACKBOT = "USLACKBOT"
ADMIN = ("is_admin", "is_owner", "is_primary_owner")
GUEST = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_invited_user")
"""What Slack calls those that are no members in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody as Slack has them. `names` are those they are called by, the chosen one first."""

    id: MemberId
    names: tuple[str, ...] = ()
    zone: str | None = None
    locale: str = ""
    """The language their Slack is set to, such as `de-DE`."""
    here: bool = True
    is_person: bool = True
    """No bot, no app, not Slack itself."""
    is_admin: bool = False
    runs_all: bool = False
    """Whether they run the organisation that the workspace belongs to."""
    is_guest: bool = False
    homes: frozenset[str] = frozenset()
    """The workspaces and the organisation they belong to, as far as Slack says so."""


@dataclass(frozen=True, slots=True)
class UserGroup:
    """A user group's name, and its workspace where that has to be said."""

    name: str
    workspace: str | None


@dataclass(slots=True, kw_only=True)
class Members:
    """Reads lists of people, within what Slack allows."""

    calls: Calls
    clock: Clock
    _all: Lately[dict[MemberId, Member]] = field(init=False)
    _one: Lately[Member] = field(init=False)
    _groups: Lately[dict[str, UserGroup]] = field(init=False)
    _teams: Lately[tuple[str | None, ...]] = field(init=False)
    _inside: Lately[tuple[MemberId, ...]] = field(init=False)
    _single: Allowance = field(init=False)

    def __post_init__(self) -> None:
        self._all, self._one = Lately(self.clock, LISTED), Lately(self.clock, SEEN)
        self._groups, self._inside = Lately(self.clock, LISTED), Lately(self.clock, LISTED)
        self._teams = Lately(self.clock, HOUR)
        self._single = Allowance(clock=self.clock, calls=FEW, seconds=60.0, burst=FEW)

    async def all(self, team: TenantId) -> Sequence[Member]:
        """The people who are in the workspace. Raises PlatformError."""
        return tuple((await self._everybody(team)).values())

    async def one(self, team: TenantId, member: MemberId) -> Member:
        """Somebody. Raises SurfaceGone where there is nobody of that id."""

        async def ask() -> Member:
            return read(
                part(await self._call(team, "users.info", user=member, include_locale=True), "user")
            )

        return await self._one.of(team, member, ask)

    def locale(self, team: TenantId, member: MemberId) -> str:
        """The language of somebody's Slack, as far as it was told, however long ago."""
        found = self._one.known(team, member, math.inf)
        listed = (self._all.known(team, "", math.inf) or {}).get(member)
        if found is None or self._all.at(team, "") > self._one.at(team, member):
            found = listed or found
        return "" if found is None else found.locale

    async def one_of_many(self, team: TenantId, member: MemberId) -> Member:
        """Somebody, as they were within the hour: of many people the list is asked for once.
        Raises SurfaceGone where there is nobody of that id."""
        listed = self._all.known(team, "", HOUR)
        if listed is None and not self._single.take(team):
            listed = await self._everybody(team)
        found = (listed or {}).get(member)
        return found if found is not None else await self.one(team, member)

    async def _everybody(self, team: TenantId) -> dict[MemberId, Member]:
        async def ask() -> dict[MemberId, Member]:
            return {one.id: one async for one in self._listed(team)}

        return await self._all.of(team, "", ask)

    async def groups(self, team: TenantId) -> Mapping[str, UserGroup]:
        """The user groups that are in use, by their ids. Raises PlatformError."""

        async def ask() -> dict[str, UserGroup]:
            found: dict[str, UserGroup] = {}
            for workspace in await self._workspaces(team):
                answer = await self._call(team, "usergroups.list", team_id=workspace)
                for one in parts(answer, "usergroups"):
                    name = text(one, "name") or text(one, "handle")
                    found[text(one, "id")] = UserGroup(name, workspace)
            return found

        return await self._groups.of(team, "", ask)

    async def inside(self, team: TenantId, id: str, group: UserGroup) -> Sequence[MemberId]:
        """A user group's members. Raises SurfaceGone where there is no such group."""

        async def ask() -> tuple[MemberId, ...]:
            answer = await self._call(
                team, "usergroups.users.list", usergroup=id, team_id=group.workspace
            )
            return tuple(MemberId(u) for u in answer.get("users") or () if isinstance(u, str))

        return await self._inside.of(team, id, ask)

    async def _workspaces(self, team: TenantId) -> tuple[str | None, ...]:
        """The workspaces of an organisation that has installed the app as a whole, which have to be
        named one by one; else the one there is, which has not."""

        async def ask() -> tuple[str | None, ...]:
            found = parts(await self._call(team, "auth.teams.list", limit=TEAMS), "teams")
            return tuple(text(one, "id") for one in found)

        return await self._teams.of(team, "", ask) if is_organisation(team) else (None,)

    async def _listed(self, team: TenantId) -> AsyncIterator[Member]:
        for workspace in await self._workspaces(team):
            async for one in self._in_workspace(team, workspace):
                yield one

    async def _in_workspace(self, team: TenantId, workspace: str | None) -> AsyncIterator[Member]:
        cursor, count = "", 0
        while count < MOST:
            answer = await self._call(
                team,
                "users.list",
                limit=PAGE,
                cursor=cursor or None,
                include_locale=True,
                team_id=workspace,
            )
            found = list(parts(answer, "members"))
            count += len(found)
            for one in map(read, found):
                if one.is_person and one.here:
                    yield one
            cursor = text(part(answer, "response_metadata"), "next_cursor")
            if not cursor:
                return

    async def _call(self, team: TenantId, method: Method, **asked: object) -> Json:
        """An answer, waited for where Slack asks to."""
        while True:
            try:
                return await self.calls.call(team, method, **asked)
            except PlatformRateLimited as limited:
                await self.clock.sleep(limited.retry_after)


def is_organisation(team: TenantId) -> bool:
    """Whether the app is installed for an organisation as a whole."""
    return team.startswith("E")


def read(user: Json) -> Member:
    """Somebody, of what Slack tells of them."""
    organisation = part(user, "enterprise_user")
    return Member(
        id=MemberId(text(user, "id")),
        names=tuple(dict.fromkeys(_names(user))),
        zone=text(user, "tz") or None,
        locale=text(user, "locale"),
        here=not user.get("deleted"),
        is_person=not user.get("is_bot") and text(user, "id") not in ("", SLACKBOT),
        is_admin=any(user.get(name) is True for name in ADMIN),
        runs_all=any(organisation.get(name) is True for name in ADMIN),
        is_guest=any(user.get(name) is True for name in GUEST),
        homes=frozenset(_homes(user)),
    )


def _names(user: Json) -> Iterator[str]:
    profile = part(user, "profile")
    own = [text(profile, name).strip() for name in ("display_name", "real_name")]
    yield from filter(None, own)
    if not any(own) and text(user, "name").strip():
        yield text(user, "name").strip()


def _homes(user: Json) -> Iterator[str]:
    organisation = part(user, "enterprise_user")
    teams = organisation.get("teams")
    found = [user.get("team_id"), organisation.get("enterprise_id")]
    found += teams if isinstance(teams, list) else []
    yield from (id for id in found if isinstance(id, str) and id)
