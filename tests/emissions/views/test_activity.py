"""Pages of activity series: what stands there, who may change it, and what is refused with a sentence."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from emissions.models import ActivityDimension, ActivitySeries, ActivityValue, MethodBreak
from emissions.services.activity_method import pin_factor
from emissions.services.activity_values import enter_values
from organisations.models import Organisation, Role, User
from tests.emissions.activity_cases import UK, buses, part, value
from tests.emissions.footprint_cases import at_work
from tests.emissions.views.conftest import words_of
from tests.factories.organisations import make_member

LIST = "/o/vik/activity/"


@pytest.fixture
def series(vik: Organisation) -> ActivitySeries:
    with at_work(vik):
        return buses(vik)


@pytest.fixture
def page(series: ActivitySeries) -> str:
    return f"{LIST}{series.uuid}/"


@pytest.fixture
def officer(vik: Organisation, in_english: Callable[[User], Client]) -> Client:
    return in_english(make_member("Ida Innkjøp", vik, Role.OFFICER))


def values_of(vik: Organisation) -> list[Decimal | None]:
    with at_work(vik):
        return list(ActivityValue.objects.order_by("pk").values_list("amount", flat=True))


def sheet(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    assert book.active
    for row in (("Period", "First day", "Last day", "Part", "Quantity"), *rows):
        book.active.append(list(row))
    file = BytesIO()
    book.save(file)
    return SimpleUploadedFile("figures.xlsx", file.getvalue())


def test_the_list_says_how_to_begin(vik: Organisation, officer: Client, as_leader: Client) -> None:
    assert "Nothing is counted yet" in words_of(officer.get(LIST))
    assert f"/o/{vik.slug}/activity/new/" in officer.get(LIST).content.decode()
    assert f"/o/{vik.slug}/activity/new/" not in as_leader.get(LIST).content.decode()


def test_the_list_gives_the_newest_total(series: ActivitySeries, officer: Client) -> None:
    text = words_of(officer.get(LIST))

    assert series.title in text
    assert "Autumn 2022: 1,000 km, 971 kg CO₂e." in text


def test_a_series_shows_figures_change_and_factors(page: str, as_leader: Client) -> None:
    text = words_of(as_leader.get(page))

    assert "971" in text
    assert "1,643" in text
    assert "−41" in text
    assert "Biofuel: Biodiesel HVO" in text
    assert "1 km = 0.5 l" in text
    assert "Enter figures" not in text


def test_what_is_not_complete_is_said(vik: Organisation, series: ActivitySeries, page: str, officer: Client) -> None:
    with at_work(vik):
        enter_values(series, [value("autumn 2023", "Diesel", 10)])

    text = words_of(officer.get(page))

    assert "so far. Parts are missing, so this is no total." in text
    assert "HVO: no figure" in text
    assert "not compared: parts are missing" in text


def test_a_series_is_begun_once(vik: Organisation, officer: Client) -> None:
    form = officer.get(f"{LIST}new/").context["form"]
    typed = {
        "title": "Milk",
        "activity": "Litres of milk",
        "unit": "l",
        "period_kind": "year",
        "boundary": "purchases",
        "dimensions": "Whole\nSkimmed",
        "key": str(form["key"].initial),
    }

    answers = [officer.post(f"{LIST}new/", typed) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    with at_work(vik):
        assert list(ActivityDimension.objects.values_list("name", flat=True)) == ["Whole", "Skimmed"]
    again = officer.post(f"{LIST}new/", {**typed, "key": ""})
    assert (again.status_code, "There is a series “Milk” already." in words_of(again)) == (422, True)


def test_figures_are_entered(vik: Organisation, series: ActivitySeries, page: str, officer: Client) -> None:
    with at_work(vik):
        first, second = series.dimensions.all()
    typed = {"period": "autumn 2023", f"amount-{first.pk}": "1 200", f"amount-{second.pk}": "3,5"}

    assert officer.post(f"{page}enter/", typed).status_code == 302
    assert values_of(vik)[4:] == [Decimal(1200), Decimal("3.5")]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"period": "winter 2023"}, "“winter 2023” is no period of this series. Such as autumn 2021"),
        ({"period": "autumn 2023"}, "Write at least one figure."),
        ({"period": "autumn 2023", "amount": "1,200"}, "1,200 can be read in two ways."),
        ({"period": "autumn 2023", "amount": "-4"}, "Write a figure of zero or more in digits"),
        ({"period": "autumn 2021", "amount": "7"}, "Another figure stands there already."),
        (
            {"period": "x", "first_day": "2023-08-01", "last_day": "2023-07-01"},
            "The last day lies before the first, or before 1900.",
        ),
        ({"period": "x", "first_day": "0001-01-01", "last_day": "2023-07-01"}, "or before 1900."),
        (
            {"period": "x", "first_day": "2021-12-01", "last_day": "2022-03-01", "amount": "1"},
            "has days in common with autumn 2021",
        ),
    ],
)
def test_what_cannot_be_entered(
    vik: Organisation, series: ActivitySeries, page: str, officer: Client, typed: dict[str, str], sentence: str
) -> None:
    with at_work(vik):
        first = series.dimensions.all()[0]
    sent = {name if name != "amount" else f"amount-{first.pk}": text for name, text in typed.items()}

    answer = officer.post(f"{page}enter/", sent)

    assert (answer.status_code, sentence in words_of(answer)) == (422, True)
    assert len(values_of(vik)) == 4


def test_a_sheet_is_looked_at_and_then_entered(vik: Organisation, page: str, officer: Client) -> None:
    file = sheet(("autumn 2023", None, None, "Diesel", 12.345), ("autumn 2023", None, None, "HVO", None))

    looked = officer.post(f"{page}import/", {"file": file})

    assert looked.status_code == 200
    assert "1 figure would be entered" in words_of(looked)
    assert len(values_of(vik)) == 4
    assert officer.post(f"{page}import/", {"rows": looked.context["rows"]}).status_code == 302
    assert values_of(vik)[4:] == [Decimal("12.345")]
    again = officer.post(f"{page}import/", {"rows": looked.context["rows"]}, follow=True)
    assert "Nothing was entered." in words_of(again)
    assert len(values_of(vik)) == 5


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04 broken", "This is neither Excel nor CSV"),
        (b"\x00\x01\x02", "This is neither Excel nor CSV"),
        (b"Period;Amount\n", "There is no row below the titles."),
        (b"Period;Part\nautumn 2023;HVO\n", "This column is missing."),
        ("Periode;Del;Mengde\nhøst 2023;Gass;1\n".encode(), "“Gass” is no part of this series."),
        (b"Period;Part;Quantity\nautumn 2023;HVO;many\n", "Write a figure of zero or more in digits"),
        (b"Period;Part;Quantity\nautumn 2021;HVO;9\n", "Another figure stands there already."),
        (b"Period;Part;Quantity\nautumn 2023;HVO;\n", "No row has an amount."),
    ],
)
def test_a_sheet_that_is_wrong(vik: Organisation, page: str, officer: Client, content: bytes, sentence: str) -> None:
    answer = officer.post(f"{page}import/", {"file": SimpleUploadedFile("figures.csv", content)})

    assert (answer.status_code, sentence in words_of(answer)) == (422, True)
    assert len(values_of(vik)) == 4


def test_the_template_can_be_handed_over(page: str, officer: Client) -> None:
    answer: Any = officer.get(f"{page}import/template.xlsx")
    book = openpyxl.load_workbook(BytesIO(answer.getvalue()))

    assert [cell.value for cell in book.worksheets[0][1]] == ["Period", "First day", "Last day", "Part", "Quantity"]
    assert [row[3].value for row in book.worksheets[0].iter_rows(min_row=2)] == ["Diesel", "HVO"]


def test_a_figure_is_corrected_with_a_reason(vik: Organisation, page: str, officer: Client) -> None:
    with at_work(vik):
        old = ActivityValue.objects.get(amount=1000)
    address = f"{page}values/{old.uuid}/"

    without = officer.post(address, {"amount": "900", "reason": ""})
    done = officer.post(address, {"amount": "900", "reason": "Counted twice"})
    late = officer.post(address, {"amount": "800", "reason": "Again"})

    assert (without.status_code, done.status_code, late.status_code) == (422, 302, 422)
    assert "Somebody else corrected this figure in the meantime." in words_of(late)
    text = words_of(officer.get(page))
    assert "Counted twice" in text
    assert values_of(vik) == [1000, 0, 500, 500, 900]


@pytest.mark.parametrize(("role", "sees"), [(Role.READER, True), (Role.PARTNER, False), (Role.GUEST, False)])
def test_who_only_visits_reads_no_names_and_reasons_of_corrections(
    vik: Organisation, page: str, officer: Client, in_english: Callable[[User], Client], role: Role, sees: bool
) -> None:
    with at_work(vik):
        figure = ActivityValue.objects.order_by("pk")[0]
    officer.post(f"{page}values/{figure.uuid}/", {"amount": "900", "reason": "Kari was ill"})
    client = in_english(make_member("Rita Ring", vik, role))
    seen = words_of(client.get(page))
    given: Any = client.get(f"{page}figures.csv")
    file = b"".join(given.streaming_content).decode()

    assert ("Kari was ill" in seen, "Ida Innkjøp" in seen, "Kari was ill" in file) == (sees, sees, sees)
    assert "900" in file


def test_a_break_is_marked_and_nothing_compared_across_it(vik: Organisation, page: str, officer: Client) -> None:
    assert officer.post(f"{page}break/", {"first_day": "2022-07-01", "reason": "Depots count"}).status_code == 302

    text = words_of(officer.get(page))

    assert "Depots count" in text
    assert "not compared: counted in another way" in text
    with at_work(vik):
        assert MethodBreak.objects.count() == 1


def test_a_factor_is_searched_and_chosen(vik: Organisation, series: ActivitySeries, page: str, officer: Client) -> None:
    address = f"{page}parts/0/"
    chosen = f"{UK} 1_101_1011_8_1"

    found = officer.get(f"{address}?q=diesel average biofuel l")
    refused = officer.post(address, {"factor": chosen})
    done = officer.post(address, {"factor": chosen, "per_unit": "0,4", "per_unit_source": "The operator"})

    again = officer.post(address, {"factor": chosen, "per_unit": "0,405", "per_unit_source": "The operator"})

    assert again.status_code == 302
    assert chosen in {key for key, _label in found.context["form"].fields["factor"].choices}
    assert "Say how many l one km is" in words_of(refused)
    assert (refused.status_code, done.status_code) == (422, 302)
    with at_work(vik):
        part = series.dimensions.all()[0]
        assert (part.kg, part.per_unit, part.with_indirect) == (Decimal("2.57082"), Decimal("0.405"), False)


def test_nobody_overwrites_what_somebody_else_saved(vik: Organisation, page: str, officer: Client) -> None:
    form = officer.get(f"{page}edit/").context["form"]
    typed = {
        "title": "Buses",
        "boundary": "purchases",
        "dimensions": "Diesel\nHVO\nGas",
        "revision": form["revision"].value(),
    }

    first = officer.post(f"{page}edit/", typed)
    second = officer.post(f"{page}edit/", typed)

    assert (first.status_code, second.status_code) == (302, 422)
    assert "Somebody else changed “Buses”" in words_of(second)
    with at_work(vik):
        assert ActivityDimension.objects.count() == 3


def test_the_files_hold_figures_and_factors(page: str, as_leader: Client) -> None:
    answer: Any = as_leader.get(f"{page}figures.xlsx")
    book = openpyxl.load_workbook(BytesIO(answer.getvalue()))
    text = b"".join(as_leader.get(f"{page}figures.csv").streaming_content).decode()  # type: ignore[attr-defined]

    assert book.worksheets[0]["E2"].value == 1000
    assert book.worksheets[0]["G2"].value == 1642.82
    assert book.worksheets[1]["D2"].value == "1_101_1012_8_1"
    assert "autumn 2021,2021-07-01,2021-12-31,Diesel,1000" in text


def test_biogenic_co2_stands_beside_the_total(
    vik: Organisation, series: ActivitySeries, page: str, officer: Client
) -> None:
    with at_work(vik):
        pin_factor(
            part(series, "HVO"),
            factor_set="nordic-energy",
            code="biodiesel-l",
            per_unit=Decimal("0.5"),
            per_unit_source="The operator",
        )

    words = words_of(officer.get(page))

    assert "Beside it: 628 kg biogenic CO₂, which is not added." in words
    assert "beside it 628 biogenic CO₂" in words
    answer: Any = officer.get(f"{page}figures.xlsx")
    rows = openpyxl.load_workbook(BytesIO(answer.getvalue())).worksheets[0]
    assert (rows["D5"].value, rows["G5"].value, rows["I5"].value) == ("HVO", 0, 627.5)


def test_the_page_asks_few_questions(page: str, officer: Client, django_assert_num_queries: Any) -> None:
    officer.get(page)

    with django_assert_num_queries(9):
        officer.get(page)
