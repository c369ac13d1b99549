"""Commands of a reporting season: submitting a mission, showing the history."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cdd_desktop.cli.files import to_json
from cdd_desktop.cli.records import check_mission, find_mission, find_round, packs_of
from cdd_desktop.cli.secret import Giver, giver_of, key_of, open_to_write, require_right
from cdd_desktop.clock import Clock
from cdd_desktop.errors import UserError
from cdd_desktop.thai.clean import harmless

if TYPE_CHECKING:
    from cdd_desktop.store import OfficeItem, Store


def submit(arguments: argparse.Namespace, clock: Clock) -> int:
    """Submit a mission of a round with its paper; raises UserError that names what is missing."""
    from cdd_desktop.reports.gather import entry_key
    from cdd_desktop.reports.submitted import mission_paper, mission_workbook
    from cdd_desktop.store import Store, rounds
    from cdd_desktop.store.people import Right
    from cdd_desktop.store.reopening import end_quarters

    giver = giver_of(arguments, clock)
    require_right(arguments, clock, giver, Right.SUBMIT)
    packs = packs_of(arguments.data_dir, clock, giver.key)
    pack, current = find_round(arguments.round, packs)
    indicator = find_mission(pack, current, arguments.mission)
    with Store.open_reader(arguments.data_dir, clock, key=giver.key) as store:  # what is refused has written nothing
        end_quarters(store, packs.values())
        if arguments.person is not None:
            giver = _sender(store, arguments.person, giver)
        entry = entry_key(store, pack, indicator, current.id)
        rounds.ready(store, entry, pack, allow_incomplete=arguments.incomplete)
    with open_to_write(arguments, clock, giver) as store:
        end_quarters(store, packs.values())
        made = rounds.submit(
            store,
            entry,
            pack,
            pdf=mission_paper(store, pack, indicator),
            workbook=mission_workbook(store, pack, indicator),
            allow_incomplete=arguments.incomplete,
        )
    print(f"ส่งภารกิจ {indicator.no} {current.title} แล้ว ระดับ {made.grade or '–'} เอกสาร {made.pdf}")
    return 0


def _sender(store: Store, text: str, giver: Giver) -> Giver:
    """Return the person who is named as the giver; raises UserError where they cannot submit from here."""
    from cdd_desktop.store.people import Right, foreseen, may, pick, refusal

    everyone = foreseen(store)
    person = pick(everyone, text)
    if person is None or not person.active:
        known = ", ".join(item.name for item in everyone if item.active)
        raise UserError(f"ไม่พบผู้ใช้งาน {text} ไม่มีอะไรเปลี่ยน", f"ที่มี: {known or 'ยังไม่มี'}")
    if person.id != giver.person and (person.password or giver.person):
        hint = f"ระบุ --unlock ตามด้วยชื่อผู้ส่ง: {person.name} แล้วใส่รหัสผ่านของชื่อนั้น หรือส่งจากหน้าต่างโปรแกรม"
        reason = "ตั้งรหัสผ่านไว้" if person.password else "ไม่ใช่ผู้ที่สั่ง"
        raise UserError(f"{person.name} {reason} คำสั่งนี้จึงใช้ชื่อนี้ไม่ได้ ไม่มีอะไรเปลี่ยน", hint)
    if not may(person.role, Right.SUBMIT):
        raise refusal(Right.SUBMIT)
    return replace(giver, person=person.id)


def history(arguments: argparse.Namespace, clock: Clock) -> int:
    """Print what happened, newest first, as JSON: of the office, or of a mission in all its rounds."""
    from cdd_desktop.store import Filter, Store

    key, mission = key_of(arguments), arguments.mission
    wanted = Filter(mission=harmless(mission or "").strip())  # an argument may hold what is no letter
    with Store.open_reader(arguments.data_dir, clock, key=key) as store:
        found = store.office_history(wanted, limit=store.office_history_count(wanted))
    if mission is not None and not (wanted.mission and found):  # an empty variable of a script is not the whole office
        check_mission(mission, packs_of(arguments.data_dir, clock, key).values())
    print(to_json([_item_json(item) for item in found], indent=2))
    return 0


def _item_json(item: OfficeItem) -> dict[str, Any]:
    return {
        "at": item.wall,
        "clock": item.clock,
        "person": item.person,
        "name": item.name,
        "action": item.label,
        "undo": item.undo,
        "kind": item.kind,
        "record": item.record,
        "key": list(item.key),
        "removed": item.removed,
        "reason": item.reason,
        "changes": [{"field": change.name, "old": change.old, "new": change.new} for change in item.fields],
    }
