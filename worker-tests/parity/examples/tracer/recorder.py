"""The record of a program: lines of TypeScript, and the expression for each Python object in them."""

import sys
from contextlib import contextmanager
from pathlib import Path

HERE = str(Path(__file__).parent)


class GiveUp(Exception):
    """This program can't be written as TypeScript, and why."""


class Recorder:
    def __init__(self):
        self.lines = []
        self.used = set()
        self.declarations = []
        self.declared = set()
        self.folder = ""
        self._expressions = {}
        self._kept = []
        self._count = 0
        self._depth = 0

    @contextmanager
    def unrecorded(self):
        """Calls within this context are Bokeh's own."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def is_users(self):
        """Whether a line of the program itself makes the current call."""
        if self._depth > 0:
            return False
        frame = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename.startswith(HERE):
            frame = frame.f_back
        return frame is not None and frame.f_code.co_filename.startswith(self.folder)

    def expression(self, thing):
        return self._expressions.get(id(thing))

    def name(self, thing, expression):
        """Keeps a reference to the object, so that its id is not reused."""
        self._expressions[id(thing)] = expression
        self._kept.append(thing)
        return expression

    def define(self, prefix, thing, text):
        """A constant for the value of the text."""
        self._count += 1
        name = f"{prefix}{self._count}"
        self.lines.append(f"const {name} = {text}")
        return self.name(thing, name)

    def use(self, name):
        self.used.add(name)
        return name
