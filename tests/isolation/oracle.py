"""Who may read and write which row, said a second time, in plain Python over the rows themselves.

Nothing here imports a policy or an owner path: the rules follow docs/tenancy.md, and the tests
compare them with what the database and the first lock really answer.
"""

SIGNED_IN = {"ministry", "department", "corporation", "enterprise", "support"}
PLANNERS = {"ministry", "department", "corporation"}
UNITS = {"department", "corporation"}


def reads(who, table, row, world):
    """What both locks must show to `who`."""
    return bool(READS[table](who, row, world))


def is_known_to_the_person(who, table, row, world):
    """What the database adds for the switcher: my memberships elsewhere, and what these are of."""
    if who.kind not in SIGNED_IN:
        return False
    if table == "organisations_membership":
        return row["user_id"] == who.user
    if table == "organisations_organisation":
        memberships = world.rows["organisations_membership"]
        return any(
            m["user_id"] == who.user and m["organisation_id"] == row["id"] for m in memberships
        )
    return False


def inserts(who, table, row, world):
    return bool(INSERTS.get(table, nobody)(who, row, world))


def updates(who, table, row, world):
    return bool(UPDATES.get(table, nobody)(who, row, world))


def deletes(who, table, row, world):
    return bool(DELETES.get(table, nobody)(who, row, world))


def nobody(who, row, world):
    return False


def everybody(who, row, world):
    return who.kind in SIGNED_IN


def everybody_and_the_system(who, row, world):
    return who.kind in SIGNED_IN | {"jobs"}


def own(kinds):
    return lambda who, row, world: who.kind in kinds and row["owner_id"] == who.organisation


def national_or_own(who, row, world):
    return who.kind in SIGNED_IN and (row["is_national"] or row["owner_id"] == who.organisation)


def writes_national_or_own(who, row, world):
    """A unit enters its own documents; only the Ministry may say that one is everybody's."""
    may_be = who.kind == "ministry" or not row["is_national"]
    return who.kind in PLANNERS and may_be and row["owner_id"] == who.organisation


def proposal(who, row, world):
    """The Ministry reads a proposal once it was sent."""
    if who.kind == "ministry":
        return row["state"] == "submitted"
    return own(UNITS)(who, row, world)


def zone(who, row, world):
    return who.kind == "ministry" or own({"department"})(who, row, world)


def official_total(who, row, world):
    """Its owner's, and the department's that continues its owner."""
    is_theirs = who.kind == "department" and who.organisation == row["department_id"]
    return who.kind == "ministry" or is_theirs


def merge(who, row, world):
    """Kept by who answers for both rows; the Ministry answers for all."""
    return who.kind == "ministry" or own(UNITS)(who, row, world)


def site(who, row, world):
    """The Ministry reads the whole register, others the sites of their territory, group or firm."""
    if who.kind == "ministry":
        return True
    return who.kind in SIGNED_IN and who.organisation == row[f"{who.kind}_id"]


def on_the_spot(who, row, world):
    """Contacts, visits and judgements: for those who deal with the plant, not for the Ministry."""
    return who.kind != "ministry" and site(who, row, world)


def labelled(who, row, world):
    """A file: its owner's, and theirs who see the record it hangs on; not the Ministry's."""
    return own({"ministry"})(who, row, world) or on_the_spot(who, row, world)


def given(who, row, world):
    return row["support_id"] == who.organisation


def plant(who, row, world):
    """A support unit reads those it has something to do at."""
    if who.kind == "support":
        tasks = world.rows["enterprises_givensite"]
        return any(t["establishment_id"] == row["id"] and given(who, t, world) for t in tasks)
    return site(who, row, world)


def given_site(who, row, world):
    return who.kind == "support" and given(who, row, world)


def carries_out(who, row, world):
    """Who opened an assessment, and the unit it was given to."""
    if who.kind == "support":
        return given(who, row, world)
    return own(UNITS | {"enterprise"})(who, row, world)


def told_later(who, row, world):
    """What became of it is also said by the enterprise it is about."""
    if who.kind == "enterprise":
        return row["enterprise_id"] == who.organisation
    return carries_out(who, row, world)


def supported(who, row, world):
    """Of a plant: not for the Ministry, nor for the unit that carries something out there."""
    return who.kind != "support" and on_the_spot(who, row, world)


def own_reasons(who, row, world):
    return who.kind == "enterprise" and row["enterprise_id"] == who.organisation


