"""Placement on a port of 127.0.0.1, for a client of its own process; it ends with the `with`."""
import socketserver
import threading
import wsgiref.simple_server


class Quiet(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, wsgiref.simple_server.WSGIServer):
    daemon_threads = True


class Listening:
    def __init__(self, app):
        self.server = wsgiref.simple_server.make_server('127.0.0.1', 0, app, Server, Quiet)
        self.url = 'http://127.0.0.1:%d' % self.server.server_port

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
