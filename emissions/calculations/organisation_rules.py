"""An organisation's own rules: conditions that must all hold, and what then follows.

Source: docs/methods/classification.md. Precedence, strongest first:
1. the kind of rule, by what it names: supplier number > agreement > commodity > text > supplier name > account >
   function > unit. A rule that names a stronger thing beats one that does not, whatever else either names; among rules
   with the same strongest thing the next one decides, and so on: supplier and account beats supplier alone;
2. an own rule before one inherited from a network (docs/decisions/0071-rules-of-a-network.md);
3. the rule's own number, lower first;
4. longer prefixes first;
5. the rule's id, so that the order is always the same.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from emissions.calculations.rule_matching import Conditions, all_matches, first_match
from foundation.personal_numbers import without_personal_numbers

# What a rule may name, strongest first.
CONDITIONS = ("supplier_number", "agreement", "commodity", "text", "supplier_name", "account", "function", "unit")
DEFAULT_PRECEDENCE = 100
# At the end of an account or a function: that one alone, and nothing that begins with it.
ALONE = "!"
LONGEST_CODE = 20

_NOT_ALPHANUMERIC = r"[^0-9A-Za-z]"
_CPV_SIGNS = r"^\s*CPV:|-\d\s*$"  # its scheme, and the check digit that it may be written with
_DIGITS = r"\d{3}"  # every personal number has three together


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of an organisation's own; conditions that are None ask for nothing.

    supplier_number and agreement and unit must be equal (punctuation in numbers is ignored); account, function and
    commodity are prefixes as the ledger writes them, but an account or a function with ALONE at its end must be equal:
    "10" takes 100 as well, "10!" does not; a commodity is CPV unless it begins with "unspsc:"; supplier_name
    and text are parts of the supplier's and of the account's name, ignoring case and without the personal numbers that
    a name may hold.

    `category` says what was bought. `treatment` is "excluded" (with `reason`), "purchase", "capital_good", "energy" or
    None to leave it to the shipped rules. A rule that names no account never brings back what the chart leaves out: VAT
    and internal trade on a supplier's invoice stay out although the supplier has a category.
    """

    rule_id: str
    precedence: int = DEFAULT_PRECEDENCE
    supplier_number: str | None = None
    supplier_name: str | None = None
    agreement: str | None = None
    account: str | None = None
    function: str | None = None
    commodity: str | None = None
    text: str | None = None
    unit: str | None = None
    treatment: str | None = None
    reason: str | None = None
    category: str | None = None
    inherited: bool = False

    @property
    def kind(self) -> str:
        """What the rule names, strongest first, joined by a plus: "supplier_number+account"."""
        return "+".join(self._named())

    def order(self) -> tuple[tuple[bool, ...], bool, int, int, str]:
        """Return the sort key of the precedence above: the smallest wins."""
        named = self._named()
        lengths = sum(len(value) for value in (self.account, self.function, self.commodity) if value)
        kind = tuple(name not in named for name in CONDITIONS)
        return kind, self.inherited, self.precedence, -lengths, self.rule_id

    def _named(self) -> tuple[str, ...]:
        return tuple(name for name in CONDITIONS if getattr(self, name))


