import django.db.models.deletion
import django.db.models.expressions
import organisations.access
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enterprises', '0003_zones'),
        ('organisations', '0004_plans_are_approved'),
        ('outreach', '0003_form_key'),
        ('programmes', '0004_plans_tasks_money'),
    ]

    operations = [
        migrations.AddField(
            model_name='activity',
            name='hours',
            field=models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True, verbose_name='thời lượng (giờ)'),
        ),
        migrations.AddField(
            model_name='activity',
            name='state',
            field=models.CharField(choices=[('planned', 'dự kiến'), ('held', 'đã tổ chức'), ('cancelled', 'đã hủy')], default='held', max_length=10, verbose_name='tình trạng'),
        ),
        migrations.AlterField(
            model_name='activity',
            name='kind',
            field=models.CharField(choices=[('conference', 'Hội nghị'), ('workshop', 'Hội thảo'), ('training', 'Tập huấn'), ('leaflet', 'Tờ rơi'), ('handbook', 'Sổ tay, tài liệu'), ('tv_report', 'Phóng sự truyền hình'), ('radio_report', 'Chuyên mục phát thanh'), ('tv_talk_show', 'Tọa đàm tại trường quay'), ('article', 'Tin, bài'), ('cooperation', 'Hợp tác quốc tế'), ('research', 'Nghiên cứu khoa học'), ('other', 'Hoạt động khác')], max_length=15, verbose_name='loại hoạt động'),
        ),
        migrations.CreateModel(
            name='ActivityMoney',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fund', models.CharField(choices=[('science', 'sự nghiệp khoa học và công nghệ'), ('environment', 'sự nghiệp bảo vệ môi trường'), ('industry', 'khuyến công'), ('enterprise', 'doanh nghiệp'), ('donor', 'tài trợ'), ('other', 'nguồn khác')], max_length=12, verbose_name='nguồn kinh phí')),
                ('amount', models.DecimalField(decimal_places=0, max_digits=18, verbose_name='chi phí')),
                ('activity', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='money', to='outreach.activity')),
                ('owner', models.ForeignKey(db_default=organisations.access.CurrentOrganisation(), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='đơn vị sở hữu')),
            ],
            options={
                'verbose_name': 'chi phí của hoạt động',
                'ordering': ['fund'],
                'constraints': [models.UniqueConstraint(fields=('activity', 'fund'), name='activity_money_once', violation_error_message='Nguồn này đã có dòng.'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='activity_money_not_negative', violation_error_message='Số tiền không thể âm.')],
            },
        ),
        migrations.CreateModel(
            name='ActivityOrganiser',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='đơn vị tổ chức')),
                ('is_lead', models.BooleanField(default=False, verbose_name='chủ trì')),
                ('activity', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='organisers', to='outreach.activity')),
                ('owner', models.ForeignKey(db_default=organisations.access.CurrentOrganisation(), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='đơn vị sở hữu')),
            ],
            options={
                'verbose_name': 'đơn vị tổ chức',
                'ordering': ['-is_lead', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('activity', 'name'), name='organiser_once', violation_error_message='Đơn vị này đã có trong danh sách.'), models.UniqueConstraint(condition=models.Q(('is_lead', True)), fields=('activity',), name='one_organiser_leads', violation_error_message='Chỉ một đơn vị chủ trì.')],
            },
        ),
        migrations.CreateModel(
            name='ActivityZone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='zones', to='outreach.activity')),
                ('owner', models.ForeignKey(db_default=organisations.access.CurrentOrganisation(), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='đơn vị sở hữu')),
                ('zone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprises.industrialzone', verbose_name='KCN, CCN, làng nghề')),
            ],
            options={
                'verbose_name': 'KCN, CCN, làng nghề được phổ biến',
                'ordering': ['zone__kind', 'zone__name'],
                'constraints': [models.UniqueConstraint(fields=('activity', 'zone'), name='activity_zone_once')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=250, verbose_name='tên cơ sở, đơn vị')),
                ('managers', models.PositiveIntegerField(default=0, verbose_name='cán bộ quản lý')),
                ('technicians', models.PositiveIntegerField(default=0, verbose_name='cán bộ kỹ thuật')),
                ('others', models.PositiveIntegerField(default=0, verbose_name='người khác')),
                ('women', models.PositiveIntegerField(blank=True, null=True, verbose_name='trong đó nữ')),
                ('activity', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='outreach.activity')),
                ('establishment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprises.establishment', verbose_name='cơ sở trong sổ')),
                ('owner', models.ForeignKey(db_default=organisations.access.CurrentOrganisation(), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='đơn vị sở hữu')),
            ],
            options={
                'verbose_name': 'cơ sở tham dự',
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('activity', 'establishment'), name='establishment_attends_once', violation_error_message='Cơ sở này đã có trong danh sách tham dự.'), models.CheckConstraint(condition=models.Q(('managers__gt', 0), ('technicians__gt', 0), ('others__gt', 0), _connector='OR'), name='somebody_attended', violation_error_message='Ghi ít nhất một người tham dự.'), models.CheckConstraint(condition=models.Q(('women__isnull', True), ('women__lte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('managers'), '+', models.F('technicians')), '+', models.F('others'))), _connector='OR'), name='women_among_attendees', violation_error_message='Số nữ không thể nhiều hơn số người tham dự.')],
            },
        ),
        migrations.CreateModel(
            name='Attendee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=100, verbose_name='họ và tên')),
                ('workplace', models.CharField(blank=True, max_length=250, verbose_name='đơn vị công tác')),
                ('position', models.CharField(blank=True, max_length=100, verbose_name='chức vụ')),
                ('role', models.CharField(choices=[('manager', 'cán bộ quản lý'), ('technician', 'cán bộ kỹ thuật'), ('other', 'người khác')], max_length=10, verbose_name='thuộc nhóm')),
                ('is_woman', models.BooleanField(blank=True, null=True, verbose_name='nữ')),
                ('form_key', models.UUIDField(editable=False, null=True, verbose_name='mã phiếu nhập')),
                ('activity', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='attendees', to='outreach.activity')),
                ('attendance', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attendees', to='outreach.attendance')),
                ('owner', models.ForeignKey(db_default=organisations.access.CurrentOrganisation(), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='đơn vị sở hữu')),
            ],
            options={
                'verbose_name': 'người tham dự',
                'ordering': ['full_name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'form_key'), name='attendee_saved_once_per_form')],
            },
        ),
        migrations.CreateModel(
            name='DistinctPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='outreach.activity')),
                ('other', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='outreach.activity')),
                ('owner', models.ForeignKey(db_default=organisations.access.CurrentOrganisation(), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='đơn vị sở hữu')),
            ],
            options={
                'verbose_name': 'hai hoạt động không trùng nhau',
                'constraints': [models.UniqueConstraint(fields=('activity', 'other'), name='told_apart_once'), models.CheckConstraint(condition=models.Q(('activity__lt', models.F('other'))), name='told_apart_in_order')],
            },
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('hours__isnull', True), ('hours__gt', 0), _connector='OR'), name='activity_hours_positive', violation_error_message='Thời lượng phải lớn hơn 0.'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'held'), models.Q(('attendance_count__isnull', True), ('done_quantity__isnull', True), ('event_count__isnull', True), ('women_count__isnull', True)), _connector='OR'), name='only_what_was_held_has_results', violation_error_message='Hoạt động dự kiến hoặc đã hủy chưa có kết quả: để trống số cuộc, lượt người, số lượng thực hiện, hoặc chọn “đã tổ chức”.'),
        ),
    ]
