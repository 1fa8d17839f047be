"""What a procurement notice says: buyer, what is bought in which lots, how it is awarded, who won.

Terms are those of eForms (Regulation (EU) 2019/1780); BT numbers name its fields. What the notice does not say is None
or empty. Codes stand as written, days as the notice writes them, without their time zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from procurement.calculations.notice_lots import NoticeLot, Project
from procurement.calculations.notice_results import Results
from procurement.calculations.notice_values import Organisation, Words, said_in


class Form(StrEnum):
    """What kind of document the notice is, by its root element."""

    PRIOR_INFORMATION_NOTICE = "PriorInformationNotice"
    CONTRACT_NOTICE = "ContractNotice"
    CONTRACT_AWARD_NOTICE = "ContractAwardNotice"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as a whole.

    `notice_id` is BT-701, `version` BT-757, `procedure_id` BT-04, `changes_notice` BT-758; `legal_basis` is BT-01,
    `legal_references` the acts named besides; `issued_on` is the dispatch date (BT-05), `published_on` the day in the
    Official Journal or Doffin, `planned_on` the day on which a prior information notice foresees the next (BT-127).
    """

    form: Form
    notice_id: str | None
    version: str | None = None
    procedure_id: str | None = None
    subtype: str | None = None
    notice_type: str | None = None
    customisation: str | None = None
    language: str | None = None
    other_languages: tuple[str, ...] = ()
    issued_on: date | None = None
    published_on: date | None = None
    publication_id: str | None = None
    planned_on: date | None = None
    changes_notice: str | None = None
    legal_basis: str | None = None
    legal_references: tuple[str, ...] = ()
    buyers: tuple[Organisation, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    procedure: str | None = None
    procedure_words: Words = field(default_factory=dict)
    is_accelerated: bool | None = None
    project: Project = field(default_factory=Project)
    lots: tuple[NoticeLot, ...] = ()
    results: Results = field(default_factory=Results)

    @property
    def projects(self) -> Iterator[Project]:
        """What is bought as a whole, then in each lot, part and group."""
        yield self.project
        yield from (lot.project for lot in self.lots)

    @property
    def title(self) -> str:
        """The title in the notice's own language."""
        return said_in(self.project.titles, self.language)

    def organisation(self, key: str) -> Organisation | None:
        """Return the organisation of this key, which may be that of one of its contact points."""
        return next((each for each in self.organisations if key == each.key or key in each.contact_points), None)
