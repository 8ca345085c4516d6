import TomboRecords

/// Rows of each provider's inventories: what there is, what may be claimed, what is.
enum ProviderRows {
    static let columns: [Answer.Column] = [
        .init("provider"), .init("resource_class"), .init("total", .integer), .init("reserved", .integer),
        .init("ratio", .real), .init("capacity", .integer), .init("used", .integer), .init("free", .integer),
        .init("min_unit", .integer, isBrief: false), .init("max_unit", .integer, isBrief: false),
        .init("step_size", .integer, isBrief: false), .init("traits", .set, isBrief: false),
    ]

    static func rows(_ cloud: ComputeCloud) -> [[Value]] {
        cloud.providers.flatMap { provider in
            zip(cloud.classes, provider.inventories).compactMap { name, inventory in inventory.map { (name, $0) } }
                .sorted { ResourceOrder.precedes($0.0, $1.0) }
                .map { name, inventory in
                    [
                        .text(provider.name), .text(name), .integer(inventory.total), .integer(inventory.reserved),
                        .real(inventory.ratio), .integer(inventory.capacity), Value(inventory.used),
                        Value(inventory.free), .integer(inventory.minUnit), .integer(inventory.maxUnit),
                        .integer(inventory.stepSize), Value(provider.traits.sorted()),
                    ]
                }
        }
    }
}
