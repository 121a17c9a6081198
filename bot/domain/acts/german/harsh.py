"""How blame and dismissal show in German."""

from __future__ import annotations

from bot.domain.acts.german.guards import HAVE, NEGATED, REPORTED, YOU, YOUR, rule

_NOBODY = (
    r" (?:niemand|keiner|nicht sagen|denk bitte nicht|denke bitte nicht|glaube nicht|sage ihnen nicht|gesagt|ich soll"
    r"|will nicht sagen|nicht behaupten|nicht dass|nicht , dass|falls|ob|wer) (?:[\w,]+ ){0,6}$"
)
_TOLD_OFF = NEGATED + "|" + REPORTED + "|" + _NOBODY
_RECEIVED = (
    r"(?:bekommen|erhalten|kriegen|warten|erfahren|hören|werden|haben|gefragt|informiert|gern|gerne|lieber|längst"
    r"|schon|lust|zeit|interesse|vielleicht|nicht|erreichen)"
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

BLAME = (
    rule(
        "blame",
        "hätten hättest hättet",
        rf"{YOU} (?:hätten|hättest|hättet) (?:(?!{_RECEIVED} )\w+ ){{1,8}}(?:sollen|müssen|können|dürfen)",
        rf"{YOU} (?:hätten|hättest|hättet) (?:\w+ ){{0,3}}nicht (?:(?!{_RECEIVED} |müssen )\w+ ){{1,5}}(?:sollen|dürfen)",
        rf"(?:hättest du|hätten sie|hättet ihr) (?:(?!{_RECEIVED} )\w+ ){{1,7}}{_DONE}",
        r"(?:hättest du|hätten sie|hättet ihr) (?:mal|nur|doch|eben|halt|einfach|bloß) (?!lust|zeit)\w+",
        rf"(?:wenn|weil) {YOU} (?:(?!{_RECEIVED} )\w+ ){{0,7}}{_DONE} (?:hätten|hättest|hättet)",
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
        r"(?:fehler|problem|ursache) (?:liegt|ist|sitzt|lag|war) (?:ganz klar |wohl |eindeutig |allein ){0,2}(?:bei (?:ihnen|dir|euch)|auf (?:ihrer|deiner|eurer) seite|vor dem bildschirm)",
        r"(?:liegt|lag) (?:nur |allein |ganz klar |wohl |eindeutig |einzig ){0,2}an (?:ihnen|dir|euch|ihrer|deiner|ihrem|deinem)",
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
        "haben hast habt",
        rf"{YOU} {HAVE} (?:(?!nichts|nie|gesagt|alles|wegen|uns|mir)[\w]+ ){{0,7}}{_BLUNDER}",
        rf"(?:da|damit|dabei|dort|hier|mit \w+ \w+|das) {HAVE} {YOU} (?:(?!nichts|nie|wegen)\w+ ){{0,5}}{_BLUNDER}",
        rf"{YOU} {HAVE} (?:(?!nichts|nie)\w+ ){{0,5}}falsch\w* (?:(?!verstanden|erhalten|bekommen|gekriegt|geliefert|informiert)\w+ ){{0,2}}"
        r"(?!verstanden|erhalten|bekommen|gekriegt|geliefert|informiert)(?:\w+(?:t|en))",
        rf"da {HAVE} {YOU} (?:\w+ ){{0,3}}falsch (?!verstanden)\w+",
        rf"{YOU} {HAVE} nie (?:\w+ ){{0,4}}(?:geantwortet|gelesen|gesagt|gemeldet|zugehört|gefragt|geholfen|bezahlt|reagiert)",
        r"weil (?:sie|du|ihr) (?:(?!so|wegen)\w+ ){0,5}(?:nicht|falsch|zu spät|nie|frist \w+|vergessen) ?(?:\w+ ){0,3}(?:haben|hast|habt|sind|bist|waren|warst)",
        r"(?:mit|durch|dank) (?:deiner|ihrer|deinem|ihrem) (?:\w+ ){1,2}(?:hast du|haben sie) (?:\w+ ){1,4}"
        + _BLUNDER,
        r"was (?:sie|du) da (?:\w+ )?angerichtet (?:haben|hast)",
        r"wer hat (?:dir|ihnen) (?:denn |eigentlich )?(?:gesagt|erlaubt)",
        r"(?:niemand|keiner) hat (?:dich|sie) (?:dazu )?gezwungen",
        before=REPORTED + "|" + _NOBODY + r"| (?:wenn|was|welche\w*|dass|nicht) (?:\w+ ){0,3}$",
        after=r" ,? ?(?:kein problem|ich schicke|macht nichts|nicht schlimm|passiert)",
        asks=False,
    ),
    rule(
        "blame",
        "doch ja selbst schließlich",
        rf"{YOU} {HAVE} (?:das |dem |es |den |ihn )*(?:doch selbst|ja selbst|doch|schließlich|selbst) (?:\w+ ){{0,4}}"
        r"(?:unterschrieben|zugestimmt|bestellt|bestätigt|geklickt|ausgesucht|gewollt|akzeptiert|gelöscht|eingegeben)",
        before=REPORTED,
    ),
    rule(
        "blame",
        "warum wie haben hast wieso weshalb habt",
        rf"(?:warum|wieso|weshalb) {HAVE} {YOU} (?:\w+ ){{0,5}}(?:nicht|nie|nichts|keine|keinen|erst) (?!bekommen|erhalten|gekriegt|gehört)\w+",
        r"(?:warum|wieso|weshalb) (?!ist|sind|war|hat|haben|kommt|kam|wurde)\w+ (?:sie|du|ihr) (?:\w+ ){0,3}(?:erst|auch|immer|ständig|dauernd|nie|schon wieder|einfach so)(?! einmal)",
        r"(?:warum|wieso|weshalb) (?:\w+ )?(?:sind sie|bist du) (?:\w+ ){0,2}(?:zu spät|unfähig|so \w+)",
        r"wie konnten? (?:sie|du|ihr)(?! wissen)",
        r"wie konntest du(?! wissen)",
        r"wie (?:haben sie|hast du|habt ihr|kann man) (?:\w+ ){0,4}(?:wieder|bloß|nur|denn) (?:\w+ ){0,2}(?:geschafft|hinbekommen|hingekriegt|gemacht|vergessen|übersehen|sein)",
        r"(?:haben sie|hast du|habt ihr) (?:\w+ ){0,4}nicht (?:einmal |mal |etwa |richtig )?(?:gelesen|gesehen|gemerkt|aufgepasst|zugehört|geprüft|gehört)",
        r"was (?:haben sie|hast du|habt ihr) (?:da |denn |sich |dir |schon wieder ){1,4}(?:\w+ )?(?:angestellt|angerichtet|gemacht|gedacht)",
        before=REPORTED,
        after=r" (?:passiert|sein)",
    ),
    rule(
        "blame",
        "immer nie mal stich ständig dauernd wieder sie du",
        r"du (?:unterbrichst|kommst|vergisst|machst|redest|störst|meckerst|verschiebst|verlierst|übersiehst|lässt|suchst|findest|schiebst|willst|beschwerst|gibst|musst)"
        r" (?:(?!kannst|das gut|mir gern)\w+ ){0,2}(?:immer|ständig|dauernd|jedes mal|schon wieder)(?! (?:für|gut|pünktlich|hilf|recht|da ))",
        r"sie (?:unterbrechen|kommen|vergessen|verschieben|verlieren|übersehen|schieben|zahlen zu|beschweren|melden) (?:\w+ ){0,2}(?:immer|ständig|dauernd|jedes mal|schon wieder)(?! (?:pünktlich|recht))",
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
        r"wer (?:nicht (?:liest|hört|aufpasst|fragt)|lesen kann)",
        before=REPORTED + r"| (?:nicht|ob|wenn|falls|weil) (?:\w+ )?$",
        after=r" (?:gern|hilfst)",
    ),
)
_UNMOVED = (
    r" (?:[\w,]+ ){0,3}, ?(?:aber|doch|jedoch|sondern) (?:\w+ ){0,4}(?:ich|wir|kann|können|meine|unsere|morgen)(?= )"
    r"| ,? ?(?:sondern|aber (?:ich|wir))(?= )"
)
DISMISSAL = (
    rule(
        "dismissal",
        "problem zuständig schuld sache bier baustelle tisch aufgabe priorität an tun kaffee job abteilung",
        r"nicht (?:mein|unser|meine|unsere) (?:problem|bier|sache|baustelle|tisch|aufgabe|job|kaffee|abteilung|zuständigkeit|priorität|schuld|größte sorge)",
        r"(?:ist|sind|bleibt) (?:ja |doch |dann |ganz |allein ){0,2}(?:ihr|dein|euer) (?:eigenes )?(?:problem|bier)",
        r"(?:sind wir|bin ich) (?:dafür |da |hier |leider ){0,2}nicht zuständig",
        r"(?:wir sind|ich bin) (?:dafür |da ){0,2}nicht zuständig",
        r"geht (?:mich|uns) (?:das )?(?:wirklich |doch |ja |einfach )?nichts an",
        r"(?:haben wir|habe ich|wir haben|ich habe) (?:damit|da) nichts zu tun",
        r"(?:sehe|erkenne) (?:ich )?(?:da |hier |jetzt |echt |ehrlich ){0,3}kein problem",
        r"wo ist (?:jetzt |denn |da ){1,2}(?:ihr |dein |das )?problem",
        before=REPORTED + r"| (?:nicht sagen|nie sagen) (?:\w+ ){0,4}$",
        after=_UNMOVED + r"| , das ist (?:unser|mein)",
    ),
    rule(
        "dismissal",
        "beruhigen beruhige hören höre hoere stelle stell stellen sei seien nimm nehmen reg rege regen komm komme kommen"
        " ruhe ruhig entspannen entspanne chill heule heul reiß reißen krieg kriegen werde mache machen habe haben übertreib halblang"
        " gewöhn gewöhnen finde finden",
        r"<begin>beruhigen sie sich",
        r"<begin>(?:\w+ )?beruhige dich",
        r"<begin>(?:hören sie auf|höre auf|hör auf) (?:[\w,]+ ){0,4}(?:jammern|meckern|beschweren|nörgeln|heulen|nerven|diskutieren)",
        r"<begin>(?:stelle? dich|stellen sie sich) (?:jetzt |mal |bitte |doch ){0,2}nicht so an",
        r"<begin>(?:sei|seien sie) (?:doch |mal |bitte |jetzt ){0,2}nicht (?:so |gleich |immer so )(?!enttäuscht)\w+",
        r"<begin>(?:nimm|nehmen sie) (?:das|es) (?:doch |mal |bitte |alles ){0,2}nicht so",
        r"<begin>(?:reg|rege) dich (?:\w+ ){0,3}(?:ab|auf)",
        r"<begin>regen sie sich (?:\w+ ){0,3}(?:ab|auf)",
        r"(?:komme?|kommen sie) (?:jetzt |mal |erst |erst mal |doch |bitte |wieder ){0,4}runter",
        r"<begin>(?:immer mit der ruhe|ganz ruhig|nur die ruhe|mal halblang|jetzt mal halblang|gemach)",
        r"<begin>(?:entspanne?|entspann) dich",
        r"<begin>(?:entspannen sie sich|chill mal|chill|krieg dich (?:mal )?(?:wieder )?ein|kriegen sie sich (?:mal )?(?:wieder )?ein)",
        r"<begin>(?:heule|heul) (?:leise|doch|weiter|nicht|mal)",
        r"<begin>(?:reiß dich|reißen sie sich) (?:\w+ ){0,2}zusammen",
        r"<begin>werde? (?:endlich |mal ){0,2}erwachsen",
        r"<begin>(?:mache|machen sie) (?:\w+ ){0,3}(?:kein drama|kein theater|kein fass|kein geschiss|keinen aufstand|keine szene|keine welle|nicht so ein \w+)",
        r"<begin>(?:habe dich|haben sie sich) nicht so",
        r"<begin>übertreib(?:en sie)? (?:\w+ ){0,2}nicht",
        r"<begin>(?:gewöhn dich|gewöhnen sie sich) (?:\w+ )?(?:daran|dran)",
        r"<begin>(?:finde dich|finden sie sich) (?:\w+ )?(?:damit )?ab",
        before=REPORTED + r"| (?:nicht sagen|nicht ,) <4>$",
        after=r" (?:ich|wir) (?:kümmere|kümmern)",
    ),
    rule(
        "dismissal",
        "drama übertreibst übertreiben egal halt eben schlimmeres nur bloß wurst wurscht schlimm wild tragisch beinbruch weltuntergang"
        " luxusproblem luxusproblemchen jammern elefanten unter durch leben weh ein nabel einzige einzigen einziger club schlechter fair ponyhof wunschkonzert"
        " anstellen mal",
        r"(?:doch |ja |nun |wirklich |auch )?(?:kein|nicht das) (?:drama|beinbruch|weltuntergang|ende der welt)",
        r"(?:du übertreibst|sie übertreiben|übertreiben sie da|übertreibst du da)(?! (?:\w+ )?nicht)",
        r"(?:ist|sind|wäre) (?:mir|uns) (?:das |doch |völlig |total |ehrlich gesagt |ziemlich |echt ){0,3}(?:egal|wurscht|wurst|schnuppe|gleich)<end>",
        r"(?:ist das|das ist) (?:mir|uns) (?:\w+ ){0,2}(?:egal|wurscht|wurst|schnuppe)",
        r"<begin>(?:mir |uns )(?:doch |völlig |total )?(?:egal|wurscht|wurst)",
        r"(?:das|so|es) ist (?:das |es )?(?:nun |eben |halt |ja |einfach ){0,2}(?:halt|eben|mal|nun mal|einfach)(?: mal)? (?:so|das leben)",
        r"<begin>so (?:ist|läuft) (?:das|es) (?:nun |hier ){0,2}(?:eben|halt|mal|leben)",
        r"<begin>so ist das leben",
        r"es gibt (?:wirklich |doch |echt )?(?:schlimmeres|wichtigeres|größere probleme)",
        r"(?:ist|war|sind|waren|geht) (?:hier |um |das |es )?(?:ja |doch |doch ja |wirklich |eh ){0,2}(?:nur|bloß) (?:um )?(?:ein|eine|einen|\d+|zwei|drei|ein paar) \w+(?: von \w+| vom \w+)?<end>",
        r"(?:so|halb so) (?:schlimm|wild|tragisch|dramatisch|dramatisch) (?:ist|wird|kann|war) (?:das|es|schon)(?! für)",
        r"halb so (?:schlimm|wild|tragisch)",
        r"(?:ist|wird|war) (?:das |es )?(?:doch |ja |jetzt |wirklich |echt |alles ){1,3}nicht so (?:schlimm|wild|tragisch|dramatisch|wichtig)",
        r"(?:die )?welt geht (?:davon |deshalb |deswegen |schon )?nicht (?:davon )?unter",
        r"luxusproblem\w*",
        r"jammern auf hohem niveau",
        r"mücke einen elefanten",
        r"(?:da|dadurch) (?:müssen|musst) (?:sie|du|wir alle|ihr) (?:jetzt |halt |eben |leider |nun mal ){0,2}durch",
        r"damit (?:müssen|musst|müsst) (?:sie|du|ihr) (?:jetzt |halt |eben |nun |wohl ){0,3}(?:leben|klarkommen|zurechtkommen)",
        r"(?:bilden sie sich|bildest du dir|bilden sie|das bilden) (?:das |sie sich |nur |bloß ){0,3}ein",
        r"nicht der (?:nabel|mittelpunkt) der welt",
        r"(?:sie sind|du bist) (?:\w+ ){0,2}nicht (?:die|der|unser|unsere|unser) (?:einzige\w*)",
        r"willkommen im club",
        r"anderen geht es (?:\w+ )?(?:viel |noch |deutlich )?schlechter",
        r"(?:das leben|hier) ist (?:halt |eben |nun mal |doch )?(?:nicht fair|kein ponyhof|kein wunschkonzert)",
        r"(?:kein ponyhof|kein wunschkonzert)",
        r"uns geht es (?:doch )?allen so",
        before=r" (?:nicht|sagen|nie|meinte|sei|dass es) (?:\w+ ){0,4}$|" + REPORTED,
        after=_UNMOVED + r"| (?:für|gewesen)",
    ),
    rule(
        "dismissal",
        "nichts anderen andere pech gelaufen beschwert ändern tja künstlerpech damit kinder machen",
        r"(?:da |daran |dagegen |dafür |auch ){0,2}(?:kann ich|können wir|kann man) (?:da |leider |auch |daran |halt |jetzt |dafür |wirklich |dagegen ){0,4}nichts (?:daran |dafür |mehr )?(?:machen|tun|ändern)",
        r"(?:kann ich|können wir|kann man) (?:daran |leider |es |das ){0,2}(?:auch )?nicht ändern",
        r"(?:ist|lässt sich) (?:da |leider |daran ){0,2}nichts (?:zu machen|machen|ändern|zu ändern)",
        r"wie alle anderen",
        r"(?:alle anderen|andere) (?:müssen|mussten|warten|haben es|kriegen) (?:\w+ ){0,4}(?:auch|schließlich|länger|hin)",
        r"<begin>(?:ja |tja |dann haben sie |dann hast du )?pech gehabt",
        r"<begin>(?:tja ,? ?)?(?:dumm gelaufen|künstlerpech|pech|so spielt das leben|shit happens)",
        r"andere (?:kunden|leute|kollegen|menschen) (?:haben|sind|schaffen|kriegen|beschweren)",
        r"es gibt (?:kinder|leute|menschen) ,? ?die",
        r"(?:müssen sie|musst du) (?:\w+ )?(?:jemand anderen|wen anders|woanders) (?:fragen|anrufen)",
        r"(?:noch )?(?:niemand|keiner|sonst niemand|sonst keiner) (?:sonst |anders |anderer |je |jemals |darüber ){0,3}beschwert",
        r"beschwert sich (?:sonst |auch ){0,2}(?:keiner|niemand)",
        r"<begin>(?:beschweren sie sich|beschwer dich) (?:doch |halt |ruhig |woanders ){1,2}",
        before=REPORTED + r"| (?:ich meine|nicht) $",
        after=_UNMOVED
        + r"| ,? ?aber (?:\w+ ){0,4}(?:ich|kann|meine|wir)(?= )| , (?:ich|wir) (?:verbinde|rufe|schicke|frage)",
    ),
    rule(
        "dismissal",
        "interessiert juckt kümmert kratzt zeit wichtigeres besseres na erwarten erwartest lust soll google googeln bock nerven nerv erklärt",
        r"<begin>na und(?= $)",
        r"<begin>und(?= $)",
        r"(?:wen|wen denn) (?:interessiert|juckt|kümmert) (?:das|es|denn|so etwas|schon|$)",
        r"(?:interessiert|juckt|kümmert|kratzt) (?:mich|uns|hier|niemanden|keinen|keine) ?(?:das |wirklich |ehrlich gesagt |echt |jetzt |gerade ){0,2}(?:nicht|wenig|kein stück|null|keinen|niemanden|die bohne)",
        r"interessiert (?:hier )?(?:keinen|niemanden)",
        r"(?:habe ich|haben wir|ich habe|wir haben|gibt) (?:gerade |echt |wirklich |jetzt ){0,2}(?:wichtigeres|besseres) zu tun",
        r"(?:dafür|für so etwas|für das|für ihre \w+|für deine \w+|für dich|für diskussionen) (?:habe ich|haben wir) (?:jetzt |gerade |echt |wirklich |leider ){0,2}(?:keine zeit|keinen kopf|keine nerven|keine lust)",
        r"(?:habe|haben) (?:ich |wir )?(?:jetzt |gerade |echt |wirklich |heute |auch ){0,4}(?:keine|null) (?:zeit|lust|nerven|bock) (?:für|auf|,)(?! aber| morgen)",
        r"was (?:erwarten sie|erwartest du|wollen sie|willst du) (?:denn |jetzt |eigentlich |da ){0,2}von (?:mir|uns)",
        r"was soll ich (?:denn |da |jetzt |daran |bitte ){1,3}(?:machen|tun|ändern)",
        r"<begin>(?:google|googeln sie) (?:das |es |mal |doch ){1,3}",
        before=REPORTED,
        after=r" ?, aber| aber morgen",
    ),
)
RULES = (*BLAME, *DISMISSAL)
