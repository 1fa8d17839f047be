import pytest

from suppliers.calculations.number_reading import NumberKind, read_number

COMPANY, FOREIGN, INVALID = NumberKind.COMPANY, NumberKind.FOREIGN, NumberKind.INVALID
PERSON, UNKNOWN, MISSING = NumberKind.PERSON, NumberKind.UNKNOWN, NumberKind.MISSING


@pytest.mark.parametrize(
    ("written", "buyer", "kind", "country", "number"),
    [
        ("974 760 673", "NO", COMPANY, "NO", "974760673"),
        ("NO974760673MVA", "SE", FOREIGN, "NO", "974760673"),
        ("974760674", "NO", INVALID, "NO", ""),
        ("NO 974 760 674", "SE", INVALID, "NO", ""),
        ("556012-5790", "NO", FOREIGN, "SE", "5560125790"),
        ("5560125790", "NO", FOREIGN, "SE", "5560125790"),
        ("SE556012579001", "SE", COMPANY, "SE", "5560125790"),
        ("165560125790", "SE", COMPANY, "SE", "5560125790"),
        ("16556012-5790", "SE", COMPANY, "SE", "5560125790"),
        ("556012-5791", "NO", INVALID, "SE", ""),
        ("0201256-6", "SE", FOREIGN, "FI", "02012566"),
        ("FI02012566", "NO", FOREIGN, "FI", "02012566"),
        ("64942212", "DK", COMPANY, "DK", "64942212"),
        ("DK64942212", "NO", FOREIGN, "DK", "64942212"),
        ("DE136695976", "NO", FOREIGN, "DE", "DE136695976"),
        ("DE136695977", "NO", INVALID, "DE", ""),
        ("GB980780684", "SE", FOREIGN, "GB", "GB980780684"),
        ("CHE-107.787.577", "NO", FOREIGN, "CH", "CHE107787577"),
        ("850709-9805", "NO", PERSON, "SE", ""),
        ("850769-9802", "SE", PERSON, "SE", ""),
        ("15108695088", "NO", PERSON, "NO", ""),
        ("211062-5629", "DK", PERSON, "DK", ""),
        ("131052-308T", "SE", PERSON, "FI", ""),
        ("4711", "SE", UNKNOWN, "", ""),
        ("LEV-DEST", "SE", UNKNOWN, "", ""),
        ("  ", "SE", MISSING, "", ""),
        (None, "NO", MISSING, "", ""),
        ("000000-0000", "SE", MISSING, "", ""),
        ("NULL", "SE", MISSING, "", ""),
    ],
)
def test_a_number_is_read_by_prefix_form_and_check_digit(
    written: str | None, buyer: str, kind: NumberKind, country: str, number: str
) -> None:
    found = read_number(written, buyer)

    assert (found.kind, found.country, found.number) == (kind, country, number)


def test_digits_alone_never_make_a_foreign_number_sure() -> None:
    assert read_number("5560125790", "NO").is_sure is False
    assert read_number("556012-5790", "NO").is_sure is True


def test_digits_that_fit_two_countries_are_the_buyers_and_say_so() -> None:
    danish_and_finnish = "10000602"

    assert (read_number(danish_and_finnish, "DK").country, read_number(danish_and_finnish, "FI").country) == (
        "DK",
        "FI",
    )
    assert read_number(danish_and_finnish, "DK").may_be == ("FI",)
    assert (read_number(danish_and_finnish, "NO").kind, read_number(danish_and_finnish, "NO").may_be) == (
        UNKNOWN,
        ("DK", "FI"),
    )
