"""The managers' side of the playground: reports, forms, commands outside a session, results."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from adapters.playground.errors import Problem
from adapters.playground.inbound import event, read, read_command
from adapters.playground.office import answering
from adapters.playground.outbox import Outbox
from adapters.playground.people import People
from adapters.playground.platform import Playground
from adapters.playground.rendering import messages
from adapters.playground.settings import Settings
from bot import stores
from bot.domain.content import Button, Chart, Handout, Report, Row, Section
from bot.domain.events import Commanded, Pressed
from bot.domain.member import EVERYONE
from bot.domain.sample import SAMPLE
from bot.domain.scenario import Scenario
from bot.domain.surface import MemberId, MessageRef, Surface, TenantId
from bot.domain.transcript import Micros
from bot.errors import NotDrawn, PlatformUnavailable, StoreBusy
from bot.ports.clock import SystemClock
from bot.sampling import Sampling
from tests.fakes.engine import Memory, Shelf
from tests.fakes.site import Visitor, serving, site
from tests.fakes.team import SCENARIOS
from tests.requirements import claims

ME = MemberId("00000000-0000-7000-8000-00000000000a")
LOCAL = TenantId("local")
NOW = Micros(0)
HOME = Surface("playground", LOCAL, ME)
CHART = Chart(title="Week", alt="All of it in words.")
REPORT = Report(
    title="Results",
    text="Of *everybody*.",
    sections=(
        Section(
            title="Skills",
            rows=(Row(label="Tone", value="70", detail="9 scores", share=0.7),),
            buttons=(Button("Decide", "decide", "en.7.keep"), Button("Withdraw", "withdraw", "7")),
        ),
    ),
    chart=CHART,
)


class Printer:
    """Draws what it is told to."""

    def __init__(self, problem: Exception | None = None) -> None:
        self.problem = problem

    async def chart(self, chart: Chart) -> bytes:
        if self.problem is not None:
            raise self.problem
        return b"PNG of " + chart.title.encode()

    async def data(self, tenant: TenantId, member: MemberId) -> bytes:
        return f'{{"of": "{tenant}:{member}"}}\n'.encode()


@asynccontextmanager
async def office(tmp_path: Path, shelf: Shelf | None = None) -> AsyncIterator[Visitor]:
    """A playground with a real store behind it."""
    url, clock = f"sqlite:///{tmp_path / 'office.db'}", SystemClock()
    await asyncio.to_thread(stores.migrate, url)
    async with stores.connect(url) as store:
        playground = Playground(
            clock=clock,
            records=store,
            catalogue=shelf or Shelf(*SCENARIOS),
            settings=Settings(),
            printer=Printer(),
            sampling=Sampling(store, clock, Playground.name),
        )
        async with serving(playground) as visitor:
            yield visitor


def test_a_report_is_sent_as_data_and_as_text() -> None:
    (message,) = messages("one", REPORT, Micros(0))
    assert message["type"] == "report"
    assert "**Skills**\n* Tone: 70 (9 scores)" in str(message["content"])
    (section,) = _list(message["sections"])
    assert section["rows"][0]["share"] == 0.7
    decide, withdraw = section["buttons"]
    assert decide["question"]["label"]
    assert "question" not in withdraw


def test_a_handout_is_a_way_to_the_file() -> None:
    (message,) = messages("one", Handout(text="All.", name="me.jsonl", only_for=ME), Micros(0))
    assert message["file"] == {"href": "/api/me", "name": "me.jsonl"}


def test_the_words_of_a_form_come_with_its_button() -> None:
    pressed = {"type": "press", "action": "dispute", "value": "en.empathy", "text": " I did. "}
    request = read(json.dumps(pressed))
    happened = event(request, member=ME, session=None, fresh="fresh", at=Micros(1))  # type: ignore[arg-type]
    assert isinstance(happened, Pressed)
    assert (happened.value, happened.text, happened.surface) == ("en.empathy", "I did.", HOME)


@pytest.mark.parametrize(("text", "says"), [("", "Write why"), ("x" * 501, "501 characters")])
def test_a_form_without_words_or_with_too_many_is_refused(text: str, says: str) -> None:
    pressed = {"type": "press", "action": "dispute", "value": "en.empathy", "text": text}
    with pytest.raises(Problem, match=says):
        read(json.dumps(pressed))


@pytest.mark.parametrize("typed", ["assign me late-lamp", "/chattrain assign @me late-lamp"])
def test_a_command_may_be_typed_outside_a_session_and_me_is_who_types(typed: str) -> None:
    happened = event(
        read_command({"text": typed}, ME), member=ME, session=None, fresh="fresh", at=Micros(1)
    )
    assert isinstance(happened, Commanded)
    assert happened.arguments == {"text": f"<member:{ME}> late-lamp"}
    assert happened.session is None


def test_a_session_is_not_started_by_a_command_outside_one() -> None:
    with pytest.raises(Problem, match="Choose a scenario"):
        read_command({"text": "start late-lamp"}, ME)


async def test_whoever_is_there_runs_the_playground_and_the_sample_team_runs_nothing() -> None:
    people = People(Memory())
    people.meet(ME)
    assert await people.role(LOCAL, ME) == "admin"
    assert [one.id for one in await people.people(LOCAL)] == [ME]
    everyone = await people.group(LOCAL, EVERYONE)
    assert everyone is not None
    assert everyone.members == {ME}
    assert await people.private(LOCAL, ME) == HOME
    sample = (await people.people(SAMPLE))[0]
    assert await people.role(SAMPLE, sample.id) == "trainee"
    assert await people.private(SAMPLE, sample.id) is None


async def test_whoever_opens_the_page_has_the_time_zone_of_their_browser() -> None:
    people = People(Memory())
    for zone in ("Europe/Berlin", "", "No/Where"):
        people.meet(ME, zone=zone)
        person = await people.person(LOCAL, ME)
        assert person is not None
        assert person.zone == "Europe/Berlin"


async def test_what_answers_a_command_is_told_apart_from_what_comes_meanwhile() -> None:
    outbox = Outbox()
    asked = event(read_command({"text": "report"}, ME), member=ME, session=None, fresh="f", at=NOW)
    for id in ("announce:7:today", f"{asked.key}:answer"):
        outbox.put({"type": "notice", "message_id": id, "content": id})
    assert (await answering(outbox, asked))["content"] == f"{asked.key}:answer"
    outbox.put({"type": "session_start", "message_id": "opening:f", "session_id": "f"})
    assert (await answering(outbox, asked))["session_id"] == "f"


async def test_a_database_that_cannot_be_read_is_a_platform_that_does_not_answer() -> None:
    class Locked(Memory):
        async def members(self, tenant: TenantId) -> list[MemberId]:
            raise StoreBusy

        @property
        def office(self) -> Any:
            return self

        @office.setter
        def office(self, _: Any) -> None: ...

    with pytest.raises(PlatformUnavailable):
        await People(Locked()).people(LOCAL)


async def test_a_chart_is_drawn_when_the_page_asks_for_it() -> None:
    async with site() as here:
        here.playground.printer = Printer()
        await here.playground.post(HOME, REPORT, "one")
        (message,) = messages("one", REPORT, Micros(0))
        src = message["chart"]["src"]  # type: ignore[index]
        found = await here.browser.get(src)
        assert (found.headers["content-type"], found.content) == ("image/png", b"PNG of Week")
        here.playground.printer = Printer(NotDrawn("It could not be drawn."))
        failed = await here.browser.get(src)
        assert (failed.status_code, failed.json()["code"]) == (503, "not_drawn")
        unknown = await here.browser.get("/api/charts/nothing.png")
        assert unknown.status_code == 404


async def test_a_command_outside_a_session_is_answered_where_it_was_asked() -> None:
    async with site() as here:
        refused = await here.browser.post("/api/commands", json={"text": "help"})
        assert refused.status_code == 403
        await here.browser.get("/api/scenarios")
        answer = await here.browser.post("/api/commands", json={"text": "assignments"})
        assert answer.json()["content"]
        unknown = await here.browser.post("/api/commands", json={"text": "asign me"})
        assert "Did you mean assign" in unknown.json()["message"]


async def test_an_answer_is_sent_to_the_surface_that_asked_and_no_other() -> None:
    async with site() as here:
        playground = here.playground
        other = Surface("playground", LOCAL, "another")
        ref = await playground.post(other, REPORT, "one")
        assert ref == MessageRef(other, "one")


@claims("playground.team", "playground.sample")
async def test_results_are_one_request_and_sample_data_are_never_among_them(
    tmp_path: Path,
) -> None:
    async with office(tmp_path) as here:
        empty = (await here.browser.get("/api/results")).json()
        assert (empty["practised"], empty["sample"]["filled"]) == (False, False)
        assert (await here.browser.post("/api/sample")).status_code == 201

        local = (await here.browser.get("/api/results")).json()
        assert (local["practised"], local["sample"]["filled"]) == (False, True)
        path = "/api/results?team=sample&member=sample-amira&zone=Europe/Berlin"
        sample = (await here.browser.get(path)).json()
        assert {one["id"].split("-")[0] for one in sample["people"]} == {"sample"}
        assert all(sample[part]["type"] == "report" for part in _PARTS)
        assert "Amira Haddad" in sample["person"]["title"]
        assert "made up" in sample["team"]["footer"]
        chart = await here.browser.get(sample["team"]["chart"]["src"])
        assert chart.content.startswith(b"PNG of")

        assert (await here.browser.delete("/api/sample")).status_code == 200
        gone = (await here.browser.get("/api/results?team=sample")).json()
        assert (gone["practised"], gone["sample"]["filled"]) == (False, False)
        strange = await here.browser.get("/api/results?team=other")
        assert strange.status_code == 404


_PARTS = ("team", "assignments", "digest", "person")


async def test_without_a_scenario_there_is_nothing_a_team_could_practise(tmp_path: Path) -> None:
    async with office(tmp_path, Shelf()) as here:
        refused = await here.browser.post("/api/sample")
        assert (refused.status_code, refused.json()["code"]) == (409, "no_scenario")


async def test_a_team_is_filled_in_once_at_a_time() -> None:
    class Busy:
        working = True

        async def fill(self, scenarios: Sequence[Scenario]) -> None:
            raise AssertionError

        async def clear(self) -> None:
            raise AssertionError

    async with site() as here:
        here.playground.sampling = Busy()
        for method in ("POST", "DELETE"):
            refused = await here.browser.request(method, "/api/sample")
            assert refused.json()["code"] == "sampling"


def _list(value: object) -> list[Any]:
    assert isinstance(value, list)
    return value
