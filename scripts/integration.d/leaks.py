"""Searches everything that tombo wrote for what it must never write."""
import os

import re

# Not searched: what this test wrote itself in order to have secrets.
OWN = {'credentials', 'user-data', 'testbed.log'}


def check_leaks(report, tombo, folder, testbed, marked):
    tombo.collect('-v', '-v')
    tombo.collect('-v', '-v', clouds=os.path.join(folder, 'credentials', 'lab-user1.yaml'))
    with open(testbed.clouds) as file:
        password = re.search(r'password: (\S+)', file.read())[1]
    needles = {
        'the password of the lab': password, 'a token of Keystone': 'gAAAA',
        'the wrong password': 'not-the-password', 'user data': marked.marker,
        # The first characters: in a row of text it may be broken or cut.
        'user data in base64': marked.encoded()[:28], 'the password of a server': marked.password,
    }
    report.check(marked.is_told(), 'Nova does give the user data to whoever reads the server')
    found, files, size = {}, 0, 0
    for path in written(folder):
        with open(path, 'rb') as file:
            content = file.read()
        files += 1
        size += len(content)
        for name, needle in needles.items():
            if needle.encode() in content:
                found.setdefault(name, []).append(os.path.relpath(path, folder))
    report.note('%d files, %d bytes: databases, recordings, answers, messages and logs' % (files, size))
    for name in needles:
        report.check(name not in found, '%s is nowhere' % name, *found.get(name, []))
    with open(os.path.join(folder, 'tombo.log')) as log:
        requests = log.read().count('/v2.1/servers/detail')
    report.check(requests > 0, 'and the log that was searched does tell of requests')


def written(folder):
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in OWN]
        yield from (os.path.join(parent, name) for name in names
                    if name not in OWN and os.path.join(parent, name) != os.path.join(folder, 'tombo'))
