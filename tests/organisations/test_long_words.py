"""A word of three hundred letters, typed anywhere, does not widen a page."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.xdist_group("stack")

WORD = "đ" * 300
PAGE = f"""
<meta name="viewport" content="width=device-width"><div class="frame"><main id="main">
<div class="page-header"><div class="page-heading"><h1>{WORD}</h1></div></div>
<p>{WORD}</p><div class="card-plain"><p>{WORD}</p>{WORD}</div>
<dl class="facts"><dt>Tên</dt><dd>{WORD}</dd></dl>
<ul class="task-list"><li><a href="#">{WORD}</a></li></ul>
<table class="table table-list"><thead><tr><th>Tên</th><th>Nơi</th></tr></thead>
<tbody><tr><th>{WORD}</th><td data-label="Nơi">{WORD}</td></tr></tbody></table>
<div class="table-scroll"><table class="table"><tr><td>{WORD}</td></tr></table></div>
</main></div>
"""


@pytest.mark.parametrize("width", [390, 1280])
def test_a_long_word_does_not_widen_the_page(browser, width):
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.set_content(PAGE)
    for name in ("css/bootstrap.min.css", "css/portal.css"):
        page.add_style_tag(content=Path(finders.find(name)).read_text())

    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()
