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
    OTHER = "other", "Hoạt động khác"


# Indicators TT-01 and TT-02 count these; studio talks and internal meetings are not among them.
EVENT_KINDS = (ActivityKind.CONFERENCE, ActivityKind.WORKSHOP, ActivityKind.TRAINING)
PUBLICATION_KINDS = (ActivityKind.LEAFLET, ActivityKind.HANDBOOK)
BROADCAST_KINDS = (ActivityKind.TV_REPORT, ActivityKind.RADIO_REPORT)
