import TomboRecords

/// OSDs on their hosts, and pools.
enum CephPart: ReportPart {
    /// Of what `storage` tells, what a page has room for: what there is, and what can be done with it.
    private static let raw = ["root", "device_class", "hosts", "osds", "raw_bytes", "raw_used_bytes", "overhead_bytes"]
    private static let usable = [
        "root", "device_class", "usable_bytes", "stored_bytes", "provisioned_bytes", "room_nearfull_bytes",
        "loss_room_bytes",
    ]

    static func section(_ context: ReportContext) throws -> ReportSection? {
        guard try context.has("ceph_osd") else { return nil }
        var section = ReportSection(context.words[.ceph], [.paragraph(context.words[.cephIntro])])
        let space = try StorageQuestion().answer(context.moment)
        // A class that is no choice is no column.
        let hasClasses =
            space.columns.firstIndex { $0.name == "device_class" }
            .map { index in space.rows.contains { $0[index] != "any" } } ?? false
        for (caption, columns) in [(Phrase.raw, raw), (.usable, usable)] {
            section.blocks += context.blocks(
                caption, space.only(columns.filter { hasClasses || $0 != "device_class" }))
        }
        section.blocks += context.blocks(
            .osds,
            try context.table(
                [
                    .init("osd"), .init("host"), .init("status"),
                    .init("size_bytes", .integer, unit: "B"), .init("used_bytes", .integer, unit: "B"),
                    .init("avail_bytes", .integer, unit: "B"),
                ], kinds: ["ceph_osd"],
                """
                SELECT name, host, iif(is_up, 'up', 'down') || ', ' || iif(is_in, 'in', 'out'), size_bytes, used_bytes, avail_bytes
                FROM ceph_osd WHERE cloud = ?1 ORDER BY host, osd_id
                """))
        section.blocks += context.blocks(
            .pools,
            try context.table(
                [
                    .init("pool"), .init("type"), .init("replicas", .integer),
                    .init("stored_bytes", .integer, unit: "B"), .init("used_bytes", .integer, unit: "B"),
                    .init("max_avail_bytes", .integer, unit: "B"),
                ], kinds: ["ceph_pool"],
                """
                SELECT name, type, size, stored_bytes, used_bytes, max_avail_bytes
                FROM ceph_pool WHERE cloud = ?1 ORDER BY name
                """))
        section.blocks += try context.drawing(.storage, .storageFigure)
        return section
    }
}
