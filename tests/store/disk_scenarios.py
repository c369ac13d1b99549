"""Runs in a child process: does one thing to the disk under a store and prints as JSON what came of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from cdd_desktop.errors import UserError
from cdd_desktop.store import Store, check
from tests.store.kit import CLOCK, KEY


def save_until_it_fails(store: Store, size: int) -> tuple[int, UserError]:
    """Save more and more; return the last number that was saved, and the error."""
    number = 0
    while True:
        try:
            store.set_facts(KEY, {"number": number + 1, "text": f"{number}" * size})
        except UserError as error:
            return number, error
        number += 1
        assert number < 10_000


def number_of(store: Store) -> Any:
    return store.facts(KEY)["number"]


def checked(data_dir: Path) -> dict[str, Any]:
    report = check(data_dir, CLOCK)
    return {"check": report.ok, "lines": report.lines}


def after_the_failure(store: Store, data_dir: Path, saved: int, error: UserError, make_room: Any) -> dict[str, Any]:
    found = {"saved_before": saved, "message": error.message, "hint": error.hint, "after_failure": number_of(store)}
    make_room()
    store.set_facts(KEY, {"number": saved + 1})
    store.close()
    with Store.open_reader(data_dir, CLOCK) as reader:
        found["after_room_was_made"] = number_of(reader)
    return found | checked(data_dir)


def full_disk(folder: Path) -> dict[str, Any]:
    data_dir, ballast = folder / "data", folder / "ballast"
    store = Store.open(data_dir, CLOCK, state_dir=folder / "state")
    ballast.write_bytes(bytes(1_000_000))
    saved, error = save_until_it_fails(store, 5000)
    return after_the_failure(store, data_dir, saved, error, ballast.unlink)


def limited_file(folder: Path) -> dict[str, Any]:
    import resource

    data_dir = folder / "data"
    store = Store.open(data_dir, CLOCK, state_dir=folder / "state")
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
    saved, error = save_until_it_fails(store, 5000)

    def make_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    return after_the_failure(store, data_dir, saved, error, make_room)


def no_room_for_backup(folder: Path) -> dict[str, Any]:
    data_dir = folder / "data"
    with Store.open(data_dir, CLOCK, state_dir=folder / "state") as store:
        store.set_facts(KEY, {"text": "x" * 300_000})
    (folder / "ballast").write_bytes(bytes(shutil.disk_usage(folder).free - 300_000))
    with Store.open(data_dir, CLOCK, state_dir=folder / "state") as store:
        notice = store.notices[0].message
        store.set_facts(KEY, {"a": 1})
        facts = sorted(store.facts(KEY))
    leftovers = [path.name for path in (data_dir / "backups").iterdir()]
    return {"notice": notice, "facts": facts, "written": ["a", "text"], "leftovers": leftovers}


def no_room_at_all(folder: Path) -> dict[str, Any]:
    (folder / "ballast").write_bytes(bytes(40_000))
    try:
        Store.open(folder / "data", CLOCK, state_dir=folder / "state")
    except UserError as error:
        return {"message": error.message, "database": (folder / "data" / "cdd.db").exists()}
    return {}


def read_only(folder: Path) -> dict[str, Any]:
    def remount(how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True)

    def told(work: Any) -> str:
        try:
            work()
        except UserError as error:
            return error.message
        return "nothing"

    data_dir = folder / "data"
    with Store.open(data_dir, CLOCK, state_dir=folder / "state") as store:
        store.set_facts(KEY, {"a": 1})
    remount("ro")
    found: dict[str, Any] = {}
    found["at_opening"] = told(lambda: Store.open(data_dir, CLOCK, state_dir=folder / "state"))
    with Store.open_reader(data_dir, CLOCK) as reader:
        found["reader"] = reader.facts(KEY)
    found |= checked(data_dir)
    remount("rw")
    with Store.open(data_dir, CLOCK, state_dir=folder / "state") as store:
        store.set_facts(KEY, {"a": 2})
        found["writable_again"] = store.facts(KEY)
    return found


SCENARIOS = {work.__name__: work for work in (full_disk, limited_file, no_room_for_backup, no_room_at_all, read_only)}

if __name__ == "__main__":
    print(json.dumps(SCENARIOS[sys.argv[1]](Path(sys.argv[2])), ensure_ascii=True))
