"""Rules in words: what they ask for, what they say, why; and which one decided a group of lines."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emissions.calculations.classification import Defaults
from emissions.calculations.exclusions import ExclusionRule
from emissions.calculations.organisation_rules import ALONE, CONDITIONS, names_one_code
from emissions.calculations.rule_descriptions import RuleDescription, describe_rule
from emissions.models import ClassificationRule
from emissions.reports.category_words import category_name, in_language, language_of
from emissions.reports.line_words import Reader, free_text
from emissions.reports.reason_words import reason_name, treatment_name
from foundation.personal_numbers import masked, without_personal_numbers
from foundation.problems import translatable
from organisations.reference.account_patterns import DIGITS
from suppliers.calculations.numbers import is_anybodys, with_signs

CONDITION_NAMES = {
    "supplier_number": gettext_lazy("Supplier number"),
    "supplier_name": gettext_lazy("Supplier"),
    "account": gettext_lazy("Account"),
    "function": gettext_lazy("Function"),
    "commodity": gettext_lazy("Commodity code"),
    "text": gettext_lazy("Account name"),
    "agreement": gettext_lazy("Agreement"),
    "unit": gettext_lazy("Unit"),
}
CODES = ("account", "function")
# What the shipped rules name as their source, to be translated where it is shown.
SOURCES = (
    translatable("BAS, group structure; GHG Protocol Corporate Value Chain Standard"),
    translatable("Kommun-Bas (SKR), group structure; GHG Protocol Corporate Value Chain Standard"),
    translatable("Veileder til kontoplanen i KOSTRA (KDD); GHG Protocol Corporate Value Chain Standard"),
)
MOST_CODES = 8
ART_DIGITS = 3
_GROUP = re.compile(r"\((?:\?:)?([^()|]*)(?:\|[^()]*)?\)\??")
_SIGNS = re.compile(r"\\[bw]\*?|[\^$?]")


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """What decided: a sort of rule, what it asks for and says; `own` is the uuid of an own rule, else empty.

    `network` is the place in addresses of the network that a rule was taken over from, else empty. `why_language` is
    that of `why` where it is not the reader's.
    """

    sort: str
    asks: str
    says: str
    why: str
    own: str = ""
    network: str = ""
    reference: str = ""
    source: str = ""
    why_language: str = ""


def own_rule(rule: ClassificationRule, reader: Reader) -> RuleInWords:
    """Return a rule of an organisation's own, or one that it has from a network, in words.

    A personal number is masked where the reader may not see it.
    """
    network = rule.network
    return RuleInWords(
        sort=_("Rule from %(network)s") % {"network": network.name} if network else _("Your own rule"),
        asks=", ".join(
            f"{CONDITION_NAMES[name]}: {_code_words(value) if name in CODES else value}"
            for name, value in asked(rule, reader).items()
        ),
        says=says(rule.treatment, rule.reason, rule.category),
        why=free_text(rule.explanation, reader),
        own="" if network else str(rule.uuid),
        network=network.slug if network else "",
        reference=str(rule.uuid)[:8],
    )


def _code_words(value: str) -> str:
    """Return an account or function of a rule with how far it reaches."""
    if names_one_code(value):
        return _("%(code)s alone") % {"code": value.removesuffix(ALONE)}
    return _("%(code)s and what begins with it") % {"code": value}


def asked(rule: ClassificationRule, reader: Reader) -> dict[str, str]:
    """Return by condition what a rule asks for, in the order in which conditions weigh."""
    values = {name: shown_text(name, getattr(rule, name), reader) for name in CONDITIONS}
    return {name: value for name, value in values.items() if value}


def shown_text(name: str, value: str, reader: Reader) -> str:
    """Return one text of a rule as the reader may see it."""
    if name == "supplier_number" and not reader.sees_numbers and is_anybodys(value):
        return masked(value)
    return free_text(value, reader)


def hidden_condition(conditions: Mapping[str, str], reader: Reader) -> str:
    """Return the first condition with a personal number that the reader may not see; empty where none has one.

    A rule with it is refused to them, however it comes: what it would do tells whether the number is there.
    """
    return next((name for name in CONDITIONS if asks_for_hidden(name, conditions.get(name, ""), reader)), "")


def asks_for_hidden(name: str, text: str, reader: Reader) -> bool:
    """Return whether a condition asks for a personal number that the reader may not see.

    Numbers are compared without signs, so one that is a person's only with them is asked for without them, too.
    """
    if reader.sees_numbers:
        return False
    if name == "supplier_number" and any(is_anybodys(number) for number in with_signs(text)):
        return True
    if name == "agreement" and any(without_personal_numbers(number) != number for number in with_signs(text)):
        return True
    return text != shown_text(name, text, reader)


def says(treatment: str, reason: str | None, category: str | None) -> str:
    """Return in a few words what a rule or a decision makes of money."""
    if treatment == "excluded":
        return _("Left out: %(reason)s") % {"reason": reason_name(reason or "organisation_rule")}
    if treatment == "unclassified":
        return reason_name(reason or "no_rule")
    if not category:
        return treatment_name(treatment)
    name = category_name(category)
    return name if treatment in ("", "purchase", "energy") else f"{name} · {treatment_name(treatment)}"


def deciding_rule(
    row: Mapping[str, Any], defaults: Defaults, own: Mapping[str, ClassificationRule], reader: Reader
) -> RuleInWords:
    """Return the rule that decided a row of rule_kind and rule_ref, in words."""
    kind, reference = row["rule_kind"], row["rule_ref"]
    if kind == "organisation" and reference in own:
        return own_rule(own[reference], reader)
    found = describe_rule(kind, reference, defaults)
    if found is None:
        return RuleInWords(_("No rule"), "", "", reason_name(row["reason"] or "no_rule"))
    shown = shipped_rule(found)
    return shown if kind == "exclusion" else replace(shown, why="")


def own_treatment(row: Mapping[str, Any], own: Mapping[str, ClassificationRule], reader: Reader) -> RuleInWords | None:
    """Return the own rule that said how a row counts, where another rule chose its category."""
    reference = row["treatment_ref"]
    return own_rule(own[reference], reader) if reference in own and reference != row["rule_ref"] else None


def shipped_rule(rule: RuleDescription) -> RuleInWords:
    """Return a shipped rule, or a row of a crosswalk, in words."""
    return RuleInWords(
        sort=_sort(rule.kind),
        asks=_shipped_asks(rule),
        says=says(rule.treatment, rule.reason, rule.category),
        why=in_language(rule.explanation),
        reference=rule.reference,
        source=_(rule.source) if rule.source else "",
        why_language=language_of(rule.explanation),
    )


def exclusion_in_words(rule: ExclusionRule) -> RuleInWords:
    """Return a shipped rule of a chart of accounts in words."""
    description = RuleDescription(
        kind="exclusion",
        reference=rule.rule_id,
        chart=rule.chart,
        codes=rule.accounts,
        functions=rule.functions,
        name=rule.name,
    )
    classes = (
        _("Account class %(classes)s") % {"classes": ", ".join(rule.account_classes)} if rule.account_classes else ""
    )
    movement = {"own_work": _("Capitalised own work"), "disposal": _("Disposals")}.get(rule.movement, "")
    asks = "; ".join(filter(None, (classes, _shipped_asks(description), movement)))
    return RuleInWords(
        sort=_sort("exclusion"),
        asks=asks,
        says=says(rule.treatment.value, rule.reason, None),
        why=in_language(rule.explanation),
        reference=rule.rule_id,
    )


def _sort(kind: str) -> str:
    sorts = {
        "exclusion": _("The chart's rule"),
        "commodity": _("Commodity code"),
        "account": _("Account"),
    }
    return sorts.get(kind, kind)


def _shipped_asks(rule: RuleDescription) -> str:
    parts = {
        **_codes_asked(rule),
        _("Function"): _listed(rule.functions),
        _("The account's name holds"): pattern_words(rule.name),
    }
    return "; ".join(f"{name} {text}" for name, text in parts.items() if text)


def _codes_asked(rule: RuleDescription) -> dict[str, str]:
    """Return the codes of a shipped rule by the words before them; KOSTRA rules ask for arts, whole or begun.

    An art is the account without its first digit, its first three digits; what follows is local.
    """
    if rule.chart != "kostra":
        return {_("Code begins with"): _listed(rule.codes)}
    whole = [code for code in rule.codes if len(code) == ART_DIGITS]
    begun = [code for code in rule.codes if len(code) != ART_DIGITS]
    return {
        _("Art is"): _listed(whole),
        _("Art (the account without its first digit) begins with"): _listed(begun),
    }


def quoted(text: str) -> str:
    """Return the text between the quotation marks of the reader's language."""
    return _("“%(text)s”") % {"text": text}


