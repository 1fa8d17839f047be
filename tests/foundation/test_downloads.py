from foundation.downloads import plain_name


def test_no_letter_of_a_name_is_lost() -> None:
    assert plain_name("Søderåsa kommun", 2024, "Hva pengene kjøper") == "soderasa-kommun-2024-hva-pengene-kjoper"
    assert plain_name("Ærfugl & Öst") == "aerfugl-ost"
