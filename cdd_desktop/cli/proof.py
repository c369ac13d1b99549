"""Commands on evidence: adding photos and files to a mission, listing them."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cdd_desktop.cli.files import say, to_json
from cdd_desktop.cli.records import find_mission, find_round, packs_of
from cdd_desktop.cli.secret import giver_of, key_of, open_to_write, require_right
from cdd_desktop.clock import Clock
from cdd_desktop.errors import UserError
from cdd_desktop.thai.clean import harmless

if TYPE_CHECKING:
    from cdd_desktop.criteria.model import Indicator
    from cdd_desktop.store import Store
    from cdd_desktop.store.evidence import Evidence
    from cdd_desktop.store.prepared import Prepared

MOST_FILES: Final = 500
_FAILED: Final = 2


def add_evidence(arguments: argparse.Namespace, clock: Clock) -> int:
    """Add files (and those in folders) to a mission; what is refused is named, the others are added all the same."""
    from cdd_desktop.reports.gather import entry_key
    from cdd_desktop.store import Store, evidence, rounds
    from cdd_desktop.store.intake import files_in
    from cdd_desktop.store.people import Right
    from cdd_desktop.store.proofs import likely_proof
    from cdd_desktop.store.reopening import end_quarters

    giver = giver_of(arguments, clock)
    require_right(arguments, clock, giver, Right.ENTER)  # what is refused keeps no file
    packs = packs_of(arguments.data_dir, clock, giver.key)
    pack, current = find_round(arguments.round, packs)
    indicator = find_mission(pack, current, arguments.mission)
    _check_proves(indicator, arguments.proves)
    files = files_in(arguments.files, MOST_FILES)
    if not files:
        raise UserError("ไม่พบไฟล์ที่ใช้เป็นหลักฐานได้ ไม่มีอะไรเปลี่ยน", "ใช้ภาพ JPG PNG WEBP หรือไฟล์ PDF Word Excel PowerPoint")
    with Store.open_reader(arguments.data_dir, clock, key=giver.key) as store:  # nor here
        key = entry_key(store, pack, indicator, current.id)
        end_quarters(store, packs.values())
        store.require_open(key)
        rounds.require_unsent(store, key)
    with open_to_write(arguments, clock, giver) as store:
        end_quarters(store, packs.values())
        ready, refused = _prepared(store, files)
        for twin in evidence.twins(store, ready, key=key):
            if twin.near or twin.old.key != key:
                like = "คล้าย" if twin.near else "เป็นไฟล์เดียวกัน"
                say(f"{twin.new.name}: {like}กับหลักฐานที่ใช้แล้วใน {twin.old.key.indicator} รอบ {twin.old.key.round}")
        ready = [replace(item, proves=arguments.proves or likely_proof(indicator, item.kind)) for item in ready]
        added = evidence.add(store, key, ready)
    print(f"เพิ่มหลักฐาน {len(added)} รายการ")
    if len(added) < len(ready):
        print(f"มีอยู่แล้วในภารกิจนี้ {len(ready) - len(added)} รายการ ไม่ได้เพิ่มซ้ำ")
    return _FAILED if refused else 0


def _prepared(store: Store, files: Iterable[Path]) -> tuple[list[Prepared], int]:
    """Return what was taken, and how many were refused; those are named on stderr."""
    from cdd_desktop.store import evidence
    from cdd_desktop.store.child import Unfit
    from cdd_desktop.store.intake import read_file
    from cdd_desktop.store.prepared import prepare

    keep_place = bool(store.setting(evidence.KEEP_PLACE, False))
    ready: list[Prepared] = []
    refused = 0
    for path in files:
        try:
            ready.append(prepare(store.files, path.name, read_file(path), keep_place=keep_place))
        except Unfit as error:
            refused += 1
            say(f"ไม่ได้เพิ่ม {harmless(path.name)}: {error}", problem=True)
    return ready, refused


def _check_proves(indicator: Indicator, proves: str) -> None:
    from cdd_desktop.store.proofs import wanted_evidence

    known = [proof.id for proof in wanted_evidence(indicator)]
    if proves and proves not in known:
        raise UserError(f"ภารกิจนี้ไม่ได้ขอหลักฐานของ {proves} ไม่มีอะไรเปลี่ยน", f"ที่ขอไว้: {', '.join(known) or 'ไม่มี'}")


def list_evidence(arguments: argparse.Namespace, clock: Clock) -> int:
    """Print the evidence of a mission and what is still missing, as JSON."""
    from cdd_desktop.reports.gather import entry_key, gather
    from cdd_desktop.store import Store
    from cdd_desktop.store.evidence import evidence_of
    from cdd_desktop.store.proofs import missing_evidence

    folder_key = key_of(arguments)
    packs = packs_of(arguments.data_dir, clock, folder_key)
    pack, current = find_round(arguments.round, packs)
    indicator = find_mission(pack, current, arguments.mission)
    with Store.open_reader(arguments.data_dir, clock, key=folder_key) as store:
        (entry,) = gather(store, pack, current.id, [indicator])
        found = evidence_of(store, entry_key(store, pack, indicator, current.id))
    missing = missing_evidence(indicator, found, entry.facts)
    shown = {"evidence": [_shown(item) for item in found], "missing": [asdict(item) for item in missing]}
    print(to_json(shown, indent=2))
    return 0


def _shown(item: Evidence) -> dict[str, Any]:
    return {name: value for name, value in vars(item).items() if name not in {"key", "likeness", "source"}}
