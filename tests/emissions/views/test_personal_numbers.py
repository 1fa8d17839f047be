"""Personal numbers wherever a ledger may have them: in cards, names, texts and rules, hidden and not to be found."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from pypdf import PdfReader

from emissions.models import ClassificationRule, Footprint, LedgerImport
from emissions.queries.footprints import parts_of
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.change_rules import RuleDraft, add_rule, change_rule, draft_of
from organisations.models import Organisation, Role, Share, User
from suppliers.models import SupplierCard
from tests.api.callers import make_caller
from tests.emissions.conftest import make_vik
from tests.emissions.footprint_cases import FOOD, SOLE_TRADER, TECHNICAL, YEAR_OF_POSTINGS, at_work, imported
from tests.emissions.views.conftest import words_of
from tests.factories.organisations import make_member, make_organisation, share

NUMBER, HIDDEN = "850709-9805", "••••••-••••"
IN_NAME = replace(SOLE_TRADER, supplier=f"Hyra {NUMBER} Lindgren", number="559900-0128")
IN_ACCOUNT = replace(FOOD, account="65900", account_name=f"Ersattning {NUMBER}", amount="910000.00")
IN_UNIT = replace(FOOD, unit=f"Boende {NUMBER}", amount="920000.00")
MAPPING = "/o/vik/accounts/mapping/"
UNIT_NAME = f"Avdelning {NUMBER}"


pytestmark = pytest.mark.usefixtures("footprint", "db")


@pytest.fixture(scope="module")
def vik(module_transaction: None) -> Organisation:  # noqa: ARG001 - it lives in the database
    return make_vik()


@pytest.fixture(scope="module")
def footprint(vik: Organisation, tmp_path_factory: pytest.TempPathFactory) -> Footprint:
    """The usual year with a number in the names of a supplier, an account and units, and a rule that names a person."""
    imported(vik, tmp_path_factory.mktemp("ledger"), 2024, [*YEAR_OF_POSTINGS, IN_NAME, IN_ACCOUNT, IN_UNIT])
    draft = RuleDraft(
        supplier_number=SOLE_TRADER.number,
        supplier_name="Lindgren",
        category="services.consulting",
        explanation=f"Lena Lindgren, {NUMBER}, är konsult",
    )
    with at_work(vik):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE ledger_name SET name = %s WHERE organisation_id = %s AND kind = 'unit' AND code = %s",
                [UNIT_NAME, vik.pk, TECHNICAL],
            )
        add_rule(organisation=vik, draft=draft)
        made = calculate_footprint(organisation=vik, year=2024)
        return Footprint.objects.select_related("organisation", "intensity_set").get(pk=made.pk)


@pytest.fixture
def as_neighbour(vik: Organisation, in_english: Callable[[User], Client]) -> Client:
    """A leader of a neighbour with whom the footprint is shared down to the line."""
    nes = make_organisation("nes")
    share(vik, nes, depth=Share.Depth.ROWS)
    return in_english(make_member("Nora Ness", nes, Role.LEADER))


def why_address(footprint: Footprint, place: str = "vik") -> str:
    row = YEAR_OF_POSTINGS.index(SOLE_TRADER) + 2
    with at_work(footprint.organisation):
        ledger_import = LedgerImport.objects.get(pk=footprint.imports[0]["import"])
    return f"/o/{place}/footprints/{footprint.uuid}/lines/{ledger_import.uuid}/{row}/"


def text_of(answer: Any) -> str:
    """All that an answer holds, be it a page, a table, a workbook or a report."""
    shown = b"".join(answer) if answer.streaming else answer.content
    if shown.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(shown)).pages)
    if shown.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(shown)) as book:
            return " ".join(book.read(name).decode() for name in book.namelist())
    return str(shown.decode())


FOOTPRINT_PARTS = [
    "lines/?treatment=all",
    "lines/?treatment=all&unit=Teknik+och+service",
    "lines.csv?treatment=all",
    "lines.xlsx?treatment=all",
    *(f"?by={name}" for name in ("supplier", "unit", "account")),
    *(f"by/{name}.csv" for name in ("supplier", "unit", "account")),
    *(f"by/{name}.xlsx" for name in ("unit", "account")),
    "footprint.xlsx",
    "report.pdf",
]


@pytest.mark.parametrize("part", FOOTPRINT_PARTS)
def test_no_page_and_no_export_shows_a_number_in_a_name(
    part: str, page: str, as_leader: Client, as_neighbour: Client
) -> None:
    for answer in (as_leader.get(page + part), as_neighbour.get(page.replace("/o/vik/", "/o/nes/") + part)):
        assert answer.status_code == 200
        assert NUMBER not in text_of(answer)


@pytest.mark.parametrize("by", ["account", "supplier", "unit"])
@pytest.mark.parametrize("address", ["mapping/", "mapping.csv", "mapping.xlsx"])
def test_the_mapping_shows_no_number_in_a_name(address: str, by: str, as_leader: Client) -> None:
    text = text_of(as_leader.get(f"/o/vik/accounts/{address}?state=all&by={by}"))

    assert "Livsmedel" in text
    assert NUMBER not in text


@pytest.mark.parametrize("role", [Role.LEADER, Role.FINANCE])
def test_the_api_shows_no_number_in_the_parts_of_a_footprint(
    footprint: Footprint, role: Role, vik: Organisation
) -> None:
    caller = make_caller(vik, role).sign_in()
    path = f"organisations/vik/footprints/{footprint.uuid}/parts/"
    parts = {name: caller.get(f"{path}?dimension={name}").json()["results"] for name in ("supplier", "unit", "account")}

    assert f"Boende {HIDDEN}" in {part["key"] for part in parts["unit"]}
    assert f"Avdelning {HIDDEN}" in {part["name"] for part in parts["unit"]}
    assert f"Ersattning {HIDDEN}" in {part["name"] for part in parts["account"]}
    assert NUMBER not in str(parts)


def test_the_api_shows_no_number_in_the_lines(footprint: Footprint, vik: Organisation) -> None:  # noqa: ARG001
    caller = make_caller(vik, Role.LEADER).sign_in()

    body = caller.get("organisations/vik/ledger-lines/?page_size=100").json()

    assert f"Boende {HIDDEN}" in {line["unit"] for line in body["results"]}
    assert NUMBER not in str(body)


def test_a_unit_that_is_called_by_a_number_is_not_found_by_it(page: str, as_leader: Client, as_finance: Client) -> None:
    address = f"{page}lines/?unit=Boende+{NUMBER}"

    assert as_leader.get(address).context["selection"].lines == 0
    assert as_finance.get(address).context["selection"].lines == 1


@pytest.mark.parametrize("order", ["name", "code"])
def test_the_order_of_parts_does_not_tell_a_number(order: str, footprint: Footprint) -> None:
    names = ["Boende 1", f"Boende {NUMBER}", "Boende 9"]
    with at_work(footprint.organisation):
        model = footprint.parts.model
        like = footprint.parts.filter(dimension="unit", key=f"Boende {NUMBER}").values().get()
        same = {column: value for column, value in like.items() if column not in ("id", "key", "label")}
        model.objects.bulk_create([model(**same, key=name) for name in names if NUMBER not in name])
        footprint.parts.filter(dimension="unit", key=f"Boende {NUMBER}").update(label="")
        found = parts_of(footprint, "unit", order=order).filter(key__in=names)
        assert [part.key for part in found] == [f"Boende {NUMBER}", "Boende 1", "Boende 9"]


def test_why_does_not_tell_that_a_unit_is_called_by_a_number(as_leader: Client, as_finance: Client) -> None:
    address = f"{MAPPING}why/?year=2024&account={FOOD.account}&unit=Boende+{NUMBER}"

    assert as_leader.get(address).status_code == 404
    assert as_finance.get(address).status_code == 200


@pytest.mark.parametrize("words", ["850709", "9805"])
@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("lines/?treatment=all&sort=newest", "Ersattning"),
        ("lines/?treatment=all&sort=newest", "Avdelning"),
        ("?by=unit", "Boende"),
        ("?by=unit", "Avdelning"),
        ("?by=account", "Ersattning"),
        ("mapping", "Ersattning"),
    ],
)
def test_a_number_in_the_name_of_an_account_or_a_unit_is_not_found(
    part: str, name: str, words: str, page: str, as_leader: Client, as_neighbour: Client
) -> None:
    address = "/o/vik/accounts/mapping/?state=all" if part == "mapping" else page + part

    assert name in words_of(as_leader.get(f"{address}&q={name}"))
    assert name not in words_of(as_leader.get(f"{address}&q={words}"))
    if part != "mapping":
        assert name not in words_of(as_neighbour.get(f"{address.replace('/o/vik/', '/o/nes/')}&q={words}"))


def test_a_number_in_a_name_is_shown_to_the_finance_role(page: str, as_finance: Client) -> None:
    assert IN_NAME.supplier in b"".join(as_finance.get(f"{page}lines.csv")).decode()


def test_the_rule_behind_a_line_hides_the_number_at_home(
    footprint: Footprint, as_leader: Client, as_finance: Client
) -> None:
    text = words_of(as_leader.get(why_address(footprint)))

    assert f"Supplier number: {HIDDEN}, Supplier: Lindgren" in text
    assert NUMBER not in text
    assert NUMBER in words_of(as_finance.get(why_address(footprint)))


def test_the_rule_behind_a_shared_line_does_not_name_the_person(footprint: Footprint, as_neighbour: Client) -> None:
    answer = as_neighbour.get(why_address(footprint, "nes"))

    assert answer.status_code == 200
    assert "Lindgren" not in words_of(answer)


@pytest.mark.parametrize("words", ["850709", "9805", "8507"])
@pytest.mark.parametrize("where", ["footprint", "mapping"])
def test_a_number_that_is_hidden_is_not_found_by_its_digits(
    where: str, words: str, page: str, as_leader: Client, as_finance: Client
) -> None:
    address = {
        "footprint": f"{page}lines/?treatment=all&q={words}",
        "mapping": f"/o/vik/accounts/mapping/?by=supplier&q={words}",
    }[where]
    found, found_by_finance = (
        {"Lindgren" in words_of(client.get(address)), "Lena" in words_of(client.get(address))}
        for client in (as_leader, as_finance)
    )

    assert found == {False}
    assert True in found_by_finance


def test_a_person_is_still_found_by_name(page: str, as_leader: Client, as_neighbour: Client) -> None:
    address = f"{page}lines/?treatment=all&q=Lindgren"

    assert "Lena Lindgren" in words_of(as_leader.get(address))
    assert as_neighbour.get(address.replace("/o/vik/", "/o/nes/")).context["selection"].lines == 0


@pytest.fixture
def as_officer(vik: Organisation, in_english: Callable[[User], Client]) -> Client:
    """Somebody who changes rules and may not see personal numbers."""
    return in_english(make_member("Olle Officer", vik, Role.OFFICER))


NEW_RULE = "/o/vik/accounts/rules/new/"
SPENT = {"effect": "bought", "category": "food.dairy", "explanation": "Nobody knows", "step": "preview"}


def test_a_new_rule_for_a_card_does_not_show_the_number_in_its_name(footprint: Footprint, as_officer: Client) -> None:
    with at_work(footprint.organisation):
        card = SupplierCard.objects.get(organisation=footprint.organisation, name=IN_NAME.supplier)

    form = as_officer.get(f"{NEW_RULE}?supplier={card.uuid}").context["form"]
    filled = {**SPENT, "supplier_name": form["supplier_name"].value()}
    preview = as_officer.post(NEW_RULE, filled).context["preview"]

    assert form["supplier_name"].value() == f"Hyra {HIDDEN} Lindgren"
    assert sum(move.lines for year in preview.moving for move in year.moves) == 1


@pytest.mark.parametrize("condition", ["supplier_name", "text"])
@pytest.mark.parametrize("digits", ["8507", "850709", "9805"])
def test_a_preview_does_not_tell_a_number_by_its_digits(condition: str, digits: str, as_officer: Client) -> None:
    answer = as_officer.post(NEW_RULE, {**SPENT, condition: digits})

    assert answer.context["preview"].moving == []


@pytest.mark.parametrize("condition", ["supplier_number", "supplier_name", "text", "unit", "agreement"])
def test_whoever_may_not_see_a_number_cannot_ask_for_it(condition: str, as_officer: Client) -> None:
    answer = as_officer.post(NEW_RULE, {**SPENT, condition: NUMBER})

    assert answer.status_code == 422
    assert "Only those who see personal numbers can write rules for them." in words_of(answer)


@pytest.mark.parametrize(
    ("condition", "plain"),
    [
        ("supplier_number", "131052308T"),
        ("supplier_number", "1310523081"),
        ("supplier_number", "7203141230"),
        ("supplier_number", "SE720314123001"),
        ("supplier_number", "0101901234"),
        ("agreement", "8507099805"),
        ("agreement", "85070-99805"),
        ("agreement", "131052308T"),
    ],
)
def test_nor_without_the_signs_that_make_it_a_persons(condition: str, plain: str, as_officer: Client) -> None:
    answer = as_officer.post(NEW_RULE, {**SPENT, condition: plain})

    assert answer.status_code == 422
    assert "Only those who see personal numbers can write rules for them." in words_of(answer)


@pytest.mark.parametrize("number", ["974760673", "556687-3963", "5566873963", "2077474-0", "64942212", "1000123456"])
def test_rules_for_companies_are_written_by_all(number: str, as_officer: Client) -> None:
    assert as_officer.post(NEW_RULE, {**SPENT, "supplier_number": number}).status_code == 200


@pytest.mark.parametrize("condition", ["supplier_number", "supplier_name", "text", "unit", "agreement"])
def test_nor_by_a_file_of_rules(condition: str, as_officer: Client) -> None:
    rules = [{"account": "6", "category": "food.dairy", "explanation": "Nobody knows", condition: NUMBER}]
    file = SimpleUploadedFile("rules.json", json.dumps({"rules": rules}).encode())

    answer = as_officer.post("/o/vik/accounts/rules/bring-in/", {"file": file}, follow=True)

    assert "Only those who see personal numbers can write rules for them." in words_of(answer)


def test_no_rule_looks_for_a_number_in_a_name(as_finance: Client) -> None:
    answer = as_finance.post(NEW_RULE, {**SPENT, "supplier_name": NUMBER})

    assert "No rule looks for a personal number in a name." in words_of(answer)


def test_what_was_hidden_in_a_rule_stays_when_it_is_changed(footprint: Footprint, as_officer: Client) -> None:
    vik = footprint.organisation
    with at_work(vik):
        rule = ClassificationRule.objects.get(organisation=vik)
        unit = f"Boende {NUMBER}"
        changed = change_rule(rule=rule, draft=replace(draft_of(rule), unit=unit, agreement=NUMBER))
    address = f"/o/vik/accounts/rules/{rule.uuid}/"

    form = as_officer.get(address).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields} | {"category": "services.legal_audit"}
    preview = as_officer.post(address, {**shown, "step": "preview"})
    hidden = {**dict(preview.context["hidden"]), "seen": str(preview.context["preview"].seen), "step": "save"}
    saved = as_officer.post(address, hidden, follow=True)

    with at_work(vik):
        kept = ClassificationRule.objects.get(organisation=vik, until_version=None)
    assert draft_of(kept) == replace(draft_of(changed), category="services.legal_audit")
    for answer in (preview, saved, as_officer.get("/o/vik/changes/"), as_officer.get(f"{MAPPING}?rule={rule.uuid}")):
        assert answer.status_code == 200
        assert NUMBER not in text_of(answer)
    assert NUMBER not in str(shown)
