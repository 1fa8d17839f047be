"""Letters that tell each bidder of the decision: who wins and why, the own bid beside theirs, and the standstill.

What the law wants suppliers to be told stands in the rule of the standstill, procurement/law_rules.yaml.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from procurement.calculations.evaluation import ModelResult
from procurement.calculations.standings import RankedBid
from procurement.models import Award, Bid, BidState, ContractParty
from procurement.queries.awards import Decided
from procurement.queries.evaluation import Compared
from procurement.queries.law_rules import shipped_law_rules
from procurement.reports.bid_words import findings_of
from procurement.reports.evaluation_page import Table, part_of_sum
from procurement.reports.evaluation_words import model_name, part_name, value_in_words
from procurement.reports.law_sentences import rule_in_words
from procurement.reports.spoken import spoken_in


@dataclass(frozen=True, slots=True)
class BidderLetter:
    """A letter to one bidder, ready to be laid out; what there is nothing of is empty.

    `language` is that of its sentences, and `rejected` why the bid was not compared.
    """

    supplier: str
    title: str
    buyer: str
    case_number: str
    day: str
    decision: str
    reason: str
    rejected: str
    rank: str
    shortfalls: tuple[str, ...]
    table: Table | None
    standstill: str
    language: str


def letters_of(decided: Decided, compared: Compared, bids: Sequence[Bid], *, today: date) -> list[BidderLetter]:
    """Return a letter for each of the bids for the lot that was not withdrawn; none without a decision.

    Who was rejected is told as well, and why. They are written in the language of the country.
    """
    if decided.award is None:
        return []
    with spoken_in(decided.award.procurement.country):
        written_to = [bid for bid in bids if bid.state in (BidState.RECEIVED, BidState.REJECTED)]
        return [_letter(decided.award, decided, compared, bid, today) for bid in written_to]


def _letter(award: Award, decided: Decided, compared: Compared, bid: Bid, today: date) -> BidderLetter:
    procurement, lot = award.procurement, award.lot
    winners = [party for contract in decided.contracts for party in contract.parties.all()]
    won = {party.bid_id for party in winners}
    where = f"{procurement.title} – {lot.title}" if lot else procurement.title
    return BidderLetter(
        supplier=bid.supplier_name,
        title=_("Decision: %(title)s") % {"title": where},
        buyer=procurement.organisation.name,
        case_number=procurement.case_number,
        day=date_format(award.told_on or today, "DATE_FORMAT"),
        decision=_decision(award, winners, is_winner=bid.pk in won),
        reason=award.because,
        rejected=bid.state_because if bid.state == BidState.REJECTED else "",
        rank=_rank(compared, bid),
        shortfalls=tuple(each.sentence for each in findings_of(compared.part, bid) if each.is_breach),
        table=_beside(compared, bid, [each for each in compared.stored if each.pk in won and each.pk != bid.pk]),
        standstill=_standstill(award),
        language=get_language() or "en",
    )


def _decision(award: Award, winners: Sequence[ContractParty], *, is_winner: bool) -> str:
    if award.outcome == Award.Outcome.ENDED:
        return _("The competition ends without an award.")
    names = list(dict.fromkeys(party.name for party in winners))
    if is_winner and len(names) == 1:
        return _("You are awarded the contract.")
    if is_winner:
        return _("You are one of the suppliers that are awarded the contract: %(names)s.") % {"names": ", ".join(names)}
    return _("The contract is awarded to %(names)s.") % {"names": ", ".join(names)}


def _chosen(compared: Compared) -> ModelResult | None:
    """Return what the model that decides makes of the bids, None while it ranks nobody or waits for a bid."""
    result = compared.result.results.get(compared.choice.model) if compared.choice.model else None
    return None if result is None or not result.ranked or compared.waits_for(result) else result


def _ranked(result: ModelResult | None, bid: Bid) -> RankedBid | None:
    return next((one for one in result.ranked if one.bid == bid.uuid.hex), None) if result else None


def _rank(compared: Compared, bid: Bid) -> str:
    result = _chosen(compared)
    one = _ranked(result, bid)
    if result is None or one is None:
        return ""
    words = {"rank": one.rank, "count": len(result.ranked)}
    sentence = ngettext(
        "Your bid is the only one that was compared.",
        "Your bid is number %(rank)s of the %(count)s that were compared.",
        len(result.ranked),
    )
    return sentence % words


def _beside(compared: Compared, bid: Bid, winners: Sequence[Bid]) -> Table | None:
    """Return how the sum of the bid comes about beside those of the winners; None where it is not ranked."""
    result = _chosen(compared)
    own = _ranked(result, bid)
    if result is None or own is None:
        return None
    those = [(each.supplier_name, one) for each in winners if (one := _ranked(result, each))]
    shown = [(_("Your bid"), own), *those]
    heads = [{"title": name, "numeric": True} for name, _one in shown]
    return {
        "caption": _("How the bids were compared: %(model)s") % {"model": model_name(result.model)},
        "columns": [{"title": _("Part")}, *heads],
        "rows": list(_rows(compared, result, [one for _name, one in shown])),
    }


def _rows(compared: Compared, result: ModelResult, shown: Sequence[RankedBid]) -> Iterator[list[str]]:
    currency = compared.rules.currency
    for code in shown[0].parts:
        yield [part_name(code, compared.part), *(part_of_sum(result.model, one, code, currency) for one in shown)]
    yield [_("Sum"), *(value_in_words(result.model, one.value, currency) for one in shown)]


def _standstill(award: Award) -> str:
    if award.outcome == Award.Outcome.ENDED or not (award.standstill_until and award.standstill_rule):
        return ""
    rule = shipped_law_rules().rule(award.standstill_rule)
    said = rule_in_words(rule, (get_language() or "en").partition("-")[0])
    day = date_format(award.standstill_until, "DATE_FORMAT")
    ends = _("The standstill lasts until %(day)s; the contract is not signed before it is over.") % {"day": day}
    return f"{ends} {said} ({rule.reference})"
