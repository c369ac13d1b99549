"""Memos and letters on paper, measured against the official form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from cdd_desktop.errors import UserError
from cdd_desktop.reports.content import Options, Signature
from cdd_desktop.reports.content_letter import Body, Letter, Memo, letter, memo
from cdd_desktop.reports.pdf.letter import write_letter
from cdd_desktop.reports.pdf.memo import write_memo
from cdd_desktop.reports.pdf.official import tied
from cdd_desktop.reports.template import Enclosure
from cdd_desktop.thai.words import without_marks
from tests.reports.pdf.reading import by_pdfium, by_pypdf, font_names, squeezed
from tests.reports.sample import OFFICE
from tests.reports.test_letter import GRADED, HEAD, NUMBER, OPEN, TEMPLATES

CM = 72 / 2.54
NEAR = 0.06 * CM
LONG = "ได้ส่งเสริมการมีส่วนร่วมของประชาชนในทุกตำบล โดยจัดเวทีแลกเปลี่ยนเรียนรู้และติดตามผลรายเดือน "


def emblem(wide: int = 300, tall: int = 330, mode: str = "RGBA") -> bytes:
    packed = BytesIO()
    Image.new(mode, (wide, tall)).save(packed, "PNG")
    return packed.getvalue()


def a_memo(name: str = "memo-report", *, thai: bool = True, draft: bool = False) -> Memo:
    return memo([GRADED, OPEN], OFFICE, TEMPLATES[name], HEAD, NUMBER, Options(thai_digits=thai, draft=draft))


def a_letter(*, thai: bool = True, draft: bool = False) -> Letter:
    options = Options(thai_digits=thai, draft=draft)
    return letter([GRADED, OPEN], OFFICE, TEMPLATES["letter-report"], HEAD, NUMBER, options)


def written(paper: Memo | Letter, out: Path) -> Path:
    if isinstance(paper, Memo):
        write_memo(paper, out)
    else:
        write_letter(paper, out)
    return out


def with_body(paper: Any, **changes: Any) -> Any:
    return replace(paper, body=replace(paper.body, **changes))


def said_by(paper: Memo | Letter) -> list[str]:
    body: Body = paper.body
    texts = [body.number, body.day, body.subject, body.to, *body.references, *body.paragraphs, body.signature.name]
    texts += [part for item in body.enclosures for part in (item.text, item.amount)]
    texts += [body.signature.position]
    if body.table:
        texts += [body.table.title, body.table.caption, body.table.total]
        texts += [part for row in body.table.rows for part in (row.no, row.title, row.result, row.grade)]
    if isinstance(paper, Letter):
        return [*texts, *paper.place, paper.closing, *paper.foot, *paper.motto]
    return [*texts, paper.unit, "บันทึกข้อความ", "ส่วนราชการ"]


def box(path: Path, text: str, page: int = 0) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of the first place where the text stands."""
    document = pypdfium2.PdfDocument(path)
    try:
        words = document[page].get_textpage()
        found = words.search(text, match_case=True).get_next()
        assert found, text
        first, last = words.get_charbox(found[0], loose=True), words.get_charbox(sum(found) - 1, loose=True)
        return first[0], first[1], last[2], last[3]
    finally:
        document.close()


def pictures(path: Path) -> list[tuple[float, float, float, float]]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [item.get_bounds() for item in document[0].get_objects([3])]
    finally:
        document.close()


