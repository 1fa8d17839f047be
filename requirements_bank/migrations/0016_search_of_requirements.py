"""Requirements are found by an index of our own; lists narrow down by a row of their own per requirement."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0005_neighbours'),
        ('requirements_bank', '0015_fence_baskets'),
    ]

    operations = [
        # what was searchable is written anew, with names above wordings, by load_bank
        migrations.RunSQL("DELETE FROM requirements_bank_requirementtext", migrations.RunSQL.noop),
        migrations.CreateModel(
            name='IndexedWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_by', models.CharField(choices=[('own', 'Only us'), ('network', 'Our networks and their members'), ('public', 'Everybody')], default='own', max_length=10)),
                ('reader', models.CharField(max_length=5)),
                ('word', models.CharField(db_collation='C', max_length=100)),
                ('places', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
            ],
        ),
        migrations.CreateModel(
            name='KnownWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_by', models.CharField(choices=[('own', 'Only us'), ('network', 'Our networks and their members'), ('public', 'Everybody')], default='own', max_length=10)),
                ('word', models.CharField(db_collation='C', max_length=60)),
                ('trigrams', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3), size=None)),
            ],
        ),
        migrations.CreateModel(
            name='ListedRequirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=30)),
                ('published_at', models.DateTimeField()),
                ('seen_by', models.CharField(choices=[('own', 'Only us'), ('network', 'Our networks and their members'), ('public', 'Everybody')], default='own', max_length=10)),
                ('facets', models.BigIntegerField()),
                ('kind', models.CharField(max_length=30)),
                ('level', models.CharField(max_length=20)),
                ('area', models.CharField(max_length=30)),
                ('maturity', models.CharField(max_length=20)),
                ('is_measurable', models.BooleanField()),
                ('has_staircase', models.BooleanField()),
                ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None)),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None)),
                ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), size=None)),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), size=None)),
            ],
        ),
        migrations.RemoveIndex(
            model_name='requirementtext',
            name='requirement_text_words',
        ),
        migrations.RemoveIndex(
            model_name='requirementtext',
            name='requirement_text_trigrams',
        ),
        migrations.RemoveField(
            model_name='requirementtext',
            name='body',
        ),
        migrations.RemoveField(
            model_name='requirementtext',
            name='trigrams',
        ),
        migrations.AddField(
            model_name='requirementtext',
            name='read_in',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), default=list, help_text='Languages whose readers are shown this text', size=None),
        ),
        migrations.AddField(
            model_name='indexedword',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='knownword',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='listedrequirement',
            name='bank',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requirements_bank.bank'),
        ),
        migrations.AddField(
            model_name='listedrequirement',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='listedrequirement',
            name='requirement',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='listed', to='requirements_bank.requirement'),
        ),
        migrations.AddField(
            model_name='listedrequirement',
            name='version',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='listed', to='requirements_bank.requirementversion'),
        ),
        migrations.AddConstraint(
            model_name='indexedword',
            constraint=models.UniqueConstraint(fields=('word', 'reader', 'organisation', 'seen_by'), name='indexed_word_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='knownword',
            constraint=models.UniqueConstraint(fields=('word', 'organisation', 'seen_by'), name='known_word_once', nulls_distinct=False),
        ),
    ]
