"""Keeps the output of a function until the log of its invocation reads it."""

import os
import tempfile

# More than CloudWatch accepts in one call. Limits the memory that a function's output takes.
MAX_READ_BYTES = 8 << 20


class FunctionOutput:
    """Standard output and error of a function, in one file.

    Unlike in a pipe, a write to a file is complete when it returns, so the whole output is
    in the file when the response arrives. Lines of both streams keep their order, and a
    function never waits for a reader. The file has no name, so the system deletes it with
    its last file descriptor.
    """

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile(  # noqa: SIM115, closed by `close`
            "ab+", buffering=0
        )
        self._offset = 0

    def read_new(self) -> str:
        """The output since the last call; ends with a line break unless it is empty."""
        descriptor = self.file.fileno()
        end = os.fstat(descriptor).st_size
        data = os.pread(descriptor, min(end - self._offset, MAX_READ_BYTES), self._offset)
        text = data.decode(errors="replace")
        if end - self._offset > len(data):
            text += f"\n[{end - self._offset - len(data)} more bytes of output are not kept]"
        self._offset = end
        return text if not text or text.endswith("\n") else text + "\n"

    def close(self) -> None:
        self.file.close()
