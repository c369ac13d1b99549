"""The archive file: what it holds, and the structure that PDF/A-3 asks for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from openpyxl import load_workbook
from PIL import ImageCms
from reportlab.pdfgen.canvas import Canvas

from cdd_desktop.errors import UserError
from cdd_desktop.reports.archive import round_archive
from cdd_desktop.reports.content import Options
from cdd_desktop.reports.content_archive import ArchivePaper, ArchiveParts
from cdd_desktop.reports.pdf.archive import fonts_not_embedded, srgb_profile, write_archive
from tests.reports.pdf.reading import by_pdfium, page_count, squeezed
from tests.reports.pdf.test_round_papers import sheets, taken
from tests.reports.sample import OFFICE, PRINTED
from tests.reports.test_round_papers import GRADED, OPEN, certified

# Namespaces are names in the form of addresses; the standards demand these and nobody ever asks them.
NAMESPACES = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/elements/1.1/",
    "http://ns.adobe.com/xap/1.0/",
    "http://ns.adobe.com/pdf/1.3/",
    "http://www.aiim.org/pdfa/ns/id/",
}
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> ArchiveParts:
    from cdd_desktop.reports.pdf.evidence import write_evidence

    write_evidence([sheets(taken(2))], out := tmp_path_factory.mktemp("e") / "e.pdf")
    states = {"learn": certified(GRADED), "spread": certified(OPEN)}
    more = [ArchivePaper("หลักฐาน", out.read_bytes())]
    return round_archive([GRADED, OPEN], states, OFFICE, PRINTED, Options(), more=more)


@pytest.fixture(scope="module")
def archive(parts: ArchiveParts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    write_archive(parts, out := tmp_path_factory.mktemp("a") / "a.pdf")
    return out


@pytest.fixture
def opened(archive: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(archive) as document:
        yield document


def attached(document: pikepdf.Pdf) -> dict[str, Any]:
    return {str(spec.UF): spec for spec in document.Root.AF}


# --- what it holds ---------------------------------------------------------------------------------------------------


def test_the_papers_stand_one_behind_another_and_are_listed(
    opened: pikepdf.Pdf, parts: ArchiveParts, archive: Path
) -> None:
    assert len(opened.pages) == sum(len(pikepdf.open(BytesIO(paper.pdf)).pages) for paper in parts.papers)
    with opened.open_outline() as outline:
        assert [item.title for item in outline.root] == [paper.title for paper in parts.papers]
    text = squeezed(by_pdfium(archive))
    for heading in ("หน้ารับรองผล", "สรุปผล", "ภารกิจที่๑ศูนย์เรียนรู้", "กิจกรรมครั้งที่1", "รับรองแล้ว๒จาก๒"):
        assert heading in text


def test_the_workbook_and_the_data_come_out_as_they_went_in(opened: pikepdf.Pdf, parts: ArchiveParts) -> None:
    for file in parts.attached:
        assert opened.attachments[file.name].get_file().read_bytes() == file.content
    book = load_workbook(BytesIO(opened.attachments["ผลทุกภารกิจ.xlsx"].get_file().read_bytes()))
    assert book.sheetnames[0] == "สรุป"
    data = json.loads(opened.attachments["ข้อมูล.json"].get_file().read_bytes())
    assert [mission["id"] for mission in data["missions"]] == ["learn", "spread"]


def test_a_paper_that_was_sent_goes_in_as_it_was(parts: ArchiveParts) -> None:
    asked = []

    def kept(name: str) -> bytes:
        asked.append(name)
        return parts.papers[1].pdf

    states = {"learn": certified(GRADED, pdf="ef" * 32), "spread": certified(OPEN)}
    made = round_archive([GRADED, OPEN], states, OFFICE, PRINTED, Options(), kept=kept)
    assert asked == ["ef" * 32]
    assert made.papers[2].pdf == parts.papers[1].pdf
    assert made.papers[3].pdf == parts.papers[3].pdf


def test_a_lost_paper_stops_the_archive(tmp_path: Path) -> None:
    def kept(_: str) -> bytes:
        raise UserError("ไฟล์แนบ หายไป")

    with pytest.raises(UserError, match="หายไป"):
        round_archive([GRADED], {"learn": certified(GRADED, pdf="a" * 64)}, OFFICE, PRINTED, Options(), kept=kept)


def test_equal_parts_give_equal_files_and_another_day_another(
    parts: ArchiveParts, archive: Path, tmp_path: Path
) -> None:
    write_archive(parts, again := tmp_path / "a.pdf")
    assert again.read_bytes() == archive.read_bytes()
    write_archive(replace(parts, day=date(2024, 3, 1)), other := tmp_path / "b.pdf")
    assert other.read_bytes() != archive.read_bytes()


# --- structure -------------------------------------------------------------------------------------------------------


def test_the_file_itself_is_as_the_standard_asks(opened: pikepdf.Pdf, archive: Path) -> None:
    raw = archive.read_bytes()
    assert re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4}", raw)
    assert raw.endswith(b"%%EOF\n")
    assert opened.check_pdf_syntax() == []
    assert not opened.is_encrypted
    assert len(opened.trailer.ID) == 2
    assert not {"/AcroForm", "/OpenAction", "/AA", "/JavaScript", "/OCProperties"} & set(opened.Root.keys())
    assert set(opened.Root.Names.keys()) == {"/EmbeddedFiles"}


def test_xmp_is_plain_and_agrees_with_the_information(opened: pikepdf.Pdf, parts: ArchiveParts) -> None:
    stream = opened.Root.Metadata
    assert (stream.Type, stream.Subtype) == (pikepdf.Name.Metadata, pikepdf.Name.XML)
    assert "/Filter" not in stream
    tree = ElementTree.fromstring(stream.read_bytes().decode("utf-8"))
    said = {element.tag.partition("}")[2]: "".join(element.itertext()).strip() for element in tree.iter()}
    assert (said["part"], said["conformance"]) == ("3", "B")
    information = opened.docinfo
    assert said["title"] == str(information["/Title"]) == parts.title
    assert said["creator"] == str(information["/Author"]) == OFFICE.name
    assert said["CreatorTool"] == str(information["/Creator"])
    assert said["Producer"] == str(information["/Producer"])
    assert said["CreateDate"] == said["ModifyDate"] == "2024-02-16T00:00:00+07:00"
    assert str(information["/CreationDate"]) == str(information["/ModDate"]) == "D:20240216000000+07'00'"


def test_there_is_no_network_address_but_the_names_of_the_standards(opened: pikepdf.Pdf, archive: Path) -> None:
    found = set(re.findall(rb"(?:https?|ftp|mailto):[^\s\"'<>)]*", archive.read_bytes()))
    assert {address.decode() for address in found} == NAMESPACES
    for item in opened.objects:
        if isinstance(item, pikepdf.Dictionary):
            assert "/URI" not in item


def test_colours_have_a_profile(opened: pikepdf.Pdf) -> None:
    (intent,) = opened.Root.OutputIntents
    assert (intent.Type, intent.S) == (pikepdf.Name.OutputIntent, pikepdf.Name.GTS_PDFA1)
    assert intent.DestOutputProfile.N == 3
    data = intent.DestOutputProfile.read_bytes()
    assert data == srgb_profile()
    profile = ImageCms.ImageCmsProfile(BytesIO(data)).profile
    assert (profile.xcolor_space, profile.connection_space, profile.device_class) == ("RGB ", "XYZ ", "mntr")
    assert profile.version == pytest.approx(4.2)
    assert int.from_bytes(data[:4], "big") == len(data)


def test_attached_files_say_what_they_are(opened: pikepdf.Pdf, parts: ArchiveParts) -> None:
    specs = attached(opened)
    assert set(specs) == {file.name for file in parts.attached} == set(opened.attachments)
    for file in parts.attached:
        spec = specs[file.name]
        assert spec.AFRelationship == pikepdf.Name(f"/{file.relation}")
        assert str(spec.F) == str(spec.UF) == file.name
        assert str(spec.Desc) == file.description
        stream = spec.EF.F
        assert stream.Subtype == pikepdf.Name(f"/{file.mime}")
        assert stream.Params.Size == len(file.content)
        assert str(stream.Params.ModDate) == "D:20240216000000+07'00'"


def test_pages_hold_no_transparency_and_no_actions(opened: pikepdf.Pdf) -> None:
    for page in opened.pages:
        assert not {"/Trans", "/AA", "/Annots", "/Group"} & set(page.obj.keys())
        resources = page.Resources
        assert "/ExtGState" not in resources
        for image in page.get_images().values():
            assert "/SMask" not in image
            assert not image.get("/Interpolate", False)
            assert image.ColorSpace in {pikepdf.Name.DeviceRGB, pikepdf.Name.DeviceGray}


def test_every_font_is_in_the_file_and_its_text_can_be_read(opened: pikepdf.Pdf) -> None:
    assert list(fonts_not_embedded(opened)) == []
    fonts = {font.objgen: font for page in opened.pages for font in page.Resources.Font.values()}
    for font in fonts.values():
        assert font.Subtype == pikepdf.Name.TrueType
        assert "/ToUnicode" in font
        assert re.fullmatch(r"/[A-Z]{6}\+CDDSarabun-(Regular|Bold)", str(font.BaseFont))
        assert font.FontDescriptor.Flags & 4  # symbolic: then no Encoding, and one table of codes
        assert "/Encoding" not in font
        assert len(font.Widths) == font.LastChar - font.FirstChar + 1
        inside = TTFont(BytesIO(font.FontDescriptor.FontFile2.read_bytes()), lazy=True)
        assert len(inside["cmap"].tables) == 1


def test_the_marks_of_the_papers_are_no_text_and_no_annotation(parts: ArchiveParts, tmp_path: Path) -> None:
    made = round_archive([GRADED], {}, OFFICE, PRINTED, Options(draft=True))
    write_archive(made, out := tmp_path / "a.pdf")
    assert by_pdfium(out).count("ร่าง") == page_count(out)


# --- what it refuses -------------------------------------------------------------------------------------------------


def refused(parts: ArchiveParts, pdf: bytes, out: Path) -> str:
    with pytest.raises(UserError) as caught:
        write_archive(replace(parts, papers=(*parts.papers, ArchivePaper("แปลก", pdf))), out)
    assert list(out.parent.iterdir()) == []
    return str(caught.value)


def test_a_paper_with_a_font_that_is_not_in_it_is_refused(parts: ArchiveParts, tmp_path: Path) -> None:
    packed = BytesIO()
    canvas = Canvas(packed)
    canvas.drawString(72, 72, "plain")
    canvas.save()
    said = refused(parts, packed.getvalue(), tmp_path / "a.pdf")
    assert "“แปลก”" in said
    assert "Helvetica" in said


def test_a_locked_paper_is_refused(parts: ArchiveParts, tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(parts.papers[0].pdf)) as paper:
        packed = BytesIO()
        paper.save(packed, encryption=pikepdf.Encryption(owner="x", user="", R=6))
    assert "รหัสผ่าน" in refused(parts, packed.getvalue(), tmp_path / "a.pdf")


def test_what_is_no_pdf_is_refused(parts: ArchiveParts, tmp_path: Path) -> None:
    assert "เปิดไม่ได้" in refused(parts, b"%PDF-1.7 nothing", tmp_path / "a.pdf")


def test_titles_with_signs_of_xml_are_kept(parts: ArchiveParts, tmp_path: Path) -> None:
    odd = replace(parts, title="ผล <A> & “B”", author="")
    write_archive(odd, out := tmp_path / "a.pdf")
    with pikepdf.open(out) as document:
        tree = ElementTree.fromstring(document.Root.Metadata.read_bytes().decode("utf-8"))
        titles = [element.text for element in tree.iter(f"{RDF}li")]
        assert titles[:2] == ["ผล <A> & “B”", str(document.docinfo["/Author"])]
