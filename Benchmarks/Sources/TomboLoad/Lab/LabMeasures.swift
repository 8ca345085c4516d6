import TomboRecords

/// What moves in most polls though nothing happens: what the servers write.
///
/// As measured: the use of Ceph reaches its manager every few seconds and
/// moves in small steps even where nobody works; with it go what all pools
/// have left, what Cinder and every hypervisor report as free.
enum LabMeasures {
    private static let block: Int64 = 4096

    static func move(_ lab: inout LabCloud) throws {
        var used: Int64 = 0
        var dice = lab.dice
        try lab.change("ceph_osd") { osds in
            for row in osds.rows.indices {
                // Kilobytes to some megabytes either way, and now and then a compaction.
                var blocks = Int64(dice.roll(2049)) - 1024
                if dice.chance(2) { blocks *= 4 }
                guard let old = osds[row, "used_bytes"].integer, let size = osds[row, "size_bytes"].integer else {
                    continue
                }
                let new = min(size / 2, max(size / 100, old + blocks * block))
                used += new
                try osds.set(row, [("used_bytes", .integer(new)), ("avail_bytes", .integer(size - new))])
                // The balancer moves a placement group every other day.
                if dice.roll(2 * LabCloud.day) == 0 {
                    try osds.add(Int64(dice.roll(3)) - 1, to: "pgs", of: row)
                }
            }
        }
        var available: Int64 = 0
        try lab.change("ceph_cluster") { cluster in
            for row in cluster.rows.indices {
                available = (cluster[row, "bytes_total"].integer ?? 0) - used
                try cluster.set(row, [("bytes_used", .integer(used)), ("bytes_avail", .integer(available))])
            }
        }
        let left = available * 95 / 300
        try lab.change("ceph_pool") { try movePools(&$0, left: left, &dice) }
        try lab.change("cinder_pool") { pools in
            for row in pools.rows.indices {
                try pools.add(Int64(dice.roll(9)) - 4, to: "free_capacity_mib", of: row)
            }
        }
        let difference = Int64(dice.roll(3)) - 1
        try lab.change("nova_hypervisor") { hypervisors in
            if difference == 0 { return }
            for row in hypervisors.rows.indices {
                try hypervisors.add(difference, to: "disk_available_least", of: row)
            }
        }
        lab.dice = dice
    }

    private static func movePools(_ pools: inout LabTable, left: Int64, _ dice: inout Dice) throws {
        for row in pools.rows.indices {
            var fields: [(column: String, value: Value)] = [("max_avail_bytes", .integer(left))]
            // What has objects in it is written to: disks nearly always, metadata of the gateway seldom.
            if let objects = pools[row, "objects"].integer, let stored = pools[row, "stored_bytes"].integer,
                objects > 10, dice.chance(stored > 1_000_000 ? 90 : 10)
            {
                let new = max(block, stored + (Int64(dice.roll(1025)) - 512) * block)
                fields += [("stored_bytes", .integer(new)), ("used_bytes", .integer(3 * new))]
                if dice.chance(30) {
                    fields.append(("objects", .integer(max(11, objects + Int64(dice.roll(3)) - 1))))
                }
            }
            try pools.set(row, fields)
        }
    }
}
