"""What no persona says in German."""

from __future__ import annotations

from itertools import product

from bot.domain.guarding.phrasebook import Phrases

_AM = ("ich bin", "ich bin nur", "ich bin doch nur", "ich bin ja nur", "bin ich nur")
_SHOULD = ("sie hätten", "du hättest", "sie sollten", "du solltest", "sie könnten", "du könntest")
_GOOD = ("gute", "guter", "gutes", "tolle", "toller", "schöne", "hervorragende", "hervorragender")


def _spelled(*texts: str) -> tuple[str, ...]:
    """With umlauts, and without."""
    plain = (text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue") for text in texts)
    return tuple(dict.fromkeys((*texts, *plain)))


OUT_OF_ROLE = (
    Phrases(
        after=_AM,
        say=(
            "ein sprachmodell", "ein großes sprachmodell", "ein ki-modell", "ein ki-sprachmodell",
            "ein ki-assistent", "ein ki-system", "eine künstliche intelligenz", "eine ki,", "eine ki.",
            "eine ki!", "eine ki und", "eine ki-gestützte", "kein echter kunde", "keine echte kundin",
        ),
    ),
    Phrases(after=_AM, say=("ein chatbot",), unless="chatbot"),
    Phrases(after=_AM, say=("ein virtueller assistent",), unless="assistent"),
    Phrases(
        after=("als",),
        say=(
            "sprachmodell", "ki-modell", "ki-sprachmodell", "ki-assistent", "ki-system",
            "künstliche intelligenz", "ki,", "ki kann", "ki habe", "ki bin", "ki darf", "ki verfüge",
            "ki ist es", "ki muss",
        ),
    ),
    *(
        Phrases(
            after=("in diesem", "in dem", "dieses", "dies ist ein", "das ist ein", "im", "nur ein", "unser"),
            say=(exercise,), unless=exercise,
        )
        for exercise in (
            "rollenspiel", "trainingsszenario", "übungsszenario", "übungsgespräch", "trainingsgespräch",
        )
    ),
    Phrases(after=("in diesem szenario",), say=("spiele ich", "bin ich", "ist meine rolle")),
    Phrases(after=("in dieser", "ist nur eine", "ist eine"), say=("simulation",), unless="simulation"),
    Phrases(after=("laut",), say=("prompt", "meinem prompt", "system-prompt")),
    Phrases(after=("mein", "im", "den", "der", "meinen"), say=("system-prompt", "systemprompt")),
    Phrases(after=("meine",), say=("anweisungen lauten", "figur würde", "rolle ist es", "programmierung")),
    Phrases(after=("meine", "meinen"), say=("trainingsdaten",), unless="trainingsdaten"),
    Phrases(after=("ich spiele",), say=("die rolle", "den kunden", "die kundin", "hier den", "hier die")),
    Phrases(after=("aus der", "aus meiner"), say=("rolle fallen",)),
    Phrases(after=("die", "meine", "diese"), say=("geheimen fakten", "verborgenen fakten")),
    Phrases(after=("wie kann ich ihnen", "womit kann ich ihnen", "wie kann ich dir"), say=("heute helfen", "behilflich sein")),
    Phrases(after=("kann ich ihnen sonst noch", "kann ich ihnen noch"), say=("behilflich sein",)),
)  # fmt: skip

_ACTS = (
    "seufzt", "seufzend", "lacht", "lachend", "lächelt", "lächelnd", "nickt", "zuckt", "runzelt",
    "verdreht", "lehnt", "schaut", "blickt", "verschränkt", "räuspert", "zögert", "stöhnt", "atmet",
    "schüttelt", "starrt", "legt auf", "schnaubt", "murmelt", "flüstert", "pause", "kurze pause",
    "lange pause", "schweigt", "schnieft", "weint", "holt tief",
)  # fmt: skip
_MANNERS = ("genervt", "verärgert", "wütend", "frustriert", "ungeduldig", "stille", "schweigen")
ASIDES = (
    Phrases(say=_ACTS),
    Phrases(say=tuple(f"{manner}{close}" for manner, close in product(_MANNERS, ")]"))),
)
"""What is done instead of said, after the star or bracket."""

OTHERS = (
    Phrases(
        say=(
            "sie:", "du:", "mitarbeiter:", "mitarbeiterin:", "berater:", "beraterin:", "kundenservice:",
            "kundendienst:", "assistent:", "nutzer:", "erzähler:", "azubi:",
        ),
    ),
)  # fmt: skip
"""At the beginning of a line: whose words follow, the trainee's or a machine's."""

COACHING = (
    Phrases(
        after=_spelled(*(
            f"{should}{more}" for should, more in product(_SHOULD, ("", " hier", " zuerst", " erst", " mehr"))
        )),
        say=(
            "eine offene frage*", "offene frage*", "offenen frage*", "aktives zuhören", "aktiv zuhören",
            "empathie zeigen", "empathischer", "meine gefühle anerkennen", "meine gefühle ansprechen",
            "meinen ärger anerkennen", "meinen frust anerkennen", "die gefühle des kunden",
            "die gefühle der kundin",
        ),
    ),
    Phrases(
        after=_spelled(*_GOOD),
        say=("offene frage*", "offenen frage*", "einsatz von empathie", "einsatz von offenen",
             "gesprächsführung", "deeskalation"),
    ),
    Phrases(after=("versuchen sie", "versuche", "versuch"), say=("empathie zu", "mehr empathie", "empathischer", "offene fragen")),
    Phrases(after=("ihre", "deine"), say=("punktzahl", "gesamtpunktzahl"), unless="punkt"),
    Phrases(after=("ihr", "dein"), say=("punktestand",), unless="punkt"),
    Phrases(after=("ich bewerte",), say=("ihre antwort", "deine antwort", "ihre leistung", "deine leistung")),
    Phrases(after=("ich würde", "ich wuerde"), say=("ihre antwort bewerten", "deine antwort bewerten", "ihre leistung")),
    Phrases(after=("eine empathischere", "eine bessere"), say=("antwort wäre gewesen", "formulierung wäre")),
    Phrases(after=("als ihr", "als dein"), say=("coach", "trainer"), unless="trainer"),
    Phrases(after=("das",), say=("lernziel",), unless="lernziel"),
    Phrases(after=("mein feedback zu", "feedback zu"), say=("ihrer antwort", "deiner antwort", "ihrer gespr*")),
)  # fmt: skip

COACHES = (
    Phrases(
        say=(
            "tipp:", "feedback:", "bewertung:", "punktzahl:", "coach:", "trainer:", "stärken:",
            "verbesserungspotenzial:", "verbesserungsvorschlag:",
        ),
    ),
)  # fmt: skip
"""At the beginning of a line: what a trainer writes."""
