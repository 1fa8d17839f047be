"""Collect the texts to translate, show what is missing, and fill in translations.

manage.py collect_translations                      bring the catalogs up to date
manage.py collect_translations --missing nb         print {text: ""} for what lacks a translation
manage.py collect_translations --add nb FILE.json   merge {text: translation}; a plural is a list of two
"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from foundation.translations.catalogs import LANGUAGES, filled, missing, read_catalog, updated, write_catalog
from foundation.translations.extraction import extracted


class Command(BaseCommand):
    """Bring the catalogs up to date with the code."""

    help = "Collect the texts to translate; --missing LANGUAGE prints what lacks one, --add LANGUAGE FILE fills in."
    requires_system_checks = []  # it reads files only, and helps while the rest is being built

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare --missing and --add."""
        parser.add_argument("--missing", choices=LANGUAGES, help="print what lacks a translation, as JSON to fill in")
        parser.add_argument("--add", nargs=2, metavar=("LANGUAGE", "FILE"), help="merge translations from a JSON file")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Run."""
        root = Path(settings.BASE_DIR)
        template = extracted(root)
        catalogs = {language: updated(read_catalog(root, language), template) for language in LANGUAGES}
        if options["missing"]:
            self.stdout.write(json.dumps(missing(catalogs[options["missing"]]), ensure_ascii=False, indent=1))
            return
        if options["add"]:
            self._add(catalogs, *options["add"])
        for language, catalog in catalogs.items():
            write_catalog(root, language, catalog)
            self.stdout.write(f"{language}: {len(catalog)} texts, {len(missing(catalog))} without translation")

    def _add(self, catalogs: dict[str, Any], language: str, file: str) -> None:
        if language not in catalogs:
            raise CommandError(f"There is no catalog for {language!r}; there are {', '.join(catalogs)}.")
        try:
            translations = json.loads(Path(file).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"{file} cannot be read as JSON: {error}") from error
        for text in filled(catalogs[language], translations):
            self.stderr.write(f"not in use, left out: {text}")
