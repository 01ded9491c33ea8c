"""The table: every address × every persona, and what each list shows to whom.

A column is a persona (tests/access_world.py): Officer, Head, Viewer and Administrator of the
department, an officer of its neighbour; Corporation and its neighbour; Enterprise and its
neighbour; a Support centre for itself, and the same by Delegation for the department; the Ministry;
x an account without any organisation, ? nobody. What is asked for is the department's; "/group" is
its site that the corporation manages and the enterprise runs, "/alone" nobody's but its own.

    .  shown        >  done, or led on      ?  asked to sign in
    -  does not exist (404)      x  not this role (403)      !  not by this method (405)
"""

import re
from copy import deepcopy

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from assessments.models import (
    Assessment,
    Benchmark,
    ConversionFactor,
    CPOption,
    DemonstrationModel,
    FollowUp,
    SupportGrant,
)
from enterprises.models import (
    Establishment,
    FormerPlacement,
    IndustrialZone,
    SamePlantCandidate,
)
from organisations.enums import Kind
from organisations.models import Delegation, ListFile, LogEntry, Membership
from organisations.tenancy import owner_login
from outreach.models import Activity
from programmes.models import (
    ActionPlan,
    Call,
    FocalEquipment,
    FocalStaff,
    FocalUnit,
    FundingSource,
    Indicator,
    LegalDocument,
    Obligation,
    OutgoingLetter,
    OwnMoney,
    StaffTraining,
    Strategy,
    TaskList,
)
from reports.models import Report, ReportingRound, RoundAddressee
from tests.access_world import PERSONAS, World, write_the_file_that_all_documents_name

