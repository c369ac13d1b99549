"""The evidence book of a round: what there is, what is missing, where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from cdd_desktop import paths
from cdd_desktop.clock import FixedClock
from cdd_desktop.criteria.loader import load_pack
from cdd_desktop.demo import MOMENT, make_demo
from cdd_desktop.reports.content import Options
from cdd_desktop.reports.content_evidence import PerPage, Picture, evidence_sheets
from cdd_desktop.reports.content_evidence_book import Wanted, evidence_book
from cdd_desktop.reports.gather import gather, office_text
from cdd_desktop.reports.gather_evidence import stored_book
from cdd_desktop.reports.pdf.evidence_book import write_evidence_book
from cdd_desktop.store import Store
from tests.reports.pdf.reading import by_pdfium, page_count
from tests.reports.sample import OFFICE, PRINTED
from tests.reports.test_round_papers import GRADED, OPEN

PACK = load_pack(paths.criteria_packs() / "2567-q2")
PLAIN = Options(thai_digits=False)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("demo")
    make_demo(folder)
    with Store.open_reader(folder, FixedClock(MOMENT)) as opened:
        yield opened


def jpeg(wide: int, tall: int, grain: bool = False) -> bytes:
    packed = BytesIO()
    image = Image.effect_noise((wide, tall), 90) if grain else Image.new("L", (wide, tall), 99)
    image.convert("RGB").save(packed, "JPEG", quality=90)
    return packed.getvalue()


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_the_book_of_the_demo_lists_what_there_is_and_what_is_missing(store: Store, tmp_path: Path) -> None:
    entries = gather(store, PACK, "2")
    book = stored_book(store, entries, office_text(store), date(2024, 2, 17), PLAIN)
    assert len(book.missions) == len(entries) == 11
    assert len(book.sheets) == sum(item.sheets is not None for item in book.missions) == 7
    fabric = next(item for item in book.missions if "ผ้าไทย" in item.title)
    assert [(row.found, row.missing) for row in fabric.rows] == [
        ("ยังไม่มีหลักฐาน", True), ("ภาพที่ 1", False), ("ภาพที่ 2", False),
    ]  # fmt: skip
    assert "ยังไม่มีหลักฐาน 5 รายการ" in book.standing
    write_evidence_book(book, out := tmp_path / "book.pdf")
    text = by_pdfium(out)
    assert text.count("ยังไม่มีหลักฐาน") >= 6
    assert "ลงมือปลูกร่วมกันหลังการเรียนรู้" in text


@pytest.mark.parametrize("per_page", [4, 6, 9])
def test_the_list_names_the_page_on_which_a_missions_sheets_begin(
    store: Store, tmp_path: Path, per_page: PerPage
) -> None:
    book = stored_book(store, gather(store, PACK, "2"), office_text(store), date(2024, 2, 17), PLAIN, per_page=per_page)
    write_evidence_book(book, out := tmp_path / "book.pdf")
    texts = pages(out)
    begins = [at for at, text in enumerate(texts, 1) if "ภาพที่ 1 " in text and "รายการหลักฐาน" not in text]
    listed = [int(number) for number in re.findall(r"ภาพ \d+(?: · ไฟล์ \d+)?\s+(\d+)\s", texts[1])]
    assert listed == begins
    assert begins[0] == 3


@pytest.mark.parametrize(("count", "per_page", "expected"), [(1, 4, 1), (40, 4, 10), (40, 6, 7), (40, 9, 5)])
def test_one_or_forty_pictures_fill_their_pages(tmp_path: Path, count: int, per_page: PerPage, expected: int) -> None:
    shapes = [jpeg(1600, 1200), jpeg(900, 1600), jpeg(1600, 400)]
    long = "ประชุมเชิงปฏิบัติการส่งเสริมกลุ่มอาชีพและแลกเปลี่ยนเรียนรู้ร่วมกับภาคีเครือข่าย " * 5
    pictures = [Picture(partial(bytes, shapes[at % 3]), long if at % 2 else "") for at in range(count)]
    sheets = evidence_sheets(GRADED, pictures, OFFICE, PRINTED, PLAIN, per_page=per_page)
    wanted = [Wanted("ภาพถ่ายกิจกรรม", tuple(range(1, count + 1)))]
    book = evidence_book([(sheets, wanted)], PLAIN)
    assert book.missions[0].rows[0].found == ("ภาพที่ 1" if count == 1 else "ภาพที่ 1–40")
    write_evidence_book(book, out := tmp_path / "book.pdf")
    assert page_count(out) == 2 + expected


def test_pictures_are_no_larger_than_they_print(tmp_path: Path) -> None:
    heavy = jpeg(1600, 1200, grain=True)
    pictures = [Picture(lambda: heavy, str(at)) for at in range(9)]
    sheets = evidence_sheets(GRADED, pictures, OFFICE, PRINTED, PLAIN, per_page=9)
    write_evidence_book(evidence_book([(sheets, [])], PLAIN), out := tmp_path / "book.pdf")
    assert out.stat().st_size < 9 * len(heavy) / 4


def test_a_round_without_evidence_is_a_cover_and_a_list(tmp_path: Path) -> None:
    bare = evidence_sheets(OPEN, [], OFFICE, PRINTED, PLAIN)
    book = evidence_book([(bare, [Wanted("ทะเบียน", missing=True), Wanted("ผลการติดตาม")])], PLAIN)
    assert [row.found for row in book.missions[0].rows] == ["ยังไม่มีหลักฐาน", "ยังไม่ต้องใช้"]
    write_evidence_book(book, out := tmp_path / "book.pdf")
    assert page_count(out) == 2


def test_thai_digits_reach_the_list(tmp_path: Path) -> None:
    sheets = evidence_sheets(GRADED, [Picture(lambda: jpeg(99, 99))], OFFICE, PRINTED, Options())
    book = evidence_book([(sheets, [Wanted("ภาพถ่าย", (1,))])], Options())
    assert book.missions[0].rows[0].found == "ภาพที่ ๑"
    assert book.sheets[0].pictures[0].number == "ภาพที่ ๑"
