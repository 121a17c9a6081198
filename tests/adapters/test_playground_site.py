"""What the playground serves over HTTP, and to whom."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import httpx2
import pytest

from adapters.playground.guard import HEADERS
from adapters.playground.inbound import thread
from adapters.playground.settings import Settings
from bot.domain.events import Commanded
from bot.domain.surface import MemberId, SessionId
from bot.errors import ScenarioError, StoreBusy
from tests.fakes.engine import Shelf
from tests.fakes.scenarios import scenario
from tests.fakes.site import PAGE, site
from tests.requirements import claims

TOKEN = "a long random text"
OPEN_TO_ALL = Settings(host="0.0.0.0", token=TOKEN)


@claims("playground.page")
async def test_the_page_and_all_it_needs_come_from_here() -> None:
    async with site() as here:
        page = await here.browser.get("/")
        assert page.status_code == 200
        assert "default-src 'self'" in page.headers["content-security-policy"]
        for name, value in HEADERS.items():
            assert page.headers[name] == value
        for file in PAGE.rglob("*.*"):
            answer = await here.browser.get(f"/static/{file.relative_to(PAGE)}")
            assert answer.status_code == 200
            if file.suffix in (".html", ".css") or (file.suffix, file.parent) == (".js", PAGE):
                assert "://" not in answer.text.replace("http://www.w3.org/2000/svg", "").replace(
                    "https?://", ""
                )


async def test_no_path_leaves_the_page() -> None:
    async with site() as here:
        for path in ("/static/../platform.py", "/static/%2e%2e/platform.py", "/static//etc/passwd"):
            assert (await here.browser.get(path)).status_code == 404


@claims("playground.api")
async def test_the_scenarios_are_listed_without_what_the_persona_holds_back() -> None:
    async with site() as here:
        assert (await here.browser.get("/api/health")).json() == {"status": "ok"}
        answer = await here.browser.get("/api/scenarios")
        (one,) = answer.json()["scenarios"]
        assert (one["id"], one["limits"]["turns"]) == ("late-lamp", 6)
        assert "birthday" not in answer.text
        assert answer.json()["open"] is None
        session = await here.start()
        async with here.talk(session) as talk:
            await talk.hear("session_start")
        assert (await here.browser.get("/api/scenarios")).json()["open"] == {
            "session_id": session,
            "title": "The late lamp",
        }


@claims("playground.broken")
async def test_a_broken_scenario_is_shown_with_its_line_and_cannot_be_started() -> None:
    mistake = ScenarioError(
        "must be a number", file="scenarios/torn.yaml", line=5, column=13, source="difficulty: hard"
    )
    async with site(shelf=Shelf(problems=(mistake,))) as here:
        (shown,) = (await here.browser.get("/api/scenarios")).json()["problems"]
        assert (shown["file"], shown["line"], shown["column"]) == ("scenarios/torn.yaml", 5, 13)
        assert shown["source"] == "difficulty: hard"
        refused = await here.browser.post("/api/sessions", json={"scenario": "torn"})
        assert refused.status_code == 422
        assert refused.json()["problems"] == [shown]
        assert not here.engine.accepted


@claims("bad.scenario")
async def test_an_unknown_scenario_is_answered_with_near_ones() -> None:
    async with site() as here:
        answer = await here.browser.post("/api/sessions", json={"scenario": "late-lmp"})
        assert answer.status_code == 404
        assert (
            answer.json()["message"] == "There is no scenario `late-lmp`. Did you mean `late-lamp`?"
        )


async def test_a_second_session_is_opened_only_when_the_first_is_left() -> None:
    async with site() as here:
        first = await here.start()
        async with here.talk(first) as talk:
            await talk.hear("session_start")
            refused = await here.browser.post("/api/sessions", json={"scenario": "late-lamp"})
            assert refused.status_code == 409
            assert refused.json()["session_id"] == first
            second = await here.start(leave=True)
            await talk.hear("notice", content="The session is closed without a score.")
        async with here.talk(second) as talk:
            await talk.hear("session_start", session_id=second)


MEMBER = MemberId("00000000-0000-7000-8000-00000000000a")
SESSION = SessionId("00000000-0000-7000-8000-00000000000b")


async def test_two_starts_at_once_open_one_session() -> None:
    async with site() as here:
        here.browser.cookies.set("chattrain_member", MEMBER)
        body = {"scenario": "late-lamp"}
        answers = await asyncio.gather(
            *(here.browser.post("/api/sessions", json=body) for _ in range(3))
        )
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
        assert len({answer.json()["session_id"] for answer in answers}) == 1
        assert len([e for e in here.engine.accepted if isinstance(e, Commanded)]) == 1


async def test_a_new_browser_is_one_member_before_it_can_start_anything() -> None:
    async with site() as here:
        await here.browser.get("/api/scenarios")  # what a tab asks for first
        body = {"scenario": "late-lamp"}
        answers = await asyncio.gather(
            *(here.browser.post("/api/sessions", json=body) for _ in range(2))
        )
        assert sorted(answer.status_code for answer in answers) == [201, 409]
        (session,) = {answer.json()["session_id"] for answer in answers}
        async with here.talk(session) as talk:
            await talk.hear("session_start")


async def test_whoever_follows_a_link_is_not_made_another_member() -> None:
    # a strict cookie is not sent along then, so a known browser would look like a new one
    async with site() as here:
        for path in ("/", "/api/scenarios"):
            answer = await here.browser.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
            assert (answer.status_code, "set-cookie" in answer.headers) == (200, False)


@pytest.mark.parametrize("leave", [False, True])
async def test_while_a_session_is_being_opened_its_name_is_the_answer(*, leave: bool) -> None:
    async with site() as here:
        here.browser.cookies.set("chattrain_member", MEMBER)
        here.playground.expect(thread(MEMBER, SESSION))
        body = {"scenario": "late-lamp", "leave": leave}
        refused = await here.browser.post("/api/sessions", json=body)
        assert (refused.status_code, refused.json()["code"]) == (409, "session_starting")
        assert refused.json()["session_id"] == SESSION
        assert not here.engine.accepted


async def test_a_start_that_could_not_be_stored_is_not_waited_for() -> None:
    async with site() as here:
        here.browser.cookies.set("chattrain_member", MEMBER)
        here.engine.broken = StoreBusy("the database is busy")
        refused = await here.browser.post("/api/sessions", json={"scenario": "late-lamp"})
        assert (refused.status_code, refused.json()["code"]) == (503, "not_stored")
        here.engine.broken = None
        await here.start()


async def test_the_cookie_that_names_a_member_is_kept_from_scripts_and_other_sites() -> None:
    async with site() as here:
        await here.start()
        answer = await here.browser.post("/api/sessions", json={"scenario": "x"})
        assert "set-cookie" not in answer.headers
        (cookie,) = [c for c in here.browser.cookies.jar if c.name == "chattrain_member"]
        assert cookie.has_nonstandard_attr("HttpOnly")
        assert cookie.get_nonstandard_attr("SameSite") == "strict"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "not_json"),
        (b"\xff\xfe{", 400, "not_json"),
        (b"[]", 400, "not_object"),
        (b"[" * 5000, 400, "not_json"),
        (b'{"scenario": 7}', 400, "bad_field"),
        (b'{"scenario": "late-lamp", "leave": "yes"}', 400, "bad_field"),
        (b"{" + b" " * 70_000 + b"}", 413, "too_large"),
        (b'{"scenario": "\\ud800"}', 404, "unknown_scenario"),
    ],
)
async def test_a_bad_body_is_a_sentence(body: bytes, status: int, code: str) -> None:
    async with site() as here:
        answer = await here.browser.post("/api/sessions", content=body)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert not here.engine.accepted


@claims("playground.documents")
async def test_documents_are_served_and_no_path_leaves_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "scenarios"
    (folder / "late-lamp").mkdir(parents=True)
    (folder / "late-lamp" / "order.txt").write_text("Order 7")
    (folder / "secret.txt").write_text("secret")
    (folder / "late-lamp" / "link.txt").symlink_to(folder / "secret.txt")
    async with site(settings=Settings(folders=(folder,))) as here:
        answer = await here.browser.get("/api/documents/late-lamp/order.txt")
        assert answer.text == "Order 7"
        assert "sandbox" in answer.headers["content-security-policy"]
        for path in (
            "late-lamp/none.txt",
            "late-lamp/link.txt",
            "late-lamp/..%2Fsecret.txt",
            "late-lamp/%2e%2e%2fsecret.txt",
            "..%2fscenarios/secret.txt",
            "other/order.txt",
            "late-lamp/..",
            "late-lamp/%00",
        ):
            answer = await here.browser.get(f"/api/documents/{path}")
            assert answer.status_code == 404, path


async def test_a_document_of_a_scenario_that_was_just_written_is_found(tmp_path: Path) -> None:
    class Growing(Shelf):
        def refresh(self) -> None:
            super().refresh()
            self.scenarios = {one.id: one for one in (scenario(),)}

    (tmp_path / "late-lamp").mkdir()
    (tmp_path / "late-lamp" / "order.txt").write_text("Order 7")
    async with site(shelf=Growing(), settings=Settings(folders=(tmp_path,))) as here:
        answer = await here.browser.get("/api/documents/late-lamp/order.txt")
        assert (answer.status_code, answer.text) == (200, "Order 7")
        assert here.engine.shelf.refreshed == 1


async def test_while_the_files_are_read_all_else_is_answered() -> None:
    class Slow(Shelf):
        read = threading.Event()

        def refresh(self) -> None:
            assert self.read.wait(timeout=30)

    async with site(shelf=Slow(scenario())) as here, asyncio.TaskGroup() as tasks:
        listing = tasks.create_task(here.browser.get("/api/scenarios"))
        try:
            assert (await here.browser.get("/api/health")).status_code == 200
            assert not listing.done()
        finally:
            Slow.read.set()
        assert (await listing).status_code == 200


@claims("playground.author")
async def test_the_author_sees_ledger_mood_and_calls_of_the_own_session_alone() -> None:
    async with site() as here:
        session = await here.start()
        async with here.talk(session) as talk:
            await talk.say("I am sorry", "one")
            await talk.hear("assistant_message", content="You said: I am sorry")
        view = (await here.browser.get(f"/api/sessions/{session}/author")).json()
        assert [fact["id"] for fact in view["facts"]] == [f.id for f in scenario().facts]
        assert view["mood"] == [{"name": "anger", "start": 6, "now": 4, "of": 10}]
        assert view["calls"][0]["tokens_out"] == 5
        here.browser.cookies.clear()
        answer = await here.browser.get(f"/api/sessions/{session}/author")
        assert answer.status_code == 404


@claims("playground.origin")
async def test_other_hosts_and_other_origins_are_refused() -> None:
    async with site() as here:
        for headers, status in (
            ({"Host": "evil.example"}, 421),
            ({"Host": f"localhost.evil.example:{here.port}"}, 421),
            ({"Origin": "https://evil.example"}, 403),
            ({"Origin": f"http://localhost:{here.port}"}, 403),  # as the Host is 127.0.0.1
            ({"Origin": "null"}, 403),
            ({"Origin": "http://[:::"}, 403),
        ):
            for path in ("/", "/api/scenarios", "/static/app.js"):
                answer = await here.browser.get(path, headers=headers)
                assert answer.status_code == status, (headers, path)
            body = {"scenario": "late-lamp"}
            refused = await here.browser.post("/api/sessions", json=body, headers=headers)
            assert refused.status_code == status
        for host in (f"localhost:{here.port}", "[::1]:8000", "127.0.0.1"):
            answer = await here.browser.get("/api/health", headers={"Host": host})
            assert answer.status_code == 200


async def test_a_host_that_was_configured_is_known() -> None:
    async with site(settings=Settings(hosts=("train.example",))) as here:
        answer = await here.browser.get("/", headers={"Host": "train.example"})
        assert answer.status_code == 200


@claims("playground.token")
async def test_without_a_token_only_the_playground_is_off() -> None:
    async with site(settings=Settings(host="0.0.0.0")) as here:
        page = await here.browser.get("/")
        assert page.status_code == 403
        assert "CHATTRAIN_PLAYGROUND_TOKEN" in page.text
        for path in ("/api/scenarios", "/api/health"):
            assert (await here.browser.get(path)).status_code == 403
        assert (await here.browser.post("/login", data={"token": ""})).status_code == 403
        assert (await here.browser.get("/healthz")).status_code == 200


@claims("playground.token")
async def test_on_an_open_address_the_token_opens_the_page() -> None:
    async with site(settings=OPEN_TO_ALL) as here:
        asked = await here.browser.get("/")
        assert (asked.status_code, "<form" in asked.text) == (401, True)
        for path in ("/api/scenarios", "/api/health"):
            assert (await here.browser.get(path)).status_code == 401
        wrong = await here.browser.post("/login", data={"token": "wrong"})
        assert (wrong.status_code, "set-cookie" in wrong.headers) == (401, False)
        right = await here.browser.post("/login", data={"token": TOKEN})
        assert (right.status_code, right.headers["location"]) == (303, "/")
        assert TOKEN not in right.headers["set-cookie"]
        assert "HttpOnly" in right.headers["set-cookie"]
        assert (await here.browser.get("/")).status_code == 200
        async with here.talk(await here.start()) as talk:
            await talk.hear("session_start")


async def test_a_link_with_the_token_opens_the_page_and_leaves_it_out_of_the_address() -> None:
    async with site(settings=OPEN_TO_ALL) as here:
        answer = await here.browser.get("/", params={"token": TOKEN})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert (await here.browser.get("/api/scenarios")).status_code == 200
        here.browser.cookies.clear()
        assert (await here.browser.get("/", params={"token": "wrong"})).status_code == 401
        forged = {"Cookie": "chattrain_token=é"}
        latin = httpx2.Headers({k: v.encode("latin-1") for k, v in forged.items()})  # type: ignore[arg-type]
        assert (await here.browser.get("/api/scenarios", headers=latin)).status_code == 401


async def test_before_the_engine_runs_a_start_is_put_off() -> None:
    async with site() as here:
        here.playground._accept = None
        answer = await here.browser.post("/api/sessions", json={"scenario": "late-lamp"})
        assert (answer.status_code, answer.json()["code"]) == (503, "starting")
