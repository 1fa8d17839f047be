"""A release tells of a procurement as far as it has come, with each step of a staircase in its own time."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from organisations.models import Organisation
from procurement.calculations.published_terms import OtherCriterion, PublishedTerms
from procurement.models import Part
from procurement.queries.published_terms import published_terms
from procurement.reports.ocds_package import ocds_package
from procurement.reports.ocds_release import OcdsRelease, ocds_release
from procurement.reports.publishing_sentences import sentence
from procurement.services.ask import Wanted, ask_for, fill_asked
from procurement.services.lots import add_lots
from procurement.services.procurements import name_buyers, name_participant
from tests.factories.bank import make_published
from tests.factories.cast import Cast
from tests.factories.publishing import PRICE, make_criterion, make_ready

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)


def ready(organisation: Organisation, **said: Any) -> PublishedTerms:
    procurement, _asked = make_ready(organisation)
    return replace(published_terms(procurement, language="sv", others=(PRICE,)), **{"stage": "tender", **said})


def released(terms: PublishedTerms, moment: datetime = NOW) -> OcdsRelease:
    return ocds_release(terms, prefix="ocds-abc123", released_at=moment)


def test_a_release_is_known_by_its_prefix_and_its_moment(at_work_in_ekby: Organisation) -> None:
    terms = ready(at_work_in_ekby)
    data = released(terms).data

    assert (data["ocid"], data["id"]) == (f"ocds-abc123-{terms.key}", f"ocds-abc123-{terms.key}-20270315T120000+0000")
    assert (data["date"], data["initiationType"], data["language"]) == ("2027-03-15T12:00:00+00:00", "tender", "sv")
    with pytest.raises(ValueError, match="is no OCID prefix"):
        ocds_release(terms, prefix="ocds-1", released_at=NOW)


@pytest.mark.parametrize(
    ("stage", "moment", "tags", "status"),
    [
        ("idea", NOW, ["planning"], "planning"),
        ("market_dialogue", NOW, ["planning"], "planning"),
        ("tender", datetime(2027, 2, 28, 22, tzinfo=UTC), ["planning"], "planned"),
        ("tender", datetime(2027, 2, 28, 23, tzinfo=UTC), ["tender"], "active"),
        ("evaluation", NOW, ["tender"], "active"),
        ("awarded", NOW, ["tender", "award"], "complete"),
        ("stopped", NOW, ["tenderCancellation"], "cancelled"),
        ("stopped", datetime(2027, 1, 1, tzinfo=UTC), ["planning"], "cancelled"),
    ],
)
def test_a_release_tells_how_far_it_has_come(
    at_work_in_ekby: Organisation, stage: str, moment: datetime, tags: list[str], status: str
) -> None:
    data = released(ready(at_work_in_ekby, stage=stage), moment).data

    assert (data["tag"], data["tender"]["status"]) == (tags, status)
    assert ("awards" in data) == (stage == "awarded")


def test_the_tender_says_what_is_bought_and_when(at_work_in_ekby: Organisation) -> None:
    tender = released(ready(at_work_in_ekby)).data["tender"]

    assert tender["value"] == {"amount": 12_000_000, "currency": "SEK"}
    assert (tender["procurementMethod"], tender["procurementMethodDetails"]) == ("open", "Öppet")
    assert tender["mainProcurementCategory"] == "services"
    assert tender["tenderPeriod"] == {
        "startDate": "2027-03-01T00:00:00+01:00",
        "endDate": "2027-04-12T23:59:59+02:00",
    }
    assert tender["contractPeriod"] == {
        "startDate": "2027-08-01T00:00:00+02:00",
        "endDate": "2031-07-31T23:59:59+02:00",
        "maxExtentDate": "2033-07-31T23:59:59+02:00",
        "durationInDays": 1461,
    }
    assert tender["items"] == [
        {
            "id": "LOT-0000-60112000",
            "description": "Kollektivtrafik på väg",
            "classification": {"scheme": "CPV", "id": "60112000", "description": "Kollektivtrafik på väg"},
            "relatedLot": "LOT-0000",
        }
    ]


def test_each_step_is_a_requirement_in_its_own_time(at_work_in_ekby: Organisation) -> None:
    (_criterion, clause) = released(ready(at_work_in_ekby)).data["tender"]["criteria"]
    (group,) = clause["requirementGroups"]

    assert [(each["dataType"], each["minValue"], each["period"]) for each in group["requirements"]] == [
        ("number", 40, {"startDate": "2027-08-01T00:00:00+02:00", "endDate": "2029-07-31T23:59:59+02:00"}),
        ("number", 60, {"startDate": "2029-08-01T00:00:00+02:00", "endDate": "2033-07-31T23:59:59+02:00"}),
    ]
    assert {each["title"] for each in group["requirements"]} == {"Andel leveranser (%)"}
    assert len({each["id"] for each in group["requirements"]}) == 2


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ({"direction": "at_most", "threshold": 20}, {"dataType": "number", "maxValue": 20}),
        ({"direction": "at_least", "threshold": "share"}, {"dataType": "number", "minValue": 55}),
        ({"type": "yes_no", "direction": None, "threshold": None}, {"dataType": "boolean", "expectedValue": True}),
    ],
)
def test_a_measure_without_steps_holds_all_the_time(
    at_work_in_ekby: Organisation, measure: dict[str, Any], expected: dict[str, Any]
) -> None:
    procurement, _asked = make_ready(at_work_in_ekby)
    of_all = {"type": "percent", "period": "year", "what": {"nb": "Andel", "sv": "Andel"}, **measure}
    of_all = {name: value for name, value in of_all.items() if value is not None}
    version = make_published(at_work_in_ekby, visibility="own", kind="technical_specification", measure=of_all)
    (asked,) = ask_for(procurement, [Wanted(version)])
    fill_asked(asked, texts={"share": "55"})
    tender = released(published_terms(procurement, language="nb")).data["tender"]
    (found,) = [each for each in tender["criteria"] if each["id"] == str(asked.uuid)]
    (requirement,) = found["requirementGroups"][0]["requirements"]

    assert {name: requirement[name] for name in expected} == expected
    assert not {"minValue", "maxValue", "expectedValue"} - expected.keys() & requirement.keys()
    assert requirement["period"] == tender["contractPeriod"]


def test_goals_are_pursued_by_what_is_asked(at_work_in_ekby: Organisation) -> None:
    tender = released(ready(at_work_in_ekby)).data["tender"]

    assert tender["hasSustainability"] is True
    assert tender["sustainability"] == [
        {
            "goal": "environmental.climateChangeMitigation",
            "strategies": ["awardCriteria", "contractPerformanceConditions"],
        }
    ]


def test_lots_have_their_own_criteria_and_goals(at_work_in_ekby: Organisation) -> None:
    procurement, _asked = make_ready(at_work_in_ekby)
    lots = add_lots(procurement, [{"title": "North", "value": Decimal(3)}, {"title": "South", "cpv": ["34121000"]}])
    social = make_criterion(at_work_in_ekby, themes=["social"], title={"nb": "Lærlinger", "sv": "Lärlingar"})
    (own,) = ask_for(procurement, [Wanted(social)], lot=lots[1])
    fill_asked(own, weight=Decimal("12.5"))
    tender = released(published_terms(procurement, language="sv", others=(PRICE,))).data["tender"]
    north, south = tender["lots"]

    assert (north["id"], north["value"], "value" in south) == ("LOT-0001", {"amount": 3, "currency": "SEK"}, False)
    assert [each["name"] for each in north["awardCriteria"]["criteria"]] == ["Egna leveranser", "Pris"]
    assert south["awardCriteria"]["criteria"][1]["numbers"] == [{"number": 12.5, "weight": "percentageExact"}]
    assert [goal["goal"] for goal in south["sustainability"]] == ["environmental.climateChangeMitigation", "social"]
    assert [each["relatedLots"] for each in tender["criteria"] if "relatedLots" in each] == [["LOT-0002"]]
    assert [item["id"] for item in tender["items"]] == ["LOT-0001-60112000", "LOT-0002-34121000"]
    assert "awardCriteriaDetails" not in tender


@pytest.mark.parametrize(
    ("others", "with_criterion", "method"),
    [
        ((PRICE,), True, "ratedCriteria"),
        ((), True, "ratedCriteria"),
        ((PRICE,), False, "priceOnly"),
        ((OtherCriterion("cost", "Kostnad", Decimal(100)),), False, "costOnly"),
        ((), False, None),
    ],
)
def test_how_tenders_are_judged_is_said_as_far_as_it_is_known(
    at_work_in_ekby: Organisation, others: tuple[OtherCriterion, ...], with_criterion: bool, method: str | None
) -> None:
    terms = ready(at_work_in_ekby, others=others)
    asked = terms.requirements if with_criterion else terms.requirements[1:]

    assert released(replace(terms, requirements=asked)).data["tender"].get("awardCriteria") == method


def test_who_buys_stands_there_with_its_number(at_work_in_ekby: Organisation, cast: Cast) -> None:
    procurement, _asked = make_ready(at_work_in_ekby)
    name_buyers(procurement, [cast.granby])
    data = released(published_terms(procurement, language="sv")).data

    assert [(each["id"], each["roles"]) for each in data["parties"]] == [
        (f"SE-ON-{at_work_in_ekby.number}", ["buyer", "procuringEntity"]),
        (f"SE-ON-{cast.granby.number}", ["buyer"]),
    ]
    assert data["buyer"]["id"] == data["parties"][0]["id"]


def test_what_is_missing_is_told_and_left_out(at_work_in_ekby: Organisation) -> None:
    terms = ready(at_work_in_ekby, stage="awarded", announced_on=None, value=None, procedure="oth-single", period=None)
    nameless = replace(terms, lead=replace(terms.lead, number=""))
    release = released(nameless)

    assert [problem.code for problem in release.problems] == [
        "number_missing",
        "procedure_unclear",
        "announcement_missing",
        "award_day_missing",
    ]
    assert all(sentence(problem) for problem in release.problems)
    assert not {"value", "procurementMethod", "contractPeriod"} & release.data["tender"].keys()
    assert "identifier" not in release.data["parties"][0]


def test_nothing_that_stays_inside_leaves_in_a_release(at_work_in_ekby: Organisation, cast: Cast) -> None:
    procurement, (criterion, _clause) = make_ready(at_work_in_ekby, case_number="26/9876", dialogue_on=date(2027, 1, 1))
    fill_asked(criterion, note="Between us")
    name_participant(procurement, cast.bo, Part.EVALUATOR)
    terms = published_terms(procurement, language="nb")
    package = ocds_package([released(terms)], uri="https://vik.example/ocds", publisher=terms.lead, published_at=NOW)
    text = json.dumps(package, ensure_ascii=False)

    assert "Egne leveranser" in text
    for inside in ("Between us", "Ask Egil first", "26/9876", cast.bo.name, cast.ada.name, "@example.org"):
        assert inside not in text
