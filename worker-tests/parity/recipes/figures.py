"""What figure() takes beside axes and tools; visuals in all their forms; legends; add_layout."""

from bokeh.core.properties import expr, field, value
from bokeh.models import BoxAnnotation, ColumnDataSource, Label, Legend, LegendItem, Line, Stack, Title, Toolbar
from bokeh.plotting import figure

DATA = {"x": [1, 2, 3], "y": [3, 1, 2], "kind": ["b", "a", "b"], "color": ["red", "green", "blue"], "size": [5, 9, 7]}


def options():
    return figure(
        title="Title", width=500, height=300, background_fill_color="#fafafa", border_fill_alpha=0.5,
        outline_line_color=None, min_border=10, min_border_left=50, match_aspect=True, output_backend="webgl",
        toolbar_location="below", toolbar_sticky=False, name="plot", tags=["t", 1], lod_threshold=None,
    )


def options_of_layout():
    return figure(sizing_mode="stretch_width", max_width=800, aspect_ratio=2, margin=(1, 2, 3, 4), visible=False)


def frame_size():
    return figure(frame_width=200, frame_height=100, styles={"border": "1px solid red"}, css_classes=["own"])


def title_model():
    p = figure(title=Title(text="own", align="center"), title_location="left")
    p.title.text_color = "red"
    p.add_layout(Title(text="below"), "below")
    return p


def toolbar_model():
    return figure(toolbar=Toolbar(logo="grey"), tools="pan")


def title_set(p):
    p.title = "later"
    p.title.text_font_size = "25px"


def color_and_alpha(p):
    p.scatter([1, 2], [1, 2], color="red", alpha=0.5)
    p.rect([1], [1], 1, 1, color="red", line_color="blue", alpha=0.5, fill_alpha=0.2)
    p.text([1], [1], ["t"], color="red", alpha=0.5)


def no_color(p):
    p.scatter([1, 2], [1, 2], color=None)
    p.vbar([1], 1, 1, fill_color=None, line_color="black")


def colors_of_many_kinds(p):
    p.scatter([1], [1], color=(255, 0, 0))
    p.scatter([1], [1], color=(255, 0, 0, 0.5))
    p.scatter([1], [1], color="#FF000080")
    p.scatter([1], [1], fill_color="rgb(1, 2, 3)", line_color="hsl(30, 100%, 50%)")
    p.scatter([1, 2], [1, 2], color=[(1, 2, 3), "navy"])


def variants(p):
    p.scatter(
        [1, 2], [1, 2], color="red", selection_color="green", nonselection_fill_alpha=0.3,
        nonselection_line_color="gray", hover_fill_color="yellow", hover_alpha=0.9, muted_color="silver",
        muted_alpha=0.1, selection_line_width=3, muted=True,
    )


def columns(p):
    source = ColumnDataSource(DATA)
    p.scatter("x", "y", size="size", color="color", source=source)
    p.line(x="x", y="y", source=source, name="line", visible=False, level="underlay")


def columns_of_dict(p):
    p.vbar(x="x", top="y", width=0.9, fill_color="color", source=DATA)


def specs(p):
    source = ColumnDataSource(DATA)
    p.scatter(x=field("x"), y=expr(Stack(fields=["x", "y"])), size=value(9), marker=value("square"), source=source)
    p.text(x="x", y="y", text=value("x"), text_font=value("serif"), source=source)
    p.text(x="x", y="y", text="kind", text_font_style="bold", text_baseline="middle", source=source)


def legend_label(p):
    p.line([1, 2], [1, 2], legend_label="a")
    p.scatter([1, 2], [1, 2], legend_label="a")
    p.scatter([1, 2], [2, 1], legend_label="b")
    p.legend.location = "top_left"
    p.legend.click_policy = "mute"
    p.legend.title = "legend"
    p.legend.orientation = "horizontal"


def legend_field(p):
    p.scatter("x", "y", color="color", legend_field="kind", source=ColumnDataSource(DATA))


def legend_group(p):
    p.scatter("x", "y", color="color", legend_group="kind", source=ColumnDataSource(DATA))


def legend_named(p):
    p.add_layout(Legend(name="one"), "right")
    p.add_layout(Legend(name="two", ncols=2), "below")
    p.line([1, 2], [1, 2], legend_label="a", legend_name="one")
    p.line([1, 2], [2, 1], legend_label="b", legend_name="two")


def legend_by_hand(p):
    one, two = p.line([1, 2], [1, 2]), p.line([1, 2], [2, 1])
    p.add_layout(Legend(items=[("one", [one]), ("both", [one, two])], location=(0, -60)), "right")
    p.add_layout(Legend(items=[LegendItem(label="two", renderers=[two], index=0)]))


def legend_moved(p):
    p.line([1, 2], [1, 2], legend_label="a")
    p.add_layout(p.legend[0], "right")


def glyph_by_hand(p):
    p.add_glyph(ColumnDataSource(DATA), Line(x="x", y="y", line_width=3), name="line")
    p.add_glyph(Line())


def layout_places(p):
    p.add_layout(Label(x=10, y=10, x_units="screen", y_units="screen", text="label"))
    p.add_layout(BoxAnnotation(left=1, right=2, fill_alpha=0.1), "center")
