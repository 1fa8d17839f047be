from organisations.reference.account_patterns import prefixes


def test_prefixes_of_a_plain_pattern_keep_their_order() -> None:
    assert prefixes("57 1 402") == ("57", "1", "402")


def test_prefixes_expand_x_to_every_digit() -> None:
    assert prefixes("11x9") == tuple(f"11{digit}9" for digit in range(10))


def test_prefixes_of_an_empty_pattern_are_none_at_all() -> None:
    assert prefixes("") == ()


def test_prefixes_name_each_prefix_once() -> None:
    assert prefixes("1x 15") == tuple(f"1{digit}" for digit in range(10))
