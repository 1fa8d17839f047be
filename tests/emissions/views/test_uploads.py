"""Dropping a file: what it is is shown first, then it is imported; what cannot be imported says why and what to do."""

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

import emissions.tasks  # noqa: F401 - registers the work
from emissions.services.import_ledger import ReadingChoices
from foundation.access import open_access
from foundation.files.models import StoredFile
from foundation.scoping import access_for_work
from organisations.models import Organisation, Role, User
from tests.emissions.footprint_cases import (
    FOOD,
    GRANT,
    YEAR_OF_POSTINGS,
    imported,
    write_ledger,
    write_vouchers,
)
from tests.emissions.importers.ledgers import SAMPLES
from tests.emissions.views.conftest import words_of
from tests.emissions.views.upload_steps import LIST, drop, imports_of, looked_at, newest_job, work_through
from tests.factories.organisations import make_member, make_organisation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def vik(transactional_db: None, vik: Organisation) -> Organisation:  # noqa: ARG001 - the work reports on a connection of its own
    return vik


def test_a_dropped_file_is_kept_and_looked_at(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    answer = drop(as_finance, write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS), "../../etc/ledger.csv")

    job = newest_job(vik)
    with open_access(access_for_work(vik.pk)):
        stored = StoredFile.objects.get(organisation=vik)
    assert answer["Location"] == f"{LIST}uploads/{job.uuid}/"
    assert (job.name, job.status, job.actor_name) == ("emissions.check_ledger", "waiting", "Fia Finans")
    assert (stored.name, stored.content_type) == ("ledger.csv", "text/plain")
    assert imports_of(vik) == []


def test_several_files_stand_in_a_list_with_what_each_of_them_is(
    vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    good = write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS).read_bytes()
    sent = [SimpleUploadedFile(name, content) for name, content in (("good.csv", good), ("bad.csv", b"hello\n"))]

    onward = as_finance.post(f"{LIST}uploads/", {"file": sent})
    work_through(vik)
    page = as_finance.get(LIST)

    assert onward["Location"] == f"{LIST}#waiting"
    assert [(each.file.name, each.state) for each in page.context["waiting"]] == [
        ("bad.csv", "refused"),
        ("good.csv", "waiting"),
    ]
    assert b'hx-select="#looked-at"' in page.content
    many = as_finance.post(
        f"{LIST}uploads/", {"file": [SimpleUploadedFile(f"{number}.csv", b"x") for number in range(13)]}
    )
    assert (many.status_code, "Hand over at most 12 files at once." in words_of(many)) == (422, True)


def test_the_page_waits_until_the_file_has_been_looked_at(
    vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    address = drop(as_finance, write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS))["Location"]

    page, part = as_finance.get(address), as_finance.get(address, headers={"HX-Request": "true"})
    work_through(vik)
    over = as_finance.get(address, headers={"HX-Request": "true"})

    assert "Waiting for its turn" in words_of(page)
    assert (part.status_code, b"<html" in part.content) == (200, False)
    assert (over.status_code, over["HX-Redirect"]) == (286, address)


def test_the_page_says_what_the_file_is_and_what_becomes_of_its_money(
    vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    page = looked_at(as_finance, vik, write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS))

    text = words_of(page)
    assert "10 lines, SEK 1.44 million in debit. It can be imported" in text
    assert "Supplier ledger, CSV" in text
    assert "8 January to 28 March 2024" in text
    assert "Transfers and grants 1 25,000" in text
    assert "Capital goods SEK 90,000" in text
    assert "Energy, on its own line SEK 41,300" in text
    assert page.context["checked"].money.classified_share is not None


def test_import_starts_the_work_and_leads_to_the_import(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    page = looked_at(as_finance, vik, write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS))

    started = as_finance.post(f"{page.request['PATH_INFO']}import")
    work_through(vik)
    onward = as_finance.get(started["Location"])
    polled = as_finance.get(started["Location"], headers={"HX-Request": "true"})

    (found,) = imports_of(vik)
    address = reverse("ledger_import", args=["vik", found.uuid])
    assert (found.actor_name, found.lines) == ("Fia Finans", 10)
    assert (onward.status_code, onward["Location"]) == (302, address)
    assert (polled.status_code, polled["HX-Redirect"]) == (286, address)


