"""Let the search find imported files by their name, their year and what they are, in every language of the pages."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from emissions.models import LedgerImport
from emissions.reports.ledger_words import format_name, ledger_name, period_words
from foundation.search.documents import write_document

KIND = "emissions.ledger_import"
PERMISSION = "emissions.view_ledger"


def write_import_document(ledger_import: LedgerImport) -> None:
    """Write what can be found of an import; the words are those of each language."""
    texts = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            texts[language] = _title(ledger_import), _body(ledger_import)
    write_document(
        organisation_id=ledger_import.organisation_id,
        kind=KIND,
        object_id=ledger_import.uuid,
        texts=texts,
        address=reverse("ledger_import", args=[ledger_import.organisation.slug, ledger_import.uuid]),
        permission=PERMISSION,
    )


def _title(ledger_import: LedgerImport) -> str:
    period = period_words(ledger_import.period_from, ledger_import.period_to)
    return _("Accounts %(period)s: %(name)s") % {"period": period, "name": ledger_import.file.name}


def _body(ledger_import: LedgerImport) -> str:
    years = sorted({ledger_import.period_from.year, ledger_import.period_to.year})
    words = [format_name(ledger_import.format), ledger_name(ledger_import.ledger), *map(str, years)]
    return " · ".join(words)
