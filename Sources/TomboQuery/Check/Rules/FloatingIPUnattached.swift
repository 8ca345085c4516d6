import TomboRecords

extension CheckRule {
    static let floatingIPUnattached = CheckRule(
        "floating-ip-unattached", .warning, kind: "neutron_floatingip",
        what: "A floating IP belongs to no port.",
        why: "It counts against the quota and takes an address that nobody uses.",
        source: "Neutron: port_id is null.",
        remedy: "`openstack server add floating ip SERVER ADDRESS`, or `openstack floating ip delete ADDRESS`."
    ) { bench in
        for row in try bench.rows("neutron_floatingip", ["floating_ip_address", "port_id", "status", "project_id"]) {
            guard row["port_id"].isNull else { continue }
            bench.find(
                bench.name(row, "floating_ip_address"), "The floating IP is attached to nothing.",
                ["id": .text(row.key), "status": row["status"], "project_id": row["project_id"]])
        }
    }
}
