"""A SIE 5 file cut by columns says the same as one that the parser's handlers tell, however crooked it is."""

import random
from pathlib import Path

import pytest

from emissions.importers.sie5.elements import Elements, PlainElements
from emissions.importers.sie5.entry_pass import VoucherPass
from emissions.importers.xml import source
from tests.emissions.importers.ledgers import lines_of, summary_of, written

FILES = 12
TEXTS = (
    "Faktura", " a &amp; b&lt;c ", "", "to\nrader", "&#229;l &#x41;&amp;#65;&#10;", "a > b", "\r\nc\r", "\tx", "ö" * 40,
    "&quot;&apos;&gt;", "<", "&no;", "\x01",
)  # fmt: skip
ODD = (
    "<!-- </JournalEntry><LedgerEntry/> -->", "<?pi x?>", "<![CDATA[</JournalEntry>\n</JournalEntry>]]>", "text",
    "<Foo a='1'/>", '<LedgerEntry amount="1" amount="2"/>', "</Journal>", '<x:LedgerEntry xmlns:x="urn:x" amount="3"/>',
    '</{p}Journal><{p}Journal id="7">',
)  # fmt: skip


class CrookedFile:
    """Writes made-up vouchers, most of them plainly and some not."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - made-up files
        self.prefix = self.random.choice(("", "s:"))
        self.gap = self.random.choice(("", "\n", "\r\n  ", "\n\t\t"))
        self.odd = self.random.choice((0.0, 0.0, 0.03))

    def text(self) -> str:
        declared = "xmlns:s" if self.prefix else "xmlns"
        accounts = self._element("Accounts", {}, self._element("Account", {"id": "5010", "name": "Lokaler"}))
        vouchers = "".join(self._voucher(number) for number in range(30))
        inside = accounts + self._element("Journal", {"id": "A"}, vouchers)
        whole = f'<{self.prefix}Sie {declared}="http://www.sie.se/sie5">{inside}{self.gap}</{self.prefix}Sie>'
        cut = self.random.choice((len(whole), len(whole), len(whole), self.random.randrange(len(whole))))
        return whole[:cut]

    def _element(self, name: str, said: dict[str, str], inside: str = "") -> str:
        mark = "'" if self.random.random() < self.odd / 5 else '"'
        odd = self.random.choice(ODD).format(p=self.prefix) if self.random.random() < self.odd / 5 else ""
        kept = [(key, value) for key, value in said.items() if self.random.random() > 0.03]
        attributes = "".join(f" {key}={mark}{value}{mark}" for key, value in kept)
        if not inside:
            return f"{self.gap}{odd}<{self.prefix}{name}{attributes}/>"
        return f"{self.gap}<{self.prefix}{name}{attributes}>{odd}{inside}{self.gap}</{self.prefix}{name}>"

    def _any(self) -> str:
        return self.random.choice(TEXTS[:7] if self.random.random() > self.odd else TEXTS)

    def _voucher(self, number: int) -> str:
        said = {"id": str(number), "journalDate": "2024-03-04", "text": self._any()}
        info = self._element("EntryInfo", {"date": "2024-03-04", "by": self._any()})
        return self._element("JournalEntry", said, info + self._posting("12.5") + self._posting("-12.5"))

    def _posting(self, amount: str) -> str:
        inside = self._element("ObjectReference", {"dimId": self.random.choice("1689"), "objectId": self._any()})
        inside += self._element("SubdividedAccountObjectReference", {"objectId": "9"}) if amount.startswith("-") else ""
        inside += self._element("Overstrike", {"date": "2024-03-04"}) if self.random.random() < 0.1 else ""
        said = {"accountId": "5010", "amount": amount, "text": self._any(), "ledgerDate": "2024-03-05"}
        return self._element("LedgerEntry", said, self.random.choice(("", inside)))


def test_columns_and_handlers_tell_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut, plain = PlainElements.cut, list[bool]()

    def watched(self: PlainElements, piece: bytes) -> tuple[Elements, int, int] | None:
        found = cut(self, piece)
        plain.append(found is not None)
        return found

    for seed in range(FILES):
        path = written(tmp_path, CrookedFile(seed).text())
        monkeypatch.setattr(source, "_BLOCK", 200 + seed * 97)
        monkeypatch.setattr(PlainElements, "cut", watched)
        by_columns = lines_of(path), summary_of(path).problems
        monkeypatch.setattr(VoucherPass, "_is_plain", lambda _self, _piece: False)
        by_handlers = lines_of(path), summary_of(path).problems
        monkeypatch.undo()
        assert by_columns[0].equals(by_handlers[0]), seed
        assert by_columns[1] == by_handlers[1], seed
    assert sum(plain) > FILES  # most pieces are plain
    assert not all(plain)