PAGES = """
                                    O H V A  n  C c  E e  S D  M  x ?
    home                            . . . .  .  . .  . .  . .  .  x ?
    figure/draft                    . . . .  -  - -  - -  - .  -  x ?
    figure/sent                     . . . .  -  - -  - -  - .  .  x ?
    figures                         . . . .  .  . .  . .  . .  .  x ?
    search                          . . . .  .  . .  . .  . .  .  x ?

    invitation                      . . . .  .  . .  . .  . .  .  . .
    account_login                   > > > >  >  > >  > >  > >  >  > .
    account_logout                  . . . .  .  . .  . .  . .  .  . >
    account_inactive                . . . .  .  . .  . .  . .  .  . .
    account_signup                  > > > >  >  > >  > >  > >  >  > .
    account_reauthenticate          . . . .  .  . .  . .  . .  .  . ?
    account_email                   - - - -  -  - -  - -  - -  -  - ?
    no_other_email                  - - - -  -  - -  - -  - -  -  - ?
    account_email_verification_sent . . . .  .  . .  . .  . .  .  . .
    account_change_password         . . . .  .  . .  . .  . .  .  . ?
    account_set_password            > > > >  >  > >  > >  > >  >  > ?
    account_reset_password          . . . .  .  . .  . .  . .  .  . .
    account_confirm_login_code      > > > >  >  > >  > >  > >  >  > >
    account_confirm_email           . . . .  .  . .  . .  . .  .  . .
    account_reset_password_from_key . . . .  .  . .  . .  . .  .  . .
    account_reset_password_from_key_done
                                    . . . .  .  . .  . .  . .  .  . .
    account_reset_password_done     . . . .  .  . .  . .  . .  .  . .
    mfa_index                       . . . .  .  . .  . .  . .  .  . ?
    mfa_authenticate                > > > >  >  > >  > >  > >  >  > >
    mfa_reauthenticate              > > > >  >  > >  > >  > >  >  > ?
    mfa_activate_totp               > > > >  >  > >  > >  > >  >  > ?
    mfa_deactivate_totp             - - - -  -  - -  - -  - -  -  - ?
    mfa_view_recovery_codes         - - - -  -  - -  - -  - -  -  - ?
    mfa_generate_recovery_codes     > > > >  >  > >  > >  > >  >  > ?
    mfa_download_recovery_codes     - - - -  -  - -  - -  - -  -  - ?

    organisations:switch            . . . .  .  . .  . .  . .  .  x ?
    organisations:notifications     . . . .  .  . .  . .  . .  .  x ?
    organisations:attachment        . . . .  -  - -  - -  - .  -  x ?
    organisations:attachment_remove . . x .  -  - -  - -  - .  -  x ?
    organisations:members           . . . .  .  . .  . .  . x  .  x ?
    organisations:invite            x x x .  x  x x  x x  x x  x  x ?
    organisations:withdraw_invitation
                                    x x x .  -  - -  - -  - x  -  x ?
    organisations:change_role       x x x .  -  - -  - -  - x  -  x ?
    organisations:end_membership    x x x .  -  - -  - -  - x  -  x ?
    organisations:delegations       . . . .  .  . .  . .  . x  .  x ?
    organisations:delegate          x . x .  x  x x  x x  x x  x  x ?
    organisations:end_delegation    x . x .  -  - -  - -  x x  -  x ?
    organisations:approval_steps    . . . .  .  . .  x x  x x  .  x ?
    organisations:approval_chain    x . x .  x  x x  x x  x x  x  x ?
    organisations:health            x x x x  x  x x  x x  x x  x  x ?
    organisations:jobs              . . . .  .  . .  . .  . .  .  x ?
    organisations:job_cancel        . . x .  -  - -  - -  - .  -  x ?
    organisations:job_retry         x x x x  -  - -  - -  - x  -  x ?
    organisations:job               . . . .  -  - -  - -  - .  -  x ?
    organisations:job_progress      . . . .  -  - -  - -  - .  -  x ?

    programmes:plans                . . . .  .  . .  . .  . .  .  x ?
    programmes:plan_create          . . x .  .  . .  x x  x .  .  x ?
    programmes:plan_enter           . . x .  .  . .  x x  x .  .  x ?
    programmes:plan                 . . . .  -  - -  - -  - .  -  x ?
    programmes:plan_edit            . . x .  -  - -  - -  - .  -  x ?
    programmes:plans_in_force       . . . .  .  . .  . .  . .  .  x ?
    programmes:paper_submit         . . x .  -  - -  - -  - .  -  x ?
    programmes:paper_issue          > > x >  -  - -  - -  - >  -  x ?
    programmes:paper_decision       . . x .  -  - -  - -  - .  -  x ?
    programmes:paper_amend          . . x .  -  - -  - -  - .  -  x ?
    programmes:paper_abandon        > > x >  -  - -  - -  - >  -  x ?
    programmes:paper_record         > > x >  -  - -  - -  - >  -  x ?
    programmes:paper_replace        x . x x  -  - -  - -  - x  -  x ?
    programmes:paper_expire         x . x x  -  - -  - -  - x  -  x ?
    programmes:paper_restore        x > x x  -  - -  - -  - x  -  x ?
    programmes:paper_close          . . x .  -  - -  - -  - .  -  x ?
    programmes:paper_reopen         > > x >  -  - -  - -  - >  -  x ?
    programmes:paper_in_force       . . . .  -  - -  - -  - .  -  x ?
    programmes:paper_revision       . . . .  -  - -  - -  - .  -  x ?
    programmes:paper_document       . . . .  -  - -  - -  - .  -  x ?
    programmes:opinion_create       . . x .  -  - -  - -  - .  -  x ?
    programmes:opinion_edit         . . x .  -  - -  - -  - .  -  x ?
    programmes:opinion_remove       . . x .  -  - -  - -  - .  -  x ?
    programmes:target_create        . . x .  -  - -  - -  - .  -  x ?
    programmes:target_edit          . . x .  -  - -  - -  - .  -  x ?
    programmes:target_remove        . . x .  -  - -  - -  - .  -  x ?
    programmes:target_progress      . . . .  -  - -  - -  - .  -  x ?
    programmes:progress_create      . . x .  -  - -  - -  - .  -  x ?
    programmes:progress_edit        . . x .  -  - -  - -  - .  -  x ?
    programmes:component_create     . . x .  -  - -  - -  - .  -  x ?
    programmes:component_edit       . . x .  -  - -  - -  - .  -  x ?
    programmes:component_remove     . . x .  -  - -  - -  - .  -  x ?
    programmes:plan_money           . . x .  -  - -  - -  - .  -  x ?
    programmes:plan_attach          . . x .  -  - -  - -  - .  -  x ?
    programmes:task_lists           . . . .  .  . .  . .  . .  .  x ?
    programmes:task_list_create     . . x .  .  . .  x x  x .  .  x ?
    programmes:task_list_edit       . . x .  -  - -  - -  - .  -  x ?
    programmes:task_list_copy       . . x .  -  - -  - -  - .  -  x ?
    programmes:task_list_delete     . . x .  -  - -  - -  - .  -  x ?
    programmes:task_list_sheet      . . . .  -  - -  - -  - .  -  x ?
    programmes:task_list_template   . . . .  -  - -  - -  - .  -  x ?
    programmes:task_list_import     . . x .  -  - -  - -  - .  -  x ?
    programmes:task_create          . . x .  -  - -  - -  - .  -  x ?
    programmes:task_edit            . . x .  -  - -  - -  - .  -  x ?
    programmes:task_delete          . . x .  -  - -  - -  - .  -  x ?
    programmes:task_give            . . x .  -  - -  - -  - .  -  x ?
    programmes:task_start           . . x .  -  - -  - -  - .  -  x ?
    programmes:task_accept          . . x .  -  - -  - -  - .  -  x ?
    programmes:task_settle          . . x .  -  - -  - -  - .  -  x ?
    programmes:task_stop            . . x .  -  - -  - -  - .  -  x ?
    programmes:task_carry           . . x .  -  - -  - -  - .  -  x ?
    programmes:task_correct         . . x .  -  - -  - -  - .  -  x ?
    programmes:task_attach          . . x .  -  - -  - -  - .  -  x ?
    programmes:output_edit          . . x .  -  - -  - -  - .  -  x ?
    programmes:disbursement_create  . . x .  -  - -  - -  - .  -  x ?
    programmes:disbursement_edit    . . x .  -  - -  - -  - .  -  x ?
    programmes:disbursement_delete  . . x .  -  - -  - -  - .  -  x ?
    year:brief                      . . . .  .  . .  x x  x .  .  x ?
    year:tasks                      . . . .  .  . .  x x  x .  .  x ?
    year:task_list                  . . . .  -  - -  - -  - .  -  x ?
    year:task_list_progress         . . . .  -  - -  - -  - .  -  x ?
    year:task                       . . . .  -  - -  - -  - .  -  x ?
    programmes:focal_units          . . . .  .  . .  . .  . .  .  x ?
    programmes:focal_unit           . . . .  -  - -  - -  - .  -  x ?
    programmes:focal_unit_create    . . x .  .  . .  . .  x .  .  x ?
    programmes:focal_unit_edit      . . x .  -  - -  - -  - .  -  x ?
    programmes:focal_unit_remove    . . x .  -  - -  - -  - .  -  x ?
    programmes:staff_list           . . . .  .  . .  . .  . .  .  x ?
    programmes:staff_create         . . x .  -  - -  - -  - .  -  x ?
    programmes:staff                . . . .  -  - -  - -  - .  -  x ?
    programmes:staff_edit           . . x .  -  - -  - -  - .  -  x ?
    programmes:staff_remove         . . x .  -  - -  - -  - .  -  x ?
    programmes:trainings            . . . .  .  . .  . .  . .  .  x ?
    programmes:training_create      . . x .  -  - -  - -  - .  -  x ?
    programmes:training_edit        . . x .  -  - -  - -  - .  -  x ?
    programmes:training_remove      . . x .  -  - -  - -  - .  -  x ?
    programmes:equipment_list       . . . .  .  . .  . .  . .  .  x ?
    programmes:equipment_create     . . x .  -  - -  - -  - .  -  x ?
    programmes:equipment_edit       . . x .  -  - -  - -  - .  -  x ?
    programmes:equipment_remove     . . x .  -  - -  - -  - .  -  x ?
    programmes:own_money            . . . .  .  . .  . .  . .  .  x ?
    programmes:own_money_create     . . x .  .  . .  . .  x .  .  x ?
    programmes:own_money_edit       . . x .  -  - -  - -  - .  -  x ?
    programmes:own_money_remove     . . x .  -  - -  - -  - .  -  x ?
    programmes:funding              . . . .  .  . .  . .  . .  .  x ?
    programmes:funding_calculator   . . . .  .  . .  . .  . .  .  x ?
    programmes:funding_create       . . x .  .  . .  x x  x .  .  x ?
    programmes:funding_source/own   . . . .  -  - -  - -  - .  -  x ?
    programmes:funding_source/national
                                    . . . .  .  . .  . .  . .  .  x ?
    programmes:funding_edit/own     . . x .  -  - -  - -  - .  -  x ?
    programmes:funding_edit/national
                                    x x x x  x  x x  x x  x x  .  x ?
    programmes:funding_remove/own   . . x .  -  - -  - -  - .  -  x ?
    programmes:funding_remove/national
                                    x x x x  x  x x  x x  x x  .  x ?
    programmes:letters              . . . .  .  . .  . .  . .  .  x ?
    programmes:letter_create        . . x .  .  . .  x x  x .  .  x ?
    programmes:letter               . . . .  -  - -  - -  - .  -  x ?
    programmes:letter_edit          . . x .  -  - -  - -  - .  -  x ?
    programmes:letter_remove        . . x .  -  - -  - -  - .  -  x ?
    programmes:reply_edit           . . x .  -  - -  - -  - .  -  x ?
    programmes:calls                . . . .  .  . .  . .  . .  .  x ?
    programmes:call_create          x x x x  x  x x  x x  x x  .  x ?
    programmes:call/draft           - - - -  -  - -  - -  - -  .  x ?
    programmes:call/published       . . . .  .  . .  . .  . .  .  x ?
    programmes:call_edit/draft      - - - -  -  - -  - -  - -  .  x ?
    programmes:call_publish/draft   - - - -  -  - -  - -  - -  .  x ?
    programmes:call_remove/draft    - - - -  -  - -  - -  - -  .  x ?
    programmes:proposal_create      . . x .  .  . .  x x  x .  x  x ?
    programmes:proposal/draft       . . . .  -  - -  - -  - .  -  x ?
    programmes:proposal/sent        . . . .  -  - -  - -  - .  .  x ?
    programmes:proposal_edit/draft  . . x .  -  - -  - -  - .  -  x ?
    programmes:proposal_edit/sent   > > x >  -  - -  - -  - >  x  x ?
    programmes:proposal_send/draft  . . x .  -  - -  - -  - .  -  x ?
    programmes:proposal_remove/draft
                                    . . x .  -  - -  - -  - .  -  x ?
    programmes:proposal_take_up/sent
                                    x x x x  -  - -  - -  - x  .  x ?
    programmes:strategies           . . . .  .  . .  . .  . .  .  x ?
    programmes:strategy             . . . .  .  . .  . .  . .  .  x ?
    programmes:documents            . . . .  .  . .  . .  . .  .  x ?
    programmes:document/own         . . . .  -  - -  - -  - .  -  x ?
    programmes:document/national    . . . .  .  . .  . .  . .  .  x ?
    programmes:obligations          . . . .  .  . .  . .  . .  .  x ?
    programmes:indicators           . . . .  .  . .  . .  . .  .  x ?
    programmes:indicator            . . . .  .  . .  . .  . .  .  x ?

    outreach:activities             . . . .  .  . .  . .  . .  .  x ?
    outreach:activity_create        . . x .  .  . .  x x  . .  x  x ?
    outreach:activity               . . . .  -  - -  - -  - .  -  x ?
    outreach:activity_edit          . . x .  -  - -  - -  - .  -  x ?
    outreach:calendar               . . . .  .  . .  . .  . .  .  x ?
    outreach:zones_reached          . . . .  .  x x  x x  x .  x  x ?
    outreach:attendance             . . . .  -  - -  - -  - .  -  x ?
    outreach:site_attendance        . . . .  -  - -  - -  - .  .  x ?
    outreach:activity_delete        . . x .  -  - -  - -  - .  -  x ?
    outreach:activity_attach        . . x .  -  - -  - -  - .  -  x ?
    outreach:sign_in_sheet          . . x .  -  - -  - -  - .  -  x ?
    outreach:attendance_count       . . x .  -  - -  - -  - .  -  x ?
    outreach:attendance_tick        . . x .  -  - -  - -  - .  -  x ?
    outreach:attendance_create      . . x .  -  - -  - -  - .  -  x ?
    outreach:attendance_import      . . x .  -  - -  - -  - .  -  x ?
    outreach:attendance_template    . . x .  -  - -  - -  - .  -  x ?
    outreach:attendees              . . x .  -  - -  - -  - .  -  x ?
    outreach:attendee_create        . . x .  -  - -  - -  - .  -  x ?
    outreach:attendance_edit        . . x .  -  - -  - -  - .  -  x ?
    outreach:attendance_match       . . x .  -  - -  - -  - .  -  x ?
    outreach:attendance_remove      . . x .  -  - -  - -  - .  -  x ?
    outreach:attendee_remove        . . x .  -  - -  - -  - .  -  x ?
    enterprises:establishments      . . . .  .  . .  . .  . .  .  x ?
    enterprises:facets              . . . .  .  . .  . .  . .  .  x ?
    enterprises:overview            . . . .  .  . .  . .  . .  .  x ?
    enterprises:list_files          . . . .  .  . .  x x  x .  .  x ?
    enterprises:list_file           . . . .  -  - -  - -  - .  -  x ?
    enterprises:establishment_create
                                    . . x .  .  . .  x x  x .  x  x ?
    enterprises:establishment/alone . . . .  -  - -  - -  - .  .  x ?
    enterprises:establishment/group . . . .  -  . -  . -  - .  .  x ?
    enterprises:establishment_edit/alone
                                    . . x .  -  - -  - -  - .  x  x ?
    enterprises:establishment_edit/group
                                    . . x .  -  x -  x -  - .  x  x ?
    enterprises:year_create/group   . . x .  -  . -  . -  - .  x  x ?
    enterprises:year_edit           . . x .  -  - -  - -  - .  x  x ?
    enterprises:year_remove         . . x .  -  - -  - -  - .  x  x ?
    enterprises:certificate_create/group
                                    . . x .  -  . -  . -  - .  x  x ?
    enterprises:certificate_edit    . . x .  -  - -  - -  - .  x  x ?
    enterprises:certificate_remove  . . x .  -  - -  - -  - .  x  x ?
    enterprises:certificate_attach  . . x .  -  - -  - -  - .  x  x ?
    enterprises:commitment_create/group
                                    . . x .  -  . -  . -  - .  x  x ?
    enterprises:commitment_edit     . . x .  -  - -  - -  - .  x  x ?
    enterprises:commitment_remove   . . x .  -  - -  - -  - .  x  x ?
    enterprises:commitment_attach   . . x .  -  - -  - -  - .  x  x ?
    enterprises:evidence_create/group
                                    . . x .  -  . -  x -  - .  x  x ?
    enterprises:evidence_edit       . . x .  -  - -  - -  - .  x  x ?
    enterprises:evidence_remove     . . x .  -  - -  - -  - .  x  x ?
    enterprises:evidence_attach     . . x .  -  - -  - -  - .  x  x ?
    enterprises:visit_create/group  . . x .  -  . -  x -  - .  x  x ?
    enterprises:visit_edit          . . x .  -  - -  - -  - .  -  x ?
    enterprises:visit_remove        . . x .  -  - -  - -  - .  -  x ?
    enterprises:visit_attach        . . x .  -  - -  - -  - .  -  x ?
    enterprises:effectiveness_create/group
                                    . . x .  -  . -  x -  - .  x  x ?
    enterprises:effectiveness_edit  . . x .  -  - -  - -  - .  -  x ?
    enterprises:effectiveness_remove
                                    . . x .  -  - -  - -  - .  -  x ?
    enterprises:contact_create/group
                                    . . x .  -  . -  . -  - .  x  x ?
    enterprises:contact_edit        . . x .  -  - -  - -  - .  -  x ?
    enterprises:contact_remove      . . x .  -  - -  - -  - .  -  x ?
    enterprises:site_move/alone     . . x .  -  - -  - -  - .  .  x ?
    enterprises:site_move/group     . . x .  -  x -  x -  - .  .  x ?
    enterprises:site_assign/group   . . x .  -  . -  x -  - .  .  x ?
    enterprises:former_sites        . . . .  .  . .  x x  x .  x  x ?
    enterprises:former_site         . . . .  >  - -  - -  - .  >  x ?
    enterprises:pairs               . . . .  .  . .  x x  x .  .  x ?
    enterprises:pair                . . . .  -  - -  - -  - .  -  x ?
    enterprises:merge_undo          . . x .  -  - -  - -  - .  .  x ?
    enterprises:territory           x x x x  x  . .  x x  x x  .  x ?
    enterprises:imports             . . . .  .  . .  x x  x .  x  x ?
    enterprises:import_template     . . x .  .  . .  x x  x .  x  x ?
    enterprises:import_upload       . . x .  .  . .  x x  x .  x  x ?
    enterprises:import              . . . .  -  - -  - -  - .  -  x ?
    enterprises:import_undo         . . x .  -  - -  - -  - .  -  x ?
    enterprises:import_file         . . . .  -  - -  - -  - .  -  x ?
    enterprises:import_faults       . . . .  -  - -  - -  - .  -  x ?
    enterprises:account_requests    . . x .  .  x x  x x  x x  x  x ?
    enterprises:account_refuse      . . x .  -  - -  - -  - x  -  x ?
    enterprises:account_invite/alone
                                    . . x .  -  - -  - -  - x  x  x ?
    enterprises:account_invite/group
                                    . . x .  -  x -  x -  - x  x  x ?
    follow_up                       . . . .  .  . .  . .  . .  .  . .
    verify                          . . . .  .  . .  . .  . .  .  . .
    enterprise_ask                  . . . .  .  . .  . .  . .  .  . .
    enterprise_asked                . . . .  .  . .  . .  . .  .  . .
    ladder:levels                   . . . .  .  . .  x x  x .  .  x ?
    ladder:sites                    . . . .  .  . .  x x  x .  .  x ?
    ladder:establishment/alone      . . . .  -  - -  - -  - .  .  x ?
    ladder:establishment/group      . . . .  -  . -  . -  - .  .  x ?
    enterprises:zones               . . . .  .  . .  . .  . .  .  x ?
    enterprises:zone_create         . . x .  .  x x  x x  x .  x  x ?
    enterprises:zone                . . . .  -  - -  - -  - .  .  x ?
    enterprises:zone_edit           . . x .  -  - -  - -  - .  x  x ?
    enterprises:total_create        . . x .  .  x x  x x  x .  x  x ?
    enterprises:total_edit          . . x .  -  - -  - -  - .  x  x ?
    enterprises:total_remove        . . x .  -  - -  - -  - .  x  x ?
    assessments:assessments         . . . .  .  . .  . .  . .  x  x ?
    assessments:assessment_create/alone
                                    . . x .  -  - -  - -  - .  x  x ?
    assessments:assessment_create/group
                                    . . x .  -  . -  . -  - .  x  x ?
    assessments:assessment          . . . .  -  - -  - -  . .  -  x ?
    assessments:assessment/group    . . . .  -  . -  . -  - .  -  x ?
    assessments:assessment_edit     . . x .  -  - -  - -  x .  -  x ?
    assessments:assessment_give     . . x .  -  - -  - -  x .  -  x ?
    assessments:assessment_submit   . . x .  -  - -  - -  . .  -  x ?
    assessments:assessment_receipt  . . . .  -  - -  - -  . .  -  x ?
    assessments:assessment_receipt/group
                                    . . . .  -  . -  . -  - .  -  x ?
    assessments:assessment_cancel   . . x .  -  - -  - -  x .  -  x ?
    assessments:assessment_return/group
                                    . . x .  -  x -  x -  - x  -  x ?
    assessments:assessment_accept/group
                                    . . x .  -  x -  x -  - x  -  x ?
    assessments:assessment_confirm/group
                                    x x x x  -  x -  . -  - x  -  x ?
    assessments:task                . . . .  -  - -  - -  . .  -  x ?
    assessments:book                . . . .  -  - -  - -  . .  -  x ?
    assessments:book_in             . . x .  -  - -  - -  . .  -  x ?
    assessments:assessment_report   . . . .  -  - -  - -  . .  -  x ?
    assessments:self_step/draft     - - - -  -  - -  . -  - -  -  x ?
    assessments:self_step/sent      > > > >  -  > -  > -  - >  -  x ?
    assessments:self_answers/draft  - - - -  -  - -  . -  - -  -  x ?
    assessments:self_answers/sent   . . . .  -  . -  . -  - .  -  x ?
    assessments:self_answers/household
                                    . . . .  -  - -  - -  . .  -  x ?
    assessments:self_result/draft   - - - -  -  - -  . -  - -  -  x ?
    assessments:self_result/sent    . . . .  -  . -  . -  - .  -  x ?
    assessments:self_result/household
                                    . . . .  -  - -  - -  . .  -  x ?
    assessments:self_paper/draft    - - - -  -  - -  . -  - -  -  x ?
    assessments:self_paper/sent     . . . .  -  . -  . -  - .  -  x ?
    assessments:self_option_create  - - - -  -  - -  . -  - -  -  x ?
    assessments:self_option_remove  - - - -  -  - -  . -  - -  -  x ?
    assessments:self_step/quick     . . x .  -  - -  - -  . .  -  x ?
    assessments:self_answers/quick  . . . .  -  - -  - -  . .  -  x ?
    assessments:self_result/quick   . . . .  -  - -  - -  . .  -  x ?
    assessments:self_paper/quick    . . . .  -  - -  - -  . .  -  x ?
    assessments:self_option_create/quick
                                    . . x .  -  - -  - -  . .  -  x ?
    assessments:finding_create      . . x .  -  - -  - -  . .  -  x ?
    assessments:finding_edit        . . x .  -  - -  - -  . .  -  x ?
    assessments:finding_remove      . . x .  -  - -  - -  . .  -  x ?
    assessments:household_paper     . . . .  .  . .  . .  . .  .  x ?
    assessments:household_sheet     . . x .  -  - -  - -  . .  -  x ?
    assessments:assessment_attach   . . x .  -  - -  - -  . .  -  x ?
    assessments:options             . . . .  .  . .  . .  . .  x  x ?
    assessments:option              . . . .  -  - -  - -  . .  -  x ?
    assessments:option/group        . . . .  -  . -  . -  - .  -  x ?
    assessments:option_create       . . x .  -  - -  - -  . .  -  x ?
    assessments:option_edit         . . x .  -  - -  - -  . .  -  x ?
    assessments:option_screen       . . x .  -  - -  - -  . .  -  x ?
    assessments:option_remove       . . x .  -  - -  - -  . .  -  x ?
    assessments:option_news         . . x .  -  - -  - -  . .  -  x ?
    assessments:option_news/group   . . x .  -  x -  . -  - .  -  x ?
    assessments:option_attach       . . x .  -  - -  - -  . .  -  x ?
    assessments:option_attach/group . . x .  -  x -  . -  - .  -  x ?
    assessments:option_judge        . . x .  -  - -  - -  . .  -  x ?
    assessments:follow_ups          . . . .  .  . .  x x  . .  x  x ?
    assessments:overview            . . . .  .  . .  x x  . .  x  x ?
    assessments:assessed_plants     . . . .  .  . .  x x  . .  x  x ?
    assessments:reasons             . . . .  .  . .  x x  x .  .  x ?
    assessments:models              . . . .  .  . .  . .  . .  .  x ?
    assessments:model/alone         . . . .  -  - -  - -  - .  -  x ?
    assessments:model/group         . . . .  -  . -  . -  - .  -  x ?
    assessments:model_create/alone  . . x .  -  - -  - -  - .  x  x ?
    assessments:model_create/group  . . x .  -  . -  x -  - .  x  x ?
    assessments:model_edit          . . x .  -  - -  - -  - .  -  x ?
    assessments:model_remove        . . x .  -  - -  - -  - .  -  x ?
    assessments:model_attach        . . x .  -  - -  - -  - .  -  x ?
    assessments:grants              . . . .  .  . .  . .  x .  x  x ?
    assessments:grant_create/alone  . . x .  -  - -  - -  - .  x  x ?
    assessments:grant_create/group  . . x .  -  x -  . -  - .  x  x ?
    assessments:grant/applied       . . . .  -  . -  . -  - .  -  x ?
    assessments:grant/signed        . . . .  -  . -  . -  - .  -  x ?
    assessments:grant_edit/applied  x x x x  -  x -  . -  - x  -  x ?
    assessments:grant_approve/applied
                                    . . x .  -  x -  x -  - x  -  x ?
    assessments:grant_refuse/applied
                                    . . x .  -  x -  x -  - x  -  x ?
    assessments:grant_withdraw/applied
                                    x x x x  -  x -  . -  - x  -  x ?
    assessments:grant_contract/signed
                                    . . x .  -  x -  x -  - .  -  x ?
    assessments:grant_accept/signed . . x .  -  x -  x -  - x  -  x ?
    assessments:grant_settle/accepted
                                    . . x .  -  x -  x -  - .  -  x ?
    assessments:grant_attach/applied
                                    . . x .  -  x -  . -  - .  -  x ?
    assessments:grant_pay/signed    . . x .  -  x -  x -  - .  -  x ?
    assessments:grant_payment_remove
                                    . . x .  -  x -  x -  - .  -  x ?
    assessments:factors             . . . .  .  . .  . .  . .  .  x ?
    assessments:factor_choose       x x x x  x  x x  x x  x x  x  x ?
    assessments:grid_factor_create  x x x x  x  x x  x x  x x  x  x ?
    assessments:benchmarks          . . . .  .  . .  . .  . .  .  x ?
    assessments:questions           . . . .  .  . .  . .  . .  .  x ?
    assessments:question            . . . .  .  . .  . .  . .  .  x ?
    assessments:question_amend      x x x x  x  x x  x x  x x  x  x ?

    reports:rounds                  . . . .  .  . .  . .  . .  .  x ?
    reports:round                   . . . .  .  . .  . .  . .  .  x ?
    reports:round_create            x x x x  x  x x  x x  x x  .  x ?
    reports:round_edit              x x x x  x  x x  x x  x x  .  x ?
    reports:round_addressees        x x x x  x  x x  x x  x x  .  x ?
    reports:board                   x x x x  x  x x  x x  x x  .  x ?
    reports:extension               x x x x  x  x x  x x  x x  .  x ?
    reports:arrival                 x x x x  -  - -  - -  - x  .  x ?
    reports:review/received         x x x x  -  - -  - -  - x  .  x ?
    reports:review/returned         x x x x  -  - -  - -  - x  .  x ?
    reports:review/draft            x x x x  -  - -  - -  - x  -  x ?
    reports:reports                 . . . .  .  . .  . .  . .  .  x ?
    reports:report/draft            . . . .  -  - -  - -  - .  -  x ?
    reports:report/sent             . . . .  -  - -  - -  - .  .  x ?
    reports:version/draft           . . . .  -  - -  - -  - .  -  x ?
    reports:version/sent            . . . .  -  - -  - -  - .  .  x ?
    reports:submit/draft            x > x x  -  - -  - -  - x  -  x ?
    reports:submit/sent             x > x x  -  - -  - -  - x  x  x ?
    reports:receipt                 . . . .  -  - -  - -  - .  .  x ?
    reports:document/draft          . . . .  -  - -  - -  - .  -  x ?
    reports:document/sent           . . . .  -  - -  - -  - .  .  x ?
    reports:document/internal       . . . .  -  - -  - -  - .  -  x ?
    reports:document/collected      - - - -  -  - -  - -  - -  .  x ?
    reports:reconciliation/draft    . . . .  -  - -  - -  - .  -  x ?
    reports:national:paper          x x x x  x  x x  x x  x x  .  x ?
    reports:national:tables         - - - -  -  - -  - -  - -  .  x ?
    reports:national:comparison     x x x x  x  x x  x x  x x  .  x ?
    reports:national:comparison_tables
                                    x x x x  x  x x  x x  x x  .  x ?
    reports:requested:register      x x x x  x  x x  x x  x x  .  x ?
    reports:requested:tables        x x x x  x  x x  x x  x x  .  x ?
    reports:requested:deal_with     x x x x  -  - -  - -  - x  .  x ?
    reports:approval:of             > > > >  -  - -  - -  - >  -  x ?
    reports:approval:approval       . . . .  -  - -  - -  - .  -  x ?
    reports:checks/draft            . . . .  -  - -  - -  - .  -  x ?
    reports:checks/sent             . . . .  -  - -  - -  - .  -  x ?
    reports:explain                 . . x .  -  - -  - -  - .  -  x ?
    reports:reconciliation/sent     . . . .  -  - -  - -  - .  -  x ?
    reports:declare_nil/draft       . . x .  -  - -  - -  - .  -  x ?
    reports:declare_nil/sent        . . x .  -  - -  - -  - .  x  x ?
    reports:outgoing:paper/draft    . . . .  -  - -  - -  - .  -  x ?
    reports:outgoing:paper/sent     . . . .  -  - -  - -  - .  -  x ?
    reports:outgoing:word           - - - -  -  - -  - -  - -  -  x ?
    reports:outgoing:copy/draft     . . . .  -  - -  - -  - .  -  x ?
    reports:outgoing:copy/sent      . . . .  -  - -  - -  - .  .  x ?
    reports:words:sections/draft    . . x .  -  - -  - -  - .  -  x ?
    reports:words:sections/sent     . . x .  -  - -  - -  - .  -  x ?
    reports:words:section           . . x .  -  - -  - -  - .  -  x ?
    reports:words:claims            . . x .  -  - -  - -  - .  -  x ?
    reports:words:claim_create      . . x .  -  - -  - -  - .  -  x ?
    reports:words:claim             . . x .  -  - -  - -  - .  -  x ?
    reports:words:claim_delete      . . x .  -  - -  - -  - .  -  x ?
    reports:words:requests          . . x .  -  - -  - -  - .  -  x ?
    reports:words:request_create    . . x .  -  - -  - -  - .  -  x ?
    reports:words:request           . . x .  -  - -  - -  - .  -  x ?
    reports:words:request_delete    . . x .  -  - -  - -  - .  -  x ?
"""

