"""As whom we stand in the database: row-level security binds nobody who owns the tables or is superuser."""

from dataclasses import dataclass

from django.db import connection

from foundation.postgres.url import APPLICATION_ROLE

_QUESTION = """
SELECT current_user::text, role.rolsuper OR role.rolbypassrls,
       (SELECT count(*) FROM pg_class
        WHERE relowner = role.oid AND relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace),
       session_user::text,
       (SELECT count(*) FROM pg_class
        WHERE relowner = login.oid AND relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace)
FROM pg_roles AS role, pg_roles AS login
WHERE role.rolname = current_user AND login.rolname = session_user
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """The role we act in and the login behind it, each with the number of tables it owns."""

    role: str
    is_unbound: bool
    owned: int
    login: str
    login_owns: int

    @property
    def problem(self) -> str:
        """Return why row-level security would not bind us, or nothing where it does."""
        if self.is_unbound:
            return f"the role {self.role} is superuser or passes by row-level security"
        if self.owned:
            return f"the role {self.role} owns {self.owned} tables, so that row-level security does not bind it"
        if self.role != APPLICATION_ROLE:
            return f"we act as {self.role} instead of {APPLICATION_ROLE}: run migrate"
        return ""


def standing() -> Standing:
    """Ask the server as whom we act; DatabaseError where it cannot be reached."""
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION)
        return Standing(*cursor.fetchone())
