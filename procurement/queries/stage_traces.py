"""Which stages of a procurement have left a trace: one that lies behind and left none was skipped."""

from datetime import date

from django.db.models import Exists, OuterRef

from procurement.models import (
    Bid,
    BidState,
    DialogueEntry,
    Evaluation,
    MarketDialogue,
    Procurement,
    Stage,
    SupplierInvitation,
)


def stages_with_traces(procurement: Procurement, today: date) -> frozenset[Stage]:
    """Return the stages that something is known of.

    A dialogue with the market has a talk, an invited supplier or a last day for answers; a tender the day of its notice
    or of its bids, once it has come: until `today` it is a plan; an evaluation has bids or a model.
    """
    of_it = OuterRef("pk")
    known = Procurement.objects.filter(pk=procurement.pk).annotate(
        talked=Exists(DialogueEntry.objects.filter(procurement=of_it))
        | Exists(SupplierInvitation.objects.filter(procurement=of_it))
        | Exists(MarketDialogue.objects.filter(procurement=of_it, closes_on__isnull=False)),
        evaluated=Exists(Bid.objects.filter(procurement=of_it).exclude(state=BidState.STRUCK_OUT))
        | Exists(Evaluation.objects.filter(procurement=of_it).exclude(model="")),
    )
    talked, evaluated = known.values_list("talked", "evaluated").get()
    tendered = any(day and day <= today for day in (procurement.announced_on, procurement.bids_due_on))
    said = {Stage.MARKET_DIALOGUE: talked, Stage.TENDER: tendered, Stage.EVALUATION: evaluated}
    return frozenset({Stage.IDEA, *(stage for stage, is_so in said.items() if is_so)})
