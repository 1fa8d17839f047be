"""What is missing before a procurement moves on: a reminder with the way to mend it, and no refusal."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from procurement.models import Procurement, Stage
from procurement.queries.bids import due_later_than, has_received_bids
from procurement.queries.stage_traces import stages_with_traces
from procurement.reports.annex import AnnexKind
from procurement.reports.tender_page import Lack, ShownAnnex

EDIT, EVALUATION = "edit_procurement", "procurement_evaluation"


def lacks_before(
    procurement: Procurement, stages: Sequence[Stage], annexes: Sequence[ShownAnnex], today: date
) -> list[Lack]:
    """Return what is missing before it enters these stages, each thing once; `annexes` are its tender documents."""
    shown = {each.kind: each for each in annexes}
    found = [
        *(_before_dialogue(shown) if Stage.MARKET_DIALOGUE in stages or Stage.TENDER in stages else ()),
        *(_before_tender(procurement, shown, today) if Stage.TENDER in stages else ()),
        *(_before_evaluation(procurement, shown, today) if Stage.EVALUATION in stages else ()),
        *(_before_award(procurement) if Stage.AWARDED in stages else ()),
    ]
    return list({each.sentence: each for each in found}.values())


def _before_dialogue(shown: dict[AnnexKind, ShownAnnex]) -> Iterator[Lack]:
    if not shown[AnnexKind.REQUIREMENTS].exists:
        yield Lack(_("Nothing is asked for yet."), "procurement_requirements")


def _before_tender(procurement: Procurement, shown: dict[AnnexKind, ShownAnnex], today: date) -> Iterator[Lack]:
    if Stage.MARKET_DIALOGUE not in stages_with_traces(procurement, today):
        yield Lack(_("The market has not been asked."), "market_dialogue")
    if procurement.announced_on is None:
        yield Lack(_("No day is planned yet for the notice."), EDIT)
    if procurement.bids_due_on is None:
        yield Lack(_("No day is set for the bids."), EDIT)
    if not shown[AnnexKind.EVALUATION].exists:
        yield Lack(str(shown[AnnexKind.EVALUATION].holds), shown[AnnexKind.EVALUATION].page)
    yield from _errors(shown.values())


def _before_evaluation(procurement: Procurement, shown: dict[AnnexKind, ShownAnnex], today: date) -> Iterator[Lack]:
    if due := due_later_than(procurement, today):
        yield Lack(_("Bids are due on %(day)s, which is still to come.") % {"day": date_format(due)}, EDIT)
    if not has_received_bids(procurement):
        yield Lack(_("No bid is registered yet."), "procurement_bids")
    yield from (lack for lack in _errors([shown[AnnexKind.EVALUATION]]) if lack.page == EVALUATION)


def _before_award(procurement: Procurement) -> Iterator[Lack]:
    yield Lack(
        _("Nobody is chosen. Decide the award on its own page, and the contracts are made."), "procurement_award"
    )
    if procurement.first_day is None:
        yield Lack(_("Nobody has said when the contract begins."), EDIT)
    if procurement.months is None:
        yield Lack(_("Nobody has said for how long the contract runs."), EDIT)


def _errors(annexes: Iterable[ShownAnnex]) -> Iterator[Lack]:
    for each in annexes:
        yield from each.errors
