"""Runs a Bokeh program, records what its own lines do with Bokeh's API, and writes the same as TypeScript, and the document as JSON.

    python tracer.py SCRIPT.py OUT.ts OUT.json       (all paths absolute: programs change the folder)

What it can't write it says: GIVE (a class of the program's own, a value without a literal), PYFAIL (Python fails), NOROOTS.
replay.ts runs what this wrote, and counts.
"""
import sys, os, json, math, datetime as dt, types, warnings, inspect, re
warnings.simplefilter("ignore"); warnings.showwarning = lambda *a, **k: None
script, out_ts, out_json = sys.argv[1:4]
SCRIPT = os.path.abspath(script); ROOT = os.path.dirname(SCRIPT)
os.environ["MPLBACKEND"] = "agg"
sys.path.insert(0, ROOT)
import numpy as np, pandas as pd
import bokeh.io, bokeh.plotting, bokeh.models, bokeh.layouts, bokeh.transform, bokeh.palettes, bokeh.core.properties, bokeh.document, bokeh.io.saving, bokeh.io.showing, bokeh.util.hex, bokeh.plotting.contour
import bokeh.models.dom as dom
from bokeh.model import Model
from bokeh.core.has_props import HasProps, MetaHasProps
from bokeh.core.property.vectorization import Value, Field, Expr
from bokeh.core.property.wrappers import PropertyValueContainer
from bokeh.core.property import wrappers as wr
from bokeh.colors import Color
from bokeh.document import Document
from bokeh.core.serialization import Serializer
from bokeh.core.json_encoder import serialize_json
from bokeh.models.plots import _list_attr_splat
from bokeh.plotting import figure as Figure
from bokeh.plotting.glyph_api import GlyphAPI

lines, notes, used = [], [], set()
names, keep = {}, []            # id -> expression
counter = [0]
class Give(Exception): pass
doc = Document()
from bokeh.io import curdoc
import bokeh.io.doc as iodoc
bokeh.io.doc.set_curdoc(doc) if hasattr(iodoc, "set_curdoc") else None
PALETTES = {k for k in dir(bokeh.palettes) if re.match(r"^[A-Z]\w*\d+$", k)}

depth = [0]
def in_user(level=2):
    if depth[0]: return False
    f = sys._getframe(level)
    while f and f.f_code.co_filename == __file__: f = f.f_back
    return f is not None and os.path.abspath(f.f_code.co_filename).startswith(ROOT) and not f.f_code.co_filename.startswith("<")
class Inner:
    def __enter__(self): depth[0] += 1
    def __exit__(self, *a): depth[0] -= 1
inner = Inner()

def ident(k): return re.match(r"^[A-Za-z_$][\w$]*$", k)
def js(s): return json.dumps(s, ensure_ascii=False)
def num(v):
    v = v.item() if hasattr(v, "item") else v
    if isinstance(v, bool): return "true" if v else "false"
    if isinstance(v, int): return str(v)
    if math.isnan(v): return "NaN"
    if math.isinf(v): return "Infinity" if v > 0 else "-Infinity"
    return repr(v)
EPOCH = dt.datetime(1970, 1, 1)
def ms(v):
    if isinstance(v, pd.Timestamp): return v.value / 1e6
    if isinstance(v, np.datetime64): return v.astype("datetime64[ns]").astype("int64") / 1e6
    if isinstance(v, dt.datetime): return (v.replace(tzinfo=None) - EPOCH).total_seconds() * 1000
    return (dt.datetime(v.year, v.month, v.day) - EPOCH).total_seconds() * 1000
def fmt_ms(v): return str(int(v)) if v == int(v) else repr(v)
def arr(a):
    if isinstance(a, np.ma.MaskedArray): a = a.filled(np.nan)
    a = np.asarray(a)
    k = a.dtype.kind
    if a.ndim == 0: return conv(a.item())
    if a.ndim > 1 and k in "iufb":
        used.add("ndarray"); flat = np.ascontiguousarray(a).ravel()
        return f"ndarray({typed(flat)}, {{ shape: [{', '.join(map(str, a.shape))}] }})"
    if k in "iuf" and a.dtype.itemsize <= 8: return typed(a) if not (k in "iu" and a.dtype.itemsize == 8) else "[" + ", ".join(num(x) for x in a) + "]"
    if k == "b": return "[" + ", ".join(num(x) for x in a) + "]"
    if k == "M": return "[" + ", ".join("null" if np.isnat(x) else f"new Date({fmt_ms(ms(x))})" for x in a) + "]"
    if k == "m": return "[" + ", ".join(num(x.astype("timedelta64[us]").astype("int64") / 1000) for x in a) + "]"
    return "[" + ", ".join(conv(x) for x in a.tolist()) + "]"
