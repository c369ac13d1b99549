"""Evidence sheets, the certification page and blank forms on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from cdd_desktop.errors import UserError
from cdd_desktop.reports.content import Options
from cdd_desktop.reports.content_blank import BlankForm, blank_form
from cdd_desktop.reports.content_certificate import Certificate
from cdd_desktop.reports.content_evidence import EvidenceSheets, OtherFile, PerPage, Picture, evidence_sheets
from cdd_desktop.reports.content_mission import mission_report
from cdd_desktop.reports.pdf.blank import write_blank
from cdd_desktop.reports.pdf.certificate import write_certificate
from cdd_desktop.reports.pdf.evidence import write_evidence
from cdd_desktop.reports.pdf.mission import write_mission
from cdd_desktop.thai.words import without_marks
from tests.reports.pdf.reading import by_pdfium, by_pypdf, font_names, page_count, squeezed
from tests.reports.sample import OFFICE, PRINTED
from tests.reports.test_round_papers import GRADED, OPEN, PLAIN, UNLOCK, certified, page

LONG = "ประชุมเชิงปฏิบัติการส่งเสริมกลุ่มอาชีพและแลกเปลี่ยนเรียนรู้ร่วมกับภาคีเครือข่ายในพื้นที่ " * 12


def jpeg(wide: int = 1600, tall: int = 1200, color: Any = (40, 90, 160), mode: str = "RGB") -> bytes:
    packed = BytesIO()
    Image.new(mode, (wide, tall), color).save(packed, "JPEG")
    return packed.getvalue()


def taken(count: int, **changes: Any) -> list[Picture]:
    """Return pictures that differ, upright and across."""
    made = []
    for number in range(count):
        data = jpeg(900, 1600, (number, 90, 160)) if number % 3 == 0 else jpeg(color=(number, 90, 160))
        caption = f"กิจกรรมครั้งที่ {number + 1} ณ ศาลาประชาคม"
        made.append(replace(Picture(lambda data=data: data, caption, "มีกิจกรรม", date(2024, 2, 3)), **changes))
    return made


def sheets(pictures: list[Picture], per_page: PerPage = 6, **more: Any) -> EvidenceSheets:
    return evidence_sheets(GRADED, pictures, OFFICE, PRINTED, Options(), per_page=per_page, **more)


def evidence(tmp_path: Path, *parts: EvidenceSheets) -> Path:
    write_evidence(parts, tmp_path / "e.pdf")
    return tmp_path / "e.pdf"


def drawn(path: Path) -> list[list[tuple[float, float, float, float]]]:
    """Return the boxes of the pictures, page by page."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [[item.get_bounds() for item in page.get_objects([3])] for page in document]
    finally:
        document.close()


@pytest.mark.parametrize(("per_page", "pages"), [(4, 4), (6, 3), (9, 2)])
def test_pictures_stand_so_many_a_page_with_their_captions(tmp_path: Path, per_page: PerPage, pages: int) -> None:
    path = evidence(tmp_path, part := sheets(taken(13), per_page))
    boxes = drawn(path)
    assert [len(found) for found in boxes] == [min(per_page, 13 - per_page * number) for number in range(pages)]
    for read in (by_pdfium, by_pypdf):
        text = squeezed(read(path))
        for item in part.pictures:
            assert squeezed(f"{item.number} {item.caption}") in text
        assert text.count(squeezed(part.mission)) >= pages
        assert text.count("ใช้ยืนยัน:มีกิจกรรม") == 13


@pytest.mark.parametrize("per_page", [4, 6, 9])
def test_pictures_keep_their_shape_and_stand_apart_on_the_paper(tmp_path: Path, per_page: PerPage) -> None:
    boxes = drawn(evidence(tmp_path, sheets(taken(9, caption=LONG), per_page)))[0]
    for number, (left, bottom, right, top) in enumerate(boxes):
        shape = 900 / 1600 if number % 3 == 0 else 1600 / 1200
        assert (right - left) / (top - bottom) == pytest.approx(shape, rel=0.02)
        assert 50 < left < right < 545
        assert 50 < bottom < top < 800
        for other in boxes[:number]:
            assert other[0] >= right or other[2] <= left or other[1] >= top or other[3] <= bottom


