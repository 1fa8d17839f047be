"""Bring a set of rules in: one new mapping version for all of it, and nothing where all is there already."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emissions.calculations.rule_sets import Compared, SetRule, Standing, compare, said_twice
from emissions.models import ClassificationRule
from emissions.queries.mapping import latest_mapping_version, own_rows, rule_of_draft, set_rule_of
from emissions.services.change_rules import RuleNotPossibleError, check_draft, require_seen
from emissions.services.ledger_lock import hold_ledger_soon
from emissions.services.map_keys import ensure_mapping_version, make_mapping_version
from foundation.changes.record import record_change
from foundation.errors import DomainError
from organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class WrongRule:
    """A rule that cannot be brought in: its row, the field to mend or "" for the whole, and a sentence."""

    row: int
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What a set would do: its rules against those that hold, and those that cannot be. `seen` as in add_rule."""

    compared: tuple[Compared, ...]
    wrong: tuple[WrongRule, ...]
    seen: int

    def of(self, standing: str) -> list[Compared]:
        """Return the rules that stand so."""
        return [one for one in self.compared if one.standing == standing]


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """How many rules were added, how many of ours were worded anew, and the mapping version; None where nothing was.

    `looked` is the look that it was done by: taken while the ledger was held, so that nobody had come before.
    """

    added: int
    changed: int
    version: int | None
    looked: Looked = field(default=Looked((), (), 0), compare=False)


def look_at_rules(organisation: Organisation, rules: Sequence[SetRule], wrong: Iterable[WrongRule] = ()) -> Looked:
    """Return what bringing the rules in would do; `wrong` are those that could not even be read."""
    latest = latest_mapping_version(organisation)
    refused = {one.row: one for one in (*_refused(rules), *wrong)}
    good = [rule for rule in rules if rule.row not in refused]
    held = map(set_rule_of, own_rows(organisation.pk, latest.number) if latest else ())
    ordered = sorted(refused.values(), key=lambda one: one.row)
    return Looked(tuple(compare(held, good)), tuple(ordered), latest.number if latest else 0)


@transaction.atomic
def import_rules(
    *,
    organisation: Organisation,
    rules: Sequence[SetRule],
    replace: bool = False,
    leave_wrong: bool = False,
    seen: int | None = None,
    note: str = "",
) -> BroughtIn:
    """Add new rules and word anew what changed; with `replace`, rules in conflict say what the set says from now on.

    Raises DomainError where a rule cannot be, unless `leave_wrong`; ConflictError where the mapping moved on since
    version `seen`. The same set brought in again does nothing. `note` is what the new mapping version says of itself;
    without it, how many rules there were.
    """
    hold_ledger_soon(organisation)
    require_seen(organisation, seen)
    latest = ensure_mapping_version(organisation, follows=False)
    looked = look_at_rules(organisation, rules)
    if looked.wrong and not leave_wrong:
        first = looked.wrong[0]
        raise DomainError(_("Row %(row)s: %(sentence)s") % {"row": first.row, "sentence": first.sentence})
    added = looked.of(Standing.NEW)
    changed = [*looked.of(Standing.CHANGED), *(looked.of(Standing.CONFLICT) if replace else ())]
    if not added and not changed:
        return BroughtIn(0, 0, None, looked)
    _write(organisation, latest.number, added, changed)
    count = len(added) + len(changed)
    said = note or ngettext("One rule brought in", "%(count)s rules brought in", count) % {"count": count}
    wordings = [rule for one in (*added, *changed) for rule in (one.came, one.held) if rule]
    version = make_mapping_version(
        organisation=organisation,
        policies=latest.policies,
        note=said,
        changed=[rule_of_draft(rule.identity, rule.draft) for rule in wordings],
    )
    record_change(
        organisation_id=organisation.pk,
        kind="emissions.rule_set",
        object_id=version.number,
        action="brought_in",
        summary={"version": version.number, "added": len(added), "changed": len(changed)},
    )
    return BroughtIn(len(added), len(changed), version.number, looked)


def _refused(rules: Sequence[SetRule]) -> list[WrongRule]:
    """Return the rules that cannot be, each with its first reason; a wrong row stands in nobody's way."""
    found = [wrong for wrong in map(_wrong, rules) if wrong]
    rows = {wrong.row for wrong in found}
    twice = said_twice([rule for rule in rules if rule.row not in rows])
    sentence = _("Row %(row)s is the same rule, or one for the same lines. Keep one of them.")
    return [*found, *(WrongRule(row, "", sentence % {"row": earlier}) for row, earlier in twice.items())]


def _wrong(rule: SetRule) -> WrongRule | None:
    try:
        check_draft(rule.draft)
    except RuleNotPossibleError as error:
        return WrongRule(rule.row, error.field, str(error))
    if not rule.draft.explanation:
        sentence = _("Say in a few words why, so that others understand the figure.")
        return WrongRule(rule.row, "explanation", sentence)
    return None


def _write(organisation: Organisation, number: int, added: Sequence[Compared], changed: Sequence[Compared]) -> None:
    held = {one.held.identity: one.came for one in changed if one.held}
    ending = ClassificationRule.objects.filter(organisation=organisation, network=None, until_version=None)
    ending.filter(uuid__in=list(held)).update(until_version=number + 1)
    wordings = [*((uuid.uuid4(), one.came) for one in added), *((uuid.UUID(key), came) for key, came in held.items())]
    ClassificationRule.objects.bulk_create(
        ClassificationRule(organisation=organisation, uuid=identity, since_version=number + 1, **asdict(came.draft))
        for identity, came in wordings
    )
