"""The fifteen questions of the sheet on one page, in the order and the words of the paper."""

import datetime as dt
from decimal import Decimal

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.enums import Answer
from assessments.householdsheet import figures
from assessments.models import AssessmentPart, HouseholdSheet, MeasureUnit, Resource
from enterprises.models import Establishment
from organisations import clock
from organisations.entry.forms import EntryForm
from organisations.formfields import (
    MoneyField,
    NormalisedCharField,
    TelephoneField,
    VietnameseDateField,
    VietnameseDecimalField,
    VietnameseIntegerField,
    YearField,
)

CRAFTS = {
    "gom": _("gốm"),
    "ren": _("rèn"),
    "det": _("dệt"),
    "che_bien": _("chế biến thực phẩm"),
    "khac": _("nghề khác"),
}
WATERS = {"nuoc_may": _("nước máy"), "gieng": _("giếng khoan"), "ao_song": _("ao, sông")}
DUMPS = {"thu_gom": _("thu gom"), "tu_do": _("tự đổ"), "ban": _("bán được")}
OUTLETS = {
    "cong": _("cống chung"),
    "ao": _("ao, mương"),
    "xu_ly": _("có bể lắng, xử lý"),
}
HELP = {
    "ky_thuat": _("người hướng dẫn kỹ thuật"),
    "mo_hinh": _("xem mô hình"),
    "tien": _("hỗ trợ tiền"),
    "vay": _("vay vốn"),
}
TICKS = ((Answer.DONE, _("đã làm (✓)")), (Answer.PARTLY, _("một phần (~)")))
BLANK = (Answer.NOT_YET, _("chưa (trống)"))
COAL = "THAN_CAM_34"
GRADES = (
    ("THAN_CAM_12", _("than cám 1, 2")),
    ("THAN_CAM_34", _("than cám 3, 4")),
    ("THAN_CAM_56", _("than cám 5, 6")),
    (figures.UNKNOWN_COAL, _("không rõ loại (không tính TOE)")),
)
ROUGH = _("số áng chừng (~)")
NOT_NEGATIVE = {"min_value": _("Số không được âm.")}


def text(label, longest=150, *, required=False):
    return NormalisedCharField(label=label, max_length=longest, required=required)


def amount(label, *, required=False, **options):
    return VietnameseDecimalField(
        label=label,
        max_digits=18,
        decimal_places=6,
        min_value=0,
        required=required,
        error_messages=NOT_NEGATIVE,
        **options,
    )


def money(label):
    return MoneyField(
        label=label,
        max_digits=18,
        decimal_places=0,
        min_value=0,
        required=False,
        error_messages=NOT_NEGATIVE,
    )


def own(label=None):
    return VietnameseDecimalField(
        label=label or _("Một đơn vị đó là bao nhiêu"),
        help_text=_("Chỉ khi đơn vị cần: kg mỗi bao, mỗi xe; đồng mỗi kWh."),
        max_digits=18,
        decimal_places=6,
        required=False,
    )


def tick(label):
    return forms.BooleanField(label=label, required=False)


def pick(label, choices, *, required=False):
    options = {"choices": list(choices), "widget": forms.RadioSelect, "required": required}
    return forms.ChoiceField(label=label, **options)


def several(label, choices):
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(
        label=label, choices=choices.items(), widget=widget, required=False
    )


