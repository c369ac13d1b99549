"""People of the office: made from its record, who may do what, passwords of this PC, names in the history."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from cdd_desktop.errors import UserError
from cdd_desktop.store import Store, check
from cdd_desktop.store.driver import connect, transaction
from cdd_desktop.store.people import (
    NOBODY,
    Person,
    Right,
    Role,
    add_person,
    allowed,
    alone_with,
    at_keyboard,
    change_person,
    check_password,
    find_person,
    first_people,
    follow_head,
    may,
    names,
    people,
    role_name,
    set_password,
    sign_in,
)
from tests.store.conftest import Opener
from tests.store.kit import CLOCK, KEY, OFFICE, rows
from tests.store.test_fold import carry


@pytest.fixture
def office(store: Store) -> Store:
    """A store whose office has its people, with the head at the keyboard."""
    store.set_office(OFFICE)
    head = next(person for person in first_people(store) if person.role is Role.HEAD)
    sign_in(store, head.id)
    return store


def clerk_of(store: Store) -> Person:
    return next(person for person in people(store) if person.role is Role.CLERK)


def test_the_first_people_are_those_of_the_offices_record(store: Store) -> None:
    assert first_people(store) == ()
    store.set_office(OFFICE)
    found = [(person.name, person.position, person.role) for person in first_people(store)]
    assert found == [
        ("นางสาวตัวอย่าง หนึ่ง", "พัฒนาการอำเภอ", Role.HEAD),
        ("นางตัวอย่าง สาม", "", Role.CLERK),
        ("นายตัวอย่าง สอง", "", Role.CLERK),
    ]
    assert store.undo_label() is None


def test_they_are_made_once_and_who_was_removed_or_renamed_does_not_come_back(office: Store) -> None:
    clerk, other = people(office)[1:]
    change_person(office, replace(clerk, name="นางตัวอย่าง สี่"))
    office.remove("person", other.id, action="ลบ")
    assert [person.name for person in first_people(office)] == ["นางสาวตัวอย่าง หนึ่ง", "นางตัวอย่าง สี่"]
    office.set_office(replace(OFFICE, officers=(*OFFICE.officers, "นายตัวอย่าง ห้า", " ")))
    assert [person.name for person in first_people(office)][-1] == "นายตัวอย่าง ห้า"


def test_a_clerk_makes_nobody_head_by_a_name_in_the_offices_record(office: Store) -> None:
    sign_in(office, clerk_of(office).id)
    before = people(office)
    for other in (replace(OFFICE, head="นายใหม่ หัวหน้า"), replace(OFFICE, code="1002"), replace(OFFICE, head="")):
        with pytest.raises(UserError, match="เฉพาะ"):
            office.set_office(other)
    office.set_office(replace(OFFICE, phone="038 000 000", head_position="พัฒนาการอำเภอชำนาญการ"))
    assert first_people(office) == before


@pytest.mark.parametrize("name", ["นายใหม่ หัวหน้า", "นายตัวอย่าง สอง"])
def test_another_head_is_the_only_one_and_who_was_it_stays_as_a_clerk(office: Store, name: str) -> None:
    office.set_office(replace(OFFICE, head=name))
    follow_head(office, OFFICE.head)
    roles = {person.name: person.role for person in people(office)}
    assert [who for who, role in roles.items() if role is Role.HEAD] == [name]
    assert roles[OFFICE.head] is Role.CLERK
    assert len(roles) == (4 if name == "นายใหม่ หัวหน้า" else 3)


def test_a_head_renamed_among_the_people_signs_by_the_new_name(office: Store) -> None:
    head = at_keyboard(office)
    assert head is not None
    change_person(office, replace(head, name="นางสาวตัวอย่าง หนึ่งเดียว"))
    kept = office.office()
    assert kept is not None
    assert kept.head == "นางสาวตัวอย่าง หนึ่งเดียว"
    assert [person.name for person in first_people(office) if person.role is Role.HEAD] == [kept.head]
    change_person(office, replace(clerk_of(office), name="นางตัวอย่าง สี่"))
    assert "นางตัวอย่าง สี่" in (office.office() or kept).officers


def test_two_pcs_of_one_office_make_the_same_people(tmp_path: Path) -> None:
    found = []
    for name in ("p", "q"):
        with Store.open(tmp_path / name, CLOCK, state_dir=tmp_path) as store:
            store.set_office(OFFICE)
            found.append(first_people(store))
    assert found[0] == found[1]
    carry(tmp_path / "p", tmp_path / "q")
    with Store.open_reader(tmp_path / "q", CLOCK) as store:
        assert people(store) == found[0]
    assert check(tmp_path / "q", CLOCK).ok


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (Role.VIEWER, {Right.READ}),
        (Role.CLERK, {Right.READ, Right.ENTER, Right.SUBMIT, Right.SETTINGS, Right.BACKUP}),
        (Role.ADMIN, set(Right) - {Right.CERTIFY, Right.UNLOCK}),
        (Role.HEAD, set(Right)),
    ],
)
def test_every_role_has_its_rights_and_no_others(role: Role, rights: set[Right]) -> None:
    assert {right for right in Right if may(role, right)} == rights
    assert role_name(role)


def test_before_there_are_people_everybody_may_and_then_nobody_in_particular_is_a_clerk(store: Store) -> None:
    assert all(allowed(store, right) for right in Right)
    store.set_office(OFFICE)
    first_people(store)
    assert at_keyboard(store) is None
    assert {right for right in Right if allowed(store, right)} == {right for right in Right if may(Role.CLERK, right)}


def test_a_viewer_writes_nothing(office: Store) -> None:
    viewer = add_person(office, "นายตัวอย่าง ผู้ชม", role=Role.VIEWER)
    office.set_facts(KEY, {"a": 1})
    sign_in(office, viewer.id)
    for write in (
        lambda: office.set_facts(KEY, {"a": 2}),
        lambda: office.set_note(KEY, "ก"),
        lambda: office.set_draft(KEY, "a", "ราว"),
        lambda: office.set_setting("thai_digits", False),
        lambda: office.set_office(replace(OFFICE, phone="1")),
        lambda: office.put("document", None, {"a": 1}),
        lambda: add_person(office, "คนใหม่"),
    ):
        with pytest.raises(UserError, match="ไม่มีอะไรเปลี่ยน"):
            write()
    assert office.facts(KEY) == {"a": 1}
    assert office.undo_label() is None
    office.set_local("theme", "dark")  # what is this PC's alone is no data of the office


def test_only_who_looks_after_the_people_may_change_them(office: Store) -> None:
    clerk = clerk_of(office)
    sign_in(office, clerk.id)
    with pytest.raises(UserError, match="หัวหน้าสำนักงาน หรือ ผู้ดูแลระบบ"):
        change_person(office, replace(clerk, role=Role.HEAD))
    with pytest.raises(UserError):
        add_person(office, "คนใหม่")
    assert clerk_of(office) == clerk


def test_somebody_must_be_left_who_looks_after_the_people(office: Store) -> None:
    head = people(office)[0]
    for changed in (replace(head, active=False), replace(head, role=Role.CLERK)):
        with pytest.raises(UserError, match="อย่างน้อยหนึ่งคน"):
            change_person(office, changed)
    change_person(office, replace(clerk_of(office), role=Role.ADMIN))
    change_person(office, replace(head, role=Role.CLERK))
    assert [person.role for person in people(office)] == [Role.ADMIN, Role.CLERK, Role.CLERK]


def test_who_has_left_can_do_nothing_more_but_keeps_the_name(office: Store) -> None:
    clerk = clerk_of(office)
    sign_in(office, clerk.id)
    office.set_facts(KEY, {"a": 1})
    sign_in(office, people(office)[0].id)
    change_person(office, replace(clerk, active=False))
    assert clerk.id not in {person.id for person in people(office)}
    assert clerk.id in {person.id for person in people(office, inactive=True)}
    with pytest.raises(UserError, match="เลิกใช้งาน"):
        sign_in(office, clerk.id)
    office.person = clerk.id
    with pytest.raises(UserError):
        office.set_facts(KEY, {"a": 2})
    assert names(office)[clerk.id] == clerk.name


def test_undo_takes_nobody_out_of_the_list(office: Store) -> None:
    added = add_person(office, "คนใหม่")
    sign_in(office, added.id)
    office.set_facts(KEY, {"a": 1}, action="กรอก")
    office.undo()
    assert office.undo_label() is None
    sign_in(office, people(office)[0].id)
    assert office.undo_label() is None
    assert names(office)[added.id] == "คนใหม่"


@pytest.mark.parametrize("name", ["", "  "])
def test_a_person_has_a_name(office: Store, name: str) -> None:
    with pytest.raises(UserError, match="ชื่อ"):
        add_person(office, name)


def test_every_change_carries_the_person_and_shows_the_name(office: Store) -> None:
    clerk = clerk_of(office)
    sign_in(office, clerk.id)
    office.set_facts(KEY, {"a": 1})
    office.person = "ข้อความเดิม"
    office.set_facts(KEY, {"a": 2})
    office.person = ""
    office.set_facts(KEY, {"a": 3})
    assert [item.person for item in office.history(KEY, "a")] == [NOBODY, "ข้อความเดิม", clerk.name]


def test_a_second_window_is_told_the_name_of_who_has_the_folder(office: Store, opened: Opener) -> None:
    head = people(office)[0]
    with pytest.raises(UserError, match=head.name):
        opened()
    office.close()
    opened(person=head.id)
    with pytest.raises(UserError, match=head.name):
        opened()


def test_a_person_is_found_by_id_or_by_a_name_that_only_one_has(office: Store) -> None:
    head = people(office)[0]
    assert find_person(office, head.id) == find_person(office, head.name) == head
    assert find_person(office, "ไม่มี") is None
    add_person(office, head.name)
    assert find_person(office, head.name) is None


def test_without_a_password_none_is_asked_for(office: Store) -> None:
    assert sign_in(office, clerk_of(office).id, "อะไรก็ได้") == clerk_of(office)


def test_a_password_is_asked_for_and_outlives_a_restart_but_never_enters_the_log(
    office: Store, opened: Opener, data_dir: Path
) -> None:
    clerk = clerk_of(office)
    set_password(office, clerk, "น้ำใจงาม 67")
    assert next(person for person in people(office) if person.id == clerk.id).password
    for wrong in ("", "น้ำใจงาม 68"):
        with pytest.raises(UserError, match="รหัสผ่านไม่ถูกต้อง"):
            sign_in(office, clerk.id, wrong)
    office.close()
    store = opened()
    assert check_password(store, clerk.id, "น\u0e49\u0e4d\u0e32ใจงาม 67")  # its marks typed in another way
    assert sign_in(store, clerk.id, "น้ำใจงาม 67").id == clerk.id
    logged = rows(data_dir, "SELECT count(*) FROM change WHERE instr(CAST(body AS TEXT), 'salt') > 0")
    assert logged == [(0,)]


def test_everybody_sets_their_own_password_and_nobody_somebody_elses(office: Store) -> None:
    clerk, head = clerk_of(office), people(office)[0]
    viewer = add_person(office, "นายผู้ชม", role=Role.VIEWER)
    for person in ("", viewer.id, clerk.id):
        office.person = person
        with pytest.raises(UserError, match="เฉพาะของตนเอง"):
            set_password(office, head, "set by another")
        assert not any(one.password for one in people(office))
    sign_in(office, viewer.id)
    set_password(office, viewer, "the viewer's own")
    sign_in(office, head.id)
    set_password(office, head, "the head's own")
    sign_in(office, clerk.id)
    for old in ("", "the head's own"):
        with pytest.raises(UserError, match="เฉพาะของตนเอง"):
            set_password(office, head, None, old=old)
    assert not check_password(office, head.id, "")


def test_who_forgot_is_helped_by_an_admin(office: Store) -> None:
    head = people(office)[0]
    assert alone_with(office, head, Right.PEOPLE)
    admin = add_person(office, "นายดูแล", role=Role.ADMIN)
    assert not alone_with(office, head, Right.PEOPLE)
    set_password(office, head, "a forgotten word")
    sign_in(office, admin.id)
    set_password(office, head, None)
    assert sign_in(office, head.id).id == head.id


def test_where_nobody_can_help_the_password_is_taken_out_of_the_file_and_the_data_stay_whole(
    office: Store, opened: Opener, data_dir: Path
) -> None:
    head = people(office)[0]
    set_password(office, head, "a forgotten word")
    office.close()
    with closing(connect(data_dir / "cdd.db")) as connection, transaction(connection):
        connection.execute("DELETE FROM local WHERE name LIKE 'password:%'")
    assert sign_in(opened(), head.id).id == head.id
    assert check(data_dir, CLOCK).ok


def test_who_knows_the_old_password_or_looks_after_the_people_sets_a_new_one(office: Store) -> None:
    clerk, head = clerk_of(office), people(office)[0]
    sign_in(office, clerk.id)
    with pytest.raises(UserError, match="สั้นเกินไป"):
        set_password(office, clerk, "12345")
    set_password(office, clerk, "แรก-12345")
    sign_in(office, clerk.id, "แรก-12345")
    with pytest.raises(UserError, match="รหัสผ่านเดิมไม่ถูกต้อง"):
        set_password(office, clerk, "สอง-12345", old="ผิด")
    set_password(office, clerk, "สอง-12345", old="แรก-12345")
    assert check_password(office, clerk.id, "สอง-12345")
    sign_in(office, head.id)
    set_password(office, clerk, None)  # forgotten
    assert sign_in(office, clerk.id).id == clerk.id
