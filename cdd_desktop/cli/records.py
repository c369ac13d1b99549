"""Commands on the data folder: recording facts, showing them, writing documents."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from cdd_desktop import paths
from cdd_desktop.cli.files import name_problems, read_text, say, to_json
from cdd_desktop.cli.secret import giver_of, key_of, open_to_write, require_right
from cdd_desktop.clock import Clock
from cdd_desktop.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from cdd_desktop.criteria.model import Indicator, Pack, Round
    from cdd_desktop.store import Store
    from cdd_desktop.store.datakey import DataKey


def demo(arguments: argparse.Namespace, _clock: Clock) -> int:
    """Make the demo office; its stamps are those of the demo's own day, so that the data are always the same."""
    from cdd_desktop.demo import make_demo

    make_demo(arguments.data_dir)
    say(f"ข้อมูลตัวอย่างอยู่ใน {arguments.data_dir}")
    return 0


def set_facts(arguments: argparse.Namespace, clock: Clock) -> int:
    """Record the facts of a file: all of them, or none with the reasons."""
    from cdd_desktop.criteria.grading import load_json
    from cdd_desktop.store.opening import DATABASE_NAME
    from cdd_desktop.store.people import Right
    from cdd_desktop.store.reopening import end_quarters

    giver = giver_of(arguments, clock)
    require_right(arguments, clock, giver, Right.ENTER)
    packs = packs_of(arguments.data_dir, clock, giver.key)
    pack, current = find_round(arguments.round, packs)
    indicator = find_mission(pack, current, arguments.mission)
    raw = load_json(read_text(arguments.facts))
    if not isinstance(raw, dict):
        raise UserError("ไฟล์ต้องเป็นวัตถุ JSON ของรหัสข้อมูลกับค่า", 'เช่น {"activity_held": true}')
    if not (arguments.data_dir / DATABASE_NAME).exists():  # none is made for what is refused
        _checked(indicator, current, raw, {})
    with open_to_write(arguments, clock, giver) as store:
        end_quarters(store, packs.values())
        changed = _stored(store, pack, indicator, current, raw)
    print(f"บันทึกแล้ว {changed} รายการ")
    if changed < len(raw):
        print(f"มีค่านี้อยู่แล้ว {len(raw) - changed} รายการ ไม่มีอะไรเปลี่ยน")
    return 0


def _stored(store: Store, pack: Pack, indicator: Indicator, current: Round, raw: Mapping[str, Any]) -> int:
    """Store what is given and return how much of it was not so before; raises UserError, and nothing is stored."""
    from cdd_desktop.reports.gather import entry_key
    from cdd_desktop.store import rounds

    key = entry_key(store, pack, indicator, current.id)
    store.require_open(key)
    rounds.require_unsent(store, key)  # also where every value is there already
    values = _checked(indicator, current, raw, store.facts(key))
    unread = store.drafts(key).keys() & values.keys()
    done = store.set_entry(key, values, dict.fromkeys(values), action=f"บันทึกด้วยคำสั่ง ภารกิจ {indicator.no}")
    return len(unread | set(done.fields))


def _checked(indicator: Indicator, current: Round, raw: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is to be stored; raises UserError naming every fact that cannot be, on its own or beside others."""
    from cdd_desktop.criteria.engine import known
    from cdd_desktop.criteria.grading import read_facts
    from cdd_desktop.criteria.validity import problems

    given = read_facts(indicator, raw, months=current.months)
    if given.problems:
        raise _refused(given.problems)
    before = read_facts(indicator, stored, months=current.months).values
    after = {name: value for name, value in {**before, **given.values}.items() if raw.get(name, value) is not None}
    earlier = problems(indicator, known(indicator, before))
    found = problems(indicator, known(indicator, after))
    # what was already wrong and is not touched here does not stand in the way of recording other facts
    new = {name: reason for name, reason in found.items() if name in raw or name not in earlier}
    if new:
        raise _refused(new)
    kinds = {name: indicator.fact_by_id[name].kind for name in raw}
    return {
        name: None if value is None else kinds[name].to_json(kinds[name].from_json(value))
        for name, value in raw.items()
    }


def _refused(problems: Mapping[str, str]) -> UserError:
    return UserError(f"ไม่ได้บันทึกข้อมูลใด เพราะมีค่าที่เป็นไปไม่ได้\n{name_problems(problems)}", "แก้ค่าเหล่านี้แล้วสั่งใหม่")


def show_facts(arguments: argparse.Namespace, clock: Clock) -> int:
    """Print the stored facts of a mission in a round as a JSON object."""
    from cdd_desktop.reports.gather import entry_key
    from cdd_desktop.store import Store

    key = key_of(arguments)
    pack, current = find_round(arguments.round, packs_of(arguments.data_dir, clock, key))
    indicator = find_mission(pack, current, arguments.mission)
    with Store.open_reader(arguments.data_dir, clock, key=key) as store:
        print(to_json(store.facts(entry_key(store, pack, indicator, current.id)), indent=2))
    return 0


def packs_of(data_dir: Path, clock: Clock, key: DataKey | None) -> Mapping[str, Pack]:
    """Return the packs that came with the program and those kept with the data, where there are data."""
    from cdd_desktop.criteria.loader import load_packs
    from cdd_desktop.store import Store
    from cdd_desktop.store.opening import DATABASE_NAME
    from cdd_desktop.store.packs import known_packs

    bundled = load_packs(paths.criteria_packs())
    if not (data_dir / DATABASE_NAME).exists():
        return bundled
    with Store.open_reader(data_dir, clock, key=key) as store:
        known = known_packs(store, bundled)
    if known.problems:  # an older revision in its place would grade otherwise than the window
        raise known.problems[0]
    return known.packs


def find_round(text: str, packs: Mapping[str, Pack]) -> tuple[Pack, Round]:
    """Return the pack and round that "2567-q2/2" names; raises UserError listing what there is."""
    pack_id, _, round_id = text.rpartition("/")
    pack = packs.get(pack_id)
    if pack is None:
        raise UserError(f"ไม่รู้จักรอบ {text}", f"เขียนเป็น ชุดเกณฑ์/รอบ ชุดเกณฑ์ที่มี: {', '.join(packs)}")
    try:
        return pack, pack.round(round_id)
    except KeyError:
        known = ", ".join(f"{pack.id}/{item.id}" for item in pack.rounds)
        raise UserError(f"ไม่รู้จักรอบ {text}", f"รอบที่มี: {known}") from None


def find_mission(pack: Pack, current: Round, mission: str) -> Indicator:
    """Return a mission of the round; raises UserError listing what there is."""
    indicator = pack.indicator_by_id.get(mission)
    if indicator is None or indicator not in pack.indicators_in(current.id):
        raise UserError(f"ไม่มีภารกิจ {mission} ใน{current.title}", f"รหัสที่มี: {_ids(pack, current)}")
    return indicator


def check_mission(mission: str, packs: Iterable[Pack]) -> Indicator:
    """Return a mission of any of these packs, of the first that has it; raises UserError listing what there is."""
    known: dict[str, Indicator] = {}
    for pack in packs:
        known = {**pack.indicator_by_id, **known}
    if mission not in known:
        raise UserError(f"ไม่รู้จักภารกิจ {mission or '“”'}", f"รหัสที่มี: {', '.join(known)}")
    return known[mission]


def _ids(pack: Pack, current: Round) -> str:
    return ", ".join(item.id for item in pack.indicators_in(current.id))
