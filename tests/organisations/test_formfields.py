"""Forms read what people in Vietnam type, keep what they typed, and say what to type instead."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from organisations import formfields
from organisations.formfields import vietnamese_formfield
from outreach.forms import ActivityForm
from programmes.forms import PlanForm


class VisitForm(forms.Form):
    held_on = formfields.VietnameseDateField(required=False)
    people = formfields.VietnameseIntegerField(min_value=0, required=False)
    saved = formfields.VietnameseDecimalField(unit="kWh", required=False, decimal_places=2)
    year = formfields.YearField(required=False)
    number = formfields.DocumentNumberField(required=False)
    place = formfields.NormalisedCharField(required=False, max_length=20)
    remarks = formfields.NormalisedTextField(required=False)


TYPED = {
    "held_on": "3/4/2026",
    "people": "2.500",
    "saved": "1.234,5",
    "year": "2015",
    "number": "1419⁄QĐ‑TTg ",
    "place": " Hà\u00a0 Nội",
    "remarks": "một\r\nhai",
}
VALUES = {
    "held_on": date(2026, 4, 3),
    "people": 2500,
    "saved": Decimal("1234.5"),
    "year": 2015,
    "number": "1419/QĐ-TTg",
    "place": "Hà Nội",
    "remarks": "một\nhai",
}


def test_what_is_typed_in_vietnamese_is_read_as_it_is_meant():
    form = VisitForm(TYPED)

    assert form.is_valid()
    assert form.cleaned_data == VALUES


def test_stored_values_are_shown_as_they_are_typed():
    form = VisitForm(initial=VALUES)

    shown = {name: form[name].value() for name in ["held_on", "people", "saved", "year", "number"]}

    assert shown == {
        "held_on": "03/04/2026",
        "people": "2.500",
        "saved": "1.234,5",
        "year": "2015",
        "number": "1419/QĐ-TTg",
    }
    assert 'type="text"' in str(form["saved"])
    assert 'value="1.234,5"' in str(form["saved"])


def test_wrong_input_stays_on_the_screen_as_it_was_typed():
    wrong = {"held_on": "12/31/2015", "people": "1,5", "saved": "1,234.5", "year": "15"}

    form = VisitForm(wrong)

    assert set(form.errors) == set(wrong)
    assert {name: form[name].value() for name in wrong} == wrong
    assert form.errors["held_on"] == [
        "Không có tháng 31. Nhập ngày trước, tháng sau. Ví dụ 31/12/2015."
    ]


@pytest.mark.parametrize("name", ["place", "number", "remarks"])
def test_a_nul_or_control_character_is_refused_with_a_sentence(name):
    for sign in "\x00\x1b":
        form = VisitForm({name: f"Hà{sign}Nội"})

        assert form.errors[name] == [
            "Nội dung có ký tự điều khiển không in được. Hãy xóa ô này và gõ lại."
        ]


def test_the_same_value_in_another_spelling_is_no_change():
    assert VisitForm(TYPED, initial=VALUES).changed_data == []
    assert VisitForm(TYPED, initial=TYPED).changed_data == []
    assert VisitForm({"people": "2500", "saved": "1234,50"}, initial=VALUES).changed_data == [
        "held_on",
        "year",
        "number",
        "place",
        "remarks",
    ]


def test_another_value_or_an_unclear_one_is_a_change():
    changed = VisitForm(TYPED | {"people": "2.501", "saved": "1.23"}, initial=VALUES)

    assert changed.changed_data == ["people", "saved"]


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_form_opened_and_saved_untouched_changes_no_number(value):
    opened = VisitForm(initial={"saved": value})
    saved = VisitForm({"saved": opened["saved"].value()}, initial={"saved": value})

    assert saved.is_valid()
    assert saved.cleaned_data["saved"] == value
    assert saved.changed_data == []


def test_empty_fields_are_empty_values():
    form = VisitForm(dict.fromkeys(TYPED, "  "))

    assert form.is_valid()
    assert form.cleaned_data == dict.fromkeys(VALUES) | {"number": "", "place": "", "remarks": ""}


def test_a_name_of_invisible_characters_only_is_missing():
    with pytest.raises(ValidationError):
        formfields.NormalisedCharField().clean("\u200b\u00a0")


def test_limits_still_hold():
    form = VisitForm({"people": "-1", "saved": "1,234", "year": "1980", "place": "x" * 21})

    assert set(form.errors) == {"people", "saved", "year", "place"}


def test_hints_name_an_example_and_the_keypad_fits():
    form = VisitForm()

    assert form.fields["held_on"].help_text == "Ví dụ 31/12/2015."
    assert formfields.VietnameseDateField(help_text="Ngày ký.").help_text == (
        "Ngày ký. Ví dụ 31/12/2015."
    )
    assert form.fields["people"].widget.attrs["inputmode"] == "numeric"
    assert form.fields["year"].widget.attrs["inputmode"] == "numeric"
    assert "inputmode" not in form.fields["saved"].widget.attrs
    assert "inputmode" not in form.fields["held_on"].widget.attrs
    assert form.fields["saved"].unit == "kWh"


@isolate_apps("organisations")
def model_form():
    class Row(models.Model):
        held_on = models.DateField("ngày")
        seen_at = models.DateTimeField("lúc")
        people = models.PositiveIntegerField("số người")
        year_from = models.PositiveSmallIntegerField("từ năm")
        saved = models.DecimalField("tiết kiệm", max_digits=12, decimal_places=2)
        paid = models.DecimalField("số tiền", max_digits=18, decimal_places=0, null=True)
        share = models.FloatField("tỷ lệ", null=True, blank=True)
        name = models.CharField("tên", max_length=50)
        remarks = models.TextField("ghi chú", blank=True)
        state = models.CharField("trạng thái", max_length=9, choices={"a": "A"})
        email = models.EmailField("thư điện tử", blank=True)

        class Meta:
            app_label = "organisations"

        def __str__(self):
            return self.name

    class RowForm(forms.ModelForm):
        class Meta:
            model = Row
            fields = forms.ALL_FIELDS
            formfield_callback = vietnamese_formfield
            field_classes = {"name": formfields.DocumentNumberField}

    return RowForm


def test_a_model_form_gets_the_fields_by_default():
    fields = model_form().base_fields

    assert {name: type(field) for name, field in fields.items()} == {
        "held_on": formfields.VietnameseDateField,
        "seen_at": forms.DateTimeField,
        "people": formfields.VietnameseIntegerField,
        "year_from": formfields.YearField,
        "saved": formfields.VietnameseDecimalField,
        "paid": formfields.MoneyField,
        "share": formfields.VietnameseDecimalField,
        "name": formfields.DocumentNumberField,
        "remarks": formfields.NormalisedTextField,
        "state": forms.TypedChoiceField,
        "email": forms.EmailField,
    }
    assert fields["people"].min_value == 0
    assert fields["year_from"].min_value == 1990
    assert fields["name"].max_length == 50
    assert isinstance(fields["remarks"].widget, forms.Textarea)
    assert isinstance(fields["people"].widget, forms.TextInput)


def test_a_model_form_fills_the_row_with_what_was_meant():
    typed = {
        "held_on": "31/12/2015",
        "seen_at": "14:05 31/12/2015",
        "people": "2.500",
        "year_from": "2009",
        "saved": "1.234,5",
        "paid": "1,5 tỷ",
        "share": "0,5",
        "name": "05/BC\u2011SCT",
        "state": "a",
    }

    form = model_form()(typed)

    assert form.is_valid(), form.errors
    row = form.instance
    assert (row.held_on, row.people, row.year_from) == (date(2015, 12, 31), 2500, 2009)
    assert (row.saved, row.share, row.name) == (Decimal("1234.5"), 0.5, "05/BC-SCT")
    assert row.paid == Decimal("1500000000")
    assert row.seen_at.replace(tzinfo=None) == datetime(2015, 12, 31, 14, 5)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("-5.000", "Số tiền không được là số âm."),
        ("1.234,5", "Số tiền tính bằng đồng, không có phần lẻ. Ví dụ 1.234.567."),
        ("nhiều", "Không rõ số tiền. Nhập số đồng, ví dụ 1.234.567, hoặc 500 triệu, 1,5 tỷ."),
        ("", "Nhập số tiền. Ví dụ 1.234.567 hoặc 1,5 tỷ."),
    ],
)
def test_an_amount_that_cannot_be_paid_is_refused_with_a_sentence(typed, sentence):
    with pytest.raises(ValidationError) as refusal:
        formfields.MoneyField().clean(typed)

    assert refusal.value.messages == [sentence]


def test_stored_rows_are_shown_in_vietnamese_spelling():
    form_class = model_form()
    row = form_class._meta.model(held_on=date(2015, 12, 31), people=2500, year_from=2009)

    form = form_class(instance=row)

    assert [form[name].value() for name in ["held_on", "people", "year_from"]] == [
        "31/12/2015",
        "2.500",
        "2009",
    ]


@pytest.mark.parametrize("form", [ActivityForm, PlanForm])
def test_a_note_has_an_end(form):
    note = form.base_fields["note"]

    assert len(note.clean("a" * 5_000)) == 5_000
    with pytest.raises(ValidationError, match="5000 ký tự"):
        note.clean("a" * 5_001)
