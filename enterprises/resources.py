"""The register as a list: its columns, in files that are brought in and written out alike."""

from django.utils.translation import gettext_lazy as _

from enterprises import sectors
from enterprises.enums import Edition, LegalForm, Stratum
from enterprises.models import Establishment
from organisations.sheets import Column
from organisations.sheets.columns import Kind
from organisations.sheets.resources import ListField, ListResource

YES_NO = (("yes", "có"), ("no", "không"))
# What one year of an establishment says; the rest are columns of the establishment.
YEARLY = (
    "employees",
    "revenue",
    "capital",
    "output",
    "output_unit",
    "product",
    "is_active",
    "has_unit",
    "full_time",
    "part_time",
    "own_money",
)


def _column(key, title, kind=Kind.TEXT, *, attribute=None, **said):
    return ListField(Column(key, title, kind, **said), attribute=attribute)


class EstablishmentResource(ListResource):
    """One row an establishment, with its latest year."""

    site = _column(
        "site",
        "Mã trên cổng",
        Kind.INTEGER,
        attribute="pk",
        help=_("Có sẵn trong tệp xuất từ cổng; cơ sở mới thì để trống."),
        synonyms=("ID",),
    )
    own_code = _column(
        "own_code",
        "Mã do đơn vị đặt",
        help=_("Mã riêng của đơn vị, để lần nhập sau nhận ra cơ sở này."),
        example="CS-0001",
        synonyms=("Mã cơ sở", "Mã đơn vị đặt", "Mã số cơ sở"),
    )
    name = _column(
        "name",
        "Tên cơ sở",
        required=True,
        example="Nhà máy gốm Bát Tràng",
        synonyms=(
            "Tên cơ sở sản xuất",
            "Cơ sở",
            "Tên đơn vị",
            "Tên nhà máy",
            "Tên doanh nghiệp/cơ sở",
        ),
    )
    stratum = _column(
        "stratum",
        "Loại cơ sở",
        Kind.CHOICE,
        choices=Stratum,
        everyday=(
            (Stratum.PLANT, "doanh nghiệp"),
            (Stratum.HOUSEHOLD, "hộ"),
            (Stratum.HOUSEHOLD, "hộ kinh doanh"),
        ),
        help=_("Để trống là cơ sở; hộ sản xuất được đếm riêng."),
        synonyms=("Loại",),
    )
    enterprise_name = _column(
        "enterprise_name",
        "Tên doanh nghiệp, chủ hộ",
        attribute="legal_entity__name",
        help=_("Để trống thì lấy tên cơ sở."),
        example="Công ty cổ phần Gốm Bát Tràng",
        synonyms=("Tên doanh nghiệp", "Doanh nghiệp", "Tên công ty", "Chủ hộ", "Công ty"),
    )
    legal_form = _column(
        "legal_form",
        "Loại hình",
        Kind.CHOICE,
        attribute="legal_entity__legal_form",
        choices=LegalForm,
        everyday=(
            (LegalForm.LIMITED, "TNHH"),
            (LegalForm.JOINT_STOCK, "cổ phần"),
            (LegalForm.JOINT_STOCK, "CTCP"),
            (LegalForm.STATE, "nhà nước"),
            (LegalForm.PRIVATE, "tư nhân"),
            (LegalForm.PRIVATE, "DNTN"),
            (LegalForm.FOREIGN, "FDI"),
            (LegalForm.COOPERATIVE, "HTX"),
            (LegalForm.HOUSEHOLD, "hộ"),
        ),
        synonyms=("Loại hình doanh nghiệp", "Loại hình pháp lý"),
    )
    number = _column(
        "number",
        "Mã số thuế",
        attribute="shown_number",
        help=_(
            "10 số; 13 số với chi nhánh (0100112437-001); hộ sản xuất ghi 12 số định danh, số này"
            " chỉ dùng để so, không hiện ra."
        ),
        example="0100112437",
        synonyms=("MST", "Mã số doanh nghiệp", "Mã số thuế, số định danh", "Số định danh"),
    )
    sector = _column(
        "sector",
        "Ngành (VSIC cấp 2)",
        Kind.CHOICE,
        choices=sectors.choices(),
        everyday=tuple(sectors.divisions().items()),
        synonyms=("Ngành cấp 2", "Mã ngành cấp 2", "Ngành", "Ngành nghề"),
    )
    vsic_code = _column(
        "vsic_code",
        "Mã ngành VSIC",
        help=_("Hai đến năm số; ghi cả ấn bản ở cột bên cạnh."),
        example="2393",
        synonyms=("Mã ngành", "VSIC"),
    )
    vsic_edition = _column(
        "vsic_edition",
        "Ấn bản VSIC",
        Kind.CHOICE,
        choices=Edition,
        everyday=((Edition.E2018, "VSIC 2018"), (Edition.E2025, "VSIC 2025")),
        synonyms=("Theo VSIC", "Năm VSIC"),
    )
    sector_text = _column(
        "sector_text", "Ngành, theo lời văn", example="gốm sứ", synonyms=("Ngành nghề kinh doanh",)
    )
    zone_name = _column(
        "zone_name",
        "KCN, CCN, làng nghề",
        example="làng nghề Bát Tràng",
        synonyms=("Khu, cụm công nghiệp", "KCN", "CCN", "Làng nghề", "KCN/CCN/Làng nghề"),
    )
    address = _column(
        "address",
        "Địa chỉ",
        help=_("Số nhà, đường, thôn, xóm."),
        synonyms=("Địa chỉ cơ sở", "Nơi sản xuất", "Địa điểm"),
    )
    commune = _column(
        "commune",
        "Phường, xã, đặc khu",
        help=_("Tên từ ngày 1/7/2025."),
        synonyms=("Phường/xã", "Xã, phường", "Xã/phường", "Xã phường mới"),
    )
    old_commune = _column(
        "old_commune", "Phường, xã trước 1/7/2025", synonyms=("Xã phường cũ", "Xã cũ")
    )
    old_district = _column(
        "old_district",
        "Quận, huyện trước 1/7/2025",
        synonyms=("Quận, huyện", "Quận/huyện", "Huyện"),
    )
    province = _column(
        "province",
        "Tỉnh, thành phố",
        attribute="province__name",
        help=_("Sở Công Thương để trống; tập đoàn, tổng công ty phải ghi."),
        synonyms=("Tỉnh", "Tỉnh/thành phố", "Tỉnh thành"),
    )
    corporation = _column(
        "corporation",
        "Tập đoàn, tổng công ty quản lý",
        attribute="corporation__name",
        synonyms=("Tập đoàn", "Tổng công ty", "Đơn vị quản lý", "Công ty mẹ"),
    )
    year = _column(
        "year", "Năm số liệu", Kind.YEAR, attribute="shown_year__year", synonyms=("Năm",)
    )
    employees = _column(
        "employees",
        "Lao động",
        Kind.INTEGER,
        attribute="shown_year__employees",
        help=_("Bình quân năm, có tham gia bảo hiểm xã hội."),
        synonyms=("Số lao động", "Lao động bình quân", "Số lao động bình quân", "Số LĐ", "LĐ"),
    )
    revenue = _column(
        "revenue",
        "Doanh thu",
        Kind.MONEY,
        attribute="shown_year__revenue",
        takes_unit=True,
        synonyms=("Tổng doanh thu",),
    )
    capital = _column(
        "capital",
        "Tổng nguồn vốn",
        Kind.MONEY,
        attribute="shown_year__capital",
        takes_unit=True,
        synonyms=("Vốn", "Nguồn vốn", "Tổng vốn"),
    )
    output = _column("output", "Sản lượng", Kind.DECIMAL, attribute="shown_year__output")
    output_unit = _column(
        "output_unit",
        "Đơn vị tính sản lượng",
        attribute="shown_year__output_unit",
        example="tấn",
        synonyms=("Đơn vị tính", "ĐVT"),
    )
    product = _column(
        "product", "Sản phẩm chính", attribute="shown_year__product", synonyms=("Sản phẩm",)
    )
    is_active = _column(
        "is_active",
        "Có hoạt động trong năm",
        Kind.CHOICE,
        attribute="shown_year__active_word",
        choices=YES_NO,
        synonyms=("Hoạt động", "Còn hoạt động"),
    )
    has_unit = _column(
        "has_unit",
        "Có bộ phận SXSH",
        Kind.CHOICE,
        attribute="shown_year__unit_word",
        choices=YES_NO,
        synonyms=("Bộ phận SXSH",),
    )
    full_time = _column(
        "full_time", "Cán bộ chuyên trách SXSH", Kind.INTEGER, attribute="shown_year__full_time"
    )
    part_time = _column(
        "part_time", "Cán bộ kiêm nhiệm SXSH", Kind.INTEGER, attribute="shown_year__part_time"
    )
    own_money = _column(
        "own_money",
        "Kinh phí tự bố trí cho SXSH",
        Kind.MONEY,
        attribute="shown_year__own_money",
        takes_unit=True,
    )

    class Meta:
        model = Establishment
        # Only the columns declared above, in their order.
        exclude = [field.name for field in Establishment._meta.get_fields()]


COLUMNS = EstablishmentResource.columns()
COLUMN = {column.key: column for column in COLUMNS}
