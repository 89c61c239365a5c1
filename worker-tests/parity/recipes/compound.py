"""Stacks, hexagonal bins, networks, map tiles: methods that make several models."""

import warnings

import numpy as np
from bokeh.models import ColumnDataSource, EdgesAndLinkedNodes, NodesAndLinkedEdges, StaticLayoutProvider, WMTSTileSource
from bokeh.palettes import Sunset, Viridis256
from bokeh.plotting import figure
from bokeh.util.hex import axial_to_cartesian, cartesian_to_axial, hexbin as bin_hexagons

FRUITS = {"x": [1, 2, 3], "2015": [2, 1, 4], "2016": [5, 3, 4], "2017": [3, 2, 4]}
YEARS = ["2015", "2016", "2017"]
COLORS = ["red", "green", "blue"]
X = np.array([0.1, 0.3, 2, 2.1, 5, 5, 4.8, 7.7])
Y = np.array([-0.1, -0.3, -2, -2.2, -5, -4, -4.5, -1.2])
NODES = {"index": [0, 1, 2], "fill": ["red", "green", "blue"]}
EDGES = {"start": [0, 1], "end": [1, 2]}
LAYOUT = {0: (0, 0), 1: (1, 1), 2: (2, 0)}


def vbar_stack(p):
    p.vbar_stack(YEARS, x="x", width=0.9, color=COLORS, source=ColumnDataSource(FRUITS), legend_label=YEARS)


def hbar_stack(p):
    p.hbar_stack(YEARS, y="x", height=0.9, color=COLORS, source=ColumnDataSource(FRUITS), alpha=0.5)


def varea_stack(p):
    p.varea_stack(YEARS, x="x", color=COLORS, source=ColumnDataSource(FRUITS))


def harea_stack(p):
    p.harea_stack(stackers=YEARS[:2], y="x", fill_color=COLORS[:2], source=ColumnDataSource(FRUITS))


def vline_stack(p):
    p.vline_stack(YEARS, x="x", color=COLORS, source=ColumnDataSource(FRUITS))


def hline_stack(p):
    p.hline_stack(YEARS, y="x", line_width=3, source=ColumnDataSource(FRUITS))


def hexbin(p):
    p.hexbin(X, Y, size=1, hover_color="pink", hover_alpha=0.8)


def hexbin_all_round(p):
    p.hexbin(X - 3, Y + 2, size=1)
    p.hexbin(300 * (X - 3), 300 * (Y + 2), size=1)


def hexbin_flat(p):
    p.hexbin(X, 8 * Y, 0.7, orientation="flattop", palette=["white", "red"], line_color="gray", aspect_scale=2)


def hexbin_by_hand(p):
    bins = bin_hexagons(X, Y, 1)
    p.hex_tile(q=bins.q, r=bins.r, size=1, fill_alpha=[n / 4 for n in bins.counts])
    q, r = cartesian_to_axial(np.array([3.3]), np.array([-7.7]), 1, "flattop")
    x, y = axial_to_cartesian(q, r, 1, "flattop")
    p.scatter(x, y)


def graph(p):
    p.graph(
        ColumnDataSource(NODES), ColumnDataSource(EDGES), StaticLayoutProvider(graph_layout=LAYOUT),
        node_size=20, node_fill_color="fill", edge_line_width=3, edge_color="gray", name="net",
    )


def graph_variants(p):
    p.graph(
        NODES, EDGES, StaticLayoutProvider(graph_layout=LAYOUT),
        node_radius=0.1, node_hover_fill_color="pink", node_selection_color="red", node_nonselection_alpha=0.5,
        edge_hover_line_width=5, edge_selection_line_color="red", edge_muted_alpha=0.3, edge_line_dash="dotted",
        selection_policy=NodesAndLinkedEdges(), inspection_policy=EdgesAndLinkedNodes(),
    )


def graph_markers(p):
    p.graph(NODES, EDGES, StaticLayoutProvider(graph_layout=LAYOUT), node_marker="square", node_line_color=None)


def tiles_by_name():
    p = figure(x_range=(-2000000, 6000000), y_range=(-1000000, 7000000), x_axis_type="mercator", y_axis_type="mercator")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        p.add_tile("CartoDB Positron", retina=True)
        p.add_tile("cartodb_dark_matter", alpha=0.5)
    p.add_tile("OSM")
    p.add_tile("Esri.WorldImagery", level="underlay")
    p.add_tile("OpenTopoMap")
    return p


def tiles_of_source(p):
    p.add_tile(WMTSTileSource(url="https://tiles.example.org/{Z}/{X}/{Y}.png", attribution="example"), visible=False)


# A hill and a pit: 31 columns and 21 rows, in steps: the last digit of exp() is not the same everywhere.
ACROSS = np.arange(31) / 5 - 3
UP = np.arange(21) / 5 - 2
GRID_X, GRID_Y = np.meshgrid(ACROSS, UP)
HEIGHTS = 2 * np.exp(-((GRID_X - 1) ** 2) - GRID_Y**2) - np.exp(-((GRID_X + 1) ** 2) - GRID_Y**2)
HILLS = np.round(HEIGHTS * 1024) / 1024
LEVELS = [-0.9, -0.5, -0.1, 0.1, 0.5, 0.9, 1.3]


def contour(p):
    contours = p.contour(ACROSS, UP, HILLS, LEVELS, fill_color=Viridis256, line_color="black")
    p.add_layout(contours.construct_color_bar(title="Height"), "right")


def contour_looks(p):
    p.contour(
        x=GRID_X + np.arange(21)[:, None] / 20,
        y=GRID_Y,
        z=HILLS,
        levels=LEVELS,
        fill_color=Sunset,
        fill_alpha=[0.2, 0.3, 0.4, 0.6, 0.8, 1],
        hatch_pattern=["x", " ", " ", " ", ".", " "],
        hatch_color="gray",
        line_color=["red", "blue"],
        line_width=[1, 1, 2, 2, 3, 3, 4],
    )


def contour_lines_alone(p):
    z = HILLS.copy()
    z[13:, 21:] = np.nan
    p.contour(z=z, levels=LEVELS, line_color="navy", line_width=2, line_dash="dashed")


def contour_of_ring(p):
    z = np.hypot(GRID_X, GRID_Y) + 0.001
    p.contour(ACROSS, UP, z, [1, 1.5, 2, 4], fill_color=["red", "green", "blue"])
