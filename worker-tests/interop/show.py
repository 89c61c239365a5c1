"""Shows a pushed document in a fake browser that only prints the URL to open: show.py SERVER."""

import json
import sys

from bokeh.client import push_session, show_session
from bokeh.document import Document
from bokeh.plotting import figure
from bokeh.util.token import generate_session_id

plot = figure(width=300, height=200)
plot.line([1, 2, 3], [3, 1, 2], line_width=6)
document = Document(title="shown by Python")
document.add_root(plot)
session = push_session(document, session_id=generate_session_id(), url=f"{sys.argv[1]}/host")
opened: list[str] = []


class Recorder:
    def open(self, location: str, new: int = 0, autoraise: bool = True) -> bool:
        opened.append(location)
        return True


show_session(session=session, controller=Recorder())
session.close()
print(json.dumps(opened[0]))
