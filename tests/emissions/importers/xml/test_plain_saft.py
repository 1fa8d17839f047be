"""A SAF-T file cut by columns says the same as one that the parser's handlers tell, however crooked it is."""

import random
from pathlib import Path

import polars as pl
import pytest

from emissions.importers.saft import entry_pass
from emissions.importers.saft.plain_entries import PlainEntries
from emissions.importers.xml import source
from foundation.problems import Problem
from tests.emissions.importers.ledgers import lines_of, summary_of, written

FILES = 12
HEAD = (
    '<?xml version="1.0"?>{gap}<{p}AuditFile xmlns{x}="urn:StandardAuditFile-Taxation-Financial:NO"{more}>'
    "<{p}MasterFiles><{p}AnalysisTypeTable><{p}AnalysisTypeTableEntry><{p}AnalysisType>A</{p}AnalysisType>"
    "<{p}AnalysisTypeDescription>Ansvar</{p}AnalysisTypeDescription></{p}AnalysisTypeTableEntry></{p}AnalysisTypeTable>"
    "</{p}MasterFiles>{gap}<{p}GeneralLedgerEntries>{gap}<{p}NumberOfEntries>30</{p}NumberOfEntries><{p}Journal>{gap}"
    "<{p}JournalID>A&amp;B</{p}JournalID>"
)
TEXTS = (
    "Strøm", " a &amp; b&lt;c ", "", "  ", "to\nlinjer", "&#229;l &#x41;&amp;#65;", "a > b", "<!-- nei --> x",
    "\r\nc\r", "<![CDATA[<i>]]>", "x<b/>y", "æøå" * 40, "=====", "&#38;amp;", "\u00a0", "&quot;&apos;&gt;",
    "<!-- </Transaction><Transaction> -->", "<![CDATA[</Transaction>\n</Transaction>]]>",
)  # fmt: skip
ODD = (
    "<Line>",
    "</Line>",
    "\x01",
    "<?pi x?>",
    '<Line a="1">',
    "&no;",
    "<Foo><Bar>1</Bar></Foo>",
    "</Journal><Journal>",
)


class CrookedFile:
    """Writes made-up transactions, most of them plainly and some not."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - made-up files
        self.prefix = self.random.choice(("", "n1:"))
        self.gap = self.random.choice(("", "\n", "\r\n  ", "\n\t\t"))
        self.odd = self.random.choice((0.0, 0.0, 0.02))

    def text(self) -> str:
        head = HEAD.format(p=self.prefix, x=":n1" if self.prefix else "", gap=self.gap, more="")
        last = f"{self.gap}</{self.prefix}Journal></{self.prefix}GeneralLedgerEntries></{self.prefix}AuditFile>\n"
        whole = head + "".join(self._transaction(number) for number in range(30)) + last
        cut = self.random.choice((len(whole), len(whole), len(whole), self.random.randrange(len(whole))))
        return whole[:cut]

    def _leaf(self, name: str, text: str, often: float = 1.0) -> str:
        if self.random.random() > often:
            return self.random.choice(("", f"<{self.prefix}{name}/>"))
        odd = self.random.choice(ODD) if self.random.random() < self.odd / 5 else ""
        return f"{self.gap}{odd}<{self.prefix}{name}>{text}</{self.prefix}{name}>"

    def _any(self) -> str:
        return self.random.choice(TEXTS[:6] if self.random.random() > self.odd else TEXTS)

    def _around(self, name: str, *parts: str) -> str:
        return f"{self.gap}<{self.prefix}{name}>{''.join(parts)}{self.gap}</{self.prefix}{name}>"

    def _transaction(self, number: int) -> str:
        head = (
            self._leaf("TransactionID", f"{number}", 0.95) + self._leaf("Period", f"{number % 14}", 0.5)
            + self._leaf("PeriodYear", "2024", 0.9) + self._leaf("TransactionDate", "2024-03-04")
            + self._leaf("Description", self._any(), 0.8) + self._leaf("SupplierID", "7", 0.2)
        )  # fmt: skip
        journal = self._leaf("JournalID", self._any()) if self.random.random() < 0.05 else ""
        return journal + self._around("Transaction", head, self._line("Debit"), self._line("Credit"))

    def _line(self, side: str) -> str:
        analysis = self._around("Analysis", self._leaf("AnalysisType", " A "), self._leaf("AnalysisID", self._any()))
        amount = self._leaf("CurrencyCode", "EUR", 0.2) + self._leaf("Amount", "12.50") + self._leaf("Amount", "7", 0.1)
        return self._around(
            "Line", self._leaf("RecordID", "1", 0.9), self._leaf("AccountID", "11400", 0.98), analysis,
            self._leaf("Description", self._any(), 0.9), self._leaf("SupplierID", " 12", 0.2),
            self._leaf("ReferenceNumber", self._any(), 0.3), self._around(f"{side}Amount", amount),
        )  # fmt: skip


def told(path: Path) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    summary = summary_of(path)
    return lines_of(path), summary.problems


def test_columns_and_handlers_tell_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut, asked = PlainEntries.cut, list[bool]()

    def watched(self: PlainEntries, piece: bytes) -> object:
        found = cut(self, piece)
        asked.append(found is not None)
        return found

    for seed in range(FILES):
        path = written(tmp_path, CrookedFile(seed).text())
        monkeypatch.setattr(source, "_BLOCK", 200 + seed * 97)
        monkeypatch.setattr(PlainEntries, "cut", watched)
        by_columns = told(path)
        monkeypatch.setattr(entry_pass.EntryPass, "_is_plain", lambda _self, _piece: False)
        by_handlers = told(path)
        monkeypatch.undo()
        assert by_columns[0].equals(by_handlers[0]), seed
        assert by_columns[1] == by_handlers[1], seed
    assert sum(asked) > FILES  # most pieces are plain
    assert not all(asked)
