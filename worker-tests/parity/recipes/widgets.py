"""Every widget."""

from datetime import date, datetime, time

from bokeh import models as m


def button():
    return m.Button(label="Go", button_type="success", icon=m.BuiltinIcon("settings", size="1.2em", color="red"))


def toggle():
    return m.Toggle(label="On", active=True, disabled=True)


def dropdown():
    return m.Dropdown(label="Menu", menu=[("One", "one"), None, ("Two", "two")], split=True)


def help_button():
    return m.HelpButton(tooltip=m.Tooltip(content="help", position="right"))


def checkbox_group():
    return m.CheckboxGroup(labels=["a", "b"], active=[0, 1], inline=True)


def radio_group():
    return m.RadioGroup(labels=["a", "b"], active=1)


def checkbox_button_group():
    return m.CheckboxButtonGroup(labels=["a", "b"], active=[1], orientation="vertical")


def radio_button_group():
    return m.RadioButtonGroup(labels=["a", "b"], active=0, button_type="primary")


def checkbox():
    return m.Checkbox(label="check", active=True)


def switch_():
    return m.Switch(active=True, label="switch", width=50)


def progress():
    return m.Progress(value=30, max=200, label="@{value}")


def file_input():
    return m.FileInput(accept=".csv,.json", multiple=True, title="file")


def numeric_input():
    return m.NumericInput(value=1.5, low=0, high=10, mode="float", format="0.00", title="number")


def spinner():
    return m.Spinner(value=3, low=1, high=40, step=0.5, title="size", wheel_wait=50)


def text_input():
    return m.TextInput(value="text", title="text", placeholder="here", prefix="$", suffix="!", max_length=9)


def text_area_input():
    return m.TextAreaInput(value="text", rows=6, cols=30, title="area")


def password_input():
    return m.PasswordInput(placeholder="secret")


def autocomplete_input():
    return m.AutocompleteInput(
        completions=["one", "two"], min_characters=1, case_sensitive=False, restrict=False, search_strategy="includes",
    )


def select():
    return m.Select(title="pick", value="b", options=["a", "b"])


def select_pairs():
    return m.Select(value="1", options=[("1", "one"), ("2", "two")])


def select_groups():
    return m.Select(value="a", options={"letters": ["a", "b"], "digits": [("1", "one")]})


def multi_select():
    return m.MultiSelect(value=["a"], options=["a", ("b", "B")], size=5)


def multi_choice():
    return m.MultiChoice(value=["a"], options=["a", "b"], max_items=2, delete_button=False, placeholder="any")


def color_picker():
    return m.ColorPicker(color="#00ff00", title="color")


def palette_select():
    return m.PaletteSelect(value="YlGn", items=[("YlGn", ["#31a354", "#addd8e"]), ("Two", ["red", "blue"])], ncols=2)


def div():
    return m.Div(text="<i>i</i>", render_as_text=True, disable_math=True)


def paragraph():
    return m.Paragraph(text="paragraph", styles={"font-size": "200%"}, stylesheets=[":host { color: red; }"])


def pre_text():
    return m.PreText(text="  pre", width=100)


def markdown():
    return m.Markdown(text="*md*")


def slider():
    return m.Slider(start=0, end=10, value=1, step=0.1, title="slider", format="0.0", bar_color="red", show_value=False)


def slider_vertical():
    return m.Slider(start=0, end=10, value=1, orientation="vertical", direction="rtl", tooltips=False)


def range_slider():
    return m.RangeSlider(start=0, end=10, value=(1, 9), step=0.5, title="range")


def categorical_slider():
    return m.CategoricalSlider(categories=["a", "b", "c"], value="b")


def date_slider():
    return m.DateSlider(start=date(2024, 1, 1), end=date(2024, 12, 31), value=date(2024, 3, 1), step=7)


def date_range_slider():
    return m.DateRangeSlider(
        start=date(2024, 1, 1), end=date(2024, 12, 31), value=(date(2024, 3, 1), date(2024, 4, 1)),
    )


def datetime_range_slider():
    return m.DatetimeRangeSlider(
        start=datetime(2024, 1, 1), end=datetime(2024, 1, 2), value=(datetime(2024, 1, 1, 6), datetime(2024, 1, 1, 12)),
    )


def date_picker():
    return m.DatePicker(value="2024-02-29", min_date="2024-01-01", disabled_dates=["2024-02-01"], title="date")


def date_range_picker():
    return m.DateRangePicker(value=("2024-02-01", "2024-02-29"), date_format="d. m. Y")


def multiple_date_picker():
    return m.MultipleDatePicker(value=["2024-02-01", "2024-02-29"], separator=";")


def datetime_picker():
    return m.DatetimePicker(value="2024-02-29T12:30:00", seconds=True, clock="12h")


def datetime_range_picker():
    return m.DatetimeRangePicker(value=("2024-02-01T01:00:00", "2024-02-29T02:00:00"))


def multiple_datetime_picker():
    return m.MultipleDatetimePicker(value=["2024-02-01T01:00:00"], inline=True)


def time_picker():
    return m.TimePicker(value=time(12, 30), min_time="06:00:00", minute_increment=5)


def tooltip_and_menu():
    return [
        m.Tooltip(content="tip", position="top_center", target=m.Div(text="t"), visible=True),
        m.Dialog(title="dialog", content=m.Div(text="inside")),
        m.Menu(items=[m.MenuItem(label="one", disabled=True), None]),
    ]
