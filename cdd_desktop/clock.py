"""The only module that asks the PC for the time; everything else is handed a Clock.

An office PC's clock may stand in 2000 (dead battery), in 2068 (a two-digit "68") or in 2568 (Buddhist era typed
into a Gregorian field). None of these may stop the program: the time is kept for people to read, with a flag,
and no decision about data rests on it.
"""

import time as _time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

BANGKOK = timezone(timedelta(hours=7), "ICT")  # Thailand has one zone and no summer time; Windows has no tz database
BUDDHIST_OFFSET = 543

CLOCK_OK = 0
CLOCK_BUDDHIST = 1  # the PC's year is a Buddhist year: read as such
CLOCK_IMPLAUSIBLE = 2  # before the program was made, or far after

_EARLIEST = date(2023, 10, 1)  # start of fiscal year 2567, the first the program serves
_LATEST = date(2055, 1, 1)


def mend_time() -> None:
    """Let a PC's clock past the year 2262 not stop Python itself, where not even ``logging`` can be imported then."""
    try:
        _time.time()
    except OverflowError:
        _time.time = _far_time


def is_mended() -> bool:
    """Return whether this process had to be given a time; another that it starts has to be as well."""
    return _time.time is _far_time


def _far_time() -> float:
    """Return the seconds since 1970 of a clock that Python's own function cannot tell."""
    ask = getattr(_time, "clock_gettime", None)  # Windows has none
    return float(ask(_time.CLOCK_REALTIME) if ask else datetime(2568, 1, 1, tzinfo=UTC).timestamp())


@dataclass(frozen=True)
class Stamp:
    """A moment for people: ISO text in Thai time, and how far it can be believed (a ``CLOCK_*`` flag)."""

    iso: str
    flag: int = CLOCK_OK


class Clock(Protocol):
    """What the rest of the program may ask about time."""

    def now(self) -> datetime:
        """Return the local time (aware, Thai zone); never raises."""
        ...

    def today(self) -> date: ...

    def stamp(self) -> Stamp: ...

    def milliseconds(self) -> int:
        """Return milliseconds since 1970, clamped to 0 .. 2**48 - 1; for record ids only."""
        ...


class SystemClock:
    """The PC's clock, made harmless."""

    def _seconds(self) -> float:
        try:
            return _time.time()
        except (OverflowError, OSError, ValueError):  # the clock stands past what the C library can say
            return _far_time()

    def _read(self) -> tuple[datetime, int]:
        try:
            now = datetime.fromtimestamp(self._seconds(), UTC).astimezone(BANGKOK)
        except (OverflowError, OSError, ValueError):
            return datetime(2000, 1, 1, tzinfo=BANGKOK), CLOCK_IMPLAUSIBLE
        flag = CLOCK_OK
        if now.year >= 2400:
            # 29 February 2567 does not exist in the Gregorian calendar's 2567; the day before is near enough to show
            day = 28 if (now.month, now.day) == (2, 29) else now.day
            now = now.replace(year=now.year - BUDDHIST_OFFSET, day=day)
            flag = CLOCK_BUDDHIST
        if not _EARLIEST <= now.date() < _LATEST:
            flag = CLOCK_IMPLAUSIBLE
        return now, flag

    def now(self) -> datetime:
        return self._read()[0]

    def today(self) -> date:
        return self.now().date()

    def stamp(self) -> Stamp:
        now, flag = self._read()
        return Stamp(now.isoformat(timespec="seconds"), flag)

    def milliseconds(self) -> int:
        return min(max(int(self._seconds() * 1000), 0), 2**48 - 1)


class FixedClock:
    """A clock that stands still (demo data, tests)."""

    def __init__(self, moment: datetime, flag: int = CLOCK_OK) -> None:
        self._moment = moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)
        self._flag = flag

    def now(self) -> datetime:
        return self._moment

    def today(self) -> date:
        return self._moment.date()

    def stamp(self) -> Stamp:
        return Stamp(self._moment.isoformat(timespec="seconds"), self._flag)

    def milliseconds(self) -> int:
        return max(int(self._moment.timestamp() * 1000), 0)


class ShiftedClock:
    """Another clock, moved by a fixed time: sample data live on the days they were made for."""

    def __init__(self, clock: Clock, shift: timedelta) -> None:
        self._clock = clock
        self._shift = shift

    def now(self) -> datetime:
        return self._clock.now() + self._shift

    def today(self) -> date:
        return self.now().date()

    def stamp(self) -> Stamp:
        return Stamp(self.now().isoformat(timespec="seconds"))

    def milliseconds(self) -> int:
        return self._clock.milliseconds()