def test_a_caption_without_end_leaves_the_picture_its_room(tmp_path: Path) -> None:
    (box,) = drawn(evidence(tmp_path, sheets(taken(2, caption=LONG)[1:], 6)))[0]
    assert box[3] - box[1] > 70


def test_pictures_are_stored_no_finer_than_they_are_printed(tmp_path: Path) -> None:
    path = evidence(tmp_path, sheets(taken(6)))
    with pikepdf.open(path) as document:
        for name, image in document.pages[0].get_images().items():
            assert max(image.Width, image.Height) < 1000, name
            assert image.Filter == pikepdf.Name.DCTDecode or pikepdf.Name.DCTDecode in list(image.Filter)
            assert "/SMask" not in image


def test_a_picture_that_cannot_be_opened_says_so_in_its_place(tmp_path: Path) -> None:
    def lost() -> bytes:
        raise UserError("ไฟล์แนบ ab12 หายไป")

    broken = [Picture(lambda: b"nothing", "ภาพหนึ่ง"), Picture(lost, "ภาพสอง"), *taken(1)]
    path = evidence(tmp_path, sheets(broken))
    text = by_pdfium(path)
    assert "เปิดรูป ภาพหนึ่ง ไม่ได้" in text
    assert "หายไป" in text
    assert [len(found) for found in drawn(path)] == [1]


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_press_colours_are_taken_too(tmp_path: Path, mode: str) -> None:
    color = 90 if mode == "L" else (10, 20, 30, 40)
    path = evidence(tmp_path, sheets([Picture(lambda: jpeg(color=color, mode=mode), "ภาพ")]))
    with pikepdf.open(path) as document:
        (image,) = document.pages[0].get_images().values()
        assert image.ColorSpace in {pikepdf.Name.DeviceRGB, pikepdf.Name.DeviceGray}


def test_files_and_what_is_missing_are_listed(tmp_path: Path) -> None:
    files = [OtherFile("บัญชีลงชื่อ 2567.pdf", "ผู้เข้าร่วม", "มีกิจกรรม")]
    path = evidence(tmp_path, sheets(taken(1), files=files, missing=["ร้อยละของผู้นำไปใช้: แบบติดตาม"]))
    last = squeezed(by_pdfium(path))
    for text in ("บัญชีลงชื่อ 2567.pdf", "ผู้เข้าร่วม · มีกิจกรรม", "หลักฐานที่ยังไม่มี", "แบบติดตาม"):
        assert squeezed(text) in last


def test_missions_follow_each_other_each_on_its_own_page(tmp_path: Path) -> None:
    other = evidence_sheets(OPEN, [], OFFICE, PRINTED, Options())
    path = evidence(tmp_path, sheets(taken(2)), other)
    assert [len(found) for found in drawn(path)] == [2, 0]
    assert "ไม่มีภาพหลักฐานในรอบนี้" in by_pdfium(path)
    assert "หน้า ๒/๒" in by_pdfium(path)


def cert(name: str = "done") -> Certificate:
    if name == "done":
        return page({"learn": replace(certified(GRADED), unlocks=(UNLOCK,) * 3), "spread": certified(OPEN)}, Options())
    return page({"learn": certified(GRADED)}) if name == "half" else page({})


@pytest.mark.parametrize("name", ["done", "half", "nothing"])
def test_the_certificate_says_all_its_content(tmp_path: Path, name: str) -> None:
    made = cert(name)
    write_certificate(made, path := tmp_path / "c.pdf")
    for read in (by_pdfium, by_pypdf):
        text = squeezed(read(path))
        said = [made.heading, made.statement, made.standing, made.letter, *made.criteria, OFFICE.head]
        said += [part for row in made.rows for part in (row.title, row.sent, row.certified, row.facts_hash)]
        said += [part for item in made.reopened for part in (item.what, item.name, item.when, item.reason)]
        for part in said:
            assert squeezed(without_marks(part)) in text
    assert page_count(path) == 1
    assert ("ร่าง" in by_pdfium(path)) == made.draft


