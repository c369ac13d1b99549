"""The hash of a pack's rules: words, help and layout may change without touching a submitted grade."""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.kinds import Kind

_WORDS = "about channel evidence help label message notes readings short source summary title unit"
_LAYOUT = "carry channel_order deadlines host no prefill register replaces sections weight"
_NOT_RULES = frozenset((_WORDS + " " + _LAYOUT).split())


def criteria_hash(pack: m.Pack) -> str:
    """Return SHA-256 over what can move a grade: facts and their limits, formulas, thresholds, levels."""
    rules = [pack.id, pack.months, [_rules(indicator) for indicator in pack.indicators]]
    text = json.dumps(rules, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _rules(node: Any) -> Any:
    if isinstance(node, Kind):
        return node.name
    if is_dataclass(node):
        # a field at its default is left out: a field that the program learns later does not alter old packs' hashes
        kept = {item.name: getattr(node, item.name) for item in fields(node) if item.name not in _NOT_RULES}
        defaults = {item.name: item.default for item in fields(node) if item.default is not MISSING}
        rules = {name: _rules(value) for name, value in kept.items() if not _same(value, defaults.get(name, MISSING))}
        return {"_": type(node).__name__, **rules}
    if isinstance(node, tuple):
        return [_rules(item) for item in node]
    return node if isinstance(node, bool | int | str | None) else str(node)


def _same(value: object, default: object) -> bool:
    return type(value) is type(default) and value == default
