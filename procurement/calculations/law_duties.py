"""The checklist, the changes of a contract and the wordings, judged by their rules.

Method: docs/methods/law_guard.md. A reason is asked for, never judged: whether it holds, only a person can tell.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from foundation.typed_reasons import reason_of
from procurement.calculations.law_judgement import Finding, met, missing, unknown
from procurement.calculations.law_rules import (
    ChangeTerms,
    ChecklistTerms,
    LawGround,
    LawRule,
    PurchaseKind,
    WordingTerms,
    codes_of,
    ground_of,
)
from procurement.calculations.procurement_facts import ChecklistAnswer, JudgedChange, RefusedWording


def judge_checklist(rule: LawRule, terms: ChecklistTerms, answers: Mapping[str, ChecklistAnswer]) -> list[Finding]:
    """Return one finding for each question: yes with its reason is met, everything else is open."""
    return [_answered(rule, item.code, answers.get(item.code, ChecklistAnswer())) for item in terms.items]


def judge_changes(
    rule: LawRule, terms: ChangeTerms, changes: Sequence[JudgedChange], contract: PurchaseKind | None
) -> list[Finding]:
    """Return one finding for each change of the contract: it needs a ground that the law knows, and a reason."""
    return [_changed(rule, terms, change, contract) for change in changes]


def judge_wordings(rule: LawRule, terms: WordingTerms, refused: Sequence[RefusedWording] | None) -> Iterator[Finding]:
    """Yield the requirements that ask for what no wording may ask for, or that nothing of the kind was found."""
    if refused is None:
        yield unknown("wordings_not_checked", rule.id)
        return
    counted = sorted((each for each in refused if each.kind in terms.refuses), key=lambda each: each.requirement)
    for requirement, found in groupby(counted, key=lambda each: each.requirement):
        yield missing(
            "wording_refused", rule.id, requirement=requirement, words=", ".join(each.words for each in found)
        )
    if not counted:
        yield met("wordings_lawful", rule.id)


def _answered(rule: LawRule, item: str, answer: ChecklistAnswer) -> Finding:
    if answer.says_yes is None:
        return unknown("item_unanswered", rule.id, item=item)
    if not reason_of(answer.reason):
        return missing("item_without_reason", rule.id, item=item)
    if not answer.says_yes:
        return missing("item_not_kept", rule.id, item=item, reason=reason_of(answer.reason))
    return met("item_kept", rule.id, item=item, reason=reason_of(answer.reason))


def _changed(rule: LawRule, terms: ChangeTerms, change: JudgedChange, contract: PurchaseKind | None) -> Finding:
    ground, named = ground_of(terms.grounds, change.ground), {"what": change.what, "ground": change.ground}
    if not change.ground:
        return missing("change_without_ground", rule.id, what=change.what, allowed=codes_of(terms.grounds))
    if ground is None:
        return missing("change_ground_not_allowed", rule.id, **named, allowed=codes_of(terms.grounds))
    if not reason_of(change.reason):
        return missing("change_without_reason", rule.id, **named)
    limits, size = _limits(ground, contract), change.percent
    if limits and size is not None and size > max(limits):
        return missing("change_too_large", rule.id, **named, percent=size, most=max(limits))
    if limits and (size is None or size > min(limits)):
        return unknown("change_not_measured", rule.id, **named)
    return met("change_allowed", rule.id, **named, reason=reason_of(change.reason))


def _limits(ground: LawGround, contract: PurchaseKind | None) -> list[Decimal]:
    """Return how large a change may be in per cent: of any kind of purchase where it is not known of which this is."""
    if contract is None:
        return list(ground.most_percent.values())
    return [ground.most_percent[contract]] if contract in ground.most_percent else []
