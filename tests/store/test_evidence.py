"""Evidence of an entry: added, ordered, captioned, removed; every step can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cdd_desktop import paths
from cdd_desktop.criteria import formulas as f
from cdd_desktop.criteria import model
from cdd_desktop.criteria.loader import load_packs
from cdd_desktop.errors import UserError
from cdd_desktop.store import Store, evidence, proofs, restore
from cdd_desktop.store.child import Unfit
from cdd_desktop.store.evidence import evidence_of
from cdd_desktop.store.prepared import Prepared, prepare
from tests.store.kit import CLOCK, KEY, OTHER
from tests.store.pictures_kit import photo, saved, scene

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def kept(store: Store, name: str = "ทะเบียน.pdf", data: bytes = PDF) -> Prepared:
    return prepare(store.files, name, data)


def papers(store: Store, *names: str) -> list[str]:
    """Add one file for each name, each with contents of its own."""
    return evidence.add(store, KEY, [kept(store, f"{name}.pdf", PDF + name.encode()) for name in names])


def order(store: Store) -> list[str]:
    return [item.name.removesuffix(".pdf") for item in evidence_of(store, KEY)]


def test_a_photo_is_kept_with_what_it_proves_and_when_it_was_taken(store: Store) -> None:
    item = prepare(store.files, "IMG_0001.JPG", photo())
    evidence.add(store, KEY, [item], proves="sales")
    (found,) = evidence_of(store, KEY)
    assert (found.kind, found.name, found.proves, found.taken) == (
        "picture", "IMG_0001.JPG", "sales", "2024-02-10T09:30:15",
    )  # fmt: skip
    assert (found.width, found.height, found.place, found.order) == (640, 480, "", 1)
    assert store.files.read(found.sha256).startswith(b"\xff\xd8")
    assert len(store.files.read(found.thumb)) < len(store.files.read(found.sha256))
    assert evidence_of(store, OTHER) == []


def test_the_place_is_a_field_where_the_office_keeps_it(store: Store) -> None:
    evidence.add(store, KEY, [prepare(store.files, "a.jpg", photo(), keep_place=True)])
    (found,) = evidence_of(store, KEY)
    assert found.place == "13.690,101.070"
    assert b"GPS" not in store.files.read(found.sha256)


def test_a_file_is_kept_as_it_is(store: Store) -> None:
    evidence.add(store, KEY, [kept(store)])
    (found,) = evidence_of(store, KEY)
    assert (found.kind, found.thumb, found.size) == ("file", "", len(PDF))
    assert store.files.read(found.sha256) == PDF


def test_several_are_one_action_that_undo_takes_back(store: Store) -> None:
    papers(store, "a", "b", "c")
    assert order(store) == ["a", "b", "c"]
    assert store.undo_label() == "เพิ่มหลักฐาน 3 รายการ"
    store.undo()
    assert order(store) == []
    store.redo()
    assert order(store) == ["a", "b", "c"]


def test_it_stands_after_a_restart(store: Store, opened: Callable[[], Store]) -> None:
    papers(store, "a", "b")
    store.close()
    assert order(opened()) == ["a", "b"]


def test_a_name_that_came_from_elsewhere_is_shown_as_what_it_is(store: Store) -> None:
    kept_file = kept(store)
    fields = {"kind": "file", "name": "ภาพ\u202egpj.exe\x1b[2K\n", "sha256": kept_file.sha256, "order": 1}
    store.put("evidence", None, fields, key=KEY.parts, action="เพิ่มหลักฐาน")
    (found,) = evidence_of(store, KEY)
    assert found.name == evidence.short(found) == "ภาพgpj.exe[2K"


def test_what_the_entry_holds_is_not_added_again(store: Store) -> None:
    papers(store, "a")
    assert evidence.add(store, KEY, [kept(store, "another name.pdf", PDF + b"a")]) == []
    both = [kept(store, "x.pdf", PDF + b"x"), kept(store, "y.pdf", PDF + b"x")]
    assert len(evidence.add(store, KEY, both)) == 1
    assert order(store) == ["a", "x"]


def test_the_same_file_in_another_entry_is_noticed(store: Store) -> None:
    evidence.add(store, OTHER, [kept(store)])
    (twin,) = evidence.twins(store, [kept(store, "renamed.pdf")], key=KEY)
    assert (twin.near, twin.old.key, twin.old.name) == (False, OTHER, "ทะเบียน.pdf")
    assert evidence.add(store, KEY, [twin.new])


def test_a_photo_saved_again_is_noticed_as_nearly_the_same(store: Store) -> None:
    first = prepare(store.files, "a.jpg", saved(scene(1200, 900)))
    evidence.add(store, OTHER, [first])
    again = prepare(store.files, "b.jpg", saved(scene(1200, 900).resize((800, 600)), quality=60))
    (twin,) = evidence.twins(store, [again])
    assert twin.near
    assert twin.old.name == "a.jpg"
    another = prepare(store.files, "c.jpg", saved(scene(1200, 900, turn=2)))
    assert evidence.twins(store, [another]) == []


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_photo_that_was_turned_by_hand_is_noticed(store: Store, degrees: int) -> None:
    evidence.add(store, OTHER, [prepare(store.files, "a.jpg", saved(scene(1200, 900)))])
    turned = saved(scene(1200, 900).rotate(degrees, expand=True), quality=70)
    (twin,) = evidence.twins(store, [prepare(store.files, "turned.jpg", turned)], key=KEY)
    assert (twin.near, twin.old.key) == (True, OTHER)


def test_what_was_removed_is_no_twin(store: Store) -> None:
    papers(store, "a")
    evidence.remove(store, evidence_of(store, KEY))
    assert evidence.twins(store, [kept(store, "a.pdf", PDF + b"a")]) == []


def test_a_caption_is_cleaned_and_can_be_taken_back(store: Store) -> None:
    papers(store, "a")
    (item,) = evidence_of(store, KEY)
    evidence.set_caption(store, item, "  ประชุม \n ครั้งที่ 1 ")
    assert evidence_of(store, KEY)[0].caption == "ประชุม ครั้งที่ 1"
    evidence.set_caption(store, item, "")
    assert evidence_of(store, KEY)[0].caption == ""
    store.undo()
    assert evidence_of(store, KEY)[0].caption == "ประชุม ครั้งที่ 1"


@pytest.mark.parametrize("text", ["\x00", "ก" + "\u0e49" * 30, "ก" * 201])
def test_a_caption_that_cannot_be_kept_is_refused_in_words(store: Store, text: str) -> None:
    papers(store, "a")
    (item,) = evidence_of(store, KEY)
    with pytest.raises(UserError, match="คำบรรยาย"):
        evidence.set_caption(store, item, text)


@pytest.mark.parametrize(("steps", "expected"), [(1, "bacd"), (2, "bcad"), (99, "bcda"), (0, "abcd"), (-1, "abcd")])
def test_one_moves_within_the_order(store: Store, steps: int, expected: str) -> None:
    papers(store, *"abcd")
    evidence.move(store, KEY, evidence_of(store, KEY)[0], steps)
    assert order(store) == list(expected)
    if expected != "abcd":
        store.undo()
    assert order(store) == list("abcd")


def test_a_step_alters_only_the_two_that_change_places(store: Store) -> None:
    papers(store, *"abcd")
    evidence.remove(store, evidence_of(store, KEY)[:1])
    changed: list[str] = []
    store.changed.append(lambda change: changed.append(change.record))
    evidence.move(store, KEY, evidence_of(store, KEY)[2], -1)
    assert order(store) == ["b", "d", "c"]
    assert len(changed) == 2


def test_equal_places_are_told_apart_and_mended_by_the_next_move(store: Store) -> None:
    papers(store, *"abc")
    for item in evidence_of(store, KEY):
        store.put("evidence", item.id, {"order": 1})
    evidence.move(store, KEY, evidence_of(store, KEY)[0], 2)
    assert [item.order for item in evidence_of(store, KEY)] == [1, 2, 3]


def test_what_it_proves_can_be_said_of_several_at_once(store: Store) -> None:
    papers(store, *"ab")
    evidence.set_proves(store, evidence_of(store, KEY), "sales")
    assert [item.proves for item in evidence_of(store, KEY)] == ["sales", "sales"]
    store.undo()
    assert [item.proves for item in evidence_of(store, KEY)] == ["", ""]


def test_removed_ones_are_listed_and_come_back_where_they_were(store: Store) -> None:
    papers(store, *"abc")
    evidence.remove(store, evidence_of(store, KEY)[1:])
    assert order(store) == ["a"]
    assert store.undo_label() == "ลบหลักฐาน 2 รายการ"
    gone = evidence_of(store, KEY, removed=True)
    assert [item.name for item in gone] == ["b.pdf", "c.pdf"]
    evidence.restore(store, gone[0])
    assert order(store) == ["a", "b"]
    store.undo()
    store.undo()
    assert order(store) == ["a", "b", "c"]


def test_a_removed_file_stays_on_the_disk_so_that_undo_can_bring_it_back(store: Store) -> None:
    papers(store, "a")
    (item,) = evidence_of(store, KEY)
    evidence.remove(store, [item])
    store.files.remove_orphans(store.named_files())
    assert store.files.has(item.sha256)


def test_a_photo_comes_back_from_a_backup_with_its_small_one(store: Store, tmp_path: Path) -> None:
    evidence.add(store, KEY, [prepare(store.files, "a.jpg", photo())])
    (item,) = evidence_of(store, KEY)
    store.backup(reason="ก่อนทดสอบ")
    folder = store.data_dir
    for name in (item.sha256, item.thumb):
        (folder / "files" / name[:2] / name).unlink()
    with pytest.raises(UserError, match="หายไป") as lost:
        store.files.read(item.sha256)
    assert "สำเนาสำรอง" in lost.value.hint
    store.close()
    restore(folder, CLOCK)
    with Store.open(folder, CLOCK, state_dir=tmp_path / "state") as again:
        (item,) = evidence_of(again, KEY)
        assert [again.files.state(name) for name in (item.sha256, item.thumb)] == ["", ""]


def test_fields_that_are_not_what_they_should_be_are_empty(store: Store) -> None:
    """A record may come from another PC and a newer program."""
    store.put("evidence", None, {"sha256": 5, "order": "x", "caption": ["y"], "kind": "film"}, key=KEY.parts)
    (item,) = evidence_of(store, KEY)
    assert (item.sha256, item.order, item.caption, item.kind) == ("", 0, "", "file")


def test_a_refused_file_leaves_nothing_on_the_disk(store: Store) -> None:
    with pytest.raises(Unfit):
        prepare(store.files, "a.jpg", b"no picture")
    assert list(store.files.all()) == []


# --- what is asked for ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pack() -> model.Pack:
    return load_packs(paths.criteria_packs())["2567-q2"]


def test_what_the_pack_asks_for_comes_in_the_order_of_the_form(pack: model.Pack) -> None:
    wanted = proofs.wanted_evidence(pack.indicator_by_id["khok_nong_na"])
    assert [(proof.id, proof.text, proof.by_picture) for proof in wanted] == [
        ("activity_held", "ภาพถ่ายกิจกรรม", True),
        ("learners_total", "ทะเบียนผู้เรียนรู้", False),
        ("learners_applied", "ผลการติดตาม", False),
    ]


def test_what_nothing_proves_is_missing(pack: model.Pack, store: Store) -> None:
    mission = pack.indicator_by_id["khok_nong_na"]
    evidence.add(store, KEY, [kept(store)], proves="learners_total")
    missing = proofs.missing_evidence(mission, evidence_of(store, KEY))
    assert [proof.id for proof in missing] == ["activity_held", "learners_applied"]


def test_a_fact_that_claims_nothing_needs_no_proof(pack: model.Pack) -> None:
    mission = pack.indicator_by_id["khok_nong_na"]
    facts = {"activity_held": False, "learners_total": 10, "learners_applied": 0}
    assert [proof.id for proof in proofs.missing_evidence(mission, [], facts)] == ["learners_total"]
    assert proofs.missing_evidence(mission, [], {}) == ()
    monthly = pack.indicator_by_id["click_chumchon"]
    assert not proofs.missing_evidence(monthly, [], {"pr_monthly": (0, None, 0)})
    assert proofs.missing_evidence(monthly, [], {"pr_monthly": (0, 1)})


def test_a_condition_may_ask_for_a_proof_of_its_own() -> None:
    asked = f.Is("done", True, f.About(label="ส่งแล้ว", evidence="หนังสือนำส่ง"))
    again = f.Is("done", True, f.About(evidence="หนังสือนำส่ง"))
    levels = (model.Level("A", (f.AllOf((asked, again)),)), model.Level("B", (asked,)))
    indicator = model.Indicator(
        "x", "1", "x", "x", "", "", "", facts=(), sections=(), measures=(), tables=(model.LevelTable(levels),)
    )
    (proof,) = proofs.wanted_evidence(indicator)
    assert (proof.id, proof.text, proof.about) == ("c:หนังสือนำส่ง", "หนังสือนำส่ง", "ส่งแล้ว")
    assert proofs.missing_evidence(indicator, [], {}) == (proof,)


def test_what_a_new_one_proves_is_guessed_only_where_one_thing_can_be_meant(pack: model.Pack) -> None:
    mission = pack.indicator_by_id["khok_nong_na"]
    assert proofs.likely_proof(mission, "picture") == "activity_held"
    assert proofs.likely_proof(mission, "file") == ""
