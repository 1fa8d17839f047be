"""Make a person with a role in an organisation, or an operator of the installation."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.commands import PlainCommand
from foundation.errors import ConflictError, DomainError
from foundation.scoping import access_for_work
from organisations.models import Role, User
from organisations.queries.by_number import organisation_by_number
from organisations.services.invite_person import Invitation, invitation_address, invite_person


class Command(PlainCommand):
    """With --organisation the person gets a link to choose a password; an operator alone is asked for one."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take who it is and what they may do."""
        super().add_arguments(parser)
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--organisation", metavar="NUMBER", help="where the person gets a role")
        parser.add_argument("--role", action="append", choices=Role.values, help="may be given several times")
        languages = [code for code, _ in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE, help="of mail and pages")
        parser.add_argument("--mail", action="store_true", help="send the link instead of printing it")
        parser.add_argument("--operator", action="store_true", help="may see the installation's jobs, queues and mail")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read an operator's password from standard input"
        )

    @transaction.atomic
    def work(self, **options: Any) -> None:  # noqa: ANN401 - options by name
        """Make the person and say how they come in."""
        _check_email(options["email"])
        result: dict[str, Any] = {"email": options["email"].lower(), "name": options["name"]}
        if options["organisation"]:
            result |= _member(options)
        elif options["operator"]:
            _operator(options["email"], options["name"], _password(from_stdin=options["password_stdin"]))
        else:
            raise DomainError("Say what the person is: --organisation NUMBER --role ROLE, or --operator.")
        if options["operator"]:
            User.objects.filter(email=options["email"].lower()).update(is_operator=True)
            result["operator"] = True
        self.report(result, as_json=options["json"])


def _member(options: dict[str, Any]) -> dict[str, Any]:
    organisation = organisation_by_number(options["organisation"])
    roles = tuple(options["role"] or (Role.READER.value,))
    invitation = Invitation(options["email"], options["name"], roles, language=options["language"])
    with open_access(access_for_work(organisation.pk)), acting(Actor("manage.py create_user")):
        user = invite_person(organisation=organisation, invitation=invitation, by_mail=options["mail"])
        result: dict[str, Any] = {"organisation": organisation.name, "roles": ", ".join(roles)}
        if not options["mail"] and not user.has_come_in:
            result["link"] = invitation_address(user, organisation)
    return result


def _operator(email: str, name: str, password: str) -> None:
    if User.objects.filter(email=email.lower()).exists():
        raise ConflictError(f"There is somebody with the address {email} already.")
    user = User(email=email.lower(), name=name)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    user = User.objects.create_user(email, name, password, is_operator=True)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    password = getpass("Password: ")
    if getpass("The same again: ") != password:
        raise DomainError("The two passwords differ.")
    return password


def _check_email(email: str) -> None:
    try:
        User._meta.get_field("email").clean(email, None)  # noqa: SLF001 - Django's public name for it
    except ValidationError as error:
        raise DomainError(f"{email} is not an e-mail address.") from error
