"""How apology and thanks show in German."""

from __future__ import annotations

from bot.domain.acts.german.guards import REPORTED, UNREAL, rule

_STOCK = r"(?:für )?(?:die|alle|etwaige|jegliche|eventuelle|mögliche) (?:\w+ )?(?:unannehmlichkeit\w*|umstände)"
_OWN = (
    r"(?:mein|unser|meine|unsere|meiner|unserer|meinem|unserem|meinen|unseren|mich|mir|uns|ich habe|ich hätte|ich war|ich wollte"
    r"|wir haben|wir hätten|wir waren|habe ich|haben wir|hätte ich|hätten wir|war ich|waren wir|wurde von uns)"
)
_MEANT = (
    r"(?:(?:, )*$|für (?!die vielen|die störung|die frage|die blöde|den langen|das viele|mein deutsch|alles andere)"
    r"|wegen|(?:, )?dass (?!ich (?:noch mal |nochmal |so |sie |da )*(?:frage|nachfrage|störe|nachhake))"
    rf"|(?:, )?(?:\w+ ){{0,3}}{_OWN} |(?:, )?das (?:war|ist|hätte|hatte|habe|haben|geht)"
    r"|, (?:habe|hatte|haben|hätte|war) (?!keine|nichts|viel|zu tun|leider)|(?:, )?(?:liebe|lieber|herr|frau|leute) "
    r"|und|auch|nochmal|noch mal|noch einmal|bitte|vielmals|von (?:herzen|mir|uns|meiner|unserer)"
    r"|, (?!nein|nee|falsch|geht|keine|nicht|zeit)\w+ $|[;:)]|lol)"
)
"""What goes on with an apology; anything else ("sorry, falscher Chat") makes it none."""
_EXCUSED = (
    r" ,? ?(?:" + _STOCK + r"|aber|allerdings|jedoch|wenn|falls|nein|kann ich|können sie|kannst du"
    r"|ich (?:wollte (?:sie|dich) nicht|habe (?:jetzt |leider |gerade |da |heute )*(?:keine|nichts|zu tun|nicht viel|viel zu tun|termine?))"
    r"|wir haben (?:\w+ ){0,2}(?:keine|viel|sehr viel|nichts)"
    r"|dass (?:sie|du) das so|dass ich (?:frage|störe)|das zu hören|das (?:ist|war) (?:nicht|nun mal|halt|leider|eben|unser\w* (?:regel|vorgabe)\w*))(?= )"
    r"| <9,>(?:aber|allerdings|jedoch|nicht (?:unsere|meine) schuld|empfinden|so sehen|so fühlen|sehr viel zu tun|viel los"
    r"|die hölle los|nicht wir|nichts dafür|nichts für|(?:sie|du) (?:\w+ ){1,4}nicht (?:gelesen|verstanden|gesehen|beachtet|aufgepasst|gemeldet|bezahlt)"
    r"|enttäuscht (?:sind|bist)|unzufrieden (?:sind|bist)|anders (?:sehen|siehst)|mitteilen|mitzuteilen|nicht möglich|nicht helfen|nicht weiterhelfen)(?= )"
    r"| <9,>(?:wenn|falls) (?:sie|du|ich|wir|das|es|ihnen|dir)(?= )"
)
_UNMEANT = rf"{_EXCUSED}|(?! ?{_MEANT})"
APOLOGY = (
    rule(
        "apology",
        "leid",
        r"(?:es |das |mir |uns )?tut (?:es |das )?(?:mir |uns |mal )?(?:(?!nicht)\w+ ){0,3}leid",
        r"(?:mir|uns) tut (?:es|das) (?:(?!nicht)\w+ ){0,3}leid",
        before=REPORTED
        + "|"
        + UNREAL
        + r"| (?:er|sie|du|ihr|der|die|dir|ihm|ihnen|(?:mein|meine) \w+|der \w+|die \w+) $",
        after=r" ,? ?(?:um|für ihn|für sie<end>)(?= )|" + _UNMEANT,
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
        + r"|(?! (?:, )?(?:dass|d(?:ie|en|as) (?!störung|frage|umstände)|diese\w*|mein\w*|unser\w*|mich|uns|für (?!die|den|das)|wegen|ich (?:habe|war|hatte|hätte)|wir (?:haben|waren|hätten|hatten)|$))",
        asks=False,
    ),
    rule(
        "apology",
        "entschuldigung entschuldige entschuldigen bitte bitten verzeihung bedaure bedauere bedauern",
        r"(?:ich|wir) (?:entschuldigung|entschuldige|entschuldigen) (?:mich|uns)",
        r"(?:ich|wir) (?:bitte|bitten) (?:\w+ ){0,3}um (?:entschuldigung|verzeihung)",
        r"(?:ich|wir) (?:möchte|möchten|will|wollen|muss|müssen) (?:mich|uns) (?:(?!nicht)\w+ ){0,9}entschuldigen",
        r"(?:ich|wir) (?:bedaure|bedauere|bedauern) (?:es )?(?:sehr|zutiefst|aufrichtig|, dass (?:ich|wir)|den|meine?n?|unsere?n?)",
        r"dafür (?:möchte|will|muss) ich mich (?:(?!nicht)\w+ ){0,3}entschuldigen",
        before=REPORTED + "|" + UNREAL + r"| (?:warum|soll) $",
        after=r" ,? ?(?:"
        + _STOCK
        + r"|nicht|sicher nicht)| <9,>(?:aber|allerdings|jedoch|falls|mitteilen|mitzuteilen|unannehmlichkeiten|wenn (?:sie|du|ich))(?= )",
        asks=False,
    ),
    rule(
        "apology",
        "fehler schuld kappe verantwortung versehen falsch fair unfair mist verbockt verschlampt vermasselt verpennt"
        " vergeigt versemmelt versaut daneben ordnung asche mich uns dafür passieren lag verpatzt verschlafen okay ok richtig",
        r"(?:das|es|dies) (?:war|ist) (?:ganz klar |allein |auch |eindeutig |wirklich |einfach )*(?:mein|unser|meine|unsere) (?:eigener |eigene |klarer )?(?:fehler|schuld|versehen)",
        r"<begin>(?:mein|unser) (?:fehler|versehen)<end>",
        r"(?:allein|ganz klar|eindeutig) (?:mein|unser|meine|unsere) (?:fehler|schuld|versehen)",
        r"(?:fehler|schuld) (?:liegt|lag|ist|war) (?:\w+ )?(?:bei (?:mir|uns)|auf (?:meiner|unserer) seite)",
        r"versehen (?:meinerseits|unsererseits|von (?:mir|uns))",
        r"(?:geht|ging) (?:\w+ )?auf (?:mich|uns|(?:unsere|meine) kappe)",
        r"auf (?:meine|unsere) kappe",
        r"lag (?:allein |nur |einfach )?an (?:mir|uns)",
        r"(?:übernehme|übernehmen) (?:ich |wir )?(?:\w+ ){0,2}verantwortung",
        r"(?:stehe|stehen) (?:ich |wir )?dafür gerade",
        r"(?:das|es) war (?:(?!nicht)\w+ )?(?:falsch|unfair|nicht fair|nicht richtig|nicht in ordnung|nicht ok|daneben|unmöglich|blöd|gedankenlos|rücksichtslos) (?:\w+ )?von (?:mir|uns)",
        r"(?:das|es) war (?:\w+ )?(?:falsch|unfair|nicht fair|nicht richtig|nicht in ordnung|nicht ok|daneben) , dass (?:ich|wir)",
        r"(?:das|da|hier|ihre \w+|deine \w+)? ?(?:habe ich|haben wir|ich habe|wir haben) (?:\w+ ){0,4}(?:mist gebaut|verbockt|verschlampt|vermasselt|verpennt|vergeigt|versemmelt|versaut|verpatzt|verschlafen|falsch gemacht)",
        r"(?:das|so etwas|es) hätte (?:mir |uns |so )*(?:nicht|nie|niemals) passieren dürfen",
        r"asche auf (?:mein|unser) haupt",
        r"dass (?:\w+ ){1,6}, geht auf (?:mich|uns)",
        before=REPORTED + "|" + UNREAL + r"| (?:nichts|wer|was|nicht|keine|kein) (?:\w+ )?$",
        after=r" ,? ?aber(?= )| <6>(?:nicht|ausgeschlossen|keine)(?= )",
        asks=False,
    ),
)
_WRONGED = (
    r"(?:\w*blamier\w*|verschwend\w+|\w*schrei\w+|\w*brüll\w+|ignorier\w+|an\w*log\w+|an\w*lüg\w+|unterbr\w+|versetz\w+"
    r"|hängen gelassen|hängengelassen|\w*warten l\w+|\w*warten gelassen|bloßgestellt|bloßstell\w+|verrat\w*|hintergangen|beleidig\w+|beschimpf\w+|verarsch\w*"
    r"|belog\w+|belüg\w+|verpfiffen|übergangen|nicht|nichts|nie|gar nicht|ruinier\w+|versaut|kaputt\w*|vergessen|im stich)"
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
        r"(?:weiß ich|wissen wir) (?:\w+ ){0,2}zu schätzen",
        r"(?:ich|wir) (?:schätze|schätzen) (?:es|das|ihre|deine|dein|ihren|deinen|eure|an (?:ihnen|dir)) (?:sehr|wirklich|\w+)",
        r"(?:das )?rechne (?:ich|wir) (?:ihnen|dir|euch) (?:\w+ )?hoch an",
        r"vergelts gott",
        before=r" (?:nein|nee|nö|ne|sagt|sagen|gesagt|ein|der|zu|na|naja|könntest|nicht|kein|würden|würde|fahrer|wohl|niemand|leise|bitte sagen sie \w+ \w+) $|"
        r" (?:nein|nö|nee) , $| na (?:\w+ )?$|" + REPORTED + "|" + UNREAL,
        after=r" (?:für (?:gar |rein )?nichts|,? ?(?:aber|nein|ich verzichte|verzichte|nicht nötig|passt schon|kein (?:bedarf|interesse)|keine zeit|brauche ich nicht|nicht für)"
        r"|auch (?:lol|<end>)|sagen|gesagt|der \w+ nach"
        r"|für (?:das|die|den|ihr|ihre|dein|deine|euer|eure) (?:\w+ )?(?:anschreien|anbrüllen|extra|beleidigung\w*|drama|warten lassen|vorwurf|vorwürfe|unterstellung\w*|chaos)"
        rf"|(?:\w+ )?, ?dass (?:sie|du|ihr) (?:\w+ ){{0,6}}{_WRONGED}"
        rf"|dass (?:sie|du|ihr) (?:\w+ ){{0,6}}{_WRONGED}"
        r"|, (?:jetzt|nun) (?:ist|sind|habe|muss)|wäre|sicher nicht|(?:mich |uns )?(?:sicher |bestimmt )?nicht)(?= )",
        asks=None,
    ),
)
RULES = (*APOLOGY, *THANKS)
