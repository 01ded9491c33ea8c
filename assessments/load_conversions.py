"""Resources, units and factors, from reference/assessments/units.yaml and resources.yaml.

Numbers stand there as quoted text and are read as exact decimals; what is null is stored as null.
How far to trust a row is read from the first word of its mark: [recalled, shaky] is shaky.
"""

from assessments.enums import Emission, FactorKind, ResourceKind, Total
from assessments.load_marks import exact, trust_in
from assessments.models import ConversionFactor, MeasureUnit, Resource
from organisations.loading import (
    Anything,
    Choice,
    Day,
    Flag,
    Maybe,
    Record,
    Rows,
    Text,
    Texts,
    Year,
    read_yaml,
    update_in_place,
)
from programmes.enums import Provenance

TITLED = {"code": Text(30), "vi": Text(150), "en": Text(150)}
MARKED = {"mark": Text(300), "note": Maybe(Text(500))}
DENSITY = Record(
    code=Text(30),
    resource=Text(30),
    value=Text(20),
    unit=Text(20),
    range=Texts(20),
    **MARKED,
)
UNIT = Record(
    **TITLED,
    dim=Text(20),
    to=Text(10),
    factor=Maybe(Text(30)),
    density=Maybe(Text(30)),
    density_inverse=Maybe(Text(30)),
    param=Maybe(Anything()),
    **{"for": Texts(30)},
    not_for=Maybe(Texts(30)),
    tariff=Maybe(Text(5)),
    **MARKED,
)
UNITS = Record(
    meta=Anything(),
    canonical_steps=Anything(),
    densities=Rows(DENSITY),
    units=Rows(UNIT),
    refused=Anything(),
)
FACTOR = Record(
    code=Text(30),
    kind=Choice(FactorKind.values),
    resource=Maybe(Text(30)),
    year=Maybe(Year()),
    value=Maybe(Text(20)),
    range=Maybe(Texts(20)),
    unit=Text(20),
    biogenic=Maybe(Flag()),
    ref=Text(100),
    sources=Texts(30),
    mark=Choice(Provenance.values),
    conflict_with=Maybe(Text(30)),
    checked=Maybe(Texts(30)),
    valid_from=Maybe(Day()),
    valid_to=Maybe(Day()),
    note=Maybe(Text(500)),
)
RESOURCE = Record(
    **TITLED,
    kind=Choice(ResourceKind.values),
    scope=Choice({total.value or "none": total.value for total in Total}),
    base_unit=Text(10),
    base_unit_alternatives=Maybe(Texts(10)),
    price_unit=Text(60),
    toe=Maybe(Texts(30)),
    co2=Maybe(Anything()),
    gj_per_base=Maybe(Text(20)),
    gj_mark=Maybe(Text(300)),
    note=Maybe(Text(500)),
)
RESOURCES = Record(meta=Anything(), factors=Rows(FACTOR), resources=Rows(RESOURCE))
OF_KIND = "kind:"


def load_conversions(folder, tally):
    folder = folder / "assessments"
    told = read_yaml(folder / "resources.yaml", RESOURCES)
    units = read_yaml(folder / "units.yaml", UNITS)
    wanted = [_resource(place, row) for place, row in enumerate(told["resources"], start=1)]
    rows = update_in_place(Resource, wanted, ("code",), tally)
    resources = {row.code: row for row in rows}
    factors = [_factor(row, resources) for row in told["factors"]]
    factors += [_density(row, resources) for row in units["densities"]]
    update_in_place(ConversionFactor, _not_entered(factors, tally), ("code",), tally)
    measures = [_unit(place, row, resources) for place, row in enumerate(units["units"], start=1)]
    update_in_place(MeasureUnit, measures, ("code",), tally)


def _not_entered(factors, tally):
    """Without the grid factors of years for which the Ministry has entered its own."""
    entered = ConversionFactor.objects.filter(is_entered=True).values_list("year", flat=True)
    years = set(entered)
    tally.left += [f"{row._meta.verbose_name} '{row}'" for row in factors if row.year in years]
    return [row for row in factors if row.year not in years]


def _resource(place, row):
    emission = row["co2"] or {}
    return Resource(
        code=row["code"],
        name=row["vi"],
        kind=row["kind"],
        total=row["scope"],
        base_unit=row["base_unit"],
        price_unit=row["price_unit"],
        gigajoules=_number(row, "gj_per_base"),
        emission=Emission(emission.get("kind", "")),
        is_biogenic=bool(emission.get("biogenic")),
        calorific=emission.get("ncv", ""),
        emitting=emission.get("ef", ""),
        density=emission.get("density", ""),
        note=row["note"] or "",
        place=place,
    )


def _factor(row, resources):
    low, high = _range(row)
    return ConversionFactor(
        code=row["code"],
        kind=row["kind"],
        resource=_known(row, resources) if row["resource"] else None,
        value=_number(row, "value"),
        low=low,
        high=high,
        unit=row["unit"],
        year=row["year"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        conflicts_with=row["conflict_with"] or "",
        provenance=row["mark"],
        source=", ".join([row["ref"], *row["sources"]]),
        note=row["note"] or "",
    )


def _density(row, resources):
    low, high = _range(row)
    return ConversionFactor(
        code=row["code"],
        kind=FactorKind.DENSITY,
        resource=_known(row, resources),
        value=_number(row, "value"),
        low=low,
        high=high,
        unit=row["unit"],
        provenance=trust_in(row),
        source=row["mark"].strip("[]")[:200],
        note=row["note"] or "",
    )


def _unit(place, row, resources):
    own = row["param"] or {}
    low, high = own.get("range", (None, None))
    return MeasureUnit(
        code=row["code"],
        name=row["vi"],
        base=row["to"],
        factor=_number(row, "factor") if row["factor"] else exact(row, own.get("scale"), "param"),
        density=row["density"] or row["density_inverse"] or "",
        divides_by_density=bool(row["density_inverse"]),
        own_title=own.get("vi", ""),
        own_divides=own.get("op") == "divide",
        typical=exact(row, own.get("typical"), "param"),
        low=exact(row, low, "param"),
        high=exact(row, high, "param"),
        resources=_resources_of(row, resources),
        tariff=row["tariff"] or "",
        provenance=trust_in(row),
        note=row["note"] or "",
        place=place,
    )


def _resources_of(row, resources):
    """Codes in the order of the file; `kind:fuel` stands for all fuels."""
    chosen = []
    for said in row["for"]:
        if said.startswith(OF_KIND):
            kind = said.removeprefix(OF_KIND)
            chosen += [code for code, resource in resources.items() if resource.kind == kind]
        elif said in resources:
            chosen.append(said)
        else:
            raise row.refusal("for", f"không có tài nguyên '{said}'. Hãy sửa mã.")
    return [code for code in dict.fromkeys(chosen) if code not in (row["not_for"] or ())]


def _known(row, resources):
    if row["resource"] not in resources:
        raise row.refusal("resource", f"không có tài nguyên '{row['resource']}'. Hãy sửa mã.")
    return resources[row["resource"]]


def _range(row):
    return [exact(row, said, "range") for said in row["range"] or (None, None)]


def _number(row, key):
    return exact(row, row[key], key)
