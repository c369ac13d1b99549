"""Sending a whole round: beside the window, stopped half-way, with a mission that cannot be sent."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Event

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cdd_desktop.errors import UserError
from cdd_desktop.reports.submitted import SentPapers
from cdd_desktop.store import rounds
from cdd_desktop.store.submissions import Phase
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.text import ThaiLabel
from tests.ui.office import DISTRICT, FIRST, open_session, show_window
from tests.ui.test_rounds import FULL, fill, mission, press, submit

SURVEY, OTOP = "bmn_survey", "otop"
SURVEYED = {"households_target": 12480, "households_surveyed": 12480}
SALES = {"products_new": 5, "sales_base": "8000000", "sales_current": "8200000"}
SOLD = {**SALES, "wallet_interested": 4, "shops_registered": 4}


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    session = open_session(tmp_path)
    session.know_people()
    session.set_person(DISTRICT.officers[0])
    shown = show_window(qtbot, session, tmp_path)
    fill(shown, FULL)
    fill(shown, SURVEYED, SURVEY)
    fill(shown, SOLD, OTOP)
    yield shown
    shown.worker.wait()
    shown.close()


def send_round(window: MainWindow) -> None:
    window.round.submit_round()
    press(window.sheet, "sendReady")


def sent(window: MainWindow) -> set[str]:
    session = window.session
    return {item.id for item in session.indicators if session.state(item.id).submission is not None}


def test_a_round_is_sent_each_mission_with_its_paper_and_its_workbook(qtbot: QtBot, window: MainWindow) -> None:
    send_round(window)
    assert sent(window) == set()  # the papers are made beside the window
    qtbot.waitUntil(lambda: "ส่ง 3 ภารกิจแล้ว" in window.notice.text.text(), timeout=30000)
    assert sent(window) == {FIRST, SURVEY, OTOP}
    for name in sent(window):
        submission = window.session.state(name).submission
        assert submission is not None
        assert rounds.submitted_pdf(window.session.store, submission).startswith(b"%PDF")
        book = load_workbook(BytesIO(rounds.submitted_workbook(window.session.store, submission)))
        assert len(book.sheetnames) == 2


def test_what_is_made_when_it_is_stopped_is_sent_and_the_rest_is_named(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on, second = Event(), Event()
    made = SentPapers.pdf

    def slowly(papers: SentPapers) -> bytes:
        if papers.report.no != "๑":
            second.set()
            assert going_on.wait(20)
        return made(papers)

    monkeypatch.setattr(SentPapers, "pdf", slowly)
    said: list[str] = []
    window.worker.started.connect(lambda task: task.said.connect(said.append))
    send_round(window)
    qtbot.waitUntil(lambda: second.is_set() and bool(sent(window)), timeout=30000)
    window.status._cancel()
    going_on.set()
    qtbot.waitUntil(lambda: "ยังไม่ได้ส่งภารกิจ" in window.notice.text.text(), timeout=30000)
    assert sent(window) == {FIRST, OTOP}  # the paper of the second was made all the same
    assert "หยุดตามที่สั่ง ส่ง 2 ภารกิจแล้ว ยังไม่ได้ส่งภารกิจ 8" in window.notice.text.text()
    assert said[:2] == ["กำลังทำเอกสาร 1 จาก 3 ภารกิจ", "กำลังทำเอกสาร 2 จาก 3 ภารกิจ"]


def test_a_mission_that_was_altered_meanwhile_is_left_out_and_named(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on = Event()
    made = SentPapers.pdf

    def slowly(papers: SentPapers) -> bytes:
        assert going_on.wait(20)
        return made(papers)

    monkeypatch.setattr(SentPapers, "pdf", slowly)
    send_round(window)
    window.session.commit(SURVEY, "households_surveyed", 12000)
    going_on.set()
    qtbot.waitUntil(lambda: "ยังไม่ได้ส่งภารกิจ 8" in window.notice.text.text(), timeout=30000)
    assert "ระหว่างเตรียมเอกสาร" in window.notice.text.text()
    assert sent(window) == {FIRST, OTOP}
    assert window.session.entry(SURVEY).facts["households_surveyed"] == 12000


def test_a_paper_that_cannot_be_made_keeps_the_others_from_nothing(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = SentPapers.workbook

    def fails(papers: SentPapers) -> bytes:
        if papers.report.no == "๑":
            raise UserError("ดิสก์เต็ม")
        return made(papers)

    monkeypatch.setattr(SentPapers, "workbook", fails)
    send_round(window)
    qtbot.waitUntil(lambda: "ยังไม่ได้ส่งภารกิจ 1 ดิสก์เต็ม" in window.notice.text.text(), timeout=30000)
    assert sent(window) == {SURVEY, OTOP}


def test_closing_the_window_sends_what_is_made_and_nothing_half(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    send_round(window)
    window.close()
    again = open_session(tmp_path)
    for name in (FIRST, SURVEY, OTOP):
        submission = again.state(name).submission
        assert submission is None or rounds.submitted_pdf(again.store, submission).startswith(b"%PDF")
    again.close()


def test_before_it_is_sent_a_mission_shows_result_criteria_officer_and_missing_evidence(
    qtbot: QtBot, window: MainWindow
) -> None:
    press(mission(window), "submitButton")
    words = "\n".join(label.text() for label in window.sheet.findChildren(ThaiLabel) if label.isVisible())
    assert "ระดับ C" not in words
    assert "ระดับ B" in words
    assert "ฉช ๐๐๑๙/ว ๒๐๒ เรื่องที่ 1 ฉบับที่ 1" in words
    assert "ผู้รับผิดชอบ: ยังไม่ได้กำหนด" in words
    links = [made for made in window.sheet.findChildren(QPushButton) if made.property("proof")]
    assert [made.property("proof") for made in links] == ["activity_held", "learners_total", "learners_applied"]
    links[1].click()
    assert not window.sheet.isVisible()
    page = mission(window)
    assert page.evidence.strip.wanted.links["learners_total"].hasFocus() or window.place == FIRST
    assert window.session.state(FIRST).phase is Phase.OPEN


def test_every_sending_of_a_mission_comes_out_again_with_its_own_result(qtbot: QtBot, window: MainWindow) -> None:
    submit(qtbot, window)
    press(mission(window), "withdrawButton")
    fill(window, {"learners_applied": 104})
    submit(qtbot, window)
    press(mission(window), "sentPaperButton")
    words = [label.text() for label in window.sheet.findChildren(ThaiLabel) if label.isVisible()]
    assert [text for text in words if text.startswith("ส่งครั้งที่")] == ["ส่งครั้งที่ 2", "ส่งครั้งที่ 1"]
    assert [text for text in words if text in {"ระดับ A", "ระดับ B"}] == ["ระดับ A", "ระดับ B"]
    assert any("76.92" in text for text in words)
    saved: list[str] = []
    window.desk.ask_path = lambda paper: saved.append(paper.name)  # type: ignore[assignment, func-returns-value]
    window.sheet.findChildren(QPushButton, "sentWorkbook")[0].click()
    assert saved == ["ภารกิจที่ 1 โคก หนอง นา ส่งครั้งที่ 2 รอบที่ 2 ไตรมาสที่ 2 (มกราคม – มีนาคม 2567).xlsx"]
