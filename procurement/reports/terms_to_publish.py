"""A procurement as it may be published, with its business terms by the law guard's judgement."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from procurement.calculations.published_terms import OtherCriterion, PublishedTerms
from procurement.models import Procurement
from procurement.queries.asked import price_weights
from procurement.queries.law_facts import PRICE, judged, judgement_of
from procurement.queries.published_terms import published_terms
from procurement.reports.eforms_terms import BusinessTerms, business_terms
from procurement.reports.ocds_package import ocds_package
from procurement.reports.ocds_release import ocds_release


def terms_to_publish(procurement: Procurement) -> tuple[PublishedTerms, BusinessTerms]:
    """Return what may be published, in the language of the reader, and the business terms of a notice."""
    others = [OtherCriterion(PRICE, _("Price"), weight, lot) for lot, weight in price_weights(procurement).items()]
    terms = published_terms(procurement, language=(get_language() or "nb")[:2], others=others)
    parts = judged(procurement)
    found = {number: judgement_of(parts, number) for number in terms.lot_numbers}
    return terms, business_terms(terms, {number: each for number, each in found.items() if each})


def release_to_publish(terms: PublishedTerms, address: str) -> dict[str, Any]:
    """Return open contracting data of now, in the package that stands at the address."""
    now = timezone.localtime()
    release = ocds_release(terms, prefix=settings.OCID_PREFIX, released_at=now)
    return ocds_package([release], uri=address, publisher=terms.lead, published_at=now)
