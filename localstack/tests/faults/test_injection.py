import json
import time
from types import SimpleNamespace

import pytest
from localstack.aws.api import CommonServiceException
from localstack.http import Request, Response
from payments_sandbox.faults import effects, injection
from payments_sandbox.faults.injection import FaultSwitch
from payments_sandbox.traces import current

ROLE = "arn:aws:iam::111111111111:role/payment-generator"


@pytest.fixture
def caller(monkeypatch):
    """The role of every caller; a test may change it."""
    caller = SimpleNamespace(role=ROLE)
    monkeypatch.setattr(injection, "_role_arn_of", lambda context: caller.role)
    return caller


class Call(SimpleNamespace):
    def get(self, name):
        return getattr(self, name, None)


def call(service="dynamodb", operation="BatchWriteItem"):
    return Call(
        service=SimpleNamespace(service_name=service),
        operation=SimpleNamespace(name=operation),
        request=Request(body=b"{}", path="/"),
    )


def turned_on(*kinds):
    switch = FaultSwitch()
    asked = {"role_arn": ROLE, "rate": 1, "seed": "42", "kinds": kinds}
    response = switch.serve(Request("PUT", body=json.dumps(asked).encode()))
    assert response.status_code == 200
    return switch


def send(switch, context):
    switch.before_service(None, context, Response())


@pytest.mark.parametrize(
    ("service", "kind", "code", "status"),
    [
        ("dynamodb", "throttle", "ProvisionedThroughputExceededException", 400),
        ("dynamodb", "500", "InternalServerError", 500),
        ("s3", "throttle", "SlowDown", 503),
        ("s3", "500", "InternalError", 500),
    ],
)
def test_raises_the_error_of_the_service(caller, service, kind, code, status):
    with pytest.raises(CommonServiceException) as refused:
        send(turned_on(kind), call(service, "PutObject"))

    assert (refused.value.code, refused.value.status_code) == (code, status)


def test_holds_a_call_that_times_out_and_never_executes_it(caller, monkeypatch):
    held = []
    monkeypatch.setattr(effects.time, "sleep", held.append)

    with pytest.raises(CommonServiceException):
        send(turned_on("timeout"), call())

    assert held == [effects.HOLD_SECONDS]


def test_delays_a_call_that_then_reaches_its_service(caller, monkeypatch):
    held = []
    monkeypatch.setattr(effects.time, "sleep", held.append)

    send(turned_on("latency"), call())

    assert effects.SHORTEST_DELAY_SECONDS <= held[0] < effects.LONGEST_DELAY_SECONDS


def test_drops_the_response_of_a_call_that_took_effect(caller):
    context = call()
    send(turned_on("drop"), context)
    response = Response(b"{}")

    effects.lose_response(None, context, response)

    with pytest.raises(ConnectionAbortedError):
        response.get_data()


def test_does_not_change_other_responses(caller):
    response = Response(b"{}")

    effects.lose_response(None, call(), response)

    assert response.get_data() == b"{}"


def test_spares_other_callers_and_other_services(caller):
    switch = turned_on("500")
    send(switch, call("logs", "PutLogEvents"))
    caller.role = None
    send(switch, call())
    caller.role = "arn:aws:iam::111111111111:role/other"
    send(switch, call())


def test_describes_the_faults_that_are_on(caller):
    switch = turned_on("throttle")
    with pytest.raises(CommonServiceException):
        send(switch, call())

    assert switch.serve(Request("GET")).json == {
        "faults_enabled": True,
        "role_arn": ROLE,
        "rate": 1,
        "seed": "42",
        "kinds": ["throttle"],
        "injected": {"throttle": 1},
    }


def test_turns_off(caller):
    switch = turned_on("500")

    assert switch.serve(Request("DELETE")).json == {"faults_enabled": False}
    send(switch, call())


def test_refuses_an_invalid_plan():
    asked = {"role_arn": ROLE, "rate": 2, "seed": "42", "kinds": ["500"]}

    response = FaultSwitch().serve(Request("PUT", body=json.dumps(asked).encode()))

    assert response.status_code == 400
    assert "`rate`" in response.json["message"]


def test_costs_far_less_than_a_millisecond_when_off():
    switch, context, response = FaultSwitch(), call(), Response()
    started = time.perf_counter()

    for _ in range(10_000):
        switch.before_service(None, context, response)

    assert (time.perf_counter() - started) / 10_000 < 0.000_1


def test_notes_the_fault_of_a_recorded_call(caller):
    recorded = SimpleNamespace(fault=None)
    current.enter(recorded)
    with pytest.raises(CommonServiceException):
        send(turned_on("throttle"), call())
    current.leave()

    assert recorded.fault == "throttle"
