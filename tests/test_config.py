"""Settings: read from the environment and `.env`, every problem at once, no secret repeated."""

from __future__ import annotations

import io
import json
import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot import logs, players
from bot.config import Settings, load, load_sound, misspelt, variables, without_effect
from bot.errors import ConfigError
from bot.players import Route
from bot.providers.openai import DEFAULT_MODEL
from tests.requirements import claims

SCRIPTED = Route("scripted", "script")
DEFAULT = Route("openai", DEFAULT_MODEL)
EXAMPLE = Path(__file__).parent.parent / ".env.example"
REFERENCE = Path(__file__).parent.parent / "docs" / "reference" / "environment.md"


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without a `.env`."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def log_restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def set_all(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def problems() -> list[str]:
    with pytest.raises(ConfigError) as raised:
        load()
    return str(raised.value).splitlines()


@claims("environment.file")
def test_without_any_variable_the_contracts_defaults_hold() -> None:
    settings = load()
    assert settings.database_url == "sqlite:///chattrain.db"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.persona_routes == (SCRIPTED,)
    assert settings.on_loopback
    assert [*misspelt(), *without_effect(settings)] == []


@claims("environment.file")
def test_the_environment_counts_before_the_file_and_an_empty_variable_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text(
        "PORT=1234\nHOST=localhost\nOTHER=1\nexport CHATTRAIN_LOG_LEVEL=Debug\n"
    )
    set_all(monkeypatch, PORT="4321", HOST="")
    settings = load()
    assert (settings.port, settings.host) == (4321, "localhost")
    assert settings.chattrain_log_level == "debug"


@claims("environment.all-at-once", "environment.secrets")
def test_all_problems_are_told_at_once_each_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    set_all(
        monkeypatch,
        OPENAI_BASE_URL="localhost:11434",
        OPENAI_API_KEY="sk-very secret",
        CHATTRAIN_PERSONA_MODEL="gpt",
        CHATTRAIN_PROVIDERS="openai,olama",
        DATABASE_URL="mysql://me:hunter22@host/x",
        PORT="80 000",
        CHATTRAIN_SCENARIOS=os.pathsep.join([str(tmp_path), "/not/there"]),
        CHATTRAIN_SCRIPT_PACE="fast",
        CHATTRAIN_LOG_FORMAT="xml",
        CHATTRAIN_LOG_LEVEL="loud",
    )
    told = problems()
    assert [line.split()[0] for line in told] == [
        "OPENAI_BASE_URL",
        "OPENAI_API_KEY",
        "CHATTRAIN_PERSONA_MODEL",
        "CHATTRAIN_PROVIDERS",
        "DATABASE_URL",
        "PORT",
        "CHATTRAIN_SCENARIOS",
        "CHATTRAIN_SCRIPT_PACE",
        "CHATTRAIN_LOG_FORMAT",
        "CHATTRAIN_LOG_LEVEL",
    ]
    assert "secret" not in "\n".join(told)
    assert "hunter22" not in "\n".join(told)
    assert "'olama'" in told[3]
    assert "'/not/there'" in told[6]
    assert "'auto', 'console' or 'json'" in told[8]
    assert all(line.endswith(".") for line in told)