def counts(who, row, world):
    """Of a territory or a group: nothing for those who see single plants."""
    return who.kind in PLANNERS and site(who, row, world)


def enterprise(who, row, world):
    """Who owns a plant is read by whoever sees the plant."""
    plants = [p for p in world.rows["enterprises_establishment"] if p["legal_entity_id"]]
    theirs = {p["legal_entity_id"] for p in plants if plant(who, p, world)}
    return who.kind == "ministry" or row["id"] in theirs


def model(who, row, world):
    """Its owner's, and theirs on whose site it stands; the Ministry reads the register only."""
    place = world.first("enterprises_establishment", id=row["establishment_id"])
    theirs = [place[f"{kind}_id"] for kind in ("department", "corporation", "enterprise")]
    return who.kind in SIGNED_IN and who.organisation in [row["owner_id"], *theirs]


def is_submitted(version_id, world):
    return version_id and world.first("reports_reportversion", id=version_id)["is_submitted"]


def report(who, row, world):
    """The Ministry sees a report from its first submission on, and its own."""
    if who.kind == "ministry" and row["is_submitted"]:
        return True
    return who.kind == "jobs" or own(PLANNERS)(who, row, world)


def version(who, row, world):
    if who.kind == "ministry" and row["is_submitted"]:
        return True
    return who.kind == "jobs" or own(PLANNERS)(who, row, world)


def part_of_a_version(who, row, world):
    """What stands on the reconciliation sheet alone is the unit's own."""
    if who.kind == "ministry" and not row["is_internal"]:
        return own({"ministry"})(who, row, world) or is_submitted(row["version_id"], world)
    return own(PLANNERS)(who, row, world)


def document(who, row, world):
    """The reconciliation sheet stays in the unit; a consolidation is its ministry's."""
    if who.kind == "ministry" and row["kind"] == "report" and row["replaced_at"] is None:
        return own({"ministry"})(who, row, world) or is_submitted(row["version_id"], world)
    return who.kind == "jobs" or own(PLANNERS)(who, row, world)


def outgoing(who, row, world):
    if who.kind == "ministry":
        return is_submitted(row["version_id"], world)
    return own(UNITS)(who, row, world)


def signed_copy(who, row, world):
    """A copy is seen with its paper, as long as it stands."""
    papers = {paper["id"]: paper for paper in world.rows["reports_outgoingdocument"]}
    if who.kind == "ministry" and row["replaced_at"] is not None:
        return False
    return outgoing(who, papers[row["outgoing_id"]], world)


def receipt(who, row, world):
    return who.kind in {"ministry", "jobs"} or own(UNITS)(who, row, world)


def of_the_unit_and_the_ministry(who, row, world):
    return who.kind == "ministry" or own(UNITS)(who, row, world)


def organisation(who, row, world):
    """Public bodies are known to everybody; an enterprise to itself and to the Ministry."""
    if who.kind in {"ministry", "jobs"}:
        return True
    return who.kind in SIGNED_IN and (row["kind"] != "enterprise" or row["id"] == who.organisation)


def user(who, row, world):
    """Colleagues and oneself; the bare login signs people in and reads all accounts."""
    if who.kind == "app":
        return True
    memberships = world.rows["organisations_membership"]
    colleagues = {m["user_id"] for m in memberships if m["organisation_id"] == who.organisation}
    return who.kind in SIGNED_IN and row["id"] in {who.user, *colleagues}


def membership(who, row, world):
    return (
        who.kind == "app"
        or everybody(who, row, world)
        and row["organisation_id"] == who.organisation
    )


def delegation(who, row, world):
    parties = (row["principal_id"], row["delegate_id"])
    return who.kind == "app" or everybody(who, row, world) and who.organisation in parties


def job(who, row, world):
    return who.kind == "jobs" or own(PLANNERS)(who, row, world)


def notice(who, row, world):
    """The person it is for; and the organisation's own work, which no person does."""
    is_theirs = who.user is None or row["recipient_id"] == who.user
    return own(SIGNED_IN)(who, row, world) and is_theirs


