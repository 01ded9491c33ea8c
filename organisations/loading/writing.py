"""Writing the rows of a data file: reference rows are updated, a unit's own rows are respected.

`update_in_place` is for national reference rows, known by a stable code: the file is right.
`Keeper` is for rows that people may change on screen afterwards. What the loader itself wrote last
is in organisations_history, so a row that somebody changed, renamed or deleted since is recognised
even under another name, and left alone. Nothing is ever deleted.
"""

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connections, transaction

from organisations.models import History
from organisations.tenancy import login_alias, owner_login

SCOPE = {"id", "owner_id", "department_id", "corporation_id", "enterprise_id", "support_id"}


@contextmanager
def one_load_at_a_time():
    """The owner's login, one transaction, and no second load beside it."""
    with owner_login(), transaction.atomic(using=login_alias()):
        with connections[login_alias()].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('one_load_at_a_time'))")
        yield


@dataclass
class Tally:
    """What a load did, for the one sentence it ends with."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    left: list[str] = field(default_factory=list)

    def sentence(self):
        if not (self.added or self.changed):
            said = f"Không có gì thay đổi: {self.unchanged} dòng đã có."
        else:
            said = (
                f"Đã thêm {self.added} dòng, cập nhật {self.changed} dòng,"
                f" giữ nguyên {self.unchanged} dòng."
            )
        if self.left:
            said += (
                f" Có {len(self.left)} dòng đã được người dùng sửa hoặc xóa, không ghi đè:"
                f" {'; '.join(self.left)}."
            )
        return said


def columns(model):
    """The columns that a file decides: neither the key nor what the database fills."""
    filled = SCOPE.union(getattr(model, "kept_by_database", ()))
    fields = [f for f in model._meta.concrete_fields if not f.generated]
    return [f.attname for f in fields if f.attname not in filled]


def differing(row, wanted, names=None):
    names = names or columns(type(row))
    return [name for name in names if getattr(row, name) != getattr(wanted, name)]


def key_of(row, key):
    return tuple(str(getattr(row, name)) for name in key)


def update_in_place(model, wanted, key, tally):
    """Insert or update the rows by their code; returns all of them, with their keys."""
    present = {key_of(row, key): row for row in model._default_manager.all()}
    new, rows, changed = [], [], defaultdict(list)
    for row in wanted:
        old = present.get(key_of(row, key))
        if old is None:
            new.append(row)
        elif names := differing(old, row):
            _copy(old, row, names)
            changed[tuple(names)].append(old)
        rows.append(old or row)
    model._default_manager.bulk_create(new)
    for names, old in changed.items():
        model._default_manager.bulk_update(old, names)
    _count(tally, total=len(wanted), added=len(new), changed=sum(map(len, changed.values())))
    return rows


def add_missing(model, wanted, key, tally):
    """Insert the rows whose code is not there; rows that are there belong to whoever keeps them."""
    present = {key_of(row, key): row for row in model._default_manager.all()}
    new = [row for row in wanted if key_of(row, key) not in present]
    model._default_manager.bulk_create(new)
    _count(tally, total=len(wanted), added=len(new), changed=0)
    return [present.get(key_of(row, key), row) for row in wanted]


def _copy(old, row, names):
    for name in names:
        setattr(old, name, getattr(row, name))


def _count(tally, *, total, added, changed):
    tally.added += added
    tally.changed += changed
    tally.unchanged += total - added - changed


class Keeper:
    """Writes one organisation's rows and respects what people did to them since the last load."""

    def __init__(self, owner, models, tally):
        self.owner = owner
        self.tally = tally
        self.loaded = defaultdict(dict)
        self.touched = set()
        self._read_history([model._meta.db_table for model in models])

    def _read_history(self, tables):
        changes = History._default_manager.filter(owner=self.owner, table__in=tables).order_by("id")
        for table, row_id, acting, after in changes.values_list(
            "table", "row_id", "acting_id", "after"
        ):
            if acting is None and after is not None:
                self.loaded[table][row_id] = after
            else:
                self.touched.add((table, row_id))

    def keep(self, model, wanted, key, *, decides=None, identity=(), clash=None):
        """Add what is new, update what nobody touched; returns a row, or None, for each wanted.

        `decides` names the columns that the file has a say in, if not all. `clash(row)` raises
        when the key already belongs to something else: a row that differs in all of `identity`.
        """
        table = model._meta.db_table
        present = {row.pk: row for row in model._default_manager.filter(owner=self.owner)}
        ours = {self._loaded_key(after, key): pk for pk, after in self.loaded[table].items()}
        theirs = {key_of(row, key): row for row in present.values()}
        new, changed, rows = [], [], []
        for row in wanted:
            row.owner = self.owner
            this = key_of(row, key)
            if this in ours:
                old = present.get(ours[this])
                entered = self.loaded[table][ours[this]]
            elif old := theirs.get(this):
                entered = vars(old)
            else:
                new.append(row)
                rows.append(row)
                continue
            if clash and all(str(entered[name]) != str(getattr(row, name)) for name in identity):
                clash(row)
            rows.append(self._compare(table, old, row, decides, changed))
        model._default_manager.bulk_create(new)
        for old, names in changed:
            old.save(update_fields=names)
        _count(self.tally, total=len(wanted), added=len(new), changed=len(changed))
        return rows

    def _compare(self, table, old, row, decides, changed):
        names = differing(old, row, decides) if old else []
        is_ours = old and old.pk in self.loaded[table] and (table, old.pk) not in self.touched
        if names and is_ours:
            _copy(old, row, names)
            changed.append((old, names))
        elif names or old is None:
            self.tally.left.append(f"{row._meta.verbose_name} '{row}'")
            self.tally.unchanged -= 1
        return old

    @staticmethod
    def _loaded_key(after, key):
        return tuple(str(after[name]) for name in key)
