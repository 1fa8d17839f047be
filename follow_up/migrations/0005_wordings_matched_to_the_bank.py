"""Which version of the bank says the same as an obligation in own wording."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("follow_up", "0004_fence_views_of_the_register"),
        ('organisations', '0005_neighbours'),
        ('procurement', '0027_sealed_terms_and_bids_struck_out'),
        ('requirements_bank', '0026_used_at_its_price'),
    ]

    operations = [
        migrations.CreateModel(
            name='BankMatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('likeness', models.DecimalField(blank=True, decimal_places=4, help_text='From 0 to 1', max_digits=5, null=True)),
                ('decided_by', models.CharField(blank=True, max_length=200)),
                ('decided_at', models.DateTimeField(auto_now=True)),
                ('obligation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='bank_match', to='procurement.obligation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requirements_bank.requirementversion')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
