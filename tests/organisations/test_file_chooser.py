"""The chooser of files: the browser's own, and the words the script puts over it."""

import re

from django import forms
from django.utils.html import escape

from organisations.attachments.forms import FilesInput


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
