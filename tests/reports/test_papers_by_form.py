"""The papers of a round by their form, for the window and the commands alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from cdd_desktop import paths
from cdd_desktop.cli import papers
from cdd_desktop.clock import FixedClock
from cdd_desktop.criteria.loader import load_pack
from cdd_desktop.demo import MOMENT, make_demo
from cdd_desktop.reports import round_papers
from cdd_desktop.reports.gather import entry_key
from cdd_desktop.reports.round_papers import round_input, write_of
from cdd_desktop.reports.submitted import mission_paper, mission_workbook
from cdd_desktop.store import Store, rounds
from tests.reports.pdf.reading import by_pdfium

PACK = load_pack(paths.criteria_packs() / "2567-q2")
ROUND = "2"
MISSIONS = PACK.indicators_in(ROUND)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    make_demo(tmp_path / "data")
    with Store.open(tmp_path / "data", FixedClock(MOMENT + timedelta(hours=1)), state_dir=tmp_path / "state") as opened:
        yield opened


def submit(store: Store, missions: tuple[str, ...]) -> None:
    for name in missions:
        mission = PACK.indicator_by_id[name]
        made, book = mission_paper(store, PACK, mission), mission_workbook(store, PACK, mission)
        key = entry_key(store, PACK, mission, ROUND)
        rounds.submit(store, key, PACK, pdf=made, workbook=book, allow_incomplete=True)


def written(store: Store, form: str, out: Path, *missions: str) -> Path:
    chosen = [PACK.indicator_by_id[name] for name in missions]
    write_of(form, round_input(store, PACK, ROUND, MOMENT, chosen))(out)
    return out


def test_the_commands_name_every_form_of_a_round() -> None:
    assert papers.FORMS == round_papers.FORMS


def test_papers_of_a_round_are_drafts_until_all_of_it_is_submitted(store: Store, tmp_path: Path) -> None:
    forms = ("summary", "evidence", "memo", "letter")
    submit(store, tuple(item.id for item in MISSIONS[:-1]))
    drafted = {form: written(store, form, tmp_path / f"{form}-1.pdf") for form in forms}
    assert round_input(store, PACK, ROUND, MOMENT).options.draft
    submit(store, (MISSIONS[-1].id,))
    final = {form: written(store, form, tmp_path / f"{form}-2.pdf") for form in forms}
    assert not round_input(store, PACK, ROUND, MOMENT).options.draft
    for form in forms[:2]:  # letters have no foot, only the mark across the page
        assert "ร่าง" in "".join(by_pdfium(drafted[form]))
        assert "ร่าง" not in "".join(by_pdfium(final[form]))
    assert all(drafted[form].read_bytes() != final[form].read_bytes() for form in forms)


def test_a_paper_of_one_mission_is_a_draft_by_that_mission_alone(store: Store, tmp_path: Path) -> None:
    first, other = MISSIONS[0].id, MISSIONS[1].id
    submit(store, (first,))
    assert "ร่าง" not in "".join(by_pdfium(written(store, "mission", tmp_path / "a.pdf", first)))
    assert "ร่าง" in "".join(by_pdfium(written(store, "mission", tmp_path / "b.pdf", other)))
    book = openpyxl.load_workbook(written(store, "workbook", tmp_path / "a.xlsx"))
    said = ["".join(str(cell.value) for row in sheet.iter_rows() for cell in row) for sheet in book.worksheets[:3]]
    assert ["ร่าง" in text for text in said] == [True, False, True]