@pytest.mark.parametrize("value", ["-1", "65536", "http", "80.5"])
def test_a_port_is_a_number_that_ports_can_have(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", value)
    (problem,) = problems()
    assert problem.startswith("PORT must be ")


@pytest.mark.parametrize(
    "value",
    ["chattrain.db", "sqlite://", "sqlite:///", "sqlite:///:memory:", "redis://host",
     "postgresql://host:port/x", "postgresql://[::1/x"],
)  # fmt: skip
def test_a_database_is_a_file_or_a_server(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", value)
    (problem,) = problems()
    assert problem.startswith("DATABASE_URL ")


@claims("environment.providers")
def test_the_persona_is_played_by_those_configured_and_by_the_script_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1")
    assert load().persona_routes == (DEFAULT, SCRIPTED)
    monkeypatch.setenv("OPENAI_MODEL", "small")
    assert load().persona_routes == (Route("openai", "small"), SCRIPTED)
    monkeypatch.setenv("CHATTRAIN_PERSONA_MODEL", "openai/large/v2")
    first, second, last = load().persona_routes
    assert (first, second, last) == (
        Route("openai", "large/v2"),
        Route("openai", "small"),
        SCRIPTED,
    )


@claims("environment.providers")
def test_the_order_that_is_given_counts_and_nobody_else_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_all(monkeypatch, OPENAI_API_KEY="sk-1", CHATTRAIN_PROVIDERS=" Scripted , openai,scripted")
    assert load().persona_routes == (SCRIPTED, DEFAULT)
    monkeypatch.setenv("CHATTRAIN_PROVIDERS", "openai")
    assert load().persona_routes == (DEFAULT,)


def test_a_server_of_ones_own_needs_the_name_of_its_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:11434/v1")
    assert problems() == [
        "OPENAI_MODEL is not set, but OPENAI_BASE_URL is; set it to a model that server has."
    ]
    monkeypatch.setenv("CHATTRAIN_PERSONA_MODEL", "openai/qwen3:8b")
    assert load().persona_routes == (Route("openai", "qwen3:8b"), SCRIPTED)


@pytest.mark.parametrize("name", ["CHATTRAIN_PROVIDERS", "CHATTRAIN_PERSONA_MODEL"])
def test_a_provider_that_is_named_must_be_configured(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "openai" if name.endswith("PROVIDERS") else "openai/small")
    (problem,) = problems()
    assert "set OPENAI_API_KEY" in problem


@claims("environment.scenarios")
def test_scenario_folders_are_separated_like_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    monkeypatch.setenv("CHATTRAIN_SCENARIOS", os.pathsep.join(map(str, folders)) + os.pathsep)
    assert load().chattrain_scenarios == tuple(folders)


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("localhost", True), ("::1", True), ("[::1]", True),
     ("0.0.0.0", False), ("::", False), ("10.0.0.1", False), ("example.org", False)],
)  # fmt: skip
def test_only_this_machines_own_addresses_are_loopback(
    host: str, *, is_loopback: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOST", host)
    assert load().on_loopback is is_loopback


def test_what_has_no_effect_is_told_with_the_nearest_name(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("CHATTRAIN_LOGLEVEL=debug\n")
    set_all(monkeypatch, CHATTRAIN_FROBNICATION="1", HOST="0.0.0.0")
    unknown, near = misspelt()
    assert unknown.startswith("CHATTRAIN_FROBNICATION is not a setting and has no effect; see")
    assert near.startswith("CHATTRAIN_LOGLEVEL is not a setting")
    assert near.endswith("did you mean CHATTRAIN_LOG_LEVEL?")
    (playground,) = without_effect(load())
    assert playground.startswith("The playground is off, because HOST is 0.0.0.0")


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("CHATTRAIN_OPENAI_MODEL", "did you mean OPENAI_MODEL?"),
        ("chattrain_provider", "did you mean CHATTRAIN_PROVIDERS?"),
        ("CHATTRAIN_FOO", "see .env.example for those there are."),
    ],
)
def test_the_nearest_name_is_one_that_is_like_it(
    name: str, instead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "x")
    (told,) = misspelt()
    assert told == f"{name} is not a setting and has no effect; {instead}"


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("OPENAI_KEY", "did you mean OPENAI_API_KEY?"),
        ("ANTHROPIC_APIKEY", "did you mean ANTHROPIC_API_KEY?"),
        ("OLLAMA_URL", "did you mean OLLAMA_BASE_URL?"),
        ("SLACK_TOKEN", "did you mean SLACK_BOT_TOKEN?"),
        ("SLACK_SCOPES", "see .env.example for those there are."),
        ("OLLAMA_HOST", "see .env.example for those there are."),
        ("OPENAI_ORG_ID", "see .env.example for those there are."),
    ],
)
def test_a_providers_variable_that_is_unknown_is_told_of_the_file_alone(
    name: str, instead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "x")
    assert misspelt() == []
    Path(".env").write_text(f"{name}=x\nOPENAI_MODEL=m\nOTHER=1\n")
    assert misspelt() == [f"{name} is not a setting and has no effect; {instead}"]


def test_masking_is_on_or_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHATTRAIN_MASKING", "maybe")
    assert problems() == ["CHATTRAIN_MASKING must be true or false."]


def test_sessions_are_kept_unless_a_number_of_days_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load().chattrain_retention_days is None
    monkeypatch.setenv("CHATTRAIN_RETENTION_DAYS", "180")
    assert load().chattrain_retention_days == 180
    monkeypatch.setenv("CHATTRAIN_RETENTION_DAYS", "0")
    assert problems() == ["CHATTRAIN_RETENTION_DAYS must be at least 1."]


def test_a_file_that_is_no_text_is_a_sentence() -> None:
    Path(".env").write_bytes(b"PORT=\xff\xfe8000\n")
    assert problems() == [".env is not UTF-8 text; save it as UTF-8."]
    assert misspelt() == []
    assert load_sound() == (load(None), frozenset())


def test_what_is_wrong_has_its_default_where_the_rest_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_all(monkeypatch, PORT="http", HOST="localhost", CHATTRAIN_LOG_LEVEL="loud")
    settings, wrong = load_sound()
    assert wrong == {"port", "chattrain_log_level"}
    assert (settings.port, settings.host, settings.chattrain_log_level) == (
        8000,
        "localhost",
        "info",
    )


