"""Listens to Bokeh's API: each call and each assignment by the program itself becomes a line of TypeScript."""

import functools
import inspect

import bokeh.core.properties
import bokeh.io
import bokeh.layouts
import bokeh.models
import bokeh.plotting
import bokeh.transform
from bokeh.core.has_props import HasProps, MetaHasProps
from bokeh.core.property import wrappers
from bokeh.core.property.vectorization import Expr, Field
from bokeh.core.property.wrappers import PropertyValueContainer
from bokeh.model import Model
from bokeh.models import plots
from bokeh.plotting import figure
from bokeh.plotting.glyph_api import GlyphAPI

from .arguments import BY_CHILDREN, BY_POSITION, FUNCTIONS, METHODS, positions
from .changes import DICT_CHANGES, LIST_CHANGES
from .recorder import GiveUp


class Hooks:
    def __init__(self, recorder, writer):
        self.recorder = recorder
        self.writer = writer
        self._containers = {}

    def install(self):
        self._listen_to_constructors()
        self._listen_to_attributes()
        self._listen_to_lists()
        self._listen_to_changes_in_place()
        self._listen_to_methods()
        self._listen_to_functions()

    # constructors

    def _listen_to_constructors(self):
        hooks = self

        def construct(cls, *given, **keywords):
            if not (issubclass(cls, Model) and hooks.recorder.is_users()):
                return type.__call__(cls, *given, **keywords)
            with hooks.recorder.unrecorded():
                made = type.__call__(cls, *given, **keywords)
            hooks._record_new(made, given, keywords)
            return made

        MetaHasProps.__call__ = construct

    def _record_new(self, made, given, keywords):
        cls = type(made).__name__
        if isinstance(made, figure):
            text = f"{self.recorder.use('figure')}({self.writer.call((), keywords)})"
            return self.recorder.define("p", made, text)
        if cls in BY_CHILDREN and given:
            is_list = len(given) == 1 and isinstance(given[0], (list, tuple)) and cls != "HTML"
            keywords = {BY_CHILDREN[cls]: given[0] if is_list else list(given), **keywords}
        elif cls in BY_POSITION:
            keywords = {**dict(zip(BY_POSITION[cls], given)), **keywords}
        elif given or not set(keywords) <= made.properties():
            with self.recorder.unrecorded():
                keywords = made.properties_with_values(include_defaults=False)
        return self.writer.new_model(made, keywords)

    # properties

    def _listen_to_attributes(self):
        hooks = self
        get, set_value = HasProps.__getattribute__, HasProps.__setattr__

        def __getattribute__(self, name):
            value = get(self, name)
            if name[0] != "_" and hooks.recorder.is_users():
                hooks._note_read(self, name, value)
            return value

        def __setattr__(self, name, value):
            if name[0] == "_" or not hooks.recorder.is_users():
                return set_value(self, name, value)
            owner = hooks._expression(self)
            with hooks.recorder.unrecorded():
                set_value(self, name, value)
            hooks.recorder.lines.append(f"{owner}.{name} = {hooks.writer.write(value, name)}")

        Model.__getattribute__ = __getattribute__
        Model.__setattr__ = __setattr__

    def _expression(self, model):
        """A model that the program uses for the first time is written out."""
        return self.writer.write(model)

    def _note_read(self, owner, name, value):
        """The value of a property is referred to by its path."""
        if not isinstance(value, (Model, PropertyValueContainer, plots._list_attr_splat)):
            return
        if self.recorder.expression(value) is not None:
            return
        self._name_parts(value, f"{self._expression(owner)}.{name}")

    def _name_parts(self, value, expression):
        if self.recorder.expression(value) is not None:
            return
        if isinstance(value, PropertyValueContainer):
            self._containers[id(value)] = (value, expression)
        else:
            self.recorder.name(value, expression)
        if isinstance(value, list) and not isinstance(value, plots._list_attr_splat):
            for index, item in enumerate(value):
                if isinstance(item, Model) and self.recorder.expression(item) is None:
                    self.recorder.name(item, f"{expression}[{index}]!")

    # lists whose setters reach all: p.xaxis, p.legend, what select() finds

    def _listen_to_lists(self):
        hooks = self
        for cls in (plots._list_attr_splat, plots._legend_attr_splat):
            self._listen_to_setter(cls)
        get = plots._list_attr_splat.__getattribute__

        def __getattribute__(self, name):
            value = get(self, name)
            if name[0] != "_" and hooks.recorder.is_users() and len(self) > 0:
                parts = (Model, PropertyValueContainer, plots._list_attr_splat)
                if isinstance(value, parts) and hooks.recorder.expression(self) is not None:
                    hooks._name_parts(value, f"{hooks.recorder.expression(self)}.{name}")
                elif callable(value) and hooks.recorder.expression(self[0]) is None:
                    hooks.recorder.name(self[0], hooks.recorder.expression(self))
            return value

        def __getitem__(self, index):
            value = list.__getitem__(self, index)
            if isinstance(value, Model) and hooks.recorder.is_users():
                if hooks.recorder.expression(value) is None:
                    hooks.recorder.name(value, f"{hooks.recorder.expression(self)}[{index}]")
            return value

        def __iter__(self):
            return (__getitem__(self, index) for index in range(len(self)))

        plots._list_attr_splat.__getattribute__ = __getattribute__
        plots._list_attr_splat.__getitem__ = __getitem__
        plots._list_attr_splat.__iter__ = __iter__

    def _listen_to_setter(self, cls):
        hooks, set_value = self, cls.__setattr__

        def __setattr__(self, name, value):
            if not hooks.recorder.is_users():
                return set_value(self, name, value)
            with hooks.recorder.unrecorded():
                set_value(self, name, value)
            owner = hooks.recorder.expression(self)
            if owner is None:
                raise GiveUp("a list of models that Bokeh made")
            hooks.recorder.lines.append(f"{owner}.{name} = {hooks.writer.write(value, name)}")

        cls.__setattr__ = __setattr__

    # changes in place

    def _listen_to_changes_in_place(self):
        for name, write in LIST_CHANGES.items():
            self._listen_to_change(wrappers.PropertyValueList, name, write)
        for cls in (wrappers.PropertyValueDict, wrappers.PropertyValueColumnData):
            for name, write in DICT_CHANGES.items():
                self._listen_to_change(cls, name, write)

    def _listen_to_change(self, cls, name, write):
        hooks, method = self, getattr(cls, name)

        def change(self, *given, **keywords):
            if not hooks.recorder.is_users():
                return method(self, *given, **keywords)
            with hooks.recorder.unrecorded():
                result = method(self, *given, **keywords)
            _, expression = hooks._containers.get(id(self), (None, None))
            if expression is None:
                raise GiveUp("a change of a list that Bokeh made")
            hooks.recorder.lines.append(write(hooks.writer, expression, *given, **keywords))
            return result

        setattr(cls, name, change)

    # methods and functions

    def _listen_to_methods(self):
        plot_methods = ("add_layout", "add_tools", "remove_tools", "add_glyph", "add_tile", "select_one", "select")
        figure_methods = [name for name in dir(figure) if name.endswith("_stack")]
        for name, member in list(vars(GlyphAPI).items()):
            if name[0] != "_" and inspect.isfunction(member):
                self._listen_to_method(GlyphAPI, name)
        for name in plot_methods:
            self._listen_to_method(bokeh.models.Plot, name)
        for name in ("subplot", "contour", "hexbin", "graph", *figure_methods):
            self._listen_to_method(figure, name)
        for name in ("js_on_change", "js_on_event", "js_link", "on_change", "on_event"):
            self._listen_to_method(Model, name)
        for name in ("update", "select", "select_one", "set_select", "clone"):
            self._listen_to_method(Model, name)
        for cls in ("AbstractButton", "Button", "Toggle", "Dropdown", "Legend"):
            for name in ("js_on_click", "on_click"):
                self._listen_to_method(getattr(bokeh.models, cls), name)
        self._listen_to_method(bokeh.models.GlyphRenderer, "add_decoration")
        for name in ("add", "remove", "stream", "patch"):
            self._listen_to_method(bokeh.models.ColumnDataSource, name)
        for cls in (bokeh.models.GlyphRenderer, bokeh.models.ContourRenderer):
            self._listen_to_method(cls, "construct_color_bar")

    def _listen_to_method(self, cls, name):
        if not hasattr(cls, name):
            return
        hooks, method = self, getattr(cls, name)

        @functools.wraps(method)
        def call(self, *given, **keywords):
            if not hooks.recorder.is_users():
                return method(self, *given, **keywords)
            with hooks.recorder.unrecorded():
                result = method(self, *given, **keywords)
            hooks._record_call(self, name, given, keywords, result)
            return result

        setattr(cls, name, call)

    def _record_call(self, owner, name, given, keywords, result):
        names = ["stackers"] if name.endswith("_stack") else METHODS.get(name, [])
        given, keywords = positions(names, given, keywords)
        text = f"{self._expression(owner)}.{name}({self.writer.call(given, keywords)})"
        self._record_result(result, text)
        if name == "select_one" and result is not None:
            self.recorder.name(result, f"{self.recorder.expression(result)}!")

    def _record_result(self, result, text):
        is_list = isinstance(result, (list, tuple)) and any(isinstance(item, Model) for item in result)
        if isinstance(result, (Model, GlyphAPI)):
            self.recorder.define("r", result, text)
        elif is_list:
            name = self.recorder.define("r", result, text)
            for index, item in enumerate(list.__iter__(result) if isinstance(result, list) else result):
                if isinstance(item, Model) and self.recorder.expression(item) is None:
                    self.recorder.name(item, f"{name}[{index}]!")
        else:
            self.recorder.lines.append(text)

    def _listen_to_functions(self):
        modules = {
            bokeh.layouts: ("row", "column", "layout", "gridplot", "grid"),
            bokeh.plotting: ("gmap",),
            bokeh.core.properties: ("field", "value", "expr"),
            bokeh.transform: [name for name in FUNCTIONS if hasattr(bokeh.transform, name)],
        }
        for module, names in modules.items():
            for name in names:
                self._listen_to_function(module, name)

    def _listen_to_function(self, module, name):
        hooks, function = self, getattr(module, name)

        @functools.wraps(function)
        def call(*given, **keywords):
            if not hooks.recorder.is_users():
                return function(*given, **keywords)
            with hooks.recorder.unrecorded():
                result = function(*given, **keywords)
            hooks._record_function(name, given, keywords, result)
            return result

        for place in (module, bokeh.plotting, bokeh.io, bokeh.models, bokeh.layouts, bokeh.transform):
            if getattr(place, name, None) is function:
                setattr(place, name, call)

    def _record_function(self, name, given, keywords, result):
        given, keywords = positions(FUNCTIONS[name], given, keywords)
        has_palette = name.endswith("_cmap")
        parts = [
            self.writer.write(value, "palette" if has_palette and i == 1 else None) for i, value in enumerate(given)
        ]
        if keywords:
            parts.append(self.writer.record(keywords))
        text = f"{self.recorder.use(name)}({', '.join(parts)})"
        if isinstance(result, (Model, Field, Expr)) and name != "field":
            name = self.recorder.define("l", result, text)
            mapper = getattr(result, "transform", None)
            if isinstance(mapper, Model) and self.recorder.expression(mapper) is None:
                self.recorder.name(mapper, f"{name}.transform")
        else:
            self.recorder.name(result, text)
