"""How jargon, overpromise and pressure show in German."""

from __future__ import annotations

from bot.domain.acts.german.guards import NEGATED, REPORTED, UNREAL, YOU, YOUR, rule
from bot.domain.acts.german.spelling import fold

_ACRONYMS = (
    "sla slas rma rmas kpi kpis okr okrs p1 p2 p3 l1 l2 l3 sku skus crm erp wms itsm cmdb api apis sso mfa idp"
    " dns ttl kyc ldap csat nps fcr bpo mrr arr awb edi rca saml oauth aht ivr mvp etl cname smtp imap roi tco"
    " sdk vlan dhcp mtu capa mttr rto rpo rfp ltv cac gtm ebitda capex opex fte uat tls ssh cdn iam dlp poc smb"
    " cob eod eta psp tom avv prap stb bdsg hgb bgb vob saas paas iaas b2b b2c usp cta kvp bwa rlb dpma ust voip sip"
    " pbx gpo acl vm vms cpu json xml cronjob nslookup ping vpn ssid nat bgb aml sepa siem soc wfm acd pim dms"
    " zpo bap ltb swot raci mql sql sqls bant cpo cpa cpc kv okrs pmo jf fyi ootb tbd tbc"
)
_TERMS = (
    "backend frontend middleware firmware bootloader failover jira servicenow chargeback synergien stakeholder"
    " stakeholdern stakeholders deliverable deliverables learning learnings bandwidth incident incidents"
    " linehaul backlog runbook rollback rollout payload kanban scrum upsell upselling churn funnel pricing"
    " touchpoint touchpoints webhook triage hotfix bugfix keystore buyin commitment alignment whitelist blacklist"
    " churnprevention workaround workarounds endpoint endpoints throttling timeout sprintplanning refinement retro"
    " mandatsreferenz remittance onboarding offboarding assignee escalation storage cluster clusters provisionierung"
    " leadtime roadmap proxy reverseproxy gateway mapping roaming patch patchday changelog repository repo branch"
    " businesscase usecase usecases mindset framework benchmark benchmarks takeaways takeaway painpoints"
    " allokiert allokation forecast pipeline leads conversion workstream quickwin quickwins lowhanging inkasso"
    " dunkelverarbeitung bestandskundenmanagement regress regressieren deckungsprüfung obliegenheit"
    " storno­quote avis avisiert konnossement frachtführer cutoff crossdock disposition kommissionierung hub"
    " debitor debitoren kreditor kreditoren abgrenzung skonto delkredere valuta valutierung dunning"
)
_ROOTS = (
    "align committ challeng deploy track sync synch cluster onboard escalat eskalier whitelist provisionier"
    " priorisier allokier operationalisier skalier refactor rout debugg merg reset committ leverag monetarisier"
    " boost pitch forwarden forward brief downgrad upgrad rollout migrier instanziier authentifizier iterier"
    " synchronisier disponier kommissionier fakturier valutier avisier ticket mapp parametrisier konsolidier"
)
_PLAIN_ROOTS = "priorisier eskalier synchronisier brief reset ticket"
"""Roots that everyone uses in one form or other; only what follows them makes them jargon."""
_FORMS = tuple("en t et st te ten ed".split())  # noqa: SIM905


def _inflected(roots: str) -> str:
    """The verbs of the trade in the forms they are used in: "alignen", "committed", "getrackt"."""
    known = [root for root in roots.split() if root not in _PLAIN_ROOTS.split()]
    plain = [root + ending for root in known for ending in _FORMS]
    return " ".join(plain + [f"ge{root}{ending}" for root in known for ending in ("t", "ed", "et")])


