extension Ceph {
    /// `mon dump`.
    struct MonitorMap: Decodable, Sendable {
        struct Monitor: Decodable, Sendable {
            var rank: Int
            var name: String
            var address: String?
            enum CodingKeys: String, CodingKey {
                case rank, name
                case address = "public_addr"
            }
        }

        var mons: [Monitor]
    }

    /// `mgr dump`, without the descriptions of every module's options.
    struct ManagerMap: Decodable, Sendable {
        struct Standby: Decodable, Sendable { var name: String }

        var activeName: String
        var isAvailable: Bool
        var standbys: [Standby]

        enum CodingKeys: String, CodingKey {
            case standbys
            case activeName = "active_name"
            case isAvailable = "available"
        }
    }

    /// One of `mon metadata` and `mgr metadata`.
    struct DaemonMetadata: Decodable, Sendable {
        var name: String
        var hostname: String?
        var version: String?

        enum CodingKeys: String, CodingKey {
            case name, hostname
            case version = "ceph_version_short"
        }
    }

    /// One of `osd metadata`: every value is a text, and one that never booted has none.
    struct OSDMetadata: Decodable, Sendable {
        var id: Int
        var hostname: String?
        var version: String?
        var size: String?
        var type: String?
        var store: String?
        /// `sdb`, or several with commas.
        var devices: String?
        /// `sdb=VENDOR_MODEL_SERIAL`, likewise.
        var deviceIDs: String?

        enum CodingKeys: String, CodingKey {
            case id, hostname, devices
            case version = "ceph_version_short"
            case size = "bluestore_bdev_size"
            case type = "bluestore_bdev_type"
            case store = "osd_objectstore"
            case deviceIDs = "device_ids"
        }
    }
}
