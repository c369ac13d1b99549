"""Who is at the keyboard, who else could be, what they may do, and who answers for which mission."""

from __future__ import annotations

from contextlib import suppress

from cdd_desktop.errors import UserError
from cdd_desktop.store import Store, duties, people
from cdd_desktop.store.people import Person, Right

PERSON = "person"  # name of what this PC remembers for itself


class Keyboard:
    """The people of one data folder as they were read last.

    Attributes:
        people: everybody active.
        name: of who is at the keyboard, "" for nobody.
        may_enter: whether they may enter anything.
        officers: who answers for a mission, by its id.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.people: tuple[Person, ...] = ()
        self.name = ""
        self.may_enter = False
        self.officers: dict[str, str] = {}

    def read(self, pack: str) -> None:
        """Read it all anew.

        Args:
            pack: id of the pack whose missions somebody answers for.
        """
        person, known = self._store.person, people.names(self._store)
        self.people = people.people(self._store)
        self.name = known.get(person, person)
        self.officers = {name: known.get(officer, "") for name, officer in duties.duties(self._store, pack).items()}
        self.may_enter = people.allowed(self._store, Right.ENTER)

    def sit(self, name: str, password: str) -> None:
        """Put a person there by id or name, or free text; raises UserError."""
        found = people.find_person(self._store, name)
        if found is not None:
            people.sign_in(self._store, found.id, password)
        else:
            self._store.person = name
        self.remember()

    def remember(self) -> None:
        """Remember on this PC who is there; losing it is no harm."""
        with suppress(UserError):
            self._store.set_local(PERSON, self._store.person)

    def come_back(self) -> None:
        """Make sure that the office's own people are there; put back who was here last, unless a password is asked."""
        with suppress(UserError):  # a full disk: there are people the next time
            people.first_people(self._store)
        last = self.last
        active = [person for person in people.people(self._store) if not person.password]
        known = [person.id for person in active if last in {person.id, person.name}]
        if not last and len(active) == 1:
            known = [active[0].id]
        self._store.person = known[0] if known else ""

    @property
    def last(self) -> str:
        """Return who was here last on this PC."""
        return str(self._store.local(PERSON, "") or "")