def test_a_report_prints_its_unlocks(tmp_path: Path) -> None:
    state = replace(certified(GRADED), unlocks=(UNLOCK,))
    write_mission(mission_report(GRADED, OFFICE, PRINTED, PLAIN, state), path := tmp_path / "m.pdf")
    text = squeezed(by_pdfium(path))
    assert squeezed("การส่งและการรับรอง") in text
    assert squeezed(f"ปลดล็อก โดย {OFFICE.head} 18 ก.พ. 2567 09.00 น.") in text
    assert squeezed(f"เหตุผล: {UNLOCK.reason}") in text


def forms() -> list[BlankForm]:
    return [blank_form(item, OFFICE, PRINTED, PLAIN) for item in (GRADED, OPEN)]


def test_a_blank_form_has_room_for_every_fact(tmp_path: Path) -> None:
    write_blank(forms(), path := tmp_path / "b.pdf")
    assert page_count(path) == 2
    text = by_pdfium(path)
    found = squeezed(text)
    for form in forms():
        for section in form.sections:
            for row in section.rows:
                assert squeezed(row.label) in found
                assert all(squeezed(choice) in found for choice in row.choices)
    assert text.count("☐") == 4 + len(forms())  # each form says once what the box is for
    assert "☐ สุจริต" in text
    assert "....... บาท" in text
    assert "มกราคม ....." in text
    assert text.count("ผู้เก็บข้อมูล") == 2


def test_a_form_takes_less_room_before_it_takes_another_page(tmp_path: Path) -> None:
    (form,) = forms()[:1]
    pages = []
    for count in range(8, 32, 2):
        section = replace(form.sections[1], rows=form.sections[1].rows[:1] * count)
        write_blank([replace(form, sections=(section,))], path := tmp_path / "b.pdf")
        pages.append(page_count(path))
        assert "ผู้ให้ข้อมูล" in by_pdfium(path)
    assert pages == sorted(pages)
    assert {1, 2} <= set(pages)


def test_what_is_left_of_the_page_becomes_lines_for_notes(tmp_path: Path) -> None:
    (form,) = forms()[:1]
    counts = []
    for rows in (1, 6):
        section = replace(form.sections[1], rows=form.sections[1].rows[:1] * rows)
        write_blank([replace(form, sections=(section,))], path := tmp_path / "b.pdf")
        text = by_pdfium(path)
        assert page_count(path) == 1
        assert squeezed(form.how) in squeezed(text)
        counts.append(len(re.findall(r"^\.{60,}", text, re.MULTILINE)))
    assert counts[0] > counts[1] >= 4


def test_nothing_but_the_form_stands_in_a_blank_form_with_no_previous_round(tmp_path: Path) -> None:
    write_blank([blank_form(GRADED, OFFICE, PRINTED, PLAIN)], path := tmp_path / "b.pdf")
    assert "รอบก่อน" not in by_pdfium(path)


WRITERS: dict[str, Callable[[Path], None]] = {
    "evidence": lambda out: write_evidence([sheets(taken(3))], out),
    "certificate": lambda out: write_certificate(cert(), out),
    "blank": lambda out: write_blank(forms(), out),
}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())
def test_equal_content_gives_equal_files_with_no_foreign_font(tmp_path: Path, write: Callable[[Path], None]) -> None:
    write(one := tmp_path / "1.pdf")
    write(two := tmp_path / "2.pdf")
    assert one.read_bytes() == two.read_bytes()
    assert {name.partition("+")[2] for name in font_names(one)} <= {"CDDSarabun-Regular", "CDDSarabun-Bold"}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())
def test_nothing_is_printed_in_the_margins(tmp_path: Path, write: Callable[[Path], None]) -> None:
    write(path := tmp_path / "d.pdf")
    document = pypdfium2.PdfDocument(path)
    for page_ in document:
        image = page_.render(scale=1, grayscale=True).to_pil()
        width, height = image.size
        for band in (
            (0, 0, 50, height),
            (width - 50, 0, width, height),
            (0, 0, width, 40),
            (0, height - 24, width, height),
        ):
            assert image.crop(band).getextrema()[0] > 250
    document.close()
