import TomboRecords

/// Any JSON as a plain decoder gives it, with keys sorted: what two decoders are compared by.
struct ReadJSON: Decodable {
    let value: Value

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: Key.self) {
            let keys = object.allKeys.sorted { $0.stringValue < $1.stringValue }
            value = .object(try keys.map { .init($0.stringValue, try object.decode(ReadJSON.self, forKey: $0).value) })
        } else if let list = try? decoder.singleValueContainer().decode([ReadJSON].self) {
            value = .list(list.map(\.value))
        } else {
            let single = try decoder.singleValueContainer()
            if single.decodeNil() {
                value = .null
            } else if let bool = try? single.decode(Bool.self) {
                value = .bool(bool)
            } else if let integer = try? single.decode(Int64.self) {
                value = .integer(integer)
            } else if let real = try? single.decode(Double.self) {
                value = .real(real)
            } else {
                value = .text(try single.decode(String.self))
            }
        }
    }
}
