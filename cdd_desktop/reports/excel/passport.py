"""What a workbook says of itself, so that its numbers can be read back: whose it is, and what stood in it when written.

The passport is JSON on a sheet that programs do not offer to show. Beside every fact's cell stands its key in a hidden
column, so the key moves with the row when rows are added or sorted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cdd_desktop.errors import UserError
from cdd_desktop.reports.content import MissionInput

SHEET: Final = "_cdd"
FORMAT: Final = 1
KIND: Final = "cdd-desktop round workbook"
KEY: Final = "cdd-fact/"
VALUE_COLUMN, KEY_COLUMN = 1, 5  # of a mission's sheet, from 0
_PIECE: Final = 30_000  # letters in a cell; a worksheet takes 32,767


@dataclass(frozen=True)
class Passport:
    """Where a workbook's facts belong.

    Attributes:
        office: code of the office; "" before it said who it is.
        values: indicator id -> fact id -> JSON value that stood in the workbook when it was written; absent facts are
            not in it.
    """

    pack: str
    revision: int
    round: str
    office: str
    values: Mapping[str, Mapping[str, Any]]

    def pieces(self) -> list[str]:
        """Return the passport as texts that fit into cells."""
        whole = json.dumps(
            {
                "kind": KIND,
                "format": FORMAT,
                "pack": self.pack,
                "revision": self.revision,
                "round": self.round,
                "office": self.office,
                "values": self.values,
            },
            ensure_ascii=True,
            sort_keys=True,
        )
        return [whole[at : at + _PIECE] for at in range(0, len(whole), _PIECE)]


def key_of(indicator: str, fact: str, at: int | None = None) -> str:
    """Return what stands in the hidden column beside a fact's cell; ``at`` is the place in a list, from 0."""
    return f"{KEY}{indicator}/{fact}" + ("" if at is None else f"/{at}")


def passport_of(entries: Sequence[MissionInput], office: str) -> Passport:
    """Return the passport of a workbook of these missions, all of one round."""
    first = entries[0]
    values = {
        entry.indicator.id: {
            name: entry.indicator.fact_by_id[name].kind.to_json(value) for name, value in entry.facts.items()
        }
        for entry in entries
    }
    return Passport(first.pack.id, first.pack.revision, first.round.id, office, values)


def read_passport(pieces: Sequence[str]) -> Passport:
    """Return the passport that texts from a workbook hold; raises UserError."""
    try:
        raw = json.loads("".join(pieces))
        if raw["kind"] != KIND:
            raise ValueError
        newer = int(raw["format"]) > FORMAT
        found = Passport(
            str(raw["pack"]), int(raw["revision"]), str(raw["round"]), str(raw["office"]), _values(raw["values"])
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise foreign() from None
    if newer:
        raise UserError(
            "สมุดงานนี้มาจากโปรแกรมรุ่นใหม่กว่า จึงยังไม่ได้อ่าน ข้อมูลในโปรแกรมไม่เปลี่ยน", "ปรับปรุงโปรแกรมในเครื่องนี้ แล้วอ่านอีกครั้ง"
        )
    return found


def _values(raw: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {str(mission): dict(facts) for mission, facts in raw.items()}


def foreign() -> UserError:
    """Return why a workbook that is not ours is not read."""
    return UserError(
        "สมุดงานนี้ไม่ได้มาจากโปรแกรมนี้ หรือแผ่นงานที่โปรแกรมใช้จำช่องหายไป จึงไม่ได้อ่าน ข้อมูลในโปรแกรมไม่เปลี่ยน",
        "บันทึกสมุดงาน Excel ทั้งรอบจากโปรแกรมนี้ แก้ตัวเลขในไฟล์นั้น แล้วอ่านกลับอีกครั้ง",
    )
