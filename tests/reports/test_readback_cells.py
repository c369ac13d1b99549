"""What other programs and people do to the cells of a workbook before it comes back."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from cdd_desktop.criteria.kinds import KINDS, with_choices
from cdd_desktop.criteria.model import Choice, Fact, Indicator, Pack, Section
from cdd_desktop.criteria.result import Outcome, Result
from cdd_desktop.reports.content import MissionInput, OfficeText, Options
from cdd_desktop.reports.content_mission import mission_report
from cdd_desktop.reports.content_summary import round_summary
from cdd_desktop.reports.excel import passport, write_workbook
from cdd_desktop.reports.excel.cells_child import read as read_cells
from cdd_desktop.reports.excel.reading import Given, Workbook, read_workbook
from cdd_desktop.reports.readback import Sort, compare
from tests.reports.readback_kit import OFFICE, PACK, PRINTED, ROUND, fill, read, write

TOTAL = "khok_nong_na/learners_total"
ANSWERS = (Choice("small", "ขนาดเล็ก"), Choice("mid", "ขนาด 2 ถึง 3"), Choice("big", "=ขนาดใหญ่"))


def every_kind() -> Indicator:
    """Return a mission with a fact of every kind there is; nothing grades them."""
    facts = tuple(
        Fact(name, with_choices(kind, [item.id for item in ANSWERS], [item.label for item in ANSWERS]), f"ข้อมูล {name}",
             choices=ANSWERS if "choice" in name else ())
        for name, kind in KINDS.items()
    )  # fmt: skip
    base = PACK.indicator_by_id["khok_nong_na"]
    return replace(
        base,
        id="every_kind",
        facts=facts,
        sections=(Section("ทุกแบบ", tuple(KINDS)),),
        measures=(),
        tables=(),
        limits=(),
    )


KIND_PACK: Pack = replace(PACK, indicators=(every_kind(),))


def value_of(random: Random, fact: Fact) -> Any:
    """Return a random JSON value of a fact."""
    name = fact.kind.name
    if name.endswith("_list"):
        most = ROUND.months if fact.months else 6
        holes = [None if random.random() < 0.2 else one(random, name) for _ in range(random.randrange(most))]
        return [*holes, one(random, name)]
    if name == "choice":
        return random.choice(fact.choices).id
    if name == "choices":
        return [item.id for item in fact.choices if random.random() < 0.5]
    return one(random, name)


def one(random: Random, name: str) -> Any:
    kind = name.removesuffix("_list")
    made: dict[str, Callable[[], Any]] = {
        "bool": lambda: random.random() < 0.5,
        "count": lambda: random.choice((0, 1, 37, 12_345_678, 10**14, random.randrange(10**6))),
        "baht": lambda: f"{random.randrange(10**12)}.{random.randrange(100):02}",
        "percent": lambda: random.choice(
            ("0", "100", "99.999", f"{random.randrange(100)}.{random.randrange(10**4):04}")
        ),
        "date": lambda: date.fromordinal(random.randrange(694_000, 760_000)).isoformat(),
    }
    return made[kind]()


def write_of(out: Any, pack: Pack, facts: Mapping[str, Mapping[str, Any]], *, thai_digits: bool) -> None:
    """Write the workbook of facts that need no grading."""
    entries = [
        MissionInput(
            pack,
            item,
            ROUND,
            {name: item.fact_by_id[name].kind.from_json(value) for name, value in facts[item.id].items()},
            Result(item.id, Outcome.REFUSED, None, (), None, None, (), (), (), (), {}, (), (), ()),
        )
        for item in pack.indicators_in("2")
    ]
    options, office = Options(thai_digits=thai_digits), OfficeText(name="สำนักงานตัวอย่าง")
    reports = [mission_report(item, office, PRINTED, options) for item in entries]
    made = passport.passport_of(entries, OFFICE)
    write_workbook(round_summary(entries, office, PRINTED, options), reports, out, passport=made)


def given_in(path: Path, pack: Pack) -> dict[str, dict[str, Any]]:
    """Return what a workbook gives, as Python values; read in this process, for speed."""
    cells = read_cells(path.read_bytes())
    pieces = [row[0][1] for row in cells[passport.SHEET] if row[0]]
    found = Workbook(passport.read_passport(pieces), cells).given(pack)
    assert not [cell.problem for cells in found.values() for cell in cells.values() if cell.problem]
    return {
        name: {fact: cell.value for fact, cell in cells.items() if cell.value is not None}
        for name, cells in found.items()
    }


def as_values(pack: Pack, facts: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return JSON facts as Python values, with the defaults that a sheet shows."""
    return {
        item.id: {
            **{fact.id: fact.default for fact in item.facts if fact.default is not None},
            **{name: item.fact_by_id[name].kind.from_json(value) for name, value in facts[item.id].items()},
        }
        for item in pack.indicators_in("2")
    }


