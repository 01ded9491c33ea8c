"""What code review would otherwise have to remember."""

import ast
import re
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.urls import get_resolver
from django.utils.module_loading import import_string

from organisations.access import Owned, Territorial

ROOT = Path(settings.BASE_DIR)
# Bottom first. An app imports from the layers before its own: never from after, never from beside.
LAYERS = [
    {"organisations"},
    {"programmes"},
    {"enterprises"},
    {"assessments", "outreach"},
    {"reports"},
]
OUR_APPS = set().union(*LAYERS)
# config knows everybody; these two of its modules know nobody and may be read from everywhere.
KNOWS_NOBODY = {"config.environment"}
EDGE_MODULES = re.compile(
    r"^(account_|approval_)?(views|forms|filters|api|resources|desk|screen)\.py$"
)
UNSCOPED = re.compile(
    r"\.objects\b(?!\.visible_to\()|\bget_(object|list)_or_404\b|_(default|base)_manager\b"
)
VAGUE_NAMES = {"utils", "helpers", "services", "managers", "signals", "constants", "mixins"}
# Foreign keys from owned rows to shared ones that may be walked backwards, and why.
WAYS_BACK = {"programmes.Target.milestone": "a milestone's targets are national"}
# Templates that no code of ours names: packages look them up, a block's kind chooses its own.
LOOKED_UP = re.compile(
    r"^(4\d\d|500)\.html$|^(account|allauth|mfa|django)/|^organisations/documents/blocks/"
)
# Uses of |safe, and why the text cannot come from a tenant.
SAFE_TEXT = {
    "templates/django/forms/field.html": "help texts are written in our own code",
    "templates/organisations/emails/invitation.txt": "a letter in plain text",
    "templates/organisations/emails/digest.txt": "a letter in plain text",
    "templates/assessments/emails/follow_up.txt": "a letter in plain text",
}


def our_python_files():
    return [path for app in sorted(OUR_APPS) for path in (ROOT / app).rglob("*.py")]


def templates():
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


def named(path):
    return str(path.relative_to(ROOT))


def imported_modules(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def lines_with(pattern, paths):
    return [
        f"{named(path)}:{number} {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if re.search(pattern, line)
    ]


def test_apps_import_only_from_lower_layers():
    strays = []
    for path in our_python_files():
        app = path.relative_to(ROOT).parts[0]
        row = next(number for number, layer in enumerate(LAYERS) if app in layer)
        allowed = {app}.union(*LAYERS[:row])
        strays += [
            f"{named(path)} imports {module}"
            for module in imported_modules(path)
            if module.split(".")[0] in (OUR_APPS | {"config", "tests"}) - allowed
            and not any(module.startswith(known) for known in KNOWS_NOBODY)
        ]

    assert strays == []


def test_the_edges_never_query_unscoped():
    edges = [path for path in our_python_files() if EDGE_MODULES.match(path.name)]

    assert len(edges) > 5
    assert lines_with(UNSCOPED, edges) == []


def test_nobody_looks_past_the_scope():
    """`.unscoped` does not exist, and base managers are for Django itself."""
    assert lines_with(r"\bunscoped\b|_base_manager\b", our_python_files()) == []


def test_the_owners_login_is_for_loading_commands_alone():
    users = {
        named(path)
        for path in our_python_files()
        if "organisations.tenancy.owner_login" in imported_modules(path)
    }
    odd = {name for name in users if "/management/" not in name and "/load" not in name}

    assert odd <= {"organisations/demonstration.py"}


def test_shared_rows_offer_no_way_back_to_owned_ones():
    """ministry.activity_set would list every unit's: such links are related_name="+"."""
    back_roads = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if issubclass(model, Owned)
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and not issubclass(field.related_model, Owned)
        if not field.remote_field.hidden
    }

    assert back_roads == set(WAYS_BACK)


def test_every_entry_of_the_schedule_is_a_task():
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        assert callable(import_string(entry["task"]).delay), name


def test_every_template_is_used():
    sources = [*our_python_files(), *(ROOT / "config").rglob("*.py"), *templates()]
    text_of = {path: path.read_text() for path in sources}
    unused = []
    for path in templates():
        name = str(path.relative_to(ROOT / "templates"))
        is_named = any(f'"{name}"' in text for user, text in text_of.items() if user != path)
        if not (is_named or LOOKED_UP.search(name) or name in generic_views_templates()):
            unused.append(name)

    assert unused == []


@cache
def generic_views_templates():
    """<app>/<model>_list.html and the like, which generic views find by themselves."""
    views = [getattr(pattern.callback, "view_class", None) for pattern in all_patterns()]
    return {
        f"{view.model._meta.app_label}/{view.model._meta.model_name}{view.template_name_suffix}.html"
        for view in views
        if getattr(view, "model", None) and not getattr(view, "template_name", "-")
    }


def all_patterns(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from all_patterns(pattern)
        else:
            yield pattern


def test_what_the_database_refuses_can_be_said():
    """Django fills names into these sentences: a bare per cent sign would break the page."""
    sentences = [
        constraint.get_violation_error_message()
        for model in apps.get_models()
        for constraint in model._meta.constraints
    ]
    assert sentences
    assert not [sentence for sentence in sentences if "%%" in str(sentence)]


def test_no_text_is_declared_safe():
    found = lines_with(r"\|\s*safe(seq)?\b|autoescape off", templates())
    code = lines_with(r"\bmark_safe\b|\bSafeString\b|\bSafeText\b", our_python_files())

    assert {line.split(":")[0] for line in found} == set(SAFE_TEXT)
    assert code == []


def test_pages_have_no_inline_script_style_or_handler():
    """The policy forbids them (CSP); printed documents are never shown by a browser."""
    pages = [path for path in templates() if "/documents/" not in f"/{named(path)}"]
    inline = r"<style\b|<script\b(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=[\"']|javascript:"

    assert lines_with(inline, pages) == []


def test_modules_are_called_after_what_they_do():
    assert [named(path) for path in our_python_files() if path.stem in VAGUE_NAMES] == []


def test_migrations_are_named_and_never_merged():
    migrations = [path for path in our_python_files() if path.parent.name == "migrations"]
    numbered = [path.stem for path in migrations if path.stem[0].isdigit()]

    assert [name for name in numbered if re.search(r"_auto_\d|_merge|^\d+$", name)] == []
    assert [name for name in numbered if not re.match(r"^\d{4}_[a-z][a-z0-9_]+$", name)] == []


def test_no_signal_carries_the_flow_between_our_apps():
    assert lines_with(r"@receiver\b|django\.dispatch|\.connect\(", our_python_files()) == []


def test_no_list_of_what_lies_in_a_territory_is_ordered_through_another_table():
    """The join would hide a row whose plant has moved out of the sight of the asker."""
    joining = [
        model._meta.label
        for model in apps.get_models()
        if issubclass(model, Territorial) and " JOIN " in str(model._default_manager.all().query)
    ]

    assert joining == []
