"""First plots: lines, bars, areas, markers, patches, images, text, as the first chapters of Bokeh's user guide have them."""

import numpy as np
from bokeh.layouts import column, gridplot, row
from bokeh.models import ColumnDataSource, Range1d, Span
from bokeh.palettes import Category10, Spectral6, Viridis256, brewer
from bokeh.plotting import figure
from bokeh.transform import factor_cmap, linear_cmap


def several_lines():
    x = [1, 2, 3, 4, 5]
    ys = {"A": [6, 7, 2, 4, 5], "B": [2, 3, 4, 5, 6], "C": [4, 5, 5, 7, 2]}
    p = figure(title="Several lines", x_axis_label="x", y_axis_label="y", width=400, height=300)
    for (name, y), color in zip(ys.items(), Category10[3]):
        p.line(x, y, legend_label=name, color=color, line_width=2)
    p.scatter(x, ys["C"], legend_label="C", size=8, fill_color="white", line_color=Category10[3][2])
    p.legend.location = "top_left"
    p.legend.click_policy = "hide"
    p.y_range.start = 0
    return p


def step_line():
    p = figure(width=400, height=300)
    p.step([1, 2, 3, 4, 5], [6, 7, 2, 4, 5], line_width=2, mode="center")
    p.xgrid.grid_line_color = None
    p.ygrid.band_fill_alpha = 0.1
    p.ygrid.band_fill_color = "navy"
    return p


def gaps_in_lines():
    nan = float("nan")
    p = figure(width=400, height=300)
    p.line([1, 2, 3, nan, 4, 5], [6, 7, 2, 4, 4, 5], line_width=2, line_dash="dashed")
    p.multi_line([[1, 3, 2], [3, 4, 6, 6]], [[2, 1, 4], [4, 7, 8, 5]], color=["firebrick", "navy"], alpha=[0.8, 0.3], line_width=4)
    p.patches([[1, 3, 2], [3, 4, 6, nan, 6, 6, 4]], [[2, 1, 4], [4, 7, 8, nan, 5, 3, 1]], fill_alpha=0.3)
    return p


def stacked_lines():
    source = ColumnDataSource(data=dict(x=[1, 2, 3, 4, 5], y1=[1, 2, 4, 3, 4], y2=[1, 4, 2, 2, 3]))
    p = figure(width=400, height=300)
    p.vline_stack(["y1", "y2"], x="x", source=source, line_width=3, color=["red", "blue"], legend_label=["one", "two"])
    return p


def stacked_bars():
    fruits = ["Apples", "Pears", "Plums"]
    years = ["2015", "2016", "2017"]
    exports = {"fruits": fruits, "2015": [2, 1, 4], "2016": [5, 3, 4], "2017": [3, 2, 4]}
    imports = {"fruits": fruits, "2015": [-1, 0, -1], "2016": [-2, -1, -3], "2017": [-1, -2, -1]}
    p = figure(y_range=fruits, height=250, x_range=(-16, 16), title="Imports and exports", toolbar_location=None)
    p.hbar_stack(years, y="fruits", height=0.9, color=brewer["GnBu"][3], source=ColumnDataSource(exports),
                 legend_label=[f"{year} exports" for year in years])
    p.hbar_stack(years, y="fruits", height=0.9, color=brewer["OrRd"][3], source=ColumnDataSource(imports),
                 legend_label=[f"{year} imports" for year in years])
    p.y_range.range_padding = 0.1
    p.ygrid.grid_line_color = None
    p.legend.location = "center_left"
    p.axis.minor_tick_line_color = None
    p.outline_line_color = None
    return p


def stacked_areas():
    n = 10
    columns = {f"y{i}": [(i * 37 + k * 13) % 50 + 10 for k in range(n)] for i in range(5)}
    columns["index"] = list(range(n))
    names = [f"y{i}" for i in range(5)]
    p = figure(x_range=(0, n - 1), y_range=(0, 300), width=500, height=300)
    p.grid.minor_grid_line_color = "#eeeeee"
    p.varea_stack(stackers=names, x="index", color=brewer["Spectral"][5], legend_label=names, source=columns)
    p.legend.orientation = "horizontal"
    p.legend.background_fill_color = "#fafafa"
    return p


def areas():
    p = figure(width=300, height=300)
    p.varea(x=[1, 2, 3, 4, 5], y1=[2, 6, 4, 3, 5], y2=[1, 4, 2, 2, 3], alpha=0.5, hatch_pattern="dot")
    p.harea(x1=[0, 1], x2=[2, 3], y=[6, 8], fill_color="orange")
    p.varea_step([1, 2, 3], [0, 1, 0], [-1, -2, -1], step_mode="before")
    return p