@pytest.mark.parametrize("pack", [PACK, KIND_PACK], ids=["the eleven missions", "every kind"])
@pytest.mark.parametrize("seed", range(8))
def test_random_facts_come_back_as_they_were_written(tmp_path: Path, pack: Pack, seed: int) -> None:
    random = Random(seed)
    facts = {
        item.id: {fact.id: value_of(random, fact) for fact in item.facts if random.random() < 0.8}
        for item in pack.indicators_in("2")
    }
    write_of(tmp_path / "a.xlsx", pack, facts, thai_digits=bool(seed % 2))
    assert given_in(tmp_path / "a.xlsx", pack) == as_values(pack, facts)


def kind_row(tmp_path: Path, fact: str, typed: Any, **looks: str) -> Given:
    """Return what is read where somebody typed this into the cell of a fact of that kind."""
    out = tmp_path / "kinds.xlsx"
    write_of(out, KIND_PACK, {"every_kind": {}}, thai_digits=True)
    fill(out, {f"every_kind/{fact}": typed}, looks=looks)
    return read_workbook(out).given(KIND_PACK)["every_kind"][fact]


@pytest.mark.parametrize(
    ("fact", "typed", "shown"),
    [
        ("count", " ๑,๒๓๔ ", "1,234"),
        ("count", 80.0, "80"),
        ("baht", "1,250.50", "1,250.50"),
        ("percent", "85.5 %", "85.5"),
        ("bool", True, "มี"),
        ("bool", "ไม่มี ", "ไม่มี"),
        ("bool", 1, "มี"),
        ("choice", "ขนาด ๒ ถึง ๓", "ขนาด 2 ถึง 3"),
        ("choice", "=ขนาดใหญ่", "=ขนาดใหญ่"),
        ("choices", "=ขนาดใหญ่, ขนาดเล็ก", "ขนาดเล็ก, =ขนาดใหญ่"),
        ("choices", "ไม่มี", "ไม่มี"),
        ("date", datetime(2024, 2, 17), "17 ก.พ. 2567"),
        ("date", datetime(2567, 2, 17), "17 ก.พ. 2567"),
        ("date", "๑๗ ก.พ. ๒๕๖๗", "17 ก.พ. 2567"),
        ("date", "17/2/2567", "17 ก.พ. 2567"),
        ("date", "17/2/2024", "17 ก.พ. 2567"),
    ],
)
def test_what_people_type_is_read_as_the_form_reads_it(tmp_path: Path, fact: str, typed: Any, shown: str) -> None:
    found = kind_row(tmp_path, fact, typed)
    assert found.problem == ""
    assert found.value is not None
    assert KIND_PACK.indicator_by_id["every_kind"].fact_by_id[fact].kind.show(found.value) == shown


def test_a_percentage_is_what_the_cell_shows(tmp_path: Path) -> None:
    """Who types 85% into a worksheet leaves 0.85 in the file."""
    assert str(kind_row(tmp_path, "percent", 0.855, number_format="0.0%").value) == "85.5"
    assert str(kind_row(tmp_path, "percent", 0.85).value) == "0.85"
    assert "ร้อยละ" in kind_row(tmp_path, "count", 1, number_format="0%").problem


