"""Settings of the test suite: the embedded default, whatever the environment of the developer says."""

import os
import tempfile

os.environ["DEBUG"] = "true"
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="svn-test-"))

from sterkvoornoord.settings import *  # noqa: F403
