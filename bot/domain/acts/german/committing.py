"""How a concrete next step shows in German: who does what, or by when."""

from __future__ import annotations

from bot.domain.acts.german.guards import REPORTED, TO_YOU, WHEN, YOUR, rule

_DO = (
    r"(?:rufen?|telefonieren?|schicken?|sende|senden|erstatten?|buche?n?|bestellen?|fragen?(?! mich)|verbinden?|prüfen?"
    r"|schreiben?|entsperren?|verschieben?|holen?|leiten?|kündigen?|setzen?|stellen?|mailen?|(?:reden?|spreche|sprechen)(?= (?:\w+ ){0,5}mit )"
    r"|ändere|ändern|storniere|stornieren|tauschen?|liefere|liefern|öffnen?|legen?|reserviere|reservieren"
    r"|repariere|reparieren|tragen?|übertragen?|korrigiere|korrigieren|geben?|bringen?|nehmen?|sperren?"
    r"|überweisen?|streichen?|streiche|richten?|starten?|beauftragen?|informiere|informieren|besorgen?"
    r"|lösche|löschen|erhöhen?|verlängere|verlängern|lade|laden|zeigen?|teste|testen|plane|planen|trommle"
    r"|organisiere|organisieren|hinterlegen?|packen?|schalten?|treffen?|suchen?"
    r"|erkläre|erklären|übernehmen?|installiere|installieren|veranlassen?|schließe|drucken?|scannen?|notiere|zahlen?"
    r"|verrechnen?|faxe|hänge|hängen|maile|wechsle|wechseln|ersetzen?|begleiten?|unterschreiben?|stelle|vermerken?"
    r"|räumen?|besuchen?|klingeln?|baue|bauen|entferne|entfernen|aktiviere|aktivieren|schalte|beantragen?|bereiten?|bereite|klingle"
    r"|reiche|reichen|gutschreiben|melde|melden|klemme|hake|haken|bleibe daran|halte (?:sie|dich|euch))"
)
_VAGUE = r"(?:kümmere|kümmern|schaue|schauen|mache (?:es|das)|kläre|klären|erledige|erledigen|gebe|setze|sage (?:es|das))"
_MORE = r"(?!schon |seit |dass |ob |weil |wenn |falls |was |wie |jede |jeden |jedes |immer |jederzeit |grundsätzlich |normalerweise |meistens |oft |nicht |nichts |nie |kein |keine |keinen |etwas |sicher keine |vielleicht |frei |krank )"
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
    r"|klären|fragen|kommen|nachfragen|starten|erledigen|geben|korrigieren|ergänzen|ändern|löschen|besorgen|eintragen|entfernen|informieren|losschicken|rausschicken|anbieten|verschieben)"
)
_MAYBE = (
    r" (?:gesagt|versprochen|geschrieben|gemeint|behauptet) , $| (?:wenn|falls) (?:ich|wir) [\w ,]*$"
    r"| (?:vielleicht|eventuell|würde|hätte|möglicherweise|wahrscheinlich|hoffentlich|irgendwann|theoretisch) (?:\w+ ){0,6}$"
    r"| (?:wenn|falls|weil|als|dass|ob|bevor|nachdem|obwohl) (?!es (?:dir|ihnen|euch) (?:passt|recht) )(?:\w+ ){0,6}$|"
    + REPORTED
)
_GO = (
    rf"(?:(?:fahre|fahren|komme|kommen|gehe|gehen) (?:ich |wir )?(?:[\w]+ ){{0,3}}?(?:{WHEN} (?:[\w]+ ){{0,3}}?)?"
    r"(?:zu (?:ihnen|dir|euch|ihm|ihr)|vorbei|zum (?!punkt|arzt|essen|sport)\w+|zur (?!sache|bank)\w+|ins (?!bett|kino|wochenende)\w+|runter|hinunter|rüber|hinüber|durch|mit (?:ihnen|dir|euch)))"
)
"""A way somewhere: no step without a place ("ich gehe jetzt")."""
_ELSE = (
    r" (?:\w+ ){0,4}meine?[nmr]? (?!chef\w*|kolleg\w+|team|leit\w+|monteur\w*|technik\w+)\w+(?= )| (?:\w+ ){0,2}immer(?= )| (?:\w+ ){0,4}(?:luft|abschied|platz|stellung|wein|bier|tee)(?= )| (?:\w+ ){0,3}(?:zum \w+ mal|(?:schon|wieder) (?:seit|ewig|lange))(?= )"
    r"|[\w ]* an (?:die|den|das|unsere?n?) (?:zuständige\w* \w+|fachabteilung|abteilung)(?= )"
    r"| (?:\w+ ){0,6}(?:ans herz|in rechnung|zur last|feierabend|polizei|anwalt|gericht|inkasso\w*|kaffee|pause|zigarette"
    r"|punkt|verantwortung|haftung|garantie|wort|rat|tipp|gedanken|mühe|bestes|krise|hin|krank|auf)(?= (?:[,;:]|$))"
    r"| (?:\w+ ){0,2}mal (?:was|etwas|eins)(?= )|[\w ]*, wenn (?:sie|du|ihr) (?:\w+ ){0,3}nicht(?= )|[\w ,]*(?:bist du|du bist|sind sie|sie sind) raus(?= )"
    r"| (?:\w+ ){0,3}(?:einen (?:guten )?(?:rat|tipp)|mein wort|die verantwortung|keine)(?= )"
)
"""After a match: what is said so, and no step for the other."""
_UNDONE = (
    _ELSE
    + r"|(?: (?:\w+ ){0,6}(?:nicht|keinen|keine|kein|nichts|nie|hoffentlich|vielleicht|wenn ich könnte|urlaub|krank|unterwegs|frei|verreist|außer haus|besprechung|sitzung)(?= ))"
)
_WHO = (
    r"(?:techniker|monteur|elektriker|installateur|kurier|fahrer|bote|spediteur|kollege|mitarbeiter|chef"
    r"|handwerker|klempner|spezialist|berater|leiter|notdienst|bereitschaftsdienst|schlosser|hausmeister"
    r"|ersatz|paket|lieferung|ersatzgerät|(?:frau|herr) \w+(?: (?:aus|von) (?:der|dem) \w+| vom \w+)?|(?!allein|hinein|herein|daheim|termin|benzin)\w{4,}in)"
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
        rf"(?:ich|wir) (?={_GO} )(?:{_MORE}[\w,]+ ){{0,9}}?{WHEN}",
        rf"{WHEN} (?:\w+ ){{0,3}}?(?:fahre|komme|gehe) (?:ich|wir) (?:\w+ ){{0,3}}?(?:zu (?:ihnen|dir|euch)|vorbei|zum (?!punkt|arzt)\w+|zur \w+)",
        rf"sobald (?:sie|du|ihr) (?:\w+ ){{1,8}}, (?:{_CONCRETE}|gebe|geben) (?:ich|wir) {_MORE}\w+ \w+",
        rf"(?:ich|wir) {_CONCRETE} (?:gern |also |dann |nun |einfach |schon ){{0,2}}{_TO} {_MORE}\w+",
        rf"(?:dann|danach|anschließend|zuerst|erst|zunächst|dafür|dazu|deshalb|deswegen) {_CONCRETE} (?:ich|wir) {_MORE}\w+ \w+",
        rf"(?:das|dies|(?!vielleicht|eventuell|wann|warum|wie|wo|wem|wieso)\w+) (?:schicke|sende|maile|erstatte|überweise|buche|tausche|ersetze) (?:ich|wir) {TO_YOU}",
        rf"(?:ich|wir) (?:werde|werden|kann|könnte|können|möchte|möchten|will|wollen) (?:{_MORE}[\w,]+ ){{0,5}}?{WHEN} (?:{_MORE}\w+ ){{0,5}}{_INFINITIVE}",
        rf"(?:ich|wir) (?:werde|werden) (?:{TO_YOU}|sie|dich|den|die|das|{YOUR}) (?:{_MORE}\w+ ){{0,6}}{_INFINITIVE}",
        rf"(?:ich|wir) (?:kann|könnte|können) {TO_YOU} (?:{_MORE}\w+ ){{0,6}}(?:mailen|schicken|senden|erstatten|buchen|bestellen)",
        before=_MAYBE,
        after=_UNDONE,
        asks=False,
    ),
    rule(
        "next_step",
        "und ich schicke melde rufe schreibe klingel klingle",
        rf"(?:und|,) (?:schicke|sende|maile|rufe|melde|schreibe|bringe|gebe|klingel|klingle) (?:{_MORE}\w+ ){{0,5}}?{WHEN}",
        before=_MAYBE,
        after=_UNDONE,
        asks=False,
    ),
    rule(
        "next_step",
        "sie du ihr hören hörst kommt geht ist sind liegt bekommen",
        rf"(?:sie|du|ihr) (?:(?:haben|hast|habt)(?= (?:\S+ ){{1,20}}(?:konto|mir|uns|post|mail|vorliegen|tisch) )|bekommen|bekommst|bekommt|erhalten|erhältst|kriegen|kriegst|hören|hörst)"
        rf" (?:{_MORE}(?!gestern|schon|bereits|\d\S*)\w+ ){{0,5}}{WHEN}(?: (?:\w+ ){{1,5}})?(?:auf dem konto|von mir|von uns|auf ihrem konto|(?!ge\w+(?:t|en) )\w+)<end>",
        rf"(?!jetzt ){WHEN} (?:\d\S* )?(?:uhr |spätestens )?(?:hören sie|hörst du|bekommen sie|haben sie|hast du|bekommst du|kriegen sie|kriegst du|erhalten sie) \w+",
        rf"(?:bestätigung|lieferung|ersatz|paket|geld|techniker|antwort|rückruf|link|gutschrift|karte|bescheid|\w+gerät) (?:\w+ ){{0,3}}(?:kommt|geht|ist|liegt) (?:\w+ ){{0,4}}?{WHEN} ?(?:\w+ ){{0,4}}(?:bei ihnen|bei dir|per mail|in die post|raus|zu ihnen|fertig|da|an)",
        before=_MAYBE + r"| gesagt (?:\w+ ){0,2}$| (?:welche|was|wann) (?:\w+ ){0,4}$",
        after=r" (?:\w+ ){0,5}(?:brauchen|brauchst|hause|nicht|gebraucht|geschrieben|gesagt|zeit|frei|termin|ge\w+t|ge\w+en|\w+iert|(?:er|ver|be)\w+t)(?= (?:[,;:]|$))| (?:\w+ ){0,5}(?:nicht|zu hause)(?= )",
        asks=False,
    ),
    rule(
        "next_step",
        "techniker monteur monteurin elektriker installateur kurier fahrer fahrerin bote spediteur kollege"
        " kollegin mitarbeiter mitarbeiterin technikerin chef chefin handwerker notdienst spezialist"
        " spezialistin frau herr berater beraterin bereitschaftsdienst schlosser hausmeister leiterin",
        rf"(?:{_WHO}) (?:\w+ ){{0,2}}{_COMES} (?:{_MORE}\w+ ){{0,5}}?{WHEN}",
        rf"{WHEN} (?:um |so um )?(?:\w+ ){{0,4}}?{_COMES} (?:(?!kein)\w+ ){{0,2}}{_WHO}",
        rf"{WHEN} (?:\w+ ){{0,3}}?ist (?:\w+ ){{0,2}}{_WHO} (?:\w+ )?(?:bei (?:ihnen|dir|euch)|da)<end>",
        before=_MAYBE,
        asks=False,
        after=r" (?:\w+ ){0,5}(?:brauchen|nicht|keine|keinen|vielleicht|urlaub|zurück|krank)(?= )",
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