def test_dates_stand_as_dates_with_buddhist_years_and_answers_as_lists(tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    write_of(out, KIND_PACK, {"every_kind": {"date": "2024-02-17", "bool": True}}, thai_digits=False)
    sheet = openpyxl.load_workbook(out).worksheets[1]
    at = {str(row[5].value).rpartition("/")[2]: row[1] for row in sheet.iter_rows() if row[5].value}
    assert (at["date"].value, at["date"].number_format) == (datetime(2024, 2, 17), "[$-7041E]d mmm yyyy")
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert lists[at["bool"].coordinate] == '"มี,ไม่มี"'
    assert lists[at["choice"].coordinate] == '"ขนาดเล็ก,ขนาด 2 ถึง 3,=ขนาดใหญ่"'
    assert at["choice"].data_type != "f"
    hints = {str(rule.sqref): rule.prompt for rule in sheet.data_validations.dataValidation}
    assert hints[at["choices"].coordinate] == "คั่นด้วยจุลภาค: ขนาดเล็ก, ขนาด 2 ถึง 3, =ขนาดใหญ่"


def test_a_formula_is_read_by_its_last_result_and_says_so(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", {})
    data = (tmp_path / "a.xlsx").read_bytes()
    row = in_cell(data, "<f>50+54</f><v>104</v>")
    assert (row.sort, row.new, row.taken_at_first) == (Sort.NEW, 104, True)
    assert "สูตร" in row.why


@pytest.mark.parametrize(
    ("content", "kind", "word"),
    [("<f>50+54</f>", "", "ยังไม่มีผล"), ("<f>1/0</f><v>#DIV/0!</v>", "e", "ผิดพลาด"), ("<v>#REF!</v>", "e", "ผิดพลาด")],
)
def test_a_formula_without_a_result_is_no_empty_cell(tmp_path: Path, content: str, kind: str, word: str) -> None:
    write(tmp_path / "a.xlsx", {"khok_nong_na": {"learners_total": 104}})
    row = in_cell((tmp_path / "a.xlsx").read_bytes(), content, kind)
    assert (row.sort, row.can_be_taken) == (Sort.UNREADABLE, False)
    assert word in row.why


@pytest.mark.parametrize(
    ("content", "kind", "word"),
    [
        ("<v>1e999</v>", "", ""),
        ("<v>-5</v>", "", "ติดลบ"),
        ("<is><t>1_x0000_2</t></is>", "inlineStr", ""),
        ("<is><t>" + "\u0e49" * 3_000 + "</t></is>", "inlineStr", "ซ้อน"),
        (f"<is><t>{'1' * 30_000}</t></is>", "inlineStr", ""),
        ("<is><t>\u202e401</t></is>", "inlineStr", None),
        (f"<v>{'9' * 400}</v>", "", ""),
        ("<is><t>{&quot;a&quot;: 1}</t></is>", "inlineStr", "ตัวเลข"),
    ],
)
def test_hostile_cells_in_a_workbook_of_ours_are_refused_one_by_one(
    tmp_path: Path, content: str, kind: str, word: str | None
) -> None:
    write(tmp_path / "a.xlsx", {})
    row = in_cell((tmp_path / "a.xlsx").read_bytes(), content, kind)
    if word is None:  # signs that turn the reading direction are left out of every text
        assert (row.sort, row.new) == (Sort.NEW, 401)
    else:
        assert (row.sort, row.can_be_taken) == (Sort.UNREADABLE, False)
        assert word in row.why
        assert len(row.why) < 300


def in_cell(data: bytes, content: str, kind: str = "") -> Any:
    """Return the row of a cell whose content another program wrote."""
    cells = replaced(data, content, kind)
    book = Workbook(passport.read_passport([row[0][1] for row in cells[passport.SHEET] if row[0]]), cells)
    now = book.passport.values
    return next(row for row in compare(book, PACK, now, {}) if f"{row.indicator.id}/{row.fact.id}" == TOTAL)


def replaced(data: bytes, content: str, kind: str) -> Any:
    import re
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        place = where(data)
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                mark = f' t="{kind}"' if kind else ""
                cell = f'<c r="{place}"{mark}>{content}</c>'
                text = re.sub(rf'<c r="{place}"[^>]*?(/>|>.*?</c>)', cell, text.decode()).encode()
            new.writestr(name, text)
    return read_cells(out.getvalue())


def where(data: bytes) -> str:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[1]
    return next(row[1].coordinate for row in sheet.iter_rows() if str(row[5].value).endswith(TOTAL))


def test_a_column_that_was_added_is_noticed(tmp_path: Path) -> None:
    now = {"khok_nong_na": {"learners_total": 104}}
    for at in (1, 3):
        write(tmp_path / "a.xlsx", now)
        fill(tmp_path / "a.xlsx", {}, partial(add_column, at=at))
        row = read(tmp_path / "a.xlsx", now)[TOTAL]
        assert (row.sort, "คอลัมน์" in row.why) == (Sort.UNREADABLE, True)


def add_column(sheet: Any, at: int) -> None:
    if sheet.title != passport.SHEET:
        sheet.insert_cols(at)


def test_a_list_that_lost_a_place_is_not_taken_unless_somebody_says_so(tmp_path: Path) -> None:
    now = {"thai_fabric": {"pr_monthly": [4, 5]}}
    write(tmp_path / "a.xlsx", now)
    fill(tmp_path / "a.xlsx", {"thai_fabric/pr_monthly/1": None})
    row = read(tmp_path / "a.xlsx", now)["thai_fabric/pr_monthly"]
    assert (row.sort, row.new, row.taken_at_first) == (Sort.EMPTIED, [4], False)


def test_a_list_whose_row_was_deleted_is_refused(tmp_path: Path) -> None:
    now = {"thai_fabric": {"pr_monthly": [4, 5]}}
    for place in (0, 1):
        write(tmp_path / "a.xlsx", now)
        book = openpyxl.load_workbook(tmp_path / "a.xlsx")
        sheet = book.worksheets[3]
        key = passport.key_of("thai_fabric", "pr_monthly", place)
        sheet.delete_rows(next(row[0].row for row in sheet.iter_rows() if row[5].value == key))
        book.save(tmp_path / "a.xlsx")
        row = read(tmp_path / "a.xlsx", now)["thai_fabric/pr_monthly"]
        assert (row.sort, "หายไป" in row.why) == (Sort.UNREADABLE, True)


def test_what_the_pack_no_longer_asks_for_is_named(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", {"khok_nong_na": {"learners_total": 104}})
    book = read_workbook(tmp_path / "a.xlsx")
    assert book.strangers(PACK) == []
    assert any("ช่อง B" in where for where in book.strangers(KIND_PACK))


def test_what_the_program_changed_alone_is_shown_and_stays(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", {"khok_nong_na": {"learners_total": 104}})
    row = read(tmp_path / "a.xlsx", {"khok_nong_na": {"learners_total": 108}})[TOTAL]
    assert (row.sort, row.old, row.new) == (Sort.NEWER, 108, 104)
    assert (row.taken_at_first, row.edited, row.can_be_taken) == (False, False, True)


def test_a_submitted_mission_keeps_what_is_newer_too(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", {"khok_nong_na": {"learners_total": 104}})
    row = read(tmp_path / "a.xlsx", {"khok_nong_na": {"learners_total": 108}}, {"khok_nong_na": "ส่งแล้ว"})[TOTAL]
    assert (row.sort, row.can_be_taken) == (Sort.NEWER, False)


def test_a_workbook_that_libreoffice_saved_is_read(tmp_path: Path) -> None:
    """It was filled in there after two rows had been put in above; one cell is a formula, one shows a percentage."""
    book = read_workbook(Path(__file__).parents[1] / "data" / "workbooks" / "libreoffice.xlsx")
    rows = {row.fact.id: row for row in compare(book, KIND_PACK, book.passport.values, {})}
    changed = {name: row.shown(row.new) for name, row in rows.items() if row.sort is not Sort.SAME}
    assert changed == {
        "count": "110",
        "baht": "1,300.00",
        "percent": "85.5",
        "count_list": "4, 6, 5",
        "percent_list": "50",
        "baht_list": "120.25",
        "date": "1 มี.ค. 2567",
    }
    assert {name for name, row in rows.items() if "สูตร" in row.why} == {"baht_list"}
