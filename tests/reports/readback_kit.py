"""Writing the round's workbook, filling it in as another program would, and reading it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from cdd_desktop import paths
from cdd_desktop.criteria.engine import evaluate
from cdd_desktop.criteria.grading import read_facts
from cdd_desktop.criteria.loader import load_packs
from cdd_desktop.criteria.model import Fact, Indicator
from cdd_desktop.reports.content import MissionInput, OfficeText, Options
from cdd_desktop.reports.content_mission import mission_report
from cdd_desktop.reports.content_summary import round_summary
from cdd_desktop.reports.excel import passport, write_workbook
from cdd_desktop.reports.excel.reading import read_workbook
from cdd_desktop.reports.readback import Row, Sort, compare

PACKS = load_packs(paths.criteria_packs())
PACK = PACKS["2567-q2"]
ROUND = PACK.round("2")
OFFICE = "2499"
PRINTED = date(2024, 2, 16)


def entry(indicator: Indicator, raw: dict[str, Any]) -> MissionInput:
    read = read_facts(indicator, raw, months=ROUND.months)
    result = evaluate(indicator, read.values, refused=read.problems)
    return MissionInput(PACK, indicator, ROUND, read.values, result, problems=read.problems)


def write(out: Path, facts: dict[str, dict[str, Any]], *, thai_digits: bool = True) -> None:
    entries = [entry(item, facts.get(item.id, {})) for item in PACK.indicators_in("2")]
    options, office = Options(thai_digits=thai_digits), OfficeText(name="สำนักงานตัวอย่าง")
    reports = [mission_report(item, office, PRINTED, options) for item in entries]
    summary = round_summary(entries, office, PRINTED, options)
    write_workbook(summary, reports, out, passport=passport.passport_of(entries, OFFICE))


def fill(
    path: Path,
    edits: dict[str, Any],
    change: Callable[[Any], None] = lambda _: None,
    looks: Mapping[str, str] | None = None,
) -> None:
    """Type into the cells beside these keys ("mission/fact" or "mission/fact/place"), as another program would.

    Args:
        change: what else is done to every sheet first.
        looks: attributes of the cells that are typed into.
    """
    book = openpyxl.load_workbook(path)
    left = dict(edits)
    for sheet in book.worksheets:
        change(sheet)
        for row in sheet.iter_rows():
            key = str(row[-1].value or "").removeprefix(passport.KEY)
            if key in left:
                row[1].value = left.pop(key)
                if isinstance(row[1].value, str):
                    row[1].data_type = "s"  # openpyxl takes "=..." for a formula; who typed it chose it from a list
                for name, look in (looks or {}).items():
                    setattr(row[1], name, look)
    assert not left
    book.save(path)


def read(path: Path, now: dict[str, dict[str, Any]], locked: dict[str, str] | None = None) -> dict[str, Row]:
    """Return the rows that are not as they were, by "mission/fact"."""
    rows = compare(read_workbook(path), PACK, now, locked or {})
    return {f"{row.indicator.id}/{row.fact.id}": row for row in rows if row.sort is not Sort.SAME}


def some(fact: Fact, seed: int) -> Any:
    """Return a JSON value of a fact; the seeds give different ones."""
    if fact.kind.name == "bool":
        return bool(seed % 2)
    if fact.kind.name == "choice":
        return fact.choices[seed % len(fact.choices)].id
    if fact.kind.name == "choices":
        return [choice.id for choice in fact.choices[: seed % (len(fact.choices) + 1)]]
    if fact.kind.name == "date":
        return f"2024-02-{seed % 28 + 1:02}"
    whole = {"percent": f"{seed % 100}.25", "baht": f"{seed * 100_003}.50"}
    return whole.get(fact.kind.name.removesuffix("_list"), seed) if not fact.kind.listed else _places(fact, seed)


def _places(fact: Fact, seed: int) -> list[Any]:
    item = fact.kind.name.removesuffix("_list")
    return [f"{seed % 90}.5" if item != "count" else seed + at for at in range(ROUND.months if fact.months else 3)]
