import TomboRecords

extension ViewSpec {
    static let allocationOwner = ViewSpec(
        name: "allocation_owner",
        summary: "A claim on a resource provider, and the server or the migration that holds it.",
        notes: [
            "A claim whose owner is null is an orphan only where servers and migrations were seen whole. A view cannot "
                + "know that: the gaps with the answer of `tombo sql` say it."
        ],
        columns: [
            .init("cloud", .text, .configuration, "The cloud."),
            .init(
                "resource_provider", .text, .configuration, references: "placement_resource_provider",
                "Name of the provider that it is claimed from."),
            .init("consumer", .text, .configuration, "Identity under which Placement holds the claim."),
            .init("owner", .text, .configuration, "`server`, `migration`, or null where neither is known."),
            .init(
                "server_id", .text, .configuration, references: "nova_server",
                "The server; for a migration the one that is moved."),
            .init("server", .text, .configuration, "Name of the server."),
            .init("resources", .json, .configuration, "How much is claimed, by resource class."),
        ],
        kinds: ["nova_server", "nova_migration", "placement_allocation"],
        examples: [
            .init(
                "Who holds what on each host?",
                """
                SELECT resource_provider, server, owner, resources FROM allocation_owner \
                ORDER BY resource_provider, server, consumer
                """),
            .init(
                "Which claims are held by nothing that is known?",
                "SELECT resource_provider, consumer, resources FROM allocation_owner WHERE owner IS NULL"),
        ])
}
