import TomboRecords

extension GraphSource {
    /// Server → volume → pool → CRUSH root → host → OSD.
    func storage() throws -> Drawing {
        var drawing = Drawing()
        try addPools(&drawing)
        try addOSDs(&drawing)
        var used: Set<String> = []
        let images = try rows("ceph_rbd_image", ["pool", "volume", "server"], &drawing)
        var pools: [String: String] = [:]
        for row in images {
            guard let pool = row["pool"].text else { continue }
            if let volume = row["volume"].text { pools[volume] = pool }
            if let server = row["server"].text {
                used.insert(server)
                drawing.edges.append(.init("server/\(server)", "pool/\(pool)"))
            }
        }
        for row in try rows("cinder_volume", ["name", "size_gib", "status", "host"], &drawing) {
            let size = row["size_gib"].integer.map { ["\($0) GiB"] } ?? []
            let status = row["status"].text
            drawing.nodes.append(
                .init(
                    "volume/\(row.key)", .volume,
                    [name(row)] + size + (status == "in-use" ? [] : [status ?? words[.statusUnknown]]),
                    column: 1, isIll: status?.hasPrefix("error") ?? false))
            // Where Ceph is not read, Cinder names the pool of its back end: host@backend#pool.
            let told = row["host"].text?.split(separator: "#").dropFirst().first.map(String.init)
            guard let pool = pools[row.key] ?? told else { continue }
            if !present.contains("ceph_pool") {
                drawing.nodes.append(.init("pool/\(pool)", .pool, [pool], column: 2))
            }
            drawing.edges.append(.init("volume/\(row.key)", "pool/\(pool)"))
        }
        for row in try rows("cinder_attachment", ["volume_id", "server_id", "device"], &drawing) {
            guard let volume = row["volume_id"].text, let server = row["server_id"].text else { continue }
            used.insert(server)
            drawing.edges.append(.init("server/\(server)", "volume/\(volume)", row["device"].text))
        }
        for row in try rows("nova_server", ["name", "status"], &drawing) where used.contains(row.key) {
            drawing.nodes.append(server(row, [], column: 0))
        }
        return drawing
    }

    private func addPools(_ drawing: inout Drawing) throws {
        for row in try rows(
            "ceph_pool", ["name", "type", "size", "crush_root", "device_class"], &drawing)
        {
            let copies =
                row["type"] == "erasure" ? words[.erasureCoded] : row["size"].integer.map { words[.copies, String($0)] }
            let pool = name(row)
            drawing.nodes.append(
                .init("pool/\(pool)", .pool, [pool] + (copies.map { [$0] } ?? []), column: 2))
            if let root = row["crush_root"].text {
                drawing.edges.append(.init("pool/\(pool)", "root/\(root)", row["device_class"].text))
            }
        }
    }

    private func addOSDs(_ drawing: inout Drawing) throws {
        for row in try rows("ceph_host", ["name", "root", "rack"], &drawing) {
            drawing.nodes.append(
                .init(
                    "crush/\(row.key)", .cephHost,
                    [row.key] + (row["rack"].text.map { ["rack \($0)"] } ?? []), column: 4))
            guard let root = row["root"].text else { continue }
            drawing.nodes.append(.init("root/\(root)", .crushRoot, [root], column: 3))
            drawing.edges.append(.init("root/\(root)", "crush/\(row.key)"))
        }
        for row in try rows(
            "ceph_osd", ["name", "host", "is_up", "is_in", "size_bytes", "device_class"], &drawing)
        {
            let size = row["size_bytes"].number.map { CheckWords.gibibytes($0) }
            let states = (row["is_up"] == false ? ["down"] : []) + (row["is_in"] == false ? ["out"] : [])
            let facts = [size, row["device_class"].text].compactMap(\.self).joined(separator: " ")
            drawing.nodes.append(
                .init(
                    "osd/\(row.key)", .osd, [name(row)] + (facts.isEmpty ? [] : [facts]) + states, column: 5,
                    isIll: !states.isEmpty))
            if let host = row["host"].text {
                drawing.edges.append(.init("crush/\(host)", "osd/\(row.key)"))
            }
        }
    }
}
