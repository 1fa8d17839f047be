"""Hide personal numbers that stand in free text of a ledger line: reimbursements, rents, grants to a person.

Only what is a valid personal number of the country is hidden, so that invoice and agreement numbers stay readable.
"""

import re

from stdnum.no import fodselsnummer
from stdnum.se import personnummer

from suppliers.calculations.numbers import masked

_CANDIDATE = re.compile(r"(?<![\d-])(?:\d{11}|\d{6} \d{5}|(?:\d{2})?\d{6}[-+ ]?\d{4})(?![\d-])")


def without_personal_numbers(text: str | None, country: str) -> str | None:
    """Return the text with the digits of every personal number of the country hidden.

    >>> without_personal_numbers("Refusjon 010190 12345 faktura 20240117001", "NO")
    'Refusjon 010190 12345 faktura 20240117001'
    >>> without_personal_numbers("Hyra 850709-9805 mars", "SE")
    'Hyra ••••••-•••• mars'
    """
    if not text:
        return text
    return _CANDIDATE.sub(lambda found: _shown(found.group(), country), text)


def _shown(number: str, country: str) -> str:
    checks = {"NO": fodselsnummer.is_valid, "SE": personnummer.is_valid}
    is_personal = country in checks and checks[country](number.replace(" ", ""))
    return masked(number) if is_personal else number