# Sent without any content, so that "." means: let in, and told what is missing.
VERBS = """
                                    O H V A  n  C c  E e  S D  M  x ?
    figures                         . . . .  .  . .  . .  . .  .  x ?
    invitation                      . . . .  .  . .  . .  . .  .  . .
    invitation_accept               - - - -  -  - -  - -  - -  -  - ?
    account_login                   > > > >  >  > >  > >  > >  >  > .
    account_logout                  > > > >  >  > >  > >  > >  >  > >
    account_signup                  > > > >  >  > >  > >  > >  >  > .
    account_reauthenticate          . . . .  .  . .  . .  . .  .  . ?
    account_email                   - - - -  -  - -  - -  - -  -  - ?
    no_other_email                  - - - -  -  - -  - -  - -  -  - ?
    account_change_password         . . . .  .  . .  . .  . .  .  . ?
    account_set_password            > > > >  >  > >  > >  > >  >  > ?
    account_reset_password          . . . .  .  . .  . .  . .  .  . .
    account_confirm_login_code      > > > >  >  > >  > >  > >  >  > >
    account_confirm_email           - - - -  -  - -  - -  - -  -  - -
    account_reset_password_from_key . . . .  .  . .  . .  . .  .  . .
    mfa_authenticate                > > > >  >  > >  > >  > >  >  > >
    mfa_reauthenticate              > > > >  >  > >  > >  > >  >  > ?
    mfa_activate_totp               > > > >  >  > >  > >  > >  >  > ?
    mfa_deactivate_totp             - - - -  -  - -  - -  - -  -  - ?
    mfa_generate_recovery_codes     > > > >  >  > >  > >  > >  >  > ?

    organisations:choose            > > > >  -  - -  - -  > >  -  x ?
    organisations:notifications_read
                                    > > > >  >  > >  > >  > >  >  x ?
    organisations:notification_read - - - -  -  - -  - -  - -  -  x ?
    organisations:choose_email      > > > >  >  > >  > >  > x  >  x ?
    organisations:job_cancel        > > x >  -  - -  - -  - >  -  x ?
    organisations:job_retry         x x x x  -  - -  - -  - x  -  x ?
    organisations:attachment_remove > > x >  -  - -  - -  - >  -  x ?
    organisations:invite            x x x .  x  x x  x x  x x  x  x ?
    organisations:withdraw_invitation
                                    x x x >  -  - -  - -  - x  -  x ?
    organisations:change_role       x x x .  -  - -  - -  - x  -  x ?
    organisations:end_membership    x x x >  -  - -  - -  - x  -  x ?
    organisations:delegate          x . x .  x  x x  x x  x x  x  x ?
    organisations:end_delegation    x > x >  -  - -  - -  x x  -  x ?
    organisations:approval_chain    x . x .  x  x x  x x  x x  x  x ?

    programmes:plan_create          . . x .  .  . .  x x  x .  .  x ?
    programmes:plan_enter           . . x .  .  . .  x x  x .  .  x ?
    programmes:plan_edit            . . x .  -  - -  - -  - .  -  x ?
    programmes:paper_consult        > > x >  -  - -  - -  - >  -  x ?
    programmes:paper_redraft        > > x >  -  - -  - -  - >  -  x ?
    programmes:paper_submit         . . x .  -  - -  - -  - .  -  x ?
    programmes:paper_approve        > > x >  -  - -  - -  - >  -  x ?
    programmes:paper_return         > > x >  -  - -  - -  - >  -  x ?
    programmes:paper_withdraw       > > x >  -  - -  - -  - >  -  x ?
    programmes:paper_issue          . . x .  -  - -  - -  - .  -  x ?
    programmes:paper_decision       . . x .  -  - -  - -  - .  -  x ?
    programmes:paper_amend          . . x .  -  - -  - -  - .  -  x ?
    programmes:paper_abandon        . . x .  -  - -  - -  - .  -  x ?
    programmes:paper_record         . . x .  -  - -  - -  - .  -  x ?
    programmes:paper_replace        x . x x  -  - -  - -  - x  -  x ?
    programmes:paper_expire         x . x x  -  - -  - -  - x  -  x ?
    programmes:paper_restore        x . x x  -  - -  - -  - x  -  x ?
    programmes:paper_close          > > x >  -  - -  - -  - >  -  x ?
    programmes:paper_reopen         . . x .  -  - -  - -  - .  -  x ?
    programmes:opinion_create       . . x .  -  - -  - -  - .  -  x ?
    programmes:opinion_edit         . . x .  -  - -  - -  - .  -  x ?
    programmes:opinion_remove       > > x >  -  - -  - -  - >  -  x ?
    programmes:target_create        . . x .  -  - -  - -  - .  -  x ?
    programmes:target_edit          . . x .  -  - -  - -  - .  -  x ?
    programmes:target_remove        > > x >  -  - -  - -  - >  -  x ?
    programmes:progress_create      . . x .  -  - -  - -  - .  -  x ?
    programmes:progress_edit        . . x .  -  - -  - -  - .  -  x ?
    programmes:component_create     . . x .  -  - -  - -  - .  -  x ?
    programmes:component_edit       . . x .  -  - -  - -  - .  -  x ?
    programmes:component_remove     > > x >  -  - -  - -  - >  -  x ?
    programmes:plan_money           . . x .  -  - -  - -  - .  -  x ?
    programmes:plan_attach          . . x .  -  - -  - -  - .  -  x ?
    programmes:task_list_create     . . x .  .  . .  x x  x .  .  x ?
    programmes:task_list_edit       . . x .  -  - -  - -  - .  -  x ?
    programmes:task_list_copy       . . x .  -  - -  - -  - .  -  x ?
    programmes:task_list_delete     > > x >  -  - -  - -  - >  -  x ?
    programmes:task_list_import     . . x .  -  - -  - -  - .  -  x ?
    programmes:task_list_import_save
                                    . . x .  -  - -  - -  - .  -  x ?
    programmes:task_list_import_faults
                                    . . x .  -  - -  - -  - .  -  x ?
    programmes:task_create          . . x .  -  - -  - -  - .  -  x ?
    programmes:task_edit            . . x .  -  - -  - -  - .  -  x ?
    programmes:task_delete          > > x >  -  - -  - -  - >  -  x ?
    programmes:task_give            . . x .  -  - -  - -  - .  -  x ?
    programmes:task_start           . . x .  -  - -  - -  - .  -  x ?
    programmes:task_accept          . . x .  -  - -  - -  - .  -  x ?
    programmes:task_settle          . . x .  -  - -  - -  - .  -  x ?
    programmes:task_stop            . . x .  -  - -  - -  - .  -  x ?
    programmes:task_carry           . . x .  -  - -  - -  - .  -  x ?
    programmes:task_correct         . . x .  -  - -  - -  - .  -  x ?
    programmes:task_attach          . . x .  -  - -  - -  - .  -  x ?
    programmes:output_edit          > > x >  -  - -  - -  - >  -  x ?
    programmes:disbursement_create  . . x .  -  - -  - -  - .  -  x ?
    programmes:disbursement_edit    . . x .  -  - -  - -  - .  -  x ?
    programmes:disbursement_delete  > > x >  -  - -  - -  - >  -  x ?
    outreach:activity_create        . . x .  .  . .  x x  . .  x  x ?
    outreach:activity_edit          . . x .  -  - -  - -  - .  -  x ?
    outreach:activity_attach        . . x .  -  - -  - -  - .  -  x ?
    outreach:attendance_count       . . x .  -  - -  - -  - .  -  x ?
    outreach:attendance_tick        . . x .  -  - -  - -  - .  -  x ?
    outreach:attendance_create      . . x .  -  - -  - -  - .  -  x ?
    outreach:attendance_import      . . x .  -  - -  - -  - .  -  x ?
    outreach:attendee_create        . . x .  -  - -  - -  - .  -  x ?
    outreach:attendance_edit        . . x .  -  - -  - -  - .  -  x ?
    outreach:activity_delete        > > x >  -  - -  - -  - >  -  x ?
    outreach:tell_apart             > > x >  -  - -  - -  - >  -  x ?
    outreach:attendance_take_over   > > x >  -  - -  - -  - >  -  x ?
    outreach:attendance_import_save > > x >  -  - -  - -  - >  -  x ?
    outreach:attendance_import_faults
                                    > > x >  -  - -  - -  - >  -  x ?
    outreach:attendance_match       > > x >  -  - -  - -  - >  -  x ?
    outreach:attendance_remove      > > x >  -  - -  - -  - >  -  x ?
    outreach:attendee_remove        > > x >  -  - -  - -  - >  -  x ?

    programmes:focal_unit_create    . . x .  .  . .  . .  x .  .  x ?
    programmes:focal_unit_edit      . . x .  -  - -  - -  - .  -  x ?
    programmes:focal_unit_remove    > > x >  -  - -  - -  - >  -  x ?
    programmes:staff_create         . . x .  -  - -  - -  - .  -  x ?
    programmes:staff_edit           . . x .  -  - -  - -  - .  -  x ?
    programmes:staff_remove         > > x >  -  - -  - -  - >  -  x ?
    programmes:training_create      . . x .  -  - -  - -  - .  -  x ?
    programmes:training_edit        . . x .  -  - -  - -  - .  -  x ?
    programmes:training_remove      > > x >  -  - -  - -  - >  -  x ?
    programmes:equipment_create     . . x .  -  - -  - -  - .  -  x ?
    programmes:equipment_edit       . . x .  -  - -  - -  - .  -  x ?
    programmes:equipment_remove     > > x >  -  - -  - -  - >  -  x ?
    programmes:own_money_create     . . x .  .  . .  . .  x .  .  x ?
    programmes:own_money_edit       . . x .  -  - -  - -  - .  -  x ?
    programmes:own_money_remove     > > x >  -  - -  - -  - >  -  x ?
    programmes:funding_create       . . x .  .  . .  x x  x .  .  x ?
    programmes:funding_edit/own     . . x .  -  - -  - -  - .  -  x ?
    programmes:funding_edit/national
                                    x x x x  x  x x  x x  x x  .  x ?
    programmes:funding_remove/own   > > x >  -  - -  - -  - >  -  x ?
    programmes:funding_remove/national
                                    x x x x  x  x x  x x  x x  >  x ?
    programmes:letter_create        . . x .  .  . .  x x  x .  .  x ?
    programmes:letter_edit          . . x .  -  - -  - -  - .  -  x ?
    programmes:letter_remove        > > x >  -  - -  - -  - >  -  x ?
    programmes:reply_edit           . . x .  -  - -  - -  - .  -  x ?
    reports:round_create            x x x x  x  x x  x x  x x  .  x ?
    reports:round_edit              x x x x  x  x x  x x  x x  .  x ?
    reports:round_addressees        x x x x  x  x x  x x  x x  .  x ?
    reports:extension               x x x x  x  x x  x x  x x  .  x ?
    reports:remind_unit             x x x x  x  x x  x x  x x  >  x ?
    reports:remind_units            x x x x  x  x x  x x  x x  >  x ?
    reports:arrival                 x x x x  -  - -  - -  - x  .  x ?
    reports:review/received         x x x x  -  - -  - -  - x  .  x ?
    reports:review/returned         x x x x  -  - -  - -  - x  .  x ?
    reports:review/draft            x x x x  -  - -  - -  - x  -  x ?
    reports:requested:deal_with     x x x x  -  - -  - -  - x  .  x ?
    programmes:call_create          x x x x  x  x x  x x  x x  .  x ?
    programmes:call_edit/draft      - - - -  -  - -  - -  - -  .  x ?
    programmes:call_publish/draft   - - - -  -  - -  - -  - -  >  x ?
    programmes:call_remove/draft    - - - -  -  - -  - -  - -  >  x ?
    programmes:proposal_create      . . x .  .  . .  x x  x .  x  x ?
    programmes:proposal_edit/draft  . . x .  -  - -  - -  - .  -  x ?
    programmes:proposal_edit/sent   . . x .  -  - -  - -  - .  x  x ?
    programmes:proposal_send/draft  > > x >  -  - -  - -  - >  -  x ?
    programmes:proposal_remove/draft
                                    > > x >  -  - -  - -  - >  -  x ?
    programmes:proposal_take_up/sent
                                    x x x x  -  - -  - -  - x  .  x ?

    enterprises:choose_columns      > > > >  >  > >  > >  > >  >  x ?
    enterprises:export              > > > >  >  > >  . .  . >  >  x ?
    enterprises:establishment_create
                                    . . x .  .  . .  x x  x .  x  x ?
    enterprises:establishment_edit/alone
                                    . . x .  -  - -  - -  - .  x  x ?
    enterprises:establishment_edit/group
                                    . . x .  -  x -  x -  - .  x  x ?
    enterprises:year_create/group   . . x .  -  . -  . -  - .  x  x ?
    enterprises:year_edit           . . x .  -  - -  - -  - .  x  x ?
    enterprises:year_remove         > > x >  -  - -  - -  - >  x  x ?
    enterprises:certificate_create/group
                                    . . x .  -  . -  . -  - .  x  x ?
    enterprises:certificate_edit    . . x .  -  - -  - -  - .  x  x ?
    enterprises:certificate_remove  > > x >  -  - -  - -  - >  x  x ?
    enterprises:certificate_attach  . . x .  -  - -  - -  - .  x  x ?
    enterprises:commitment_create/group
                                    . . x .  -  . -  . -  - .  x  x ?
    enterprises:commitment_edit     . . x .  -  - -  - -  - .  x  x ?
    enterprises:commitment_remove   > > x >  -  - -  - -  - >  x  x ?
    enterprises:commitment_attach   . . x .  -  - -  - -  - .  x  x ?
    enterprises:evidence_create/group
                                    . . x .  -  . -  x -  - .  x  x ?
    enterprises:evidence_edit       . . x .  -  - -  - -  - .  x  x ?
    enterprises:evidence_remove     > > x >  -  - -  - -  - >  x  x ?
    enterprises:evidence_attach     . . x .  -  - -  - -  - .  x  x ?
    enterprises:visit_create/group  . . x .  -  . -  x -  - .  x  x ?
    enterprises:visit_edit          . . x .  -  - -  - -  - .  -  x ?
    enterprises:visit_remove        > > x >  -  - -  - -  - >  -  x ?
    enterprises:visit_attach        . . x .  -  - -  - -  - .  -  x ?
    enterprises:effectiveness_create/group
                                    . . x .  -  . -  x -  - .  x  x ?
    enterprises:effectiveness_edit  . . x .  -  - -  - -  - .  -  x ?
    enterprises:effectiveness_remove
                                    > > x >  -  - -  - -  - >  -  x ?
    enterprises:contact_create/group
                                    . . x .  -  . -  . -  - .  x  x ?
    enterprises:contact_edit        . . x .  -  - -  - -  - .  -  x ?
    enterprises:contact_remove      > > x >  -  - -  - -  - >  -  x ?
    enterprises:site_move/alone     . . x .  -  - -  - -  - .  .  x ?
    enterprises:site_move/group     . . x .  -  x -  x -  - .  .  x ?
    enterprises:site_assign/group   . . x .  -  . -  x -  - .  .  x ?
    enterprises:find_pairs          > > x >  >  > >  x x  x >  >  x ?
    enterprises:pair_merge          > > x >  -  - -  - -  - >  -  x ?
    enterprises:pair_apart          > > x >  -  - -  - -  - >  -  x ?
    enterprises:merge_undo          . . x .  -  - -  - -  - .  .  x ?
    enterprises:import_upload       . . x .  .  . .  x x  x .  x  x ?
    enterprises:import_columns      . . x .  -  - -  - -  - .  -  x ?
    enterprises:import_decide       > > x >  -  - -  - -  - >  -  x ?
    enterprises:import_apply        > > x >  -  - -  - -  - >  -  x ?
    enterprises:import_cancel       > > x >  -  - -  - -  - >  -  x ?
    enterprises:import_release      > > x >  -  - -  - -  - >  -  x ?
    enterprises:import_undo         > > x >  -  - -  - -  - >  -  x ?
    enterprises:account_confirm     > > x >  -  - -  - -  - x  -  x ?
    enterprises:account_refuse      . . x .  -  - -  - -  - x  -  x ?
    enterprises:account_invite/alone
                                    . . x .  -  - -  - -  - x  x  x ?
    enterprises:account_invite/group
                                    . . x .  -  x -  x -  - x  x  x ?
    verify                          . . . .  .  . .  . .  . .  .  . .
    enterprise_ask                  . . . .  .  . .  . .  . .  .  . .
    enterprises:zone_create         . . x .  .  x x  x x  x .  x  x ?
    enterprises:zone_edit           . . x .  -  - -  - -  - .  x  x ?
    enterprises:total_create        . . x .  .  x x  x x  x .  x  x ?
    enterprises:total_edit          . . x .  -  - -  - -  - .  x  x ?
    enterprises:total_remove        > > x >  -  - -  - -  - >  x  x ?
    assessments:factor_choose       x x x x  x  x x  x x  x x  x  x ?
    assessments:grid_factor_create  x x x x  x  x x  x x  x x  x  x ?
    assessments:question_amend      x x x x  x  x x  x x  x x  x  x ?

    assessments:assessment_create/alone
                                    . . x .  -  - -  - -  - .  x  x ?
    assessments:assessment_create/group
                                    . . x .  -  . -  . -  - .  x  x ?
    assessments:assessment_edit     . . x .  -  - -  - -  x .  -  x ?
    assessments:assessment_give     > > x >  -  - -  - -  x >  -  x ?
    assessments:assessment_submit   > > x >  -  - -  - -  > >  -  x ?
    assessments:assessment_cancel   . . x .  -  - -  - -  x .  -  x ?
    assessments:task                > > x >  -  - -  - -  > >  -  x ?
    assessments:task_finish         > > x >  -  - -  - -  > >  -  x ?
    assessments:task_reopen         > > x >  -  - -  - -  > >  -  x ?
    assessments:task_freeze         > > x >  -  - -  - -  > >  -  x ?
    assessments:book_in             . . x .  -  - -  - -  . .  -  x ?
    assessments:assessment_report_write
                                    > > > >  -  - -  - -  x >  -  x ?
    assessments:options_export      > > > >  >  > >  . .  . >  x  x ?
    assessments:option_create       . . x .  -  - -  - -  . .  -  x ?
    assessments:option_edit         . . x .  -  - -  - -  . .  -  x ?
    assessments:option_screen       . . x .  -  - -  - -  . .  -  x ?
    assessments:option_remove       > > x >  -  - -  - -  > >  -  x ?
    assessments:option_news         . . x .  -  - -  - -  . .  -  x ?
    assessments:option_news/group   . . x .  -  x -  . -  - .  -  x ?
    assessments:option_attach       . . x .  -  - -  - -  . .  -  x ?
    assessments:option_attach/group . . x .  -  x -  . -  - .  -  x ?
    assessments:option_judge        . . x .  -  - -  - -  . .  -  x ?
    follow_up                       - - - -  -  - -  - -  - -  -  - -
    assessments:assessment_return/group
                                    . . x .  -  x -  x -  - x  -  x ?
    assessments:assessment_accept/group
                                    > > x >  -  x -  x -  - x  -  x ?
    assessments:assessment_confirm/group
                                    x x x x  -  x -  > -  - x  -  x ?
    assessments:self_step/draft     - - - -  -  - -  > -  - -  -  x ?
    assessments:self_step/sent      > > > >  -  > -  > -  - >  -  x ?
    assessments:self_take_idea      - - - -  -  - -  > -  - -  -  x ?
    assessments:self_option_create  - - - -  -  - -  . -  - -  -  x ?
    assessments:self_option_remove  - - - -  -  - -  > -  - -  -  x ?
    assessments:self_step/quick     > > x >  -  - -  - -  > >  -  x ?
    assessments:self_option_create/quick
                                    . . x .  -  - -  - -  . .  -  x ?
    assessments:finding_create      . . x .  -  - -  - -  . .  -  x ?
    assessments:finding_edit        . . x .  -  - -  - -  . .  -  x ?
    assessments:finding_remove      > > x >  -  - -  - -  > >  -  x ?
    assessments:household_sheet     . . x .  -  - -  - -  . .  -  x ?
    assessments:assessment_attach   . . x .  -  - -  - -  . .  -  x ?
    assessments:model_create/alone  . . x .  -  - -  - -  - .  x  x ?
    assessments:model_create/group  . . x .  -  . -  x -  - .  x  x ?
    assessments:model_edit          . . x .  -  - -  - -  - .  -  x ?
    assessments:model_remove        > > x >  -  - -  - -  - >  -  x ?
    assessments:model_attach        . . x .  -  - -  - -  - .  -  x ?
    assessments:grant_create/alone  . . x .  -  - -  - -  - .  x  x ?
    assessments:grant_create/group  . . x .  -  x -  . -  - .  x  x ?
    assessments:grant_edit/applied  x x x x  -  x -  . -  - x  -  x ?
    assessments:grant_approve/applied
                                    . . x .  -  x -  x -  - x  -  x ?
    assessments:grant_refuse/applied
                                    . . x .  -  x -  x -  - x  -  x ?
    assessments:grant_withdraw/applied
                                    x x x x  -  x -  . -  - x  -  x ?
    assessments:grant_contract/signed
                                    . . x .  -  x -  x -  - .  -  x ?
    assessments:grant_accept/signed . . x .  -  x -  x -  - x  -  x ?
    assessments:grant_settle/accepted
                                    . . x .  -  x -  x -  - .  -  x ?
    assessments:grant_attach/applied
                                    . . x .  -  x -  . -  - .  -  x ?
    assessments:grant_pay/signed    . . x .  -  x -  x -  - .  -  x ?
    assessments:grant_payment_remove
                                    > > x >  -  x -  x -  - >  -  x ?

    reports:open                    > > x >  >  > >  x x  x >  x  x ?
    reports:consolidate             x x x x  x  x x  x x  x x  >  x ?
    reports:submit/draft            x > x x  -  - -  - -  - x  -  x ?
    reports:submit/sent             x > x x  -  - -  - -  - x  x  x ?
    reports:compile/draft           > > x >  -  - -  - -  - >  -  x ?
    reports:outgoing:number         - - x -  -  - -  - -  - -  -  x ?
    reports:outgoing:upload         - - x -  -  - -  - -  - -  -  x ?
    reports:outgoing:accept         - - x -  -  - -  - -  - -  -  x ?
    reports:outgoing:remove         - - x -  -  - -  - -  - -  -  x ?
    reports:compile/sent            > > x >  -  - -  - -  - >  x  x ?
    reports:national:open           x x x x  x  x x  x x  x x  >  x ?
    reports:national:paper          x x x x  x  x x  x x  x x  .  x ?
    reports:national:paper_remove   x x x x  x  x x  x x  x x  >  x ?
    reports:approval:submit         > > x >  -  - -  - -  - >  -  x ?
    reports:approval:approve        > > x >  -  - -  - -  - >  -  x ?
    reports:approval:return         > > x >  -  - -  - -  - >  -  x ?
    reports:approval:withdraw       > > x >  -  - -  - -  - >  -  x ?
    reports:nil_report              > > x >  -  - -  - -  - >  -  x ?
    reports:declare_nil/draft       . . x .  -  - -  - -  - .  -  x ?
    reports:declare_nil/sent        . . x .  -  - -  - -  - .  x  x ?
    reports:withdraw_nil            > > x >  -  - -  - -  - >  -  x ?
    reports:words:section           . . x .  -  - -  - -  - .  -  x ?
    reports:words:claim_create      . . x .  -  - -  - -  - .  -  x ?
    reports:words:claim             . . x .  -  - -  - -  - .  -  x ?
    reports:words:claim_delete      > > x >  -  - -  - -  - >  -  x ?
    reports:words:request_create    . . x .  -  - -  - -  - .  -  x ?
    reports:words:request           . . x .  -  - -  - -  - .  -  x ?
    reports:words:request_delete    > > x >  -  - -  - -  - >  -  x ?
    reports:words:take              . . x .  -  - -  - -  - .  -  x ?
    reports:words:leave             . . x .  -  - -  - -  - .  -  x ?
    reports:words:comment           > > x >  -  - -  - -  - >  -  x ?
    reports:words:typed_number      > > x >  -  - -  - -  - >  -  x ?
    reports:words:settle_comment    > > x >  -  - -  - -  - >  -  x ?
    reports:explain                 . . x .  -  - -  - -  - .  -  x ?
"""

