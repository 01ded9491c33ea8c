"""The second lock: row-level security as migration operations, one plain policy per role and table.

A migration lists its tables once (`Isolate`), so that a reader sees who may read and write what
without reading SQL. Policies are equalities on one column, because PostgreSQL can use an index for
those (one policy with OR was measured a thousand times slower, see docs/tenancy.md).
"""

from dataclasses import dataclass

from django.db.migrations.operations import RunSQL

TENANTS = ("ministry", "department", "corporation", "enterprise", "support")
SCOPES = ("department", "corporation", "enterprise", "support")
WRITERS = ("ministry", "department", "corporation", "support")
TID = "(SELECT app.tid())"


@dataclass(frozen=True)
class Policy:
    """`role` may do `command` (SELECT, INSERT, UPDATE, DELETE) where `condition` holds.

    `columns` narrows an UPDATE to these columns; the right on any other is not given.
    """

    role: str
    command: str
    condition: str
    name: str = ""
    columns: tuple = ()

    def sql(self, table):
        clause = {
            "SELECT": f"USING ({self.condition})",
            "DELETE": f"USING ({self.condition})",
            "INSERT": f"WITH CHECK ({self.condition})",
            "UPDATE": f"USING ({self.condition}) WITH CHECK ({self.condition})",
        }[self.command]
        name = f"{self.role}_{self.name or 'own'}_{self.command.lower()}"
        right = f"{self.command} ({', '.join(self.columns)})" if self.columns else self.command
        return (
            f"CREATE POLICY {name} ON {table} FOR {self.command} TO portal_{self.role} {clause};\n"
            f"GRANT {right} ON {table} TO portal_{self.role};"
        )


def owned(*, writers=("ministry", "department", "corporation"), readers=TENANTS, deletable=True):
    """The owner's people read; `writers` among the kinds of organisation also enter and change."""
    mine = f"owner_id = {TID}"
    policies = [Policy(role, "SELECT", mine) for role in readers]
    for role in writers:
        policies += [Policy(role, "INSERT", mine), Policy(role, "UPDATE", mine)]
        if deletable:
            policies.append(Policy(role, "DELETE", mine))
    return policies


def territorial(*, writers=("department", "corporation"), ministry="own"):
    """Each kind reads by its own scope column, only the owner writes. `ministry`: own or all."""
    policies = [Policy(role, "SELECT", f"{role}_id = {TID}") for role in SCOPES]
    policies.append(
        Policy("ministry", "SELECT", "true" if ministry == "all" else f"owner_id = {TID}")
    )
    return policies + [p for p in owned(writers=writers, readers=()) if p.command != "SELECT"]


def national(*, condition="true", name="national", roles=TENANTS):
    """Rows that everybody who is signed in may read."""
    return [Policy(role, "SELECT", condition, name) for role in roles]


def append_only(*, writers=WRITERS, readers=TENANTS):
    """Owned rows that are written once: no UPDATE and no DELETE for anybody."""
    mine = f"owner_id = {TID}"
    return [Policy(role, "SELECT", mine) for role in readers] + [
        Policy(role, "INSERT", mine) for role in writers
    ]


class Isolate(RunSQL):
    """Enable and force row-level security on a table and give it exactly these policies.

    `fill_scope`: the table's scope columns are filled by the database, from the owner, or from the
    column named by `scope_from` ("establishment_id" takes the establishment's).
    `part_of`: (column, parent table) pairs; the child must have its parent's owner.
    `history`: every change is kept in organisations_history, for the row's owner to read; with
    "national" for the Ministry, which answers for rows that belong to nobody else.
    `unkept`: columns that the history leaves out, and a change of these alone is none.
    """

    def __init__(
        self,
        table,
        policies,
        *,
        fill_scope=None,
        scope_from="",
        part_of=(),
        history=False,
        unkept=(),
    ):
        self.table = table
        statements = [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;",
            *(policy.sql(table) for policy in policies),
        ]
        if fill_scope is not None:
            statements.append(_scope_trigger(table, fill_scope, scope_from))
        statements += [_part_of(table, column, parent) for column, parent in part_of]
        if history:
            whose = "national" if history == "national" else ""
            statements.append(_history_triggers(table, whose, unkept))
        super().__init__("\n".join(statements), RunSQL.noop)

    def describe(self):
        return f"Isolate {self.table} by row-level security"


def _scope_trigger(table, scope, scope_from):
    return (
        f"CREATE TRIGGER a_fill_scope BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW"
        f" EXECUTE FUNCTION app.fill_scope('{scope}', '{scope_from}');"
    )


def _part_of(table, column, parent):
    """A composite key: foreign-key checks bypass row-level security, so the owner is part of it."""
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname ="
        f" '{parent}_with_owner') THEN ALTER TABLE {parent} ADD CONSTRAINT {parent}_with_owner"
        f" UNIQUE (id, owner_id); END IF; END $$;\n"
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_same_owner"
        f" FOREIGN KEY ({column}, owner_id) REFERENCES {parent} (id, owner_id)"
        f" ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;"
    )


def _history_triggers(table, whose, unkept):
    kept = f"'{whose}', '{{{','.join(unkept)}}}'" if unkept else f"'{whose}'"
    spec = {
        "INSERT": "REFERENCING NEW TABLE AS after_rows",
        "UPDATE": "REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows",
        "DELETE": "REFERENCING OLD TABLE AS before_rows",
    }
    return "\n".join(
        f"CREATE TRIGGER z_keep_history_{event.lower()} AFTER {event} ON {table} {tables}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION app.keep_history({kept});"
        for event, tables in spec.items()
    )
