"""Settings of the test suite: the embedded default, whatever the environment of the developer says."""

import os
import tempfile

os.environ["DEBUG"] = "true"
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="svn-test-"))
# A file, as the portal itself uses: SQLite in memory locks whole tables and makes no writer wait its turn.
os.environ.setdefault("TEST_DB_SUFFIX", "suite")
# No worker outside the test may pick up what a test puts in a queue.
os.environ.setdefault("WACHTRIJ", f"test-{os.getpid()}")

from sterkvoornoord.settings import *  # noqa: F403
