"""Drafts and private variants are their owner's alone; what is published for everybody is read by all."""

from django.db import migrations

from foundation.postgres.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("requirements_bank", "0001_requirements")]

    operations = [
        protect(
            "requirements_bank_requirement",
            public_if="organisation_id IS NULL OR visibility = 'public' AND is_published",
        ),
        protect(
            "requirements_bank_requirementversion",
            public_if="organisation_id IS NULL OR visibility = 'public' AND state IN ('published', 'retired')",
        ),
        protect(
            "requirements_bank_relation",
            public_if="EXISTS (SELECT FROM requirements_bank_requirementversion AS version WHERE version.id = version_id)",
        ),
    ]
