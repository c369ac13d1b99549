"""Where documents are written: whole, in place of a file, and of nothing but a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cdd_desktop.errors import UserError
from cdd_desktop.reports.files import replacing


def write(out: Path) -> None:
    with replacing(out) as temporary:
        temporary.write_bytes(b"new")


def write_half(out: Path) -> None:
    with replacing(out) as temporary:
        temporary.write_bytes(b"ha")
        raise ZeroDivisionError


def test_a_document_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "รายงาน ที่ ๑.pdf"
    out.write_bytes(b"old")
    write(out)
    assert out.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [out]


def test_what_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    out.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        write_half(out)
    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("name", ["folder", "folder/none/a.pdf", "", "x" * 300])
def test_a_place_that_cannot_be_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match="ไม่เปลี่ยน"):
        write(Path(name))
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only POSIX has named pipes")
def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    """An administrator may rename over a device; then /dev/null would be a document."""
    out = tmp_path / "device"
    os.mkfifo(out)
    with pytest.raises(UserError, match="อุปกรณ์"):
        write(out)
    assert out.is_fifo()


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    out = tmp_path / "latest.pdf"
    out.symlink_to(tmp_path / "kept" / "real.pdf")
    write(out)
    assert out.is_symlink()
    assert (tmp_path / "kept" / "real.pdf").read_bytes() == b"new"
