"""Rules that a network publishes in versions, and what each member makes of them."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('emissions', '0011_fence_remembered_mappings'),
        ('organisations', '0006_neighbours_today'),
    ]

    operations = [
        migrations.AddField(
            model_name='classificationrule',
            name='network',
            field=models.ForeignKey(blank=True, help_text='Whose set it was taken over from; the rule has the id that it has there', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation'),
        ),
        migrations.CreateModel(
            name='NetworkRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_on', models.BooleanField(default=False)),
                ('follows', models.CharField(choices=[('automatic', 'By itself, with the next import or calculation'), ('asks', 'Only when we say so')], default='automatic', max_length=10)),
                ('taken', models.PositiveIntegerField(blank=True, help_text='The version of the set that holds here', null=True)),
                ('switched_off', models.JSONField(blank=True, default=list, help_text='Ids of rules that do not hold here')),
                ('revision', models.PositiveIntegerField(default=1, help_text='Counts what was saved, so that nobody overwrites')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['network__name'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'network'), name='network_rules_once_for_a_member'), models.CheckConstraint(condition=models.Q(('follows__in', ['automatic', 'asks'])), name='network_rules_follow_in_a_known_way'), models.CheckConstraint(condition=models.Q(('is_on', False), ('taken__isnull', False), _connector='OR'), name='network_rules_that_hold_have_a_version')],
            },
        ),
        migrations.CreateModel(
            name='NetworkRuleSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)])),
                ('rules', models.JSONField(help_text='Each with its id, what it asks for, what follows and why')),
                ('note', models.CharField(blank=True, help_text='What is new, and why', max_length=300)),
                ('published_by', models.CharField(blank=True, max_length=200)),
                ('published_at', models.DateTimeField(auto_now_add=True)),
                ('organisation', models.ForeignKey(help_text='The network', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['organisation', '-number'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'number'), name='network_rule_set_once')],
            },
        ),
    ]