TYPED = {"f4": "Float32Array", "f8": "Float64Array", "u1": "Uint8Array", "i1": "Int8Array", "u2": "Uint16Array", "i2": "Int16Array", "u4": "Uint32Array", "i4": "Int32Array", "i8": "Float64Array", "u8": "Float64Array", "b1": "Uint8Array", "f2": "Float32Array"}
def typed(a):
    key = a.dtype.kind + str(a.dtype.itemsize)
    return f"new {TYPED[key]}([{', '.join(num(x) if a.dtype.kind != 'b' else str(int(x)) for x in a)}])"
def cols(d): return "{ " + ", ".join(f"{k if ident(k) else js(k)}: {conv(v)}" for k, v in d.items()) + " }"
def conv(v, hint=None):
    if v is None: return "null"
    if isinstance(v, (bool, np.bool_)): return "true" if v else "false"
    if id(v) in names: return names[id(v)]
    if isinstance(v, str):
        if hint == "palette" and v in PALETTES: used.add(v); return v
        return js(str(v))
    if isinstance(v, (int, float, np.integer, np.floating)): return num(v)
    if isinstance(v, (pd.Timestamp, np.datetime64, dt.datetime, dt.date)): return "null" if pd.isna(v) else f"new Date({fmt_ms(ms(v))})"
    if isinstance(v, dt.timedelta): return num(v.total_seconds() * 1000)
    if isinstance(v, dt.time): return num(((v.hour * 60 + v.minute) * 60 + v.second) * 1000 + v.microsecond / 1000)
    if isinstance(v, Color): return js(v.to_css())
    if isinstance(v, Value): return spec("value", v.value, v)
    if isinstance(v, Field): return spec("field", v.field, v)
    if isinstance(v, Expr): return spec("expr", v.expr, v)
    if isinstance(v, Model): return model(v)
    if isinstance(v, pd.DataFrame):
        with inner: return cols(bokeh.models.ColumnDataSource._data_from_df(v))
    if type(v).__name__.endswith("GroupBy") and hint in ("x_range", "y_range"):
        with inner: return conv(sorted((tuple(map(str, k)) if isinstance(k, tuple) else str(k)) for k in v.groups))
    if type(v).__name__ == "HexBinResult": return "{ " + ", ".join(f"{n}: {conv(getattr(v, n))}" for n in ("q", "r", "counts")) + " }"
    if type(v).__name__.endswith("GroupBy"):
        with inner: return cols(bokeh.models.ColumnDataSource._data_from_groupby(v))
    if isinstance(v, (pd.Series, pd.Index)): return arr(v.values)
    if isinstance(v, np.ndarray): return arr(v)
    if isinstance(v, dict):
        if "field" in v and set(v) <= {"field", "transform", "units"} or "value" in v and set(v) <= {"value", "transform", "units"} : return "{ " + ", ".join(f"{k}: {conv(x)}" for k, x in v.items()) + " }"
        if all(isinstance(k, str) for k in v): return cols(v)
        return "new Map([" + ", ".join(f"[{conv(k)}, {conv(x)}]" for k, x in v.items()) + "])"
    if isinstance(v, (list, tuple, range)): return "[" + ", ".join(conv(x, hint) for x in v) + "]"
    if isinstance(v, set): return "[" + ", ".join(conv(x) for x in sorted(v)) + "]"
    if hasattr(v, "name") and hasattr(v, "value") and isinstance(v, __import__("enum").Enum): return conv(v.value)
    if isinstance(v, type) and hasattr(v, "event_name"): used.add(v.__name__); return v.__name__
    if isinstance(v, type) and issubclass(v, Model): n = tsname(v); used.add(n); return n
    if isinstance(v, bokeh.core.enums.Enumeration) if hasattr(bokeh.core, "enums") else False: return conv(list(v))
    if hasattr(v, "__iter__"): return conv(list(v))
    raise Give(f"value {type(v).__name__}")
