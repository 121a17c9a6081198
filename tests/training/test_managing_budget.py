"""What an admin allows models a day, from the setting to a scorecard once it is spent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot import casting, stores
from bot.config import Settings
from bot.domain import verdict
from bot.domain.content import Speech
from bot.domain.member import Role
from bot.domain.surface import MemberId, TenantId
from bot.domain.wording import ENGLISH
from tests.fakes.chat import text_of
from tests.fakes.model_server import DONE, ModelServer, delta, finish, stream, used
from tests.fakes.people import People
from tests.requirements import claims
from tests.training.team import (
    TENANT,
    Holding,
    SetClock,
    Team,
    database,
    team,
    working,
)

LINES = ("Hello.", "What is the matter with it?")
FIGURES = ("token", "dollar", "$", "20,000", "30,000")


@asynccontextmanager
async def limited(folder: Path, providers: str = "openai,scripted") -> AsyncIterator[Team]:
    """A team before a model that takes 30,000 tokens for each reply."""
    url = f"sqlite:///{database(folder)}"
    clock = SetClock("2026-11-23 10:00")
    async with ModelServer() as server, stores.connect(url) as store:
        server.otherwise = lambda _: stream(delta("By a model."), finish(), used(29_990, 10), DONE)
        settings = Settings(
            _env_file=None,
            openai_base_url=server.address,
            openai_model="served",
            chattrain_script_pace=0,
            chattrain_providers=providers,
            database_url=url,
        )
        await store.clear_leases()
        async with (
            casting.cast(settings, store, clock) as cast,
            working(store, Holding(clock, None), clock, cast=cast) as on,
        ):
            yield on


async def spent(on: Team, typed: str) -> tuple[MemberId, str, str]:
    """Sets a budget, plays a session past it and scores it; gives what its trainee has read."""
    boss = on.people.add(TENANT, "boss", "Bo Ss", admin=True)
    ann = on.people.add(TENANT, "ann", "Ann Able")
    assert "20,000 tokens a day" in await on.command(boss, "settings", typed)
    session = await on.practise(ann, *LINES)
    theirs = [m.now.content for m in on.messages(session)]
    return (
        boss,
        "\n".join(map(text_of, theirs)),
        "\n".join(verdict.notes(on.card(session).scorecard)),
    )


@claims("budget.holds", "limits.script")
@pytest.mark.parametrize("typed", ["budget 20000 tokens a day", "budget member 20000"])
async def test_once_it_is_spent_the_script_plays_and_the_session_is_scored_and_both_are_said(
    tmp_path: Path, typed: str
) -> None:
    async with limited(tmp_path) as on:
        boss, read, card = await spent(on, typed)
        replies = [m.now.content for m in on.messages() if isinstance(m.now.content, Speech)]
        assert [one.model for one in replies] == ["served", "script"]
        assert ENGLISH.talk.stood_in["spent"] in read
        assert ENGLISH.opinions.without_model["spent"] in card
        assert not [figure for figure in FIGURES if figure in read.lower()]
        shown = await on.command(boss, "settings")
        assert "today so far 30,000 tokens" in shown


@claims("budget.holds")
async def test_without_a_script_it_is_said_that_no_answer_comes_and_the_session_is_scored(
    tmp_path: Path,
) -> None:
    async with limited(tmp_path, providers="openai") as on:
        _, read, card = await spent(on, "budget 20000 tokens")
        assert ENGLISH.talk.failed_spent in read
        assert ENGLISH.talk.failed not in read
        assert ENGLISH.opinions.without_model["spent"] in card
        assert not [figure for figure in FIGURES if figure in read.lower()]


class Two(People):
    """People of whom the first two who are asked about are asked about at the same moment."""

    def __init__(self) -> None:
        super().__init__()
        self._barrier = asyncio.Barrier(2)
        self._left = 2

    async def role(self, tenant: TenantId, member: MemberId) -> Role:
        if self._left:
            self._left -= 1
            await self._barrier.wait()
        return await super().role(tenant, member)


@claims("roles.settings")
async def test_of_two_admins_at_once_neither_takes_back_what_the_other_sets(tmp_path: Path) -> None:
    async with team(tmp_path, people=Two()) as on:
        both = [on.people.add(TENANT, one, admin=True) for one in ("boss", "ben")]
        typed = ("budget 20000 tokens", "names on")
        answers = await asyncio.gather(
            *(on.command(one, "settings", text) for one, text in zip(both, typed, strict=True))
        )
        stands = await on.store.office.settings(TENANT)
        assert (stands.budget.tenant.tokens, stands.names) == (20_000, True)
        assert len(answers) == len([one for one in await on.store.office.audit(TENANT)
                                    if one.what == "settings"])  # fmt: skip
