"""Reading must not write: listing security groups makes a `default` one in a project that has none."""


def groups(client):
    """Each project's, by id. The quota counts them without making one."""
    return {project['ID']: next(row['In Use'] for row in client.ask(
        'quota', 'list', '--network', '--detail', '--project', project['ID'])
        if row['Resource'] in ('security_groups', 'secgroups')) for project in client.ask('project', 'list')}


def check(report, client, tombo):
    report.section('reading does not write')
    before = groups(client)
    collect = tombo.on('writes.db').collect()
    report.equal(collect.status, 0, 'collect ends with status 0')
    report.equal(groups(client), before, 'no project has more security groups than before: %s' % sorted(
        before.values()))
