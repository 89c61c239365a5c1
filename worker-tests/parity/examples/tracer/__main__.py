"""Runs Bokeh programs, records what their own lines do with Bokeh's API, and writes the same as TypeScript, and the
document as JSON.

    python -m tracer FOLDER OUT [PART ...]     all programs of the folder, or those with one of the parts in their path

Prints one JSON object a line: {"program", "outcome", "reason"}. Each program has a process of its own (os.fork).
"""

import json
import os
import signal
import sys
import warnings
from pathlib import Path

from .program import trace

# A program that takes longer runs a server of its own.
SECONDS = 60
JOBS = os.cpu_count() or 1


def main(folder, out, *parts):
    folder, out = Path(folder).resolve(), Path(out).resolve()
    out.mkdir(parents=True, exist_ok=True)
    scripts = [path for path in sorted(folder.rglob("*.py")) if path.name != "__init__.py"]
    names = {path: path.relative_to(folder).as_posix() for path in scripts}
    running = {}
    for path in scripts:
        if parts and not any(part in names[path] for part in parts):
            continue
        if len(running) == JOBS:
            wait(running)
        running[start(path, names[path], out)] = names[path]
    while running:
        wait(running)


def start(path, name, out):
    child = os.fork()
    if child > 0:
        return child
    signal.alarm(SECONDS)
    results = os.dup(1)
    quiet(out / "log.txt")
    warnings.simplefilter("ignore")
    warnings.showwarning = lambda *_, **__: None
    outcome, reason = trace(path, out / name.removesuffix(".py").replace("/", "__"))
    os.write(results, report(name, outcome, reason))
    os._exit(0)


def quiet(log):
    """The output of programs is discarded."""
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(file, 1)
    os.dup2(file, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)


def wait(running):
    child, status = os.wait()
    name = running.pop(child)
    if status != 0:
        os.write(
            1,
            report(
                name, "fails in Python", "takes too long" if status == signal.SIGALRM else f"ends with status {status}"
            ),
        )


def report(name, outcome, reason):
    return (json.dumps({"program": name, "outcome": outcome, "reason": reason}) + "\n").encode()


main(*sys.argv[1:])
