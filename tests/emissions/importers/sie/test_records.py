"""Lines of SIE files cut into fields, as the standard and as programs write them."""

from datetime import date

import pytest

from emissions.importers.sie.records import day, fields_of, objects_of, record, voucher_fields, voucher_name


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("#KONTO 1930 Bank", ("1930", "Bank")),
        ('#KONTO\t1930\t"Bank och giro"', ("1930", "Bank och giro")),
        ('  #PROGRAM "Visma \\"2000\\" med mer" 1.0', ('Visma "2000" med mer', "1.0")),
        ('#FNR "C:\\Data\\"', ("C:\\Data\\",)),
        ('#VER "" "" 20240101 ""', ("", "", "20240101", "")),
        ('#FNAMN "aldrig stängd', ("aldrig stängd",)),
        ('#PROSA \\"muu\\" hej"citat sista', ('"muu"', 'hej"citat', "sista")),
        ("#FLAGGA", ()),
        ("", ()),
    ],
)
def test_fields(line: str, fields: tuple[str, ...]) -> None:
    assert record(line).fields == fields


def test_label_is_read_in_any_case() -> None:
    assert record("  #konto 1930 x").label == "#KONTO"


def test_object_list_stands_apart_from_the_fields() -> None:
    found = record('#TRANS 5020 {1 "100" 6 "P}1"} -4.50 20240101 "Text {x}"')
    assert (found.objects, found.fields) == ('1 "100" 6 "P}1"', ("5020", "-4.50", "20240101", "Text {x}"))


def test_braces_in_the_text_of_a_voucher_are_text() -> None:
    assert record('#VER A 1 20240101 "Kurs {intern}"').fields == ("A", "1", "20240101", "Kurs {intern}")


def test_objects_by_dimension() -> None:
    assert objects_of('1 "100" 6 "P 1" 1 "200" 7 ""') == {"1": "100", "6": "P 1"}
    assert objects_of("") == {}
    assert objects_of("1") == {}


def test_fields_never_fail() -> None:
    assert fields_of('"') == [""]
    assert fields_of('{"}') == ["{", "}"]
    assert fields_of("\\") == ["\\"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20240131", date(2024, 1, 31)),
        ("2024-01-31", date(2024, 1, 31)),
        ("20240230", None),
        ("", None),
        ("2024013", None),
        ("２０２４０１３１", None),
    ],
)
def test_day(text: str, expected: date | None) -> None:
    assert day(text) == expected


def test_series_that_is_left_out_does_not_shift_the_date() -> None:
    assert voucher_fields(["A", "1", "20240101", "Mat"]) == ("A", "1", "20240101", "Mat")
    assert voucher_fields(["1", "20240101", "Mat"]) == ("", "1", "20240101", "Mat")
    assert voucher_fields(["A", "20240101"]) == ("A", "20240101", "", "")


def test_voucher_without_number_is_known_by_its_line() -> None:
    assert [voucher_name("A", "1", 7), voucher_name("", "1", 7), voucher_name("B", "", 7), voucher_name("", "", 7)] == [
        "A 1",
        "1",
        "B (line 7)",
        "(line 7)",
    ]
