"""What the parser hands over of the transactions of a SAF-T file: texts and ended elements, known by codes.

A start of an element is not collected, which halves the work: the order of the ends and texts says all that is asked
for.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise, repeat
from typing import Final

import numpy as np
import numpy.typing as npt

from foundation.xml_stream import SEPARATOR

ENTRIES: Final = "GeneralLedgerEntries"
_NAMES: Final = (
    ENTRIES, "NumberOfEntries", "TotalDebit", "TotalCredit", "Journal", "JournalID", "Type", "Transaction",
    "TransactionID", "Period", "PeriodYear", "TransactionDate", "SourceID", "VoucherType", "VoucherDescription",
    "TransactionType", "Description", "BatchID", "SystemEntryDate", "GLPostingDate", "ModificationDate", "CustomerID",
    "SupplierID", "SystemID", "Line", "RecordID", "AccountID", "Analysis", "AnalysisType", "AnalysisID",
    "AnalysisAmount", "DebitAnalysisAmount", "CreditAnalysisAmount", "ValueDate", "SourceDocumentID", "DebitAmount",
    "CreditAmount", "Amount", "CurrencyCode", "CurrencyAmount", "ExchangeRate", "TaxInformation", "TaxType", "TaxCode",
    "TaxPercentage", "Country", "TaxBase", "TaxBaseDescription", "TaxAmount", "DebitTaxAmount", "CreditTaxAmount",
    "TaxExemptionReason", "TaxDeclarationPeriod", "ReferenceNumber", "CID", "DueDate", "Quantity", "CrossReference",
    "SystemEntryTime", "OwnerID",
)  # fmt: skip
CODES: Final = {name: number for number, name in enumerate(_NAMES, 1)}
OTHER: Final = len(_NAMES) + 1
BLANK: Final = -1
_DECLARED: Final = ("NumberOfEntries", "TotalDebit", "TotalCredit")

Codes = npt.NDArray[np.int16]


class EndCodes:
    """Knows the ends of elements in a row of tokens, whatever namespace the file's names are in."""

    def __init__(self, namespace: str) -> None:
        self._codes = {f"{namespace}{SEPARATOR}{name}": code for name, code in CODES.items()}
        self._before = "" if namespace else SEPARATOR
        self._seen = 0
        self._knows_all = True

    def look_at(self, names: Mapping[str, str]) -> None:
        """Take notice of the names that the parser has met: those that the format does not have want a closer look."""
        if len(names) != self._seen:
            self._seen = len(names)
            tags = [f"{self._before}{name}" for name in names]
            self._knows_all = all(tag in self._codes for tag in tags if SEPARATOR in tag)

    def of(self, tokens: list[str]) -> Codes:
        """Return a code for each token, 0 for a text; texts that came in pieces are put together in place."""
        codes = np.fromiter(map(self._codes.get, tokens, repeat(0)), dtype=np.int16, count=len(tokens))
        if not self._knows_all:
            for place in np.flatnonzero(codes == 0):
                if SEPARATOR in tokens[place]:
                    codes[place] = OTHER
        is_text = codes == 0
        if not (is_text[1:] & is_text[:-1]).any():
            return codes
        starts = np.flatnonzero(~is_text | np.append(True, ~is_text[:-1]))
        tokens[:] = ["".join(tokens[start:end]) for start, end in pairwise([*starts.tolist(), len(tokens)])]
        return codes[starts]


def last_end(codes: Codes, name: str) -> int:
    """Return how many tokens come up to the last end of an element, with it; 0 where there is none."""
    found = np.flatnonzero(codes == CODES[name])
    return int(found[-1]) + 1 if found.size else 0


def declared_totals(tokens: Sequence[str], codes: Codes) -> dict[str, str]:
    """Return what the entries say about their own number and sums, as written, where it stands in these tokens."""
    found = {}
    for name in _DECLARED:
        ends = np.flatnonzero(codes == CODES[name])
        if ends.size and ends[0] > 0 and codes[ends[0] - 1] == 0:
            found[name] = tokens[ends[0] - 1].strip()
    return found
