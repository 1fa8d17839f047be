"""Published notices, read as they are. The counts were taken apart from the reader: by XPath over the elements' local
names, and the table was written by hand from the files.
"""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from lxml import etree

from procurement.calculations.notice import Notice
from procurement.calculations.notice_lots import LotKind
from procurement.calculations.notice_values import Money
from procurement.importers.notice import NoticeReading, read_notice
from procurement.importers.notice_summary import notice_as_json
from tests.procurement.importers.notices import AWARD_NOTICE, CONTRACT_NOTICE, PRIOR_INFORMATION, SAMPLES

pytestmark = pytest.mark.real_files
PAGE = Path(__file__).parents[2] / "docs" / "evidence" / "notices.md"


class Said(NamedTuple):
    """What a notice holds: subtype, language, date of dispatch, lots, results, organisations."""

    subtype: str
    language: str
    issued: str | None
    lots: int = 1
    results: int = 0
    organisations: int = 3
    remarks: frozenset[str] = frozenset()


# The Norwegian samples are templates: the date and the version of the form are filled in when they are tested there.
TEMPLATE = frozenset({"date_is_not_readable", "version_is_unknown"})

NOTICES = {
    "doffin/2023-307227.xml": Said("4", "NOB", "2023-10-05", 10, 0, 1),
    "doffin/ContractAwardNotice_can-modif_2023-618829.xml": Said("38", "NOB", "2023-06-12", 1, 1),
    "doffin/ContractAwardNotice_can-standard_2022-960991.xml": Said("29", "NOB", "2022-10-21", 1, 1),
    "doffin/ContractAwardNotice_can-standard_2023-335407.xml": Said("29", "NOB", "2023-09-28", 1, 1),
    "doffin/ContractAwardNotice_can-standard_2024-100829.xml": Said("N29", "NOR", "2024-01-19", 1, 1),
    "doffin/ContractNotice_cn-desg_2024-101636.xml": Said("23", "NOR", "2024-02-02", organisations=2),
    "doffin/ContractNotice_cn-social_2024-106969.xml": Said("20", "NOR", "2024-05-09", organisations=2),
    "doffin/ContractNotice_cn-standard_2023-649037.xml": Said("16", "NOB", "2023-02-16", organisations=2),
    "doffin/ContractNotice_cn-standard_2023-698775.xml": Said("16", "NOB", "2023-05-25", organisations=2),
    "doffin/ContractNotice_cn-standard_2024-102199.xml": Said("16", "NOR", "2024-02-16", organisations=2),
    "doffin/ContractNotice_qu-sy_2023-102500.xml": Said("15", "NOR", "2023-12-15", organisations=1),
    "eforms-nor/VALID-national-e3-minimum.xml": Said("E3", "NOR", None, organisations=1, remarks=TEMPLATE),
    "eforms-nor/VALID-national-e3-nor-env.xml": Said("E3", "NOR", None, remarks=TEMPLATE),
    "eforms-nor/can_24_minimal_national.xml": Said("N29", "FRA", None, 1, 1, remarks=TEMPLATE),
    "eforms-nor/cn-standard-nor-env.xml": Said("16", "ENG", None, remarks=TEMPLATE),
    "eforms-nor/cn_24_national.xml": Said("N16", "NOR", None, organisations=4, remarks=TEMPLATE),
    "eforms/can-modif_24_value.xml": Said("38", "ENG", "2018-08-02", 1, 1, 4),
    "eforms/can_24_maximal.xml": Said("29", "ENG", "2023-04-23", 3, 2, 11),
    "eforms/can_24_minimal.xml": Said("29", "FRA", "2019-10-23", 1, 1),
    "eforms/cn-social_25.xml": Said("21", "ENG", "2023-05-26", organisations=1),
    "eforms/cn_24_maximal.xml": Said("16", "ENG", "2023-03-23", 3, 0, 7),
    "eforms/cn_24_minimal.xml": Said("16", "ENG", "2019-11-21", organisations=2),
    "eforms/pin-only_24.xml": Said("4", "ENG", "2020-05-05"),
}


def path_of(shared: Path, name: str) -> Path:
    return shared / "samples" / name


def notice_of(shared: Path, name: str) -> Notice:
    notice = read_notice(path_of(shared, name)).notice
    assert notice is not None
    return notice


def counted(path: Path) -> dict[str, Any]:
    """Count in the raw elements, by local name alone."""
    root: Any = etree.parse(path).getroot()

    def elements(name: str) -> list[Any]:
        return list(root.xpath(f"//*[local-name()='{name}'][normalize-space(text()[1])!='']"))

    def codes(name: str) -> dict[str, int]:
        return dict(Counter("".join(each.xpath("text()")).strip() for each in elements(name)))

    def holders(name: str) -> int:
        return len(root.xpath(f"//*[local-name()='{name}'][*]"))

    return {
        "lots": holders("ProcurementProjectLot"),
        "lot_results": holders("LotResult"),
        "organizations": holders("Organization"),
        "cpv_codes": codes("ItemClassificationCode"),
        "procurement_type_codes": codes("ProcurementTypeCode"),
        "award_criterion_types": codes("AwardingCriterionTypeCode"),
        "estimated_amounts": [
            {"amount": each.text, "currency": each.get("currencyID")}
            for each in elements("EstimatedOverallContractAmount")
        ],
    }


