"""What the bot itself says to people in Discord, by language; what every chat says is the domain's.

Permissions are called what Discord calls them in English everywhere, as in its documentation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """These sentences in one language. One with places in braces is a template."""

    language: str
    which_server: str
    server_chosen: str
    no_server: str
    many_servers: str
    does_not_work: str
    nowhere: str
    in_direct: str
    in_thread: str
    private_threads: str
    """What is missing where nobody says which permission it is."""
    opens_later: str
    opens_soon: str
    lacks: str
    gone: str
    elsewhere: str
    lost: str
    not_handed: str
    unshown: str
    no_file: str
    form_blank: str
    form_too_long: str

    def waiting(self, seconds: float) -> str:
        """How long it takes until a conversation can be opened."""
        minutes = math.ceil(seconds / MINUTE)
        return self.opens_later.format(minutes=minutes) if minutes > 1 else self.opens_soon


ENGLISH = Wording(
    language="en",
    which_server="Which server do you practise for? I take what you wrote there.",
    server_chosen="You practise for {name}. What you write here belongs there from now on.",
    no_server="I know of no server that we share. Ask an admin to invite me, or give /chattrain there "
    "once; then write to me again.",
    many_servers="Give /chattrain once in the server that you practise for; then write to me again.",
    does_not_work="That does not work any more. `/chattrain help` says what there is.",
    nowhere="Your practice cannot be opened: I lack {missing} in this channel, and you take no direct "
    "messages from me. Ask an admin to allow me that here, or allow direct messages from members of "
    "this server; then start it again.",
    in_direct="It is in a direct message, because I lack {missing} in this channel.",
    in_thread="You take no direct messages from me, so your practice is in your thread: {link}",
    private_threads="the right to open private threads",
    opens_later="Discord lets me open only a few practices at a time. Yours opens in about {minutes} "
    "minutes; you need not do anything.",
    opens_soon="Discord lets me open only a few practices at a time. Yours opens in less than a minute; "
    "you need not do anything.",
    lacks="ChatTrain lacks {missing} in that channel: an admin gives its role that, in the channel's "
    "settings under Permissions; or choose another channel.",
    gone="That channel is deleted, or ChatTrain lacks {missing} there: choose another one.",
    elsewhere="That channel takes no messages by itself: choose a text channel.",
    lost="“{title}” cannot go on: its thread is gone, or I may not write there any more. What you said "
    "is kept, and `/chattrain start` opens another practice.",
    not_handed="Your data could not be handed to you: the time to answer was over, and you take no "
    "direct messages from me. Type `/chattrain export-me` again.",
    unshown="A message stood here that Discord does not take. The operator finds it in the log.",
    no_file="The file could not be sent: it is larger than Discord takes, or I may not attach files "
    "here. Whoever runs ChatTrain can export it.",
    form_blank="Nothing was written, so nothing has happened. Press the button again, and write a few "
    "words.",
    form_too_long="That is longer than {most} characters, so nothing has happened. Press the button "
    "again.",
)

GERMAN = Wording(
    language="de",
    which_server="Für welchen Server übst du? Was du geschrieben hast, nehme ich dorthin mit.",
    server_chosen="Du übst für {name}. Was du hier schreibst, gehört von jetzt an dorthin.",
    no_server="Ich kenne keinen Server, auf dem wir beide sind. Bitte einen Admin, mich einzuladen, "
    "oder gib dort einmal /chattrain ein; dann schreib mir noch einmal.",
    many_servers="Gib /chattrain einmal auf dem Server ein, für den du übst; dann schreib mir noch "
    "einmal.",
    does_not_work="Das geht nicht mehr. `/chattrain help` sagt, was es gibt.",
    nowhere="Deine Übung lässt sich nicht öffnen: Mir fehlt {missing} in diesem Kanal, und du nimmst "
    "keine Direktnachrichten von mir an. Bitte einen Admin, mir das hier zu erlauben, oder erlaube "
    "Direktnachrichten von Mitgliedern dieses Servers; dann beginn sie noch einmal.",
    in_direct="Es ist in einer Direktnachricht, weil mir in diesem Kanal {missing} fehlt.",
    in_thread="Du nimmst keine Direktnachrichten von mir an, darum ist deine Übung in deinem Thread: "
    "{link}",
    private_threads="das Recht, private Threads zu öffnen",
    opens_later="Discord lässt mich nur wenige Übungen auf einmal öffnen. Deine öffnet sich in etwa "
    "{minutes} Minuten; du musst nichts tun.",
    opens_soon="Discord lässt mich nur wenige Übungen auf einmal öffnen. Deine öffnet sich in weniger "
    "als einer Minute; du musst nichts tun.",
    lacks="ChatTrain fehlt {missing} in diesem Kanal: Ein Admin gibt es seiner Rolle in den "
    "Einstellungen des Kanals unter Berechtigungen; oder nimm einen anderen Kanal.",
    gone="Dieser Kanal ist gelöscht, oder ChatTrain fehlt dort {missing}: Nimm einen anderen.",
    elsewhere="Dieser Kanal nimmt selbst keine Nachrichten an: Nimm einen Textkanal.",
    lost="„{title}“ kann nicht weitergehen: Den Thread gibt es nicht mehr, oder ich darf dort nicht "
    "mehr schreiben. Was du gesagt hast, ist aufbewahrt, und `/chattrain start` öffnet eine andere "
    "Übung.",
    not_handed="Deine Daten konnten dir nicht übergeben werden: Die Zeit zum Antworten war um, und du "
    "nimmst keine Direktnachrichten von mir an. Tippe noch einmal `/chattrain export-me`.",
    unshown="Hier stand eine Nachricht, die Discord nicht annimmt. Wer ChatTrain betreibt, findet sie im "
    "Protokoll.",
    no_file="Die Datei ließ sich nicht senden: Sie ist größer, als Discord annimmt, oder ich darf hier "
    "keine Dateien anhängen. Wer ChatTrain betreibt, kann sie exportieren.",
    form_blank="Es stand nichts da, also ist nichts geschehen. Drück den Knopf noch einmal und schreib "
    "ein paar Worte.",
    form_too_long="Das sind mehr als {most} Zeichen, also ist nichts geschehen. Drück den Knopf noch "
    "einmal.",
)

TABLES = (ENGLISH, GERMAN)
_BY_LANGUAGE = {table.language: table for table in TABLES}


def of(language: str) -> Wording:
    """The sentences for a language such as `de` or `de-AT`; English where there are none."""
    return _BY_LANGUAGE.get(language.partition("-")[0], ENGLISH)