def spec(fn, x, v):
    used.add(fn); o = {}
    from bokeh.core.property.vectorization import Unspecified
    if v.transform is not Unspecified and v.transform is not None: o["transform"] = v.transform
    if v.units is not Unspecified and v.units is not None: o["units"] = v.units
    return f"{fn}({conv(x)}{', ' + cols(o) if o else ''})"
def tsname(cls):
    n = cls.__name__
    if cls.__module__ == "bokeh.models.dom" : return "DOM" + n
    return {"figure": "figure"}.get(n, n)
def new_name(obj, prefix):
    counter[0] += 1; n = f"{prefix}{counter[0]}"
    names[id(obj)] = n; keep.append(obj); return n
def model(v):
    """A model that the program did not make by itself: from its properties."""
    with inner:
        props = v.properties_with_values(include_defaults=False)
    return emit_new(v, props)
def emit_new(v, props):
    cls = type(v); n = tsname(cls)
    if cls.__module__.split(".")[0] != "bokeh": raise Give(f"custom class {cls.__name__}")
    if isinstance(v, Figure): raise Give("figure made elsewhere")
    used.add(n)
    body = ", ".join(f"{k if ident(k) else js(k)}: {conv(x, k)}" for k, x in props.items())
    name = f"m{counter[0] + 1}"
    lines.append(f"const {name} = new {n}({'{ ' + body + ' }' if body else ''})")
    return new_name(v, "m")
def settle():  # unnamed models inside values of user calls are emitted before
    pass
POS = {"Range1d": ["start", "end"], "HTML": ["html"], "TeX": ["text"], "MathML": ["text"], "PlainText": ["text"], "BooleanFilter": ["booleans"], "IndexFilter": ["indices"], "TablerIcon": ["icon_name"], "BuiltinIcon": ["icon_name"]}
def record_init(obj, cls, a, k):
    name = cls.__name__
    if cls is Figure or issubclass(cls, Figure):
        used.add("figure")
        o = dict(k)
        body = opts(o)
        counter[0] += 1; n = f"p{counter[0]}"; names[id(obj)] = n; keep.append(obj)
        lines.append(f"const {n} = figure({body})"); return
    if name in ("ColumnDataSource",):
        k = dict(k)
        if a: k = {"data": a[0], **k}
        if "data" in k:
            with inner: k["data"] = dict(obj.data)
    elif name == "FactorRange" and a: k = {"factors": list(a), **k}
    elif name == "Row" or name == "Column" or name == "GridBox" or name == "Tabs":
        if a: k = {"children": list(a) if not (len(a) == 1 and isinstance(a[0], (list, tuple))) else a[0], **k}
    elif name in POS and a: k = {**dict(zip(POS[name], a)), **k}
    elif a:
        with inner: k = obj.properties_with_values(include_defaults=False)
    emit_new(obj, k)
def opts(k):
    return "{ " + ", ".join(f"{n if ident(n) else js(n)}: {conv(x, n)}" for n, x in k.items()) + " }" if k else ""
def args(a, k):
    parts = [conv(x) for x in a]
    if k: parts.append(opts(k))
    return ", ".join(parts)

old_call = MetaHasProps.__call__
def meta_call(cls, *a, **k):
    user = issubclass(cls, Model) and in_user(2) and id(cls) not in ()
    if not user: return type.__call__(cls, *a, **k)
    with inner: obj = type.__call__(cls, *a, **k)
    record_init(obj, cls, a, k); return obj
MetaHasProps.__call__ = meta_call

old_get = HasProps.__getattribute__
def getattribute(self, name):
    v = old_get(self, name)
    if name[0] != "_" and not depth[0] and id(self) in names and in_user(2):
        if isinstance(v, Model) or isinstance(v, _list_attr_splat):
            if id(v) not in names: names[id(v)] = f"{names[id(self)]}.{name}"; keep.append(v)
        elif isinstance(v, PropertyValueContainer):
            if id(v) not in names: containers[id(v)] = f"{names[id(self)]}.{name}"; keep.append(v)
            if isinstance(v, list):
                for i, x in enumerate(v):
                    if isinstance(x, Model) and id(x) not in names: names[id(x)] = f"{names[id(self)]}.{name}[{i}]!"; keep.append(x)
    return v
