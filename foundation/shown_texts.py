"""Short texts that others read, such as the name of a supplier: no personal number is kept in them, none is read."""

from typing import TYPE_CHECKING, Any

from django.db import models

from foundation.personal_numbers import without_personal_numbers

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class ShownText(_Text):
    """A text in which the digits of personal numbers are hidden: when it is written, and when an older row is read.

    To the database it is a text like any other, so that a model can take it without a migration.
    """

    def from_db_value(self, value: str | None, *_where: Any) -> str | None:  # noqa: ANN401 - Django's own
        """Return what a row holds, without personal numbers that were kept before."""
        return without_personal_numbers(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ANN401 - Django's own
        """Return what is kept, and let the row in hand say the same."""
        kept = without_personal_numbers(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, kept)
        return kept

    def get_prep_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own
        """Return a text as it is kept, in what changes many rows at once, too."""
        return without_personal_numbers(super().get_prep_value(value))

    def deconstruct(self) -> Any:  # noqa: ANN401 - Django's own
        """Return the field as migrations know it: a CharField."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
