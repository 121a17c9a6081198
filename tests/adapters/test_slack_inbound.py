"""What payloads of Slack say that happened, for every kind there is, and for junk."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.chat.moment import Moment
from adapters.slack.forms import Asked, Misfilled, view
from adapters.slack.hearing import Self
from adapters.slack.inbound import HomeOpened, Left, Read, read
from adapters.slack.payloads import response_url, tenant
from adapters.slack.plain import plain
from bot.domain.events import Commanded, Deleted, Edited, Pressed, Said
from bot.domain.offering import Choice
from bot.domain.surface import SessionId, Surface, TenantId
from bot.domain.transcript import Micros
from tests.fakes.slack import view_problems
from tests.requirements import claims

BOT = Self(user_id="UBOT", bot_id="BBOT")
MOMENT = Moment(at=Micros(7), opens=SessionId("new"))
DM = Surface("slack", TenantId("T1"), "D1")
Json = dict[str, Any]


def event(**inner: Any) -> Json:
    return {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "Ev1",
        "authorizations": [
            {"team_id": "T1", "enterprise_id": None, "is_enterprise_install": False}
        ],
        "event": inner,
    }


def message(**fields: Any) -> Json:
    said = {
        "type": "message",
        "channel": "D1",
        "channel_type": "im",
        "user": "U1",
        "team": "T1",
        "text": "Hello",
        "ts": "100.000100",
    }
    return event(**{**said, **fields})


def taken(body: object) -> Read:
    return read(body, MOMENT, BOT)


def test_a_direct_message_is_said_at_the_top() -> None:
    assert taken(message()) == Said(
        key="slack:T1:D1:100.000100", surface=DM, member="U1", at=7, opens="new",  # type: ignore[arg-type]
        text="Hello", message="top:100.000100",
    )  # fmt: skip


def test_a_reply_is_said_in_its_thread() -> None:
    said = taken(message(thread_ts="99.000100"))
    assert isinstance(said, Said)
    assert said.surface == Surface("slack", TenantId("T1"), "D1", "99.000100")


def test_what_begins_a_thread_stands_at_the_top() -> None:
    said = taken(message(thread_ts="100.000100"))
    assert isinstance(said, Said)
    assert said.surface == DM


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message"])
def test_what_a_person_wrote_is_said_whatever_goes_with_it(subtype: str) -> None:
    assert isinstance(taken(message(subtype=subtype)), Said)


def test_a_file_without_words_is_an_empty_message_that_is_answered() -> None:
    said = taken(message(subtype="file_share", text="", files=[{"id": "F1"}]))
    assert isinstance(said, Said)
    assert said.text == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"user": "UBOT"},
        {"bot_id": "BBOT", "user": "UBOT"},
        {"bot_id": "BOTHER", "user": "U9"},
        {"subtype": "bot_message", "user": None},
        {"user": "USLACKBOT"},
        {"subtype": "channel_join"},
        {"subtype": "message_replied"},
        {"subtype": "assistant_app_thread"},
        {"channel": "C1", "channel_type": "channel"},
        {"channel": "C1", "channel_type": "channel", "thread_ts": "99.000100"},
        {"channel": None},
        {"ts": None},
        {"ts": "no time"},
        {"user": None},
    ],
)
def test_bots_echoes_and_talk_among_others_are_nothing(fields: Json) -> None:
    assert taken(message(**fields)) is None


def test_a_mention_and_its_message_are_one_event() -> None:
    said = {"channel": "C1", "text": "<@UBOT> hi", "ts": "100.000100", "user": "U1"}
    mention = taken(event(type="app_mention", **said))
    assert mention == taken(event(type="message", channel_type="channel", **said))
    assert isinstance(mention, Commanded)
    assert mention.key == "slack:T1:C1:100.000100"
    assert mention.surface == Surface("slack", TenantId("T1"), "C1", "100.000100")
    assert (mention.command, mention.arguments) == ("hello", {})


def test_a_mention_in_a_thread_is_answered_in_that_thread() -> None:
    found = taken(
        event(
            type="app_mention",
            channel="C1",
            text="<@UBOT>",
            ts="100.000100",
            thread_ts="90.000100",
            user="U1",
        )
    )
    assert isinstance(found, Commanded)
    assert found.surface.thread == "90.000100"


def changed(now: Json, before: Json | None = None) -> Json:
    whole = {"user": "U1", "ts": "100.000100", "text": "Hello", "thread_ts": "99.000100"}
    return event(
        type="message",
        subtype="message_changed",
        channel="D1",
        ts="105.000100",
        message={**whole, **now},
        previous_message={**whole, **(before or {})},
    )


def test_an_edit_is_named_by_the_message_and_the_moment() -> None:
    found = taken(
        changed({"text": "Hello &amp; you", "edited": {"user": "U1", "ts": "105.000000"}})
    )
    assert isinstance(found, Edited)
    assert found.key == "slack:T1:D1:100.000100:edit:105.000000"
    assert (found.text, found.message) == ("Hello & you", "100.000100")
    assert found.surface.thread == "99.000100"


@pytest.mark.parametrize(
    "now",
    [
        {"attachments": [{"title": "a preview"}]},
        {"edited": {"ts": "105.000000"}},
        {"edited": {"ts": "105.000000"}, "text": "Else", "user": "UBOT", "bot_id": "BBOT"},
        {"edited": "yes", "text": "Else"},
        {"edited": {"ts": 105}, "text": "Else"},
    ],
)
def test_previews_and_our_own_edits_are_nothing(now: Json) -> None:
    assert taken(changed(now)) is None


def test_a_message_taken_back_is_deleted() -> None:
    gone = event(
        type="message",
        subtype="message_deleted",
        channel="D1",
        ts="106.000100",
        deleted_ts="100.000100",
        previous_message={"user": "U1", "ts": "100.000100", "thread_ts": "99.000100", "text": "x"},
    )
    found = taken(gone)
    assert isinstance(found, Deleted)
    assert (found.key, found.message) == ("slack:T1:D1:100.000100:deleted", "100.000100")
    gone["event"]["previous_message"]["bot_id"] = "BBOT"
    assert taken(gone) is None


def test_a_message_that_left_a_tombstone_is_deleted() -> None:
    assert isinstance(taken(changed({"subtype": "tombstone", "text": "gone"})), Deleted)


def test_the_installed_team_counts_in_a_shared_channel() -> None:
    body = message(team="TOTHER", user_team="TOTHER", source_team="TOTHER")
    body |= {"team_id": "TOTHER", "is_ext_shared_channel": True}
    assert tenant(body) == "T1"
    found = taken(body)
    assert isinstance(found, Said)
    assert found.key == "slack:T1:D1:100.000100"


def test_an_installation_in_an_organisation_is_the_organisation() -> None:
    body = message()
    body["authorizations"] = [
        {"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": True}
    ]
    assert tenant(body) == "E1"
    body["authorizations"][0]["team_id"] = None
    assert tenant(body) == "E1"


@pytest.mark.parametrize(
    ("body", "whose"),
    [
        ({"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": "false"}, "T1"),
        ({"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": "true"}, "E1"),
        ({"team": {"id": "T1", "domain": "a"}, "enterprise": None}, "T1"),
        ({"team": None, "enterprise": {"id": "E1"}, "is_enterprise_install": True}, "E1"),
        ({"team": {"id": "T1"}, "enterprise": {"id": "E1"}, "is_enterprise_install": False}, "T1"),
        ({"authorizations": [], "team_id": "T1"}, "T1"),
        ({"team_id": "not an id"}, None),
        ([], None),
    ],
)
def test_every_form_names_whose_it_is(body: object, whose: str | None) -> None:
    assert tenant(body) == whose


def command(text: str, **fields: Any) -> Json:
    return {
        "command": "/chattrain",
        "text": text,
        "team_id": "T1",
        "channel_id": "C1",
        "user_id": "U1",
        "trigger_id": "1.2.abc",
        "response_url": "https://hooks.slack.com/commands/1",
        **fields,
    }


@claims("slack.commands")
@pytest.mark.parametrize(
    ("text", "name", "arguments"),
    [
        ("start late-delivery", "start", {"scenario": "late-delivery"}),
        ("  START   late-delivery ", "start", {"scenario": "late-delivery"}),
        ("start late delivery", "start", {"scenario": "late delivery"}),
        ("start", "start", {}),
        ("list", "list", {}),
        ("score", "score", {}),
        ("stop now please", "stop", {}),
        ("help", "help", {}),
        ("", "help", {}),
        ("strat late-delivery", "help", {"unknown": "strat", "nearest": "start"}),
        ("payload", "help", {"unknown": "payload"}),
        (
            "assign <@U2|bob> <@W3> late-delivery Friday 17:00",
            "assign",
            {"text": "<member:U2> <member:W3> late-delivery Friday 17:00"},
        ),
        (
            "assign <!subteam^S0SALES|@sales>  late-delivery",
            "assign",
            {"text": "<group:S0SALES>  late-delivery"},
        ),
        ("assign <!everyone> x", "assign", {"text": "<group:everyone> x"}),
        ("report <!channel|@channel>", "report", {"text": "<group:everyone>"}),
        ("report <!here>", "report", {"text": "<group:everyone>"}),
        ("REPORT\n<@U2|bob>", "report", {"text": "<member:U2>"}),
        ("report A &amp; B &lt;x&gt;", "report", {"text": "A & B <x>"}),
        (
            "digest here weekly Mon Europe/Berlin",
            "digest",
            {"text": "here weekly Mon Europe/Berlin"},
        ),
        ("managers add <@U2|bob>", "managers", {"text": "add <member:U2>"}),
        ("settings", "settings", {}),
        ("assignments", "assignments", {}),
        ("export-me", "export-me", {}),
        ("forget-me now", "forget-me", {"text": "now"}),
        ("list <@U2|bob>", "list", {}),
    ],
)
def test_a_command_is_understood(text: str, name: str, arguments: Json) -> None:
    found = taken(command(text))
    assert isinstance(found, Commanded)
    assert (found.command, found.arguments) == (name, arguments)
    assert found.key == "slack:T1:1.2.abc"
    assert found.surface == Surface("slack", TenantId("T1"), "C1")


def test_a_command_can_be_answered_where_it_was_given() -> None:
    assert response_url(command("help")) == "https://hooks.slack.com/commands/1"
    assert response_url(message()) is None
    assert response_url({"response_url": "ftp://elsewhere"}) is None


def press(**fields: Any) -> Json:
    pressed = {"type": "button", "action_id": "start:0", "value": ":late-lamp", "action_ts": "5.0"}
    return {
        "type": "block_actions",
        "team": {"id": "T1", "domain": "a"},
        "user": {"id": "U1", "team_id": "T1"},
        "trigger_id": "1.2.abc",
        "container": {"type": "message", "message_ts": "100.000100", "channel_id": "D1"},
        "channel": {"id": "D1"},
        "message": {"ts": "100.000100"},
        "actions": [pressed],
        **fields,
    }


def test_a_press_names_its_action_value_and_place() -> None:
    found = taken(press())
    assert isinstance(found, Pressed)
    assert (found.action, found.value, found.session) == ("start", "late-lamp", None)
    assert (found.key, found.surface) == ("slack:T1:1.2.abc", DM)


def test_a_press_below_a_sessions_first_message_is_in_its_thread() -> None:
    hint = {"action_id": "hint:0", "value": "s1:", "action_ts": "5.0", "block_id": "beginning"}
    found = taken(press(actions=[hint]))
    assert isinstance(found, Pressed)
    assert found.session == "s1"
    assert found.surface.thread == "100.000100"


def test_a_press_below_another_message_at_the_top_is_at_the_top() -> None:
    close = {"action_id": "close:0", "value": "s1:", "action_ts": "5.0", "block_id": "b1"}
    found = taken(press(actions=[close]))
    assert isinstance(found, Pressed)
    assert (found.session, found.surface.thread) == ("s1", None)


def test_a_press_in_a_thread_is_in_it() -> None:
    found = taken(press(message={"ts": "100.000100", "thread_ts": "90.000100"}))
    assert isinstance(found, Pressed)
    assert found.surface.thread == "90.000100"


def test_a_press_without_a_trigger_is_named_by_the_message_and_the_moment() -> None:
    found = taken(press(trigger_id=None))
    assert isinstance(found, Pressed)
    assert found.key == "slack:T1:100.000100-5.0"


def test_a_press_in_the_home_tab_is_answered_to_whoever_pressed() -> None:
    found = taken(press(container={"type": "view", "view_id": "V1"}, channel=None, message=None))
    assert isinstance(found, Pressed)
    assert found.surface == Surface("slack", TenantId("T1"), "U1")


@pytest.mark.parametrize(
    "fields",
    [
        {"actions": []},
        {"actions": [{"action_id": "nonsense", "value": ":x"}]},
        {"actions": [{"action_id": "start:0"}]},
        {"actions": ["start"]},
        {"user": None},
    ],
)
def test_a_press_on_something_else_is_nothing(fields: Json) -> None:
    assert taken(press(**fields)) is None


DISPUTED = {"action_id": "dispute:3", "value": "s-1:de.empathy", "type": "button"}


def form(pressed: Json = DISPUTED, **fields: Any) -> Json:
    """What Slack tells of a form that is sent off, as it was opened by a press."""
    asked = taken(press(actions=[pressed]))
    assert isinstance(asked, Asked)
    opened = view(asked)
    return {
        "type": "view_submission",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "view": {
            "id": "V1",
            "callback_id": opened["callback_id"],
            "private_metadata": opened["private_metadata"],
            "state": {"values": {"answer": {"text": {"value": " I asked. \n"}}}},
            **fields,
        },
    }


def answered(text: str | None) -> Json:
    return {"values": {"answer": {"text": {"value": text}}}}


def test_a_press_that_asks_for_words_opens_a_form() -> None:
    asked = taken(press(actions=[DISPUTED]))
    assert isinstance(asked, Asked)
    assert asked.choice == Choice(action="dispute", value="de.empathy", session=SessionId("s-1"))
    assert asked.asks.title == "Bewertung anfechten"
    assert not list(view_problems(view(asked)))


def test_without_a_trigger_no_form_can_be_opened_and_it_is_a_press() -> None:
    assert isinstance(taken(press(actions=[DISPUTED], trigger_id="")), Pressed)


def test_a_form_that_is_sent_off_is_the_press_with_its_words() -> None:
    first, second = taken(form()), taken(form())
    assert first == second
    assert isinstance(first, Pressed)
    assert (first.action, first.value, first.session) == ("dispute", "de.empathy", "s-1")
    assert (first.text, first.key, first.member) == ("I asked.", "slack:T1:V1", "U1")
    asked = taken(press(actions=[DISPUTED]))
    assert isinstance(asked, Asked)
    assert first.surface == asked.surface


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "ein paar Worte"),
        (" \n", "ein paar Worte"),
        (None, "ein paar Worte"),
        ("x" * 501, "501"),
    ],
)
def test_words_that_do_not_do_keep_the_form_open(text: str | None, told: str) -> None:
    found = taken(form(state=answered(text)))
    assert isinstance(found, Misfilled)
    assert told in found.problem


@pytest.mark.parametrize(
    "fields",
    [
        {"callback_id": "another"},
        {"private_metadata": ""},
        {"private_metadata": "[1]"},
        {"private_metadata": "5"},
        {"private_metadata": '["dispute","en.x",null,"not an id",null]'},
        {"private_metadata": '["hint","",null,"C1",null]'},
        {"private_metadata": '["shout","",null,"C1",null]'},
    ],
)
def test_forms_of_others_are_nothing(fields: Json) -> None:
    assert taken(form(**fields)) is None


def test_shortcuts_are_commands_and_actions() -> None:
    bare = {"team": {"id": "T1"}, "user": {"id": "U1"}, "trigger_id": "1.2.abc"}
    start = taken({"type": "shortcut", "callback_id": "start", **bare})
    assert isinstance(start, Commanded)
    assert (start.command, start.surface.channel) == ("start", "U1")
    about = {"channel": {"id": "D1"}, "message": {"ts": "100.000100", "thread_ts": "90.000100"}}
    hint = taken({"type": "message_action", "callback_id": "hint", **bare, **about})
    assert isinstance(hint, Pressed)
    assert (hint.action, hint.surface.thread) == ("hint", "90.000100")
    assert taken({"type": "shortcut", "callback_id": "other", **bare}) is None


def test_slacks_own_stop_button_is_a_press() -> None:
    stop = {"type": "agent_session_stopped", "channel": "D1", "thread_ts": "90.000100"}
    found = taken(event(**stop, user="U1", streaming_message_ts=["100.000100"]))
    assert isinstance(found, Pressed)
    assert (found.action, found.key) == ("stop", "slack:T1:D1:100.000100:stopped")
    assert found.surface.thread == "90.000100"
    later = taken(event(**stop, user="U1", streaming_message_ts=[], event_ts="101.5"))
    assert isinstance(later, Pressed)
    assert later.key == "slack:T1:D1:101.5:stopped"


def test_the_apps_tabs_and_its_removal_are_told() -> None:
    opened = event(type="app_home_opened", user="U1", channel="D1", tab="home")
    assert taken(opened) == HomeOpened(team="T1", member="U1", channel="D1", tab="home")  # type: ignore[arg-type]
    assert taken(event(type="app_uninstalled")) == Left(team=TenantId("T1"))
    assert taken(event(type="tokens_revoked", tokens={"bot": ["UBOT"]})) == Left(
        team=TenantId("T1")
    )
    assert taken(event(type="tokens_revoked", tokens={"oauth": ["U1"]})) is None


@pytest.mark.parametrize(
    "body",
    [
        None, [], "text", 7, {}, {"type": "event_callback"}, event(), event(type=7),
        {"type": "app_rate_limited", "team_id": "T1"}, {"type": "view_submission"},
        {"type": "block_suggestion", "team": {"id": "T1"}}, {"type": "view_closed"},
    ],
)  # fmt: skip
def test_everything_else_is_nothing(body: object) -> None:
    assert taken(body) is None


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)
PAYLOADS = (message(), changed({"edited": {"ts": "105.0"}}), command("start x"), press(), form())


@given(st.sampled_from(PAYLOADS), st.data())
def test_no_field_with_junk_in_it_breaks_anything(body: Json, data: st.DataObject) -> None:
    part: Json = body
    path = []
    while isinstance(part, dict) and part:
        path.append(data.draw(st.sampled_from(sorted(part))))
        part = part[path[-1]]
        if data.draw(st.booleans()):
            break
    taken(_with(body, path, data.draw(JUNK)))


def _with(body: Json, path: list[str], junk: object) -> Any:
    if not path:
        return junk
    return {**body, path[0]: _with(body[path[0]], path[1:], junk)}


@pytest.mark.parametrize(
    ("marked", "read_as"),
    [
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("&amp;lt;", "&lt;"),
        ("<https://a.b/c|a.b/c>", "a.b/c"),
        ("<https://a.b/c>", "https://a.b/c"),
        ("<mailto:a@b.c|a@b.c> <mailto:a@b.c>", "a@b.c a@b.c"),
        ("<@U1|ann> in <#C1|general> <#C2>", "@ann in #general #C2"),
        ("<!here> <!subteam^S1|@team> <!date^1^{date}|1 May>", "@here @team 1 May"),
        ("1 < 2 > 0", "1 < 2 > 0"),
    ],
)
def test_what_was_typed_is_read_as_it_was_seen(marked: str, read_as: str) -> None:
    assert plain(marked) == read_as
