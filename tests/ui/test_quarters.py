"""Two quarters in one window: each with its own rounds, forms and data."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from cdd_desktop import paths
from cdd_desktop.clock import CLOCK_IMPLAUSIBLE, FixedClock
from cdd_desktop.store import Store, duties
from cdd_desktop.store.packs import keep_pack, known_packs
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.session import Session
from tests.ui.kit import type_text
from tests.ui.office import DISTRICT, FIRST, NOON, open_session, packs, show_window

OLD = "2567-q2"
NEW = "2568-q2"


def two_quarters(folder: Path, moment: datetime = NOON) -> Session:
    """Open a folder with this year's pack and one of a year later."""
    (old,) = packs().values()
    new = replace(
        old,
        id=NEW,
        fiscal_year=2568,
        period_title="ไตรมาสที่ 2 (ปีถัดไป)",
        period_start=date(2025, 1, 1),
        period_end=date(2025, 3, 31),
    )
    clock = FixedClock(moment)
    store = Store.open(folder, clock)
    if store.office() is None:
        store.set_office(DISTRICT)
    return Session(store, {OLD: old, NEW: new}, clock)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = show_window(qtbot, two_quarters(tmp_path), tmp_path)
    yield shown
    shown.close()


def test_the_quarter_that_has_begun_is_opened_first(tmp_path: Path) -> None:
    session = two_quarters(tmp_path)
    assert session.pack.id == OLD
    session.close()
    later = two_quarters(tmp_path, datetime(2025, 2, 1, 9, 0))
    assert later.pack.id == NEW
    later.close()


def test_the_list_of_rounds_offers_both_quarters_and_opens_them_with_their_own_data(window: MainWindow) -> None:
    window.go(FIRST)
    page = window.mission_page()
    assert page is not None
    page.fields["learners_total"].editor.take(104)
    window.header.round_chosen.emit("2", NEW)
    other = window.mission_page()
    assert other is not None
    assert other is not page
    assert other.fields["learners_total"].editor.value() is None
    assert window.header.period.text() == "ไตรมาสที่ 2 (ปีถัดไป)"

    other.fields["learners_total"].editor.take(7)
    window.header.round_chosen.emit("2", OLD)
    back = window.mission_page()
    assert back is not None
    assert back.fields["learners_total"].editor.value() == 104
    words = [action.text() for action in window.header.rounds.menu().actions()]
    assert "ไตรมาสที่ 2 (ปีถัดไป)" in words


def test_the_quarter_that_was_open_is_open_again(tmp_path: Path) -> None:
    session = two_quarters(tmp_path)
    session.open_round("3", NEW)
    session.close()
    again = two_quarters(tmp_path)
    assert (again.pack.id, again.round_id) == (NEW, "3")
    again.close()
    alone = open_session(tmp_path)  # the pack that was open is not there any more
    assert alone.pack.id == OLD
    alone.close()


# --- a quarter that is over --------------------------------------------------------------------------------------

LATER = datetime(2025, 2, 1, 9, 0)
NEXT_QUARTER = Path(__file__).parent.parent / "data" / "packs" / "2567-q3"


