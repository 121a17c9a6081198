"""Encryption of what is kept of installations: tokens are never at rest in plain text.

Several keys may be given: the first one seals, all of them open. So a key is changed by putting the
new one in front, starting once (what is older is then sealed anew), and taking the old one away.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import ConfigError

_PURPOSE = b"chattrain: tokens at rest"


class WrongKey(ConfigError):
    """What is kept was sealed with another CHATTRAIN_SECRET_KEY: put that one behind the present
    one, separated by a comma, or install the app again."""

    def __init__(self) -> None:
        super().__init__(" ".join((type(self).__doc__ or "").split()))


class Vault:
    """Seals and opens texts. `keys` are long random texts, the newest first."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._newest = _fernet(keys[0])
        self._all = MultiFernet([_fernet(key) for key in keys])

    def seal(self, text: str) -> str:
        return self._newest.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Raises WrongKey where none of the keys fits, or the text was changed."""
        try:
            return self._all.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise WrongKey from None

    def is_newest(self, sealed: str) -> bool:
        """Whether the first key opens it."""
        try:
            self._newest.decrypt(sealed.encode())
        except InvalidToken:
            return False
        return True


def _fernet(key: str) -> Fernet:
    """A key of the length that is needed, whatever text it is made from; the text itself has to be
    one that nobody can guess (RFC 5869)."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
