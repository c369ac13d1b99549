"""What a pack asks to be proved, and what of it no evidence proves yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cdd_desktop.criteria import formulas as f
from cdd_desktop.criteria import model

if TYPE_CHECKING:
    from cdd_desktop.store.evidence import Evidence

CONDITION: Final = "c:"  # begins the id of a proof that a condition asks for; fact ids hold no colon
_PICTURE: Final = "ภาพ"


@dataclass(frozen=True)
class Proof:
    """One thing to be proved.

    Attributes:
        id: of the fact, or ``c:`` and the text where a condition asks.
        text: what proves it (the pack's Thai).
        about: the fact or condition in short.
    """

    id: str
    text: str
    about: str

    @property
    def named(self) -> str:
        """Return what proves it and what that is about."""
        return self.text if self.about in {"", self.text} else f"{self.text} ({self.about})"

    @property
    def by_picture(self) -> bool:
        """Return whether a picture is asked for, rather than a paper."""
        return _PICTURE in self.text


def wanted_evidence(indicator: model.Indicator) -> tuple[Proof, ...]:
    """Return everything that the pack asks to be proved: facts as they stand in the form, then conditions."""
    order = [name for section in indicator.sections for name in section.facts]
    facts = sorted(indicator.facts, key=lambda fact: order.index(fact.id) if fact.id in order else len(order))
    found = {fact.id: Proof(fact.id, fact.evidence, fact.short or fact.label) for fact in facts if fact.evidence}
    for condition in _conditions(indicator):
        about = condition.about
        said = {proof.text for proof in found.values()}
        if about.evidence and about.evidence not in said:
            proof = Proof(CONDITION + about.evidence, about.evidence, about.label)
            found.setdefault(proof.id, proof)
    return tuple(found.values())


def missing_evidence(
    indicator: model.Indicator, evidence: Iterable[Evidence], facts: Mapping[str, Any] | None = None
) -> tuple[Proof, ...]:
    """Return what is asked for and proved by nothing.

    Args:
        facts: values by fact id; a fact that is absent, no or zero claims nothing and needs no proof. None: all do.
    """
    return unproved(indicator, {item.proves for item in evidence}, facts)


def unproved(
    indicator: model.Indicator, proved: Collection[str], facts: Mapping[str, Any] | None = None
) -> tuple[Proof, ...]:
    """As ``missing_evidence``, where it is known what is proved."""
    wanted = (proof for proof in wanted_evidence(indicator) if proof.id not in proved)
    return tuple(proof for proof in wanted if facts is None or _claimed(proof, facts))


def likely_proof(indicator: model.Indicator, kind: str) -> str:
    """Return the id of what a new "picture" or "file" proves, where only one thing asked for can be meant; else ""."""
    fitting = [proof for proof in wanted_evidence(indicator) if proof.by_picture == (kind == "picture")]
    return fitting[0].id if len(fitting) == 1 else ""


def _claimed(proof: Proof, facts: Mapping[str, Any]) -> bool:
    return proof.id.startswith(CONDITION) or _claims(facts.get(proof.id))


def _claims(value: Any) -> bool:
    return any(_claims(item) for item in value) if isinstance(value, list | tuple) else bool(value)


def _conditions(indicator: model.Indicator) -> Iterator[f.Condition]:
    for table in indicator.tables:
        for level in table.levels:
            for condition in level.conditions:
                yield from _with_parts(condition)


def _with_parts(condition: f.Condition) -> Iterator[f.Condition]:
    yield condition
    if isinstance(condition, f.AllOf | f.AnyOf):
        for item in condition.items:
            yield from _with_parts(item)
