"""JSON in, JSON out: facts as files and the database hold them, and results as the command line prints them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from cdd_desktop.criteria.engine import evaluate
from cdd_desktop.criteria.kinds import FactValue, ValueProblem
from cdd_desktop.criteria.model import Fact, Indicator, Pack
from cdd_desktop.criteria.result import Outcome, Reason, Result, Step
from cdd_desktop.errors import UserError


@dataclass(frozen=True)
class ReadFacts:
    """Facts read from JSON: the values, and for those that cannot be read the reason (Thai) by fact id."""

    values: Mapping[str, FactValue]
    problems: Mapping[str, str] = field(default_factory=dict)


def read_facts(indicator: Indicator, raw: Mapping[str, object], *, months: int = 0) -> ReadFacts:
    """Read facts from JSON values; null is absent.

    Args:
        months: months of the period reported by the round; shorter monthly lists are filled up with empty places,
            longer ones are a problem. 0: no round is meant.
    """
    values: dict[str, FactValue] = {}
    problems: dict[str, str] = {}
    for fact_id, value in raw.items():
        fact = indicator.fact_by_id.get(fact_id)
        if fact is None:
            problems[fact_id] = "ไม่มีช่องข้อมูลนี้ในภารกิจ"
        elif value is not None:
            try:
                values[fact_id] = _in_round(fact, fact.kind.from_json(value), months)
            except ValueProblem as problem:
                problems[fact_id] = str(problem)
    repeated = getattr(raw, "repeated", ())
    problems.update(dict.fromkeys(repeated, "ให้ค่าซ้ำมากกว่าหนึ่งครั้ง"))
    return ReadFacts(values, problems)


def _in_round(fact: Fact, value: FactValue, months: int) -> FactValue:
    if not fact.months or not months or not isinstance(value, tuple) or not value:
        return value
    if len(value) > months:
        raise ValueProblem(f"รอบนี้มีได้ {months} เดือน")
    return value + (None,) * (months - len(value))


class _Object(dict[str, Any]):
    """A JSON object that remembers the keys it was given twice."""

    repeated: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    made = _Object(pairs)
    if len(made) != len(pairs):
        keys = [key for key, _ in pairs]
        made.repeated = tuple(key for key in made if keys.count(key) > 1)
    return made


@dataclass(frozen=True)
class _Unreadable:
    """A number that JSON allows or Python adds, but no fact can be: 1e5, NaN, Infinity."""

    text: str


def _decimal(text: str) -> Decimal | _Unreadable:
    return _Unreadable(text) if "e" in text.lower() else Decimal(text)


def _integer(text: str) -> Decimal | int | _Unreadable:
    # Python refuses to read integers of more than 4,300 digits at all; such a one refuses its case alone
    return int(text) if len(text) < 1000 and text != "-0" else _Unreadable(text)


def load_json(text: str) -> Any:
    """Read JSON without floats: decimals become Decimal, numbers no fact can be become an unreadable mark.

    Raises:
        UserError: when the text is not JSON.
    """
    try:
        return json.loads(
            text, parse_float=_decimal, parse_int=_integer, parse_constant=_Unreadable, object_pairs_hook=_object
        )
    except (ValueError, RecursionError) as error:
        where = f" บรรทัดที่ {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UserError(f"อ่านไฟล์ JSON ไม่ได้{where}", "ตรวจรูปแบบของไฟล์แล้วลองใหม่") from error


def grade_cases(packs: Mapping[str, Pack], text: str) -> list[dict[str, Any]]:
    """Grade a JSON list of ``{"pack", "mission", "facts"}``, one answer for each.

    Raises:
        UserError: when the text as a whole is not a JSON list; a single bad case is answered ``refused``.
    """
    cases = load_json(text)
    if not isinstance(cases, list):
        raise UserError("ไฟล์ต้องเป็นรายการ JSON ของกรณีที่จะตัดสิน", "ตัวอย่างอยู่ในคู่มือคำสั่ง grade")
    return [grade_case(packs, case) for case in cases]


def grade_case(packs: Mapping[str, Pack], case: object) -> dict[str, Any]:
    """Grade one case as the command line does; never raises."""
    if not isinstance(case, dict):
        return _refusal("case", "แต่ละกรณีต้องเป็นวัตถุ JSON ที่มี pack, mission และ facts")
    if getattr(case, "repeated", ()):
        return _refusal("case", "ให้ pack, mission หรือ facts ซ้ำมากกว่าหนึ่งครั้ง")
    name, mission, facts = case.get("pack"), case.get("mission"), case.get("facts")
    pack = packs.get(name) if isinstance(name, str) else None
    if pack is None:
        return _refusal("pack", "ไม่รู้จักชุดเกณฑ์นี้")
    indicator = pack.indicator_by_id.get(mission) if isinstance(mission, str) else None
    if indicator is None:
        return _refusal("mission", "ไม่รู้จักภารกิจนี้ในชุดเกณฑ์")
    if not isinstance(facts, dict):
        return _refusal("facts", "facts ต้องเป็นวัตถุ JSON")
    read = read_facts(indicator, facts)
    return result_json(evaluate(indicator, read.values, refused=read.problems, citation=pack.letter.no), indicator)


def _refusal(part: str, message: str) -> dict[str, Any]:
    return {
        "outcome": "refused",
        "grade": None,
        "reachable": [],
        "points": None,
        "measures": {},
        "missing": [],
        "refused": {part: message},
        "next": None,
        "reasons": [],
    }


def result_json(result: Result, indicator: Indicator) -> dict[str, Any]:
    """Return a result in the command line's shape (all of it JSON values)."""
    return {
        "outcome": result.outcome.value,
        "grade": result.grade,
        "reachable": list(result.reachable),
        "points": points_json(result.points),
        "measures": {
            measure.id: {
                "exact": None if measure.exact is None else str(measure.exact),
                "shown": measure.shown if measure.exact is not None else None,
            }
            for measure in result.measures
        },
        "missing": list(result.missing),
        "refused": dict(result.refused),
        "next": _step_json(result.steps[0], indicator) if result.steps else None,
        "reasons": [
            {
                "level": level.id,
                "truth": level.truth.value,
                "citation": level.citation,
                "conditions": [_reason_json(reason) for reason in level.reasons],
            }
            for level in result.levels
        ],
    }