def history(who, row, world):
    """The record's owner reads its history, and they in whose territory or group it lies.

    What is nobody's is the Ministry's to answer for.
    """
    if row["table"] in NATIONAL_AND_KEPT:
        return who.kind == "ministry"
    record = row["after"] or row["before"]
    belongs_to = ("owner_id", "organisation_id", "principal_id")
    scopes = ("department_id", "corporation_id", "enterprise_id", "support_id")
    readers = [record.get(key) for key in belongs_to]
    if who.kind != "ministry":
        readers += [record.get(key) for key in scopes]
    return who.kind in SIGNED_IN and who.organisation in readers


def kept_by_the_ministry(who, row, world):
    return who.kind == "ministry"


def ministry(who, row, world):
    """Says which row counts; nothing else of the row may be changed."""
    return who.kind == "ministry"


def amended_by_the_ministry(who, row, world):
    return who.kind == "ministry" and row["is_amended"]


def entered_by_the_ministry(who, row, world):
    return who.kind == "ministry" and row["is_entered"] and row["kind"] == "grid"


def gives_delegation(who, row, world):
    return who.kind in PLANNERS and row["principal_id"] == who.organisation


def own_member(who, row, world):
    return who.kind in SIGNED_IN and row["organisation_id"] == who.organisation


def account(who, row, world):
    return who.kind == "app"


NATIONAL = [
    "programmes_strategy",
    "programmes_milestone",
    "programmes_scheme",
    "programmes_obligation",
    "programmes_indicator",
    "reports_reportform",
    "reports_formsection",
    "reports_formtable",
    "reports_formrow",
    "reports_formcolumn",
    "reports_checkrule",
    "reports_trustroot",
    "enterprises_sizerule",
    "assessments_benchmark",
    "assessments_checklistgroup",
    "assessments_checklistitem",
    "assessments_conversionfactor",
    "assessments_householdsheet",
    "assessments_measureunit",
    "assessments_reason",
    "assessments_resource",
    "assessments_sectorword",
    "assessments_worksheetform",
]
NATIONAL_AND_SYSTEM = [
    "organisations_province",
    "organisations_provincesuccession",
    "organisations_organisationsuccession",
    "reports_reportinground",
    "reports_roundaddressee",
]
NATIONAL_AND_KEPT = [
    "organisations_organisation",
    "programmes_strategy",
    "programmes_milestone",
    "programmes_scheme",
    "programmes_obligation",
    "programmes_indicator",
    "reports_reportinground",
    "reports_roundaddressee",
    "enterprises_enterprise",
    "enterprises_sizerule",
    "assessments_benchmark",
    "assessments_checklistgroup",
    "assessments_checklistitem",
    "assessments_conversionfactor",
    "assessments_householdsheet",
    "assessments_measureunit",
    "assessments_reason",
    "assessments_resource",
    "assessments_sectorword",
    "assessments_worksheetform",
]
PLANNING = [
    "programmes_actionplan",
    "programmes_plancomponent",
    "programmes_planmoney",
    "programmes_opinion",
    "programmes_targetprogress",
    "programmes_tasklist",
    "programmes_task",
    "programmes_taskoutput",
    "programmes_taskmoney",
    "programmes_disbursement",
    "programmes_outgoingletter",
    "programmes_letteraddressee",
]
CAPACITY = [
    "programmes_focalunit",
    "programmes_focaldiscipline",
    "programmes_focalequipment",
    "programmes_focalstaff",
    "programmes_stafftraining",
    "programmes_ownmoney",
]
ZONES = ["enterprises_industrialzone", "enterprises_officialtotal"]
# Said about a plant by its department, its corporation or itself; or by the former two alone.
SAID_BY_ALL = [
    "enterprises_contact",
    "enterprises_establishmentyear",
    "enterprises_certificate",
    "enterprises_commitment",
]
SAID_BY_UNITS = [
    "enterprises_paperevidence",
    "enterprises_visit",
    "enterprises_effectiveness",
]
ON_THE_SPOT = ["enterprises_contact", "enterprises_visit", "enterprises_effectiveness"]
# What the Ministry reads of every plant.
REGISTER = [
    "enterprises_establishmentyear",
    "enterprises_certificate",
    "enterprises_commitment",
    "enterprises_paperevidence",
    "enterprises_yearlevel",
    "enterprises_formerplacement",
]
WRITTEN_BY_FUNCTIONS = [
    "enterprises_yearlevel",
    "enterprises_formerplacement",
    "enterprises_registercount",
    "enterprises_sameplantcandidate",
    "enterprises_merge",
    "enterprises_accountrequest",
]
ACTIVITY_PARTS = [
    "outreach_activityorganiser",
    "outreach_activityzone",
    "outreach_activitymoney",
    "outreach_attendance",
    "outreach_attendee",
    "outreach_distinctpair",
]
IMPORTS = [
    "organisations_importbatch",
    "organisations_importrow",
    "organisations_headingchoice",
    "organisations_listfile",
]
APPROVING = ["organisations_approval", "organisations_approvaldecision"]
# The Ministry writes its synthesis too.
WRITTEN_BY_PLANNERS = ["reports_narrative", "reports_sectioncomment", "reports_sectioneditor"]
WORDS = [
    "reports_claim",
    "reports_request",
    "reports_nildeclaration",
    "reports_explanation",
    *WRITTEN_BY_PLANNERS,
]
# Contents of an assessment; what is told after it; what the database writes of it.
ASSESSED = [
    "assessments_assessmentpart",
    "assessments_checklistanswer",
    "assessments_worksheetrow",
    "assessments_resourceuse",
    "assessments_cpoption",
    "assessments_optionsaving",
]
ASSESSED_LATER = ["assessments_optionstep", "assessments_measuredresult"]
SUPPORT = ["assessments_supportgrant", "assessments_grantpayment", "assessments_grantstep"]
WRITTEN_OF_ASSESSMENTS = [
    "assessments_contribution",
    "assessments_assessmentreceipt",
    "assessments_followup",
]
CONSOLIDATION = [
    "reports_consolidation",
    "reports_consolidationpart",
    "reports_paperreport",
]

