"""Turns the recording on when LocalStack starts."""

import os

from localstack.runtime import hooks


# Before IAM and fault injection, which note what they decide about the call.
@hooks.on_infra_start(priority=10)
def record_requests() -> None:
    """On by default; SANDBOX_TRACE=0 adds no handler and no patch."""
    from localstack.services.edge import ROUTER

    from payments_sandbox.traces.routes import PATH, Routes, serve_off

    if os.environ.get("SANDBOX_TRACE") == "0":
        for path in (PATH, f"{PATH}/<prefix>"):
            ROUTER.add(path, serve_off, methods=["GET", "DELETE"])
        return
    from localstack.aws import handlers

    from payments_sandbox.traces.calls import CallRecorder
    from payments_sandbox.traces.invocations import record_invocations, record_lambdas_own_calls
    from payments_sandbox.traces.recorder import Recorder

    recorder = Recorder()
    calls = CallRecorder(recorder)
    Routes(recorder).add_to(ROUTER)
    handlers.preprocess_request.append(calls.arrive)
    handlers.serve_custom_service_request_handlers.append(calls.begin)
    handlers.run_custom_finalizers.append(calls.finish)
    record_invocations(recorder)
    record_lambdas_own_calls(recorder)
