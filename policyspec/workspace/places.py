"""From what a tender calls its buyer's country and region to a country and the part of it that has law of its own."""

import re
from collections.abc import Mapping, Sequence

from policyspec.base.dataclasses import dataclass
from policyspec.model.vocabulary import fold

_CODE = re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}")  # of a region (NUTS, ITL)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a buyer is. `country` and `region` are as the tender states them, the others what they mean."""

    country: str | None
    region: str | None
    code: str | None = None  # ISO 3166-1
    name: str = ""
    nation: str | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """How tenders call places."""

    names: Mapping[str, str]  # by code, as reports say them
    called: Mapping[str, str]  # code by folded name
    nations: Mapping[str, tuple[str, str]]  # country and nation by folded name
    codes: Mapping[str, tuple[str, str]]  # country and nation by the beginning of a region's code

    @staticmethod
    def of(
        countries: Mapping[str, Sequence[str]], nations: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]
    ) -> "Places":
        """From the tables `country` and `nation` of the profile."""
        parts = [(code, name, part) for code, named in nations.items() for name, part in named.items()]
        return Places(
            {code: names[0] for code, names in countries.items()},
            {fold(name): code for code, names in countries.items() for name in (code, *names)},
            {fold(called): (code, name) for code, name, part in parts for called in part["called"]},
            {start: (code, name) for code, name, part in parts for start in part["codes"]},
        )

    def find(self, country: str | None, region: str | None) -> Place:
        """Where the buyer is. A country that is not stated is told by the code of its region, where that has one."""
        code, nation = self._country(country) if country else self._by_code(region)
        if code and not nation and region:
            known, part = self.nations.get(fold(region)) or self._by_code(region)
            nation = part if known == code else None
        stated = country or (region if code else None)
        return Place(stated, region, code, self.names.get(code, "") if code else "", nation)

    def nations_of(self, code: str) -> list[str]:
        """The parts of a country that have law of their own."""
        return list(dict.fromkeys(name for country, name in self.nations.values() if country == code))

    def _country(self, text: str) -> tuple[str | None, str | None]:
        word = fold(text)
        return self.nations.get(word) or (self.called.get(word), None)

    def _by_code(self, region: str | None) -> tuple[str | None, str | None]:
        """By the code of a region: `UKM82`, and `UK` alone. Two letters else may be any country's own."""
        if not region or not _CODE.fullmatch(region):
            return None, None
        for start, found in self.codes.items():
            if region.startswith(start):
                return found
        return (self.called.get(fold(region[:2])), None) if len(region) > 2 or region == "UK" else (None, None)
