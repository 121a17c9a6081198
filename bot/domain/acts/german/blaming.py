"""How blame shows in German."""

from __future__ import annotations

from bot.domain.acts.german.guards import HAVE, HELPED, NEGATED, REPORTED, YOU, YOUR, rule

_NOBODY = (
    r" (?:niemand|keiner|nicht sagen|denk bitte nicht|denke bitte nicht|glaube nicht|sage ihnen nicht|gesagt|ich soll"
    r"|will nicht sagen|nicht behaupten|nicht dass|nicht , dass|falls|ob|wer) (?:[\w,]+ ){0,6}$"
)
_TOLD_OFF = NEGATED + "|" + REPORTED + "|" + _NOBODY
_RECEIVED = (
    r"(?:bekommen|erhalten|kriegen|warten|erfahren|hören|werden|haben|gefragt|informiert|gern|gerne|lieber|längst"
    r"|schon|allein|sein|auch|jederzeit|lust|zeit|interesse|vielleicht|nicht|erreichen)"
)
_DONE = r"(?:ge\w+(?:t|en)|\w+ge\w+(?:t|en)|be\w+(?:t|en)|ver\w+(?:t|en)|über\w+(?:t|en)|unter\w+(?:t|en)|zer\w+(?:t|en)|\w+iert)"
_BLUNDER = (
    r"(?:vergessen|ignoriert|kaputt ?gemacht|kaputt|verschlampt|verbockt|vermasselt|versaut|vergeigt|verpennt"
    r"|überlesen|versäumt|missachtet|verschuldet|verursacht|vergrault|angerichtet|ruiniert|verpfuscht|vernachlässigt"
    r"|hängen ?lassen|hängengelassen|im stich gelassen|verplempert|verdorben|sabotiert|blockiert|verkackt|vertrödelt"
    r"|(?:offen|liegen|stehen|anstehen) ?gelassen|mist gebaut|nicht (?:auf)?gepasst|nicht zugehört|nicht mitgedacht"
    r"|nicht (?:richtig |mal |einmal |genau |ordentlich |rechtzeitig |genug ){0,2}(?:gelesen|bezahlt|geprüft|reagiert|gemeldet"
    r"|beachtet|aufgepasst|zugehört|nachgedacht|eingehalten|befolgt|kontrolliert|geantwortet|gesagt|geschaut|gefragt|bestätigt|gekümmert)"
    r"|zu spät \w+t|zu spät (?:gekommen|abgegeben)|\w*pflicht\w* verletzt|(?:frist|termin|deadline|abgabe) (?:\w+ )?(?:verpasst|verschlafen))"
)
_CARELESS = (
    r"(?:unfähig|unzuverlässig|schlampig|faul|unvorsichtig|leichtsinnig|leichtgläubig|nachlässig|unaufmerksam|chaotisch"
    r"|unorganisiert|ungeduldig|naiv|schuld|begriffsstutzig|stur|unprofessionell|verantwortungslos|fahrlässig|unpünktlich"
    r"|zu (?:blöd|dumm|faul|langsam|bequem|geizig|unaufmerksam))"
)

