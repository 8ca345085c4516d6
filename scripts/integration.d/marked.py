"""A server that carries secrets: a user-data script and a password, to look for them where they must not be."""
import base64
import json
import os
import secrets
import time


class MarkedServer:
    NAME = 'marked'

    def __init__(self, user, admin, folder):
        """`user` makes it, `admin` reads it; both are openstack clients."""
        self.user = user
        self.admin = admin
        self.file = os.path.join(folder, 'user-data')
        self.marker = ''
        self.password = ''
        self.id = ''

    def make(self):
        """Anew, where a kept testbed has one from an earlier run."""
        # A server in ERROR counts: the story has used up the project's memory.
        project, = {row['Project ID'] for row in self.admin.ask(
            'server', 'list', '--all-projects', '--name', '^lb$', '--long', '-c', 'Project ID')}
        self.admin.text('quota', 'set', '--ram', '-1', project)
        for row in self.admin.ask('server', 'list', '--all-projects', '--name', '^%s$' % self.NAME):
            self.user.text('server', 'delete', '--wait', row['ID'])
        self.marker = 'user-data-' + secrets.token_hex(16)
        with open(self.file, 'w') as file:
            file.write('#!/bin/sh\necho %s\n' % self.marker)
        made = self.user.ask('server', 'create', '--image', 'jammy-amd64', '--flavor', 'm1.tiny',
                             '--network', 'user1_net', '--user-data', self.file, self.NAME)
        self.password = made['adminPass']
        deadline = time.monotonic() + 900
        while self.user.ask('server', 'show', self.NAME)['status'] != 'ACTIVE':
            if time.monotonic() > deadline:
                raise SystemExit('Error: Server %s does not become ACTIVE.' % self.NAME)
            time.sleep(1)
        self.id = made['id']

    def is_told(self):
        """Whether Nova hands the marker to whoever reads the server as tombo does: else its absence proves nothing."""
        shown = self.admin.ask('--os-compute-api-version', '2.87', 'server', 'show', self.id)
        return self.encoded() in json.dumps(shown)

    def encoded(self):
        with open(self.file, 'rb') as file:
            return base64.b64encode(file.read()).decode()
