"""What the window works on: graded at once, written after the frame, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cdd_desktop.criteria.result import Outcome
from cdd_desktop.errors import UserError
from cdd_desktop.ui.session import Change, Saving, Session
from tests.ui.office import DISTRICT, FIRST, PROVINCE, open_session


def test_a_fact_is_graded_before_it_is_written(qtbot: QtBot, tmp_path: Path) -> None:
    session = open_session(tmp_path)
    seen: list[Change] = []
    session.changed.connect(seen.append)

    session.commit(FIRST, "activity_held", True)

    assert session.entry(FIRST).result.reachable == ("A", "B", "C", "D")
    assert seen[0].indicators == {FIRST}
    assert session.saving is Saving.WAITING
    assert session.store.facts(session.key(FIRST)) == {}
    qtbot.waitUntil(lambda: session.saving is Saving.SAVED)
    assert session.store.facts(session.key(FIRST)) == {"activity_held": True}
    session.close()


def test_closing_writes_what_waits(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    session.commit(FIRST, "learners_total", 104)
    session.set_note(FIRST, "ตรวจทะเบียนแล้ว")
    session.close()

    again = open_session(tmp_path)
    assert again.entry(FIRST).facts == {"learners_total": 104}
    assert again.entry(FIRST).note == "ตรวจทะเบียนแล้ว"
    again.close()


def test_text_that_cannot_be_read_is_kept_and_never_graded(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    session.commit(FIRST, "learners_total", 104)
    session.commit(FIRST, "learners_total", "ร้อยสี่")
    session.close()

    again = open_session(tmp_path)
    entry = again.entry(FIRST)
    assert entry.drafts == {"learners_total": "ร้อยสี่"}
    assert entry.problems == {"learners_total": "อ่านเป็นตัวเลขไม่ได้"}
    assert "learners_total" in entry.result.missing
    again.close()


def test_undo_brings_the_value_back_in_the_place_of_the_unreadable_text(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    session.commit(FIRST, "learners_total", 104)
    session.commit(FIRST, "learners_total", "ร้อยสี่")
    session.undo()
    assert session.entry(FIRST).facts == {"learners_total": 104}
    assert session.entry(FIRST).drafts == {}
    session.close()


def test_a_part_above_its_whole_is_stored_and_refused_at_both_fields(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    session.commit(FIRST, "learners_applied", 80)
    session.commit(FIRST, "learners_total", 8)

    entry = session.entry(FIRST)
    assert entry.result.outcome is Outcome.REFUSED
    assert set(entry.result.refused) == {"learners_applied", "learners_total"}
    session.flush()
    assert session.store.facts(session.key(FIRST)) == {"learners_applied": 80, "learners_total": 8}
    session.close()


def test_the_same_value_again_is_no_action(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    session.commit(FIRST, "learners_total", 104)
    session.flush()
    session.commit(FIRST, "learners_total", "๑๐๔")
    assert session.saving is Saving.SAVED
    session.close()


def test_undo_and_redo_name_what_they_did(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    session.commit(FIRST, "learners_total", 104)
    session.commit(FIRST, "learners_total", 110)
    seen: list[Change] = []

    name, skipped, *_rest = session.undo()

    assert "ภารกิจ 1" in name
    assert skipped == ()
    assert session.entry(FIRST).facts == {"learners_total": 104}
    session.changed.connect(seen.append)
    session.redo()
    assert session.entry(FIRST).facts == {"learners_total": 110}
    assert seen[-1].outside
    session.close()


class _FullDisk:
    """The store's write of facts, on a disk that is full for a while."""

    def __init__(self, session: Session) -> None:
        self.full = True
        self._write = session.store.set_entry

    def __call__(self, *given: object, **named: object) -> object:
        if self.full:
            raise UserError("ดิสก์เต็ม ข้อมูลเดิมยังอยู่ครบ", "ลบไฟล์ที่ไม่ใช้แล้วลองใหม่")
        return self._write(*given, **named)  # type: ignore[arg-type]


def test_a_full_disk_is_told_once_and_what_was_typed_is_written_later(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(tmp_path)
    disk = _FullDisk(session)
    monkeypatch.setattr(session.store, "set_entry", disk)
    told: list[UserError] = []
    session.failed.connect(told.append)

    session.commit(FIRST, "learners_total", 104)
    qtbot.waitUntil(lambda: session.saving is Saving.FAILED)
    assert len(told) == 1
    assert session.entry(FIRST).facts == {"learners_total": 104}
    with pytest.raises(UserError):
        session.close()

    disk.full = False
    session.flush()
    assert session.saving is Saving.SAVED
    assert session.store.facts(session.key(FIRST)) == {"learners_total": 104}
    session.close()


def test_the_form_of_a_district_is_filled_in_with_its_targets_and_keeps_them_with_the_first_edit(
    tmp_path: Path,
) -> None:
    session = open_session(tmp_path)
    assert session.entry("food_security").facts == {"sharing_target": 1, "worship_target": 1}
    assert session.entry("food_security").untouched
    session.commit("food_security", "villages_total", 62)
    session.flush()
    assert session.store.facts(session.key("food_security")) == {
        "sharing_target": 1,
        "worship_target": 1,
        "villages_total": 62,
    }
    session.close()


def test_a_filled_in_target_that_is_cleared_stays_cleared(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    session.commit("food_security", "sharing_target", None)
    assert session.entry("food_security").facts == {"worship_target": 1}
    session.close()


def test_a_province_starts_from_nothing(tmp_path: Path) -> None:
    session = open_session(tmp_path, office=PROVINCE)
    assert session.entry("food_security").facts == {}
    session.close()


def test_the_round_before_is_shown_and_never_copied(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    session.open_round("1")
    session.commit(FIRST, "learners_total", 80)
    session.open_round("2")
    before = session.previous(FIRST)
    assert before is not None
    assert before.entry.facts == {"learners_total": 80}
    assert session.entry(FIRST).facts == {}
    session.close()


def test_the_round_that_was_open_is_open_again(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    assert session.round_id == "2"
    session.open_round("3")
    session.close()
    again = open_session(tmp_path)
    assert again.round_id == "3"
    again.close()


def test_another_office_has_entries_of_its_own(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    session.commit(FIRST, "learners_total", 80)
    session.set_office(PROVINCE)
    assert session.entry(FIRST).facts == {}
    session.set_office(DISTRICT)
    assert session.entry(FIRST).facts == {"learners_total": 80}
    session.close()
