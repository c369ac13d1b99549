"""How far a mission is: decided once, said alike on home, in the navigation, on the due page and in the round sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cdd_desktop.criteria.result import Outcome
from cdd_desktop.store import projections
from cdd_desktop.store.evidence import evidence_of, remove
from cdd_desktop.ui.home import HomePage
from cdd_desktop.ui.home_lacking import LackingList
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.standing import standing
from cdd_desktop.ui.standing_stage import Stage
from cdd_desktop.ui.text import ThaiLabel
from tests.ui.office import DISTRICT, FIRST, open_session, show_window

FULL = {"activity_held": True, "learners_total": 104, "learners_applied": 80}
CLAIMED = tuple(FULL)  # each of the three has to be proved
SURVEY = "bmn_survey"  # asks for no evidence
FUND = {"groups_target": 0, "groups_established": 0, "population_nonmember": 18500, "reports_target": 40}


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    session = open_session(tmp_path, moment=datetime(2024, 2, 22, 9, 0))
    session.know_people()
    session.set_person(DISTRICT.officers[0])
    session.open_round("2")
    shown = show_window(qtbot, session, tmp_path)
    yield shown
    shown.worker.wait()
    shown.close()


def fill(window: MainWindow, facts: dict[str, object], mission: str = FIRST) -> None:
    for name, value in facts.items():
        window.session.commit(mission, name, value)  # type: ignore[arg-type]
    window.session.flush()


def prove(window: MainWindow, *facts: str, mission: str = FIRST) -> None:
    session = window.session
    for fact in facts:
        fields = {"kind": "file", "name": f"{fact}.pdf", "proves": fact, "order": 1}
        key = session.key(mission).parts
        session.write(lambda put=fields, at=key: session.store.put("evidence", None, put, key=at), [mission])


def stage(window: MainWindow, mission: str = FIRST) -> Stage:
    return standing(window.session, window.session.pack.indicator_by_id[mission]).stage


def said(part: QWidget) -> str:
    QApplication.processEvents()
    parts = [one for one in part.findChildren(QWidget) if isinstance(one, ThaiLabel | QPushButton)]
    shown = [one for one in parts if one.isVisibleTo(part)]
    return "\n".join(one.text() for one in sorted(shown, key=lambda one: one.mapTo(part, QPoint()).y()))


def home(window: MainWindow) -> HomePage:
    window.go("home")
    page = window.shown_page()
    assert isinstance(page, HomePage)
    QApplication.processEvents()
    return page


def test_a_mission_goes_from_untouched_to_ready(window: MainWindow) -> None:
    assert stage(window) is Stage.UNTOUCHED
    fill(window, {"activity_held": True, "learners_total": 104})
    assert stage(window) is Stage.PARTIAL
    fill(window, {"learners_applied": 800})
    assert stage(window) is Stage.WRONG
    fill(window, {"learners_applied": 80})
    assert stage(window) is Stage.UNPROVED
    prove(window, *CLAIMED)
    assert stage(window) is Stage.READY


def test_a_draft_that_nobody_can_read_is_to_be_mended(window: MainWindow) -> None:
    fill(window, {"learners_total": "ราวร้อย"})
    assert stage(window) is Stage.WRONG


def test_a_mission_without_a_base_is_filled_in_but_undecided(window: MainWindow) -> None:
    fill(window, {**FUND, "members_added": 148, "reports_done": 0}, "community_fund")
    assert stage(window, "community_fund") is Stage.UNDECIDED
    page = home(window)
    assert "ยังตัดสินไม่ได้ 1" in page.state.text()
    assert "พร้อมส่ง" not in page.state.text()


def test_evidence_that_goes_is_missing_again_at_once(window: MainWindow) -> None:
    fill(window, FULL)
    prove(window, *CLAIMED)
    session = window.session
    remove(session.store, evidence_of(session.store, session.key(FIRST))[:1])
    assert stage(window) is Stage.UNPROVED
    window.act.undo()
    assert stage(window) is Stage.READY


def test_an_edit_asks_the_store_for_no_evidence(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(window, FULL)
    home(window)
    asked: list[object] = []
    plain = projections.values_of
    monkeypatch.setattr(projections, "values_of", lambda *given: asked.append(given) or plain(*given))  # type: ignore[func-returns-value]
    fill(window, {"learners_total": 110})
    QApplication.processEvents()
    assert asked == []
    prove(window, "learners_total")
    QApplication.processEvents()
    assert len(asked) == 1  # for the whole round


def test_home_lists_the_missing_evidence_and_leads_to_it(window: MainWindow) -> None:
    fill(window, FULL)
    prove(window, "activity_held")
    page = home(window)
    missing = page.findChild(LackingList)
    assert missing is not None
    assert missing.title.text() == "หลักฐานที่ยังขาด 2 รายการ"
    assert "1 โคก หนอง นา" in said(missing)
    link = next(one for one in missing.findChildren(QPushButton) if one.property("proof") == "learners_applied")
    link.click()
    assert window.place == FIRST
    prove(window, "learners_total", "learners_applied")
    home(window)
    assert missing.isHidden()


def test_home_calls_nothing_ready_that_lacks_evidence(window: MainWindow) -> None:
    fill(window, FULL)
    page = home(window)
    assert page.state.text().endswith("มี 11 ภารกิจ · ยังไม่ได้กรอก 10 · ขาดหลักฐาน 1")
    assert page.findChild(QWidget, "allDone") is None
    prove(window, *CLAIMED)
    assert home(window).state.text().endswith("มี 11 ภารกิจ · ยังไม่ได้กรอก 10 · พร้อมส่ง 1")
    assert "พร้อมส่ง แต่ยังไม่ได้ส่ง" in said(page)  # it is late


def test_navigation_due_page_and_documents_say_what_home_says(window: MainWindow) -> None:
    fill(window, FULL)
    words = "ขาดหลักฐาน 3 รายการ"
    assert words in window.navigation.model().index(2, 0).data(3)
    for place in ("due", "documents"):
        window.go(place)
        page = window.shown_page()
        assert page is not None
        assert words in said(page), place


def test_the_round_sheet_counts_what_is_open_above_the_button(window: MainWindow) -> None:
    fill(window, FULL)
    fill(window, {"households_target": 12480, "households_surveyed": 7904}, SURVEY)
    fill(window, {**FUND, "members_added": 148, "reports_done": 0}, "community_fund")
    window.round.submit_round()
    words = said(window.sheet.page)
    assert words.index("ส่งได้ 3 จาก 11 ภารกิจ") < words.index("ส่ง 3 ภารกิจที่กรอกครบ")
    assert words.index("ยังตัดสินไม่ได้ 1 ภารกิจ · ขาดหลักฐาน 3 รายการ") < words.index("ส่ง 3 ภารกิจที่กรอกครบ")
    assert "พร้อมส่ง 1 ภารกิจ" in words  # only the survey is


def test_a_mission_under_the_lowest_level_is_decided_when_it_is_certified(qtbot: QtBot, window: MainWindow) -> None:
    low = {"virtues": (), "activities_planned": 6, "activities_done": 0, "participation_percents": ()}
    done = {"reported_to_head": False, "improvement_shown": False, "lessons_reviewed": False}
    mission = "moral_organisation"
    fill(window, {**low, **done}, mission)
    session = window.session
    assert session.entry(mission).result.outcome is Outcome.BELOW
    window.round.desk.submit_all([session.pack.indicator_by_id[mission]], incomplete=True)
    qtbot.waitUntil(lambda: stage(window, mission) is Stage.SUBMITTED, timeout=20000)
    session.set_person(DISTRICT.head)
    window.round.certify_round()
    words = said(window.sheet.page)
    assert Stage.UNDECIDED.value not in words
    assert "ไม่ถึงระดับ" in words
