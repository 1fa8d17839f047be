"""A release in its package, as it is downloaded: with its address, its publisher and the extensions that it uses."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from procurement.calculations.published_terms import PublishedBuyer
from procurement.reports.ocds_release import OcdsRelease
from procurement.reports.ocds_values import SCHEMES, said

VERSION: Final = "1.1"
EXTENSIONS: Final = ("lots", "requirements", "awardCriteria", "sustainability")
_ADDRESS: Final = (
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_{name}_extension/master/extension.json"
)


def ocds_package(
    releases: Iterable[OcdsRelease], *, uri: str, publisher: PublishedBuyer, published_at: datetime
) -> dict[str, Any]:
    """Return releases as a package; `uri` is where the package is found, `published_at` a moment with its zone."""
    return {
        "uri": uri,
        "version": VERSION,
        "extensions": [_ADDRESS.format(name=name) for name in EXTENSIONS],
        "publishedDate": published_at.isoformat(timespec="seconds"),
        "publisher": said(name=publisher.name, scheme=SCHEMES[publisher.country], uid=publisher.number),
        "releases": [each.data for each in releases],
    }