@pytest.fixture
def past(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """A window a year on; last year's second round is filled in, this year's is open."""
    session = two_quarters(tmp_path)
    session.commit(FIRST, "learners_total", 104)
    session.close()
    session = two_quarters(tmp_path, LATER)
    session.open_now()
    session.know_people()
    session.set_person(DISTRICT.head)
    shown = show_window(qtbot, session, tmp_path)
    yield shown
    shown.close()


def test_last_years_value_stands_beside_each_field(past: MainWindow) -> None:
    past.session.open_round("2", NEW)
    past.go(FIRST)
    page = past.mission_page()
    assert page is not None
    field = page.fields["learners_total"]
    assert field.year_before.text() == "ปีก่อน 104"
    assert "รอบที่ 2" in field.year_before.toolTip()
    assert page.fields["learners_applied"].year_before.isHidden()


def test_last_years_round_is_only_looked_at_until_the_head_says_why(past: MainWindow) -> None:
    session = past.session
    assert not past.year_strip.isVisible()
    past.header.round_chosen.emit("2", OLD)
    past.go(FIRST)
    page = past.mission_page()
    assert page is not None
    assert past.year_strip.text.text() == "ข้อมูลปีงบประมาณ 2567 ดูอย่างเดียว"
    assert page.note.isReadOnly()
    assert page.round_strip.submit.isHidden()
    session.commit(FIRST, "learners_total", 200)
    assert session.entry(FIRST).facts == {"learners_total": 104}
    assert "ผ่านไปแล้ว" in past.notice.text.text()

    past.year_strip.reopen.click()
    line, made = past.sheet.findChild(QPlainTextEdit, "reason"), past.sheet.findChild(QPushButton, "giveReason")
    assert line is not None
    assert made is not None
    type_text(line, "จังหวัดส่งคืน")
    made.click()
    assert "เหตุผล: จังหวัดส่งคืน" in past.year_strip.text.text()
    assert not page.note.isReadOnly()
    session.commit(FIRST, "learners_total", 200)
    session.flush()
    assert session.store.facts(session.key(FIRST)) == {"learners_total": 200}
    past.header.round_chosen.emit("3", OLD)
    assert session.closed  # the reason was for that round alone

    past.header.round_chosen.emit("2", OLD)
    past.year_strip.close_again.click()
    assert session.closed
    past.year_strip.now.click()
    assert session.pack.id == NEW
    assert not past.year_strip.isVisible()


def test_a_clerk_is_not_offered_to_open_it_and_a_clock_far_off_closes_nothing(past: MainWindow, tmp_path: Path) -> None:
    past.header.round_chosen.emit("2", OLD)
    past.session.set_person(DISTRICT.officers[0])
    assert past.year_strip.isVisible()
    assert past.year_strip.reopen.isHidden()
    past.session.clock = past.session.store.clock = FixedClock(LATER, CLOCK_IMPLAUSIBLE)
    past.session.reload()
    assert not past.session.closed


def test_undo_does_not_reach_into_a_quarter_that_is_over(past: MainWindow) -> None:
    session = past.session
    session.store.person = ""  # who had typed it, before anybody was named
    assert session.undo_label() is not None
    past.act.undo()
    assert "ผ่านไปแล้ว" in past.notice.text.text()
    assert session.entry_at(session.packs[OLD], FIRST, "2").facts == {"learners_total": 104}


def test_a_quarter_that_goes_on_is_not_over(tmp_path: Path) -> None:
    session = two_quarters(tmp_path, datetime(2024, 3, 31, 23, 0))
    assert not session.over
    session.close()


def test_a_window_that_stays_open_over_night_notices_that_the_quarter_is_over(qtbot: QtBot, tmp_path: Path) -> None:
    session = two_quarters(tmp_path, datetime(2024, 12, 31, 17, 0))
    session.open_round("2")
    shown = show_window(qtbot, session, tmp_path)
    shown.go(FIRST)
    page = shown.mission_page()
    assert page is not None
    page.fields["learners_total"].editor.take(104)
    type_text(page.note, "ทำต่อพรุ่งนี้")
    shown.around.look_at_day()
    assert not session.closed
    session.clock = session.store.clock = FixedClock(datetime(2025, 1, 1, 8, 0))
    shown.around.look_at_day()
    assert session.closed
    assert shown.year_strip.isVisible()
    assert page.note.isReadOnly()
    assert session.entry(FIRST).facts == {"learners_total": 104}
    assert session.entry(FIRST).note == "ทำต่อพรุ่งนี้"  # it was typed on the day before
    shown.close()


# --- a new quarter from a new pack -------------------------------------------------------------------------------


def test_a_new_pack_opens_a_new_quarter_that_goes_on_from_the_last_round(qtbot: QtBot, tmp_path: Path) -> None:
    session = open_session(tmp_path, moment=datetime(2024, 4, 8, 9, 0))
    session.open_round("4")
    session.commit("bmn_survey", "households_target", 12480)
    session.open_round("3")
    session.commit(FIRST, "learners_total", 104)
    session.know_people()
    clerk = next(person for person in session.people if person.name == DISTRICT.officers[0])
    duties.assign(session.store, session.pack, session.pack.indicator_by_id[FIRST], clerk.id)
    shown = show_window(qtbot, session, tmp_path)
    shown.round.take_pack(NEXT_QUARTER)
    assert session.officer("learning_centre") == clerk.name
    assert session.officer("bmn_survey") == ""
    assert (session.pack.id, session.round_id) == ("2567-q3", "1")
    words = [action.text() for action in shown.header.rounds.menu().actions()]
    assert any("ไตรมาสที่ 2" in text for text in words)

    shown.go("learning_centre")
    page = shown.mission_page()
    assert page is not None
    assert page.fields["learners_total"].previous.text() == "รอบก่อน 104"
    assert "รอบที่ 3 ไตรมาสที่ 2" in page.fields["learners_total"].previous.toolTip()
    page.round_strip.copy.click()
    assert session.entry("learning_centre").facts == {"learners_total": 104}
    shown.go("bmn_survey")
    assert session.previous("bmn_survey") is not None
    shown.mission_page().round_strip.copy.click()  # type: ignore[union-attr]
    assert session.store.facts(session.key("bmn_survey")) == {"households_target": 12480}
    shown.close()

    store = Store.open(tmp_path, session.clock)
    again = Session(store, known_packs(store, packs()).packs, session.clock)
    assert (again.pack.id, again.round_id) == ("2567-q3", "1")
    again.open_round("3", OLD)
    assert again.closed
    again.close()


def test_a_pack_that_is_wrong_is_refused_with_every_place(window: MainWindow, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    shutil.copytree(NEXT_QUARTER, wrong)
    file = wrong / "02_survey.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("at_least: 50", "at_leest: 50"), encoding="utf-8")
    window.round.take_pack(wrong)
    assert "02_survey.yaml บรรทัด" in window.notice.text.text()
    assert list(window.session.packs) == [OLD, NEW]
    window.round.take_pack(tmp_path / "nothing")
    assert "pack.yaml" in window.notice.text.text()


def test_a_kept_pack_that_cannot_be_read_is_still_known_after_another_came(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    (old,) = packs().values()
    keep_pack(session.store, replace(old, revision=2, source=old.source.replace("revision: 1", "revision: 2")), packs())
    (name,) = session.store.files.all()
    (tmp_path / "files" / name[:2] / name).write_bytes(b"damaged")
    session.add_pack(NEXT_QUARTER)
    assert len(session.problems) == 1
    session.close()


def test_a_revision_takes_the_place_of_the_pack_and_lays_the_forms_out_anew(window: MainWindow, tmp_path: Path) -> None:
    window.go(FIRST)
    folder = tmp_path / "revised"
    shutil.copytree(paths.criteria_packs() / OLD, folder)
    for name, before, now in (
        ("pack.yaml", "revision: 1", "revision: 2"),
        ("01_khok_nong_na.yaml", "label: ผู้เข้ามาเรียนรู้ในศูนย์ทั้งหมด", "label: ผู้เรียนรู้ตามหนังสือฉบับแก้ไข"),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        assert before in text
        (folder / name).write_text(text.replace(before, now), encoding="utf-8")
    window.round.take_pack(folder / "pack.yaml")
    assert window.session.pack.revision == 2
    page = window.mission_page()
    assert page is not None
    assert page.fields["learners_total"].label.text() == "ผู้เรียนรู้ตามหนังสือฉบับแก้ไข"
    window.round.take_pack(folder)
    assert "ชุดเดียวกัน" in window.notice.text.text()
