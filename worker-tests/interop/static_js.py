# Prints the folder of the installed Bokeh's BokehJS, as JSON.
import json
from pathlib import Path

import bokeh

print(json.dumps(str(Path(bokeh.__file__).parent / "server" / "static" / "js")))
