"""How a concrete next step shows in German: who does what, or by when."""

from __future__ import annotations

from bot.domain.acts.german.guards import REPORTED, WHEN, rule

_DO = (
    r"(?:rufe|rufen|schicke|schicken|sende|senden|erstatte|erstatten|buche|buchen|bestelle|bestellen|frage"
    r"|fragen|verbinde|verbinden|prüfe|prüfen|schreibe|schreiben|entsperre|entsperren|verschiebe|verschieben"
    r"|hole|holen|leite|leiten|kündige|kündigen|setze|setzen|stelle|stellen|maile|mailen|rede|reden|spreche"
    r"|ändere|ändern|storniere|stornieren|tausche|tauschen|liefere|liefern|öffne|öffnen|lege|legen|reserviere"
    r"|repariere|trage|übertrage|korrigiere|korrigieren|gebe|bringe|bringen|nehme|sperre)"
)
_VAGUE = r"(?:melde|melden|kümmere|kümmern|schaue|schauen|mache|machen|sage|bin|kläre|klären)"
_NOT = r"(?!nicht|nie|kein|keine|keinen|etwas|das nicht|weiter|sicher|fest)"
_MAYBE = r" (?:wenn|falls|ob|vielleicht|eventuell|dass|würde|weil|als) (?:\w+ ){0,6}$|" + REPORTED

NEXT_STEP = (
    rule(
        "next_step",
        "ich wir",
        rf"(?:ich|wir) {_DO} {_NOT}(?:\w+ ){{0,9}}?{WHEN}",
        rf"(?:und )?(?:schicke|sende|maile|rufe) (?:es |das |sie )?(?:ihnen|dir|sie|dich|euch) {WHEN}",
        rf"{WHEN} (?:{_DO}|{_VAGUE}) (?:ich|wir) {_NOT}\w+",
        rf"(?:ich|wir) {_VAGUE} (?:mich |uns |das |es ){{0,2}}(?:\w+ ){{0,4}}?{WHEN}",
        rf"(?:ich|wir) {_DO} (?:ihnen|dir|euch|ihre|deine|ihr|dein|den|die|das backup|einen|eine|für) {_NOT}\w+",
        r"(?:ich|wir) (?:werde|werden|kann|könnte|können) (?:ihnen|dir|euch|sie|dich) (?:(?!nicht|keine)\w+ ){0,6}(?:mailen"
        r"|schicken|senden|anrufen|erstatten|buchen|bestellen|schreiben)",
        before=_MAYBE,
        after=r" (?:\w+ ){0,6}(?:nicht|keinen|wenn ich könnte|keine)(?= )",
        asks=False,
    ),
    rule(
        "next_step",
        "sie du wir techniker kurier kollege kollegin hören",
        rf"(?:sie|du) (?:haben|hast|bekommen|bekommst|erhalten|erhältst|hören|hörst) (?:\w+ ){{0,5}}{WHEN}"
        r"(?: (?:\w+ ){1,5})?(?:auf dem konto|von mir|von uns|auf ihrem konto)?",
        rf"{WHEN} (?:uhr )?(?:hören sie|hörst du|bekommen sie|haben sie|hast du|bekommst du) \w+",
        rf"(?:techniker|kurier|fahrer|kollege|kollegin) (?:\w+ )?(?:kommt|ruft|meldet|bringt) (?:\w+ ){{0,4}}?"
        rf"{WHEN}",
        rf"(?:lass uns|wollen wir uns|wollen wir|sollen wir uns) (?:\w+ ){{0,3}}?{WHEN} (?:\w+ ){{0,5}}\w+",
        before=_MAYBE + r"| gesagt (?:\w+ ){0,2}$| dass (?:\w+ ){0,4}$",
        asks=None,
        after=r" (?:\w+ ){0,5}(?:brauchen|hause|nicht)(?= )",
    ),
    rule(
        "next_step",
        "schicken senden geben schick",
        rf"(?:können sie|könnten sie|kannst du|könntest du|bitte) (?:mir |uns |bitte ){{0,2}}(?:\w+ ){{0,3}}?"
        rf"{WHEN} (?:\w+ ){{0,6}}(?:schicken|senden|geben)",
        before=REPORTED,
    ),
)
RULES = NEXT_STEP
