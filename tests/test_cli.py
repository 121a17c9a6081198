"""The command line: what each command prints and exits with."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import __version__, catalogue, cli, doctor, ending, endpoints
from bot.domain.scenario_schema import json_text
from bot.errors import ConfigError, StoreBusy
from tests.fakes.model_server import Answer, Fault, ModelServer
from tests.requirements import claims

COMMANDS = (
    *("run", "play", "check", "schema", "grade", "simulate", "usage", "doctor", "migrate"),
    *("report", "digest", "export", "forget", "retain"),
)
BUNDLED = catalogue.bundled()


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder to be in."""
    monkeypatch.chdir(tmp_path)


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process: its status, output and errors."""

    def run(*args: str) -> tuple[int, str, str]:
        status = ending.status(
            lambda: cli.app(list(args), prog_name="chattrain", standalone_mode=False)
        )
        out, err = capsys.readouterr()
        return status, out, err

    return run


def chattrain(
    *args: str, given: bytes = b"", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Runs a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *args],
        input=given,
        capture_output=True,
        check=False,
        timeout=50,
        env=os.environ | {"PYTHONPATH": str(BUNDLED.parent)} | (environment or {}),
    )


@claims("commands.help")
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, run: Run) -> None:
    status, out, err = run(command, "--help")
    assert (status, err) == (0, "")
    assert f"Usage: chattrain {command}" in out
    assert re.search(rf"Example: .*chattrain {command}", out)


def test_the_help_names_every_command_and_loads_nothing_heavy() -> None:
    program = (
        "import sys; from bot import cli, ending\n"
        "ending.status(lambda: cli.app(['--help'], prog_name='chattrain', standalone_mode=False))\n"
        "print(sorted({'pydantic', 'rich', 'sqlalchemy', 'starlette', 'structlog'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(BUNDLED.parent)},
    )
    assert all(re.search(rf"^  {command} ", done.stdout, re.MULTILINE) for command in COMMANDS)
    assert done.stdout.endswith("\n[]\n")


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version") == (0, f"chattrain {__version__}\n", "")


@claims("commands.exit-status", "commands.no-traceback")
@pytest.mark.parametrize(
    ("args", "told"),
    [
        ((), "Usage: chattrain"),
        (("chek",), "No such command 'chek'. Did you mean 'check'"),
        (("check", "--nope"), "No such option: --nope. Try `chattrain check --help`."),
        (("check", "nowhere"), "There is no file or folder 'nowhere'."),
        (("check", "."), "There is no scenario file (.yaml) there."),
        (("play",), "Say which scenario"),
        (("play", "late-delivry"), "Did you mean late-delivery"),
        (("play", "drafts/mine.yaml"), "There is no scenario file 'drafts/mine.yaml'."),
        (("play", "nosuch"), "There is no scenario 'nosuch'. `chattrain play` lists them.\n"),
    ],
)
def test_wrong_use_is_a_sentence_and_status_2(args: tuple[str, ...], told: str, run: Run) -> None:
    status, _, err = run(*args)
    assert status == 2
    assert told in err
    assert "Traceback" not in err


@claims("environment.all-at-once", "commands.no-traceback")
def test_wrong_settings_are_told_at_once_with_status_2(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", "http")
    monkeypatch.setenv("DATABASE_URL", "nowhere")
    for command in ("run", "migrate", "check"):
        status, _, err = run(command)
        assert status == 2
        assert re.fullmatch(r"DATABASE_URL .+\.\nPORT .+\.\n", err)


@claims("environment.all-at-once")
def test_a_misspelt_variable_is_told_beside_a_wrong_one(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", "http")
    monkeypatch.setenv("CHATTRAIN_LOGLEVEL", "debug")
    status, _, err = run("run")
    assert status == 2
    assert "did you mean CHATTRAIN_LOG_LEVEL?\n" in err
    assert "PORT must be a whole number" in err


@claims("commands.check", "commands.schema")
def test_wrong_settings_stop_neither_the_check_of_a_file_nor_the_schema(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", "http")
    monkeypatch.setenv("DATABASE_URL", "nowhere")
    for args in (("check", str(BUNDLED / "late-delivery.yaml")), ("schema",)):
        status, out, err = run(*args)
        assert (status, err) == (0, "")
        assert out


@claims("commands.check")
def test_check_finds_nothing_wrong_with_the_bundled_scenarios(run: Run) -> None:
    status, out, err = run("check")
    assert (status, err) == (0, "")
    assert re.fullmatch(r"\d+ files, no problems\n", out)


@claims("commands.check")
def test_check_prints_file_line_column_path_and_problem(run: Run, tmp_path: Path) -> None:
    good = (BUNDLED / "late-delivery.yaml").read_text()
    folder = tmp_path / "drafts"
    folder.mkdir()
    wrong = re.sub(r"^difficulty: .*", "difficulty: hard", good, flags=re.MULTILINE)
    (folder / "wrong.yaml").write_text(wrong)
    (folder / "broken.yaml").write_text("id: [\n")
    status, out, err = run("check", "drafts")
    assert (status, err) == (1, "")
    first, second, *more = out.splitlines()
    assert re.match(rf"drafts{re.escape(os.sep)}broken\.yaml:\d+:\d+: ", first)
    assert re.fullmatch(rf"drafts{re.escape(os.sep)}wrong\.yaml:\d+:\d+: difficulty: .+", second)
    assert more == []
    status, out, _ = run("check", f"drafts{os.sep}wrong.yaml")
    assert (status, out) == (1, second + "\n")


@claims("commands.schema")
def test_schema_prints_the_format_as_json_schema(run: Run) -> None:
    status, out, err = run("schema")
    assert (status, err) == (0, "")
    assert out == json_text()
    assert json.loads(out)["title"] == "ChatTrain scenario"


def test_an_error_with_a_sentence_is_that_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    def fail(error: BaseException) -> tuple[int, str]:
        def command() -> None:
            raise error

        return ending.status(command), capsys.readouterr().err

    assert fail(StoreBusy()) == (1, f"{StoreBusy()}\n")
    assert fail(ConfigError("PORT is wrong.")) == (2, "PORT is wrong.\n")
    group = ExceptionGroup("many", [ValueError(), ExceptionGroup("more", [StoreBusy()])])
    assert fail(group) == (1, f"{StoreBusy()}\n")
    status, told = fail(OSError(errno.ENOSPC, "No space left on device", "x.db"))
    assert (status, told) == (1, "The system refused: No space left on device (x.db).\n")
    status, told = fail(KeyError("x"))
    assert status == 1
    assert told.startswith("ChatTrain failed in a way nobody foresaw (KeyError). ")
    assert told.count("\n") == 1
    assert fail(KeyboardInterrupt()) == (130, "")


@pytest.mark.parametrize("args", [("schema",), ("play", "late-delivery", "--fast")])
def test_a_reader_that_stops_reading_is_no_error(args: tuple[str, ...]) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "bot", *args],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(BUNDLED.parent)},
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    assert program.stderr.read() == b""
    program.stderr.close()
    assert program.wait() == 1


@claims("commands.play-piped", "commands.play", "commands.scenario")
def test_a_session_can_be_piped_through_play_to_its_scorecard(tmp_path: Path) -> None:
    lines = "Hello, I am sorry about the delay.\nWhat happened?\nbroken \udcff text\n"
    given = lines.encode(errors="surrogateescape")
    done = chattrain("play", "late-delivery", "--fast", given=given)
    out = done.stdout.decode()
    assert done.stderr == b""
    assert done.returncode == 0
    assert "\x1b" not in out
    assert out.count("\nYou: ") == 3
    assert "You: broken \ufffd text\n" in out
    assert re.search(r"^Score: (\d+/100|not enough to judge)", out, re.MULTILINE)
    assert list(tmp_path.iterdir()) == []


@claims("commands.scenario")
def test_a_scenario_file_is_played_and_a_wrong_one_is_told(run: Run, tmp_path: Path) -> None:
    good = (BUNDLED / "late-delivery.yaml").read_text()
    mine = tmp_path / "mine.yaml"
    mine.write_text(re.sub(r"^title: .*$", "title: My own", good, flags=re.MULTILINE))
    done = chattrain("play", str(mine), "--fast", given=b"hello\n!finish\n")
    assert done.returncode == 0
    assert "Scorecard: My own" in done.stdout.decode()
    mine.write_text(good.replace("difficulty:", "dificulty:"))
    status, out, _ = run("play", "mine.yaml")
    assert status == 1
    assert re.search(r"^mine\.yaml:\d+:\d+: ", out)


def test_output_that_cannot_show_a_character_shows_a_question_mark() -> None:
    done = chattrain(
        "play",
        "late-delivery",
        "--fast",
        given="für\n".encode("latin-1"),
        environment={"PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert b"You: f?r\n" in done.stdout


class Seat:
    """A person before a terminal: reads until something is shown, and types."""

    def __init__(self, *args: str) -> None:
        self._screen, theirs = pty.openpty()
        self.program = subprocess.Popen(
            [sys.executable, "-m", "bot", *args],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": str(BUNDLED.parent), "TERM": "xterm"},
        )
        os.close(theirs)
        self.shown = ""

    def until(self, wanted: str) -> None:
        while wanted not in self.shown:
            self.shown += os.read(self._screen, 65536).decode()
        self.shown = self.shown.partition(wanted)[2]

    def types(self, text: str) -> None:
        os.write(self._screen, text.encode())

    def leaves(self) -> int:
        """The status of the program once it has ended."""
        status = self.program.wait(timeout=30)
        os.close(self._screen)
        return status


def test_on_a_terminal_a_scenario_is_chosen_and_ctrl_d_finishes_with_the_scorecard() -> None:
    seat = Seat("play", "--fast")
    seat.until("Which one? ")
    seat.types("late-delivry\n")
    seat.until("There is no 'late-delivry' here. Did you mean late-delivery?")
    seat.until("Type a number from 1 to ")
    seat.until("Which one? ")
    seat.types("1\n")
    seat.until("You: ")
    seat.types("Hello, what hap\x7fppened?\n")
    seat.until("is thinking …")
    seat.until("You: ")
    seat.types("\x04")
    seat.until("Score: ")
    assert seat.leaves() == 0


def test_on_a_terminal_ctrl_d_leaves_the_choice_of_a_scenario() -> None:
    seat = Seat("play")
    seat.until("Which one? ")
    seat.types("\x04")
    assert seat.leaves() == 2


def test_on_a_terminal_ctrl_c_stops_the_reply_and_pressed_twice_leaves() -> None:
    seat = Seat("play", "late-delivery")
    seat.until("You: ")
    seat.types("Hello, what happened?\n")
    seat.until("Dana Whitlock: ")
    seat.program.send_signal(signal.SIGINT)
    seat.until("You: ")
    seat.program.send_signal(signal.SIGINT)
    seat.until("Press Ctrl-C again to leave")
    seat.program.send_signal(signal.SIGINT)
    assert seat.leaves() == 130


def test_streams_that_are_closed_are_empty_ones() -> None:
    program = f"exec {sys.executable} -m bot play late-delivery --fast <&- >&-"
    done = subprocess.run(
        ["/bin/sh", "-c", program],
        stderr=subprocess.PIPE,
        check=False,
        timeout=50,
        env=os.environ | {"PYTHONPATH": str(BUNDLED.parent)},
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_ctrl_c_while_playing_leaves_with_status_130() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "bot", "play", "late-delivery"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(BUNDLED.parent), "CHATTRAIN_SCRIPT_PACE": "0.1"},
    )
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(b"hello\n")
    program.stdin.flush()
    assert any(line.startswith(b"You: hello") for line in iter(program.stdout.readline, b""))
    program.send_signal(signal.SIGINT)
    _, err = program.communicate(timeout=30)
    assert (program.returncode, err) == (130, b"")


@claims("commands.migrate")
def test_migrate_makes_the_database(run: Run, tmp_path: Path) -> None:
    assert run("migrate") == (0, "sqlite:///chattrain.db has the schema of this version\n", "")
    assert (tmp_path / "chattrain.db").exists()
    assert run("migrate")[0] == 0


@claims("commands.doctor")
def test_the_doctor_finds_a_fresh_installation_well(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", "0")
    status, out, err = run("doctor")
    assert (status, err) == (0, "")
    subjects = [line.split(": ")[:2] for line in out.splitlines()]
    assert subjects == [
        ["ok", "settings"],
        ["ok", "scenarios"],
        ["ok", "database"],
        ["ok", "models"],
        ["ok", "address"],
    ]
    run("migrate")
    assert "ok: database: sqlite:///chattrain.db can be read and written\n" in run("doctor")[1]


@claims("commands.doctor")
def test_the_doctor_names_each_problem_with_what_to_do(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "wrong.yaml").write_text("id: x\n")
    (tmp_path / "other.db").write_text("this is no database, though it is long enough to be one")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        monkeypatch.setenv("CHATTRAIN_SCENARIOS", "mine")
        monkeypatch.setenv("DATABASE_URL", "sqlite:///other.db")
        monkeypatch.setenv("CHATTRAIN_LOGLEVEL", "debug")
        status, out, _ = run("doctor")
    assert status == 1
    assert "note: settings: CHATTRAIN_LOGLEVEL is not a setting" in out
    assert re.search(r"^problem: scenarios: mine.wrong\.yaml:1:1: ", out, re.MULTILINE)
    assert re.search(r"^problem: database: .*other\.db", out, re.MULTILINE)
    assert f"problem: address: 127.0.0.1:{port} is in use by another program; " in out


@claims("commands.doctor")
def test_the_doctor_tells_all_wrong_settings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "http")
    monkeypatch.setenv("CHATTRAIN_LOG_LEVEL", "loud")
    status, out, _ = run("doctor")
    assert status == 1
    assert out.count("problem: settings: ") == 2


@claims("commands.doctor")
def test_the_doctor_looks_at_the_rest_though_a_setting_is_wrong(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", "http")
    monkeypatch.setenv("CHATTRAIN_LOGLEVEL", "debug")
    status, out, _ = run("doctor")
    assert status == 1
    assert [line.split(": ")[:2] for line in out.splitlines()] == [
        ["note", "settings"],
        ["problem", "settings"],
        ["ok", "scenarios"],
        ["ok", "database"],
        ["ok", "models"],
    ]
    monkeypatch.setenv("PORT", "0")
    monkeypatch.setenv("DATABASE_URL", "nowhere")
    monkeypatch.setenv("OPENAI_BASE_URL", "nowhere")
    subjects = [line.split(": ")[1] for line in run("doctor")[1].splitlines()]
    assert subjects == ["settings"] * 3 + ["scenarios", "address"]


def _json(document: object, status: int = 200) -> Answer:
    return Answer(status=status, parts=(json.dumps(document).encode(),))


@claims("commands.doctor")
@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (_json({"data": [{"id": "small"}]}), "ok: models: {address} answers and lists small"),
        (
            _json({"data": [{"id": "models/small"}]}),
            "ok: models: {address} answers and lists small",
        ),
        (
            _json({"data": [{"id": "large"}, {"id": "huge"}]}),
            "problem: models: {address} does not list small; it lists huge, large: set OPENAI_MODEL",
        ),
        (_json({}, 401), "problem: models: {address} refused the key (status 401); write"),
        (_json({}, 404), "problem: models: {address} has no list of models (status 404); see"),
        (_json({}, 500), "problem: models: {address} answered with status 500; try again later."),
        (_json(["no"]), "problem: models: {address} is no model server; correct OPENAI_BASE_URL."),
        (
            Answer(parts=(b"<html>",)),
            "problem: models: {address} is no model server; correct OPENAI_BASE_URL.",
        ),
        (Answer(parts=(Fault.RESET,)), "problem: models: {address} cannot be reached ("),
        (Answer(parts=(Fault.HOLD,)), "problem: models: {address} did not answer within 0.2 s; "),
    ],
    ids=["listed", "prefixed", "other", "key", "path", "fault", "list", "page", "reset", "silent"],
)
async def test_the_doctor_asks_the_models_server(
    answer: Answer, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoints, "PATIENCE", 0.2 if Fault.HOLD in answer.parts else 5)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-abcdefgh")
    monkeypatch.setenv("OPENAI_MODEL", "small")
    async with ModelServer() as server:
        address = server.address
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        server.play(answer)
        found = await asyncio.to_thread(lambda: list(doctor.findings()))
    (line,) = [str(finding) for finding in found if finding.subject == "models"]
    assert line.startswith(told.format(address=address))
    assert server.asked[0].path == "/v1/models"
    assert server.asked[0].headers["authorization"] == "Bearer sk-abcdefgh"
    assert not any("sk-abcdefgh" in str(finding) for finding in found)
