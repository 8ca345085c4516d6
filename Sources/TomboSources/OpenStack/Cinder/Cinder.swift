import TomboRecords

/// Kinds that Cinder lists; microversions 3.0 to 3.65.
public enum Cinder {
    /// In the order in which they are asked and shown.
    static let collectors: [CollectorEntry<OpenStackClient>] = [
        .openStack(Volumes()),
        .openStack(Attachments()),
        .openStack(Snapshots()),
        .openStack(VolumeTypes()),
        .openStack(Services()),
        .openStack(Pools()),
        .openStack(Quotas()),
    ]

    /// Cinder answers for the token's own project unless it is asked for all.
    static let allProjects = [("all_tenants", "1")]

    /// A truth that Cinder writes as a text here (`bootable`) and as what it
    /// is there; null for the text of neither.
    struct TextBoolean: Decodable {
        var value: Bool?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            guard let text = try? container.decode(String.self) else {
                value = try container.decode(Bool.self)
                return
            }
            switch text.lowercased() {
            case "true": value = true
            case "false": value = false
            default: value = nil
            }
        }
    }

    /// Keys and values that anybody can write, without what goes by a
    /// secret's name.
    static func open(_ pairs: [String: String]?) -> Value { Redactor.standard.json(.init(pairs)) }
}
