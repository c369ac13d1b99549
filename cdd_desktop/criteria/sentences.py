"""Numbers that explain themselves: "80 จาก 104 คน = ร้อยละ 76.92"."""

from __future__ import annotations

from cdd_desktop.criteria import formulas as f
from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.conditions import Scope
from cdd_desktop.criteria.figures import plain

MISSING = "…"


def measure_sentence(scope: Scope, measure: m.Measure, shown: str) -> str:
    """Return how the measure came about, from its parts; "" where the number alone says it."""
    node = measure.value
    match node:
        case f.Percent() | f.Ratio():
            return _part_of_whole(scope, node, shown)
        case f.Growth():
            return _growth(scope, node, shown)
        case f.Reduction():
            return f"จาก {_number(scope, node.base)} เหลือ {_number(scope, node.current)} = ลดลงร้อยละ {shown or MISSING}"
        case f.Sum() | f.Average():
            return _sum(scope, node, shown)
        case _:
            return ""


def _number(scope: Scope, node: f.Expression) -> str:
    """Return a number in its fact's own way of showing, else plainly."""
    if isinstance(node, f.FactRef):
        value = scope.values.get(node.fact)
        return MISSING if value is None else scope.indicator.fact_by_id[node.fact].kind.show(value)
    number = scope.number(node)
    if number.value is not None:
        return plain(number.value)
    return "–".join(plain(bound) for bound in number.bounds or ()) or MISSING


def _unit(scope: Scope, node: f.Expression) -> str:
    if isinstance(node, f.FactRef):
        return scope.indicator.fact_by_id[node.fact].unit
    if isinstance(node, f.Difference | f.Sum):
        return _unit(scope, node.items[0])
    return ""


def _part_of_whole(scope: Scope, node: f.Percent | f.Ratio, shown: str) -> str:
    part, whole = _number(scope, node.part), _number(scope, node.whole)
    unit = _unit(scope, node.whole)
    percent = "ร้อยละ " if isinstance(node, f.Percent) else ""
    if scope.number(node.whole).value == 0 and not shown:
        return f"{part} จาก 0 {unit}".rstrip() + " คิดร้อยละไม่ได้"
    return f"{part} จาก {whole} {unit}".rstrip() + f" = {percent}{shown or MISSING}"


def _growth(scope: Scope, node: f.Growth, shown: str) -> str:
    current, base = _number(scope, node.current), _number(scope, node.base)
    unit = _unit(scope, node.base)
    text = f"จาก {base} เป็น {current} {unit}".rstrip()
    growth = scope.number(node).value
    if growth is None:
        return f"{text} คิดร้อยละไม่ได้ (ฐานเป็นศูนย์)" if scope.number(node.base).value == 0 else f"{text} = {MISSING}"
    if growth == 0:
        return f"{text} = ไม่เปลี่ยนแปลง"
    return f"{text} = {'เพิ่มขึ้น' if growth > 0 else 'ลดลง'}ร้อยละ {shown.removeprefix('-')}"


def _sum(scope: Scope, node: f.Sum | f.Average, shown: str) -> str:
    parts = " + ".join(_number(scope, item) for item in node.items)
    if isinstance(node, f.Average):
        return f"({parts}) ÷ {len(node.items)} = {shown or MISSING}"
    return f"{parts} = {shown or MISSING}"
