"""A Django site with Channels, served by Daphne: channels_site.py SERVER. Each way of embedding is a page."""

import socket
import sys

import django
from django.conf import settings

(server,) = sys.argv[1:]
settings.configure(
    DEBUG=True,
    SECRET_KEY="of the site's own",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["daphne", "channels"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)
django.setup()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402 -- they need the settings
from daphne.endpoints import build_endpoint_description_strings  # noqa: E402
from daphne.server import Server  # noqa: E402
from django.core.asgi import get_asgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402
from embeddings import EMBEDDINGS, head  # noqa: E402

PAGE = """<!DOCTYPE html>
<html>
  <head><title>A Channels page</title><link rel="icon" href="data:,">{{ head|safe }}</head>
  <body><h1>{{ case }}</h1>{{ script|safe }}</body>
</html>"""


def page(request: HttpRequest, case: str) -> HttpResponse:
    template = engines["django"].from_string(PAGE)
    script = EMBEDDINGS[case](server)
    return HttpResponse(template.render({"case": case, "script": script, "head": head(case)}, request))


def index(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("Channels")


urlpatterns = [path("", index), path("<slug:case>", page)]
application = ProtocolTypeRouter({"http": get_asgi_application(), "websocket": URLRouter([])})
listening = socket.create_server(("127.0.0.1", 0))
print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
Server(application, endpoints=build_endpoint_description_strings(file_descriptor=listening.fileno())).run()
