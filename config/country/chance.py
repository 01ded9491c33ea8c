"""Functions of one session that draw, choose, and work out tax codes.

Everything is drawn from md5 of the seed, a topic and a number: the same on every machine and in
every version of PostgreSQL, whatever the order in which rows are made.
"""

# Weights of the check digit of a tax code (DOMAIN 5.4).
WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
# No tax office has issued serials from here on [recalled]: no generated code is somebody's.
FREE_SERIALS = 5_000_000
# Serials come in twos, since of two neighbours at least one has a check digit.
PAIRS = 2_500_000
STRIDE = 1_299_709

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION pg_temp.hash(seed bigint, topic text, n bigint) RETURNS text
  LANGUAGE sql IMMUTABLE AS $$
  SELECT md5(seed::text || ':'::text || topic || ':'::text || n::text) $$;

-- Four numbers from 0 up to 1 are in a hash: part 0 to 3.
CREATE OR REPLACE FUNCTION pg_temp.draw(hash text, part int) RETURNS float8
  LANGUAGE sql IMMUTABLE AS $$
  SELECT ('x' || substr(hash, 1 + 8 * part, 8))::bit(32)::bigint / 4294967296.0::float8 $$;

CREATE OR REPLACE FUNCTION pg_temp.pick(list anyarray, drawn float8) RETURNS anyelement
  LANGUAGE sql IMMUTABLE AS $$ SELECT list[1 + floor(drawn * cardinality(list))::int] $$;

CREATE OR REPLACE FUNCTION pg_temp.weighed(stem text) RETURNS int LANGUAGE sql IMMUTABLE AS $$
  SELECT ({" + ".join(f"{w} * substr(stem, {n}, 1)::int" for n, w in enumerate(WEIGHTS, 1))}) % 11
$$;

-- Nine digits and the one that proves them; NULL when there is none.
CREATE OR REPLACE FUNCTION pg_temp.checked(stem text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT stem || (10 - nullif(pg_temp.weighed(stem), 0)) $$;

CREATE OR REPLACE FUNCTION pg_temp.stem(office text, serial bigint) RETURNS text
  LANGUAGE sql IMMUTABLE AS $$ SELECT office || lpad(({FREE_SERIALS} + serial)::text, 7, '0') $$;

-- Another one for every n below {PAIRS}.
CREATE OR REPLACE FUNCTION pg_temp.tax_code(seed bigint, office text, n bigint) RETURNS text
  LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(pg_temp.checked(pg_temp.stem(office, 2 * pair + turn)),
                  pg_temp.checked(pg_temp.stem(office, 2 * pair + 1 - turn)))
  FROM (SELECT (n * {STRIDE} + (seed % {PAIRS} + {PAIRS}) * 7) % {PAIRS} AS pair,
               floor(pg_temp.draw(pg_temp.hash(seed, 'turn', n), 0) * 2)::int AS turn OFFSET 0) AS s
$$;

CREATE OR REPLACE FUNCTION pg_temp.day_between(first date, last date, drawn float8) RETURNS date
  LANGUAGE sql IMMUTABLE AS $$ SELECT first + floor(drawn * (last - first + 1))::int $$;
"""
