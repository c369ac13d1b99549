"""A second, plain calculation of the eleven missions of pack 2567-q2, to hold the program's engine against.

It shares no code with the program: formulas and thresholds are written out again from the letter's restatement. Where
that restatement leaves room, a comment marked READING (here and in ``oracle_facts``) says what is taken as its most
natural meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from tests.criteria.oracle_facts import EXEMPTIONS, Facts

# --- conditions --------------------------------------------------------------------------------------------------


class Found(NamedTuple):
    """A condition: True, False or None (unknown), with the missing facts that stand in it."""

    truth: bool | None
    missing: frozenset[str]


class Item(NamedTuple):
    """An item of a sum of points: what it may still come to, with the missing facts while it is unknown."""

    low: Fraction
    high: Fraction
    missing: frozenset[str]


class Measure(NamedTuple):
    value: Fraction | None
    missing: frozenset[str]

    def is_(self, test: Callable[[Fraction], bool]) -> Found:
        return Found(None if self.value is None else test(self.value), self.missing)


Levels = list[tuple[str, list[Found]]]


class Table(NamedTuple):
    levels: Levels
    measures: dict[str, Fraction | None]
    points: Fraction | None = None


def yes(facts: Facts, key: str) -> Found:
    return Found(facts[key], facts.lacking(key))


def count(facts: Facts, key: str, least: int) -> Found:
    return Found(None if facts.absent(key) else facts[key] >= least, facts.lacking(key))


def percent(facts: Facts, part: str, whole: str) -> Measure:
    missing = facts.lacking(part, whole)
    return Measure(None if missing or facts[whole] == 0 else facts[part] * 100 / facts[whole], missing)


def growth(facts: Facts, current: str, base: str) -> Measure:
    share = percent(facts, current, base)
    return Measure(None if share.value is None else share.value - 100, share.missing)


def every(facts: Facts, key: str, test: Callable[[Fraction], bool]) -> Found:
    """Every place of the list: false as soon as one is, unknown while one is empty."""
    items = facts[key]
    if items is None:
        return Found(None, facts.lacking(key))
    if any(item is not None and not test(item) for item in items):
        return Found(False, frozenset())
    return Found(None if None in items else True, facts.lacking(key))


def both(*found: Found) -> Found:
    truths = [item.truth for item in found]
    if False in truths:
        return Found(False, frozenset())
    missing = frozenset[str]().union(*(item.missing for item in found if item.truth is None))
    return Found(None if None in truths else True, missing)


def at_least(items: list[Item], scale: Fraction, least: Fraction | int) -> Found:
    low, high = sum(item.low for item in items) * scale, sum(item.high for item in items) * scale
    missing = frozenset[str]().union(*(item.missing for item in items if item.low != item.high))
    return Found(True if low >= least else False if high < least else None, missing)


def banded(measure: Measure, points: Callable[[Fraction], int], low: int, high: int) -> Item:
    if measure.value is None:
        return Item(Fraction(low), Fraction(high), measure.missing)
    return Item(Fraction(points(measure.value)), Fraction(points(measure.value)), frozenset())


def worth(found: Found, points: int) -> Item:
    low = points if found.truth is True else 0
    high = 0 if found.truth is False else points
    return Item(Fraction(low), Fraction(high), found.missing)


def total(items: list[Item], scale: Fraction = Fraction(1)) -> Fraction | None:
    """Return the points, None while an item is unknown."""
    return sum(item.low for item in items) * scale if all(item.low == item.high for item in items) else None


# --- the missions ------------------------------------------------------------------------------------------------


def khok_nong_na(f: Facts) -> Table:
    held, applied = yes(f, "activity_held"), percent(f, "learners_applied", "learners_total")
    levels: Levels = [
        ("A", [held, applied.is_(lambda x: x >= 80)]),
        ("B", [held, applied.is_(lambda x: x >= 75)]),
        ("C", [held, applied.is_(lambda x: x >= 70)]),
        ("D", [held]),
    ]
    return Table(levels, {"applied_percent": applied.value})


def food_security(f: Facts) -> Table:
    pairs = (
        ("villages_with_route", "villages_total"),
        ("sharing_done", "sharing_target"),
        ("worship_done", "worship_target"),
    )
    items = [worth(percent(f, *pair).is_(lambda x: x >= 100), 1) for pair in pairs]
    levels: Levels = [(grade, [at_least(items, Fraction(1), least)]) for grade, least in (("A", 3), ("B", 2), ("C", 1))]
    return Table([*levels, ("D", [])], {})


def thai_fabric(f: Facts) -> Table:
    income = growth(f, "income_current", "income_base")
    d = [yes(f, "group_database"), every(f, "pr_monthly", lambda x: x >= 4)]
    c = [*d, yes(f, "natural_process")]
    levels: Levels = [
        ("A", [*c, income.is_(lambda x: x >= 2)]),
        ("B", [*c, income.is_(lambda x: x > 0)]),
        ("C", c),
        ("D", d),
    ]
    return Table(levels, {"income_growth": income.value})


def poverty_centre(f: Facts) -> Table:
    both_done = [yes(f, "meeting_held"), yes(f, "plan_made")]
    missing = f.lacking("households_target", *EXEMPTIONS, "households_helped")
    base = None if missing else f["households_target"] - sum(f[key] for key in EXEMPTIONS)
    helped = Measure(f["households_helped"] * 100 / base if base else None, missing)
    levels: Levels = [
        ("A", [*both_done, helped.is_(lambda x: x >= 100)]),
        ("B", [*both_done, helped.is_(lambda x: x >= 85)]),
        ("C", [*both_done, helped.is_(lambda x: x >= 70)]),
        ("D", both_done),
    ]
    return Table(levels, {"helped_percent": helped.value})


def otop(f: Facts) -> Table:
    products, sales = count(f, "products_new", 5), growth(f, "sales_current", "sales_base")
    shops = percent(f, "shops_registered", "wallet_interested")
    grows = sales.is_(lambda x: x >= 2)
    levels: Levels = [
        ("A", [products, grows, shops.is_(lambda x: x >= 100)]),
        ("B", [products, grows, shops.is_(lambda x: x >= 75)]),
        ("C", [grows, shops.is_(lambda x: x >= 50)]),
        ("D", []),
    ]
    return Table(levels, {"sales_growth": sales.value, "shop_percent": shops.value})


def women_fund(f: Facts) -> Table:
    overdue = percent(f, "debt_overdue", "debt_outstanding")
    if not overdue.missing and f["debt_outstanding"] == 0:
        # READING: with the overdue sum missing, the item stays unknown even where there is no debt at all.
        overdue = Measure(Fraction(0), frozenset())
    limit = Fraction("19.99")
    items = [
        banded(overdue, lambda x: 100 if x < 10 else 75 if x < 15 else 50 if x <= limit else 25, 25, 100),
        banded(
            percent(f, "members_added", "members_target"),
            lambda x: 100 if x > 50 else 75 if x >= 45 else 50 if x >= 39 else 25,
            25,
            100,
        ),
        banded(
            percent(f, "groups_effective", "groups_target"),
            lambda x: 100 if x >= 85 else 75 if x >= 80 else 50 if x >= 75 else 25,
            25,
            100,
        ),
    ]
    third = Fraction(1, 3)
    levels: Levels = [(grade, [at_least(items, third, least)]) for grade, least in (("A", 80), ("B", 70), ("C", 60))]
    return Table([*levels, ("D", [])], {}, total(items, third))


def click_chumchon(f: Facts) -> Table:
    entrepreneurs = f["entrepreneurs_total"]
    if entrepreneurs:
        shops = every(f, "shops_new_monthly", lambda x: x * 100 >= 5 * entrepreneurs)
    else:
        shops = Found(None, f.lacking("entrepreneurs_total", "shops_new_monthly"))
    # READING: services and downloads are compared as numbers, they are no ratio: 0 of 0 is met.
    pairs = (("services_current", "services_total"), ("downloads_actual", "downloads_target"))
    services, downloads = (
        Found(None if f.lacking(*pair) else f[pair[0]] >= f[pair[1]], f.lacking(*pair)) for pair in pairs
    )
    spread = both(every(f, "pr_monthly", lambda x: x >= 1), count(f, "pr_channels", 2))
    active = every(f, "activities_monthly", lambda x: x >= 1)
    items = [worth(found, 2) for found in (shops, services, spread, active, downloads)]
    levels: Levels = [
        (grade, [at_least(items, Fraction(1), least)]) for grade, least in (("A", 10), ("B", 8), ("C", 6))
    ]
    return Table([*levels, ("D", [])], {}, total(items))


def bmn_survey(f: Facts) -> Table:
    surveyed = percent(f, "households_surveyed", "households_target")
    levels: Levels = [
        ("A", [surveyed.is_(lambda x: x >= 100)]),
        ("B", [surveyed.is_(lambda x: x >= 99)]),
        ("C", [surveyed.is_(lambda x: x >= 98)]),
        ("D", []),
    ]
    return Table(levels, {"surveyed_percent": surveyed.value})


def community_fund(f: Facts) -> Table:
    def against_target(x: Fraction) -> int:
        return 10 if x >= 100 else 9 if x >= 90 else 8 if x >= 80 else 7

    def newcomers(x: Fraction) -> int:
        return 10 if x >= 1 else 9 if x >= Fraction("0.75") else 8 if x >= Fraction("0.5") else 7

    items = [
        banded(percent(f, "members_added", "population_nonmember"), newcomers, 7, 10),
        banded(percent(f, "reports_done", "reports_target"), against_target, 7, 10),
    ]
    scale = Fraction(3, 2)
    if not f["no_group_target"]:
        scale = Fraction(1)
        items.insert(0, banded(percent(f, "groups_established", "groups_target"), against_target, 7, 10))
    levels: Levels = [(grade, [at_least(items, scale, least)]) for grade, least in (("A", 30), ("B", 27), ("C", 24))]
    return Table([*levels, ("D", [])], {}, total(items, scale))


def pracharath_company(f: Facts) -> Table:
    income = yes(f, "has_income")
    levels: Levels = [
        ("green", [yes(f, "plan_followed"), income, yes(f, "cost_controlled")]),
        ("yellow", [income]),
        ("red", []),
    ]
    return Table(levels, {})


def moral_organisation(f: Facts) -> Table:
    def virtues(least: int) -> Found:
        return Found(None if f["virtues"] is None else len(f["virtues"]) >= least, f.lacking("virtues"))

    begun = count(f, "activities_done", 1)
    half = percent(f, "activities_done", "activities_planned").is_(lambda x: x >= 50)
    whole_staff = every(f, "participation_percents", lambda x: x >= 100)
    told = [yes(f, key) for key in ("reported_to_head", "improvement_shown", "lessons_reviewed")]
    levels: Levels = [
        ("A", [begun, virtues(3), half, *told]),
        ("B", [begun, virtues(3), half, whole_staff]),
        ("C", [begun, virtues(2), whole_staff]),
        ("D", [begun, virtues(1), whole_staff]),
    ]
    return Table(levels, {})


MISSIONS: dict[str, Callable[[Facts], Table]] = {
    mission.__name__: mission
    for mission in (
        khok_nong_na,
        food_security,
        thai_fabric,
        poverty_centre,
        otop,
        women_fund,
        click_chumchon,
        bmn_survey,
        community_fund,
        pracharath_company,
        moral_organisation,
    )
}


# --- the decision ------------------------------------------------------------------------------------------------


def grade(mission: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Grade decoded facts (see ``decode``).

    Returns:
        outcome, grade, reachable, points, measures (Fraction or None by id), missing; and of refused facts:
        ``impossible`` (ids wrong by themselves) and ``conflicts`` (groups of ids that cannot be together).
    """
    facts = Facts(mission, raw)
    refused = {"impossible": facts.impossible, "conflicts": facts.conflicts}
    if facts.impossible or facts.conflicts:
        return {"outcome": "refused", "grade": None, "reachable": [], "points": None, "missing": None} | refused
    table = MISSIONS[mission](facts)
    reachable: list[str] = []
    hanging: set[str] = set()
    for name, conditions in table.levels:
        truths = [found.truth for found in conditions]
        if False in truths:
            continue
        reachable.append(name)
        if None not in truths:
            break
        hanging.update(*(found.missing for found in conditions if found.truth is None))
    else:
        reachable.append("below")
    outcome = "incomplete" if hanging else "no_base"
    if len(reachable) == 1:
        outcome = "below" if reachable == ["below"] else "graded"
    return {
        "outcome": outcome,
        "grade": reachable[0] if outcome == "graded" else None,
        "reachable": reachable,
        "points": table.points,
        "measures": table.measures,
        "missing": facts.missing,
    } | refused