def colored_markers():
    x = [(i * 37) % 100 for i in range(40)]
    y = [(i * 61) % 100 for i in range(40)]
    radii = [1 + (i % 5) * 0.5 for i in range(40)]
    colors = np.array([(int(r), int(g), 150) for r, g in zip(50 + 2 * np.array(x), 30 + 2 * np.array(y))], dtype="uint8")
    p = figure(tools="hover,crosshair,pan,wheel_zoom,box_select,lasso_select,reset", match_aspect=True, width=400, height=400)
    p.circle(x, y, radius=radii, fill_color=[f"#{r:02x}{g:02x}{b:02x}" for r, g, b in colors.tolist()], fill_alpha=0.6, line_color=None)
    return p


def markers_by_column():
    source = ColumnDataSource(dict(x=[1, 2, 3], y=[3, 1, 2], m=["circle", "square", "triangle"], s=[8, 12, 20], a=[0, 0.5, 1]))
    p = figure(width=300, height=300)
    p.scatter("x", "y", marker="m", size="s", angle="a", source=source, color=linear_cmap("y", Viridis256, 1, 3))
    p.scatter(x=[1, 2], y=[2, 2], marker="star", size=20, color="#DF2020", alpha=[0.3, 1.0])
    return p


def rectangles():
    p = figure(width=400, height=300)
    p.quad(top=[2, 3, 4], bottom=[1, 2, 3], left=[1, 2, 3], right=[1.2, 2.5, 3.7], color="#B3DE69")
    p.rect(x=[1, 2, 3], y=[1, 2, 3], width=0.2, height=40, color="#CAB2D6", angle=np.pi / 3, height_units="screen")
    p.block(x=[3], y=[1], width=0.5, height=1, hatch_pattern="diagonal_cross")
    p.ellipse(x=[1, 2], y=[3, 3], width=[0.2, 0.4], height=0.3, color="#386CB0", fill_alpha=0.5)
    return p


def wedges():
    p = figure(width=300, height=300, x_range=(0, 4), y_range=(0, 4))
    p.wedge(x=[1, 2, 3], y=[1, 2, 3], radius=0.3, start_angle=0.4, end_angle=4.8, color="firebrick", alpha=0.6, direction="clock")
    p.annular_wedge(x=[1, 2, 3], y=[3, 1, 2], inner_radius=0.1, outer_radius=0.25, start_angle=10, end_angle=100,
                    start_angle_units="deg", end_angle_units="deg", color="green")
    p.arc(x=1, y=2, radius=15, radius_units="screen", start_angle=0, end_angle=3)
    p.annulus([2], [3], inner_radius=0.2, outer_radius=0.4, line_color="black")
    return p


def segments_and_curves():
    p = figure(width=300, height=300)
    p.segment(x0=[1, 2, 3], y0=[1, 2, 3], x1=[1.2, 2.4, 3.1], y1=[1.2, 2.5, 3.7], color="#F4A582", line_width=3)
    p.ray(x=[1, 2, 3], y=[1, 2, 3], length=45, angle=[30, 45, 60], angle_units="deg", length_units="screen", line_width=2)
    p.bezier(x0=[1], y0=[1], x1=[3], y1=[3], cx0=[1], cy0=[3], cx1=[3], cy1=[1], line_color="purple")
    p.quadratic([1], [3], [3], [1], [2], [4])
    return p


def polygons_with_holes():
    p = figure(width=300, height=300)
    p.multi_polygons(
        xs=[[[[1, 2, 2, 1], [1.2, 1.6, 1.6], [1.8, 1.8, 1.6]], [[3, 3, 4]]], [[[1, 2, 2, 1], [1.3, 1.3, 1.7, 1.7]]]],
        ys=[[[[4, 4, 5, 5], [4.2, 4.2, 4.6], [4.8, 4.4, 4.8]], [[1, 3, 1]]], [[[1, 1, 2, 2], [1.3, 1.7, 1.7, 1.3]]]],
        color=["blue", "red"],
    )
    return p


def an_image():
    n = 10
    d = np.array([[(x * y) % 7 for x in range(n)] for y in range(n)], dtype="float64")
    p = figure(width=400, height=400, tooltips=[("x", "$x"), ("y", "$y"), ("value", "@image")])
    p.x_range.range_padding = p.y_range.range_padding = 0
    p.image(image=[d], x=0, y=0, dw=10, dh=10, palette="Sunset11", level="image")
    p.grid.grid_line_width = 0.5
    return p


