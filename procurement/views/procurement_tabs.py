"""The pages of one procurement, in the order of the work: a row of groups, and a row of pages in the open group."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from procurement.models import Procurement

GROUPS: tuple[tuple[Any, tuple[tuple[str, Any], ...]], ...] = (
    (gettext_lazy("Overview"), (("procurement", gettext_lazy("Overview")),)),
    (
        pgettext_lazy("of a procurement", "Requirements"),
        (
            ("procurement_requirements", gettext_lazy("What is asked for")),
            ("staircases", gettext_lazy("Staircases")),
            ("procurement_lots", gettext_lazy("Lots")),
            ("procurement_law", gettext_lazy("Law")),
        ),
    ),
    (gettext_lazy("Market dialogue"), (("market_dialogue", gettext_lazy("Market dialogue")),)),
    (
        pgettext_lazy("pages of a procurement", "Tender"),
        (("tender_documents", gettext_lazy("Tender documents")), ("procurement_publish", gettext_lazy("Publish"))),
    ),
    (
        gettext_lazy("Bids"),
        (("procurement_bids", gettext_lazy("Bids")), ("procurement_evaluation", gettext_lazy("Evaluation"))),
    ),
    (gettext_lazy("Award and contracts"), (("procurement_award", gettext_lazy("Award and contracts")),)),
    (
        gettext_lazy("People and papers"),
        (
            ("procurement_people", gettext_lazy("People and buyers")),
            ("procurement_documents", gettext_lazy("Documents")),
        ),
    ),
)
"""Groups of pages: title, and URL name and title of each page. A group opens at its first page."""
OF_THE_LEAD = frozenset({"procurement_publish"})
"""Pages that only those who run the procurement open."""


def page_called(name: str) -> Any:  # noqa: ANN401 - a lazy text
    """Return what the page of this URL name is called, for the breadcrumbs; "" for the overview and pages unknown."""
    return next((title for _group, pages in GROUPS[1:] for each, title in pages if each == name), "")


def tabs_of(slug: str, procurement: Procurement, current: str, *, runs: bool) -> dict[str, list[dict[str, Any]]]:
    """Return `tabs`, a row of groups, and `pages`, those of the open group; no row of one alone."""
    place = [slug, procurement.uuid]
    seen = [(title, [page for page in pages if runs or page[0] not in OF_THE_LEAD]) for title, pages in GROUPS]
    opened = next((pages for _title, pages in seen if current in dict(pages)), [])
    return {
        "tabs": [_tab(title, pages[0][0], place, is_open=pages == opened) for title, pages in seen],
        "pages": [_tab(title, name, place, is_open=name == current) for name, title in opened if len(opened) > 1],
    }


def _tab(title: Any, name: str, place: list[Any], *, is_open: bool) -> dict[str, Any]:  # noqa: ANN401 - a lazy text
    return {"title": title, "address": reverse(name, args=place), "current": is_open}
