"""What PostgreSQL's own catalogue must say about the second lock, whatever the migrations were.

A table, role, function or view that is new fails here until somebody decides about it.
"""

from contextlib import closing

import psycopg2
import pytest
from django.apps import apps
from django.conf import settings

from organisations.access import National, Owned
from tests import databases

pytestmark = pytest.mark.usefixtures("template_database")

KINDS = ("ministry", "department", "corporation", "enterprise", "support", "public", "jobs")
ROLES = ("portal_app", *(f"portal_{kind}" for kind in KINDS))
# Tables without row-level security, and why.
WITHOUT_POLICIES = {
    "public.account_emailaddress": "accounts: the bare login signs people in",
    "public.account_emailconfirmation": "accounts",
    "public.mfa_authenticator": "accounts",
    "public.django_session": "accounts",
    "public.portal_cache": "counts of failed sign-ins, for the bare login",
    "public.django_content_type": "names of models, for the bare login",
    "public.auth_group": "unused, nobody has rights",
    "public.auth_group_permissions": "unused, nobody has rights",
    "public.auth_permission": "unused, nobody has rights",
    "public.django_migrations": "the owner's",
    "public.enterprises_personalnumber": "nobody's; app.keep_enterprises compares",
    "app.kept_enterprise": "nobody's; app.keep_enterprises writes, app.place_site reads",
    "app.pulse": "the owner's; written by app.give_pulse, read by app.signs_of_life",
    "app.clock": "the owner's; read through app.now()",
    "app.clock_change": "the owner's; written by a trigger, never changed",
}
# Functions that run with the owner's rights. Trigger functions cannot be called.
DEFINERS = {
    "app.accept_invitation": "the only door to a membership",
    "app.median_of_use": "of at least five plants of a sector, nothing of any one of them",
    "app.now": "reads app.clock",
    "app.give_pulse": "beat and worker say that they live; nothing else may write app.pulse",
    "app.signs_of_life": "ages and sizes for the health page, of jobs no row",
    "app.organisations_with_members": "all that the system's own work learns of memberships",
    "app.ask_for_account": "a stranger's request, kept for the department of the province",
    "app.open_enterprise_account": "makes an enterprise's organisation, for its department",
    "app.take_records_along": "labels what is said of a plant with its enterprise",
    "app.invite_to_enterprise": "invites an enterprise's people, for its department",
    "app.known_enterprises": "compares hashes of personal numbers among plants in sight",
    "app.sites_once_elsewhere": "says that a plant in sight lay elsewhere, not where",
    "app.sent_by_children": "what corporations under the asking one have sent in its round",
    "app.facts_of_children": "the rows of that, for the parent's own report",
    "app.enter_import": "enters a unit's own checked batch, set by set",
    "app.tell_entered_apart": "remembers what a unit said of its own batch's plants and pairs",
    "app.withdraw_sites": "takes back what a unit entered by mistake",
    "app.refresh_levels": "called by triggers and the sweep: writes levels that nobody enters",
    "app.sweep_levels": "levels whose evidence ran out; the system's own work",
    "app.evidence_changed": "trigger: works levels out again",
    "app.join_account": "trigger: reads the enterprise's account",
    "app.fill_kind": "trigger: reads the organisation's kind",
    "app.establishment_within_reach": "trigger: reads the establishment's territory",
    "app.fill_scope": "trigger: reads the establishment's territory",
    "app.derive_figure_code": "trigger: reads report and version",
    "app.derive_report_code": "trigger: reads organisation and round",
    "app.fill_receipt": "trigger: reads version and round",
    "app.round_progress": "whether units have begun, nothing of what; for the Ministry",
    "app.fill_review": "trigger: reads versions and whose they are",
    "app.fill_request_step": "trigger: reads what was asked in sent reports and whose they are",
    "app.freeze_outgoing": "trigger: reads whether the version was submitted",
    "app.fill_arrival": "trigger: reads receipts and whose they are",
    "app.freeze_parts": "trigger: reads whether the version is submitted",
    "app.keep_history": "trigger: writes what nobody else may write",
    "app.whole_chain": "trigger: counts the steps of a unit's chain at COMMIT",
    "app.national_or_own": "trigger: reads whose the row is that another leans on",
    "app.only_sent_proposals": "trigger: reads whether the proposal was sent to this ministry",
    "app.only_submitted": "trigger: reads whether the version is submitted",
    "app.keep_enterprises": "the only door to identities: compares numbers that nobody reads",
    "app.rename_enterprise": "asks whether others share the enterprise",
    "app.move_site": "moves a plant out of the asking department's sight",
    "app.came_from": "says of a plant in sight where and when it came from, nothing more",
    "app.assign_corporation": "moves a plant out of the asking corporation's sight",
    "app.merge_plants": "changes rows of several owners; asks whether the asker answers for both",
    "app.undo_merge": "likewise, for who keeps the merge, and the Ministry",
    "app.find_same_plants": "compares with others' plants; proposes a pair to who sees both",
    "app.forget_pairs": "trigger: deletes pairs that were proposed to others",
    "app.sites_saying": "finds words by index, which a policy would forbid; own plants alone",
    "app.fold_register_counts": "adds up counts of all, for the system's own work",
    "app.place_site": "trigger: reads which department keeps the province's register",
    "app.derive_site": "trigger: reads the enterprise's tax code",
    "app.fill_size": "trigger: reads the rule of the year",
    "app.show_latest_year": "trigger: writes what clients may not, from the years of all",
    "app.count_register": "trigger: writes counts that nobody else may write",
    "app.name_assessed_site": "trigger: reads the plant's name and sector",
    "app.parts_follow": "trigger: rows of an assessment follow it to the next enterprise",
    "app.year_was_changed": "trigger: writes who worked on it",
    "app.fill_from_assessment": "trigger: reads whose the assessment is; writes who worked on it",
    "app.label_attachment": "trigger: reads whose the assessment is that a file hangs on",
    "app.move_assessment": "writes state and times, which nobody else may; keeps the receipt",
    "app.give_assessment": "lets a support unit read and write one assessment and read its plant",
    "app.confirm_assessment": "writes that an enterprise has confirmed what others wrote",
    "app.work_out_saving": "trigger: adds up the savings of a solution",
    "app.saving_has_changed": "trigger: works the saving of a solution out again",
    "app.follow_step": "trigger: carries a solution along, which its readers may not write",
    "app.keep_result_site": "trigger: reads the assessment's plant",
    "app.has_said_why": "trigger: asks whether a reason was said, which few may read",
    "app.turn_option_clock": "silence and questions that fall due; the system's own work",
    "app.follow_ups_to_send": "keys of questions that are due, for the system's own work",
    "app.claim_follow_up": "whom to write to, for one sender of the system's own work",
    "app.follow_up_is_sent": "writes that a letter went out, for the system's own work",
    "app.follow_up_by": "what the link of a letter opens, by its hash",
    "app.options_by": "the solutions that it asks about",
    "app.reasons_to_give": "reasons that may be chosen there",
    "app.answer_follow_up": "an answer of whoever holds the link",
    "app.say_why": "writes reasons that only the enterprise reads",
    "app.keep_option_of_plant": "trigger: reads the plant of a solution",
    "app.label_shown_file": "trigger: reads who sees the project or model that a file hangs on",
    "app.application_was_entered": "trigger: writes who has entered an application",
    "app.move_grant": "takes the steps of a project of support, by the rule of its source",
    "app.fill_from_grant": "trigger: reads whose the project is, and what was paid of it",
    "app.count_reasons": "counts reasons of five enterprises or more, for officials",
}
OFFICIALS = {"portal_ministry", "portal_department", "portal_corporation"}
ASSESSING = {"portal_department", "portal_corporation", "portal_enterprise", "portal_support"}
CALLABLE = {
    "app.accept_invitation": {"portal_app"},
    "app.median_of_use": {
        "portal_enterprise",
        "portal_department",
        "portal_corporation",
        "portal_support",
    },
    "app.now": set(ROLES),
    "app.organisations_with_members": {"portal_jobs"},
    "app.give_pulse": {"portal_jobs"},
    "app.signs_of_life": {"portal_app"},
    "app.round_progress": {"portal_ministry"},
    "app.sent_by_children": {"portal_corporation"},
    "app.facts_of_children": {"portal_corporation"},
    **dict.fromkeys(
        (
            "app.keep_enterprises",
            "app.rename_enterprise",
            "app.assign_corporation",
            "app.merge_plants",
            "app.undo_merge",
            "app.find_same_plants",
        ),
        OFFICIALS,
    ),
    "app.move_site": {"portal_ministry", "portal_department"},
    "app.came_from": {"portal_department"},
    "app.known_enterprises": OFFICIALS,
    "app.sites_once_elsewhere": OFFICIALS,
    "app.enter_import": {"portal_department", "portal_corporation"},
    "app.tell_entered_apart": {"portal_department", "portal_corporation"},
    "app.withdraw_sites": {"portal_department", "portal_corporation"},
    "app.ask_for_account": {"portal_app"},
    "app.open_enterprise_account": {"portal_department"},
    "app.invite_to_enterprise": {"portal_department"},
    "app.sweep_levels": {"portal_jobs"},
    "app.fold_register_counts": {"portal_jobs"},
    "app.sites_saying": {"portal_department"},
    **dict.fromkeys(("app.move_assessment", "app.say_why"), ASSESSING),
    "app.give_assessment": {"portal_department", "portal_corporation"},
    "app.confirm_assessment": {"portal_enterprise"},
    "app.move_grant": {"portal_department", "portal_enterprise"},
    "app.count_reasons": OFFICIALS,
    **dict.fromkeys(
        (
            "app.turn_option_clock",
            "app.follow_ups_to_send",
            "app.claim_follow_up",
            "app.follow_up_is_sent",
        ),
        {"portal_jobs"},
    ),
    **dict.fromkeys(
        ("app.follow_up_by", "app.options_by", "app.reasons_to_give", "app.answer_follow_up"),
        {"portal_app"},
    ),
}
# Policies may compare one column with the asking organisation or person, or name a flag.
CONDITIONS = {
    "true",
    *(
        f"({column} = ( SELECT app.tid() AS tid))"
        for column in (
            "id",
            "owner_id",
            "organisation_id",
            "principal_id",
            "delegate_id",
            "department_id",
            "corporation_id",
            "enterprise_id",
            "support_id",
        )
    ),
    "(id = ( SELECT app.uid() AS uid))",
    "(user_id = ( SELECT app.uid() AS uid))",
    "(owner_id IS NULL)",
    "is_national",
    "is_submitted",
    "is_amended",  # a question's version that the Ministry entered
    "(is_entered AND ((kind)::text = 'grid'::text))",  # a grid factor that it entered
    "((state)::text = 'submitted'::text)",  # what was sent to the Ministry
    "((owner_id = ( SELECT app.tid() AS tid)) AND (NOT is_national))",
    "((kind)::text <> 'enterprise'::text)",
    "((owner_id = ( SELECT app.tid() AS tid)) AND (recipient_id = ( SELECT app.uid() AS uid)))",
    "((owner_id = ( SELECT app.tid() AS tid)) AND (( SELECT app.uid() AS uid) IS NULL))",
}
# Sub-queries, each on a table that is small for the asking role or has an index for it.
SUBQUERIES = {
    ("organisations_user", "organisations_membership"): "colleagues",
    ("organisations_organisation", "organisations_membership"): "organisations of my own",
    ("reports_fact", "reports_reportversion"): "parts of submitted versions",
    ("reports_figure", "reports_reportversion"): "parts of submitted versions",
    ("reports_document", "reports_reportversion"): "parts of submitted versions",
    ("reports_outgoingdocument", "reports_reportversion"): "papers of submitted versions",
    ("reports_signedcopy", "reports_outgoingdocument"): "copies of papers in sight",
    ("enterprises_enterprise", "enterprises_establishment"): "those that own a plant in sight",
    ("enterprises_establishment", "enterprises_givensite"): "the few plants a support unit has",
}
# Foreign keys from owned rows to owned rows that are not compared by owner, and why.
ACROSS_OWNERS = {
    "reports_arrival.receipt_id": "app.fill_arrival takes the owner from it",
    "reports_review.version_id": "app.fill_review takes the owner from it",
    "reports_requeststep.report_id": "app.fill_request_step takes the owner from it",
    "assessments_demonstrationmodel.establishment_id": "app.fill_scope checks the site",
    "assessments_assessment.establishment_id": "app.fill_scope checks the site",
    **{
        f"assessments_{part}.assessment_id": "app.fill_from_assessment takes the owner from it"
        for part in (
            "assessmentpart",
            "checklistanswer",
            "contribution",
            "cpoption",
            "followup",
            "measuredresult",
            "optionsaving",
            "optionstep",
            "assessmentreceipt",
            "resourceuse",
            "worksheetrow",
        )
    },
    "assessments_measuredresult.establishment_id": "app.keep_result_site writes it",
    "assessments_demonstrationmodel.option_id": "app.keep_option_of_plant checks the plant",
    "assessments_supportgrant.establishment_id": "app.fill_scope checks the site",
    "assessments_supportgrant.option_id": "the key compares the assessment",
    "assessments_supportgrant.funding_id": "app.move_grant checks whose the source is",
    "assessments_supportgrant.assessment_id": "the key compares the plant",
    **{
        f"assessments_{part}.{column}": "written by the database from the project"
        for part in ("grantstep", "grantpayment")
        for column in ("grant_id", "establishment_id")
    },
    "assessments_optionsaving.option_id": "the key compares the assessment",
    "assessments_optionstep.option_id": "the key compares the assessment",
    "assessments_optionreason.option_id": "written by app.say_why alone",
    "assessments_optionreason.step_id": "written by app.say_why alone",
    **{
        f"enterprises_{table}.establishment_id": "app.fill_scope checks the site"
        for table in (
            "certificate",
            "commitment",
            "contact",
            "effectiveness",
            "establishmentyear",
            "paperevidence",
            "visit",
        )
    },
    "enterprises_establishment.merged_into_id": "app.merge_plants alone writes it",
    "enterprises_formerplacement.establishment_id": "written by app.leave_place alone",
    "enterprises_yearlevel.establishment_id": "written by the owner's functions alone",
    "enterprises_merge.kept_id": "written by app.merge_plants alone",
    "enterprises_merge.merged_id": "written by app.merge_plants alone",
    "enterprises_sameplantcandidate.first_id": "app.keep_question puts it back",
    "enterprises_sameplantcandidate.second_id": "app.keep_question puts it back",
    "outreach_attendance.establishment_id": "app.establishment_within_reach checks the site",
    "programmes_fundingsource.document_id": "app.national_or_own checks the document",
    "programmes_proposal.call_id": "app.national_or_own checks the call",
    "programmes_targetprogress.target_id": "app.national_or_own checks the target",
    "programmes_task.proposal_id": "app.only_sent_proposals checks the proposal",
    "reports_consolidationpart.version_id": "app.only_submitted checks the version",
    "reports_receipt.version_id": "app.fill_receipt takes the owner from the version",
    "reports_receipt.report_id": "app.fill_receipt takes it from the version",
}
# Models that are neither Owned nor National, and why.
NOT_OWNED = {
    "organisations.User": "an account; colleagues read names through a policy of its own",
    "organisations.Organisation": "public bodies are known to all, an enterprise to itself",
    "organisations.Membership": "its organisation's, and its person's",
    "organisations.Delegation": "of two organisations",
    "organisations.Invitation": "its organisation's; read by the bare login to accept it",
    "organisations.Province": "reference, dated",
    "enterprises.Enterprise": "a national identity, read by whoever sees a plant of it",
    "enterprises.PersonalNumber": "nobody's",
    "enterprises.GivenSite": "of a support unit; written by app.settle_given alone",
}
OUR_APPS = ("organisations", "programmes", "enterprises", "assessments", "outreach", "reports")