_ALL = fold(f"{_ACRONYMS} {_TERMS} {_inflected(_ROOTS)}")
_EXPLAINED = (
    r" (?:[\w]+ )?,? ?(?:das ist|das sind|das heißt|also|bedeutet|heißt|sprich|nämlich|d h|zu deutsch|ist der name für"
    r"|ist (?:eine|ein) (?:art|nummer|wort)|: (?:wir|das)|, (?:die|der|das|unsere[nrs]?|ihre?) )(?= |\w)"
)
_NAMED = (
    r" (?:wort|wie|mit|bedeutet|nennen|jargon|heißt|abkürzungen?|begriff|was ist|was sind|was genau ist|meinen sie mit"
    r"|meinst du mit|statt|ohne) (?:das |der |die |eine |einen |ein |denn |wie |den ){0,2}$"
)
JARGON = (
    rule(
        "jargon",
        _ALL,
        "(?:" + "|".join(sorted(set(_ALL.split()))) + ")",
        before=_NAMED + "|" + REPORTED,
        after=_EXPLAINED + r"| (?:bedeuten|heißen)",
    ),
    rule(
        "jargon",
        "level scope request dive ziffer gemäß cache queue low layer down hold approved art stack pain value sprint"
        " case ticket asset memory action items call loop eskalieren eskaliere priorisieren reason token paragraph mid"
        " c sprint to on in head blocker go live state pull push",
        r"(?:second|first|third|2nd|1st|3rd) level",
        r"level (?:1|2|3)",
        r"out of scope",
        r"change requests?",
        r"deep dive",
        r"gemäß (?:ziffer|paragraph|punkt|art|abschnitt)",
        r"(?:art|paragraph|§) \d+",
        r"dns cache",
        r"low hanging fruits?",
        r"layer \d",
        r"port (?:\w+ ){0,3}down",
        r"(?:case|ticket|vorgang) (?:\w+ ){0,2}(?:on hold|pending|in der queue|resolved|geroutet)",
        r"on hold",
        r"in der queue",
        r"(?:ist|sind|wurde) (?:\w+ )?approved",
        r"buy in",
        r"c level",
        r"pain points?",
        r"time to \w+",
        r"(?:im|in dem|in diesem|nächsten|diesem) sprint",
        r"memory leak",
        r"action items?",
        r"(?:an|zum|zu) (?:\w+ ){0,3}level eskalier\w+",
        r"reason code",
        r"(?:mfa|sso|auth) ?token",
        r"go live",
        r"state of the art",
        r"pull request",
        before=_NAMED + "|" + REPORTED,
        after=_EXPLAINED,
    ),
)
_OURS = r"(?:wir|bei uns|unsere?n? \w+|das (?:neue )?(?:system|produkt|gerät|programm|modell)|die (?:neue )?(?:software|app|lösung|anlage)|unser \w+)"
_THING = (
    r"(?:es|das|sie|du|ihr|alles|der \w+|die \w+|ihre? \w+|deine? \w+|so etwas|niemand|nichts|da)"
)
_SURELY = r"(?:100%|100 prozent|hundertprozentig|zu 100%|zu (?:hundert|tausend|100|1000) prozent|hundert pro|definitiv|garantiert|auf jeden fall|ganz sicher|todsicher|mit (?:absoluter )?sicherheit|ganz bestimmt|bombensicher)"
OVERPROMISE = (
    rule(
        "overpromise",
        "garantiere garantieren garantiert verspreche versprechen versprochen schwöre schwören wort versichere"
        " versichern verbürge hand ehrenwort",
        r"(?:ich|wir) garantieren? (?!nicht|nichts|keine)(?:\w+)",
        r"(?:das|es|dafür) garantiere ich",
        r"(?:ich|wir) (?:verspreche|versprechen|versichere|versichern) (?:\w+ )?(?:, )?(?:dass )?(?:hoch und heilig )?(?:es|das|sie"
        r"|du|ihr|der|die|alles|so etwas|nie|ihre? \w+|deine? \w+)",
        r"(?:das|es) (?:verspreche|garantiere|schwöre) (?:ich|wir)",
        r"(?:(?<=, )|^ )versprochen(?= (?:$|,))",
        r"(?:ich|wir) schwören?",
        r"(?:gebe|geben) (?:ich |wir )?(?:ihnen|dir|euch) (?:darauf )?(?:mein|unser) (?:ehren)?wort",
        r"(?:sie haben|du hast) (?:da |hiermit )?(?:mein|unser) (?:ehren)?wort",
        r"(?:verbürge|verbürgen) (?:ich|wir) (?:mich|uns)",
        r"hand aufs herz",
        r"großes ehrenwort",
        r"(?:passiert|wird|werden|sparst|sparen|klappt|kommt|funktioniert|bekommen|bekommst|kriegst|kriegen|läuft|ist|sind|hast|haben|geht) (?:\w+ ){0,4}garantiert",
        r"(?:(?<=, )|^ )garantiert(?= (?:$|,))",
        rf"(?:kommt|ist|wird|{YOU}) garantiert",
        before=NEGATED
        + "|"
        + REPORTED
        + "|"
        + UNREAL
        + r"|(?:^|,) (?:ok |gut |also |na )*(?:ich|wir) (?!schaff|krieg|bekomm|hol)(?:\w+ ){1,12}, $|(?:^|,) \w+ \w+ (?:ich|wir) (?:\w+ ){0,8}, $",
        after=r" (?:, )?(?:dass ich|dass wir|ich|mein bestes|aber|nur|nichts|nicht, dass)(?= )",
        asks=False,
    ),
    rule(
        "overpromise",
        "nie niemals 100% 100 hundertprozentig definitiv fall sicher sicherheit bestimmt hundert tausend prozent todsicher"
        " bombensicher garantiert pro",
        r"(?:passiert|passieren|kommt|wird|werden|wirst|haben|hast) (?:(?!ich|wir|vergessen)\w+ ){0,5}(?:nie wieder|niemals|nie mehr|nie)(?! (?:vergessen|gesagt|bekommen|gehört|gelesen|erfahren))",
        rf"(?:kommt|ist|wird|sind|werden|klappt|funktioniert|läuft|bekommen|bekommst|kriegst|kriegen|haben|hast|hält|geht|fällt|steht|wirst) (?:(?!ich|wir|nicht|kein|keine|keinen|gesagt|recht)\w+ ){{0,5}}{_SURELY}(?! (?:ärgerlich|nicht|klar|gesagt|recht|schade|ein|eine))",
        rf"{_SURELY} (?:ist|kommt|sind|wird|klappt|bekommen|funktioniert|morgen|heute|bis|damit rechnen|darauf|sicher)",
        r"(?:heute|morgen) ist (?:es|das) definitiv",
        r"(?:das|es) geht (?:immer gut|hundertprozentig)",
        before=r" (?:nicht|damit|ob|sollte|dürfen|darf|hätte|könnte|kann|ich|wahrscheinlich|dachte) (?:\w+ ){0,3}$|"
        + REPORTED
        + "|"
        + UNREAL,
        after=r" (?:ausgeschlossen|nicht)",
        asks=False,
    ),
    rule(
        "overpromise",
        "nie immer alle alles jede jeden jedes risiko schiefgehen vertrauen vertrau perfekt sicher ausgeschlossen verlass verlassen sorgen sorge"
        " kopf wenn formsache zweifel bereuen niemals keine jederzeit merken null risikofrei reibungslos lebenslang ewig fehlerfrei sämtliche"
        " unmöglich selbstverständlich kinderspiel rundum passieren",
        rf"{_OURS} (?:\w+ ){{0,2}}(?:fällt|fallen|machen|macht|versagt|versagen|gibt es|haben|hat|verliert|verlieren|stürzt|stürzen|ist|sind|kommt) (?:\w+ ){{0,2}}(?:nie|niemals|nie mehr)(?! (?:etwas|gesagt|angekommen|gehört))",
        rf"{_OURS} (?:liefern|antworten|sind|liefert|ist|kommen|kommt|funktioniert|läuft|klappt|findet|finden|löst) (?:\w+ )?(?:immer|jederzeit|rund um die uhr)(?! (?:noch|wieder|nur|mal))",
        r"(?:ist|sind|seid) (?:bei uns )?immer (?:zufrieden|pünktlich|erreichbar|glücklich)",
        r"bei uns gibt es (?:nie|keine|keinerlei|niemals) (?:ausfälle|probleme|fehler|verspätungen?|wartezeiten?|reklamationen|risiko|\w*kosten)",
        r"(?:löst|behebt|lösen|beheben|findet|erledigt|deckt|schafft|beseitigt|verhindert) (?:\w+ )?(?:alle|jede[snr]?|sämtliche|alles)",
        r"(?:nimmt|nehmen) (?:ihnen|dir|euch) (?:\w+ )?(?:alle|jede|sämtliche) \w+ ab",
        r"(?:bestehen|bestehst|schaffen|schaffst|gewinnen|gewinnst) (?:sie|du) (?:jede[snr]?|alle)",
        r"alles ,? ?was (?:sie wollen|du willst|sie möchten|du möchtest)",
        r"(?:überhaupt kein|null|kein|keinerlei|gar kein|ohne jedes) risiko",
        r"risikofrei",
        r"kann (?:\w+ ){0,3}nichts (?:mehr )?(?:schiefgehen|schief gehen|passieren)",
        r"(?:da |es |das )?(?:geht|läuft|klappt|wird) (?:\w+ ){0,2}(?:nichts schief|nichts schiefgehen|perfekt|reibungslos|fehlerfrei)",
        r"(?:vertrauen sie mir|vertraue? mir|glauben sie mir|glaube? mir) ,? ?(?:das|es|alles|der|die|wird)",
        r"vertrauen sie mir",
        r"(?:läuft|wird) (?:\w+ ){0,2}perfekt",
        r"ganz sicher ist es",
        r"(?:ist|wäre) (?:völlig |absolut |komplett |vollkommen )?ausgeschlossen ,? ?dass",
        r"(?:darauf )?(?:verlass|verlasse) dich (?:da |nur )?(?:darauf|drauf)(?! dass ich)",
        r"(?:da |darauf )?(?:können|kannst) (?:sie sich|du dich) (?:\w+ )?(?:felsenfest|hundertprozentig|blind) (?:darauf )?verlassen",
        r"(?:brauchst|brauchen|musst|müssen) (?:du |sie )?(?:dir|sich) (?:\w+ )?(?:keine|keinerlei|überhaupt keine) (?:sorgen|gedanken)",
        r"ohne wenn und aber",
        r"(?:nur noch |reine |bloß noch )(?:eine )?formsache",
        r"(?:gibt es|besteht) (?:gar |überhaupt )?(?:keinen|keinerlei|nicht den geringsten) zweifel",
        r"(?:für immer|ein leben lang|lebenslang|auf ewig)",
        r"(?:sie werden|du wirst) (?:es |das |den \w+ |die \w+ )?(?:\w+ ){0,2}(?:gar nicht|nicht|nie|garantiert nicht) (?:merken|bereuen)",
        rf"(?:werden|wird|wirst) (?:{YOU} )?(?:\w+ ){{0,2}}(?:niemals|nie wieder|nie mehr|keinerlei|keine einzige) \w+",
        r"(?:der preis|die gebühr|der beitrag|die miete) (?:\w+ ){0,2}(?:niemals|nie) \w+",
        before=r" (?:nicht|damit|ob|sollte|dürfen|hätte|darf|leider|kann nie|würde|warum|dass ich) (?:\w+ ){0,3}$|"
        + REPORTED
        + "|"
        + UNREAL,
        after=r" (?:ausgeschlossen|noch nicht|ärgerlich|weg)",
        asks=False,
    ),
)
_COMMIT = (
    r"(?:entscheiden|entscheide|unterschreiben|unterschreibe|zusagen|zustimmen|kaufen|bestellen|zuschlagen|zugreifen|buchen|zahlen|bezahlen"
    r"|unterzeichnen|antworten|ja sagen|festlegen|bestätigen|überweisen)"
)
_NOW = r"(?:jetzt|sofort|heute|gleich|noch heute|auf der stelle|umgehend|hier und jetzt|jetzt sofort|jetzt gleich|endlich|in den nächsten \d+ minuten)"
_LOSS = (
    r"(?:schließe|schließen|sperre|sperren|kündige|kündigen|storniere|stornieren|melde|verfällt|verlieren|verlierst|steigt|muss|müssen|gebe|geht"
    r"|ist|sind|zahlen|zahlst|kostet|bekommen|bekommst|nehmen|nehme|vergeben|vergebe|landet|wird|streiche|streichen|lösche|löschen)"
)
PRESSURE = (
    rule(
        "pressure",
        "entscheiden entscheide unterschreiben unterschreibe antwort ja zeit entscheidung zusage unterschrift zusagen kaufen bestellen bestelle zugreifen"
        " schlagen buchen zahlen ruck kartennummer daten jetzt sofort schnell unterzeichnen bestätigen festlegen handeln machst kommst zustimmen",
        rf"(?:sie müssen|du musst|ihr müsst|sie sollten|du solltest|müssen sie|musst du) (?:sich |dich |euch |das |mir |mich )*{_NOW} (?!nichts|nicht)(?:\w+ ){{0,3}}{_COMMIT}",
        rf"<begin>(?:entscheiden sie sich|entscheide dich|unterschreiben sie|unterschreibe|kaufen sie|bestellen sie|bestelle|buchen sie|zahlen sie|schlagen sie|greifen sie|handeln sie|sagen sie|bestätigen sie|unterzeichnen sie) (?:\w+ ){{0,2}}(?:{_NOW}|schnell|einfach|vor)(?! (?:bescheid|mir bescheid|wenn|was))",
        r"<begin>unterschreibe (?:einfach|jetzt|sofort|schnell)",
        r"<begin>unterschreiben sie (?:einfach|jetzt|sofort|vor|heute|schnell)",
        r"<begin>sage? (?:doch )?einfach ja",
        r"<begin>sagen sie (?:doch )?einfach ja",
        rf"(?:ich|wir) (?:brauche|brauchen|will|wollen|erwarte|erwarten) (?:\w+ ){{0,2}}{YOUR} (?:antwort|entscheidung|zusage|unterschrift|bestätigung|ja) (?:\w+ ){{0,2}}(?:{_NOW}|bis \w+)",
        rf"(?:ich|wir) (?:brauche|brauchen|will|wollen|erwarte|erwarten) (?:{_NOW} )(?:\w+ ){{0,2}}(?:antwort|entscheidung|zusage|unterschrift|ein ja)(?! vo[nm])",
        r"(?:ich|wir) (?:brauche|brauchen|will|wollen) (?:die|eine) (?:antwort|entscheidung|zusage) (?:sofort|jetzt|heute)",
        r"(?:also|muss) (?:\w+ )?schnell entscheiden",
        r"(?:ich will|ich möchte) (?:das |es )?(?:jetzt|sofort) (?:hören|wissen)",
        r"(?:sie haben|du hast|bleiben ihnen|bleiben dir) (?:nur |noch |genau |jetzt ){0,3}(?:\d+|zwei|fünf|zehn|drei|eine) (?:minuten?|sekunden|stunden?)(?: (?:zeit|um|für|,)|<end>)",
        r"ja oder nein ,? ?(?:jetzt|sofort|was jetzt)",
        r"(?:machst|kommst|unterschreibst|zahlst|hilfst) du (?:\w+ ){0,3}oder nicht<end>",
        r"nicht (?:den ganzen tag|ewig|alle zeit der welt|endlos) zeit",
        r"(?:geben sie|gib) mir (?:schnell|jetzt|sofort|einfach|mal eben|kurz) (?:ihre|deine|die|das) (?:\w+nummer|kreditkarte|karten\w*|unterschrift|zusage|passwort|daten|\w*daten)",
        rf"(?:das|es|die \w+|der \w+) (?:muss|müsste) {_NOW} (?:\w+ )?(?:unterschrieben|entschieden|bezahlt|zugesagt|bestätigt)",
        before=r" (?:bis wann|wann|nicht|nichts|niemand) (?:\w+ ){0,3}$|" + REPORTED,
        after=r" (?:\w+ ){0,2}(?:nicht|nichts|keine)(?= )",
    ),
    rule(
        "pressure",
        "chance angebot rabatt preis nur nie wahl aktion gelegenheit aufruf plätze stück exemplare zögern zögere fackeln bleibt übrig deal konditionen"
        " telefonats schnell tisch warteschlange interessenten interessent",
        r"(?:ihre|deine|die|eure|allerletzte|das ist die) letzte (?:chance|gelegenheit|möglichkeit)",
        r"<begin>letzte (?:chance|gelegenheit|warnung)",
        r"letzter aufruf",
        r"(?:angebot|rabatt|preis|aktion|deal|konditionen|aktionspreis|sonderpreis) (?:\w+ )?(?:endet|ist|läuft|gilt|gelten|liegt|verfällt|steht) (?:nur |nur noch |genau |dann |ab |bis ){0,2}(?:heute|morgen|ab|weg|vorbei|mitternacht|in \w+ (?:stunden?|minuten?)|jetzt|bis (?:heute|morgen|mitternacht|zum ende)|nicht mehr lange)",
        r"(?:angebot|rabatt|preis|aktion) (?:\w+ )?(?:gilt|bekommen sie|kriegen sie|kriegst du|gibt es) (?:\w+ )?nur (?:noch )?(?:heute|jetzt|bis|solange|wenn)",
        r"(?:dieses|das|diesen|den) (?:angebot|preis|rabatt) (?:bekommen|bekommst|kriegen|kriegst) (?:sie|du) (?:\w+ )?(?:nie|nicht|nur) (?:wieder|mehr|noch|heute|jetzt)",
        r"(?:morgen|ab morgen|ab montag) (?:ist|kostet|steigt|wird) (?:der preis|das|es|die \w+|das angebot) (?:\w+ ){0,4}(?:höher|mehr|teurer|weg|das doppelte|um)",
        r"<begin>nur (?:noch )?heute(?= (?:$|,))",
        r"jetzt oder nie",
        r"(?:sie haben|du hast|haben sie|hast du) (?:da |doch |gar |ja |eh ){0,2}keine (?:andere )?(?:wahl|alternative)",
        r"bleibt (?:ihnen|dir|euch) (?:\w+ ){0,2}(?:nichts anderes|keine \w*wahl|keine andere \w+|nichts) ?(?:übrig)?",
        r"(?:nur noch|noch genau|bloß noch) (?:\w+ )(?:plätze|stück|exemplare|wohnungen|zimmer|termine|lizenzen) (?:\w+ )?(?:frei|da|übrig|verfügbar)",
        r"(?:andere |weitere |schon |noch )(?:interessenten|kunden|bewerber|käufer) (?:\w+ ){0,4}(?:warten|schlange|anfragen|interessiert|wollen|stehen)",
        r"(?:nicht lange|nicht) (?:mehr )?(?:lange )?(?:zögern|fackeln)",
        r"(?:zögern sie|zögere?) (?:jetzt |bitte )?nicht(?: lange| länger)?(?! ,? ?(?:mich|uns|sich|anzurufen|zu))",
        r"lange? (?:zögern|fackeln)",
        before=r" (?:noch|uns|war|nicht) (?:\w+ )?$|" + REPORTED,
        after=r" ,? ?(?:mich|uns|sich bei|nachzufragen|zu fragen)(?= )",
        asks=None,
    ),
    rule(
        "pressure",
        "wenn falls entweder sonst chef oder ansonsten andernfalls wer",
        rf"(?:wenn|falls|sofern|solange) (?:sie|du|ihr) (?:[\w]+ ){{0,4}}nicht (?:[\w]+ ){{0,3}}(?:unterschreiben|unterschreibst|antworten|antwortest|kaufen|zahlen|zahlst|zusagen|zusagst|zustimmen|zustimmst|mitmachst|mitmachen|bestätigen|reagieren|liefern|lieferst)"
        rf"(?: ,? ?{_LOSS})?",
        rf"(?:wenn|falls) (?:ich|wir) (?:[\w]+ ){{0,5}}(?:nichts|keine|nicht) (?:[\w]+ ){{0,3}}(?:höre|hören|bekomme|bekommen|habe|haben|kriege|kriegen) ,? ?{_LOSS} (?:ich|wir|das|der|die|es|ihr)",
        r"(?:wenn|falls) (?:sie|du) (?:jetzt |heute |uns )?(?:kündigen|kündigst|gehen|gehst|absagen|absagst|ablehnen|ablehnst|nein sagen|nein sagst|auflegen|aussteigst) ,? ?(?:dann )?(?:verlieren|verlierst|werden sie|wirst du|war es das|ist (?:alles|das|es)|kriegst du|bekommen sie (?:nie|keine)|muss ich|sind sie)",
        r"(?:nur|kann ich|können wir) (?:\w+ ){0,5}, wenn (?:sie|du) (?:jetzt|sofort|heute|gleich|noch heute) (?:\w+ )?(?:zusagen|zusagst|unterschreiben|unterschreibst|zahlen|zahlst|kaufen|bestellen|zuschlagen|buchen|ja sagen|ja sagst|bestätigen)",
        r"entweder (?:sie|du|wir|ihr) (?:\w+ ){1,6}oder (?:wir|ich|gar nicht|sie|du|das|es|nie)",
        r"(?:sonst|ansonsten|andernfalls|oder) (?:ist es zu spät|ist (?:es|das|alles|der \w+|die \w+|das \w+) (?:\w+ )?(?:weg|vorbei|zu spät|geplatzt)|war es das|sehe ich (?:mich )?|muss ich (?:das |dich |sie )?(?:melden|dem chef|der \w+leitung)|melde ich|kündige ich|kündigen wir|sperre ich|sperren wir|passiert (?:etwas|was)|gibt es (?:ärger|konsequenzen))",
        r"(?:das hat|das wird|gibt es) (?:\w+ )?(?:konsequenzen|folgen)(?! für (?:uns|mich))",
        r"chefin? wird (?:\w+ )?(?:sauer|böse|wütend)",
        r"wenn (?:dir|ihnen) (?:\w+ ){1,5}wichtig (?:wäre|ist|wären|sind) ,? ?(?:dann )?(?:würdest|würden|machst|machen|unterschreib\w*|kommst|\w*)",
        r"wer (?:jetzt|heute|da) nicht (?:\w+ ){0,2}(?:zugreift|mitmacht|zuschlägt|unterschreibt|handelt|entscheidet|kauft)",
        r"(?:wenn du|wenn sie) (?:ein |wirklich |ein echter |echt )(?:\w+ ){0,3}(?:wärst|wären|hättest|wolltest|wollen|willst|ernst meinst|ernst meinen)",
        before=REPORTED,
        after=r" (?:\w+ )?(?:passiert nichts|kein problem|nicht schlimm|macht nichts)|[\w ,]{0,40}(?:nicht schlimm|kein problem|macht nichts|passiert nichts)",
    ),
    rule(
        "pressure",
        "verrückt dumm blöd anderen beeilen beeile worauf lange zeit bereuen nach konkurrenz uhr tick tack ruck zier los bald profi hängen enttäusche enttäuschen"
        " schuldest schulden eingesetzt warten wartet vor geduld letztes denk denke willst einzige einziger gas trödel trödeln zack hopp alle",
        r"(?:sie wären|du wärst|wären sie|wärst du) (?:ja |doch |schön |schon )*(?:verrückt|dumm|blöd|bescheuert|wahnsinnig)",
        r"alle (?:anderen|übrigen|kollegen) (?:\w+ ){0,2}(?:schon |längst |bereits )?(?:unterschrieben|zugesagt|zugestimmt|ja gesagt|mitgemacht|gekauft|entschieden|dabei|machen mit|machen es)",
        r"(?:sie sind|du bist) (?:\w+ )?(?:der|die) (?:einzige|letzte) ,? ?(?:der|die) (?:noch|nicht|sich|dagegen)",
        r"alle (?:warten|zählen|schauen) (?:nur |jetzt |bloß )*auf (?:dich|sie)",
        r"(?:beeilen sie sich|beeile dich)(?! (?:\w+ )?nicht)",
        r"<begin>(?:gib|mache?|geben sie) (?:mal |jetzt |endlich )?gas",
        r"(?:trödeln sie|trödel|trödle) (?:\w+ )?nicht",
        r"worauf (?:warten sie|wartest du)(?: noch| denn)?(?! genau)",
        r"(?:denken sie|denke?|überlegen sie|überleg) (?:\w+ )?nicht (?:so |zu )lange",
        r"die (?:zeit|uhr) (?:läuft|tickt)(?: ab| langsam ab)?<end>",
        r"(?:ihnen|dir|uns) läuft die zeit (?:davon|weg)",
        r"(?:die )?uhr tickt",
        r"tick ,? ?tack",
        r"(?:zwei|fünf|kurz) vor zwölf",
        r"(?:das |es )?(?:werden sie|wirst du) (?:es |das |noch |später |mal ){0,2}bereuen",
        r"nach all?em ,? ?was (?:ich|wir)",
        rf"{YOUR} konkurrenz (?:\w+ ){{0,4}}(?:schon|längst|bereits|nicht|schläft|freut|überholt)",
        r"(?:einen|dir einen|sich einen) ruck",
        r"zier dich (?:\w+ )?nicht",
        r"wird es (?:endlich |jetzt |heute noch |mal )?(?:bald|was|noch was)<end>",
        r"<begin>(?:na los|los jetzt|los komm|los komme|hopp hopp|zack zack|hopp|zack)(?= [,$])",
        r"(?:ein )?(?:echter|guter|richtiger|wahrer) (?:\w+ ){1,2}(?:würde|hätte|macht|zögert|hilft|springt)",
        r"(?:lass|lassen sie) (?:mich|uns|das team) (?:jetzt |bloß |bitte |nicht ){0,2}(?:nicht )?(?:hängen|im stich)",
        r"enttäusche[n]? (?:sie )?(?:mich|uns) (?:\w+ )?nicht",
        r"(?:du schuldest|sie schulden) (?:mir|uns) (?:das|was|etwas|einen gefallen|den gefallen|noch (?:was|etwas|einen gefallen))",
        r"(?:ich|wir) (?:habe|haben) (?:mich |uns )?(?:so viel |schon )?(?:für dich|für sie) (?:\w+ ){0,3}(?:eingesetzt|getan|aus dem fenster \w+)(?: ,|<end>)",
        r"(?:willst du|du willst|sie wollen|wollen sie) (?:doch |ja )?(?:wohl )?nicht ,? ?dass (?:\w+ ){0,3}(?:chef|chefin|kollegen|team|leitung|jemand|alle|kunde|familie)",
        r"(?:meine )?geduld (?:ist|hat) (?:\w+ ){0,2}(?:ende|grenzen|erschöpft|am ende)",
        r"unterschrift (?:darunter|drunter)",
        before=REPORTED + r"| (?:nicht zu|kein) $",
        after=r" (?:gefunden|nicht nötig)",
    ),
)
RULES = (*JARGON, *OVERPROMISE, *PRESSURE)