def rules_in_order(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules that name anything at all, the strongest first."""
    return sorted((rule for rule in rules if rule.kind), key=Rule.order)


def strongest_rules(keys: pl.DataFrame, ordered: Sequence[Rule]) -> pl.Series:
    """Return for every key the place of the first rule that holds for it (UInt32), null where none does.

    `keys` is prepared by `with_rule_columns`, `ordered` comes from `rules_in_order`. A rule on a supplier's number
    holds by the number on the supplier's own card, corrected where it was wrong, and by the one it is grouped under.
    """
    stacked = _with_known_numbers(keys)
    found = stacked.select("_key", _rule=first_match(stacked, [rule_conditions(rule) for rule in ordered]))
    return found.group_by("_key").agg(pl.min("_rule")).sort("_key")["_rule"]


def holding_rules(key: pl.DataFrame, ordered: Sequence[Rule]) -> list[Rule]:
    """Return all rules that hold for one key, the strongest first; both as `strongest_rules` takes them."""
    stacked = _with_known_numbers(key)
    return [ordered[place] for place in all_matches(stacked, [rule_conditions(rule) for rule in ordered])]


def _with_known_numbers(keys: pl.DataFrame) -> pl.DataFrame:
    """Return the keys, numbered by _key, and those again whose supplier is known by another number, under that one."""
    numbered = keys.with_row_index("_key")
    number, known = pl.col("_supplier_number"), pl.col("_supplier_identity")
    again = numbered.filter(known.is_not_null() & known.ne_missing(number)).with_columns(_supplier_number=known)
    return pl.concat([numbered, again])


def rule_conditions(rule: Rule) -> Conditions:
    """Return what the rule asks of a key prepared by `with_rule_columns`."""
    codes = {"_account": plain_account(rule.account), "function": rule.function}
    alone = {name: value for name, value in codes.items() if names_one_code(value)}
    equal = {
        "_supplier_number": plain_number(rule.supplier_number),
        "_agreement": plain_number(rule.agreement),
        "unit": rule.unit,
        **{name: (value or "").removesuffix(ALONE) for name, value in alone.items()},
    }
    starts = {
        **{name: value for name, value in codes.items() if name not in alone},
        "_commodity": plain_commodity(rule.commodity),
    }
    contains = {("_supplier_name",): rule.supplier_name, ("_account_name",): rule.text}
    return Conditions(
        equal={name: (value,) for name, value in equal.items() if value},
        starts={name: (value,) for name, value in starts.items() if value},
        contains={columns: value for columns, value in contains.items() if value},
    )


def with_rule_columns(keys: pl.DataFrame) -> pl.DataFrame:
    """Return the keys with their numbers freed of punctuation, as `rule_conditions` compares them.

    Names lose the digits of personal numbers: else a rule that holds or not would tell them one by one.
    """
    plain = keys.with_columns(
        pl.col(name).str.replace_all(_NOT_ALPHANUMERIC, "").str.to_uppercase().alias(f"_{name}")
        for name in ("supplier_number", "supplier_identity", "agreement", "account")
    )
    return plain.with_columns(
        pl.col("commodity")
        .str.to_uppercase()
        .str.replace_all(_CPV_SIGNS, "")
        .str.replace_all(_NOT_ALPHANUMERIC, "")
        .alias("_commodity"),
        *(_without_numbers(keys[name]).alias(f"_{name}") for name in ("supplier_name", "account_name")),
    )


def _without_numbers(names: pl.Series) -> pl.Series:
    written = names.drop_nulls().unique()
    shown = {name: without_personal_numbers(name) for name in written.filter(written.str.contains(_DIGITS))}
    return names.replace({name: text for name, text in shown.items() if text != name})


def plain_number(value: str | None) -> str | None:
    """Return a number or code without punctuation, in capitals; None stays None.

    >>> plain_number("556012-5790")
    '5560125790'
    """
    return None if value is None else re.sub(_NOT_ALPHANUMERIC, "", value).upper()


def plain_account(value: str | None) -> str | None:
    """Return an account without punctuation, in capitals, with ALONE where it is meant alone; None stays None.

    >>> plain_account("12-30"), plain_account("10!"), plain_account("!")
    ('1230', '10!', '')
    """
    code = plain_number(value)
    return f"{code}{ALONE}" if code and names_one_code(value) else code


def names_one_code(value: str | None) -> bool:
    """Whether an account or a function of a rule is meant alone, not as the first digits of others.

    >>> names_one_code("10!"), names_one_code("10"), names_one_code("!")
    (True, False, False)
    """
    return value is not None and value.endswith(ALONE) and value != ALONE


def whole_code(code: str) -> str:
    """Return an account or function of the ledger as a rule asks for it alone; one that fills the field stays.

    >>> whole_code("10"), whole_code("10!"), whole_code("")
    ('10!', '10!', '')
    """
    return code if not code or code.endswith(ALONE) or len(code) >= LONGEST_CODE else f"{code}{ALONE}"


def plain_commodity(value: str | None) -> str | None:
    """Return a commodity code as rules and keys compare it: in capitals, CPV without its scheme and its check digit.

    >>> plain_commodity("33140000-3"), plain_commodity("cpv:3314"), plain_commodity("unspsc:4321")
    ('33140000', '3314', 'UNSPSC4321')
    """
    return None if value is None else plain_number(re.sub(_CPV_SIGNS, "", value.upper()))
