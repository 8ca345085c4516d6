import TomboRecords

/// OSDs on their hosts, and pools.
enum CephPart: ReportPart {
    /// Of what `storage` tells, what a page has room for.
    private static let space = [
        "root", "device_class", "hosts", "osds", "raw_bytes", "raw_used_bytes", "usable_bytes", "stored_bytes",
        "provisioned_bytes", "room_nearfull_bytes", "loss_room_bytes",
    ]

    static func section(_ context: ReportContext) throws -> ReportSection? {
        guard try context.has("ceph_osd") else { return nil }
        var section = ReportSection(context.words[.ceph], [.paragraph(context.words[.cephIntro])])
        section.blocks += context.blocks(.usable, try StorageQuestion().answer(context.moment).only(space))
        section.blocks += context.blocks(
            .osds,
            try context.table(
                [
                    .init("osd"), .init("host"), .init("class"), .init("up", .boolean), .init("in", .boolean),
                    .init("size_bytes", .integer, unit: "B"), .init("used_bytes", .integer, unit: "B"),
                    .init("avail_bytes", .integer, unit: "B"),
                ], kinds: ["ceph_osd"],
                """
                SELECT name, host, device_class, is_up, is_in, size_bytes, used_bytes, avail_bytes
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
