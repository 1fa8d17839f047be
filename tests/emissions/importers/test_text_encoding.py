"""Nordic letters come out as they were typed, whatever alphabet a program wrote them in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.importers.text_encoding import TextEncoding, detect_encoding, encoding_remarks, utf8_blocks
from tests.emissions.importers.ledgers import written

SWEDISH = "Lön för Åsa Öberg på Ängsvägen 5, Café Élan\nårsavgift;blåbärssylt\n"
NORWEGIAN = "Blåbærsyltetøy til Ødegård skole; Ærlig\n"


def decoded(path: Path, encoding: TextEncoding, size: int = 4096) -> str:
    return b"".join(utf8_blocks(path, encoding, size)).decode()


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("cp437", "cp437"), ("cp1252", "cp1252"), ("latin-1", "cp1252"), ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("prior", ["cp437", "cp1252"])
def test_swedish_is_read_from_every_encoding(tmp_path: Path, codec: str, name: str, prior: str) -> None:
    path = written(tmp_path, SWEDISH, codec)
    encoding = detect_encoding(path, "cp437" if prior == "cp437" else "cp1252")
    assert encoding == TextEncoding(name)
    assert decoded(path, encoding) == SWEDISH


@pytest.mark.parametrize(("codec", "name"), [("cp865", "cp437"), ("cp1252", "cp1252"), ("utf-8", "utf-8")])
def test_norwegian_is_read_from_every_encoding(tmp_path: Path, codec: str, name: str) -> None:
    path = written(tmp_path, NORWEGIAN, codec)
    encoding = detect_encoding(path)
    assert encoding == TextEncoding(name)
    assert decoded(path, encoding) == NORWEGIAN


def test_capitals_are_read_from_both_code_pages(tmp_path: Path) -> None:
    text = "KÖP AV MATLÅDA ÄPPLE; ÅR ÖL\n"
    for codec in ("cp437", "cp1252"):
        path = written(tmp_path, text, codec)
        assert decoded(path, detect_encoding(path)) == text


def test_typographic_quotes_of_windows_stay_quotes(tmp_path: Path) -> None:
    text = "Köp hos ”Bolaget” AB – 20 € i maj\n"
    path = written(tmp_path, text, "cp1252")
    assert decoded(path, detect_encoding(path)) == text


def test_letters_of_the_other_code_page_in_one_file_are_read_and_told(tmp_path: Path) -> None:
    path = written(tmp_path, "Övningsbolaget på Ängsvägen i F".encode("cp437") + "öretag Å".encode("cp1252"))
    encoding = detect_encoding(path, "cp437")
    assert encoding == TextEncoding("cp437", mixed=True)
    assert decoded(path, encoding) == "Övningsbolaget på Ängsvägen i Företag Å"
    assert [problem.code for problem in encoding_remarks(encoding)] == ["encodings_are_mixed"]


def test_broken_utf8_among_good_is_read_as_windows(tmp_path: Path) -> None:
    path = written(tmp_path, SWEDISH.encode() + "Größe på ö".encode("cp1252"))
    encoding = detect_encoding(path)
    assert encoding == TextEncoding("utf-8", mixed=True)
    assert decoded(path, encoding) == SWEDISH + "Größe på ö"


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_text_encoded_twice_is_turned_back(tmp_path: Path, codec: str) -> None:
    path = written(
        tmp_path, "Lön på Ängsvägen, Åre\nhej\n".encode().decode("latin-1").encode("latin-1").decode(codec, "ignore")
    )
    encoding = detect_encoding(path)
    assert encoding.twice
    assert decoded(path, encoding, size=7).startswith("Lön på ")
    assert [problem.code for problem in encoding_remarks(encoding)] == ["encoded_twice"]


def test_lines_that_end_with_a_return_alone_are_lines(tmp_path: Path) -> None:
    path = written(tmp_path, "a;b\rå;d\r", "cp1252")
    encoding = detect_encoding(path)
    assert encoding == TextEncoding("cp1252", returns="line_ends")
    assert decoded(path, encoding, size=3) == "a;b\nå;d\n"


def test_stray_return_inside_a_line_becomes_a_space(tmp_path: Path) -> None:
    path = written(tmp_path, "a\rb;c\r\nd;e\r\n")
    encoding = detect_encoding(path)
    assert encoding == TextEncoding("ascii", returns="stray")
    assert decoded(path, encoding, size=4) == "a b;c\r\nd;e\r\n"


def test_zero_bytes_become_visible(tmp_path: Path) -> None:
    path = written(tmp_path, b"abc\0def, a long line of letters\n")
    assert decoded(path, detect_encoding(path)) == "abc\ufffddef, a long line of letters\n"


def test_ascii_is_called_ascii(tmp_path: Path) -> None:
    assert detect_encoding(written(tmp_path, "#FLAGGA 0\n")) == TextEncoding("ascii")


@given(
    st.text(alphabet="abcdeåäöÅÄÖéü ;,-0123\n", min_size=1),
    st.sampled_from(["cp437", "cp1252", "utf-8"]),
    st.integers(1, 50),
)
def test_blocks_of_any_size_hold_the_whole_text(
    tmp_path_factory: pytest.TempPathFactory, text: str, codec: str, size: int
) -> None:
    text = f"på väg över ån {text}"
    path = written(tmp_path_factory.mktemp("text"), text, codec)
    assert decoded(path, detect_encoding(path), size) == text


@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_ends_of_lines_are_known_in_every_encoding(tmp_path: Path, codec: str, end: str) -> None:
    path = written(tmp_path, f"Åsa;1{end}Örjan;2{end}", codec)
    encoding = detect_encoding(path)
    assert decoded(path, encoding).replace("\r\n", "\n") == "Åsa;1\nÖrjan;2\n"
    assert not encoding.is_endless


@pytest.mark.parametrize("codec", ["ascii", "utf-16-le"])
@pytest.mark.parametrize("end", ["", "\n", "\r"])
def test_a_line_without_end_is_seen(tmp_path: Path, codec: str, end: str) -> None:
    assert detect_encoding(written(tmp_path, f"a;b{end}" + "x;" * (5 << 20), codec)).is_endless