READS = {
    **dict.fromkeys(NATIONAL, everybody),
    **dict.fromkeys(NATIONAL_AND_SYSTEM, everybody_and_the_system),
    **dict.fromkeys(PLANNING, own(PLANNERS)),
    **dict.fromkeys(CAPACITY, own(PLANNERS | {"enterprise"})),
    "enterprises_industrialzone": zone,
    "enterprises_officialtotal": official_total,
    **dict.fromkeys(ACTIVITY_PARTS, own(PLANNERS | {"support"})),
    **dict.fromkeys(IMPORTS, own(PLANNERS)),
    "programmes_revision": own(PLANNERS),
    "programmes_fundingsource": national_or_own,
    "programmes_call": national_or_own,
    "programmes_proposal": proposal,
    **dict.fromkeys(WORDS, own(UNITS)),
    **dict.fromkeys(WRITTEN_BY_PLANNERS, own(PLANNERS)),
    **dict.fromkeys(CONSOLIDATION, own({"ministry"})),
    **dict.fromkeys([*APPROVING, "organisations_approvalstep"], own(PLANNERS)),
    "programmes_legaldocument": national_or_own,
    "programmes_target": national_or_own,
    "enterprises_establishment": plant,
    "enterprises_givensite": given_site,
    **dict.fromkeys([*ASSESSED, *ASSESSED_LATER, *WRITTEN_OF_ASSESSMENTS], on_the_spot),
    "assessments_assessment": on_the_spot,
    "assessments_optionreason": own_reasons,
    **dict.fromkeys(SUPPORT, supported),
    **dict.fromkeys(REGISTER, site),
    **dict.fromkeys(ON_THE_SPOT, on_the_spot),
    "enterprises_registercount": counts,
    "enterprises_enterprise": enterprise,
    "enterprises_personalnumber": nobody,
    "enterprises_sameplantcandidate": own(PLANNERS),
    "enterprises_merge": merge,
    "enterprises_accountrequest": own({"department"}),
    "outreach_activity": own(SIGNED_IN),
    "assessments_demonstrationmodel": model,
    "reports_report": report,
    "reports_reportversion": version,
    "reports_fact": part_of_a_version,
    "reports_figure": part_of_a_version,
    "reports_document": document,
    "reports_outgoingdocument": outgoing,
    "reports_signedcopy": signed_copy,
    "reports_copydifference": own(UNITS),
    "reports_receipt": receipt,
    "reports_arrival": of_the_unit_and_the_ministry,
    "reports_review": of_the_unit_and_the_ministry,
    "reports_requeststep": of_the_unit_and_the_ministry,
    "organisations_organisation": organisation,
    "organisations_user": user,
    "organisations_membership": membership,
    "organisations_invitation": membership,
    "organisations_delegation": delegation,
    "organisations_logentry": own(SIGNED_IN),
    "organisations_history": history,
    "organisations_job": job,
    "organisations_attachment": labelled,
    "organisations_notification": notice,
}

