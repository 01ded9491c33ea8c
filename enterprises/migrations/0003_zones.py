import django.db.models.deletion
import organisations.access
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enterprises', '0002_isolation'),
        ('organisations', '0004_plans_are_approved'),
    ]

    operations = [
        migrations.AddField(
            model_name='establishment',
            name='form_key',
            field=models.UUIDField(editable=False, null=True, verbose_name='mã phiếu nhập'),
        ),
        migrations.AlterField(
            model_name='establishment',
            name='zone_name',
            field=models.CharField(blank=True, max_length=250, verbose_name='KCN, CCN, làng nghề, theo lời văn'),
        ),
        migrations.CreateModel(
            name='OfficialTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(choices=[('park', 'số KCN'), ('cluster', 'số CCN'), ('village', 'số làng nghề')], max_length=15, verbose_name='chỉ tiêu')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('value', models.PositiveIntegerField(verbose_name='tổng số')),
                ('source', models.CharField(max_length=300, verbose_name='nguồn số liệu')),
                ('form_key', models.UUIDField(editable=False, null=True, verbose_name='mã phiếu nhập')),
                ('owner', models.ForeignKey(db_default=organisations.access.CurrentOrganisation(), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='đơn vị sở hữu')),
            ],
            options={
                'verbose_name': 'tổng số chính thức',
                'ordering': ['-year', 'subject'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'subject', 'year'), name='official_total_once_a_year', violation_error_message='Đã có tổng số của chỉ tiêu này cho năm đó.'), models.UniqueConstraint(fields=('owner', 'form_key'), name='official_total_saved_once_per_form')],
            },
        ),
        migrations.CreateModel(
            name='IndustrialZone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('park', 'KCN'), ('cluster', 'CCN'), ('village', 'làng nghề')], max_length=10, verbose_name='loại')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('commune', models.CharField(blank=True, max_length=150, verbose_name='phường, xã, đặc khu')),
                ('operator', models.CharField(blank=True, max_length=200, verbose_name='đơn vị quản lý, chủ đầu tư hạ tầng')),
                ('since_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='từ năm')),
                ('until_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='đến hết năm')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='ghi chú')),
                ('form_key', models.UUIDField(editable=False, null=True, verbose_name='mã phiếu nhập')),
                ('owner', models.ForeignKey(db_default=organisations.access.CurrentOrganisation(), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='đơn vị sở hữu')),
            ],
            options={
                'verbose_name': 'KCN, CCN, làng nghề',
                'ordering': ['kind', 'name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'kind', 'name'), name='zone_once', violation_error_message='Sổ đã có KCN, CCN, làng nghề này.'), models.CheckConstraint(condition=models.Q(('since_year__isnull', True), ('until_year__isnull', True), ('until_year__gte', models.F('since_year')), _connector='OR'), name='zone_years_in_order', violation_error_message='Năm kết thúc phải bằng hoặc sau năm bắt đầu.'), models.UniqueConstraint(fields=('owner', 'form_key'), name='zone_saved_once_per_form')],
            },
        ),
        migrations.AddField(
            model_name='establishment',
            name='zone',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprises.industrialzone', verbose_name='KCN, CCN, làng nghề trong sổ'),
        ),
        migrations.AddConstraint(
            model_name='establishment',
            constraint=models.UniqueConstraint(fields=('owner', 'form_key'), name='establishment_saved_once_per_form'),
        ),
    ]
