"""Reference data, from the lowest application upwards, in one transaction."""

from assessments.load_benchmarks import load_benchmarks
from assessments.load_conversions import load_conversions
from assessments.load_household_sheet import load_household_sheet
from assessments.load_questions import load_questions
from assessments.load_reasons import load_reasons
from assessments.load_worksheets import load_worksheets
from enterprises.load_size_rules import load_size_rules
from organisations.load_organisations import load_organisations
from organisations.load_provinces import load_provinces
from organisations.loading import Tally, one_load_at_a_time
from programmes.load_funding import load_funding
from programmes.load_indicators import load_indicators, read_dictionary
from programmes.load_national import load_national
from reports.load_forms import load_checks, load_forms


def load_reference(folder):
    """Load the folder's files with the owner's login; all of them or nothing."""
    tally = Tally()
    with one_load_at_a_time():
        load_provinces(folder, tally)
        organisations = load_organisations(folder, tally)
        dictionary = read_dictionary(folder)
        indicators = load_indicators(dictionary, tally)
        documents = load_national(folder, organisations["bct"], indicators, tally)
        load_funding(folder, organisations["bct"], documents, tally)
        load_size_rules(folder, tally)
        load_conversions(folder, tally)
        load_questions(folder, tally)
        load_reasons(folder, tally)
        load_benchmarks(folder, tally)
        load_worksheets(folder, tally)
        load_household_sheet(folder, tally)
        load_forms(folder, dictionary, indicators, tally)
        load_checks(folder, tally)
    return tally
