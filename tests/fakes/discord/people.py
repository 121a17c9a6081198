"""People at work: they write, press, run commands, fill in forms, and the app hears of it.

They do only what they could: press what they see, write where they may.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from tests.fakes.discord.app import bits
from tests.fakes.discord.filling import Filling, choice_of, fill_modal
from tests.fakes.discord.interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL_SUBMIT,
    Interaction,
)
from tests.fakes.discord.places import Channel
from tests.fakes.discord.shown import BUTTON, Component, controls, label
from tests.fakes.discord.state import Message, User

if TYPE_CHECKING:
    from tests.fakes.discord.guild import Guild
    from tests.fakes.discord.server import Discord

DIRECT_CONTEXT = 1


class Person:
    """One member of a server. What they do returns at once; the app hears of it in the background."""

    def __init__(
        self, guild: Guild, user: User, permissions: Iterable[str] = (), roles: Iterable[str] = ()
    ) -> None:
        self.guild, self.user = guild, user
        self.permissions = set(permissions)
        """What they may do beyond what everyone may."""
        self.roles = tuple(roles)
        self.modals: list[Interaction] = []
        """Forms that the app has opened for them, the newest last."""

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    @property
    def dm(self) -> Channel:
        """Their direct message with the bot."""
        return self._discord.world.direct(self.id)

    @property
    def _discord(self) -> Discord:
        return self.guild.discord

    # Messages

    def writes(
        self,
        channel: Channel,
        text: str,
        *,
        reply_to: Message | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> Message:
        """Says something; in a thread that is put away it opens the thread again."""
        may = self._may(channel)
        wanted = "send_messages_in_threads" if channel.is_thread else "send_messages"
        assert not channel.deleted, "the channel is gone"
        assert wanted in may, f"{self.user.name} may not write in {channel.name or channel.id}"
        assert not channel.locked or "manage_threads" in may, "the thread is locked"
        assert len(text) <= 2000, "a person cannot write that much"
        if channel.is_thread:
            self._discord.world.join(channel, self.user)
        message = self._discord.world.new_message(
            channel,
            self.user,
            content=text.strip(),
            type=19 if reply_to else 0,
            reference=reply_to and reply_to.id,
            attachments=[self._discord.attach(name, data) for name, data in (files or {}).items()],
        )
        named = [u for u in self._discord.world.users.values() if f"<@{u.id}>" in text]
        message.mentions = named + ([reply_to.author] if reply_to else [])
        return self._discord.world.add(message, "a person")

    def edits(self, message: Message, text: str) -> None:
        assert message.author is self.user, "people edit their own messages only"
        message.content = text.strip()
        self._discord.world.change(message, "a person")

    def deletes(self, message: Message) -> None:
        """Their own, or another's where they manage messages."""
        channel = self._discord.world.channels[message.channel]
        own = message.author is self.user or message.for_only == self.id
        assert own or "manage_messages" in self._may(channel), "it is not theirs"
        self._discord.world.delete(message)

    def purges(self, channel: Channel) -> None:
        """Deletes all that stands there, at once."""
        assert "manage_messages" in self._may(channel), "it is not theirs"
        self._discord.world.delete_many(channel, channel.standing)

    def types(self, channel: Channel) -> None:
        self._discord.world.types(self.user, channel)

    def sees(self, channel: Channel | None = None) -> list[Message]:
        """What stands there for all and for them alone, oldest first; without a place, their
        direct message. Somebody who may not look sees nothing."""
        place = channel or self.dm
        if place.deleted or not self._discord.world.sees(self.id, place):
            return []
        return [m for m in place.messages.values() if not m.deleted and self._is_for(m)]

    def _is_for(self, message: Message) -> bool:
        return message.for_only in (None, self.id)

    # Commands, controls, forms

    def runs(self, command: str, channel: Channel | None = None, /, **options: Any) -> Interaction:
        """A slash command with its subcommands (`chattrain start`); in their direct message unless
        a place is given. Options are texts, numbers, people, channels, role ids."""
        place = channel or self.dm
        data = self._filling(command, place).data(options)
        return self._sends(COMMAND, place, data)

    def completes(
        self, command: str, channel: Channel | None = None, /, **options: Any
    ) -> Interaction:
        """Is about to write the last of the options; what is offered is in `.choices`."""
        place = channel or self.dm
        data = self._filling(command, place).data(options, focused=list(options)[-1])
        return self._sends(AUTOCOMPLETE, place, data)

    def uses(
        self, command: str, on: Message | Person, channel: Channel | None = None
    ) -> Interaction:
        """A command of the context menu, on a message or on a person."""
        place = self._discord.world.channels[on.channel] if isinstance(on, Message) else channel
        place = place or self.dm
        kind = 3 if isinstance(on, Message) else 2
        found = self._found(command, place, kind)
        data = {"id": found["id"], "name": command, "type": kind, "target_id": on.id}
        if isinstance(on, Message):
            data["resolved"] = {"messages": {on.id: self._discord.world.message_wire(on)}}
        else:
            member = self.guild.member(on.user) | {"permissions": "0"}
            data["resolved"] = {"users": {on.id: on.user.wire()}, "members": {on.id: member}}
        return self._sends(COMMAND, place, data)

    def presses(self, message: Message, control: str) -> Interaction:
        """A button by its label or custom id."""
        button = self._control(message, control)
        assert button["type"] == BUTTON, f"{control!r} is no button"
        data = {"custom_id": button["custom_id"], "component_type": BUTTON}
        return self._uses(message, data | {"id": button.get("id", 1)})

    def chooses(self, message: Message, control: str, *choices: str) -> Interaction:
        """Options of a menu, the menu by its placeholder or custom id, options by label or value."""
        menu = self._control(message, control)
        least, most = menu.get("min_values", 1), menu.get("max_values", 1)
        assert least <= len(choices) <= most, f"between {least} and {most} are to be chosen"
        values = [choice_of(dict(menu), choice) for choice in choices]
        data = {"custom_id": menu["custom_id"], "component_type": menu["type"], "values": values}
        return self._uses(message, data | {"id": menu.get("id", 1), "resolved": {}})

    def opened(self, interaction: Interaction) -> None:
        """A form appears before them."""
        self.modals.append(interaction)

    @property
    def modal(self) -> dict[str, Any] | None:
        """The form before their eyes."""
        return self.modals[-1].modal if self.modals else None

    def submits(self, values: Mapping[str, Any] | None = None) -> Interaction:
        """Sends off the form before them, filled in by custom id."""
        assert self.modals, "no form is open"
        opener = self.modals.pop()
        assert opener.modal is not None
        data = fill_modal(opener.modal, values or {})
        return self._discord.interactions.send(
            self, MODAL_SUBMIT, opener.channel, data, opener.message
        )

    def dismisses(self) -> None:
        """Closes the form before them; the app hears nothing of it."""
        self.modals.pop()

    def _filling(self, command: str, place: Channel) -> Filling:
        name, *path = command.removeprefix("/").split(" ")
        return Filling(self.guild, self._found(name, place, 1), path)

    def _found(self, name: str, place: Channel, type: int) -> dict[str, Any]:
        """A command that is declared and that they find there."""
        found = self._discord.commands.find(name, place.guild, type)
        contexts = found.get("contexts")
        if place.is_direct:
            assert contexts is None or DIRECT_CONTEXT in contexts, "not in direct messages"
            return found
        needed = found.get("default_member_permissions")
        own = self.guild.may(self.id, place)
        assert needed is None or int(needed) & ~bits(own) == 0 or "administrator" in own, "hidden"
        assert "use_application_commands" in own, "no commands for them there"
        return found

    def _sends(self, kind: int, place: Channel, data: dict[str, Any]) -> Interaction:
        assert self._discord.world.sees(self.id, place), f"{self.user.name} does not see it"
        assert not place.archived, "there are no commands in an archived thread"
        return self._discord.interactions.send(self, kind, place, data)

    def _uses(self, message: Message, data: dict[str, Any]) -> Interaction:
        place = self._discord.world.channels[message.channel]
        assert message in self.sees(place), f"{self.user.name} does not see the message"
        return self._discord.interactions.send(self, COMPONENT, place, data, message)

    def _control(self, message: Message, wanted: str) -> Component:
        found = list(controls(message.components))
        for control in found:
            if wanted in (control["custom_id"], control.get("label"), label(control)):
                assert not control.get("disabled"), f"{wanted!r} is greyed out"
                return control
        raise AssertionError(f"no {wanted!r} to use; there are {[label(c) for c in found]}")

    def _may(self, channel: Channel) -> frozenset[str]:
        if channel.is_direct:
            mine = self.id in channel.members
            return frozenset({"send_messages"}) if mine else frozenset()
        if not self.guild.sees(self.id, channel):
            return frozenset()
        return self.guild.may(self.id, channel)

    # Coming and going

    def joins(self, thread: Channel) -> None:
        self._discord.world.join(thread, self.user)

    def leaves(self, thread: Channel | None = None) -> None:
        """A thread; without one, the server."""
        if thread is not None:
            self._discord.world.part(thread, self.id)
            return
        self.guild.left.add(self.id)
        for each in self.guild.threads():
            self._discord.world.part(each, self.id)

    def returns(self) -> None:
        """Comes back to the server."""
        self.guild.left.discard(self.id)

    def closes_dms(self) -> None:
        """Takes no direct messages from now on."""
        self._discord.world.closed.add(self.id)

    def opens_dms(self) -> None:
        self._discord.world.closed.discard(self.id)
