import TomboRecords

extension CheckRule {
    static let volumeUnattached = CheckRule(
        "volume-unattached", .info, kind: "cinder_volume",
        what: "A volume belongs to no server.",
        why: "It takes space and counts against the quota; nobody may remember what it was for.",
        source: "Cinder: status `available`.",
        remedy: "Attach it, or delete it once you know that nobody needs it.",
        reads: ["cinder_volume", "cinder_attachment"]
    ) { bench in
        let attached = Set(try bench.rows("cinder_attachment", ["volume_id"]).compactMap { $0["volume_id"].text })
        for row in try bench.rows("cinder_volume", ["name", "status", "size_gib", "project_id", "created_at"]) {
            guard row["status"] == "available", !attached.contains(row.key) else { continue }
            let size = row["size_gib"].integer.map { " of \($0) GiB" } ?? ""
            bench.find(
                bench.name(row), "The volume\(size) is attached to no server.",
                ["id": .text(row.key), "size_gib": row["size_gib"], "created_at": row["created_at"]])
        }
    }
}
