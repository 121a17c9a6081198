"""How jargon, overpromise and pressure show in German."""

from __future__ import annotations

from bot.domain.acts.german.guards import NEGATED, REPORTED, UNREAL, rule

_TERMS = (
    "sla slas rma kpi kpis okr okrs p1 p2 l2 l3 sku skus crm erp wms api apis sso mfa idp dns ldap csat nps"
    " fcr bpo rca itsm kyc edi saml oauth backend middleware firmware provisioniert whitelisten synergien"
    " stakeholder stakeholdern alignen deliverables committed committen learning learnings bpopartner bandwidth"
    " challengen synchen syncen incident eskalieren"
)
JARGON = (
    rule(
        "jargon",
        _TERMS,
        "(?:" + "|".join(_TERMS.split()) + ")",
        before=r" (?:wort|wie|mit|bedeutet|nennen|jargon) (?:das |eine |einen |ein )?$|" + REPORTED,
        after=r" ,? ?(?:das ist|das heißt|also|bedeutet|: wir)(?= )",
    ),
    rule(
        "jargon",
        "level scope request dive ziffer gemäß cache queue low",
        r"(?:second|first|third|2nd|1st) level",
        r"out of scope",
        r"change request",
        r"deep dive",
        r"gemäß (?:ziffer|paragraph|punkt)",
        r"dns cache",
        r"low hanging fruit",
        before=REPORTED,
        after=r" ,? ?(?:das ist|das heißt|also)(?= )",
    ),
)
OVERPROMISE = (
    rule(
        "overpromise",
        "garantiere garantieren garantiert verspreche versprochen schwöre wort versichere",
        r"(?:ich|wir) garantieren?",
        r"(?:ich|wir) (?:verspreche|versprechen|versichere|versichern) (?:\w+ )?(?:, )?(?:dass )?(?:es|das|sie"
        r"|du|ihr|der|die|alles)",
        r"(?:das|es) (?:verspreche|garantiere) ich",
        r"(?<=, )versprochen(?= $)",
        r"(?:ich|wir) schwören?",
        r"ich schwöre",
        r"(?:gebe|geben) (?:ihnen|dir|euch) (?:mein|unser) wort",
        r"(?:passiert|wird|sparst|sparen|klappt|kommt) (?:\w+ ){0,2}garantiert",
        r"(?:kommt|ist|wird|du|sie) garantiert",
        before=NEGATED + "|" + REPORTED + "|" + UNREAL,
        after=r" (?:, )?(?:dass ich|ich|mein bestes|aber)(?= )",
    ),
    rule(
        "overpromise",
        "nie 100% hundertprozentig definitiv fall immer alle alles risiko schiefgehen vertrauen sicher perfekt",
        r"(?:passiert|passieren|kommt|wird|werden) (?:\w+ ){0,3}nie wieder",
        r"(?:wird|werden) (?:\w+ ){0,2}nie wieder",
        r"(?:kommt|ist|wird) (?:\w+ ){0,2}(?:100%|hundertprozentig|zu 100%)",
        r"(?:das|es) geht hundertprozentig",
        r"hundertprozentig (?:damit|darauf|morgen|sicher)",
        r"(?:sie|du) (?:bekommen|bekommst|kriegst|haben) (?:\w+ ){0,2}(?:auf jeden fall|definitiv|garantiert)",
        r"(?:ist|kommt) (?:es |das )?(?:definitiv|ganz sicher|auf jeden fall) (?!ärgerlich|nicht)\w+",
        r"(?:heute|morgen) ist (?:es|das) definitiv",
        r"(?:system|produkt|kurier|wir) (?:\w+ )?(?:fällt|fallen|machen|macht|versagt) nie",
        r"wir (?:liefern|antworten|sind) immer",
        r"löst alle",
        r"alles was (?:sie wollen|du willst)",
        r"(?:überhaupt kein|null|kein) risiko",
        r"kann (?:\w+ )?nichts schiefgehen",
        r"vertrauen sie mir",
        r"läuft (?:\w+ ){0,2}perfekt",
        r"ganz sicher ist es",
        before=r" (?:nicht|damit|ob|sollte|dürfen|hätte) (?:\w+ ){0,3}$|" + REPORTED + "|" + UNREAL,
        asks=False,
    ),
)
PRESSURE = (
    rule(
        "pressure",
        "entscheiden entscheide unterschreiben unterschreibe antwort ja zeit",
        r"(?:sie müssen|du musst) (?:sich |dich )?(?:jetzt|sofort|heute|gleich) (?!nichts)(?:\w+ )?(?:entscheiden"
        r"|unterschreiben|zusagen)",
        r"<begin>(?:entscheiden sie sich|entscheide dich) (?:jetzt|sofort|heute)",
        r"<begin>unterschreibe (?:einfach|jetzt|sofort)",
        r"<begin>unterschreiben sie (?:einfach|jetzt|sofort|vor|heute)",
        r"<begin>sag(?:en sie)? einfach ja",
        r"ich brauche (?:ihre|deine|die|eine) (?:antwort|entscheidung|zusage) (?:sofort|jetzt|heute)",
        r"also schnell entscheiden",
        r"(?:sie haben|du hast) (?:nur )?\d+ minuten",
        r"ja oder nein ,? ?(?:jetzt|sofort)",
        r"nicht den ganzen tag zeit",
        before=r" (?:bis wann|wann) <3>$|" + REPORTED,
    ),
    rule(
        "pressure",
        "chance angebot rabatt preis nur nie wahl",
        r"(?:ihre|deine|die) letzte chance",
        r"(?:angebot|rabatt|preis) (?:\w+ )?(?:endet|ist|läuft|gilt nur) (?:\w+ )?(?:heute|morgen|ab|weg|vorbei)",
        r"<begin>nur heute(?= $)",
        r"jetzt oder nie",
        r"(?:sie haben|du hast) keine (?:andere )?wahl",
        before=r" (?:noch|uns|war) (?:\w+ )?$|" + REPORTED,
    ),
    rule(
        "pressure",
        "wenn entweder sonst chef",
        r"wenn (?:sie|du) (?:\w+ )?nicht (?:unterschreiben|unterschreibst|antworten|antwortest|kaufen|zahlen"
        r"|zusagen)",
        r"entweder (?:sie|du) (?:\w+ ){1,3}oder (?:wir|ich)",
        r"sonst ist es zu spät",
        r"chef wird (?:sauer|böse|wütend)",
        r"wenn (?:dir|ihnen) (?:\w+ ){1,3}wichtig wäre",
        before=REPORTED,
        after=r" (?:\w+ )?(?:passiert nichts|kein problem)",
    ),
    rule(
        "pressure",
        "verrückt dumm anderen beeilen beeil worauf lange zeit bereuen nach konkurrenz",
        r"(?:sie wären|du wärst) (?:verrückt|dumm|blöd)",
        r"alle anderen haben (?:schon|längst|bereits)",
        r"<begin>(?:beeilen sie sich|beeil dich)",
        r"worauf (?:warten sie|wartest du)",
        r"(?:denken sie|denk) nicht zu lange",
        r"die zeit läuft(?: ab)?",
        r"(?:das )?(?:werden sie|wirst du) bereuen",
        r"nach allem was (?:ich|wir)",
        r"(?:ihre|deine) konkurrenz",
        before=REPORTED,
    ),
)
RULES = (*JARGON, *OVERPROMISE, *PRESSURE)