containers = {}
Model.__getattribute__ = getattribute
old_set = HasProps.__setattr__
def setattribute(self, name, value):
    if name[0] == "_" or depth[0] or not in_user(2): return old_set(self, name, value)
    pass_name = names.get(id(self))
    with inner: old_set(self, name, value)
    if pass_name: lines.append(f"{pass_name}.{name} = {conv(value, name)}")
    else: raise Give(f"set {name} on unknown {type(self).__name__}")
Model.__setattr__ = setattribute
old_sset = _list_attr_splat.__setattr__
def sset(self, name, value):
    if depth[0] or not in_user(2): return old_sset(self, name, value)
    with inner: old_sset(self, name, value)
    lines.append(f"{names[id(self)]}.{name} = {conv(value, name)}")
_list_attr_splat.__setattr__ = sset
from bokeh.models.plots import _legend_attr_splat
old_lset = _legend_attr_splat.__setattr__
def lset(self, name, value):
    if depth[0] or not in_user(2): return old_lset(self, name, value)
    with inner: old_lset(self, name, value)
    lines.append(f"{names[id(self)]}.{name} = {conv(value, name)}")
_legend_attr_splat.__setattr__ = lset
old_sget = _list_attr_splat.__getattribute__
def sget(self, name):
    v = old_sget(self, name)
    if not depth[0] and id(self) in names and in_user(2) and (isinstance(v, (Model, _list_attr_splat))):
        names.setdefault(id(v), f"{names[id(self)]}.{name}"); keep.append(v)
    return v
_list_attr_splat.__getattribute__ = sget
def sitem(self, i):
    v = list.__getitem__(self, i)
    if not depth[0] and id(self) in names and isinstance(v, Model): names.setdefault(id(v), f"{names[id(self)]}[{i}]!"); keep.append(v)
    return v
_list_attr_splat.__getitem__ = sitem
def siter(self):
    for i in range(len(self)): yield sitem(self, i)
_list_attr_splat.__iter__ = siter

# mutation of containers: written as a new value
def wrap_mut(cls, meth):
    old = getattr(cls, meth)
    def f(self, *a, **k):
        if depth[0] or not in_user(2): return old(self, *a, **k)
        with inner: r = old(self, *a, **k)
        e = containers.get(id(self))
        if e is None: raise Give("mutation of unknown container")
        notes.append(f"mutation {cls.__name__}.{meth} {e.split('.', 1)[-1]}")
        with inner: val = dict(self) if isinstance(self, dict) else list(self)
        lines.append(f"{e} = {conv(val)}"); return r
    setattr(cls, meth, f)
for m in ("append", "extend", "insert", "remove", "reverse", "__setitem__", "__delitem__", "__iadd__", "pop", "clear"):
    if hasattr(wr.PropertyValueList, m): wrap_mut(wr.PropertyValueList, m)
for c in (wr.PropertyValueDict, wr.PropertyValueColumnData):
    for m in ("__setitem__", "update", "__delitem__", "pop"):
        if m in c.__dict__ or c is wr.PropertyValueDict: wrap_mut(c, m)

# methods
def wrap_method(cls, meth, how="call"):
    old = getattr(cls, meth)
    def f(self, *a, **k):
        if depth[0] or not in_user(2): return old(self, *a, **k)
        with inner: r = old(self, *a, **k)
        e = names.get(id(self))
        if e is None: raise Give(f"{meth} on unknown")
        if how == "server": notes.append(f"server {meth}"); return r
        text = f"{e}.{meth}({margs(self, meth, a, k, r)})"
        if isinstance(r, (Model, GlyphAPI)):
            counter[0] += 1; n = f"r{counter[0]}"; names[id(r)] = n; keep.append(r); lines.append(f"const {n} = {text}")
        elif isinstance(r, list) and r and all(isinstance(x, Model) for x in r):
            counter[0] += 1; n = f"r{counter[0]}"; lines.append(f"const {n} = {text}")
            for i, x in enumerate(r): names[id(x)] = f"{n}[{i}]!"; keep.append(x)
        elif isinstance(r, tuple):
            counter[0] += 1; n = f"r{counter[0]}"; lines.append(f"const [{n}] = {text}"); names[id(r[0])] = n; keep.append(r[0])
        else: lines.append(text)
        return r
    setattr(cls, meth, f)
