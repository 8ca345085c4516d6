import TomboRecords
import TomboStore

/// Block devices that are gone, with all that is made of them.
struct StorageLoss {
    /// Names of pools that are lost whole.
    private(set) var pools: Set<String> = []
    /// Keys of RBD images, clones included: a clone has not what it never wrote.
    private(set) var images: Set<String> = []
    /// Keys of Cinder's volumes.
    private(set) var volumes: Set<String> = []
    /// Keys of servers whose own disk is among the images.
    private(set) var servers: Set<String> = []
    /// Keys of Glance's images.
    private(set) var glanceImages: Set<String> = []

    init() {}

    /// nil for what is no storage.
    init?(of found: FoundResource, _ moment: Moment, kinds: inout Set<String>) throws {
        let cloud = found.cloud
        switch found.spec.kind {
        case "cinder_volume": volumes = [found.key]
        case "ceph_rbd_image": images = [found.key]
        case "ceph_pool": pools = [found.name]
        default: return nil
        }
        guard try moment.has("ceph_rbd_image", cloud: cloud) else { return }
        kinds.insert("ceph_rbd_image")
        let rows = try moment.table(
            "ceph_rbd_image", ["pool", "parent", "volume", "server", "image"], cloud: cloud)
        for row in rows {
            let isInPool = row["pool"].text.map(pools.contains) ?? false
            if isInPool || (row["volume"].text.map(volumes.contains) ?? false) { images.insert(row.key) }
        }
        var grows = !images.isEmpty
        while grows {
            let clones = rows.filter { row in
                !images.contains(row.key) && row["parent"].text.map(images.contains) ?? false
            }
            images.formUnion(clones.map(\.key))
            grows = !clones.isEmpty
        }
        for row in rows where images.contains(row.key) {
            if let volume = row["volume"].text { volumes.insert(volume) }
            if let server = row["server"].text { servers.insert(server) }
            if let image = row["image"].text { glanceImages.insert(image) }
        }
    }
}

/// What stops with volumes, images and pools.
struct VolumeImpact {
    let loss: Loss

    func lines() throws -> [ImpactLine] {
        let storage = loss.storage
        let (moment, cloud) = (loss.finder.moment, loss.finder.cloud)
        var lines: [ImpactLine] = []
        if let spec = moment.reader.spec("ceph_pool") {
            lines += storage.pools.sorted().map {
                ImpactLine(spec: spec, name: $0, effect: .stops, detail: "\(storage.images.count) RBD images with it")
            }
        }
        for (kind, keys, words) in [
            ("cinder_volume", storage.volumes, "its data are there"),
            ("glance_image", storage.glanceImages, "no server starts from it"),
        ] where !keys.isEmpty {
            guard let spec = moment.reader.spec(kind), try moment.has(kind, cloud: cloud) else { continue }
            loss.finder.kinds.insert(kind)
            lines += try moment.rows(kind, [spec.name], cloud: cloud, keys: keys.sorted()).map { row in
                let name = row[spec.name].text.flatMap { $0.isEmpty ? nil : $0 } ?? row.key
                return ImpactLine(spec: spec, name: name, effect: .stops, detail: words)
            }
        }
        return try lines + attachments()
    }

    /// Servers that lose a disk; one that boots from it stops.
    private func attachments() throws -> [ImpactLine] {
        let (moment, cloud) = (loss.finder.moment, loss.finder.cloud)
        guard !loss.storage.volumes.isEmpty, let spec = moment.reader.spec("nova_server"),
            try moment.has("cinder_attachment", cloud: cloud), try moment.has(spec.kind, cloud: cloud)
        else { return [] }
        loss.finder.kinds.formUnion(["cinder_attachment", spec.kind])
        return try moment.reader.rows(
            """
            SELECT s.name, s.id, a.device, s.image_id, coalesce(nullif(v.name, ''), v.id) FROM cinder_attachment a
            JOIN nova_server s ON s.id = a.server_id AND s.cloud = a.cloud
            JOIN cinder_volume v ON v.id = a.volume_id AND v.cloud = a.cloud
            WHERE a.cloud = ?1 AND a.volume_id IN (SELECT value FROM json_each(?2)) ORDER BY s.name, a.device
            """, [.text(cloud), .text(Value.list(loss.storage.volumes.sorted().map { .text($0) }).json)]
        ).compactMap { row in
            guard let name = row[0].text, let id = row[1].text, !loss.servers.contains(id) else { return nil }
            let device = row[2].text
            let isRoot = row[3].isNull && device == "/dev/vda"
            let place = device.map { " (\($0))" } ?? ""
            return ImpactLine(
                spec: spec, name: name, effect: isRoot ? .stops : .degraded,
                detail: "loses volume \(row[4].text ?? "")\(place)\(isRoot ? ", from which it boots" : "")")
        }
    }
}
