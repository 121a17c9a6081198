"""What Discord sends, as events: pure, and safe for whatever comes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.chat.moment import Moment
from adapters.discord import addressing, inbound
from adapters.discord.addressing import Permalinks
from bot.domain.events import Commanded, Deleted, Edited, Pressed, Said
from bot.domain.surface import MemberId, MessageRef, SessionId, Surface, TenantId
from bot.domain.transcript import Micros
from tests.requirements import claims

THREAD = Surface("discord", TenantId("10"), "20", "30")
MOMENT = Moment(at=Micros(5), opens=SessionId("s1"))
ANN = {"id": "7", "username": "ann", "global_name": "Ann"}


def message(**fields: Any) -> dict[str, Any]:
    return {
        "id": "100",
        "channel_id": "30",
        "guild_id": "10",
        "author": ANN,
        "content": "Hello",
        "type": 0,
        "mentions": [],
        **fields,
    }


def interaction(kind: int, **data: Any) -> dict[str, Any]:
    return {
        "id": "200",
        "type": kind,
        "token": "t",
        "channel_id": "30",
        "guild_id": "10",
        "member": {"user": ANN},
        "data": data,
    }


@claims("discord.one-event")
def test_a_message_is_said_under_its_id() -> None:
    event = inbound.said(message(), THREAD, MOMENT)
    assert event == Said(
        key="discord:100", surface=THREAD, member=MemberId("7"), at=Micros(5),
        opens=SessionId("s1"), text="Hello", message="100",
    )  # fmt: skip


@claims("discord.echoes")
@pytest.mark.parametrize(
    "fields",
    [
        {"author": ANN | {"bot": True}},
        {"author": ANN | {"system": True}},
        {"webhook_id": "9"},
        {"type": 1},
        {"type": 4},
        {"type": 18},
        {"type": 21},
        {"author": None},
        {"id": "0"},
    ],
)
def test_what_no_person_wrote_is_nothing_said(fields: dict[str, Any]) -> None:
    assert inbound.said(message(**fields), THREAD, MOMENT) is None


def test_a_reply_is_said() -> None:
    assert inbound.said(message(type=19), THREAD, MOMENT) is not None


def test_mentions_and_emoji_are_named() -> None:
    said = inbound.said(
        message(content="<@7> and <@!8>: <a:wave:12345>", mentions=[ANN]), THREAD, MOMENT
    )
    assert said is not None
    assert said.text == "@Ann and @8: :wave:"


def test_an_edit_has_the_time_of_its_change_in_its_key() -> None:
    changed = message(edited_timestamp="2026-11-21T10:00:00.123000+00:00", content="Hi")
    event = inbound.edited(changed, THREAD, MOMENT)
    assert isinstance(event, Edited)
    assert event.key == "discord:100:edit:202611211000001230000000"
    assert (event.text, event.message) == ("Hi", "100")


@pytest.mark.parametrize("fields", [{"edited_timestamp": None}, {}, {"edited_timestamp": 5}])
def test_the_preview_of_a_link_is_no_edit(fields: dict[str, Any]) -> None:
    assert inbound.edited(message(embeds=[{}], **fields), THREAD, MOMENT) is None


def test_a_deletion_names_the_message() -> None:
    event = inbound.deleted("100", THREAD, MemberId("7"), MOMENT)
    assert isinstance(event, Deleted)
    assert (event.key, event.message) == ("discord:100:deleted", "100")


@claims("discord.press")
def test_a_press_names_its_session_and_a_choice_its_value() -> None:
    pressed = inbound.pressed(interaction(3, custom_id="ct:hint:s9:"), THREAD, MOMENT)
    assert pressed is not None
    assert (pressed.key, pressed.action, pressed.session) == ("discord:200", "hint", "s9")
    chosen = interaction(3, custom_id="ct:start:-:#0", values=["late-lamp"])
    start = inbound.pressed(chosen, THREAD, MOMENT)
    assert start is not None
    assert (start.action, start.value, start.session) == ("start", "late-lamp", None)


@pytest.mark.parametrize("id", ["", "ct:", "ct:fly:s1:", "other:hint:s1:", None, 5, {}])
def test_what_is_no_button_of_ours_is_nothing_pressed(id: object) -> None:
    assert inbound.pressed(interaction(3, custom_id=id), THREAD, MOMENT) is None


def command(name: str, **options: str) -> Commanded:
    given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
    chosen = {"name": name, "type": 1, "options": given}
    found = inbound.commanded(interaction(2, name="chattrain", options=[chosen]), THREAD, MOMENT)
    assert found is not None
    return found


def test_commands_have_their_arguments() -> None:
    start = command("start", scenario=" late-lamp ")
    assert (start.key, start.command) == ("discord:200", "start")
    assert start.arguments == {"scenario": "late-lamp"}
    assert command("start", scenario=" ").arguments == {}
    assert command("score").command == "score"


def test_an_unknown_command_asks_for_help_and_says_what_was_typed() -> None:
    found = command("strat")
    assert (found.command, found.arguments) == ("help", {"unknown": "strat", "nearest": "start"})
    bare = inbound.commanded(interaction(2, name="chattrain"), THREAD, MOMENT)
    assert bare is not None
    assert (bare.command, bare.arguments) == ("help", {})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "author", "content", "type", "data", "custom_id", "values", "options",
                 "member", "user", "name", "value", "mentions", "edited_timestamp", "username"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)  # fmt: skip


@claims("discord.any-payload")
@given(st.dictionaries(st.sampled_from(["id", "author", "data", "type", "mentions"]), JSON))
def test_no_payload_is_too_strange(body: dict[str, Any]) -> None:
    for found in (
        inbound.said(body, THREAD, MOMENT),
        inbound.called(body, THREAD, MOMENT, "7"),
        inbound.edited(body, THREAD, MOMENT),
        inbound.pressed(body, THREAD, MOMENT),
        inbound.commanded(body, THREAD, MOMENT),
    ):
        assert found is None or isinstance(found, Said | Edited | Commanded | Pressed)


class TestNames:
    def test_a_nonce_is_always_the_same_for_a_key_and_short_enough(self) -> None:
        assert addressing.nonce("k") == addressing.nonce("k")
        every = {addressing.nonce(f"k{n}") for n in range(100)} | {addressing.nonce("k", 1)}
        assert len(every) == 101
        assert all(len(nonce) <= 25 for nonce in every)

    def test_surfaces_survive_their_string_form(self) -> None:
        assert Surface.parse(str(THREAD)) == THREAD
        assert addressing.target(THREAD) == "30"
        assert addressing.target(addressing.place("10", "20")) == "20"

    def test_links_lead_to_messages_in_threads_and_in_direct_messages(self) -> None:
        links = Permalinks(THREAD)
        assert links("100") == "https://discord.com/channels/10/30/100"
        assert links("100", addressing.place("10", "40")) == (
            "https://discord.com/channels/@me/40/100"
        )
        assert links(None, THREAD) == "https://discord.com/channels/10/30"
        assert links("junk") is None
        assert links(None) is None

    def test_a_time_is_an_id_between_those_of_its_neighbours(self) -> None:
        at = Micros(1_700_000_000_000_000)
        assert int(addressing.snowflake(at)) < int(addressing.snowflake(Micros(at + 1000)))
        assert addressing.snowflake(Micros(0)) == str(1 << 22)

    def test_a_token_says_whose_it_is(self) -> None:
        assert addressing.owner("NzAwMDAwMDAwMDAwMDAwMDAx.a.token") == "700000000000000001"
        assert addressing.owner("nonsense") == ""
        assert addressing.owner("") == ""

    def test_an_ephemeral_reference_is_known_as_one(self) -> None:
        assert addressing.is_ephemeral(addressing.ephemeral(THREAD, "k"))
        assert not addressing.is_ephemeral(MessageRef(THREAD, "100"))
