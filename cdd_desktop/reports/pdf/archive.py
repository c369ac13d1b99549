"""One PDF that holds a round for years: its papers, and the workbook and data attached, in the structure of PDF/A-3b.

What the standard asks of structure is made here: embedded fonts, an output intent with its profile, XMP that agrees
with the document's information, relations of attached files, no encryption, no transparency, no scripts. Conformance
is not claimed by anything but the identification that readers look for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from PIL import ImageCms

from cdd_desktop.errors import UserError
from cdd_desktop.reports.content_archive import ArchivePaper, ArchiveParts, AttachedFile
from cdd_desktop.reports.files import replacing

PRODUCER = "CDD Desktop"

_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_NOT_IN_ARCHIVES = ("/Trans", "/AA", "/Annots", "/Group")
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>3</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:language><rdf:Bag><rdf:li>th-TH</rdf:li></rdf:Bag></dc:language>
   <xmp:CreatorTool>{producer}</xmp:CreatorTool>
   <xmp:CreateDate>{moment}</xmp:CreateDate>
   <xmp:ModifyDate>{moment}</xmp:ModifyDate>
   <pdf:Producer>{producer}</pdf:Producer>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


def write_archive(parts: ArchiveParts, out: Path) -> None:
    """Write an archive file; equal parts give equal bytes.

    Args:
        parts: at least one paper.
        out: the file, replaced when it exists; untouched on any error.

    Raises:
        UserError: a paper is no PDF, is locked or lacks a font, or the place cannot be used.
    """
    with replacing(out) as temporary, ExitStack() as opened:
        archive = opened.enter_context(pikepdf.new())
        starts = []
        for paper in parts.papers:
            source = opened.enter_context(_opened(paper))
            starts.append(len(archive.pages))
            archive.pages.extend(source.pages)
        for page in archive.pages:
            for name in _NOT_IN_ARCHIVES:
                if name in page.obj:
                    del page.obj[name]
        _describe(archive, parts)
        _list_papers(archive, parts.papers, starts)
        _attach(archive, parts.attached, parts.day)
        made = BytesIO()  # the PDF library ends the whole process when a disk is full
        archive.save(
            made,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        temporary.write_bytes(made.getbuffer())


def _opened(paper: ArchivePaper) -> pikepdf.Pdf:
    """Return a paper, looked through for what an archive may not hold."""
    try:
        source = pikepdf.open(BytesIO(paper.pdf))
    except pikepdf.PdfError as error:
        raise _unfit(paper, "เปิดไม่ได้") from error
    if source.is_encrypted:
        raise _unfit(paper, "มีรหัสผ่าน")
    if lacking := sorted(set(fonts_not_embedded(source))):
        raise _unfit(paper, f"ไม่มีแบบอักษร {', '.join(lacking)} อยู่ในไฟล์")
    return source


def _unfit(paper: ArchivePaper, why: str) -> UserError:
    return UserError(f"เก็บเอกสาร “{paper.title}” ในไฟล์ถาวรไม่ได้: {why}", "สร้างเอกสารนั้นใหม่แล้วลองอีกครั้ง")


def fonts_not_embedded(document: pikepdf.Pdf) -> Iterator[str]:
    """Yield the names of fonts that pages use and that are not in the file."""
    for page in document.pages:
        resources: Any = page.obj.get("/Resources", {})
        for font in resources.get("/Font", {}).values():
            inner = font.get("/DescendantFonts", [font])[0]
            held = inner.get("/FontDescriptor", {})
            if not any(name in held for name in _FONT_FILES):
                yield str(font.get("/BaseFont", "?"))


def _describe(archive: pikepdf.Pdf, parts: ArchiveParts) -> None:
    """Say what the file is: information, XMP that says the same, language, and what its colours mean."""
    moment = _pdf_date(parts.day)
    author = parts.author or "–"  # XMP and information must agree, and may not be empty
    for name, value in {
        "/Title": parts.title,
        "/Author": author,
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": moment,
        "/ModDate": moment,
    }.items():
        archive.docinfo[name] = pikepdf.String(value)
    xmp = _XMP.format(
        title=escape(parts.title),
        author=escape(author),
        producer=PRODUCER,
        moment=f"{parts.day.isoformat()}T00:00:00+07:00",
    )
    root = archive.Root
    root.Metadata = archive.make_stream(xmp.encode("utf-8"), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    root.Lang = pikepdf.String("th-TH")
    root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    profile = archive.make_stream(srgb_profile(), N=3, Alternate=pikepdf.Name.DeviceRGB)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String("sRGB"),
        Info=pikepdf.String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    root.OutputIntents = pikepdf.Array([archive.make_indirect(intent)])


def _pdf_date(day: date) -> str:
    return f"D:{day:%Y%m%d}000000+07'00'"


@cache
def srgb_profile() -> bytes:
    """Return an ICC profile of sRGB, the same bytes at every call."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[8:12] = b"\x04\x20\x00\x00"  # the newest version that PDF 1.7 knows; the tags in use are the same in 4.2
    made[24:36] = b"\x07\xe8\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00"  # the library puts the PC's time here
    return bytes(made)


def _list_papers(archive: pikepdf.Pdf, papers: Sequence[ArchivePaper], starts: Sequence[int]) -> None:
    """Make the table of contents that readers show beside the pages."""
    with archive.open_outline() as outline:
        for paper, start in zip(papers, starts, strict=True):
            outline.root.append(pikepdf.OutlineItem(paper.title, start))
    archive.Root.PageMode = pikepdf.Name.UseOutlines


def _attach(archive: pikepdf.Pdf, files: Sequence[AttachedFile], day: date) -> None:
    moment = _pdf_date(day)
    related = pikepdf.Array()
    for file in files:
        spec = pikepdf.AttachedFileSpec(
            archive,
            file.content,
            description=file.description,
            filename=file.name,
            mime_type=file.mime,
            creation_date=moment,
            mod_date=moment,
        )
        spec.obj.AFRelationship = pikepdf.Name(f"/{file.relation}")
        archive.attachments[file.name] = spec
        related.append(spec.obj)
    archive.Root.AF = related
