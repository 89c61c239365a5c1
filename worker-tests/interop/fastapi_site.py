"""A FastAPI site: fastapi_site.py SERVER. Each way of embedding is a page."""

import sys

import uvicorn
from embeddings import EMBEDDINGS, head
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

(server,) = sys.argv[1:]
app = FastAPI()


@app.get("/")
def index() -> str:
    return "FastAPI"


@app.get("/{case}", response_class=HTMLResponse)
def page(case: str) -> str:
    """Runs in a thread, as FastAPI runs functions that are not async, since bokeh.client blocks."""
    icon = '<link rel="icon" href="data:,">'
    top = f"<!DOCTYPE html><html><head><title>A FastAPI page</title>{icon}{head(case)}</head>"
    return f"{top}<body><h1>{case}</h1>{EMBEDDINGS[case](server)}</body></html>"


config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning")
listening = config.bind_socket()
print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
uvicorn.Server(config).run(sockets=[listening])
