"""The full check names what was changed behind the program's back."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import pytest

from cdd_desktop.errors import UserError
from cdd_desktop.store import check
from tests.store.conftest import Opener
from tests.store.kit import CLOCK, KEY, OFFICE, change_behind


@pytest.fixture
def filled(opened: Opener, data_dir: Path) -> Path:
    store = opened()
    store.set_office(OFFICE)
    for value in range(5):
        store.set_facts(KEY, {"a": value, "b": "ข้อความ"})
    store.undo()
    store.close()
    return data_dir


def test_a_whole_database_passes_in_plain_words(filled: Path) -> None:
    report = check(filled, CLOCK)
    assert report.ok
    assert report.lines[0] == "ตรวจข้อมูลเมื่อ 20 ก.พ. 2567 16.30 น."
    assert report.lines[-1] == "ข้อมูลสมบูรณ์"
    assert not any("ไม่ผ่าน" in line for line in report.lines)


def test_it_passes_beside_an_open_window(opened: Opener, data_dir: Path) -> None:
    opened().set_facts(KEY, {"a": 1})
    assert check(data_dir, CLOCK).ok


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE fact SET value = '99' WHERE name = 'a'", "ข้อมูลที่แสดง"),
        ("DELETE FROM fact WHERE name = 'b'", "ข้อมูลที่แสดง"),
        ("UPDATE field SET value = '\"คนอื่น\"' WHERE name = 'head'", "ข้อมูลที่แสดง"),
        ("UPDATE record SET key = '[]'", "ข้อมูลที่แสดง"),
        ("DELETE FROM record", "ข้อมูลที่แสดง"),
        ("INSERT INTO head SELECT record, 'a', stream, seq, '1' FROM change LIMIT 1", "ข้อมูลที่แสดง"),
        ("UPDATE change SET body = CAST(body || ' ' AS BLOB) WHERE seq = 4", "ถูกเปลี่ยนหลังบันทึก"),
        ("UPDATE change SET person = 'คนอื่น' WHERE seq = 3", "ถูกเปลี่ยนหลังบันทึก"),
        ("UPDATE change SET wall = '2020-01-01' WHERE seq = 3", "ถูกเปลี่ยนหลังบันทึก"),
        ("UPDATE change SET ctx = '{}' WHERE seq = 3", "ถูกเปลี่ยนหลังบันทึก"),
        ("DELETE FROM change WHERE seq = 3", "ลำดับขาด"),
        ("DELETE FROM change WHERE seq = (SELECT max(seq) FROM change)", "ท้ายสุด"),
        ("UPDATE stream SET seq = seq + 1", "ท้ายสุด"),
        ("DELETE FROM step", "เลิกทำ"),
        ("UPDATE step SET state = 'done'", "เลิกทำ"),
    ],
)
def test_every_change_behind_the_programs_back_is_named(filled: Path, statement: str, named: str) -> None:
    change_behind(filled, statement)
    report = check(filled, CLOCK)
    assert not report.ok
    assert any(named in line for line in report.lines), report.lines
    assert "ไม่ได้แก้" in report.lines[-1]


def test_a_purged_body_leaves_the_chain_whole(filled: Path) -> None:
    """The log may lose what it says, not that it was said: the hash covers the body by its hash alone."""
    change_behind(
        filled,
        "UPDATE change SET body = NULL WHERE kind = 'office'",
        "DELETE FROM field",
        "DELETE FROM record",
    )
    report = check(filled, CLOCK)
    assert report.ok, report.lines


def test_neither_the_report_nor_an_error_nor_the_log_shows_a_value(
    filled: Path, opened: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    broken = "X'22E0B8E0' || CAST('ความลับ' AS BLOB)"
    change_behind(
        filled,
        f"UPDATE fact SET value = CAST({broken} AS TEXT)",
        "UPDATE change SET body = CAST(body || X'FF' AS BLOB)",
    )
    with pytest.raises(UserError) as caught:
        opened().facts(KEY)
    told = "".join(traceback.format_exception(caught.value)) + "".join(check(filled, CLOCK).lines) + caplog.text
    assert "เสียหาย" in told
    assert "ความลับ" not in told
    assert "ข้อความ" not in told