def margs(self, meth, a, k, r):
    a = list(a)
    if meth == "contour" or meth == "hexbin":
        order = ["x", "y", "z", "levels"] if meth == "contour" else ["x", "y", "size"]
        a += [k.pop(n) for n in order[len(a):] if n in k]
    if meth.endswith("_stack"): a += [k.pop("stackers")] if "stackers" in k else []
    if meth in ("select", "select_one") and k: return opts(k)
    if meth == "add_layout" and k: a += [k.pop("place")] if "place" in k else []
    if meth == "add_tile": a += [k.pop("tile_source")] if "tile_source" in k else []
    if meth == "add_tile" and a and not isinstance(a[0], (str, Model)): a[0] = {"url": a[0].build_url(scale_factor="@2x" if k.get("retina") else None), "attribution": a[0].html_attribution, **{n: a[0][n] for n in ("min_zoom", "max_zoom") if n in a[0]}}
    if meth == "js_link": a += [k.pop(n) for n in ("attr", "other", "other_attr", "attr_selector") if n in k]
    if meth == "graph":
        a += [k.pop(n) for n in ("node_source", "edge_source", "layout_provider") if n in k]
    if meth == "add_glyph":
        a += [k.pop(n) for n in ("source_or_glyph", "glyph") if n in k]
    return args(a, k)
GLY = [n for n in dir(GlyphAPI) if n[0] != "_" and callable(getattr(GlyphAPI, n))]
for n in GLY: wrap_method(GlyphAPI, n)
for n in ("add_layout", "add_tools", "remove_tools", "add_glyph", "add_tile", "select_one", "select"): wrap_method(bokeh.models.Plot, n)
for n in ("subplot", "contour", "hexbin", "graph") + tuple(x for x in dir(Figure) if x.endswith("_stack")):
    if n in Figure.__dict__ or hasattr(Figure, n): wrap_method(Figure, n)
for n in ("js_on_change", "js_on_event", "js_link"): wrap_method(Model, n)
for n in ("on_change", "on_event"): wrap_method(Model, n, "server")
from bokeh.models.widgets import buttons as btn
for c in (bokeh.models.AbstractButton, bokeh.models.Button, bokeh.models.Toggle, bokeh.models.Dropdown):
    for n in ("js_on_click", "on_click"):
        if n in c.__dict__: wrap_method(c, n, "call" if n[0] == "j" else "server")
for n in ("js_on_click", "on_click"): wrap_method(bokeh.models.Legend, n, "call" if n[0] == "j" else "server")
wrap_method(bokeh.models.GlyphRenderer, "add_decoration")
for c in (bokeh.models.GlyphRenderer, bokeh.models.ContourRenderer): wrap_method(c, "construct_color_bar") if hasattr(c, "construct_color_bar") else None

ORDER = {"linear_cmap": ["field_name", "palette", "low", "high"], "log_cmap": ["field_name", "palette", "low", "high"], "eqhist_cmap": ["field_name", "palette", "low", "high"], "factor_cmap": ["field_name", "palette", "factors"], "factor_mark": ["field_name", "markers", "factors"], "factor_hatch": ["field_name", "patterns", "factors"], "dodge": ["field_name", "value", "range"], "jitter": ["field_name", "width"], "cumsum": ["field", "include_zero"], "transform": ["field_name", "transform"], "stack": [], "field": ["name"], "value": ["val"], "expr": ["expression"], "gridplot": ["children"], "layout": ["children"], "grid": ["children"], "row": [], "column": []}
def wrap_fn(mod, name, others=()):
    old = getattr(mod, name)
    def f(*a, **k):
        if depth[0] or not in_user(2): return old(*a, **k)
        with inner: r = old(*a, **k)
        a, k = list(a), dict(k)
        if name in ("row", "column") and "children" in k: a.append(k.pop("children"))
        a += [k.pop(n) for n in ORDER[name][len(a):] if n in k]
        pal = name.endswith("_cmap") 
        parts = [conv(x, "palette" if pal and i == 1 else None) for i, x in enumerate(a)]
        if k: parts.append(opts(k))
        used.add(name); text = f"{name}({', '.join(parts)})"
        if isinstance(r, Model):
            counter[0] += 1; n = f"l{counter[0]}"; names[id(r)] = n; keep.append(r); lines.append(f"const {n} = {text}")
        else: names[id(r)] = text; keep.append(r)
        return r
    setattr(mod, name, f)
    for o in others: setattr(o, name, f) if hasattr(o, name) else None
