"""The provinces and corporations that a row of a list may name, for one unit."""

import re

from django.utils.translation import gettext as _

from organisations.enums import Kind
from organisations.models import Organisation, Province, ProvinceSuccession
from organisations.vietnamese import Unreadable, search_key

TITLES = re.compile(r"^(?:thanh pho|tp\.?|tinh) ")


class Places:
    """Answers keys; a department's plants lie in its own province, whatever that was called."""

    def __init__(self, access, today):
        self.access = access
        self._found = {}
        provinces = list(Province.objects.visible_to(access).on(today))
        self.provinces = {_key(row.name): row.pk for row in provinces}
        now = {row.pk for row in provinces}
        links = ProvinceSuccession.objects.visible_to(access).select_related("predecessor")
        for link in links:
            if link.successor_id in now:
                self.provinces.setdefault(_key(link.predecessor.name), link.successor_id)
        self.corporations = {}
        for row in Organisation.objects.visible_to(access).filter(kind=Kind.CORPORATION):
            if row.valid_to is None or row.valid_to >= today:
                for name in filter(None, (row.name, row.symbol, row.code)):
                    self.corporations[search_key(name)] = row.pk

    def province(self, name):
        """Of a department None: the database knows where it is."""
        return self._remembered(self._province, name)

    def corporation(self, name):
        """Of a corporation None: what it enters is its own."""
        return self._remembered(self._corporation, name)

    def _remembered(self, find, name):
        """Few names come again and again; a refusal is worked out each time."""
        key = find.__name__, name
        if key not in self._found:
            self._found[key] = find(name)
        return self._found[key]

    def _province(self, name):
        is_department = self.access.kind == Kind.DEPARTMENT
        if not name:
            if is_department:
                return None
            raise Unreadable(_("Ghi tỉnh, thành phố nơi cơ sở hoạt động."))
        found = self.provinces.get(_key(name))
        if found is None:
            raise Unreadable(_("Không có tỉnh, thành phố này."))
        if is_department and found != self.access.organisation.province_id:
            raise Unreadable(_("Cơ sở ở tỉnh khác, không thuộc sổ của đơn vị."))
        return None if is_department else found

    def _corporation(self, name):
        if not name:
            return None
        found = self.corporations.get(search_key(name))
        if found is None:
            raise Unreadable(_("Không có tập đoàn, tổng công ty này trên cổng."))
        if self.access.kind == Kind.CORPORATION:
            if found != self.access.organisation.pk:
                raise Unreadable(_("Chỉ nhập cơ sở do chính đơn vị quản lý."))
            return None
        return found


def _key(name):
    return TITLES.sub("", search_key(name))
