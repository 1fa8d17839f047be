"""Examples for the addresses of factor sets of one's own."""

from emissions.models import OwnFactorSet
from tests.architecture.examples import Arguments, example
from tests.emissions.own_set_cases import begun, published, read
from tests.factories.cast import Cast

API_SET = "api/v1/organisations/<slug:organisation>/own-factor-sets/<uuid:own_set>/"


def _published(cast: Cast) -> OwnFactorSet:
    """A published set, made once: its name is taken after that."""
    return OwnFactorSet.objects.filter(organisation=cast.ekby, is_published=True).first() or published(cast.ekby)


def _draft(cast: Cast) -> OwnFactorSet:
    """A set whose draft has been read."""
    known = OwnFactorSet.objects.filter(organisation=cast.ekby, is_published=False).first()
    if known:
        return known
    own_set = begun(cast.ekby, "Et utkast")
    read(own_set)
    return own_set


@example(
    "own_set",
    "own_set_settings",
    "new_own_version",
    API_SET,
    *(f"{API_SET}{part}/" for part in ("versions", "figures", "categories", "changes", "publish")),
)
def a_published_set(cast: Cast) -> Arguments:
    return {"own_set": _published(cast).uuid}


@example("own_set_export", everyones=("number", "kind"))
def a_version_as_file(cast: Cast) -> Arguments:
    return {"own_set": _published(cast).uuid, "number": 1, "kind": "csv"}


@example("own_set_original", everyones=("number",))
def the_file_of_a_version(cast: Cast) -> Arguments:
    return {"own_set": _published(cast).uuid, "number": 1}


@example("own_set_columns", "own_set_categories", "publish_own_set", "drop_own_draft")
def a_draft(cast: Cast) -> Arguments:
    return {"own_set": _draft(cast).uuid}


@example("own_set_category", everyones=("category",))
def a_category_of_a_draft(cast: Cast) -> Arguments:
    return {"own_set": _draft(cast).uuid, "category": "food.meat"}


@example("compare_sets_export", everyones=("kind",))
def a_comparison_as_file(cast: Cast) -> Arguments:  # noqa: ARG001 - as every example
    return {"kind": "csv"}
