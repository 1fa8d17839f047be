"""People and the roles they have in organisations."""

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.models.organisations import Organisation


class UserManager(BaseUserManager["User"]):
    """Makes people, known by their e-mail address."""

    def create_user(self, email: str, name: str, password: str | None = None, **fields: Any) -> "User":  # noqa: ANN401 - model fields
        """Make a person; without a password only single sign-on or a reset link lets them in."""
        one_line = " ".join(name.split())  # names stand in mail, where a line break would begin a text of its own
        user = self.model(email=self.normalize_email(email).lower(), name=one_line, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, name: str, password: str | None = None, **fields: Any) -> "User":  # noqa: ANN401 - model fields
        """Make an operator of the installation; operators see jobs, queues and mail, never an organisation's rows."""
        return self.create_user(email, name, password, is_operator=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=5, blank=True, help_text="Preferred language of pages and mail")
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False, help_text="May see the installation's jobs, queues and mail")
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def has_come_in(self) -> bool:
        """Whether the person has a way to sign in: a password, or single sign-on used once."""
        return self.has_usable_password() or self.last_login is not None

    def get_full_name(self) -> str:
        """Return the name, as Django's and allauth's templates ask for it."""
        return self.name


class Role(models.TextChoices):
    """What a person does in an organisation; `organisations.permissions` says what each may."""

    READER = "reader", _("Reader")
    OFFICER = "officer", _("Procurement officer")
    CONTROLLER = "controller", _("Contract controller")
    LEADER = "leader", _("Leader")
    FINANCE = "finance", _("Finance")
    ADMINISTRATOR = "administrator", _("Administrator")
    PARTNER = "partner", _("Partner")
    GUEST = "guest", _("Guest")


VISITORS = frozenset({Role.PARTNER, Role.GUEST})
"""Who sees sums of an organisation and works for somebody else."""


class Membership(models.Model):
    """A person's role in an organisation, from a day to a day. Not fenced: the access is built from it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    valid_from = models.DateField(default=timezone.localdate)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="membership_role_once"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="membership_ends_after_start",
                violation_error_message=_("The last day must not lie before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.organisation}"
