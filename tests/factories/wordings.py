"""Old wordings of the tests' organisations; each function writes within the open access."""

from organisations.models import Organisation
from requirements_bank.importers.old_wordings import wordings_in_text
from requirements_bank.models import WordingSet
from requirements_bank.services.match_wordings import keep_wordings

OLD = """Miljøkrav

1. Minst 30 % av leveransene skal gjøres med lastesykkel.
2. Leverandøren skal stille bankgaranti innen 28 dager.
3. 25 prosent av alle leveranser skal skje på lastesykkel.
"""


def make_wording_set(organisation: Organisation, text: str = OLD, name: str = "Avtale 2019") -> WordingSet:
    return keep_wordings(organisation=organisation, name=name, found=wordings_in_text(text))
