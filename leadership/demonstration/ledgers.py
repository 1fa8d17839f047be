"""The postings of one made-up municipality and year: how many, how large, from whom, when."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

from leadership.demonstration.cast import Municipality
from leadership.demonstration.trade import Supplier, suppliers_of

FOLDER = Path(__file__).parent
# Share of a year's postings in each month.
SEASONS = {
    "even": (8, 8, 8, 8, 8, 9, 6, 8, 9, 9, 9, 10),
    "winter": (15, 14, 12, 8, 5, 4, 3, 4, 6, 8, 10, 11),
    "summer": (3, 3, 4, 7, 11, 14, 9, 13, 13, 11, 8, 4),
    "autumn": (6, 5, 5, 5, 6, 7, 4, 22, 16, 10, 8, 6),
    "school": (10, 9, 10, 9, 10, 7, 1, 7, 10, 9, 10, 8),
}
# Prices against 2022, and what municipalities did: a little less each year, more building in 2023.
PRICES = {2022: 1.0, 2023: 1.06, 2024: 1.09}
TREND = {
    "food": -0.03,
    "fuel": -0.11,
    "airline": -0.12,
    "power": -0.02,
    "computer": 0.05,
    "software": 0.06,
    "roads": -0.01,
}
BUILDING = {2022: 1.0, 2023: 1.22, 2024: 0.94}
CREDIT_SHARE = 0.018
# Fewer and larger postings than in reality, so that the demonstration loads in about two minutes.
LARGER = {"NO": 4.5, "SE": 2.4}
# Every so many rows of a trade's seventh and eighth company are typed carelessly, so that the register has doubles.
CARELESS, WITHOUT_NUMBER, MISTYPED = 4, 6, 7
UNITS = {
    "NO": {
        "skole": (
            "Solbakken skole",
            "Sentrum skole",
            "Elvebakken skole",
            "Ungdomsskolen",
            "Myra barnehage",
            "Tusenbein barnehage",
        ),
        "helse": ("Bjørkelia sykehjem", "Hjemmetjenesten nord", "Hjemmetjenesten sør", "Legesenteret", "Avlastning"),
        "teknisk": ("Vei og park", "Bygg og eiendom", "Vann og avløp", "Brannvesen"),
        "kultur": ("Bibliotek", "Idrett og friluft", "Kulturskole"),
        "sentral": ("Rådhuset", "IKT", "Økonomi", "Personal"),
    },
    "SE": {
        "skole": ("Förskola norr", "Förskola söder", "Grundskola F-6", "Grundskola 7-9", "Gymnasiet"),
        "helse": ("Äldreboende", "Hemtjänst", "LSS", "Socialtjänst"),
        "teknisk": ("Gata och park", "Fastigheter", "Vatten och avlopp", "Avfall"),
        "kultur": ("Bibliotek", "Fritid"),
        "sentral": ("Kommunledning", "IT", "Ekonomi"),
    },
}


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the made-up plan and how it is used."""

    account: str
    name: str
    kr_per_inhabitant: float
    mean_line: float
    pool: str
    functions: tuple[str, ...]
    season: str


@cache
def accounts_of(country: str) -> tuple[Account, ...]:
    """Return the made-up plan of a country."""
    with (FOLDER / f"accounts_{country.lower()}.csv").open(encoding="utf-8") as source:
        return tuple(
            Account(
                row["account"],
                row["name"],
                float(row["kr_per_inhabitant"]),
                float(row["mean_line"]),
                row["pool"],
                tuple(row["functions"].split()),
                row["season"],
            )
            for row in csv.DictReader(source)
        )


def postings(municipality: Municipality, year: int) -> pl.DataFrame:
    """Return the year's postings in order of date.

    Columns: posted_on (Date), account, account_name, unit, unit_name, function, supplier_name, supplier_number (Str),
    cents (Int64, credits negative). The same municipality and year always give the same postings.
    """
    parts = [
        _of_account(municipality, year, account, np.random.default_rng([int(municipality.number), year, place]))
        for place, account in enumerate(accounts_of(municipality.country))
    ]
    return pl.concat(parts).sort("posted_on", "account", "cents", "supplier_name", maintain_order=True)


