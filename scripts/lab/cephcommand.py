"""Stands for the `ceph` and `rbd` commands of the lab: words that tombo puts before them.

cephcommand.py FOLDER WORDS...

FOLDER has the answers: a recording of tombo's, or plain bodies by the same file names. Whatever the words are, a session
reads commands from standard input, and `rbd` answers once.
"""
import json
import os
import re
import sys


def body(folder, name):
    path = os.path.join(folder, re.sub(r'[^A-Za-z0-9._]+', '-', name) + '.json')
    if not os.path.exists(path):
        return None
    with open(path) as file:
        text = file.read()
    if not text.startswith('{\n  "request"'):
        return text
    return json.dumps(json.loads(text)['response']['body'])


def main(folder, words):
    if 'rbd' in words:
        found = body(folder, 'run-' + ' '.join(words[words.index('rbd'):]))
        if found is None:
            sys.stderr.write("rbd: error opening pool: (2) No such file or directory\n")
            return 2
        sys.stdout.write(found + '\n')
        return 0
    for line in sys.stdin:
        command = line.strip()
        if command == 'fsid':
            text = '{"fsid":"5f1e2d3c-0000-4000-8000-00000000ceff"}'
        else:
            text = body(folder, 'mon-' + command) or body(folder, 'mgr-' + command)
        if text is None:
            sys.stderr.write('Error EINVAL: invalid command\n')
            sys.stderr.flush()
        else:
            sys.stdout.write('\n' + text + '\n')
            sys.stdout.flush()
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], sys.argv[2:]))
