"""Seeded random facts of the eleven missions: near thresholds, with missing facts, zeros and things that cannot be."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from random import Random
from typing import Any

from tests.criteria.oracle_facts import FACTS, VIRTUES

WHOLES = (0, 1, 1, 2, 3, 7, 20, 37, 100, 104, 1000, 9999, 100_000, 12_345_678)
MONTHS = ("shops_new_monthly", "pr_monthly", "activities_monthly")
# part, whole, the percentages at which a grade or the points turn
RATIOS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "khok_nong_na": (("learners_applied", "learners_total", ("70", "75", "80", "100")),),
    "food_security": (
        ("villages_with_route", "villages_total", ("100",)),
        ("sharing_done", "sharing_target", ("100",)),
        ("worship_done", "worship_target", ("100",)),
    ),
    "thai_fabric": (("income_current", "income_base", ("100", "100.001", "101.999", "102")),),
    "otop": (
        ("sales_current", "sales_base", ("100", "101.99", "102", "110")),
        ("shops_registered", "wallet_interested", ("50", "75", "100")),
    ),
    "women_fund": (
        ("debt_overdue", "debt_outstanding", ("9.99", "10", "14.99", "14.995", "15", "19.99", "19.995", "20")),
        ("members_added", "members_target", ("38.99", "39", "44.5", "45", "50", "50.01")),
        ("groups_effective", "groups_target", ("74.99", "75", "79.99", "80", "84.99", "85")),
    ),
    "click_chumchon": (
        ("services_current", "services_total", ("100",)),
        ("downloads_actual", "downloads_target", ("100",)),
    ),
    "bmn_survey": (
        ("households_surveyed", "households_target", ("97.99", "98", "98.99", "99", "99.999", "100", "101")),
    ),
    "community_fund": (
        ("groups_established", "groups_target", ("79.99", "80", "89.99", "90", "99.99", "100")),
        ("members_added", "population_nonmember", ("0.49", "0.5", "0.74", "0.745", "0.75", "0.99", "0.995", "1")),
        ("reports_done", "reports_target", ("79.99", "80", "89.99", "90", "99.99", "100", "120")),
    ),
    "moral_organisation": (("activities_done", "activities_planned", ("0", "49", "50", "51", "100")),),
}
EXEMPTIONS = ("exempt_newborn", "exempt_unable", "exempt_absent", "exempt_deceased")
NONSENSE: list[Any] = [
    True,
    False,
    0,
    -1,
    1.5,
    10**9,
    "x",
    "",
    "-1",
    "1e3",
    "12.345",
    "1,000",
    "NaN",
    "๑๒",
    {},
    {"a": 1},
]
NONSENSE += [[], [1], [-1], [101], [None], [True], [[1]], [1, 2, 3, 4], ["sufficiency"] * 2, ["kindness"]]


def near(random: Random, whole: Decimal, percents: tuple[str, ...], step: Decimal) -> Decimal:
    """Return a part of the whole just below, at or just above one of the percentages."""
    at = (whole * Decimal(random.choice(percents)) / 100).quantize(step, ROUND_HALF_EVEN)
    return max(Decimal(0), at + step * random.choice((-1, 0, 0, 1)))


def written(random: Random, value: Decimal) -> Any:
    """Return the number as JSON may hold it: digits or text, decimals always as text."""
    text = f"{value:f}"
    return text if "." in text or random.random() < 0.1 else int(text)


def ratio_facts(random: Random, mission: str) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for part, whole, percents in RATIOS.get(mission, ()):
        step = Decimal("0.01") if FACTS[mission][whole] == "baht" and random.random() < 0.7 else Decimal(1)
        base = Decimal(random.choice((*WHOLES, random.randint(0, 5000))))
        facts |= {whole: written(random, base), part: written(random, near(random, base, percents, step))}
    return facts


def months(random: Random, turn: int, length: int) -> list[Any]:
    return [None if random.random() < 0.05 else max(0, turn + random.choice((-1, 0, 0, 0, 1))) for _ in range(length)]


def poverty(random: Random) -> dict[str, Any]:
    exempt = {key: random.choice((0, 0, 1, 2, 5)) for key in EXEMPTIONS}
    base = random.choice((0, 1, 3, 20, 40, 1000))
    helped = near(random, Decimal(base), ("70", "85", "100"), Decimal(1))
    return exempt | {"households_target": base + sum(exempt.values()), "households_helped": int(helped)}


def click(random: Random) -> dict[str, Any]:
    total, length = random.choice((0, 1, 20, 39, 100, 1000)), random.randint(1, 3)
    turns = {"shops_new_monthly": -(-total // 20), "pr_monthly": 1, "activities_monthly": 1}
    lists: dict[str, Any] = {key: months(random, turn, length) for key, turn in turns.items()}
    return lists | {"entrepreneurs_total": total, "pr_channels": random.choice((0, 1, 2, 2, 3))}


def moral(random: Random) -> dict[str, Any]:
    planned = random.choice((0, 1, 2, 4, 5, 7))
    done = int(near(random, Decimal(planned), ("0", "50", "100"), Decimal(1)))
    percents = [random.choice((100, 100, 100, 100, "99.999", 99, None)) for _ in range(done)]
    return {
        "virtues": random.sample(VIRTUES, random.choice((0, 1, 2, 2, 3, 3, 5))),
        "activities_planned": planned,
        "activities_done": done,
        "participation_percents": percents,
    }


SPECIAL = {"poverty_centre": poverty, "click_chumchon": click, "moral_organisation": moral}


def facts_for(random: Random, mission: str) -> dict[str, Any]:
    """Return random facts of the mission as JSON values, some missing, some impossible."""
    return spoiled(random, mission, complete_facts(random, mission))


def complete_facts(random: Random, mission: str) -> dict[str, Any]:
    """Return random facts of the mission as JSON values; none is missing but a month now and then."""
    facts = ratio_facts(random, mission)
    if mission in SPECIAL:
        facts |= SPECIAL[mission](random)
    if mission == "thai_fabric":
        facts["pr_monthly"] = months(random, 4, random.randint(1, 3))
    if mission == "otop":
        facts["products_new"] = random.choice((0, 4, 5, 5, 6))
    for key, kind in FACTS[mission].items():
        if kind == "bool":
            facts[key] = random.random() < (0.2 if key == "no_group_target" else 0.85)
    return facts


def spoiled(random: Random, mission: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Leave facts out of every other case; put something wrong into one of twelve."""
    if random.random() < 0.5:
        share = random.choice((0.1, 0.3, 0.7))
        for key in list(facts):
            if random.random() < share:
                if random.random() < 0.5:
                    del facts[key]
                else:
                    facts[key] = [] if key in MONTHS and random.random() < 0.5 else None
    if random.random() < 1 / 12:
        facts[random.choice((*FACTS[mission], "unheard_of"))] = random.choice(NONSENSE)
    return facts
