"""What stands around an act in German and undoes it; the words a clause may begin with."""

from __future__ import annotations

from bot.domain.acts.german.spelling import fold
from bot.domain.acts.rules import maker

SMALL_WORDS = (
    "ok|so|und|aber|oder|hm|hmm|na|naja|ja|nein|also|dann|denn|nun|jetzt|bitte|ach|ah|oh|je|hi|hey|hallo"
    "|servus|moin|sorry|danke|gut|super|schaue|zuerst|weil|vielleicht|klar|da|doch|mal|zuerst einmal|nur"
    "|ehrlich|eben|verstehe|sehe|tja|puh|mensch|moment|wissen sie|frau \\w+|herr \\w+"
)
rule = maker(SMALL_WORDS, fold)

_OTHERS = (
    r"(?:er|sie|man|wer|es|jemand|niemand|leute|(?:\w+ )?(?:chefin|chef|kollegin|kollege|kollegen|kundin"
    r"|kunde|kunden|fahrer|monteur|mail|nachricht|brief|mahnung|vertrag|agb|portal|freundin|freund|frau"
    r"|mann|mutter|vater|nachbarin|nachbar|jana|herr \w+|frau \w+))"
)
_SAID = (
    r"(?:sagte|sagten|fragte|fragten|schrieb|schrieben|meinte|meinten|versprach|behauptete|behauptet"
    r"|erzählte|dachte|stand|steht|hieß|sagt|fragt|schreibt|meint|glaubt|denkt"
    r"|(?:hat|haben|hatte|hast) (?:\w+ ){0,2}(?:gesagt|gefragt|geschrieben|gemeint|behauptet|versprochen"
    r"|erzählt))"
)
REPORTED = (
    rf" (?:{_OTHERS} {_SAID}|{_SAID} {_OTHERS}|du sagtest|angeblich|laut \w+) ,? ?(?:\w+ ){{0,4}}$"
)
"""Before a match: somebody else's words, not the writer's."""
UNREAL = r" (?:wenn|falls|sofern|ob|würde|würden|wäre|wären|hätte|hätten) (?:\w+ ){0,7}$"
NEGATED = r" (?:nicht|nie|kein|keine|keinen|keiner|keinerlei|ohne|niemand|nichts|weder|kaum) (?:\w+ ){0,2}$"
_HELP = (
    r"(?:helfe|helfen|kümmere|kümmern|rufe|schicke|schicken|frage|verbinde|suche|suchen|stelle|tausche|tauschen"
    r"|zeige|hole|holen|schaue|schauen|mache|machen|bin da|kläre|klären|finde|finden|bringe|komme|begleite)"
)
HELPED = (
    rf"[\w ,;:]*[,;:] (?:(?:und|aber|dann|heute|morgen|jetzt|trotzdem|doch) ){{0,2}}(?:(?:ich|wir) {_HELP}"
    rf"|{_HELP} (?:ich|wir))(?= (?!nicht|nichts|kein))"
)
"""After a match: the sentence goes on with what the writer does about it."""
YOU = r"(?:sie|du|ihr)"
TO_YOU = r"(?:ihnen|dir|euch)"
YOUR = r"(?:ihre?[nmrs]?|deine?[nmrs]?|eure?[nmrs]?|euer)"
HAVE = r"(?:haben|hast|habt)"
_WEEKDAY = r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)"
_PART = r"(?:früh|morgen|vormittag|mittag|nachmittag|abend|nacht)"
DAY = rf"(?:{_WEEKDAY}(?:s|{_PART})?(?: {_PART})?)"
_HOUR = (
    r"(?:\d\S*|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|halb \w+|viertel \w+"
    r"|mittag|mitternacht|feierabend)"
)
_SPAN = r"(?:sekunden?|minuten?|stunden?|tag|tage|tagen|wochen?|monats?|quartals?|jahres?|moment|viertelstunde)"
MONTHS = "januar jänner februar feber märz april mai juni juli august september oktober november dezember"
WHEN = (
    rf"(?:(?:noch )?heute(?: noch)?(?: {_PART})?|(?:über)?morgen(?: {_PART})?|jetzt(?: gleich)?|sofort|gleich"
    r"|umgehend|unverzüglich|sogleich|ab (?:sofort|jetzt)|künftig|in zukunft|nächstes mal|das nächste mal"
    rf"|(?:am |bis |ab |diesen |kommenden |nächsten |spätestens |zum |bis zum |bis spätestens |gleich am )?{DAY}"
    rf"|(?:bis|um|vor|ab|gegen|spätestens|nach|zwischen|bis spätestens|spätestens um|so um|bis um) {_HOUR}(?! (?:stunden|minuten|tagen|wochen|jahren|mal))"
    r"|bis (?:spätestens )?(?:zum \w+|heute|morgen|übermorgen|ende|in)|vor dem \w+|nach (?:dem|der|unserem) \w+"
    rf"|(?:in|binnen|innerhalb(?: von)?) (?:\w+ ){{0,3}}{_SPAN}|innerhalb|im laufe \w+"
    rf"|(?:diese|nächste|kommende|jede) (?:woche|stunde)|(?:zum|per|bis|am) (?:ende )?(?:des )?monats?(?:ende)?"
    rf"|(?:am|in der|noch am) (?:{_PART}|gleichen tag|selben tag|früh)|als (?:nächstes|erstes)|zum monatsende"
    rf"|ende (?:der|dieser) woche|(?:zum|am|bis|bis zum) \d\S*(?: ,? ?(?:{MONTHS.replace(' ', '|')}))?)"
)
"""When something happens: "heute noch", "am Mittwoch um neun", "in der nächsten Stunde"."""
