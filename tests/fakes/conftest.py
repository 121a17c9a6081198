"""A fake Slack whose time stands still, with one person in it, a client and a small bot."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import MovableClock, Person, Slack
from tests.fakes.slack.bot import client_of, small_bot


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def slack(clock: MovableClock) -> AsyncIterator[Slack]:
    async with Slack(clock=clock) as slack:
        yield slack


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def client(slack: Slack, session: aiohttp.ClientSession) -> AsyncWebClient:
    return client_of(slack, session, slack.workspace.bot_token)


@pytest.fixture
def ann(slack: Slack) -> Person:
    return slack.workspace.user("U1", name="ann", tz="Europe/Berlin")


@pytest.fixture
def app(client: AsyncWebClient) -> AsyncApp:
    return small_bot(client)