class HouseholdForm(EntryForm):
    """What the paper says; `said` are its typed values by box."""

    ten_chu_ho = text(_("Chủ hộ"), required=True)
    lang_nghe = text(_("Thôn, làng nghề"))
    phuong_xa = text(_("Phường, xã"), required=True)
    dien_thoai = TelephoneField(label=_("Điện thoại"), max_length=60, required=False)
    nghe = pick(_("Nghề chính"), CRAFTS.items(), required=True)
    san_pham = text(_("Sản phẩm làm nhiều nhất"), required=True)
    so_nguoi = VietnameseIntegerField(label=_("Số người làm"), min_value=1)
    so_thang = VietnameseIntegerField(label=_("Số tháng làm trong năm"), min_value=1, max_value=12)
    so_thang_cao_diem = VietnameseIntegerField(
        label=_("Trong đó số tháng cao điểm"), min_value=0, max_value=12, required=False
    )
    sl_thang = amount(_("Tháng bình thường làm được"), required=True)
    sl_thang_cao_diem = amount(_("Tháng cao điểm làm được"))
    don_vi = forms.ChoiceField(label=_("Đơn vị của sản phẩm"))
    don_vi_so = own()
    gia_ban = money(_("Giá bán một đơn vị"))
    sl_xap_xi = tick(ROUGH)
    dien_thang = amount(_("Điện một tháng"))
    dien_don_vi = forms.ChoiceField(label=_("Đơn vị của điện"), required=False)
    dien_so = own(_("Giá bình quân một kWh, nếu ghi bằng tiền"))
    cong_to_rieng = pick(
        _("Công tơ riêng cho sản xuất"),
        [("co", _("có")), ("khong", _("không, chung với nhà ở"))],
    )
    dien_xap_xi = tick(ROUGH)
    chat_dot_xap_xi = tick(ROUGH)
    nguon_nuoc = pick(_("Nước sản xuất lấy từ"), WATERS.items())
    nuoc_thang = amount(_("Nước một tháng"))
    nuoc_don_vi = forms.ChoiceField(label=_("Đơn vị của nước"), required=False)
    nuoc_so = own(_("Giá một m³, hoặc m³ mỗi giờ bơm"))
    nuoc_xap_xi = tick(ROUGH)
    nl_xap_xi = tick(ROUGH)
    ti_le_hong = VietnameseDecimalField(
        label=_("Cứ 100 làm ra thì hỏng, bỏ hoặc bán rẻ"),
        min_value=0,
        max_value=100,
        max_digits=6,
        decimal_places=2,
        required=False,
    )
    thai_thang = amount(_("Thứ bỏ đi một tháng"))
    thai_don_vi = forms.ChoiceField(label=_("Đơn vị của thứ bỏ đi"), required=False)
    thai_so = own()
    thai_xap_xi = tick(ROUGH)
    noi_do = several(_("Đổ ở đâu"), DUMPS)
    tien_ban = money(_("Bán được một tháng"))
    nuoc_thai = several(_("Nước thải"), OUTLETS)
    may_chinh = text(_("Lò, máy chính là loại gì"))
    nam_may = YearField(label=_("Mua hoặc xây năm nào"), min_value=1950, required=False)
    tieu_hao_me = text(_("Mỗi mẻ (giờ) đốt hết bao nhiêu"))
    cai_tien = text(_("Đã đổi, sửa gì"), 300)
    nam_cai_tien = YearField(label=_("Năm nào"), min_value=1950, required=False)
    tien_cai_tien = money(_("Hết bao nhiêu tiền"))
    ket_qua = text(_("Thấy bớt được gì"), 300)
    mong_muon = text(_("Muốn làm gì nhất để đỡ tốn"), 300)
    can_ho_tro = several(_("Cần"), HELP)
    dong_y_tong_hop = tick(_("Đồng ý dùng số liệu để cộng chung"))
    dong_y_neu_ten = tick(_("Đồng ý cho nêu tên, ảnh nếu làm mô hình (có thể đổi ý)"))
    ngay = VietnameseDateField(label=_("Ngày ghi phiếu"))
    nguoi_ghi = text(_("Người ghi phiếu"), required=True)
    co_quan = text(_("Cơ quan của người ghi"))

    class Meta:
        model = AssessmentPart
        fields = []

    def __init__(self, *args, reading, **kwargs):
        self.reading = reading
        super().__init__(*args, access=reading.access, **kwargs)
        sheet = HouseholdSheet.objects.visible_to(self.access).filter(is_current=True).get()
        self.questions = {row["code"]: row for row in sheet.content["questions"]}
        self.sheet = sheet
        self._learn()
        self._ask_fuels()
        self._ask_materials()
        self._ask_ticks()
        self.sections = self._sections()
        known = {name: self._typed(name, value) for name, value in reading.said.items()}
        self.initial |= known or self._known()

    def _known(self):
        """What the register says already, as long as the plant is in sight."""
        sites = Establishment.objects.visible_to(self.access)
        site = sites.filter(pk=self.reading.assessment.establishment_id).first()
        if site is None:
            return {"ten_chu_ho": self.reading.assessment.site_name}
        return {"ten_chu_ho": site.name, "lang_nghe": site.zone_name, "phuong_xa": site.commune}

    def _typed(self, name, value):
        """As stored in JSON, back as what the box holds."""
        field = self.fields.get(name)
        if value is None or field is None:
            return None
        if isinstance(field, forms.DecimalField):
            return Decimal(value)
        return dt.date.fromisoformat(value) if isinstance(field, forms.DateField) else value

    def _learn(self):
        """The units and resources that the sheet speaks of, each read once."""
        self.fuels = [row["resource"] for row in self.questions["H06"]["rows"]]
        named = {code for row in self._units_named() for code in row}
        of_materials = Q(resources__contains=[figures.MATERIALS[0]])
        units = MeasureUnit.objects.visible_to(self.access)
        self.units = {row.code: row for row in units.filter(Q(code__in=named) | of_materials)}
        rows = Resource.objects.visible_to(self.access)
        self.resources = {row.code: row for row in rows}
        for box, code in (("don_vi", "H04"), ("dien_don_vi", "H05"), ("nuoc_don_vi", "H07")):
            self._offer(box, self.questions[code]["units"])
        self._offer("thai_don_vi", self.questions["H10"]["units"])

    def _units_named(self):
        for question in self.questions.values():
            yield question.get("units", ())
            yield from (row.get("units", ()) for row in question.get("rows", ()))

    def _offer(self, box, codes):
        choices = [(code, self.units[code].name) for code in codes]
        self.fields[box].choices = [("", _("Chọn")), *choices]

    def _ask_line(self, key, name, codes):
        self.fields[f"{key}_thang"] = amount(_now("%(what)s: một tháng") % {"what": name})
        self.fields[f"{key}_don_vi"] = forms.ChoiceField(
            label=_now("%(what)s: đơn vị") % {"what": name}, required=False
        )
        self._offer(f"{key}_don_vi", codes)
        needs = [self.units[code].own_title for code in codes if self.units[code].own_title]
        if needs:
            self.fields[f"{key}_so"] = own()
        self.fields[f"{key}_gia"] = money(_now("%(what)s: giá mỗi đơn vị") % {"what": name})

    def _ask_fuels(self):
        for row in self.questions["H06"]["rows"]:
            name = row["title"].split(" (")[0]
            key = f"dot_{row['resource'].lower()}"
            if row["resource"] == COAL:
                self.fields[f"{key}_loai"] = forms.ChoiceField(
                    label=_("than cám: loại"), choices=[("", _("Chọn")), *GRADES], required=False
                )
            self._ask_line(key, name, row["units"])

    def _ask_materials(self):
        codes = [
            unit.code for unit in self.units.values() if figures.MATERIALS[0] in unit.resources
        ]
        for number, name in ((1, _now("nguyên liệu chính")), (2, _now("nguyên liệu thứ hai"))):
            self.fields[f"nl{number}_loai"] = text(_now("%(what)s: tên") % {"what": name})
            self._ask_line(f"nl{number}", name, codes)

    def _ask_ticks(self):
        for row in self.questions["H13"]["rows"]:
            field = pick(row["title"], (*TICKS, BLANK))
            field.initial = Answer.NOT_YET
            self.fields[tick_name(row)] = field

    def _sections(self):
        taken, sections = set(), []
        for code, question in self.questions.items():
            names = [name for name in self._boxes_of(code) if name not in taken]
            taken.update(names)
            note = question.get("note", "")
            sections.append((f"{int(code[1:])}. {TITLES[code]}", note, names))
        return sections

    def _boxes_of(self, code):
        if code == "H06":
            return [n for n in self.fields if n.startswith("dot_")] + ["chat_dot_xap_xi"]
        if code == "H08":
            return [n for n in self.fields if n.startswith(("nl1_", "nl2_"))] + ["nl_xap_xi"]
        if code == "H13":
            return [tick_name(row) for row in self.questions[code]["rows"]]
        return BOXES[code]

    def clean(self):
        data = super().clean()
        peak, months = data.get("so_thang_cao_diem"), data.get("so_thang")
        if peak is not None and months is not None and peak > months:
            said = _("Số tháng cao điểm không nhiều hơn số tháng làm trong năm.")
            self.add_error("so_thang_cao_diem", said)
        self._check_amounts(data)
        self._check_years(data)
        return data

    def _check_years(self, data):
        today = clock.today()
        for name in ("nam_may", "nam_cai_tien"):
            if data.get(name) and data[name] > today.year:
                self.add_error(name, _("Năm này chưa tới."))
        if data.get("ngay") and data["ngay"] > today:
            self.add_error("ngay", _("Ngày này chưa đến."))

    def _check_amounts(self, data):
        for name in [name for name in self.fields if name.endswith("_thang")]:
            key = name.removesuffix("_thang")
            unit_box = "don_vi" if key == "sl" else f"{key}_don_vi"
            own_box = "don_vi_so" if key == "sl" else f"{key}_so"
            if unit_box in self.fields and data.get(name) is not None:
                self._check_unit(data, unit_box, own_box)
        if data.get("nuoc_thang") is not None and not data.get("nguon_nuoc"):
            self.add_error("nguon_nuoc", _("Chọn nước lấy từ đâu."))
        coal = f"dot_{COAL.lower()}"
        if data.get(f"{coal}_thang") is not None and not data.get(f"{coal}_loai"):
            self.add_error(f"{coal}_loai", _("Chọn loại than, hoặc “không rõ loại”."))

    def _check_unit(self, data, unit_box, own_box):
        unit, figure = self.units.get(data.get(unit_box)), data.get(own_box)
        if unit is None:
            self.add_error(unit_box, _("Chọn đơn vị."))
        elif figure is not None and figure <= 0:
            self.add_error(own_box, _("Số này phải lớn hơn 0."))
        elif figure is None and unit.own_title and unit.typical is None:
            said = _now("Đơn vị này cần số của hộ: %(what)s.") % {"what": unit.own_title}
            self.add_error(own_box if own_box in self.fields else unit_box, said)

    def said(self):
        """The typed values by box, without those that belong to the sheet of paper."""
        left_out = {"form_key", "seen"}
        return {name: v for name, v in self.cleaned_data.items() if name not in left_out}

    def rows_typed(self):
        return figures.rows_of(
            self.reading.assessment,
            self.said(),
            self.fuels,
            self.resources,
            self.units,
            self.reading.converter,
        )

    def ticks(self):
        """{code of the question in the checklist: answer}."""
        rows = self.questions["H13"]["rows"]
        return {
            row["item"]: self.cleaned_data[tick_name(row)] or Answer.NOT_YET
            for row in rows
            if row.get("item")
        }


