"""How the bids of a procurement are compared: chosen before they are there, with all models after the award."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.response import Response

from foundation.api.operations import operation
from foundation.api.pagination import InMemory
from foundation.errors import ConflictError
from procurement.api.bid_input import part_for
from procurement.api.comparison_output import Comparison
from procurement.api.evaluation_input import EvaluationInput, choice_said
from procurement.api.evaluation_output import EvaluatedPart, EvaluationOutput
from procurement.api.procurement_view import READING, WRITING, OneProcurementView
from procurement.api.refusals import require_revision
from procurement.calculations.evaluation_choice import EvaluationChoice
from procurement.models import Evaluation, Procurement, Stage
from procurement.queries.bid_lines import BidPart, bid_parts
from procurement.queries.bids import (
    Reader,
    bids_seen,
    evaluation_of,
    evaluations_by_lot,
    has_bids,
    is_awarded,
    lots_seen,
    lots_with_bids,
    no_evaluation,
)
from procurement.queries.evaluation import compare
from procurement.queries.evaluation_findings import findings_from
from procurement.services.evaluation import choose_evaluation
from procurement.services.locked_procurement import locked


class EvaluationsView(OneProcurementView):
    """How the bids of a procurement are compared, lot by lot."""

    needs = {"GET": READING, "PUT": WRITING}

    @operation("List how bids are compared", output=EvaluationOutput, many=True)
    def get(self, procurement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """The model that decides and what all models need, lot by lot; after the award with what comes of the bids.

        Who does not choose it reads what is published; what the lead expects of bids is null for them until the award.
        """
        rows = evaluated(self.found, Reader(self.organisation), runs_it=self.runs_it)
        places = {id(row): place for place, row in enumerate(rows)}
        return self.page(InMemory(rows, lambda row: (places[id(row)],), (int,)), EvaluationOutput)

    @operation("Choose how bids are compared", output=EvaluationOutput, body=EvaluationInput)
    def put(self, procurement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """All of it, for one lot. Once a bid is registered there, only those who evaluate bids change it (409)."""
        part = part_for(bid_parts(self.found), self.sent["lot"])
        stored = evaluation_of(self.found, part.lot)
        require_revision(self.sent["revision"], stored.revision)
        kept = choose(self.found, part, stored, choice_said(self.found, part, stored, self.sent))
        return Response(EvaluationOutput(EvaluatedPart(part, kept, may_choose=True)).data)


def evaluated(procurement: Procurement, reader: Reader, *, runs_it: bool) -> Sequence[EvaluatedPart]:
    """Return how bids are compared in each part, and the bids under all models for whoever sees them.

    Who runs the procurement chooses how until bids are registered in the part; what is expected of them is theirs.
    """
    stored = evaluations_by_lot(procurement)
    parts = bid_parts(procurement)
    seen = lots_seen(procurement, reader, [part.lot for part in parts])
    bids = list(bids_seen(procurement, reader)) if seen else []
    closed = lots_with_bids(procurement) if runs_it else set()
    is_open = runs_it and procurement.stage != Stage.AWARDED
    rows = []
    for part in parts:
        key = part.lot.pk if part.lot else None
        kept = stored.get(key) or no_evaluation(procurement, part.lot)
        comparison = None
        if key in seen:
            compared = compare(procurement, part, kept, [bid for bid in bids if bid.lot_id == kept.lot_id])
            comparison = Comparison(compared, findings_from(procurement, compared))
        rows.append(EvaluatedPart(part, kept, comparison, is_open and key not in closed))
    return rows


@transaction.atomic
def choose(procurement: Procurement, part: BidPart, stored: Evaluation, choice: EvaluationChoice) -> Evaluation:
    """Return what is kept; ConflictError where bids are there, since a program is nobody's evaluator."""
    current = locked(procurement)  # no bid is registered between this look and the choice
    if not is_awarded(current, part.lot) and has_bids(current, part.lot):
        raise ConflictError(_("Bids are registered: only those who evaluate them change how they are compared."))
    return choose_evaluation(current, part.lot, choice, reasons=stored.inside.reasons, revision=stored.revision)
