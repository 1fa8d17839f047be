"""The cards of the board in words."""

from dataclasses import dataclass

from organisations.models import Organisation
from procurement.models import Procurement, Stage
from procurement.queries.board import BoardColumn
from procurement.queries.signed_contracts import NOTHING_SIGNED, signed_contracts
from procurement.reports.next_step_words import next_sentence
from procurement.reports.stage_path import stage_after, stage_before


@dataclass(frozen=True, slots=True)
class Card:
    """One procurement: what is next, and to which stages its buttons move it."""

    procurement: Procurement
    sentence: str
    before: Stage | None
    after: Stage | None
    is_led: bool


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """One stage with its cards; `hidden` are left to the list."""

    stage: Stage
    cards: tuple[Card, ...]
    number: int
    hidden: int


def shown_column(column: BoardColumn, reader: Organisation) -> ShownColumn:
    """Return the column as the board shows it to an organisation."""
    is_awarded = column.stage == Stage.AWARDED and column.procurements
    signed = signed_contracts(column.procurements) if is_awarded else {}
    cards = tuple(
        Card(
            each,
            next_sentence(each, signed=signed.get(each.pk, NOTHING_SIGNED)),
            stage_before(each),
            stage_after(each),
            each.organisation_id == reader.pk,
        )
        for each in column.procurements
    )
    return ShownColumn(column.stage, cards, column.number, column.hidden)
