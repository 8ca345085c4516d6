"""Glance's kind, as the openstack client tells it."""

LISTS = {'images': ('image', 'list', '--long')}
# What the client moves among the properties although it is a field of every image.
FIELDS = ('os_hidden', 'os_hash_algo', 'os_hash_value')
NOT_KEPT = ('stores', 'direct_url', *FIELDS)


def shows(lists, _):
    return {'image': [('image', 'show', row['ID']) for row in lists['images']]}


STEPS = (shows,)


def rows(lists, shown):
    return {'glance_image': [image(row) for row in shown['image']]}


def image(row):
    same = ('id', 'name', 'status', 'visibility', 'owner', 'size', 'disk_format', 'container_format', 'protected', 'checksum', 'created_at')
    return {**{name: row[name] for name in same}, **{name: row['properties'][name] for name in FIELDS},
            'min_disk_gib': row['min_disk'], 'min_ram_mib': row['min_ram'], 'tags': sorted(row['tags']),
            'properties': {name: value for name, value in row['properties'].items() if name not in NOT_KEPT}}
