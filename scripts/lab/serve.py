"""MAAS's and Vault's HTTP APIs of the lab on the loopback, at one stage.

MAAS checks what MAAS checks: the OAuth header with its key, a nonce that was never used, a timestamp that is
not old. Its answers to a wrong key are as talkative as the real one's. A line to standard input ends it.
"""
import json
import re
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import events
import maas
import vault

KEY = ('lab-consumer-key-x', 'lab-token-key-xxxx', 'lab-token-secret-xxxxxxxxxxxxxxx')
PREFIX = '/MAAS/api/2.0/'


class MAAS(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    documents = {}
    log = []
    nonces = set()
    lock = threading.Lock()

    def log_message(self, *_):
        pass

    def answer(self, status, text, kind='text/plain; charset=utf-8'):
        body = text.encode()
        self.send_response(status)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def refusal(self):
        """What is wrong with the authorization, in MAAS's words; None for nothing."""
        header = self.headers.get('Authorization', '')
        if not header.startswith('OAuth '):
            return 400, 'Unrecognised signature: method=GET op=None'
        given = {name: urllib.parse.unquote(value)
                 for name, value in re.findall(r'(\w+)="([^"]*)"', header)}
        if given.get('oauth_signature_method') != 'PLAINTEXT' or 'oauth_nonce' not in given:
            return 400, 'Bad Request'
        if given.get('oauth_consumer_key') != KEY[0]:
            return 401, 'Authorization Error: Invalid API key.'
        if given.get('oauth_token') != KEY[1]:
            return 401, "Authorization Error: 'Invalid access token: %s'" % given.get('oauth_token')
        if time.time() - int(given.get('oauth_timestamp', 0)) > 300:
            return 401, "Authorization Error: 'Expired timestamp'"
        with self.lock:
            if given['oauth_nonce'] in self.nonces:
                return 401, "Authorization Error: 'Nonce already used: %s'" % given['oauth_nonce']
            self.nonces.add(given['oauth_nonce'])
        if given.get('oauth_signature') != '&' + KEY[2]:
            return 401, "Authorization Error: 'Invalid signature. Expected signature base string: &%s'" % KEY[2]
        return None

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        path = url.path.removeprefix(PREFIX)
        if 'power_parameters' in url.query:
            return self.answer(403, 'This method is reserved for admin users.')
        refusal = None if path == 'version/' else self.refusal()
        if refusal:
            return self.answer(*refusal)
        if path == 'events/' and url.path.startswith(PREFIX):
            return self.answer(*events.query(self.log, urllib.parse.parse_qs(url.query)))
        if path not in self.documents or not url.path.startswith(PREFIX):
            return self.answer(404, 'Not Found')
        found = self.documents[path]
        wanted = urllib.parse.parse_qs(url.query)
        for field, column in (('hostname', 'hostname'), ('id', 'system_id')):
            if path == 'machines/' and field in wanted:
                found = [one for one in found if one[column] in wanted[field]]
        return self.answer(200, json.dumps(found, indent=4), 'application/json; charset=utf-8')


class Vault(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *_):
        pass

    def do_GET(self):
        found = vault.documents().get(self.path.partition('?')[0])
        body = json.dumps(found if found else {'errors': []}).encode()
        self.send_response(200 if found else 404)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def start(handler, port=0):
    server = ThreadingHTTPServer(('127.0.0.1', port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def start_maas(stage, port=0, moments=None):
    """`moments`: when each stage up to this one was looked at, by its name."""
    return start(type('Stage', (MAAS,), {
        'documents': maas.documents(stage), 'log': events.log(stage, moments), 'nonces': set()}), port)


def start_vault(port=0):
    return start(Vault, port)
