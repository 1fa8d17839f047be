"""A supplier in words: how often it kept what it promised, how fast it mends; no figure from few controls."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from follow_up.calculations.supplier_record import FEWEST_CONTROLS, KeptShare, NoScore, SupplierRecord
from follow_up.models import KeptState
from follow_up.reports.state_words import state_tag
from foundation import figures
from procurement.models import Obligation


def kept_sentence(record: SupplierRecord) -> str:
    """Return the share of controls that were kept, or why there is none."""
    whole = record.whole
    if whole.reason is NoScore.NEVER_CONTROLLED:
        return _("It has not been controlled yet, so nothing can be said of how it keeps what it promised.")
    if whole.share is None:
        sentence = ngettext(
            "It has been controlled once. No share is told from fewer than %(fewest)s controls.",
            "It has been controlled %(count)s times. No share is told from fewer than %(fewest)s controls.",
            whole.controls,
        )
        return sentence % {"count": whole.controls, "fewest": FEWEST_CONTROLS}
    words = {"kept": whole.kept, "count": whole.controls, "share": _share(whole)}
    return _("Everything was kept at %(kept)s of %(count)s controls, %(share)s.") % words


def mending_sentence(record: SupplierRecord) -> str:
    """Return how fast deviations are mended, and how many are open."""
    mending, parts = record.mending, []
    if mending.median_days is not None:
        days = figures.plain(mending.median_days, get_language() or "en")
        sentence = ngettext(
            "One deviation was mended, in %(days)s days.",
            "%(count)s deviations were mended, half of them within %(days)s days.",
            mending.mended,
        )
        parts.append(sentence % {"count": mending.mended, "days": days})
    elif mending.mended:
        sentence = ngettext("%(count)s deviation was mended.", "%(count)s deviations were mended.", mending.mended)
        parts.append(sentence % {"count": mending.mended})
    if mending.still_open:
        sentence = ngettext(
            "%(count)s is open, for %(days)s days.",
            "%(count)s are open, the oldest for %(days)s days.",
            mending.still_open,
        )
        parts.append(sentence % {"count": mending.still_open, "days": mending.oldest_open_days})
    return " ".join(parts)


def year_rows(record: SupplierRecord) -> list[tuple[int, int, int, str]]:
    """Return year, controls, how many were kept, and the share in words, the newest year first."""
    return [(year, share.controls, share.kept, _share(share)) for year, share in reversed(record.by_year)]


def obligation_rows(obligations: Iterable[Obligation]) -> list[tuple[Obligation, dict[str, Any]]]:
    """Return each obligation with the tag of its state; one that nobody has worked out is not known."""
    return [(each, state_tag(_state(each))) for each in obligations]


def _state(obligation: Obligation) -> str:
    standing = getattr(obligation, "standing", None)
    return standing.state if standing else KeptState.UNKNOWN.value


def _share(share: KeptShare) -> str:
    """Return the share in words; empty where there are too few controls."""
    return figures.percent(share.share, get_language() or "en") if share.share is not None else ""
