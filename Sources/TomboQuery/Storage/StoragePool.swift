/// A pool of Ceph, as far as its room matters.
struct StoragePool: Sendable {
    var name: String
    /// nil where its rule is not known.
    var scheme: StorageScheme?
    var minSize: Int?
    /// Data, one copy counted; from raw bytes, so that it stays while the pool is degraded.
    var stored: Int64?
    /// Raw bytes, every copy counted.
    var used: Int64?
    var quota: Int64?
    /// Ceph's own figure: to the first full OSD, at the full ratio.
    var cephAvailable: Int64?
    var applications: Set<String> = []
    var images = ProvisionedImages()
}

/// What the RBD images of a pool were promised.
struct ProvisionedImages: Sendable, Equatable {
    /// Sizes of all images together, clones included; nil where it is not known.
    var bytes: Int64?
    var images: Int?
    var snapshots: Int?
    var clones: Int?
    /// Why it is not known.
    var reason: String?
}
