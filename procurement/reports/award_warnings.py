"""What to think over before an award: a choice that the evaluation does not bear out, and what the law lacks."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from procurement.models import Bid, Procurement
from procurement.queries.law_facts import judged
from procurement.reports.law_page import missing_in_words


def award_warnings(
    procurement: Procurement, bids: Sequence[Bid], ranks: Mapping[str, int], failing: frozenset[str], won: set[int]
) -> Iterator[str]:
    """Yield what does not fit, in sentences; nothing is refused, since the reason of the decision may tell.

    `bids` are those for the lot, `ranks` under the model that decides and `failing` are by the hex of their uuid, and
    `won` are the keys of the bids that win.
    """
    if bids and not ranks:
        yield _("The evaluation ranks nobody. Choose a model and give all points, or say in the reason how you chose.")
    for bid in bids:
        words = {"supplier": bid.supplier_name}
        if bid.pk in won and bid.uuid.hex in failing:
            yield _("%(supplier)s wins, and its bid does not meet what is asked.") % words
        if bid.pk not in won and ranks.get(bid.uuid.hex) == 1:
            yield _("%(supplier)s is number 1 in the evaluation and does not win. The reason has to tell why.") % words
    if missing := missing_in_words(judged(procurement)):
        yield missing
