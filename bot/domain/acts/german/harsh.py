"""How blame and dismissal show in German."""

from __future__ import annotations

from bot.domain.acts.german.guards import HAVE, NEGATED, REPORTED, YOU, rule

_NOBODY = (
    r" (?:niemand|keiner|nicht sagen|denk bitte nicht|glaube nicht|sage ihnen nicht|gesagt|ich soll"
    r"|will nicht sagen) (?:[\w,]+ ){0,6}$"
)
BLAME = (
    rule(
        "blame",
        "hätten hättest hättet",
        r"(?:sie|du|ihr) (?:hätten|hättest|hättet) (?!nicht dreimal|längst|schon|gefragt|eine|gerne)"
        r"(?:\w+ ){1,5}(?:sollen|müssen|können)",
        r"hättest du (?:mal|nur|doch)",
        r"hätten sie (?:mal|nur|doch)",
        before=REPORTED + "|" + _NOBODY,
        after=r" dürfen",
    ),
    rule(
        "blame",
        "schuld fehler liegt problem wegen",
        r"(?:ihre|deine|eure) (?:eigene )?schuld",
        r"<begin>(?:sie sind |du bist )?selbst schuld",
        r"(?:sie|du) (?:sind |bist )?(?:\w+ )?selbst schuld",
        r"(?:ihr|dein|euer) (?:eigener )?fehler",
        r"(?:fehler|problem) (?:liegt|ist) (?:ganz klar )?(?:bei|auf) (?:ihnen|dir|ihrer seite)",
        r"liegt (?:nur |allein )?an (?:ihnen|dir|euch)",
        r"(?:nur )?wegen (?:dir|ihnen|euch)",
        r"(?:du bist|sie sind) das problem",
        before=NEGATED + "|" + REPORTED + "|" + _NOBODY + r"| (?:ob) <4>$",
        asks=False,
    ),
    rule(
        "blame",
        "haben hast habt",
        rf"{YOU} {HAVE} (?:wohl |ja |offensichtlich |einfach |eben |da ){{0,2}}(?:\w+ ){{0,4}}"
        r"(?:falsch\w* (?:\w+ ){0,2}(?:eingegeben|gemacht|bestellt|angegeben)|vergessen|ignoriert|kaputt"
        r"|nicht gelesen|nicht bezahlt|verschlampt)",
        rf"{YOU} {HAVE} nie (?:\w+ ){{0,4}}(?:geantwortet|gelesen|gesagt|gemeldet|zugehört)",
        rf"da {HAVE} {YOU} (?:\w+ ){{0,3}}falsch gemacht",
        r"weil (?:sie|du) (?:\w+ ){0,3}(?:nicht|falsch|zu spät) (?:\w+ ){0,3}(?:haben|hast)",
        r"wenn (?:sie|du) (?:\w+ ){0,4}(?:gelesen|gesagt|angerufen|bezahlt|gefragt) (?:hätten|hättest)",
        r"wer hat (?:dir|ihnen) gesagt",
        before=REPORTED + "|" + _NOBODY,
        after=r" ,? ?(?:kein problem|ich schicke)",
        asks=None,
    ),
    rule(
        "blame",
        "wenn",
        r"wenn (?:sie|du) (?:\w+ ){0,4}(?:gelesen|gesagt|angerufen|bezahlt|gefragt) (?:hätten|hättest)",
        before=REPORTED,
    ),
    rule(
        "blame",
        "warum wie haben",
        r"warum (?:haben|hast) (?:sie|du) (?:\w+ ){0,2}nicht",
        r"warum (?:klicken|klickst|machen|machst|warten|wartest) (?:sie|du)",
        r"wie konnten? (?:sie|du)",
        r"wie konntest du",
        r"(?:haben sie|hast du) (?:\w+ ){0,3}nicht (?:einmal |mal )?(?:gelesen|gesehen|gemerkt)",
        before=REPORTED,
    ),
    rule(
        "blame",
        "immer nie mal stich",
        r"du (?:unterbrichst|kommst|vergisst|machst|redest|störst|meckerst) (?:immer|ständig|dauernd)",
        r"(?:du|sie) (?:hörst|hören|liest|lesen|antwortest|antworten|meldest|meldest dich) nie",
        r"nächstes mal (?:bitte )?(?:erst|vorher|besser) ",
        r"nächstes mal (?:bitte )?(?:erst|vorher|besser) (?:\w+ ){0,3}lesen",
        r"im stich",
        before=REPORTED,
    ),
)
DISMISSAL = (
    rule(
        "dismissal",
        "problem zuständig schuld sache",
        r"nicht (?:mein|unser) problem",
        r"(?:ist|sind) ihr problem",
        r"(?:das )?ist (?:ihr|dein|euer) problem",
        r"(?:dafür )?(?:sind wir|bin ich) (?:dafür )?nicht zuständig",
        r"nicht (?:unsere|meine) (?:schuld|sache|aufgabe)",
        before=REPORTED,
        asks=False,
    ),
    rule(
        "dismissal",
        "beruhigen beruhige beruhig hören hör stell sei seien nimm nehmen",
        r"<begin>beruhigen sie sich",
        r"<begin>(?:\w+ )?(?:beruhig|beruhige) dich",
        r"<begin>(?:hören sie auf|hör auf) (?:sich |dich )?(?:zu )?(?:beschweren|jammern|meckern)",
        r"<begin>(?:hören sie auf|hör auf) (?:\w+ ){0,2}(?:jammern|meckern|beschweren)",
        r"<begin>stell dich nicht so an",
        r"<begin>(?:sei|seien sie) nicht so (?!enttäuscht)\w+",
        r"<begin>(?:nimm|nehmen sie) (?:das|es) nicht so",
        before=REPORTED,
    ),
    rule(
        "dismissal",
        "drama übertreibst übertreiben egal halt eben schlimmeres nur",
        r"(?:doch )?kein drama",
        r"(?:du übertreibst|sie übertreiben)(?! nicht)",
        r"(?:ist|sind) (?:mir|uns) (?:doch |völlig |total )?egal",
        r"(?:das|so|es) ist (?:das |es )?(?:nun )?(?:halt|eben|mal) (?:so|das leben)",
        r"<begin>so ist das (?:eben|halt|leben)",
        r"es gibt schlimmeres",
        r"ist (?:doch )?nur (?:ein|eine) \w+<end>",
        r"so schlimm ist (?:das|es) (?:doch )?nicht",
        before=r" (?:nicht|sagen|nie) <4>$|" + REPORTED,
    ),
    rule(
        "dismissal",
        "nichts anderen andere pech gelaufen",
        r"(?:da |daran )?(?:kann ich|können wir) (?:da |leider )?nichts (?:dran |daran )?(?:machen|tun|ändern)",
        r"wie alle anderen",
        r"alle anderen (?:müssen|mussten)",
        r"<begin>pech gehabt",
        r"<begin>dumm gelaufen",
        r"andere kunden haben",
        r"(?:müssen sie|musst du) (?:\w+ )?(?:jemand anderen|wen anders) fragen",
        before=REPORTED,
        after=r" ,? ?aber (?:\w+ ){0,4}(?:ich|kann|meine|wir)(?= )",
    ),
    rule(
        "dismissal",
        "interessiert zeit wichtigeres na erwarten erwartest",
        r"<begin>na und(?= $)",
        r"<begin>und(?= $)",
        r"wen interessiert",
        r"interessiert (?:mich|uns|hier) (?:\w+ )?nicht",
        r"(?:habe|haben) (?:ich |wir )?wichtigeres",
        r"dafür (?:habe ich|haben wir) (?:jetzt )?keine zeit",
        r"was (?:erwarten sie|erwartest du) (?:denn )?von (?:mir|uns)",
        before=REPORTED,
    ),
)
RULES = (*BLAME, *DISMISSAL)
