"""Placement's kinds, as the openstack client tells them."""

LISTS = {'providers': ('resource', 'provider', 'list')}


def shows(lists, _):
    providers = [row['uuid'] for row in lists['providers']]
    return {
        'inventory': [('resource', 'provider', 'inventory', 'list', one) for one in providers],
        'usage': [('resource', 'provider', 'usage', 'show', one) for one in providers],
        'trait': [('resource', 'provider', 'trait', 'list', one) for one in providers],
        'provider aggregate': [('resource', 'provider', 'aggregate', 'list', one) for one in providers],
        'allocation': [('resource', 'provider', 'show', '--allocations', one) for one in providers],
    }


STEPS = (shows,)


def rows(lists, shown):
    providers = lists['providers']

    def each(name):
        return [(provider['name'], one) for provider, all_of in zip(providers, shown[name]) for one in all_of]
    return {
        'placement_resource_provider': [
            provider(*one, providers) for one in zip(providers, shown['trait'], shown['provider aggregate'])],
        'placement_inventory': [inventory(name, one) for name, one in each('inventory')],
        'placement_usage': [usage(name, one) for name, one in each('usage')],
        'placement_allocation': [
            {'resource_provider': row['name'], 'consumer': consumer, 'resources': held['resources']}
            for row in shown['allocation'] for consumer, held in row['allocations'].items()],
    }


def provider(row, traits, aggregates, providers):
    names = {one['uuid']: one['name'] for one in providers}
    return {'name': row['name'], 'uuid': row['uuid'], 'traits': sorted(trait['name'] for trait in traits),
            'aggregates': sorted(one['uuid'] for one in aggregates),
            'root_provider': names[row['root_provider_uuid']],
            'parent_provider': names.get(row['parent_provider_uuid'])}


def inventory(name, row):
    same = ('resource_class', 'total', 'reserved', 'min_unit', 'max_unit', 'step_size', 'allocation_ratio')
    return {'resource_provider': name, **{column: row[column] for column in same}}


def usage(name, row):
    return {'resource_provider': name, 'resource_class': row['resource_class'], 'used': row['usage']}