def _of_account(municipality: Municipality, year: int, account: Account, draw: np.random.Generator) -> pl.DataFrame:
    money = account.kr_per_inhabitant * municipality.inhabitants * _level(account, year) * draw.normal(1.0, 0.03)
    count = max(1, round(money / (account.mean_line * PRICES[year] * LARGER[municipality.country])))
    shape = draw.lognormal(0.0, 1.0, count)
    cents = np.round(shape / shape.sum() * money * 100).astype(np.int64)
    if account.pool:
        cents = np.where(draw.random(count) < CREDIT_SHARE, -np.abs(cents) // 2, cents)
    functions = np.array(account.functions)[np.minimum(draw.zipf(1.6, count) - 1, len(account.functions) - 1)]
    return pl.DataFrame(
        {
            "posted_on": _days(year, account.season, count, draw),
            "account": [account.account] * count,
            "account_name": [account.name] * count,
            **_units(municipality.country, functions, draw),
            "function": functions,
            **_suppliers(municipality, account.pool, count, draw),
            "cents": cents,
        },
        schema_overrides={"supplier_name": pl.String, "supplier_number": pl.String},
    )


def _level(account: Account, year: int) -> float:
    building = BUILDING[year] if account.account.startswith(("023", "617")) else 1.0
    return PRICES[year] * building * (1 + TREND.get(account.pool, -0.005)) ** (year - 2022)


def _days(year: int, season: str, count: int, draw: np.random.Generator) -> list[date]:
    weights = np.array(SEASONS[season], dtype=float)
    months = draw.choice(12, count, p=weights / weights.sum()) + 1
    return [date(year, int(month), int(day)) for month, day in zip(months, draw.integers(1, 29, count), strict=True)]


def _units(country: str, functions: np.ndarray, draw: np.random.Generator) -> dict[str, list[str]]:
    names = UNITS[country]
    kinds = ["sentral" if code[0] == "1" else _kind(code, country) for code in functions]
    first = {kind: 1000 * (place + 1) for place, kind in enumerate(names)}
    places = [
        int(number) % len(names[kind]) for kind, number in zip(kinds, draw.integers(0, 60, len(kinds)), strict=True)
    ]
    return {
        "unit": [str(first[kind] + 10 * place) for kind, place in zip(kinds, places, strict=True)],
        "unit_name": [names[kind][place] for kind, place in zip(kinds, places, strict=True)],
    }


def _kind(function: str, country: str) -> str:
    if country == "SE":
        by_digit = {
            "2": "teknisk",
            "3": "teknisk",
            "4": "skole",
            "5": "helse",
            "6": "helse",
            "8": "teknisk",
            "9": "sentral",
        }
        return by_digit[function[0]] if function != "300" else "kultur"
    if function in ("201", "202", "211", "213", "221", "222", "223"):
        return "skole"
    return {"2": "helse", "3": "teknisk", "8": "sentral"}[function[0]] if function not in ("380", "385") else "kultur"


def _suppliers(
    municipality: Municipality, pool: str, count: int, draw: np.random.Generator
) -> Mapping[str, Sequence[str | None]]:
    if not pool:
        return {"supplier_name": [None] * count, "supplier_number": [None] * count}
    companies = suppliers_of(pool, municipality.country, municipality.inhabitants)
    chosen = np.minimum(draw.zipf(1.5, count) - 1, len(companies) - 1)
    written = [
        _as_written(companies[place], place, row, municipality.country) for row, place in enumerate(chosen.tolist())
    ]
    return {
        "supplier_name": [name for name, _number in written],
        "supplier_number": [number for _name, number in written],
    }


def _as_written(company: Supplier, place: int, row: int, country: str) -> tuple[str, str | None]:
    """Return name and number as a desk would type them: in Sweden some rows of two companies are typed carelessly."""
    if country != "SE" or row % CARELESS:
        return company.name, company.number
    if place == WITHOUT_NUMBER:
        return company.name.removesuffix(" AB").upper(), None
    if place == MISTYPED:
        return company.name, f"{company.number[:-2]}{company.number[-1]}{company.number[-2]}"
    return company.name, company.number
