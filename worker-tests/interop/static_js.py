# Prints where the installed Bokeh keeps its BokehJS, as JSON.
import json
from pathlib import Path

import bokeh

print(json.dumps(str(Path(bokeh.__file__).parent / "server" / "static" / "js")))
