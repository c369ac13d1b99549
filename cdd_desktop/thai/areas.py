"""Provinces and districts of Thailand by official code; where the table comes from: ``resources/areas/README.md``."""

from dataclasses import dataclass
from functools import cache

from cdd_desktop import paths
from cdd_desktop.thai.sorting import sort_key

BANGKOK = "10"  # has districts, but no district offices of the department


@dataclass(frozen=True)
class Province:
    code: str  # two digits
    name: str


@dataclass(frozen=True)
class District:
    code: str  # four digits, the first two are the province's
    name: str

    @property
    def province_code(self) -> str:
        return self.code[:2]


@cache
def _areas() -> tuple[tuple[str, str], ...]:
    """Return (code, name) rows in dictionary order of the names."""
    lines = (paths.resources() / "areas" / "areas.tsv").read_text(encoding="utf-8").splitlines()
    rows = [(code, name) for code, _, name in (line.partition("\t") for line in lines)]
    return tuple(sorted(rows, key=lambda row: sort_key(row[1])))


def provinces() -> tuple[Province, ...]:
    """Return the 77 provinces in Thai dictionary order."""
    return tuple(Province(code, name) for code, name in _areas() if len(code) == 2)


def districts(province_code: str) -> tuple[District, ...]:
    """Return a province's districts in Thai dictionary order, the capital's (``เมือง…``) among them."""
    wanted = (row for row in _areas() if len(row[0]) == 4 and row[0].startswith(province_code))
    return tuple(District(code, name) for code, name in wanted)
