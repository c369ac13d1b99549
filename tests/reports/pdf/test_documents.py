"""The mission report and the round's summary, read back and looked at as a reader's eye would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from cdd_desktop.errors import UserError
from cdd_desktop.reports.content import FactSection, MissionReport, Options, Part, RoundSummary, Signature
from cdd_desktop.reports.content_mission import mission_report
from cdd_desktop.reports.content_summary import round_summary
from cdd_desktop.reports.pdf.mission import write_mission
from cdd_desktop.reports.pdf.summary import write_summary
from tests.reports.pdf.reading import by_pdfium, by_pypdf, font_names, page_count, squeezed
from tests.reports.sample import OFFICE, PRINTED, SPREAD, entry

LEARNT = entry({"held": True, "total": 1104, "applied": 850}, previous={"held": True, "total": 90}, note="ประชุมแล้ว")
SPOKEN = entry({"monthly": (4, 3), "income": Decimal("125000.50"), "virtues": ("honesty",)}, SPREAD)
EMPTY = entry({})
REFUSED = entry({"held": True, "total": 104, "applied": 105})
DRAFTED = entry({"held": True, "total": 104}, drafts={"applied": "ประมาณ 80"})
LONG = "การดำเนินงานส่งเสริมกลุ่มออมทรัพย์ ต่าง ๆ https://example.invalid/" + "abcdef0123" * 15 + " น้ำใจ\n"


def mission(item: Any = LEARNT, *, thai: bool = True) -> MissionReport:
    return mission_report(item, OFFICE, PRINTED, Options(thai_digits=thai))


def summary(items: tuple[Any, ...] = (LEARNT, SPOKEN), *, thai: bool = True) -> RoundSummary:
    return round_summary(items, OFFICE, PRINTED, Options(thai_digits=thai))


def long_mission() -> MissionReport:
    """A report with everything too long: names, notes, values, 30 conditions, 30 places of a list."""
    plain = mission()
    level, row = plain.levels[0], plain.sections[1].rows[0]
    condition = replace(level.conditions[0], label="ส่งเสริมและพัฒนากลุ่มอาชีพในพื้นที่ให้เข้มแข็งและยั่งยืนตามหลักปรัชญา")
    many = tuple(replace(condition, label=f"{number} {condition.label}", depth=number % 3) for number in range(30))
    places = tuple(Part(f"ครั้งที่ {number}", "12.5") for number in range(30))
    rows = (
        replace(row, label=LONG, value=LONG, state="unreadable", problem="อ่านไม่ได้ " * 9),
        replace(row, parts=places, value=", ".join(f"{place.label} {place.value}" for place in places)),
        replace(row, parts=places[:5], previous="ครั้งที่ 1 12"),
        replace(row, value=LONG * 25),
    )
    signer = Signature("ผู้รับรองรายงาน", "นางสาวกาญจนาภรณ์พิมพ์ประภา วงศ์สุวรรณศักดิ์ไพศาลเจริญกิจ", "นักวิชาการ" * 9)
    return replace(
        plain,
        title=LONG,
        office=plain.office * 5,
        note=LONG * 40,
        levels=(replace(level, conditions=many), *plain.levels[1:]),
        sections=(FactSection("ยาว", rows), *plain.sections),
        signatures=(signer, signer),
    )


def texts(value: Any) -> Iterator[str]:
    """Every text a document says, to be found on paper."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in UNPRINTED.get(type(value).__name__, ()):
                yield from texts(getattr(value, field.name))


UNPRINTED: dict[str, tuple[str, ...]] = {
    "MissionReport": ("id", "outcome_id", "area"),  # the area without the district that the office's name already says
    "FactRow": ("id", "choices", "places", "holds", "state", "value"),  # lists stand place by place
    "ConditionRow": ("text",),  # said by label, value and threshold
    "LevelBlock": ("label",),
    "SummaryRow": ("short", "grade_text", "outcome", "outcome_id", "measure_shown", "measure_unit"),
    "GradeCount": ("text",),
    "RoundSummary": ("area",),
}


def written(document: MissionReport | RoundSummary, out: Path) -> Path:
    if isinstance(document, MissionReport):
        write_mission(document, out)
    else:
        write_summary(document, out)
    return out


@pytest.mark.parametrize("thai", [True, False])
@pytest.mark.parametrize(
    "item", [LEARNT, SPOKEN, EMPTY, REFUSED, DRAFTED], ids=["graded", "lists", "empty", "refused", "draft"]
)
def test_the_mission_report_says_all_its_content(tmp_path: Path, item: Any, thai: bool) -> None:
    document = mission(item, thai=thai)
    paper = squeezed(by_pdfium(written(document, tmp_path / "m.pdf")))
    for text in texts(document):
        assert squeezed(text) in paper
    for section in document.sections:
        for row in section.rows:
            for text in [row.value] if not row.parts else [part.value for part in row.parts]:
                assert squeezed(text) in paper


