"""How asking shows in German: the open question and the check of understanding."""

from __future__ import annotations

from bot.domain.acts.german.guards import NEGATED, REPORTED, UNREAL, rule

_TOLD = (
    r" (?:weiß|wissen|weißt|fragte|frage mich|finde|verstehe|sehe|erkläre|sage) (?:\w+ ){0,3}, $"
)
"""Before a clause that tells and does not ask: "ich weiß, was passiert ist"."""

OPEN_QUESTION = (
    rule(
        "open_question",
        "was",
        r"<begin>was (?:genau |alles |sonst |noch )?(?:ist|war|wäre|sind|passiert|geschah|würde|würdest"
        r"|würden|würdet|bräuchten|bräuchtest|braucht|brauchst|brauchen|hat|hast|haben|habt|macht|machst"
        r"|machen|meinst|meinen|meint|denkst|denken|glauben|glaubst|erhoffen|erhoffst|führt|bringt|stört"
        r"|beschäftigt|passierte|hilft|fehlt|kann|könnte|könnten|kannst|wünschen|wünschst|wollen"
        r"|willst|möchten|möchtest|sagen|sagst|hält|bedeutet)(?! los mit)",
        before=NEGATED + "|" + _TOLD,
        after=r" (?:ihre|deine|ihr|dein) (?:\w*nummer|name|adresse|email)| denn noch| ich denn| ich tun| ich (?:machen|sagen)<end>| das<end>| soll",
    ),
    rule(
        "open_question",
        "wie",
        r"<begin>wie (?:genau )?(?:kann|können|könnte|könnten|sehen|siehst|seht|arbeiten|arbeitest|arbeitet"
        r"|wirkt|ging|ist(?! ihre| deine| der name)|war|kam|läuft|lief|haben|hast|habt|macht|machen|machst|geht|gehen|fühlt|fühlen"
        r"|stellen|stellst|würde|würden|würdest|sieht|wollen|willst|möchten|nutzen|nutzt|erleben|erlebst)"
        r" \w+",
        before=NEGATED + "|" + _TOLD,
        after=r" (?:es wagen|nur)| (?:ihnen|dir|es ihnen|es dir)<end>|<end>",
        asks=None,
    ),
    rule(
        "open_question",
        "warum wieso weshalb wozu woran inwiefern",
        r"<begin>(?:warum|wieso|weshalb) (?:ist|sind|war|waren|hat|wurde|möchten|möchtest|wollen|willst|ging)"
        r" (?!das mein|immer|nicht)\w+",
        r"<begin>(?:wozu|woran|inwiefern|wodurch|womit|wofür) \w+ (?!ich)\w+",
        after=r" (?:nicht|immer|so)(?= )",
        asks=None,
    ),
    rule(
        "open_question",
        "erzähle erzählen beschreiben beschreibe sagen schildern erklären erkläre",
        r"<begin>(?:erzähle|erzählen sie|beschreibe|beschreiben sie|schildern sie|erkläre|erklären sie)"
        r"(?: mir| mal| bitte| doch){0,3} ,? ?(?:was|wie|warum|mehr|von|den|die|das)",
        r"(?:können sie|kannst du|könnten sie|könntest du|magst du|mögen sie|würden sie) <4>,? ?"
        r"(?:erzählen|beschreiben|schildern|sagen|erklären)(?: ,)? ?(?:was|wie|warum|mehr)?",
        before=REPORTED,
        after=r" (?:ihre|deine) ",
    ),
)
CHECK = (
    rule(
        "check_understanding",
        "richtig korrekt verstanden verstehe alles vergessen wieder falsch",
        r"habe ich (?:das|sie|dich|es|da)(?: dich| sie)?(?: so| da)? richtig verstanden",
        r"verstehe ich (?:sie|dich|das|es|da) (?:so |da )?richtig",
        r"(?:nur )?damit ich (?:das|es|sie|dich) richtig verstehe",
        r"dass ich (?:sie|dich|das|es) richtig verst(?:ehe|anden habe)",
        r"wenn ich (?:sie|dich|das|es) (?:da )?richtig versteh(?:e|n)",
        r"was ich verstanden habe",
        r"habe ich (?:alles|etwas vergessen|was vergessen|noch etwas vergessen)<end>",
        r"gebe ich (?:das|es) (?:so )?richtig wieder",
        r"liege ich (?:da )?richtig",
        r"wenn ich (?:falsch liege|etwas falsch verstanden|mich irre)",
        r"<begin>(?:stimmt|ist) (?:das|es) (?:so )?(?:richtig|korrekt)<end>",
        before=NEGATED + "|" + REPORTED,
        after=r" würde",
    ),
    rule(
        "check_understanding",
        "stimmt trifft",
        r"<begin>stimmt (?:das|es)(?: so)?(?= $)",
        r"<begin>trifft (?:es )?(?:das|es)(?= $)",
        asks=True,
    ),
    rule(
        "check_understanding",
        "zusammen wiederhole sicherheit zusammenfassen",
        r"(?:lassen sie mich|lass mich|ich|darf ich) (?:kurz |das |noch mal |mal ){0,3}"
        r"(?:zusammenfassen|zusammen fassen|wiederholen)",
        r"ich fasse (?:das )?(?:kurz |noch mal )?zusammen",
        r"ich wiederhole (?:das )?(?:kurz )?zur sicherheit",
        r"(?:nur )?zur sicherheit(?= (?:[,:]|nochmal))",
        after=r" [:,] (?:nicht|kein)",
    ),
    rule(
        "check_understanding",
        "richtig stimmt korrekt oder ja richtig",
        r"<begin>(?:sie|du|ihr|es|mit) (?:\w+ )?(?:[\w,]+ )?(?:also|anderen worten) (?:[\w,:]+ ){1,20}"
        r"(?:,|:) (?:richtig|oder|ja|korrekt|stimmt es|ist das richtig|ist das korrekt)(?= $)",
        r"also <9,>(?:[\w,]+ ){1,12}, (?:richtig|stimmt das|stimmt es|korrekt|ist das richtig)(?= $)",
        r"<begin>richtig so",
        asks=True,
        before=UNREAL,
    ),
    rule(
        "check_understanding",
        "meinst meinen",
        r"<begin>(?:meinst du|meinen sie|du meinst|sie meinen) (?:also )?(?:die|den|das|mit)",
        asks=True,
    ),
)
RULES = (*OPEN_QUESTION, *CHECK)
