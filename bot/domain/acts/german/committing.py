"""How a concrete next step shows in German: who does what, or by when."""

from __future__ import annotations

from bot.domain.acts.german.guards import REPORTED, TO_YOU, WHEN, YOUR, rule

_DO = (
    r"(?:rufen?|telefonieren?|schicken?|sende|senden|erstatten?|buche?n?|bestellen?|fragen?|verbinden?|prüfen?"
    r"|schreiben?|entsperren?|verschieben?|holen?|leiten?|kündigen?|setzen?|stellen?|mailen?|reden?|sprechen?"
    r"|ändere|ändern|storniere|stornieren|tauschen?|liefere|liefern|öffnen?|legen?|reserviere|reservieren"
    r"|repariere|reparieren|tragen?|übertragen?|korrigiere|korrigieren|geben?|bringen?|nehmen?|sperren?"
    r"|überweisen?|streichen?|streiche|richten?|starten?|beauftragen?|informiere|informieren|besorgen?"
    r"|lösche|löschen|erhöhen?|verlängere|verlängern|lade|laden|zeigen?|teste|testen|plane|planen|trommle"
    r"|organisiere|organisieren|hinterlegen?|packen?|schalten?|fahren?|kommen?|gehen?|treffen?|suchen?"
    r"|erkläre|erklären|übernehmen?|installiere|installieren|veranlassen?|schließe|drucken?|scannen?|notiere|zahlen?"
    r"|verrechnen?|faxe|hänge|hängen|maile|wechsle|wechseln|ersetzen?|begleiten?|unterschreiben?|stelle|vermerken?"
    r"|räumen?|baue|bauen|entferne|entfernen|aktiviere|aktivieren|schalte|beantragen?|bereiten?|bereite|klingle"
    r"|reiche|reichen|gutschreiben|melde|melden|klemme|hake|haken|bleibe|halte|halten)"
)
_VAGUE = (
    r"(?:kümmere|kümmern|schaue|schauen|mache|machen|sage|sagen|bin|kläre|klären|sehe|finde|finden|höre|hören"
    r"|erledige|erledigen|gebe|weiß|wissen|bekomme|bekommen|kriege|kriegen|setze|beginne|beginnen|fange)"
)
_MORE = (
    r"(?!nicht |nichts |nie |kein |keine |keinen |etwas |sicher keine |vielleicht |frei |krank )"
)
_TO = rf"(?:{TO_YOU}|{YOUR}|sie|dich|euch|den|die|dem|der|ihn|eine[nm]?|eine|ein|für|beim|mit \w+ {WHEN}|das (?!weiter|an|mal|nicht|intern|so|gern|noch|auch|dann)\w{{3,}}|\d\S*)"
_CONCRETE = (
    r"(?:schicken?|sende|senden|erstatten?|buchen?|bestellen?|entsperren?|verschieben?|holen?|kündigen?|mailen?"
    r"|storniere|stornieren|tauschen?|reserviere|reservieren|repariere|reparieren|übertragen?|korrigiere"
    r"|korrigieren|bringen?|sperren?|überweisen?|streichen?|beauftragen?|verbinden?|leiten?|rufen?|setzen?|stellen?"
    r"|schreiben?|tragen?|richten?|legen?|lösche|löschen|verlängere|verlängern|hinterlegen?|ändere|ändern|öffnen?"
    r"|schalte|schalten|aktiviere|ersetzen?|veranlassen?|wechsle|reiche|bereite|informiere|fragen?|drucken?"
    r"|übernehmen?)"
)
_INFINITIVE = (
    r"(?:mailen|schicken|senden|anrufen|zurückrufen|erstatten|buchen|bestellen|schreiben|überweisen|umbuchen"
    r"|stornieren|tauschen|austauschen|liefern|zeigen|bringen|holen|abholen|prüfen|besprechen|treffen|melden"
    r"|vorbeibringen|vorbeikommen|reparieren|zusenden|zuschicken|weiterleiten|hinterlegen|durchgehen|sprechen"
    r"|telefonieren|zusammensetzen|einrichten|entsperren|freischalten|gutschreiben|zurückschicken|reservieren"
    r"|klären|fragen|kommen|nachfragen|starten|erledigen|geben|losschicken|rausschicken|anbieten|verschieben)"
)
_MAYBE = (
    r" (?:vielleicht|eventuell|würde|hätte|möglicherweise|wahrscheinlich|hoffentlich|irgendwann|theoretisch) (?:\w+ ){0,6}$"
    r"| (?:wenn|falls|weil|als|dass|ob|bevor|nachdem|obwohl) (?!es (?:dir|ihnen|euch) (?:passt|recht) )(?:\w+ ){0,6}$|"
    + REPORTED
)
_UNDONE = r"(?: (?:\w+ ){0,6}(?:nicht|keinen|keine|kein|nichts|nie|hoffentlich|vielleicht|wenn ich könnte|urlaub|krank|unterwegs|frei|verreist|außer haus|besprechung|sitzung)(?= ))"
_WHO = (
    r"(?:techniker|monteur|elektriker|installateur|kurier|fahrer|bote|spediteur|kollege|mitarbeiter|chef"
    r"|handwerker|klempner|spezialist|berater|leiter|notdienst|bereitschaftsdienst|schlosser|hausmeister"
    r"|ersatz|paket|lieferung|ersatzgerät|(?:\w+in))"
)
_COMES = (
    r"(?:kommt|ruft|meldet|bringt|holt|liefert|schaltet|repariert|tauscht|schickt|prüft|übernimmt|kriegt|bekommt"
    r"|fährt|steht|geht|klingelt|schaut|baut|wird|hilft)"
)

