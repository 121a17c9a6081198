"""How German is typed in chat, and the normal form of it: umlauts are written out."""

from __future__ import annotations

from functools import lru_cache

_WRITTEN_OUT = """
hab=habe|hatt=hatte|nich=nicht|ned=nicht|net=nicht|nix=nichts|is=ist|isses=ist es|gehts=geht es
gibts=gibt es|wars=war es|stimmts=stimmt es|habs=habe es|machs=mache es|n=ein|ne=eine|nen=einen
sry=sorry|sory=sorry|thx=danke|merci=danke|dankeschoen=danke|dankeschoen=danke|vllt=vielleicht
vlt=vielleicht|evtl=vielleicht|bitteschoen=bitte|entschuldige=entschuldigung|tschuldigung=entschuldigung
entschuldigt=entschuldigung|fuers=fuer das|furs=fuer das|fur=fuer|konnen=koennen|wurde=wurde|ok=ok
okay=ok|okey=ok|euch=euch|ihnens=ihnen|sone=so eine|son=so ein|jz=jetzt|grad=gerade|mal=mal|ma=mal
unterschreib=unterschreibe|eskalier=eskaliere|korrigier=korrigiere|erzaehl=erzaehle
""".strip()
_NORMAL = dict(pair.split("=", 1) for line in _WRITTEN_OUT.splitlines() for pair in line.split("|"))
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def fold(text: str) -> str:
    """The text with umlauts written out, as many type them anyway."""
    return text.translate(_FOLDED)


@lru_cache(maxsize=4096)
def spelling(word: str) -> str:
    """The normal form of a word typed in lower case."""
    folded = fold(word).replace("'", "").replace("-", "")
    return _NORMAL.get(folded, folded)
