"""The commands for whoever looks after a team: what they print, write, delete and exit with."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import pty
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import time_machine

from bot import cli, ending, stores
from bot.catalogue import bundled
from bot.domain.keeping import TenantSettings
from bot.domain.surface import TenantId
from bot.domain.transcript import SECOND
from tests.fakes import team
from tests.fakes.virtual_time import NEW_YEAR
from tests.requirements import claims

ACME, BETA = TenantId("acme"), TenantId("beta")
Run = Callable[..., tuple[int, str, str]]


async def _filled(url: str, tenant: TenantId, people: int) -> None:
    """A team that practised until New Year."""
    async with stores.connect(url) as store:
        await team.fill(store, tenant=tenant, people=people, weeks=3, seed=7)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one team."""
    file = tmp_path_factory.mktemp("teams") / "one.db"
    stores.migrate(f"sqlite:///{file}")
    asyncio.run(_filled(f"sqlite:///{file}", ACME, 10))
    return file


@pytest.fixture(scope="module")
def two(filled: Path) -> Path:
    """A database with two."""
    file = filled.with_name("two.db")
    shutil.copy(filled, file)
    asyncio.run(_filled(f"sqlite:///{file}", BETA, 2))
    return file


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """It is New Year."""
    with time_machine.travel(NEW_YEAR / SECOND):
        yield


