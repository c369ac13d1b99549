"""The self-test of the installed program."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdd_desktop import paths
from tests.cli.conftest import Run


def test_a_checkout_passes_its_self_test(run: Run) -> None:
    ran = run("self-test")
    assert (ran.code, ran.err) == (0, "")
    assert "พร้อมใช้งาน" in ran.out
    assert "ไม่ผ่าน" not in ran.out


def test_a_build_without_resources_fails_and_says_where(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paths, "root", lambda: tmp_path)
    ran = run("self-test")
    assert ran.code == 1
    assert "ไม่ผ่าน  ทรัพยากร" in ran.out
