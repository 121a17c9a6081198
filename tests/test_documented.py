"""What the pages for managers say to type is understood."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.catalogue import Catalogue, bundled
from bot.domain import appointing, calendar, ordering, promising
from bot.domain.everybody import Everybody
from bot.domain.keeping import TenantSettings
from bot.domain.member import EVERYONE, Group, GroupId, Person
from bot.domain.surface import MemberId, TenantId
from bot.exporting import COLUMNS
from tests.fakes.virtual_time import NEW_YEAR

HOW_TO = Path(__file__).parent.parent / "docs" / "how-to"
MANAGING = (HOW_TO / "manage-a-team.md").read_text("utf-8")
EXPORTING = (HOW_TO / "export-results.md").read_text("utf-8")
NAMES = ("Ada", "Bo", "Dana")
EVERYBODY = Everybody(
    people={MemberId(name): Person(id=MemberId(name), name=name) for name in NAMES},
    groups={
        GroupId("support"): Group(id=GroupId("support"), name="support"),
        EVERYONE: Group(id=EVERYONE, name="everyone"),
    },
)


def typed(command: str) -> list[str]:
    found = re.findall(rf"^/chattrain {command} (.+)$", MANAGING, re.MULTILINE)
    assert found
    return found


@pytest.mark.parametrize("line", typed("assign"))
def test_an_order_of_the_page_is_understood(line: str) -> None:
    scenarios = Catalogue([bundled()]).scenarios
    order = ordering.read(
        {"text": line}, everybody=EVERYBODY, scenarios=scenarios, now=NEW_YEAR, zone="UTC"
    )
    assert order.troubles == ()
    assert order.scenarios
    assert order.due is not None


@pytest.mark.parametrize("line", typed("digest"))
def test_what_the_page_says_of_digests_is_understood(line: str) -> None:
    asked = promising.read(line)
    assert asked.doing
    assert asked.odd == ""
    assert not asked.zone or calendar.is_zone(asked.zone)


@pytest.mark.parametrize("line", typed("report"))
def test_whom_the_page_reports_on_is_understood(line: str) -> None:
    assert EVERYBODY.read(line).troubles == ()


def test_the_page_has_every_setting() -> None:
    settings = re.findall(r"^\| `(\w+)` \|", MANAGING, re.MULTILINE)
    known = TenantSettings(tenant=TenantId("t"))
    values = {"language": "de", "zone": "UTC", "retention": "90", "group": "7", "budget": "20000"}
    for name in settings:
        if name != "assessment":
            value = values.get(name, "on")
            assert isinstance(appointing._set(known, name, value), TenantSettings)
    assert {"language", "zone", "retention", "names", "words", "group", "budget"} <= set(settings)


def test_the_page_names_every_column_of_an_export() -> None:
    rows = re.findall(r"^\| (`[a-z_`, ]+`) \|", EXPORTING, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    for columns in COLUMNS.values():
        assert set(columns) <= named
