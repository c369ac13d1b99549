"""A reporting season in one window: two people, three rounds, a mistake that is found after it was certified."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from cdd_desktop.store import rounds
from cdd_desktop.store.submissions import Phase, Submission
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.preview import PreviewPage
from tests.reports.pdf.reading import by_pdfium
from tests.ui.kit import type_text
from tests.ui.office import DISTRICT, FIRST, open_session, show_window
from tests.ui.test_rounds import fill, mission, press, submit

CLERK, HEAD = DISTRICT.officers[0], DISTRICT.head
SURVEY = "bmn_survey"
REASON = "ตัวเลขผู้เรียนรู้นับซ้ำสองคน"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    session = open_session(tmp_path)
    session.know_people()
    session.set_person(CLERK)
    shown = show_window(qtbot, session, tmp_path)
    yield shown
    shown.worker.wait()
    shown.close()


def standing(window: MainWindow, indicator: str = FIRST) -> Submission:
    found = window.session.state(indicator).submission
    assert found is not None
    return found


def unlock(window: MainWindow, reason: str) -> None:
    press(mission(window), "unlockButton")
    lines = [line for line in window.sheet.findChildren(QPlainTextEdit, "reason") if not line.isHidden()]
    type_text(lines[-1], reason)
    press(window.sheet, "giveReason")


def test_three_rounds_of_two_people(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    session = window.session
    # round 1: filled in, sent, certified by the head and by nobody else
    session.open_round("1")
    fill(window, {"activity_held": True, "learners_total": 80, "learners_applied": 58})
    fill(window, {"households_target": 12480, "households_surveyed": 1950}, SURVEY)
    submit(qtbot, window)
    submit(qtbot, window, SURVEY)
    window.round.do("certify", session.pack.indicator_by_id[FIRST])
    assert "เฉพาะหัวหน้าสำนักงาน" in window.notice.text.text()
    first = standing(window)
    session.set_person(HEAD)
    window.round.certify_round()
    assert session.state(FIRST).phase is Phase.SUBMITTED  # looked at first
    press(window.sheet, "certifyAll")
    assert session.state(FIRST).phase is session.state(SURVEY).phase is Phase.CERTIFIED

    # a mistake: the clerk cannot open it, the head can, with a reason
    session.set_person(CLERK)
    session.commit(FIRST, "learners_total", 78)
    assert "ส่งแล้วโดย" in window.notice.text.text()
    window.round.do("withdraw", session.pack.indicator_by_id[FIRST])
    assert "หัวหน้ารับรองแล้ว" in window.notice.text.text()
    session.set_person(HEAD)
    unlock(window, REASON)
    session.set_person(CLERK)
    fill(window, {"learners_total": 78})
    submit(qtbot, window)
    second = standing(window)
    assert (second.number, first.grade, second.grade) == (2, "C", "C")

    # round 2: what lasts is carried over, undo takes it back, redo brings it again
    session.open_round("2")
    page = mission(window, SURVEY)
    assert page.fields["households_surveyed"].previous.text() == "รอบก่อน 1,950"
    press(page, "copyButton")
    window.actions_by_id["undo"].trigger()
    assert session.entry(SURVEY).facts == {}
    window.actions_by_id["redo"].trigger()
    assert session.entry(SURVEY).facts == {"households_target": 12480}
    fill(window, {"households_surveyed": 12480}, SURVEY)
    submit(qtbot, window, SURVEY)

    # round 3: undo never reaches into what was sent
    session.open_round("3")
    fill(window, {"households_target": 1}, SURVEY)
    window.actions_by_id["undo"].trigger()
    window.actions_by_id["undo"].trigger()
    assert "ภารกิจ 8 (ส่งแล้ว)" in window.notice.text.text()
    session.open_round("2")
    assert session.entry(SURVEY).facts["households_surveyed"] == 12480

    # both papers of the first round come out again, the second with the reason
    session.open_round("1")
    for sent, wanted in ((first, False), (second, True)):
        out = tmp_path / f"{sent.number}.pdf"
        out.write_bytes(rounds.submitted_pdf(session.store, sent))
        assert (REASON in by_pdfium(out)) is wanted
    press(mission(window), "sentPaperButton")
    press(window.sheet, "sentPdf")
    qtbot.waitUntil(lambda: isinstance(window.shown_page(), PreviewPage), timeout=20000)

    # and a day later, at another start
    moment = session.clock
    assert window.close()
    again = open_session(tmp_path, moment=moment.now().replace(tzinfo=None))
    again.open_round("1")
    assert again.state(FIRST).submission == second
    assert [act.reason for act in again.state(FIRST).unlocks] == [REASON]
    again.close()