@pytest.fixture(scope="module")
def ask(template_database, worker_id):
    """A query as the owner, on a fresh copy: all rows."""
    name = f"{databases.NAME}_catalogue_{worker_id}"
    databases.copy_template(name)
    with closing(psycopg2.connect(databases.url_of("DATABASE_OWNER_URL", name))) as connection:
        connection.autocommit = True

        def answers(sql, *parameters):
            with connection.cursor() as cursor:
                cursor.execute(sql, parameters)
                return cursor.fetchall()

        yield answers
    databases.drop(name)


def test_every_table_has_row_level_security_forced_with_policies_or_says_why_not(ask):
    open_tables = ask(
        "SELECT c.oid::regclass::text, n.nspname FROM pg_class c JOIN pg_namespace n"
        " ON n.oid = relnamespace WHERE relkind IN ('r', 'p') AND nspname IN ('public', 'app')"
        " AND NOT (relrowsecurity AND relforcerowsecurity"
        "          AND EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid))"
    )

    found = {name if "." in name else f"{schema}.{name}" for name, schema in open_tables}
    assert found == set(WITHOUT_POLICIES)
    assert len(WITHOUT_POLICIES) <= 15


def test_there_are_no_other_schemas_and_nobody_may_create_in_ours(ask):
    schemas = ask(
        "SELECT nspname FROM pg_namespace"
        " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"
    )
    creators = [
        (role, schema)
        for role in ROLES
        for schema in ("public", "app")
        if ask("SELECT has_schema_privilege(%s, %s, 'CREATE')", role, schema) == [(True,)]
    ]

    assert sorted(schemas) == [("app",), ("public",)]
    assert creators == []