def by_page(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("thai", [True, False], ids=["thai", "arabic"])
@pytest.mark.parametrize("make", [a_memo, a_letter], ids=["memo", "letter"])
def test_the_paper_says_all_its_content(tmp_path: Path, make: Callable[..., Any], thai: bool) -> None:
    paper = make(thai=thai)
    path = written(paper, tmp_path / "p.pdf")
    for read in (by_pdfium, by_pypdf):
        found = squeezed(read(path))
        for text in said_by(paper):
            assert squeezed(text) in found


def test_the_memo_stands_as_the_form_says(tmp_path: Path) -> None:
    path = written(with_body(a_memo(), garuda=emblem()), tmp_path / "p.pdf")
    left, bottom, _right, top = pictures(path)[0]
    assert top - bottom == pytest.approx(1.5 * CM, abs=NEAR)
    assert (left, 841.89 - top) == (pytest.approx(3.0 * CM, abs=NEAR), pytest.approx(1.5 * CM, abs=NEAR))
    title = box(path, "บันทึกข้อความ")
    assert (title[0] + title[2]) / 2 == pytest.approx((3.0 + 19.0) / 2 * CM, abs=0.1 * CM)
    for label in ("ส่วนราชการ", "เรื่อง", "เรียน"):
        assert box(path, label)[0] == pytest.approx(3.0 * CM, abs=NEAR)
    assert box(path, "ตามหนังสือ")[0] == pytest.approx(5.5 * CM, abs=NEAR)
    sizes = {round(size, 2) for size in text_sizes(path)}
    assert {round(29 / 1.5, 2), round(20 / 1.5, 2), round(16 / 1.5, 2)} <= sizes


def text_sizes(path: Path) -> set[float]:
    document = pypdfium2.PdfDocument(path)
    try:
        words = document[0].get_textpage()
        raw = pypdfium2.raw
        return {raw.FPDFText_GetFontSize(words.raw, index) for index in range(words.count_chars())} - {1.0}
    finally:
        document.close()


def test_the_letter_stands_as_the_form_says(tmp_path: Path) -> None:
    path = written(with_body(a_letter(), garuda=emblem()), tmp_path / "p.pdf")
    left, bottom, right, top = pictures(path)[0]
    middle = (left + right) / 2
    assert top - bottom == pytest.approx(3.0 * CM, abs=NEAR)
    assert middle == pytest.approx((3.0 + 19.0) / 2 * CM, abs=NEAR)
    assert 841.89 - top == pytest.approx(1.5 * CM, abs=NEAR)
    for label in ("เรื่อง", "เรียน", "อ้างถึง", "สิ่งที่ส่งมาด้วย", OFFICE.name):
        assert box(path, label)[0] == pytest.approx(3.0 * CM, abs=NEAR)
    assert box(path, "ที่ว่าการ")[2] <= 19.0 * CM
    assert box(path, "๑๖ กุมภาพันธ์")[0] == pytest.approx(middle, abs=NEAR)
    closing = box(path, "ขอแสดงความนับถือ")
    assert closing[0] == pytest.approx(middle, abs=NEAR)
    signer = box(path, f"({HEAD.signer})")
    assert (signer[0] + signer[2]) / 2 == pytest.approx((closing[0] + closing[2]) / 2, abs=NEAR)
    assert closing[1] - signer[3] > 2.0 * CM


@pytest.mark.parametrize("make", [a_memo, a_letter], ids=["memo", "letter"])
def test_the_emblem_keeps_its_place_when_there_is_none(tmp_path: Path, make: Callable[..., Any]) -> None:
    without = written(make(), tmp_path / "1.pdf")
    having = written(with_body(make(), garuda=emblem()), tmp_path / "2.pdf")
    assert pictures(without) == []
    assert box(without, "เรียน") == box(having, "เรียน")


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n", b"GIF89a", b"<svg/>", emblem(9000, 9000, "1")])
def test_a_broken_or_huge_emblem_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    paper = with_body(a_memo(), garuda=data or b"no picture")
    with pytest.raises(UserError, match="ครุฑ"):
        write_memo(paper, tmp_path / "p.pdf")
    assert list(tmp_path.iterdir()) == []


def test_dotted_lines_are_not_in_the_text(tmp_path: Path) -> None:
    path = written(with_body(a_memo(), number="", day=""), tmp_path / "p.pdf")
    assert "...." not in by_pdfium(path)


def long(paper: Any, *, paragraphs: int = 14, catch_words: bool = False) -> Any:
    body: Body = paper.body
    return with_body(
        paper,
        subject=body.subject * 3,
        paragraphs=tuple(f"ข้อที่{number} {LONG * 4}" for number in range(paragraphs)) + body.paragraphs,
        enclosures=tuple(Enclosure(LONG, "จำนวน ๑ ฉบับ") for _ in range(6)),
        catch_words=catch_words,
    )


@pytest.mark.parametrize("make", [a_memo, a_letter], ids=["memo", "letter"])
def test_a_long_paper_loses_nothing_and_numbers_its_pages(tmp_path: Path, make: Callable[..., Any]) -> None:
    pages = by_page(written(long(make()), tmp_path / "p.pdf"))
    whole = squeezed("".join(pages))
    assert len(pages) >= 4  # the last one is the table's
    for number in range(14):
        assert f"ข้อที่{number}ได้ส่งเสริม" in whole
    assert whole.count("ส่งเสริมการมีส่วนร่วม") == 14 * 4 + 6
    assert "- ๑ -" not in pages[0]
    assert pages[1].startswith("- ๒ -")
    assert pages[2].startswith("- ๓ -")
    assert "- " not in pages[-1][:6]


@pytest.mark.parametrize("make", [a_memo, a_letter], ids=["memo", "letter"])
def test_catch_words_announce_the_next_page(tmp_path: Path, make: Callable[..., Any]) -> None:
    pages = by_page(written(long(make(), catch_words=True), tmp_path / "p.pdf"))
    for page, following in pairwise(pages[:-1]):
        (caught,) = [line for line in page.splitlines() if line.startswith("/")]
        assert caught.endswith("...")
        assert squeezed(caught[1:-3]) in squeezed(following)[:60]
    assert not any(line.startswith("/") for line in by_pdfium(written(long(make()), tmp_path / "q.pdf")).splitlines())


@pytest.mark.parametrize("make", [a_memo, a_letter], ids=["memo", "letter"])
def test_the_signature_never_stands_alone_on_a_page(tmp_path: Path, make: Callable[..., Any]) -> None:
    ending = "ทั้งนี้ " + LONG * 5 + "จบ"
    for lines in range(0, 34, 3):
        paper = with_body(make(), paragraphs=("\n".join(["บรรทัด"] * lines), ending), table=None)
        last = by_page(written(paper, tmp_path / "p.pdf"))[-1]
        assert paper.body.signature.name in last
        assert "จบ" in last


def test_a_paper_is_set_tighter_before_it_takes_another_page(tmp_path: Path) -> None:
    counts, tops = [], []
    for lines in range(5, 24):
        paper = with_body(a_letter(), paragraphs=("\n".join(["บรรทัด"] * lines), "จบ"), table=None)
        path = written(paper, tmp_path / "p.pdf")
        counts.append(len(by_page(path)))
        tops.append(box(path, "เรียน")[1])
    assert counts == sorted(counts)
    assert len({round(top) for top, count in zip(tops, counts, strict=True) if count == 1}) >= 2


def test_long_names_stay_on_the_paper(tmp_path: Path) -> None:
    place = ("ศูนย์ปฏิบัติการพัฒนาชุมชนอำเภอบ้านตัวอย่างที่มีชื่อยาวมากเกินหนึ่งบรรทัด", "ถนนตัวอย่าง")
    signature = Signature("", "นางสาวกาญจนาภรณ์พิมพ์ประภา วงศ์สุวรรณศักดิ์ไพศาลเจริญกิจ", "พัฒนาการอำเภอ" * 5)
    paper = replace(a_letter(), place=place, motto=(LONG * 2,))
    for item in (paper, a_memo()):
        path = written(with_body(item, signature=signature, number="ฉช ๐๕๑๙/" + "๑" * 60), tmp_path / "p.pdf")
        document = pypdfium2.PdfDocument(path)
        image = document[0].render(scale=1, grayscale=True).to_pil()
        document.close()
        width, height = image.size
        assert image.crop((0, 0, 80, height)).getextrema()[0] > 250
        assert image.crop((width - 52, 0, width, height)).getextrema()[0] > 250
        assert squeezed(signature.name) in squeezed(by_pdfium(path))


@pytest.mark.parametrize("make", [a_memo, a_letter], ids=["memo", "letter"])
def test_a_draft_is_marked_and_its_text_is_unharmed(tmp_path: Path, make: Callable[..., Any]) -> None:
    final = by_page(written(make(), tmp_path / "1.pdf"))
    draft = by_page(written(make(draft=True), tmp_path / "2.pdf"))
    note = "ร่าง ยังไม่ได้รับรอง"
    assert [squeezed(page.replace(note, "")) for page in draft] == [squeezed(page) for page in final]
    assert all(page.count("ร่าง") == 1 for page in draft)
    assert marked(tmp_path / "2.pdf") > marked(tmp_path / "1.pdf") + 5_000


def marked(path: Path) -> int:
    """Return how many points of the first page are light grey, which only the draft mark is."""
    document = pypdfium2.PdfDocument(path)
    try:
        shades = document[0].render(scale=1, grayscale=True).to_pil().histogram()
        return sum(shades[225:235])
    finally:
        document.close()


def test_numbers_keep_their_words_beside_them() -> None:
    text = "รอบที่ ๒ ภายในวันที่ ๒๐ กุมภาพันธ์ ๒๕๖๗ ระดับ A จำนวน ๓ ภารกิจ พ.ศ. ๒๕๖๗ นั้น"
    assert without_marks(tied(text)) == text
    assert [without_marks(part) for part in tied(text).split(" ")] == [
        "รอบที่ ๒",
        "ภายในวันที่ ๒๐ กุมภาพันธ์ ๒๕๖๗",
        "ระดับ A",
        "จำนวน ๓ ภารกิจ",
        "พ.ศ. ๒๕๖๗",
        "นั้น",
    ]


@pytest.mark.parametrize("make", [a_memo, a_letter], ids=["memo", "letter"])
def test_equal_papers_are_equal_files_in_our_fonts_alone(tmp_path: Path, make: Callable[..., Any]) -> None:
    paper = with_body(make(), garuda=emblem())
    one, two = written(paper, tmp_path / "1.pdf"), written(paper, tmp_path / "2.pdf")
    assert one.read_bytes() == two.read_bytes()
    assert {name.partition("+")[2] for name in font_names(one)} <= {"CDDSarabun-Regular", "CDDSarabun-Bold"}
