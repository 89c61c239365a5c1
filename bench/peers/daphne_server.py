"""bokeh-django under daphne. Usage: python daphne_server.py PORT"""

import sys

import django
from django.conf import settings

if not settings.configured:  # Django imports this file again, as ROOT_URLCONF
    settings.configure(
        ALLOWED_HOSTS=["*"],
        DEBUG=False,
        INSTALLED_APPS=["channels", "bokeh_django"],
        ROOT_URLCONF="daphne_server",
        SECRET_KEY="bench",
        STATIC_URL="/static/",
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    django.setup()

from bokeh_django import document  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.sessions import CookieMiddleware  # noqa: E402
from daphne.server import Server  # noqa: E402
from django.apps import apps  # noqa: E402
from temperature import temperature  # noqa: E402

urlpatterns: list = []
bokeh_apps = [document("temperature", temperature)]

if __name__ == "__main__":
    routes = apps.get_app_config("bokeh_django").routes
    pages, sockets = routes.get_http_urlpatterns(), routes.get_websocket_urlpatterns()
    application = ProtocolTypeRouter(
        {"http": CookieMiddleware(URLRouter(pages)), "websocket": CookieMiddleware(URLRouter(sockets))}
    )
    Server(application, endpoints=[f"tcp:port={sys.argv[1]}:interface=127.0.0.1"], verbosity=0).run()
