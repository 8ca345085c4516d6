"""What Vault answers about itself to anybody, unsealed and alone."""


def documents():
    return {
        '/v1/sys/seal-status': {
            'type': 'shamir', 'initialized': True, 'sealed': False, 't': 3, 'n': 5, 'progress': 0, 'nonce': '',
            'version': '1.8.8', 'migration': False, 'cluster_name': 'vault-cluster-4f1c2a7b',
            'cluster_id': '9a1b3d52-6b0f-4f0f-8d0b-5d7d7c1f2e34', 'recovery_seal': False, 'storage_type': 'mysql'},
        '/v1/sys/health': {
            'initialized': True, 'sealed': False, 'standby': False, 'performance_standby': False,
            'replication_performance_mode': 'disabled', 'replication_dr_mode': 'disabled',
            'server_time_utc': 1795600000, 'version': '1.8.8', 'cluster_name': 'vault-cluster-4f1c2a7b',
            'cluster_id': '9a1b3d52-6b0f-4f0f-8d0b-5d7d7c1f2e34'},
    }
