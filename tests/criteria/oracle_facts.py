"""Facts as the second calculation reads them (see ``oracle``): from JSON text, with every check of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

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
MONTHS = 3  # of a quarter
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
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) or len(text.partition(".")[2]) > decimals:
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
            except Impossible:
                self.impossible.add(key)
            if kind == "months" and len(self[key] or ()) > MONTHS:
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
