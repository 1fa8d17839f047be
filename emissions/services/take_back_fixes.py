"""Take an applied fix list back, in one transaction: what is still as the list left it becomes what it was before.

What somebody changed since then stays as they said, and is told.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from emissions.models import ClassificationRule
from emissions.queries.fix_list import account_names, newest_answers
from emissions.queries.fix_lists import list_taken_back
from emissions.queries.mapping import as_rule, draft_of
from emissions.services.apply_fix_answers import ANSWER_KINDS, keep_answer, name_account
from emissions.services.fix_changes import Undo
from emissions.services.ledger_lock import hold_ledger_soon
from emissions.services.map_keys import ensure_mapping_version, make_mapping_version
from foundation.changes.record import record_change
from foundation.errors import DomainError
from foundation.personal_numbers import without_personal_numbers
from organisations.models import Organisation
from suppliers.models import MergeProposal, SupplierCorrection
from suppliers.services.correct_supplier import Correction, correct_suppliers
from suppliers.services.decide_proposals import MOST, Asked, decide_proposals


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many things were taken back, and how many stay because somebody changed them since."""

    back: int
    stay: int


@transaction.atomic
def take_back_fixes(*, organisation: Organisation, undo: Undo, run: uuid.UUID, name: str) -> TakenBack:
    """Return what was taken back of the list that `run` applied; a second time takes and records nothing."""
    hold_ledger_soon(organisation)
    if list_taken_back(organisation, run):
        return TakenBack(0, 0)
    wanted = len(undo.pairs) + len(undo.rules) + len(undo.answers) + len(undo.corrections)
    back = _pairs(organisation, undo.pairs)
    back += _rules(organisation, undo)
    back += _answers(organisation, undo.answers)
    back += _corrections(organisation, undo.corrections)
    record_change(
        organisation_id=organisation.pk,
        kind="emissions.fix_list",
        object_id=run,
        action="taken_back",
        summary={"name": without_personal_numbers(name) or "", "changes": back, "stay": wanted - back},
    )
    return TakenBack(back, wanted - back)


def _pairs(organisation: Organisation, pairs: Iterable[tuple[str, str]]) -> int:
    answered = dict(pairs)
    found = MergeProposal.objects.filter(organisation=organisation, uuid__in=answered)
    asked = [Asked(each.uuid) for each in found if each.state == answered[str(each.uuid)]]
    for start in range(0, len(asked), MOST):
        decide_proposals(organisation=organisation, asked=asked[start : start + MOST], answer=MergeProposal.State.OPEN)
    return len(asked)


def _rules(organisation: Organisation, undo: Undo) -> int:
    """End the rules of the list, and give those that it changed their earlier wording, in one new version."""
    own = ClassificationRule.objects.filter(organisation=organisation, network=None, uuid__in=undo.rules)
    ours = list(own.filter(since_version=undo.version, until_version=None))
    if not ours:
        return 0
    latest = ensure_mapping_version(organisation, follows=False)
    earlier = list(own.filter(until_version=undo.version, uuid__in=[row.uuid for row in ours]))
    own.filter(pk__in=[row.pk for row in ours]).update(until_version=latest.number + 1)
    ClassificationRule.objects.bulk_create(
        ClassificationRule(
            organisation=organisation, uuid=row.uuid, since_version=latest.number + 1, **asdict(draft_of(row))
        )
        for row in earlier
    )
    make_mapping_version(
        organisation=organisation,
        policies=latest.policies,
        note=_("The fix list of the finance office was taken back."),
        changed=[as_rule(row) for row in (*ours, *earlier)],
    )
    return len(ours)


def _answers(organisation: Organisation, answers: Sequence[Sequence[str]]) -> int:
    """Give names of accounts, findings and comments what they said before, where nobody said something else since."""
    said, names, back = newest_answers(organisation.pk), account_names(organisation.pk), 0
    for kind, reference, before, after in answers:
        held = said.get((ANSWER_KINDS[kind], reference), {})
        account = reference.split(":")[1:]
        is_named = kind == "account_name"
        now = names.get((account[0], ":".join(account[1:])), "") if is_named else next(iter(held.values()), "")
        if now != after:
            continue
        if is_named:
            name_account(organisation, (account[0], ":".join(account[1:])), before)
        keep_answer(organisation, kind, reference, before)
        back += 1
    return back


def _corrections(organisation: Organisation, made: Iterable[str]) -> int:
    found = SupplierCorrection.objects.filter(organisation=organisation, uuid__in=list(made)).select_related("card")
    reason = _("The fix list of the finance office was taken back.")
    asked = [
        Correction(each.card, each.number_before, each.name_before, reason)
        for each in found
        if (each.card.right_number, each.card.right_name) == (each.number, each.name)
    ]
    outcome = correct_suppliers(organisation=organisation, corrections=asked) if asked else []
    return sum(not isinstance(each, DomainError) for each in outcome)