NEXT_STEP = (
    rule(
        "next_step",
        "ich wir",
        rf"(?:ich|wir) (?:{_DO}|{_VAGUE}) {_MORE}(?:{_MORE}[\w,]+ ){{0,9}}?{WHEN}",
        rf"{WHEN} (?:\w+ ){{0,5}}?(?:{_DO}|{_VAGUE}) (?:ich|wir)(?! (?:nicht|nichts|leider|keine|kein|keinen|nie|bei))(?: \w+|<end>)",
        rf"(?:{_DO}|{_VAGUE}) (?:ich|wir) {_MORE}(?:{_MORE}\w+ ){{0,7}}?{WHEN}",
        rf"(?:ich|wir) {_CONCRETE} (?:gern |also |dann |nun |einfach |schon ){{0,2}}{_TO} {_MORE}\w+",
        rf"(?:dann|danach|anschließend|zuerst|erst|zunächst|dafür|dazu|deshalb|deswegen) {_CONCRETE} (?:ich|wir) {_MORE}\w+ \w+",
        rf"(?:das|dies|\w+) (?:schicke|sende|maile|erstatte|überweise|buche|tausche|ersetze) (?:ich|wir) {TO_YOU}",
        rf"(?:ich|wir) (?:werde|werden|kann|könnte|können|möchte|möchten|will|wollen) (?:{_MORE}[\w,]+ ){{0,5}}?{WHEN} (?:{_MORE}\w+ ){{0,5}}{_INFINITIVE}",
        rf"(?:ich|wir) (?:werde|werden) (?:{TO_YOU}|sie|dich|den|die|das|{YOUR}) (?:{_MORE}\w+ ){{0,6}}{_INFINITIVE}",
        rf"(?:ich|wir) (?:kann|könnte|können) {TO_YOU} (?:{_MORE}\w+ ){{0,6}}(?:mailen|schicken|senden|erstatten|buchen|bestellen)",
        before=_MAYBE,
        after=_UNDONE,
        asks=False,
    ),
    rule(
        "next_step",
        "und ich",
        rf"(?:und|,) (?:schicke|sende|maile|rufe|melde|schreibe|bringe|gebe) (?:{_MORE}\w+ ){{0,5}}?{WHEN}",
        before=_MAYBE,
        after=_UNDONE,
        asks=False,
    ),
    rule(
        "next_step",
        "sie du ihr hören hörst kommt geht ist sind liegt bekommen",
        rf"(?:sie|du|ihr) (?:haben|hast|habt|bekommen|bekommst|bekommt|erhalten|erhältst|kriegen|kriegst|hören|hörst)"
        rf" (?:{_MORE}(?!gestern|schon|bereits|\d\S*)\w+ ){{0,5}}{WHEN}(?: (?:\w+ ){{1,5}})?(?:auf dem konto|von mir|von uns|auf ihrem konto|\w+)<end>",
        rf"{WHEN} (?:uhr |spätestens )?(?:hören sie|hörst du|bekommen sie|haben sie|hast du|bekommst du|kriegen sie|kriegst du|erhalten sie) \w+",
        rf"(?:bestätigung|lieferung|ersatz|paket|geld|techniker|antwort|rückruf|link|gutschrift|karte|bescheid|\w+gerät) (?:\w+ ){{0,3}}(?:kommt|geht|ist|liegt) (?:\w+ ){{0,4}}?{WHEN} ?(?:\w+ ){{0,4}}(?:bei ihnen|bei dir|per mail|in die post|raus|zu ihnen|fertig|da|an)",
        before=_MAYBE + r"| gesagt (?:\w+ ){0,2}$| (?:welche|was|wann) (?:\w+ ){0,4}$",
        after=r" (?:\w+ ){0,5}(?:brauchen|brauchst|hause|nicht|gebraucht|geschrieben|gesagt|zeit|frei|termin)(?= )",
        asks=False,
    ),
    rule(
        "next_step",
        "techniker monteur monteurin elektriker installateur kurier fahrer fahrerin bote spediteur kollege"
        " kollegin mitarbeiter mitarbeiterin technikerin chef chefin handwerker notdienst spezialist"
        " spezialistin berater beraterin bereitschaftsdienst schlosser hausmeister leiterin",
        rf"(?:{_WHO}) (?:\w+ ){{0,2}}{_COMES} (?:{_MORE}\w+ ){{0,5}}?{WHEN}",
        rf"{WHEN} {_COMES} (?:\w+ ){{0,2}}{_WHO}",
        before=_MAYBE,
        asks=False,
        after=r" (?:\w+ ){0,5}(?:brauchen|nicht|keine|keinen)(?= )",
    ),
    rule(
        "next_step",
        "lass lassen wollen sollen können gehen setzen treffen darf kann soll telefonieren wir ich",
        rf"(?:lass|lasst|lassen sie) uns (?:\w+ ){{0,4}}?{WHEN} (?:\w+ ){{0,6}}\w+",
        rf"(?:wollen|sollen|können|könnten) wir (?:uns )?(?:\w+ ){{0,4}}?{WHEN} (?:\w+ ){{0,6}}{_INFINITIVE}",
        rf"(?:darf|kann|soll|könnte|dürfte) ich (?:\w+ ){{0,4}}?{WHEN} (?:\w+ ){{0,7}}{_INFINITIVE}",
        rf"(?:gehen|setzen|treffen|telefonieren|besprechen|machen) wir (?:uns |das |die |den ){{0,2}}(?:\w+ ){{0,3}}?{WHEN}",
        before=REPORTED + r"| (?:wann|was|wie|warum|wo|vielleicht) $",
        after=r" (?:\w+ ){0,5}(?:nicht|keine)(?= )",
    ),
    rule(
        "next_step",
        "schicken senden geben schicke sende gib schreiben bringen laden mailen",
        rf"(?:können sie|könnten sie|kannst du|könntest du|würden sie|bitte) (?:mir |uns |bitte ){{0,2}}(?:\w+ ){{0,4}}?"
        rf"{WHEN} (?:\w+ ){{0,6}}(?:schicken|senden|geben|mailen|bringen|hochladen|schreiben)",
        before=REPORTED,
    ),
)
RULES = NEXT_STEP
