"""The vocabulary as temporary tables, which the statements of this package read."""

from config.country.vocabulary import thresholds
from config.country.zones import chance
from enterprises.enums import ZoneKind
from organisations.load_provinces import FIRST_DAY, MERGER, ONE_DAY

KINDS = (ZoneKind.PARK, ZoneKind.CLUSTER, ZoneKind.VILLAGE)
WORDS = ("family", "middle", "given", "first", "second", "foreign_words", "activity", "streets")
WORDS += ("hamlets",)
# Communes of one district, until and from 1/7/2025.
OLD_COMMUNES, COMMUNES = 8, 3

TABLES = """
CREATE TEMP TABLE country_setting (seed bigint, wanted int, originals int, double_step bigint,
  first_year int, last_year int, merger date, site_base bigint, entity_base bigint,
  activity_base bigint) ON COMMIT DROP;
CREATE TEMP TABLE country_words (family text[], middle text[], given text[], first text[],
  second text[], foreign_words text[], activity text[], streets text[], hamlets text[],
  spelt text[], spelt_instead text[], places float8[], forms float8[]) ON COMMIT DROP;
CREATE TEMP TABLE country_audience (topics float8[], sectors text[]) ON COMMIT DROP;
CREATE TEMP TABLE country_form (form int, legal_form text, prefix text) ON COMMIT DROP;
CREATE TEMP TABLE country_topic (topic int, kind text, title text, hours numeric) ON COMMIT DROP;
CREATE TEMP TABLE country_sector (sector int, code text, household float8, sizes float8[],
  revenue float8, classes text[], titles text[], phrases text[], units text[], outputs float8[])
  ON COMMIT DROP;
CREATE TEMP TABLE country_place (place int, code text, tax_office text, household float8,
  sectors float8[], districts int, zones int[], old_province bigint, province bigint,
  old_department bigint, department bigint, was_merged boolean) ON COMMIT DROP;
CREATE TEMP TABLE country_district (place int, district int, name text, plain text,
  old_communes text[], communes text[]) ON COMMIT DROP;
CREATE TEMP TABLE country_zone (place int, kind int, zone int, id bigint, name text)
  ON COMMIT DROP;
CREATE TEMP TABLE country_corporation (corporation int, id bigint, name text, short text,
  sectors int[]) ON COMMIT DROP;
CREATE TEMP TABLE country_unit (unit int, organisation bigint, department_id bigint,
  corporation_id bigint, rolls int[], since date, until date, per_year int) ON COMMIT DROP;
"""


def insert(cursor, table, rows):
    """Rows of equal length; lists become arrays."""
    for row in rows:
        places = ", ".join(["%s"] * len(row))
        cursor.execute(f"INSERT INTO country_{table} VALUES ({places})", row)


def fill_words(cursor, vocabulary):
    words, sectors = vocabulary.words, vocabulary.sectors
    forms, topics = words["forms"], words["activities"]
    row = [words[name] for name in WORDS]
    row += [[pair[at] for pair in words["spellings"]] for at in (0, 1)]
    row.append(thresholds([place.weight for place in vocabulary.places]))
    row.append(thresholds([form[2] for form in forms]))
    # Read for every name: neither compressed nor kept elsewhere.
    for column in (*WORDS, "places", "forms"):
        cursor.execute(f"ALTER TABLE country_words ALTER {column} SET STORAGE PLAIN")
    insert(cursor, "words", [row])
    made = sorted({product[1].lower() for sector in sectors for product in sector.products})
    insert(cursor, "audience", [(thresholds([topic[3] for topic in topics]), made)])
    insert(cursor, "form", [(n, form, prefix) for n, (form, prefix, _) in enumerate(forms, 1)])
    insert(cursor, "topic", [(n, *topic[:3]) for n, topic in enumerate(topics, 1)])
    insert(cursor, "sector", [_sector(n, sector) for n, sector in enumerate(sectors, 1)])


def _sector(number, sector):
    columns = [list(column) for column in zip(*sector.products, strict=True)]
    columns[4] = [float(output) for output in columns[4]]
    told = (sector.code, sector.household, sector.sizes, sector.revenue)
    return (number, *told, *columns)


def fill_places(cursor, vocabulary, territories, zones):
    rows = zip(vocabulary.places, territories, zones, strict=True)
    for number, (place, territory, its_zones) in enumerate(rows, 1):
        insert(cursor, "place", [_place(number, place, territory, its_zones)])
        insert(cursor, "district", _districts(vocabulary.words, number, place))
        insert(
            cursor,
            "zone",
            [
                (number, kind, n, zone.pk, zone.name)
                for kind, name in enumerate(KINDS, 1)
                for n, zone in enumerate(its_zones[name], 1)
            ],
        )


def _place(number, place, territory, zones):
    return (
        number,
        *(place.code, place.tax_office, place.household, place.sectors, len(place.districts)),
        [len(zones[kind]) for kind in KINDS],
        *(territory.old_province.pk, territory.province.pk),
        *(territory.old_department.pk, territory.department.pk, territory.was_merged),
    )


def _districts(words, number, place):
    """Each with the names of its communes, until and from 1/7/2025."""
    pairs = zip(place.districts, place.names, strict=True)
    for n, (district, plain) in enumerate(pairs, 1):
        old = _communes(words, district, place.code, OLD_COMMUNES)
        new = _communes(words, district, f"{place.code} từ 1/7/2025", COMMUNES)
        yield (number, n, district, plain, old, new)


def _communes(words, district, topic, many):
    """So many names; towns have wards."""
    first, second = (words[part] for part in ("commune_first", "commune_second"))
    kind = "xã" if district.startswith("huyện") else "phường"
    names = []
    for n in range(many):
        one = first[chance(topic, f"{district} 1", n, 0, len(first) - 1)]
        others = [word for word in second if word != one]
        names.append(
            f"{kind} {one} {others[chance(topic, f'{district} 2', n, 0, len(others) - 1)]}"
        )
    return names


def fill_corporations(cursor, corporations, sectors):
    numbers = {sector.code: number for number, sector in enumerate(sectors, 1)}
    insert(
        cursor,
        "corporation",
        (
            (n, unit.pk, unit.name, row["short"], [numbers[code] for code in row["sectors"]])
            for n, (unit, row) in enumerate(corporations, 1)
        ),
    )


def fill_units(cursor, territories, corporations, per_year):
    """Whose log gets how many activities a year, between which days, with plants of which rolls.

    `per_year(number of a province)` for its department; a number below 0 for a corporation.
    """
    units = {}
    for number, row in enumerate(territories, 1):
        if row.was_merged:
            units[row.old_department.pk] = ([number], FIRST_DAY, MERGER - ONE_DAY)
        rolls, *_days = units.get(row.department.pk, ([],))
        units[row.department.pk] = ([*rolls, number], MERGER if row.was_merged else FIRST_DAY, None)
    rows = [
        (n, pk, pk, None, rolls, since, until, sum(map(per_year, rolls)))
        for n, (pk, (rolls, since, until)) in enumerate(units.items(), 1)
    ]
    rows += [
        (len(rows) + n, unit.pk, None, unit.pk, [-n], FIRST_DAY, None, per_year(-n))
        for n, (unit, _row) in enumerate(corporations, 1)
    ]
    insert(cursor, "unit", rows)