def outcome(reading: NoticeReading) -> str:
    return "accepted" if reading.accepted else f"refused: {reading.problems[0].code}"


def test_every_sample_is_in_the_table(shared: Path) -> None:
    folders = ("eforms", "eforms-nor", "doffin")
    found = {f"{folder}/{path.name}" for folder in folders for path in (shared / "samples" / folder).glob("*.xml")}
    assert found == NOTICES.keys()


@pytest.mark.parametrize("name", sorted(NOTICES))
def test_published_notice_is_accepted_with_its_facts(shared: Path, name: str) -> None:
    said, reading = NOTICES[name], read_notice(path_of(shared, name))
    found = notice_as_json(reading)

    assert (found["subtype"], found["language"], found["issue_date"]) == (said.subtype, said.language, said.issued)
    assert (found["lots"], found["lot_results"], found["organizations"]) == (
        said.lots,
        said.results,
        said.organisations,
    )
    assert {problem.code for problem in reading.problems} == said.remarks
    assert reading.accepted


@pytest.mark.parametrize("name", sorted(NOTICES))
def test_what_is_counted_in_the_notice_is_what_stands_in_its_elements(shared: Path, name: str) -> None:
    path = path_of(shared, name)
    found = notice_as_json(read_notice(path))

    assert {key: found[key] for key in counted(path)} == counted(path)


def test_buyers_of_published_notices(shared: Path) -> None:
    buyers = {name: notice_as_json(read_notice(path_of(shared, name)))["buyer"] for name in NOTICES}

    assert buyers["doffin/2023-307227.xml"] == ["OsloMet - storbyuniversitetet"]
    assert buyers["eforms-nor/VALID-national-e3-minimum.xml"] == ["Dolph Dolfinsen"]
    assert [name for name, found in buyers.items() if not found] == []


def test_maximal_contract_notice_is_read_to_its_corners(shared: Path) -> None:
    notice = notice_of(shared, "eforms/cn_24_maximal.xml")
    group, first, second = notice.lots

    assert (group.kind, group.of_group) == (LotKind.GROUP, ("LOT-0001", "LOT-0002"))
    assert [(each.type_code, each.weight, each.weight_code) for each in second.criteria] == [
        ("cost", Decimal(60), "per-exa"),
        ("quality", Decimal(40), "per-exa"),
    ]
    assert second.conditions == {"ENG": "Terms Performance ---"}
    assert [deadline.day for deadline in second.deadlines] == [date(2023, 5, 22), date(2023, 5, 20)]
    assert group.framework_maximum == Money(Decimal(10_000), "EUR")
    assert first.energy_efficiency is True
    assert second.project.extension is not None
    assert second.project.extension.most_renewals == 3


def test_maximal_award_notice_says_who_won(shared: Path) -> None:
    notice = notice_of(shared, "eforms/can_24_maximal.xml")
    won, closed = notice.results.lot_results
    first, second = (each for each in notice.results.tenders if each.key in won.tender_keys)

    assert (first.key, first.tenderers, first.subcontractors) == ("TEN-0001", ("ORG-0008", "ORG-0009"), ("ORG-0010",))
    assert (second.key, second.value) == ("TEN-0002", Money(Decimal("9999999.99"), "EUR"))
    assert closed.status != "selec-w"
    (vehicles,) = won.vehicles
    assert (vehicles.category, vehicles.total, vehicles.zero_emission, vehicles.clean) == ("n2-n3", 45, 2, 10)


def test_norwegian_notice_says_how_the_environment_is_weighed(shared: Path) -> None:
    (lot,) = notice_of(shared, "eforms-nor/cn-standard-nor-env.xml").lots

    assert lot.environment_codes == ("quality-nor-env-criteria", "quality-nor-env-spec")


def test_the_page_tells_what_is_read(shared: Path) -> None:
    rows = [
        f"| {name} | {said.subtype} | {said.lots} | {said.results} | {said.organisations} "
        f"| {outcome(read_notice(path_of(shared, name)))}{': ' * bool(said.remarks)}"
        f"{', '.join(f'`{code}`' for code in sorted(said.remarks))} |"
        for name, said in sorted(NOTICES.items())
    ]

    assert [row for row in rows if row not in PAGE.read_text(encoding="utf-8").splitlines()] == []


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        (CONTRACT_NOTICE, "ContractNotice"),
        (AWARD_NOTICE, "ContractAwardNotice"),
        (PRIOR_INFORMATION, "PriorInformationNotice"),
    ],
)
def test_our_own_samples_follow_the_official_schema(shared: Path, name: str, schema: str) -> None:
    official = etree.XMLSchema(etree.parse(shared / "schemas" / "eforms" / "maindoc" / f"UBL-{schema}-2.3.xsd"))

    assert official.validate(etree.parse(SAMPLES / name)), official.error_log