def recorded_result(recorded: Mapping[str, Any], indicator: Indicator) -> Result:
    """Return what ``result_json`` recorded of a result, for when the criteria that found it are lost.

    Grading anew by other criteria could come out otherwise than what was submitted and certified.
    """
    points, grade = recorded.get("points"), recorded.get("grade")
    return Result(
        indicator=indicator.id,
        outcome=Outcome(recorded["outcome"]),
        grade=None if grade is None else str(grade),
        reachable=tuple(map(str, recorded.get("reachable", ()))),
        points=None if points is None else Fraction(str(points)),
        points_range=None,
        measures=(),
        missing=tuple(name for name in recorded.get("missing", ()) if name in indicator.fact_by_id),
        needed=(),
        zero=(),
        refused={},
        steps=(),
        open=(),
        levels=(),
        recorded=True,
    )


def points_json(points: Fraction | None) -> int | float | str | None:
    """Return points as a JSON number where that is exact (30, 28.5), else as "p/q" (250/3)."""
    if points is None or points.denominator == 1:
        return None if points is None else points.numerator
    return float(points) if points.denominator in (2, 4) else str(points)


def _step_json(step: Step, indicator: Indicator) -> dict[str, Any]:
    fact = indicator.fact_by_id[step.fact]
    change: Any = step.change
    if isinstance(change, Decimal):
        change = f"{change:f}"
    elif isinstance(change, tuple):
        change = fact.kind.to_json(change)
    return {"grade": step.grade, "fact": step.fact, "change": change}


def _reason_json(reason: Reason) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": reason.kind,
        "label": reason.label,
        "truth": reason.truth.value,
        "subject": reason.subject,
        "value": None if reason.value is None else str(reason.value),
        "shown": reason.shown,
        "op": reason.op,
        "threshold": reason.threshold_shown,
        "citation": reason.citation,
        "readings": list(reason.readings),
        "missing": list(reason.missing),
        "zero": list(reason.zero),
    }
    if reason.children:
        found["children"] = [_reason_json(child) for child in reason.children]
    return found