def an_rgba_image():
    n = 20
    img = np.zeros((n, n), dtype=np.uint32)
    view = img.view(dtype=np.uint8).reshape((n, n, 4))
    for i in range(n):
        for j in range(n):
            view[i, j] = [i * 12, 158, j * 12, 255]
    p = figure(width=300, height=300)
    p.x_range.range_padding = p.y_range.range_padding = 0
    p.image_rgba(image=[img], x=0, y=0, dw=10, dh=10)
    return p


def words():
    p = figure(width=300, height=300, x_range=(0, 4), y_range=(0, 4))
    p.text(x=[1, 2, 3], y=[1, 2, 3], text=["one", "two", "three"], text_baseline="middle", text_align="center",
           text_font_size="20px", text_font_style="bold", text_color=["red", "green", "blue"], angle=0.3)
    p.text([1], [3], text=["with a box"], background_fill_color="#ddd", padding=5, border_radius=3, x_offset=4)
    return p


def bars_of_counts():
    counts = [5, 3, 4, 2, 4, 6]
    fruits = ["Apples", "Pears", "Nectarines", "Plums", "Grapes", "Strawberries"]
    source = ColumnDataSource(data=dict(fruits=fruits, counts=counts, color=Spectral6))
    p = figure(x_range=sorted(fruits, key=lambda x: counts[fruits.index(x)]), y_range=(0, 9), height=350, title="Fruit counts",
               toolbar_location=None, tools="")
    p.vbar(x="fruits", top="counts", width=0.9, color="color", legend_field="fruits", source=source)
    p.xgrid.grid_line_color = None
    p.legend.orientation = "horizontal"
    p.legend.location = "top_center"
    p.xaxis.major_label_orientation = 1.2
    return p


def bars_by_factor():
    fruits = ["Apples", "Pears"]
    source = ColumnDataSource(data={"fruits": fruits, "counts": [5, 3]})
    p = figure(x_range=fruits, height=350)
    p.vbar(x="fruits", top="counts", width=0.9, source=source, legend_group="fruits", line_color="white",
           fill_color=factor_cmap("fruits", palette=Spectral6, factors=fruits))
    p.y_range.start = 0
    return p


def linked_panning():
    x = list(range(11))
    s1 = figure(width=250, height=250, title=None)
    s1.scatter(x, x, size=10, color="navy", alpha=0.5)
    s2 = figure(width=250, height=250, x_range=s1.x_range, y_range=s1.y_range, title=None)
    s2.scatter(x, [10 - i for i in x], marker="triangle", size=10, color="firebrick", alpha=0.5)
    s3 = figure(width=250, height=250, x_range=s1.x_range, title=None)
    s3.scatter(x, [abs(i - 5) for i in x], marker="square", size=10, color="olive", alpha=0.5)
    return gridplot([[s1, s2, s3]], toolbar_location=None)


def linked_brushing():
    source = ColumnDataSource(data=dict(x=list(range(-20, 21)), y0=[abs(i) for i in range(-20, 21)], y1=[i * i for i in range(-20, 21)]))
    tools = "box_select,lasso_select,help"
    left = figure(tools=tools, width=300, height=300, title=None)
    left.scatter("x", "y0", source=source, hover_color="firebrick", nonselection_fill_alpha=0.1)
    right = figure(tools=tools, width=300, height=300, title=None)
    right.scatter("x", "y1", source=source, selection_color="orange")
    source.selected.indices = [1, 2]
    return gridplot([[left, right]])


def side_by_side():
    x = [1, 2, 3]
    plots = []
    for color, marker in [("#53777a", "circle"), ("#c02942", "triangle"), ("#d95b43", "square")]:
        s = figure(width=250, height=250, background_fill_color="#fafafa")
        s.scatter(x, x, size=12, alpha=0.8, color=color, marker=marker)
        plots.append(s)
    return row(column(*plots[:2]), plots[2])


def own_ranges():
    p = figure(width=400, height=300, x_range=(0, 20), y_range=Range1d(0, 30, bounds=(-5, 40)))
    p.scatter([3, 7, 8, 5, 6, 9, 11], [14, 5, 13, 15, 8, 9, 3], size=[10, 11, 12, 13, 14, 15, 16])
    p.x_range.bounds = "auto"
    p.x_range.end = 15
    p.add_layout(Span(location=10, dimension="width", line_dash="dotted", line_width=2))
    return p
