"""The entries that the window shows: read from the store once, graded once, of any round of any quarter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cdd_desktop.criteria.grading import recorded_result
from cdd_desktop.criteria.kinds import FactValue
from cdd_desktop.criteria.model import Fact, Indicator, Pack, Round
from cdd_desktop.criteria.timeline import Place, agreeing
from cdd_desktop.store import EntryKey, Store, rounds
from cdd_desktop.store.packs import criteria_of, rules_of
from cdd_desktop.store.proofs import Proof
from cdd_desktop.store.submissions import State, Submission
from cdd_desktop.ui.entry import Entry, Stored, build
from cdd_desktop.ui.standing_proofs import Lacking


@dataclass(frozen=True)
class Earlier:
    """The entry of a mission in an earlier round; of another pack, the mission is that pack's own."""

    pack: Pack
    indicator: Indicator
    round: Round
    entry: Entry

    def value(self, fact: Fact) -> FactValue | None:
        """Return what stood there for a fact, None for nothing or for a fact that was another then."""
        found = self.entry.facts.get(fact.id) if agreeing(fact, self.indicator) else None
        return None if found == () else found


class Entries:
    """What the store holds and what is on its way there; a submitted entry is what it was when it was submitted."""

    def __init__(self, store: Store) -> None:
        self.office_code = ""
        self._store = store
        self._states: dict[tuple[str, str], Mapping[EntryKey, State]] = {}
        self._stored: dict[tuple[str, str], dict[str, Stored]] = {}
        self._graded: dict[EntryKey, Entry] = {}
        self._criteria: dict[str, Pack | None] = {}
        self._lacking = Lacking(store)

    def forget(self) -> None:
        """Read everything anew when it is next wanted."""
        self._states.clear()
        self._stored.clear()
        self._graded.clear()
        self._lacking.forget()

    def key(self, pack: Pack, indicator_id: str, round_id: str) -> EntryKey:
        return EntryKey(pack.id, indicator_id, round_id, "office", self.office_code)

    def at(self, pack: Pack, indicator_id: str, round_id: str) -> Entry:
        """Return the entry, graded; the same object until something in it changes."""
        key = self.key(pack, indicator_id, round_id)
        found = self._graded.get(key)
        if found is None:
            found = self._graded[key] = self._grade(pack, indicator_id, round_id)
        return found

    def earlier(self, place: Place) -> Earlier | None:
        """Return the entry of an earlier round, None where nobody filled anything in."""
        entry = self.at(place.pack, place.indicator.id, place.round.id)
        return None if entry.untouched else Earlier(place.pack, place.indicator, place.round, entry)

    def state(self, pack: Pack, indicator_id: str, round_id: str) -> State:
        """Return whether the entry is submitted and certified, by whom and when."""
        where = (pack.id, round_id)
        if where not in self._states:
            self._states[where] = rounds.states(self._store, pack.id, round_id)
        return self._states[where].get(self.key(pack, indicator_id, round_id), State())

    def unproved(self, pack: Pack, indicator_id: str, round_id: str) -> tuple[Proof, ...]:
        """Return what the entry claims and no evidence proves."""
        return self._lacking.of(self.key(pack, indicator_id, round_id), self.at(pack, indicator_id, round_id))

    def stored(self, pack: Pack, indicator_id: str, round_id: str) -> Stored:
        """Return the values to be altered; say ``regrade`` afterwards."""
        where = (pack.id, round_id)
        if where not in self._stored:
            self._stored[where] = self._load(pack, round_id)
        return self._stored[where].setdefault(indicator_id, Stored())

    def regrade(self, pack: Pack, indicator_id: str, round_id: str) -> None:
        """Grade an entry anew when it is next wanted."""
        self._graded.pop(self.key(pack, indicator_id, round_id), None)

    def _grade(self, pack: Pack, indicator_id: str, round_id: str) -> Entry:
        submission = self.state(pack, indicator_id, round_id).submission
        if submission is None:
            stored = self.stored(pack, indicator_id, round_id)
        else:
            stored = Stored(dict(submission.facts), {}, submission.note, touched=True)
            pack, sure = rules_of(submission, pack, self._criteria_of)
            if not sure:
                entry = build(pack, pack.indicator_by_id[indicator_id], stored, round_id, self.office_code)
                return replace(entry, result=recorded_result(submission.result, entry.indicator))
        return build(pack, pack.indicator_by_id[indicator_id], stored, round_id, self.office_code)

    def _criteria_of(self, submission: Submission) -> Pack | None:
        """As ``criteria_of``, read once."""
        if submission.criteria not in self._criteria:
            self._criteria[submission.criteria] = criteria_of(self._store, submission)
        return self._criteria[submission.criteria]

    def _load(self, pack: Pack, round_id: str) -> dict[str, Stored]:
        loaded: dict[str, Stored] = {}
        for key, values in self._store.entries(pack.id, round_id).items():
            if key.subject_kind == "office" and key.subject_id == self.office_code:
                loaded[key.indicator] = Stored(values=dict(values))
        for indicator in pack.indicators_in(round_id):
            stored = loaded.setdefault(indicator.id, Stored())
            key = self.key(pack, indicator.id, round_id)
            stored.drafts = dict(self._store.drafts(key))
            stored.note = self._store.note(key)
        return loaded
