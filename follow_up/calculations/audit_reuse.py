"""Whether what another buyer found shows something about one's own obligation. Every condition is told with its values.

Method: docs/methods/audit_reuse.md. A control may be used where all of these are met:
1. it is about the same requirement of the bank, never about a wording of one's own;
2. in the same version;
3. one's own threshold is equal to the audited one or weaker, and
4. every other variable is the same;
5. it was done in the same way, or in one that is held to be similar;
6. it is at most 36 months old;
7. it is of the same supplier,
8. and was everywhere, since one's own places are not known apart;
9. it found that the requirement was kept.
A condition of which something is not known is not met.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from follow_up.calculations.measured_value import in_unit
from foundation.problems import Problem
from procurement.calculations.contract_period import months_later
from procurement.calculations.staircase import is_stricter
from requirements_bank.calculations.requirement import Direction

METHOD_VERSION = "1.1"
MOST_MONTHS: Final = 36


class Condition(StrEnum):
    """What has to hold, in the order in which it is told."""

    REQUIREMENT = "requirement"
    VERSION = "version"
    THRESHOLD = "threshold"
    VARIABLES = "variables"
    METHOD = "method"
    AGE = "age"
    SUPPLIER = "supplier"
    PLACES = "places"
    RESULT = "result"


class Met(StrEnum):
    """Whether a condition holds."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked for: the requirement of the bank, empty for a wording of one's own, and what was filled in.

    `threshold` is the one in force on the day that counts, None for yes and no; `variables` are all others, by name.
    """

    requirement: str
    version: int
    direction: Direction | None = None
    threshold: Decimal | None = None
    unit: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One's own obligation on a day: its terms, its supplier's number, the way to check it.

    `similar` are other ways that are held to be as good.
    """

    terms: Terms
    supplier: str
    method: str
    day: date
    similar: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Audit:
    """What another buyer did: on which terms, at whom, how, when, whether everywhere, and what came of it."""

    terms: Terms
    supplier: str
    method: str
    day: date
    covers_all_places: bool = False
    is_kept: bool | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A condition, whether it is met, and the values that it was judged by."""

    condition: Condition
    met: Met
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Every condition with its outcome; `may_be_used` where all are met."""

    outcomes: tuple[Outcome, ...]

    @property
    def may_be_used(self) -> bool:
        """Whether the audit shows that one's own obligation is kept."""
        return all(each.met is Met.YES for each in self.outcomes)

    @property
    def against(self) -> tuple[Outcome, ...]:
        """What keeps it from being used."""
        return tuple(each for each in self.outcomes if each.met is not Met.YES)


def audit_verdict(wanted: Wanted, audit: Audit) -> Verdict:
    """Return whether the audit may be used for one's own obligation, condition by condition.

    >>> terms = Terms("transport-1", 2, Direction.AT_LEAST, Decimal(50), "%")
    >>> mine = Wanted(terms, "123", "site_visit", date(2027, 1, 1))
    >>> old = Audit(terms, "123", "site_visit", date(2023, 12, 31), covers_all_places=True, is_kept=True)
    >>> [each.condition.value for each in audit_verdict(mine, old).against]
    ['age']
    """
    return Verdict((*_about_terms(wanted, audit), *_about_control(wanted, audit)))


def _about_terms(wanted: Wanted, audit: Audit) -> Iterator[Outcome]:
    mine, theirs = wanted.terms, audit.terms
    both: dict[str, object] = {"mine": mine.requirement, "theirs": theirs.requirement}
    is_same = bool(mine.requirement) and mine.requirement == theirs.requirement
    yield Outcome(Condition.REQUIREMENT, _met(is_same), both)
    versions = {"mine": mine.version, "theirs": theirs.version}
    yield Outcome(Condition.VERSION, _met(is_same and theirs.version == mine.version), versions)
    yield _threshold(mine, theirs)
    names = sorted(mine.variables.keys() | theirs.variables.keys())
    other = {name: (mine.variables.get(name), theirs.variables.get(name)) for name in names}
    differing = {name: said for name, said in other.items() if said[0] != said[1]}
    yield Outcome(Condition.VARIABLES, _met(not differing), {"differing": differing})


def _threshold(mine: Terms, theirs: Terms) -> Outcome:
    """Compare in one's own unit; a yes or no has nothing to compare."""
    values: dict[str, object] = {"mine": mine.threshold, "theirs": theirs.threshold, "unit": mine.unit}
    if mine.direction != theirs.direction:
        return Outcome(Condition.THRESHOLD, Met.NO, {**values, "directions": (mine.direction, theirs.direction)})
    if mine.threshold is None and theirs.threshold is None and mine.direction is None:
        return Outcome(Condition.THRESHOLD, Met.YES, values)
    if mine.direction is None or mine.threshold is None or theirs.threshold is None:
        return Outcome(Condition.THRESHOLD, Met.NOT_KNOWN, values)
    audited = in_unit(theirs.threshold, theirs.unit, mine.unit)
    if isinstance(audited, Problem):
        return Outcome(Condition.THRESHOLD, Met.NOT_KNOWN, {**values, "their_unit": theirs.unit})
    is_met = not is_stricter(mine.direction, mine.threshold, audited)
    return Outcome(Condition.THRESHOLD, _met(is_met), {**values, "theirs": audited})


def _about_control(wanted: Wanted, audit: Audit) -> Iterator[Outcome]:
    ways: dict[str, object] = {"mine": wanted.method, "theirs": audit.method}
    is_known = bool(wanted.method and audit.method)
    is_alike = audit.method == wanted.method or audit.method in wanted.similar
    yield Outcome(Condition.METHOD, _met(is_alike) if is_known else Met.NOT_KNOWN, ways)
    until = months_later(audit.day, MOST_MONTHS)
    yield Outcome(Condition.AGE, _met(audit.day <= wanted.day <= until), {"day": audit.day, "until": until})
    numbers = {"mine": supplier_number_key(wanted.supplier), "theirs": supplier_number_key(audit.supplier)}
    same = _met(numbers["mine"] == numbers["theirs"]) if all(numbers.values()) else Met.NOT_KNOWN
    yield Outcome(Condition.SUPPLIER, same, numbers)
    yield Outcome(Condition.PLACES, _met(audit.covers_all_places), {"covers_all_places": audit.covers_all_places})
    found = Met.NOT_KNOWN if audit.is_kept is None else _met(audit.is_kept)
    yield Outcome(Condition.RESULT, found, {"is_kept": audit.is_kept})


def supplier_number_key(text: str) -> str:
    """Return an organisation number as its letters and digits alone."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def _met(holds: bool) -> Met:
    return Met.YES if holds else Met.NO