OUTGOING = ("reports_outgoingdocument", "reports_signedcopy", "reports_copydifference")
_KEPT_BY_ITS_OWNER = {
    **dict.fromkeys(PLANNING, own(PLANNERS)),
    **dict.fromkeys(CAPACITY, own(PLANNERS | {"enterprise"})),
    **dict.fromkeys(ZONES, own({"department"})),
    **dict.fromkeys(ACTIVITY_PARTS, own(PLANNERS | {"support"})),
    "programmes_fundingsource": writes_national_or_own,
    "programmes_call": own({"ministry"}),
    "programmes_proposal": own(UNITS),
    **dict.fromkeys(CONSOLIDATION, own({"ministry"})),
    "programmes_legaldocument": writes_national_or_own,
    "programmes_target": writes_national_or_own,
    "enterprises_establishment": own(UNITS),
    **dict.fromkeys(SAID_BY_ALL, own(UNITS | {"enterprise"})),
    **dict.fromkeys(SAID_BY_UNITS, own(UNITS)),
    "outreach_activity": own(PLANNERS | {"support"}),
    "assessments_demonstrationmodel": own(UNITS),
    **dict.fromkeys(ASSESSED, carries_out),
    "reports_document": own(PLANNERS),
    "organisations_approvalstep": own(PLANNERS),
    **dict.fromkeys(
        set(WORDS) - set(WRITTEN_BY_PLANNERS),
        own(UNITS),
    ),
    **dict.fromkeys(
        [
            *WRITTEN_BY_PLANNERS,
            "reports_report",
            "reports_reportversion",
            "reports_fact",
            "reports_figure",
        ],
        own(PLANNERS),
    ),
    "reports_roundaddressee": kept_by_the_ministry,
}
INSERTS = _KEPT_BY_ITS_OWNER | {
    "assessments_supportgrant": own({"department", "enterprise"}),
    "assessments_grantpayment": own({"department"}),
    "assessments_assessment": own(UNITS | {"enterprise"}),
    "assessments_optionstep": told_later,
    "assessments_measuredresult": carries_out,
    **dict.fromkeys(IMPORTS, own(PLANNERS)),
    "programmes_revision": own(PLANNERS),
    **dict.fromkeys(APPROVING, own(PLANNERS)),
    "reports_receipt": own(UNITS),
    **dict.fromkeys(OUTGOING, own(UNITS)),
    "reports_arrival": kept_by_the_ministry,
    "reports_review": kept_by_the_ministry,
    "reports_requeststep": kept_by_the_ministry,
    "reports_reportinground": kept_by_the_ministry,
    "organisations_logentry": own(SIGNED_IN),
    "organisations_job": own(PLANNERS),
    "organisations_attachment": own(SIGNED_IN),
    "organisations_notification": own(SIGNED_IN),
    "organisations_invitation": own_member,
    "organisations_delegation": gives_delegation,
    "organisations_user": account,
    "assessments_checklistitem": amended_by_the_ministry,
    "assessments_conversionfactor": entered_by_the_ministry,
}
UPDATES = _KEPT_BY_ITS_OWNER | {
    **dict.fromkeys(OUTGOING, own(UNITS)),
    "assessments_supportgrant": own({"department", "enterprise"}),
    "assessments_assessment": own(UNITS | {"enterprise"}),
    **dict.fromkeys(IMPORTS, own(PLANNERS)),
    **dict.fromkeys(APPROVING, own(PLANNERS)),
    "enterprises_sameplantcandidate": own(PLANNERS),
    "enterprises_accountrequest": own({"department"}),
    "reports_reportinground": kept_by_the_ministry,
    "organisations_job": job,
    "organisations_attachment": own(SIGNED_IN),
    "organisations_notification": notice,
    "organisations_membership": own_member,
    "organisations_delegation": gives_delegation,
    "organisations_user": account,
    **dict.fromkeys(["assessments_checklistitem", "assessments_conversionfactor"], ministry),
}
DELETES = _KEPT_BY_ITS_OWNER | {
    "assessments_grantpayment": own({"department"}),
    "assessments_measuredresult": carries_out,
    "organisations_invitation": own_member,
    "organisations_importrow": own(PLANNERS),
    "organisations_headingchoice": own(PLANNERS),
}
