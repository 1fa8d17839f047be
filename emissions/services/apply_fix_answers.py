"""Apply a fix list that came back: all of it in one transaction, with one new mapping version for all its rules."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from emissions.calculations.rule_sets import SetRule
from emissions.models import FixAnswer
from emissions.services.fix_answers import Answer, FixChange, FixLook, look_at_answers
from emissions.services.import_rules import import_rules
from emissions.services.ledger_lock import hold_ledger
from foundation.changes.record import current_actor, record_change
from foundation.errors import DomainError
from foundation.jobs.progress import Progress, silent
from foundation.named_sql import execute
from foundation.personal_numbers import without_personal_numbers
from organisations.models import Organisation
from suppliers.models import SupplierCard
from suppliers.services.correct_supplier import Correction, correct_suppliers


@transaction.atomic
def apply_answers(
    *, organisation: Organisation, answers: Sequence[Answer], name: str, progress: Progress = silent
) -> FixLook:
    """Change what the answers say, and return what was changed; nothing where any of them cannot be taken.

    The same answers again change nothing. Waits while a file is being imported. Raises DomainError where a corrected
    number makes two rows ask for different rules on the same lines.
    """
    hold_ledger(organisation)
    look = look_at_answers(organisation, answers)
    if look.problems or not look.changes:
        return look
    _correct_suppliers(organisation, look.changes, progress)
    _bring_in_rules(organisation, answers)
    for change in look.changes:
        if change.kind == "account_name":
            chart, account = change.answer.parts
            parameters = {"organisation_id": organisation.pk, "chart": chart, "account": account, "name": change.after}
            execute("emissions.name_account", parameters)
        if change.kind in _KINDS:
            _keep(organisation, change)
    counts = {kind: sum(change.kind == kind for change in look.changes) for kind in sorted(_all_kinds(look))}
    record_change(
        organisation_id=organisation.pk,
        kind="emissions.fix_list",
        object_id=uuid.uuid4(),
        action="applied",
        summary={"name": without_personal_numbers(name) or "", "changes": len(look.changes), **counts},
    )
    return look


_KINDS = {
    "account_name": FixAnswer.Kind.ACCOUNT_NAME,
    "verdict": FixAnswer.Kind.DUPLICATE,
    "comment": FixAnswer.Kind.COMMENT,
}


def _all_kinds(look: FixLook) -> set[str]:
    return {change.kind for change in look.changes}


def _correct_suppliers(organisation: Organisation, changes: Sequence[FixChange], progress: Progress) -> None:
    """Correct each supplier once, with its number and its name together."""
    wanted: dict[str, dict[str, str]] = {}
    because: dict[str, str] = {}
    for change in changes:
        if change.kind in ("number", "name"):
            card = change.answer.parts[0]
            wanted.setdefault(card, {})[change.kind] = getattr(change.answer, change.kind)
            because[card] = change.answer.comment or _("From the fix list of the finance office")
    if not wanted:
        return
    progress("correcting", 0, len(wanted))
    cards = {str(card.uuid): card for card in SupplierCard.objects.filter(organisation=organisation, uuid__in=wanted)}
    corrections = [
        Correction(cards[identity], right.get("number"), right.get("name"), because[identity])
        for identity, right in wanted.items()
    ]
    for refused in correct_suppliers(organisation=organisation, corrections=corrections):
        if isinstance(refused, DomainError):
            raise refused


def _bring_in_rules(organisation: Organisation, answers: Sequence[Answer]) -> None:
    """Bring the rules in that the answers come to; a rule asks for a supplier by the number that is right by now."""
    look = look_at_answers(organisation, answers)
    for problem in look.problems:  # only now, as two suppliers have the same number from now on
        values = {"sheet": problem.place.sheet, "row": problem.place.row, "sentence": problem.sentence}
        raise DomainError(_("“%(sheet)s”, row %(row)s: %(sentence)s") % values)
    drafts = [change.draft for change in look.changes if change.draft]
    rules = [SetRule("", draft, number) for number, draft in enumerate(drafts, start=1)]
    import_rules(
        organisation=organisation, rules=rules, replace=True, note=_("From the fix list of the finance office")
    )


def _keep(organisation: Organisation, change: FixChange) -> None:
    """Keep an answer as the newest of its row, with who gave it."""
    actor = current_actor()
    said = {"account_name": "name", "verdict": "verdict", "comment": "comment"}[change.kind]
    FixAnswer.objects.create(
        organisation=organisation,
        kind=_KINDS[change.kind],
        reference=change.answer.reference[:200],
        said={said: change.after},
        made_by_id=actor.user_id,
        actor_name=actor.name,
    )
