"""What the app is sent of a click, a modal, a command, a shortcut; and what its answer shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.fakes.slack.blocks import take_view
from tests.fakes.slack.calls import Call, Refused
from tests.fakes.slack.deliveries import Delivery
from tests.fakes.slack.holdings import View
from tests.fakes.slack.methods.surfaces import change_view, push_view
from tests.fakes.slack.responses import post
from tests.fakes.slack.state import Channel, Message, User

if TYPE_CHECKING:
    from tests.fakes.slack.workspace import Workspace


class Interactions:
    """Payloads of one person's doing."""

    def __init__(self, workspace: Workspace, user: User) -> None:
        self._space, self._user = workspace, user

    def press(self, where: Message | View, action: dict[str, Any]) -> Delivery:
        """A control in a message or in a view was used."""
        action = {**action, "action_ts": self._space.new_ts()}
        payload = self._head("block_actions") | {"actions": [action]}
        if isinstance(where, View):
            payload["container"] = {"type": "view", "view_id": where.id}
            payload["view"] = self.wire(where)
        else:
            payload |= self._about(where)
        return self._send(payload)

    def submit(self, view: View) -> Delivery:
        """A modal was sent off; it goes when the app has acked, or shows what the app answers."""
        payload = self._head("view_submission") | {"view": self.wire(view), "response_urls": []}
        return self._send(payload, lambda answer: self._submitted(answer or {}, view))

    def close(self, view: View) -> Delivery | None:
        self._space.modals[self._user.id].remove(view)
        if not view.content.get("notify_on_close"):
            return None
        payload = self._head("view_closed") | {"view": self.wire(view), "is_cleared": False}
        return self._send(payload)

    def shortcut(self, callback_id: str, message: Message | None) -> Delivery:
        payload = self._head("shortcut" if message is None else "message_action")
        payload |= {"callback_id": callback_id, "action_ts": self._space.new_ts()}
        if message is not None:
            payload |= self._about(message)
            del payload["container"]
            payload["message_ts"] = message.ts
        return self._send(payload)

    def command(self, channel: Channel, command: str, text: str) -> Delivery:
        """A slash command; what it is acked with is shown to the person."""
        space = self._space
        payload = {
            "token": "a-verification-token",
            "team_id": space.id,
            "team_domain": space.domain,
            "channel_id": channel.id,
            "channel_name": "directmessage" if channel.kind == "im" else channel.name,
            "user_id": self._user.id,
            "user_name": self._user.name,
            "command": command,
            "text": text,
            "api_app_id": space.slack.app.id,
            "is_enterprise_install": "false",
            "response_url": space.slack.responses.url(space, channel, self._user.id),
            "trigger_id": space.slack.responses.trigger(space, self._user.id),
        }
        if space.enterprise is not None:
            payload["enterprise_id"] = space.enterprise
        delivery = Delivery(sort="slash_commands", payload=payload)
        delivery.then = lambda answer: self._commanded(answer, channel)
        return space.slack.deliver(delivery)

    def wire(self, view: View) -> dict[str, Any]:
        space = self._space
        return view.wire(space.id, space.slack.app.id, space.bot_id)

    def _head(self, type: str) -> dict[str, Any]:
        space, user = self._space, self._user
        enterprise = space.enterprise
        return {
            "type": type,
            "token": "a-verification-token",
            "team": {"id": space.id, "domain": space.domain},
            "user": {
                "id": user.id,
                "username": user.name,
                "name": user.name,
                "team_id": space.id,
            },
            "enterprise": {"id": enterprise, "name": enterprise} if enterprise else None,
            "is_enterprise_install": False,
            "api_app_id": space.slack.app.id,
            "trigger_id": space.slack.responses.trigger(space, user.id),
        }

    def _about(self, message: Message) -> dict[str, Any]:
        """Where a message is, and how to answer there."""
        space = self._space
        channel = space.channels[message.channel]
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.ephemeral_for is not None,
        }
        if message.thread_ts is not None:
            container["thread_ts"] = message.thread_ts
        about: dict[str, Any] = {
            "container": container,
            "channel": {"id": channel.id, "name": channel.name or "directmessage"},
            "response_url": space.slack.responses.url(space, channel, self._user.id, message),
        }
        if message.ephemeral_for is None:
            about["message"] = message.wire()
            about["state"] = {"values": {}}
        return about

    def _send(
        self, payload: dict[str, Any], then: Callable[[Any], None] = lambda answer: None
    ) -> Delivery:
        return self._space.slack.deliver(Delivery(sort="interactive", payload=payload, then=then))

    def _commanded(self, said: Any, channel: Channel) -> None:
        """Shows what the app answered at once."""
        if isinstance(said, dict):
            post(self._space, channel, self._user.id, said)

    def _submitted(self, said: dict[str, Any], view: View) -> None:
        """Does with a modal what the app answered."""
        stack = self._space.modals.get(self._user.id, [])
        call = Call(self._space.slack, "an ack", {}, self._space.installations[0], self._space)
        match said.get("response_action"):
            case None:
                if view in stack:
                    stack.remove(view)
            case "clear":
                stack.clear()
            case "errors":
                _check_errors(said["errors"], view)
                view.errors = dict(said["errors"])
            case "update":
                change_view(call, view, take_view(said["view"], "modal"))
            case "push":
                push_view(call, self._user.id, take_view(said["view"], "modal"))
            case other:
                raise Refused(f"unknown response_action {other}")


def _check_errors(errors: dict[str, str], view: View) -> None:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    assert errors.keys() <= inputs, f"errors for what is no input: {errors}"
