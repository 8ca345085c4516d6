"""The real Placement service in this process, on SQLite, without a port."""
import io
import json
import logging
import os
import uuid

VERSION = "placement 1.36"


class Refused(Exception):
    def __init__(self, status, body):
        super().__init__(f"{status}: {body}")
        self.status = status


class Placement:
    def __init__(self, folder):
        from oslo_config import cfg
        from placement import conf, db_api, deploy

        logging.disable(logging.WARNING)
        self.path = os.path.join(folder, "placement.db")
        settings = os.path.join(folder, "placement.conf")
        with open(settings, "w") as file:
            file.write(
                "[api]\nauth_strategy = noauth2\n"
                f"[placement_database]\nconnection = sqlite:///{self.path}\nsync_on_startup = true\n")
        config = cfg.ConfigOpts()
        conf.register_opts(config)
        config([], project="placement", default_config_files=[settings])
        db_api.configure(config)
        self.app = deploy.loadapp(config)

    def ask(self, method, url, body=None, ok=(200, 201, 204)):
        path, _, query = url.partition("?")
        data = json.dumps(body).encode() if body is not None else b""
        seen = {}

        def start(status, headers, _=None):
            seen["status"] = int(status.split()[0])

        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(data),
            "wsgi.errors": io.StringIO(), "wsgi.multithread": False, "wsgi.multiprocess": False,
            "wsgi.run_once": False, "CONTENT_LENGTH": str(len(data)), "CONTENT_TYPE": "application/json",
            "HTTP_X_AUTH_TOKEN": "admin", "HTTP_OPENSTACK_API_VERSION": VERSION, "HTTP_ACCEPT": "application/json",
        }
        answer = b"".join(self.app(environ, start))
        if seen["status"] not in ok:
            raise Refused(seen["status"], answer.decode()[:300])
        return json.loads(answer) if answer else {}

    def clear(self):
        """Forgets every provider and claim of the last cloud."""
        for provider in self.ask("GET", "/resource_providers")["resource_providers"]:
            claims = self.ask("GET", f"/resource_providers/{provider['uuid']}/allocations")["allocations"]
            for consumer in claims:
                self.ask("DELETE", f"/allocations/{consumer}", ok=(204, 404))
        left = self.ask("GET", "/resource_providers")["resource_providers"]
        while left:
            parents = {p["parent_provider_uuid"] for p in left}
            for provider in left:
                if provider["uuid"] not in parents:
                    self.ask("DELETE", f"/resource_providers/{provider['uuid']}")
            left = self.ask("GET", "/resource_providers")["resource_providers"]

    def claim(self, allocations, consumer=None):
        """Claims; the name of the consumer, or None where Placement refuses."""
        consumer = consumer or str(uuid.uuid4())
        body = {"allocations": allocations, "project_id": "p", "user_id": "u", "consumer_generation": None}
        try:
            self.ask("PUT", f"/allocations/{consumer}", body)
        except Refused as refused:
            if refused.status == 409:
                return None
            raise
        return consumer

    def release(self, consumer):
        self.ask("DELETE", f"/allocations/{consumer}")
