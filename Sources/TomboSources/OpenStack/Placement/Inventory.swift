public import TomboRecords

extension Placement {
    /// How much of one resource class a provider has.
    ///
    /// What may be claimed is `(total - reserved) * allocation_ratio`,
    /// rounded toward zero, and a single server cannot claim more than
    /// `max_unit`.
    public struct Inventory: Record {
        /// The numbers of one class, as `/inventories` gives them.
        struct Amounts: Decodable {
            var total: Int64
            var reserved: Int64
            var minUnit: Int64
            var maxUnit: Int64
            var stepSize: Int64
            var allocationRatio: Double

            enum CodingKeys: String, CodingKey {
                case total, reserved
                case minUnit = "min_unit"
                case maxUnit = "max_unit"
                case stepSize = "step_size"
                case allocationRatio = "allocation_ratio"
            }
        }

        var provider: String
        var resourceClass: String
        var amounts: Amounts

        public var values: [Value] {
            [
                .init(provider), .init(resourceClass), .init(amounts.total), .init(amounts.reserved),
                .init(amounts.minUnit), .init(amounts.maxUnit), .init(amounts.stepSize),
                .init(amounts.allocationRatio),
            ]
        }

        public static let spec = RecordSpec(
            kind: "placement_inventory",
            summary: "How much of one resource class a provider has, and how far it may be oversubscribed.",
            key: ["resource_provider", "resource_class"], name: "resource_provider", aliases: ["inventory"],
            brief: ["resource_provider", "resource_class", "total", "reserved", "allocation_ratio", "max_unit"],
            columns: [
                .init(
                    "resource_provider", .text, .configuration, references: "placement_resource_provider",
                    "Name of the provider that has it."),
                .init(
                    "resource_class", .text, .configuration,
                    "What is counted: `VCPU` in processors, `MEMORY_MB` in MiB, `DISK_GB` in GiB, or a class of its own."
                ),
                .init("total", .integer, .configuration, "How much there is, in the unit of the class."),
                .init(
                    "reserved", .integer, .configuration,
                    "How much of it servers may not claim, in the unit of the class."),
                .init(
                    "min_unit", .integer, .configuration,
                    "The least that one server may claim, in the unit of the class."),
                .init(
                    "max_unit", .integer, .configuration,
                    "The most that one server may claim, in the unit of the class."),
                .init(
                    "step_size", .integer, .configuration,
                    "A claim must be a multiple of this, in the unit of the class."),
                .init(
                    "allocation_ratio", .real, .configuration,
                    "How many times over what is not reserved may be claimed."),
            ],
            examples: [
                .init(
                    "How much may be claimed on each host?",
                    """
                    SELECT resource_provider, resource_class, \
                    CAST((total - reserved) * allocation_ratio AS INTEGER) AS capacity \
                    FROM placement_inventory ORDER BY resource_provider, resource_class
                    """),
                .init(
                    "Where does the oversubscription differ from the default?",
                    """
                    SELECT resource_provider, resource_class, allocation_ratio FROM placement_inventory \
                    WHERE allocation_ratio <> CASE resource_class WHEN 'VCPU' THEN 16.0 \
                    WHEN 'MEMORY_MB' THEN 1.5 ELSE 1.0 END
                    """),
            ])
    }
}

extension Placement {
    /// Asks each provider for its inventories.
    struct Inventories: Collector {
        private struct Body: Decodable, Sendable { var inventories: [String: Inventory.Amounts] }

        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Inventory> {
            try await client.eachProvider(Body.self, of: Inventory.spec.kind, "inventories").flatMap { asked in
                asked.body.inventories.sorted { $0.key < $1.key }.map { resourceClass, amounts in
                    Inventory(provider: asked.item.name, resourceClass: resourceClass, amounts: amounts)
                }
            }
        }
    }
}
