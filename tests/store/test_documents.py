"""The register of document numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from cdd_desktop.clock import FixedClock
from cdd_desktop.errors import UserError
from cdd_desktop.store import Store
from cdd_desktop.store.documents import cancel, documents, next_number, register

DAY = date(2024, 2, 17)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "data", FixedClock(datetime(2024, 2, 17, 12)), state_dir=tmp_path / "state") as opened:
        yield opened


def test_numbers_run_on_and_begin_anew_with_the_year(store: Store) -> None:
    assert next_number(store, DAY) == 1
    register(store, 7, DAY, "รายงานผล", "ผู้ว่าราชการจังหวัด")
    assert next_number(store, DAY) == 8
    assert next_number(store, date(2025, 1, 2)) == 1


def test_a_number_is_given_once_a_year(store: Store) -> None:
    register(store, 7, DAY, "รายงานผล", "นายอำเภอ")
    with pytest.raises(UserError, match="รายงานผล"):
        register(store, 7, DAY, "เรื่องอื่น", "นายอำเภอ")
    register(store, 7, date(2025, 1, 2), "เรื่องอื่น", "นายอำเภอ")
    assert [item.day.year for item in documents(store)] == [2025, 2024]


def test_the_register_is_searched_by_every_word(store: Store) -> None:
    register(store, 1, DAY, "รายงานผลรอบที่ 2", "นายอำเภอ")
    register(store, 2, DAY, "ขอขยายเวลา", "ผู้ว่าราชการจังหวัด")
    assert [item.number for item in documents(store, "2567")] == [2, 1]
    assert [item.number for item in documents(store, "ผู้ว่า ขยาย")] == [2]
    assert documents(store, "ผู้ว่า รายงาน") == []


def test_a_reserved_number_takes_its_document_later(store: Store) -> None:
    register(store, 1, DAY)
    assert documents(store)[0].state == "จองไว้"
    with pytest.raises(UserError, match="จองไว้แล้ว"):
        register(store, 1, DAY)
    assert next_number(store, DAY) == 2
    register(store, 1, DAY, "รายงานผล", "นายอำเภอ")
    (line,) = documents(store)
    assert (line.subject, line.state) == ("รายงานผล", "")


def test_a_cancelled_number_stays_with_its_reason_and_is_never_given_again(store: Store) -> None:
    register(store, 1, DAY, "รายงานผล", "นายอำเภอ")
    with pytest.raises(UserError, match="เหตุผล"):
        cancel(store, documents(store)[0], "  ")
    cancel(store, documents(store)[0], "พิมพ์ผิด")
    assert documents(store, "ยกเลิก")[0].cancelled == "พิมพ์ผิด"
    assert next_number(store, DAY) == 2
    with pytest.raises(UserError, match="พิมพ์ผิด"):
        register(store, 1, DAY, "เรื่องอื่น", "นายอำเภอ")


def test_a_number_that_was_given_is_never_undone_and_given_to_another_paper(store: Store) -> None:
    store.set_setting("a", 1)
    before = store.undo_label()
    register(store, 1, DAY, "รายงานผล", "นายอำเภอ")
    cancel(store, documents(store)[0], "พิมพ์ผิด")
    register(store, 2, DAY)
    assert before is not None
    assert store.undo_label() == before
    store.undo()
    assert next_number(store, DAY) == 3
    assert [item.state for item in documents(store)] == ["จองไว้", "ยกเลิก: พิมพ์ผิด"]


def test_the_register_of_a_year_is_shown_alone(store: Store) -> None:
    register(store, 7, DAY, "รายงานผล", "นายอำเภอ")
    register(store, 1, date(2025, 1, 2), "รายงานผล", "นายอำเภอ")
    assert [item.number for item in documents(store, year=2567)] == [7]
    assert [item.number for item in documents(store, "๒๕๖๘")] == [1]
