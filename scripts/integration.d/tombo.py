"""Calls tombo on one database, and keeps what it logged."""
import os

from process import environment, run

# The kinds in the words of `tombo list`.
KINDS = (
    'keystone_project', 'keystone_domain', 'keystone_user', 'keystone_role_assignment', 'keystone_region',
    'keystone_service', 'keystone_endpoint', 'nova_server', 'nova_hypervisor', 'nova_compute_service', 'nova_flavor',
    'nova_aggregate', 'nova_server_group', 'nova_availability_zone', 'nova_migration', 'nova_deleted_server',
    'nova_instance_action', 'nova_quota', 'placement_resource_provider', 'placement_inventory', 'placement_usage', 'placement_allocation',
    'neutron_network', 'neutron_subnet', 'neutron_router', 'neutron_port', 'neutron_floatingip',
    'neutron_security_group', 'neutron_security_group_rule', 'neutron_agent', 'neutron_quota', 'glance_image',
    'cinder_volume', 'cinder_attachment', 'cinder_snapshot', 'cinder_volume_type', 'cinder_service', 'cinder_pool',
    'cinder_quota')


class Tombo:
    def __init__(self, binary, folder, clouds, database='lab.db'):
        self.binary = binary
        self.folder = folder
        self.clouds = clouds
        self.database = os.path.join(folder, database)

    def on(self, database):
        """The same tombo with another database."""
        return Tombo(self.binary, self.folder, self.clouds, database)

    def run(self, *arguments, clouds=None):
        result = run([self.binary, *arguments, '--db', self.database],
                     environment(self.folder, OS_CLIENT_CONFIG_FILE=clouds or self.clouds), cwd=self.folder)
        # Everything it ever said is searched for secrets in the end.
        with open(os.path.join(self.folder, 'tombo.log'), 'a') as log:
            log.write('$ %s\n%s%s(status %d)\n' % (' '.join(result.command), result.out, result.err, result.status))
        return result

    def collect(self, *arguments, clouds=None):
        return self.run('collect', '--cloud', 'lab', '-f', 'json', *arguments, clouds=clouds)

    def list(self, kind, at='latest'):
        return self.run('list', kind, '--at', at, '-f', 'json')

    def diff(self, *arguments):
        return self.run('diff', *arguments, '-f', 'json')

    def answer(self, *arguments):
        return self.run(*arguments, '-f', 'json')

    def snapshots(self):
        return self.run('snapshots', '-f', 'json').rows

    def everything(self, at='latest', ignoring=('last_seen',)):
        """All rows of all kinds, by kind; without when each was last seen."""
        return {kind: [{k: v for k, v in row.items() if k not in ignoring} for row in self.list(kind, at).rows]
                for kind in KINDS}


def cost(collect):
    """(requests, bytes) of a `collect -f json`."""
    return (sum(row['requests'] or 0 for row in collect.rows), sum(row['bytes'] or 0 for row in collect.rows))


def outcomes(collect):
    return {row['kind']: row['outcome'] for row in collect.rows}


def said(collect):
    """What it cost, for a note."""
    requests, size = cost(collect)
    return '%.2f s (%.2f s of it CPU), %d requests, %d bytes, peak memory %.1f MiB' % (
        collect.seconds, collect.cpu_seconds, requests, size, collect.peak_kib / 1024)
