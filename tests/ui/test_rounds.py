"""Rounds in the window: sending, certifying, unlocking, withdrawing, copying from the round before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cdd_desktop.criteria.loader import load_source
from cdd_desktop.store import duties, guard, people, rounds
from cdd_desktop.store.submissions import Phase
from cdd_desktop.ui.home import HomePage
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.mission_page import MissionPage
from cdd_desktop.ui.papers import mission_paper
from cdd_desktop.ui.preview import PreviewPage
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import SideSheet
from tests.ui.kit import type_text
from tests.ui.office import DISTRICT, FIRST, open_session, show_window

FULL = {"activity_held": True, "learners_total": 104, "learners_applied": 80}
CLERK = DISTRICT.officers[0]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    session = open_session(tmp_path)
    session.know_people()
    session.set_person(CLERK)
    shown = show_window(qtbot, session, tmp_path)
    yield shown
    shown.worker.wait()
    shown.close()


def fill(window: MainWindow, facts: dict[str, object], indicator: str = FIRST) -> None:
    for name, value in facts.items():
        window.session.commit(indicator, name, value)  # type: ignore[arg-type]
    window.session.flush()


def mission(window: MainWindow, indicator: str = FIRST) -> MissionPage:
    window.go(indicator)
    page = window.mission_page()
    assert page is not None
    return page


def press(parent: QWidget, name: str) -> None:
    found = [made for made in parent.findChildren(QPushButton, name) if not made.isHidden()]  # or is on its way out
    assert found
    found[-1].click()


def submit(qtbot: QtBot, window: MainWindow, indicator: str = FIRST) -> None:
    press(mission(window, indicator), "submitButton")
    press(window.sheet, "sendNow")
    qtbot.waitUntil(lambda: window.session.state(indicator).submission is not None, timeout=20000)


def certify_as_head(window: MainWindow) -> None:
    window.session.set_person(DISTRICT.head)
    press(mission(window), "certifyButton")


def test_a_full_mission_is_sent_with_its_paper_and_stands_still(qtbot: QtBot, window: MainWindow) -> None:
    fill(window, FULL)
    submit(qtbot, window)

    page, session = mission(window), window.session
    submission = session.state(FIRST).submission
    assert submission is not None
    assert rounds.submitted_pdf(session.store, submission).startswith(b"%PDF")
    assert page.round_strip.words.text() == "ส่งแล้ว"
    assert f"ส่งโดย {CLERK} เมื่อ 17 ก.พ. 2567" in page.round_strip.detail.text()
    assert page.fields["learners_total"].editor.inputs()[0].isReadOnly()  # type: ignore[attr-defined]
    assert page.note.isReadOnly()
    assert not page.panel.phase.isHidden()
    assert "ส่งแล้ว" in window.navigation.model().index(2, 0).data(3)


def test_what_is_sent_cannot_be_altered_past_the_form_either(qtbot: QtBot, window: MainWindow) -> None:
    fill(window, FULL)
    submit(qtbot, window)
    window.session.commit(FIRST, "learners_total", 200)
    assert window.session.entry(FIRST).facts["learners_total"] == 104
    assert "ส่งแล้วโดย" in window.notice.text.text()


def test_an_incomplete_mission_says_what_is_missing_and_is_sent_when_the_person_says_so(
    qtbot: QtBot, window: MainWindow
) -> None:
    fill(window, {"activity_held": True, "learners_total": 104})
    press(mission(window), "submitButton")
    assert window.sheet.isVisible()
    assert window.session.state(FIRST).phase is Phase.OPEN
    missing = window.session.pack.indicator_by_id[FIRST].fact_by_id["learners_applied"]
    assert any(made.text() == (missing.short or missing.label) for made in window.sheet.findChildren(QPushButton))

    press(window.sheet, "sendIncomplete")
    qtbot.waitUntil(lambda: window.session.state(FIRST).submission is not None, timeout=20000)
    assert "ทั้งที่ยังกรอกไม่ครบ" in mission(window).round_strip.detail.text()


def test_a_refused_mission_cannot_be_sent(window: MainWindow) -> None:
    fill(window, {"activity_held": True, "learners_total": 8, "learners_applied": 80})
    press(mission(window), "submitButton")
    assert window.sheet.isVisible()
    assert window.sheet.findChild(QPushButton, "sendIncomplete") is None
    assert window.session.state(FIRST).phase is Phase.OPEN


def test_what_was_sent_can_be_withdrawn_and_mended(qtbot: QtBot, window: MainWindow) -> None:
    fill(window, FULL)
    submit(qtbot, window)
    press(mission(window), "withdrawButton")
    page = mission(window)
    assert window.session.state(FIRST).phase is Phase.OPEN
    assert not page.fields["learners_total"].editor.inputs()[0].isReadOnly()  # type: ignore[attr-defined]
    fill(window, {"learners_total": 105})
    assert window.session.store.facts(window.session.key(FIRST))["learners_total"] == 105


def test_the_head_certifies_and_a_clerk_cannot(qtbot: QtBot, window: MainWindow) -> None:
    fill(window, FULL)
    submit(qtbot, window)
    assert mission(window).round_strip.certify.isHidden()
    assert "รอหัวหน้า" in mission(window).round_strip.detail.text()

    certify_as_head(window)
    page = mission(window)
    assert page.round_strip.words.text() == "รับรองแล้ว"
    assert f"รับรองโดย {DISTRICT.head}" in page.round_strip.detail.text()
    assert page.round_strip.withdraw.isHidden()


def test_the_head_unlocks_only_with_a_reason_which_stays_in_sight(qtbot: QtBot, window: MainWindow) -> None:
    fill(window, FULL)
    submit(qtbot, window)
    certify_as_head(window)
    press(mission(window), "unlockButton")
    line = window.sheet.findChild(QPlainTextEdit, "reason")
    made = window.sheet.findChild(QPushButton, "giveReason")
    assert line is not None
    assert made is not None
    assert not made.isEnabled()

    type_text(line, "ตัวเลขผู้เรียนรู้นับซ้ำ")
    made.click()
    assert window.session.state(FIRST).phase is Phase.OPEN
    assert "เหตุผล: ตัวเลขผู้เรียนรู้นับซ้ำ" in mission(window).round_strip.detail.text()


def test_the_paper_that_was_sent_is_shown_and_printed_ever_after(qtbot: QtBot, window: MainWindow) -> None:
    fill(window, FULL)
    submit(qtbot, window)
    submission = window.session.state(FIRST).submission
    assert submission is not None
    press(mission(window), "sentPaperButton")
    press(window.sheet, "sentPdf")
    qtbot.waitUntil(lambda: isinstance(window.shown_page(), PreviewPage), timeout=20000)
    page = window.shown_page()
    assert isinstance(page, PreviewPage)
    assert page.data == rounds.submitted_pdf(window.session.store, submission)
    indicator = window.session.pack.indicator_by_id[FIRST]
    assert mission_paper(window.session, indicator).name.startswith("ภารกิจที่ 1")


def words_of(sheet: SideSheet) -> list[str]:
    """Return the words of a sheet from its top to its bottom."""
    QApplication.processEvents()
    parts = [part for part in sheet.page.findChildren(QWidget) if isinstance(part, ThaiLabel | QPushButton)]
    shown = [part for part in parts if not part.isHidden()]
    return [part.text() for part in sorted(shown, key=lambda part: part.mapTo(sheet.page, QPoint()).y())]


def test_what_is_wrong_stands_before_the_button_that_sends(qtbot: QtBot, window: MainWindow) -> None:
    fill(window, FULL)
    window.round.submit_round()
    said = words_of(window.sheet)
    left = next(text for text in said if text.startswith("ยังไม่พร้อม"))
    doubtful = next(text for text in said if text.startswith("ส่งได้ แต่ควรตรวจก่อน 1 ภารกิจ"))
    assert said.index(left) < said.index(doubtful) < said.index("ส่ง 1 ภารกิจที่กรอกครบ")
    made = window.sheet.findChild(QPushButton, "sendReady")
    assert made is not None
    assert not made.hasFocus()  # Enter would send what nobody has looked at


def test_home_sends_what_is_ready_and_the_head_certifies_it_at_once(qtbot: QtBot, window: MainWindow) -> None:
    fill(window, FULL)
    window.go("home")
    page = window.shown_page()
    assert isinstance(page, HomePage)
    page.submit.click()
    assert window.sheet.isVisible()
    press(window.sheet, "sendReady")
    qtbot.waitUntil(lambda: window.session.state(FIRST).submission is not None, timeout=20000)
    qtbot.waitUntil(lambda: "ส่งแล้ว 1" in page.state.text())
    assert page.certify.isHidden()

    window.session.set_person(DISTRICT.head)
    page.certify.click()
    assert window.session.state(FIRST).phase is Phase.SUBMITTED
    said = words_of(window.sheet)
    assert said.index("ควรตรวจก่อนรับรอง 1 ภารกิจ") < said.index("รับรอง 1 ภารกิจ")
    assert "ขาดหลักฐาน" in " ".join(said)
    press(window.sheet, "certifyAll")
    assert window.session.state(FIRST).phase is Phase.CERTIFIED
    assert "รับรองแล้ว 1" in page.state.text()


def test_undo_passes_over_what_is_sent_and_says_so(qtbot: QtBot, window: MainWindow) -> None:
    fill(window, FULL)
    submit(qtbot, window)
    window.actions_by_id["undo"].trigger()
    assert window.session.entry(FIRST).facts["learners_applied"] == 80
    assert "ภารกิจ 1 (ส่งแล้ว)" in window.notice.text.text()


def test_what_changed_under_a_submission_is_told_and_what_was_sent_is_shown(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(window, FULL)
    submit(qtbot, window)
    session = window.session
    with monkeypatch.context() as patch:
        patch.setattr(guard, "check", lambda *_given: None)  # as a change that comes in from another PC
        session.store.set_facts(session.key(FIRST), {"learners_applied": 99})
    session.set_person(DISTRICT.head)
    page = mission(window)
    assert "ไม่ตรงกับที่ส่ง" in page.round_strip.words.text()
    assert "ผู้นำไปใช้ประโยชน์: ส่งไว้ 80 คน ปัจจุบัน 99 คน" in page.round_strip.detail.text()
    assert page.fields["learners_applied"].editor.value() == 80
    assert page.round_strip.certify.isHidden()
    assert "ไม่ตรงกับที่ส่ง" in window.navigation.model().index(2, 0).data(3)

    press(page, "withdrawButton")
    assert mission(window).fields["learners_applied"].editor.value() == 99


def test_a_submission_shows_the_result_of_its_own_criteria(qtbot: QtBot, window: MainWindow) -> None:
    fill(window, FULL)
    submit(qtbot, window)
    session = window.session
    source = session.pack.source.replace("revision: 1", "revision: 2")
    source = source.replace("applied_percent, at_least: 75", "applied_percent, at_least: 79")
    newer = load_source(session.pack.id, source)
    session.packs = {newer.id: newer}
    session.pack = newer
    session.reload([FIRST])
    page = mission(window)
    assert page.panel.grade.word.text() == "ระดับ B"
    assert page.panel.grade.detail.text() == "ตามเกณฑ์ที่ใช้ตอนส่ง"
    shown = [label.text() for label in page.panel.findChildren(ThaiLabel) if not label.isHidden()]
    assert any("ไม่น้อยกว่าร้อยละ 75" in text for text in shown)
    press(page, "withdrawButton")
    assert mission(window).panel.grade.word.text() == "ระดับ C"


def test_lasting_facts_are_copied_from_the_round_before_in_one_action(window: MainWindow) -> None:
    session = window.session
    session.open_round("1")
    fill(window, {"households_target": 12480, "households_surveyed": 1950}, "bmn_survey")
    session.open_round("2")
    page = mission(window, "bmn_survey")
    said: list[str] = []
    window.round.desk.said.connect(lambda words, _way, _back: said.append(words))
    press(page, "copyButton")
    assert said == ["คัดลอก 1 ช่องจากรอบที่ 1 ตรวจก่อนใช้"]
    assert "คัดลอกจากรอบก่อน" in window.actions_by_id["undo"].text()
    assert session.entry("bmn_survey").facts == {"households_target": 12480}
    assert page.fields["households_target"].editor.value() == 12480
    assert page.round_strip.copy.isHidden()

    window.actions_by_id["undo"].trigger()
    assert session.entry("bmn_survey").facts == {}
    assert not page.round_strip.copy.isHidden()


def agenda_words(window: MainWindow) -> str:
    window.go("home")
    page = window.shown_page()
    assert isinstance(page, HomePage)
    QApplication.processEvents()  # cards made just now are shown by the event loop
    cards = page.findChildren(QFrame, "agenda")
    shown = [label.text() for card in cards if card.isVisibleTo(page) for label in card.findChildren(ThaiLabel)]
    shown += [link.text() for card in cards if card.isVisibleTo(page) for link in card.findChildren(QPushButton)]
    return "\n".join(shown)


def test_home_says_what_is_late_by_how_many_working_days_and_who_answers_for_it(window: MainWindow) -> None:
    session = window.session
    indicator = session.pack.indicator_by_id[FIRST]
    officer = people.find_person(session.store, CLERK)
    assert officer is not None
    session.write(lambda: duties.assign(session.store, session.pack, indicator, officer.id), [FIRST])
    assert "เหลือ 3 วัน (2 วันทำการ)" in agenda_words(window)  # Saturday the 17th to Tuesday the 20th
    assert f"1 โคก หนอง นา ({CLERK})" in agenda_words(window)


def test_what_is_filled_in_but_late_stays_on_home_until_it_is_sent(qtbot: QtBot, tmp_path: Path) -> None:
    session = open_session(tmp_path, moment=datetime(2024, 2, 22, 9, 0))
    session.know_people()
    session.set_person(CLERK)
    session.open_round("2")
    shown = show_window(qtbot, session, tmp_path)
    fill(shown, FULL)
    words = agenda_words(shown)
    assert "เลยกำหนด 2 วัน (2 วันทำการ)" in words
    assert "ขาดหลักฐาน" in words.splitlines()
    shown.close()


def test_who_may_not_unlock_is_told_before_a_reason_is_asked_for(qtbot: QtBot, window: MainWindow) -> None:
    window.go(FIRST)
    clerk = next(one for one in people.people(window.session.store) if one.role is people.Role.CLERK)
    window.persons.choose(clerk.id)
    window.round.do_here("unlock")
    assert "หัวหน้า" in window.notice.text.text()
    assert not window.sheet.isVisible()
