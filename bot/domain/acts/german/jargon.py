"""The jargon of offices, IT, law and selling in German."""

from __future__ import annotations

from bot.domain.acts.german.guards import REPORTED, rule
from bot.domain.acts.german.spelling import fold

_ACRONYMS = (
    "sla slas rma rmas kpi kpis okr okrs sku skus crm erp wms itsm cmdb api apis sso mfa idp"
    " dns ttl kyc ldap csat nps fcr bpo mrr arr awb edi rca saml oauth aht ivr mvp etl cname smtp imap roi tco"
    " sdk vlan dhcp mtu capa mttr rto rpo rfp ltv cac gtm ebitda prap stb capex opex fte tls ssh cdn iam dlp poc smb"
    " avv bdsg hgb bgb vob saas paas iaas b2b b2c usp cta kvp bwa rlb dpma sip"
    " pbx gpo acl json xml cronjob nslookup ssid bgb aml siem wfm dms"
    " zpo ltb swot raci mql sqls bant cpo cpa cpc okrs pmo fyi ootb tbd tbc"
)
_TERMS = (
    "backend frontend middleware bootloader failover jira servicenow chargeback synergien stakeholder"
    " stakeholdern stakeholders deliverable deliverables learning learnings bandwidth incident incidents"
    " linehaul backlog runbook rollback rollout payload scrum upsell upselling churn funnel pricing"
    " touchpoint touchpoints webhook triage hotfix bugfix keystore buyin commitment alignment whitelist blacklist"
    " deployment deployments codefreeze postmortem churnprevention workaround workarounds endpoint endpoints throttling timeout sprintplanning refinement"
    " mandatsreferenz remittance onboarding offboarding assignee escalation cluster clusters provisionierung"
    " leadtime roadmap proxy reverseproxy patchday changelog repository repo"
    " businesscase usecase usecases framework takeaways takeaway painpoints"
    " allokiert allokation conversion workstream quickwin quickwins lowhanging"
    " dunkelverarbeitung bestandskundenmanagement regressieren deckungsprüfung obliegenheit"
    " stornoquote konnossement frachtführer cutoff crossdock kommissionierung"
    " debitor debitoren kreditor kreditoren delkredere valuta valutierung dunning"
)
_ROOTS = (
    "align committ challeng deploy track sync synch cluster onboard escalat whitelist provisionier"
    " allokier operationalisier skalier refactor debugg committ leverag monetarisier"
    " forwarden downgrad upgrad rollout migrier instanziier authentifizier iterier"
    " fakturier valutier parametrisier"
)
_FORMS = tuple("en t et st te ten ed".split())  # noqa: SIM905


def _inflected(roots: str) -> str:
    """The verbs of the trade in the forms they are used in: "alignen", "committed", "getrackt"."""
    known = roots.split()
    plain = [root + ending for root in known for ending in _FORMS]
    return " ".join(plain + [f"ge{root}{ending}" for root in known for ending in ("t", "ed", "et")])


_ALL = fold(f"{_ACRONYMS} {_TERMS} {_inflected(_ROOTS)}")
_EXPLAINED = (
    r" (?:nennen wir|nennt man|nennt sich|steht für|meine ich|meinen wir|ist (?:der|die|das|unsere?|eine?) \w+)"
    r"| (?:[\w]+ ){0,3}, (?:also|das heißt|sprich|nämlich) | (?:[\w]+ )?,? ?(?:das ist|das sind|das heißt|also|bedeutet|heißt|sprich|nämlich|d h|zu deutsch|ist der name für"
    r"|ist (?:eine|ein) (?:art|nummer|wort)|: (?:wir|das)|, (?:die|der|das|unsere[nrs]?|ihre?) )(?= |\w)"
)
_NAMED = (
    r" (?:sagt|ist|sind) (?:ihnen|dir|euch) (?:das |der |die |eine? )?$| nicht $"
    r"| (?:was|ob|wovon) (?:ein|eine|einen|der|die|das) $| welche[rs]? $| (?:auf|zu) deutsch (?:.*)$"
    r"| (?:sprach|redete|gefaselt|erzählte|etwas|was) von (?:einem |einer |dem |der )?$"
    r"| (?:wort|wie|bedeutet|nennen|nennt sich|nennt man|jargon|heißt|abkürzungen?|begriff|was ist|was sind|was genau ist|meinen sie mit"
    r"|meinst du mit|statt|ohne) (?:das |der |die |eine |einen |ein |denn |wie |den ){0,2}$"
)
RULES = (
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
        " case ticket asset memory action items call loop p1 p2 p3 hub cob eod psp eskalieren eskaliere priorisieren reason token paragraph mid"
        " c sprint to on in head blocker go live state pull push",
        r"(?:second|first|third|2nd|1st|3rd|\d (?:nd|st|rd)) level",
        r"(?:im|vom|am) hub(?! (?:vo[nm]|des|der|in|\w+hafen))",
        r"p[123] (?:incident|ticket|fall|störung|vorfall|case)",
        r"bis (?:cob|eod)",
        r"beim psp",
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
