"""What the commands are called and said to do, for platforms that show this to whoever types one.

The English names are those that can be typed everywhere; others stand for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Place = Literal[
    "chattrain",
    "start",
    "list",
    "score",
    "stop",
    "help",
    "export-me",
    "forget-me",
    "assign",
    "assignments",
    "report",
    "digest",
    "managers",
    "settings",
    "scenario",
    "scenarios",
    "who",
    "whose",
    "whom",
    "more",
    "due",
    "pass",
    "attempts",
    "mode",
    "what",
    "doing",
    "cadence",
    "day",
    "hour",
    "zone",
    "language",
    "retention",
    "names",
    "words",
    "group",
    "budget",
    "member-budget",
]
"""The command itself, what can be asked for with it, and the arguments of that. Some arguments are
called the same and mean another thing in another command: those have a place of their own."""


@dataclass(frozen=True, slots=True)
class Described:
    """A name of small letters without blanks, and a line that says what it does."""

    name: str
    description: str


# fmt: off
COMMANDS: Mapping[str, Mapping[Place, Described]] = {
    "en": {
        "chattrain": Described("chattrain", "Practise conversations"),
        "start": Described("start", "Opens a practice"),
        "list": Described("list", "Shows the scenarios"),
        "score": Described("score", "Shows your results"),
        "stop": Described("stop", "Closes the session that runs, without a score"),
        "help": Described("help", "Says what there is and how a practice goes"),
        "export-me": Described("export-me", "Gives you all that is stored of you, as a file"),
        "forget-me": Described("forget-me", "Deletes all that is stored of you, after asking"),
        "assign": Described("assign", "For managers: has people practise a scenario"),
        "assignments": Described("assignments", "What is assigned, and how it stands"),
        "report": Described("report", "For managers: the results of somebody, a group or all"),
        "digest": Described("digest", "For managers: the regular summary in this channel"),
        "managers": Described("managers", "For admins: who may assign and see results"),
        "settings": Described("settings", "For admins: language, time zone, retention, privacy, budgets"),
        "scenario": Described("scenario", "What to practise; left out, you choose from all"),
        "scenarios": Described("scenario", "What to practise; several with commas, done in order"),
        "who": Described("who", "A person or a group"),
        "whose": Described("who", "A person or a group; left out, all"),
        "whom": Described("who", "A person"),
        "more": Described("more", "More people and groups, each with an @"),
        "due": Described("due", "Until when, such as Friday 17:00 or 2026-12-04"),
        "pass": Described("pass", "Points of 100 that pass; left out, the scenario's own"),
        "attempts": Described("attempts", "How many attempts count, such as 3, 1-3 or max 3"),
        "mode": Described("mode", "Coaching along the way, or feedback at the end alone"),
        "what": Described("what", "Promises it, shows it to you now, or ends it"),
        "doing": Described("what", "Makes somebody a manager, or takes that back"),
        "cadence": Described("cadence", "How often it comes"),
        "day": Described("day", "The weekday on which it comes"),
        "hour": Described("hour", "The full hour at which it comes, 0 to 23"),
        "zone": Described("zone", "The time zone, such as Europe/Berlin"),
        "language": Described("language", "Of reports, digests and what is sent unasked"),
        "retention": Described("retention", "Days until closed sessions are deleted, or off"),
        "names": Described("names", "Whether digests name who is past due"),
        "words": Described("words", "Whether digests quote lines of assigned sessions, masked"),
        "group": Described("group", "The fewest people that a digest gives averages of"),
        "budget": Described("budget", "What models may take a day, such as 200000 tokens or 5 dollars"),
        "member-budget": Described("member-budget", "What each member may take a day, such as 20000"),
    },
    "de": {
        "chattrain": Described("chattrain", "Gespräche üben"),
        "start": Described("start", "Öffnet eine Übung"),
        "list": Described("liste", "Zeigt die Szenarien"),
        "score": Described("ergebnisse", "Zeigt deine Ergebnisse"),
        "stop": Described("stop", "Schließt die laufende Übung ohne Bewertung"),
        "help": Described("hilfe", "Sagt, was es gibt und wie eine Übung geht"),
        "export-me": Described("meine-daten", "Gibt dir alles als Datei, was von dir gespeichert ist"),
        "forget-me": Described("vergiss-mich", "Löscht nach Rückfrage alles, was von dir gespeichert ist"),
        "assign": Described("zuweisen", "Für die Leitung: lässt Leute ein Szenario üben"),
        "assignments": Described("zuweisungen", "Was zugewiesen ist und wie es steht"),
        "report": Described("bericht", "Für die Leitung: Ergebnisse einer Person, einer Gruppe oder aller"),
        "digest": Described("zusammenfassung", "Für die Leitung: die regelmäßige Zusammenfassung in diesem Kanal"),
        "managers": Described("leitung", "Für Admins: wer zuweisen und Ergebnisse sehen darf"),
        "settings": Described("einstellungen", "Für Admins: Sprache, Zeitzone, Aufbewahrung, Datenschutz, Budget"),
        "scenario": Described("szenario", "Was du üben willst; ohne wählst du aus allen"),
        "scenarios": Described("szenario", "Was zu üben ist; mehrere mit Kommas, der Reihe nach"),
        "who": Described("wer", "Eine Person oder eine Gruppe"),
        "whose": Described("wer", "Eine Person oder eine Gruppe; ohne alle"),
        "whom": Described("wer", "Eine Person"),
        "more": Described("weitere", "Weitere Personen und Gruppen, jede mit @"),
        "due": Described("bis", "Bis wann, etwa Freitag 17:00 oder 2026-12-04"),
        "pass": Described("grenze", "Punkte von 100, ab denen bestanden ist; ohne die des Szenarios"),
        "attempts": Described("versuche", "Wie viele Versuche zählen, etwa 3, 1-3 oder max 3"),
        "mode": Described("art", "Begleitet, oder mit Rückmeldung erst am Ende"),
        "what": Described("was", "Verspricht sie, zeigt sie dir jetzt, oder beendet sie"),
        "doing": Described("was", "Nimmt jemanden in die Leitung auf, oder wieder heraus"),
        "cadence": Described("takt", "Wie oft sie kommt"),
        "day": Described("tag", "Der Wochentag, an dem sie kommt"),
        "hour": Described("stunde", "Die volle Stunde, zu der sie kommt, 0 bis 23"),
        "zone": Described("zeitzone", "Die Zeitzone, etwa Europe/Berlin"),
        "language": Described("sprache", "Von Berichten, Zusammenfassungen und dem, was ungefragt kommt"),
        "retention": Described("aufbewahrung", "Tage, bis beendete Übungen gelöscht werden, oder off"),
        "names": Described("namen", "Ob Zusammenfassungen nennen, wer überfällig ist"),
        "words": Described("worte", "Ob Zusammenfassungen Zeilen zugewiesener Übungen zitieren, maskiert"),
        "group": Described("gruppe", "So viele Leute braucht eine Zusammenfassung für Mittelwerte"),
        "budget": Described("budget", "Was Modelle am Tag kosten dürfen, etwa 200000 tokens oder 5 dollars"),
        "member-budget": Described("budget-person", "Was davon auf jede Person kommen darf, etwa 20000"),
    },
}
# fmt: on
"""By language; English has all."""

OFFERED: Mapping[str, Mapping[str, str]] = {
    "en": {
        "here": "here: promise this channel one",
        "now": "now: show it to me alone",
        "off": "off: no more in this channel",
        "weekly": "weekly",
        "monthly": "monthly",
        "monday": "Monday",
        "tuesday": "Tuesday",
        "wednesday": "Wednesday",
        "thursday": "Thursday",
        "friday": "Friday",
        "saturday": "Saturday",
        "sunday": "Sunday",
        "coaching": "coaching",
        "assessment": "assessment",
        "list": "list: who there is",
        "add": "add: make somebody one",
        "remove": "remove: take it back",
        "en": "English",
        "de": "German",
    },
    "de": {
        "here": "hier: diesem Kanal eine versprechen",
        "now": "jetzt: sie mir allein zeigen",
        "off": "aus: keine mehr in diesem Kanal",
        "weekly": "wöchentlich",
        "monthly": "monatlich",
        "monday": "Montag",
        "tuesday": "Dienstag",
        "wednesday": "Mittwoch",
        "thursday": "Donnerstag",
        "friday": "Freitag",
        "saturday": "Samstag",
        "sunday": "Sonntag",
        "coaching": "begleitet",
        "assessment": "Prüfung",
        "list": "liste: wer dazugehört",
        "add": "aufnehmen: jemanden dazunehmen",
        "remove": "entfernen: es zurücknehmen",
        "en": "Englisch",
        "de": "Deutsch",
    },
}
"""What an argument can be chosen from, by language and by what is then taken in."""
