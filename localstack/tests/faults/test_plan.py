import time

import pytest
from payments_sandbox.faults.plan import KINDS, FaultDice, FaultPlan

ROLE = "arn:aws:iam::111111111111:role/payment-generator"


def dice(rate=0.3, seed="42", kinds=KINDS):
    return FaultDice(FaultPlan(role_arn=ROLE, rate=rate, seed=seed, kinds=tuple(kinds)))


def draw_all(drawing, calls):
    return {call: drawing.draw("BatchWriteItem", call) for call in calls}


CALLS = [str(number).encode() for number in range(2_000)]


def test_draws_the_same_faults_for_the_same_calls_in_any_order():
    assert draw_all(dice(), CALLS) == draw_all(dice(), reversed(CALLS))


def test_draws_other_faults_with_another_seed():
    assert draw_all(dice(), CALLS) != draw_all(dice(seed="43"), CALLS)


def test_keeps_to_the_rate_and_uses_every_kind():
    faults = [fault for fault in draw_all(dice(rate=0.3), CALLS).values() if fault]

    assert 0.25 < len(faults) / len(CALLS) < 0.35
    assert {fault.kind for fault in faults} == set(KINDS)


def test_draws_again_for_a_retry():
    drawing = dice(rate=0.5)

    draws = [drawing.draw("PutObject", b"same") is None for _ in range(100)]

    assert 25 < sum(draws) < 75


def test_leaves_items_unprocessed_only_where_the_operation_can():
    drawing = dice(rate=1, kinds=["unprocessed"])

    assert drawing.draw("PutObject", b"") is None
    assert drawing.draw("BatchWriteItem", b"").kind == "unprocessed"


def test_counts_what_it_injected():
    drawing = dice(rate=1, kinds=["throttle"])

    draw_all(drawing, CALLS[:3])

    assert drawing.injected == {"throttle": 3}


@pytest.mark.parametrize("rate", [0, -0.1, 1.1])
def test_refuses_an_invalid_rate(rate):
    with pytest.raises(ValueError, match="`rate`"):
        dice(rate=rate)


@pytest.mark.parametrize("kinds", [[], ["throttle", "earthquake"]])
def test_refuses_invalid_kinds(kinds):
    with pytest.raises(ValueError, match="`kinds`"):
        dice(kinds=kinds)


def test_draws_in_well_under_a_millisecond():
    drawing = dice()
    started = time.perf_counter()

    for call in CALLS:
        drawing.draw("BatchWriteItem", call * 1_000)

    assert (time.perf_counter() - started) / len(CALLS) < 0.001
