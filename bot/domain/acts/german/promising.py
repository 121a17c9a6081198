"""How an overpromise shows in German."""

from __future__ import annotations

from bot.domain.acts.german.guards import NEGATED, REPORTED, UNREAL, YOU, rule

_OURS = r"(?:wir|bei uns|unsere?n? \w+|das (?:neue )?(?:system|produkt|gerät|programm|modell)|die (?:neue )?(?:software|app|lösung|anlage)|unser \w+)"
_THING = (
    r"(?:es|das|sie|du|ihr|alles|der \w+|die \w+|ihre? \w+|deine? \w+|so etwas|niemand|nichts|da)"
)
_SURELY = r"(?:100%|100 prozent|hundertprozentig|zu 100%|zu (?:hundert|tausend|100|1000) prozent|hundert pro|definitiv|garantiert|auf jeden fall|ganz sicher|todsicher|mit (?:absoluter )?sicherheit|in jedem fall|bombensicher)"
RULES = (
    rule(
        "overpromise",
        "garantiere garantieren garantiert verspreche versprechen versprochen schwöre schwören wort versichere"
        " versichern verbürge hand ehrenwort",
        r"(?:ich|wir) garantieren? (?!nicht|nichts|keine)(?:\w+)",
        r"(?:das|es|dafür) garantiere ich",
        r"(?:ich|wir) (?:verspreche|versprechen|versichere|versichern|kann (?:(?!nicht|nichts|nie|leider)\w+ )?(?:versichern|versprechen|garantieren)) (?:\w+ )?(?:, )?(?:dass )?(?:hoch und heilig )?(?:es|das|sie"
        r"|du|ihr|der|die|alles|sich|so etwas|nie|ihre? \w+|deine? \w+)",
        r"(?:das|es) (?:verspreche|garantiere|schwöre) (?:ich|wir)",
        r"(?:(?<=, )|^ )versprochen(?= (?:$|,))",
        r"(?:ich|wir) schwören? (?!auf)\w+",
        r"(?:gebe|geben) (?:ich |wir )?(?:ihnen|dir|euch) (?:darauf )?(?:mein|unser) (?:ehren)?wort",
        r"(?:sie haben|du hast) (?:da |hiermit )?(?:mein|unser) (?:ehren)?wort",
        r"(?:verbürge|verbürgen) (?:ich|wir) (?:mich|uns)",
        r"hand aufs herz , (?:sie|du|das|es|die|der) (?:werden|wird|wirst|bekommen|kommt|klappt)",
        r"(?:großes|mein) ehrenwort",
        r"hand (?:dafür )?ins feuer",
        r"(?:passiert|wird(?! sich)|werden|sparst|sparen|klappt|kommt|funktioniert|bekommen|bekommst|kriegst|kriegen|läuft|geht) (?:\w+ ){0,4}garantiert(?! (?:nicht|kein|keine|ein|eine|unser|ihr|teuer|noch|verjährt))",
        r"(?:(?<=, )|^ )garantiert(?= (?:$|,))",
        rf"(?:kommt|ist (?=garantiert \w+ (?!ge|ver))|wird|{YOU}) ?garantiert(?! noch)",
        before=NEGATED
        + "|"
        + REPORTED
        + "|"
        + UNREAL
        + r"|(?:^|,) (?:ok |gut |also |na )*(?:ich|wir) (?!schaff|krieg|bekomm|hol)(?:\w+ ){1,12}, $|(?:^|,) \w+ \w+ (?:ich|wir) (?:\w+ ){0,8}, $",
        after=r" (?:, )?(?:dass ich|dass wir|ich|mein bestes|aber|nur|nichts|nicht, dass)(?= )| (?:\w+ ){0,6}(?:zu \w+n|\w+zu\w+n)(?= )| (?:\w+ ){0,4}(?:nicht mehr|noch zeigen|verjährt|zu spät|kaputt)(?= )",
        asks=False,
    ),
    rule(
        "overpromise",
        "nie niemals 100% 100 hundertprozentig definitiv fall sicher sicherheit bestimmt hundert tausend prozent todsicher"
        " bombensicher garantiert pro",
        r"(?:passiert|passieren|kommt|wird|werden|wirst|haben|hast) (?:(?!ich|wir|vergessen)\w+ ){0,5}(?:nie wieder|niemals|nie mehr)(?! (?:vergessen|gesagt|bekommen|gehört|gelesen|erfahren))",
        rf"(?:kommt|wird|werden|klappt|funktioniert|läuft|bekommen|bekommst|kriegst|kriegen|hält|wirst) (?:(?!ich|wir|nicht|kein|keine|keinen|gesagt|recht)\w+ ){{0,5}}{_SURELY}(?! (?:ärgerlich|nicht|klar|gesagt|recht|schade|eine?|unsere?|meine?|der|die|das|richtig|falsch|verständlich|zu|nachvollziehbar|ernst|wichtig|kein|keine|so|eng|teuer|knapp|bescheid|auf|geladen|ausgelastet|kostenlos|schwierig|schwer|ausgebucht|voll|mühsam)(?= ))",
        rf"(?:ist|sind) (?:(?!ich|wir|nicht|kein|keine)\w+ ){{0,5}}{_SURELY} (?:\w+ )?(?:morgen|heute|da|fertig|pünktlich|wieder|bis|am|rechtzeitig|online|bereit|gelöst|behoben|sicher)(?! (?:\w+ )?(?:ge|ver)\w+t)",
        rf"{_SURELY} (?:ist|kommt|sind|wird|klappt|bekommen|funktioniert|morgen|heute|bis|damit rechnen|darauf|sicher)",
        r"(?:heute|morgen) ist (?:es|das) definitiv",
        r"(?:das|es) geht (?:immer gut|hundertprozentig)",
        before=r" (?:nicht|damit|ob|sollte|dürfen|darf|hätte|könnte|kann|ich|wir|wahrscheinlich|dachte) (?:\w+ ){0,3}$|"
        + REPORTED
        + "|"
        + UNREAL,
        after=r" (?:\w+ ){0,3}(?:ausgeschlossen|ärgerlich|schade|nicht|zu spät|wollen|verjährt|bin)(?= )",
        asks=False,
    ),
    rule(
        "overpromise",
        "rund einzigen einzige halten hält verloren ausfallen scheitern nie immer alle alles jede jeden jedes risiko schiefgehen vertrauen vertrau perfekt sicher ausgeschlossen verlass verlassen sorgen sorge"
        " kopf wenn formsache zweifel bereuen niemals keine probleme sorgen lösung möglich hin durch einzige einzigen einziges verdoppeln verdreifachen sicher zuverlässig jederzeit seite amen gut wieder mehr mal 100% hundertprozentig definitiv garantiert merken null risikofrei reibungslos lebenslang ewig fehlerfrei sämtliche"
        " unmöglich selbstverständlich kinderspiel rundum passieren",
        rf"{_OURS} (?:\w+ ){{0,2}}(?:fällt|fallen|versagt|versagen|verliert|verlieren|stürzt|stürzen|enttäuscht|lässt|geht|gehen) (?:\w+ ){{0,2}}(?:nie|niemals|nie mehr)(?! (?:etwas|gesagt))",
        r"(?:machen|macht) (?:\w+ )?(?:nie|niemals|keine) fehler",
        rf"{_OURS} (?:liefern|antworten|liefert|kommen|kommt|funktioniert|läuft|klappt|findet|finden|löst) (?:\w+ )?(?:immer|jederzeit) (?:auf|pünktlich|zuverlässig|rechtzeitig|sofort|innerhalb|gut|perfekt|fehlerfrei|eine lösung|für)",
        r"(?:ist|sind) (?:bei uns )?(?:immer|jederzeit) (?:zufrieden|pünktlich|erreichbar|glücklich)",
        r"bei uns gibt es (?:nie|keine|keinerlei|niemals) (?:ausfälle|probleme|fehler|verspätungen?|wartezeiten?|reklamationen|risiko|\w*kosten)",
        r"(?:löst|behebt|lösen|beheben|beseitigt|verhindert) (?:(?!nicht)\w+ )?(?:alle|jede[snr]?|sämtliche|alles)",
        r"(?:nimmt|nehmen) (?:ihnen|dir|euch) (?:\w+ )?(?:alle|jede|sämtliche) \w+ ab",
        r"(?:bestehen|bestehst|schaffen|schaffst|gewinnen|gewinnst) (?:sie|du) (?:jede[snr]?|alle)",
        r"alles ,? ?was (?:sie wollen|du willst|sie möchten|du möchtest)",
        r"(?:überhaupt kein|null|keinerlei|gar kein|ohne jedes|gibt (?:es )?(?:da |hier )?kein) risiko(?! eingehen)",
        r"risikofrei",
        r"kann (?:\w+ ){0,3}nichts (?:mehr )?(?:schiefgehen|schief gehen|passieren)",
        r"(?:da |es |das )?(?:geht|läuft|klappt|wird) (?:\w+ ){0,2}(?:nichts schief|nichts schiefgehen|perfekt|reibungslos|fehlerfrei)",
        r"vertraue? mir ,? ?(?:das|es|alles|der|die|wird)",
        r"vertrauen sie mir",
        r"(?:läuft|wird) (?:(?!jetzt|wieder|nicht)\w+ ){0,2}perfekt",
        r"(?:das|es|so etwas|uns|dir|ihnen) (?:\w+ )?wird (?:\w+ ){0,3}(?:nicht (?:wieder|mehr|noch einmal|nochmal|noch mal)|kein zweites mal|nie wieder) (?:\w+ )?(?:passieren|vorkommen)",
        r"(?:passiert|kommt) (?:\w+ ){0,2}(?:kein zweites mal|nie wieder)",
        r"(?:kriegen|bekommen|schaffen|holen) wir (?:\w+ ){0,3}(?:auf jeden fall|definitiv|garantiert|100%|zu 100%|zu hundert prozent|hundertprozentig|ganz sicher|in jedem fall) (?!nicht|an )\w+",
        r"(?:auf der sicheren seite|alles wird gut|worauf sie sich verlassen können|so sicher wie das amen)",
        r"(?:darauf|da) (?:können sie|kannst du) (?:gift nehmen|wetten)",
        r"(?:service|team|support|wir|hotline) (?:ist|sind) (?:immer|jederzeit|rund um die uhr) (?:für sie|für dich|für euch|erreichbar|da)",
        r"(?:klappt|funktioniert|geht) (?:das |es )?immer(?: gut)?<end>",
        r"(?:alle ihre|alle deine|ihre ganzen|sämtliche) (?:probleme|sorgen)(?: sind)? (?:\w+ )?(?:gelöst|weg|vorbei)",
        r"sind (?:\w+ )?(?:alle )?(?:ihre|deine) (?:probleme|sorgen) (?:\w+ )?(?:gelöst|weg|vorbei)",
        r"wir (?:machen alles möglich|finden (?:immer|für alles|in jedem fall|garantiert) (?:\w+ )?eine lösung|kriegen alles hin|schaffen alles)",
        r"(?:können sie sich|kannst du dich) (?:\w+ )?(?:verlassen|darauf verlassen) ,? ?dass (?:das|es|alles|der|die|sie|du|ihr)",
        r"(?:sie können sich|du kannst dich) (?:\w+ )?(?:darauf )?verlassen ,? ?dass (?:das|es|alles|der|die|sie|du|ihr)",
        r"(?:haut|geht|kommt) (?:\w+ )?(?:auf jeden fall|garantiert|definitiv|100%) (?:hin|gut|durch|an)",
        r"ohne (?:eine |ein |einen )?einzige[nsr]? (?:störung|ausfall|problem|fehler|verzögerung)",
        r"(?:verdoppeln|verdreifachen|verdoppelst) (?:sie|du|sich) (?:ihren?|deinen?|ihr|dein)?",
        r"(?:ist|sind) (?:absolut|völlig|hundertprozentig|komplett|100%) (?:sicher|zuverlässig|ausfallsicher|fehlerfrei|risikolos)",
        r"(?:sie werden|du wirst) (?:\w+ )?(?:keinen einzigen|keine einzige|kein einziges|überhaupt keine|nie wieder einen) \w+",
        r"ganz sicher ist es",
        r"(?:kann|können) (?:\w+ ){0,2}(?:gar |überhaupt |einfach )nicht (?:mehr )?(?:verloren gehen|passieren|kaputt ?gehen|ausfallen|scheitern)",
        r"(?:hält|halten) (?:ewig|für immer|ein leben lang)",
        r"(?:kein|keine|keinen) einzige[nsr]? \w+ mehr",
        r"(?:nie mehr|nie wieder) (?:\w+ )?(?:ärger|probleme?|sorgen|ausfälle?|störungen?)",
        r"(?:ist|wäre) (?:völlig |absolut |komplett |vollkommen )?ausgeschlossen ,? ?dass",
        r"(?:darauf )?(?:verlass|verlasse) dich (?:da |nur )?(?:darauf|drauf)(?! dass ich)",
        r"(?:da |darauf )?(?:können|kannst) (?:sie sich|du dich) (?:\w+ )?(?:felsenfest|hundertprozentig|blind) (?:darauf )?verlassen",
        r"(?:erstatten?|bekommen|bekommst|kriegen|kriegst|übernehmen|zahlen|ersetzen|tauschen) (?:[\w,]+ ){0,8}ohne wenn und aber",
        r"(?:nur noch |reine |bloß noch )(?:eine )?formsache",
        r"(?:gibt es|besteht) (?:gar |überhaupt )?(?:keinen|keinerlei|nicht den geringsten) zweifel",
        r"(?:hält|bleibt|läuft|nimmt|funktioniert|gilt|sparen|sparst) (?:[\w,]+ ){0,8}(?:für immer|ein leben lang|lebenslang|auf ewig)",
        r"(?:sie werden|du wirst) (?:es |das |den \w+ |die \w+ )?(?:\w+ ){0,2}(?:gar nicht|nicht|nie|garantiert nicht) (?:merken|bereuen)",
        rf"(?:{_THING}|{_OURS}) (?:werden|wird|wirst) (?:\w+ ){{0,2}}(?:niemals|nie wieder|nie mehr|keinerlei|keine einzige) (?!nach |fragen|\w+ fragen)\w+",
        r"(?:der preis|die gebühr|der beitrag|die miete) (?:\w+ ){0,2}(?:niemals|nie) \w+",
        before=r" (?:nicht|damit|ob|sollte|dürfen|hätte|darf|leider|kann nie|würde|warum|dass ich) (?:\w+ ){0,3}$|"
        + REPORTED
        + "|"
        + UNREAL,
        after=r" (?:\w+ ){0,5}wollen(?= )| (?:ausgeschlossen|noch nicht|ärgerlich|weg)",
        asks=False,
    ),
)