@pytest.mark.parametrize(
    "given",
    [
        {"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"},
        {"CHATTRAIN_PROVIDERS": "openai"},
        {"CHATTRAIN_PERSONA_MODEL": "openai/x", "OPENAI_BASE_URL": "nowhere"},
    ],
)
def test_the_settings_of_who_plays_are_wrong_together(
    given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_all(monkeypatch, **given)
    settings, wrong = load_sound()
    assert wrong == players.NAMES
    assert settings.persona_routes == (SCRIPTED,)


@claims("environment.secrets")
def test_secrets_never_show_in_the_settings_text(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(
        monkeypatch,
        OPENAI_API_KEY="sk-abcdef",
        CHATTRAIN_PLAYGROUND_TOKEN="open-sesame",
        DATABASE_URL="postgresql://me:hunter%2022@host:5432/name?sslmode=require",
    )
    settings = load()
    for secret in ("sk-abcdef", "open-sesame", "hunter"):
        assert secret not in repr(settings)
        assert secret not in str(settings)
        assert secret not in settings.database
    assert settings.database == "postgresql://me:***@host:5432/name?sslmode=require"
    assert set(settings.secrets) == {"sk-abcdef", "open-sesame", "hunter%2022", "hunter 22"}


@claims("environment.example")
@pytest.mark.parametrize(
    "left_out",
    ["SLACK_BOT_TOKEN", "SLACK_CLIENT_ID|SLACK_CLIENT_SECRET"],
    ids=["many workspaces", "one workspace"],
)
def test_the_example_lists_every_variable_with_a_line_and_can_be_used_as_it_is(
    left_out: str, tmp_path: Path
) -> None:
    lines = EXAMPLE.read_text().splitlines()
    named = {
        match[1]: n for n, line in enumerate(lines) if (match := re.match(r"#([A-Z_]+)=", line))
    }
    assert set(named) == set(variables())
    assert all(re.match(r"# .+\.$", lines[n - 1]) for n in named.values())
    Path("prices.json").write_text("{}")
    used = tmp_path / "used.env"
    taken = rf"^#(?=(?!(?:{left_out})=)[A-Z_]+=)"
    used.write_text(re.sub(taken, "", EXAMPLE.read_text(), flags=re.MULTILINE))
    settings = load(used)
    assert settings.slack
    assert settings.slack.many is (left_out == "SLACK_BOT_TOKEN")
    assert [*misspelt(used), *without_effect(settings)] == []
    default = Settings(_env_file=None)
    for field in ("database_url", "host", "port", "chattrain_script_pace", "chattrain_log_format"):
        assert getattr(settings, field) == getattr(default, field)


@pytest.mark.parametrize(
    ("text", "caps"),
    [
        ("all=5", {"all": 5.0}),
        ("member = 50_000 ,all=2000000", {"member": 50_000.0, "all": 2_000_000.0}),
        ("tenant=0.5", {"tenant": 0.5}),
    ],
)
def test_a_limit_is_named_by_whose_it_is(
    text: str, caps: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHATTRAIN_DOLLARS_PER_DAY", text)
    assert dict(load().chattrain_dollars_per_day) == caps
    assert load().chattrain_tokens_per_day == ()


@pytest.mark.parametrize(
    "text", ["5", "all=5,all=6", "alle=5", "all=-1", "all=", "all=5,", "all=x"]
)
def test_a_limit_that_is_none_is_told_with_what_to_write(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_all(monkeypatch, CHATTRAIN_TOKENS_PER_DAY=text, CHATTRAIN_PRICES="/not/there")
    told = problems()
    assert "must name limits such as all=2000000" in told[0]
    assert "'/not/there', which is not a file" in told[1]


def test_the_reference_has_every_variable() -> None:
    page = REFERENCE.read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)`", page, re.MULTILINE)) == set(variables())


@claims("environment.secrets")
@pytest.mark.usefixtures("log_restored")
def test_the_log_has_a_json_line_for_each_entry_and_leaves_secrets_out() -> None:
    out = io.StringIO()
    logs.configure(format="auto", level="info", secrets=["hunter22"], stream=out)
    log = structlog.get_logger("bot.test")
    log.info("turn", session="s1", turn=3, tokens=12, first_text_ms=None, api_key="abc")
    log.warning("x", place="postgresql://me:pw@host/x", nested={"token": "t"}, list=["hunter22"])
    logging.getLogger("a.library").warning("sent %s and hunter22", "Bearer abc.def")
    log.debug("unseen")
    logging.getLogger("httpx2").info("unseen")
    log.error("failed", exc_info=ValueError("hunter22 is wrong"))
    entries = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [entry["event"] for entry in entries] == [
        "turn",
        "x",
        "sent Bearer *** and ***",
        "failed",
    ]
    assert entries[0]["turn"] == 3
    assert entries[0]["tokens"] == 12
    assert entries[0]["api_key"] == "***"
    assert entries[1]["place"] == "postgresql://me:***@host/x"
    assert entries[1]["nested"] == {"token": "***"}
    assert entries[1]["list"] == ["***"]
    assert "ValueError: *** is wrong" in entries[3]["exception"]
    assert "hunter22" not in out.getvalue()


@pytest.mark.usefixtures("log_restored")
def test_the_log_for_people_is_text_without_colours_where_there_is_no_terminal() -> None:
    out = io.StringIO()
    logs.configure(format="console", level="debug", stream=out)
    structlog.get_logger("bot.test").debug("looked", session="s1")
    assert re.search(r"\[debug +\] looked .*session=s1", out.getvalue())
    assert "\x1b" not in out.getvalue()
