"""Who may do what."""

from __future__ import annotations

import pytest

from bot.domain import roles
from bot.domain.events import Action, Command
from bot.domain.member import Granted, Role
from bot.domain.surface import MemberId, TenantId
from bot.domain.transcript import Micros
from tests.requirements import claims

ME = MemberId("m1")
EVERYBODYS: tuple[Command | Action, ...] = (
    "start", "score", "assignments", "export-me", "forget-me", "dispute", "share", "forget",
)  # fmt: skip
MANAGERS: tuple[Command | Action, ...] = ("assign", "withdraw", "decide", "report", "digest")
ADMINS: tuple[Command | Action, ...] = ("managers", "settings")


def granted(role: Role) -> Granted:
    return Granted(tenant=TenantId("t1"), member=ME, role=role, by=MemberId("boss"), at=Micros(0))


@claims("roles.refused")
@pytest.mark.parametrize("role", ["trainee", "manager", "admin"])
def test_each_role_may_do_what_those_before_it_may(role: Role) -> None:
    allowed = {what for what in (*EVERYBODYS, *MANAGERS, *ADMINS) if roles.may(role, what)}
    expected = {*EVERYBODYS}
    if role != "trainee":
        expected |= {*MANAGERS}
    if role == "admin":
        expected |= {*ADMINS}
    assert allowed == expected


@claims("roles.managers")
def test_somebody_is_the_more_of_what_the_platform_and_chattrain_make_of_them() -> None:
    assert roles.of("trainee", [], ME) == "trainee"
    assert roles.of("trainee", [granted("manager")], ME) == "manager"
    assert roles.of("admin", [granted("trainee")], ME) == "admin"
    assert roles.of("trainee", [granted("manager")], MemberId("m2")) == "trainee"
