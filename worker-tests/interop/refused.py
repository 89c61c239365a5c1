"""Tries to pull a session with the key in the environment; prints why that failed, or null."""

import json
import sys

from session import open_session

try:
    open_session(sys.argv[1])
    print(json.dumps(None))
except OSError as error:
    print(json.dumps(str(error)))
