"""A Cinder driver that says it is a Ceph RBD pool and stores nothing."""
from cinder.volume import driver


class LabRBDDriver(driver.VolumeDriver):
    VERSION = '1.2.0'
    CI_WIKI_NAME = 'none'

    def _nothing(self, *args, **kwargs):
        """There is no disk: nothing to do, nothing to report."""

    do_setup = check_for_setup_error = _nothing
    ensure_export = create_export = remove_export = terminate_connection = _nothing
    delete_volume = extend_volume = create_snapshot = delete_snapshot = _nothing

    def create_volume(self, volume):
        return {}

    def create_volume_from_snapshot(self, volume, snapshot):
        return {}

    def create_cloned_volume(self, volume, src_vref):
        return {}

    def clone_image(self, context, volume, image_location, image_meta, image_service):
        return {}, True

    def initialize_connection(self, volume, connector, initiator_data=None):
        return {
            'driver_volume_type': 'rbd',
            'data': {
                'name': 'cinder-ceph/volume-%s' % volume['id'], 'volume_id': volume['id'],
                'hosts': ['127.0.0.1'], 'ports': ['6789'], 'cluster_name': 'ceph', 'auth_enabled': True,
                'auth_username': 'cinder-ceph', 'secret_type': 'ceph', 'secret_uuid': None, 'discard': True}}

    def _update_volume_stats(self):
        # The types are the real driver's: max_over_subscription_ratio is a string.
        self._stats = {
            'vendor_name': 'Open Source', 'driver_version': self.VERSION, 'storage_protocol': 'ceph',
            'volume_backend_name': self.configuration.safe_get('volume_backend_name') or 'cinder-ceph',
            'total_capacity_gb': 869.1, 'free_capacity_gb': 851.37, 'reserved_percentage': 0,
            'multiattach': True, 'thin_provisioning_support': True, 'max_over_subscription_ratio': '20.0',
            'location_info': 'ceph:/etc/ceph/ceph.conf:0bd8f2a2-6f0e-11ee-9d5a-00163e000001:cinder-ceph:cinder-ceph',
            'backend_state': 'up', 'qos_support': True}
