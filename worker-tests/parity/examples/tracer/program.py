"""One program: run, recorded, and written as TypeScript beside its document."""

import json
import os
import re
import sys
import traceback
import types

from bokeh.core.json_encoder import serialize_json

from .hooks import Hooks
from .literals import Writer
from .recorder import GiveUp, Recorder
from .stage import Stage, as_main


def trace(script, out):
    """The outcome, as one word and a reason."""
    recorder = Recorder()
    writer = Writer(recorder)
    stage = Stage(recorder, writer)
    recorder.folder = str(script.parent)
    Hooks(recorder, writer).install()
    stage.install()
    outcome = run(script)
    if outcome is not None:
        return outcome
    with recorder.unrecorded():
        if not stage.document.roots:
            return "nothing shown", ""
        document = json.loads(serialize_json(stage.document.to_json(deferred=False)))
    out.with_suffix(".json").write_text(json.dumps(document))
    out.with_suffix(".ts").write_text(module(script, recorder))
    return "traced", f"{len(recorder.lines)} lines"


def run(script):
    os.chdir(script.parent)
    sys.path.insert(0, str(script.parent))
    sys.argv = [str(script)]
    main = as_main(script)
    main.__package__ = package_of(script)
    try:
        exec(compile(script.read_text(), str(script), "exec"), main.__dict__)
    except GiveUp as reason:
        return "not written", str(reason)
    except SystemExit:
        return None
    except ModuleNotFoundError as error:
        return "needs", error.name
    except BaseException as error:
        traceback.print_exc()
        return "fails in Python", f"{type(error).__name__}: {error}".split("\n")[0][:160]
    return None


def package_of(script):
    """The modules for `from .data import ...` of an app in a folder."""
    package = types.ModuleType("program")
    package.__path__ = [str(script.parent)]
    sys.modules["program"] = package
    return "program"


def module(script, recorder):
    text = "\n".join(f"  {line}" for line in recorder.lines)
    declarations = "".join(f"{line}\n" for line in recorder.declarations)
    own = {cls.__name__ for cls in recorder.declared}
    names = sorted(name for name in recorder.used - own if is_used(name, declarations + text))
    return (
        f"// {script.name}\n"
        f'import {{ type Document, {", ".join(names)} }} from "bokeh-edge"\n'
        f"{declarations}"
        f"export default (doc: Document): void => {{\n{text}\n}}\n"
    )


def is_used(name, text):
    return re.search(rf"(?<![\w.$]){re.escape(name)}(?!\w)", text) is not None
