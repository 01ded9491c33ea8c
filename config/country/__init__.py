"""A country that exists nowhere, as large as one likes: for trials at the size of Vietnam.

`manage.py generate_country` fills an empty register with establishments that are plausible and
false, ten years of their figures and what proves how far they are. Names, weights and shares are
data (reference/country/); what one seed made once it makes again, whatever the day and the machine.

Rows are made by PostgreSQL, set by set, since Python would need hours. While it runs, tables of the
register and those they point to are locked: the portal's pages wait.
"""
