"""`manage.py add_organisation --kind department --code … --name … --letterhead … --symbol …
--province 24`: how departments, corporations and the others come into being in real use."""

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from organisations.enums import Kind
from organisations.models import Organisation, Province
from organisations.tenancy import login_alias, owner_login
from organisations.vietnamese import nfc


class Command(BaseCommand):
    help = "Thêm một đơn vị. Không sửa đơn vị đã có."

    def add_arguments(self, parser):
        kinds = ", ".join(f"{kind.value} ({kind.label})" for kind in Kind)
        parser.add_argument("--kind", required=True, choices=Kind.values, help=kinds)
        parser.add_argument("--code", required=True, help="mã, ví dụ sct-bac-ninh")
        parser.add_argument("--name", required=True, help="tên đầy đủ")
        parser.add_argument("--letterhead", default="", help="tên ghi trên văn bản, chữ in hoa")
        parser.add_argument("--symbol", default="", help="ký hiệu viết tắt, ví dụ SCT")
        parser.add_argument("--province", help="mã tỉnh hiện hành; bắt buộc với Sở Công Thương")

    def handle(self, *, kind, province, **options):
        words = {
            key: nfc(" ".join(options[key].split()))
            for key in ("code", "name", "letterhead", "symbol")
        }
        if kind == Kind.DEPARTMENT and not (province and words["letterhead"] and words["symbol"]):
            raise CommandError("Sở Công Thương cần có --province, --letterhead và --symbol.")
        with owner_login(), transaction.atomic(login_alias()):
            unit = Organisation(kind=kind, province=_province(province), **words)
            _refuse_unusable(unit)
            unit.save()
        self.stdout.write(
            f"Đã thêm {unit} ({unit.code}). Mời người quản trị đầu tiên:"
            f" manage.py first_administrator --organisation {unit.code} --email … --name …"
        )


def _province(code):
    if code is None:
        return None
    province = Province.objects.filter(code=code, valid_to=None).first()
    if province is None:
        raise CommandError(f"Không có tỉnh, thành phố nào hiện mang mã {code}. Chưa ghi gì.")
    return province


def _refuse_unusable(unit):
    if Organisation.objects.filter(code=unit.code).exists():
        raise CommandError(f"Đã có đơn vị mang mã {unit.code}. Chưa ghi gì.")
    double = Organisation.objects.filter(
        kind=Kind.DEPARTMENT, province=unit.province, valid_to=None
    )
    if unit.kind == Kind.DEPARTMENT and (other := double.first()):
        raise CommandError(f"{unit.province} đã có {other} ({other.code}). Chưa ghi gì.")
    try:
        unit.full_clean()
    except ValidationError as fault:
        said = [f"--{name}: {' '.join(said)}" for name, said in fault.message_dict.items()]
        raise CommandError(f"{' '.join(said)} Chưa ghi gì.") from None
