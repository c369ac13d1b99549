"""From the store to the papers of a round: states, evidence, letterhead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from openpyxl import load_workbook
from PIL import Image

from cdd_desktop import paths
from cdd_desktop.clock import FixedClock
from cdd_desktop.criteria.loader import load_pack, load_source
from cdd_desktop.demo import MOMENT, make_demo
from cdd_desktop.reports.archive import made, round_archive
from cdd_desktop.reports.content import Options
from cdd_desktop.reports.content_certificate import certificate
from cdd_desktop.reports.content_mission import mission_report
from cdd_desktop.reports.content_summary import round_summary
from cdd_desktop.reports.excel import write_workbook
from cdd_desktop.reports.gather import entry_key, gather, office_text
from cdd_desktop.reports.gather_round import report_now, round_states, stored_sheets
from cdd_desktop.reports.office_letters import letterhead
from cdd_desktop.reports.pdf import write_archive, write_evidence, write_mission
from cdd_desktop.reports.submitted import mission_paper, mission_workbook
from cdd_desktop.store import Store, evidence, rounds
from cdd_desktop.store.people import Role, people, sign_in
from cdd_desktop.store.prepared import prepare
from cdd_desktop.store.submissions import Phase
from tests.reports.pdf.reading import by_pdfium

PACK = load_pack(paths.criteria_packs() / "2567-q2")
MISSION = PACK.indicator_by_id["khok_nong_na"]
DAY = date(2024, 2, 16)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    make_demo(tmp_path / "data")
    with Store.open(tmp_path / "data", FixedClock(MOMENT), state_dir=tmp_path / "state") as opened:
        yield opened


def submit(store: Store) -> bytes:
    """Submit the mission with the paper it has now; return the paper."""
    (entry,) = gather(store, PACK, "2", [MISSION])
    report = mission_report(entry, office_text(store), DAY, Options())
    pdf = made(lambda out: write_mission(report, out))
    rounds.submit(store, entry_key(store, PACK, MISSION, "2"), PACK, pdf=lambda _: pdf)
    return pdf


def test_the_archive_holds_the_paper_that_was_submitted(store: Store, tmp_path: Path) -> None:
    assert round_states(store, PACK, "2") == {}
    pdf = submit(store)
    states = round_states(store, PACK, "2")
    assert {name: state.phase for name, state in states.items()} == {MISSION.id: Phase.SUBMITTED}
    assert round_states(store, PACK, "1") == {}
    entries = gather(store, PACK, "2")
    parts = round_archive(entries, states, office_text(store), date(2024, 3, 1), Options(), kept=store.files.read)
    assert parts.papers[2].pdf == pdf
    write_archive(parts, out := tmp_path / "a.pdf")
    with pikepdf.open(out) as archive:
        assert len(archive.Root.AF) == 2
    page = certificate(entries, states, office_text(store), DAY, Options())
    assert page.standing == "รับรองแล้ว ๐ จาก ๑๑ ภารกิจ"
    assert page.rows[0].sent


def test_a_report_is_a_draft_until_its_mission_is_submitted(store: Store) -> None:
    (entry,) = gather(store, PACK, "2", [MISSION])
    before = report_now(store, entry, office_text(store), DAY, Options())
    assert (before.draft, before.remarks) == (True, ())
    submit(store)
    after = report_now(store, entry, office_text(store), DAY, Options())
    assert (after.draft, [item.what for item in after.remarks]) == (False, ["ส่ง"])


def photo() -> bytes:
    packed = BytesIO()
    Image.effect_mandelbrot((640, 480), (-3, -2.5, 2, 2.5), 20).convert("RGB").save(packed, "JPEG")
    return packed.getvalue()


def test_evidence_prints_with_what_it_proves_and_what_is_missing(store: Store, tmp_path: Path) -> None:
    fabric = PACK.indicator_by_id["thai_fabric"]
    key = entry_key(store, PACK, fabric, "3")
    (entry,) = gather(store, PACK, "3", [fabric])
    before = stored_sheets(store, entry, office_text(store), DAY, Options())
    assert (before.pictures, before.files) == ((), ())
    assert any("ภาพถ่ายการส่งเสริม" in text for text in before.missing)
    new = [prepare(store.files, "IMG_1.JPG", photo())]
    evidence.add(store, key, new, proves="natural_process")
    (item,) = evidence.evidence_of(store, key)
    evidence.set_caption(store, item, "เรียนรู้ที่แปลงต้นแบบ")
    sheets = stored_sheets(store, entry, office_text(store), DAY, Options(), per_page=4)
    (picture,) = sheets.pictures
    assert picture.caption == "เรียนรู้ที่แปลงต้นแบบ"
    assert picture.lines[0].startswith("ใช้ยืนยัน: ")
    assert not any("ภาพถ่ายการส่งเสริม" in text for text in sheets.missing)
    write_evidence([sheets], out := tmp_path / "e.pdf")
    text = by_pdfium(out)
    assert "เรียนรู้ที่แปลงต้นแบบ" in text
    assert "เปิดรูป" not in text


def test_the_letterhead_begins_with_what_the_office_has_said(store: Store, tmp_path: Path) -> None:
    office = store.office()
    assert office is not None
    assert letterhead(store).phone == office.phone


def test_what_is_submitted_is_told_as_it_was_then_whatever_criteria_came_since(store: Store) -> None:
    store.set_facts(entry_key(store, PACK, MISSION, "2"), {"learners_total": 100, "learners_applied": 79})
    submit(store)
    source = PACK.source.replace("revision: 1", "revision: 2").replace("at_least: 75", "at_least: 79.5")
    newer = load_source(PACK.id, source)
    (entry,) = gather(store, newer, "2", [newer.indicator_by_id[MISSION.id]])
    assert (entry.result.grade, entry.pack) == ("B", PACK)
    rounds.withdraw(store, entry_key(store, PACK, MISSION, "2"))
    (entry,) = gather(store, newer, "2", [newer.indicator_by_id[MISSION.id]])
    assert (entry.result.grade, entry.pack) == ("C", newer)


def test_the_round_before_a_quarters_first_is_the_last_of_the_quarter_before(store: Store) -> None:
    later = load_pack(Path(__file__).parent.parent / "data" / "packs" / "2567-q3")
    store.set_facts(entry_key(store, PACK, MISSION, "3"), {"learners_total": 104, "activity_held": True})
    (alone,) = gather(store, later, "1", [later.indicator_by_id["learning_centre"]])
    assert alone.previous is None
    (entry,) = gather(store, later, "1", [later.indicator_by_id["learning_centre"]], packs=[PACK])
    assert entry.previous == {"learners_total": 104}


def test_a_submissions_workbook_is_made_of_what_it_freezes(store: Store, tmp_path: Path) -> None:
    key = entry_key(store, PACK, MISSION, "2")
    pdf, workbook = mission_paper(store, PACK, MISSION), mission_workbook(store, PACK, MISSION)
    made_now = rounds.submit(store, key, PACK, pdf=pdf, workbook=workbook)
    (tmp_path / "w.xlsx").write_bytes(rounds.submitted_workbook(store, made_now))
    book = load_workbook(tmp_path / "w.xlsx")
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("ส่ง โดย" in text for text in cells)
    assert not any("ร่าง" in text for text in cells)


def test_the_workbook_of_what_was_reopened_says_that_it_is_a_draft_and_why(store: Store, tmp_path: Path) -> None:
    key = entry_key(store, PACK, MISSION, "2")
    submit(store)
    sign_in(store, next(person.id for person in people(store) if person.role is Role.HEAD))
    rounds.unlock(store, key, "นับซ้ำสองคน")
    (entry,) = gather(store, PACK, "2", [MISSION])
    report = report_now(store, entry, office_text(store), DAY, Options())
    summary = round_summary([entry], office_text(store), DAY, Options(draft=True))
    write_workbook(summary, [report], out := tmp_path / "w.xlsx")
    for sheet, words in zip(load_workbook(out), (["ร่าง"], ["ร่าง", "เหตุผล: นับซ้ำสองคน"]), strict=True):
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
        assert all(any(word in text for text in cells) for word in words)


def test_what_was_submitted_is_never_graded_anew_where_its_criteria_are_lost(store: Store, tmp_path: Path) -> None:
    submit(store)
    source = PACK.source.replace("revision: 1", "revision: 2")
    newer = load_source(PACK.id, source.replace("applied_percent, at_least: 75", "applied_percent, at_least: 79"))
    mission = newer.indicator_by_id[MISSION.id]
    key = entry_key(store, newer, mission, "2")
    kept = rounds.state(store, key).submission
    assert kept is not None
    assert (kept.grade, gather(store, newer, "2", [mission])[0].result.grade) == ("B", "B")
    lost = store.data_dir / "files" / kept.criteria[:2] / kept.criteria
    for damage in (lambda: lost.write_bytes(b"damaged"), lost.unlink):
        damage()
        (entry,) = gather(store, newer, "2", [mission])
        assert (entry.result.grade, entry.result.recorded) == ("B", True)
        report = report_now(store, entry, office_text(store), DAY, Options())
        assert "เสียหาย" in report.outcome
        write_mission(report, tmp_path / "a.pdf")
        assert "ตามที่บันทึกไว้ตอนส่ง" in "".join(by_pdfium(tmp_path / "a.pdf"))
        assert round_summary([entry], office_text(store), DAY, Options()).rows[0].grade == "B"
