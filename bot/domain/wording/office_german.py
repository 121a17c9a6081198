"""What managers and trainees are told in German, besides results and digests."""

from __future__ import annotations

from collections.abc import Mapping

_TROUBLES: Mapping[str, str] = {
    "did_you_mean": "Meintest du {near}?",
    "nobody_named": "Sag, wer üben soll: `@jemand`, eine Gruppe oder `everyone`.",
    "nobody_there": "In {who} ist niemand, dem etwas zugewiesen werden könnte.",
    "no_scenario_named": "Sag, welches Szenario: seine Id, mehrere mit Komma. "
    "`/chattrain list` zeigt sie.",
    "unknown_person": "Niemand heißt hier „{typed}“.",
    "unknown_group": "Es gibt keine Gruppe „{typed}“.",
    "unknown_scenario": "Es gibt kein Szenario `{typed}`.",
    "unknown_zone": "Es gibt keine Zeitzone „{typed}“. Schreib eine wie `Europe/Berlin` oder `UTC`.",
    "several": "„{typed}“ kann {several} sein. Schreib den ganzen Namen, oder erwähne die Person.",
    "has_left": "{typed} ist nicht mehr da.",
    "no_such_date": "„{typed}“ ist kein Datum. Schreib es wie `2026-12-01` oder `1. Dez 17:00`.",
    "past": "„{typed}“ ist {date} {time} in {zone}, und das ist vorbei. Wähle ein späteres Datum.",
    "too_far": "„{typed}“ ist {date}, mehr als zwei Jahre voraus. Wähle ein früheres Datum.",
    "two_dates": "„{typed}“ kann {first} oder {second} sein. Schreib es wie eines davon.",
    "hour_missing": "Am {date} werden in {zone} die Uhren über {time} hinweg vorgestellt, die Zeit gibt "
    "es also nicht. Schreib `{other}`.",
    "hour_twice": "Am {date} zeigen in {zone} die Uhren {time} zweimal, weil sie zurückgestellt "
    "werden. Schreib `{first} UTC` für das erste oder `{second} UTC` für das zweite Mal.",
    "pass_mark_range": "Eine Bestehensgrenze ist eine ganze Zahl von 0 bis 100, wie `ab 80`.",
    "attempts_range": "Versuche sind ganze Zahlen von 1 bis {most}, wie `2`, `1-3` oder `max 3`.",
    "not_understood": "„{typed}“ wurde nicht verstanden. Nach dem Szenario kann ein Termin stehen, "
    "`ab 80`, `max 3`, und `assessment` oder `coaching`.",
}
_ASSIGNING: Mapping[str, str] = {
    "assign_how": "So wird zugewiesen",
    "assign_usage": "`/chattrain assign @wer szenario[,szenario] [Termin] [Grenze] [Versuche] "
    "[assessment]`, wie in `/chattrain assign @Anna late-lamp Freitag 17:00 ab 80 max 3`.",
    "not_assigned": "Noch ist nichts zugewiesen",
    "understood": "Bisher verstanden",
    "typed": "Du hast geschrieben: `/chattrain assign {line}`",
    "assigned": "Zugewiesen",
    "reaches": "Es erreicht {count}: {names}.",
    "told_now": "Sie erfahren es in wenigen Minuten unter vier Augen; wo es nicht zwischen 9 und 17 Uhr "
    "an ihrem Arbeitstag ist, sobald es das ist.",
    "told_later": "Sie erfahren es unter vier Augen an ihrem nächsten Arbeitstag ab {hour} Uhr, in "
    "ihrer eigenen Zeitzone.",
    "told_here": "Wer noch kein Gespräch mit mir hat, erfährt es in diesem Kanal, mit einem Knopf zum "
    "Beginnen.",
    "assign_in_channel": "Einige haben noch kein Gespräch mit mir, und mit vielen darf ich keines "
    "eröffnen. Gib den Auftrag in einem Kanal, den sie lesen.",
    "cannot_announce": "Einige erfahren es nur in diesem Kanal, und hier kann ich nichts posten: {why}",
    "reminded": "Wer nicht fertig ist, wird zwei Tage vorher und am Tag des Termins erinnert.",
    "later_members": "Wer später zur Gruppe kommt, gehört dazu.",
    "incomplete": "Von {group} sind nur die bekannt, die schon zu sehen waren ({count}); "
    "andere gehören dazu, sobald sie zu sehen sind.",
    "who": "Wer",
    "scenarios": "Szenarien",
    "due": "Termin",
    "pass_mark": "Bestehensgrenze",
    "attempts": "Versuche, die zählen",
    "at_least": "mindestens {count}",
    "assessment": "Prüfung: Alle Rückmeldung kommt am Ende",
    "status": "Stand",
    "not started": "nicht begonnen",
    "in progress": "begonnen",
    "passed": "bestanden",
    "did not pass": "nicht bestanden",
    "past due": "überfällig",
    "start": "Beginnen",
    "my_assignments": "Dir zugewiesen",
    "nothing_assigned": "Dir ist nichts zugewiesen. `/chattrain start` öffnet eine eigene Übung.",
    "no_assignments": "Nichts ist zugewiesen. `/chattrain assign` sagt, wie es geht.",
    "no_such_assignment": "Diese Zuweisung gibt es nicht mehr. `/chattrain assignments` zeigt die, die "
    "es gibt.",
    "withdrawn": "„{title}“ ist zurückgezogen: Niemand wird mehr gefragt oder erinnert. Was dafür geübt "
    "wurde, bleibt.",
    "withdrawn_already": "„{title}“ wurde schon zurückgezogen.",
    "assigned_to_you": "Du hast etwas zu üben",
    "assigned_here": "Es gibt etwas zu üben",
    "assigned_by": "Zugewiesen von {who}. Das Gespräch liest niemand außer dir.",
    "reminder": "Noch zu üben",
    "managers_see": "Führungskräfte sehen das Ergebnis dessen, was sie zuweisen, nie das Gespräch.",
    "all_passed": "Das war alles von „{title}“: Es ist bestanden.",
    "all_used_up": "Das war der letzte Versuch, der für „{title}“ zählt. "
    "Was du jetzt übst, ist für dich.",
    "next_up": "Als Nächstes von dem, was dir zugewiesen ist: „{title}“.",
    "practice_used_up": "Deine Versuche für „{title}“ sind verbraucht, dies ist also eine eigene Übung: "
    "Führungskräfte sehen nur, dass sie abgeschlossen wurde.",
    "practice_too_soon": "„{title}“ zählt, sobald „{first}“ bestanden ist; dies ist eine eigene Übung, "
    "von der Führungskräfte nur sehen, dass sie abgeschlossen wurde.",
    "not_your_assignment": "Das ist dir nicht zugewiesen, oder nicht mehr. `/chattrain start` öffnet "
    "eine eigene Übung.",
    "nothing_next": "Für „{title}“ ist nichts mehr zu tun. `/chattrain start` öffnet eine eigene "
    "Übung.",
}
_DISPUTES: Mapping[str, str] = {
    "dispute_own": "Nur wessen Übung es ist, kann der Bewertung widersprechen.",
    "no_such_score": "Es gibt keine solche Bewertung.",
    "dispute_unseen": "Diese Bewertung sieht niemand außer dir. Teile sie zuerst mit Führungskräften; "
    "dann kann eine von ihnen sie ansehen.",
    "dispute_why": "Sag in einem Satz, was die Bewertung übersah; eine Führungskraft liest es.",
    "disputed": "Dein Widerspruch zu „{title}“ steht bei den Führungskräften unter "
    "`/chattrain assignments`. Sie lesen deinen Grund und die Zeilen zu dieser einen Bewertung, sonst "
    "nichts. Du erfährst, was entschieden wird.",
    "disputed_to": "{who} ist gebeten, sich „{title}“ anzusehen, mit deinem Grund und den Zeilen zu "
    "dieser einen Bewertung, sonst nichts. Du erfährst, was entschieden wird.",
    "disputed_already": "„{title}“ hast du schon widersprochen; {who} hat noch nicht entschieden.",
    "decided_already": "Über „{title}“ hat {who} schon entschieden: Es ist „{level}“, und dabei bleibt es.",
    "no_such_dispute": "Diesen Widerspruch gibt es nicht mehr, weil die Übung gelöscht wurde.",
    "not_your_own": "Über eine eigene Bewertung muss jemand anderes entscheiden.",
    "no_such_level": "Eine solche Stufe gibt es nicht.",
    "decide_why": "Sag in einem Satz, warum; die übende Person liest es.",
    "overridden": "„{title}“ von {who} ist jetzt „{level}“. Das wird mit deinem Grund mitgeteilt, und die "
    "erste Bewertung bleibt daneben stehen.",
    "upheld": "„{title}“ von {who} bleibt, wie es war. Das wird mit deinem Grund mitgeteilt.",
    "please_decide": "Einer Bewertung wird widersprochen",
    "dispute_title": "Widerspruch: {title}",
    "dispute_about": "{who}, in „{scenario}“. Die Zeilen zu dieser Bewertung:",
    "no_lines": "Keine Zeile wurde angeführt.",
    "given": "Gegeben",
    "says": "Der Grund",
    "leave_it": "So lassen",
    "give": "{level} ({points})",
    "only_these_lines": "Du liest diese Zeilen nur, weil ihnen widersprochen wird; das Gespräch bleibt "
    "privat.",
    "not_judged": "nicht beurteilt",
    "a_manager": "eine Führungskraft",
}
_DIGESTS: Mapping[str, str] = {
    "digest_usage": "`/chattrain digest here [weekly|monthly] [Tag] [Stunde] [Zeitzone]` verspricht "
    "diesem Kanal eine Zusammenfassung, `digest now` zeigt dir eine, `digest off` beendet es.",
    "digest_odd": "„{typed}“ wurde nicht verstanden. Schreib es wie "
    "`/chattrain digest here weekly Montag 9:00 Europe/Berlin`.",
    "no_such_hour": "Eine Stunde {typed} gibt es nicht; es gibt 0 bis 23.",
    "digest_refused": "In diesen Kanal kann nichts geschrieben werden: {why}",
    "digest_weekly": "Dieser Kanal bekommt die Zusammenfassung jeden {day} um {hour} Uhr ({zone}), das "
    "nächste Mal {next}. `/chattrain digest off` beendet das.",
    "digest_monthly": "Dieser Kanal bekommt die Zusammenfassung jedes Monats am ersten {day} danach um "
    "{hour} Uhr ({zone}), das nächste Mal {next}. `/chattrain digest off` beendet das.",
    "digest_off": "Dieser Kanal bekommt keine Zusammenfassung mehr.",
    "no_digest_here": "Dieser Kanal bekommt keine Zusammenfassung. `/chattrain digest here` verspricht "
    "ihm eine.",
    "digest_trouble": "Eine Zusammenfassung konnte nicht gezeigt werden: {why} Die nächste wird wieder "
    "versucht; `/chattrain digest off` in ihrem Kanal beendet sie.",
    "digest_gone": "Eine Zusammenfassung konnte nicht gezeigt werden: {why} Ihren Kanal scheint es nicht "
    "mehr zu geben. Die nächste wird noch einmal versucht; geht auch das nicht, wird sie abgeschaltet.",
    "digest_ended": "Die Zusammenfassung ist abgeschaltet, weil es ihren Kanal weiterhin nicht gibt: {why} "
    "Wer sie in einem anderen Kanal will, tippt dort `/chattrain digest here`.",
    "day_0": "Montag",
    "day_1": "Dienstag",
    "day_2": "Mittwoch",
    "day_3": "Donnerstag",
    "day_4": "Freitag",
    "day_5": "Samstag",
    "day_6": "Sonntag",
}
_ROLES: Mapping[str, str] = {
    "refused": "Das können nur Führungskräfte (`{what}`): {who}, und wer hier verwaltet. "
    "Sie können dich dazu machen: `/chattrain managers add @du`.",
    "refused_nobody": "Das können nur Führungskräfte (`{what}`), und noch ist niemand dazu gemacht. Wer "
    "hier verwaltet, kann es von selbst, und gibt die Rolle mit `/chattrain managers add @wer`.",
    "refused_admin": "Das kann nur, wer hier verwaltet (`{what}`).",
    "managers_usage": "„{typed}“ wurde nicht verstanden. Es gibt `/chattrain managers add @wer`, "
    "`remove @wer`, und ohne alles die Liste.",
    "managers_people": "Eine Rolle bekommen Personen, eine oder mehrere auf einmal, nicht Gruppen.",
    "managers_who": "Sag, wer: `/chattrain managers add @wer`.",
    "managers_are": "Führungskräfte außer denen, die verwalten: {who}.",
    "managers_none": "Noch ist niemand zur Führungskraft gemacht. Wer hier verwaltet, ist es von selbst.",
    "managers_how": "`/chattrain managers add @wer` macht jemanden dazu, `remove @wer` nimmt es zurück.",
    "managers_added": "Jetzt Führungskraft: {who}.",
    "managers_removed": "Nicht mehr Führungskraft: {who}.",
    "managers_admins": "{who} verwaltet hier und ist dadurch Führungskraft; das lässt sich hier nicht "
    "zurücknehmen.",
    "managers_never": "{who} war keine Führungskraft.",
    "settings": "Einstellungen",
    "set_how": "Ändere eine mit ihrem Namen, wie in `/chattrain settings language en`.",
    "set_language": "der Berichte und Zusammenfassungen: en oder de",
    "set_zone": "wo die eigene einer Person nicht bekannt ist",
    "set_retention": "nach so vielen Tagen werden abgeschlossene Übungen gelöscht",
    "set_names": "ob Zusammenfassungen nennen, wer überfällig ist",
    "set_words": "ob Zusammenfassungen einzelne maskierte Zeilen zitieren, was die Einführung dann sagt",
    "set_group": "weniger Personen werden in Zusammenfassungen weder genannt noch gemittelt",
    "set_budget": "was hier alle zusammen von Modellen verbrauchen dürfen, von Mitternacht bis Mitternacht "
    "UTC",
    "set_budget_member": "was jede Person davon verbrauchen darf",
    "a_day": "{amount} am Tag",
    "no_limit": "ohne Grenze",
    "today": "heute bisher {amount}",
    "operators_less": "hier gesetzt: {amount}, aber die Grenze des Betreibers ist kleiner und gilt",
    "platforms": "wie die Plattform sagt",
    "for_ever": "aufbewahrt, bis gelöscht wird",
    "days": "{count} Tage",
    "on": "an",
    "off": "aus",
    "no_such_setting": "Es gibt keine Einstellung „{typed}“. Es gibt: language, zone, retention, names, "
    "words, group, budget.",
    "no_such_language": "„{typed}“ ist keine Sprache der Berichte; es gibt {known}.",
    "bad_days": "„{typed}“ ist keine Zahl von Tagen. Schreib 1 bis 36500, oder `off`.",
    "bad_budget": "„{typed}“ ist keine Grenze. Schreib Tokens oder Dollar am Tag, oder beides, wie in "
    "`budget 200000 tokens`, `budget 5 dollars`, `budget member 20000 tokens` oder `budget off`.",
    "budget_small": "„{typed}“ ist weniger, als eine Antwort braucht. Schreib mindestens {least} Tokens, "
    "oder Dollar, wie in `budget 5 dollars`.",
    "bad_group": "„{typed}“ ist keine Gruppengröße. Schreib eine ganze Zahl von 3 bis 100.",
    "on_or_off": "„{typed}“ ist weder `on` noch `off`.",
    "nothing_set": "Nichts wurde geändert.",
}
_DATA: Mapping[str, str] = {
    "your_data": "Alles, was von dir gespeichert ist, als JSON-Zeilen.",
    "forget_ask": "Alles löschen, was von dir gespeichert ist: Übungen, Ergebnisse, Zuweisungen und "
    "Widersprüche? Das lässt sich nicht rückgängig machen. Was im Chat steht, bleibt dort, bis du es "
    "löschst. `/chattrain export-me` gibt dir vorher eine Kopie.",
    "forget_button": "Alles löschen",
    "forgotten": "Alles, was von dir gespeichert war, ist gelöscht. Nachrichten im Chat sind nicht hier "
    "gespeichert; lösche sie dort. Solange du in einer Gruppe bist, die etwas üben soll, wirst du "
    "wieder gefragt.",
    "share_own": "Nur wessen Übung es ist, kann ihr Ergebnis teilen.",
    "share_assigned": "Diese Übung war zugewiesen, Führungskräfte sehen ihr Ergebnis also schon.",
    "share_unscored": "Noch gibt es kein Ergebnis zum Teilen.",
}
_LOBBY: Mapping[str, str] = {
    "choose": "Such dir ein Szenario zum Üben aus.",
    "greeting": "Mit mir übst du Gespräche. Deins öffnet sich dort, wo es niemand außer dir liest.",
    "start_a_practice": "Eine Übung beginnen",
    "commands": "`/chattrain start` öffnet eine Übung, `list` zeigt die Szenarien, `score` deine "
    "Ergebnisse, `stop` schließt die laufende Übung. In ihrem Thread:",
    "no_session": "Bei dir läuft keine Übung. `/chattrain start` öffnet eine.",
    "nothing_to_retry": "Hier gibt es keine Übung von dir, die du wiederholen könntest. "
    "`/chattrain start` öffnet eine.",
    "no_such_turn": "Diese Nachricht gibt es nicht mehr. Wiederhole die Übung von der Auswertung aus.",
    "list_shows": "`/chattrain list` zeigt alle.",
    "no_such_command": "Es gibt kein `/chattrain {typed}`.",
    "help_says": "`/chattrain help` sagt, was es gibt.",
    "leave_for_itself": "„{title}“ ist noch offen. Ohne Bewertung verlassen und neu beginnen?",
    "leave_for_another": "„{title}“ ist noch offen. Ohne Bewertung verlassen und „{wanted}“ beginnen?",
    "leave_and_start": "Verlassen und beginnen",
    "go_on_with_open": "Mit der offenen weitermachen",
}
GERMAN: Mapping[str, str] = {
    **_LOBBY,
    **_TROUBLES,
    **_ASSIGNING,
    **_DISPUTES,
    **_DIGESTS,
    **_ROLES,
    **_DATA,
}
