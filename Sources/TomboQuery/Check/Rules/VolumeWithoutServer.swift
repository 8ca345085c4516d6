import TomboRecords

extension CheckRule {
    static let volumeWithoutServer = CheckRule(
        "volume-server-gone", .warning, kind: "cinder_volume",
        what: "A volume is attached to a server that is gone.",
        why: "It says in-use and can be neither attached nor deleted.",
        source: "Cinder: attachments outlive a server that was deleted while Cinder did not answer.",
        remedy: "`openstack volume attachment delete ID`, then set its state to available.",
        reads: ["cinder_volume", "cinder_attachment"], needs: ["nova_server"]
    ) { bench in
        let servers = Set(try bench.rows("nova_server", []).map(\.key))
        let volumes = Dictionary(try bench.rows("cinder_volume", ["name"]).map { ($0.key, $0) }) { first, _ in first }
        for row in try bench.rows("cinder_attachment", ["volume_id", "server_id", "host_name"]) {
            guard let server = row["server_id"].text, !servers.contains(server), let key = row["volume_id"].text
            else { continue }
            let name = volumes[key].map { bench.name($0) } ?? key
            bench.find(
                name, "The volume is attached to \(server), a server that Nova does not have.",
                ["id": .text(key), "attachment": .text(row.key), "server_id": .text(server), "host": row["host_name"]])
        }
    }
}
