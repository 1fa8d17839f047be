from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0006_neighbours_today"),
    ]

    operations = [
        migrations.AlterField(
            model_name="organisation",
            name="chart",
            field=models.CharField(
                choices=[
                    ("kostra", "KOSTRA"),
                    ("kommun_bas", "Kommun-Bas"),
                    ("bas", "BAS"),
                    ("fi_kunta", "Kuntien tililuettelo"),
                ],
                default="kostra",
                max_length=20,
            ),
        ),
    ]
