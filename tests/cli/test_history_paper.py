"""`report --form history`: of the office, of a mission, of a round; on paper and as a worksheet."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from tests.cli.conftest import Run


@pytest.fixture
def data(tmp_path: Path, run: Run) -> Path:
    """Two missions were filled in, one of them in two rounds."""
    folder = tmp_path / "data"
    for round_id, mission, facts in (
        ("1", "bmn_survey", {"households_target": 11111}),
        ("2", "bmn_survey", {"households_target": 22222}),
        ("2", "khok_nong_na", {"learners_total": 33333}),
    ):
        file = tmp_path / "facts.json"
        file.write_text(json.dumps(facts), encoding="utf-8")
        run("set", "--data-dir", folder, "--round", f"2567-q2/{round_id}", "--mission", mission, file)
    return folder


def printed(run: Run, data: Path, *words: str) -> str:
    out = data.parent / "history.pdf"
    ran = run("report", "--data-dir", data, "--form", "history", "--digits", "arabic", *words, "--out", out)
    assert ran.code == 0
    document = pypdfium2.PdfDocument(out)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


@pytest.mark.parametrize(
    ("words", "found", "left_out"),
    [
        ((), ("11,111", "22,222", "33,333"), ()),
        (("--mission", "bmn_survey"), ("11,111", "22,222"), ("33,333",)),
        (("--round", "2567-q2/2"), ("22,222", "33,333"), ("11,111",)),
        (("--round", "2567-q2/2", "--mission", "bmn_survey"), ("22,222",), ("11,111", "33,333")),
    ],
)
def test_it_prints_what_is_asked_for(
    run: Run, data: Path, words: tuple[str, ...], found: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    text = printed(run, data, *words)
    assert all(number in text for number in found)
    assert not any(number in text for number in left_out)


def test_a_worksheet_has_a_row_for_each_change(run: Run, data: Path) -> None:
    out = data.parent / "history.xlsx"
    assert run("report", "--data-dir", data, "--form", "history", "--digits", "arabic", "--out", out).code == 0
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    lines = [row[3] for row in sheet.iter_rows(values_only=True)]
    assert "ผู้เรียนรู้ทั้งหมด: ว่าง → 33,333 คน" in lines
    assert sheet.auto_filter.ref


def test_a_mission_that_nobody_knows_and_a_paper_without_its_round_are_refused(run: Run, data: Path) -> None:
    out = data.parent / "a.pdf"
    ran = run("report", "--data-dir", data, "--form", "history", "--mission", "none", "--out", out)
    assert ran.code != 0
    assert "bmn_survey" in ran.err
    for words in (("--mission", ""), ("--round", "")):
        assert run("report", "--data-dir", data, "--form", "history", *words, "--out", out).code == 2
    ran = run("report", "--data-dir", data, "--form", "memo", "--out", out)
    assert ran.code != 0
    assert "--round" in ran.err
    assert not out.exists()
