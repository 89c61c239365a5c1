"""The cost of the temperature app's document in Python. Usage: WEATHER_CSV=weather.csv python documents.py"""

import gc
import json
import statistics
import time
import tracemalloc

from bokeh.core.json_encoder import serialize_json
from bokeh.document import Document
from temperature import temperature

ROUNDS = 100
KEPT = 50


def build() -> Document:
    doc = Document()
    temperature(doc)
    return doc


builds, encodes = [], []
for _ in range(ROUNDS):
    start = time.perf_counter()
    doc = build()
    built = time.perf_counter()
    serialize_json(doc.to_json().content)
    encodes.append(time.perf_counter() - built)
    builds.append(built - start)

gc.collect()
tracemalloc.start()
kept = [build() for _ in range(KEPT)]
gc.collect()
used, _ = tracemalloc.get_traced_memory()

print(json.dumps({
    "buildMs": statistics.median(builds) * 1000,
    "encodeMs": statistics.median(encodes) * 1000,
    "kilobytes": used / KEPT / 1024,
}))
