"""Kinds of outreach activity, and which of them are counted as what."""

from django.db.models import TextChoices


class ActivityKind(TextChoices):
    CONFERENCE = "conference", "Hội nghị"
    WORKSHOP = "workshop", "Hội thảo"
    TRAINING = "training", "Tập huấn"
    LEAFLET = "leaflet", "Tờ rơi"
    HANDBOOK = "handbook", "Sổ tay, tài liệu"
    TV_REPORT = "tv_report", "Phóng sự truyền hình"
    RADIO_REPORT = "radio_report", "Chuyên mục phát thanh"
    TALK_SHOW = "tv_talk_show", "Tọa đàm tại trường quay"
    ARTICLE = "article", "Tin, bài"
    COOPERATION = "cooperation", "Hợp tác quốc tế"
    RESEARCH = "research", "Nghiên cứu khoa học"
    OTHER = "other", "Hoạt động khác"


class ActivityState(TextChoices):
    PLANNED = "planned", "dự kiến"
    HELD = "held", "đã tổ chức"
    CANCELLED = "cancelled", "đã hủy"


class AttendeeRole(TextChoices):
    MANAGER = "manager", "cán bộ quản lý"
    TECHNICIAN = "technician", "cán bộ kỹ thuật"
    OTHER = "other", "người khác"


# Indicators TT-01 and TT-02 count these; studio talks and internal meetings are not among them.
EVENT_KINDS = (ActivityKind.CONFERENCE, ActivityKind.WORKSHOP, ActivityKind.TRAINING)
PUBLICATION_KINDS = (ActivityKind.LEAFLET, ActivityKind.HANDBOOK)
BROADCAST_KINDS = (ActivityKind.TV_REPORT, ActivityKind.RADIO_REPORT)
# What is sent from a studio reaches everybody and so no one park, cluster or village.
ZONELESS_KINDS = (*BROADCAST_KINDS, ActivityKind.TALK_SHOW)
# A park, cluster or village is reached by an event or by what was handed out there (TT-09).
REACHING_KINDS = (*EVENT_KINDS, *PUBLICATION_KINDS)
# A project or a study is one however often it is worked at: each row counts as one (TT-12).
COUNTED_BY_ROW = (ActivityKind.COOPERATION, ActivityKind.RESEARCH)
# Nobody signs in to read, hear or watch.
UNATTENDED_KINDS = (*PUBLICATION_KINDS, *BROADCAST_KINDS, ActivityKind.ARTICLE)
