"""Prints the options of `bokeh serve` and the public members of the session's and the server's contexts."""

import json

from bokeh.command.subcommands.serve import Serve
from bokeh.server.contexts import BokehServerContext, BokehSessionContext

#: The inner way to the application and to the session.
LEFT_OUT = ["session", "application_context"]

options = [name for names, _ in Serve.args for name in ([names] if isinstance(names, str) else names)]
members = [name for context in (BokehSessionContext, BokehServerContext) for name in dir(context)]
named = [name for name in members if not name.startswith("_") and name not in LEFT_OUT]
print(json.dumps([*(option for option in options if option.startswith("--")), *named]))
