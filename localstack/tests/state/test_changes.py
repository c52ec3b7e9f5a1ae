import pytest
from payments_sandbox.state.changes import Changes, is_read


@pytest.mark.parametrize(
    "operation",
    [
        "GetObject",
        "ListBuckets",
        "DescribeTable",
        "HeadObject",
        "Query",
        "Scan",
        "FilterLogEvents",
    ],
)
def test_reads_are_no_change(operation):
    assert is_read(operation)


@pytest.mark.parametrize(
    "operation",
    ["PutObject", "Invoke", "ReceiveMessage", "AssumeRole", "Getaway", "Scanned", "Decrypt"],
)
def test_everything_else_is_a_change(operation):
    assert not is_read(operation)


def test_counts_changes():
    changes = Changes()

    changes.note("s3", "PutObject", internal=False)
    changes.note("s3", "GetObject", internal=False)
    changes.note("logs", "PutLogEvents", internal=True)

    assert changes.count == 2


def test_ignores_metrics_that_localstack_publishes_about_itself():
    changes = Changes()

    changes.note("cloudwatch", "PutMetricData", internal=True)

    assert changes.count == 0


def test_counts_metrics_of_the_developer():
    changes = Changes()

    changes.note("cloudwatch", "PutMetricData", internal=False)

    assert changes.count == 1
