"""The workbook as a program that reads worksheets sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdd_desktop.errors import UserError
from cdd_desktop.reports.content import MissionInput, OfficeText, Options
from cdd_desktop.reports.content_mission import mission_report
from cdd_desktop.reports.content_summary import round_summary
from cdd_desktop.reports.excel.sheet import sheet_name
from cdd_desktop.reports.excel.workbook import write_workbook
from tests.reports.sample import OFFICE, PRINTED, SPREAD, entry

LEARNT = {"held": True, "total": 104, "applied": 80}


def write(
    out: Path, entries: Sequence[MissionInput], *, thai_digits: bool = False, office: OfficeText = OFFICE
) -> openpyxl.Workbook:
    options = Options(thai_digits=thai_digits)
    reports = [mission_report(item, office, PRINTED, options) for item in entries]
    write_workbook(round_summary(entries, office, PRINTED, options), reports, out)
    return openpyxl.load_workbook(out)


def cells(book: openpyxl.Workbook, sheet: int) -> list[openpyxl.cell.Cell]:
    return [cell for row in book.worksheets[sheet].iter_rows() for cell in row if cell.value not in {None, ""}]


def values(book: openpyxl.Workbook, sheet: int) -> list[object]:
    return [cell.value for cell in cells(book, sheet)]


def test_there_is_a_summary_and_a_sheet_for_each_mission(tmp_path: Path) -> None:
    book = write(tmp_path / "a.xlsx", [entry(LEARNT), entry({}, SPREAD)])
    assert book.sheetnames == ["สรุป", "1 ศูนย์เรียนรู้", "2 เผยแพร่  รายได้ สื่อ"]


def test_numbers_are_numbers_and_shown_percentages_are_what_the_document_says(tmp_path: Path) -> None:
    book = write(tmp_path / "a.xlsx", [entry(LEARNT), entry({"income": Decimal("1234567.50")}, SPREAD)])
    assert {104, 80, 76.92} <= {value for value in values(book, 1) if isinstance(value, int | float)}
    assert 1234567.5 in values(book, 2)
    assert 76.92 in values(book, 0)


def test_a_number_too_long_for_a_worksheet_stays_exact_as_text(tmp_path: Path) -> None:
    book = write(tmp_path / "a.xlsx", [entry({"income": Decimal("123456789012345678.25")}, SPREAD)])
    assert "123,456,789,012,345,678.25" in values(book, 1)


@pytest.mark.parametrize("start", ["=1+1", "+66 2", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])
def test_text_never_becomes_a_formula(tmp_path: Path, start: str) -> None:
    book = write(tmp_path / "a.xlsx", [entry(LEARNT, note=start)])
    found = [cell for cell in cells(book, 1) if str(cell.value).strip() == start.strip()]
    assert [cell.data_type for cell in found] == ["s"]
    assert all(cell.quotePrefix for cell in found)


def test_an_office_named_like_a_formula_stays_text_everywhere(tmp_path: Path) -> None:
    book = write(tmp_path / "a.xlsx", [entry(LEARNT)], office=replace(OFFICE, name="=cmd|' /C calc'!A0"))
    assert all(cell.data_type != "f" for sheet in (0, 1) for cell in cells(book, sheet))


def test_it_prints_on_a4_with_repeated_heads_and_page_numbers(tmp_path: Path) -> None:
    book = write(tmp_path / "a.xlsx", [entry(LEARNT)])
    summary, mission = book.worksheets
    assert (summary.page_setup.orientation, mission.page_setup.orientation) == ("landscape", "portrait")
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in {None, 1}  # 1 is the default
        assert sheet.print_title_rows
        assert sheet.print_area
        assert "&P" in sheet.oddFooter.right.text
        assert sheet.freeze_panes


def test_every_written_row_is_high_enough_for_thai(tmp_path: Path) -> None:
    book = write(tmp_path / "a.xlsx", [entry(LEARNT, note="บรรทัดแรก\nบรรทัดที่สอง"), entry({}, SPREAD)])
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            written = [cell for cell in row if cell.value not in {None, ""}]
            if written:
                lines = max(str(cell.value).count("\n") + 1 for cell in written)
                size = max(cell.font.size for cell in written)
                assert sheet.row_dimensions[row[0].row].height >= 21.3 * size / 16 * lines


def test_thai_digits_are_a_format_of_the_number(tmp_path: Path) -> None:
    book = write(tmp_path / "a.xlsx", [entry(LEARNT)], thai_digits=True)
    formats = {cell.value: cell.number_format for cell in cells(book, 1) if isinstance(cell.value, int | float)}
    assert formats[104] == "[$-D00041E]#,##0"
    assert formats[76.92] == "[$-D00041E]#,##0.00"


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", [entry(LEARNT)])
    write(tmp_path / "b.xlsx", [entry(LEARNT)])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_control_characters_do_not_damage_the_file(tmp_path: Path) -> None:
    book = write(tmp_path / "a.xlsx", [entry(LEARNT, note="ก\x00ข\x0bค\ud800ง")])
    assert "กขคง" in values(book, 1)


def test_a_text_too_long_for_a_cell_leaves_the_old_file_alone(tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    out.write_bytes(b"old")
    with pytest.raises(UserError):
        write(out, [entry(LEARNT, note="ก" * 40_000)])
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_folder_that_is_not_there_is_said_in_thai(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="ไม่พบโฟลเดอร์"):
        write(tmp_path / "none" / "a.xlsx", [entry(LEARNT)])


@given(st.lists(st.text(max_size=60), max_size=8))
def test_sheet_names_are_always_valid_and_different(names: list[str]) -> None:
    taken: set[str] = set()
    made = [sheet_name(name, taken) for name in names]
    assert len({name.casefold() for name in made}) == len(names)
    for name in made:
        assert 0 < len(name) <= 31
        assert not set(name) & set(":\\/?*[]")
        assert not name.startswith("'")
        assert not name.endswith("'")


def test_a_long_thai_name_is_not_cut_between_a_letter_and_its_mark() -> None:
    name = sheet_name("ก" * 30 + "ที่", set())
    assert name == "ก" * 30
