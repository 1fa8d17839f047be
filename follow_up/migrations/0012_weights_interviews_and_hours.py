"""Weights of the priority, talks with advisers, hours for controls, and the yearly assessment."""

import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("follow_up", "0011_fence_supplier_cards"),
        ('organisations', '0005_neighbours'),
        ('procurement', '0027_sealed_terms_and_bids_struck_out'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Interview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('adviser_name', models.CharField(max_length=200)),
                ('held_on', models.DateField()),
                ('note', models.TextField(blank=True)),
                ('revision', models.PositiveIntegerField(default=1, help_text='Counts what was saved, so that nobody overwrites')),
                ('made_by', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('adviser', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-held_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='WeightChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('weights', models.JSONField()),
                ('because', models.TextField()),
                ('made_by', models.CharField(blank=True, max_length=200)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ContractTraits',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('market', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('market_note', models.CharField(blank=True, max_length=500)),
                ('criticality', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('criticality_note', models.CharField(blank=True, max_length=500)),
                ('revision', models.PositiveIntegerField(default=1, help_text='Counts what was saved, so that nobody overwrites')),
                ('updated_by', models.CharField(blank=True, max_length=200)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('contract', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='procurement.contract')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('market__gte', 1), ('market__lte', 5)), ('market__isnull', True), _connector='OR'), name='contract_traits_market_one_to_five'), models.CheckConstraint(condition=models.Q(models.Q(('criticality__gte', 1), ('criticality__lte', 5)), ('criticality__isnull', True), _connector='OR'), name='contract_traits_criticality_one_to_five')],
            },
        ),
        migrations.CreateModel(
            name='ControllerCapacity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('hours', models.DecimalField(decimal_places=1, max_digits=5)),
                ('updated_by', models.CharField(blank=True, max_length=200)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['month', 'person'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'person', 'month'), name='capacity_once_a_month'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='capacity_month_by_first_day'), models.CheckConstraint(condition=models.Q(('hours__gte', 0)), name='controller_capacity_hours_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='ExpectedHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('desk_control', 'Desk control'), ('site_inspection', 'Site inspection'), ('third_party_control', 'Third-party control')], max_length=30)),
                ('hours', models.DecimalField(decimal_places=1, max_digits=5)),
                ('updated_by', models.CharField(blank=True, max_length=200)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['kind'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'kind'), name='expected_hours_once_a_kind'), models.CheckConstraint(condition=models.Q(('hours__gt', 0)), name='expected_hours_more_than_none'), models.CheckConstraint(condition=models.Q(('kind__in', ['desk_control', 'other', 'report_due', 'site_inspection', 'start_meeting', 'status_meeting', 'third_party_control'])), name='expected_hours_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='InterviewNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('worry', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('dependence', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('knowledge', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('market', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('words', models.TextField(blank=True, help_text='May be given out when somebody asks for access')),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='procurement.contract')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='follow_up.interview')),
                ('obligation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='procurement.obligation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('interview', 'contract', 'obligation'), name='interview_note_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('worry__gte', 1), ('worry__lte', 5)), ('worry__isnull', True), _connector='OR'), name='interview_note_worry_one_to_five'), models.CheckConstraint(condition=models.Q(models.Q(('dependence__gte', 1), ('dependence__lte', 5)), ('dependence__isnull', True), _connector='OR'), name='interview_note_dependence_one_to_five'), models.CheckConstraint(condition=models.Q(models.Q(('knowledge__gte', 1), ('knowledge__lte', 5)), ('knowledge__isnull', True), _connector='OR'), name='interview_note_knowledge_one_to_five'), models.CheckConstraint(condition=models.Q(models.Q(('market__gte', 1), ('market__lte', 5)), ('market__isnull', True), _connector='OR'), name='interview_note_market_one_to_five')],
            },
        ),
        migrations.CreateModel(
            name='RiskAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('year', models.PositiveSmallIntegerField()),
                ('content', models.JSONField()),
                ('conclusion', models.TextField(blank=True, help_text='What the organisation makes of it')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('approved', 'Approved')], default='draft', max_length=10)),
                ('made_by', models.CharField(blank=True, max_length=200)),
                ('made_on', models.DateField()),
                ('approved_by', models.CharField(blank=True, max_length=200)),
                ('approved_on', models.DateField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(default=1, help_text='Counts what was saved, so that nobody overwrites')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-year'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'year'), name='risk_assessment_once_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), ('approved_on__isnull', False), _connector='OR'), name='risk_assessment_approved_on_a_day'), models.CheckConstraint(condition=models.Q(('state__in', ['approved', 'draft'])), name='risk_assessment_state_known')],
            },
        ),
        migrations.CreateModel(
            name='SectorRiskChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('category', models.CharField(max_length=60)),
                ('climate', models.DecimalField(decimal_places=2, max_digits=3)),
                ('social', models.DecimalField(decimal_places=2, max_digits=3)),
                ('wage', models.DecimalField(decimal_places=2, max_digits=3)),
                ('because', models.TextField()),
                ('made_by', models.CharField(blank=True, max_length=200)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('climate__gte', 0), ('climate__lte', 1)), name='sector_risk_change_climate_a_share'), models.CheckConstraint(condition=models.Q(('social__gte', 0), ('social__lte', 1)), name='sector_risk_change_social_a_share'), models.CheckConstraint(condition=models.Q(('wage__gte', 0), ('wage__lte', 1)), name='sector_risk_change_wage_a_share')],
            },
        ),
    ]
