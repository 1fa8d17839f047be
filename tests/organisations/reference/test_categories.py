from organisations.reference.categories import (
    LANGUAGES,
    TRAITS,
    Category,
    categories,
    category_leaves,
    category_of,
    category_version,
)

SHARED_BANK_AREAS = {
    "transport": "Transport",
    "construction": "Bygg og anlegg",
    "materials": "Materialer",
    "maintenance": "Vedlikehold av bygg og vei",
    "food": "Mat",
    "it": "IT",
    "office": "Kontor",
}
FURTHER_AREAS = {"energy", "services", "furnishing", "health", "waste"}


def areas() -> list[Category]:
    return [category for category in categories() if not category.is_leaf]


def test_tree_has_twelve_areas_and_sixty_to_eighty_leaves() -> None:
    assert len(areas()) == 12
    assert 60 <= len(category_leaves()) <= 80


def test_areas_of_the_shared_bank_are_recognisable() -> None:
    names = {area.code: area.names["nb"] for area in areas()}
    assert {code: names[code].startswith(name) for code, name in SHARED_BANK_AREAS.items()} == dict.fromkeys(
        SHARED_BANK_AREAS, True
    )
    assert set(names) == set(SHARED_BANK_AREAS) | FURTHER_AREAS


def test_every_category_has_a_name_in_every_language_and_a_description() -> None:
    assert [c.code for c in categories() if not all(c.names.get(language) for language in LANGUAGES)] == []
    assert [c.code for c in categories() if not all(c.descriptions.get(lang) for lang in ("nb", "sv", "en"))] == []


def test_codes_and_names_are_unique() -> None:
    codes = [category.code for category in categories()]
    assert len(codes) == len(set(codes))
    for language in LANGUAGES:
        names = [leaf.names[language] for leaf in category_leaves().values()]
        assert len(names) == len(set(names))


def test_leaves_stand_below_their_area_and_after_it() -> None:
    positions = {category.code: category.position for category in categories()}
    for code, leaf in category_leaves().items():
        area = code.partition(".")[0]
        assert leaf.parent == area
        assert positions[area] < leaf.position


def test_codes_fit_the_column_that_keeps_them() -> None:
    assert max(len(category.code) for category in categories()) <= 60


def test_traits_and_scope_3_categories_are_known_ones() -> None:
    assert {trait for category in categories() for trait in category.traits} <= TRAITS
    assert {category.scope3 for category in categories()} == {1, 3, 4, 5, 6, 8}


def test_energy_is_exactly_the_energy_area() -> None:
    assert {code for code, leaf in category_leaves().items() if leaf.is_energy} == {
        code for code, leaf in category_leaves().items() if leaf.parent == "energy"
    }


def test_category_of_an_unknown_code_is_none() -> None:
    assert category_of("no.such") is None
    assert category_of("food.meat") == category_leaves()["food.meat"]


def test_version_is_given() -> None:
    assert category_version() == "1.0"
