"""The people of the sample team, who are made up. They have a tenant of their own, so that none of
their figures is ever added to those of people who are there. Values only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.domain.surface import MemberId, TenantId

SAMPLE: Final = TenantId("sample")
PREFIX: Final = "sample-"
MANAGER: Final = MemberId(f"{PREFIX}manager")
PEOPLE: Final[Mapping[MemberId, str]] = {
    MemberId(f"{PREFIX}{name.partition(' ')[0].lower()}"): name
    for name in (
        "Amira Haddad",
        "Ben Okafor",
        "Clara Lindqvist",
        "Daniel Weiss",
        "Elif Yilmaz",
        "Farid Rahimi",
        "Grace Mbeki",
        "Hanna Vogel",
        "Ivan Petrov",
        "Julia Romano",
        "Kenji Sato",
        "Lena Novak",
    )
}


def is_sample(tenant: TenantId) -> bool:
    return tenant == SAMPLE
