"""What cannot be done with suppliers."""

from foundation.errors import DomainError


class SupplierNotPossibleError(DomainError):
    """Something cannot be done with a supplier; `field` names what stands in the way, if anything."""

    def __init__(self, message: object, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field
