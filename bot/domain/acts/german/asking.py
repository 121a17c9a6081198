"""How asking shows in German: the open question and the check of understanding."""

from __future__ import annotations

from bot.domain.acts.german.guards import NEGATED, REPORTED, UNREAL, rule

_TOLD = (
    r" (?:weiß|wissen|weißt|wüsste|fragte|frage mich|frage|finde|verstehe|sehe|sage|schaue|prüfe|kläre"
    r"|herausfinden|heraus|egal|zeige|schreibe|sagte|gefragt|fragt|wollte wissen) (?:\w+ ){0,3}, $"
)
"""Before a clause that tells and does not ask: "ich weiß, was passiert ist"."""
_VERB = (
    r"(?:ist|war|wäre|wären|sind|waren|passiert|passierte|geschah|geschieht|würde|würdest|würden|würdet|wird"
    r"|bräuchten|bräuchtest|bräuchtet|braucht|brauchst|brauchen|hat|hast|haben|habt|hatte|hatten|hättest"
    r"|hätten|macht|machst|machen|meinst|meinen|meint|denkst|denken|denkt|glauben|glaubst|erhoffen"
    r"|erhoffst|erwartet ihr|führt|führte|bringt|brachte|stört|störte|beschäftigt|hilft|half|fehlt|fehlte"
    r"|kann|könnte|könnten|kannst|könntest|können|wünschen|wünschst|wünscht|wollen|willst|wollt|möchten"
    r"|möchtest|möchtet|sagen|sagst|sagt|hält|hielt|bedeutet|bedeuten|kam|kommt|ging|geht|gehen|gehst"
    r"|läuft|lief|spricht|sprach|ärgert|belastet|bremst|hindert|bewegt|treibt|verstehen|verstehst"
    r"|liegt|lag|steckt|muss|müsste|müssten|müsstet|soll sich|sollte|sollten|sollen|ändert"
    r"|änderte|löst|löste|reizt|zeigt|blinkt|reagiert|reagieren|reagierte|verhindert|blockiert|überzeugt|stresst|irritiert|schreibt|nützt|erschwert|sehen|siehst|seht|sieht|fühlt|fühlst|fühlen|erleben|erlebst|erlebt|arbeiten"
    r"|arbeitest|arbeitet|wirkt|stellen|stellst|stellt|nutzen|nutzt|merken|merkst|merkt|spüren|spürst"
    r"|schätzen|schätzt|beurteilen|beurteilst|planen|planst|plant|regeln|regelt|regelst|lösen|gehst"
    r"|verändert|entsteht|entstand|entstanden|fiel|fällt|hängt|verlief|kommst|kommen|kommt|klappt|bekommen"
    r"|gefällt|gefiel|schlagen|schlägst|empfinden|empfindest|vermuten|vermutest|verwenden|suchen|suchst)"
)
_DATUM = (
    r"(?:\w*nummer|\w*namen?|\w*adresse|\w*mail|\w*datum|\w*passwort|\w*kennwort|plz|\w*leitzahl|\w*konto|iban"
    r"|modell|marke|größe|version|preis|\w*code|telefon|geburtstag|typ|farbe|gerät|betrag|aktenzeichen)"
)
_RHETORICAL = (
    r" <3,>(?:denn noch|ich denn|ich tun|es wagen|nur so|bloß so|wer (?:sie|du)|sich ein"
    r"|dir ein|ihnen ein|mich das an|ich dafür|mit mir zu tun|(?:denn|eigentlich|jetzt) von mir|los mit)(?= )"
    rf"| <9>ich (?:machen|sagen|tun)<end>| soll| <3>(?:der|die|das|{_DATUM}) {_DATUM}"
    rf"| <3>(?:ihre|deine|ihr|dein|eure|euer|gleich) (?:\w+ )?{_DATUM}| (?:\w+ )?{_DATUM} (?:gleich|noch|ist)"
    r"| (?:sie|du) (?:denn )?(?:erwartet|gedacht)<end>| (?:\w+ ){0,2}das an<end>| (?:sie|du|ihr) (?:\w+ )?für (?:ein|eine|einen) \w+| wir (?:\w+ )?(?:\w+)?<end>| schon dabei| <5>für sachen| <3>schon wieder<end>| <3>(?:bezahlt|gezahlt|gekostet|zahlen)<end>"
    r"| (?:ihr|dein|euer) problem<end>| (?:denn )?(?:jetzt |nun )?(?:schon wieder|mit)(?= )| daran (?:so|denn so)(?= )"
    r"| (?:das|es) (?:denn |schon )?<end>| (?:es|das) , wenn| (?:sie|du|ihr) (?:mir|uns|überhaupt|denn noch|noch)(?= )"
    r"| <3>(?:darauf|damit sagen) , dass| <4>, (?:soll|muss) (?:ich|wir)(?= )"
)
_FILL = r"(?:genau |alles |sonst |noch |denn |eigentlich |alles |konkret |vor allem ){0,2}"

