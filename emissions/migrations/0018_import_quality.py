"""What was found in the lines of an import, the money of conspicuous lines, and answers of the finance office."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


QUALITY_CELL = """
CREATE TABLE quality_cell (
    organisation_id bigint NOT NULL,
    import_id bigint NOT NULL,
    fact text NOT NULL,
    month date NOT NULL,
    key_id bigint NOT NULL,
    currency character(3) NOT NULL,
    size numeric(20, 4) NOT NULL,
    lines integer NOT NULL,
    PRIMARY KEY (organisation_id, import_id, fact, month, key_id, currency)
);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('emissions', '0017_footprints_know_the_supplier_register'),
        ('organisations', '0006_neighbours_today'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportQuality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(help_text='Of how lines are looked at; an older one is looked at anew')),
                ('found', models.JSONField(help_text='Numbers of lines and vouchers, and which facts can be told at all')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('ledger_import', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='quality', to='emissions.ledgerimport')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FixAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('duplicate', 'Duplicate'), ('account_name', 'Account Name'), ('comment', 'Comment')], max_length=20)),
                ('reference', models.CharField(help_text='The row: an account, some lines, a supplier card', max_length=200)),
                ('said', models.JSONField(help_text='verdict; name; comment')),
                ('actor_name', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'kind', 'reference', '-id'], name='fix_answer_newest')],
            },
        ),
        migrations.RunSQL(QUALITY_CELL, "DROP TABLE quality_cell;"),
    ]