@pytest.fixture
def database(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return _copied(filled, tmp_path, monkeypatch)


@pytest.fixture
def database_of_two(two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return _copied(two, tmp_path, monkeypatch)


def _copied(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    mine = tmp_path / "team.db"
    shutil.copy(file, mine)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{mine}")
    return mine


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs a command in this process: its status, output and errors."""

    def run(*args: str) -> tuple[int, str, str]:
        status = ending.status(
            lambda: cli.app(list(args), prog_name="chattrain", standalone_mode=False)
        )
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


def audited(database: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(database)) as connection:
        lines = connection.execute('SELECT "by", what, about FROM audit ORDER BY number')
        return [(by, what, about) for by, what, about in lines]


def sessions(database: Path, member: str = "%") -> int:
    with closing(sqlite3.connect(database)) as connection:
        counted = connection.execute("SELECT count(*) FROM sessions WHERE member LIKE ?", (member,))
        return int(counted.fetchone()[0])


@claims("managing.report")
def test_report_prints_a_team_or_a_person(database: Path, run: Run) -> None:
    status, out, err = run("report")
    assert (status, err) == (0, "")
    assert "u10" in out
    status, out, _ = run("report", "u01")
    assert status == 0
    assert "u01" in out
    assert "u02" not in out
    assert "Assigned" in out
    assert audited(database) == [
        ("command line", "report", ""),
        ("command line", "report", "u01"),
    ]


@claims("managing.report")
def test_report_knows_the_groups_that_something_was_assigned_to(database: Path, run: Run) -> None:
    _, every, _ = run("report")
    assert run("report", "everyone") == (0, every, "")


@claims("managing.report")
def test_what_is_printed_as_json_has_the_figures(database: Path, run: Run) -> None:
    for command in ("report", "digest"):
        status, out, _ = run(command, "--json")
        assert status == 0
        assert json.loads(out)["sections"]


@claims("managing.digest")
def test_digest_prints_the_last_seven_days_and_sends_nothing(database: Path, run: Run) -> None:
    status, out, err = run("digest", "--weeks", "3")
    assert (status, err) == (0, "")
    assert "Sessions" in out
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM sent_periods").fetchone() == (0,)
    assert audited(database) == [("command line", "digest now", "")]


@claims("managing.digest")
def test_digest_draws_its_chart(database: Path, run: Run) -> None:
    status, _, err = run("digest", "--chart", "week.png")
    assert (status, err) == (0, "The chart is in week.png.\n")
    assert Path("week.png").read_bytes().startswith(b"\x89PNG")


@claims("managing.export")
@pytest.mark.parametrize("what", ["attempts", "marks"])
def test_export_prints_or_writes_the_same(what: str, database: Path, run: Run) -> None:
    status, printed, err = run("export", "--what", what)
    assert (status, err) == (0, "")
    status, out, err = run("export", "--what", what, "--out", "results.csv")
    rows = list(csv.DictReader(io.StringIO(printed, newline="")))
    assert (status, out, err) == (0, "", f"{len(rows):,} rows in results.csv\n")
    assert Path("results.csv").read_bytes().decode() == printed
    if what == "attempts":
        assert len(rows) == sessions(database)


@claims("managing.export", "export.private")
def test_no_export_tells_a_score_that_managers_do_not_see(database: Path, run: Run) -> None:
    _, printed, _ = run("export")
    rows = list(csv.DictReader(io.StringIO(printed, newline="")))
    own = [row for row in rows if not row["assignment"] and row["shared"] == "false"]
    assert any(row["state"] == "scored" for row in own)
    assert not any(row["total"] or row["passed"] for row in own)
    hidden = {row["session"] for row in own}
    _, marks, _ = run("export", "--what", "marks", "--format", "jsonl")
    assert marks
    assert not hidden & {json.loads(line)["session"] for line in marks.splitlines()}
    _, stated, _ = run("export", "--format", "xapi")
    scored = {
        one["context"]["registration"] for one in json.loads(stated) if "score" in str(one["verb"])
    }
    assert scored
    assert not hidden & scored
    assert team.SAID not in printed + marks + stated


@claims("managing.export")
def test_a_file_that_cannot_be_written_leaves_nothing_behind(database: Path, run: Run) -> None:
    Path("results.csv").write_text("before")
    status, _, err = run("export", "--out", "results.csv", "--tenant", "nobody")
    assert status == 2
    assert "There is no tenant 'nobody'." in err
    assert Path("results.csv").read_text() == "before"
    assert sorted(file.name for file in Path().glob("results*")) == ["results.csv"]
    assert run("export", "--out", ".")[0] == 2


@claims("managing.tenants")
def test_with_several_tenants_one_must_be_named(database_of_two: Path, run: Run) -> None:
    for command in (("report",), ("digest",), ("export",), ("forget", "u01")):
        status, out, err = run(*command)
        assert (status, out) == (2, "")
        assert "say which with `--tenant`: acme, beta" in err
    status, out, _ = run("report", "--tenant", "beta")
    assert status == 0
    assert "u02" in out
    assert "u03" not in out


@claims("managing.tenants")
def test_nobody_of_another_tenant_is_found(database_of_two: Path, run: Run) -> None:
    for command in (("report", "u05"), ("forget", "u05", "--yes")):
        status, _, err = run(*command, "--tenant", "beta")
        assert status == 2
        assert "'u05' here" in err
    assert run("report", "u05", "--tenant", "acme")[0] == 0


@claims("managing.nearest")
@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("report", "u1"), "There is nobody, and no group, 'u1' here. Did you mean u10 or u01?"),
        (("report", "everyon"), "Did you mean everyone?"),
        (("report", "zzz"), "There is everyone, u01, u02, u03, u04, u05, u06, u07"),
        (("forget", "U01"), "There is nobody 'U01' here. Did you mean u01"),
        (("export", "--tenant", "acm"), "There is no tenant 'acm'. Did you mean acme?"),
        (("export", "--format", "xapi", "--what", "marks"), "leave `--what` out"),
        (("retain", "--days", "0"), "--days"),
        (("digest", "--weeks", "0"), "--weeks"),
    ],
)
def test_who_is_not_known_is_a_sentence_with_the_nearest(
    args: tuple[str, ...], told: str, database: Path, run: Run
) -> None:
    status, out, err = run(*args)
    assert (status, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1


@claims("managing.forget")
def test_forget_leaves_nothing_of_a_person_in_the_file(database: Path, run: Run) -> None:
    others = sessions(database) - sessions(database, "u01")
    assert sessions(database, "u01")
    status, out, err = run("forget", "u01", "--yes")
    assert (status, err) == (0, "")
    assert out.startswith("All of u01 in acme was deleted: ")
    assert sessions(database) == others
    for file in database.parent.glob("team.db*"):
        assert b"u01" not in file.read_bytes(), file.name
    assert audited(database) == [("command line", "forget-me", "")]
    assert run("forget", "u01", "--yes")[0] == 2


@claims("managing.forget")
def test_forget_deletes_nothing_unless_it_is_told_to(database: Path, run: Run) -> None:
    before = sessions(database)
    status, out, err = run("forget", "u01")
    assert (status, out) == (2, "")
    assert "say so with `--yes`" in err
    assert sessions(database) == before


@claims("managing.forget")
@pytest.mark.parametrize(("answer", "status"), [(b"y\n", 0), (b"n\n", 1), (b"\n", 1)])
def test_forget_asks_where_somebody_can_answer(answer: bytes, status: int, database: Path) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, answer)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "forget", "u01"],
        stdin=theirs,
        capture_output=True,
        check=False,
        timeout=50,
        env=os.environ | {"PYTHONPATH": str(bundled().parent)},
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == status
    assert b"Delete all that is stored of u01 in acme: " in done.stderr
    assert bool(sessions(database, "u01")) == (status == 1)


@claims("managing.retain")
def test_retain_deletes_what_was_closed_too_long_ago(
    database: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sessions(database)
    assert run("retain") == (
        0,
        "acme: sessions are kept, because no number of days is set.\n",
        "",
    )
    monkeypatch.setenv("CHATTRAIN_RETENTION_DAYS", "8")
    status, out, _ = run("retain", "--dry-run")
    assert status == 0
    assert "closed more than 8 days ago would be deleted." in out
    assert sessions(database) == before
    _, out, _ = run("retain")
    count = int(out.split()[1])
    assert 0 < count == before - sessions(database)
    assert audited(database) == [("command line", "retain", "")]
    assert run("retain")[1] == "acme: 0 sessions closed more than 8 days ago were deleted.\n"


@claims("managing.retain")
def test_what_an_admin_set_counts_before_the_operators_days_and_days_before_both(
    database_of_two: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def own() -> None:
        async with stores.connect(f"sqlite:///{database_of_two}") as store:
            await store.keep(TenantSettings(tenant=BETA, retention_days=900))

    asyncio.run(own())
    monkeypatch.setenv("CHATTRAIN_RETENTION_DAYS", "8")
    _, out, _ = run("retain", "--dry-run")
    assert [line.split("closed")[1].split()[2] for line in out.splitlines()] == ["8", "900"]
    _, out, _ = run("retain", "--dry-run", "--days", "1", "--tenant", "beta")
    assert out.startswith("beta: ")
    assert "closed more than a day ago" in out


@claims("managing.beside")
def test_the_commands_work_beside_a_server(database: Path, run: Run) -> None:
    url = f"sqlite:///{database}"
    with stores.serve_lock(url), closing(sqlite3.connect(database)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sessions").fetchone()
        for command in (("report",), ("digest",), ("export",), ("retain", "--days", "3000")):
            assert run(*command)[0] == 0
        reading.execute("COMMIT")
        assert run("forget", "u02", "--yes")[0] == 0


def test_a_database_without_anybody_is_no_error(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///empty.db")
    status, _, err = run("report")
    assert status == 1
    assert "run `chattrain migrate`" in err
    stores.migrate("sqlite:///empty.db")
    assert run("report")[0] == 0
    assert run("digest")[0] == 0
    assert run("retain") == (0, "Nothing is stored yet.\n", "")
    assert run("export")[1].startswith("session,member,")
    status, _, err = run("report", "ada")
    assert status == 2
    assert "Nobody has practised yet." in err
