"""Official code lists as frames: CPV, KOSTRA arter and funksjoner, account groups, municipalities.

Origins and licences: `code_lists/source.toml`. All columns are texts unless said otherwise; an empty cell is null.
"""

from functools import cache

import polars as pl

from organisations.reference.sources import REFERENCE, sources

CPV_LANGUAGES = ("en", "nb", "sv", "da", "fi")


@cache
def _code_list(name: str) -> pl.DataFrame:
    return pl.read_csv(REFERENCE / "code_lists" / sources("code_lists")[name].file, infer_schema=False)


def cpv_codes() -> pl.DataFrame:
    """Return 9,454 rows: code (8 digits), check_digit, parent (code or null), kind (S, W, V), name_<language>."""
    return _code_list("cpv")


def kostra_arts() -> pl.DataFrame:
    """Return one row per art: code, series_name_nb, name_nb, name_source, seen_in (dated lists, space between)."""
    return _code_list("kostra_arter")


def kostra_functions() -> pl.DataFrame:
    """Return one row per function: code, level (municipality or county), name_nb, name_source, seen_in."""
    return _code_list("kostra_funksjoner")


def account_groups(chart: str) -> pl.DataFrame:
    """Return the groups of `kommun_bas`, `bas` or `fi_kunta`: prefix, name_sv, name_en; KeyError for another chart."""
    return _code_list(chart)


def municipalities(country: str) -> pl.DataFrame:
    """Return the municipalities of NO or SE: code, name, county_code, county, population (Int64, null if unknown).

    NO has written_norwegian (nb, nn or null where neutral) too; KeyError for another country.
    """
    known = {"NO": "municipalities_no", "SE": "municipalities_se"}
    return _code_list(known[country]).with_columns(pl.col("population").cast(pl.Int64))
