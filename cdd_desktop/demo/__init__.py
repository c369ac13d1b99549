"""The demo office: an invented district in quarter 2 of 2567, three rounds partly filled in, every sort of outcome.

Names of people and the district are invented and clearly samples. The facts go in by the store's own path, one action
for each mission, so that the history has something to show; the same call gives the same data each time.
Some of what the pack asks to be proved has no evidence: a demo in which nothing is missing shows nothing.
"""

from __future__ import annotations

from datetime import datetime
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from cdd_desktop.clock import BANGKOK, Clock, FixedClock
from cdd_desktop.errors import UserError
from cdd_desktop.store import EntryKey, Office, Store, evidence
from cdd_desktop.store.keys import DUTY, natural_id
from cdd_desktop.store.people import first_people
from cdd_desktop.store.records import Put

PACK: Final = "2567-q2"
MOMENT: Final = datetime(2024, 2, 16, 9, 30, tzinfo=BANGKOK)
PERSON: Final = "ผู้ทดลองใช้"  # who works with the sample
MAKER: Final = "ข้อมูลตัวอย่าง"  # in whose name it is made: what nobody did, nobody can undo
OFFICE: Final = Office(
    code="2499",  # a number of the province that no district has
    name="สำนักงานพัฒนาชุมชนอำเภอบ้านตัวอย่าง",
    province="ฉะเชิงเทรา",
    district="บ้านตัวอย่าง",
    head="นางสาวตัวอย่าง ใจดี",
    head_position="พัฒนาการอำเภอบ้านตัวอย่าง",
    officers=("นายสมมุติ ตั้งใจ", "นางตัวอย่าง ขยันยิ่ง"),
)

Facts = dict[str, Any]

_FOOD: Final[Facts] = {"villages_total": 62, "sharing_target": 1, "worship_target": 1}
_FABRIC: Final[Facts] = {"group_database": True, "natural_process": True, "income_base": "1250000.00"}
_POVERTY: Final[Facts] = {
    "meeting_held": True,
    "plan_made": True,
    "households_target": 145,
    "exempt_newborn": 3,
    "exempt_unable": 21,
    "exempt_absent": 9,
    "exempt_deceased": 2,
}
_OTOP: Final[Facts] = {"sales_base": "8420000.00", "wallet_interested": 24}
_WOMEN: Final[Facts] = {"debt_outstanding": "3480000.00", "members_target": 400, "groups_target": 12}
_CLICK: Final[Facts] = {"entrepreneurs_total": 120, "services_total": 24, "pr_channels": 2, "downloads_target": 500}
_FUND: Final[Facts] = {"groups_target": 0, "groups_established": 0, "population_nonmember": 18500, "reports_target": 40}

