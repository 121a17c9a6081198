"""What an admin allows models a day: as it is typed, and as it is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain import office
from bot.domain.allowance import NO_LIMIT, Allowance, Allowances, Taken
from bot.domain.content import Report
from bot.domain.effects import Announce, Effect, Keep
from bot.domain.keeping import TenantSettings
from tests.domain.test_office import NOW, SEEN, SETTINGS, commanded
from tests.requirements import claims


@claims("roles.settings", "budget.set")
@pytest.mark.parametrize(
    ("typed", "tenant", "member"),
    [
        ("budget 200000 tokens a day", Allowance(tokens=200_000), Allowance()),
        ("budget 200,000 names on", Allowance(tokens=200_000), Allowance()),
        ("budget: 1.5m tokens/day", Allowance(tokens=1_500_000), Allowance()),
        ("budget 200.000 Tokens am Tag", Allowance(tokens=200_000), Allowance()),
        ("budget $5 and 20k tokens", Allowance(tokens=20_000, dollars=5.0), Allowance()),
        ("budget 5,50 dollars language de", Allowance(dollars=5.5), Allowance()),
        ("budget member 20000", Allowance(), Allowance(tokens=20_000)),
        ("budget 20000 tokens a day for each member", Allowance(), Allowance(tokens=20_000)),
        ("budget 9 usd budget member $1", Allowance(dollars=9.0), Allowance(dollars=1.0)),
        ("member-budget 20k budget off", Allowance(), Allowance(tokens=20_000)),
    ],
)
def test_a_budget_is_read_as_people_write_it(
    typed: str, tenant: Allowance, member: Allowance
) -> None:
    assert kept_settings(typed).budget == Allowances(tenant=tenant, member=member)


@claims("budget.set")
@pytest.mark.parametrize(
    "amount", ["1,000k", "1.000m tokens", "-20000", "$1,234", "5 euro", "5.50"]
)
def test_an_amount_that_can_be_read_two_ways_or_none_changes_nothing(amount: str) -> None:
    event = commanded("settings", f"budget {amount}")
    effects = office.step(replace(SEEN, role="admin"), event, NOW)
    assert not [effect for effect in effects if isinstance(effect, Keep)]


@claims("budget.set")
def test_what_is_not_said_of_a_budget_stays_and_what_is_said_replaces_all_there_was() -> None:
    both = Allowances(tenant=Allowance(tokens=9_000, dollars=9.0), member=Allowance(dollars=1.0))
    assert kept_settings("budget 5000", both).budget == replace(
        both, tenant=Allowance(tokens=5_000)
    )
    assert kept_settings("budget member off", both).budget == replace(both, member=Allowance())
    assert kept_settings("budget off member 2 dollars", both).budget == Allowances(
        member=Allowance(dollars=2.0)
    )


@claims("budget.set")
def test_budgets_come_as_fields_too() -> None:
    fields = {"budget": "5 dollars", "member-budget": "20000"}
    event = replace(commanded("settings"), arguments=fields)
    effects = office.step(replace(SEEN, role="admin"), event, NOW)
    (made,) = [
        e.what for e in effects if isinstance(e, Keep) and isinstance(e.what, TenantSettings)
    ]
    expected = Allowances(tenant=Allowance(dollars=5.0), member=Allowance(tokens=20_000))
    assert made.budget == expected


@claims("budget.set")
def test_the_settings_show_what_holds_and_what_today_has_taken() -> None:
    operators = Allowances(tenant=Allowance(tokens=100_000), member=Allowance(dollars=1.0))
    seen = replace(
        SEEN,
        role="admin",
        operator_budget=operators,
        taken=Taken(tokens=12_345, dollars=0.5),
    )
    shows = budget_rows(office.step(seen, commanded("settings"), NOW))
    assert shows["budget"][0] == "100,000 tokens a day"
    assert "today so far 12,345 tokens and $0.50" in shows["budget"][1]
    assert shows["budget member"][0] == "$1.00 a day"
    more = commanded("settings", "budget 200000 tokens and $3 member $0.50")
    shows = budget_rows(office.step(seen, more, NOW))
    assert shows["budget"][0] == "100,000 tokens and $3.00 a day"
    assert "set to 200,000 tokens and $3.00, but the operator's limit" in shows["budget"][1]
    assert shows["budget member"][0] == "$0.50 a day"
    assert "operator" not in shows["budget member"][1]
    unlimited = budget_rows(office.step(replace(SEEN, role="admin"), commanded("settings"), NOW))
    assert {value for value, _ in unlimited.values()} == {"no limit"}


def kept_settings(typed: str, budget: Allowances = NO_LIMIT) -> TenantSettings:
    seen = replace(SEEN, role="admin", settings=replace(SETTINGS, budget=budget))
    kept = [e.what for e in office.step(seen, commanded("settings", typed), NOW)
            if isinstance(e, Keep)]  # fmt: skip
    (made,) = [one for one in kept if isinstance(one, TenantSettings)]
    return made


def budget_rows(effects: tuple[Effect, ...]) -> dict[str, tuple[str, str]]:
    """What the answer says of budgets: the value and the detail by the label."""
    (content,) = [effect.content for effect in effects if isinstance(effect, Announce)]
    assert isinstance(content, Report)
    rows = [row for section in content.sections for row in section.rows]
    return {row.label: (row.value, row.detail) for row in rows if row.label.startswith("budget")}
