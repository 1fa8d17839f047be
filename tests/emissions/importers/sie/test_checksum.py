"""#KSUMMA: labels and fields count, what separates them does not."""

import zlib

from emissions.importers.sie.checksum import checksum_of, same_sum


def test_only_labels_and_fields_between_the_marks_count() -> None:
    lines = [
        b"#FLAGGA 0\n",
        b"#KSUMMA\n",
        b'#KONTO  1930 "Bank konto"\r\n',
        b"{\n",
        b'\t#X "a \\"b\\" {c}"\n',
        b"#KSUMMA 5\n",
    ]
    assert checksum_of(lines) == zlib.crc32(b'#KONTO1930Bank konto#Xa "b" {c}')


def test_sum_may_be_written_with_a_sign() -> None:
    assert same_sum("-1", 2**32 - 1)
    assert same_sum("4294967295", 2**32 - 1)
    assert not same_sum("x", 0)