OPEN_QUESTION = (
    rule(
        "open_question",
        "was",
        rf"<begin>was {_FILL}{_VERB}",
        before=NEGATED + "|" + _TOLD,
        after=_RHETORICAL + "| das<end>",
    ),
    rule(
        "open_question",
        "wie",
        rf"<begin>wie {_FILL}(?!wäre es|wäre mit|kannst du |können sie |konntest du |konnten sie |kann man|konnte man|können sie nur|ist ihre? |ist deine? |(?:ist|war|lautet) <3>{_DATUM} )"
        rf"{_VERB} \w+",
        before=NEGATED + "|" + _TOLD,
        after=_RHETORICAL
        + rf"| (?:{_DATUM}|ihnen|dir|euch|es|so|denn|das denn)<end>| (?:ihnen|dir)(?: heute)?<end>|<end>"
        r"| <3>(?:nur|bloß) (?:so|wieder)| <2>wieder (?:geschafft|hin)",
        asks=None,
    ),
    rule(
        "open_question",
        "warum wieso weshalb woher",
        r"<begin>(?:warum|wieso|weshalb) (?:genau )?(?:ist|sind|war|waren|hat|wurde|wird|möchten|möchtest|wollen"
        r"|willst|ging|geht|kam|glauben|glaubst|meinen|meinst|denken|denkst|brauchen|brauchst|würden|würdest"
        r"|haben sie (?:sich|uns)|hast du dich|stört|fällt|scheint) (?!das mein|immer|nicht|sie so|du so)\w+",
        r"<begin>woher (?:kommt|kam|rührt|nehmen)",
        before=_TOLD,
        after=r" (?:\w+ ){0,9}(?:nicht|immer|nie|schon wieder|erst|ständig|mich)(?= )| (?:so|auch)(?= )",
        asks=None,
    ),
    rule(
        "open_question",
        "wozu woran inwiefern inwieweit wodurch womit wofür worum worin wovon worauf wobei",
        r"<begin>(?:inwiefern|inwieweit)(?: \w+)?",
        r"<begin>(?:wozu|woran|wodurch|womit|wofür|worum|worin|wovon|wobei) (?:genau )?(?!auch|das|ich|wir"
        r"|sie|du|haben wir das|habe ich|soll|muss)\w+ \w+",
        r"<begin>worauf (?:kommt|kommen|legen|legst|achten|achtest|hoffen|hoffst|müssen|müsste|freuen) \w+",
        before=_TOLD,
        after=r" <3>(?:verdient)",
    ),
    rule(
        "open_question",
        "wo",
        r"<begin>wo (?:genau )?(?:brennt|drückt|hakt|klemmt|hängt|zwickt|sehen|siehst|seht|stehen sie|stehst"
        r"|liegt|liegen|verlieren|verliert|verlierst|geht) \w+",
        before=_TOLD,
        after=r" (?:\w+ )?(?:paket|nummer|beleg|formular|rechnung|problem|schlüssel|gerät|adresse)",
        asks=True,
    ),
    rule(
        "open_question",
        "welche welchen welches welcher",
        r"<begin>welche[nsr]? (?:\w+ )?(?:folgen?|auswirkung\w*|konsequenz\w*|erfahrung\w*|gedanken?|gründe?n?"
        r"|bedenken|sorgen?|rolle|möglichkeit\w*|schwierigkeit\w*|hürden?|wünsche?|erwartung\w*|ziele?|idee\w*"
        r"|vorstellung\w*|lösung\w*|alternative\w*|eindruck|eindrücke|herausforderung\w*|unterstützung|bedeutung"
        r"|themen?|punkte?|schritte?|vorteile?|nachteile?|kriterien|anforderung\w*|ansätze|teil(?:e)?"
        r"|aspekte?|unterschied\w*) \w+",
        before=_TOLD,
        asks=True,
    ),
    rule(
        "open_question",
        "erzähle erzählen erzählt beschreiben beschreibe schildern schildere erklären erkläre hören verstehen"
        " wissen interessiert interessieren sprünge berichten berichte erfahren nimm nehmen",
        r"<begin>(?:erzähle|erzählen sie|erzählt|beschreibe|beschreiben sie|schildern sie|schildere|berichten sie"
        r"|berichte|erkläre|erklären sie)"
        r"(?: mir| mal| bitte| doch| uns| gern| ruhig| kurz){0,4} ,? ?(?:was|wie|warum|wieso|mehr|von|den|die|das|wo"
        r"|einfach|genauer|woran|inwiefern)",
        r"<begin>(?:erzähle|erzählen sie|erzählt)(?: mir| mal| bitte| doch| ruhig| einfach| gern){0,4}(?= (?:[,:]|$))",
        r"(?:können sie|kannst du|könnten sie|könntest du|magst du|mögen sie|würden sie|würdest du|wollen sie"
        r"|willst du|möchtest du|möchten sie|könnt ihr) <6>,? ?(?:erzählen|beschreiben|schildern|erklären"
        r"|berichten)(?: ,)?(?= )",
        r"(?:ich|wir) (?:würde|würden|möchte|möchten|will) (?:das |es |da )?(?:gern |einfach |besser |wirklich ){0,2}"
        r"(?:noch )?(?:besser |genauer )?(?:verstehen|wissen|hören|erfahren) ,? ?(?:was|wie|warum|wieso|woran|wo|wofür)",
        r"mich (?:würde )?(?:interessiert|interessieren) (?:\w+ ){0,3}, ?(?:was|wie|warum|wieso|woran|wofür)",
        r"<begin>lass(?:en sie)? (?:mal )?hören(?= (?:[,:]|$))",
        r"<begin>helfen sie mir (?:bitte )?(?:zu verstehen|auf die sprünge)",
        r"<begin>(?:nimm|nehmen sie) mich (?:einmal |mal )?mit",
        before=REPORTED + "|" + NEGATED,
        after=rf" (?:ihre|deine|ihren|deinen) {_DATUM}| nichts| <2>(?:lieber|gar)| <4>(?:sauer|lügen)",
    ),
    rule(
        "open_question",
        "sagen sage sagt verraten",
        r"(?:können sie|kannst du|könnten sie|könntest du|magst du|mögen sie|würden sie|würdest du|wollen sie"
        r"|willst du|möchtest du|möchten sie) <4>(?:sagen|verraten) ,? ?(?:was|wie(?! viel| lang| alt| hoch| oft)"
        r"|warum|mehr|woran|wo der schuh)",
        r"<begin>(?:sagen sie|sage)(?: mir| mal| doch| bitte| ruhig){1,3} ,? ?(?:was|warum|woran|wie es) (?!ich|soll)\w+",
        before=REPORTED + "|" + NEGATED,
        after=r" <9>(?:soll)<end>|" + _RHETORICAL,
    ),
)

