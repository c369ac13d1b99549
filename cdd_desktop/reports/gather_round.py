"""From the store to the papers of a whole round: what was submitted and certified, evidence, what heads a letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from cdd_desktop.criteria.model import Indicator, Pack
from cdd_desktop.reports.content import MissionInput, MissionReport, OfficeText, Options
from cdd_desktop.reports.content_evidence import EvidenceSheets, OtherFile, PerPage, Picture, evidence_sheets
from cdd_desktop.reports.content_mission import mission_report
from cdd_desktop.reports.gather import entry_key
from cdd_desktop.store import Store, rounds
from cdd_desktop.store.evidence import Evidence, evidence_of
from cdd_desktop.store.proofs import Proof, missing_evidence, wanted_evidence
from cdd_desktop.store.submissions import Phase, State


def round_states(store: Store, pack: Pack, round_id: str) -> dict[str, State]:
    """Return how this office's missions of a round stand, by the mission's id; those never submitted are left out."""
    found = rounds.states(store, pack.id, round_id)
    own = {entry_key(store, pack, item, round_id): item.id for item in pack.indicators_in(round_id)}
    return {own[key]: state for key, state in found.items() if key in own}


def report_now(
    store: Store, entry: MissionInput, office: OfficeText, printed_on: date, options: Options
) -> MissionReport:
    """Return a mission's report as it stands: marked as a draft until it is submitted, with what was done with it."""
    state = rounds.state(store, entry_key(store, entry.pack, entry.indicator, entry.round.id))
    draft = options.draft or state.phase is Phase.OPEN
    return mission_report(entry, office, printed_on, replace(options, draft=draft), state)


def stored_sheets(
    store: Store,
    entry: MissionInput,
    office: OfficeText,
    printed_on: date,
    options: Options,
    *,
    per_page: PerPage = 6,
) -> EvidenceSheets:
    """Return the evidence sheets of a mission as it stands in the store, with what is asked for and not there.

    Pictures are read when the sheets are written; that may happen on another thread.
    """
    key = entry_key(store, entry.pack, entry.indicator, entry.round.id)
    kept = evidence_of(store, key)
    names = _proofs(entry.indicator)
    missing = missing_evidence(entry.indicator, kept, entry.facts)
    return evidence_sheets(
        entry,
        [_picture(store, item, names) for item in kept if item.kind == "picture"],
        office,
        printed_on,
        options,
        per_page=per_page,
        files=[OtherFile(item.name, item.caption, names.get(item.proves, "")) for item in kept if item.kind == "file"],
        missing=[_said(proof) for proof in missing],
    )


def _picture(store: Store, item: Evidence, names: Mapping[str, str]) -> Picture:
    read = store.files.read
    return Picture(
        read=lambda: read(item.sha256),
        caption=item.caption,
        proves=names.get(item.proves, ""),
        taken=item.taken_at,
        name=item.name,
    )


def _proofs(indicator: Indicator) -> dict[str, str]:
    """Return what evidence may prove, in words, by the id that records hold."""
    facts = {fact.id: fact.short or fact.label for fact in indicator.facts}
    return facts | {proof.id: proof.about or proof.text for proof in wanted_evidence(indicator)}


def _said(proof: Proof) -> str:
    return f"{proof.about}: {proof.text}" if proof.about else proof.text
