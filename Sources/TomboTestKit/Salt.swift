public import TomboRecords

/// Puts secrets wherever a source may put one, each with its place in it, so
/// that what is found again says where it came from.
public struct Salt: Sendable {
    /// In every secret and nowhere else.
    public static let marker = "S3cr3tMark"

    /// Texts of people, in which a URL with a password may stand.
    private static let proseKeys: Set<String> = [
        "description", "disabled_reason", "message", "details", "locked_reason", "reason", "summary",
    ]
    /// Keys and values that people choose.
    private static let bagKeys: Set<String> = ["metadata", "properties", "extra_specs", "image_meta", "options"]

    public init() {}

    /// A document as a service gives it, with secrets in it and the same types.
    public func salted(_ document: Value) -> Value {
        if case .list(let elements) = document { return .list(elements.map { element($0, "top") }) }
        guard case .object(let fields) = document else { return document }
        return .object(fields.map(field) + secrets("top"))
    }

    private func field(_ field: Value.Field) -> Value.Field {
        switch field.value {
        case .list(let elements): .init(field.key, .list(elements.map { element($0, field.key) }))
        case .object(let fields) where Self.bagKeys.contains(field.key):
            // Only where all are texts can another text be one of them.
            fields.allSatisfy { $0.value.text != nil }
                ? .init(field.key, .object(fields + bag(field.key))) : field
        case .object(let fields): .init(field.key, .object(fields.map(self.field)))
        case .text(let text) where Self.proseKeys.contains(field.key):
            .init(field.key, .text("\(text) \(url(field.key))"))
        case .null where Self.proseKeys.contains(field.key): .init(field.key, .text(url(field.key)))
        default: field
        }
    }

    /// A row: what a service may give beside what is read of it.
    private func element(_ element: Value, _ place: String) -> Value {
        guard case .object(let fields) = element else { return element }
        let known = Set(fields.map(\.key))
        return .object(fields.map(field) + secrets(place).filter { !known.contains($0.key) })
    }

    private func secret(_ place: String) -> Value { .text("\(Self.marker)-\(place)") }

    private func url(_ place: String) -> String { "mysql://nova:\(Self.marker)-\(place)@10.0.0.1/nova" }

    private func bag(_ place: String) -> [Value.Field] {
        ["db_password", "api_key", "admin_token", "auth_secret"].map { .init($0, secret("\(place)-\($0)")) }
            + [.init("dsn", .text(url("\(place)-dsn"))), .init("script", .text("export PASSWORD=\(Self.marker)-sh"))]
    }

    private func secrets(_ place: String) -> [Value.Field] {
        let names = [
            "user_data", "OS-EXT-SRV-ATTR:user_data", "adminPass", "password", "secret", "auth_password", "private_key",
            "api_key", "access_token", "auth_key", "chap_secret", "vip_password", "psk_secret",
        ]
        return names.map { .init($0, secret("\(place)-\($0)")) } + [
            .init(
                "connection_info",
                .object([
                    .init("auth_password", secret("\(place)-connection")),
                    .init(
                        "data",
                        .object([
                            .init("auth_username", "cinder"),
                            .init("auth_password", secret("\(place)-connection-data")),
                            .init("secret_uuid", "9f1c"), .init("keyring", secret("\(place)-keyring")),
                        ])),
                ])),
            .init("endpoint", .text("https://admin:\(Self.marker)-\(place)-endpoint@10.0.0.9:5000/v3")),
            .init("personality", .list([.object([.init("contents", secret("\(place)-personality"))])])),
        ]
    }
}

extension Salt {
    /// A JSON text, salted.
    public func salted(json: String) -> String { Value(json: json).map { salted($0).json } ?? json }
}
