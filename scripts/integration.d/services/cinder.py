"""Cinder's kinds, as the openstack client tells them."""

# Other services' limits stand among them in the client's answer.
LIMITS = ('backups', 'gigabytes', 'groups', 'snapshots', 'volumes')
SPELLED = {'backup-gigabytes': 'backup_gigabytes', 'per-volume-gigabytes': 'per_volume_gigabytes'}

LISTS = {
    'volumes': ('volume', 'list', '--all-projects', '--long'),
    'volume snapshots': ('volume', 'snapshot', 'list', '--all-projects', '--long'),
    'volume types': ('volume', 'type', 'list', '--long'), 'volume services': ('volume', 'service', 'list', '--long'),
}


def shows(lists, _):
    return {'volume': [('volume', 'show', row['ID']) for row in lists['volumes']],
            'volume snapshot': [('volume', 'snapshot', 'show', row['ID']) for row in lists['volume snapshots']],
            'volume limits': [('quota', 'show', row['ID']) for row in lists['projects']]}


STEPS = (shows,)


def rows(lists, shown):
    return {
        'cinder_volume': [volume(row) for row in shown['volume']],
        'cinder_attachment': [
            {'id': place['attachment_id'], 'volume_id': row['id'], 'server_id': place['server_id'],
             'host_name': place['host_name'], 'device': place['device']}
            for row in shown['volume'] for place in row['attachments']],
        'cinder_snapshot': [snapshot(row) for row in shown['volume snapshot']],
        'cinder_volume_type': [
            {'id': row['ID'], 'name': row['Name'], 'is_public': row['Is Public'], 'description': row['Description'],
             'extra_specs': row['Properties']} for row in lists['volume types']],
        'cinder_service': [
            {'host': row['Host'], 'binary': row['Binary'], 'zone': row['Zone'], 'state': row['State'],
             'status': row['Status'], 'disabled_reason': row['Disabled Reason']} for row in lists['volume services']],
        'cinder_quota': [one for project, limits in zip(lists['projects'], shown['volume limits'])
                         for one in quotas(project, limits)],
    }


def quotas(project, limits):
    """How much is in use, this client does not say. A name with `___` is of one volume type: gigabytes_TYPE."""
    return [{'project_id': project['ID'], 'resource': SPELLED.get(name, name), 'quota_limit': limit}
            for name, limit in limits.items() if name in LIMITS or name in SPELLED or '___' in name]


def volume(row):
    same = ('id', 'name', 'status', 'availability_zone', 'encrypted', 'multiattach', 'snapshot_id', 'source_volid',
            'user_id', 'replication_status', 'migration_status', 'group_id', 'description')
    return {**{name: row[name] for name in same}, 'size_gib': row['size'], 'bootable': row['bootable'] == 'true',
            'volume_type': row['type'], 'host': row['os-vol-host-attr:host'],
            'project_id': row['os-vol-tenant-attr:tenant_id'], 'metadata': row['properties']}


def snapshot(row):
    return {'id': row['id'], 'name': row['name'], 'volume_id': row['volume_id'], 'size_gib': row['size'],
            'status': row['status'], 'project_id': row['os-extended-snapshot-attributes:project_id']}


def pool(row):
    """Cinder's own answer: this client has no command for pools. GiB, in whole MiB."""
    can = row['capabilities']
    same = ('storage_protocol', 'vendor_name', 'driver_version', 'volume_backend_name', 'thin_provisioning_support',
            'reserved_percentage')
    return {'name': row['name'], **{name: can[name] for name in same},
            'max_over_subscription_ratio': float(can['max_over_subscription_ratio']),
            **{name + '_mib': None if can.get(name + '_gb') is None else round(can[name + '_gb'] * 1024) for name in (
                'total_capacity', 'free_capacity', 'allocated_capacity', 'provisioned_capacity')}}
