"""Make ``resources/areas/areas.tsv`` (provinces and districts by official code) from the npm package
``thai-address-database``: ``python packaging/build_areas.py UNPACKED_PACKAGE``.

The package's table with codes is compressed by two word lists and wrong in eleven places; ``MENDED`` says where.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "resources" / "areas" / "areas.tsv"
PROVINCES, DISTRICTS = 77, 928  # 878 districts outside Bangkok and the 50 of Bangkok

BUENG_KAN = 38  # the package still says 97, the number before the province was founded in 2554
# (province, name in the package or None) -> (official code, official name)
MENDED: dict[tuple[str, str | None], tuple[int, str]] = {
    ("ขอนแก่น", None): (4029, "เวียงเก่า"),  # missing: split off from ภูเวียง, a district since 2550
    ("เชียงใหม่", "กัลยาณิวัฒนา"): (5025, "กัลยาณิวัฒนา"),  # without a code, like all that follow
    ("ร้อยเอ็ด", "จตุรพักตร์พิมาน"): (4504, "จตุรพักตรพิมาน"),  # officially without the silencing mark
    ("บึงกาฬ", "เมืองบึงกาฬ"): (3801, "เมืองบึงกาฬ"),
    ("บึงกาฬ", "พรเจริญ"): (3802, "พรเจริญ"),
    ("บึงกาฬ", "โซ่พิสัย"): (3803, "โซ่พิสัย"),
    ("บึงกาฬ", "เซกา"): (3804, "เซกา"),
    ("บึงกาฬ", "ปากคาด"): (3805, "ปากคาด"),
    ("บึงกาฬ", "บึงโขงหลง"): (3806, "บึงโขงหลง"),
    ("บึงกาฬ", "ศรีวิไล"): (3807, "ศรีวิไล"),
    ("บึงกาฬ", "บุ่งคล้า"): (3808, "บุ่งคล้า"),
}


class Words:
    """The package's two word lists: a number stands for a whole name, a Latin letter for a part of one."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._names = data["lookup"].split("|")
        self._parts = data["words"].split("|")

    def expand(self, text: str | int) -> str:
        name = self._names[text] if isinstance(text, int) else text
        return re.sub("[A-Za-z]", lambda match: self._part(match[0]), name)

    def _part(self, letter: str) -> str:
        return str(self._parts[ord(letter) - ord("A") if letter < "a" else 26 + ord(letter) - ord("a")])


def read_package(folder: Path) -> dict[str, str]:
    """Return official code -> name: two digits a province, four a district."""
    data = json.loads((folder / "database" / "backup" / "geodb.json").read_text(encoding="utf-8"))
    words = Words(data)
    areas: dict[str, str] = {}
    for province_name, province_code, districts in data["data"]:
        province = words.expand(province_name)
        areas[str(BUENG_KAN if province == "บึงกาฬ" else province_code)] = province
        rows = [(code, words.expand(name)) for name, code, _ in districts]
        rows += [(0, "")] if (province, None) in MENDED else []
        for code, name in rows:
            mended_code, mended_name = MENDED.get((province, name or None), (code, name))
            areas[str(mended_code)] = mended_name
    return areas


def check(areas: dict[str, str]) -> None:
    """Raise ValueError where the table cannot be right."""
    provinces = {code for code in areas if len(code) == 2}
    districts = {code for code in areas if len(code) == 4}
    if (len(provinces), len(districts), len(areas)) != (PROVINCES, DISTRICTS, PROVINCES + DISTRICTS):
        raise ValueError(f"{len(provinces)} provinces, {len(districts)} districts of {len(areas)} rows")
    if strays := {code for code in districts if code[:2] not in provinces}:
        raise ValueError(f"districts without a province: {sorted(strays)}")


def main(folder: Path) -> None:
    """Write the table, ordered by code."""
    areas = read_package(folder)
    check(areas)
    rows = [f"{code}\t{name}\n" for code, name in sorted(areas.items())]
    TARGET.write_text("".join(rows), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
