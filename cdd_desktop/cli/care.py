"""Commands that look after the data and the installed program."""

from __future__ import annotations

import argparse

from cdd_desktop.cli.files import say
from cdd_desktop.cli.secret import key_of
from cdd_desktop.clock import Clock

DAMAGED = 1


def check(arguments: argparse.Namespace, clock: Clock) -> int:
    """Print what the full check of the database found; 1 on damage, also of the newest backup."""
    from cdd_desktop.store import check as check_store

    report = check_store(arguments.data_dir, clock, key=key_of(arguments))
    say("\n".join(report.lines))
    return 0 if report.ok and report.backed_up else DAMAGED


def self_test(_arguments: argparse.Namespace, clock: Clock) -> int:
    """Try every part of the installed program in a temporary folder; 1 when one fails."""
    from cdd_desktop.cli.selftest import run_checks

    failed = 0
    for finding in run_checks(clock):
        print(f"{'ผ่าน' if finding.ok else 'ไม่ผ่าน'}  {finding.name}  {finding.detail}".rstrip(), flush=True)
        failed += not finding.ok
    print("พร้อมใช้งาน" if not failed else f"ไม่ผ่าน {failed} รายการ")
    return DAMAGED if failed else 0