@pytest.mark.parametrize("thai", [True, False])
def test_the_summary_says_all_its_content(tmp_path: Path, thai: bool) -> None:
    document = summary((LEARNT, SPOKEN, EMPTY, REFUSED), thai=thai)
    path = written(document, tmp_path / "s.pdf")
    for read in (by_pdfium, by_pypdf):
        paper = squeezed(read(path))
        for text in texts(document):
            assert squeezed(text) in paper


def test_a_number_is_one_word_of_the_text(tmp_path: Path) -> None:
    path = written(mission(thai=False), tmp_path / "m.pdf")
    for read in (by_pdfium, by_pypdf):
        assert {"1,104", "850"} <= set(read(path).split())


def test_pages_say_which_they_are_of_how_many(tmp_path: Path) -> None:
    path = written(long_mission(), tmp_path / "m.pdf")
    pages = by_page(path)
    assert len(pages) > 4
    total = "".join("๐๑๒๓๔๕๖๗๘๙"[int(digit)] for digit in str(len(pages)))
    assert f"หน้า ๓/{total}" in pages[2]
    assert "หน้า 1/" in by_page(written(mission(thai=False), tmp_path / "a.pdf"))[0]


def by_page(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_a_long_report_loses_nothing_and_repeats_the_heads_of_its_tables(tmp_path: Path) -> None:
    document = long_mission()
    path = written(document, tmp_path / "m.pdf")
    pages = by_page(path)
    paper = squeezed("".join(pages))
    for text in (document.note.splitlines()[0], document.signatures[0].name, "29ส่งเสริมและพัฒนากลุ่มอาชีพ"):
        assert squeezed(text) in paper
    assert paper.count("น้ำใจ") == (document.note + document.title).count("น้ำใจ") + 27
    for page in pages:
        if "ส่งเสริมและพัฒนากลุ่มอาชีพ" in page:
            assert "ผลที่ได้" in page


@pytest.mark.parametrize("make", [long_mission, mission, summary], ids=["long", "mission", "summary"])
def test_nothing_is_printed_in_the_margins(tmp_path: Path, make: Callable[[], Any]) -> None:
    document = pypdfium2.PdfDocument(written(make(), tmp_path / "d.pdf"))
    for page in document:
        image = page.render(scale=1, grayscale=True).to_pil()
        width, height = image.size
        for band in (
            (0, 0, 50, height),
            (width - 50, 0, width, height),
            (0, 0, width, 40),
            (0, height - 24, width, height),
        ):
            assert image.crop(band).getextrema()[0] > 250


def test_eleven_missions_stand_on_one_or_two_pages(tmp_path: Path) -> None:
    items = (LEARNT, SPOKEN, EMPTY, REFUSED, DRAFTED, SPOKEN, LEARNT, SPOKEN, EMPTY, REFUSED, SPOKEN)
    assert page_count(written(summary(items), tmp_path / "s.pdf")) <= 2


def test_places_to_sign_do_not_stand_alone_on_a_page(tmp_path: Path) -> None:
    for count in range(1, 40):
        document = replace(mission(), note="บันทึก\n" * count)
        pages = by_page(written(document, tmp_path / "m.pdf"))
        assert "ลงชื่อ" in pages[-1]
        assert document.readings[-1] in pages[-1]


@pytest.mark.parametrize("make", [mission, summary], ids=["mission", "summary"])
def test_equal_content_gives_equal_files_with_no_foreign_font(tmp_path: Path, make: Callable[[], Any]) -> None:
    one, two = written(make(), tmp_path / "1.pdf"), written(make(), tmp_path / "2.pdf")
    assert one.read_bytes() == two.read_bytes()
    assert {name.partition("+")[2] for name in font_names(one)} == {"CDDSarabun-Regular", "CDDSarabun-Bold"}


def test_a_failure_leaves_the_old_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "m.pdf"
    out.write_bytes(b"old")

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reportlab.pdfgen.canvas.Canvas.save", full)
    with pytest.raises(UserError, match="เต็ม"):
        write_mission(mission(), out)
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["m.pdf"]


def test_an_office_that_has_said_nothing_yet_gets_dots_to_fill(tmp_path: Path) -> None:
    document = replace(mission(), office="", area="", signatures=(Signature("ผู้รายงาน"), Signature("ผู้รับรองรายงาน")))
    text = by_pdfium(written(document, tmp_path / "m.pdf"))
    assert text.count("ลงชื่อ ....") == 2
    assert text.count("ตำแหน่ง ....") == 2
