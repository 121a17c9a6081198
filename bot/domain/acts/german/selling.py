"""How jargon, overpromise and pressure show in German."""

from __future__ import annotations

from bot.domain.acts.german.guards import NEGATED, REPORTED, UNREAL, YOU, YOUR, rule
from bot.domain.acts.german.spelling import fold

_ACRONYMS = (
    "sla slas rma rmas kpi kpis okr okrs p1 p2 p3 l1 l2 l3 sku skus crm erp wms itsm cmdb api apis sso mfa idp"
    " dns ttl kyc ldap csat nps fcr bpo mrr arr awb edi rca saml oauth aht ivr mvp etl cname smtp imap roi tco"
    " sdk vlan dhcp mtu capa mttr rto rpo rfp ltv cac gtm ebitda capex opex fte uat tls ssh cdn iam dlp poc smb"
    " cob eod eta psp tom avv prap stb bdsg hgb bgb vob saas paas iaas b2b b2c usp cta kvp bwa rlb dpma voip sip"
    " pbx gpo acl json xml cronjob nslookup ssid bgb aml sepa siem soc wfm acd pim dms"
    " zpo bap ltb swot raci mql sqls bant cpo cpa cpc okrs pmo fyi ootb tbd tbc"
)
_TERMS = (
    "backend frontend middleware firmware bootloader failover jira servicenow chargeback synergien stakeholder"
    " stakeholdern stakeholders deliverable deliverables learning learnings bandwidth incident incidents"
    " linehaul backlog runbook rollback rollout payload kanban scrum upsell upselling churn funnel pricing"
    " touchpoint touchpoints webhook triage hotfix bugfix keystore buyin commitment alignment whitelist blacklist"
    " deployment deployments freeze codefreeze postmortem churnprevention workaround workarounds endpoint endpoints throttling timeout sprintplanning refinement retro"
    " mandatsreferenz remittance onboarding offboarding assignee escalation cluster clusters provisionierung"
    " leadtime roadmap proxy reverseproxy gateway patchday changelog repository repo branch"
    " businesscase usecase usecases framework benchmark benchmarks takeaways takeaway painpoints"
    " allokiert allokation forecast pipeline leads conversion workstream quickwin quickwins lowhanging inkasso"
    " dunkelverarbeitung bestandskundenmanagement regressieren deckungsprüfung obliegenheit"
    " stornoquote avis avisiert konnossement frachtführer cutoff crossdock kommissionierung hub"
    " debitor debitoren kreditor kreditoren abgrenzung delkredere valuta valutierung dunning"
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
    r" (?:wort|wie|bedeutet|nennen|jargon|heißt|abkürzungen?|begriff|was ist|was sind|was genau ist|meinen sie mit"
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
_SURELY = r"(?:100%|100 prozent|hundertprozentig|zu 100%|zu (?:hundert|tausend|100|1000) prozent|hundert pro|definitiv|garantiert|auf jeden fall|ganz sicher|todsicher|mit (?:absoluter )?sicherheit|in jedem fall|bombensicher)"
OVERPROMISE = (
    rule(
        "overpromise",
        "garantiere garantieren garantiert verspreche versprechen versprochen schwöre schwören wort versichere"
        " versichern verbürge hand ehrenwort",
        r"(?:ich|wir) garantieren? (?!nicht|nichts|keine)(?:\w+)",
        r"(?:das|es|dafür) garantiere ich",
        r"(?:ich|wir) (?:verspreche|versprechen|versichere|versichern|kann (?:(?!nicht|nichts|nie|leider)\w+ )?(?:versichern|versprechen|garantieren)) (?:\w+ )?(?:, )?(?:dass )?(?:hoch und heilig )?(?:es|das|sie"
        r"|du|ihr|der|die|alles|so etwas|nie|ihre? \w+|deine? \w+)",
        r"(?:das|es) (?:verspreche|garantiere|schwöre) (?:ich|wir)",
        r"(?:(?<=, )|^ )versprochen(?= (?:$|,))",
        r"(?:ich|wir) schwören? (?!auf)\w+",
        r"(?:gebe|geben) (?:ich |wir )?(?:ihnen|dir|euch) (?:darauf )?(?:mein|unser) (?:ehren)?wort",
        r"(?:sie haben|du hast) (?:da |hiermit )?(?:mein|unser) (?:ehren)?wort",
        r"(?:verbürge|verbürgen) (?:ich|wir) (?:mich|uns)",
        r"hand aufs herz , (?:sie|du|das|es|die|der) (?:werden|wird|wirst|bekommen|kommt|klappt)",
        r"großes ehrenwort",
        r"(?:passiert|wird|werden|sparst|sparen|klappt|kommt|funktioniert|bekommen|bekommst|kriegst|kriegen|läuft|ist|sind|hast|haben|geht) (?:\w+ ){0,4}garantiert(?! (?:nicht|kein|keine|ein|eine|unser|ihr|teuer))",
        r"(?:(?<=, )|^ )garantiert(?= (?:$|,))",
        rf"(?:kommt|ist|wird|{YOU}) garantiert",
        before=NEGATED
        + "|"
        + REPORTED
        + "|"
        + UNREAL
        + r"|(?:^|,) (?:ok |gut |also |na )*(?:ich|wir) (?!schaff|krieg|bekomm|hol)(?:\w+ ){1,12}, $|(?:^|,) \w+ \w+ (?:ich|wir) (?:\w+ ){0,8}, $",
        after=r" (?:, )?(?:dass ich|dass wir|ich|mein bestes|aber|nur|nichts|nicht, dass)(?= )| (?:\w+ ){0,6}(?:zu \w+n|\w+zu\w+n)(?= )",
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
        after=r" (?:ausgeschlossen|nicht)",
        asks=False,
    ),
    rule(
        "overpromise",
        "nie immer alle alles jede jeden jedes risiko schiefgehen vertrauen vertrau perfekt sicher ausgeschlossen verlass verlassen sorgen sorge"
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
        r"(?:überhaupt kein|null|kein|keinerlei|gar kein|ohne jedes) risiko",
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
        r"(?:bleibt (?:ihnen|dir|euch)|(?:ihnen|dir|euch) bleibt) (?:\w+ ){0,2}(?:nichts anderes|keine \w*wahl|keine andere \w+|nichts) ?(?:übrig)?",
        r"(?:nur noch|noch genau|bloß noch) (?:\w+ )(?:plätze|stück|exemplare|wohnungen|zimmer|termine|lizenzen) (?:\w+ )?(?:frei|da|übrig|verfügbar)",
        r"(?:andere |weitere |schon |noch )(?:interessenten|kunden|bewerber|käufer) (?:\w+ ){0,4}(?:warten|schlange|anfragen|interessiert|wollen|stehen)",
        r"so ein (?:angebot|preis|deal|eine chance) (?:bekommen|bekommst|kriegen|kriegst|gibt|kommt|finden|findest) (?:\w+ ){0,3}(?:nie wieder|nicht (?:noch einmal|nochmal|wieder)|so schnell nicht)",
        r"(?:heute|morgen) ist (?:der|ihr|dein) letzter? tag",
        r"(?:nicht lange|nicht) (?:mehr )?(?:lange )?(?:zögern|fackeln)",
        r"(?:zögern sie|zögere?) (?:jetzt |bitte )?nicht(?: lange| länger)?(?! ,? ?(?:mich|uns|sich|anzurufen|zu))",
        r"lange? (?:zögern|fackeln)",
        before=r" (?:noch|uns|war|nicht) (?:\w+ )?$|" + REPORTED,
        after=r" ,? ?(?:mich|uns|sich bei|nachzufragen|zu fragen)(?= )",
        asks=None,
    ),
    rule(
        "pressure",
        "wenn falls entweder sonst chef oder ansonsten andernfalls wer zwar bevor solange",
        rf"(?:wenn|falls|sofern|solange) (?:sie|du|ihr) (?:[\w]+ ){{0,4}}nicht (?:[\w]+ ){{0,3}}(?:unterschreiben|unterschreibst|antworten|antwortest|kaufen|zahlen|zahlst|zusagen|zusagst|zustimmen|zustimmst|mitmachst|mitmachen|bestätigen|reagieren|liefern|lieferst)"
        rf"(?: ,? ?{_LOSS})?",
        rf"(?:wenn|falls) (?:ich|wir) (?:[\w]+ ){{0,5}}(?:nichts|keine|nicht) (?:[\w]+ ){{0,3}}(?:höre|hören|bekomme|bekommen|habe|haben|kriege|kriegen) ,? ?{_LOSS} (?:ich|wir|das|der|die|es|ihr)",
        r"(?:wenn|falls) (?:sie|du) (?:jetzt |heute |uns )?(?:kündigen|kündigst|gehen|gehst|absagen|absagst|ablehnen|ablehnst|nein sagen|nein sagst|auflegen|aussteigst) ,? ?(?:dann )?(?:verlieren|verlierst|werden sie|wirst du|war es das|ist (?:alles|das|es)|kriegst du|bekommen sie (?:nie|keine)|muss ich|sind sie)",
        r"(?:nur|kann ich|können wir) (?:\w+ ){0,5}, wenn (?:sie|du) (?:jetzt|sofort|heute|gleich|noch heute) (?:\w+ )?(?:zusagen|zusagst|unterschreiben|unterschreibst|zahlen|zahlst|kaufen|bestellen|zuschlagen|buchen|ja sagen|ja sagst|bestätigen)",
        r"entweder (?:sie|du|wir|ihr) (?:\w+ ){1,6}oder (?:wir|ich|gar nicht|sie|du|das|es|nie)",
        r"(?:sonst|ansonsten|andernfalls|oder) (?:ist es zu spät|ist (?:es|das|alles|der \w+|die \w+|das \w+) (?:\w+ )?(?:weg|vorbei|zu spät|geplatzt)|war es das|sehe ich (?:mich )?|muss ich (?:das |dich |sie )?(?:melden|dem chef|der \w+leitung)|melde ich|kündige ich|kündigen wir|sperre ich|sperren wir|passiert (?:etwas|was)|gibt es (?:ärger|konsequenzen))",
        r"(?:bist du|sind sie) (?:dann )?(?:raus|draußen|weg vom fenster|den job los|nicht mehr dabei)<end>",
        r"und zwar (?:sofort|jetzt|heute|noch heute|gleich|dalli|auf der stelle)",
        r"(?:geht|gebe ich|landet|übergebe ich|übergeben wir) (?:das |es |der fall |die sache |ihr konto )?(?:\w+ )?(?:an (?:den|unseren|meinen) anwalt|(?:ans|an das|beim) inkasso\w*|an die schufa|vor gericht)",
        r"(?:bevor|ehe) es zu spät ist",
        r"solange der vorrat reicht",
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
        " schuldest schulden eingesetzt warten wartet vor geduld letztes denk denke willst einzige einziger gas trödel trödeln zack hopp alle dalli nein karriere probezeit beförderung eindruck überlege überleg überlegen merke drei lässt außer wert letztes bestehe bleibe",
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
        r"(?:du lässt|lässt du|sie lassen) (?:mich|uns|das team|alle|die kollegen) (?:\w+ ){0,2}(?:hängen|im stich|sitzen)",
        r"alle (?:\w+ ){0,2}(?:haben|sind|machen|ziehen) (?:\w+ ){0,4}, ?(?:nur|bloß|außer) (?:du|sie|dir|ihnen)",
        r"(?:denke?|denken sie) (?:mal |doch )?an (?:deine|ihre) (?:karriere|probezeit|beförderung|zukunft|familie|stelle)",
        r"(?:mein|unser) letztes (?:angebot|wort)",
        r"(?:überlege|überleg|überlegen sie) (?:dir|sich) (?:das )?(?:gut|genau|sehr gut) ,? ?(?:ob|was|wem)",
        r"ein nein (?:akzeptiere|lasse|gilt|kommt|nehme|höre)",
        r"(?:ich|wir) (?:gehe|gehen|lege|legen|bleibe|bleiben) (?:\w+ ){0,3}(?:nicht )?(?:weg|auf|so lange|hier)? ?,? ?(?:bis|bevor|ehe) (?:sie|du) (?:\w+ ){0,4}(?:unterschr\w+|zusag\w+|zugesagt|ja sag\w*|zustimm\w+)",
        r"(?:ich zähle bis drei|dalli|das merke ich mir)",
        r"unterschrift (?:darunter|drunter)",
        before=REPORTED + r"| (?:nicht zu|kein) $",
        after=r" (?:gefunden|nicht nötig)",
    ),
    rule(
        "pressure",
        "wenn sie du haben brauche ohne preis chance außer warten los mache schuldig wollen willst stunde minuten heute unterschreib unterschreibe jetzt",
        r"wenn (?:du|sie) (?:jetzt |heute |da )?(?:nein sagst|nein sagen|gehst|gehen|ablehnst|ablehnen|absagst|absagen|auflegst|auflegen) ,? ?(?:dann )?(?:brauchst|brauchen|musst|müssen|kannst|können|bist|sind|wars|war)",
        r"(?:sie haben|du hast) (?:nur |genau |jetzt |nur noch |genau noch |jetzt noch ){1,2}(?:\w+ )(?:minuten?|sekunden|stunden?)<end>",
        r"ohne (?:deine|ihre) (?:unterschrift|zusage|zustimmung|stimme|hilfe) (?:\w+ ){0,4}(?:keinen?|nicht|nichts|verlieren|platzt|scheitert|geplatzt)",
        r"der preis (?:steigt|erhöht sich|verdoppelt sich) (?:\w+ ){0,1}(?:morgen|heute|um mitternacht)",
        r"nur noch heute (?:zum|für|gibt|bekommen)",
        r"(?:ihre|deine) (?:einzige|einmalige|letzte) (?:chance|gelegenheit|möglichkeit)",
        r"alle (?:außer|bis auf) (?:dir|ihnen) (?:haben|sind|machen)",
        r"(?:wir|ich) (?:können|kann|werde|werden) nicht (?:länger|ewig|mehr lange|noch länger) (?:auf (?:sie|dich) )?warten",
        r"(?:ich|wir) (?:brauche|brauchen|will|erwarte) (?:jetzt |sofort |heute |endlich ){1,2}(?:ein (?:klares )?ja|(?:deine|ihre) (?:antwort|entscheidung|zusage|unterschrift))",
        r"(?:wenn|falls) (?:ich|wir) (?:[\w]+ ){0,4}(?:kein|keine|keinen|nichts) (?:[\w]+ ){0,3}(?:sehe|sehen|höre|hören|bekomme|bekommen|habe|kriege) ,? ?(?:schalte|schalten|rufe|gehe|gehen|kündige|sperre|melde|übergebe|muss)",
        r"(?:wollen sie|willst du) (?:wirklich|etwa|tatsächlich) ,? ?dass (?:\w+ ){0,7}(?:leidet|leiden|scheitert|platzt|verliert|verlieren|erfährt)",
        r"(?:bist du|sind sie|du bist es|sie sind es) (?:es )?(?:mir|uns) (?:\w+ )?schuldig",
        r"<begin>(?:los|komm|komme|na los|na komm|na komme)? ?,? ?(?:jetzt )?(?:mache|unterschreibe?|unterschreib|sage) (?:jetzt |endlich |es )*schon<end>",
        before=REPORTED + r"| nicht <2>$",
        after=r" ,? ?(?:kein problem|macht nichts|nicht schlimm)",
        asks=None,
    ),
)
RULES = (*JARGON, *OVERPROMISE, *PRESSURE)