_UNDERSTOOD = (
    r"(?:verstanden|mitbekommen|wiedergegeben|notiert|aufgeschrieben|erfasst|zusammengefasst|gehört|getroffen"
    r"|aufgefasst|gelesen|mitgeschrieben)"
)
_SO = r"(?:(?:das|sie|dich|euch|es|da|dir|ihnen|so|jetzt|auch|wirklich|soweit|bis hierher|alles|nun) ){0,4}"
_RIGHT = r"(?:richtig|korrekt|recht)"
_ASKS_BACK = (
    r"(?:richtig|ja|korrekt|stimmt es|stimmt das|stimmt|ist das richtig|ist das korrekt|ist das so|gell|nicht wahr"
    r"|oder|habe ich (?:das|es) richtig|passt das|so richtig|sehe ich das richtig|habe ich das)"
)
_SURE = _ASKS_BACK.replace("|ja|", "|").replace("|oder|", "|")
"""The ways to ask back that are no request: "Du kommst also morgen, ja?" is one."""
_FAIR = (
    r"(?!(?:[\w,:]+ ){0,20}(?:zu (?:faul|blöd|dumm|bequem|stolz)|schuld|ernsthaft|allen ernstes|auch noch|einfach nicht|gelogen|keine ahnung|keinen plan|verklagen|nur zu|für nichts|nicht gelesen"
    r"|keine lust|(?:kommst|kommen|machst|schickst|schicken|rufst|rufen|hilfst|helfen) (?:du |sie )?also|zeit (?:am|um|für)|(?:klar|bewusst) , dass|wissen (?:also|schon)|weißt (?:also|schon)|(?:sagen|behaupten|andeuten|unterstellen) ,? ?(?:dass )?(?:ich|wir|es|das)|also (?:nichts|wieder|schon wieder|gar nicht|nicht (?:zahlen|lesen|gelesen|kommen|arbeiten|mitmachen|helfen|bezahlen))|lüge|lügen|nicht zugehört|vergessen) )"
)
"""What is said back must not be a reproach."""
CHECK = (
    rule(
        "check_understanding",
        "ich",
        rf"<begin>habe ich {_SO}{_RIGHT} {_UNDERSTOOD}",
        rf"(?:verstehe|sehe|höre|lese|deute|erfasse|fasse) ich {_SO}{_RIGHT}",
        rf"(?:wenn|damit|dass|ob|falls|sofern) ich {_SO}(?:{_RIGHT}|nichts falsch) (?:\w+ )?(?:verstehe|sehe|höre"
        r"|auffasse|deute|verstanden|aufgefasst|mitbekommen|liege|notiert|notiere|aufschreibe|erfasse|mitkomme)",
        r"(?:prüfen|schauen|sicher ?gehen|sehen) ,? ?(?:dass|ob) ich (?:\w+ ){0,3}(?:verstanden|verstehe|mitkomme|habe)",
        r"(?:damit|dass|ob) ich (?:\w+ ){0,2}(?:nichts|nicht|etwas) (?:\w+ )?(?:durcheinander\w*|verwechsle|missverstehe)",
        r"dass ich (?:das|es|sie|dich) (?:da )?falsch (?:auffasse|verstehe|deute)",
        r"was ich (?:bisher |jetzt |so )?verstanden habe",
        r"so wie ich (?:das|es|sie|dich) verst(?:ehe|anden habe)",
        rf"gebe ich {_SO}(?:{_RIGHT} )?wieder",
        r"liege ich (?:da |damit )?(?:richtig|falsch)",
        r"wenn ich (?:mich irre|danebenliege)",
        r"(?:ihren|deinen|euren) worten entnehme ich",
        rf"<begin>habe ich {_SO}{_RIGHT} im kopf",
        before=r" (?:nie|soll|als|nicht \w+) $| zu (?:faul|blöd|dumm|bequem|stolz) (?:[\w,]+ ){0,5}$|"
        + REPORTED,
        after=r" (?:gut|gern|toll)(?= )|[\w ,]* (?:auch noch|verklagen|nur zu|allen ernstes)(?= )| , dass (?:hier|keiner|niemand|\w+ (?:keiner|niemand))(?= )| (?:würde|hätte|kann ich|interessiert)| schon| , (?:kann|habe) ich lange| <4>(?:richtig )?lüge",
    ),
    rule(
        "check_understanding",
        "stimmt trifft passt ist habe war korrekt",
        r"<begin>habe ich (?:alles|etwas vergessen|was vergessen|noch etwas vergessen|etwas übersehen|das so|es so)(?= $)",
        rf"<begin>habe ich {_SO}{_UNDERSTOOD}(?= $)",
        r"<begin>stimmt (?:das|es|alles)(?: so| soweit| alles| in etwa| ungefähr){0,2}(?= $)",
        r"<begin>trifft (?:es )?(?:das|es)(?: so)?(?: zu| ungefähr)?(?= $)",
        r"<begin>passt das so zusammen\w*",
        r"<begin>(?:ist|war) (?:es )?das ,? ?was (?:sie|du) (?:gemeint|gesagt) (?:haben|hast)",
        r"<begin>ist das (?:im kern |so )?(?:ihr|dein) (?:punkt|anliegen)",
        r"(?<=^ )(?:korrekt|stimmt es)(?= $)",
        r"<begin>ist das (?:so )?(?:richtig|korrekt)(?: so| zusammengefasst| wiedergegeben| verstanden)?(?= $)",
        asks=True,
    ),
    rule(
        "check_understanding",
        "zusammen wiederhole wiederholen sicherheit zusammenfassen abgleich verständnis worten anders"
        " gesagt notiert heißt zusammengefasst",
        r"(?:lassen sie mich|lass mich|darf ich|ich würde|ich möchte|ich will|ich versuche) (?:[\w,]+ ){0,5}"
        r"(?:zusammenfassen|zusammenzufassen|wiederholen|in eigenen worten)",
        r"ich fasse (?:das |es |mal |kurz |noch mal |nochmal |also ){0,3}zusammen(?= (?:[,:]|$))",
        r"ich wiederhole (?:das |es |kurz |mal |nochmal |noch mal |noch einmal ){0,3}(?:zur sicherheit|, ob|(?=:)|, damit)",
        r"<begin>(?:nur |kurz |noch mal |nochmal ){0,2}zu[rm] (?:sicherheit|abgleich|verständnis|besseren verständnis)(?= [,:])",
        r"<begin>(?:in|mit) (?:meinen |eigenen )?worten(?= [,:])",
        r"<begin>kurz zusammengefasst(?= [,:])",
        r"(?:ich habe|habe) (?:mir )?(?:\w+ )?notiert(?= :)",
        before=REPORTED + "|" + NEGATED,
        after=r" [:,] (?:nicht|kein\w*|nein|das|wir|ich|da|sie haben (?:nicht|wieder)|du hast (?:nicht|wieder))",
    ),
    rule(
        "check_understanding",
        "richtig stimmt korrekt oder ja gell wahr passt habe sehe",
        rf"<begin>{_FAIR}(?:sie|du|ihr|es|mit|dir|ihnen|euch) (?:[\w,]+ ){{0,2}}(?:also|anderen worten|sozusagen)"
        rf" (?:[\w,:]+ ){{1,20}}[,:] {_SURE}(?= $)",
        rf"{_FAIR}also (?:[\w,:]+ ){{3,21}}, (?!ja |oder ){_ASKS_BACK}(?= $)",
        rf"<begin>{_FAIR}(?:gell|anders gesagt|das heißt|mit anderen worten|sprich) [,:]? ?(?:[\w,:]+ ){{3,20}}[,:] {_ASKS_BACK}(?= $)",
        rf"<begin>{_FAIR}(?:sie|du|ihr) (?:möchten|möchtest|wollen|willst|wollt|brauchen|brauchst|braucht|bräuchten|bräuchtest|meinen|meinst|meint"
        rf"|hätten gern|hättest gern|wünschen sich|suchen|suchst) (?:[\w,:]+ ){{2,20}}[,:] {_SURE}(?= $)",
        r"die (?:sie|du) (?:meinen|meinst) , (?:ja|richtig|oder|gell)(?= $)",
        r"<begin>richtig so",
        asks=True,
        before=UNREAL,
    ),
    rule(
        "check_understanding",
        "heißt bedeutet habe meinst meinen meint also sprich gell sagen wären bescheid",
        r"<begin>(?:meinst du|meinen sie) (?:damit , dass|damit|also dass) (?!ich|wir)\w+",
        r"<begin>(?:meinst du|meinen sie) (?:also |damit |jetzt |da |eher |etwa )?(?:die|den|das(?! ernst|\? |$| \w+t | \w+st )|der|mit) \w+",
        r"<begin>(?:du meinst|sie meinen|ihr meint) (?!, (?:ich|wir|du|sie)|ich|wir|(?:\w+ ){0,4}(?:ernst|ernsthaft|wohl|ja nur) )(?:(?:also|vermutlich|wohl|wahrscheinlich|sicher|eher|damit|den|die|das|dass|der|mit) )(?:[\w,]+ ){0,12}\w+",
        r"<begin>(?:es geht|geht es) (?:ihnen|dir|euch) also (?:\w+ )?um",
        r"<begin>(?:ihnen|dir|euch) (?:ist|geht es|wäre) also(?! (?:klar|bewusst|egal|nicht klar))",
        r"<begin>(?:sie|du|ihr|dir|ihnen) (?:möchten|möchtest|willst|wollen|brauchst|brauchen|fehlt|geht es|suchst|suchen) also (?!nicht|einfach|streit|gar|keine|ernsthaft|wirklich|mal wieder|wieder|sagen|behaupten|andeuten|(?:\w+ ){1,2}(?:sagen|behaupten|unterstellen))(?:[\w,]+ ){1,12}\w+(?= $)",
        r"<begin>das (?:heißt|bedeutet) (?!(?:[\w,]+ ){0,9}(?:nicht|nichts|keine) ),? ?(?:also |für (?:sie|dich) ,? ?){0,2}(?:sie|du|ihr|ihnen|dir|es|der|die|das|am|seit) (?!ich)\w+ \w+",
        r"<begin>also (?:sie|du|ihr) (?:möchten|möchtest|wollen|willst|brauchen|brauchst) (?!mir|nicht|wirklich)\w+",
        r"<begin>(?:kann|könnte|darf) (?:man|ich) (?:es|das) so (?:sagen|zusammenfassen|verstehen)",
        r"<begin>(?:wären|sind) das (?:\w+ ){0,4}(?:wichtigsten punkte|hauptpunkte|alle punkte)",
        r"<begin>habe ich (?:da |hier |etwas |was |irgendetwas |das ){0,3}(?:falsch|übersehen|missverstanden)",
        r"<begin>gell , (?:du hast|sie haben|ihr habt) (?:\w+ )?(?:gesagt|gemeint)",
        r"<begin>sprich(?= [,:])",
        before=UNREAL,
        after=r"<9>(?:ernst|etwa|ernsthaft|wohl auch)(?= )| (?:ernst|etwa|also ernsthaft|ja nur)(?= )",
        asks=True,
    ),
    rule(
        "check_understanding",
        "sagen sage bescheid korrigieren korrigiere unterbrechen",
        r"<begin>(?:sagen sie|sage|gib|geben sie) (?:mir |bitte |doch ){0,2}(?:bescheid )?,? ?(?:falls|wenn|ob) ich"
        r" (?:\w+ ){0,4}(?:falsch|richtig|daneben|vergessen|übersehen)",
        r"<begin>korrigieren? (?:sie )?mich(?: bitte| gern)? ,? ?(?:wenn|falls)",
    ),
    rule(
        "check_understanding",
        "sagten sagtest mitschreiben sicherzugehen sicher sichergehen angekommen hin alles gemeint reden sprechen sprichst ist also zusammenkriege zusammenbekomme so zusammengefasst da",
        r"<begin>(?:nochmal |noch mal |kurz |nur ){0,2}(?:damit wir (?:\w+ )?(?:vom|von dem) (?:gleichen|selben) (?:reden|sprechen)|zum mitschreiben|um sicher ?zugehen|um sicher zu gehen|nur um sicher zu sein)(?= [,:])",
        r"(?:bei mir|so) ist (?:es )?(?:bei mir )?angekommen(?= [,:])",
        r"dass ich alles (?:habe|verstanden habe|notiert habe)(?= (?:[,:]|$))",
        r"ob ich (?:das|alles|es) (?:richtig )?(?:zusammenkriege|zusammenbekomme|beisammen habe)",
        before=REPORTED + "| (?:nicht|kaum) <2>$",
        asks=None,
    ),
    rule(
        "check_understanding",
        "sagten sagtest kommt ist also gemeint reden redest sprechen sprichst geht richtig korrekt stimmt",
        rf"<begin>{_FAIR}(?:sie sagten|du sagtest|sie sagen|du sagst) (?:also )?,? ?(?:[\w,]+ ){{2,18}}, (?:ja|richtig|oder|korrekt|stimmt das|nicht wahr|gell)(?= $)",
        rf"<begin>{_FAIR}(?:sie sprechen|du sprichst|wir reden|wir sprechen|gemeint ist|gemeint sind|es geht) (?:also )?(?:von|um|über|der|die|das) (?:[\w,]+ ){{1,15}}, (?:ja|richtig|oder|korrekt|gell)(?= $)",
        r"<begin>kommt das so (?:hin|ungefähr hin)(?= $)",
        r"<begin>ist es (?:also )?so , dass (?:sie|du|ihr|die|der|das)(?! (?:zu |\w+ zu ))",
        r"<begin>(?:also )?(?:reden|sprechen) wir (?:also )?(?:von|über) (?!mir|uns)\w+",
        r"<begin>geht es (?:ihnen|dir|euch) also (?!gut|besser|schlecht)\w+",
        before=UNREAL,
        asks=True,
    ),
)
RULES = (*OPEN_QUESTION, *CHECK)
