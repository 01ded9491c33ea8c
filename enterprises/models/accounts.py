"""An enterprise that asks for an account, with its tax code."""

from django.db import models
from django.db.models import Q

from enterprises.enums import AccountRequestState
from organisations.access import Owned
from organisations.enums import Kind


class AccountRequest(Owned):
    """Somebody says that they work for an enterprise; the department of the province confirms it.

    Entered by app.ask_for_account before anybody is signed in, so it answers nothing about what is
    in the register.
    """

    owner_paths = {Kind.DEPARTMENT: "owner"}

    tax_code = models.CharField("mã số thuế", max_length=10)
    enterprise_name = models.CharField("tên doanh nghiệp", max_length=250)
    full_name = models.CharField("họ và tên", max_length=150)
    position = models.CharField("chức vụ", max_length=100, blank=True)
    email = models.EmailField("thư điện tử")
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    asked_at = models.DateTimeField("gửi lúc")
    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=AccountRequestState,
        default=AccountRequestState.OPEN,
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True)
    answered_by_name = models.CharField("người trả lời", max_length=150, blank=True)
    answer = models.CharField("lý do", max_length=300, blank=True)

    class Meta:
        verbose_name = "đề nghị cấp tài khoản"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="refused_request_says_why",
                condition=~Q(state=AccountRequestState.REFUSED) | ~Q(answer=""),
                violation_error_message="Ghi lý do không xác nhận.",
            ),
        ]

    def __str__(self):
        return self.enterprise_name
