"""Submitting, certifying, unlocking, withdrawing: what stood then stays, and stands still until it is opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import pytest

from cdd_desktop.clock import FixedClock
from cdd_desktop.criteria.formulas import Const
from cdd_desktop.criteria.loader import load_pack
from cdd_desktop.errors import UserError
from cdd_desktop.store import EntryKey, Put, Store, check, rounds
from cdd_desktop.store.people import Person, Role, first_people, people, sign_in
from cdd_desktop.store.rounds import NotReady
from cdd_desktop.store.submissions import Phase, Submission
from tests.store.conftest import Opener
from tests.store.kit import OFFICE, ROOT
from tests.store.rounds_kit import FACTS, KHOK, OTOP, PACK, fill, paper, submit
from tests.store.test_fold import carry


@pytest.fixture
def office(store: Store) -> Store:
    """A store whose office has its people, a clerk at the keyboard, and a mission filled in."""
    store.set_office(OFFICE)
    first_people(store)
    at(store, Role.CLERK)
    fill(store)
    return store


def at(store: Store, role: Role) -> Person:
    """Put the first person of a role at the keyboard."""
    return sign_in(store, next(person.id for person in people(store) if person.role is role))


def test_a_submission_holds_facts_result_criteria_person_time_and_paper(office: Store, opened: Opener) -> None:
    office.set_note(KHOK, "บันทึก")
    made = submit(office)
    clerk = at(office, Role.CLERK)
    office.close()
    store = opened()
    state = rounds.state(store, KHOK)
    assert (state.phase, state.submission, state.certification) == (Phase.SUBMITTED, made, None)
    assert (made.facts, made.note, made.number, made.incomplete) == (FACTS, "บันทึก", 1, False)
    assert (made.grade, made.outcome) == ("B", "graded")
    assert (made.pack_revision, made.criteria_hash) == (PACK.revision, PACK.criteria_hash)
    assert (made.person, made.name, made.at) == (clerk.id, clerk.name, "2024-02-20T16:30:00+07:00")
    assert rounds.submitted_pdf(store, made) == paper(replace(made, pdf=""))
    assert rounds.states(store, PACK.id, "2") == {KHOK: state}
    assert rounds.states(store, PACK.id, "1") == {}


def test_points_with_decimals_are_kept_exactly_without_floats(office: Store) -> None:
    indicator = PACK.indicator_by_id["khok_nong_na"]
    measure = replace(indicator.measures[0], id="points", value=Const(Fraction(57, 2)))
    changed = replace(indicator, measures=(*indicator.measures, measure), points="points")
    made = rounds.submit(office, KHOK, replace(PACK, indicators=(changed,)), pdf=paper)
    assert rounds.state(office, KHOK).submission == made
    assert made.result["points"] == "28.5"


def test_the_paper_comes_out_again_whatever_is_done_later(office: Store) -> None:
    first = submit(office)
    at(office, Role.HEAD)
    rounds.unlock(office, KHOK, "แก้จำนวนผู้เรียนรู้")
    fill(office, learners_applied=900)
    second = submit(office)
    assert b"'learners_applied': 837" in rounds.submitted_pdf(office, first)
    assert b"'learners_applied': 900" in rounds.submitted_pdf(office, second)
    assert [item.number for item in rounds.state(office, KHOK).submissions] == [1, 2]
    office.files.remove_orphans(office.named_files())
    assert rounds.submitted_pdf(office, first)


def test_a_workbook_can_be_kept_too(office: Store) -> None:
    made = rounds.submit(office, KHOK, PACK, pdf=paper, workbook=lambda _draft: b"PK book")
    assert rounds.submitted_workbook(office, made) == b"PK book"


def test_what_was_prepared_stands_only_while_the_entry_is_the_same(office: Store) -> None:
    draft = rounds.prepare(office, KHOK, PACK)
    fill(office, learners_applied=900)
    with pytest.raises(UserError, match="ระหว่างเตรียมเอกสาร"):
        rounds.seal(office, draft, PACK, pdf=b"%PDF")
    draft = rounds.prepare(office, KHOK, PACK)
    at(office, Role.HEAD)
    with pytest.raises(UserError, match="ระหว่างเตรียมเอกสาร"):  # somebody else would have sent it
        rounds.seal(office, draft, PACK, pdf=b"%PDF")
    assert rounds.state(office, KHOK).phase is Phase.OPEN
    made = rounds.seal(office, rounds.prepare(office, KHOK, PACK), PACK, pdf=b"%PDF", workbook=b"PK")
    assert (rounds.submitted_pdf(office, made), rounds.submitted_workbook(office, made)) == (b"%PDF", b"PK")


def test_the_evidence_of_the_entry_is_named_by_its_submission(office: Store) -> None:
    photo, thumb, foreign = (office.files.add(content) for content in (b"photo", b"thumb", b"foreign"))
    office.put("evidence", None, {"sha256": photo, "thumb": thumb}, action="แนบ", key=KHOK.parts)
    office.put("evidence", None, {"sha256": foreign}, action="แนบ", key=OTOP.parts)
    assert set(submit(office).files) == {photo, thumb}


def test_what_is_missing_is_named_and_can_be_passed_over(office: Store) -> None:
    office.set_facts(KHOK, {"learners_applied": None})
    with pytest.raises(NotReady, match="ยังไม่ได้กรอก: ") as caught:
        submit(office)
    assert caught.value.obstacles.missing == ("learners_applied",)
    assert rounds.state(office, KHOK).phase is Phase.OPEN
    made = rounds.submit(office, KHOK, PACK, pdf=paper, allow_incomplete=True)
    assert (made.incomplete, made.result["missing"]) == (True, ["learners_applied"])


@pytest.mark.parametrize("allow", [False, True])
def test_what_is_impossible_or_unreadable_cannot_be_submitted(office: Store, allow: bool) -> None:
    fill(office, learners_applied=5000)
    with pytest.raises(NotReady, match="ค่าที่เป็นไปไม่ได้"):
        rounds.submit(office, KHOK, PACK, pdf=paper, allow_incomplete=allow)
    fill(office)
    office.set_draft(KHOK, "learners_applied", "ราวแปดร้อย")
    with pytest.raises(NotReady, match="ค่าที่อ่านไม่ได้"):
        rounds.submit(office, KHOK, PACK, pdf=paper, allow_incomplete=allow)
    assert rounds.state(office, KHOK).phase is Phase.OPEN
    assert list(office.files.all()) == []


def test_when_the_paper_cannot_be_made_nothing_is_submitted(office: Store) -> None:
    def fails(_draft: Submission) -> bytes:
        raise UserError("พิมพ์ไม่ได้")

    with pytest.raises(UserError, match="พิมพ์ไม่ได้"):
        rounds.submit(office, KHOK, PACK, pdf=fails)
    assert rounds.state(office, KHOK).phase is Phase.OPEN


def test_a_submitted_entry_stands_still_and_says_who_submitted_it_and_when(office: Store) -> None:
    photo = office.put("evidence", None, {"caption": "ก"}, action="แนบ", key=KHOK.parts)
    made = submit(office)
    writes: list[Callable[[], object]] = [
        lambda: office.set_facts(KHOK, {"learners_applied": 1}),
        lambda: office.set_note(KHOK, "ใหม่"),
        lambda: office.set_draft(KHOK, "learners_applied", "ราว"),
        lambda: office.set_entry(KHOK, {}, {"learners_applied": "ราว"}),
        lambda: office.put("evidence", photo, {"caption": "ข"}, action="แก้"),
        lambda: office.put("evidence", None, {"caption": "ค"}, action="แนบ", key=KHOK.parts),
        lambda: office.remove("evidence", photo, action="ลบ"),
        lambda: submit(office),
    ]
    for write in writes:
        with pytest.raises(UserError) as caught:
            write()
        assert made.name in caught.value.message
        assert "20 ก.พ. 2567" in caught.value.message
        assert "ปลดล็อก" in caught.value.hint
    assert office.facts(KHOK) == FACTS
    assert office.drafts(KHOK) == {}
    office.set_facts(KHOK, FACTS)  # nothing differs, so nothing is refused
    office.set_facts(OTOP, {"products_new": 1})


def test_the_head_certifies_and_nobody_else(office: Store) -> None:
    made = submit(office)
    with pytest.raises(UserError, match="หัวหน้าสำนักงาน"):
        rounds.certify(office, KHOK)
    head = at(office, Role.HEAD)
    act = rounds.certify(office, KHOK)
    state = rounds.state(office, KHOK)
    assert (state.phase, state.certification) == (Phase.CERTIFIED, act)
    assert (act.submission, act.person, act.name, act.position) == (made.id, head.id, head.name, "พัฒนาการอำเภอ")
    with pytest.raises(UserError, match="รับรองแล้ว"):
        rounds.certify(office, KHOK)


def test_several_are_certified_together_or_none(office: Store) -> None:
    submit(office)
    at(office, Role.HEAD)
    with pytest.raises(UserError, match="ยังไม่ได้ส่ง"):
        rounds.certify_all(office, [KHOK, OTOP])
    assert rounds.state(office, KHOK).certification is None
    office.set_facts(OTOP, {"products_new": 1})
    rounds.submit(office, OTOP, PACK, pdf=paper, allow_incomplete=True)
    rounds.certify_all(office, [KHOK, OTOP])
    assert {state.phase for state in rounds.states(office, PACK.id, "2").values()} == {Phase.CERTIFIED}
    assert office.office_history()[0].label == "รับรอง 2 ภารกิจ"


def test_an_unlock_needs_the_head_and_a_reason_which_stays(office: Store) -> None:
    submit(office)
    with pytest.raises(UserError, match="หัวหน้าสำนักงาน"):
        rounds.unlock(office, KHOK, "เหตุผล")
    at(office, Role.HEAD)
    rounds.certify(office, KHOK)
    with pytest.raises(UserError, match="เหตุผล"):
        rounds.unlock(office, KHOK, "  ")
    rounds.unlock(office, KHOK, " จังหวัดส่งคืนให้แก้ ")
    fill(office, learners_applied=838)
    submit(office)
    rounds.unlock(office, KHOK, "อีกครั้ง")
    submit(office)
    state = rounds.state(office, KHOK)
    assert [act.reason for act in state.unlocks] == ["จังหวัดส่งคืนให้แก้", "อีกครั้ง"]
    assert (state.phase, state.certification) == (Phase.SUBMITTED, None)


def test_a_clerk_withdraws_what_is_not_certified(office: Store) -> None:
    submit(office)
    act = rounds.withdraw(office, KHOK, "กรอกผิดช่อง")
    state = rounds.state(office, KHOK)
    assert (state.phase, state.withdrawals) == (Phase.OPEN, (act,))
    fill(office, learners_applied=838)
    submit(office)
    at(office, Role.HEAD)
    rounds.certify(office, KHOK)
    at(office, Role.CLERK)
    with pytest.raises(UserError, match="รับรองแล้ว"):
        rounds.withdraw(office, KHOK)


@pytest.mark.parametrize("act", [rounds.certify, rounds.withdraw, lambda store, key: rounds.unlock(store, key, "ก")])
def test_what_is_not_submitted_can_be_neither_certified_nor_opened(office: Store, act: Callable[..., object]) -> None:
    at(office, Role.HEAD)
    with pytest.raises(UserError, match="ยังไม่ได้ส่ง"):
        act(office, KHOK)


def test_what_was_said_lasts(office: Store) -> None:
    made = submit(office)
    for write in (
        lambda: office.put("submission", made.id, {"result": {"grade": "A"}}, action="แก้"),
        lambda: office.remove("submission", made.id, action="ลบ"),
    ):
        with pytest.raises(UserError, match="แก้ไขหรือลบไม่ได้"):
            write()
    assert office.undo_label() == "กรอก"  # submitting is no step that undo takes back


def test_undo_and_redo_pass_over_a_submitted_entry_and_name_it(office: Store) -> None:
    office.set_facts(OTOP, {"products_new": 1}, action="ก่อน")
    fill(office, learners_applied=900)
    submit(office)
    undone = office.undo()
    assert (undone.action, undone.records, undone.frozen) == ("กรอก", (), (KHOK,))
    assert office.facts(KHOK)["learners_applied"] == 900
    assert office.undo().records == (OTOP.record_id,)
    assert (office.redo().action, office.facts(OTOP)) == ("ก่อน", {"products_new": 1})
    rounds.withdraw(office, KHOK)
    assert office.undo_label() == "ก่อน"


def test_what_is_submitted_is_the_reason_that_is_named_also_where_it_was_changed_since(office: Store) -> None:
    fill(office, learners_applied=800)
    office.set_facts(KHOK, {"learners_applied": 900}, action="แก้")
    submit(office)
    assert (office.undo().action, office.undo().action) == ("แก้", "กรอก")
    rounds.withdraw(office, KHOK)
    assert office.facts(KHOK)["learners_applied"] == 900
    fill(office, learners_applied=800)
    office.set_facts(KHOK, {"learners_applied": 850}, action="แก้อีก")
    submit(office)
    first, second = office.undo(), office.undo()
    assert (first.skipped, first.frozen) == ((), (KHOK,))
    assert (second.skipped, second.frozen) == ((), (KHOK,)), "nobody else has changed it"


def test_an_action_over_several_records_is_undone_but_for_the_submitted_one(office: Store) -> None:
    puts = [Put("evidence", {"caption": "ก"}, key=KHOK.parts), Put("evidence", {"caption": "ข"}, key=OTOP.parts)]
    mine, other = office.put_many(puts, action="แนบ 2 ไฟล์")
    submit(office)
    undone = office.undo()
    assert (undone.records, undone.frozen) == ((other,), (KHOK,))
    assert list(office.records("evidence")) == [mine]


def test_a_new_pack_changes_no_stored_result(office: Store) -> None:
    made = submit(office)
    newer = replace(PACK, revision=2, criteria_hash="other")
    assert rounds.state(office, KHOK).submission == made
    assert (made.criteria_hash == newer.criteria_hash, made.grade) == (False, "B")
    at(office, Role.HEAD)
    rounds.unlock(office, KHOK, "เกณฑ์ใหม่")
    assert rounds.submit(office, KHOK, newer, pdf=paper).pack_revision == 2


@pytest.mark.parametrize("year", [1980, 2000, 2068, 2567])
def test_a_wrong_clock_changes_no_order_and_no_state(opened: Opener, data_dir: Path, year: int) -> None:
    store = opened()
    fill(store)
    first = submit(store)
    rounds.unlock(store, KHOK, "ก")
    store.close()
    store = opened(clock=FixedClock(datetime(year, 3, 1, 9, 0), flag=1))
    second = submit(store)
    assert rounds.state(store, KHOK).submission == second
    assert (first.number, second.number, second.clock) == (1, 2, 1)
    with pytest.raises(UserError, match="ส่งแล้ว"):
        store.set_note(KHOK, "ใหม่")
    store.close()
    assert check(data_dir, FixedClock(datetime(2024, 3, 1))).ok


def test_two_pcs_that_submitted_one_entry_choose_the_same_submission(tmp_path: Path) -> None:
    clock = FixedClock(datetime(2024, 2, 20))
    for name in ("p", "q"):
        with Store.open(tmp_path / name, clock, person=name, state_dir=tmp_path) as store:
            store.set_office(OFFICE)
            fill(store)
            submit(store)
    carry(tmp_path / "p", tmp_path / "q")
    carry(tmp_path / "q", tmp_path / "p")
    chosen = []
    for name in ("p", "q"):
        with Store.open_reader(tmp_path / name, clock) as store:
            state = rounds.state(store, KHOK)
            assert len(state.submissions) == 2
            assert state.submission is not None
            chosen.append(state.submission.id)
    assert chosen[0] == chosen[1]


def test_what_a_merge_changed_under_a_submission_is_noticed_and_not_certified(tmp_path: Path) -> None:
    clock = FixedClock(datetime(2024, 2, 20))
    ours, theirs = tmp_path / "p", tmp_path / "q"
    with Store.open(ours, clock, person="p", state_dir=tmp_path) as store:
        store.set_office(OFFICE)
        fill(store)
    Store.open(theirs, clock, person="q", state_dir=tmp_path).close()
    carry(ours, theirs)
    with Store.open(ours, clock, person="p", state_dir=tmp_path) as store:
        made = submit(store)
        assert rounds.state(store, KHOK).altered == ()
        assert rounds.states(store, PACK.id, "2")[KHOK].altered == ()
    with Store.open(theirs, clock, person="q", state_dir=tmp_path) as store:  # knows of no submission
        fill(store, learners_applied=900)
        store.set_note(KHOK, "จากเครื่องอื่น")
    carry(theirs, ours)
    with Store.open(ours, clock, person="p", state_dir=tmp_path) as store:
        for found in (rounds.state(store, KHOK), rounds.states(store, PACK.id, "2")[KHOK]):
            assert (found.submission, found.altered) == (made, ("_note", "learners_applied"))
        with pytest.raises(UserError, match="ไม่ตรงกับที่ส่งไว้"):
            rounds.certify(store, KHOK)
        rounds.withdraw(store, KHOK)
        assert rounds.state(store, KHOK).altered == ()


# --- copying forward ---------------------------------------------------------------------------------------------

NEXT = replace(OTOP, round="3")
LASTING = {"sales_base": "8420000.00", "wallet_interested": 24}


def test_lasting_facts_are_copied_into_empty_places_only(store: Store) -> None:
    indicator = PACK.indicator_by_id["otop"]
    assert {fact.id for fact in indicator.facts if fact.carry} == set(LASTING)
    store.set_facts(OTOP, {**LASTING, "products_new": 6})
    store.set_facts(NEXT, {"wallet_interested": 30})
    action = rounds.copy_forward(store, OTOP, NEXT, indicator)
    assert action.fields == ("sales_base",)
    assert store.facts(NEXT) == {"sales_base": "8420000.00", "wallet_interested": 30}
    assert not rounds.copy_forward(store, OTOP, NEXT, indicator)
    store.undo()
    assert store.facts(NEXT) == {"wallet_interested": 30}


def test_an_unreadable_text_is_no_empty_place_and_a_value_that_cannot_be_stays_behind(store: Store) -> None:
    indicator = PACK.indicator_by_id["otop"]
    store.set_facts(OTOP, {"sales_base": "แปดล้าน", "wallet_interested": 24})
    store.set_draft(NEXT, "wallet_interested", "ราว 24")
    assert not rounds.copy_forward(store, OTOP, NEXT, indicator)
    assert store.facts(NEXT) == {}


def test_only_facts_of_the_same_kind_come_over_from_an_earlier_quarter(store: Store) -> None:
    later = load_pack(ROOT / "tests" / "data" / "packs" / "2567-q3")
    source, target = replace(OTOP, indicator="bmn_survey"), EntryKey(later.id, "bmn_survey", "1", "office", "1001")
    store.set_facts(source, {"households_target": 12480, "households_surveyed": 90})
    before, now = PACK.indicator_by_id["bmn_survey"], later.indicator_by_id["bmn_survey"]
    assert rounds.copy_forward(store, source, target, now, of=before)
    assert store.facts(target) == {"households_target": 12480}  # the 90 were households, not a percentage
