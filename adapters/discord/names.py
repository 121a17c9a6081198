"""What people are called, as far as it was heard: to name their threads, and to hide their names from
models; and the language of their Discord.
"""

from __future__ import annotations

from collections import OrderedDict

from adapters.discord.payloads import Json, names, part, parts, text, user
from bot.domain.surface import MemberId, TenantId

MOST = 20_000
"""Of how many people it is known."""


class Names:
    """The names of those who have said or done something."""

    def __init__(self) -> None:
        self._users: OrderedDict[MemberId, str] = OrderedDict()
        self._locales: OrderedDict[MemberId, str] = OrderedDict()
        self._known: dict[TenantId, dict[str, None]] = {}
        self._told: dict[TenantId, tuple[str, ...]] = {}

    def of(self, tenant: TenantId) -> tuple[str, ...]:
        """The names in a server; the same tuple until there is another name."""
        if tenant not in self._told:
            self._told[tenant] = tuple(self._known.get(tenant, ()))
        return self._told[tenant]

    def user(self, member: MemberId) -> str | None:
        """The name of a person that nobody else has."""
        return self._users.get(member)

    def locale(self, member: MemberId) -> str:
        """The language that somebody's Discord is set to, as far as it was told."""
        return self._locales.get(member, "")

    def learn_user(self, member: MemberId, name: str) -> None:
        self._users[member] = name
        self._users.move_to_end(member)
        if len(self._users) > MOST:
            self._users.popitem(last=False)

    def learn_locale(self, body: Json) -> None:
        """Takes in the language of whoever gave a command or pressed something."""
        if locale := text(body, "locale"):
            self._locales[MemberId(text(user(body), "id"))] = locale
            if len(self._locales) > MOST:
                self._locales.popitem(last=False)

    def learn(self, tenant: TenantId, body: Json) -> None:
        """Takes in the names in a message or an interaction."""
        person = part(body, "author") or user(body)
        self._learn(tenant, person, part(body, "member"))
        for one in parts(body, "mentions"):
            self._learn(tenant, one, part(one, "member"))

    def _learn(self, tenant: TenantId, person: Json, member: Json) -> None:
        if person.get("bot"):
            return
        id, name = text(person, "id"), text(person, "username")
        if id and name:
            self.learn_user(MemberId(id), name)
        known = self._known.setdefault(tenant, {})
        for called in names(person, member):
            if called not in known:
                known[called] = None
                self._told.pop(tenant, None)
        while len(known) > MOST:
            del known[next(iter(known))]
