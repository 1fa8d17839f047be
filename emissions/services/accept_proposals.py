"""Accept several proposals of the review queue at once: a rule for each, one mapping version, taken back as one."""

from collections.abc import Mapping
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emissions.calculations.review_levels import draft_for, usual_level
from emissions.calculations.rule_sets import SetRule
from emissions.models import ClassificationRule, MappingVersion
from emissions.queries.mapping import as_rule, draft_of, latest_mapping_version, own_rows, rule_of_draft
from emissions.queries.review import ReviewQueue
from emissions.services.import_rules import BroughtIn, import_rules
from emissions.services.ledger_lock import hold_ledger_soon
from emissions.services.map_keys import ensure_mapping_version, make_mapping_version
from emissions.services.review_decisions import Decision, own_ground
from foundation.changes.record import record_change
from foundation.errors import ConflictError, NotFoundError
from organisations.models import Organisation


@transaction.atomic
def accept_proposals(*, organisation: Organisation, year: int, accepted: Mapping[str, tuple[str, str]]) -> BroughtIn:
    """Make a rule of each accepted proposal, as wide as usual; `accepted` has category and explanation by item.

    What somebody else decided in the meantime is left alone. Raises ConflictError where that is all of it.
    """
    hold_ledger_soon(organisation)
    version = ensure_mapping_version(organisation, follows=False)
    rules: dict[tuple[str, ...], SetRule] = {}
    for item, group in ReviewQueue(organisation, year, version).called(accepted).items():
        level = usual_level(group.key)
        if not level:
            continue
        category, explanation = accepted[item]
        ground = own_ground(organisation, version, group)
        outcome = Decision(level, explanation, category).outcome
        draft = draft_for(group.key, level, outcome, draft_of(ground) if ground else None)
        earlier = rules.setdefault(draft.lines, SetRule("", draft, len(rules) + 1))
        if earlier.draft.category != category:
            sentence = _("Two of the proposals are for the same lines and differ: %(name)s. Keep one of them.")
            raise ConflictError(sentence % {"name": group.key.supplier_name or group.account_name})
    if not rules:
        raise ConflictError(_("Somebody has decided on these lines already. The next ones are below."))
    note = ngettext("One proposal accepted", "%(count)s proposals accepted", len(rules)) % {"count": len(rules)}
    return import_rules(
        organisation=organisation, rules=list(rules.values()), replace=True, leave_wrong=True, note=note
    )


@transaction.atomic
def take_back(*, organisation: Organisation, number: int) -> MappingVersion:
    """Take back what one mapping version brought, in one new version: its rules end, those they replaced hold again.

    A rule that was changed or ended since is left alone. Raises NotFoundError where nothing of it holds any more.
    """
    hold_ledger_soon(organisation)
    latest = ensure_mapping_version(organisation, follows=False)
    made = list(own_rows(organisation.pk, latest.number).filter(since_version=number))
    if not made:
        raise NotFoundError(_("There is no such rule."))
    before = ClassificationRule.objects.filter(
        organisation=organisation, network=None, uuid__in=[rule.uuid for rule in made], until_version=number
    )
    following = latest.number + 1
    revived = [(rule.uuid, draft_of(rule)) for rule in before]
    ClassificationRule.objects.filter(pk__in=[rule.pk for rule in made]).update(until_version=following)
    ClassificationRule.objects.bulk_create(
        ClassificationRule(organisation=organisation, uuid=identity, since_version=following, **asdict(draft))
        for identity, draft in revived
    )
    note = ngettext("One decision taken back", "%(count)s decisions taken back", len(made)) % {"count": len(made)}
    moved = [*map(as_rule, made), *(rule_of_draft(str(identity), draft) for identity, draft in revived)]
    version = make_mapping_version(organisation=organisation, policies=latest.policies, note=note, changed=moved)
    record_change(
        organisation_id=organisation.pk,
        kind="emissions.rule_set",
        object_id=version.number,
        action="taken_back",
        summary={"version": version.number, "count": len(made)},
    )
    return version


def holds_still(organisation: Organisation, number: int) -> int:
    """Return how many rules of a mapping version hold still."""
    latest = latest_mapping_version(organisation)
    return own_rows(organisation.pk, latest.number).filter(since_version=number).count() if latest else 0
