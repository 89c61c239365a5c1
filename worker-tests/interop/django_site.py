"""A Django site: django_site.py SERVER. Each way of embedding is a page."""

import sys

import django
from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from embeddings import EMBEDDINGS, head

(server,) = sys.argv[1:]
settings.configure(
    DEBUG=True,
    SECRET_KEY="of the site's own",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)

PAGE = """<!DOCTYPE html>
<html>
  <head><title>A Django page</title><link rel="icon" href="data:,">{{ head|safe }}</head>
  <body><h1>{{ case }}</h1>{{ script|safe }}</body>
</html>"""


def page(request: HttpRequest, case: str) -> HttpResponse:
    template = engines["django"].from_string(PAGE)
    script = EMBEDDINGS[case](server)
    return HttpResponse(template.render({"case": case, "script": script, "head": head(case)}, request))


def index(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"Django {django.get_version()}")


urlpatterns = [path("", index), path("<slug:case>", page)]
execute_from_command_line(["django_site.py", "runserver", "--noreload", "127.0.0.1:0"])