STATUS = {200: ".", 403: "x", 404: "-", 405: "!"}
# Addresses that name a record of everybody's, not of the department.
NATIONAL = {
    "invitation",
    "invitation_accept",
    "follow_up",
    "account_confirm_email",
    "account_reset_password_from_key",
    "organisations:approval_chain",
    "programmes:strategy",
    "programmes:document/national",
    "programmes:funding_source/national",
    "programmes:funding_edit/national",
    "programmes:funding_remove/national",
    "programmes:call/published",
    "programmes:proposal_create",
    "programmes:indicator",
    # The neighbour's today: it was the department's once.
    "enterprises:former_site",
    "assessments:factor_choose",
    "assessments:question",
    "assessments:question_amend",
    "reports:round",
    "reports:round_edit",
    "reports:round_addressees",
    "reports:extension",
    "reports:board",
    "reports:remind_unit",
    "reports:remind_units",
    "reports:open",
    "reports:consolidate",
    "reports:national:open",
    "reports:national:paper",
    "reports:national:paper_remove",
    # The Ministry's own.
    "reports:national:tables",
}
WRITES = ("INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE")


def rows_of(table):
    """{row: {persona: symbol}}"""
    letters, *words = table.split()
    personas = [letters, *words[: len(PERSONAS) - 1]]
    cells = words[len(PERSONAS) - 1 :]
    width = len(PERSONAS) + 1
    return {
        cells[start]: dict(zip(personas, cells[start + 1 : start + width], strict=True))
        for start in range(0, len(cells), width)
    }


