"""How apology and thanks show in German."""

from __future__ import annotations

from bot.domain.acts.german.guards import REPORTED, UNREAL, rule

KIN = r"(?:vater|mutter|papa|mama|mann|frau|sohn|tochter|kind|oma|opa|bruder|schwester|hund|katze|familie|freund|freundin|vaters|mannes)"
_STOCK = r"(?:für )?(?:die|alle|etwaige|jegliche|eventuelle|mögliche) (?:\w+ )?(?:unannehmlichkeit\w*|umstände)"
_OWN = (
    r"(?:(?:mein|unser)(?:e[mnrs]?)? (?:\w+ )?(?:fehler|versehen|versäumnis|schuld|verhalten|ton|antwort|mail|nachricht|bemerkung|kommentar|reaktion|verspätung|fahrer\w*|monteur\w*|techniker\w*|team|system|lager|seite)"
    r"|(?:ist|war|tut|sind) (?:mir|uns)|(?:mir|uns) (?:\w+ )?(?:unterlaufen|passiert|durchgerutscht|peinlich)|(?:von|wegen|bei) (?:mir|uns)|ich habe|ich hätte|ich war|ich wollte"
    r"|wir haben|wir hätten|wir waren|habe ich|haben wir|hätte ich|hätten wir|war ich|waren wir|wurde von uns)"
)
_MEANT = (
    r"(?:(?:, )*$|für (?!die vielen|die störung|die frage|die blöde|den langen|das viele|mein deutsch|alles andere)"
    r"|wegen|(?:, )?dass (?!ich (?:noch mal |nochmal |so |sie |da )*(?:frage|nachfrage|störe|nachhake))"
    rf"|(?:, )?(?:\w+ ){{0,3}}{_OWN} |(?:, )?das (?:war|hätte|hatte|habe|haben|ist (?:mir|uns|mein|meine|unser|unsere|peinlich|dumm|wirklich|natürlich))"
    r"|, (?:habe|hatte|haben|hätte|war) (?!keine|nichts|viel|zu tun|leider)|(?:, )?(?:liebe|lieber|herr|frau|leute) "
    r"|und|auch|nochmal|noch mal|noch einmal|bitte|vielmals|von (?:herzen|mir|uns|meiner|unserer)"
    r"|, (?!nein|nee|falsch|geht|keine|nicht|zeit)\w+ $|[;:)]|lol)"
)
"""What goes on with an apology; anything else ("sorry, falscher Chat") makes it none."""
_EXCUSED = (
    r" ,? ?(?:" + _STOCK + r"|aber|allerdings|jedoch|wenn|falls|nein|kann ich|können sie|kannst du"
    r"|ich (?:wollte (?:sie|dich) nicht|habe (?:jetzt |leider |gerade |da |heute )*(?:keine|nichts|zu tun|nicht viel|viel zu tun|termine?))"
    r"|wir haben (?:\w+ ){0,2}(?:keine|viel|sehr viel|nichts)"
    r"|(?:wir|ich) (?:haben|habe|sind|bin) (?:\w+ ){0,2}(?:geschlossen|zu|neu|unterwegs|im) |dass (?:sie|du) das so|dass ich (?:frage|störe)|das zu hören|das (?:ist|war) (?:nicht|nun mal|halt|leider|eben|unser\w* (?:regel|vorgabe)\w*))(?= )"
    r"| <9,>(?:aber|allerdings|jedoch|nicht (?:unsere|meine) schuld|empfinden|so sehen|so fühlen|sehr viel zu tun|viel los"
    r"|die hölle los|nicht wir|nichts dafür|nichts für|(?:sie|du) (?:\w+ ){1,4}nicht (?:gelesen|verstanden|gesehen|beachtet|aufgepasst|gemeldet|bezahlt)"
    r"|empfindlich|(?:das|es) (?:ärgert|stört|nervt)<end>|(?:schlechten|schweren|harten) (?:tag|zeit)|dass (?:sie|du) (?:\w+ ){0,4}(?:wollen|willst|möchten|möchtest)<end>|(?:sich|dich) (?:\w+ ){0,3}(?:aufregen|aufregst|ärgern|ärgerst)<end>|ich (?:\w+ ){0,4}(?:hellsehen|auch (?:nur|mal))|enttäuscht (?:sind|bist)|unzufrieden (?:sind|bist)|anders (?:sehen|siehst)|mitteilen|mitzuteilen|nicht möglich|nicht helfen|nicht weiterhelfen)(?= )"
    r"| <9,>(?:wenn|falls) (?:sie|du|ich|wir|das|es|ihnen|dir)(?= )"
)
_CONDOLENCE = (
    rf" ,? ?(?:dass (?:es )?(?:ihre?[mr]?|deine?[mr]?) {KIN}|(?:wegen|für) (?:ihre?[nmrs]?|deine?[nmrs]?) {KIN})(?= )"
    r"| <9,>(?:krank|gestorben|verstorben|tot|krankenhaus|spital|unfall|schlecht geht|trauer)(?= )"
)
"""Pity for what nobody here has done."""
_UNMEANT = rf"{_EXCUSED}|(?! ?{_MEANT})"
APOLOGY = (
    rule(
        "apology",
        "leid",
        r"(?:es |das |mir |uns )?tut (?:es |das )?(?:mir |uns |mal )?(?:(?!nicht|für)\w+ ){0,3}leid",
        r"(?:mir|uns) tut (?:es|das) (?:(?!nicht)\w+ ){0,3}leid",
        before=REPORTED
        + "|"
        + UNREAL
        + r"| (?:wenn|falls) (?:\w+ ){0,7}, $| (?:dein|deine|ihr|ihre) (?:fehler|problem|pech) $| (?:er|sie|du|ihr|der|die|dir|ihm|ihnen|(?:das|es) mit (?:ihrem|ihrer|deinem|deiner|dem|der) \w+|(?:mein|meine) \w+|der \w+|die \w+) $",
        after=r" ,? ?(?:um|für (?:ihn|sie<end>|dich<end>|\w+ \w+<end>))(?= )|"
        + _CONDOLENCE
        + "|"
        + _UNMEANT,
        asks=False,
    ),
    rule(
        "apology",
        "sorry entschuldigung verzeihung entschuldigen entschuldigt verzeihen verzeihe entschuldige pardon",
        r"(?:ganz |so |echt |total |very |big |großes )?sorry",
        r"<begin>(?:ich bitte um |wir bitten um |bitte um |aufrichtige |große |vielmals |riesen )?(?:entschuldigung|verzeihung|pardon)",
        r"(?:ich|wir) (?:möchte|möchten|muss|müssen) um (?:entschuldigung|verzeihung) bitten",
        before=r" (?:ohne|eine|schulden|schuldest|keine|ihre|deine|die|zur|als|seine|bloß|nur) $|"
        + REPORTED
        + "|"
        + UNREAL,
        after=_UNMEANT,
        asks=False,
    ),
    rule(
        "apology",
        "entschuldigen entschuldigt entschuldigung verzeihen verzeihe verzeiht",
        r"<begin>(?:entschuldigen|verzeihen) sie(?: bitte| mir| uns| vielmals){0,3}",
        r"<begin>(?:entschuldigung|entschuldigt|verzeihe|verzeiht)(?: bitte| mir| uns| vielmals){0,3}",
        before=REPORTED + "|" + UNREAL,
        after=_EXCUSED
        + r"|(?! (?:(?:, )?dass |d(?:ie|en|as) (?!störung|frage|umstände)|diese\w*|mein\w*|unser\w*|mich|uns|für (?!die|den|das)|wegen|(?:, )?ich (?:habe|war|hatte|hätte)|(?:, )?wir (?:haben|waren|hätten|hatten)|$))",
        asks=False,
    ),
    rule(
        "apology",
        "entschuldigung entschuldige entschuldigen bitte bitten verzeihung bedaure bedauere bedauern",
        r"(?:ich|wir) (?:entschuldigung|entschuldige|entschuldigen) (?:mich|uns)",
        r"(?:ich|wir) (?:bitte|bitten) (?:\w+ ){0,3}um (?:entschuldigung|verzeihung)",
        r"(?:ich|wir) (?:möchte|möchten|will|wollen|muss|müssen) (?:mich|uns) (?:(?!nicht|niemandem|keinem|nirgends)\w+ ){0,9}entschuldigen",
        r"(?:ich|wir) (?:bedaure|bedauere|bedauern) (?:es )?(?:sehr|zutiefst|aufrichtig|, dass (?:ich|wir)|den|meine?n?|unsere?n?)",
        r"dafür (?:entschuldigung ich mich|entschuldigen wir uns|bitte ich (?:\w+ )?um (?:entschuldigung|verzeihung|nachsicht))",
        r"dafür (?:möchte|will|muss) ich (?:\w+ ){0,2}um (?:entschuldigung|verzeihung) bitten",
        r"dafür (?:möchte|will|muss) ich mich (?:(?!nicht)\w+ ){0,3}entschuldigen",
        before=REPORTED + "|" + UNREAL + r"| (?:warum|soll) $",
        after=r" ,? ?(?:"
        + _STOCK
        + r"|nicht|sicher nicht)| <9,>(?:aber|allerdings|jedoch|falls|mitteilen|mitzuteilen|unannehmlichkeiten|wenn (?:sie|du|ich))(?= )",
        asks=False,
    ),
    rule(
        "apology",
        "fehler culpa geradestehen ungerecht gemein grob schroff unhöflich versäumnis schuld kappe verantwortung versehen falsch fair unfair mist verbockt verschlampt vermasselt verpennt"
        " vergeigt versemmelt versaut daneben ordnung müssen sollen dürfen schäme schämen hängenlassen lassen gelassen enttäuscht versetzt informiert asche laufen unterlaufen mich uns dafür passieren lag verpatzt verschlafen okay ok richtig",
        r"(?:das|es|dies) (?:war|ist) (?:ganz klar |allein |auch |eindeutig |wirklich |einfach )*(?:mein|unser|meine|unsere) (?:eigener |eigene |klarer )?(?:fehler|schuld|versehen|versäumnis)",
        r"<begin>(?:mein|unser) (?:fehler|versehen)<end>",
        r"(?:allein|ganz klar|eindeutig) (?:mein|unser|meine|unsere) (?:fehler|schuld|versehen)",
        r"(?:fehler|schuld) (?:liegt|lag|ist|war) (?:(?!nicht)\w+ )?(?:bei (?:mir|uns)|auf (?:meiner|unserer) seite)",
        r"versehen (?:meinerseits|unsererseits|von (?:mir|uns))",
        r"(?:geht|ging) (?:\w+ )?auf (?:mich|uns|(?:unsere|meine) kappe)",
        r"auf (?:meine|unsere) kappe",
        r"lag (?:allein |nur |einfach )?an (?:mir|uns)",
        r"(?:übernehme|übernehmen) (?:ich |wir )?(?:\w+ ){0,2}verantwortung",
        r"(?:stehe|stehen) (?:ich |wir )?dafür gerade",
        r"(?:das|es) war (?:(?!nicht)\w+ )?(?:falsch|unfair|nicht fair|nicht richtig|nicht in ordnung|nicht ok|daneben|unmöglich|blöd|gedankenlos|rücksichtslos) (?:\w+ )?von (?:mir|uns)",
        r"ich war (?:\w+ ){0,2}(?:unfair|ungerecht|gemein|grob|schroff|unhöflich) zu (?:dir|ihnen|euch)",
        r"dafür (?:möchte|will|werde) ich (?:\w+ )?gerade ?stehen",
        r"(?:das|es) war (?:\w+ )?(?:falsch|unfair|nicht fair|nicht richtig|nicht in ordnung|nicht ok|daneben) , dass (?:ich|wir)",
        r"(?:das|da|hier|ihre \w+|deine \w+)? ?(?:habe ich|haben wir|ich habe|wir haben) (?:\w+ ){0,4}(?:mist gebaut|verbockt|verschlampt|vermasselt|verpennt|vergeigt|versemmelt|versaut|verpatzt|verschlafen|falsch gemacht)",
        r"(?:das|so etwas|es) hätte (?:mir |uns |so )*(?:nicht|nie|niemals) passieren dürfen",
        r"(?:ist|sind) (?:mir|uns) (?:da |hier |leider |dabei )*(?:ein|der|ein (?:\w+ )?(?:grober|dummer)) (?:\w+ )?fehler (?:unterlaufen|passiert)",
        r"(?:habe ich|haben wir|ich habe|wir haben) (?:\w+ ){0,3}(?:einen|den) (?:\w+ )?fehler gemacht",
        r"(?:ich|wir) (?:hätte|hätten) (?:sie|dich|euch|ihnen|dir|das|nicht|mich|uns|es|früher|da|ihr\w*|dein\w*) (?:(?!gern|gerne|können|leider)\w+ ){0,6}(?:nicht \w+ dürfen|\w+en (?:müssen|sollen))",
        r"das (?:hätte ich|hätten wir) (?:(?!kündigen|kaufen|machen)\w+ ){0,4}(?:müssen|sollen|nicht dürfen)",
        r"(?:es|das) war (?:(?!kein)\w+ )?(?:ein )?fehler von (?:mir|uns)",
        r"(?:ich|wir) (?:schäme|schämen) (?:mich|uns)",
        r"(?:habe ich|haben wir|ich habe|wir haben) (?:sie|dich|euch) (?:\w+ )?(?:hängen ?lassen|hängengelassen|im stich gelassen|enttäuscht|versetzt|falsch (?:beraten|informiert)|schlecht \w+)",
        r"(?:asche auf (?:mein|unser) haupt|mea culpa)",
        r"dass (?:\w+ ){1,6}, geht auf (?:mich|uns)",
        before=REPORTED + "|" + UNREAL + r"| (?:nichts|wer|was|nicht|keine|kein) (?:\w+ )?$",
        after=r" für (?:das|die|den|ein) (?:\w+ )?(?:team|projekt|abteilung|filiale|schicht|gruppe|leitung|bereich|kasse)(?= )| dafür nicht(?= )| ,? ?aber(?= )| <6>(?:ausgeschlossen|nicht (?:mein|unser))(?= )",
        asks=False,
    ),
)
_WRONGED = (
    r"(?:\w*blamier\w*|verschwend\w+|\w*schrei\w+|\w*brüll\w+|ignorier\w+|an\w*log\w+|an\w*lüg\w+|unterbr\w+|versetz\w+"
    r"|hängen gelassen|hängengelassen|\w*warten l\w+|\w*warten gelassen|bloßgestellt|bloßstell\w+|verrat\w*|hintergangen|beleidig\w+|beschimpf\w+|verarsch\w*"
    r"|belog\w+|belüg\w+|verpfiffen|übergangen|nicht|nichts|nie|gar nicht|ruinier\w+|versaut|kaputt\w*|vergessen|im stich|schon wieder|mal wieder|ausgerechnet|endlich|stehen l\w+|im regen|abwälz\w+|abgewälzt|liegen gelassen|gekostet|verpass\w+|zerstört|belogen|verdorben|vermiest|verschlampt|verschlafen|hinter (?:meinem|unserem) rücken|vor (?:allen|versammelter)|erzählt|sitzen lassen|sitzen gelassen|angelogen|gekündigt|gestrichen|verpetzt|(?:weg|ab)genommen|(?:hängen|stehen|sitzen|allein|warten) (?:ge)?(?:lass|läss)\w*)"
)
THANKS = (
    rule(
        "thanks",
        "danke dank danken dankbar schätzen schätze bedanke bedanken vergelts hoch lob",
        r"(?:tausend |lieben |herzlich )?danke",
        r"<begin>(?:haben sie |habt )?(?:vielen|herzlichen|besten|lieben|tausend|schönen|vielen lieben|ganz \w+|verbindlichen|großen) (?:herzlichen |lieben )?dank",
        r"(?:herzlichen|vielen|besten|lieben) (?:lieben |herzlichen )?dank",
        r"(?:ich|wir) danken? (?:ihnen|dir|euch)",
        r"(?:ich|wir) (?:möchte|möchten|will|wollen) (?:\w+ ){1,9}(?:danken|danke sagen|bedanken)",
        r"(?:ich|wir) (?:bedanke mich|bedanken uns)",
        r"(?:ich|wir) (?:bin|sind) (?:ihnen|dir|euch) (?:\w+ ){0,2}dankbar",
        r"(?:ich|wir) (?:bin|sind) (?:sehr |echt |so )?dankbar",
        r"(?:ich|wir) (?:weiß|wissen) (?:das|es|ihre|deine|dein|ihren) (?:\w+ ){0,3}zu schätzen",
        r"(?:weiß|wissen) (?:ich|wir) (?:(?!nicht)\w+ ){0,3}zu schätzen",
        r"(?:ich|wir) (?:schätze|schätzen) (?:(?:es|das) (?!auf |so |ein )|(?:ihre|deine|dein|ihren|deinen|eure|an (?:ihnen|dir)) (?!chancen|kosten|dauer|lage))\w+",
        r"(?:das )?rechne (?:ich|wir) (?:ihnen|dir|euch) (?:\w+ )?hoch an",
        r"(?:bin|sind) (?:ich|wir) (?:ihnen|dir|euch) (?:\w+ ){0,2}dankbar",
        r"(?:1000|hundert) dank",
        r"(?:ich|wir) (?:[\w]+ ){1,7}und (?:danken|danke) (?:ihnen|dir|euch)",
        r"(?:ich|wir) (?:bin|sind) (?:\w+ ){1,2}(?:und )?dankbar(?= (?:,|für|dass))",
        r"ich sage danke",
        r"<begin>bedanke mich für",
        r"<begin>dank (?:dir|euch|ihnen)<end>",
        r"(?:möchte|möchten|will|wollen) (?:ich|wir) (?:\w+ ){1,8}(?:danken|bedanken|danke sagen)",
        r"(?:bedanke ich mich|bedanken wir uns|danken wir (?:ihnen|dir|euch))",
        r"(?:das|ihre \w+|deine \w+|es) (?:schätze|schätzen) (?:ich|wir) (?:sehr|wirklich|an)",
        r"<begin>(?:ich )?dank (?:dir|euch|ihnen) (?:auch )?(?:für|vielmals|recht|schön|herzlich|sehr)",
        r"<begin>(?:habe|haben sie|habt) (?:\w+ )?dank",
        r"(?:ich|wir) rechnen? (?:ihnen|dir|euch) (?:das|es) (?:\w+ )?hoch an",
        r"vergelts gott",
        before=r" (?:sage|sagen sie|richte|richten sie) (?:\w+ ){0,3}$| (?:na )?(?:toll|bravo) ,? ?$| na \w+ ,? ?$| (?:nein|nee|nö|ne|sagt|sagen|gesagt|ein|einfaches|kleines|ohne|dein|das|wort|statt|als|mit|unser|zu|nichts zu|sage|ehrliches|der|zu|na|naja|könntest|nicht|kein|würden|würde|fahrer|wohl|niemand|leise|bitte sagen sie \w+ \w+) $|"
        r" (?:nein|nö|nee) , $| na (?:\w+ )?$|" + REPORTED + "|" + UNREAL,
        after=r" (?:[\w ,]*(?:sparen|führt zu nichts|bringt nichts|selbst (?:\w+ )?(?:gewusst|wissen)|weiß (?:\w+ )?selbst|warteschleife|zu spät)|, (?:reicht|dann (?:halt|eben)|\w+en kann ich)|, (?!das war|das wusste|das hatte|ich hatte|ich wusste)(?:\w+ ){1,8}(?:nicht|nichts|kein\w*|gedeckt)|, ich (?:komme|finde|verzichte|brauche|habe (?:es )?(?:kapiert|verstanden|genug|schon)|kann (?:das )?(?:selbst|allein)|mache (?:das|es) (?:selbst|allein))|, passt schon|für \w+ \w+ , (?:das|den|die) (?:ich )?(?:\w+ )?(?:nie|nicht)|, (?:da|dann) \w+ ich lieber|für (?:ihre|deine|die) zeit , (?:wir|ich)|im voraus an|<3>bei (?!ihnen|dir|euch)\w+ ?<3>für"
        r"|(?:auch )?für (?:das|die|den|diese[nrs]?) <2>(?:kaputt|falsch|verloren|sinnlos|unnötig|überflüssig|verspätet|zerkratzt|zerstört|nass|leer)\w*|für (?:die|den|das|ihre?n?|deine?n?) (?:\w+ )?(?:ton|mist|müll|quatsch|unsinn|zeitverschwendung|belehrung|vortrag|ausfall|enttäuschung|standpauke|predigt)|für (?:gar |rein )?nichts|,? ?(?:aber|nein|ich verzichte|verzichte|nicht nötig|ich brauche|das brauche|ich habe (?:schon|genug|keinen?)|ich will|ich möchte nicht|genau das|das (?:reicht|hat mir|wäre)|mir reicht|setzen|wir haben (?:schon|bereits)|ich bin (?:versorgt|bedient)|hat sich erledigt|für die blumen|gleichfalls|für heute|karte|mail|gutschein|essen|aktion|geschenk|kein (?:bedarf|interesse)|keine zeit|brauche ich nicht|nicht für)"
        r"|auch(?: lol| $|<end>)|sagen|gesagt|der \w+ nach"
        r"|für (?:das|die|den|ihr|ihre|dein|deine|euer|eure) (?:\w+ )?(?:anschreien|anbrüllen|extra|beleidigung\w*|drama|warten lassen|vorwurf|vorwürfe|unterstellung\w*|chaos|ärger|verspätung|mahnung|blamage|absage|abfuhr|schlaflose|kaputte|falsche|verlorene|überstunden)"
        rf"|(?:\w+ )?, ?dass (?:sie|du|ihr) (?:\w+ ){{0,6}}{_WRONGED}"
        rf"|dass (?:sie|du|ihr) (?:\w+ ){{0,6}}{_WRONGED}"
        r"|ab $|(?:ich|wir) (?:ihnen|dir|euch) (?:\w+ )?nicht|<5,>aber|(?:, )?dass (?:jetzt|ich (?:jetzt|wieder|mal wieder))|<9>, (?:jetzt|nun) (?:geht|ist|muss|habe|darf|kann)|für die (?:tolle|nette|super|schöne) (?:überraschung|bescherung)|, (?:thema|sehr (?:witzig|lustig|komisch)|ich weiß (?:schon|selbst|das|ja))|(?:für \w+ \w+ )?,? ?(?:sherlock|einstein)|für das (?:nichtstun|auflegen|ignorieren|petzen|weghören|zuspätkommen|unterbrechen|blamieren|ausladen|vergessen|stehen\w*|hängen\w*)|, (?:jetzt|nun) (?:ist|sind|habe|muss)|wäre|sicher nicht|(?:mich |uns )?(?:sicher |bestimmt )?nicht)(?= )",
        asks=None,
    ),
)
RULES = (*APOLOGY, *THANKS)
