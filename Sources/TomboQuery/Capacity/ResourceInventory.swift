/// How much of one resource class a provider has, as Placement counts it.
struct ResourceInventory: Sendable, Hashable {
    var total: Int64
    var reserved: Int64
    var minUnit: Int64
    var maxUnit: Int64
    var stepSize: Int64
    var ratio: Double
    /// What is claimed; nil where nobody knows, and then nothing is promised.
    var used: Int64?

    /// What may be claimed: `int((total - reserved) * allocation_ratio)`.
    ///
    /// Rounded toward zero, in the same floating point as Placement, so that
    /// awkward ratios come out the same.
    /// Source: `Inventory.capacity` in placement/objects/inventory.py.
    var capacity: Int64 {
        let product = Double(total - reserved) * ratio
        return product.magnitude < 0x1p62 ? Int64(product) : (product > 0 ? .max / 4 : 0)
    }

    /// Below 0 where more is claimed than there is, as after a change of the ratio; nil where unknown.
    var free: Int64? { used.map { capacity - $0 } }

    /// Whether one claim may be of this size, however much is free.
    func admits(_ amount: Int64) -> Bool {
        amount >= minUnit && amount <= maxUnit && (stepSize <= 1 || amount % stepSize == 0)
    }
}