def column(table, persona):
    return {row: symbols[persona] for row, symbols in rows_of(table).items()}


def names_in(*tables):
    return {row.split("/")[0] for table in tables for row in rows_of(table)}


def url_names(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from url_names(pattern.url_patterns, prefix + inner)
        else:
            yield f"{prefix}{pattern.name}"


def symbol_of(response):
    if response.status_code == 302:
        return "?" if response.url.startswith(f"{reverse('account_login')}?") else ">"
    return STATUS.get(response.status_code, str(response.status_code))


class Visitor:
    """One persona in a browser of their own; every request is undone."""

    def __init__(self, world, persona):
        self.world = world
        self.client = Client(raise_request_exception=False)
        world.sign_in(self.client, persona)

    def get(self, row):
        return self._ask(self.client.get, row, {})

    def post(self, row):
        return self._ask(self.client.post, row, {"organisation": self.world.department.pk})

    def _ask(self, method, row, data):
        url = reverse(row.split("/")[0], args=self.world.target(row))
        cookies = deepcopy(self.client.cookies)
        with transaction.atomic():
            response = method(url, data)
            transaction.set_rollback(True)
        self.client.cookies = cookies
        if response.streaming:
            list(response)  # read to its end, the file is closed
        return response


class Writes(list):
    """Statements that change a table; a session may be kept, also on GET."""

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES) and '"django_session"' not in sql:
            self.append(sql)
        return execute(sql, params, many, context)


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """Made once: what a request does to it is undone behind the request."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World()
        connection.check_constraints()  # once: pending ones would be checked behind every request
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(country):
    write_the_file_that_all_documents_name()
    return country


def test_every_address_is_in_the_table_and_nothing_else():
    assert names_in(PAGES, VERBS) == set(url_names(get_resolver().url_patterns))


def test_every_row_says_it_for_every_persona():
    for table in (PAGES, VERBS):
        for symbols in rows_of(table).values():
            assert list(symbols) == list(PERSONAS)
            assert set(symbols.values()) <= {*".>?-x"}


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_page_for(persona, world):
    visitor, writes = Visitor(world, persona), Writes()

    with connection.execute_wrapper(writes):
        seen = {row: symbol_of(visitor.get(row)) for row in rows_of(PAGES)}

    assert seen == column(PAGES, persona)
    assert writes == []


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_verb_for(persona, world):
    visitor = Visitor(world, persona)

    assert {row: symbol_of(visitor.post(row)) for row in rows_of(VERBS)} == column(VERBS, persona)


def test_a_verb_refuses_get_and_a_page_refuses_post(world):
    officer = Visitor(world, "O")
    pages, verbs = set(rows_of(PAGES)), set(rows_of(VERBS))
    # The download of recovery codes is not there at all before there are any.
    pages_only = pages - verbs - {"mfa_download_recovery_codes"}

    assert {row: symbol_of(officer.get(row)) for row in verbs - pages} == dict.fromkeys(
        verbs - pages, "!"
    )
    assert {row: symbol_of(officer.post(row)) for row in pages_only} == dict.fromkeys(
        pages_only, "!"
    )


# Records of a plant that the corporation manages and the enterprise's account belongs to.
OF_THE_GROUP = re.compile(r".*/group$|assessments:(self_|grant)(?!.*/(alone|household)$)")


def test_no_stranger_is_ever_told_that_a_record_of_the_department_exists(world):
    ours = set(world.targets) - NATIONAL
    told = {
        (row, persona)
        for table in (PAGES, VERBS)
        for row, symbols in rows_of(table).items()
        if row in ours
        for persona in ("nce" if OF_THE_GROUP.match(row) else "nCcEe")
        if symbols[persona] != "-"
    }

    assert told == set()


def test_writes_are_noticed(world):
    writes = Writes()

    with connection.execute_wrapper(writes):
        Visitor(world, "O").post("reports:compile/draft")

    assert writes != []


SCOPE = {
    Kind.DEPARTMENT: "department",
    Kind.CORPORATION: "corporation",
    Kind.ENTERPRISE: "enterprise",
    Kind.SUPPORT: "support",
    Kind.MINISTRY: "owner",
}


def owned(unit):
    return Q(owner=unit)


def owned_or_national(unit):
    return Q(owner=unit) | Q(is_national=True)


def in_the_territory(unit):
    return Q(**{SCOPE[unit.kind]: unit})


def in_the_register(unit):
    if unit.kind == Kind.SUPPORT:
        return Q(given__support=unit)
    return Q() if unit.kind == Kind.MINISTRY else in_the_territory(unit)


def counted_in_the_register(unit):
    return in_the_register(unit) & Q(merged_into=None)


def owned_or_sent_to_the_ministry(unit):
    return Q(owner=unit) | Q(is_submitted=True) if unit.kind == Kind.MINISTRY else Q(owner=unit)


def gone_from(unit):
    ours = SCOPE[unit.kind]
    return Q(**{ours: unit}) & ~Q(**{f"establishment__{ours}": unit})


def owned_or_all_for_the_ministry(unit):
    return Q() if unit.kind == Kind.MINISTRY else Q(owner=unit)


def of_the_organisation(unit):
    return Q(organisation=unit)


def on_either_side(unit):
    return Q(principal=unit) | Q(delegate=unit)


def everything(unit):
    return Q()


def not_hidden(unit):
    return Q(is_hidden=False)


# What a list must show, said again without the portal's own filters.
LISTS = {
    "organisations:members": (Membership, of_the_organisation),
    "organisations:delegations": (Delegation, on_either_side),
    "programmes:plans": (ActionPlan, owned),
    "programmes:task_lists": (TaskList, owned),
    "programmes:focal_units": (FocalUnit, owned),
    "programmes:staff_list": (FocalStaff, owned),
    "programmes:trainings": (StaffTraining, owned),
    "programmes:equipment_list": (FocalEquipment, owned),
    "programmes:own_money": (OwnMoney, owned),
    "programmes:funding": (FundingSource, owned_or_national),
    "programmes:letters": (OutgoingLetter, owned),
    "programmes:calls": (Call, owned_or_national),
    "programmes:strategies": (Strategy, everything),
    "programmes:documents": (LegalDocument, owned_or_national),
    "programmes:obligations": (Obligation, everything),
    "programmes:indicators": (Indicator, everything),
    "outreach:activities": (Activity, in_the_territory),
    "enterprises:establishments": (Establishment, counted_in_the_register),
    "enterprises:former_sites": (FormerPlacement, gone_from),
    "enterprises:pairs": (SamePlantCandidate, owned),
    "enterprises:list_files": (ListFile, owned),
    "enterprises:zones": (IndustrialZone, owned_or_all_for_the_ministry),
    "assessments:assessments": (Assessment, in_the_territory),
    "assessments:options": (CPOption, in_the_territory),
    "assessments:follow_ups": (FollowUp, in_the_territory),
    "assessments:models": (DemonstrationModel, in_the_territory),
    "assessments:grants": (SupportGrant, in_the_territory),
    "assessments:factors": (ConversionFactor, everything),
    "assessments:benchmarks": (Benchmark, not_hidden),
    "reports:rounds": (ReportingRound, everything),
    "reports:reports": (Report, owned_or_sent_to_the_ministry),
}


def keys_of(rows):
    return sorted(row.pk for row in rows)


@pytest.mark.parametrize("persona", [persona for persona in PERSONAS if persona not in "x?"])
def test_every_list_shows_exactly_its_own_rows_to(persona, world):
    visitor, unit = Visitor(world, persona), world.unit_of(persona)
    shown = {row for row, symbol in column(PAGES, persona).items() if symbol == "."} & set(LISTS)

    seen = {row: keys_of(visitor.get(row).context["object_list"]) for row in shown}

    with owner_login():
        expected = {
            row: keys_of(LISTS[row][0].objects.filter(LISTS[row][1](unit))) for row in shown
        }
    assert seen == expected


def test_lists_that_could_leak_have_rows_of_several_owners(world):
    with owner_login():
        for model, which in LISTS.values():
            if which is not everything:
                ours = model.objects.filter(which(world.department)).count()
                assert 0 < ours < model.objects.count(), model


@pytest.mark.parametrize("persona", ["O", "n", "C", "D", "M"])
def test_the_pages_of_rounds_name_only_units_one_may_know_of(persona, world):
    visitor, unit = Visitor(world, persona), world.unit_of(persona)

    home, page = visitor.get("home").context, visitor.get("reports:round").context

    with owner_login():
        owing = RoundAddressee.objects.filter(round=page["object"])
        everybody = {row.organisation_id for row in owing}
        log = LogEntry.objects.filter(owner=unit)
        assert keys_of(entry for line in home["log"] for entry in line.entries) == keys_of(log)
    named = {standing.organisation.pk for standing in page["standings"]}
    assert named == (everybody if persona == "M" else {unit.pk})
    assert len(everybody) > 1
