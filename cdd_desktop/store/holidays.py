"""Public holidays and working days. The bundled list is a beginning; what the cabinet moves, the office enters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from cdd_desktop import paths
from cdd_desktop.criteria.yaml_reader import Problems, read_yaml
from cdd_desktop.errors import UserError
from cdd_desktop.store.answers import Action
from cdd_desktop.store.keys import HOLIDAY, natural_id
from cdd_desktop.store.records import Put
from cdd_desktop.thai.dates import buddhist_year, show_date

if TYPE_CHECKING:
    from cdd_desktop.store.store import Store

_SATURDAY: Final = 5
_WEEKEND: Final = {_SATURDAY: "วันเสาร์", 6: "วันอาทิตย์"}


@cache
def bundled() -> Mapping[date, str]:
    """Return the holidays that come with the program, by day.

    Raises:
        ValueError: the file that was installed is not what it should be.
    """
    problems = Problems()
    read = read_yaml(paths.resources() / "holidays.yaml", problems)
    if read is None or problems.found or not isinstance(read.raw, dict):
        raise ValueError("holidays.yaml: " + "; ".join(str(item) for item in problems.found))
    days = read.raw["holidays"].raw
    assert isinstance(days, dict)
    return {date.fromisoformat(day): str(name.raw) for day, name in days.items()}


def holidays(store: Store) -> dict[date, str]:
    """Return the holidays that hold in this office: the bundled ones with its own changes, by day."""
    found = dict(bundled())
    for item in store.listed(HOLIDAY, under=(_office(store),)):
        day = date.fromisoformat(item.key[1])
        if item.fields.get("off"):
            found.pop(day, None)
        else:
            found[day] = str(item.fields.get("name") or "")
    return dict(sorted(found.items()))


def set_holiday(store: Store, day: date, name: str) -> Action:
    """Add a holiday or give it another name; raises UserError."""
    if not name.strip():
        raise UserError("ยังไม่ได้ระบุชื่อวันหยุด", "พิมพ์ชื่อวันหยุด")
    return _put(store, day, {"name": name.strip(), "off": None}, f"เพิ่มวันหยุด {show_date(day)} {name.strip()}")


def set_holidays(store: Store, days: Mapping[date, str]) -> Action:
    """Add several holidays as one action; raises UserError."""
    puts = [_edit(store, day, {"name": name.strip(), "off": None}) for day, name in days.items()]
    return store.write(puts, action=f"เพิ่มวันหยุด {len(days)} วัน")


def bundled_again(store: Store, year: int) -> Action:
    """Take the office's own changes to a year back, so that the bundled list holds again; raises UserError.

    Args:
        year: of the common era.
    """
    own = [date.fromisoformat(item.key[1]) for item in store.listed(HOLIDAY, under=(_office(store),))]
    puts = [
        _edit(store, day, {"name": bundled().get(day), "off": None if day in bundled() else True})
        for day in own
        if day.year == year
    ]
    return store.write(puts, action=f"คืนรายการวันหยุดปี {buddhist_year(date(year, 1, 1))} ที่มากับโปรแกรม")


def remove_holiday(store: Store, day: date) -> Action:
    """Make a holiday (a bundled one too) a working day; raises UserError."""
    return _put(store, day, {"off": True}, f"ลบวันหยุด {show_date(day)}")


def working_days(start: date, end: date, holidays: Mapping[date, str]) -> int:
    """Return how many working days come after ``start`` up to ``end``; negative where ``end`` is the earlier one."""
    if end < start:
        return -working_days(end, start, holidays)
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(1 for day in days if is_working_day(day, holidays))


def is_working_day(day: date, holidays: Mapping[date, str]) -> bool:
    """Return whether offices are open on a day."""
    return day.weekday() < _SATURDAY and day not in holidays


def closed_text(day: date, holidays: Mapping[date, str]) -> str:
    """Return what keeps offices closed on a day ("วันมาฆบูชา", "วันเสาร์"), "" where they are open."""
    return holidays.get(day) or _WEEKEND.get(day.weekday(), "")


def _put(store: Store, day: date, fields: dict[str, str | bool | None], action: str) -> Action:
    return store.write([_edit(store, day, fields)], action=action)


def _edit(store: Store, day: date, fields: dict[str, str | bool | None]) -> Put:
    key = (_office(store), day.isoformat())
    return Put(HOLIDAY, fields, natural_id(HOLIDAY, *key), key)


def _office(store: Store) -> str:
    office = store.office()
    return office.code if office else ""