def test_pressing_import_twice_imports_once(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    address = looked_at(as_finance, vik, write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS)).request["PATH_INFO"]

    first, second = (as_finance.post(f"{address}import")["Location"] for _ in range(2))

    assert first == second


def test_the_upload_page_says_with_how_many_lines_a_general_ledger_takes_over(
    vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    imported(vik, tmp_path, 2024, [FOOD, FOOD])

    text = words_of(looked_at(as_finance, vik, write_vouchers(tmp_path, ["20241215", "20241220", "20241231"])))

    sentence = "In 2024 this general ledger counts, with 6 lines, instead of the supplier ledger with 2 lines."
    assert text.count(sentence) == 1


def test_the_upload_page_says_that_a_few_lines_do_not_count(
    vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    imported(vik, tmp_path, 2024, [FOOD, FOOD] * 20)

    text = words_of(looked_at(as_finance, vik, write_vouchers(tmp_path, ["20241231"])))

    assert "Of 2024 the file has 2 lines only, where 40 lines of fuller accounts are in use." in text


@pytest.mark.parametrize("name", ["sign_in_page.se", "report.pdf", "empty.csv", "damaged.xlsx", "archive.zip"])
def test_what_is_no_ledger_says_what_it_is_and_what_to_do(vik: Organisation, as_finance: Client, name: str) -> None:
    page = looked_at(as_finance, vik, SAMPLES / name)

    text = words_of(page)
    assert page.status_code == 200
    assert "Nothing in this file can be read as accounts" in text
    assert "Hand over another file" in text
    assert page.context["checked"].problems[0].message in text
    assert "Import the file" not in words_of(page)


def test_bad_rows_are_listed_and_may_be_left_out(vik: Organisation, as_finance: Client) -> None:
    page = looked_at(as_finance, vik, SAMPLES / "ekby_supplier_ledger_broken.csv")
    assert "10 errors, one warning" in words_of(page)
    assert "error Row 3 has 8 fields where the header has 15" in words_of(page)

    again = as_finance.post(f"{page.request['PATH_INFO']}check", {"keep_good_rows": "on"})
    work_through(vik)
    kept = as_finance.get(again["Location"])

    assert newest_job(vik).arguments["choices"] == asdict(ReadingChoices(keep_good_rows=True))
    assert "It can be imported without the rows that cannot be read" in words_of(kept)
    undone = as_finance.post(f"{again['Location']}check", {"keep_good_rows": ""})
    assert undone.status_code == 302
    assert newest_job(vik).arguments["choices"]["keep_good_rows"] is False


def test_a_row_with_two_errors_is_one_row(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, 2024, [FOOD, FOOD, FOOD])
    text = path.read_text(encoding="utf-8").replace("12500.50;2024-01-08", "12x50;2024-02-30", 2)
    path.write_text(text, encoding="utf-8")

    page = looked_at(as_finance, vik, path)

    said = words_of(page)
    assert ("4 errors" in said, "2 rows cannot be read." in said) == (True, True)
    assert '"2024-02-30" is no day of the calendar' in said


def test_how_columns_were_read_is_shown(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    text = words_of(looked_at(as_finance, vik, write_ledger(tmp_path, 2024, [FOOD])))

    assert "How it was read" in text
    assert "Column in the file Read as Row 2" in text
    assert "belopp Amount 12,500.50" in text
    assert "Columns that are not read: kommun_id, s_kod_nr" in text
    assert "2024: one line, " in text


def test_accounts_of_another_chart_and_currency_need_a_tick(
    vik: Organisation,  # noqa: ARG001 - takes the whole database, as the work needs
    in_english: Callable[[User], Client],
) -> None:
    nes = make_organisation("nes", country=Organisation.Country.NORWAY, chart=Organisation.Chart.KOSTRA)
    browser = in_english(make_member("Nils Nes", nes, Role.FINANCE))
    path = SAMPLES / "ekby_supplier_ledger.csv"
    sent = browser.post("/o/nes/accounts/uploads/", {"file": SimpleUploadedFile(path.name, path.read_bytes())})
    work_through(nes)
    page = browser.get(sent["Location"])

    refused = browser.post(f"{sent['Location']}import")
    started = browser.post(f"{sent['Location']}import", {"is_ours": "on"})

    text = words_of(page)
    assert "follows the chart of accounts Kommun-Bas" in text
    assert "The amounts of the file are in SEK" in text
    assert "Yes, these are our accounts" in text
    assert (refused.status_code, "Tick that it is yours" in words_of(refused)) == (422, True)
    assert (started.status_code, newest_job(nes).name) == (302, "emissions.import_ledger")


def test_a_missing_year_is_asked_for(vik: Organisation, as_finance: Client) -> None:
    page = looked_at(as_finance, vik, SAMPLES / "ekby_supplier_ledger.xlsx")
    assert "Say which year the accounts are of" in words_of(page)
    address = page.request["PATH_INFO"]

    wrong = as_finance.post(f"{address}check", {"year": "24"})
    right = as_finance.post(f"{address}check", {"year": "2024"})
    work_through(vik)

    assert (wrong.status_code, "1990" in words_of(wrong)) == (422, True)
    assert "2024: 5 lines" in words_of(as_finance.get(right["Location"]))


def test_a_file_that_is_in_already_is_said_to_be(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    known = imported(vik, tmp_path, 2024)

    page = looked_at(as_finance, vik, next(tmp_path.iterdir()))

    assert "This file is in already" in words_of(page)
    assert "Use it again" not in words_of(page)
    assert reverse("ledger_import", args=["vik", known.uuid]) in page.content.decode()
    assert page.context["checked"].replaces == []


def test_the_import_that_gives_way_is_named(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    known = imported(vik, tmp_path, 2024)

    page = looked_at(as_finance, vik, write_ledger(tmp_path, 2024, [FOOD]))

    (other,) = page.context["checked"].replaces
    assert (other.uuid, other.months, other.lines, other.new_lines) == (str(known.uuid), "January 2024", 3, 1)
    assert f"{known.file.name} January 2024 3 1" in words_of(page)
    more = looked_at(as_finance, vik, write_ledger(tmp_path, 2024, [FOOD, FOOD, GRANT]))
    assert more.context["checked"].rest_of_lines == 0
    other_year = looked_at(as_finance, vik, write_ledger(tmp_path, 2024, [FOOD, replace(FOOD, day="06-08")]))
    assert "One more line of the file falls where no other file has any." in words_of(other_year)


def test_a_file_that_is_refused_on_the_way_says_why(vik: Organisation, as_finance: Client) -> None:
    """The check was for a file that could be imported; somebody imports one that cannot be, straight by its address."""
    address = looked_at(as_finance, vik, SAMPLES / "ekby_supplier_ledger_broken.csv").request["PATH_INFO"]

    started = as_finance.post(f"{address}import")
    job = work_through(vik)
    page = as_finance.get(started["Location"])

    assert (job.status, job.result["accepted"], imports_of(vik)) == ("done", False, [])
    assert "It cannot be imported as it is." in words_of(page)


def test_the_same_content_under_another_name_is_called_as_it_is_called_now(
    vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    broken = SAMPLES / "ekby_supplier_ledger_broken.csv"
    first = drop(as_finance, broken, "first.csv")["Location"]
    work_through(vik)
    second = drop(as_finance, broken, "second.csv")["Location"]
    work_through(vik)
    assert "second.csv" in words_of(as_finance.get(second))
    assert "first.csv" not in words_of(as_finance.get(LIST))

    assert "Take it off the list" in words_of(as_finance.get(LIST))
    assert "“second.csv” is off the list." in words_of(as_finance.post(f"{first}remove", follow=True))
    assert as_finance.get(LIST).context["waiting"] == []
    drop(as_finance, broken, "third.csv")
    assert [upload.name for upload in as_finance.get(LIST).context["waiting"]] == ["third.csv"]

    known = imported(vik, tmp_path, 2024)
    again = drop(as_finance, next(tmp_path.iterdir()), "again.csv")["Location"]
    work_through(vik)
    words = words_of(as_finance.get(again))
    assert "again.csv" in words
    assert f"It has the same content as “{known.file.name}”" in words
    assert "In use already" in words
    assert "Ready to import" not in words
    assert "can be imported" not in words