def pattern_words(pattern: str) -> str:
    r"""Return what a name pattern looks for, for people: its alternatives without the signs of regular expressions.

    >>> pattern_words(r"^intern(a|t)?\b|ack.*avskr")
    '“interna”, “ack … avskr”'
    """
    plain = _SIGNS.sub("", _GROUP.sub(r"\1", pattern).replace(".*", " … "))
    return ", ".join(quoted(word.strip()) for word in plain.split("|") if word.strip())


def _listed(codes: Sequence[str]) -> str:
    short = collapsed(codes)
    more = " …" if len(short) > MOST_CODES else ""
    return ", ".join(short[:MOST_CODES]) + more


def collapsed(codes: Sequence[str]) -> list[str]:
    """Return codes with an x where every digit stands at one place, in their order.

    >>> collapsed([f"11{digit}9" for digit in range(10)] + ["57"])
    ['11x9', '57']
    """
    left, found = dict.fromkeys(codes), []
    while left:
        code = next(iter(left))
        families = ([code[:place] + digit + code[place + 1 :] for digit in DIGITS] for place in range(len(code)))
        family = next((members for members in families if all(member in left for member in members)), [code])
        found.append(code if len(family) == 1 else _pattern(family))
        for member in family:
            del left[member]
    return found


def _pattern(family: Sequence[str]) -> str:
    first, last = family[0], family[-1]
    return "".join(one if one == other else "x" for one, other in zip(first, last, strict=True))
