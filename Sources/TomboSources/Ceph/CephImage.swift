import TomboRecords

extension Ceph {
    /// One row of `rbd ls -l`: an image, or a snapshot of one.
    struct ImageRow: Decodable, Sendable {
        struct Parent: Decodable, Sendable {
            var pool: String
            var image: String
            var snapshot: String
        }

        var image: String
        var id: String?
        var size: Int64
        var format: Int?
        var parent: Parent?
        var snapshot: String?
    }

    /// A block device in a pool: a volume, a server's disk, an image.
    struct Image: Record {
        var pool: String
        var row: ImageRow
        var snapshots: [String]

        private func id(after prefix: String = "", before suffix: String = "") -> String? {
            guard row.image.hasPrefix(prefix), row.image.hasSuffix(suffix) else { return nil }
            let id = row.image.dropFirst(prefix.count).dropLast(suffix.count)
            return id.wholeMatch(of: #/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/#) == nil ? nil : String(id)
        }

        var values: [Value] {
            [
                .init("\(pool)/\(row.image)"), .init(pool), .init(row.image), .init(row.id), .init(row.size),
                .init(row.format),
                .init(row.parent.map { "\($0.pool)/\($0.image)" }), .init(row.parent?.snapshot), Ceph.set(snapshots),
                .init(id(after: "volume-")), .init(id(before: "_disk")), .init(id()),
            ]
        }

        static let spec = RecordSpec(
            kind: "ceph_rbd_image",
            summary: "A block device in a pool of Ceph: a volume, a server's disk or an image.",
            key: ["id"], name: "name", aliases: ["rbd-image", "rbd"],
            brief: ["id", "size_bytes", "parent", "snapshots"],
            columns: [
                .init("id", .text, .configuration, "Its pool and its name."),
                .init(
                    "pool", .text, .configuration, references: .init("ceph_pool", column: "name"), "Pool that it is in."
                ),
                .init("name", .text, .configuration, "Name, which says what it is: `volume-ID`, `ID_disk`, `ID`."),
                .init("image_id", .text, .configuration, "Identity within the pool, which stays when it is renamed."),
                .init(
                    "size_bytes", .integer, .configuration, unit: "B",
                    "Size that its user sees; what is written of it is less."),
                .init("format", .integer, .configuration, "Format of the image: 2, or 1 for very old ones."),
                .init(
                    "parent", .text, .configuration, references: "ceph_rbd_image",
                    "Image that it is a clone of, on which it depends; null for one that stands alone."),
                .init("parent_snapshot", .text, .configuration, "Snapshot of the parent that it is a clone of."),
                .init("snapshots", .set, .configuration, "Names of its snapshots."),
                .init(
                    "volume", .text, .configuration, references: "cinder_volume",
                    "Volume that it is, by Cinder's template for names."),
                .init(
                    "server", .text, .configuration, references: "nova_server",
                    "Server of which it is the disk, by Nova's rule for names."),
                .init(
                    "image", .text, .configuration, references: "glance_image",
                    "Image of Glance that it is, whose id is its whole name."),
            ],
            examples: [
                .init(
                    "What is provisioned in each pool?",
                    "SELECT pool, COUNT(*) AS images, SUM(size_bytes) / 1073741824 AS gib FROM ceph_rbd_image GROUP BY pool"
                ),
                .init(
                    "Which volumes in Ceph does Cinder not know?",
                    """
                    SELECT id FROM ceph_rbd_image WHERE volume IS NOT NULL \
                    AND volume NOT IN (SELECT id FROM cinder_volume) ORDER BY id
                    """),
            ])
    }

    /// Lists the images of every pool for RBD, or of those that the configuration names.
    struct Images: Collector {
        func collect(from client: CephClient) async throws(CollectError) -> Listing<Image> {
            let map = try await client.map()
            let wanted =
                client.pools.isEmpty
                ? map.pools.filter { $0.applications?.keys.contains("rbd") == true }.map(\.name) : client.pools
            var images: [Image] = []
            var failures: [CollectError] = []
            for pool in wanted.sorted() {
                do throws(CollectError) {
                    images += try Self.images(try await client.images(try Self.plain(pool)), of: pool)
                } catch {
                    if error.code == .cancelled { throw error }
                    failures.append(error)
                }
            }
            guard let first = failures.first else { return .complete(images) }
            if failures.count == wanted.count { throw first }
            return .partial(
                images,
                reason: "\(failures.count) of \(wanted.count) pools could not be listed: \(first.sentences)")
        }

        /// Behind `ssh` a shell reads what is asked: a name that means something to it is not asked for.
        private static func plain(_ pool: String) throws(CollectError) -> String {
            if pool.wholeMatch(of: #/[A-Za-z0-9._][A-Za-z0-9._-]*/#) != nil { return pool }
            throw CollectError(
                .misconfigured, "The name of Ceph's pool `\(pool)` has characters that a shell could take for its own.",
                remedy: "Rename it, or name the pools to list with `pools:` below `ceph:` in tombo.yaml.")
        }

        private static func images(_ rows: [ImageRow], of pool: String) throws(CollectError) -> [Image] {
            let snapshots = Dictionary(grouping: rows.filter { $0.snapshot != nil }, by: \.image)
            return rows.filter { $0.snapshot == nil }.map { row in
                Image(pool: pool, row: row, snapshots: (snapshots[row.image] ?? []).compactMap(\.snapshot))
            }
        }
    }
}
