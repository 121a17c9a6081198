"""What the app itself says to people in Slack, by language; what every chat says is the domain's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """These sentences in one language. One with places in braces is a template."""

    language: str
    not_installed: str
    prompts: tuple[tuple[str, str], ...]
    """What somebody might ask: its title, and what is said for them."""
    no_file: str
    file_sent: str
    no_groups: str
    not_in: str
    archived: str
    read_only: str
    among_few: str
    form_empty: str
    form_too_long: str
    form_too_late: str


ENGLISH = Wording(
    language="en",
    not_installed="ChatTrain is not installed here any more. An admin of this workspace can install "
    "it.",
    prompts=(
        ("What can I practise?", "Which scenarios are there?"),
        ("How does this work?", "!help"),
    ),
    no_file="The file could not be sent: ChatTrain may not upload files here. An admin adds the scope "
    "files:write to the app and installs it again.",
    file_sent="The file is in your direct messages with ChatTrain.",
    no_groups="ChatTrain may not read Slack's user groups here: an admin adds the scope {scope} to the "
    "app and installs it again. Until then, name people, or everyone.",
    not_in="ChatTrain is not in that channel: type `/invite @ChatTrain` there, then try again.",
    archived="That channel is archived: unarchive it, or choose another one.",
    read_only="Only some people may post in that channel: one of its managers lets ChatTrain post, in "
    "the channel's posting permissions, or you choose another one.",
    among_few="ChatTrain does not post in group messages: choose a channel.",
    form_empty="Write a few words, then send it again.",
    form_too_long="That is {length} characters, and {most} fit: shorten it, then send it again.",
    form_too_late="The form could not be opened in time. Press the button once more.",
)

GERMAN = Wording(
    language="de",
    not_installed="ChatTrain ist hier nicht mehr installiert. Ein Admin dieses Workspace kann es "
    "installieren.",
    prompts=(
        ("Was kann ich üben?", "Welche Szenarien gibt es?"),
        ("Wie geht das?", "!help"),
    ),
    no_file="Die Datei ließ sich nicht senden: ChatTrain darf hier keine Dateien hochladen. Ein Admin "
    "gibt der App den Scope files:write und installiert sie noch einmal.",
    file_sent="Die Datei ist in deinen Direktnachrichten mit ChatTrain.",
    no_groups="ChatTrain darf die Nutzergruppen von Slack hier nicht lesen: Ein Admin gibt der App den "
    "Scope {scope} und installiert sie noch einmal. Bis dahin nenne Leute, oder alle.",
    not_in="ChatTrain ist nicht in diesem Kanal: Tippe dort `/invite @ChatTrain` und versuch es noch "
    "einmal.",
    archived="Dieser Kanal ist archiviert: Hol ihn aus dem Archiv oder nimm einen anderen.",
    read_only="In diesem Kanal dürfen nur manche schreiben: Wer ihn verwaltet, erlaubt es ChatTrain in "
    "den Berechtigungen zum Posten, oder du nimmst einen anderen.",
    among_few="ChatTrain schreibt nicht in Gruppennachrichten: Nimm einen Kanal.",
    form_empty="Schreib ein paar Worte und sende es dann noch einmal.",
    form_too_long="Das sind {length} Zeichen, und {most} passen hinein: Kürze es und sende es noch "
    "einmal.",
    form_too_late="Das Formular ließ sich nicht rechtzeitig öffnen. Drück den Knopf noch einmal.",
)

TABLES = (ENGLISH, GERMAN)
_BY_LANGUAGE = {table.language: table for table in TABLES}


def of(language: str) -> Wording:
    """The sentences for a language such as `de` or `de-AT`; English where there are none."""
    return _BY_LANGUAGE.get(language.partition("-")[0], ENGLISH)
