"""A footprint says which revision of the supplier register its breakdown by supplier rests on."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('emissions', '0016_fence_own_factor_sets'),
        ('suppliers', '0006_read_the_numbers_of_cards'),
    ]

    operations = [
        migrations.AddField(
            model_name='footprint',
            name='supplier_revision',
            field=models.PositiveIntegerField(default=0, help_text='Of the supplier register: which cards were one supplier then'),
        ),
    ]
