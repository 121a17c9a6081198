"""What one socket is still to be sent."""

from __future__ import annotations

import asyncio

import pytest

from adapters.playground.outbox import Behind, Message, Outbox


def chunk(text: str, id: str = "a") -> Message:
    return {"type": "chunk", "message_id": id, "accumulated": text, "content": text}


def notice(text: str) -> Message:
    return {"type": "notice", "message_id": text, "content": text}


async def test_a_growing_message_waits_once_in_its_latest_form() -> None:
    box = Outbox()
    for message in (chunk("a"), notice("between"), chunk("a b"), chunk("a b c")):
        box.put(message)
    assert (await box.get())["accumulated"] == "a b c"
    assert (await box.get())["content"] == "between"


async def test_a_chunk_holds_what_this_socket_has_not_seen() -> None:
    box = Outbox()
    box.put(chunk("one"))
    assert (await box.get())["content"] == "one"
    box.put(chunk("one two"))
    box.put(chunk("one two three"))
    assert (await box.get())["content"] == " two three"
    box.put(chunk("begun again"))
    assert (await box.get())["content"] == "begun again"


async def test_many_growing_messages_do_not_fill_it() -> None:
    box = Outbox(bound=2)
    for number in range(1000):
        box.put(chunk("x" * number))
    box.put(notice("still there"))
    assert (await box.get())["type"] == "chunk"
    assert (await box.get())["content"] == "still there"


async def test_a_socket_that_falls_behind_is_given_up_and_holds_nothing() -> None:
    box = Outbox(bound=2)
    for number in range(5):
        box.put(notice(str(number)))
    assert not box._waiting
    with pytest.raises(Behind):
        await box.get()
    box.put(notice("later"))
    with pytest.raises(Behind):
        await box.get()


async def test_what_happens_while_a_conversation_is_rebuilt_comes_after_it() -> None:
    box = Outbox()
    box.hold()
    box.put(notice("meanwhile"))
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(box.get())
        await asyncio.sleep(0)
        assert not first.done()
        box.release([notice("rebuilt")])
    assert (first.result()["content"], (await box.get())["content"]) == ("rebuilt", "meanwhile")