def test_the_applications_roles_have_no_power_of_their_own(ask):
    powers = ask(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND (rolsuper OR rolbypassrls"
        " OR rolcreatedb OR rolcreaterole OR rolreplication)",
        list(ROLES),
    )
    logins = ask(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND rolcanlogin", list(ROLES)
    )

    assert powers == []
    assert logins == [("portal_app",)]


def test_the_application_enters_the_kinds_and_inherits_from_none(ask):
    memberships = ask(
        "SELECT roleid::regrole::text, inherit_option, admin_option, set_option"
        " FROM pg_auth_members WHERE member = 'portal_app'::regrole ORDER BY 1"
    )
    others = ask(
        "SELECT member::regrole::text FROM pg_auth_members WHERE member = ANY("
        " SELECT oid FROM pg_roles WHERE rolname = ANY(%s) AND rolname <> 'portal_app')",
        list(ROLES),
    )

    assert memberships == [(f"portal_{kind}", False, False, True) for kind in sorted(KINDS)]
    assert others == []


def test_the_applications_roles_own_nothing(ask):
    assert (
        ask(
            "SELECT objid FROM pg_shdepend WHERE deptype = 'o' AND refobjid = ANY("
            " SELECT oid FROM pg_roles WHERE rolname = ANY(%s))",
            list(ROLES),
        )
        == []
    )


def test_nobody_may_truncate_reference_or_hang_triggers(ask):
    granted = ask(
        "SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants"
        " WHERE grantee = ANY(%s) AND privilege_type NOT IN"
        " ('SELECT', 'INSERT', 'UPDATE', 'DELETE')",
        [*ROLES, "PUBLIC"],
    )

    assert granted == []


def test_everybody_has_no_right_at_all_on_our_tables_and_sequences(ask):
    granted = ask(
        "SELECT c.oid::regclass::text, acl.privilege_type FROM pg_class c JOIN pg_namespace n"
        " ON n.oid = relnamespace, aclexplode(coalesce(relacl, acldefault('r', relowner))) AS acl"
        " WHERE nspname IN ('public', 'app') AND (acl.grantee = 0 OR relkind = 'S'"
        "   AND acl.grantee = ANY(SELECT oid FROM pg_roles WHERE rolname = ANY(%s)))",
        list(ROLES),
    )

    assert granted == []


def test_a_right_without_a_policy_and_a_policy_without_a_right_do_not_exist(ask):
    """A right without a policy answers an empty list where it should be an error."""
    granted = ask(
        "SELECT DISTINCT grantee::text, table_name::text, privilege_type::text"
        " FROM information_schema.role_table_grants WHERE grantee = ANY(%s)"
        " UNION SELECT DISTINCT grantee::text, table_name::text, privilege_type::text"
        " FROM information_schema.column_privileges WHERE grantee = ANY(%s)",
        list(ROLES),
        list(ROLES),
    )
    policies = ask("SELECT roles[1]::text, tablename::text, cmd FROM pg_policies")
    accounts = {name.removeprefix("public.") for name in WITHOUT_POLICIES}

    assert {row for row in granted if row[1] not in accounts} == set(policies)


def test_no_view_leads_past_the_policies(ask):
    assert (
        ask(
            "SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE nspname IN ('public', 'app') AND (relkind IN ('m', 'f')"
            "   OR relkind = 'v'"
            "   AND NOT coalesce('security_invoker=true' = ANY(reloptions), false))"
            # Views of extensions show statistics of the server, not rows.
            " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND deptype = 'e')"
        )
        == []
    )


def test_functions_with_the_owners_rights_are_the_listed_ones_with_a_search_path(ask):
    found = ask(
        "SELECT p.oid::regproc::text, coalesce(array_to_string(proconfig, ','), '')"
        " FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace"
        " WHERE prosecdef AND nspname !~ '^pg_' AND NOT EXISTS"
        " (SELECT FROM pg_depend d WHERE d.objid = p.oid AND deptype = 'e')"
    )

    assert {name for name, _ in found} == set(DEFINERS)
    assert [name for name, config in found if not config.endswith(", pg_temp")] == []


def test_functions_with_the_owners_rights_are_called_by_the_listed_roles_only(ask):
    for name in DEFINERS:
        callers = ask(
            "SELECT r.rolname FROM pg_proc p, pg_roles r WHERE p.oid::regproc::text = %s"
            " AND r.rolname = ANY(%s) AND p.prorettype <> 'trigger'::regtype"
            " AND has_function_privilege(r.oid, p.oid, 'EXECUTE')",
            name,
            list(ROLES),
        )
        assert {role for (role,) in callers} == CALLABLE.get(name, set()), name


def test_nobody_hangs_a_trigger_function_on_a_table_of_their_own(ask):
    """On a temporary table it would write, with the owner's rights, whatever one likes."""
    assert (
        ask(
            "SELECT r.rolname, p.oid::regproc::text FROM pg_proc p, pg_roles r"
            " WHERE prorettype = 'trigger'::regtype AND pronamespace = 'app'::regnamespace"
            " AND r.rolname = ANY(%s) AND has_function_privilege(r.oid, p.oid, 'EXECUTE')",
            list(ROLES),
        )
        == []
    )


def test_every_policy_is_a_plain_comparison(ask):
    """No OR and no ANY: an index cannot serve them (docs/tenancy.md)."""
    conditions = ask(
        "SELECT tablename, policyname, unnest(array_remove(ARRAY[qual, with_check], NULL))"
        " FROM pg_policies"
    )
    odd = [row for row in conditions if row[2] not in CONDITIONS and " FROM " not in row[2]]
    subqueries = {
        (table, condition.split(" FROM ")[1].split()[0].strip("()"))
        for table, _, condition in conditions
        if " FROM " in condition
    }

    assert odd == []
    assert subqueries == set(SUBQUERIES)
    assert [row for row in conditions if " OR " in row[2] or "ANY (ARRAY" in row[2]] == []


def test_policies_are_permissive_and_each_names_one_of_our_roles(ask):
    odd = ask(
        "SELECT tablename, policyname FROM pg_policies"
        " WHERE permissive <> 'PERMISSIVE' OR cardinality(roles) <> 1 OR NOT roles <@ %s::name[]",
        list(ROLES),
    )

    assert odd == []


def test_every_scope_column_that_a_policy_compares_has_an_index(ask):
    columns = ask(
        "SELECT DISTINCT tablename::text, (regexp_match(qual, '^\\((\\w+_id) = \\( SELECT app'))[1]"
        " FROM pg_policies WHERE qual ~ '^\\(\\w+_id = \\( SELECT app'"
    )
    indexed = ask(
        "SELECT indrelid::regclass::text, attname::text FROM pg_index JOIN pg_attribute"
        " ON attrelid = indrelid AND attnum = indkey[0]"
    )

    assert set(columns) - set(indexed) == set()


def test_parts_carry_their_parents_owner_in_the_key_or_say_why_not(ask):
    single = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        if issubclass(model, Owned)
        for field in model._meta.concrete_fields
        if field.is_relation and issubclass(field.related_model, Owned)
    }
    composite = ask(
        "SELECT conrelid::regclass || '.' || attname FROM pg_constraint JOIN pg_attribute"
        " ON attrelid = conrelid AND attnum = conkey[1]"
        " WHERE contype = 'f' AND cardinality(conkey) = 2 AND confupdtype = 'c'"
    )

    assert single - {name for (name,) in composite} == set(ACROSS_OWNERS)


def test_every_model_is_owned_or_national_or_says_why_not():
    undecided = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in OUR_APPS and not issubclass(model, (Owned, National))
    }

    assert undecided == set(NOT_OWNED)


def test_every_owned_table_has_an_owner_that_cannot_be_missing(ask):
    optional = ask(
        "SELECT table_name::text FROM information_schema.columns"
        " WHERE column_name = 'owner_id' AND is_nullable = 'YES'"
    )

    assert optional == [("organisations_history",)]


def test_the_suite_itself_steps_down_to_the_applications_login():
    assert settings.DATABASES["default"]["STEP_DOWN_TO"] == "portal_app"