def tick_name(row):
    return "tick_" + row["code"].lower().replace("-", "_")


TITLES = {
    "H01": _("Chủ hộ"),
    "H02": _("Nghề và sản phẩm"),
    "H03": _("Người làm, mùa vụ"),
    "H04": _("Làm được bao nhiêu"),
    "H05": _("Điện"),
    "H06": _("Chất đốt một tháng bình thường"),
    "H07": _("Nước"),
    "H08": _("Nguyên liệu một tháng"),
    "H09": _("Hàng hỏng"),
    "H10": _("Thứ bỏ đi, nước thải"),
    "H11": _("Lò, máy chính"),
    "H12": _("Đã đổi, sửa gì mấy năm nay"),
    "H13": _("Đánh dấu việc đã làm"),
    "H14": _("Mong muốn"),
    "H15": _("Đồng ý, ngày, người ghi"),
}
BOXES = {
    "H01": ["ten_chu_ho", "lang_nghe", "phuong_xa", "dien_thoai"],
    "H02": ["nghe", "san_pham"],
    "H03": ["so_nguoi", "so_thang", "so_thang_cao_diem"],
    "H04": ["sl_thang", "sl_thang_cao_diem", "don_vi", "don_vi_so", "gia_ban", "sl_xap_xi"],
    "H05": ["dien_thang", "dien_don_vi", "dien_so", "cong_to_rieng", "dien_xap_xi"],
    "H07": ["nguon_nuoc", "nuoc_thang", "nuoc_don_vi", "nuoc_so", "nuoc_xap_xi"],
    "H09": ["ti_le_hong"],
    "H10": [
        "thai_thang",
        "thai_don_vi",
        "thai_so",
        "thai_xap_xi",
        "noi_do",
        "tien_ban",
        "nuoc_thai",
    ],
    "H11": ["may_chinh", "nam_may", "tieu_hao_me"],
    "H12": ["cai_tien", "nam_cai_tien", "tien_cai_tien", "ket_qua"],
    "H14": ["mong_muon", "can_ho_tro"],
    "H15": ["dong_y_tong_hop", "dong_y_neu_ten", "ngay", "nguoi_ghi", "co_quan"],
}
