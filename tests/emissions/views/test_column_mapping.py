"""A table that nobody knows: what its columns are is proposed, shown, saved, remembered, and kept with the import."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import emissions.tasks  # noqa: F401 - registers the work
from emissions.models import PeriodSource, RememberedMapping
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation
from tests.emissions.importers.ledgers import SAMPLES
from tests.emissions.importers.unknown_tables import UNKNOWN
from tests.emissions.views.conftest import words_of
from tests.emissions.views.upload_steps import drop, imports_of, newest_job, work_through

pytestmark = pytest.mark.django_db(transaction=True)

RAINDANCE = UNKNOWN / "raindance_like.txt"
LIST = "/o/vik/accounts/columns/"


@pytest.fixture
def vik(transactional_db: None, vik: Organisation) -> Organisation:  # noqa: ARG001 - the work reports on a connection of its own
    return vik


def asked(browser: Client, place: Organisation, path: Path) -> str:
    """Drop a file that is not known, let it be looked at, and return the address that asks for its columns."""
    address = str(drop(browser, path)["Location"])
    work_through(place)
    answer = browser.get(address)
    if answer.status_code == 200 and answer.context["is_proposed"]:
        return f"{address}columns/"
    assert answer.status_code == 302, words_of(answer)
    return str(answer["Location"])


def proposed(browser: Client, address: str) -> dict[str, Any]:
    """What the page's form would send, nothing changed."""
    page = browser.get(address)
    return {
        **page.context["form"].data, "sheet": page.context["table"].sample.sheet,
        "header": page.context["table"].header_row, "revision": page.context["revision"],
    }  # fmt: skip


def saved(browser: Client, place: Organisation, address: str, **changes: str) -> str:
    """Save what is proposed, with changes, let the file be looked at again, and return its address."""
    answer = browser.post(address, {**proposed(browser, address), **changes, "do": "save"})
    assert answer.status_code == 302, words_of(answer)
    work_through(place)
    return str(answer["Location"])


def remembered_in(place: Organisation) -> list[RememberedMapping]:
    with open_access(access_for_work(place.pk)):
        return list(RememberedMapping.objects.filter(organisation=place))


def test_an_unknown_table_is_asked_about_with_a_proposal(vik: Organisation, as_finance: Client) -> None:
    page = as_finance.get(asked(as_finance, vik, RAINDANCE))

    text = words_of(page)
    assert "We think that we understand 12 of its 12 columns." in text
    assert "Utfall kr" in text
    assert "1 204,00" in text
    rows = page.context["reading"].rows
    assert [value for _column, value in rows[0][1]][:4] == ["2024-01-01", "1011", "64100", "Kontorsmateriel"]
    assert page.context["missing"] == []


def test_a_sure_proposal_is_shown_with_the_money_and_imported_as_shown(vik: Organisation, as_finance: Client) -> None:
    address = drop(as_finance, RAINDANCE)["Location"]
    work_through(vik)

    page = as_finance.get(address)
    text = words_of(page)
    assert text.index("How it was read") < text.index("What becomes of the money")
    assert "We have not met such a table before." in text
    assert remembered_in(vik) == []
    as_finance.post(f"{address}import")
    work_through(vik)

    assert [each.lines for each in imports_of(vik)] == [5]
    assert [each.mapping["columns"]["Utfall kr"] for each in remembered_in(vik)] == ["amount"]


