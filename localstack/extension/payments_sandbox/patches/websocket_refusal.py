"""Patch for rolo 0.7.6, LocalStack's server: refusing a WebSocket can make other requests hang.

rolo refuses a WebSocket in a worker thread, which writes to the connection while Twisted's
reactor handles it in the main thread. Twisted is not thread-safe: the reactor may keep the
number of the closed connection, and then it never reads from the next one that gets the
number. Any web page can open WebSockets, and the gate refuses them all.

Remove it when `test_rolo_refuses_in_the_thread_of_the_caller` fails.
"""

from collections.abc import Callable, Iterable
from typing import Any

from localstack.runtime import hooks
from localstack.utils.patch import patch


@hooks.on_infra_start()
def refuse_in_the_reactor() -> None:
    from rolo.serving.twisted import TwistedWebSocketAdapter
    from twisted.internet import reactor

    @patch(TwistedWebSocketAdapter.reject)
    def reject(
        original: Callable[..., None],
        self: TwistedWebSocketAdapter,
        status_code: int,
        headers: Any = None,
        body: Iterable[bytes] | None = None,
        timeout: float | None = None,
    ) -> None:
        # The caller's thread produces the body.
        chunks = list(body or ())

        def refuse() -> None:
            # The client may have closed the connection in the meantime.
            if not self.channel.closed:
                original(self, status_code, headers, chunks)

        reactor.callFromThread(refuse)
