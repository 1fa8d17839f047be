"""Controls that an organisation shares with others, and what others have relied on."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("follow_up", "0006_fence_wordings_matched"),
        ('organisations', '0005_neighbours'),
        ('procurement', '0028_right_to_look_into_obligations'),
        ('requirements_bank', '0026_used_at_its_price'),
    ]

    operations = [
        migrations.CreateModel(
            name='SharedControl',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('seen_by', models.CharField(choices=[('own', 'Only us'), ('network', 'Our networks and their members'), ('public', 'Everybody')], default='network', max_length=10)),
                ('supplier_name', models.CharField(max_length=200)),
                ('supplier_number', models.CharField(max_length=40)),
                ('kind', models.CharField(choices=[('desk', 'Desk control'), ('site', 'Site inspection'), ('third_party', 'Third-party control')], max_length=20)),
                ('held_on', models.DateField()),
                ('place', models.CharField(blank=True, max_length=300)),
                ('covers_all_places', models.BooleanField(default=False)),
                ('method', models.TextField(blank=True)),
                ('supplier_informed_on', models.DateField()),
                ('supplier_informed_how', models.CharField(max_length=300)),
                ('shared_by', models.CharField(max_length=200)),
                ('shared_at', models.DateTimeField(auto_now_add=True)),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                ('taken_back_because', models.TextField(blank=True)),
                ('control', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='shared', to='follow_up.control')),
                ('organisation', models.ForeignKey(help_text='Who looked', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-held_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SharedFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.CharField(max_length=30)),
                ('title', models.CharField(max_length=300)),
                ('direction', models.CharField(blank=True, max_length=10)),
                ('threshold', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ('unit', models.CharField(blank=True, max_length=40)),
                ('variables', models.JSONField(default=dict)),
                ('is_kept', models.BooleanField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('shared', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='follow_up.sharedcontrol')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requirements_bank.requirementversion')),
            ],
            options={
                'ordering': ['code', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ControlReuse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('finding_uuid', models.UUIDField()),
                ('verdict', models.JSONField(default=list)),
                ('provenance', models.JSONField(default=dict)),
                ('used_by', models.CharField(max_length=200)),
                ('used_at', models.DateTimeField(auto_now_add=True)),
                ('undone_because', models.TextField(blank=True)),
                ('obligation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='procurement.obligation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('result', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='follow_up.checkresult')),
            ],
            options={
                'ordering': ['-used_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_because', '')), fields=('obligation', 'finding_uuid'), name='control_reused_once')],
            },
        ),
        migrations.AddIndex(
            model_name='sharedcontrol',
            index=models.Index(fields=['supplier_number', 'held_on'], name='shared_control_supplier'),
        ),
        migrations.AddConstraint(
            model_name='sharedcontrol',
            constraint=models.CheckConstraint(condition=models.Q(('taken_back_at__isnull', True), models.Q(('taken_back_because', ''), _negated=True), _connector='OR'), name='shared_control_taken_back_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='sharedcontrol',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['desk', 'site', 'third_party'])), name='shared_control_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='sharedcontrol',
            constraint=models.CheckConstraint(condition=models.Q(('seen_by__in', ['network', 'own', 'public'])), name='shared_control_seen_by_known'),
        ),
        migrations.AddConstraint(
            model_name='sharedfinding',
            constraint=models.UniqueConstraint(fields=('shared', 'version'), name='shared_finding_once'),
        ),
    ]