def test_a_ledger_that_says_nothing_of_its_currency_is_in_ones_own(
    vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    """Names that Swedish ledgers have, too, are no word about Swedish kronor."""
    with open_access(access_for_work(vik.pk)):
        Organisation.objects.filter(pk=vik.pk).update(country="NO")
    path = tmp_path / "reskontro.csv"
    rows = "".join(f"4{number}100;Bygg AS;974760673;{number}00,50;2024-01-0{number}\n" for number in range(1, 9))
    path.write_text(f"Konto;Reskontro;Orgnr;Bokført u/mva;Dato\n{rows}", encoding="utf-8")
    address = asked(as_finance, vik, path)
    form = proposed(as_finance, address)

    page = words_of(as_finance.get(saved(as_finance, vik, address, column_3="amount")))
    assert not form.get("currency")
    assert "NOK 3,604.00" in page
    assert "SEK" not in page


def imported_as_proposed(browser: Client, place: Organisation, path: Path) -> str:
    """Import a file as its columns are proposed, and return the address of its columns."""
    address = asked(browser, place, path)
    browser.post(f"{saved(browser, place, address)}import")
    work_through(place)
    return address


def holders_in(place: Organisation) -> set[tuple[str, int]]:
    with open_access(access_for_work(place.pk)):
        return set(PeriodSource.objects.filter(organisation=place).values_list("ledger", "ledger_import"))


@pytest.mark.parametrize("otherwise", [{"currency": "EUR"}, {"ledger": "general"}, {"sign": "costs_minus"}])
def test_another_reading_of_a_file_is_imported_and_takes_the_place_of_the_first(
    vik: Organisation, as_finance: Client, otherwise: dict[str, str]
) -> None:
    address = imported_as_proposed(as_finance, vik, RAINDANCE)
    (first,) = imports_of(vik)

    again = saved(as_finance, vik, address, **otherwise)
    page = as_finance.get(again)
    assert "This file was imported in another reading" in words_of(page)
    assert "in already" not in words_of(page)
    assert "Import the file" in words_of(page)
    assert (page.context["checked"].beside, page.context["checked"].leaves) == ([], [])
    ours = {"is_ours": "on"} if "is-ours" in page.content.decode() else {}
    as_finance.post(f"{again}import", ours)
    work_through(vik)

    second = max(imports_of(vik), key=lambda each: each.pk)
    assert second.pk != first.pk
    assert holders_in(vik) == {(second.ledger, second.pk)}
    assert "general_ledger_counts" not in {problem["code"] for problem in second.problems}


def test_the_page_of_an_import_leads_to_its_columns(vik: Organisation, as_finance: Client) -> None:
    imported_as_proposed(as_finance, vik, RAINDANCE)
    (first,) = imports_of(vik)
    page = f"/o/vik/accounts/imports/{first.uuid}/"

    assert "Read the file with other columns" in words_of(as_finance.get(page))
    address = as_finance.post(f"{page}read")["Location"]
    work_through(vik)
    columns = str(as_finance.get(address)["Location"])
    assert columns.endswith("/columns/")
    assert as_finance.get(columns).context["form"].mapping.as_json() == first.mapping
    assert "Import the file" in words_of(as_finance.get(saved(as_finance, vik, columns, currency="EUR")))


def test_the_same_reading_of_a_file_is_the_same_import(vik: Organisation, as_finance: Client) -> None:
    address = imported_as_proposed(as_finance, vik, RAINDANCE)

    page = words_of(as_finance.get(saved(as_finance, vik, address)))
    assert "This file is in already" in page
    assert "Import the file" not in page


def test_accounts_of_another_chart_are_asked_about_first(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    path = tmp_path / "norsk.csv"
    rows = "".join(f"1{number}30;Bygg;{number}00,50;2024-01-0{number};Bygg AS\n" for number in range(1, 9))
    path.write_text(f"Post;Tekst;Kroner;Når;Hvem\n{rows}", encoding="utf-8")
    address = drop(as_finance, path)["Location"]
    work_through(vik)

    assert as_finance.get(address)["Location"].endswith("/columns/")


def test_from_upload_to_import_in_one_step_more(vik: Organisation, as_finance: Client) -> None:
    address = saved(as_finance, vik, asked(as_finance, vik, RAINDANCE))

    page = as_finance.get(address)
    assert "5 lines" in words_of(page)
    assert "Read as you said." in words_of(page)
    as_finance.post(f"{address}import")
    work_through(vik)
    (ledger_import,) = imports_of(vik)
    assert (ledger_import.lines, ledger_import.format, ledger_import.ledger) == (5, "table_csv", "supplier")
    assert (ledger_import.mapping or {})["columns"]["Utfall kr"] == "amount"
    assert "How its columns were read" in words_of(as_finance.get(f"/o/vik/accounts/imports/{ledger_import.uuid}/"))


def test_the_next_file_of_the_shape_is_read_without_asking(
    vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    saved(as_finance, vik, asked(as_finance, vik, RAINDANCE))
    path = tmp_path / "april.txt"
    head, row, *_rest = RAINDANCE.read_text(encoding="utf-8-sig").splitlines()
    path.write_text(f"April\n{head}\n{row.replace('202401', '202404')}\n", encoding="cp1252")

    address = drop(as_finance, path)["Location"]
    work_through(vik)
    page = as_finance.get(address)
    as_finance.post(f"{address}import")
    work_through(vik)

    assert "Read as Fia Finans said on" in words_of(page)
    assert [(each.lines, str(each.period_from)) for each in imports_of(vik)] == [(1, "2024-04-01")]


def test_what_is_missing_is_said_as_choices_change(vik: Organisation, as_finance: Client) -> None:
    address = asked(as_finance, vik, RAINDANCE)
    form = proposed(as_finance, address)
    amount = next(name for name, meaning in form.items() if meaning == "amount")

    part = as_finance.post(address, {**form, amount: "", "do": "look"}, headers={"HX-Request": "true"})
    refused = as_finance.post(address, {**form, amount: "", "do": "save"})
    twice = as_finance.post(address, {**form, "column_0": "amount", "do": "save"})

    assert "No column is chosen as the amount." in words_of(part)
    assert (part.status_code, b"<html" in part.content) == (200, False)
    assert (refused.status_code, twice.status_code) == (422, 422)
    assert "“Löpnr ver” is the Amount already. Choose one." in words_of(twice)
    assert remembered_in(vik) == []


def test_a_table_without_dates_asks_for_the_year_at_once(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Kto;Kto(T);Utfall kr\n61100;Papper;1234,50\n62100;El;99,10\n", encoding="utf-8")
    address = asked(as_finance, vik, path)
    assert as_finance.get(address).context["missing"] == [
        "No column tells when. Choose the column with the date, or write the year."
    ]

    page = as_finance.get(saved(as_finance, vik, address, year="2023"))

    assert "2023: 2 lines" in words_of(page)
    assert [each.mapping["year"] for each in remembered_in(vik)] == [None]


def test_a_known_table_can_be_read_otherwise(vik: Organisation, as_finance: Client) -> None:
    address = drop(as_finance, SAMPLES / "ekby_supplier_ledger.csv")["Location"]
    work_through(vik)
    assert "The columns are read wrongly: change them" in words_of(as_finance.get(address))
    form = proposed(as_finance, f"{address}columns/")
    unit = next(name for name, meaning in form.items() if meaning == "unit_name")

    page = as_finance.get(saved(as_finance, vik, f"{address}columns/", **{unit: ""}))

    assert "Table with columns of its own, CSV" in words_of(page)
    assert newest_job(vik).result["summary"]["lines"] == 10


def test_a_later_change_leaves_imports_alone(vik: Organisation, as_finance: Client) -> None:
    first = asked(as_finance, vik, RAINDANCE)
    address = saved(as_finance, vik, first)
    as_finance.post(f"{address}import")
    work_through(vik)
    (before,) = imports_of(vik)

    again = saved(as_finance, vik, f"{address}columns/", sign="costs_minus")

    (after,) = imports_of(vik)
    assert (before.mapping, before.debit) == (after.mapping, after.debit)
    assert [(each.revision, each.mapping["sign"]) for each in remembered_in(vik)] == [(2, "costs_minus")]
    assert "Read as you said." in words_of(as_finance.get(again))


def test_two_people_do_not_overwrite_each_other(vik: Organisation, as_finance: Client) -> None:
    address = asked(as_finance, vik, RAINDANCE)
    early = proposed(as_finance, address)
    saved(as_finance, vik, address)

    late = as_finance.post(address, {**early, "sign": "costs_minus", "do": "save"})
    same = as_finance.post(address, {**early, "do": "save"})

    assert (late.status_code, same.status_code) == (409, 302)
    assert "Fia Finans said something else" in words_of(late)
    assert late.context["form"].mapping.sign == "costs_minus"


def test_what_is_remembered_is_listed_forgotten_and_taken_back(vik: Organisation, as_finance: Client) -> None:
    assert "Nothing is remembered yet" in words_of(as_finance.get(LIST))
    saved(as_finance, vik, asked(as_finance, vik, RAINDANCE))
    (remembered,) = remembered_in(vik)
    assert "raindance_like.txt" in words_of(as_finance.get(LIST))

    onward = as_finance.post(f"{LIST}{remembered.uuid}/forget")
    listed = as_finance.get(onward["Location"])
    assert "Forgotten: tables such as raindance_like.txt are asked about again." in words_of(listed)
    assert "/columns/" in asked(as_finance, vik, RAINDANCE)

    as_finance.post(f"{LIST}{remembered.uuid}/undo")
    assert [each.is_forgotten for each in remembered_in(vik)] == [False]


def test_another_sheet_and_another_row_can_be_chosen(vik: Organisation, as_finance: Client) -> None:
    address = asked(as_finance, vik, UNKNOWN / "agresso_like.xlsx")

    other = as_finance.get(address, {"sheet": "Kriterier", "header": ""})
    without = as_finance.get(address, {"sheet": "agltransact", "header": "0"})
    odd = as_finance.get(address, {"sheet": "nowhere", "header": "x"})

    assert other.context["table"].sample.sheet == "Kriterier"
    assert list(without.context["form"].labels[:2]) == ["A", "B"]
    assert (odd.status_code, odd.context["table"].sample.sheet) == (200, "agltransact")


def test_persons_are_hidden_in_the_first_rows(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    path = tmp_path / "persons.csv"
    path.write_text("Kto;Lev(T);Lev.orgnr;Utfall kr;Bokf.per\n61100;Sven Snickare;850709-9805;100,00;202401\n", "utf-8")
    address = asked(as_finance, vik, path)

    text = words_of(as_finance.get(address))

    assert "Sven Snickare" not in text
    assert "850709" not in text
    assert "Sven" not in str(newest_job(vik).result["tables"])


def test_only_a_file_that_was_looked_at_has_columns(vik: Organisation, as_finance: Client, as_leader: Client) -> None:
    waiting = f"{drop(as_finance, RAINDANCE)['Location']}columns/"
    assert as_finance.get(waiting).status_code == 404
    work_through(vik)
    assert as_finance.get(waiting).status_code == 200
    assert [as_leader.get(address).status_code for address in (waiting, LIST)] == [404, 404]
    sie = drop(as_finance, SAMPLES / "ekby_bolag_4e.se")["Location"]
    work_through(vik)
    assert as_finance.get(f"{sie}columns/").status_code == 404
    assert "change them" not in words_of(as_finance.get(sie))


def test_arts_that_lost_their_zeros_are_proposed_with_them_said_and_refusable(
    vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    with open_access(access_for_work(vik.pk)):
        assert Organisation.objects.filter(pk=vik.pk).update(chart=Organisation.Chart.KOSTRA)
    path = tmp_path / "excel.csv"
    arts = ("10", "70", "230", "240")
    rows = "".join(f"{art};Bygg;{place}00,50;2024-01-0{place};Bygg AS\n" for place, art in enumerate(arts, start=1))
    path.write_text(f"Art;Tekst;Beløp;Dato;Leverandør\n{rows}", encoding="utf-8")
    address = str(drop(as_finance, path)["Location"])
    work_through(vik)
    looked = words_of(as_finance.get(address))
    assert "Accounts of one or two digits (10, 70) look like KOSTRA arts" in looked, "read as they stand, and said"
    address += "columns/"

    page = as_finance.get(address)
    text = words_of(page)
    assert "They are read as: 10 → 010 , 70 → 070 ." in text
    assert {value for _row, values in page.context["reading"].rows for _column, value in values} >= {"010", "070"}
    refused = as_finance.post(address, {**proposed(as_finance, address), "account_zeros": "", "do": "look"})
    assert "are read as they stand: 10 → 10 , 70 → 70 ." in words_of(refused)

    for count in (1, 2):  # the same file twice
        seen = saved(as_finance, vik, address) if count == 1 else str(drop(as_finance, path)["Location"])
        work_through(vik)
        looked = words_of(as_finance.get(seen))
        assert "got back the zeros in front, such as 010 for 10: 2." in looked
        as_finance.post(f"{seen}import", {"is_ours": "on"})
        work_through(vik)
        (kept,) = imports_of(vik)
        assert (kept.lines, (kept.mapping or {})["account_zeros"]) == (4, True)


def test_a_personal_number_as_title_of_a_column_is_shown_to_nobody(
    vik: Organisation, as_finance: Client, as_leader: Client, tmp_path: Path
) -> None:
    path, number = tmp_path / "konto.csv", "850709-9805"
    rows = "".join(f"6410{day};Mat;{day}00,50;2024-01-0{day};Matbutikken AB;x\n" for day in range(1, 9))
    path.write_text(f"Konto;Text;Belopp;Datum;Leverantör;Ola {number}\n{rows}", encoding="utf-8")
    seen = drop(as_finance, path)["Location"]
    work_through(vik)
    assert number not in str(newest_job(vik).result)
    for page in (seen, f"{seen}columns/"):
        assert number not in as_finance.get(page).content.decode(), page
    as_finance.post(f"{seen}import")
    work_through(vik)
    (ledger_import,) = imports_of(vik)
    assert number not in as_leader.get(f"/o/vik/accounts/imports/{ledger_import.uuid}/").content.decode()
