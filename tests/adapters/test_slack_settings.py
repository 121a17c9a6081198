"""Which variables of Slack go together, and what is said of those that do not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from adapters.slack.settings import Variables
from bot.config import Settings, load, load_sound
from bot.errors import ConfigError
from tests.requirements import claims

BOT, APP, SIGNING = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"
ID, SECRET, KEY = "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "CHATTRAIN_SECRET_KEY"
RIGHT = {
    BOT: "xoxb-1-secret",
    APP: "xapp-1-secret",
    SIGNING: "0123456789abcdef0123456789abcdef",
    ID: "123.456",
    SECRET: "fedcba-secret",
    KEY: "a-secret-of-thirty-two-characters,another-secret-of-thirty-two-characters",
}


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without a `.env`."""
    monkeypatch.chdir(tmp_path)


def set_all(monkeypatch: pytest.MonkeyPatch, *names: str, **others: str) -> None:
    for name, value in {**{name: RIGHT[name] for name in names}, **others}.items():
        monkeypatch.setenv(name, value)


def problems() -> list[str]:
    with pytest.raises(ConfigError) as raised:
        load()
    return str(raised.value).splitlines()


@pytest.mark.parametrize(
    ("names", "many", "by_socket"),
    [
        ((BOT, APP), False, True),
        ((BOT, SIGNING), False, False),
        ((BOT, APP, SIGNING), False, True),
        ((ID, SECRET, SIGNING, KEY), True, False),
        ((ID, SECRET, APP, KEY), True, True),
    ],
)
@claims("slack.settings")
def test_these_go_together(
    names: tuple[str, ...], *, many: bool, by_socket: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_all(monkeypatch, *names)
    settings = load()
    found = settings.slack
    assert found is not None
    assert settings.platforms == (found,)
    assert (found.many, found.by_socket) == (many, by_socket)
    assert len(found.keys) == (2 if many else 0)


def test_without_any_of_them_there_is_no_slack(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, KEY)
    assert load().slack is None
    assert load().platforms == ()


@claims("slack.settings")
@pytest.mark.parametrize(
    ("names", "told"),
    [
        ((BOT,), f"{SIGNING} is not set, and neither is {APP}; set {APP} (xapp-) for Socket Mode"),
        ((APP,), f"{APP} is set without {BOT}; set it to the Bot User OAuth Token"),
        ((SIGNING,), f"{SIGNING} is set without {BOT}; set it to"),
        ((ID, SIGNING, KEY), f"{SECRET} and {ID} go together, and only {ID} is set"),
        ((SECRET, BOT, APP), f"{SECRET} and {ID} go together, and only {SECRET} is set"),
        ((ID, SECRET, KEY), f"{SIGNING} is not set, and neither is {APP}"),
        ((ID, SECRET, SIGNING), f"{KEY} is not set, but {ID} is; set it to what `openssl"),
        ((BOT, APP, ID, SECRET, KEY), f"{BOT} is for one workspace and {ID} for many; leave one"),
    ],
)
def test_these_do_not_and_what_is_missing_is_told(
    names: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_all(monkeypatch, *names)
    (problem,) = problems()
    assert problem.startswith(told)
    assert problem.endswith(".")


@claims("slack.settings", "environment.secrets")
@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({BOT: "xapp-1-secret"}, f"{BOT} is the app-level token, which belongs in {APP}."),
        ({APP: "xoxb-1-secret"}, f"{APP} is the bot token, which belongs in {BOT}."),
        ({BOT: "xoxp-1-secret"}, f"{BOT} is a person's token, which is not used; take the Bot"),
        ({BOT: "xoxe.xoxb-secret"}, f"{BOT} is a token that was rotated; install the app with"),
        ({BOT: "secret"}, f"{BOT} is not a token that begins with xoxb-; copy it again."),
        ({APP: "xapp-1 secret"}, f"{APP} has a blank or a character outside ASCII in it"),
        ({SIGNING: "xoxb-1-secret"}, f"{SIGNING} is a token; copy the Signing Secret from"),
        ({"SLACK_API_URL": "slack.com/api"}, "SLACK_API_URL is not a web address; write it like"),
    ],
)
def test_a_value_that_belongs_elsewhere_is_told_and_not_repeated(
    given: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_all(monkeypatch, BOT, APP, **given)
    (problem,) = problems()
    assert problem.startswith(told)
    assert "secret" not in problem


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({ID: "A0123"}, f"{ID} is not a client id"),
        ({KEY: "short"}, f"{KEY} has a key of fewer than 32 characters"),
        ({KEY: f"{RIGHT[KEY]},short"}, f"{KEY} has a key of fewer than 32 characters"),
        ({KEY: RIGHT[KEY].replace(",", ", ")}, f"{KEY} has a blank"),
    ],
)
def test_what_many_workspaces_need_is_looked_at_too(
    given: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_all(monkeypatch, ID, SECRET, SIGNING, KEY, **given)
    (problem,) = problems()
    assert problem.startswith(told)


def test_swapped_tokens_are_told_both_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, **{BOT: RIGHT[APP], APP: RIGHT[BOT]})
    assert [line.split()[0] for line in problems()] == [BOT, APP]


def test_they_are_right_or_wrong_together(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, BOT)
    settings, wrong = load_sound()
    assert settings.slack is None
    assert {"slack_bot_token", "slack_app_token"} <= wrong


@claims("environment.secrets")
def test_no_secret_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, ID, SECRET, SIGNING, APP, KEY)
    settings = load()
    for shown in (repr(settings), str(settings), repr(settings.slack)):
        assert "secret-" not in shown
        assert "-secret" not in shown
        assert RIGHT[SIGNING] not in shown
    assert {*RIGHT[KEY].split(","), RIGHT[KEY], RIGHT[SECRET], RIGHT[SIGNING], RIGHT[APP]} == set(
        settings.secrets
    )


def test_the_address_ends_where_methods_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, BOT, APP, SLACK_API_URL="https://slack-gov.com/api")
    (found,) = load().platforms
    assert found.api_url == "https://slack-gov.com/api/"


def test_no_rule_of_slacks_is_hidden_by_one_of_all_settings() -> None:
    """A validator of the same name would take the other's place without a word."""
    rules = {name for name in vars(Variables) if re.match(r"_[a-z]", name)}
    assert not rules & vars(Settings).keys() - vars(BaseModel).keys()
