"""`manage.py first_administrator --organisation CODE --email … --name …`: the link by which the
first person of an organisation comes in. Everybody after is invited by an administrator."""

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from organisations import clock, invitations
from organisations.enums import Kind, Role, Verb
from organisations.models import Invitation, LogEntry, Membership, Organisation
from organisations.tenancy import login_alias, owner_login
from organisations.vietnamese import format_datetime, nfc

INVITED_BY = "Quản trị hệ thống"


class Command(BaseCommand):
    help = "Mời người quản trị đầu tiên của một đơn vị và in đường dẫn nhận lời mời."

    def add_arguments(self, parser):
        parser.add_argument("--organisation", required=True, help="mã đơn vị, ví dụ bct")
        parser.add_argument("--email", required=True, help="địa chỉ người ấy sẽ đăng nhập")
        parser.add_argument("--name", required=True, help="họ và tên")

    def handle(self, *, organisation, email, name, **options):
        email, name = email.strip().lower(), nfc(" ".join(name.split()))
        _refuse_unusable(email, name)
        with owner_login(), transaction.atomic(login_alias()):
            unit = _find(organisation)
            invitation = Invitation(email=email, full_name=name, role=Role.ADMINISTRATOR)
            token = invitations.issue(invitation, unit, invited_by=INVITED_BY, now=clock.now())
            _log(unit, invitation)
        until = format_datetime(invitation.expires_at)
        self.stdout.write(
            f"Đã mời {name} làm quản trị của {unit}. Đường dẫn dùng được một lần, trước {until}:"
        )
        self.stdout.write(invitations.address_of(token))


def _refuse_unusable(email, name):
    try:
        validate_email(email)
    except ValidationError:
        raise CommandError(f"{email} không phải địa chỉ thư điện tử.") from None
    if not name or len(name) > Invitation._meta.get_field("full_name").max_length:
        raise CommandError("Họ và tên phải có từ 1 đến 150 ký tự.")


def _find(code):
    unit = Organisation.objects.filter(code=code).select_for_update(of=("self",)).first()
    if unit is None:
        raise CommandError(
            f"Không có đơn vị nào mang mã {code}. Thêm đơn vị: manage.py add_organisation."
        )
    if unit.kind == Kind.PARTY:
        raise CommandError(f"{unit} là cơ quan liên quan, không có tài khoản.")
    if unit.valid_to and unit.valid_to < clock.today():
        raise CommandError(f"{unit} không còn hoạt động.")
    members = Membership.objects.valid_on(clock.today()).filter(organisation=unit)
    if members.filter(role=Role.ADMINISTRATOR, user__is_active=True).exists():
        raise CommandError(f"{unit} đã có người quản trị. Hãy nhờ người ấy mời.")
    return unit


def _log(unit, invitation):
    LogEntry.objects.create(
        owner=unit,
        actor_name=INVITED_BY,
        verb=Verb.INVITE,
        subject_type=invitation._meta.label_lower,
        subject_id=invitation.pk,
        subject_label=str(invitation),
        to_state=invitation.role,
    )
