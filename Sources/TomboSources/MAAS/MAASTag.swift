import TomboRecords

extension MAAS {
    /// A word that machines are chosen by.
    struct Tag: Record, Decodable {
        var name: String
        var definition: String?
        var comment: String?
        var kernelOptions: String?

        private enum CodingKeys: String, CodingKey {
            case name, definition, comment
            case kernelOptions = "kernel_opts"
        }

        var values: [Value] {
            [.init(name), .init(maasText(definition)), .init(maasText(comment)), .init(maasText(kernelOptions))]
        }

        static let spec = RecordSpec(
            kind: "maas_tag",
            summary: "A tag of MAAS, by which machines are chosen.",
            key: ["name"], name: "name", aliases: ["maas-tag"],
            brief: ["name", "comment", "definition"],
            columns: [
                .init("name", .text, .configuration, "The tag."),
                .init(
                    "definition", .text, .configuration,
                    "XPath over a machine's hardware by which MAAS itself gives it; null where people do."),
                .init("comment", .text, .configuration, "What somebody wrote about it."),
                .init("kernel_opts", .text, .configuration, "Kernel options for machines that have it."),
            ],
            examples: [
                .init(
                    "How many machines have each tag?",
                    """
                    SELECT t.name, COUNT(m.system_id) AS machines FROM maas_tag t LEFT JOIN maas_machine m \
                    ON m.cloud = t.cloud AND EXISTS (SELECT 1 FROM json_each(m.tags) WHERE value = t.name) GROUP BY t.name
                    """)
            ])
    }
}

struct MAASTags: Collector {
    func collect(from client: MAASClient) async throws(CollectError) -> Listing<MAAS.Tag> {
        try await client.definitions("tags/", of: MAAS.Tag.self)
    }
}
