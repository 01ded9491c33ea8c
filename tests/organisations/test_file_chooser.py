"""The chooser of files: the browser's own, and the words the script puts over it."""

import re

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.html import escape

from organisations.attachments.forms import FilesField, FilesInput


class Sheet(forms.Form):
    """Both kinds of file field that sheets have."""

    one = forms.FileField(label="Tệp", widget=forms.FileInput)
    many = forms.FileField(label="Các tệp", widget=FilesInput)


def test_a_chooser_is_a_plain_input_that_brings_its_words_for_the_script():
    page = str(Sheet())

    choosers = re.findall(r'<div class="file-chooser"([^>]*)>(<input[^>]*>)\s*</div>', page)
    assert len(choosers) == 2
    for words, field in choosers:
        assert f'data-choose="{escape("Chọn tệp")}"' in words
        assert 'data-none="Chưa chọn tệp nào"' in words
        assert 'type="file"' in field
    assert " multiple" in choosers[1][1]


class Asked(Sheet):
    """A sheet with a box that must be filled."""

    many = FilesField(label="Các tệp")
    what = forms.CharField(label="Việc")


def scan_called(name):
    return SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF")


def test_what_was_chosen_on_a_sheet_that_comes_back_is_named_at_its_chooser():
    names = {"one": ["a.pdf"], "many": ["b.pdf", "c.pdf"]}
    files = MultiValueDict(
        {
            box: [SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF") for name in each]
            for box, each in names.items()
        }
    )

    wrong, right = str(Asked({}, files)), str(Asked({"what": "x"}, files))

    lost = "chưa được lưu vì biểu mẫu còn lỗi; hãy chọn lại."
    assert f"Tệp đã chọn (a.pdf) {lost}" in wrong
    assert f"Tệp đã chọn (b.pdf, c.pdf) {lost}" in wrong
    assert "Tệp đã chọn" not in right
    assert "Tệp đã chọn" not in str(Asked())
