"""Prints the results of Python's palette functions."""

import json

from bokeh import palettes as p

print(json.dumps({
    "linear": [p.plasma(n) for n in (1, 2, 7, 100, 255)],
    "diverging": [p.diverging_palette(p.Reds9, p.Blues9, n) for n in (2, 6, 18)],
    "uneven": p.diverging_palette(p.Reds256, p.Blues256, 20, 0.3),
    "interp": [p.interp_palette(p.Spectral11, n) for n in (1, 2, 10, 33)],
    "alpha": p.interp_palette(["red", "#00ff0080", "#12345600"], 17),
    "varying": [
        p.varying_alpha_palette("navy"),
        p.varying_alpha_palette("#ff8800aa", 7, 200, 10),
        p.varying_alpha_palette("teal", 5, 10, 200),
    ],
}))
