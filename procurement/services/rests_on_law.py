"""Whether a change of a contract rests on a ground that the law of its day knows."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from procurement.calculations.law_duties import judge_changes
from procurement.calculations.law_judgement import Outcome
from procurement.calculations.law_rules import ChangeTerms, PurchaseKind, ground_of
from procurement.calculations.procurement_facts import JudgedChange
from procurement.models import Contract, LawAnswers
from procurement.queries.awards import change_rule
from procurement.queries.contract_changes import first_value, percent_in_all
from procurement.queries.law_rules import shipped_law_rules
from procurement.reports.law_sentences import law_sentence, mend
from procurement.services.locked_contract import ContractNotPossibleError


def rule_of_change(
    contract: Contract,
    ground: str,
    reason: str,
    agreed_on: date,
    percent: Decimal | None,
    *,
    what: str,
    by: Decimal | None = None,
) -> str:
    """Return the id of the rule that allows the change; ContractNotPossibleError says what is missing.

    Earlier changes on the same ground count against its limit, exactly: `by` is the sum of this one where it has one. A
    change whose size is not known is taken: whether it
    stays within a limit, its reason has to tell. One of a contract that was signed for 0 exceeds every limit.
    """
    rule = change_rule(contract.country, agreed_on)
    if rule is None or not isinstance(rule.terms, ChangeTerms):
        raise ContractNotPossibleError(_("No rule is known that would allow a change on that day."), field="agreed_on")
    in_all = None if percent is None else percent_in_all(contract, ground, by=by, percent=percent)
    change = JudgedChange(what, ground, reason, in_all)
    _check_first_value(contract, rule.terms, ground, by)
    (found,) = judge_changes(rule, rule.terms, [change], kind_of(contract))
    if found.outcome is Outcome.MISSING:
        rules = shipped_law_rules()
        said = f"{law_sentence(found, rules)} {mend(found, rules)}".strip()
        raise ContractNotPossibleError(said, field="reason" if found.code == "change_without_reason" else "ground")
    return rule.id


def _check_first_value(contract: Contract, terms: ChangeTerms, ground: str, by: Decimal | None) -> None:
    """Refuse to change the value of a contract that was signed for 0 within a per cent of it."""
    chosen = ground_of(terms.grounds, ground)
    if by and chosen and chosen.most_percent and first_value(contract) == 0:
        sentence = _("The contract was signed for 0, so every change is more than this ground allows. Choose another.")
        raise ContractNotPossibleError(sentence, field="ground")


def kind_of(contract: Contract) -> PurchaseKind | None:
    """Return what the contract is about, as it was answered for its procurement."""
    answers = (
        LawAnswers.objects.filter(procurement=contract.procurement_id).first() if contract.procurement_id else None
    )
    return PurchaseKind(answers.contract) if answers and answers.contract else None
