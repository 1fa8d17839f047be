"""What is read of a contract notice, an award notice and a prior information notice."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from procurement.calculations.notice import Form
from procurement.calculations.notice_lots import AwardCriterion, DeadlineKind, LotKind, Period, Place, TypeCode
from procurement.calculations.notice_results import NoticeVehicles
from procurement.calculations.notice_values import Money
from procurement.importers.notice import read_notice
from tests.procurement.importers.notices import (
    AWARD_NOTICE,
    CONTRACT_NOTICE,
    ODD,
    PRIOR_INFORMATION,
    SAMPLES,
    changed,
    notice_of,
    read_text,
    told,
)

SUMMER = timezone(timedelta(hours=2))


def test_head_of_a_contract_notice() -> None:
    notice = notice_of(CONTRACT_NOTICE)

    assert (notice.form, notice.subtype, notice.notice_type) == (Form.CONTRACT_NOTICE, "16", "cn-standard")
    assert (notice.notice_id, notice.version) == ("0b6c8d52-1d3e-4d0a-8f43-7c1d2a9f4e11", "01")
    assert notice.procedure_id == "6f1a5ff7-2f4b-4c60-9d1c-0a52c8d1d901"
    assert (notice.language, notice.issued_on) == ("NOB", date(2026, 9, 1))
    assert (notice.legal_basis, notice.procedure, notice.is_accelerated) == ("32014L0024", "open", False)
    assert notice.legal_references == ("https://lovdata.no/eli/forskrift/2016/8/12/974",)
    assert read_notice(SAMPLES / CONTRACT_NOTICE).problems == ()


def test_buyers_are_found_by_their_key_and_by_that_of_a_contact_point() -> None:
    notice = notice_of(CONTRACT_NOTICE)

    assert [(buyer.names, buyer.numbers, buyer.country, buyer.region) for buyer in notice.buyers] == [
        ({"NOB": "Vik kommune"}, ("900000011",), "NOR", "NO0A2"),
        ({"NOB": "Fjordby kommune"}, ("900000028",), "NOR", "NO0A2"),
    ]
    assert notice.organisation("TPO-0001") == notice.buyers[0]
    assert notice.organisation("ORG-0099") is None


def test_what_is_bought_as_a_whole() -> None:
    notice = notice_of(CONTRACT_NOTICE)
    project = notice.project

    assert notice.title == "Utslippsfrie varebiler"
    assert project.titles == {"NOB": "Utslippsfrie varebiler", "ENG": "Zero-emission vans"}
    assert (project.main_cpv, project.additional_cpv) == (("34136000",), ("31158000",))
    assert project.codes_of("contract-nature") == ("supplies", "services")
    assert project.estimated_value == Money(Decimal("12500000.50"), "NOK")
    assert project.places == (Place("NOR", "NO0A2", None),)


def test_a_lot_says_what_it_strives_for_and_how_long_it_runs() -> None:
    first, second = notice_of(CONTRACT_NOTICE).lots

    assert (first.key, first.kind, first.project.internal_id) == ("LOT-0001", LotKind.LOT, "A")
    assert first.project.codes[1] == TypeCode(
        "strategic-procurement", "env-imp", {"NOB": "Bilene skal være uten utslipp."}
    )
    assert first.project.codes_of("environmental-impact") == ("clim-mitig", "pollu-prev")
    assert first.project.codes_of("gpp-criteria") == ("eu",)
    assert second.project.codes_of("social-objective") == ("work-cond",)
    assert first.project.framework_maximum == Money(Decimal(14_000_000), "NOK")
    assert first.project.period == Period(first=date(2027, 1, 1), last=date(2028, 12, 31))
    assert second.project.period == Period(length=Decimal(24), unit="MONTH")
    assert first.project.extension is not None
    assert first.project.extension.most_renewals == 2
    assert first.project.extension.renewals == {"NOB": "Ett år om gangen."}
    assert (first.clean_vehicles, second.clean_vehicles, first.energy_efficiency) == (True, False, None)
    assert (first.framework, first.purchasing_system) == ("fa-wo-rc", "none")
    assert first.conditions == {"NOB": "Varene leveres uten utslipp fra 2028."}


def test_criteria_carry_their_weights_and_norways_environment_codes() -> None:
    first, second = notice_of(CONTRACT_NOTICE).lots

    assert [(each.type_code, each.weight, each.weight_code) for each in first.criteria] == [
        ("price", Decimal(40), "per-exa"),
        ("quality", Decimal(30), "per-exa"),
        ("quality-nor-env-criteria", Decimal("30.0"), "per-exa"),
    ]
    assert [(each.weight, each.weight_code) for each in second.criteria] == [
        (Decimal(1), "ord-imp"),
        (Decimal(2), "ord-imp"),
    ]
    assert first.environment_codes == ("quality-nor-env-criteria",)
    assert second.environment_codes == ("quality-nor-env-spec",)
    assert first.criteria[0].names == {"NOB": "Pris"}


def test_a_deadline_is_a_day_and_an_exact_moment() -> None:
    tenders, questions = notice_of(CONTRACT_NOTICE).lots[0].deadlines

    assert (tenders.kind, tenders.day, tenders.at) == (
        DeadlineKind.TENDERS,
        date(2026, 10, 15),
        time(12, tzinfo=SUMMER),
    )
    assert tenders.moment == datetime(2026, 10, 15, 10, tzinfo=UTC)
    assert (questions.kind, questions.day, questions.moment) == (DeadlineKind.QUESTIONS, date(2026, 10, 1), None)


def test_a_time_without_a_zone_has_that_of_its_day(tmp_path: Path) -> None:
    reading = read_text(tmp_path, changed(CONTRACT_NOTICE, ("<cbc:EndTime>12:00:00+02:00", "<cbc:EndTime>12:00:00")))

    assert reading.notice is not None
    assert reading.notice.lots[0].deadlines[0].at == time(12, tzinfo=SUMMER)


def test_numbers_of_a_criterion_are_told_apart_by_their_list(tmp_path: Path) -> None:
    text = changed(
        CONTRACT_NOTICE,
        ('listName="number-weight">per-exa', 'listName="number-threshold">min-score'),
        ('listName="number-weight">ord-imp', 'listName="number-fixed">fix-tot'),
    )
    notice = read_text(tmp_path, text).notice

    assert notice is not None
    first, second = (lot.criteria[0] for lot in notice.lots)
    assert (first.weight, first.threshold, first.threshold_code) == (None, Decimal(40), "min-score")
    assert (second.weight, second.fixed, second.fixed_code) == (None, Decimal(1), "fix-tot")


def test_criterion_outside_a_list_of_criteria_is_read(tmp_path: Path) -> None:
    text = changed(PRIOR_INFORMATION).replace(
        '<cbc:ID schemeName="Part">PAR-0001</cbc:ID>',
        '<cbc:ID schemeName="Part">PAR-0001</cbc:ID><cac:TenderingTerms><cac:AwardingTerms><cac:AwardingCriterion>'
        "<cbc:AwardingCriterionTypeCode>price</cbc:AwardingCriterionTypeCode><cbc:WeightNumeric>0.7</cbc:WeightNumeric>"
        "</cac:AwardingCriterion></cac:AwardingTerms></cac:TenderingTerms>",
    )
    notice = read_text(tmp_path, text).notice

    assert notice is not None
    assert notice.lots[0].criteria == (AwardCriterion("price", weight=Decimal("0.7")),)


def test_award_notice_says_who_won_what() -> None:
    notice = notice_of(AWARD_NOTICE)
    won, closed = notice.results.lot_results

    assert notice.results.total == Money(Decimal("9800000.25"), "NOK")
    assert (won.lot_keys, won.status, won.received) == (("LOT-0001",), "selec-w", {"tenders": 2})
    assert (closed.lot_keys, closed.status, closed.reason) == (("LOT-0002",), "clos-nw", "no-rece")
    assert (won.highest, won.lowest) == (Money(Decimal(10_900_000), "NOK"), Money(Decimal("9800000.25"), "NOK"))
    tender = next(each for each in notice.results.tenders if each.key in won.tender_keys)
    assert (tender.key, tender.value, tender.party_name) == ("TEN-0001", won.lowest, "Kyst og Fjell")
    assert tender.tenderers == ("ORG-0003", "ORG-0004")
    assert (won.contract_keys, closed.contract_keys) == (("CON-0001",), ())


def test_contract_and_vehicles_of_an_award_notice() -> None:
    results = notice_of(AWARD_NOTICE).results
    (contract,) = results.contracts

    assert (contract.reference, contract.is_framework) == ("2026/118-A", True)
    assert (contract.awarded_on, contract.concluded_on) == (date(2026, 11, 10), date(2026, 11, 20))
    assert results.lot_results[0].vehicles == (NoticeVehicles("n1", "vehic-acq", total=20, clean=19, zero_emission=18),)


def test_the_number_of_a_natural_person_is_not_read() -> None:
    person = notice_of(AWARD_NOTICE).organisation("ORG-0005")

    assert person is not None
    assert (person.is_person, person.numbers) == (True, ())


def test_parts_of_a_prior_information_notice() -> None:
    notice = notice_of(PRIOR_INFORMATION)

    assert (notice.form, notice.language, notice.planned_on) == (
        Form.PRIOR_INFORMATION_NOTICE,
        "SWE",
        date(2026, 12, 1),
    )
    assert [(part.kind, part.project.titles) for part in notice.lots] == [
        (LotKind.PART, {"SWE": "Lunch"}),
        (LotKind.PART, {"SWE": "Mellanmål"}),
    ]


def test_what_cannot_be_read_is_told_where_it_stands_and_the_rest_is_kept() -> None:
    reading = read_notice(SAMPLES / ODD)

    assert reading.accepted
    assert sorted(told(reading)) == [
        "notice code_is_replaced lot LOT-0001 AwardingCriterionTypeCode",
        "warning amount_is_not_readable lot LOT-0001 EstimatedOverallContractAmount",
        "warning code_is_unknown lot LOT-0001 AwardingCriterionTypeCode",
        "warning code_is_unknown notice SubTypeCode",
        "warning code_is_unknown procedure ProcedureCode",
        "warning code_is_unknown procedure ProcurementTypeCode",
        "warning cpv_is_unknown procedure ItemClassificationCode",
        "warning currency_is_missing procedure EstimatedOverallContractAmount",
        "warning date_is_not_readable lot LOT-0001 EndDate",
        "warning flag_is_not_readable lot LOT-0001 ApplicableLegalBasis",
        "warning number_is_not_readable lot LOT-0001 MaximumNumberNumeric",
        "warning number_is_not_readable lot LOT-0001 ParameterNumeric",
        "warning organisation_is_not_described buyer ID",
        "warning version_is_unknown notice CustomizationID",
    ]
    notice = notice_of(ODD)
    assert (notice.subtype, notice.procedure) == ("99", "raffle")
    assert notice.project.estimated_value == Money(Decimal(1_250_000), None)
    assert notice.lots[0].project.estimated_value is None
    assert notice.lots[0].project.main_cpv == ("14211000",)
    assert notice.lots[0].deadlines == ()


@pytest.mark.parametrize(
    ("day", "code", "standing"),
    [
        ("2026-06-30", "quality-nor-env-none", []),
        ("2026-07-01", "quality-nor-env-none", ["code_is_replaced"]),
        ("2026-06-30", "quality-nor-env-exempt-critical-interest", ["code_is_not_yet_valid"]),
        ("2026-07-01", "quality-nor-env-exempt-critical-interest", []),
        ("2023-12-31", "quality-nor-env-criteria", ["code_is_not_yet_valid"]),
    ],
)
def test_a_code_is_judged_by_the_day_of_the_notice(tmp_path: Path, day: str, code: str, standing: list[str]) -> None:
    text = changed(
        CONTRACT_NOTICE, ("2026-09-01+02:00", f"{day}+02:00"), ("quality-nor-env-criteria", code),
        ("quality-nor-env-spec", "quality"),
    )  # fmt: skip

    reading = read_text(tmp_path, text)
    assert [problem.code for problem in reading.problems] == standing
    assert reading.accepted


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('<cbc:ID schemeName="notice-id">0b6c8d52-1d3e-4d0a-8f43-7c1d2a9f4e11</cbc:ID>', "", "notice_id_is_missing"),
        ("<cbc:IssueDate>2026-09-01+02:00</cbc:IssueDate>", "", "issue_date_is_missing"),
        ("2026-09-01+02:00", "${ISSUEDATE}", "date_is_not_readable"),
        ("2026-09-01+02:00", "20260901", "date_is_not_readable"),
        ("2028-12-31+01:00", "9999-12-31+01:00", "date_is_not_readable"),
        ("12:00:00+02:00", "noon", "time_is_not_readable"),
        ('<cbc:SubTypeCode listName="notice-subtype">16</cbc:SubTypeCode>', "", "subtype_is_missing"),
        ("cac:ContractingParty>", "cac:SomebodyElse>", "buyer_is_missing"),
        ("cac:ProcurementProjectLot>", "cac:Something>", "lots_are_missing"),
        ("LOT-0002", "LOT-0001", "lot_is_repeated"),
    ],
)
def test_what_a_notice_lacks_is_told(tmp_path: Path, old: str, new: str, code: str) -> None:
    reading = read_text(tmp_path, changed(CONTRACT_NOTICE, (old, new)))

    assert {problem.code for problem in reading.problems} == {code}
    assert reading.accepted == (code != "notice_id_is_missing")


def test_a_notice_that_does_not_say_what_is_bought_is_not_accepted(tmp_path: Path) -> None:
    root = '<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"/>'
    reading = read_text(tmp_path, root)

    assert {problem.code for problem in reading.problems if problem.is_error} == {
        "notice_id_is_missing",
        "project_is_missing",
    }
    assert not reading.accepted


def test_a_title_that_is_missing_is_told(tmp_path: Path) -> None:
    text = changed(PRIOR_INFORMATION, ('<cbc:Name languageID="SWE">Skolmåltider</cbc:Name>', ""))

    assert told(read_text(tmp_path, text)) == ["warning title_is_missing procedure Name"]
