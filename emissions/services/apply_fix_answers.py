"""Apply a fix list that came back: all of it in one transaction, with one new mapping version for all its rules."""

import uuid
from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from emissions.calculations.rule_sets import SetRule
from emissions.models import ClassificationRule, FixAnswer
from emissions.reports.fix_list_columns import PAIR_ANSWERS
from emissions.services.fix_answers import look_at_answers
from emissions.services.fix_changes import Answer, AppliedFixes, FixChange, FixLook, FixProblem, Undo, wrong_places
from emissions.services.import_rules import import_rules
from emissions.services.ledger_lock import hold_ledger
from foundation.changes.record import current_actor, record_change
from foundation.errors import DomainError
from foundation.jobs.progress import Progress, silent
from foundation.named_sql import execute
from foundation.personal_numbers import without_personal_numbers
from organisations.models import Organisation
from suppliers.models import SupplierCard, SupplierCorrection
from suppliers.services.correct_supplier import Correction, correct_suppliers
from suppliers.services.decide_proposals import MOST, Asked, decide_proposals


@transaction.atomic
def apply_answers(
    *,
    organisation: Organisation,
    answers: Sequence[Answer],
    name: str,
    sees_numbers: bool,
    wrong: Sequence[FixProblem] = (),
    leave_wrong: bool = False,
    run: uuid.UUID | None = None,
    progress: Progress = silent,
) -> AppliedFixes:
    """Change what the answers say, and return what was changed; nothing where any of them cannot be taken.

    With `leave_wrong` the good rows are taken all the same, and the others told; `wrong` are cells that could not be
    read. The same answers again change nothing. `sees_numbers` is the right of whoever asked: a personal number is
    written with it only. `run` is what the audit and taking it back know it by. Waits while a file is being imported.
    Raises DomainError where a corrected number makes two rows ask for different rules on the same lines.
    """
    hold_ledger(organisation)
    look = look_at_answers(organisation, answers, wrong, sees_numbers=sees_numbers)
    if (look.problems and not leave_wrong) or not look.changes:
        return AppliedFixes(FixLook((), look.problems, look.same), Undo())
    left = wrong_places(look.problems)
    good = [answer for answer in answers if answer.place not in left]
    before = _newest(organisation)
    _correct_suppliers(organisation, look.changes, progress, sees_numbers=sees_numbers)
    version = _bring_in_rules(organisation, good, sees_numbers=sees_numbers)
    _decide_pairs(organisation, look.changes)
    for change in look.changes:
        if change.kind == "account_name":
            name_account(organisation, change.answer.parts, change.after)
        if change.kind in ANSWER_KINDS:
            keep_answer(organisation, change.kind, change.answer.reference, change.after)
    kinds = dict(Counter(change.kind for change in look.changes))
    record_change(
        organisation_id=organisation.pk,
        kind="emissions.fix_list",
        object_id=run or uuid.uuid4(),
        action="applied",
        summary={"name": without_personal_numbers(name) or "", "changes": len(look.changes), "kinds": kinds},
    )
    return AppliedFixes(look, _undo_of(organisation, look.changes, version, before))


def name_account(organisation: Organisation, account: Sequence[str], name: str) -> None:
    """Call an account (chart and number) by a name."""
    chart, number = account
    parameters = {"organisation_id": organisation.pk, "chart": chart, "account": number, "name": name}
    execute("emissions.name_account", parameters)


def _newest(organisation: Organisation) -> int:
    newest = SupplierCorrection.objects.filter(organisation=organisation).order_by("-pk").first()
    return newest.pk if newest else 0


def _undo_of(organisation: Organisation, changes: Sequence[FixChange], version: int | None, before: int) -> Undo:
    """Return what takes these changes back; numbers and names of suppliers stay where corrections are kept."""
    corrected = {change.answer.parts[0] for change in changes if change.kind in ("number", "name")}
    made = SupplierCorrection.objects.filter(organisation=organisation, card__uuid__in=corrected, pk__gt=before)
    rules = ClassificationRule.objects.filter(
        organisation=organisation, network=None, since_version=version or 0, until_version=None
    )
    told = [change for change in changes if change.kind in ANSWER_KINDS]
    return Undo(
        corrections=tuple(str(each) for each in made.values_list("uuid", flat=True)),
        rules=tuple(str(each) for each in rules.values_list("uuid", flat=True)) if version else (),
        version=version or 0,
        answers=tuple((each.kind, each.answer.reference, each.before, each.after) for each in told),
        pairs=tuple((each.answer.parts[0], each.after) for each in changes if each.kind == "pair"),
    )


def _decide_pairs(organisation: Organisation, changes: Sequence[FixChange]) -> None:
    for answer in PAIR_ANSWERS:
        asked = [
            Asked(uuid.UUID(each.answer.parts[0])) for each in changes if (each.kind, each.after) == ("pair", answer)
        ]
        for start in range(0, len(asked), MOST):
            decide_proposals(organisation=organisation, asked=asked[start : start + MOST], answer=answer)


ANSWER_KINDS = {
    "account_name": FixAnswer.Kind.ACCOUNT_NAME,
    "verdict": FixAnswer.Kind.DUPLICATE,
    "comment": FixAnswer.Kind.COMMENT,
}


def _correct_suppliers(
    organisation: Organisation, changes: Sequence[FixChange], progress: Progress, *, sees_numbers: bool
) -> None:
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
        Correction(
            cards[identity], right.get("number"), right.get("name"), because[identity], sees_numbers=sees_numbers
        )
        for identity, right in wanted.items()
    ]
    for refused in correct_suppliers(organisation=organisation, corrections=corrections):
        if isinstance(refused, DomainError):
            raise refused


def _bring_in_rules(organisation: Organisation, answers: Sequence[Answer], *, sees_numbers: bool) -> int | None:
    """Bring the rules in that the answers come to, and return their mapping version; None where there are none.

    A rule asks for a supplier by the number that is right by now.
    """
    look = look_at_answers(organisation, answers, sees_numbers=sees_numbers)
    for problem in look.problems:  # only now, as two suppliers have the same number from now on
        values = {"sheet": problem.place.sheet, "row": problem.place.row, "sentence": problem.sentence}
        raise DomainError(_("“%(sheet)s”, row %(row)s: %(sentence)s") % values)
    drafts = [change.draft for change in look.changes if change.draft]
    rules = [SetRule("", draft, number) for number, draft in enumerate(drafts, start=1)]
    note = _("From the fix list of the finance office")
    return import_rules(organisation=organisation, rules=rules, replace=True, note=note).version


def keep_answer(organisation: Organisation, kind: str, reference: str, said: str) -> None:
    """Keep an answer as the newest of its row, with who gave it."""
    actor = current_actor()
    named = {"account_name": "name", "verdict": "verdict", "comment": "comment"}[kind]
    FixAnswer.objects.create(
        organisation=organisation,
        kind=ANSWER_KINDS[kind],
        reference=reference[:200],
        said={named: said},
        made_by_id=actor.user_id,
        actor_name=actor.name,
    )
