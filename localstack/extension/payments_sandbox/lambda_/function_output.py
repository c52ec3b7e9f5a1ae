"""What a function prints, read back for the invocation that it belongs to."""

import os
import tempfile

# More than CloudWatch would take in one call; keeps a function in a loop from filling memory.
MAX_READ_BYTES = 8 << 20


class FunctionOutput:
    """Standard output and error of a function, in one file.

    A file rather than a pipe: a write has happened when it returns, so everything that
    the function printed before it answered is there when the result arrives. Lines
    of both streams keep their order, and a function that prints fast never waits for
    a reader. The file has no name, so it vanishes with its last user.
    """

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile(  # noqa: SIM115, closed by `close`
            "ab+", buffering=0
        )
        self._offset = 0

    def read_new(self) -> str:
        """What was printed since the last call, ending with a line break unless empty."""
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
