"""Add, change and end an organisation's own rules. Each makes a new version of the mapping; nothing is overwritten.

A changed rule keeps its uuid: the old wording ends with the version in which the new one begins. An ended rule stays
readable, and ending one that was just made undoes it.
"""

import uuid
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from emissions.calculations.results import Treatment
from emissions.calculations.rule_drafts import RuleDraft
from emissions.models import ClassificationRule, MappingVersion
from emissions.queries.mapping import as_rule, draft_of, latest_mapping_version, own_rows
from emissions.rules import excluded_reasons
from emissions.services.ledger_lock import hold_ledger_soon
from emissions.services.map_keys import ensure_mapping_version, make_mapping_version
from foundation.changes.record import record_change
from foundation.errors import ConflictError, DomainError, NotFoundError
from foundation.personal_numbers import without_personal_numbers
from organisations.models import Organisation
from organisations.reference.categories import category_leaves

__all__ = [
    "RuleDraft",
    "RuleNotPossibleError",
    "add_rule",
    "change_rule",
    "check_draft",
    "draft_of",
    "end_rule",
    "undo_rule",
]
NAMES = ("supplier_name", "text")


class RuleNotPossibleError(DomainError):
    """The rule says nothing, or says two things at once; `field` is where to mend it."""

    def __init__(self, message: object, field: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def add_rule(*, organisation: Organisation, draft: RuleDraft, seen: int | None = None) -> ClassificationRule:
    """Add a rule that holds from the next mapping version on, and make that version.

    `seen` is the number of the version that its preview rested on. Raises RuleNotPossibleError for a draft that cannot
    be a rule and ConflictError where somebody else changed the mapping in between.
    """
    latest = _prepared(organisation, seen)
    _check(organisation, latest, draft)
    rule = _write(organisation, draft, latest, uuid.uuid4())
    _make_version(rule, "added")
    return rule


@transaction.atomic
def change_rule(*, rule: ClassificationRule, draft: RuleDraft, seen: int | None = None) -> ClassificationRule:
    """Give a rule that holds another wording from the next mapping version on; errors as `add_rule`."""
    latest = _prepared(rule.organisation, seen)
    _check(rule.organisation, latest, draft, other_than=rule)
    _end(rule, latest)
    changed = _write(rule.organisation, draft, latest, rule.uuid)
    _make_version(changed, "changed", before=rule)
    return changed


@transaction.atomic
def end_rule(*, rule: ClassificationRule, seen: int | None = None) -> None:
    """Let a rule hold no longer from the next mapping version on; errors as `add_rule`."""
    latest = _prepared(rule.organisation, seen)
    _end(rule, latest)
    _make_version(rule, "ended")


@transaction.atomic
def undo_rule(*, organisation: Organisation, identity: uuid.UUID) -> ClassificationRule:
    """Take the last change of a rule back and return its newest wording; errors as `add_rule`.

    A rule that was added is ended, one that was changed gets its earlier wording, one that was ended holds again.
    """
    rows = list(
        ClassificationRule.objects.filter(organisation=organisation, uuid=identity, network=None)
        .select_related("organisation")
        .order_by("-since_version")[:2]
    )
    if not rows:
        raise NotFoundError(_("There is no such rule."))
    newest, earlier = rows[0], rows[1] if len(rows) > 1 else None
    if newest.until_version is not None:
        return _revive(newest)
    if earlier is not None and earlier.until_version == newest.since_version:
        return change_rule(rule=newest, draft=draft_of(earlier))
    end_rule(rule=newest)
    return newest


def _revive(ended: ClassificationRule) -> ClassificationRule:
    latest = _prepared(ended.organisation, None)
    draft = draft_of(ended)
    _check(ended.organisation, latest, draft)
    rule = _write(ended.organisation, draft, latest, ended.uuid)
    _make_version(rule, "added_again")
    return rule


def _prepared(organisation: Organisation, seen: int | None) -> MappingVersion:
    """Return the version to build on, with the ledger held until the transaction ends."""
    hold_ledger_soon(organisation)
    require_seen(organisation, seen)
    return ensure_mapping_version(organisation, follows=False)


def require_seen(organisation: Organisation, seen: int | None) -> None:
    """Raise ConflictError where the mapping has moved on since the version that somebody saw."""
    latest = latest_mapping_version(organisation)
    if seen is not None and seen != (latest.number if latest else 0):
        raise ConflictError(_("The rules have been changed since you looked. Look at what would change once more."))


def _check(
    organisation: Organisation,
    latest: MappingVersion,
    draft: RuleDraft,
    *,
    other_than: ClassificationRule | None = None,
) -> None:
    check_draft(draft)
    for rule in own_rows(organisation.pk, latest.number):
        if draft_of(rule).lines == draft.lines and (other_than is None or rule.uuid != other_than.uuid):
            raise RuleNotPossibleError(
                _("There is a rule with the same conditions already: “%(rule)s”. Change that one.")
                % {"rule": without_personal_numbers(rule.explanation)},
                "",
            )


def check_draft(draft: RuleDraft) -> None:
    """Raise RuleNotPossibleError where a draft asks for nothing, says nothing, or says what there is not."""
    if not any(draft.lines):
        raise RuleNotPossibleError(_("Say which lines the rule is for: fill in at least one condition."), "")
    for name in NAMES:
        text = getattr(draft, name)
        if without_personal_numbers(text) != text:
            raise RuleNotPossibleError(
                _("No rule looks for a personal number in a name. Fill in the supplier's number, or part of the name."),
                name,
            )
    if draft.treatment == Treatment.EXCLUDED:
        if draft.reason not in excluded_reasons():
            raise RuleNotPossibleError(_("Choose the reason why the lines do not count."), "reason")
        return
    if draft.category and draft.category not in category_leaves():
        raise RuleNotPossibleError(_("Choose a category from the list."), "category")
    if not draft.category and not draft.treatment:
        raise RuleNotPossibleError(_("Choose what was bought, or that the lines do not count."), "category")
    if draft.treatment == Treatment.PURCHASE and not draft.account:
        raise RuleNotPossibleError(
            _("Only a rule that names an account can bring back what is left out. Fill in the account."), "account"
        )


def _write(
    organisation: Organisation, draft: RuleDraft, latest: MappingVersion, identity: uuid.UUID
) -> ClassificationRule:
    return ClassificationRule.objects.create(
        organisation=organisation, uuid=identity, since_version=latest.number + 1, **asdict(draft)
    )


def _end(rule: ClassificationRule, latest: MappingVersion) -> None:
    held = ClassificationRule.objects.filter(pk=rule.pk, until_version=None, network=None).update(
        until_version=latest.number + 1
    )
    if not held:
        raise ConflictError(_("The rule has been changed or ended since you looked. Look at the list once more."))


def _make_version(rule: ClassificationRule, action: str, before: ClassificationRule | None = None) -> None:
    """Make the version that follows from a rule; `before` is its earlier wording, where it had one."""
    organisation = rule.organisation
    latest = latest_mapping_version(organisation)
    explanation = without_personal_numbers(rule.explanation) or ""
    version = make_mapping_version(
        organisation=organisation,
        policies=latest.policies if latest else {},
        note=explanation,
        changed=[as_rule(row) for row in (rule, before) if row],
    )
    record_change(
        organisation_id=organisation.pk,
        kind="emissions.classification_rule",
        object_id=rule.uuid,
        action=action,
        summary={"rule": explanation, "version": version.number},
    )
