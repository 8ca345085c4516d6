"""What the `openstack` client itself says of the cloud.

The answers are put into rows with tombo's column names, by kind, so that they
can be laid beside tombo's. Where the client shows less than tombo stores, the
row has fewer columns, and only those are compared. services/ has one file a
service.
"""
import json
import subprocess
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from process import environment, run
from services import cinder, glance, keystone, neutron, nova, placement

SERVICES = (keystone, nova, placement, neutron, glance, cinder)
# The newest that tombo asks for, so that both see the same shapes.
VERSIONS = {'OS_COMPUTE_API_VERSION': '2.87', 'OS_PLACEMENT_API_VERSION': '1.39', 'OS_VOLUME_API_VERSION': '3.65'}
AT_ONCE = 3


class Client:
    """The Debian package's client, as the administrator of the lab."""

    def __init__(self, folder, clouds, cloud='lab'):
        self.env = environment(folder, OS_CLIENT_CONFIG_FILE=clouds, OS_CLOUD=cloud, PYTHONWARNINGS='ignore')
        self.calls = 0
        self.seconds = 0.0
        self.floating = set()

    def text(self, *arguments):
        result = run(['openstack', *arguments], self.env)
        self.calls += 1
        self.seconds += result.seconds
        if result.status:
            raise SystemExit('Error: `openstack %s` failed:\n%s' % (' '.join(arguments), result.err.strip()))
        return result.out

    def ask(self, *arguments):
        return json.loads(self.text(*arguments, '-f', 'json'))

    def get(self, service_type, path):
        """What this client has no command for: asked of the service itself, with a token of the client's."""
        token = self.ask('token', 'issue')
        base = next(row['URL'] for row in self.ask('endpoint', 'list', '--service', service_type)
                    if row['Interface'] == 'public').replace('$(tenant_id)s', token['project_id'])
        request = urllib.request.Request(base + path, headers={'X-Auth-Token': token['id']})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def ask_all(self, commands):
        """Every command's answer, in order. One client takes many commands, each on a line: most of the
        time of a single one goes into starting up and signing in."""
        commands = [list(command) for command in commands]
        # The client's own shell splits a line at every space, quoted or not.
        alone = [place for place, command in enumerate(commands) if any(' ' in word for word in command)]
        others = [place for place in range(len(commands)) if place not in alone]
        shares = [[place] for place in alone] + [others[start::AT_ONCE] for start in range(AT_ONCE)]
        answers = {}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for share, found in zip(shares, pool.map(
                    lambda share: [self.ask(*commands[share[0]])] if share and share[0] in alone
                    else self.batch([commands[place] for place in share]), shares)):
                answers.update(zip(share, found))
        return [answers[place] for place in range(len(commands))]

    def batch(self, commands):
        if not commands:
            return []
        lines = '\n'.join(' '.join([*command, '-f', 'json']) for command in commands) + '\n'
        started = time.monotonic()
        done = subprocess.run(['openstack'], input=lines, capture_output=True, text=True,
                              env={**self.env, **VERSIONS})
        self.calls += len(commands)
        self.seconds += time.monotonic() - started
        answers, decoder, place = [], json.JSONDecoder(), 0
        try:
            while place < len(done.stdout.rstrip()):
                while done.stdout[place].isspace():
                    place += 1
                answer, place = decoder.raw_decode(done.stdout, place)
                answers.append(answer)
        except ValueError:
            pass
        # A command that fails writes nothing: then nobody knows whose answer is whose.
        if len(answers) != len(commands):
            raise SystemExit('Error: %d commands gave %d answers: %s\n%s' % (
                len(commands), len(answers), lines, done.stderr.strip() or done.stdout[place:place + 500]))
        return answers

    def rows(self):
        """All kinds, each a list of rows."""
        lists = self.named({(service, name): command for service in SERVICES
                            for name, command in service.LISTS.items()})
        by_name = {name: answer for (_, name), answer in lists.items()}
        shown = {service: {} for service in SERVICES}
        # What is asked of each item of a list, and then of each item of those answers.
        for number in range(max(len(service.STEPS) for service in SERVICES)):
            asked = {service: service.STEPS[number](by_name, shown[service]) for service in SERVICES
                     if number < len(service.STEPS)}
            answers = self.named({(service, name, place): command for service, commands in asked.items()
                                  for name, each in commands.items() for place, command in enumerate(each)})
            for service, commands in asked.items():
                for name, each in commands.items():
                    shown[service][name] = [answers[service, name, place] for place in range(len(each))]
        found = {}
        for service in SERVICES:
            found.update(service.rows(by_name, shown[service]))
        pools = self.get('volumev3', '/scheduler-stats/get_pools?detail=true')['pools']
        found['cinder_pool'] = [cinder.pool(row) for row in pools]
        self.floating = {ip['Floating IP Address'] for ip in by_name['floating'] if ip['Fixed IP Address']}
        return found

    def named(self, commands):
        """{name: command} to {name: answer}"""
        return dict(zip(commands, self.ask_all(commands.values())))
