"""A register for the demonstration department: a list brought in as its officer would do it.

The list holds three rows that are refused and one that is suspected of being there already, so that
the pages of imports and of doubles have something to show. Loaded once.
"""

from django.conf import settings
from django.db import transaction

from enterprises.enums import CertificateKind, CommitmentKind, PaperProof, VisitKind
from enterprises.imports import actions
from enterprises.models import Certificate, Commitment, Establishment, PaperEvidence, Visit
from enterprises.sites.records import actions as records
from organisations.access import Access
from organisations.enums import Role
from organisations.loading import Choice, Day, Integer, Maybe, Record, Rows, Text, read_yaml
from organisations.models import ImportBatch, Organisation
from organisations.tenancy import owner_login, use_tenant

FOLDER = settings.BASE_DIR / "reference"
LIST, PROOFS = "demonstration_register.csv", "demonstration_proofs.yaml"
NAME = "Danh sách cơ sở năm 2025 (minh họa).csv"
PLANT = {"plant": Text(20)}
SHAPE = Record(
    owner=Text(40),
    papers=Rows(
        Record(
            **PLANT,
            proof=Choice(PaperProof.values),
            held_on=Day(),
            saving=Maybe(Integer(-100, 100)),
        )
    ),
    commitments=Rows(
        Record(
            **PLANT,
            kind=Choice(CommitmentKind.values),
            decided_on=Day(),
            valid_to=Maybe(Day()),
            money=Maybe(Integer(0)),
        )
    ),
    certificates=Rows(
        Record(**PLANT, kind=Choice(CertificateKind.values), valid_from=Day(), valid_to=Day())
    ),
    visits=Rows(
        Record(
            **PLANT,
            held_on=Day(),
            findings=Text(500),
            follow_up=Text(500),
            due_on=Day(),
            done_on=Maybe(Day()),
        )
    ),
)


def load_demonstration_register():
    """Returns how many plants came in: 0 where the list has been brought in already."""
    proofs = read_yaml(FOLDER / PROOFS, SHAPE)
    with owner_login():
        found = Organisation.objects.select_related("province", "parent")
        access = Access(None, found.get(code=proofs["owner"]), Role.OFFICER)
    with use_tenant(access.tenant):
        with transaction.atomic():
            if ImportBatch.objects.visible_to(access).filter(name=NAME).exists():
                return 0
        written = _bring_in(access)
        with transaction.atomic():
            _prove(proofs, access)
    return written


def _bring_in(access):
    batch = actions.upload((FOLDER / LIST).read_bytes(), NAME, access=access)
    choices = {int(at): key for at, key in batch.mapping.items()}
    job = actions.confirm_columns(batch, choices, takes_all_or_none=False, access=access)
    actions.run_check(job.pk)
    with transaction.atomic():
        batch.refresh_from_db()
    return actions.run_apply(actions.request_apply(batch, access=access).pk)


def _prove(proofs, access):
    codes = Establishment.objects.visible_to(access).exclude(own_code="")
    plants = dict(codes.values_list("own_code", "pk"))
    rows = (
        *map(_paper, proofs["papers"]),
        *map(_commitment, proofs["commitments"]),
        *map(_certificate, proofs["certificates"]),
        *map(_visit, proofs["visits"]),
    )
    for code, row in rows:
        row.establishment_id = plants[code]
        records.create(row, access=access)


def _paper(row):
    proof = PaperProof(row["proof"])
    return row["plant"], PaperEvidence(
        proof=proof,
        title=f"{proof.label.capitalize()} (minh họa)",
        document=f"Hồ sơ {row['plant']} (minh họa)",
        held_on=row["held_on"],
        saving_percent=row["saving"],
    )


def _commitment(row):
    kind = CommitmentKind(row["kind"])
    told = {key: row[key] for key in ("decided_on", "valid_to", "money")}
    return row["plant"], Commitment(kind=kind, title=f"{kind.label} (minh họa)", **told)


def _certificate(row):
    told = {key: row[key] for key in ("kind", "valid_from", "valid_to")}
    number, issuer = f"MH-{row['plant']}", "Tổ chức chứng nhận (minh họa)"
    return row["plant"], Certificate(number=number, issuer=issuer, **told)


def _visit(row):
    told = {key: row[key] for key in ("held_on", "findings", "follow_up", "due_on", "done_on")}
    body = "Đoàn kiểm tra của Sở (minh họa)"
    return row["plant"], Visit(kind=VisitKind.INSPECTION, body=body, **told)
