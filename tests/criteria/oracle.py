"""A second, plain calculation of the eleven missions of pack 2567-q2, to hold the program's engine against.

It shares no code with the program: formulas and thresholds are written out again from the letter's restatement, and
numbers are read from their JSON text. Where that restatement leaves room, a comment marked READING says what is
taken as the most natural meaning.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

VIRTUES = ("sufficiency", "discipline", "honesty", "volunteering", "gratitude")

# READING: `missing` is listed in the order in which the letter's restatement declares the facts.
FACTS: dict[str, dict[str, str]] = {
    "khok_nong_na": {"activity_held": "bool", "learners_total": "count", "learners_applied": "count"},
    "food_security": {
        "villages_total": "count",
        "villages_with_route": "count",
        "sharing_target": "count",
        "sharing_done": "count",
        "worship_target": "count",
        "worship_done": "count",
    },
    "thai_fabric": {
        "group_database": "bool",
        "pr_monthly": "months",
        "natural_process": "bool",
        "income_base": "baht",
        "income_current": "baht",
    },
    "poverty_centre": {
        "meeting_held": "bool",
        "plan_made": "bool",
        "households_target": "count",
        "exempt_newborn": "count",
        "exempt_unable": "count",
        "exempt_absent": "count",
        "exempt_deceased": "count",
        "households_helped": "count",
    },
    "otop": {
        "products_new": "count",
        "sales_base": "baht",
        "sales_current": "baht",
        "wallet_interested": "count",
        "shops_registered": "count",
    },
    "women_fund": {
        "debt_outstanding": "baht",
        "debt_overdue": "baht",
        "members_target": "count",
        "members_added": "count",
        "groups_target": "count",
        "groups_effective": "count",
    },
    "click_chumchon": {
        "entrepreneurs_total": "count",
        "shops_new_monthly": "months",
        "services_total": "count",
        "services_current": "count",
        "pr_monthly": "months",
        "pr_channels": "count",
        "activities_monthly": "months",
        "downloads_target": "count",
        "downloads_actual": "count",
    },
    "bmn_survey": {"households_target": "count", "households_surveyed": "count"},
    "community_fund": {
        "no_group_target": "bool",
        "groups_target": "count",
        "groups_established": "count",
        "population_nonmember": "count",
        "members_added": "count",
        "reports_target": "count",
        "reports_done": "count",
    },
    "pracharath_company": {"plan_followed": "bool", "has_income": "bool", "cost_controlled": "bool"},
    "moral_organisation": {
        "virtues": "virtues",
        "activities_planned": "count",
        "activities_done": "count",
        "participation_percents": "percents",
        "reported_to_head": "bool",
        "improvement_shown": "bool",
        "lessons_reviewed": "bool",
    },
}

PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "khok_nong_na": (("learners_applied", "learners_total"),),
    "food_security": (("villages_with_route", "villages_total"),),
    "women_fund": (("debt_overdue", "debt_outstanding"),),
    "click_chumchon": (("services_current", "services_total"), ("shops_new_monthly", "entrepreneurs_total")),
    "community_fund": (("members_added", "population_nonmember"),),
    "moral_organisation": (("activities_done", "activities_planned"),),
}
EXEMPTIONS = ("exempt_newborn", "exempt_unable", "exempt_absent", "exempt_deceased")


# --- reading -----------------------------------------------------------------------------------------------------


class Number(str):
    """A JSON number as it is written, so that 1e2, 5.0 and NaN can be told from plain digits."""

    __slots__ = ()


def decode(text: str) -> Any:
    """Read JSON, keeping every number as its text."""
    return json.loads(text, parse_int=Number, parse_float=Number, parse_constant=Number)


class Impossible(Exception):
    """The value is none that the fact can have."""


def _number(raw: object, decimals: int, top: int | None = None) -> Fraction:
    if not isinstance(raw, str):
        raise Impossible
    text = raw.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))
    if not re.fullmatch(r"[0-9]+(\.[0-9]{1,%d})?" % decimals if decimals else r"[0-9]+", text):
        raise Impossible
    value = Fraction(text)
    if top is not None and value > top:
        raise Impossible
    return value


def _value(kind: str, raw: object) -> Any:
    if kind == "bool":
        if not isinstance(raw, bool):
            raise Impossible
        return raw
    if kind in {"count", "baht"}:
        return _number(raw, 2 if kind == "baht" else 0)
    if not isinstance(raw, list):
        raise Impossible
    if kind == "months":
        if len(raw) > 3:
            raise Impossible
        return [None if item is None else _number(item, 0) for item in raw]
    if kind == "percents":  # READING: a place without a number is a missing fact here as in a monthly list
        return [None if item is None else _number(item, 10, 100) for item in raw]
    if any(item not in VIRTUES for item in raw) or len(set(raw)) != len(raw):
        raise Impossible
    return raw  # READING: no virtue at all is an answer, not a missing fact


class Facts:
    """The facts of one case: values by id (None: missing) and what cannot be."""

    def __init__(self, mission: str, raw: Mapping[str, Any]) -> None:
        self.values: dict[str, Any] = dict.fromkeys(FACTS[mission])
        self.impossible = {key for key in raw if key not in FACTS[mission]}
        for key, kind in FACTS[mission].items():
            given = raw.get(key)
            if given is None or (kind == "months" and given == []):
                continue
            try:
                self.values[key] = _value(kind, given)
            except (Impossible, TypeError):  # TypeError: an unhashable virtue
                self.impossible.add(key)
        self.missing = [key for key in FACTS[mission] if self.absent(key) and key != "no_group_target"]
        # READING: no_group_target has a value where it is absent ("absent = false"), so it is never missing.
        self.conflicts = [set(group) for group in self._conflicts(mission)]

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def absent(self, key: str) -> bool:
        value = self.values[key]
        return value is None or (isinstance(value, list) and None in value)

    def lacking(self, *keys: str) -> frozenset[str]:
        return frozenset(key for key in keys if self.absent(key))

    def _conflicts(self, mission: str) -> Iterable[tuple[str, ...]]:
        """Yield groups of facts that cannot be together, as far as they are known."""
        for part, whole in PARTS.get(mission, ()):
            parts = self[part] if isinstance(self[part], list) else [self[part]]
            if self[whole] is not None and any(item is not None and item > self[whole] for item in parts):
                yield part, whole
        if mission == "poverty_centre" and self["households_target"] is not None:
            # READING: parts that are already too many without the missing ones are refused as well.
            given = [key for key in (*EXEMPTIONS, "households_helped") if self[key] is not None]
            if sum(self[key] for key in given) > self["households_target"]:
                yield "households_target", *given
        if mission == "click_chumchon":
            lists = [key for key in ("shops_new_monthly", "pr_monthly", "activities_monthly") if self[key]]
            if len({len(self[key]) for key in lists}) > 1:
                yield tuple(lists)
        if mission == "moral_organisation":
            percents, done = self["participation_percents"], self["activities_done"]
            if percents is not None and done is not None and len(percents) != done:
                yield "participation_percents", "activities_done"


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
