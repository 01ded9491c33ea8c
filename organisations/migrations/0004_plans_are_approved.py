import django.db.models.deletion
import organisations.access
import organisations.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0003_enterprises_write_their_log'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='wants_email',
            field=models.BooleanField(db_default=True, default=True, verbose_name='nhận thư nhắc việc'),
        ),
        migrations.AlterField(
            model_name='logentry',
            name='verb',
            field=models.CharField(choices=[('create', 'tạo'), ('update', 'sửa'), ('compile', 'lập'), ('submit', 'trình, gửi'), ('return', 'yêu cầu hoàn thiện, bổ sung'), ('invite', 'mời'), ('accept', 'nhận lời mời'), ('approve', 'duyệt'), ('withdraw', 'rút lại'), ('attach', 'đính kèm tệp'), ('detach', 'gỡ tệp'), ('copy', 'sao chép'), ('delete', 'xóa'), ('give', 'giao thực hiện'), ('start', 'bắt đầu thực hiện'), ('accept_task', 'nghiệm thu'), ('settle', 'quyết toán'), ('stop', 'dừng thực hiện'), ('carry', 'chuyển năm sau'), ('disburse', 'ghi giải ngân'), ('consult', 'gửi lấy ý kiến'), ('redraft', 'đưa về dự thảo'), ('issue', 'ghi quyết định ban hành'), ('amend', 'mở điều chỉnh'), ('abandon', 'thôi điều chỉnh'), ('record', 'đính chính theo văn bản đã ban hành'), ('replace', 'ghi được thay thế'), ('expire', 'ghi hết hiệu lực'), ('close', 'khóa'), ('reopen', 'mở lại'), ('restore', 'khôi phục hiệu lực')], max_length=20, verbose_name='việc'),
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(choices=[('plan', 'kế hoạch'), ('task_list', 'danh mục nhiệm vụ')], max_length=20, verbose_name='loại hồ sơ')),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('subject_label', models.CharField(max_length=300, verbose_name='hồ sơ')),
                ('state', models.CharField(choices=[('open', 'đang trình duyệt'), ('approved', 'đã duyệt'), ('returned', 'đã trả lại để hoàn thiện'), ('withdrawn', 'đã rút lại')], default='open', max_length=10, verbose_name='trạng thái')),
                ('content_key', models.CharField(max_length=64)),
                ('started_at', models.DateTimeField(editable=False, verbose_name='trình lúc')),
                ('started_by_name', models.CharField(editable=False, max_length=150, verbose_name='người trình')),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='kết thúc lúc')),
                ('closed_by_name', models.CharField(blank=True, editable=False, max_length=150, verbose_name='người kết thúc')),
                ('withdrawn_because', models.TextField(blank=True, verbose_name='lý do rút lại')),
                ('closed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(db_default=organisations.access.CurrentOrganisation(), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='đơn vị sở hữu')),
                ('started_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lần trình duyệt',
                'ordering': ['-started_at', '-pk'],
                'indexes': [models.Index(fields=['subject', 'subject_id'], name='organisatio_subject_18bb08_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('owner', 'subject', 'subject_id'), name='one_open_approval_per_subject', violation_error_message='Hồ sơ này đang được trình duyệt.'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='approval_open_or_closed'), models.CheckConstraint(condition=models.Q(('state', 'withdrawn'), ('withdrawn_because', ''), _connector='OR'), name='approval_withdrawal_has_its_reason_alone')],
            },
        ),
        migrations.CreateModel(
            name='ApprovalDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordinal', models.PositiveSmallIntegerField(verbose_name='bước')),
                ('name', models.CharField(max_length=100, verbose_name='tên bước')),
                ('role', models.CharField(choices=[('officer', 'Chuyên viên'), ('head', 'Lãnh đạo')], max_length=20, verbose_name='vai trò')),
                ('person_name', models.CharField(blank=True, max_length=150, verbose_name='người được giao')),
                ('is_last', models.BooleanField(default=False, verbose_name='bước cuối')),
                ('decision', models.CharField(choices=[('pending', 'chưa xử lý'), ('approved', 'đồng ý'), ('returned', 'trả lại để hoàn thiện')], default='pending', max_length=10, verbose_name='kết quả')),
                ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='lúc')),
                ('decided_by_name', models.CharField(blank=True, max_length=150, verbose_name='người thực hiện')),
                ('on_behalf', models.BooleanField(default=False, verbose_name='làm thay theo ủy quyền')),
                ('comment', models.TextField(blank=True, verbose_name='ý kiến')),
                ('approval', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='organisations.approval')),
                ('decided_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(db_default=organisations.access.CurrentOrganisation(), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='đơn vị sở hữu')),
                ('person', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ý kiến từng bước',
                'ordering': ['approval_id', 'ordinal'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'approval', 'ordinal'), name='approval_decision_once'), models.UniqueConstraint(fields=('owner', 'approval', 'decided_by'), name='approval_decided_by_another_person', violation_error_message='Mỗi người chỉ xử lý một bước của một lần trình.'), models.UniqueConstraint(condition=models.Q(('is_last', True)), fields=('owner', 'approval'), name='approval_has_one_last_step'), models.CheckConstraint(condition=models.Q(('ordinal__range', (1, 4))), name='approval_decision_one_of_four', violation_error_message='Chuỗi trình duyệt có từ 2 đến 4 bước.'), models.CheckConstraint(condition=models.Q(('role__in', ('officer', 'head'))), name='approval_decision_role', violation_error_message='Mỗi bước do chuyên viên hoặc lãnh đạo thực hiện.'), models.CheckConstraint(condition=models.Q(models.Q(('comment', ''), ('decided_at__isnull', True), ('decision', 'pending')), models.Q(models.Q(('decision', 'pending'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='approval_decided_has_its_time'), models.CheckConstraint(condition=models.Q(models.Q(('decision', 'returned'), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='approval_return_says_why', violation_error_message='Hãy ghi lý do trả lại.')],
            },
        ),
        migrations.CreateModel(
            name='ApprovalStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(choices=[('plan', 'kế hoạch'), ('task_list', 'danh mục nhiệm vụ')], max_length=20, verbose_name='loại hồ sơ')),
                ('ordinal', models.PositiveSmallIntegerField(verbose_name='bước')),
                ('name', models.CharField(max_length=100, verbose_name='tên bước')),
                ('role', models.CharField(choices=[('officer', 'Chuyên viên'), ('head', 'Lãnh đạo')], max_length=20, verbose_name='vai trò')),
                ('owner', models.ForeignKey(db_default=organisations.access.CurrentOrganisation(), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='đơn vị sở hữu')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người được giao')),
            ],
            options={
                'verbose_name': 'bước trình duyệt',
                'ordering': ['subject', 'ordinal'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'subject', 'ordinal'), name='approval_step_once'), models.UniqueConstraint(fields=('owner', 'subject', 'person'), name='approval_step_for_another_person', violation_error_message='Mỗi người chỉ được giao một bước của chuỗi.'), models.CheckConstraint(condition=models.Q(('ordinal__range', (1, 4))), name='approval_step_one_of_four', violation_error_message='Chuỗi trình duyệt có từ 2 đến 4 bước.'), models.CheckConstraint(condition=models.Q(('role__in', ('officer', 'head'))), name='approval_step_role', violation_error_message='Mỗi bước do chuyên viên hoặc lãnh đạo thực hiện.'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='approval_step_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('purpose', models.CharField(choices=[('evidence', 'minh chứng'), ('photo', 'ảnh'), ('scan', 'bản quét danh sách ký tên'), ('material', 'tài liệu'), ('other', 'khác')], max_length=10, verbose_name='dùng làm')),
                ('name', models.CharField(max_length=150, verbose_name='tên tệp')),
                ('content_type', models.CharField(choices=[('application/pdf', 'PDF'), ('image/jpeg', 'ảnh JPEG'), ('image/png', 'ảnh PNG'), ('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'DOCX'), ('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'XLSX')], max_length=100, verbose_name='định dạng')),
                ('size', models.PositiveIntegerField(verbose_name='dung lượng')),
                ('sha256', models.CharField(max_length=64)),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='ghi chú')),
                ('uploaded_at', models.DateTimeField(db_default=organisations.clock.Moment(), editable=False, verbose_name='tải lên lúc')),
                ('uploaded_by_name', models.CharField(editable=False, max_length=150, verbose_name='người tải lên')),
                ('removed_at', models.DateTimeField(editable=False, null=True, verbose_name='gỡ lúc')),
                ('removed_by_name', models.CharField(blank=True, editable=False, max_length=150, verbose_name='người gỡ')),
                ('owner', models.ForeignKey(db_default=organisations.access.CurrentOrganisation(), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='đơn vị sở hữu')),
                ('removed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'tệp đính kèm',
                'indexes': [models.Index(fields=['subject_type', 'subject_id'], name='organisatio_subject_37f321_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('owner', 'subject_type', 'subject_id', 'purpose', 'sha256'), name='attachment_once_per_record', violation_error_message='Hồ sơ đã có tệp này.'), models.CheckConstraint(condition=models.Q(('content_type__in', ['application/pdf', 'image/jpeg', 'image/png', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'])), name='attachment_of_a_known_type'), models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='attachment_is_not_empty'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='attachment_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('task_ends', 'nhiệm vụ sắp hết hạn'), ('list_not_submitted', 'danh mục chưa trình'), ('calibration_due', 'thiết bị đến hạn kiểm định'), ('approval_waiting', 'hồ sơ chờ duyệt'), ('decision_waiting', 'hồ sơ chờ ghi quyết định'), ('returned', 'hồ sơ bị trả lại')], max_length=20, verbose_name='loại')),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('subject_label', models.CharField(max_length=300, verbose_name='hồ sơ')),
                ('text', models.TextField(verbose_name='nội dung')),
                ('url', models.CharField(max_length=300, verbose_name='đường dẫn')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='hạn')),
                ('key', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField(db_default=organisations.clock.Moment(), editable=False, verbose_name='báo lúc')),
                ('read_at', models.DateTimeField(editable=False, null=True, verbose_name='đọc lúc')),
                ('email_claimed_at', models.DateTimeField(editable=False, null=True)),
                ('emailed_at', models.DateTimeField(editable=False, null=True, verbose_name='gửi thư lúc')),
                ('email_attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('email_error', models.TextField(blank=True, editable=False, verbose_name='lỗi gửi thư')),
                ('owner', models.ForeignKey(db_default=organisations.access.CurrentOrganisation(), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='đơn vị sở hữu')),
                ('recipient', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nhận')),
            ],
            options={
                'verbose_name': 'thông báo',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['owner', 'recipient', '-created_at'], name='notification_list'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['owner', 'recipient'], name='notification_unread'), models.Index(condition=models.Q(('emailed_at__isnull', True)), fields=['owner', 'recipient'], name='notification_not_sent')],
                'constraints': [models.UniqueConstraint(fields=('owner', 'recipient', 'key'), name='notification_once'), models.CheckConstraint(condition=models.Q(('url__startswith', '/'), models.Q(('url__startswith', '//'), _negated=True)), name='notification_leads_into_the_portal')],
            },
        ),
    ]