ROUNDS: Final[dict[str, dict[str, Facts]]] = {
    "1": {
        "khok_nong_na": {"activity_held": True, "learners_total": 80, "learners_applied": 58},
        "food_security": _FOOD | {"villages_with_route": 40, "sharing_done": 1, "worship_done": 0},
        "thai_fabric": _FABRIC | {"pr_monthly": [4], "income_current": "1180000.00"},
        "poverty_centre": _POVERTY | {"households_helped": 70},
        "otop": _OTOP | {"products_new": 2, "sales_current": "8510500.00", "shops_registered": 9},
        "women_fund": _WOMEN | {"debt_overdue": "696000.00", "members_added": 60, "groups_effective": 9},
        "click_chumchon": _CLICK
        | {
            "shops_new_monthly": [6],
            "services_current": 22,
            "pr_monthly": [2],
            "activities_monthly": [1],
            "downloads_actual": 210,
        },
        "bmn_survey": {"households_target": 12480, "households_surveyed": 1950},
        "community_fund": _FUND | {"members_added": 74, "reports_done": 31},
        "pracharath_company": {"plan_followed": True, "has_income": True, "cost_controlled": True},
        "moral_organisation": {
            "virtues": [],
            "activities_planned": 6,
            "activities_done": 0,
            "participation_percents": [],
        },
    },
    "2": {
        "khok_nong_na": {"activity_held": True, "learners_total": 104, "learners_applied": 80},
        "food_security": _FOOD | {"villages_with_route": 62, "sharing_done": 1, "worship_done": 1},
        "thai_fabric": _FABRIC | {"pr_monthly": [5, 4], "income_current": "1268750.50"},
        "poverty_centre": _POVERTY | {"households_helped": 99},
        "otop": _OTOP | {"products_new": 6, "sales_current": "8640000.50", "shops_registered": 19},
        "women_fund": _WOMEN | {"debt_overdue": "417600.00", "members_added": 160, "groups_effective": 10},
        "click_chumchon": _CLICK
        | {
            "shops_new_monthly": [6, 7],
            "services_current": 22,
            "pr_monthly": [2, 1],
            "activities_monthly": [1, 2],
            "downloads_actual": 512,
        },
        "bmn_survey": {"households_target": 12480, "households_surveyed": 7904},
        "community_fund": _FUND | {"members_added": 148, "reports_done": 40},
        "pracharath_company": {"plan_followed": False, "has_income": True, "cost_controlled": True},
        "moral_organisation": {
            "virtues": ["sufficiency", "discipline", "honesty", "volunteering"],
            "activities_planned": 6,
            "activities_done": 3,
            "participation_percents": ["100", "95.5", "100"],
            "reported_to_head": True,
            "improvement_shown": True,
            "lessons_reviewed": True,
        },
    },
    "3": {
        "khok_nong_na": {"activity_held": True, "learners_total": 128},
        "food_security": _FOOD | {"villages_with_route": 62, "sharing_done": 2, "worship_done": 1},
        "thai_fabric": _FABRIC | {"pr_monthly": [5, 4, None]},
        "bmn_survey": {"households_target": 12480, "households_surveyed": 12391},
        "moral_organisation": {
            "virtues": ["discipline", "volunteering"],
            "activities_planned": 4,
            "activities_done": 5,  # more than planned: refused until one of the two is mended
            "reported_to_head": True,
        },
    },
}
NOTES: Final = {
    ("2", "khok_nong_na"): "จัดกิจกรรมแลกเปลี่ยนเรียนรู้ 2 ครั้ง ทะเบียนผู้เรียนรู้เก็บไว้ที่ศูนย์",
    ("2", "otop"): "ผู้ผลิตอีก 3 รายขอลงทะเบียนร้านค้าภายในเดือนมีนาคม",
}
DRAFTS: Final = {("3", "thai_fabric", "income_current"): "ประมาณ 1.3 ล้าน"}


def make_demo(data_dir: Path, clock: Clock | None = None) -> None:
    """Make the demo office in a data folder; a folder that already holds it is left as it is.

    Raises:
        UserError: the folder holds another office's data, or cannot be written to.
    """
    with Store.open(data_dir, clock or FixedClock(MOMENT), person=MAKER) as store:
        fill(store)


def fill(store: Store) -> None:
    """Write the demo office into an open store; raises UserError where another office is at home."""
    office = store.office()
    if office is not None:
        if office.code == OFFICE.code:
            return
        raise UserError(f"โฟลเดอร์นี้มีข้อมูลของ{office.name}อยู่แล้ว ไม่มีอะไรเปลี่ยน", "เลือกโฟลเดอร์ว่างสำหรับข้อมูลตัวอย่าง")
    for round_id, missions in ROUNDS.items():
        for mission, facts in missions.items():
            store.set_facts(_key(round_id, mission), facts, action=f"กรอกข้อมูลตัวอย่าง รอบที่ {round_id}")
    for (round_id, mission), note in NOTES.items():
        store.set_note(_key(round_id, mission), note)
    for (round_id, mission, fact), text in DRAFTS.items():
        store.set_draft(_key(round_id, mission), fact, text)
    from cdd_desktop.demo.proofs import PROOFS, prepared

    for (round_id, mission), shots in PROOFS.items():
        made = list(prepared(store.files, int(round_id), mission, shots))
        evidence.add(store, _key(round_id, mission), made, action=f"เพิ่มหลักฐานตัวอย่าง รอบที่ {round_id}")
    store.set_office(OFFICE)  # after all that: an interrupted filling is taken up again
    _share_out(store)


def _share_out(store: Store) -> None:
    """Let the officers answer for the missions in turn; the last has nobody yet."""
    persons = [person.id for person in first_people(store) if person.name in OFFICE.officers]
    keys = [(PACK, mission, OFFICE.code) for mission in list(ROUNDS["2"])[:-1]]
    given = zip(keys, cycle(persons), strict=False)
    store.put_many([Put(DUTY, {"person": who}, natural_id(DUTY, *key), key) for key, who in given], action="")


def _key(round_id: str, mission: str) -> EntryKey:
    return EntryKey(PACK, mission, round_id, "office", OFFICE.code)
