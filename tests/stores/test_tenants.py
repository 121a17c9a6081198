"""No tenant ever sees what is another's, whatever is asked."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from bot.domain.keeping import Shared
from bot.domain.surface import MemberId, SessionId, TenantId
from bot.ports.office import Office
from bot.stores import SqlStore
from tests.requirements import claims
from tests.stores.offices import (
    ACME,
    ADA,
    AFTER,
    BEFORE,
    BOSS,
    WEEK,
    criterion,
    digest,
    fill,
    keep,
    practised,
    session,
)

OTHER = TenantId("other")
THEM = MemberId("them")
EMPTY = TenantId("empty")
METHODS = sorted(
    name
    for name, method in vars(Office).items()
    if inspect.isfunction(method) and not name.startswith("_")
)
THEIRS: dict[str, tuple[Any, ...]] = {
    "tenant": (),
    "id": (f"a-{OTHER}", digest(OTHER).id, f"d1-{OTHER}"),
    "assignment": (f"a-{OTHER}",),
    "member": (THEM,),
    "members": (None, (THEM, ADA, BOSS)),
    "session": (f"s1-{OTHER}", f"s2-{OTHER}"),
    "periods": ((BEFORE, WEEK),),
    "period": (WEEK,),
    "now": (AFTER,),
    "criterion": (criterion(0), criterion(1)),
    "open": (True, False),
    "marks": (True, False),
    "limit": (100,),
    "since": (0,),
}
"""What of the other tenant can be asked for, by the name of the parameter."""


def calls(method: Callable[..., Any]) -> list[dict[str, Any]]:
    """Every way to ask a method of one tenant for the other's things."""
    ways: list[dict[str, Any]] = [{}]
    for name in list(inspect.signature(method).parameters)[1:]:
        if name != "tenant":
            ways = [way | {name: value} for way in ways for value in THEIRS[name]]
    return ways


async def answer(store: SqlStore, name: str, tenant: TenantId, way: dict[str, Any]) -> str:
    got = getattr(store.office, name)(tenant, **way)
    if isinstance(got, AbstractAsyncContextManager):
        async with got as every:
            return repr([one async for one in every])
    return repr(await got)


@claims("durable.tenants")
async def test_a_tenant_gets_nothing_of_another(store: SqlStore) -> None:
    await fill(store, ACME, ADA)
    await fill(store, OTHER, THEM)
    answered = set[str]()
    asked = [(name, way) for name in METHODS for way in calls(getattr(Office, name))]
    assert {name for name, _ in asked} >= {"settings", "figures", "every_attempt", "words"}
    for name, way in asked:
        own, foreign, nobodys = [await answer(store, name, t, way) for t in (OTHER, ACME, EMPTY)]
        assert not any(word in foreign for word in (OTHER, THEM)), (name, way)
        assert not any(word in nobodys for word in (OTHER, THEM, ACME, ADA)), (name, way)
        if own != nobodys:
            answered.add(name)
    assert answered == set(METHODS)  # else nothing is proved


async def test_what_is_kept_never_takes_the_place_of_another_tenants(store: SqlStore) -> None:
    await fill(store, OTHER, THEM)
    theirs = await store.office.digests(OTHER)
    stolen = digest(ACME, id=theirs[0].id, language="de")
    await keep(store, ADA, ACME, stolen)
    assert await store.office.digests(OTHER) == theirs


async def test_nobody_shares_a_session_of_somebody_else(store: SqlStore) -> None:
    await practised(store, session("mine"), 50)
    await keep(store, BOSS, ACME, Shared(session=SessionId("mine"), shared=True))
    attempt = await store.office.attempt(ACME, SessionId("mine"))
    assert attempt is not None
    assert not attempt.shared
