"""Undo in the window takes nothing back behind a person's back: it goes there, and says where it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cdd_desktop.demo import PERSON, make_demo
from cdd_desktop.store import EntryKey
from cdd_desktop.ui.main_window import MainWindow
from tests.ui.office import FIRST, open_session, show_window

OTHER = "bmn_survey"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = show_window(qtbot, open_session(tmp_path), tmp_path)
    yield shown
    shown.close()


def menu(window: MainWindow, name: str = "undo") -> str:
    window.around._show_undo()
    return window.actions_by_id[name].text()


def test_undo_goes_to_the_mission_that_it_alters(window: MainWindow) -> None:
    window.session.commit(FIRST, "learners_total", 104)
    window.go(OTHER)
    window.act.undo()
    assert window.place == FIRST
    window.go(OTHER)
    window.act.redo()
    assert window.place == FIRST
    assert window.session.entry(FIRST).facts["learners_total"] == 104


def test_undo_from_home_shows_what_it_took_back(window: MainWindow) -> None:
    window.session.commit(FIRST, "learners_total", 104)
    window.go("home")
    window.act.undo()
    assert window.place == FIRST


def test_undo_goes_to_the_round_that_it_alters_and_names_it_before_and_after(window: MainWindow) -> None:
    session = window.session
    session.open_round("1")
    session.commit(FIRST, "learners_total", 104)
    session.open_round("2")
    window.go(OTHER)
    assert menu(window) == f"เลิกทำ: {session.undo_label()} – รอบที่ 1"
    window.act.undo()
    assert (session.round_id, window.place) == ("1", FIRST)
    assert "– รอบที่ 1" in window.notice.text.text()
    assert menu(window, "redo") == f"ทำซ้ำ: {session.redo_label()}"  # it is shown by now


def test_undo_goes_to_the_quarter_that_it_alters(window: MainWindow) -> None:
    session = window.session
    older = replace(session.pack, id="2567-q1", title="ก่อนหน้า", period_title="ไตรมาส 1")
    session.packs = {**session.packs, older.id: older}
    key = EntryKey(older.id, FIRST, "2", "office", session.key(FIRST).subject_id)
    session.store.set_facts(key, {"learners_total": 7}, action="วางข้อมูล 12 แถว")
    window.go("home")
    assert menu(window) == "เลิกทำ: วางข้อมูล 12 แถว – ภารกิจ 1 รอบที่ 2 ไตรมาส 1"
    session.store.ended = {}
    window.act.undo()
    assert (session.pack.id, session.round_id, window.place) == (older.id, "2", FIRST)


def test_what_the_window_cannot_show_is_named_plainly(window: MainWindow) -> None:
    session = window.session
    key = EntryKey("2560-q1", "old_mission", "9", "office", session.key(FIRST).subject_id)
    session.store.set_facts(key, {"some": 7}, action="วางข้อมูล 12 แถว")
    window.go(OTHER)
    window.act.undo()
    assert window.place == OTHER
    words = window.notice.text.text()
    assert "วางข้อมูล 12 แถว – ภารกิจ old_mission รอบ 9 2560-q1 (เปิดดูในหน้าต่างนี้ไม่ได้)" in words


def test_an_action_on_several_missions_is_seen_on_home(window: MainWindow) -> None:
    session = window.session
    session.open_round("2")
    entries = {session.key(FIRST, "1"): {"learners_total": 7}, session.key(OTHER, "1"): {"households_target": 9}}
    session.store.set_entries(entries, action="วางข้อมูล 12 แถว")
    window.go(FIRST)
    assert menu(window) == "เลิกทำ: วางข้อมูล 12 แถว – 2 ภารกิจ รอบที่ 1"
    window.act.undo()
    assert (session.round_id, window.place) == ("1", "home")


def test_a_mission_is_not_taken_for_one_whose_number_begins_alike(window: MainWindow) -> None:
    session = window.session
    eleventh = next(item.id for item in session.pack.indicators if item.no == "11")
    session.store.set_facts(session.key(FIRST), {"learners_total": 7}, action="คัดลอกจากภารกิจ 11")
    window.go(eleventh)
    assert menu(window).endswith("– ภารกิจ 1")


def test_what_made_the_sample_office_cannot_be_undone_by_anybody(tmp_path: Path) -> None:
    make_demo(tmp_path)
    session = open_session(tmp_path)
    session.know_people()
    for person in (PERSON, "", *(one.name for one in session.people)):
        session.set_person(person)
        assert session.undo_label() is None, person
    session.close()


def test_the_way_back_offered_after_copying_forward_is_the_windows_own(window: MainWindow) -> None:
    session = window.session
    session.open_round("1")
    session.commit(OTHER, "households_target", 12480)
    session.open_round("2")
    window.go(OTHER)
    window.round.do_here("copy")
    window.go(FIRST)
    window.notice.action_pressed.emit()
    assert session.entry(OTHER).facts == {}
    assert window.place == OTHER
