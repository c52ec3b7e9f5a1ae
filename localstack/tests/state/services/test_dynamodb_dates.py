from datetime import UTC, datetime

import pytest
from payments_sandbox.state.services.dynamodb_dates import TableDates

TABLE = ("000000000000", "us-east-1", "table")
SAVED = {
    "CreationDateTime": 1000.5,
    "BillingModeSummary": {"LastUpdateToPayPerRequestDateTime": 1500.25},
}
CREATED = {
    "CreationDateTime": 9000.125,
    "BillingModeSummary": {"LastUpdateToPayPerRequestDateTime": 9000.125},
}


@pytest.fixture
def dates():
    dates = TableDates()
    dates.note(TABLE, SAVED, CREATED)
    return dates


def described(seconds: float, kind=float) -> dict:
    value = seconds if kind is float else datetime.fromtimestamp(seconds, UTC)
    return {
        "CreationDateTime": value,
        "BillingModeSummary": {"LastUpdateToPayPerRequestDateTime": value},
    }


def test_puts_back_the_dates_that_a_table_had(dates):
    description = described(9000.125)

    dates.put_back(TABLE, description)

    assert description == SAVED


def test_puts_back_dates_that_were_parsed(dates):
    description = described(9000.125, datetime)

    dates.put_back(TABLE, description)

    assert description["CreationDateTime"] == datetime.fromtimestamp(1000.5, UTC)


def test_keeps_the_date_of_a_table_that_was_created_since(dates):
    description = described(9999.0)

    dates.put_back(TABLE, description)

    assert description == described(9999.0)


def test_keeps_the_dates_of_other_tables(dates):
    description = described(9000.125)

    dates.put_back(("111111111111", "us-east-1", "table"), description)

    assert description == described(9000.125)


def test_forgets_the_dates_at_the_next_restore(dates):
    description = described(9000.125)

    dates.clear()
    dates.put_back(TABLE, description)

    assert description == described(9000.125)
