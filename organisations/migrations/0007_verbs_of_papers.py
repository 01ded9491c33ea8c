from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0006_verbs_of_tasks"),
    ]

    operations = [
        migrations.AlterField(
            model_name="logentry",
            name="verb",
            field=models.CharField(
                choices=[
                    ("create", "tạo"),
                    ("update", "sửa"),
                    ("compile", "lập"),
                    ("submit", "trình, gửi"),
                    ("return", "yêu cầu hoàn thiện, bổ sung"),
                    ("invite", "mời"),
                    ("accept", "nhận lời mời"),
                    ("approve", "duyệt"),
                    ("withdraw", "rút lại"),
                    ("attach", "đính kèm tệp"),
                    ("detach", "gỡ tệp"),
                    ("copy", "sao chép"),
                    ("delete", "xóa"),
                    ("give", "giao thực hiện"),
                    ("start", "bắt đầu thực hiện"),
                    ("accept_task", "nghiệm thu"),
                    ("settle", "quyết toán"),
                    ("stop", "dừng thực hiện"),
                    ("carry", "chuyển năm sau"),
                    ("disburse", "ghi giải ngân"),
                    ("consult", "gửi lấy ý kiến"),
                    ("redraft", "đưa về dự thảo"),
                    ("issue", "ghi quyết định ban hành"),
                    ("amend", "mở điều chỉnh"),
                    ("abandon", "thôi điều chỉnh"),
                    ("record", "đính chính theo văn bản đã ban hành"),
                    ("replace", "ghi được thay thế"),
                    ("expire", "ghi hết hiệu lực"),
                    ("close", "khóa"),
                    ("reopen", "mở lại"),
                ],
                max_length=20,
                verbose_name="việc",
            ),
        ),
    ]
