"""Rules that PostgreSQL keeps for whoever writes a row, past every service. What is not known (NULL) breaks none."""

from django.db.models import BooleanField, CheckConstraint, F, Func, Q, TextChoices


def not_negative(table: str, field: str) -> CheckConstraint:
    """Return the rule that a sum or a measure is 0 or more."""
    return CheckConstraint(condition=Q(**{f"{field}__gte": 0}), name=f"{table}_{field}_not_negative")


def per_cent(table: str, field: str) -> CheckConstraint:
    """Return the rule that a share or a weight lies between 0 and 100."""
    return CheckConstraint(condition=Q(**{f"{field}__gte": 0, f"{field}__lte": 100}), name=f"{table}_{field}_per_cent")


def some_months(table: str, most: int) -> CheckConstraint:
    """Return the rule that a time lasts a month or more, and at most so many."""
    return CheckConstraint(condition=Q(months__gte=1, months__lte=most), name=f"{table}_months_at_least_one")


def each_some_months(table: str, field: str, most: int) -> CheckConstraint:
    """Return the same rule for each time in a list."""
    template = f"(1 <= ALL(%(expressions)s) AND {most} >= ALL(%(expressions)s))"
    condition = Func(field, template=template, output_field=BooleanField())
    return CheckConstraint(condition=condition, name=f"{table}_{field}_at_least_one")


def in_order(table: str, earlier: str, later: str) -> CheckConstraint:
    """Return the rule that a day does not come before another."""
    return CheckConstraint(condition=Q(**{f"{later}__gte": F(earlier)}), name=f"{table}_{later}_not_before_{earlier}")


def one_of(table: str, field: str, choices: type[TextChoices], *, or_empty: bool = False) -> CheckConstraint:
    """Return the rule that a word is one of those that are known, or says nothing yet."""
    known = sorted({*choices.values, *([""] if or_empty else [])})
    return CheckConstraint(condition=Q(**{f"{field}__in": known}), name=f"{table}_{field}_known")