RULES = (
    rule(
        "blame",
        "hätten hättest hättet",
        rf"{YOU} (?:hätten|hättest|hättet) (?:(?!{_RECEIVED} )\w+ ){{1,8}}(?:sollen|müssen|können|dürfen)",
        rf"{YOU} (?:hätten|hättest|hättet) (?:\w+ ){{0,3}}nicht (?:(?!{_RECEIVED} |müssen )\w+ ){{1,5}}(?:sollen|dürfen)",
        rf"(?:hättest du|hätten sie|hättet ihr) (?:(?!{_RECEIVED} )\w+ ){{1,7}}{_DONE}",
        r"(?:hättest du|hätten sie|hättet ihr) (?:mal|nur|doch|eben|halt|einfach|bloß) (?!lust|zeit)\w+",
        rf"(?:wenn|weil) {YOU} (?:(?!{_RECEIVED} )\w+ ){{0,7}}{_DONE} (?:hätten|hättest|hättet)",
        r"<begin>(?:hättest|hätten) (?:halt|eben|mal|bloß) (?:\w+ ){1,5}(?:müssen|sollen)",
        before=REPORTED + "|" + _NOBODY,
        after=r" (?:dürfen|müssen|sollen|werden)| ,? ?oder nicht",
        asks=False,
    ),
    rule(
        "blame",
        "schuld fehler liegt lag problem wegen davon aufgabe verantwortung pflicht job sitzt",
        rf"{YOUR} (?:eigene |ganz eigene |alleinige )?schuld",
        r"<begin>(?:sie sind |du bist |ihr seid |da |daran ){0,3}(?:\w+ )?selbst schuld",
        r"(?:sie|du|ihr) (?:sind |bist |seid |tragen |trägst |haben |hast )?(?:(?!nicht|keine)\w+ ){0,2}(?:selbst |die )?schuld",
        r"(?:sind sie|bist du|seid ihr) (?:(?!nicht|keine)\w+ ){0,2}(?:selbst )?schuld",
        rf"<begin>{YOUR} (?:eigener )?fehler (?:war|ist) ,? ?\w+",
        r"(?:ist|war) (?:ja |doch |halt |wohl |ganz klar |eindeutig |allein ){0,2}(?:ihr|dein|euer) (?:eigener )?fehler",
        r"ist das (?:ja |doch |also |wohl |dann ){0,2}(?:ihr|dein|euer) (?:eigener )?(?:fehler|verschulden)",
        r"(?:fehler|problem|ursache) (?:liegt|ist|sitzt|lag|war) (?:ganz klar |wohl |eindeutig |allein ){0,2}(?:bei (?:ihnen|dir|euch)(?:<end>| vor dem)|auf (?:ihrer|deiner|eurer) seite|vor dem bildschirm)",
        r"(?:liegt|lag) (?:nur |allein |ganz klar |wohl |eindeutig |einzig ){0,2}an (?:ihnen|dir|euch)<end>",
        r"<begin>an (?:ihnen|dir|euch) (?:liegt|lag) es",
        r"(?:nur |alles |bloß )wegen (?:dir|ihnen|euch)",
        r"<begin>wegen (?:dir|ihnen|euch) (?:muss|müssen|musste|mussten|sitze|sitzen|stehe|stehen|habe ich|haben wir|kann ich nicht|können wir nicht)",
        r"(?:du bist|sie sind) (?:doch |hier |eben |wohl )?das (?:eigentliche )?problem",
        r"das kommt davon",
        rf"(?:war|ist|wäre) (?:doch |ja |eigentlich |nun mal )?{YOUR} (?:aufgabe|verantwortung|pflicht|job)(?! ,? ?nicht)",
        before=_TOLD_OFF + r"| (?:bin ich|ob) <4>$",
        after=r" (?:nicht|, wenn (?:sie|du) nichts)| ,? ?sondern",
        asks=False,
    ),
    rule(
        "blame",
        "haben hast habt hat hats",
        rf"{YOU} {HAVE} (?:(?!nichts|nicht|nie|gesagt|alles|wegen|durch|unseretwegen|uns|mir)[\w]+ ){{0,7}}{_BLUNDER}",
        rf"(?:da|damit|dabei|dort|hier|mit \w+ \w+|das) {HAVE} {YOU} (?:(?!nichts|nie|wegen)\w+ ){{0,5}}{_BLUNDER}",
        rf"{YOU} {HAVE} (?:(?!nichts|nie|nicht)\w+ ){{0,5}}falsch\w* (?:(?!verstanden|erhalten|bekommen|gekriegt|geliefert|informiert)\w+ ){{0,2}}"
        r"(?!verstanden|erhalten|bekommen|gekriegt|geliefert|informiert)(?:\w+(?:t|en))",
        rf"da {HAVE} {YOU} (?:\w+ ){{0,3}}falsch (?!verstanden)\w+",
        rf"{YOU} {HAVE} nie (?:\w+ ){{0,4}}(?:geantwortet|gelesen|gesagt|gemeldet|zugehört|gefragt|geholfen|bezahlt|reagiert)",
        r"weil (?:sie|du|ihr) (?:(?!so|wegen)\w+ ){0,5}(?:nicht|falsch|zu spät|nie|frist \w+|vergessen) ?(?:\w+ ){0,3}(?:haben|hast|habt|sind|bist|waren|warst)",
        r"(?:mit|durch|dank) (?:deiner|ihrer|deinem|ihrem) (?:\w+ ){1,2}(?:hast du|haben sie) (?:\w+ ){1,4}"
        + _BLUNDER,
        r"was (?:sie|du) da (?:\w+ )?angerichtet (?:haben|hast)",
        rf"{YOUR} \w+ (?:hat |hats |haben )(?:es |das |alles ){{0,2}}(?:\w+ )?(?:verbockt|vermasselt|versaut|vergeigt|verpennt|verschlampt)",
        rf"{YOU} {HAVE} (?:wohl|offenbar|anscheinend|bestimmt|sicher) (?:\w+ ){{0,3}}nicht (?:richtig )?(?!bekommen|erhalten|gehört)\w+(?:t|en)<end>",
        r"schon wieder (?:hast du|haben sie|habt ihr) (?!recht|gute)\w+",
        r"(?:niemand|keiner) hat (?:dich|sie) (?:dazu )?gezwungen",
        before=REPORTED + "|" + _NOBODY + r"| (?:wenn|was|welche\w*|dass|nicht) (?:\w+ ){0,3}$",
        after=HELPED
        + r"| , (?:was|wie)(?= )| <4,>(?:kein problem|ich schicke|macht nichts|nicht schlimm|passiert|das macht)",
        asks=False,
    ),
    rule(
        "blame",
        "doch ja selbst schließlich",
        rf"{YOU} {HAVE} (?:das |dem |es |den |ihn |uns |mir )*(?:doch selbst|ja selbst|doch|schließlich|selbst) (?:\w+ ){{0,4}}"
        r"(?:unterschrieben|zugestimmt|bestellt|bestätigt|geklickt|ausgesucht|gewollt|akzeptiert|gelöscht|eingegeben|durchgegeben|angegeben)",
        before=REPORTED,
    ),
    rule(
        "blame",
        "warum wer wie haben hast wieso weshalb habt",
        rf"(?:warum|wieso|weshalb) {HAVE} {YOU} (?:\w+ ){{0,5}}(?:nicht|nie|nichts|erst) (?!wohl|gut|(?:\w+ )?(?:bekommen|erhalten|gekriegt|gehört|gefühlt))\w+",
        r"(?:warum|wieso|weshalb) (?!ist|sind|war|hat|haben|kommt|kam|wurde)\w+ (?:sie|du|ihr) (?:\w+ ){0,3}(?:erst|auch|immer|ständig|dauernd|nie|schon wieder|einfach so)(?! einmal)",
        r"(?:warum|wieso|weshalb) (?:\w+ )?(?:sind sie|bist du) (?:\w+ ){0,2}(?:zu spät|unfähig)",
        r"wie konnten? (?:sie|du|ihr)(?! (?:\w+ ){0,6}(?:wissen|aushalten|durchhalten|schaffen|schlafen|ertragen))",
        r"wer hat (?:dir|ihnen) (?:denn |eigentlich )?(?:gesagt|erlaubt) ,? ?dass (?:du|sie)",
        r"wie konntest du(?! wissen)",
        r"wie (?:haben sie|hast du|habt ihr|kann man) (?:\w+ ){0,4}(?:wieder|bloß|nur|denn) (?:\w+ ){0,2}(?:geschafft|hinbekommen|hingekriegt|gemacht|vergessen|übersehen|sein)",
        r"(?:haben sie|hast du|habt ihr) (?:\w+ ){0,4}nicht (?:einmal |mal |etwa |richtig )?(?:gelesen|gesehen|gemerkt|aufgepasst|zugehört|geprüft|gehört)",
        r"was (?:haben sie|hast du|habt ihr) (?:da |denn |sich |dir |schon wieder ){1,4}(?:\w+ )?(?:angestellt|angerichtet|gemacht|gedacht)",
        before=REPORTED,
        after=r" (?:passiert|sein)| , (?:so|trotz)(?= )",
    ),
    rule(
        "blame",
        "immer nie mal stich ständig dauernd wieder sie du typisch wundern deinetwegen ihretwegen mist konto zuzuschreiben eingebrockt ihr reihe",
        r"du (?:unterbrichst|vergisst|störst|meckerst|verschiebst|verlierst|übersiehst|schiebst|beschwerst|kippst|lädst|wirfst|halst|jammerst|nörgelst)"
        r" (?:(?!kannst|das gut|mir gern)\w+ ){0,2}(?:immer|ständig|dauernd|jedes mal|schon wieder)(?! (?:für|gut|pünktlich|hilf|recht|da ))",
        r"(?:du kommst|sie kommen) (?:\w+ ){0,2}(?:(?:immer|ständig|dauernd|jedes mal|schon wieder) (?:zu spät|erst|mit)|zu spät)",
        r"immer (?:kommst du|kommen sie) (?:\w+ ){0,3}(?:zu spät|erst|mit so)",
        r"sie (?:unterbrechen|vergessen|verschieben|verlieren|übersehen|schieben|beschweren) (?:\w+ ){0,2}(?:immer|ständig|dauernd|jedes mal|schon wieder)(?! (?:pünktlich|recht))",
        r"(?:du|sie) (?:hörst|hören|liest|lesen|antwortest|antworten|meldest|melden|sagst|sagen|hilfst|helfen|fragst|fragen|denkst|denken|kümmerst|kümmern|lernst|lernen|gibst|machst|reagierst|reagieren|passt|passen) (?:\w+ )?(?:nie|niemals|einfach nicht|nicht richtig|wieder nicht)(?! (?:an sich|so))",
        r"<begin>nie (?:sagst|hörst|meldest|liest|antwortest|fragst|hilfst|machst|hältst|kommst) du",
        r"<begin>nie (?:sagen|hören|melden|lesen|antworten|fragen|halten) sie",
        r"<begin>immer (?:musst|kommst|machst|vergisst|unterbrichst) du",
        r"nächstes mal (?:bitte |halt |einfach |vielleicht ){0,2}(?:erst|vorher|besser|genauer|früher|gleich) (?:\w+ ){0,4}(?:lesen|fragen|nachdenken|denken|aufpassen|prüfen|anrufen|melden|hinschauen|zuhören)",
        r"(?:lässt|lassen sie|hast du|haben sie|lässt du) (?:\w+ ){0,4}im stich",
        rf"(?:sie sind|du bist|ihr seid|sie waren|du warst|sind sie|bist du) (?:(?!nicht|kein|keine|ja nicht|alles)\w+ ){{0,3}}{_CARELESS}",
        rf"{YOUR} (?:\w+ )?(?:schlamperei|faulheit|nachlässigkeit|unachtsamkeit|unfähigkeit|sturheit|ungeduld|leichtsinn|ewiges? \w+)",
        r"(?:sie wollten|du wolltest) (?:ja |es ja |doch |das ja |das doch ){1,2}(?:\w+ ){0,2}(?:unbedingt|selbst|so)",
        r"<begin>(?:offenbar|anscheinend|offensichtlich) (?:ist ihnen nicht klar|ist dir nicht klar|wissen sie nicht|weißt du nicht|können sie nicht|kannst du nicht|haben sie nicht|hast du nicht)",
        r"(?:können sie|kannst du) (?:nicht|etwa nicht) (?:lesen|aufpassen|zuhören|hören)",
        r"(?:sie sollten|du solltest|sie müssen|du musst) (?:eben |halt |mal |endlich |einfach |schon |lernen ){1,3}(?:\w+ ){0,3}(?:besser|genauer|aufpassen|lesen|mitdenken|zuhören)",
        r"als (?:erwachsener?|profi|kunde) (?:\w+ ){0,4}(?:sollte|müsste|können|könnte|wissen)",
        r"dass (?:sie|du) als (?:erwachsener?|profi|führungskraft|fachmann|\w+) (?:\w+ ){0,4}(?:können|kannst|wissen|hinkriegen|schaffen)<end>",
        r"(?:haben sie sich|hast du dir|habt ihr euch) (?:\w+ ){0,3}(?:zuzuschreiben|eingebrockt)",
        r"(?:haben sie|hast du) (?:mir|uns) (?:\w+ ){0,3}eingebrockt",
        r"(?:wären sie|wärst du|wärt ihr) (?:\w+ ){0,5}(?:gekommen|gegangen|geblieben|gewesen|gefahren|aufgestanden)",
        r"(?:denkst|denken) (?:du |sie )?(?:\w+ ){0,2}nur an (?:dich|sich)",
        r"(?:darf|braucht|dürfen|brauchen|brauchst|darfst|müssen|musst) (?:sie |du )?(?:sich|dich) (?:\w+ ){0,2}nicht (?:zu )?wundern",
        r"auf (?:ihrem|deinem|eurem) mist",
        r"(?:geht|gehen) (?:\w+ )?auf (?:ihr|dein|euer) konto",
        r"<begin>(?:deinetwegen|ihretwegen) (?:haben|habe|müssen|muss|mussten|musste|sind|stehen|sitzen|verlieren)",
        r"(?:durch|aufgrund|wegen|ohne) (?:ihre[nmrs]?|deine[nmrs]?|eure[nmrs]?|ihr|dein) (?:\w+ )?(?:fehlers?|versäumnis\w*|verschulden\w*|unachtsamkeit|schlamperei|nachlässigkeit|verhaltens?|schusseligkeit|ungeduld|trödelei)",
        r"(?:das|da|darauf|dann|daran) (?:hätten sie|hättest du|hättet ihr) (?:(?!bekommen|erhalten|warten|erfahren|gern|nicht)\w+ ){1,5}(?:müssen|sollen|können)",
        r"(?:kriegst|bekommst|kriegen|bekommen|kriegt) (?:du|sie|ihr) (?:\w+ ){0,4}nicht (?:hin|auf die reihe|gebacken|gebacken)",
        r"(?:du kriegst|sie kriegen|du bekommst|ihr kriegt) (?:\w+ ){0,4}(?:nicht|nie|nichts) (?:\w+ )?(?:hin|auf die reihe|gebacken)",
        r"<begin>typisch (?:du|sie|mal wieder)",
        r"(?:du machst|sie machen) (?:\w+ ){0,2}(?:alles kaputt|nur (?:ärger|probleme|mist|fehler))",
        r"wer (?:nicht (?:liest|hört|aufpasst|fragt)|lesen kann)",
        before=REPORTED + r"| (?:nicht|ob|wenn|falls|weil) (?:\w+ )?$",
        after=r" (?:gern|hilfst|nicht|mit (?:dir|sich))|" + HELPED,
    ),
    rule(
        "blame",
        "sie du ihr wer immer selbst",
        rf"<begin>(?:sie haben|du hast|ihr habt) (?:(?!mir|uns|nichts)\w+ ){{1,5}}{_DONE} ,? ?nicht (?:ich|wir|er)",
        r"(?:an deiner stelle|an ihrer stelle) hätte ich (?:\w+ ){0,4}(?:mal|halt|doch|gleich|früher|eben)",
        r"(?:sie waren|du warst|sie sind|du bist) (?:ja |doch |eben |halt |wieder ){1,2}(?:nicht (?:zu hause|da|erreichbar|ans telefon|gekommen)|nie da|zu spät)",
        r"wer hat (?:denn |hier ){1,2}(?:\w+ ){1,5}(?:sie|du) oder (?:ich|wir)",
        r"immer muss (?:man|ich) (?:dir|ihnen|dich|sie|euch|bei dir)",
        r"(?:du hast|sie haben) (?:es |das )?(?:mal wieder|schon wieder|wieder mal|wieder einmal) (?:\w+ ){0,4}(?:übertrieben|geschafft|verpasst|falsch|nicht|zu \w+|kaputt|durcheinander\w*)",
        r"das (?:eigentliche |wahre )?problem (?:sind sie|bist du|seid ihr)",
        r"(?:sie wussten|du wusstest|das wussten sie|das wusstest du|sie kannten|du kanntest) (?:doch|ja|genau|schließlich|vorher)(?! (?:\w+ )?(?:nicht|nichts))",
        r"das war (?:doch |ja |schließlich |ganz allein )*(?:ihre|deine|eure) (?:entscheidung|idee|wahl)(?! ,? ?(?:und|die) (?:war )?gut)",
        r"(?:hast|haben) (?:du |sie )?(?:uns|mich|das team) (?:\w+ ){0,3}(?:reingeritten|hineingeritten|blamiert|in schwierigkeiten gebracht|reingezogen)",
        r"(?:sie haben|du hast) (?:\w+ ){1,5}(?:wahrscheinlich|wohl|bestimmt|sicher|vermutlich|offenbar) (?:\w+ )?(?:nicht|falsch) (?:\w+ )?\w+(?:t|en)<end>",
        r"ohne (?:ihren|deinen|ihre|deine) (?:\w+ )?(?:fehler|verspätung|schlamperei|zögern|versäumnis) (?:wäre|wären|hätte|hätten)",
        r"(?:ihretwegen|deinetwegen|euretwegen) (?:\w+ )",
        before=REPORTED + "|" + _NOBODY + r"| (?:wenn|falls|ob) <3>$",
        after=r" ,? ?(?:kein problem|macht nichts)",
        asks=None,
    ),
)
