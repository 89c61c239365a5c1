"""The samples of docs/embedding.md as sites: docs_site.py SERVER FRAMEWORK. The parts that samples leave out are here."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

server, framework = sys.argv[1].split("#")
TEXT = (Path(__file__).parents[2] / "docs/embedding.md").read_text()


def sample(language: str, words: str) -> str:
    """The code block that contains the words, with the tested server's URL in place of its own."""
    blocks = re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
    (found,) = [block for block in blocks if words in block]
    return found.replace("https://apps.example.org", server)


def run(code: str) -> dict:
    names = {"__name__": "sample"}
    exec(code, names)  # noqa: S102
    return names


templates = Path(mkdtemp()) / "templates"
templates.mkdir()
(templates / "page.html").write_text(sample("html", "script|safe"))


def serve_django() -> None:
    from django.conf import settings
    from django.core.management import execute_from_command_line
    from django.http import HttpRequest, HttpResponse
    from django.urls import path

    def with_user(get_response: Callable) -> Callable:
        def middleware(request: HttpRequest) -> HttpResponse:
            request.user = "Ada"
            return get_response(request)

        return middleware

    globals()["with_user"] = with_user
    settings.configure(
        DEBUG=True,
        SECRET_KEY="of the site's own",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[f"{__name__}.with_user"],
        TEMPLATES=[
            {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [templates]}
        ],
    )
    views = run(sample("python", "from django"))
    globals()["urlpatterns"] = [
        path("", lambda _request: HttpResponse("Django")),
        path("dashboard", views["dashboard"]),
        path("prepared", views["prepared"]),
    ]
    execute_from_command_line(["docs_site.py", "runserver", "--noreload", "127.0.0.1:0"])


def serve_flask() -> None:
    from werkzeug.serving import make_server

    app = run(sample("python", "from flask"))["app"]
    app.jinja_loader.searchpath.append(str(templates))
    site = make_server("127.0.0.1", 0, app, threaded=True)
    print(f"http://127.0.0.1:{site.server_port}", flush=True)
    site.serve_forever()


def serve_fastapi() -> None:
    import uvicorn

    app = run(sample("python", "from fastapi"))["app"]
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning")
    listening = config.bind_socket()
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    uvicorn.Server(config).run(sockets=[listening])


{"django": serve_django, "flask": serve_flask, "fastapi": serve_fastapi}[framework]()
