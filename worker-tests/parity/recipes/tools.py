"""Tools by name and as models, the active ones, tooltips."""

from bokeh.models import BoxSelectTool, CrosshairTool, HoverTool, PanTool, Span, TapTool, WheelZoomTool
from bokeh.plotting import figure

EDIT = "box_edit,point_draw,poly_draw,poly_edit,freehand_draw"


def without():
    return figure()


def none():
    return figure(tools="", toolbar_location=None)


def names():
    return figure(tools="pan, xpan,ypan,wheel_zoom,xwheel_zoom,ywheel_zoom,xwheel_pan,ywheel_pan")


def names_of_zooms():
    return figure(tools="box_zoom,xbox_zoom,ybox_zoom,auto_box_zoom,zoom_in,xzoom_in,yzoom_in,zoom_out,xzoom_out,yzoom_out")


def names_of_selections():
    return figure(tools="tap,doubletap,click,box_select,xbox_select,ybox_select,poly_select,lasso_select")


def names_of_actions():
    return figure(tools="save,copy,undo,redo,reset,help,examine,fullscreen,crosshair,xcrosshair,ycrosshair,hover")


def names_of_pans():
    return figure(tools="pan_left,pan_right,pan_up,pan_down,pan_west,pan_east,pan_north,pan_south")


def names_of_edits():
    return figure(tools=EDIT)


def listed():
    return figure(tools=["pan", WheelZoomTool(dimensions="width"), "reset,save", TapTool()])


def active_by_name():
    return figure(
        tools="pan,wheel_zoom,box_select,tap,hover",
        active_drag="box_select", active_scroll="wheel_zoom", active_tap="tap", active_inspect="hover",
    )


def active_models():
    pan, hover = PanTool(), HoverTool()
    return figure(tools=[pan, hover, BoxSelectTool()], active_drag=pan, active_inspect=[hover])


def active_none():
    return figure(active_drag=None, active_scroll=None, active_tap=None, active_inspect=None, active_multi="auto")


def tooltips():
    return figure(tooltips=[("x", "$x{0.0}"), ("name", "@name")])


def tooltips_text():
    return figure(tools="hover,pan", tooltips="<b>@name</b>")


def added(p):
    hover = HoverTool(tooltips=None, mode="vline", point_policy="follow_mouse", formatters={"@d": "datetime"})
    width = Span(dimension="width", line_dash="dashed")
    p.add_tools(hover, CrosshairTool(overlay=[width, Span(dimension="height")]))
    p.add_tools("lasso_select")
    p.toolbar.active_drag = p.select_one(PanTool)
    p.toolbar.logo = None
    p.toolbar.autohide = True


def hover_setters():
    p = figure(tools="hover,pan")
    p.hover.tooltips = [("a", "@a")]
    p.hover.mode = "hline"
    return p


def hover_some_renderers(p):
    line = p.line([1, 2], [1, 2])
    p.scatter([1, 2], [1, 2])
    p.add_tools(HoverTool(renderers=[line], attachment="above"))
