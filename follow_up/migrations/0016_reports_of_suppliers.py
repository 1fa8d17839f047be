"""What suppliers are asked to report, their reports, every figure version by version, and reminders that went out."""

import django.core.validators
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('emissions', '0007_fence_activity'),
        ("follow_up", "0015_fence_reminders"),
        ('organisations', '0005_neighbours'),
        ('procurement', '0027_sealed_terms_and_bids_struck_out'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('form_key', models.UUIDField(blank=True, editable=False, help_text='Of the form that made it, once', null=True)),
                ('email', models.EmailField(max_length=254)),
                ('language', models.CharField(choices=[('nb', 'Norwegian Bokmål'), ('nn', 'Norwegian Nynorsk'), ('sv', 'Swedish'), ('en', 'English')], default='nb', max_length=2)),
                ('title', models.CharField(max_length=200)),
                ('purpose', models.TextField(blank=True, help_text='What the figures are used for')),
                ('clause', models.CharField(blank=True, help_text='Where the contract asks for it', max_length=300)),
                ('period_kind', models.CharField(choices=[('month', 'Each month'), ('quarter', 'Each quarter'), ('half_year', 'Each half-year'), ('year', 'Each year'), ('season', 'Each season'), ('contract', 'The whole contract, once')], default='quarter', max_length=10)),
                ('season_begins', models.CharField(blank=True, max_length=5)),
                ('season_ends', models.CharField(blank=True, max_length=5)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField(blank=True, null=True)),
                ('days_until_due', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MaxValueValidator(365)])),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_because', models.TextField(blank=True)),
                ('revoked_at', models.DateTimeField(blank=True, help_text='No link works, and none is sent by itself', null=True)),
                ('made_by', models.CharField(blank=True, max_length=200)),
                ('revision', models.PositiveIntegerField(default=1, help_text='Counts what was saved, so that nobody overwrites')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procurement.contract')),
                ('obligation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='procurement.obligation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procurement.contractparty')),
            ],
            options={
                'ordering': ['title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReportLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('km', 'Kilometres driven'), ('litres', 'Litres'), ('kwh', 'Kilowatt-hours'), ('kg', 'Kilograms'), ('share', 'Share in per cent'), ('number', 'Number'), ('yes_no', 'Yes or no')], max_length=10)),
                ('label', models.CharField(blank=True, max_length=200)),
                ('unit', models.CharField(blank=True, max_length=40)),
                ('dimension', models.CharField(blank=True, max_length=100)),
                ('whole', models.CharField(blank=True, max_length=100)),
                ('is_required', models.BooleanField(default=True)),
                ('is_asked', models.BooleanField(default=True)),
                ('obligation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='procurement.obligation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('part', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='emissions.activitydimension')),
                ('series', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='emissions.activityseries')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='follow_up.reportrequest')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SupplierReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting for the supplier'), ('received', 'To be looked at'), ('returned', 'Sent back'), ('accepted', 'Accepted')], default='waiting', max_length=10)),
                ('version', models.PositiveSmallIntegerField(default=0)),
                ('draft', models.JSONField(blank=True, default=dict)),
                ('asked_at', models.DateTimeField(blank=True, help_text='The letter with the link went out', null=True)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_by', models.CharField(blank=True, max_length=200)),
                ('comment', models.TextField(blank=True)),
                ('returned_because', models.TextField(blank=True)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_by', models.CharField(blank=True, max_length=200)),
                ('revision', models.PositiveIntegerField(default=1, help_text='Counts what was saved, so that nobody overwrites')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='follow_up.reportrequest')),
            ],
            options={
                'ordering': ['-last_day', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ReportReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('before', 'Before it is due'), ('due', 'On the day that it is due'), ('late', 'After it was due')], max_length=10)),
                ('sent_at', models.DateTimeField(auto_now_add=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='follow_up.supplierreport')),
            ],
        ),
        migrations.CreateModel(
            name='ReportedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('value', models.DecimalField(decimal_places=4, max_digits=18)),
                ('unit', models.CharField(blank=True, max_length=40)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=18)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('is_confirmed', models.BooleanField(default=False)),
                ('because', models.CharField(blank=True, max_length=500)),
                ('told_by', models.CharField(blank=True, max_length=200)),
                ('told_at', models.DateTimeField(auto_now_add=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='follow_up.reportline')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='follow_up.supplierreport')),
            ],
            options={
                'ordering': ['version', 'line__position', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='reportrequest',
            constraint=models.UniqueConstraint(fields=('organisation', 'form_key'), name='report_request_form_once'),
        ),
        migrations.AddConstraint(
            model_name='reportrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('period_kind', 'season'), _negated=True), models.Q(models.Q(('season_begins', ''), _negated=True), models.Q(('season_ends', ''), _negated=True)), _connector='OR'), name='report_request_season_has_days'),
        ),
        migrations.AddConstraint(
            model_name='reportrequest',
            constraint=models.CheckConstraint(condition=models.Q(('days_until_due__lte', 365)), name='report_request_due_within_a_year'),
        ),
        migrations.AddConstraint(
            model_name='reportrequest',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='report_request_last_day_not_before_first_day'),
        ),
        migrations.AddConstraint(
            model_name='reportrequest',
            constraint=models.CheckConstraint(condition=models.Q(('period_kind__in', ['contract', 'half_year', 'month', 'quarter', 'season', 'year'])), name='report_request_period_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='reportrequest',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['en', 'nb', 'nn', 'sv'])), name='report_request_language_known'),
        ),
        migrations.AddConstraint(
            model_name='reportline',
            constraint=models.UniqueConstraint(condition=models.Q(('is_asked', True)), fields=('request', 'obligation'), name='report_line_obligation_once'),
        ),
        migrations.AddConstraint(
            model_name='reportline',
            constraint=models.UniqueConstraint(condition=models.Q(('is_asked', True)), fields=('request', 'part'), name='report_line_part_once'),
        ),
        migrations.AddConstraint(
            model_name='reportline',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['kg', 'km', 'kwh', 'litres', 'number', 'share', 'yes_no'])), name='report_line_kind_known'),
        ),
        migrations.AddIndex(
            model_name='supplierreport',
            index=models.Index(fields=['organisation', 'state', 'due_on'], name='supplier_report_due'),
        ),
        migrations.AddConstraint(
            model_name='supplierreport',
            constraint=models.UniqueConstraint(fields=('request', 'first_day'), name='supplier_report_once_a_period'),
        ),
        migrations.AddConstraint(
            model_name='supplierreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('returned_because', ''), _negated=True), _connector='OR'), name='supplier_report_returned_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='supplierreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(('accepted_at__isnull', False), ('version__gte', 1)), _connector='OR'), name='supplier_report_accepted_at_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='supplierreport',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='supplier_report_last_day_not_before_first_day'),
        ),
        migrations.AddConstraint(
            model_name='supplierreport',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('last_day'))), name='supplier_report_due_on_not_before_last_day'),
        ),
        migrations.AddConstraint(
            model_name='supplierreport',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['accepted', 'received', 'returned', 'waiting'])), name='supplier_report_state_known'),
        ),
        migrations.AddConstraint(
            model_name='reportreminder',
            constraint=models.UniqueConstraint(fields=('report', 'kind'), name='report_reminder_once'),
        ),
        migrations.AddConstraint(
            model_name='reportreminder',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['before', 'due', 'late'])), name='report_reminder_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='reportedvalue',
            constraint=models.UniqueConstraint(fields=('report', 'version', 'line'), name='reported_value_once_a_version'),
        ),
    ]