for n in ("row", "column", "layout", "gridplot", "grid"): wrap_fn(bokeh.layouts, n, (bokeh.plotting, bokeh.io))
for n in ("linear_cmap", "log_cmap", "eqhist_cmap", "factor_cmap", "factor_mark", "factor_hatch", "dodge", "jitter", "cumsum", "transform", "stack"): wrap_fn(bokeh.transform, n)
for n in ("field", "value", "expr"): wrap_fn(bokeh.core.properties, n, (bokeh.models, bokeh.plotting))

def show(obj=None, *a, **k):
    with inner:
        objs = obj if isinstance(obj, (list, tuple)) else [obj]
        for o in objs:
            if o is None: continue
            if isinstance(o, Document):
                continue
            if o in doc.roots or o.document is not None: continue
            doc.add_root(o); lines.append(f"doc.add_root({conv(o)})")
def save(obj=None, *a, **k): show(obj); return "x"
for mod in (bokeh.io, bokeh.plotting, bokeh.io.showing, bokeh.io.saving):
    for n, f in (("show", show), ("save", save), ("output_file", lambda *a, **k: None), ("output_notebook", lambda *a, **k: None)):
        if hasattr(mod, n): setattr(mod, n, f)
import bokeh.embed, bokeh.util.browser
def file_html(models, *a, **k): show(models); return ""
def components(models, *a, **k): show(list(models.values()) if isinstance(models, dict) else models); return ("", "")
bokeh.embed.file_html = file_html; bokeh.embed.components = components; bokeh.util.browser.view = lambda *a, **k: None
import bokeh.io.export as ex
for n in ("export_png", "export_svg", "export_svgs"): setattr(ex, n, lambda o, *a, **k: show(o)); setattr(bokeh.io, n, lambda o, *a, **k: show(o))
old_add_root = Document.add_root
def doc_add_root(self, o, *a, **k):
    global doc
    if depth[0] or not in_user(2): return old_add_root(self, o, *a, **k)
    with inner: old_add_root(self, o)
    doc = self; lines.append(f"doc.add_root({conv(o)})")
Document.add_root = doc_add_root
class Cur:
    def __getattr__(self, n): return getattr(doc, n)
    def __setattr__(self, n, v):
        if n == "theme":
            from bokeh.themes import Theme
            with inner: doc.theme = v
            lines.append(f"doc.theme = {js(v) if isinstance(v, str) else 'new Theme({ json: ' + conv(v._json) + ' })'}")
            if not isinstance(v, str): used.add("Theme")
        elif n == "title": doc.title = v; lines.append(f"doc.title = {js(v)}")
        else: setattr(doc, n, v)
    def add_root(self, o): show(o)
    def add_periodic_callback(self, *a): notes.append("server periodic")
    def add_timeout_callback(self, *a): notes.append("server timeout")
    def js_on_event(self, ev, *cbs):
        doc.js_on_event(ev, *cbs); lines.append(f"doc.js_on_event({', '.join(conv(x) for x in (ev, *cbs))})")
cur = Cur()
for mod in (bokeh.io, bokeh.plotting, bokeh.io.doc): setattr(mod, "curdoc", lambda: cur)

src = open(SCRIPT).read()
g = {"__name__": "__main__", "__file__": SCRIPT}
os.chdir(ROOT)
try:
    exec(compile(src, SCRIPT, "exec"), g)
except Give as e: print("GIVE", os.path.basename(SCRIPT), e); sys.exit(3)
except BaseException as e:
    import traceback; tb = traceback.format_exc(limit=-2)
    print("PYFAIL", os.path.basename(SCRIPT), type(e).__name__, str(e)[:150].replace("\n", " ")); sys.exit(4)
depth[0] += 1
if not doc.roots: print("NOROOTS", os.path.basename(SCRIPT)); sys.exit(5)
pd.options.mode.copy_on_write = True
j = json.loads(serialize_json(doc.to_json(deferred=False)))
used |= {n for n in ()}
text = "\n".join("  " + l for l in lines)
imports = sorted(n for n in used if re.search(rf"(?<![\w.$]){re.escape(n)}(?![\w])", text))
open(out_ts, "w").write(f"// {os.path.basename(SCRIPT)}\nimport {{ type Document, {', '.join(imports)} }} from \"bokeh-edge\"\nexport default (doc: Document): void => {{\n{text}\n}}\n")
json.dump(dict(doc=j, notes=notes), open(out_json, "w"))
print("OK", os.path.basename(SCRIPT), len(lines), "lines", ";".join(sorted(set(notes)))[:100])
