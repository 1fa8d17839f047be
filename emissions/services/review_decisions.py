"""Decide on a group of the review queue: a rule of the organisation's own, explained, undone like any other.

Two people may work on the queue at once: each decision looks, while it holds the ledger, whether its group still waits.
"""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from emissions.calculations.results import Treatment
from emissions.calculations.review_levels import draft_for, levels_of
from emissions.calculations.rule_drafts import RuleDraft
from emissions.models import ClassificationRule, MappingVersion
from emissions.queries.mapping import draft_of, own_rows
from emissions.queries.review import ReviewQueue
from emissions.queries.review_group import ReviewGroup
from emissions.services.change_rules import add_rule, change_rule
from emissions.services.ledger_lock import hold_ledger_soon
from emissions.services.map_keys import ensure_mapping_version
from foundation.errors import ConflictError, DomainError
from organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decides: a category, or a reason to leave the lines out; how wide; and why."""

    level: str
    explanation: str
    category: str = ""
    reason: str = ""

    @property
    def outcome(self) -> RuleDraft:
        """The decision as a rule without conditions."""
        treatment = Treatment.EXCLUDED.value if self.reason else ""
        category = "" if self.reason else self.category
        return RuleDraft(treatment=treatment, reason=self.reason, category=category, explanation=self.explanation)


@transaction.atomic
def decide_group(*, organisation: Organisation, year: int, item: str, decision: Decision) -> ClassificationRule:
    """Make the rule that a decision is, and the mapping version that follows; return it.

    Raises ConflictError where the group waits no longer, since somebody else decided on it, RuleNotPossibleError for an
    outcome that there is not, and DomainError for a level that the group does not have.
    """
    hold_ledger_soon(organisation)
    version = ensure_mapping_version(organisation, follows=False)
    group = ReviewQueue(organisation, year, version).group(item)
    if group is None:
        raise ConflictError(_("Somebody has decided on these lines already. The next ones are below."))
    if decision.level not in levels_of(group.key):
        raise DomainError(_("Choose how wide the rule is to be."))
    ground = own_ground(organisation, version, group)
    draft = draft_for(group.key, decision.level, decision.outcome, draft_of(ground) if ground else None)
    held = next((row for row in own_rows(organisation.pk, version.number) if draft_of(row).lines == draft.lines), None)
    if held is not None:
        return change_rule(rule=held, draft=draft)
    return add_rule(organisation=organisation, draft=draft)


def own_ground(organisation: Organisation, version: MappingVersion, group: ReviewGroup) -> ClassificationRule | None:
    """Return the own rule that says how the group counts, without saying what it is."""
    try:
        identity = uuid.UUID(group.treatment_ref)
    except ValueError:
        return None
    return own_rows(organisation.pk, version.number).filter(uuid=identity).first()
