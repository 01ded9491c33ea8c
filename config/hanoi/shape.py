"""What a file like reference/hanoi_2009_2015.yaml may say, key by key."""

from organisations.loading import (
    Anything,
    Choice,
    Day,
    Empty,
    Flag,
    Integer,
    Maybe,
    Number,
    Period,
    Record,
    Rows,
    Text,
    Texts,
    Year,
)
from outreach.enums import EVENT_KINDS, ActivityKind
from programmes.enums import Comparator, DocumentType, FocalState

DOCUMENT_TYPES = {label: value for value, label in DocumentType.choices}
OTHER_KINDS = [kind for kind in ActivityKind.values if kind not in EVENT_KINDS]

ORGANISATION = Record(
    key=Text(40),
    name=Text(200),
    role=Texts(60),
    parent=Maybe(Text(40)),
    parent_note=Maybe(Text()),
    status=Maybe(Choice(FocalState.values)),
    status_verbatim=Maybe(Text(1000)),
    since=Maybe(Year()),
)
DOCUMENT = Record(
    key=Text(40),
    type=Choice(DOCUMENT_TYPES),
    number=Maybe(Text(50)),
    date=Maybe(Day()),
    issuer=Text(40),
    submitted_by=Maybe(Text(40)),
    advised_by=Maybe(Texts(40)),
    cadence=Maybe(Text(60)),
    approves=Text(500),
    period=Maybe(Period()),
    years=Maybe(Rows(Year())),
)
TARGET_CLAIM = Record(
    indicator=Choice(["awareness_pct", "all_strategy_targets_met", "tasks_on_schedule"]),
    value=Anything(),
    unit=Maybe(Text(40)),
    population=Maybe(Text()),
    as_of=Maybe(Day()),
    period=Maybe(Period()),
    kind=Maybe(Choice(["estimate"])),
    verbatim=Maybe(Text(1000)),
    truncated=Maybe(Flag()),
    numerator=Maybe(Number()),
    denominator=Maybe(Number()),
)
OUTREACH = Record(
    kind=Choice(OTHER_KINDS),
    name=Text(100),
    unit=Maybe(Text(20)),
    quantity=Integer(1),
    quantity_verbatim=Maybe(Text()),
    planned=Maybe(Integer()),
    example_sectors=Maybe(Texts(60)),
    outlet=Maybe(Text(40)),
    subject=Maybe(Text(200)),
    audience=Maybe(Text(500)),
    dates=Maybe(Period()),
)
EVENTS = Record(
    row=Integer(1),
    year=Year(),
    kind_verbatim=Text(100),
    kind=Choice([kind.value for kind in EVENT_KINDS]),
    events=Integer(1),
    participants=Maybe(Integer()),
)
CLAIM = Record(
    claimed=Integer(), comparator=Choice([c for c in Comparator.values if c]), verbatim=Text(1000)
)
ASSESSMENTS = Record(
    kind=Choice(["quick", "detailed"]),
    name=Text(),
    period=Period(),
    count=Integer(1),
    unit_verbatim=Text(40),
    sectors_verbatim=Texts(60),
    sectors_open_ended=Maybe(Flag()),
    enterprises=Maybe(Empty()),
    per_year=Maybe(Empty()),
)
MODEL = Record(
    name=Text(250),
    owner_kind=Choice({"household": "ho", "plant": "co_so"}),
    craft=Text(150),
    craft_village=Maybe(Text(200)),
    before=Text(1000),
    after=Text(1000),
    change=Maybe(Text(250)),
    benefits=Maybe(Texts()),
    year=Maybe(Year()),
    cost=Maybe(Empty()),
    support=Maybe(Empty()),
)
HANOI = Record(
    source=Record(
        id=Text(60),
        title=Text(250),
        site_header=Maybe(Text()),
        period=Period(),
        author=Maybe(Text()),
        published=Maybe(Day()),
    ),
    strategy=Record(
        number=Text(50),
        number_verbatim=Text(50),
        issuer=Text(200),
        issued=Maybe(Day()),
        name_verbatim=Text(),
    ),
    province=Record(name=Text(60), name_full=Text(60), called_verbatim=Maybe(Text())),
    organisations=Rows(ORGANISATION, least=1),
    legal_documents=Rows(DOCUMENT),
    target_claims=Rows(TARGET_CLAIM),
    capacity=Record(
        staff_training=Record(cadence=Text(60), providers=Texts(200), headcount=Maybe(Integer())),
        staff_disciplines=Texts(100),
        equipment=Texts(150),
    ),
    outreach=Rows(OUTREACH),
    training_log=Rows(EVENTS),
    training_claims=Record(events=CLAIM, participants=CLAIM, audience_verbatim=Text(500)),
    # Sums that the file repeats for its readers; the portal counts for itself.
    training_reconciliation=Maybe(Anything()),
    assessments=Rows(ASSESSMENTS),
    option_emphasis_verbatim=Maybe(Texts()),
    diagnosis_verbatim=Maybe(Text()),
    demo_models=Rows(MODEL),
    requests_to_ministry=Texts(1000),
    not_in_seed=Maybe(Texts()),
)
