/// Words that stay in an anonymous export wherever they stand, as names too:
/// what every installation calls so tells nothing about one.
enum WellKnown {
    static func holds(_ text: String) -> Bool {
        let text = text.lowercased()
        return words.contains(text) || isNumbered(text) || isDevice(text)
    }

    /// In lower case.
    static let words: Set<String> = Set(
        """
        admin administrator anonymous creator default heat_stack_owner heat_stack_user internal manager member
        _member_ none nova null observer operator public reader reseller reselleradmin service services
        admin_domain service_domain regionone system user group project domain role inherited all
        true false yes no on off enabled disabled
        barbican ceilometer ceph cinder cinderv2 cinderv3 designate glance gnocchi heat horizon ironic keystone
        magnum manila masakari maas juju neutron octavia openstack ovn placement rados rbd rgw swift trove vault
        identity image compute network volume volumev2 volumev3 block-storage object-store dns key-manager
        baremetal load-balancer orchestration metering
        ceph-csi ceph-dashboard ceph-fs ceph-iscsi ceph-mon ceph-nfs ceph-nvme ceph-osd ceph-proxy ceph-radosgw
        ceph-rbd-mirror cinder-backup cinder-ceph cinder-lvm cinder-netapp cinder-purestorage
        barbican-vault ceilometer-agent dashboard designate-bind glance-simplestreams-sync hacluster
        juju-controller juju-dashboard
        magnum-dashboard manila-ganesha manila-generic masakari-monitors memcached mysql mysql-innodb-cluster mysql-router
        ncc neutron-api neutron-api-plugin-ovn neutron-gateway neutron-openvswitch nova-cell-controller
        nova-cloud-controller nova-compute nova-scheduler nova-conductor nova-consoleauth nova-novncproxy
        cinder-volume cinder-scheduler octavia-dashboard octavia-diskimage-retrofit openstack-dashboard
        ovn-central ovn-chassis ovn-dedicated-chassis percona-cluster rabbitmq-server swift-proxy swift-storage
        barbican-mysql-router cinder-mysql-router dashboard-mysql-router designate-mysql-router glance-mysql-router
        gnocchi-mysql-router heat-mysql-router keystone-mysql-router magnum-mysql-router manila-mysql-router
        masakari-mysql-router ncc-mysql-router neutron-api-mysql-router nova-cloud-controller-mysql-router
        octavia-mysql-router openstack-dashboard-mysql-router placement-mysql-router vault-mysql-router ubuntu
        controller lxd kvm machine unit
        hdd ssd nvme replicated_rule erasure-code host osd chassis rack row pdu pod room datacenter region root
        .mgr .rgw.root device_health_metrics vms images volumes backups cephfs_data cephfs_metadata
        default.rgw.buckets.data default.rgw.buckets.index default.rgw.buckets.non-ec default.rgw.control
        default.rgw.log default.rgw.meta
        __default__ m1.nano m1.micro m1.tiny m1.small m1.medium m1.large m1.xlarge
        backup_gigabytes backups consistencygroups cores fixed_ips floating_ips floatingip gigabytes groups
        injected_file_content_bytes injected_file_path_bytes injected_files instances key_pairs metadata_items
        per_volume_gigabytes port ram rbac_policy router security_group security_group_rule
        security_group_rules security_groups server_group_members server_groups snapshots subnet subnetpool
        distributed floatingip_agent_gateway router_gateway router_interface router_interface_distributed
        ha_router_replicated_interface router_centralized_snat dhcp ovnmeta
        http https wss tcp udp api endpoint beast civetweb ssl_endpoint ssl_port tenant_id project_id v1 v2 v3
        auth_ dev disk by-id by-path by-uuid by-dname mapper snap x86_64 amd64 arm64 aarch64 s390x ppc64el virtio
        scsi ide usb vga q35 pc uefi bios bare qcow2 raw iso linux windows jammy focal noble bionic untagged
        latest stable candidate beta edge ussuri victoria wallaby xena yoga zed antelope bobcat caracal dalmatian
        nautilus octopus pacific quincy reef squid tentacle
        arch mem root-disk root-disk-source virt-type tags zones spaces container cpu-power instance-type image-id
        trait resources required forbidden hw quota capabilities aggregate_instance_extra_specs accel pci_passthrough
        hw_rng cpu_policy cpu_thread_policy mem_page_size numa_nodes dedicated shared mixed large small any
        cpu_cores cpu_sockets cpu_threads cpu_max_sockets emulator_threads_policy watchdog_action boot_menu
        disk_read_iops_sec disk_write_iops_sec disk_total_iops_sec disk_read_bytes_sec disk_write_bytes_sec
        disk_total_bytes_sec vif_inbound_average vif_outbound_average volume_backend_name replication_enabled
        multiattach architecture os_type os_distro os_version os_admin_user os_require_quiesce hw_disk_bus
        hw_vif_model hw_video_model hw_firmware_type hw_machine_type hw_qemu_guest_agent hw_scsi_model
        hw_rng_model hw_boot_menu hw_vif_multiqueue_enabled img_config_drive hypervisor_type qemu
        owner_specified.openstack.md5 owner_specified.openstack.sha256 owner_specified.openstack.object
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    /// `osd.12`, `fabric-0`, `physnet1`, `eth0`, `instance-0000002a`: counted by the software, not named by people.
    private static func isNumbered(_ text: String) -> Bool {
        for (prefix, digits) in numbered where text.hasPrefix(prefix) {
            let rest = text.dropFirst(prefix.count)
            if !rest.isEmpty, rest.allSatisfy({ digits.contains($0) }) { return true }
        }
        return false
    }

    private static let numbered: [(String, String)] = [
        ("osd.", "0123456789"), ("fabric-", "0123456789"), ("physnet", "0123456789"), ("eth", "0123456789"),
        ("bond", "0123456789."), ("br", "0123456789"), ("virbr", "0123456789"), ("lxdbr", "0123456789"),
        ("instance-", "0123456789abcdef"), ("v", "0123456789."),
    ]

    /// A disk or a network card as Linux names it: `sda`, `vdb1`, `nvme0n1`, `enp1s0f0`.
    private static func isDevice(_ text: String) -> Bool {
        if ["lo", "br-ex", "br-int", "br-tun", "br-data"].contains(text) { return true }
        let bytes = Array(text.utf8)
        guard bytes.count >= 3, bytes.count <= 15 else { return false }
        if text.hasPrefix("sd") || text.hasPrefix("vd") || text.hasPrefix("xvd") {
            let rest = text.drop { $0 != "d" }.dropFirst()
            return rest.first?.isLetter == true
                && rest.drop { $0.isLetter }.allSatisfy(\.isNumber) && rest.prefix { $0.isLetter }.count <= 2
        }
        if text.hasPrefix("nvme") {
            return bytes.count >= 7 && text.dropFirst(4).allSatisfy { $0.isNumber || $0 == "n" || $0 == "p" }
        }
        guard text.hasPrefix("en") || text.hasPrefix("wl") else { return false }
        // en, then p1s0, o1, s3, x525400…, each letter with a number behind it.
        let rest = text.dropFirst(2)
        return rest.first.map { "posx".contains($0) } == true && rest.last?.isNumber == true
            && rest.allSatisfy { $0.isNumber || "poxsfdnv".contains($0) }
    }
}
