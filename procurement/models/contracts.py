"""Contracts: between whom, about what, how long, and who may call off from them."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.files.models import StoredFile
from foundation.shown_texts import ShownText
from organisations.models import Organisation
from organisations.models.organisations import CURRENCIES
from procurement.models.awards import Award
from procurement.models.bids import Bid
from procurement.models.kept_rules import in_order, not_negative, one_of, per_cent, some_months
from procurement.models.procurements import LONGEST_MONTHS, Lot, Procurement


class ContractKind(models.TextChoices):
    """What a contract is, and where it comes from."""

    CONTRACT = "contract", _("Contract")
    FRAMEWORK = "framework", _("Framework agreement")
    CALL_OFF = "call_off", _("Call-off")
    MINI_COMPETITION = "mini_competition", _("Call-off after a mini-competition")


CALL_OFFS = (ContractKind.CALL_OFF, ContractKind.MINI_COMPETITION)


class ContractState(models.TextChoices):
    """How far a contract has come. Whether a signed one runs is told by its days."""

    AWARDED = "awarded", _("Awarded, not signed yet")
    SIGNED = "signed", _("Signed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Contract(models.Model):
    """One contract. `organisation` keeps it; `ContractBuyer` names who shares it and reads it.

    It runs for `months` from `first_day`; `last_day` counts the extensions that are used, and `last_possible_day` all
    of them. `planned_first_day` is the day that the tender named. The value is without VAT, over the agreed time and
    all extensions; of a framework agreement it is the most that may be called off.
    """

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ContractKind, default=ContractKind.CONTRACT)
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=60, blank=True)
    case_number = models.CharField(max_length=60, blank=True, help_text="In the archive: saksnummer, diarienummer")
    # Where it comes from
    award = models.ForeignKey(Award, null=True, blank=True, on_delete=models.PROTECT, related_name="contracts")
    procurement = models.ForeignKey(
        Procurement, null=True, blank=True, on_delete=models.PROTECT, related_name="contracts"
    )
    lot = models.ForeignKey(Lot, null=True, blank=True, on_delete=models.PROTECT, related_name="contracts")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="call_offs")
    # What is bought
    country = models.CharField(max_length=2, choices=Organisation.Country)
    category = models.CharField(max_length=60, blank=True)
    value = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(max_length=3)
    # Days
    signed_on = models.DateField(null=True, blank=True)
    signed_early_because = models.TextField(blank=True, help_text="Why no standstill had to pass")
    beyond_because = models.TextField(
        blank=True, help_text="Of a call-off: why more is called off than the framework agreement says"
    )
    planned_first_day = models.DateField(null=True, blank=True)
    first_day = models.DateField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MONTHS)]
    )
    last_day = models.DateField(null=True, blank=True)
    last_possible_day = models.DateField(null=True, blank=True)
    # Lifecycle
    state = models.CharField(max_length=20, choices=ContractState, default=ContractState.AWARDED)
    withdrawn_because = models.TextField(blank=True, help_text="Of a call-off that was withdrawn")
    order_key = models.UUIDField(
        null=True, blank=True, editable=False, help_text="Of the form that it was called off by, which counts once"
    )
    manager = models.ForeignKey(
        "organisations.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "order_key"], name="call_off_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["contract", "framework"]) | models.Q(parent__isnull=False),
                name="call_off_has_a_framework",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["call_off", "mini_competition"]) | models.Q(parent__isnull=True),
                name="only_a_call_off_has_a_framework",
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="contract_is_not_its_own_framework",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="signed") | models.Q(signed_on__isnull=False), name="contract_signed_on_a_day"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="signed")
                | models.Q(first_day__isnull=False, months__isnull=False)
                & models.Q(last_day__isnull=False, last_possible_day__isnull=False),
                name="contract_signed_has_its_days",
            ),
            in_order("contract", "signed_on", "first_day"),
            in_order("contract", "first_day", "last_day"),
            in_order("contract", "last_day", "last_possible_day"),
            some_months("contract", LONGEST_MONTHS),
            not_negative("contract", "value"),
            models.CheckConstraint(
                condition=models.Q(currency__in=sorted(CURRENCIES.values())), name="contract_currency_known"
            ),
            one_of("contract", "country", Organisation.Country),
            one_of("contract", "kind", ContractKind),
            one_of("contract", "state", ContractState),
        ]
        indexes = [models.Index(fields=["organisation", "last_day"], name="contract_last_day")]
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    terms_are_sealed = False
    """Whether the reader may not know its terms yet; asked by procurement/queries/contract_terms.py."""

    spent: Any = None
    """What was spent through it in a year, in words; put beside it by a list that asked."""

    @property
    def open_value(self) -> Decimal | None:
        """Its value as far as the reader may know it."""
        return None if self.terms_are_sealed else self.value

    @property
    def is_framework(self) -> bool:
        """Whether something can be called off from it."""
        return self.kind == ContractKind.FRAMEWORK

    def is_over(self, today: date) -> bool:
        """Whether it was signed and its last day has passed."""
        return bool(self.state == ContractState.SIGNED and self.last_day and self.last_day < today)


class ContractOption(models.Model):
    """One extension of a contract, with its days; `notice_on` is the last day on which the supplier can be told."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MONTHS)])
    notice_months = models.PositiveSmallIntegerField(default=0)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    notice_on = models.DateField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True, help_text="The supplier was told")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="contract_option_once"),
            some_months("contract_option", LONGEST_MONTHS),
            in_order("contract_option", "first_day", "last_day"),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.number}"


class ContractBuyer(models.Model):
    """An organisation that shares a contract of another one, reads it, and may call off from a framework agreement."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="Keeps it")
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="buyers")
    buyer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    may_call_off = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "buyer"], name="contract_buyer_once")]
        ordering = ["buyer__name"]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.buyer_id}"


class ContractParty(models.Model):
    """A supplier in a contract. Of parallel ones, `rank` says who is asked first, or `share` how much each gets."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="parties")
    bid = models.ForeignKey(Bid, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = ShownText(max_length=200)
    number = models.CharField(max_length=40, blank=True, help_text="Its organisation number")
    email = models.EmailField(blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    share = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="In per cent",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "name"], name="contract_party_once"),
            per_cent("contract_party", "share"),
        ]
        ordering = ["rank", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class InvitedSupplier(models.Model):
    """A supplier of a framework agreement that was asked in a mini-competition, and what it offered; None is nothing.

    `party` is its place in the framework agreement. Prices are the buyer's own to read.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="invited")
    party = models.ForeignKey(ContractParty, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    price = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    has_won = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "party"], name="invited_supplier_once"),
            models.UniqueConstraint(
                fields=["contract"], condition=models.Q(has_won=True), name="mini_competition_won_once"
            ),
            not_negative("invited_supplier", "price"),
        ]
        ordering = ["price", "name"]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.name}"


class ContractDocument(models.Model):
    """A file that belongs to a contract. Those who share the contract read it, unless it is confidential."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="documents")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    confidential_because = models.CharField(max_length=200, blank=True, help_text="The ground; empty where it is open")
    uploaded_by = models.CharField(max_length=200, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title
