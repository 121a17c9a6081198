"""How German is typed in chat, and the normal form of it: umlauts are written out."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.domain.acts.language import words

_WRITTEN_OUT = """
hab=habe|hatt=hatte|haett=haette|nich=nicht|ned=nicht|net=nicht|nix=nichts|nicths=nichts|is=ist|n=ein
ne=eine|nen=einen|nem=einem|ner=einer|i=ich|sry=sorry|sory=sorry|thx=danke|thanks=danke|merci=danke
dankeschoen=danke|vllt=vielleicht|vlt=vielleicht|evtl=vielleicht|bitteschoen=bitte
entschuldige=entschuldigung|tschuldigung=entschuldigung|tschuldige=entschuldigung|fuers=fuer das
furs=fuer das|fur=fuer|vorm=vor dem|uebers=ueber das|konnen=koennen|mussen=muessen|mochte=moechte
okay=ok|okey=ok|oki=ok|sone=so eine|son=so ein|jz=jetzt|jetz=jetzt|grad=gerade|ma=mal|heut=heute
morgn=morgen|selber=selbst|gerne=gern|sowas=so etwas|drauf=darauf|dran=daran|drin=darin|unterschreib=unterschreibe
uber=ueber|zuruck=zurueck|spater=spaeter|fruher=frueher|nachste=naechste|argerlich=aergerlich
enttauscht=enttaeuscht|tel=telefon|std=stunden|min=minuten|jedenfall=jeden fall|habn=haben|ham=haben
haste=hast du|isses=ist es|biste=bist du|kannste=kannst du|willste=willst du|oje=oh je|ohje=oh je|scho=schon
""".strip()
_NORMAL = dict(pair.split("=", 1) for line in _WRITTEN_OUT.splitlines() for pair in line.split("|"))

_WITHOUT_E = words("""
anruf beeil benutz beruhig bestell bleib brauch bring denk enttaeusch eskalier erklaer erstatt
erzaehl frag freu fuehl geb geh glaub heul hoer hol klaer klemm komm korrigier kuendig leg leit
lern liefer mach meld nehm notier organisier pruef probier reklamier reparier reservier richt ruf
sag schalt schau schick schreib seh send setz sperr stell streich such tausch telefonier trag
ueberweis verbind verschieb versprech versteh verzeih werd wiederhol wuerd zieh
""")
"""Forms of verbs whose last "e" is swallowed: "ich schick", "erzähl"."""
_WITH_ES = """
brennt=brennt|geht=geht|gibt=gibt|ging=ging|hab=habe|habe=habe|habt=habt|haben=haben|hat=hat
ich=ich|ist=ist|kann=kann|klappt=klappt|kommt=kommt|laeuft=laeuft|mach=mache|machen=machen|nimm=nimm
ob=ob|regnet=regnet|reicht=reicht|schaff=schaffe|soll=soll|stimmt=stimmt|tut=tut|wann=wann|war=war|wenn=wenn
wie=wie|wird=wird|wuerd=wuerde|waer=waere|is=ist|du=du|dass=dass|weil=weil|jetzt=jetzt|wo=wo
""".strip()
_FORMS_WITH_ES = {
    f"{form}s": f"{written} es"
    for line in _WITH_ES.splitlines()
    for form, written in (pair.split("=") for pair in line.split("|"))
}
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_DRAWN_OUT = re.compile(r"([^\W\d])\1\1+")


def fold(text: str) -> str:
    """The text with umlauts written out, as many type them anyway."""
    return text.translate(_FOLDED)


@lru_cache(maxsize=4096)
def spelling(word: str) -> str:
    """The normal form of a word typed in lower case; of a compound with hyphens, its parts."""
    parts = word.split("-")
    if len(parts) > 1 and all(len(part) > 1 or part.isdigit() for part in parts):
        return " ".join(map(_normal, parts))
    return _normal(word.replace("-", ""))


def _normal(word: str) -> str:
    folded = _DRAWN_OUT.sub(r"\1", fold(word).replace("'", ""))
    return _NORMAL.get(folded, folded)


_NORMAL |= {form: f"{form}e" for form in _WITHOUT_E} | _FORMS_WITH_ES
