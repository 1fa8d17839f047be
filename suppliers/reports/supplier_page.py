"""What stands on the page of one supplier: spellings with their files, years, decisions; only what readers may see."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from foundation import figures
from organisations.models import Organisation
from suppliers.models import MergeProposal, SupplierCard, SupplierCorrection, SupplierMerge
from suppliers.queries.register import KnownSupplier, head_of
from suppliers.queries.supplier_money import CardMoney, CardSource
from suppliers.reports.supplier_words import REASONS, shown_card, shown_number, shown_text, sureness

MOST_SOURCES = 6


def year_rows(money: Iterable[CardMoney], own: str) -> list[dict[str, Any]]:
    """Return the money of each year, the newest first: in the own currency, in others in words, lines and kg."""
    by_year: Mapping[int, list[CardMoney]] = defaultdict(list)
    for row in money:
        by_year[row.year].append(row)
    return [_year(year, by_year[year], own) for year in sorted(by_year, reverse=True)]


def _year(year: int, found: list[CardMoney], own: str) -> dict[str, Any]:
    language = get_language() or "en"
    others: dict[str, Decimal] = defaultdict(Decimal)
    for row in found:
        if row.currency != own:
            others[row.currency] += row.amount
    known = [row.kg for row in found if row.kg is not None]
    return {
        "year": year,
        "amount": sum((row.amount for row in found if row.currency == own), Decimal(0)),
        "others": [figures.money_in_words(amount, name, language) for name, amount in sorted(others.items())],
        "lines": sum(row.lines for row in found),
        "kg": sum(known, Decimal(0)) if known else None,
    }


def written_rows(
    known: KnownSupplier, sources: Iterable[CardSource], *, numbers_are_seen: bool
) -> list[dict[str, Any]]:
    """Return how the ledgers write the supplier, each with the files and months in which it was met."""
    by_card: Mapping[int, list[CardSource]] = defaultdict(list)
    for source in sources:
        by_card[source.card].append(source)
    head = head_of(known.cards)
    return [
        {
            "shown": shown_card(card, numbers_are_seen=numbers_are_seen),
            "is_head": card.pk == head.pk and len(known.cards) > 1,
            "sources": by_card[card.pk][:MOST_SOURCES],
            "more": max(len(by_card[card.pk]) - MOST_SOURCES, 0),
            "lines": sum(source.lines for source in by_card[card.pk]),
        }
        for card in known.cards
    ]


def merge_rows(merges: Iterable[SupplierMerge], *, numbers_are_seen: bool) -> list[dict[str, Any]]:
    """Return merges with both sides in words, why, and whether they count."""
    return [
        {
            "merge": merge,
            "one": shown_card(merge.card, numbers_are_seen=numbers_are_seen),
            "other": shown_card(merge.other, numbers_are_seen=numbers_are_seen),
            "reason": REASONS.get(merge.reason, merge.reason),
        }
        for merge in merges
    ]


def correction_rows(corrections: Iterable[SupplierCorrection], *, numbers_are_seen: bool) -> list[dict[str, Any]]:
    """Return corrections: of which card, from what to what, by whom and why."""
    return [
        {
            "correction": each,
            "card": shown_card(each.card, numbers_are_seen=numbers_are_seen),
            "number": _step(each.number_before, each.number, each.card.number, numbers_are_seen=numbers_are_seen),
            "name": _step(each.name_before, each.name, each.card.name, numbers_are_seen=numbers_are_seen),
        }
        for each in corrections
    ]


def _step(before: str, after: str, written: str, *, numbers_are_seen: bool) -> tuple[str, str] | None:
    """Return what held before and after; None where it is the same."""
    if before == after:
        return None
    first, last = (
        shown_text(shown_number(text or written, numbers_are_seen=numbers_are_seen), numbers_are_seen=numbers_are_seen)
        for text in (before, after)
    )
    return first, last


def proposal_rows(
    proposals: Iterable[MergeProposal], organisation: Organisation, *, numbers_are_seen: bool
) -> list[dict[str, Any]]:
    """Return proposals with both cards in words, why, how sure, and the money at stake."""
    language = get_language() or "en"
    return [
        {
            "proposal": each,
            "one": _side(each.card, numbers_are_seen=numbers_are_seen),
            "other": _side(each.other, numbers_are_seen=numbers_are_seen),
            "reason": REASONS.get(each.reason, each.reason),
            "sure": sureness(each.confidence),
            "stands": stands_rows([each.card, each.other], numbers_are_seen=numbers_are_seen),
            "money": figures.money_in_words(each.at_stake, organisation.currency, language) if each.at_stake else "",
        }
        for each in proposals
    ]


def stands_rows(cards: Sequence[SupplierCard], *, numbers_are_seen: bool) -> list[dict[str, Any]]:
    """Return by which name and number two suppliers may be known once they are merged, and which one it is unasked."""
    usual = min(cards, key=lambda card: (card.party_id is None, card.pk))
    return [
        {
            "uuid": card.uuid,
            "name": shown_text(card.known_name, numbers_are_seen=numbers_are_seen),
            "number": shown_number(card.known_number, numbers_are_seen=numbers_are_seen),
            "is_usual": card.pk == usual.pk,
        }
        for card in cards
    ]


def _side(card: SupplierCard, *, numbers_are_seen: bool) -> dict[str, Any]:
    shown = shown_card(card, numbers_are_seen=numbers_are_seen)
    return {"shown": shown, "number": shown.right_number or shown.number, "uuid": card.uuid}
