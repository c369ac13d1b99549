"""Commands on criteria alone: no database is opened."""

from __future__ import annotations

import argparse
import sys

from cdd_desktop import paths
from cdd_desktop.cli.files import read_text, to_json
from cdd_desktop.clock import Clock
from cdd_desktop.errors import UserError


def grade(arguments: argparse.Namespace, _clock: Clock) -> int:
    """Print the result of every case of a JSON file, one line for each."""
    from cdd_desktop.criteria.grading import grade_cases
    from cdd_desktop.criteria.loader import load_packs

    results = grade_cases(load_packs(paths.criteria_packs()), read_text(arguments.cases))
    sys.stdout.write("[" + ",".join(f"\n{to_json(result)}" for result in results) + "\n]\n")
    return 0


def criteria_check(arguments: argparse.Namespace, _clock: Clock) -> int:
    """Check a pack; raises UserError that names every mistake with file, line and entry."""
    from cdd_desktop.criteria.loader import check_pack, load_pack

    path = arguments.path
    if not path.exists():
        raise UserError(f"ไม่พบ {path}", "ระบุโฟลเดอร์ของชุดเกณฑ์ ที่มีไฟล์ pack.yaml")
    problems = check_pack(path)
    if problems:
        lines = "\n".join(str(problem) for problem in problems)
        raise UserError(f"{lines}\nพบ {len(problems)} แห่งที่ต้องแก้", "แก้ไฟล์ตามที่แจ้งแล้วตรวจใหม่")
    pack = load_pack(path.parent if path.is_file() else path)
    print(f"ชุดเกณฑ์ {pack.id} ถูกต้อง: {len(pack.indicators)} รายการ {len(pack.rounds)} รอบ")
    return 0
